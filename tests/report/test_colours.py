"""Charts in the light and in the dark: every colour of one has its place in the other."""

import re

import pytest

from topline import DARK, LIGHT, write_report
from topline.plotting.theme import contrast
from topline.report.colours import adaptive, dark_rules, light_rules


def rules(text):
    return dict(re.findall(r"--chart-(\w+): (#\w+);", text))


def test_every_colour_of_a_page_is_set_twice(tmp_path):
    html = write_report(out=tmp_path).read_text(encoding="utf-8")
    svgs = re.findall(r"<svg.*?</svg>", html, flags=re.DOTALL)
    assert len(svgs) == 5
    used = set(re.findall(r"var\(--chart-(\w+)\)", html))
    assert used <= set(rules(light_rules())) == set(rules(dark_rules()))
    assert not [svg for svg in svgs if re.search(r"(fill|stroke): #", svg)]
    assert (tmp_path / "figures" / "headline.svg").read_text().count("fill: #") > 10


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
    svg = '<path style="fill: #1a1a1a; stroke: #123456"/><text>style: fill: #1a1a1a</text>'
    assert adaptive(svg) == (
        '<path style="fill: var(--chart-1a1a1a); stroke: #123456"/>'
        "<text>style: fill: #1a1a1a</text>"
    )


@pytest.mark.parametrize("style", [LIGHT, DARK])
def test_no_colour_stands_for_two(style):
    plain = [style.ink, style.muted, style.grid, style.paper, style.empty, style.dont_know]
    every = [*plain, *style.categories, *map(style.softer, style.categories)]
    assert len(set(every)) == len(every)
