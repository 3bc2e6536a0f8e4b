"""Type shrinks until a chart fits its page, and no further than can be read."""

from contextlib import nullcontext
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from tests.plotting.extents import assert_all_words_are_free
from topline import LIGHT, plot_bars, plot_weights, publish
from topline.plotting.frame.page import chart_room, that_fits
from topline.plotting.look.theme import Style, styled


@dataclass(frozen=True)
class Pile:
    """Lines of text, one on another."""

    lines: float
    style: Style

    @property
    def figure_size(self):
        return 1.0, self.lines * self.style.small / 72


@pytest.mark.parametrize(("part", "used"), [(0.99, 1.0), (1.05, 0.9), (1.2, 0.8), (9.0, 0.7)])
def test_the_largest_type_that_fits_is_used(part, used):
    page = styled(LIGHT, "social")
    lines = part * chart_room(page) * 72 / page.small
    pile = that_fits(page, lambda style: Pile(lines, style))
    assert pile.style.small == pytest.approx(used * page.small)
    assert pile.style.label == pytest.approx(used * page.label)
    assert pile.style.title == page.title


def test_a_page_without_a_height_has_room_for_all():
    assert that_fits(LIGHT, lambda style: Pile(1e6, style)).style.small == LIGHT.small


@dataclass(frozen=True)
class Loose(Pile):
    """Lines of text with gaps between them."""

    @property
    def figure_size(self):
        return 1.0, self.lines * (self.style.small / 72 + self.style.scaled(0.1))


# nothing fits fourteen lines, which stand as close as can be
GAPS = [(9, 1.0), (10, 0.9), (11, 0.8), (12, 0.6), (13, 0.5), (14, 0.5)]


@pytest.mark.parametrize(("lines", "part"), GAPS)
def test_gaps_give_way_where_type_may_go_no_lower(lines, part):
    page = styled(LIGHT, "slide")
    pile = that_fits(page, lambda style: Loose(lines, style))
    assert pile.style.page.scale == pytest.approx(part * page.page.scale)
    assert (pile.style.small, pile.style.title) == pytest.approx((page.small, page.title))
    assert (pile.figure_size[1] <= chart_room(pile.style)) is (lines < 14)


def test_a_caption_longer_than_usual_leaves_a_slide_as_high_as_it_is():
    note = "A caption that goes on and on about how all of this was asked. " * 9
    ax = plot_weights(np.linspace(0.5, 1.5, 300), size="slide")
    # a warning would fail the test
    figure = publish(ax, title="Weights", note=note).figure
    assert figure.get_size_inches()[1] == pytest.approx(7.5)
    assert_all_words_are_free(figure)


@pytest.mark.parametrize(("lines", "high"), [(4, 1080), (6, 1146)])
def test_a_chart_is_not_pressed_until_its_words_touch(lines, high):
    share = np.linspace(0.2, 0.6, 7)
    rows = pd.DataFrame({"label": [f"Land{'meinland' * 4}{i}" for i in range(7)], "n": 400,
                         "estimate": share, "ci_low": share - 0.1,
                         "ci_high": share + 0.1})  # fmt: skip
    note = "A caption that goes on and on about how all of this was asked. " * lines
    said = pytest.warns(UserWarning, match=f"is {high:,} pixels high and its page 1,080")
    with said if high > 1080 else nullcontext():
        figure = publish(plot_bars(rows, size="slide"), title="Seven rows", note=note).figure
    assert figure.get_size_inches()[1] == pytest.approx(high / 144, abs=0.01)
    assert_all_words_are_free(figure)
