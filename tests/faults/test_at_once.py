"""Estimates made at once, in threads and in processes, are those made one by one."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

from topline import Survey, load_example_survey

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
