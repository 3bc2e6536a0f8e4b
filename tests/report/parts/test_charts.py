"""Charts of a page: two drawings of the same rows, and where each row stands in them."""

import re
import struct
from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest

from topline import GERMAN, LIGHT
from topline.plotting.rows.dots import plot_estimates
from topline.report.parts.cards import share_card
from topline.report.parts.charts import draw_chart
from topline.report.render import css_text, shorter

pytestmark = pytest.mark.quick

TABLE = pd.DataFrame(
    {
        "claim": ["prefer notes", "send notes", "read notes", "like notes"],
        "who": ["recruiters", "recruiters", "students", "students"],
        "estimate": [0.63, 0.26, 0.8, 0.5],
        "ci_low": [0.58, 0.22, 0.76, 0.45],
        "ci_high": [0.68, 0.31, 0.84, 0.55],
        "confidence_level": 0.95,
        "interval": "wilson",
        "n": 400,
        "flag": "",
    }
)


def chart(**options):
    return draw_chart("one", plot_estimates, TABLE, title="A title", subtitle="Percent", **options)


@pytest.mark.parametrize("options", [{}, {"group": "who"}, {"order": "estimate"}])
def test_each_row_has_a_place_of_its_own_in_both_drawings(options):
    drawn = chart(**options)
    labels = [row[0] for row in drawn.table.rows]
    assert sorted(labels) == sorted(TABLE["claim"])
    for drawing in drawn.drawings.values():
        assert [place.row for place in drawing.places] == [0, 1, 2, 3]
        ends = [(place.top, place.bottom) for place in drawing.places]
        assert all(0 <= top < bottom <= 1000 for top, bottom in ends)
        assert all(a[1] <= b[0] for a, b in pairwise(ends))
        # the label of a row stands within its place
        height = float(re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', drawing.svg)[1])
        for label, (top, bottom) in zip(labels, ends, strict=True):
            text = re.search(rf"<text[^>]*>{label}</text>", drawing.svg)[0]
            y = float(re.search(r'\by="([\d.]+)"', text)[1])
            assert top <= 1000 * y / height <= bottom


@pytest.mark.usual
def test_groups_head_their_rows_in_the_table():
    bodies = chart(group="who").table.bodies
    assert [(group, len(rows)) for group, rows in bodies] == [("recruiters", 2), ("students", 2)]
    assert [group for group, _ in chart().table.bodies] == [""]


@pytest.mark.usual
def test_a_page_is_light_or_dark_as_its_readers_window_is():
    light, dark = chart(), chart(style="dark")
    assert light.drawings == dark.drawings
    assert light.files != dark.files
    assert light.sketch.style.paper == "#ffffff"
    assert dark.sketch.style.paper != "#ffffff"


@pytest.mark.usual
def test_files_have_the_size_and_the_page_its_own():
    slide = chart(page="slide")
    assert slide.drawings == chart().drawings
    assert list(slide.sketch.published().figure.get_size_inches()) == pytest.approx([40 / 3, 7.5])


@pytest.mark.usual
def test_a_card_is_the_first_chart_that_fits_on_one():
    many = pd.concat([TABLE] * 10, ignore_index=True)
    many["claim"] = [f"answer number {k} of a long list" for k in range(len(many))]
    tall = draw_chart("tall", plot_estimates, many, title="Tall", subtitle="Percent")
    assert share_card([tall, chart()], "Page").alt.startswith(chart().alt)
    for charts, title in (([tall], "Page"), ([], "Page " * 60)):
        card = share_card(charts, title)
        assert title in card.alt
        assert struct.unpack(">II", card.png[16:24])[0] == 1200
    assert struct.unpack(">II", share_card([tall], "Page").png[16:24]) == (1200, 675)


def test_the_line_above_a_sheet_is_words_and_nothing_else():
    assert css_text('a"} </style>') == r"a\22 \7d \20 \3c \2f style\3e "
    assert css_text("Ä1") == r"\c4 1"
    assert shorter("short") == "short"
    assert len(shorter("word " * 100)) <= 90
    assert len(shorter("x" * 200)) <= 90


@pytest.mark.usual
def test_a_german_chart_speaks_german_on_the_page():
    german = chart(style=replace(LIGHT, strings=GERMAN))
    assert "63\xa0%" in german.drawings["narrow"].svg.replace("&#160;", "\xa0")
