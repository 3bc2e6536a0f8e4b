"""How a report's intervals were made: only what was computed, with its primary sources."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..figures.flags import FLAGS
from ..row_intervals import CEILING, KORN_GRAUBARD, ROW_METHODS
from ..statistics.intervals import mean
from ..statistics.intervals.one_share import proportion
from ..survey.design.design import Design, Replicated
from ..tables.model import sentence
from ..wording import count_text, level_text

SHARE_KEYS = (KORN_GRAUBARD, "asin", "logit_replicates")


@dataclass(frozen=True)
class MethodNote:
    """One interval method that was used: what for, its name, its primary source."""

    purpose: str
    label: str
    source: str


def method_notes(table: pd.DataFrame) -> list[MethodNote]:
    """Describe every interval method in a table."""
    return [_note(str(key)) for key in table["interval"].dropna().unique()]


def _note(key: str) -> MethodNote:
    if key.startswith(CEILING):
        row = mean.METHODS[key.removeprefix(CEILING)]
        return MethodNote("Means of respondents' estimates", row.label, row.source)
    if key in ROW_METHODS:
        kind = "Shares" if key in SHARE_KEYS else "Means, totals and other values"
        return MethodNote(kind, ROW_METHODS[key].label, ROW_METHODS[key].source)
    row = proportion.METHODS[key]
    return MethodNote("Shares of respondents", row.label, row.source)


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
    marked = int(table["flag"].str.contains("publish|imprecise", na=False).sum())
    if marked:
        said.append(
            f"{count_text(marked)} estimates are marked by the standards of the U.S. National "
            "Center for Health Statistics (Parker and others 2017)."
        )
    said.append(
        f"Intervals are {levels(table)} confidence intervals of sampling error alone; they say "
        "nothing of those who could not be reached or did not answer."
    )
    return said


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


def flags_used(table: pd.DataFrame) -> list[str]:
    """Return the flags that occur in a table, in the order of FLAGS."""
    seen = {flag for text in table["flag"] for flag in str(text).split("; ")}
    return [phrase for phrase in FLAGS.values() if phrase in seen]
