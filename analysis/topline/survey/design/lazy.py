"""The design of rows that an engine holds, from the few combinations of its columns."""

from dataclasses import replace

import narwhals as nw
import numpy as np
import pandas as pd

from ...errors import ArgumentError, DataError
from ..data.columns import as_names, counted
from ..engine.lazy.frames import LazyRows, as_float
from ..engine.lazy.ranks import rank_of
from ..engine.lazy.units import LazyCodes
from .design import Design, DesignColumns, Linearised, Replicated
from .linearised import Plan, build
from .replicated import ReplicatePlan, check_plan, design_of_replicates, replicate_names
from .stages import refuse_sizes
from .weightless import remedy_of


def lazy_design(
    rows: LazyRows, weights: str | None, plan: Plan | ReplicatePlan
) -> tuple[Design, LazyCodes]:
    """Return the design of rows that an engine holds, and what it says of each row.

    Raises
    ------
    ArgumentError, DataError
        As the design of rows in memory.
    """
    if isinstance(plan, Plan):
        return lazy_linearised(rows, plan)
    return lazy_replicated(rows, weights, plan)


def lazy_linearised(rows: LazyRows, plan: Plan) -> tuple[Linearised, LazyCodes]:
    """Return a linearised design, and what it says of each row.

    Raises
    ------
    ArgumentError, DataError
        As the design of rows in memory.
    """
    if plan.joint is not None:
        raise ArgumentError(
            "joint has a row and a column for each row of the data, and these are not in memory; "
            "choose pps='brewer', 'overton' or 'hartley_rao', or read the data into memory"
        )
    strata, clusters = as_names(plan.strata, "strata"), as_names(plan.clusters, "clusters")
    fpc = as_names(plan.fpc, "fpc")
    stages = max(1, min(len(fpc), max(len(clusters), 1)))
    # later stages without a fraction add nothing to the variance
    roles = dict.fromkeys(plan.samples, "country")
    roles |= dict.fromkeys(strata[:stages], "strata")
    roles |= dict.fromkeys(clusters[:stages], "clusters")
    keys = tuple(dict.fromkeys([*roles, *fpc]))
    for name in keys:
        rows.kind(name, roles.get(name, "fpc"))
    table = _combinations(rows, plan, keys)
    for name, role in roles.items():
        missing = int(table.loc[table[name].isna(), _ROWS].sum())
        if missing:
            raise DataError(
                f"{role} column {name!r} is missing in {counted(missing, 'row')}; "
                "every respondent belongs to one; fill it in, or leave those rows out"
            )
    if not clusters:
        return _of_rows(table, plan, keys)
    design, codes = build(table, plan)
    alike = plan.weights is not None or (codes.weights == 1).all()
    assert codes.unit is not None
    assert codes.first_unit is not None
    return design, LazyCodes(
        weights=plan.weights,
        divisor=plan.divisor,
        keys=keys,
        table=table[list(keys)],
        weighs=table[_SOME].to_numpy() > 0,
        unit=codes.unit,
        first_unit=codes.first_unit,
        units=codes.units,
        own=None if alike else codes.weights,
    )


def _of_rows(
    table: pd.DataFrame, plan: Plan, keys: tuple[str, ...]
) -> tuple[Linearised, LazyCodes]:
    """Return a design whose sampled units are rows, of which strata are known."""
    if plan.pps is not None:
        raise ArgumentError(
            f"pps={plan.pps!r} without clusters needs the probability of each row, and the rows "
            "are not in memory; read the columns it is about into memory first"
        )
    design, codes = build(table, plan, table[_ROWS].to_numpy(np.intp))
    [stage] = design.stages
    if stage.rule:
        raise ArgumentError(
            f"lonely_psu={plan.lonely_psu!r} compares rows with each other, and the rows are not "
            "in memory; choose 'remove' or 'certainty', or merge strata of one row with others"
        )
    assert codes.unit is not None
    some = table[_SOME].to_numpy()
    df = float(some.sum() - len(np.unique(stage.stratum[some > 0])))
    given = plan.weights is not None or (codes.weights == 1).all()
    return replace(design, df=design.df if plan.df is not None else df, of_rows=True), LazyCodes(
        weights=plan.weights,
        divisor=plan.divisor,
        keys=keys,
        table=table[list(keys)],
        weighs=some > 0,
        unit=codes.unit,
        first_unit=codes.unit,
        units=codes.units,
        own=None if given else codes.weights,
        row_scale=stage.scale,
    )


