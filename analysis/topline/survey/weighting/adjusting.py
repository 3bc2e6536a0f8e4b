"""Steps that multiply weights: for nonresponse, to trim them, to bring them to a total."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...errors import ArgumentError
from ...language.message import Message
from ...statistics.weighting.base import normalise_weights
from ...statistics.weighting.nonresponse import AdjustedWeights, adjust_by_classes
from ...statistics.weighting.trim import trim_weights
from ...values import Value
from ...wording import value_text
from ..checks.rows import RowsInMemory
from ..data.columns import FloatArray
from ..design.weighted import WeightingStep
from ..engine.replicate_weights import FactoredReplicates, OwnReplicates
from .apply import Reweighted, names_of, within
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
        if trimmed and rows.codes.auxiliaries:
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
            replicates=_each(
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


@dataclass(frozen=True, eq=False, kw_only=True)
class Nonresponse(Value):
    """An adjustment for nonresponse, as it was asked for; see ``Survey.adjust_nonresponse``."""

    status: str
    classes: tuple[str, ...] = ()
    unknown: str = "spread"
    rate: str = "weighted"
    means: Mapping[Any, str] | None = None

    def apply(self, rows: RowsInMemory) -> Reweighted:
        """Return what becomes of the weights."""
        status: Any = column_of(rows, self.status)
        classes = column_of(rows, self.classes) if self.classes else None
        lacking = 0 if classes is None else np.count_nonzero(classes.codes < 0)
        if lacking:
            raise ArgumentError(
                f"a class of {names_of(self.classes)} is missing in {lacking:,} of {len(rows):,} "
                "rows; fill it in, or leave that column out of classes="
            )

        def adjusted(own: FloatArray) -> AdjustedWeights:
            return adjust_by_classes(
                status,
                start=own,
                classes=classes,
                unknown=self.unknown,
                rate=self.rate,
                means=self.means,
            )

        found = adjusted(rows.weights)
        done = Message("adjusted for nonresponse")
        if self.classes:
            names = names_of(self.classes)
            done = Message("adjusted for nonresponse within classes of {names}", names=names)
        step = WeightingStep.between(
            rows.weights,
            found.weights,
            kind="adjust_nonresponse",
            words=done,
        )
        return Reweighted(
            weights=found.weights,
            step=step,
            replicates=_each(rows.codes.replicates, lambda own: adjusted(own).weights),
        )


def _each(
    replicates: OwnReplicates | None, of: Callable[[FloatArray], FloatArray]
) -> OwnReplicates | None:
    """Return replicate weights each treated by itself, a column at a time."""
    if replicates is None:
        return None
    kind: Any = replicates
    found: FloatArray = np.empty(kind.shape)
    for number in range(int(kind.shape[1])):
        found[:, number] = of(np.ascontiguousarray(kind[:, number : number + 1][:, 0]))
    return found
