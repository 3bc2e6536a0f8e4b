"""Which columns of a crosstab are compared, and the letters or arrows that come of it."""

from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...estimates.estimates import Estimates
from ...statistics.comparisons.letters import at_level
from .letters import LetterRule, letter_names, pairs_chosen
from .parts.layout import Layout
from .tested import COMPARISONS, Against, Tests, column_pairs, tests_of


class Lettered:
    """Cells of a table that are compared with one another, or with others."""

    estimates: Estimates
    percent: str
    _layout: Layout
    _rule: LetterRule | None
    _against: Against | None

    @property
    def letters(self) -> pd.DataFrame:
        """The letters of every cell, laid out as ``wide()``; ``letter_names`` says whose."""
        return self._layout.cells(self._letters, "")

    @property
    def letter_names(self) -> "pd.Series[Any]":
        """The letter of each column, "" for a total."""
        return pd.Series(np.concatenate(self._names), self._layout.columns, dtype=object)

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
            return tests_of(self._against.whole, rule, self._against.pairs(layout.places))
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
        if self._against is not None:
            for at, arrow in self._tests.arrows(self._rule):
                found[at] = arrow
            return found.astype(np.str_)
        names = np.concatenate(self._names)
        starts = np.cumsum([0, *(len(own) for _, own in self._layout.banners)])
        column = starts[self._layout.places[:, 2]] + self._layout.places[:, 3]
        for higher, lower, p in self._tests.significant(self._rule):
            found[higher] += at_level(names[column[lower]], p, self._rule.errors)
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
