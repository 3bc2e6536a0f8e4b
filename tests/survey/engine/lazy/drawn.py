"""Small surveys drawn at random, with what files hold, and what to ask of them."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

NAMES = {
    "y": ("y", "my income", "n", 'in"come', "Σ y", "a.b", "weight_1", "count"),
    "x": ("x", "x-1", "sum", "X", "mean (x)", "key0"),
    "g": ("g", "group by", "order", "Gruppe ß", "g'", "k0"),
    "k": ("k", "K1", "select", "domain", "1st"),
    "q": ("q", "q 1", "table", "value", "q;"),
}
"""What a column may be called, odd names among them."""

DESIGNS = {
    "psu": {"weights": "w", "strata": "h", "clusters": "u"},
    "psu alone": {"clusters": "u"},
    "fpc": {"weights": "w", "strata": "h", "clusters": "u", "fpc": "units"},
    "strata": {"weights": "w", "strata": "h"},
    "weights": {"weights": "w"},
    "nothing": {},
    "replicates": {"weights": "w", "replicate_weights": "rw", "replicate_method": "brr"},
    "bootstrap": {"weights": "w", "strata": "h", "clusters": "u"},
}


def _numbers(rng, n):
    """Return numbers of a kind that files hold: some null, some NaN, of few or many values."""
    kind = rng.choice(["double", "float", "int8", "int64", "some", "none of a group", "constant"])
    values = rng.normal(50, 9, n)
    if kind == "int8":
        values = rng.integers(-3, 4, n)
    if kind == "int64":
        values = rng.integers(0, 2**40, n)
    if kind == "constant":
        values = np.full(n, 7.25)
    gone = rng.random(n) < rng.choice([0, 0.1, 0.6])
    if kind in ("int8", "int64"):
        return pa.array(values, type=getattr(pa, kind)(), mask=gone)
    values = values.round(rng.choice([0, 2, 9]))
    values[rng.random(n) < rng.choice([0, 0.1])] = np.nan
    return pa.array(values, type=pa.float32() if kind == "float" else pa.float64(), mask=gone)


def _answers(rng, n, words):
    """Return answers as text, as a dictionary with empty levels, as numbers or as yes and no."""
    kind = rng.choice(["text", "levels", "int16", "bool", "double"])
    code = rng.choice(len(words), n, p=rng.dirichlet(np.full(len(words), 2.0)))
    gone = rng.random(n) < rng.choice([0, 0.1, 0.3])
    if kind == "bool":
        return pa.array(code % 2 == 0, mask=gone)
    if kind in ("int16", "double"):
        return pa.array(code + 1, type=pa.int16() if kind == "int16" else pa.int64(), mask=gone)
    if kind == "levels":
        # a level that nobody gave, in an order that is no alphabet's
        levels = [*words[::-1], "nobody"]
        given = pd.Categorical([levels[c] for c in code], levels, ordered=bool(rng.random() < 0.5))
        return pa.array(pd.Series(given).where(~gone))
    return pa.array([None if g else words[c] for c, g in zip(code, gone, strict=True)])


def drawn(seed):
    """Return a table of Arrow, a design and what its columns are called."""
    rng = np.random.default_rng([20261128, seed])
    n = int(rng.choice([30, 120, 400]))
    names = {role: str(rng.choice(own)) for role, own in NAMES.items()}
    h = rng.integers(0, 3, n)
    h[:6] = [0, 0, 1, 1, 2, 2]
    u = h * 10 + rng.integers(0, 5, n)
    u[:6] = [0, 1, 10, 11, 20, 21]
    w = rng.choice([0, 0.5, 1, 2.25], n, p=[0.05, 0.35, 0.4, 0.2])
    w[:6] = 1
    columns = {
        "h": pa.array([f"h {own}" for own in h]),
        "u": pa.array(u),
        "units": pa.array(8 + 4 * h),
        "w": pa.array(w, type=pa.float32() if rng.random() < 0.3 else pa.float64()),
        names["y"]: _numbers(rng, n),
        names["x"]: _numbers(rng, n),
        names["g"]: _answers(rng, n, ["b", "a", "c d"]),
        names["k"]: _answers(rng, n, ["1", "x", "Ä", "z"]),
        names["q"]: _answers(rng, n, ["Agree", "Disagree", "Don't know", "Strongly agree"]),
        "age": pa.array(rng.integers(18, 95, n)),
        **{f"t_{i}": pa.array((rng.random(n) < 0.3).astype("int8")) for i in (1, 2, 3)},
    }
    factors = rng.choice([0.0, 0.5, 1.5], (30, 8))
    for r in range(8):
        columns[f"rw{r + 1}"] = pa.array(w * factors[u, r])
    kind = list(DESIGNS)[seed % len(DESIGNS)]
    return pa.table(columns), kind, names


def written(seed, folder):
    """Write a drawn survey as Parquet: its path, kind of design and names."""
    table, kind, names = drawn(seed)
    path = folder / f"drawn-{seed}.parquet"
    pq.write_table(table, path, row_group_size=64)
    return path, kind, names


def questions(names):
    """Return what is asked: words, and a function of a survey."""
    y, x, g, k, q = (names[role] for role in "yxgkq")
    of_g = f"`{g}` is not missing and age > 25"
    return {
        "mean": lambda of: of.mean([y, x], by=g),
        "mean where": lambda of: of.mean(y, where=of_g, design_effect=True),
        "mean of groups": lambda of: of.mean(x, by=[g, k], df="design"),
        "share": lambda of: of.proportion([q, g], by=k),
        "share missing": lambda of: of.proportion(q, missing="category", design_effect="kish"),
        "share of conditions": lambda of: of.proportion(
            {"old": "age > 60", "more": f"`{y}` > `{x}`"}
        ),
        "total": lambda of: of.total(y, by=g),
        "total of answers": lambda of: of.total(q, by=g),
        "count": lambda of: of.count(by=[k, g], where="age < 70"),
        "ratio": lambda of: of.ratio(y, x, by=g),
        "variance": lambda of: of.variance(x),
        "correlation": lambda of: of.correlation(y, x, by=g),
        "median": lambda of: of.median([y, "age"], by=g),
        "quantile": lambda of: of.quantile(x, q=[0.1, 0.75], rule="hf7"),
        "crosstab": lambda of: of.crosstab(q, [g, k]),
        "crosstab by": lambda of: of.crosstab(q, [k], by=g, where="age > 20"),
        "crosstab rows": lambda of: of.crosstab(q, [g, k], percent="row"),
        "crosstab total": lambda of: of.crosstab(q, [g], percent="total"),
        "crosstab people": lambda of: of.crosstab(q, [g], percent="people"),
        "crosstab with the total": lambda of: of.crosstab(q, [g, k], compare="total"),
        "crosstab with the rest": lambda of: of.crosstab(q, [g], compare="rest"),
        "crosstab of ticks": lambda of: of.crosstab(
            ["t_1", "t_2", "t_3"], [g], statistics=["answers"]
        ),
        "crosstab of numbers": lambda of: of.crosstab(
            "age", [g], bands=[30, 60], statistics=["mean", "median"]
        ),
        "crosstab of a several banner": lambda of: of.crosstab(q, [g, (g, k)]),
        "chi-square": lambda of: of.chi_square(q, g),
        "t-test": lambda of: of.t_test(y, value=40),
        "t-test paired": lambda of: of.t_test(y, paired=x),
        "equal means": lambda of: of.t_test("age", by="t_1"),
        "raked": lambda of: of.rake({"t_1": {0: 0.6, 1: 0.4}}).proportion(q, by=g),
        "calibrated": lambda of: of.calibrate(["age"], {"age": 47_000.0}).mean(x),
        "linear": lambda of: of.linear("age ~ t_1 + t_2"),
        "logistic": lambda of: of.logistic("t_1 ~ age + t_2"),
        "gini": lambda of: of.gini("age", by=g),
        "poverty": lambda of: of.poverty_rate("age", by=g),
        "kappa": lambda of: of.kappa("t_1", "t_2"),
        "odds": lambda of: of.odds_ratio("t_1", "t_2"),
    }
