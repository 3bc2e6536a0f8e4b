"""How a report's intervals were made: only what was computed, with its primary sources."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..estimates.intervals import INTERVALS
from ..estimates.presentation import NCHS
from ..estimates.reason_codes import has_reason, joined, reason_codes, severity
from ..estimates.reasons import Severity
from ..survey.design.design import Design, Replicated
from ..tables.model import sentence
from ..wording import count_text, level_text


@dataclass(frozen=True)
class MethodNote:
    """One interval method that was used: what for, its name, its primary source."""

    purpose: str
    label: str
    source: str


def method_notes(table: pd.DataFrame) -> list[MethodNote]:
    """Describe every interval method in a table."""
    used = [INTERVALS[str(key)] for key in table["interval"].dropna().unique()]
    return [MethodNote(row.purpose, row.label, row.source) for row in used]


def how_computed(design: Design, table: pd.DataFrame) -> list[str]:
    """Say in sentences how estimates of microdata were computed: only what was done.

    Parameters
    ----------
    design : Design
        Of the survey.
    table : pandas.DataFrame
        All estimates of the report.
    """
    replicates = isinstance(design, Replicated)
    said = [sentence(design.words), _REPLICATED if replicates else _LINEARISED]
    df = table["df"].dropna()
    df = df[np.isfinite(df)]
    if len(df):
        span = _span(df.min(), df.max())
        said.append(f"Limits take Student's quantile with {span} degrees of freedom.")
    shares = int((table["quantity"] == "proportion").sum())
    parts = [_counted(shares, "share"), _counted(len(table) - shares, "mean")]
    bases = _span(table["n"].min(), table["n"].max())
    said.append(f"Of {bases} answers each: {' and '.join(filter(None, parts))}.")
    if table["n_missing"].fillna(0).any():
        most = count_text(table["n_missing"].max())
        said.append(f"Missing answers, up to {most} of a question, are left out and counted.")
    said += _presentation(table)
    said.append(
        f"Intervals are {levels(table)} confidence intervals of sampling error alone; they say "
        "nothing of those who could not be reached or did not answer."
    )
    return said


def _presentation(table: pd.DataFrame) -> list[str]:
    """Say what the presentation standards say of how many estimates."""
    rows = table[np.any([has_reason(table, code) for code in NCHS], axis=0)]
    if rows.empty:
        return []
    own = [joined(code for code in codes if code in NCHS) for codes in reason_codes(rows)]
    heaviest = severity(rows.assign(reasons=own))
    counts = {words: int((heaviest == level).sum()) for level, words in _BY_STANDARDS.items()}
    parts = [f"{count_text(number)} {words}" for words, number in counts.items() if number]
    return [
        "By the standards of the U.S. National Center for Health Statistics (Parker and others "
        f"2017), of {count_text(len(table))} estimates: {'; '.join(parts)}."
    ]


_BY_STANDARDS = {
    Severity.SUPPRESS: "too imprecise to publish alone",
    Severity.CAUTION: "to review before publishing",
    Severity.FOOTNOTE: "with a complement too imprecise to publish alone",
}

_LINEARISED = (
    "Variances are linearised: they come from the totals of each estimate's influence in the "
    "sampled clusters of every stratum, as the whole design drew them."
)
_REPLICATED = (
    "Variances come from replication: every estimate was computed again with each set of replicate "
    "weights, and the spread of the results is its variance."
)


def _counted(number: int, noun: str) -> str:
    return f"{count_text(number)} {noun}{'s' * (number != 1)}" if number else ""


def _span(low: float, high: float) -> str:
    first, last = count_text(low), count_text(high)
    return first if first == last else f"{first} to {last}"


def levels(table: pd.DataFrame) -> str:
    """Name the confidence levels of a table."""
    return " and ".join(level_text(level) for level in table["confidence_level"].dropna().unique())
