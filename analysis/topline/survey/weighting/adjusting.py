"""Steps that multiply weights: for nonresponse, to trim them, to bring them to a total."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...errors import ArgumentError
from ...language.message import Message
from ...statistics.weighting.base import normalise_weights
from ...statistics.weighting.trim import TrimmedWeights, trim_weights
from ...values import Value
from ...wording import value_text
from ..checks.rows import RowsInMemory
from ..design.weighted import WeightingStep
from ..engine.replicate_weights import FactoredReplicates
from .apply import Reweighted, each_replicate, within
from .calibrating import Calibration
from .columns import column_of
from .raking import Raking

Met = Raking | Calibration
"""Steps that bring weights to targets, and can do so again under other bounds."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Trimming(Value):
    """Edges of the weights, as they were asked for; see ``Survey.trim``."""

    upper: float | None = None
    lower: float | None = None
    rule: str = "value"
    redistribute: str = "proportional"
    repeat: bool = True
    by: str | None = None
    keep_margins: bool = False

    def apply(self, rows: RowsInMemory) -> Reweighted:
        """Return what becomes of the weights."""
        by = None if self.by is None else column_of(rows, self.by)
        how: dict[str, Any] = {
            "rule": self.rule,
            "redistribute": self.redistribute,
            "repeat": self.repeat,
            "by": by,
        }
        found = trim_weights(rows.weights, upper=self.upper, lower=self.lower, **how)
        if self.keep_margins:
            return self._within_margins(rows, found)
        trimmed = found.trimmed_high + found.trimmed_low
        notes: tuple[str, ...] = ()
        if trimmed and rows.of.weighted and rows.of.weighted.record.meets_targets:
            notes = (f"{trimmed} rows trimmed; margins met before may be met no longer",)
        step = WeightingStep.between(
            rows.weights,
            found.weights,
            kind="trim",
            words=Message("trimmed ({edges})", edges=_edges_text(found)),
            trimmed=trimmed,
            iterations=found.rounds,
            notes=notes,
        )
        return Reweighted(
            weights=found.weights,
            step=step,
            replicates=each_replicate(
                rows.codes.replicates,
                lambda own: trim_weights(own, upper=self.upper, lower=self.lower, **how).weights,
            ),
        )

    def _within_margins(self, rows: RowsInMemory, edges: TrimmedWeights) -> Reweighted:
        """Return the weights nearest to those before that are within the edges and meet targets."""
        done = rows.of.weighted
        met = [step for step in done.asked if isinstance(step, Met)] if done else []
        if not met or self.by is not None:
            raise ArgumentError(
                "keep_margins=True keeps the targets that weights were brought to, and "
                + ("by= the totals of groups; give one of them" if met else "there are none; use "
                   "rake(), post_stratify() or calibrate() before, or leave it out")
            )  # fmt: skip
        bounds = max(edges.lower, 0.0), edges.upper
        again: Met = replace(met[-1], bounds=bounds, bounds_on="weight")
        if isinstance(again, Raking):
            # the total may have changed since, as by normalise()
            again = replace(again, cap=None, total="weights")
        found = again.apply(rows)
        words = Message("trimmed ({edges}), targets kept", edges=_edges_text(edges))
        return replace(found, step=replace(found.step, kind="trim", words=words))


def _edges_text(found: TrimmedWeights) -> str:
    return "–".join(value_text(edge) for edge in (found.lower, found.upper) if np.isfinite(edge))


@dataclass(frozen=True, eq=False, kw_only=True)
class Normalising(Value):
    """A total of the weights, as it was asked for; see ``Survey.normalise``."""

    to: Any = "n"
    by: str | None = None

    def apply(self, rows: RowsInMemory) -> Reweighted:
        """Return what becomes of the weights."""
        groups = None if self.by is None else column_of(rows, self.by)
        weights = normalise_weights(rows.weights, to=self.to, by=groups)
        done = Message("normalised to {total}", total=str(self.to))
        if self.to == "n":
            done = Message("normalised to the number of respondents")
        step = WeightingStep.between(
            rows.weights,
            weights,
            kind="normalise",
            words=within(done, self.by),
        )
        cell = np.zeros(len(rows), dtype=np.intp) if groups is None else groups.codes
        replicates = rows.codes.replicates
        if replicates is not None:
            # replicates keep how their totals stand to the full one's
            used = rows.weights > 0
            one = np.zeros(int(cell.max()) + 1)
            one[cell[used]] = weights[used] / rows.weights[used]
            each = np.repeat(one[:, None], int(replicates.shape[1]), axis=1)
            replicates = FactoredReplicates(replicates, cell, each)
        return Reweighted(weights=weights, step=step, replicates=replicates)
