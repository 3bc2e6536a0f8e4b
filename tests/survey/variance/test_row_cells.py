"""Shares of rows that are sampled units, by the cells that the rows are in: no table of rows."""

import numpy as np
import pandas as pd
import pytest

from topline import Survey
from topline.survey.engine.row_codes import RowCodes
from topline.survey.variance.row_cells import CellSpread

N = 600


def rows(seed=20261128):
    """Return strata, weights of 0 and alike in a stratum, missing answers, ticks and numbers."""
    rng = np.random.default_rng(seed)
    h = rng.integers(0, 4, N)
    data = pd.DataFrame(
        {
            "h": h,
            "id": rng.permutation(N),
            "w": rng.choice([0, 0.5, 1, 3.3], N),
            "alike": 1.1 + h * 0.37,
            "size": np.array([N, 2 * N, 3 * N, 2 * N])[h],
            "one": np.where(np.arange(N) == 5, 9, h),
            "q": pd.Categorical(rng.choice(list("abcd"), N), list("abcde")),
            "g": rng.choice(["f", "m"], N),
            "k": rng.integers(1, 5, N),
            "s": h.astype(str),
            "x": rng.gamma(2, 9, N),
        }
    )
    for option in range(3):
        data[f"t{option}"] = (rng.random(N) < 0.3).astype(float)
    data.loc[::7, "q"] = np.nan
    data.loc[::9, "g"] = None
    data.loc[::11, ["t0", "t1", "t2"]] = np.nan
    return data


DESIGNS = [
    {"weights": "w"},
    {},
    {"weights": "w", "strata": "h"},
    {"weights": "alike", "strata": "h"},
    {"weights": "w", "strata": "h", "fpc": "size"},
    {"weights": "w", "strata": "h", "clusters": "id"},
    {"weights": "w", "strata": "one", "lonely_psu": "remove"},
]
TICKS = ["t0", "t1", "t2"]
ASKED = {
    "columns": lambda of: of.crosstab("q", ["g", "k"], by="s"),
    "total": lambda of: of.crosstab("q", ["g", "k"], compare="total"),
    "nested": lambda of: of.crosstab(TICKS, ["g", ("g", "s")], where="x > 8"),
    "several": lambda of: of.crosstab("q", ["g"], nets={"ab": ["a", "b"]}, compare="rest"),
    "row": lambda of: of.crosstab("q", ["g", "k"], percent="row"),
    "all": lambda of: of.crosstab("q", ["g"], percent="total", design_effect="kish"),
    "people": lambda of: of.crosstab("q", ["s"], percent="people"),
    "numbers": lambda of: of.crosstab("k", ["g"], statistics=["mean", "median"]),
    "answers": lambda of: of.crosstab(TICKS, ["g"], statistics=["answers"]),
    "shares": lambda of: of.proportion(["q", "k"], by=["g", "s"], missing="category"),
    "totals": lambda of: of.total("q", by="s"),
    "median": lambda of: of.median("x", by="g"),
    "poor": lambda of: of.poverty_rate("x", by="g"),
    "gap": lambda of: of.poverty_gap("x"),
    "kappa": lambda of: of.kappa("k", "h"),
    "change": lambda of: of.net_change("t0", "t1"),
    "odds": lambda of: of.odds_ratio("g", "t0", within="s"),
}


def by_rows(monkeypatch):
    monkeypatch.setattr(RowCodes, "stratified", None)


@pytest.mark.parametrize("design", DESIGNS, ids=lambda own: " ".join(own) or "nothing")
def test_cells_give_what_a_table_of_rows_gives(design, monkeypatch):
    data, found = rows(), {}
    for name, ask in ASKED.items():
        result = ask(Survey(data, **design))
        estimates = getattr(result, "estimates", result)
        found[name] = result.table, np.asarray(estimates.covariance)
    by_rows(monkeypatch)
    for name, ask in ASKED.items():
        result = ask(Survey(data, **design))
        expected = np.asarray(getattr(result, "estimates", result).covariance)
        table, covariance = found[name]
        pd.testing.assert_frame_equal(table, result.table, rtol=1e-12, atol=1e-13, obj=name)
        scale = np.nanmax(np.abs(expected))
        np.testing.assert_allclose(covariance, expected, rtol=1e-11, atol=1e-14 * scale)


def test_the_variance_is_that_of_the_definition():
    """Σ_h (1 − f)·n/(n − 1)·Σ (z − z̄)², z = w·(1[answer] − p)/Σw of respondents, 0 of others."""
    data = rows()
    found = Survey(data, weights="w", strata="h", fpc="size").crosstab("q", ["g", "k"]).estimates
    z = []
    for row in found.table.itertuples():
        column = np.ones(N, bool) if row.banner == "Total" else None
        if column is None:
            column = (data[row.banner].astype(object) == row.column).to_numpy()
        inside = column & data["q"].notna().to_numpy()
        w = np.where(inside, data["w"], 0)
        z.append(w * ((data["q"] == row.category) - row.estimate) / w.sum())
    z, expected = np.array(z).T, 0
    for _, own in data.groupby("h"):
        n, left = len(own), 1 - len(own) / own["size"].iloc[0]
        apart = z[own.index] - z[own.index].mean(axis=0)
        expected = expected + left * n / (n - 1) * apart.T @ apart
    np.testing.assert_allclose(np.asarray(found.covariance), expected, rtol=1e-10, atol=1e-17)


def test_what_the_design_fixes_has_no_error():
    """The people of a stratum, of weights that are alike in it, are known."""
    people = Survey(rows(), weights="alike", strata="h").total("s", by="h").table
    assert (people["std_error"] == 0).sum() == 4


def test_nothing_is_as_long_as_the_rows_but_their_codes(monkeypatch):
    survey, seen = Survey(rows(), weights="w"), []
    real = CellSpread.by_unit
    monkeypatch.setattr(CellSpread, "by_unit", lambda of: seen.append(of) or real(of))
    table = survey.crosstab("q", ["g", "k"])
    assert not np.isnan(np.asarray(table.estimates.covariance)).any()
    assert not seen
    numbers = survey.crosstab("k", ["g"], statistics=["mean"]).estimates
    assert not np.isnan(numbers.covariance.variances[-1])
    assert seen


def test_many_cells_and_pairs_of_cells_are_the_same(monkeypatch):
    """Where tables of cells are too large to have whole."""
    data = rows().assign(many=np.arange(N) % 97)
    ask = lambda: Survey(data, weights="w", strata="h").crosstab("q", ["many", "k"]).estimates  # noqa: E731
    one = np.asarray(ask().covariance)
    monkeypatch.setattr("topline.survey.engine.totals._TABLE", 0)
    monkeypatch.setattr("topline.survey.engine.totals._TIMES", 0)
    np.testing.assert_allclose(np.asarray(ask().covariance), one, rtol=1e-11, atol=1e-17)
