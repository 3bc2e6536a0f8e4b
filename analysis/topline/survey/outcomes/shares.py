"""What models of several answers predict: the share of each, and what predictors do to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ...estimates.estimates import Estimates
from ...estimates.schema import STATISTICS
from ...statistics.models.multinomial import multinomial_sums
from ...statistics.models.ordinal import ordinal_sums
from ...statistics.models.predicted import Average, Part
from ...values import Value
from ..data.columns import FloatArray
from ..models.averages import Said, said_estimates, spread_of
from ..models.elsewhere import part_of
from ..models.fit import MostLikely


@dataclass(frozen=True, eq=False, kw_only=True)
class AnswerShares(Value):
    """The shares of answers that a model predicts.

    Attributes
    ----------
    of : MostLikely
        With all of its coefficients, whatever its table has.
    levels : tuple of str
    link : str
        Of an ordinal model; empty of a multinomial one.
    base : int
        Place of the answer that a multinomial model compares the others with.
    """

    of: MostLikely = field(repr=False)
    levels: tuple[str, ...]
    link: str = ""
    base: int = 0

    def sums(
        self, x: FloatArray, w: FloatArray, coefficients: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Return the sums of all shares under weights, and their gradient."""
        if self.link:
            return ordinal_sums(x, w, coefficients, link=self.link)
        return multinomial_sums(x, w, coefficients, base=self.base)

    def averages(self, averages: Iterable[Average], label: str, said: Said) -> Estimates:
        """Return averages over the rows used, of each answer, as they are in these rows."""
        w, labels, found = self.of.rows.weights, [], []
        for each in averages:
            labels.append(each.label)
            found.append(self._added(each, w / w.sum()))
        return self._estimates(found, pd.DataFrame({label: labels}), said)

    def rows(self, frame: pd.DataFrame, said: Said) -> Estimates:
        """Return what is predicted of each row of a frame."""
        x, one = np.asarray(part_of(self.of, frame).x, dtype=float), np.ones(1)
        beta = self.of.fit.coefficients
        found = [self.sums(row[None], one, beta) for row in x]
        own = [name for name in frame if name not in (*STATISTICS, "outcome", "row", "category")]
        labels = frame[own].reset_index(drop=True).astype(object)
        labels.insert(0, "row", range(1, len(frame) + 1))
        return self._estimates(found, labels, said)

    def _added(self, average: Average, w: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the shares that the parts of an average add up to, and their gradient."""
        beta, k = self.of.fit.coefficients, len(self.levels)
        shares, moves = np.zeros(k), np.zeros((k, len(beta)))
        for part in average.parts:
            assert isinstance(part, Part)
            own, gradient = self.sums(np.asarray(part.x, dtype=float), w, beta)
            shares += part.factor * own
            moves += part.factor * gradient
        return shares, moves

    def _estimates(
        self, found: list[tuple[FloatArray, FloatArray]], labels: pd.DataFrame, said: Said
    ) -> Estimates:
        """Return an estimate for each answer under each label."""
        estimate = np.concatenate([shares for shares, _ in found])
        gradient = np.vstack([moves for _, moves in found])
        each = labels.loc[labels.index.repeat(len(self.levels))].reset_index(drop=True)
        each["category"] = list(self.levels) * len(found)
        spread, untold = spread_of(self.of, estimate, gradient), self.of.rests_on_untold(gradient)
        return said_estimates(self.of, estimate, spread, each, said, untold)
