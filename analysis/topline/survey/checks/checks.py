"""What to look at before trusting estimates: one table of checks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

import narwhals as nw
import numpy as np
import pandas as pd

from ...answers.several import is_none
from ...errors import DataError
from ...language.amounts import and_words
from ...language.marking import marked
from ...language.message import Message, as_message
from ..data.columns import at_rows, column, column_names
from ..data.several import several_in
from ..design.design import Linearised, Replicated
from .design import (
    fractions,
    freedom,
    kind_of_sample,
    lonely_strata,
    paired_strata,
    replicate_signs,
    replicate_totals,
)
from .finding import Finding
from .likely import likely_presets, weights_among
from .rows import RowsInMemory
from .unused import unused_design
from .weights import extreme_weights, scale_of_weights, spread_of_weights, zero_weights

_NAMED = 6
"""Columns that a finding names."""


@dataclass(frozen=True)
class Check:
    """One thing to look at.

    Attributes
    ----------
    key : str
        Its name.
    find : callable
        ``(RowsInMemory) -> findings``, none where all is well.
    fine : str
        What to say then; empty for nothing.
    of : type or None
        The kind of design it is for; None for all.
    """

    key: str
    find: Callable[[RowsInMemory], Iterator[Finding]]
    fine: str
    of: type[Linearised] | type[Replicated] | None = None


def check(survey: RowsInMemory) -> pd.DataFrame:
    """Return the findings, a row or more per check that the design has a use for."""
    found = []
    for row in CHECKS:
        # units within strata are what checks of a linearised design are about
        use = row.of is None or (
            isinstance(survey.design, row.of) and not getattr(survey.design, "quadratic", None)
        )
        own = list(row.find(survey)) if use else []
        found += own or ([Finding(row.key, "ok", row.fine)] if use and row.fine else [])
    names = [field.name for field in fields(Finding)]
    # as objects, for a message remembers what it was made of, and a text of pandas does not
    rows = [
        [one.check, one.severity, *map(as_message, (one.what, one.where, one.remedy))]
        for one in found
    ]
    return pd.DataFrame(rows, columns=names, dtype=object)


def _duplicates(survey: RowsInMemory) -> Iterator[Finding]:
    if isinstance(survey.data, pd.DataFrame):
        at = np.flatnonzero(survey.data.duplicated().to_numpy())
    else:
        frame = nw.from_native(survey.data, eager_only=True)
        unique = frame.with_row_index("topline row").unique(frame.columns, keep="first")
        first = unique.get_column("topline row").to_numpy()
        at = np.setdiff1d(np.arange(len(survey)), first)
    if at.size:
        yield Finding(
            "repeated rows",
            "warning" if at.size < 0.1 * len(survey) else "note",
            Message(
                "the same in every column as an earlier row: {part} of {all} rows",
                part=int(at.size),
                all=len(survey),
            ),
            at_rows(at),
            marked("drop them if a respondent was read twice; few short columns repeat by chance"),
        )


def _unused_columns(survey: RowsInMemory) -> Iterator[Finding]:
    """Find columns that look like a design, or like the rest of the one that is given."""
    lacking = unused_design(survey)
    if not lacking.names:
        return
    told = ", ".join(f"{name}={value!r}" for name, value in lacking.arguments.items())
    what = Message("no design is given, and columns of the data look like one")
    if survey.design.columns.names:
        what = Message(
            "columns that look like {roles} are not used, so standard errors can be far too small",
            roles=and_words([as_message(role) for role in lacking.roles]),
        )
    if "preset" in lacking.arguments and survey.design.columns.names:
        told += ", which names all columns of the design, in place of those given"
    if "preset" in lacking.arguments:
        others = [one.key for one in likely_presets(column_names(survey.data))[1:]]
        told += f"; its columns are those of {', '.join(others)}, too" if others else ""
    listed = ", ".join(map(repr, lacking.names[:_NAMED]))
    rest = len(lacking.names) - _NAMED
    where = Message("column {names}", "columns {names}", names=listed, n=len(lacking.names))
    if rest > 0:
        where = Message("columns {names} and {n} more", names=listed, n=rest)
    yield Finding(
        "unused design",
        "warning",
        what,
        where,
        Message(
            "look at the survey's documentation; if it is so, give {arguments}", arguments=told
        ),
    )


def _codes(survey: RowsInMemory) -> Iterator[Finding]:
    """Find codes among numbers that are labelled as no answer, or look so."""
    names = column_names(survey.data)
    # weights that are not used yet are answers no more than those that are
    used = {*survey.design.columns.names, *weights_among(names)}
    for name in names:
        values = column(survey.data, name, "variable")
        if name in used or not pd.api.types.is_numeric_dtype(values.dtype):
            continue
        if values.dtype == bool or survey.columns.is_categorical(name):
            continue
        try:
            notes = survey.columns.numbers(name).notes
        except DataError as error:
            # a column of infinite values is no reason to say nothing of the others
            notes = (str(error),)
        for note in notes:
            what, _, remedy = note.partition("; ")
            yield Finding("codes among numbers", "warning", what, name, remedy)


def _contrary(survey: RowsInMemory) -> Iterator[Finding]:
    """Find who chose "none of these", and others beside it."""
    for name in survey.columns.sets:
        chosen = several_in(survey.columns, name, {})
        none = np.array([is_none(label) for label in chosen.labels])
        if none.all() or not none.any():
            continue
        rows = np.array(chosen.rows) > 0
        at = np.flatnonzero(rows[none].any(axis=0) & rows[~none].any(axis=0))
        if at.size:
            yield Finding(
                "none beside others",
                "warning",
                Message(
                    "{name}: {n} row chose {none} and another answer; it counts as both",
                    "{name}: {n} rows chose {none} and another answer; they count as both",
                    name=name,
                    n=int(at.size),
                    none=repr(chosen.labels[int(none.argmax())]),
                ),
                at_rows(at),
                marked("look at the questionnaire; where it let nobody do so, it was read wrongly"),
            )


CHECKS = (
    # a survey with a gap in its design is refused when it is made
    Check(
        "design columns", lambda _: iter(()), "no weight, stratum, cluster or replicate is missing"
    ),
    Check("kind of sample", kind_of_sample, ""),
    Check("unused design", _unused_columns, ""),
    Check("codes among numbers", _codes, "no number looks like a code of missing answers"),
    Check("none beside others", _contrary, ""),
    Check("zero weights", zero_weights, "no weight is 0"),
    Check("extreme weights", extreme_weights, "no weight is above 5 times the median"),
    Check("spread of weights", spread_of_weights, "Kish's design effect is at most 1.5"),
    Check("scale of weights", scale_of_weights, "weights do not total the number of respondents"),
    Check(
        "strata of one unit",
        lonely_strata,
        "two sampled units or more in every stratum",
        Linearised,
    ),
    Check("strata of two units", paired_strata, "", Linearised),
    Check("degrees of freedom", freedom, "8 or more"),
    Check("sampling fractions", fractions, "", Linearised),
    Check("replicate totals", replicate_totals, "as the full weights, on average", Replicated),
    Check("negative replicates", replicate_signs, "no replicate weight is below 0", Replicated),
    Check("repeated rows", _duplicates, "no row repeats another"),
)
"""Every check, in the order of its findings."""
