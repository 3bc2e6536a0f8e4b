"""How far polls have been from outcomes: an error that all polls of a vote share, and their own."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...arguments import listed_values
from ...errors import ArgumentError
from ...language.amounts import decimal_words
from ...language.message import Message
from ...spoken import Spoken
from ..core.arguments import broadcast, check_all

LEAST_VOTES = 3
"""Votes of which a shared error can be estimated."""


@dataclass(frozen=True)
class HistoricalError(Spoken):
    """Standard deviations of the errors that polls have made.

    Attributes
    ----------
    shared : float
        Of the error that all polls of one vote have in common; a proportion.
    own : float
        Of what each poll has beside it, sampling error included.
    votes, polls : int
        How many it rests on.
    source : str
    """

    shared: float
    own: float
    votes: int
    polls: int
    source: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """Both errors, in points, and where they come from."""
        return (
            Message(
                "Polls of one vote share an error with a standard deviation of {shared} points, "
                "and each has one of {own} points of its own.",
                shared=decimal_words(100 * self.shared, 1),
                own=decimal_words(100 * self.own, 1),
            ),
            Message("Source: {source}.", source=self.source),
        )


SHIRANI_MEHR = HistoricalError(
    # both numbers are those of the abstract (an earlier draft had 1.5 points for the shared error);
    # a mean absolute error of 2 points is that of a normal error of 2·√(π/2); 3.5 points in all
    shared=0.02 * np.sqrt(np.pi / 2),
    own=float(np.sqrt(0.035**2 - (0.02 * np.sqrt(np.pi / 2)) ** 2)),
    votes=608,
    polls=4221,
    source="Shirani-Mehr, Rothschild, Goel & Gelman (2018), Disentangling bias and variance in "
    "election polls, JASA 113:607–614: 4,221 polls of 608 US state elections in their last three "
    "weeks, a root mean squared error of about 3.5 points and a mean absolute shared error of "
    "about 2",
)
"""The errors of polls of US states, before votes for president, senator and governor."""


def historical_error(share: Any, outcome: Any, vote: Any) -> HistoricalError:
    """Estimate how far polls have been from outcomes.

    Errors of one vote have a mean and scatter about it; over votes, σ² of the shared error is the
    mean of squared vote means, less what their scatter accounts for, 0 at least.

    Parameters
    ----------
    share, outcome : (k,) array_like
        What each poll said and what came out, as proportions.
    vote : (k,) array_like
        Which vote each poll was of.

    Returns
    -------
    HistoricalError

    Raises
    ------
    ArgumentError
        When there are fewer than three votes, or no vote has two polls.

    References
    ----------
    Searle, Casella & McCulloch (1992), Variance Components, chapter 3 (moments, here about 0).

    Examples
    --------
    >>> found = historical_error([0.52, 0.50, 0.47, 0.49, 0.55, 0.53],
    ...                          [0.49, 0.49, 0.51, 0.51, 0.53, 0.53], list("aabbcc"))
    >>> round(found.shared, 3), round(found.own, 3)
    (0.019, 0.014)
    """
    (said, came), _ = broadcast(share=share, outcome=outcome)
    for name, one in (("share", said), ("outcome", came)):
        check_all(name, one, np.abs(one) <= 1, "a share is from 0 to 1, a lead from -1 to 1")
    votes = np.array([str(one) for one in listed_values("vote", vote)])
    _, of, size = np.unique(votes, return_inverse=True, return_counts=True)
    if said.ndim != 1 or of.shape != said.shape:
        raise ArgumentError("share, outcome and vote have different lengths; give one each a poll")
    if np.isnan(said + came).any():
        raise ArgumentError("share or outcome is missing in some polls; leave those out")
    if size.size < LEAST_VOTES or not (size > 1).any():
        raise ArgumentError(
            f"history has {size.size} votes; an error that polls share is estimated of at least "
            f"{LEAST_VOTES} votes, one of them with two polls; leave history out for the published"
        )
    error = said - came
    mean = np.bincount(of, error) / size
    own = float(np.sum((error - mean[of]) ** 2) / (size - 1).sum())
    shared = max(float(np.mean(mean**2 - own / size)), 0.0)
    return HistoricalError(
        float(np.sqrt(shared)), float(np.sqrt(own)), int(size.size), int(said.size),
        Message("{n} polls of {votes} votes", n=int(said.size), votes=int(size.size)),
    )  # fmt: skip
