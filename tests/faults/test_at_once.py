"""Estimates made at once, in threads and in processes, are those made one by one."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from threading import Event, Thread

import matplotlib as mpl
import pytest

from topline import Survey, load_example_survey, plot_bars, publish
from topline.plotting.look.settings import own_settings

pytestmark = pytest.mark.faults

WAYS = ("by one", "by two", "where", "crosstab")


def survey():
    return Survey(load_example_survey(), weights="weight", strata="stratum", clusters="cluster")


def estimated(given):
    """One of four estimates of a survey, as its table's values."""
    of, way = given
    if way == "by one":
        return of.proportion("prefers_note", by="role")
    if way == "by two":
        return of.proportion("prefers_note", by=["role", "employer_size"])
    if way == "where":
        return of.where("role == 'recruiter'").proportion("prefers_note")
    return of.crosstab("prefers_note", "role").estimates


@pytest.mark.parametrize("tries", [24, pytest.param(600, marks=pytest.mark.long)])
def test_threads_give_the_same_numbers(tries, record_property):
    expected = {way: estimated((survey(), way)) for way in WAYS}
    shared = survey()
    ways = [WAYS[k % len(WAYS)] for k in range(tries)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(estimated, [(shared, way) for way in ways]))
    wrong = [way for way, one in zip(ways, found, strict=True) if one != expected[way]]
    record_property("tried", tries)
    record_property("failed", len(wrong))
    assert not wrong


def test_threads_draw_under_the_same_settings():
    """And leave the person's: settings of matplotlib are those of the whole process."""
    entered, leave, done = Event(), Event(), Event()

    def hold():
        with own_settings():
            entered.set()
            leave.wait()

    def draw():
        with own_settings():
            done.set()

    with mpl.rc_context({"font.size": 22}):
        first, second = Thread(target=hold), Thread(target=draw)
        first.start()
        entered.wait()
        second.start()
        # without turns it would be through, and the other one's end would be the person's settings
        assert not done.wait(0.2)
        leave.set()
        first.join()
        second.join()
        assert done.is_set()
        assert mpl.rcParams["font.size"] == 22


def test_threads_draw_the_same_charts():
    shares = estimated((survey(), "by one"))

    def drawn(_):
        return publish(plot_bars(shares), title="What they prefer").to_svg()

    with mpl.rc_context({"font.size": 22}), ThreadPoolExecutor(4) as pool:
        assert set(pool.map(drawn, range(8))) == {drawn(0)}
        assert mpl.rcParams["font.size"] == 22


@pytest.mark.long
def test_processes_give_the_same_numbers(record_property):
    shared = survey()
    expected = {way: estimated((shared, way)) for way in WAYS}
    ways = WAYS * 4
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        found = list(pool.map(estimated, [(shared, way) for way in ways]))
    wrong = [way for way, one in zip(ways, found, strict=True) if one != expected[way]]
    record_property("tried", len(ways))
    record_property("failed", len(wrong))
    assert not wrong
