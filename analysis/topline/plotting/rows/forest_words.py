"""The rows of a forest plot: surveys and their pooled share, and what is said of them."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import described
from ...errors import ArgumentError, DataError
from ...estimates.estimates import Estimates
from ...language.marking import marked
from ...language.strings import Strings
from ...statistics.pooling.leave_one_out import LeaveOneOut
from ...statistics.pooling.pool import METHODS
from ...statistics.pooling.result import PooledProportion
from ...wording import points_text
from ..frame.rows import Rows, read_rows
from ..frame.tables import NEEDED
from ..number_format import NumberFormat

NAME = "survey"

_KEPT = ("confidence_level", "n", "n_qualifier", "respondents", "sample_type", "publisher",
         "vendor", "mode", "fielded", "published_year", "source_title")  # fmt: skip
"""Columns that stay true of the surveys but one; those that follow are each survey's own."""

_OWN = ("interval", "deff", "percent", "percent_qualifier", "decimals", "reasons")

_MODELS = {"random": marked("{method}, random effects"), "fixed": marked("{method}, fixed effect")}


def forest_table(
    surveys: Estimates | pd.DataFrame,
    pooled: PooledProportion,
    without: LeaveOneOut | None,
    label: str | None,
    say: Strings,
) -> pd.DataFrame:
    """Return one row a survey, or a row of all but each, and the pooled share as the last.

    Raises
    ------
    ArgumentError
        When as many surveys were pooled as there are not.
    DataError
        When their estimates are no shares.
    """
    if not isinstance(pooled, PooledProportion):
        raise ArgumentError(
            f"pooled is {described(pooled)}; expected what pool_proportions returns"
        )
    if without is not None and not isinstance(without, LeaveOneOut):
        raise ArgumentError(f"without is {described(without)}; expected what leave_one_out returns")
    read = read_rows(surveys, label=label, strings=say)
    weights = np.asarray(pooled.weights, dtype=float).reshape(-1)
    number = len(weights if without is None else np.asarray(without.estimate).reshape(-1))
    if number != len(read.table):
        raise ArgumentError(
            f"there are {len(read.table)} surveys, and {number} were pooled; "
            "pass the surveys that were pooled, in their order"
        )
    if not read.percent:
        raise DataError("a forest plot shows shares from 0 to 1; these values are none")
    kept = [*_KEPT, *(_OWN if without is None else ())]
    table = read.table[[*NEEDED, *(name for name in kept if name in read.table)]].copy()
    table.insert(0, NAME, list(read.labels))
    if without is None:
        table["weight"] = weights
    else:
        found = (*NEEDED, "change")
        values: dict[str, Any] = {name: np.asarray(getattr(without, name)) for name in found}
        values[NAME] = [say("Without {survey}", survey=name) for name in read.labels]
        table = table.assign(**values)
        if "n" in table:
            table["n"] = table["n"].sum() - table["n"]
    row = _pooled_row(pooled, read.table, say)
    last = pd.DataFrame([row]).astype({name: table[name].dtype for name in row if name in table})
    return pd.concat([table, last], ignore_index=True)


def _pooled_row(pooled: PooledProportion, surveys: pd.DataFrame, say: Strings) -> dict[str, Any]:
    """Return the row of all surveys together: their pooled share, its model and their base."""
    names = (*NEEDED, "prediction_low", "prediction_high")
    row: dict[str, Any] = {name: float(getattr(pooled, name)) for name in names}
    row[NAME] = say("All surveys together")
    # a base of all is known where that of every survey is
    if "n" in surveys and surveys["n"].notna().all():
        row["n"] = int(surveys["n"].sum())
    if "confidence_level" in surveys:
        row["confidence_level"] = surveys["confidence_level"].iloc[0]
    method = METHODS.get(pooled.method)
    words = say(method.label if method else pooled.method)
    row["model"] = say(_MODELS.get(pooled.model, marked("{method}")), method=words)
    return row


def survey_words(table: pd.DataFrame, say: Strings) -> Iterator[str]:
    """Say each survey's weight, or what the pooled share changes without it, and the prediction."""
    for _, row in table.iterrows():
        if pd.notna(row.get("weight")):
            yield say("weight {share}", share=say.percent_text(row["weight"]))
        elif pd.notna(row.get("change")):
            change = say.number(points_text(row["change"]).removesuffix(" points"))
            yield say("{change} points", change=change)
        elif pd.notna(row["prediction_low"]):
            ends = float(row["prediction_low"]), float(row["prediction_high"])
            limits = NumberFormat.of_share(*ends).limits(*ends, say)
            yield say("another survey: {limits}", limits=limits)
        else:
            yield ""


def note_of(table: pd.DataFrame, say: Strings, *, left_out: bool) -> str:
    """Say what squares or dots, the diamond and the dashed line are."""
    pooled = table.iloc[-1]
    note = [say("Dots: all surveys but one.")] if left_out else []
    if "weight" in table and table["weight"].notna().any():
        note = [say("Areas of squares: weights.")]
    note.append(say("Diamond: all surveys together ({model}).", model=pooled["model"]))
    if pd.notna(pooled["prediction_low"]):
        note.append(say("Dashed: where another such survey's true share lies."))
    return " ".join(note)


def describe_forest(rows: Rows, say: Strings) -> str:
    """Say the range of the surveys and what they say together."""
    values, pooled = rows.table["estimate"].to_numpy(dtype=float)[:-1], rows.table.iloc[-1]
    parts = [say("{number} surveys.", number=len(values))]
    if np.isfinite(values).any():
        ends = (
            (marked("Highest: {row}."), np.nanargmax(values)),
            (marked("Lowest: {row}."), np.nanargmin(values)),
        )
        for sentence, at in ends:
            row = f"{rows.names[int(at)]}, {say.percent_text(values[at])}{rows.signs[int(at)]}"
            parts.append(say(sentence, row=row))
    value, low, high = (say.percent_text(pooled[key]) for key in NEEDED)
    sentence = marked("All together: {value} (interval {low} to {high}).")
    parts.append(say(sentence, value=value, low=low, high=high))
    if pd.notna(pooled["prediction_low"]):
        low, high = (say.percent_text(pooled[k]) for k in ("prediction_low", "prediction_high"))
        parts.append(say("Another survey's true share: {low} to {high}.", low=low, high=high))
    return " ".join(parts)
