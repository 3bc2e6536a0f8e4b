"""Poll averages: which polls count, how houses lean, and how far the average may be off."""

import numpy as np
import pandas as pd
import pytest

from topline import ArgumentError, DataError, average_polls, historical_error
from topline.language.message import without_remedy
from topline.statistics.pooling.historical import SHIRANI_MEHR
from topline.statistics.pooling.poll_trend import fit_poll_trend

pytestmark = pytest.mark.quick


def polls(**columns):
    small = {
        "publisher": ["A", "B", "A", "B", "C"],
        "question": "Vote?",
        "answer": "yes",
        "percent": [41.0, 44.0, 42.0, 45.0, 43.0],
        "decimals": 0,
        "n": 1000,
        "fielded_start": [f"2024-05-{day:02d}" for day in (1, 3, 10, 12, 11)],
        "fielded_end": [f"2024-05-{day:02d}" for day in (2, 5, 12, 14, 13)],
    }
    return pd.DataFrame(small | columns)


def reasons(found):
    return found.left_out["reason"].tolist()


def test_limits_have_the_error_that_polls_share():
    found = average_polls(polls())
    assert found.estimate == pytest.approx(0.43, abs=0.002)
    assert found.history is SHIRANI_MEHR
    half = 1.959964 * np.hypot(found.model_error, found.history.shared)
    assert found.ci_high - found.estimate == pytest.approx(half, rel=1e-6)
    # never the sampling error of all respondents together
    assert half > 2 * 1.96 * np.sqrt(0.43 * 0.57 / 5000)
    assert "14 May 2024" in str(found)


def test_the_published_error_is_that_of_its_source():
    # a root mean squared error of 3.5 points and a mean absolute shared error of 2
    assert np.hypot(SHIRANI_MEHR.shared, SHIRANI_MEHR.own) == pytest.approx(0.035)
    assert SHIRANI_MEHR.shared * np.sqrt(2 / np.pi) == pytest.approx(0.02)


def test_houses_lean_against_the_average_house():
    found = average_polls(polls()).houses.set_index("house")
    assert found.loc["A", "effect"] < found.loc["C", "effect"] < found.loc["B", "effect"]
    assert abs(found["effect"].sum()) < 0.01
    assert (found["ci_low"] < found["effect"]).all()


def test_never_below_two_houses():
    with pytest.raises(ArgumentError, match=r"of 1 house \(A\); an average needs at least 2"):
        average_polls(polls(publisher="A"))
    # whose they are is not said, which is another fact than that they are of one
    with pytest.raises(ArgumentError, match="the polls do not say which houses did them; an"):
        average_polls(polls(publisher=pd.NA))


@pytest.mark.usual
def test_one_population_is_averaged_and_the_others_told():
    population = ["adults", "adults", "likely voters", "adults", "adults"]
    found = average_polls(polls(population=population))
    assert reasons(found) == ["another population"]
    assert [without_remedy(note) for note in found.notes] == [
        "polls are of 2 populations; most are of 'adults', and those are averaged.",
        "1 figure is left out.",
    ]
    with pytest.raises(ArgumentError, match="population is 'all'"):
        average_polls(polls(population=population), population="all")


@pytest.mark.usual
def test_a_poll_that_is_there_twice_counts_once():
    once, ids = polls(), [str(at) for at in range(5)]
    twice = pd.concat([once.assign(poll_id=ids), once[:1].assign(poll_id="again", percent=47.0)])
    found = average_polls(twice)
    assert reasons(found) == ["the same poll again"]
    assert found.estimate == pytest.approx(average_polls(once).estimate)


@pytest.mark.usual
def test_polls_of_one_house_that_share_days_count_once():
    start = [f"2024-05-{day:02d}" for day in (1, 3, 2, 12, 11)]
    found = average_polls(polls(fielded_start=start))
    assert reasons(found) == ["shares days with a newer poll of its house"]
    assert found.left_out["fielded_end"].tolist() == ["2024-05-02"]


@pytest.mark.usual
def test_a_house_that_changed_its_mode_is_another_house():
    found = average_polls(polls(mode=["telephone", "online", "online", "online", "online"]))
    assert set(found.houses["house"]) == {"A, telephone", "A, online", "B", "C"}


@pytest.mark.usual
def test_polls_of_groups_and_without_percents_are_left_out():
    group = [None, None, None, "Gender > Male", "Total"]
    percents = [41.0, 44.0, None, 45.0, 43.0]
    how = ["exact", "exact", "none", "exact", "exact"]
    found = average_polls(polls(group=group, percent=percents, percent_qualifier=how))
    assert reasons(found) == ["no percent"]
    assert len(found.polls) == 3


