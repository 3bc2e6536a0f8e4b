"""What weights give away."""

from collections.abc import Iterator

import numpy as np

from ...statistics.core.effective import kish_design_effect
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
            f"above {_EXTREME:g} times the median {middle:,.4g} in {at.size:,} of {len(w):,} rows, "
            f"up to {w.max():,.4g}: {w[at].sum() / w.sum():.1%} of the weighted population",
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
            f"Kish's design effect is {deff:.3g}: {len(w):,} respondents are worth about "
            f"{len(w) / deff:,.0f}",
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
            f"weights total {w.sum():,.6g}, as many as there are respondents: totals and counts "
            "would be those of the sample",
            "",
            "multiply by population/respondents before .total and .count; means and shares are "
            "the same",
        )
