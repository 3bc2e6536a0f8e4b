"""How a report's intervals were made: only what was computed, with its primary sources."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..estimates.intervals import INTERVALS
from ..estimates.presentation import NCHS
from ..estimates.reason_codes import has_reason, joined, reason_codes, severity
from ..estimates.reasons import Severity
from ..language.marking import marked
from ..language.strings import ENGLISH, Strings
from ..sample_types import MODEL, told_of
from ..survey.design.design import Design, Replicated
from ..survey.design.weighted import WeightingRecord
from ..tables.model import sentence


@dataclass(frozen=True)
class MethodNote:
    """One interval method that was used: what for, its name, its primary source."""

    purpose: str
    label: str
    source: str


def method_notes(table: pd.DataFrame, say: Strings = ENGLISH) -> list[MethodNote]:
    """Describe every interval method in a table."""
    used = [INTERVALS[str(key)] for key in table["interval"].dropna().unique()]
    return [MethodNote(say(row.purpose), say(row.label), row.source) for row in used]


def how_computed(
    design: Design,
    table: pd.DataFrame,
    say: Strings = ENGLISH,
    weighting: WeightingRecord = WeightingRecord(),  # noqa: B008
) -> list[str]:
    """Say in sentences how estimates of microdata were computed: only what was done.

    Parameters
    ----------
    design : Design
        Of the survey.
    table : pandas.DataFrame
        All estimates of the report.
    say : Strings
        The language of the page.
    weighting : WeightingRecord
        What was done to the weights, which the design names.
    """
    replicates = isinstance(design, Replicated)
    said = [sentence(say.again(design.words)), *map(say.again, weighting.outcomes)]
    said.append(say(_REPLICATED if replicates else _LINEARISED))
    if any(len(step.targets) for step in weighting.steps):
        said.append(say(_WEIGHTED_EACH if replicates else _OF_RESIDUALS))
    df = table["df"].dropna()
    df = df[np.isfinite(df)]
    if len(df):
        span = _span(df.min(), df.max(), say)
        said.append(
            say("Limits take Student's quantile with {span} degrees of freedom.", span=span)
        )
    shares = int((table["quantity"] == "proportion").sum())
    parts = [say.plural("{n} share", "{n} shares", shares)] * bool(shares)
    means = len(table) - shares
    parts += [say.plural("{n} mean", "{n} means", means)] * bool(means)
    bases = _span(table["n"].min(), table["n"].max(), say)
    said.append(say("Of {bases} answers each: {what}.", bases=bases, what=say.list_text(parts)))
    if table["n_missing"].fillna(0).any():
        most = say.count_text(table["n_missing"].max())
        said.append(
            say("Missing answers, up to {most} of a question, are left out and counted.", most=most)
        )
    said += _presentation(table, say)
    said.append(
        say(
            "Intervals are {levels} confidence intervals of sampling error alone; they say nothing "
            "of those who could not be reached or did not answer.",
            levels=levels(table, say),
        )
    )
    return said


def _presentation(table: pd.DataFrame, say: Strings) -> list[str]:
    """Say what the presentation standards say of how many estimates."""
    rows = table[np.any([has_reason(table, code) for code in NCHS], axis=0)]
    if rows.empty:
        return []
    own = [joined(code for code in codes if code in NCHS) for codes in reason_codes(rows)]
    heaviest = severity(rows.assign(reasons=own))
    counts = {words: int((heaviest == level).sum()) for level, words in _BY_STANDARDS.items()}
    parts = [f"{say.count_text(number)} {say(words)}" for words, number in counts.items() if number]
    return [
        say(
            "By the standards of the U.S. National Center for Health Statistics (Parker and others "
            "2017), of {number} estimates: {what}.",
            number=say.count_text(len(table)),
            what=say.series_text(parts),
        )
    ]


_BY_STANDARDS = {
    Severity.SUPPRESS: marked("too imprecise to publish alone"),
    Severity.CAUTION: marked("to review before publishing"),
    Severity.FOOTNOTE: marked("with a complement too imprecise to publish alone"),
}

_LINEARISED = marked(
    "Variances are linearised: they come from the totals of each estimate's influence in the "
    "sampled clusters of every stratum, as the whole design drew them."
)
_REPLICATED = marked(
    "Variances come from replication: every estimate was computed again with each set of replicate "
    "weights, and the spread of the results is its variance."
)

_OF_RESIDUALS = marked(
    "They know of the targets that weights were brought to: what these explain of an answer does "
    "not vary from sample to sample, and is taken off."
)
_WEIGHTED_EACH = marked("Each set was brought to the targets as the weights themselves were.")


def _span(low: float, high: float, say: Strings) -> str:
    first, last = say.count_text(low), say.count_text(high)
    return first if first == last else say("{low} to {high}", low=first, high=last)


def levels(table: pd.DataFrame, say: Strings = ENGLISH) -> str:
    """Name the confidence levels of a table."""
    own = table["confidence_level"].dropna().unique()
    return say.list_text([say.level_text(level) for level in own])


def design_words(design: Design, say: Strings) -> str:
    """Say how a sample was drawn, as a page's first lines do."""
    drawn = design.drawn
    return sampling_words(say, drawn.known_type) or f"{say.again(drawn.told)}."


def sampling_words(say: Strings, *kinds: str) -> str:
    """Say how the respondents of some figures were drawn, where not at random; "" for nothing."""
    words = say.list_text([say(told) for told in told_of(kinds)])
    return f"{words[0].upper()}{words[1:]}{say(MODEL)}." if words else ""