@pytest.mark.usual
def test_days_and_breaks():
    found = average_polls(polls(), since="2024-05-05", until="2024-05-13")
    assert sorted(reasons(found)) == ["not since 2024-05-05", "not until 2024-05-13"]
    broken = average_polls(polls(), breaks=["2024-05-09"])
    assert reasons(broken) == ["before the break of 2024-05-09"] * 2
    earlier = average_polls(polls(), breaks=["2024-05-09"], at="2024-05-06")
    assert reasons(earlier) == ["after the break of 2024-05-09"] * 3
    with pytest.raises(ArgumentError, match="at is 'one day'"):
        average_polls(polls(), at="one day")


@pytest.mark.usual
def test_an_answer_must_be_named_where_there_are_several():
    two = polls(answer=["yes", "no", "yes", "no", "yes"])
    with pytest.raises(ArgumentError, match="2 answers: 'yes', 'no'; name one as answer="):
        average_polls(two)
    with pytest.raises(ArgumentError, match="answer is 'maybe'"):
        average_polls(two, answer="maybe")
    assert len(average_polls(two, answer="yes").polls) == 3


def test_nothing_to_average():
    with pytest.raises(DataError, match=r"no poll is left to average: no day \(5\)"):
        average_polls(polls(fielded_start=None, fielded_end=None))


@pytest.mark.usual
def test_history_with_outcomes_gives_the_error():
    rng = np.random.default_rng(3)
    vote = np.repeat(np.arange(400), 5)
    outcome = np.repeat(rng.uniform(0.4, 0.6, 400), 5)
    shared = np.repeat(rng.normal(0, 0.03, 400), 5)
    share = outcome + shared + rng.normal(0, 0.02, vote.size)
    found = historical_error(share, outcome, vote)
    assert (found.shared, found.own) == pytest.approx((0.03, 0.02), rel=0.06)
    past = pd.DataFrame({"percent": 100 * share, "outcome": 100 * outcome, "vote": vote})
    average = average_polls(polls(), history=past)
    assert average.history.shared == pytest.approx(found.shared)
    assert (
        average.ci_high - average.ci_low
        > average_polls(polls()).ci_high - average_polls(polls()).ci_low
    )


def test_history_without_enough_votes_is_refused():
    with pytest.raises(ArgumentError, match="history has 2 votes"):
        historical_error([0.5, 0.6, 0.5], [0.5, 0.5, 0.5], ["a", "a", "b"])
    with pytest.raises(DataError, match="history has no column 'vote'"):
        average_polls(polls(), history=pd.DataFrame({"percent": [1.0], "outcome": [1.0]}))


def test_history_in_proportions_is_refused():
    past = pd.DataFrame({"percent": [52, 50, 47, 49, 55, 53], "outcome": [49, 49, 51, 51, 53, 53]})
    past["vote"] = list("aabbcc")
    assert average_polls(polls(), history=past).history.shared == pytest.approx(0.019, abs=0.001)
    for columns in (["outcome"], ["percent", "outcome"]):
        small = past.assign(**{name: past[name] / 100 for name in columns})
        with pytest.raises(DataError, match=f"no {columns[0]} is above 1, so it holds proportions"):
            average_polls(polls(), history=small)


def simulated(seed, k=60):
    """Polls of six houses about a level that walks: of the code, not of the world."""
    rng = np.random.default_rng(seed)
    day = np.sort(rng.integers(0, 90, k)).astype(float)
    level = 0.45 + np.cumsum(rng.normal(0, 0.003, 91))
    house = np.r_[np.arange(6), rng.integers(0, 6, k - 6)]
    lean = rng.normal(0, 0.02, 6)
    sampling = np.full(k, 0.45 * 0.55 / 1000)
    y = level[day.astype(int)] + lean[house] + rng.normal(0, np.sqrt(sampling + 0.01**2))
    return day, y, sampling, house, level, lean


@pytest.mark.usual
def test_the_level_lies_within_its_limits_as_often_as_it_says():
    inside, leans = [], []
    for seed in range(40):
        day, y, sampling, house, level, lean = simulated(seed)
        found = fit_poll_trend(day, y, sampling, house, np.array([30.0, 60.0, 90.0]))
        off = np.abs(found.level - level[[30, 60, 90]])
        inside.append(off < 1.96 * np.sqrt(found.level_variance))
        leans.append(np.corrcoef(found.lean, lean)[0, 1])
    assert 0.85 <= np.mean(inside) <= 0.99
    assert np.median(leans) > 0.9


def test_a_level_that_does_not_move_is_the_random_effects_mean():
    # one poll a house and no trend: the weighted mean with the variance between polls
    y, v = np.array([0.40, 0.44, 0.46, 0.41]), np.full(4, 0.0002)
    found = fit_poll_trend(np.zeros(4), y, v, np.arange(4), np.zeros(1))
    assert found.level[0] == pytest.approx(y.mean())
    spread = found.house + found.excess + 0.0002
    # restricted likelihood of equal variances: the usual variance
    assert spread == pytest.approx(np.var(y, ddof=1), rel=0.01)
    assert found.level_variance[0] == pytest.approx(np.var(y, ddof=1) / 4, rel=0.01)
