"""No test is silent: over inputs that leave nothing to test, a finite p-value, or words."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

import topline
from topline import Survey, ToplineError

pytestmark = pytest.mark.quick

COUNTS = [(x, n) for n in (1, 2, 30) for x in sorted({0, 1, n})]
PAIRS = [(*one, *two) for one, two in product(COUNTS, COUNTS)]
CELLS = list(product([0, 1, 40], repeat=4))
SIDES = ("two-sided", "less", "greater")

OF_COUNTS = {
    "proportion": [
        lambda x, n, m=m, v=v, s=s: topline.proportion_test(x, n, v, method=m, alternative=s)
        for m in topline.methods("proportion_test")["name"]
        for v in (0.001, 0.5)
        for s in SIDES
    ],
    "difference": [
        lambda a, m, b, n, k=k, s=s: topline.difference_test(a, m, b, n, method=k, alternative=s)
        for k in topline.methods("difference_test")["name"]
        if k != "boschloo"
        for s in SIDES
    ],
    "margin": [
        lambda a, m, b, n, k=k: topline.noninferiority_test(a, m, b, n, margin=0.1, method=k)
        for k in topline.methods("margin_test")["name"]
    ]
    + [lambda a, m, b, n: topline.equivalence_test(a, m, b, n, margin=0.1)],
    "paired": [
        lambda a, b, c, d, k=k, s=s: topline.paired_test(a, b, c, d, method=k, alternative=s)
        for k in topline.methods("paired_test")["name"]
        for s in SIDES
    ],
    "table": [
        lambda a, b, c, d: topline.chi_square_test([[a, b], [c, d]]),
        lambda a, b, c, d: topline.exact_table_test([[a, b], [c, d]]),
        lambda a, b, c, d: topline.chi_square_test([[a, b, a], [c, d, d]]),
        lambda a, b, c, d: topline.equal_shares_test([a, b], [a + c, b + d]),
        lambda a, b, c, d: topline.trend_test([a, b, d], [a + c, b + d, d + c]),
    ],
}
GRID = {"proportion": COUNTS, "difference": PAIRS, "margin": PAIRS, "paired": CELLS, "table": CELLS}


def outcome(test, *given):
    """Return a test's result, or None where it refuses."""
    try:
        return test(*given)
    except ToplineError:
        return None


def is_silent(found):
    """Whether a result is no number, and has no note of why."""
    known = 0 <= found.p_value <= 1 and np.isfinite(found.statistic)
    return not known and not found.notes


@pytest.mark.usual
@pytest.mark.parametrize("name", OF_COUNTS)
def test_counts(name):
    results = [(given, outcome(test, *given)) for test in OF_COUNTS[name] for given in GRID[name]]
    assert any(found is not None for _, found in results)
    assert [(given, found) for given, found in results if found and is_silent(found)] == []


I = np.arange(24)  # noqa: E741
ANSWERS = {
    "constant": np.ones(24),
    "nothing": np.full(24, np.nan),
    "one": np.where(I == 3, 5.0, np.nan),
    "two": np.where(I < 2, I, np.nan),
    "levels": I % 3 * 1.0,
    "by_group": I // 8 * 1.0,
    "tiny": 1e9 + I % 2 * 1e-3,
    "huge": I % 5 * 1e40,
}
GROUPS = {
    "thirds": np.array(["a", "b", "c"])[I // 8],
    "halves": np.array(["a", "b"])[I % 2],
    "single": np.where(I == 0, "lone", "rest"),
    "everybody": np.full(24, "all"),
    "cluster": np.where(I < 4, "first", "rest"),
    "missing": np.where(I % 2, None, np.array(["a", "b"])[I // 12]),
}
UNITS = {"unit": I // 4, "stratum": I // 12, "N": 3, "w": 1 + I % 4}
DATA = pd.DataFrame({**ANSWERS, **GROUPS, **UNITS})
SURVEYS = {
    "rows": Survey(DATA),
    "weights": Survey(DATA, weights="w"),
    "clusters": Survey(DATA, clusters="unit", strata="stratum"),
    "census": Survey(DATA, clusters="unit", strata="stratum", fpc="N"),
    "two units": Survey(DATA.assign(unit=I // 12), clusters="unit"),
    "jk1": Survey(DATA, clusters="unit").to_replicates("jk1"),
}


TABLES = ("F", "Wald", "adjWald", "lincom")
CATEGORIES = ("levels", "by_group", "one", "constant")


@pytest.mark.usual
@pytest.mark.parametrize("design", SURVEYS)
def test_surveys(design):
    drawn = SURVEYS[design]
    tests = {
        **{
            f"t {y} {g}": lambda y=y, g=g: drawn.t_test(y, by=g)
            for y, g in product(ANSWERS, [*GROUPS, None])
        },
        **{
            f"pairs {y} {x}": lambda y=y, x=x: drawn.t_test(y, paired=x)
            for y, x in product(ANSWERS, ("constant", "levels"))
        },
        **{
            f"ranks {m} {y} {g}": lambda y=y, g=g, m=m: drawn.rank_test(y, g, method=m)
            for m, y, g in product(("wilcoxon", "median"), ANSWERS, GROUPS)
        },
        **{
            f"table {m} {y} {g}": lambda y=y, g=g, m=m: drawn.chi_square(y, g, method=m)
            for m, y, g in product(
                ("F", "Wald", "adjWald", "lincom"),
                ("levels", "by_group", "one", "constant"),
                GROUPS,
            )
        },
    }
    results = {name: outcome(test) for name, test in tests.items()}
    assert any(results.values()) != (design == "census")
    assert {name: found for name, found in results.items() if found and is_silent(found)} == {}
    for name, found in results.items():
        if found and name.startswith(("t", "pairs")) and np.isfinite(found.estimate):
            assert found.ci_low < found.ci_high, name
