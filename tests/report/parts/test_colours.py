"""Charts in the light and in the dark: every colour of one has its place in the other."""

import re

import pandas as pd
import pytest

from topline import DARK, LIGHT, Survey, write_survey_report
from topline.plotting.look.theme import contrast
from topline.report.parts.colours import adaptive, dark_rules, light_rules


def rules(text):
    return dict(re.findall(r"--chart-(\w+): (#\w+);", text))


def survey_page(out):
    data = pd.DataFrame({"q": ["yes", "no", "no answer"] * 40, "years": range(120)})
    return write_survey_report(Survey(data), ["q", "years"], out)


@pytest.mark.parametrize(("name", "charts"), [("story", 5), ("figures", 1), ("microdata", 4)])
def test_every_colour_of_a_page_is_set_twice(name, charts, written):
    html = (written(name) / "index.html").read_text(encoding="utf-8")
    svgs = re.findall(r"<svg aria-hidden.*?</svg>", html, flags=re.DOTALL)
    assert len(svgs) == 2 * charts
    used = set(re.findall(r"var\(--chart-(\w+)\)", html))
    assert len(used) > 4
    assert used <= set(rules(light_rules())) == set(rules(dark_rules()))
    assert not [svg for svg in svgs if re.search(r"(fill|stroke): #", svg)]


def test_files_beside_the_page_keep_their_own_colours(tmp_path):
    survey_page(tmp_path)
    svg = (tmp_path / "figures" / "question-1.svg").read_text(encoding="utf-8")
    assert svg.count("fill: #") > 10
    assert "var(" not in svg


def test_light_colours_are_themselves():
    assert all(f"#{name}" == colour for name, colour in rules(light_rules()).items())


def test_words_and_marks_keep_their_contrast_in_the_dark():
    dark = rules(dark_rules())
    paper = dark[LIGHT.paper[1:]]
    assert paper == DARK.paper
    for colour in (LIGHT.ink, LIGHT.muted):
        assert contrast(dark[colour[1:]], paper) >= 4.5
    for colour in LIGHT.categories:
        assert contrast(dark[colour[1:]], paper) >= 3


def test_words_that_look_like_colours_stay_words():
    words = '<text>style="fill: #1a1a1a", stroke: #ffffff</text>'
    svg = f'<path style="fill: #1a1a1a; stroke: #123456"/>{words}'
    assert adaptive(svg) == f'<path style="fill: var(--chart-1a1a1a); stroke: #123456"/>{words}'


@pytest.mark.parametrize("style", [LIGHT, DARK])
def test_no_colour_stands_for_two(style):
    plain = [style.ink, style.muted, style.grid, style.paper, style.empty, style.dont_know]
    every = [*plain, *style.categories, *map(style.softer, style.categories)]
    assert len(set(every)) == len(every)
