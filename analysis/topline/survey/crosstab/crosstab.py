"""A crosstab of microdata: percents, their covariance, letters, bases and tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...arguments import check_decimals
from ...calls import answering_class
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...estimates.suppression import with_suppressed
from ...language.strings import Strings, language_of
from ...shown import shown_text
from ...statistics.comparisons.significance import Significance
from ...tables.model import Cell, PrintedTable, sentence
from ...tables.printable import Printable
from ...values import Value
from ..estimators.request import Request, without_groups
from ..hypotheses.chi_square import table_test
from .letters import LetterRule, letter_names, lettered
from .questions import TOTAL
from .words import (
    BASES,
    Layout,
    bases_told,
    count_cell,
    notes,
    own_bases,
    printed_crosstab,
    rounding_note,
    table_cells,
    text_table,
    with_bases_below,
    with_bases_beside,
)


@dataclass(frozen=True, eq=False)
class Asked(Value):
    """What a table was asked for, to test it.

    Attributes
    ----------
    request : Request
        Its domains are the groups.
    rows : any
        As given.
    banners : tuple of str
    """

    request: Request
    rows: Any
    banners: tuple[str, ...]


@answering_class
@dataclass(frozen=True, eq=False, repr=False)
class Crosstab(Value, Printable):
    """Percents of a table with everything that belongs to them; a value that never changes.

    Attributes
    ----------
    estimates : Estimates
        One row per cell, labelled by group (``by``), outcome and category (the row's variable and
        category), banner and column (the column's variable and category); the covariance is joint.
    percent : str
        "column", "row" or "total": what the cells are shares of.
    """

    estimates: Estimates
    percent: str
    _layout: Layout
    _bases: pd.DataFrame | None
    _rule: LetterRule | None
    _asked: Asked

    @property
    def table(self) -> pd.DataFrame:
        """The tidy table: one row per cell, the estimates' columns and its letters."""
        return self.estimates.table.assign(letters=self._letters)

    @property
    def letters(self) -> pd.DataFrame:
        """The letters of every cell, laid out as ``wide()``; ``letter_names`` says whose."""
        return self._layout.cells(self._letters, "")

    @property
    def letter_names(self) -> "pd.Series[Any]":
        """The letter of each column, "" for a total."""
        return pd.Series(np.concatenate(self._names), self._layout.columns, dtype=object)

    def wide(self) -> pd.DataFrame:
        """Return the percents as printed tables show them, not rounded.

        Below the answers are the unweighted and the weighted base of each column: who answered.
        Row percents have the bases of the rows, beside the columns.
        """
        values = 100 * self.estimates.table["estimate"].to_numpy()
        return self._with_bases(self._layout.cells(values, np.nan), float, BASES).astype(float)

    def _with_bases(
        self, body: pd.DataFrame, form: Callable[[float], Any], told: Mapping[str, str]
    ) -> pd.DataFrame:
        layout, table, bases = self._layout, self.estimates.table, self._bases
        if self.percent == "row":
            return with_bases_beside(layout, body, table, form, told)
        if bases is None:
            # whoever answered in a column is in the base of its first row
            first = layout.places[:, 1] == 0
            bases = table[first].assign(group=layout.places[first, 0])
        return with_bases_below(layout, body, bases, form, told)

    def test(self, method: str = "F") -> Significance:
        """Test whether rows and columns are independent; see ``Survey.chi_square``.

        Raises
        ------
        ArgumentError
            When there are several tables, or rows are several answers.
        """
        found = self._tested(method)
        if len(found) != 1:
            raise ArgumentError(f"there are {len(found)} tables to test; tests() lists them all")
        return found[0][1]

    def tests(self, method: str = "F") -> pd.DataFrame:
        """Test every table: a row for each group and banner.

        Raises
        ------
        ArgumentError
            When rows are several answers.
        """
        columns = ("statistic", "df", "df2", "p_value", "n", "method")
        rows = [
            {
                **labels,
                **{name: getattr(found, name) for name in columns},
                "note": "; ".join(found.notes),
            }
            for labels, found in self._tested(method)
        ]
        return pd.DataFrame(rows)

    def _tested(self, method: str) -> list[tuple[dict[str, Any], Significance]]:
        asked = self._asked
        overlapping = ["rows"] * self._layout.several + [*self._layout.overlapping]
        if overlapping:
            raise ArgumentError(
                f"a test of independence is of one variable, and {overlapping[0]} are several "
                "answers; test one answer at a time with Survey.chi_square"
            )
        found = []
        groups, whole = self._layout.groups, asked.request
        for g in range(len(groups)):
            own = whole
            if len(groups.columns):
                own = without_groups(whole, whole.source.inside(whole.domains, g))
            for name in asked.banners:
                test = table_test(own, asked.rows, name, method)
                found.append(({**groups.iloc[g], "banner": name}, test))
        return found

    @cached_property
    def _names(self) -> list[list[str]]:
        """Letters of the columns of each banner; none where they are not compared."""
        sizes = [len(labels) for _, labels in self._layout.banners]
        if self.percent != "column":
            return [[""] * size for size in sizes]
        names = iter(letter_names(sum(sizes)))
        return [[""], *([next(names) for _ in range(size)] for size in sizes[1:])]

    @cached_property
    def _letters(self) -> NDArray[np.str_]:
        if self._rule is None or self.percent != "column":
            return np.full(len(self.estimates), "", dtype=np.str_)
        return lettered(self.estimates, self._layout.places, self._names, self._rule)

    def printed(
        self,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        decimals: int | None = None,
        suppressed: str = "mark",
        lang: str | Strings | None = None,
    ) -> PrintedTable:
        """Return the table in words, with the numbers behind them.

        Parameters
        ----------
        title, subtitle : str, optional
            What the table shows; whom, when and how. By default rows and banners, and nothing.
        decimals : int, default 0
            Of percents.
        suppressed : {"mark", "hide"}
            Whether a percent that is not to be published stands with its mark, or the mark alone.
        lang : str, optional
            Tag of a language, such as "de"; see ``languages()``. English by default.
        """
        say = language_of(lang)
        digits = 0 if decimals is None else check_decimals(decimals)
        table = with_suppressed(self.estimates.table, suppressed)
        found = table_cells(table, self._letters.tolist(), digits, say)
        told = bases_told(self.estimates.table, say)
        cells = self._with_bases(
            self._layout.cells(found, Cell()), partial(count_cell, say=say), told
        )
        names = self.letter_names.reindex(cells.columns, fill_value="")
        compared = self.percent == "column" and len(self._layout.banners) > 1
        rule = self._rule if compared else None
        below = [sentence(say.again(self.estimates.method)), *notes(rule, table, digits, say)]
        below += [*own_bases(self._layout, table, say), *map(say.again, self.estimates.notes)]
        # several answers and cells never total 100
        adds_up = self.percent != "total" and not self._layout.several
        if adds_up and not (self.percent == "row" and self._layout.overlapping):
            group, row, banner, column = self._layout.places.T
            whole = group, banner, column if self.percent == "column" else row
            shares = self.estimates.table["estimate"].to_numpy()
            below += rounding_note(shares, whole, digits, say)
        if title is None:
            banners = [str(name) for name, _ in self._layout.banners if name != TOTAL]
            by = ", ".join([*map(str, self._layout.groups.columns), *banners])
            title = self._layout.question
            if by:
                title = say("{question} by {group}", question=title, group=by)
        words = (title, "" if subtitle is None else subtitle)
        letters = names.tolist() if rule else [""] * len(names)
        return printed_crosstab(cells, letters, words, below, say)

    def __repr__(self) -> str:
        """Print the table: whole percents, letters and bases."""
        table = self.printed()
        return shown_text("\n".join([text_table(table).to_string(), *table.notes]))

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        return self.to_html()
