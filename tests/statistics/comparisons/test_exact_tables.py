"""Exact tests of tables: R, every table written out, and tables drawn where there are too many."""

import re
from itertools import product

import numpy as np
import pytest
from scipy.special import gammaln
from scipy.stats import fisher_exact

from tests.conftest import in_one_test, reference_rows
from topline import ArgumentError, chi_square_test, exact_table_test
from topline.statistics.comparisons import exact_tables

pytestmark = pytest.mark.quick

ROWS = [
    (
        np.reshape([int(x) for x in row["counts"].split()], [int(x) for x in row["shape"].split()]),
        float(row["p_value"]),
    )
    for row in reference_rows("exact_tables_r.csv")
]
LARGE = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]


def name_of(value):
    return "-".join(map(str, np.ravel(value))) if isinstance(value, np.ndarray) else ""


@pytest.mark.parametrize(("table", "p"), ROWS, ids=name_of)
def test_agrees_with_r(table, p):
    assert exact_table_test(table).p_value == pytest.approx(p, rel=1e-9)
    if table.sum() < 50:
        assert exact_table_test(table.T).p_value == pytest.approx(p, rel=1e-9)
        assert exact_table_test(table[::-1, ::-1]).p_value == pytest.approx(p, rel=1e-9)


def test_is_the_sum_over_tables_written_out():
    table = np.array([[2, 1, 0], [0, 3, 1], [1, 0, 2]])
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    chances, own = [], -gammaln(table + 1).sum()
    for a, b, c, d in product(range(5), repeat=4):
        free = np.array([[a, b], [c, d]])
        right = rows[:2] - free.sum(axis=1)
        below = columns[:2] - free.sum(axis=0)
        last = rows[2] - below.sum()
        full = np.block([[free, right[:, None]], [below[None], np.array([[last]])]])
        if (full >= 0).all():
            chances.append(-gammaln(full + 1).sum())
    weight = np.exp(np.array(chances))
    expected = weight[np.array(chances) <= own + 1e-7].sum() / weight.sum()
    assert exact_table_test(table).p_value == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("table", [[[8, 1], [2, 5]], [[0, 4], [6, 3]], [[12, 5], [5, 12]]])
def test_of_two_by_two_is_fishers(table):
    assert exact_table_test(table).p_value == pytest.approx(fisher_exact(table).pvalue, rel=1e-10)


def test_simulates_what_is_too_much_and_says_its_error(monkeypatch):
    """R: 0.78268493896569258, and 0.0333 of a small table."""
    monkeypatch.setattr(exact_tables, "MOST_TABLES", 3)
    found = exact_table_test(LARGE, simulations=20_000)
    assert found.method == "Fisher–Freeman–Halton exact, simulated"
    assert found.p_value == pytest.approx(0.78268493896569258, abs=0.012)
    assert found.p_value == exact_table_test(LARGE, simulations=20_000).p_value
    assert found.p_value != exact_table_test(LARGE, simulations=20_000, rng=2).p_value
    assert found.notes == (
        "more than 3 tables have these margins, so 20,000 were drawn at random with seed 1: the "
        "standard error of the p-value is 0.0029",
    )
    again = re.search(
        r"with seed (\d+):", exact_table_test(LARGE, simulations=200, rng=None).notes[0]
    )
    by_seed, by_hand = (
        exact_table_test(LARGE, simulations=200, rng=rng)
        for rng in (int(again[1]), np.random.default_rng(int(again[1])))
    )
    assert by_seed.p_value == by_hand.p_value
    assert "at random with the caller's generator:" in by_hand.notes[0]
    small = exact_table_test([[3, 0, 1], [0, 4, 2]], simulations=20_000)
    assert small.p_value == pytest.approx(1 / 30, abs=0.005)


def test_a_simulated_p_value_is_never_0():
    far = 50 * np.eye(10, dtype=int)
    assert exact_table_test(far, simulations=1000).p_value == 1 / 1001


@in_one_test(
    ("table", "message"),
    [
        ([1, 2, 3], r"table has the shape \(3,\); expected one table of at least two rows"),
        ([[1, 2], [3, 4.5]], "table has a cell of 4.5; an exact test needs whole counts"),
        ([[1, 2], [3, np.nan]], "table has a cell of nan; an exact test needs whole counts"),
        ([[1, 2], [3, -4]], "table has a cell of -4"),
        ([[1, 2], [0, 0]], "row 2 has no respondents; leave it out"),
        ([[1, 0], [2, 0]], "column 2 has no respondents; leave it out"),
        ([[1e12, 2], [3, 4]], "at most 10,000,000 respondents; use chi_square_test"),
    ],
)
def test_says_what_is_wrong(table, message):
    with pytest.raises(ArgumentError, match=message):
        exact_table_test(table)


@in_one_test("rng", ["x", -1, True, 1.5])
def test_a_seed_is_a_whole_number(rng):
    with pytest.raises(ArgumentError, match="expected a whole number of 0 or more, or a"):
        exact_table_test([[8, 1], [2, 5]], rng=rng)


def test_chi_square_says_where_it_is_poor():
    """Cochran's rule: none below 1, at most a fifth below 5."""
    few = chi_square_test([[3, 0, 1], [0, 4, 2]])
    assert few.p_value == pytest.approx(0.0270218, rel=1e-5)
    assert few.notes == (
        "6 of 6 expected counts are below 5: χ² is a poor approximation of few respondents; use "
        "exact_table_test",
    )
    assert chi_square_test([[252, 148], [221, 179]]).notes == ()
    assert chi_square_test([[252, 148], [221, 179]], deff=50).notes != ()
    stack = chi_square_test([[[3, 0, 1], [0, 4, 2]], [[30, 20, 10], [20, 20, 30]]])
    assert stack.notes[0].startswith("in 1 of 2 tables many expected counts are below 5")


@pytest.mark.parametrize("table", [[[3, 0, 1], [0, 0, 0]], [[1, 0], [2, 0]], [[0, 0], [0, 0]]])
def test_a_table_with_an_empty_row_is_refused(table):
    with pytest.raises(ArgumentError, match="has no respondents; leave it out"):
        chi_square_test(table)
    with pytest.raises(ArgumentError, match="row 2 of table 2 has no respondents"):
        chi_square_test([[[1, 2], [3, 4]], [[1, 2], [0, 0]]])
