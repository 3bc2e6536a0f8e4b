"""Round shares below an axis whose steps are even on another scale."""

from topline import LIGHT
from topline.plotting.method.share_ticks import Ticks


def test_rounder_shares_stay_where_numbers_would_touch():
    shares = [0.49, 0.5, 0.51, 0.6, 0.65]
    ticks = Ticks(places=[share * 10 for share in shares], shares=shares)
    assert ticks.spread(1.0, LIGHT).shares == [0.5, 0.6, 0.65]
    assert ticks.spread(0.5, LIGHT).shares == [0.5, 0.6]
    assert ticks.spread(0.1, LIGHT).shares == [0.5]


def test_all_stay_where_there_is_room():
    ticks = Ticks(places=[1.0, 2.0, 3.0], shares=[0.1, 0.15, 0.2])
    assert ticks.spread(5.0, LIGHT) == ticks
