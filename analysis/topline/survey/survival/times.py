"""Times and events of a survey's rows, as ``"time, event ~ predictors"`` names them."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...arguments import described
from ...errors import ArgumentError
from ...formulas.read import Formula, read_formula
from ...wording import value_text
from ..checks.rows import RowsInMemory
from ..data.columns import FloatArray
from ..models.rows.columns import Outcome, SurveyColumns, outcome_of

_SURV = re.compile(r"\s*Surv\s*\((.*)\)\s*", re.DOTALL)


@dataclass(frozen=True, eq=False)
class Times:
    """When something happened to each row, or until when it had not.

    Attributes
    ----------
    time : (n,) float
        NaN where time or event is not known.
    event : (n,) bool
    words : str
    names : tuple of str
        The columns that they are of.
    """

    time: FloatArray
    event: NDArray[np.bool_]
    words: str
    names: tuple[str, ...]

    @property
    def outcome(self) -> Outcome:
        """The time as the outcome of a model."""
        return Outcome(self.time, self.words, self.names)


@dataclass(frozen=True, eq=False)
class TimesAndModel:
    """What stands left of ~, and the formula right of it."""

    time: str
    event: str
    model: Formula


def read_times(text: str) -> TimesAndModel:
    """Read ``"time, event ~ predictors"``, or R's ``"Surv(time, event) ~ predictors"``.

    Raises
    ------
    ArgumentError
        When a part is missing.
    """
    if not isinstance(text, str) or text.count("~") != 1:
        raise ArgumentError(
            f"formula is {described(text)}; expected 'time, event ~ predictors', or 'time, event "
            "~ 1' for everybody together"
        )
    left, right = text.split("~")
    inside = _SURV.fullmatch(left)
    # commas between back-ticks are those of a name
    quoted = (inside.group(1) if inside else left).split("`")
    quoted[::2] = [outside.replace(",", "\0") for outside in quoted[::2]]
    parts = [part.strip() for part in "`".join(quoted).split("\0")]
    if len(parts) != 2 or not all(parts):
        raise ArgumentError(
            f"left of ~ stands {left.strip()!r}; expected a time and an event, as 'days, status > "
            "0 ~ age'"
        )
    return TimesAndModel(parts[0], parts[1], read_formula(f"~ {right}"))


def times_of(asked: TimesAndModel, rows: RowsInMemory) -> Times:
    """Return times and events of all rows.

    Raises
    ------
    ArgumentError
        When a time is negative, or events are neither yes nor no.
    """
    columns = SurveyColumns(rows.columns, len(rows))
    used = rows.weights > 0
    time, event = (
        outcome_of(read_formula(f"{text} ~ 1").outcome, columns, used)
        for text in (asked.time, asked.event)
    )
    known = np.isfinite(time.values) & np.isfinite(event.values) & used
    wrong = known & ~np.isin(event.values, (0, 1))
    if wrong.any():
        raise ArgumentError(
            f"event {asked.event!r} is {value_text(event.values[wrong][0])} in "
            f"{int(wrong.sum()):,} rows; "
            "expected 1 for an event and 0 for none yet, or a condition such as 'status > 0'"
        )
    if (time.values[known] < 0).any():
        raise ArgumentError(
            f"time {asked.time!r} is below 0 in {int((time.values[known] < 0).sum()):,} rows; "
            "expected times from the start"
        )
    if not (known & (event.values == 1)).any():
        raise ArgumentError(f"no row has the event {asked.event!r}; nothing can be said of times")
    return Times(
        time=np.where(known, time.values, np.nan),
        event=event.values == 1,
        words=f"{asked.time} ({asked.event})",
        names=(*time.names, *event.names),
    )
