"""What weights give away."""

from collections.abc import Iterator

import numpy as np

from ...statistics.core.effective import kish_design_effect
from ...wording import count_text, percent_text, value_text
from ..data.columns import at_rows
from .finding import Finding
from .rows import RowsInMemory

_EXTREME, _SPREAD, _WIDE = 5.0, 1.5, 3.0
"""Multiple of the median weight, and Kish's design effects, above which something is said."""


def zero_weights(survey: RowsInMemory) -> Iterator[Finding]:
    """Find rows that count nowhere."""
    at = np.flatnonzero(survey.weights == 0)
    if at.size:
        yield Finding(
            "zero weights",
            "note",
            f"weight 0 in {at.size:,} of {len(survey):,} rows, which count in no estimate",
            at_rows(at),
            "right for people outside the survey's population; otherwise correct the weights",
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
            f"above {value_text(_EXTREME)} times the median {value_text(middle)} in {at.size:,} of "
            f"{len(w):,} rows, up to {value_text(w.max())}: "
            f"{percent_text(w[at].sum() / w.sum(), 1)} of the weighted population",
            at_rows(at),
            "look at these rows; consider trimming their weights",
        )


def spread_of_weights(survey: RowsInMemory) -> Iterator[Finding]:
    """Find weights so unequal that they cost respondents."""
    w = survey.weights[survey.weights > 0]
    deff = float(kish_design_effect(w))
    if deff > _SPREAD:
        yield Finding(
            "spread of weights",
            "warning" if deff > _WIDE else "note",
            f"Kish's design effect is {value_text(deff, 3)}: {len(w):,} respondents are worth "
            f"about {count_text(len(w) / deff)}",
            "",
            "consider trimming the weights" if deff > _WIDE else "",
        )


def scale_of_weights(survey: RowsInMemory) -> Iterator[Finding]:
    """Find weights that total the respondents."""
    w, n = survey.weights, np.count_nonzero(survey.weights)
    if abs(w.sum() / n - 1) < 1e-3:
        yield Finding(
            "scale of weights",
            "note",
            f"weights total {value_text(w.sum(), 6)}, as many as there are respondents: totals and "
            "counts would be those of the sample",
            "",
            "multiply by population/respondents before .total and .count; means and shares are "
            "the same",
        )
