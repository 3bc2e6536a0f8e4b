"""Marks of row charts: what is hollow, and what is not drawn."""

import math

import pytest
from matplotlib.figure import Figure

from topline import LIGHT
from topline.plotting.frame.marks import Mark


def mark(estimate=0.5, low=0.4, high=0.6):
    return Mark(y=1, estimate=estimate, low=low, high=high, color="#0072b2")


@pytest.mark.parametrize(
    ("own", "fill"),
    [(mark(), "#0072b2"), (mark(low=math.nan), LIGHT.paper), (mark(high=math.inf), LIGHT.paper)],
)
def test_a_point_without_an_interval_is_hollow(own, fill):
    ax = Figure().subplots()
    own.draw_point(ax, LIGHT)
    assert ax.lines[0].get_markerfacecolor() == fill


def test_what_is_not_known_is_not_drawn():
    ax = Figure().subplots()
    mark(estimate=math.nan).draw_point(ax, LIGHT)
    mark(estimate=math.nan).draw_bar(ax, 0.2, 1, LIGHT)
    mark(low=math.nan).draw_whisker(ax, LIGHT)
    assert not ax.lines
    assert not ax.patches
    mark(estimate=math.nan).draw_whisker(ax, LIGHT, LIGHT.ink)
    assert [line.get_color() for line in ax.lines] == [LIGHT.ink]
