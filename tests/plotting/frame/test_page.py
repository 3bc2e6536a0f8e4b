"""Type shrinks until a chart fits its page, and no further than can be read."""

from dataclasses import dataclass

import pytest

from topline import LIGHT
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


# nothing fits fourteen lines, whose gaps stay as they are
GAPS = [(9, 1.0), (10, 0.9), (11, 0.8), (12, 0.6), (13, 0.5), (14, 1.0)]


@pytest.mark.parametrize(("lines", "part"), GAPS)
def test_gaps_give_way_where_type_may_go_no_lower(lines, part):
    page = styled(LIGHT, "slide")
    pile = that_fits(page, lambda style: Loose(lines, style))
    assert pile.style.page.scale == pytest.approx(part * page.page.scale)
    assert (pile.style.small, pile.style.title) == pytest.approx((page.small, page.title))
    assert (pile.figure_size[1] <= chart_room(pile.style)) is (lines < 14)
