"""The gallery's scripts: every chart there is, on every page, as a user would write it."""

import re
import runpy
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

import topline
from tests.conftest import long_unless
from tests.plotting.extents import TIGHT_PAGES, assert_all_words_are_free
from topline import SIZES

SCRIPTS = sorted((Path(__file__).resolve().parents[2] / "docs" / "gallery").glob("*.py"))


@pytest.fixture(autouse=True)
def no_windows():
    yield
    plt.close("all")


@pytest.fixture(scope="module", params=SCRIPTS, ids=lambda path: path.stem)
def draw(request):
    return runpy.run_path(str(request.param))["draw"]


@pytest.mark.parametrize("size", long_unless(lambda size: size in TIGHT_PAGES, SIZES))
def test_no_words_are_cut_off_or_overlap(draw, size):
    chart = draw("light", size)
    assert_all_words_are_free(chart.figure)
    assert chart.figure.get_size_inches()[0] == pytest.approx(SIZES[size].width)


def test_dark_says_the_same(draw):
    light, dark = draw(), draw("dark")
    assert (light.title, light.note, light.alt) == (dark.title, dark.note, dark.alt)
    assert light.to_csv() == dark.to_csv()
    assert len(light.alt.split()) <= 125


def test_every_chart_is_in_the_gallery():
    shown = " ".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    charts = {name for name in topline.__all__ if name.startswith("plot_")}
    assert charts == set(re.findall(r"\bplot_\w+", shown))
