"""How published figures vary together, made where it is asked for: often, nothing but a ceiling."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...estimates.covariance import Covariance, IntArray
from .related import BoolArray, FigureFacts

FloatArray = NDArray[np.float64]


def figure_covariance(table: pd.DataFrame, facts: FigureFacts) -> Covariance:
    """Return the covariance of figures in row order; NaN where it was never published.

    Nothing of size k × k is made: cells are worked out where they are asked for, from (k,) facts.
    A figure derived from another, or repeating it, is the same measurement: its covariance is the
    product of the standard errors, negative when mirrored. All else is as ``FigureCells`` has it.

    Parameters
    ----------
    table : pandas.DataFrame
        Of the estimates.
    facts : FigureFacts
        What the figures say of each other.
    """
    sign = np.where(table["mirrored"].to_numpy(dtype=bool), -1.0, 1.0)
    parents = table["derived_from"].fillna(table["duplicate_of"])
    parent = dict(zip(table["figure_id"], parents, strict=True))
    roots = np.empty(len(table), dtype=object)
    for row, name in enumerate(table["figure_id"]):
        seen: set[str] = set()
        # up to the figure this one stems from in the end; a table may lead in a circle
        while name not in seen and pd.notna(parent.get(name, pd.NA)):
            seen.add(name)
            name = parent[name]
        roots[row] = name
    cells = FigureCells(
        signed=sign * table["std_error"].to_numpy(dtype=float),
        root=pd.factorize(roots)[0],
        facts=facts,
    )
    return Covariance(len(table), cells)


@dataclass(frozen=True, eq=False)
class Pair:
    """What holds between figures at some rows and columns, broadcast against each other.

    Attributes
    ----------
    same : bool
        The same measurement.
    independent : bool
        Different people: two polls, two waves, or two groups of one banner.
    exclusive : bool
        Two answers of one column of which everybody gave one.
    within : bool
        An answer of one column, and a net that it is in.
    part : bool
        An answer of a group, and the same of everybody.
    several : bool
        Two answers of a column whose answers do not add up to 100 percent.
    overlapping : bool
        Two groups that may share people.
    """

    same: BoolArray
    independent: BoolArray
    exclusive: BoolArray
    within: BoolArray
    part: BoolArray
    several: BoolArray
    overlapping: BoolArray


@dataclass(frozen=True, eq=False)
class FigureCells:
    """Covariances of figures by row and column.

    Attributes
    ----------
    signed : (k,) float
        Standard errors, negative where a figure is its parent mirrored.
    root : (k,) int
        Number of the figure each is derived from or repeats, itself where none.
    facts : FigureFacts
    """

    signed: FloatArray
    root: IntArray
    facts: FigureFacts

    def pair(self, i: IntArray, j: IntArray) -> Pair:
        """Return what holds between figures; what is not known does not hold."""
        facts = self.facts

        def agree(number: IntArray) -> BoolArray:
            return np.asarray((number[i] == number[j]) & (number[i] >= 0))

        one, two = facts.poll[i], facts.poll[j]
        polls_apart = (one != two) & (one >= 0) & (two >= 0)
        # tables of one name are those of one source, where nobody names the poll
        nobody = (one < 0) & (two < 0)
        same_poll = ((one == two) & (one >= 0)) | (nobody & agree(facts.table))
        waves_apart = same_poll & agree(facts.asked) & (facts.wave[i] != facts.wave[j])
        here = same_poll & ~waves_apart
        same_column = here & agree(facts.column)
        total = facts.total
        electorates = here & (facts.population[i] != facts.population[j])
        groups_differ = here & ~same_column & (~(total[i] & total[j]) | electorates)
        banner = groups_differ & agree(facts.banner) & facts.apart[i] & facts.apart[j]
        # likely voters are among the registered ones
        banner &= ~electorates & agree(facts.asked)
        # in a sheet that names no polls a column is one by adding up to 100, of one base
        alone = nobody & (facts.table[i] < 0) & facts.one_answer[i]
        same_column |= alone & agree(facts.column) & (facts.base[i] == facts.base[j])
        exclusive = same_column & ~agree(facts.answer) & facts.one_answer[i]
        of_nets = exclusive & (facts.net[i] | facts.net[j])
        exclusive &= ~of_nets | self._of_pairs(facts.share_nobody, i, j, where=of_nets)
        # one is a part of the other, which is a net
        answer, parts = facts.answer, facts.parts
        within = self._of_pairs(
            lambda a, b: answer[b] in parts[a] or answer[a] in parts[b], i, j, where=of_nets
        )
        part = groups_differ & agree(facts.asked) & agree(facts.answer) & (total[i] != total[j])
        return Pair(
            same=self.root[i] == self.root[j],
            independent=polls_apart | waves_apart | banner,
            exclusive=exclusive,
            within=within,
            part=part,
            several=same_column & ~agree(facts.answer) & ~exclusive & ~within,
            overlapping=groups_differ & ~banner & (total[i] == total[j]),
        )

    @staticmethod
    def _of_pairs(
        holds: Callable[[int, int], bool], i: IntArray, j: IntArray, where: BoolArray
    ) -> BoolArray:
        """Tell of some pairs whether something holds; it does not of the others."""
        rows, columns = np.broadcast_arrays(i, j)
        found = np.zeros(rows.shape, dtype=bool)
        pairs = zip(rows[where].tolist(), columns[where].tolist(), strict=True)
        found[where] = [holds(*pair) for pair in pairs]
        return found

    def __call__(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """Return the covariances where rows and columns meet.

        0 of different people. Of two answers of one column −√(p q/((1 − p)(1 − q))) times both
        standard errors; of an answer p and a net q that it is in √(p(1 − q)/(q(1 − p))) times both;
        of a group of n out of N and everybody n/N times the group's variance, since everybody's
        share is the weighted mean of the groups'. NaN of all else.
        """
        pair = self.pair(rows, columns)
        one, two = self.signed[rows], self.signed[columns]
        p, q = self.facts.share[rows], self.facts.share[columns]
        low, high = np.minimum(p, q), np.maximum(p, q)
        base, other = self.facts.base[rows], self.facts.base[columns]
        with np.errstate(divide="ignore", invalid="ignore"):
            against = -np.sqrt(p * q / ((1 - p) * (1 - q)))
            along = np.sqrt(low * (1 - high) / (high * (1 - low)))
            group = np.where(self.facts.total[rows], two, one)
            weight = np.minimum(base, other) / np.maximum(base, other)
            shared = np.minimum(weight * group**2, np.abs(one * two))
        # two answers of which nobody gave one, or everybody, cannot vary together
        against, along = (np.where((p * q == 0) | (high == 1), 0.0, c) for c in (against, along))
        choices = [pair.same, pair.independent, pair.exclusive, pair.within, pair.part]
        values = [one * two, np.zeros(np.shape(p)), np.maximum(against, -1) * one * two,
                  along * one * two, shared]  # fmt: skip
        return np.select(choices, values, np.nan)

    def reasons(self, rows: IntArray, columns: IntArray) -> list[tuple[str, ...]]:
        """Return what a reader must know of each comparison, as codes of ``REASONS``."""
        facts, pair = self.facts, self.pair(rows, columns)

        def differ(number: IntArray) -> BoolArray:
            one, two = number[rows], number[columns]
            return np.asarray((one != two) & (one >= 0) & (two >= 0))

        samples = pair.independent & (differ(facts.poll) | differ(facts.wave))
        holds = {
            "part_of_total": pair.part & ~pair.same,
            "several_answers": pair.several & ~pair.same,
            "other_banner": pair.overlapping & ~pair.same,
            "other_population": samples & differ(facts.population),
            "other_country": samples & differ(facts.country),
            "other_wording": samples & differ(facts.asked),
        }
        return [
            tuple(code for code, where in holds.items() if where[at]) for at in range(len(rows))
        ]
