"""How far a pooled share hangs on a single survey."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...errors import ArgumentError
from ...language.amounts import decimal_words
from ...language.message import Message
from ...spoken import Spoken, several_text
from ...wording import percent_text
from ..core.arguments import broadcast
from .pool import pool_proportions


@dataclass(frozen=True, eq=False)
class LeaveOneOut(Spoken):
    """The pooled share without each survey in turn, in the order of the surveys.

    Attributes
    ----------
    estimate, ci_low, ci_high : (k,) ndarray or pandas.Series
        Pooled share of the others, and its interval.
    tau2, i2 : (k,) ndarray or pandas.Series
        How far the others disagree.
    change : (k,) ndarray or pandas.Series
        The estimate without a survey less that with all.
    """

    estimate: Any
    ci_low: Any
    ci_high: Any
    tau2: Any
    i2: Any
    change: Any

    @property
    def sentences(self) -> tuple[str, ...]:
        """How far the pooled share moves at most, and the shares."""
        change = np.asarray(self.change, dtype=float)
        most = int(np.argmax(np.abs(change))) if change.size else 0
        shares = several_text(self.estimate, lambda one: percent_text(float(one), 1))
        return (
            Message(
                "Without one survey the pooled share moves by {points} points at most, without no. "
                "{number}.",
                points=decimal_words(100 * abs(float(change[most])), 1),
                number=most + 1,
            ),
            Message("The share without each in turn: {shares}.", shares=shares),
        )


MOST_LEFT_OUT = 500
"""Surveys that are left out in turn: each is another fit."""


def leave_one_out(count: Any, nobs: Any, *, deff: Any = 1.0, **choices: Any) -> LeaveOneOut:
    """Compute the pooled share without each survey in turn.

    A survey without which the share moves by more than the interval is wide should be understood
    before anything is pooled.

    Parameters
    ----------
    count, nobs, deff
        As in ``pool_proportions``, of at least 2 surveys.
    **choices
        Model, method and so on of ``pool_proportions``.

    Returns
    -------
    LeaveOneOut
        Arrays, or Series with the index of the surveys.

    Raises
    ------
    ArgumentError
        As ``pool_proportions`` does, and for fewer than 2 surveys.

    References
    ----------
    Viechtbauer & Cheung (2010), Research Synthesis Methods 1:112–125.

    Examples
    --------
    >>> found = leave_one_out([252, 310, 95, 150], [400, 520, 160, 700])
    >>> found.estimate.round(2).tolist()
    [0.45, 0.47, 0.47, 0.61]
    """
    (x, n, design), restore = broadcast(count=count, nobs=nobs, deff=deff)
    if x.ndim != 1 or x.size < 2:
        raise ArgumentError(f"count has shape {x.shape}; leaving one out needs at least 2 surveys")
    if x.size > MOST_LEFT_OUT:
        raise ArgumentError(
            f"count has {x.size:,} surveys; at most {MOST_LEFT_OUT:,} are left out in turn; pool "
            "groups of them first"
        )
    every = pool_proportions(x, n, deff=design, **choices)
    others = [~np.eye(x.size, dtype=bool)[i] for i in range(x.size)]
    found = [pool_proportions(x[o], n[o], deff=design[o], **choices) for o in others]
    names = ("estimate", "ci_low", "ci_high", "tau2", "i2")
    columns = [np.array([getattr(one, name) for one in found]) for name in names]
    return LeaveOneOut(*(restore(column) for column in [*columns, columns[0] - every.estimate]))
