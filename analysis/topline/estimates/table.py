"""The data of the one result: a checked table, its covariance, and how it shows itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ..arguments import check_list, described
from ..errors import ArgumentError, DataError
from ..language.message import Message, join_messages, stopped
from ..language.printing import InWords, printing_language
from ..language.strings import Strings, language_of
from ..mappings import FrozenMapping
from ..sample_types import SAMPLE_TYPES, check_sample_type
from ..tables.html import to_html
from ..tables.model import PrintedTable, sentence
from ..tables.printable import Printable
from .access import ChartAtHand
from .covariance import Covariance, Without, covariance_of, row_positions
from .printed import Wanted, as_words, printed_estimates, said_of_all
from .reason_codes import SEPARATOR, reason_codes, reason_sentences, severity
from .reasons import Severity
from .row_limits import Columns, Rows
from .scale import Scale
from .schema import REMARKS, SCHEMA, STATISTICS, FloatArray
from .suppression import with_suppressed

SHOWN = 60
"""Estimates that show themselves; all are in the table."""

_DTYPES: dict[str, Any] = {
    name: pd.api.types.pandas_dtype(column.dtype) for name, column in STATISTICS.items()
}
"""Of every column that is no label, in order."""


@dataclass(frozen=True, eq=False, repr=False, init=False)
class EstimatesTable(ChartAtHand, Printable, InWords):
    """A checked table of estimates and their covariance; ``Estimates`` says what of."""

    method: str
    notes: tuple[str, ...]
    scales: Mapping[Any, Scale]
    most_df: float | None
    sample_type: str | None
    _table: pd.DataFrame
    _covariance: Covariance
    _charts = ("estimates", "bars", "pictogram", "uncertainty", "likert", "difference", "trend")

    def __init__(
        self,
        table: Rows,
        covariance: Covariance | ArrayLike | Callable[[], FloatArray] | None = None,
        method: str = "",
        *,
        notes: Sequence[str] = (),
        scales: Mapping[Any, Scale] | None = None,
        most_df: float | None = None,
        sample_type: str | None = None,
    ) -> None:
        checked = checked_table(table)
        if not isinstance(method, str):
            raise ArgumentError(f"method is {described(method)}; expected a text")
        if scales is not None and not isinstance(scales, Mapping):
            raise ArgumentError(f"scales is {described(scales)}; expected a scale for each column")
        object.__setattr__(self, "_table", checked)
        object.__setattr__(self, "method", method)
        given = isinstance(notes, tuple)
        said = notes if given else check_list("notes", notes, 10**6, expected="texts")
        if not all(isinstance(note, str) for note in said):
            raise ArgumentError(f"notes is {described(said)}; expected texts")
        object.__setattr__(self, "notes", tuple(dict.fromkeys(map(stopped, said))))
        object.__setattr__(self, "scales", FrozenMapping(scales or {}))
        object.__setattr__(self, "most_df", most_df)
        known = isinstance(sample_type, str) and sample_type in SAMPLE_TYPES
        if sample_type is not None and not known:
            sample_type = check_sample_type(sample_type)
        object.__setattr__(self, "sample_type", sample_type)
        if not isinstance(covariance, Covariance) or covariance.size != len(checked):
            covariance = covariance_of(covariance, checked["std_error"].to_numpy(dtype=float))
        object.__setattr__(self, "_covariance", covariance)

    def _made(
        self,
        table: Rows,
        covariance: Any,
        how: str = "",
        scales: Mapping[str, Scale] | None = None,
    ) -> Self:
        """Return estimates made from these: what must be known of them holds for those, too."""
        method = Message("{how}; {method}", how=how, method=self.method) if how else self.method
        known = {**self.scales, **(scales or {})}
        return type(self)(
            table,
            covariance,
            method,
            notes=self.notes,
            scales=known,
            most_df=self.most_df,
            sample_type=self.sample_type,
        )

    @property
    def covariance(self) -> Covariance:
        """The (k, k) covariance in row order; NaN where it is not known."""
        return self._covariance

    @property
    def table(self) -> pd.DataFrame:
        """A copy of the tidy table, one row per estimate, in its schema's column order."""
        return self._table.copy()

    def subset(self, rows: ArrayLike) -> Self:
        """Return the estimates of some rows, by boolean mask or positions, covariance included."""
        at = row_positions(rows, len(self._table))
        return self._made(self._table.iloc[at].reset_index(drop=True), self._covariance.subset(at))

    def without_suppressed(self) -> Self:
        """Return the estimates without the numbers that are not to be published.

        Those are rows whose severity is SUPPRESS or more; bases and reasons stay. It is no
        protection of respondents: what is left out of shares that total 1 can be worked out.
        """
        gone = severity(self._table) >= Severity.SUPPRESS
        left = Covariance(len(self), Without(self._covariance.cells, gone))
        return self._made(with_suppressed(self._table, "hide"), left)

    def __eq__(self, other: object) -> bool:
        """Whether tables, covariances, methods and notes are the same, NaN equal to NaN."""
        if not isinstance(other, EstimatesTable):
            return NotImplemented
        said = self.method == other.method and self.notes == other.notes
        same = said and self._table.equals(other._table)
        return same and self._covariance.equals(other._covariance)

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        """Count the estimates."""
        return len(self._table)

    def printed(
        self,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        decimals: int | None = None,
        suppressed: str = "mark",
        lang: str | Strings | None = None,
    ) -> PrintedTable:
        """Return the estimates in words, with the numbers behind them.

        Parameters
        ----------
        title, subtitle, suppressed, lang
            As in ``Printable.printed``; title and subtitle are by default what is known.
        decimals : int, default 1
            Of percents; published ones stay as printed.
        """
        asked = Wanted(title, subtitle, decimals, suppressed, language_of(lang))
        return printed_estimates(self._table, self.method, asked, self.notes)

    def _text(self, say: Strings) -> str:
        if not len(self):
            return say("No estimates.")
        reasons = reason_sentences(self._table, lang=say) if len(self) > 1 else ()
        shared = said_of_all(reasons)
        words = as_words(self._table.head(SHOWN), say, shared).to_string(index=False)
        notes = [Message("Note: {note}", note=note) for note in self.notes]
        lines = map(say.again, filter(None, [self._more(), self.method, *notes]))
        return "\n".join([words, *lines, *map(sentence, shared)])

    def __repr__(self) -> str:
        """Say the estimates in the language to print in."""
        return self.to_text()

    def _repr_html_(self) -> str:
        """Show the estimates in words, as a table in a notebook."""
        shown = self._table.head(SHOWN)
        wanted = Wanted(say=printing_language())
        how = join_messages([self._more(), self.method])
        return to_html(printed_estimates(shown, how, wanted, self.notes))

    def _more(self) -> str:
        """Say how many estimates are not shown."""
        more = len(self) - SHOWN
        return Message("… and {n} more in .table.", n=more) if more > 0 else ""


