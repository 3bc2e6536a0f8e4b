"""One question about microdata with one package, in a process that answers when it is told to."""

import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from microdata_data import read, read_columns, read_replicates
from serve import Served, serve

WANTED = {
    "1a": ("y",),
    "1b": ("y", "dom"),
    "1c": ("y", "many"),
    "2a": ("y",),
    "2b": ("y", "dom"),
    "3": ("cat", "dom"),
    "3r": ("cat", "dom"),
    "3s": ("cat",),
    "4": ("y", "dom"),
    "4r": ("y", "dom"),
    "4s": ("y",),
}
REPLICATED = ("2a", "2b", "3r", "4r")
BY = {"1a": None, "2a": None, "3s": None, "4s": None, "1c": "many"}
REPLICATES = 80


def columns_of(task: str, folder: Path) -> dict[str, np.ndarray]:
    """Return the columns that a task is about, and those of its design."""
    design = () if task in REPLICATED else ("stratum", "psu")
    return {name: read(folder, name) for name in (*WANTED[task], "w", *design)}


def with_topline(package: str, task: str, folder: Path) -> Served:
    """Return the task with this package; replicate weights in an array, or as columns."""
    import pandas as pd

    from topline import Survey

    columns, array = columns_of(task, folder), None
    if task in REPLICATED:
        if package == "columns":
            columns |= read_columns(folder)
        else:
            array = read_replicates(folder)
    frame = pd.DataFrame(columns, copy=False)
    by = BY.get(task, "dom")
    how = {"method": "replicate"} if task == "4r" else {}

    def design() -> Any:
        if task in REPLICATED:
            weights: Any = "rw" if array is None else array
            return Survey(
                frame, weights="w", replicate_weights=weights, replicate_method="sdr", df=79
            )
        return Survey(frame, weights="w", strata="stratum", clusters="psu")

    def answer(survey: Any) -> Any:
        if task[0] == "3":
            return survey.proportion("cat", by=by)
        return survey.median("y", by=by, **how) if task[0] == "4" else survey.mean("y", by=by)

    def numbers(found: Any) -> tuple[Any, Any]:
        table = found.table
        keys = [name for name in (by, "category" if task[0] == "3" else None) if name]
        if keys:
            table = table.assign(**{name: table[name].astype(float) for name in keys})
            table = table.sort_values(keys)
        return table["estimate"], table["std_error"]

    return Served(design, answer, numbers)


def with_svy(_package: str, task: str, folder: Path) -> Served:
    """Return the task with svy."""
    import polars as pl
    import svy

    columns = columns_of(task, folder)
    if task in REPLICATED:
        columns |= read_columns(folder)
    data = pl.DataFrame(columns)
    by = BY.get(task, "dom")
    how: dict[str, Any] = {"by": by} if by else {}
    if task in REPLICATED:
        how |= {"method": "replication", "variance_center": "estimate"}

    def design() -> Any:
        if task in REPLICATED:
            weights = svy.SdrWgts(prefix="rw", n_reps=REPLICATES, df=79)
            return svy.Sample(data, svy.Design(wgt="w", rep_wgts=weights)).estimation
        return svy.Sample(data, svy.Design(stratum="stratum", psu="psu", wgt="w")).estimation

    def answer(of: Any) -> Any:
        if task[0] == "3":
            return of.prop("cat", **how)
        return of.quantile("y", p=0.5, **how) if task[0] == "4" else of.mean("y", **how)

    def numbers(found: Any) -> tuple[Any, Any]:
        table = found.to_polars()
        keys = [name for name in (by, "cat" if task[0] == "3" else None) if name]
        table = table.sort(keys) if keys else table
        return table["est"].to_numpy(), table["se"].to_numpy()

    return Served(design, answer, numbers)


def with_samplics(_package: str, task: str, folder: Path) -> Served:
    """Return the task with samplics, which has no design apart from its question."""
    from samplics import PopParam
    from samplics.estimation import TaylorEstimator

    columns, by = columns_of(task, folder), BY.get(task, "dom")
    how = {"samp_weight": columns["w"], "stratum": columns["stratum"], "psu": columns["psu"]}
    if by:
        how["domain"] = columns[by]

    def answer(_: Any) -> Any:
        of = TaylorEstimator(PopParam.mean)
        of.estimate(y=columns["y"], **how)
        return of

    def numbers(found: Any) -> tuple[Any, Any]:
        if not by:
            return [found.point_est], [found.stderror]
        order = sorted(found.point_est)
        return [found.point_est[key] for key in order], [found.stderror[key] for key in order]

    return Served(lambda: None, answer, numbers)


PACKAGES = {
    "topline": with_topline,
    "columns": with_topline,
    "svy": with_svy,
    "samplics": with_samplics,
}


def main() -> None:
    """Answer whenever a line comes in."""
    warnings.simplefilter("ignore")
    package, task, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    serve(PACKAGES[package](package, task, folder))


if __name__ == "__main__":
    main()
