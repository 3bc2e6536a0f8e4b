"""Charts for a page: without the words that it says itself, readable on a phone."""

import re
import xml.etree.ElementTree as ET

import pytest
from matplotlib.figure import Figure

from tests.plotting.extents import assert_all_words_are_free
from tests.plotting.special import PLOTS as SPECIAL
from tests.plotting.test_sizes import PLOTS as PLAIN
from tests.plotting.test_sizes import rows
from topline import ArgumentError, plot_estimates, publish
from topline.plotting.publishing.bare import bare_svg

PLOTS = {name: lambda k, plot=plot, **page: plot(rows(k), **page) for name, plot in PLAIN.items()}
PLOTS |= {f"{name}, special": plot for name, plot in SPECIAL.items()}

PHONE = 290
"""CSS pixels that a page 320 wide leaves."""

LEAST = 11
"""CSS pixels of type at least."""


def drawing(plot="dots", **page):
    number = 4 if plot.startswith("coverage") else 2
    return bare_svg(PLOTS[plot](number, **{"size": "phone"} | page), "one")


def test_it_is_the_same_each_time_and_hidden_from_screen_readers():
    svg = drawing()
    assert svg == drawing()
    root = ET.fromstring(svg)
    assert root.get("aria-hidden") == "true"
    assert root.get("focusable") == "false"
    assert "aria-labelledby" not in root.attrib
    assert not root.findall("{http://www.w3.org/2000/svg}title")


def test_its_ids_are_its_own():
    svg = drawing()
    ids = re.findall(r'\bid="([^"]*)"', svg)
    assert ids
    assert all(name.startswith("one-") for name in ids)
    assert len(set(ids)) == len(ids)
    referred = re.findall(r'url\(#([^)"]+)\)|href="#([^"]+)"', svg)
    assert {one or other for one, other in referred} <= set(ids)


def test_a_chart_may_be_published_after_it_was_drawn_for_a_page():
    charts = []
    for first in (True, False):
        ax = plot_estimates(rows(3), ax=Figure().subplots())
        if first:
            bare_svg(ax)
        charts.append(publish(ax, title="Most prefer the note"))
    assert "Most prefer" in charts[0].to_svg()
    assert charts[0].note == charts[1].note
    for one, other in zip(*(chart.figure.axes for chart in charts), strict=True):
        assert one.get_position().bounds == pytest.approx(other.get_position().bounds, abs=1e-3)


def test_what_is_published_is_not_bare_any_more():
    ax = plot_estimates(rows(2))
    publish(ax, title="x")
    with pytest.raises(ArgumentError, match="published already; draw it again"):
        bare_svg(ax)


@pytest.mark.parametrize("plot", PLOTS)
def test_no_word_on_a_phone_is_too_small_or_cut_off(plot):
    ax = PLOTS[plot](4 if plot.startswith("coverage") else 2, size="phone")
    root = ET.fromstring(bare_svg(ax))
    width = float(root.get("viewBox").split()[2])
    # a wider drawing would be scaled down, and its type with it
    assert width == pytest.approx(0.75 * PHONE)
    words = root.iter("{http://www.w3.org/2000/svg}text")
    styles = [text.get("style", "") for text in words if "".join(text.itertext()).strip()]
    sizes = [float(re.search(r"([\d.]+)px", style)[1]) for style in styles]
    assert sizes
    assert min(sizes) * PHONE / width >= LEAST
    assert_all_words_are_free(ax.get_figure(root=True))
