"""What was done to the weights, step by step, and what came of it."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ...statistics.core.effective import kish_design_effect
from ...values import Value
from ...wording import value_text
from ..data.columns import FloatArray
from ..engine.row_codes import RowCodes
from .design import Design


@dataclass(frozen=True, eq=False, kw_only=True)
class WeightingStep(Value):
    """One step of a weighting.

    Attributes
    ----------
    kind : str
        "rake", "post_stratify", "calibrate", "adjust_nonresponse", "trim" or "normalise".
    words : str
        What was done, for a methods paragraph.
    targets : pandas.DataFrame
        A row for each target: variable, category, target, before and after, as sums of weights;
        with the column of groups first where there were some. Empty where there were none.
    gap, gap_at : float and str
        The largest gap, relative to its target, and where it is.
    iterations : int
    g_min, g_max : float
        Range of the factors on weights above 0.
    design_effect, n_effective : float
        Kish's, of the weights after.
    zero, trimmed : int
        Rows of weight 0, and rows at a limit.
    notes : tuple of str
        What had to be decided.
    """

    kind: str
    words: str
    targets: pd.DataFrame = field(default_factory=pd.DataFrame)
    gap: float = 0.0
    gap_at: str = ""
    iterations: int = 0
    g_min: float
    g_max: float
    design_effect: float
    n_effective: float
    zero: int
    trimmed: int = 0
    notes: tuple[str, ...] = ()

    @classmethod
    def between(cls, before: FloatArray, after: FloatArray, **told: Any) -> "WeightingStep":
        """Return the step from some weights to others."""
        used = before > 0
        g = after[used] / before[used]
        deff = kish_design_effect(after[after > 0])
        return cls(
            g_min=float(g.min()),
            g_max=float(g.max()),
            design_effect=float(deff),
            n_effective=float(np.count_nonzero(after) / deff),
            zero=int(np.count_nonzero(after == 0)),
            **told,
        )


@dataclass(frozen=True, eq=False)
class WeightingRecord(Value):
    """The weighting of a survey.

    Attributes
    ----------
    steps : tuple of WeightingStep
    """

    steps: tuple[WeightingStep, ...] = ()

    @property
    def meets_targets(self) -> bool:
        """Whether some step brought the weights to targets."""
        return any(len(step.targets) > 0 for step in self.steps)

    @property
    def sentence(self) -> str:
        """The weighting in a sentence or two, for the box on method."""
        if not self.steps:
            return "Weights were taken as they are in the data."
        last = self.steps[-1]
        done = ", then ".join(step.words for step in self.steps)
        return (
            f"Weights were {done}. Design effect of weighting (Kish): "
            f"{value_text(last.design_effect, 3)}; effective sample size "
            f"{value_text(last.n_effective, 3)}."
        )

    @property
    def table(self) -> pd.DataFrame:
        """One row for each step, with what it did to the weights."""
        names = [
            "kind", "iterations", "gap", "gap_at", "g_min", "g_max", "design_effect",
            "n_effective", "zero", "trimmed",
        ]  # fmt: skip
        return pd.DataFrame(
            [{name: getattr(step, name) for name in names} for step in self.steps], columns=names
        )

    def __repr__(self) -> str:
        """Print the sentence and the steps."""
        if not self.steps:
            return self.sentence
        return f"{self.sentence}\n{self.table.to_string(index=False)}"


@dataclass(frozen=True, eq=False)
class Weighted(Value):
    """What was done to the weights, and how to do it again to others.

    Attributes
    ----------
    design : Design
        Before the first step.
    codes : RowCodes
    asked : tuple
        The steps as they were asked for: each a value with ``apply``.
    record : WeightingRecord
    """

    design: Design
    codes: RowCodes = field(repr=False)
    asked: tuple[Any, ...] = ()
    record: WeightingRecord = WeightingRecord()
