"""The average of many polls, with the error that polls have had."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from ...arguments import check_one_of, check_text, described, listed_values
from ...errors import ArgumentError, DataError
from ...statistics.core.arguments import check_confidence_level
from ...statistics.pooling.historical import SHIRANI_MEHR, HistoricalError, historical_error
from ...statistics.pooling.poll_trend import IntArray, PollTrend, fit_poll_trend
from ..estimate import estimate_figures
from ..table import as_figures
from .result import PollAverage
from .selection import Wanted, select_polls

_MOST_BREAKS = 100
"""Days given as breaks at most: only the last one before the day asked for counts."""

_MOST_DAYS = 200
"""Days at which a trend is worked out; of longer ones every second, third …"""


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
        since the last one before `at` tell of it; at most 100.
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
    check_one_of("trend", trend, (False, True))
    given = listed_values("breaks", breaks)
    if len(given) > _MOST_BREAKS:
        raise ArgumentError(
            f"breaks has {len(given):,} days; expected at most {_MOST_BREAKS}, from which "
            "the level starts anew"
        )
    checked = as_figures(figures)
    days = [_day("breaks", one) for one in given]
    for name, value in {"answer": answer, "question": question, "population": population}.items():
        if value is not None:
            check_text(name, value, expected="its name in the table")
    wanted = Wanted(
        answer=answer,
        question=question,
        population=population,
        since=_day("since", since),
        until=_day("until", until),
        breaks=tuple(found for found in days if found is not None),
        at=_day("at", at),
    )
    chosen = select_polls(checked, wanted)
    polls = chosen.polls
    house, names = pd.factorize(polls["house"])
    estimates = estimate_figures(polls[list(checked.columns)]).table
    share, variance = estimates["estimate"].to_numpy(dtype=float), _variances(estimates)
    last = polls["last_day"].max() if wanted.at is None else wanted.at
    span = max(int((last - polls["day"].min()).days), 0)
    step = span // _MOST_DAYS + 1
    grid = pd.date_range(end=last, periods=span // step + 1, freq=f"{step}D")
    at_days = _numbers(pd.Series(grid))
    fitted = fit_poll_trend(_numbers(polls["day"]), share, variance, house, at_days, moving=trend)
    past = _history(history)
    table = _trend(grid, fitted, past, level)
    told = polls["answer"].dropna()
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
        houses=_houses(names, house, fitted, level),
        polls=pd.DataFrame(
            {
                "day": polls["day"].to_numpy(),
                "house": polls["house"].to_numpy(),
                "estimate": share,
                "n": polls["n"].to_numpy(),
                "std_error": np.sqrt(variance),
                "figure_id": polls["figure_id"].to_numpy(),
            }
        ),
        left_out=chosen.told,
        between=float(np.sqrt(fitted.excess)),
        answer=str(told.iloc[0]) if len(told) else "",
        notes=tuple(chosen.notes),
    )


def _day(name: str, given: Any) -> pd.Timestamp | None:
    """Return a day that is given; None where none is."""
    if given is None:
        return None
    is_day = isinstance(given, (str, date, np.datetime64))
    found = pd.to_datetime(given, errors="coerce") if is_day else None
    if not isinstance(found, pd.Timestamp):
        raise ArgumentError(f"{name} is {described(given)}; expected a day such as '2024-05-14'")
    return found


def _numbers(days: "pd.Series[pd.Timestamp]") -> NDArray[np.float64]:
    """Return days as numbers of days."""
    since = (days - pd.Timestamp("2000-01-01")) / pd.Timedelta(days=1)
    return np.asarray(since, dtype=np.float64)


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
    # of proportions, errors would be taken for a hundredth of what they were
    small = [one.size > 0 and np.abs(one).max() <= 0.01 for one in (share, outcome)]
    if any(small):
        name = needed[small.index(True)]
        raise DataError(
            f"history: no {name} is above 1, so it holds proportions; expected percents, as in 48.5"
        )
    return historical_error(share, outcome, given["vote"].to_numpy())


def _trend(
    grid: pd.DatetimeIndex, fitted: PollTrend, past: HistoricalError, level: float
) -> pd.DataFrame:
    """Return the level of each day with its limits, with and without the shared error."""
    z = float(scipy.special.ndtri((1 + level) / 2))
    error = np.sqrt(fitted.level_variance)
    whole = np.sqrt(fitted.level_variance + past.shared**2)
    columns = {"day": grid, "estimate": np.clip(fitted.level, 0, 1)}
    for name, half in (("ci", z * whole), ("model", z * error)):
        columns[f"{name}_low"] = np.clip(fitted.level - half, 0, 1)
        columns[f"{name}_high"] = np.clip(fitted.level + half, 0, 1)
    return pd.DataFrame({**columns, "std_error": error, "quantity": "proportion"})


_NO_REACH = 5e-5
"""Limits of a lean that print as none: its variance was estimated as none."""


def _houses(names: pd.Index, house: IntArray, fitted: PollTrend, level: float) -> pd.DataFrame:
    """Return how each house leans, with its limits and the number of its polls."""
    reach = float(scipy.special.ndtri((1 + level) / 2)) * np.sqrt(fitted.lean_variance)
    # where polls are too few to tell leans from chance, nobody is known to stand at 0.0
    reach = np.where(reach > _NO_REACH, reach, np.nan)
    return pd.DataFrame(
        {
            "house": names,
            "polls": np.bincount(house, minlength=len(names)),
            "effect": fitted.lean,
            "ci_low": fitted.lean - reach,
            "ci_high": fitted.lean + reach,
        }
    )
