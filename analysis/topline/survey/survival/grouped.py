"""The rows of survival curves: times, what happened, and the group of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...statistics.survival.curves import Curve
from ...statistics.weighting.shared.categories import as_text
from ..checks.rows import rows_in_memory
from ..data.columns import FloatArray, IntArray
from ..design.design import Linearised
from ..design.subpopulation import Subpopulation
from ..engine.asked import Subset
from ..estimators.assemble import Piece, assemble
from ..estimators.request import Request, words_of
from ..models.coefficients import with_table
from ..models.rows.rows import ModelRows, model_rows
from ..outcomes.answers import AskedOf
from ..variance.degrees import are_few, are_few_units, degrees
from .times import Times, read_times, times_of

_MOST_GROUPS = 1_000
"""Groups that have a curve each, and are told apart by a matrix of their covariances."""


@dataclass(frozen=True, eq=False)
class Grouped:
    """The rows of some curves, and the group of each.

    Attributes
    ----------
    request : Request
    rows : ModelRows
    times : Times
    codes : (m,) int
    labels : tuple of str
    group : str
    """

    request: Request
    rows: ModelRows
    times: Times
    codes: IntArray
    labels: tuple[str, ...]
    group: str

    @property
    def sorted_times(self) -> list[FloatArray]:
        """The times of each group, in order."""
        return [
            np.sort(self.rows.outcome[self.codes == place]) for place in range(len(self.labels))
        ]

    @property
    def event(self) -> NDArray[np.bool_]:
        """Whether it happened to each row used."""
        return self.times.event[self.rows.at]

    def _few(self, place: int) -> bool:
        """Return whether few respondents or clusters of a group have most of its weight."""
        at, codes = np.compress(self.codes == place, self.rows.at), self.rows.rows.codes
        weight = codes.weights[at]
        if codes.unit is not None and isinstance(self.request.design, Linearised):
            own = np.asarray(np.bincount(codes.unit[at], weight, codes.units), dtype=float)
            return are_few_units(self.request.design, own)
        parts = (np.array([one.sum()]) for one in (weight, weight**2, weight > 0))
        return bool(are_few(*parts)[0])

    def degrees(self, among: IntArray) -> float:
        """Return the degrees of freedom of the design among some of its rows."""
        whole = self.request.df == "design" or (self.rows.every and len(among) == len(self.rows.at))
        return degrees(self.request.design, self.request.source, None if whole else Subset(among))

    def replicated(self, made: Callable[[FloatArray], FloatArray]) -> FloatArray:
        """Return what is made of the weights of the rows used, under each replicate's: (R, k)."""
        replicates = self.rows.rows.codes.laid_out
        assert replicates is not None
        columns = range(int(replicates.shape[1]))
        return np.array([made(replicates[self.rows.at, at : at + 1][:, 0]) for at in columns])

    def table(
        self, curves: Sequence[Curve], at: FloatArray, estimate: FloatArray, spread: Any
    ) -> Estimates:
        """Return survival of each group at some times as estimates."""
        k = len(at)
        labels = pd.DataFrame({"outcome": self.times.words, "time": np.tile(at, len(curves))})
        if self.group:
            labels.insert(0, self.group, np.repeat(np.array(self.labels, dtype=object), k))
        n = np.bincount(self.codes, minlength=len(curves)).astype(float)
        total = np.bincount(self.codes, self.rows.rows.weights[self.rows.at], len(curves))
        members = [np.compress(self.codes == place, self.rows.at) for place in range(len(curves))]
        piece = Piece(
            labels=labels,
            estimate=estimate,
            spread=spread,
            n=np.repeat(n, k),
            missing=np.full(len(estimate), float(self.rows.missing)),
            weighted=np.repeat(total, k),
            quantity="proportion",
            df=np.repeat([self.degrees(rows) for rows in members], k),
            few=np.repeat([self._few(place) for place in range(len(curves))], k),
            notes=self.rows.notes,
        )
        risk = [len(own) - np.searchsorted(own, at) for own in self.sorted_times]
        found = assemble(self.request, [piece], words_of(self.request, "survival curve"))
        return with_table(found, found.table.assign(at_risk=np.concatenate(risk)))


def grouped_times(of: Subpopulation, formula: str, asked: AskedOf) -> Grouped:
    """Return rows with a time, an event and a group, which stands right of ~.

    Raises
    ------
    ArgumentError
        When more than one column is named.
    """
    request, held = asked.request(of), rows_in_memory(of)
    read = read_times(formula)
    times = times_of(read, held)
    rows = model_rows(request, held, read.model, times.outcome)
    names = read.model.names
    if not names:
        return Grouped(
            request=request,
            rows=rows,
            times=times,
            codes=np.zeros(len(rows.at), dtype=np.intp),
            labels=("",),
            group="",
        )
    if len(names) > 1 or len(read.model.factors) > 1:
        raise ArgumentError(
            f"right of ~ stand {', '.join(names)}; expected one column of groups, or 1 for "
            "everybody together"
        )
    answers = held.columns.answers(names[0])
    found, codes = np.unique(answers.rows[rows.at], return_inverse=True)
    if len(found) > _MOST_GROUPS:
        raise ArgumentError(
            f"{names[0]!r} has {len(found):,} groups in the rows used; expected at most "
            f"{_MOST_GROUPS:,}. Is it a number or an identifier? Put groups together"
        )
    # a code that was read as 1.0 is called 1
    labels = tuple(str(as_text(answers.labels[at])) for at in found)
    return Grouped(
        request=request, rows=rows, times=times, codes=codes, labels=labels, group=names[0]
    )
