"""The average of many polls, with the error that polls have had."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from ...arguments import described
from ...errors import ArgumentError, DataError
from ...spoken import Spoken
from ...statistics.core.arguments import check_confidence_level
from ...statistics.pooling.historical import SHIRANI_MEHR, HistoricalError, historical_error
from ...statistics.pooling.poll_trend import PollTrend, fit_poll_trend
from ...wording import (
    count_text,
    decimal_text,
    interval_text,
    level_text,
    percent_text,
    points_text,
)
from ..estimate import estimate_figures
from ..table import as_figures
from .selection import Selection, Wanted, select_polls

LEAST_HOUSES = 2
_TOLD = ["figure_id", "publisher", "fielded_end", "population", "percent", "reason"]
"""What is told of a poll that is left out."""

_MOST_POLLS = 1500
_MOST_DAYS = 200
"""Days at which a trend is worked out; of longer ones every second, third …"""


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


def average_polls(
    figures: pd.DataFrame,
    *,
    answer: str | None = None,
    question: str | None = None,
    population: str | None = None,
    since: Any = None,
    until: Any = None,
    at: Any = None,
    trend: bool = True,
    breaks: Sequence[Any] = (),
    history: pd.DataFrame | HistoricalError | None = None,
    confidence_level: float = 0.95,
) -> PollAverage:
    """Average the polls of several houses, with a trend, house effects and an honest error.

    Polls that are given twice, or share days with a newer one of their house, count once; polls of
    one population are averaged. Each poll is the level of its day, plus the lean of its house,
    plus sampling error and what polls scatter beyond it; the level walks from day to day. A house
    that changed its mode is another house. Leans are measured against the average house, which may
    lean itself: so the limits hold the error that polls of one vote have shared in the past, which
    no number of polls makes smaller.

    Parameters
    ----------
    figures : pandas.DataFrame
        A figures table of polls, with publisher (or vendor), percent, n, and fielded_end.
    answer, question, population : str, optional
        Which to average, where there are several; of several populations, that of most polls.
    since, until : date, optional
        Days between which fieldwork ended.
    at : date, optional
        Day of the average; by default the last day of a poll.
    trend : bool, default True
        Whether the level may move.
    breaks : sequence of dates, optional
        Days from which the level starts anew, as when a question or a candidate changed: only polls
        since the last one before `at` tell of it.
    history : pandas.DataFrame or HistoricalError, optional
        Polls whose outcome is known: ``percent``, ``outcome`` (both in percent) and ``vote``. By
        default the published error of US polls.
    confidence_level : float, default 0.95

    Returns
    -------
    PollAverage

    Raises
    ------
    ArgumentError
        When an answer must be named, a day cannot be read, or there are fewer than two houses.
    DataError
        When no poll is left, or `history` has not what it needs.

    References
    ----------
    Jackman (2005), Australian Journal of Political Science 40:499–517; for the shared error
    Shirani-Mehr, Rothschild, Goel & Gelman (2018), JASA 113:607–614.

    Examples
    --------
    >>> polls = pd.DataFrame({"publisher": ["A", "B", "A", "B"], "percent": [41, 44, 42, 45],
    ...     "n": 1000, "fielded_end": ["2024-05-02", "2024-05-03", "2024-05-12", "2024-05-14"]})
    >>> found = average_polls(polls)
    >>> round(found.estimate, 2), found.houses["house"].tolist()
    (0.43, ['A', 'B'])
    """
    level = check_confidence_level(confidence_level)
    checked = as_figures(figures)
    wanted = Wanted(answer, question, population, _day("since", since), _day("until", until))
    chosen = select_polls(checked, wanted)
    day = _day("at", at)
    _start_anew(chosen, breaks, day)
    polls = chosen.polls
    house, names = pd.factorize(polls["house"])
    if len(names) < LEAST_HOUSES:
        raise ArgumentError(
            f"the polls are of {len(names)} house ({names[0]}); an average needs at least "
            f"{LEAST_HOUSES}, or one house's lean would pass for the truth"
        )
    if len(polls) > _MOST_POLLS:
        raise ArgumentError(
            f"there are {count_text(len(polls))} polls; at most {count_text(_MOST_POLLS)} are "
            "averaged; give since="
        )
    estimates = estimate_figures(polls[list(checked.columns)])
    days = _numbers(polls["day"])
    last = polls["last_day"].max() if day is None else day
    grid = _grid(polls["day"].min(), last)
    fitted = fit_poll_trend(
        days,
        estimates.table["estimate"].to_numpy(dtype=float),
        _variances(estimates.table),
        house,
        _numbers(pd.Series(grid)),
        moving=trend,
    )
    past = _history(history)
    table = _trend(grid, fitted, past, level)
    told = polls["answer"].dropna()
    reach = float(ndtri((1 + level) / 2)) * np.sqrt(fitted.lean_variance)
    end = table.iloc[-1]
    return PollAverage(
        estimate=float(end["estimate"]),
        ci_low=float(end["ci_low"]),
        ci_high=float(end["ci_high"]),
        model_error=float(end["std_error"]),
        history=past,
        confidence_level=level,
        day=last,
        trend=table,
        houses=pd.DataFrame(
            {
                "house": names,
                "polls": np.bincount(house, minlength=len(names)),
                "effect": fitted.lean,
                "ci_low": fitted.lean - reach,
                "ci_high": fitted.lean + reach,
            }
        ),
        polls=pd.DataFrame(
            {
                "day": polls["day"].to_numpy(),
                "house": polls["house"].to_numpy(),
                "estimate": estimates.table["estimate"].to_numpy(dtype=float),
                "n": polls["n"].to_numpy(),
                "std_error": np.sqrt(_variances(estimates.table)),
                "figure_id": polls["figure_id"].to_numpy(),
            }
        ),
        left_out=pd.concat(
            [pd.DataFrame(columns=_TOLD, dtype=object), *(one[_TOLD] for one in chosen.left_out)],
            ignore_index=True,
        ),
        between=float(np.sqrt(fitted.excess)),
        answer=str(told.iloc[0]) if len(told) else "",
        notes=tuple(chosen.notes),
    )


def _day(name: str, given: Any) -> pd.Timestamp | None:
    """Return a day that is given; None where none is."""
    if given is None:
        return None
    found = pd.to_datetime(given, errors="coerce") if np.ndim(given) == 0 else None
    if not isinstance(found, pd.Timestamp):
        raise ArgumentError(f"{name} is {described(given)}; expected a day such as '2024-05-14'")
    return found


def _start_anew(chosen: Selection, breaks: Sequence[Any], at: pd.Timestamp | None) -> None:
    """Leave out the polls beyond the last break before the day of the average."""
    days = [found for one in breaks if (found := _day("breaks", one)) is not None]
    end = chosen.polls["last_day"].max() if at is None else at
    if before := [one for one in days if one <= end]:
        start = max(before)
        chosen.leave_out(chosen.polls["first_day"] < start, f"before the break of {start:%Y-%m-%d}")
    if after := [one for one in days if one > end]:
        stop = min(after)
        chosen.leave_out(chosen.polls["last_day"] >= stop, f"after the break of {stop:%Y-%m-%d}")
    if chosen.polls.empty:
        raise DataError("no poll is left between the breaks; name other breaks, or another at=")


def _numbers(days: "pd.Series[pd.Timestamp]") -> NDArray[np.float64]:
    """Return days as numbers of days."""
    since = (days - pd.Timestamp("2000-01-01")) / pd.Timedelta(days=1)
    return np.asarray(since, dtype=np.float64)


def _grid(first: pd.Timestamp, last: pd.Timestamp) -> pd.DatetimeIndex:
    """Return the days at which the level is wanted, the last among them."""
    days = max(int((last - first).days), 0)
    step = days // _MOST_DAYS + 1
    return pd.date_range(end=last, periods=days // step + 1, freq=f"{step}D")


def _variances(table: pd.DataFrame) -> NDArray[np.float64]:
    """Return the sampling variance of each poll; that of the median base where none is stated."""
    p = table["estimate"].to_numpy(dtype=float)
    size = table["n_effective"].to_numpy(dtype=float)
    known = size[np.isfinite(size)]
    size = np.where(np.isfinite(size), size, np.median(known) if known.size else 1000.0)
    # a share of 0 has an error, too
    near = (p * size + 0.5) / (size + 1)
    return np.asarray(near * (1 - near) / size)


def _history(given: pd.DataFrame | HistoricalError | None) -> HistoricalError:
    """Return the error that polls have had."""
    if given is None:
        return SHIRANI_MEHR
    if isinstance(given, HistoricalError):
        return given
    needed = ["percent", "outcome", "vote"]
    if not isinstance(given, pd.DataFrame):
        raise ArgumentError(f"history is {described(given)}; expected a table of polls, or None")
    lacking = [name for name in needed if name not in given]
    if lacking:
        raise DataError(
            f"history has no column {lacking[0]!r}; expected percent, outcome (both in percent) "
            "and vote"
        )
    share, outcome = (given[name].to_numpy(dtype=float) / 100 for name in needed[:2])
    return historical_error(share, outcome, given["vote"].to_numpy())


def _trend(
    grid: pd.DatetimeIndex, fitted: PollTrend, past: HistoricalError, level: float
) -> pd.DataFrame:
    """Return the level of each day with its limits, with and without the shared error."""
    z = float(ndtri((1 + level) / 2))
    error = np.sqrt(fitted.level_variance)
    whole = np.sqrt(fitted.level_variance + past.shared**2)
    columns = {"day": grid, "estimate": np.clip(fitted.level, 0, 1)}
    for name, half in (("ci", z * whole), ("model", z * error)):
        columns[f"{name}_low"] = np.clip(fitted.level - half, 0, 1)
        columns[f"{name}_high"] = np.clip(fitted.level + half, 0, 1)
    return pd.DataFrame({**columns, "std_error": error, "quantity": "proportion"})
