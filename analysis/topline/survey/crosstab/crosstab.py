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
from ...statistics.comparisons.letters import at_level
from ...statistics.comparisons.significance import Significance
from ...tables.model import Cell, PrintedTable, sentence
from ...tables.printable import Printable
from ...values import Value
from ...wording import rounded_count
from .independence import Asked, as_table
from .letters import LetterRule, letter_names, pairs_chosen
from .parts.bases import BASES, bases_told, with_bases_below, with_bases_beside
from .parts.cells import PERCENTS
from .parts.hiding import Protection
from .parts.layout import Layout
from .parts.questions import TOTAL
from .tested import COMPARISONS, Against, Tests, column_pairs, tests_of
from .tidy import row_kinds, tidy_cells, wide_values
from .words import (
    count_cell,
    letter_notes,
    own_bases,
    printed_crosstab,
    rounding_note,
    sign_notes,
    table_cells,
    text_table,
)


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
        "column", "row" or "total": what the cells are shares of; "people" or "respondents": whose
        numbers they are.
    """

    estimates: Estimates
    percent: str
    _layout: Layout
    _bases: pd.DataFrame | None
    _shown_bases: tuple[str, ...]
    _rule: LetterRule | None
    _asked: Asked
    _against: Against | None
    _protection: Protection

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

    @property
    def rows(self) -> "pd.Series[Any]":
        """What each row is, by its label: "category", "net", "total" or "statistic"."""
        return row_kinds(self._layout, self.percent)

    def to_frame(self, *, suppressed: str = "mark") -> pd.DataFrame:
        """Return the table tidy, to compute with: a line for each cell as it is shown, not rounded.

        Parameters
        ----------
        suppressed : {"mark", "hide"}
            As in ``printed``. What protects respondents is hidden and counts are rounded always.

        Returns
        -------
        pandas.DataFrame
            Groups (``by``), outcome, category, its kind as in ``rows``, banner, column; quantity,
            estimate (shares from 0 to 1), ci_low, ci_high, std_error; the cell's own base as n,
            n_weighted and n_effective (by its variance, not the weights alone); letters, reasons,
            flag.

        Raises
        ------
        ArgumentError
            When `suppressed` is unknown, or a column of ``by`` is called "kind".
        """
        table = with_suppressed(self.table, suppressed)
        return tidy_cells(table, self._layout, self.percent, self._protection.unit)

    def wide(self) -> pd.DataFrame:
        """Return the percents as printed tables show them, not rounded.

        Below the answers are the unweighted and the weighted base of each column: who answered.
        Row percents have the bases of the rows, beside the columns.
        """
        values = wide_values(self.estimates.table, self.percent, self._protection.unit)
        told = {name: BASES[name] for name in self._shown_bases}
        body = self._layout.cells(values, np.nan)
        form = partial(rounded_count, unit=self._protection.unit)
        return self._with_bases(body, form, told).astype(float)

    def _with_bases(
        self, body: pd.DataFrame, form: Callable[[float], Any], told: Mapping[str, str]
    ) -> pd.DataFrame:
        layout, table, bases = self._layout, self.estimates.table, self._bases
        if self.percent == "row":
            return with_bases_beside(layout, body, table if bases is None else bases, form, told)
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
        found = self._asked.tested(self._layout, method)
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
        return as_table(self._asked.tested(self._layout, method))

    @cached_property
    def _names(self) -> list[list[str]]:
        """Letters of the columns of each banner; none where they are not compared."""
        sizes = [len(labels) for _, labels in self._layout.banners]
        if self.percent != "column" or self._against is not None:
            return [[""] * size for size in sizes]
        names = iter(letter_names(sum(sizes)))
        return [[""], *([next(names) for _ in range(size)] for size in sizes[1:])]

    @cached_property
    def _tests(self) -> Tests | None:
        """What was compared; None where nothing is."""
        rule, layout = self._rule, self._layout
        if rule is None:
            return None
        if self._against is not None:
            return tests_of(self._against.whole, rule, self._against.pairs)
        labels = [str(label) for _, own in layout.banners[1:] for label in own]
        chosen = None if rule.pairs is None else pairs_chosen(rule.pairs, labels)
        # the total, which is the first, is no column of a banner
        sizes = [0, *(len(own) for _, own in layout.banners[1:])]
        return tests_of(self.estimates, rule, column_pairs(layout.places, sizes, chosen))

    @cached_property
    def _letters(self) -> NDArray[np.str_]:
        found = np.full(len(self.estimates), "", dtype=object)
        if self._tests is None or self._rule is None:
            return found.astype(np.str_)
        names = np.concatenate(self._names)
        starts = np.cumsum([0, *(len(own) for _, own in self._layout.banners)])
        column = starts[self._layout.places[:, 2]] + self._layout.places[:, 3]
        for higher, lower, p in self._tests.significant(self._rule):
            if self._against is None:
                found[higher] += at_level(names[column[lower]], p, self._rule.errors)
            else:
                at = higher if higher < len(found) else lower
                found[at] = self._rule.arrow(up=at == higher, p=p)
        return found.astype(np.str_)

    def comparisons(self) -> pd.DataFrame:
        """Return what was tested for letters or arrows: a row for each pair of cells.

        Beside the labels of the cell stand what it is compared with ("other"), the difference, its
        standard error and p-value, and that adjusted for the others. No p-value: not tested, as a
        base is too small or nothing is known of the variance.
        """
        tests = self._tests
        if tests is None or self._rule is None:
            return pd.DataFrame(columns=COMPARISONS)
        names = [*self._layout.groups.columns, "category", "banner", "column"]
        other = None if self._against is None else self._rule.compare
        return tests.compared(self.estimates.table[names], other)

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
        table, layout, unit = self.estimates.table, self._layout, self._protection.unit
        table = with_suppressed(table, suppressed)
        found = table_cells(table, self._letters.tolist(), digits, say)
        if PERCENTS[self.percent].counts and unit > 1:
            found = [
                count_cell(one.value, say, unit) if one.value is not None else one for one in found
            ]
        told = bases_told(self.estimates.table, say, self._shown_bases)
        form = partial(count_cell, say=say, unit=unit)
        cells = self._with_bases(layout.cells(found, Cell()), form, told)
        names = self.letter_names.reindex(cells.columns, fill_value="")
        compared = self.percent == "column" and len(layout.banners) > 1
        rule = self._rule if compared or self._against is not None else None
        below = self._notes_below(table, digits, rule, say)
        if title is None:
            banners = [str(name) for name, _ in layout.banners if name != TOTAL]
            by = ", ".join([*map(str, layout.groups.columns), *banners])
            title = layout.question
            if by:
                title = say("{question} by {group}", question=title, group=by)
        words = (title, "" if subtitle is None else subtitle)
        letters = names.tolist() if rule else [""] * len(names)
        return printed_crosstab(
            cells,
            letters,
            words,
            below,
            say,
            signed=self._against is not None,
            layout=layout,
        )

    def _notes_below(
        self, table: pd.DataFrame, digits: int, rule: LetterRule | None, say: Strings
    ) -> list[str]:
        """Say how the table was made, what its signs stand for, and what a reader must know."""
        layout, unit = self._layout, self._protection.unit
        below = [sentence(say.again(self.estimates.method))]
        if rule is not None and self._tests is not None:
            below += letter_notes(rule, self._tests.number, self._tests.untested, say)
        below += sign_notes(table, digits, self._protection.least, say)
        if unit > 1:
            below.append(say("Counts are rounded to multiples of {unit}.", unit=unit))
        below += [*own_bases(layout, table, say), *map(say.again, self.estimates.notes)]
        # several answers and cells never total 100
        adds_up = self.percent in ("column", "row") and not layout.several
        if adds_up and not (self.percent == "row" and layout.overlapping):
            shares = (table["quantity"] == "proportion").to_numpy(dtype=bool)
            group, row, banner, column = layout.places[shares].T
            whole = group, banner, column if self.percent == "column" else row
            values = self.estimates.table["estimate"].to_numpy()[shares]
            below += rounding_note(values, whole, digits, say)
        return below

    def __repr__(self) -> str:
        """Print the table: whole percents, letters and bases."""
        table = self.printed()
        return shown_text("\n".join([text_table(table).to_string(), *table.notes]))

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        return self.to_html()
