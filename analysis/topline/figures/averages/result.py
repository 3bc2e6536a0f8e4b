"""What an average of polls is, and how it is told."""

from dataclasses import dataclass

import pandas as pd
from scipy.special import ndtri

from ...spoken import Spoken
from ...statistics.pooling.historical import HistoricalError
from ...wording import (
    count_text,
    decimal_text,
    interval_text,
    level_text,
    percent_text,
    points_text,
)


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
        ``ci_low`` and ``ci_high``.
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

    @property
    def sentences(self) -> tuple[str, ...]:
        """The average with its limits, what they rest on, and what was left out."""
        of = f" {self.answer}" if self.answer else ""
        half = float(ndtri((1 + self.confidence_level) / 2)) * self.model_error
        lean = self.houses.iloc[int(self.houses["effect"].abs().to_numpy().argmax())]
        return (
            f"Average of {count_text(len(self.polls))} polls of {count_text(len(self.houses))} "
            f"houses at {self.day:%Y-%m-%d}:{of} {percent_text(self.estimate, 1)} "
            f"({level_text(self.confidence_level)} limits with the error that polls share: "
            f"{interval_text(self.ci_low, self.ci_high)}).",
            f"The polls alone would give ± "
            f"{decimal_text(100 * half, 1)} points; polls share an error "
            f"with a standard deviation of {decimal_text(100 * self.history.shared, 1)} points.",
            f"The house that leans most is {lean['house']}: "
            f"{points_text(float(lean['effect']), 1)} from the average house.",
            *(f"Note: {note}." for note in self.notes),
        )
