"""What weights give away."""

from collections.abc import Iterator

import numpy as np

from ...language.amounts import decimal_words, percent_words, value_words
from ...language.marking import marked
from ...language.message import Message
from ...statistics.core.effective import kish_design_effect
from ..data.columns import at_rows
from .finding import Finding
from .rows import RowsInMemory

_EXTREME, _SPREAD, _WIDE = 5.0, 1.5, 3.0
"""Multiple of the median weight, and Kish's design effects, above which something is said."""


def zero_weights(survey: RowsInMemory) -> Iterator[Finding]:
    """Find rows that count nowhere."""
    gone = survey.design.drawn.weightless
    if gone:
        yield Finding(
            "zero weights",
            "note",
            Message(
                "{n} row without a weight left out", "{n} rows without a weight left out", n=gone
            ),
            "",
            marked(
                "right for people outside the survey's population; otherwise correct the weights"
            ),
        )
    at = np.flatnonzero(survey.weights == 0)
    if at.size:
        yield Finding(
            "zero weights",
            "note",
            Message(
                "weight 0 in {part} of {all} rows, which count in no estimate",
                part=int(at.size),
                all=len(survey),
            ),
            at_rows(at),
            marked(
                "right for people outside the survey's population; otherwise correct the weights"
            ),
        )


def extreme_weights(survey: RowsInMemory) -> Iterator[Finding]:
    """Find weights far above the median."""
    w = survey.weights
    middle = np.median(w[w > 0])
    at = np.flatnonzero(w > _EXTREME * middle)
    if at.size:
        at = at[np.argsort(-w[at], kind="stable")]
        yield Finding(
            "extreme weights",
            "warning",
            Message(
                "above {times} times the median {median} in {part} of {all} rows, up to {most}: "
                "{share} of the weighted population",
                times=value_words(_EXTREME),
                median=value_words(middle),
                part=int(at.size),
                all=len(w),
                most=value_words(w.max()),
                share=percent_words(w[at].sum() / w.sum(), 1),
            ),
            at_rows(at),
            marked("look at these rows; consider trimming their weights"),
        )


def spread_of_weights(survey: RowsInMemory) -> Iterator[Finding]:
    """Find weights so unequal that they cost respondents."""
    w = survey.weights[survey.weights > 0]
    deff = float(kish_design_effect(w))
    if deff > _SPREAD:
        yield Finding(
            "spread of weights",
            "warning" if deff > _WIDE else "note",
            Message(
                "Kish's design effect is {deff}: {n} respondents are worth about {effective}",
                deff=value_words(deff, 3),
                n=len(w),
                effective=decimal_words(len(w) / deff, 0),
            ),
            "",
            marked("consider trimming the weights") if deff > _WIDE else "",
        )


def scale_of_weights(survey: RowsInMemory) -> Iterator[Finding]:
    """Find weights that total the respondents."""
    w, n = survey.weights, np.count_nonzero(survey.weights)
    if abs(w.sum() / n - 1) < 1e-3:
        yield Finding(
            "scale of weights",
            "note",
            Message(
                "weights total {total}, as many as there are respondents: totals and counts would "
                "be those of the sample",
                total=value_words(w.sum(), 6),
            ),
            "",
            marked(
                "multiply by population/respondents before .total and .count; means and shares "
                "are the same"
            ),
        )
