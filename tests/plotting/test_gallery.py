"""The gallery's scripts: every chart there is, on every page, as a user would write it."""

import re
import runpy
from pathlib import Path

import pytest

import topline
from tests.plotting.extents import TIGHT_PAGES, assert_all_words_are_free
from topline import SIZES

SCRIPTS = sorted((Path(__file__).resolve().parents[2] / "docs" / "gallery").glob("*.py"))


@pytest.fixture(scope="module", params=SCRIPTS, ids=lambda path: path.stem)
def draw(request):
    return runpy.run_path(str(request.param))["draw"]


def assert_has_room(chart, size):
    assert_all_words_are_free(chart.figure)
    assert chart.figure.get_size_inches()[0] == pytest.approx(SIZES[size].width)


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES)
def test_no_words_are_cut_off_or_overlap(draw, size):
    assert_has_room(draw("light", size), size)


def test_dark_says_the_same_on_a_page_with_little_room(draw, request):
    """The pages take turns; in `make long` each chart is drawn on each."""
    size = TIGHT_PAGES[SCRIPTS.index(request.node.callspec.params["draw"]) % 2]
    light, dark = draw("light", size), draw("dark", size)
    assert_has_room(light, size)
    assert (light.title, light.note, light.alt) == (dark.title, dark.note, dark.alt)
    assert light.to_csv() == dark.to_csv()
    assert len(light.alt.split()) <= 125


def test_every_chart_is_in_the_gallery():
    shown = " ".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    charts = {name for name in topline.__all__ if name.startswith("plot_")}
    assert charts == set(re.findall(r"\bplot_\w+", shown))
