"""Steps that multiply weights: for nonresponse, to trim them, to bring them to a total."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...language.message import Message
from ...statistics.weighting.base import normalise_weights
from ...statistics.weighting.trim import trim_weights
from ...values import Value
from ...wording import value_text
from ..checks.rows import RowsInMemory
from ..design.weighted import WeightingStep
from ..engine.replicate_weights import FactoredReplicates
from .apply import Reweighted, each_replicate, within
from .columns import column_of


@dataclass(frozen=True, eq=False, kw_only=True)
class Trimming(Value):
    """Edges of the weights, as they were asked for; see ``Survey.trim``."""

    upper: float | None = None
    lower: float | None = None
    rule: str = "value"
    redistribute: str = "proportional"
    repeat: bool = True
    by: str | None = None

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
        trimmed = found.trimmed_high + found.trimmed_low
        notes: tuple[str, ...] = ()
        if trimmed and rows.of.weighted and rows.of.weighted.record.meets_targets:
            notes = (f"{trimmed} rows trimmed; margins met before may be met no longer",)
        edges = [value_text(edge) for edge in (found.lower, found.upper) if np.isfinite(edge)]
        step = WeightingStep.between(
            rows.weights,
            found.weights,
            kind="trim",
            words=Message("trimmed ({edges})", edges="–".join(edges)),
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
