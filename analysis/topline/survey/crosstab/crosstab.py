"""A crosstab of microdata: percents, their covariance, letters, bases and tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import check_decimals
from ...calls import answering_class
from ...errors import ArgumentError
from ...estimates.access import ChartAtHand
from ...estimates.estimates import Estimates
from ...estimates.suppression import with_suppressed
from ...language.message import with_rounded_bases
from ...language.printing import InWords, printing_language
from ...language.strings import Strings, language_of
from ...statistics.comparisons.significance import Significance
from ...tables.model import Cell, PrintedTable, sentence
from ...tables.printable import Printable
from ...values import Value
from ...wording import rounded_count
from .independence import Asked, as_table
from .lettered import Lettered
from .letters import USUAL_BASE, LetterRule
from .notes import letter_notes, own_bases, rounding_note, sign_notes
from .parts.bases import BASES, bases_laid_out, bases_told, with_bases_below, with_bases_beside
from .parts.cells import PERCENTS
from .parts.hiding import Protection
from .parts.layout import Layout
from .parts.questions import TOTAL
from .parts.together import Secrets
from .ranks import RANK, Ranks, rank_note, ranks_of, with_rank_rows
from .tested import Against
from .tidy import row_kinds, tidy_cells, wide_values
from .words import count_cell, printed_crosstab, table_cells, text_table


@answering_class
@dataclass(frozen=True, eq=False, repr=False)
class Crosstab(Value, Lettered, ChartAtHand, Printable, InWords):
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
    _ranked: bool = False
    _own_notes: tuple[str, ...] = ()
    _secrets: Secrets | None = None
    _charts = ("crosstab", "heat_table", "estimates", "bars")
    _unnamed = ("kind", "letters")

    @property
    def table(self) -> pd.DataFrame:
        """The tidy table: one row per cell, the estimates' columns and its letters."""
        return self.estimates.table.assign(letters=self._letters)

    @property
    def rows(self) -> "pd.Series[Any]":
        """What each row is, by its label: "category", "net", "total", "statistic" or "rank"."""
        kinds = row_kinds(self._layout, self.percent)
        if not self._ranked:
            return kinds
        labels = self._ranks.laid_out(self._layout).rows[len(kinds) :]
        ranks: pd.Series[Any] = pd.Series(RANK, pd.Index(labels, dtype=object))
        both: pd.Series[Any] = pd.concat([kinds, ranks]).rename_axis(kinds.index.name)
        return both

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
        found = tidy_cells(table, self._layout, self.percent, self._protection.unit)
        return with_rank_rows(found, self._ranks, self._layout) if self._ranked else found

    def ranks(self) -> pd.DataFrame:
        """Return the rank of each answer in each column, and the ranks that it can have.

        Returns
        -------
        pandas.DataFrame
            Groups (``by``), outcome, category, banner, column, estimate, n; rank, 1 for the largest
            share; rank_low and rank_high, which cover the ranks of all answers of a column in the
            population together, at the confidence level of the table.

        Raises
        ------
        ArgumentError
            When cells are no column percents, or there are fewer than 2 answers or more than 100.

        References
        ----------
        Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91:476–518: ranks by
        all pairwise differences together. Holm (1979) adjusts these; Shaffer (1980), Annals of
        Statistics 8:1342–1347, on directions found by such steps. Their csranks draws the largest
        difference instead, which is narrower where all are close, and keeps both directions of
        each pair to the end, which is wider where most are apart.
        """
        return self._ranks.table(self.estimates.table)

    @cached_property
    def _ranks(self) -> Ranks:
        if self.percent != "column":
            raise ArgumentError(
                f"ranks are of column percents, and percent is {self.percent!r}; leave one out"
            )
        least = USUAL_BASE if self._rule is None else self._rule.minimum_base
        return ranks_of(self.estimates, self._layout, least, self._level)

    @property
    def _level(self) -> float:
        return float(self.estimates.table["confidence_level"].iloc[0])

    def wide(self) -> pd.DataFrame:
        """Return the percents as printed tables show them, not rounded.

        Below the answers are the unweighted and the weighted base of each column: who answered.
        Row percents have the bases of the rows, beside the columns.
        """
        values = wide_values(self.estimates.table, self.percent, self._protection.unit)
        told = {name: BASES[name] for name in self._shown_bases}
        form = partial(rounded_count, unit=self._protection.unit)
        ranks = self._ranks.rank if self._ranked else ()
        return self._laid_out([*values, *ranks], np.nan, form, told).astype(float)

    def _laid_out(
        self, cells: list[Any], fill: Any, form: Callable[[float], Any], told: Mapping[str, str]
    ) -> pd.DataFrame:
        """Lay cells out, those of ranks behind the others, with the bases that `form` makes."""
        layout, body = self._shown_layout, self._shown_layout.cells(cells, fill)
        bases = bases_laid_out(self.estimates.table, self._bases, self._layout.places, self.percent)
        with_bases = with_bases_beside if self.percent == "row" else with_bases_below
        return with_bases(layout, body, bases.astype(dict.fromkeys(told, float)), form, told)

    @property
    def _shown_layout(self) -> Layout:
        return self._ranks.laid_out(self._layout) if self._ranked else self._layout

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
        counts = PERCENTS[self.percent].counts
        rough = unit > 1 and not counts
        found = table_cells(table, self._letters.tolist(), digits, say, rough=rough)
        if counts and unit > 1:
            found = [
                count_cell(one.value, say, unit) if one.value is not None else one for one in found
            ]
        told = bases_told(self.estimates.table, say, self._shown_bases)
        form = partial(count_cell, say=say, unit=unit)
        found += self._ranks.cells(table["estimate"]) if self._ranked else []
        cells = self._laid_out(found, Cell(), form, told)
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
        scale = self.estimates.scales.get(layout.question)
        return printed_crosstab(
            cells,
            letters,
            words,
            below,
            say,
            signed=self._against is not None,
            layout=self._shown_layout,
            aside=() if scale is None else scale.set_aside,
        )

    def _notes_below(
        self, table: pd.DataFrame, digits: int, rule: LetterRule | None, say: Strings
    ) -> list[str]:
        """Say how the table was made, what its signs stand for, and what a reader must know."""
        layout, unit = self._layout, self._protection.unit
        below = [sentence(say.again(with_rounded_bases(self.estimates.method, unit)))]
        if rule is not None and self._tests is not None:
            below += letter_notes(rule, self._tests.number, self._tests.untested, say)
        below += [rank_note(self._level, say)] if self._ranked else []
        shown = [*bases_told(self.estimates.table, say, self._shown_bases)]
        told = bases_laid_out(self.estimates.table, self._bases, layout.places, self.percent)
        bases: Any = told[shown].to_numpy(dtype=float, na_value=np.nan)
        if self.percent == "row":
            bases = bases[layout.places[:, 3] == 0]
        # those of shares stay shown, but where other tables hide them
        bases = bases if PERCENTS[self.percent].counts or np.isnan(bases).any() else np.empty(0)
        below += sign_notes(table, bases, digits, self._protection.least, say)
        if unit > 1:
            below.append(say("Counts are rounded to multiples of {unit}.", unit=unit))
        below += own_bases(layout, table, unit, say)
        below += [say.again(with_rounded_bases(note, unit)) for note in self.estimates.notes]
        # several answers and cells never total 100
        adds_up = self.percent in ("column", "row") and not layout.several
        if adds_up and not (self.percent == "row" and layout.overlapping):
            shares = (table["quantity"] == "proportion").to_numpy(dtype=bool)
            group, row, banner, column = layout.places[shares].T
            whole = group, banner, column if self.percent == "column" else row
            values = self.estimates.table["estimate"].to_numpy()[shares]
            below += rounding_note(values, whole, digits, say)
        return below

    def _text(self, say: Strings) -> str:
        table = self.printed(lang=say)
        return "\n".join([text_table(table).to_string(), *table.notes])

    def __repr__(self) -> str:
        """Print the table in the language to print in."""
        return self.to_text()

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        return self.to_html(lang=printing_language())
