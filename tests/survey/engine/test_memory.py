"""The source in memory: what it keeps is shared safely, and its codes are small."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pandas as pd
import pytest

from topline import Survey
from topline.survey.data import answers

N, THREADS = 4000, 8
I = np.arange(N)  # noqa: E741
DATA = pd.DataFrame(
    {"w": 1 + I % 7, "h": I // 400, "u": I // 20, "y": (I * 37) % 101, "q": I % 5, "g": I % 3}
)


def survey():
    return Survey(DATA, weights="w", strata="h", clusters="u")


def asked(drawn):
    return [
        drawn.proportion("q", by="g"),
        drawn.mean("y", by=["g", "q"]),
        drawn.crosstab("q", "g").estimates,
    ]


def test_threads_that_share_a_survey_find_what_one_finds():
    """All start at once on a survey that has coded nothing yet."""
    expected, shared, start = asked(survey()), survey(), Barrier(THREADS)

    def work(_):
        start.wait()
        return asked(shared)

    with ThreadPoolExecutor(THREADS) as pool:
        for found in pool.map(work, range(THREADS)):
            assert found == expected


def test_what_threads_code_at_once_is_kept_once(monkeypatch):
    """Both are in the middle of coding a column when neither has kept it: the first stays."""
    drawn, meet, real = survey(), Barrier(2), answers.factorize

    def slowly(values):
        meet.wait(timeout=60)
        return real(values)

    monkeypatch.setattr(answers, "factorize", slowly)
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda _: drawn._of.source.columns.answers("q"), range(2))
    assert one is other is drawn._of.source.columns.answers("q")


def test_levels_are_coded_once_in_the_smallest_integers(monkeypatch):
    drawn, source = survey(), None
    drawn.proportion("q", by="g")
    source = drawn._of.source
    assert source.categories("q").rows.dtype == np.int8
    monkeypatch.setattr(answers, "factorize", None)
    assert (
        drawn.where("y > 50").proportion("q", by="g").table["n"].sum() == 5 * (DATA["y"] > 50).sum()
    )


@pytest.mark.parametrize(("rng", "seed"), [(7, 7), (np.int64(8), 8)])
def test_the_bootstrap_says_its_seed(rng, seed):
    made = survey().to_replicates("bootstrap", replicates=4, rng=rng).design
    assert made.seed == seed
    assert made.words.endswith(f"; drawn with seed {seed}")


def test_a_bootstrap_without_a_seed_draws_one_that_makes_it_again():
    made = survey().to_replicates("bootstrap", replicates=4)
    again = survey().to_replicates("bootstrap", replicates=4, rng=made.design.seed)
    assert np.array_equal(made.replicate_weights, again.replicate_weights)
    other = survey().to_replicates("bootstrap", replicates=4, rng=np.random.default_rng(1))
    assert other.design.seed == "the caller's generator"
    assert survey().to_replicates("jkn").design.seed is None


def test_a_column_in_the_frames_own_memory_is_read_once_and_copies_are_not_kept():
    drawn = Survey(DATA.assign(z=DATA["y"] / 2), weights="w", missing_codes={"g": [2]})
    source = drawn._of.source
    assert source.variable("z") is source.variable("z")
    assert np.shares_memory(source.variable("z").rows, source.data["z"].to_numpy())
    # whole numbers become floats, which take as much room as the data
    assert source.variable("y") is not source.variable("y")
    assert source.categories("q") is source.categories("q")
    # without its codes that are none a column is a copy, too
    other = drawn.with_missing_codes({"z": [0.5]})
    assert np.isnan(other._of.source.variable("z").rows).sum() == (DATA["y"] == 1).sum()
    assert not np.isnan(drawn._of.source.variable("z").rows).any()
