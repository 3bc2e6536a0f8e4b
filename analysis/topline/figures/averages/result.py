"""What an average of polls is, and how it is told."""

from dataclasses import dataclass

import pandas as pd
import scipy

from ...language.amounts import (
    decimal_words,
    level_words,
    limits_words,
    percent_words,
    points_words,
)
from ...language.message import Message, join_messages
from ...spoken import Spoken
from ...statistics.pooling.historical import HistoricalError
from ..single import noted

_LEAST_LEAN = 5e-4
"""A lean that prints as a tenth of a point, and not as none."""


@dataclass(frozen=True, eq=False)
class PollAverage(Spoken):
    """The average of polls, and what it rests on.

    Attributes
    ----------
    estimate : float
        The share at ``day``, as the average house would have it.
    ci_low, ci_high : float
        Limits with the error that polls share.
    model_error : float
        Standard error of the average as far as the polls tell: sampling, houses, days.
    history : HistoricalError
        The error that polls share, and no average makes smaller.
    confidence_level : float
    day : pandas.Timestamp
        Of the estimate: the last day of a poll, unless another was asked for.
    trend : pandas.DataFrame
        A row a day: ``day``, ``estimate``, ``ci_low``, ``ci_high``, ``model_low``, ``model_high``
        (without the shared error), ``std_error``.
    houses : pandas.DataFrame
        A row a house: ``house``, ``polls``, ``effect`` (its polls less the average house's) with
        ``ci_low`` and ``ci_high``, which are not known where no lean is told from chance.
    polls : pandas.DataFrame
        A row a poll that is averaged: ``day``, ``house``, ``estimate``, ``n``, ``std_error``,
        ``figure_id``.
    left_out : pandas.DataFrame
        A row a poll that is not, with its ``reason``.
    between : float
        Standard deviation of polls beyond their sampling error, of one house at one time.
    answer : str
    notes : tuple of str
    """

    estimate: float
    ci_low: float
    ci_high: float
    model_error: float
    history: HistoricalError
    confidence_level: float
    day: pd.Timestamp
    trend: pd.DataFrame
    houses: pd.DataFrame
    polls: pd.DataFrame
    left_out: pd.DataFrame
    between: float
    answer: str
    notes: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return the average, a row a day; a copy."""
        return self.trend.copy()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The average with its limits, what they rest on, and what was left out."""
        half = float(scipy.special.ndtri((1 + self.confidence_level) / 2)) * self.model_error
        lean = self.houses.iloc[int(self.houses["effect"].abs().to_numpy().argmax())]
        most = float(lean["effect"])
        # a lean that prints as none is nobody's
        leaning = [
            Message(
                "The house that leans most is {house}: {gap} from the average house.",
                house=str(lean["house"]),
                gap=points_words(most, 1),
            )
        ] * (abs(most) >= _LEAST_LEAN)
        return (
            Message(
                "Average of {n} polls of {houses} houses on {day}: {estimate} ({level} limits with "
                "the error that polls share: {limits}).",
                n=len(self.polls),
                houses=len(self.houses),
                day=self.day.date(),
                estimate=join_messages([self.answer, percent_words(self.estimate, 1)]),
                level=level_words(self.confidence_level),
                limits=limits_words(self.ci_low, self.ci_high),
            ),
            Message(
                "The polls alone would give ± {margin} points; polls share an error with a "
                "standard deviation of {shared} points.",
                margin=decimal_words(100 * half, 1),
                shared=decimal_words(100 * self.history.shared, 1),
            ),
            *leaning,
            *(line for note in self.notes for line in noted(note)),
        )
