"""One model with one package, in a process that answers when it is told to."""

import sys
import warnings
from typing import Any

import numpy as np
from serve import Served, serve

NUMBERS = [f"x{at}" for at in range(1, 11)]
FACTORS = {"sex": 2, "age": 6, "region": 5, "urban": 2}
STRATA, UNITS, REPLICATES = 50, 2_000, 80
REPLICATED = ("replicates",)


def make(task: str, rows: int, seed: int = 20261127) -> dict[str, np.ndarray]:
    """Return outcome, predictors, weights and design, the same in every process."""
    rng = np.random.default_rng(seed)
    psu = np.sort(rng.integers(0, UNITS, rows))
    effect = rng.normal(0, 0.3, UNITS)[psu]
    columns: dict[str, np.ndarray] = {}
    linear = effect - 0.5
    if task == "factors":
        for number, (name, size) in enumerate(FACTORS.items()):
            codes = rng.integers(0, size, rows).astype(np.int32)
            columns[name] = codes
            linear = linear + np.linspace(-0.3, 0.4 + 0.1 * number, size)[codes]
    else:
        for name, slope in zip(NUMBERS, np.linspace(-0.3, 0.4, len(NUMBERS)), strict=True):
            columns[name] = rng.normal(0, 1, rows) + effect
            linear = linear + slope * columns[name]
    columns["y"] = (rng.random(rows) < 1 / (1 + np.exp(-linear))).astype(float)
    columns["w"] = np.round(np.exp(rng.normal(4, 0.5, rows)), 3)
    columns["stratum"] = (psu // (UNITS // STRATA)).astype(np.int32)
    columns["psu"] = psu.astype(np.int32)
    return columns


def replicate_weights(columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return 80 replicates of the weights, a factor for each sampled unit."""
    factor = np.random.default_rng(5).uniform(0.5, 1.5, (REPLICATES, UNITS))
    return {
        f"rw{at + 1}": columns["w"] * own[columns["psu"]] for at, own in enumerate(factor)
    }  # fmt: skip


def predictors(task: str) -> list[str]:
    """Return the predictors of a task."""
    return list(FACTORS) if task == "factors" else NUMBERS


def formula_of(task: str) -> str:
    """Return the model as a formula."""
    return "y ~ " + " + ".join(f"C({name})" if name in FACTORS else name
                               for name in predictors(task))  # fmt: skip


def ordered(told: dict[str, tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Return estimates and standard errors by the names of their terms."""
    names = sorted(told)
    return [told[name][0] for name in names], [told[name][1] for name in names]


def plain(term: str) -> str:
    """Return a term as all packages can have it: "C(age)[3]", "age_3" and "C(age)[T.3]" are one."""
    for taken in ("C(", ")", "T.", "]"):
        term = term.replace(taken, "")
    return "1" if "ntercept" in term or "_cons" in term else term.replace("[", "_")


def with_topline(name: str, task: str, rows: int) -> Served:
    """Return the task with this package, or with what it is measured with."""
    import pandas as pd

    from topline import Survey

    columns = make(task, rows)
    formula = formula_of(task)
    if name == "row by row":
        # one more number, so small that it changes nothing but that no two rows are alike
        columns["apart"] = np.random.default_rng(9).normal(0, 1, rows)
        formula += " + apart"
    replicated = task in REPLICATED and name == "topline"
    if replicated:
        columns |= replicate_weights(columns)
    frame = pd.DataFrame(columns, copy=False)

    def survey() -> Any:
        if replicated:
            how = {"replicate_weights": "rw", "replicate_method": "sdr",
                   "centre": "mean"}  # fmt: skip
            return Survey(frame, weights="w", **how)
        return Survey(frame, weights="w", strata="stratum", clusters="psu")

    def numbers(found: Any) -> tuple[Any, Any]:
        if name != "topline":
            return [], []
        table = found.table
        terms = table["variable" if task == "margins" else "term"].map(plain)
        return ordered(dict(zip(terms, zip(table["estimate"], table["std_error"], strict=True),
                                strict=True)))  # fmt: skip

    if task == "margins":
        if name == "one pass":
            return Served(lambda: one_pass(survey().logistic(formula)), lambda go: go(), numbers)
        return Served(lambda: survey().logistic(formula), lambda model: model.margins(), numbers)
    return Served(survey, lambda of: of.logistic(formula), numbers)


def one_pass(model: Any) -> Any:
    """Return what goes once through the rows of a model, as each step of its fit does."""
    from topline.statistics.models.families import FAMILIES, LINKS
    from topline.statistics.models.irls import Task

    of = model._fitted
    task = Task(
        x=of.x, y=of.rows.outcome, w=of.rows.weights, offset=of.rows.coded.offset,
        family=FAMILIES[of.fit.family], link=LINKS[of.fit.link], names=of.fit.names,
    )  # fmt: skip
    return lambda: task.at(of.fit.coefficients)


def with_svy(_name: str, task: str, rows: int) -> Served:
    """Return the task with svy, which converges as far as we do."""
    import polars as pl
    import svy

    columns = make(task, rows)
    if task in REPLICATED:
        columns |= replicate_weights(columns)
    data = pl.DataFrame(columns)
    x = [svy.Cat(name) if name in FACTORS else name for name in predictors(task)]
    how: dict[str, Any] = {"x": x, "family": "binomial", "tol": 1e-12}
    if task in REPLICATED:
        how["method"] = "replication"

    def sample() -> Any:
        if task in REPLICATED:
            weights = svy.SdrWgts(prefix="rw", n_reps=REPLICATES, df=79)
            return svy.Sample(data, svy.Design(wgt="w", rep_wgts=weights))
        return svy.Sample(data, svy.Design(stratum="stratum", psu="psu", wgt="w"))

    def numbers(found: Any) -> tuple[Any, Any]:
        if task == "margins":
            return ordered({plain(one.term): (float(one.margin[0]), float(one.se[0]))
                            for one in found})  # fmt: skip
        return ordered({plain(one.term): (one.est, one.se) for one in found.coefs})

    if task == "margins":
        return Served(lambda: sample().glm.fit("y", **how), lambda of: of.margins(), numbers)
    return Served(sample, lambda of: of.glm.fit("y", **how), numbers)


def with_statsmodels(_name: str, task: str, rows: int) -> Served:
    """Return the task with statsmodels: the same coefficients, for it knows no strata."""
    import pandas as pd
    import statsmodels.api as sm
    import statsmodels.formula.api as smf

    frame = pd.DataFrame(make(task, rows), copy=False)

    def answer(_: Any) -> Any:
        how = {"family": sm.families.Binomial(), "freq_weights": frame["w"]}
        return smf.glm(formula_of(task), frame, **how).fit(tol=1e-12)

    def numbers(found: Any) -> tuple[Any, Any]:
        told = {plain(term): (value, 0.0) for term, value in found.params.items()}
        return ordered(told)[0], []

    return Served(lambda: None, answer, numbers)


PACKAGES = {
    "topline": with_topline,
    "linearised": with_topline,
    "row by row": with_topline,
    "one pass": with_topline,
    "svy": with_svy,
    "statsmodels": with_statsmodels,
}


def main() -> None:
    """Answer whenever a line comes in."""
    warnings.simplefilter("ignore")
    name, task, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
    small = PACKAGES[name](name, task, 20_000)  # code is loaded before memory is looked at
    small.answer(small.design())
    serve(PACKAGES[name](name, task, rows))


if __name__ == "__main__":
    main()