def checked_table(table: Rows) -> pd.DataFrame:
    """Return a table with every column of the schema cast and in order, and its reasons in words.

    Raises
    ------
    ArgumentError
        When it is no table.
    DataError
        When a column is missing or of another type, limits are out of order, or there are words
        without reasons.
    """
    if not isinstance(table, (pd.DataFrame, Columns)):
        raise ArgumentError(f"table is {described(table)}; expected a DataFrame of estimates")
    needed = [name for name in SCHEMA if name not in REMARKS]
    missing = [name for name in needed if name not in table]
    if missing:
        raise DataError(
            f"the estimates table has no column {', '.join(map(repr, missing))}; "
            f"it needs {', '.join(needed)}"
        )
    if "reasons" not in table and "flag" in table and table["flag"].fillna("").ne("").any():
        raise DataError(
            "the estimates table has words in 'flag' and no column 'reasons'; words are made from "
            "reasons: give the codes of topline.REASONS there, or leave 'flag' out"
        )
    given = Columns(Columns.of(table))
    given["reasons"] = np.array([" ".join(own) for own in reason_codes(table)], dtype=object)
    given["flag"] = np.array([SEPARATOR.join(own) for own in reason_sentences(table)], dtype=object)
    columns = {name: values for name, values in given.items() if name not in STATISTICS}
    for name, dtype in _DTYPES.items():
        if name not in given:
            continue
        values = given[name]
        try:
            if values.dtype != dtype:
                plain = isinstance(values, np.ndarray)
                values = pd.array(values, dtype=dtype) if plain else values.astype(dtype)
        except (TypeError, ValueError):
            raise DataError(
                f"column {name!r} of the estimates table holds {values.dtype} values "
                f"that are not {dtype}; {SCHEMA[name].meaning if name in SCHEMA else name}"
            ) from None
        columns[name] = values
    # what has been worked out is nobody else's; a person's table may change later
    checked = pd.DataFrame(columns, copy=isinstance(table, pd.DataFrame))
    crossed = np.flatnonzero(columns["ci_low"] > columns["ci_high"])
    if len(crossed):
        raise DataError(
            f"row {crossed[0]} of the estimates table has ci_low above ci_high; swap them"
        )
    return checked