def lazy_replicated(
    rows: LazyRows, weights: str | None, plan: ReplicatePlan
) -> tuple[Replicated, LazyCodes]:
    """Return the design of given replicate weights, and what it says of each row.

    Raises
    ------
    ArgumentError, DataError
        As the design of rows in memory.
    """
    check_plan(plan)
    if hasattr(plan.replicate_weights, "shape"):
        raise ArgumentError(
            "replicate_weights is an array, and the rows are not in memory; name the columns of "
            "replicate weights"
        )
    if plan.samples:
        raise ArgumentError(
            "replicate weights of several independent samples are laid out in memory; take one "
            "sample by itself, or read the data into memory"
        )
    names = tuple(replicate_names(rows.head, plan.replicate_weights))
    for name in names:
        if not rows.kind(name, "replicate weight").is_numeric():
            raise DataError(f"column {name!r} holds no numbers; expected replicate weights")
    if len(names) < 2:
        raise ArgumentError("one replicate weight says nothing of the variance; give at least 2")
    check_weights(rows, weights)
    gone = nw.lit(False)
    for name in names:
        gone = gone | as_float(name).is_null()
    lacking = nw.when(gone).then(nw.lit(1.0)).otherwise(nw.lit(0.0)).alias("n")
    missing = int(rows.grouped([], [lacking])["n"].iloc[0])
    if missing:
        raise DataError(
            f"replicate weights are missing in {counted(missing, 'row')}; every respondent has all "
            "of them; complete them, or leave those rows out"
        )
    codes = LazyCodes(weights=weights, replicates=names, combined=plan.combined)
    df = plan.df
    if df is None:
        df = float(rank_of(rows, codes, None, len(rows), len(names)) - 1)
    columns = DesignColumns(weights=weights, replicates=names)
    return design_of_replicates(plan, columns, len(names), df, None), codes


_ROWS, _SOME = "\0rows", "\0some"
"""Columns of how many rows a combination has, and how many with a weight, named as no others."""


def _combinations(rows: LazyRows, plan: Plan, keys: tuple[str, ...]) -> pd.DataFrame:
    """Return the combinations of the columns of a design that occur, with their largest weight."""
    check_weights(rows, plan.weights)
    weight = nw.lit(1.0) if plan.weights is None else as_float(plan.weights)
    some = nw.when(weight > 0).then(nw.lit(1.0)).otherwise(nw.lit(0.0))
    exprs = [rows.plain(name) for name in keys]
    table = rows.grouped(exprs, [nw.lit(1.0).alias("rows"), some.alias("some")])
    table.columns = pd.Index([*keys, _ROWS, _SOME])
    if plan.weights is not None and plan.weights not in keys:
        table[plan.weights] = (table[_SOME] > 0).astype(float)
    return table


def check_weights(rows: LazyRows, name: str | None) -> None:
    """Refuse a column that holds no weights.

    Raises
    ------
    ArgumentError, DataError
    """
    if name is None:
        return
    kind = rows.kind(name, "weights")
    if not (kind.is_numeric() or kind == nw.Boolean):
        raise DataError(
            f"column {name!r} holds no numbers; expected weights; convert it to numbers first"
        )
    w = as_float(name)
    one = nw.lit(1.0)
    found = rows.collected(
        rows.frame.select(
            w.alias("w"),
            nw.when(w.is_null()).then(one).otherwise(nw.lit(0.0)).alias("missing"),
            nw.when(w < 0).then(one).otherwise(nw.lit(0.0)).alias("negative"),
        ).select(nw.col("w").max(), nw.col("missing").sum(), nw.col("negative").sum())
    ).iloc[0]
    for what in ("missing", "negative"):
        if found[what]:
            raise DataError(
                f"column {name!r} has {counted(int(found[what]), f'{what} value')}; "
                f"survey weights must be ≥ 0; {remedy_of(what)}"
            )
    refuse_sizes(name, float(found["w"]))
