"""What was done to the weights, step by step, and what came of it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from html import escape
from itertools import takewhile
from typing import Any

import pandas as pd

from ...language.amounts import value_words
from ...language.marking import forms
from ...language.message import Message, join_messages
from ...language.printing import InWords, printing_language
from ...language.strings import Strings
from ...statistics.weighting.shared.change import WeightChange, weight_change
from ...values import Value
from ...wording import value_text
from ...writing.at_hand import AtHand
from ..data.columns import FloatArray
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
    limits : str
        How far weights might go, as "cap of 5 times the mean weight"; empty without limits.
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
    limits: str = ""
    notes: tuple[str, ...] = ()

    @property
    def in_percent(self) -> bool:
        """Whether weights were brought to targets that add up to 100, and did not before."""
        if "by" in self.targets or not len(self.targets):
            return False
        first = self.targets[self.targets["variable"] == self.targets["variable"].iloc[0]]
        sums = first[["target", "before"]].sum()
        return len(first) > 1 and bool(
            abs(sums["target"] / 100 - 1) < 1e-9 and abs(sums["before"] / 100 - 1) > 0.01
        )

    @classmethod
    def between(cls, before: FloatArray, after: FloatArray, **told: Any) -> "WeightingStep":
        """Return the step from some weights to others."""
        return cls.of(weight_change(before, after), **told)

    @classmethod
    def of(cls, change: WeightChange, **told: Any) -> "WeightingStep":
        """Return the step of which it is known what it made of the weights."""
        return cls(**asdict(change), **told)


_MET = 1e-6
"""Of its target: nearer is as good as met, for readers."""

_ALL_MET = forms("The one target is met.", "All {n} targets are met.")
_AT_LIMIT = forms("One weight is at its limit.", "{n} weights are at their limit.")
_ZERO = forms("One respondent has a weight of 0.", "{n} respondents have a weight of 0.")
_MOVED = forms(
    "One weight was trimmed then, so that targets may be met no longer.",
    "{n} weights were trimmed then, so that targets may be met no longer.",
)


def _counted(number: int, sentence: tuple[str, str]) -> Iterator[str]:
    if number:
        yield Message(*sentence, n=number)


@dataclass(frozen=True, eq=False)
class WeightingRecord(AtHand, InWords, Value):
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
    def done(self) -> str:
        """What was done, one step after the other: "raked to age, sex, then trimmed (5)"."""
        if not self.steps:
            return Message("taken as they are in the data")
        found = self.steps[0].words
        for step in self.steps[1:]:
            found = Message("{before}, then {after}", before=found, after=step.words)
        return found

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What came of it, a sentence each, for the box on method of a report."""
        if not self.steps:
            return ()
        last = self.steps[-1]
        return (
            *self._at_targets(),
            *_counted(last.zero, _ZERO),
            Message(
                "The design effect of weighting (Kish) is {deff}, the effective sample size {n}.",
                deff=value_words(last.design_effect, 3),
                n=value_words(last.n_effective, 3),
            ),
        )

    def _at_targets(self) -> Iterator[str]:
        """Say how the targets of the last step that had some were met, and what it took."""
        after = list(takewhile(lambda step: not len(step.targets), reversed(self.steps)))
        if len(after) == len(self.steps):
            return
        step = self.steps[-1 - len(after)]
        moved = sum(later.trimmed for later in after)
        if moved:
            yield Message(*_MOVED, n=moved)
        elif step.gap > _MET:
            gap = value_words(100 * step.gap, 2)
            yield Message("The largest gap to a target is {gap}%, at {where}.", gap=gap,
                          where=step.gap_at)  # fmt: skip
        else:
            yield Message(*_ALL_MET, n=len(step.targets))
        low, high = (value_words(factor, 3) for factor in (step.g_min, step.g_max))
        yield Message("That took factors from {low} to {high} on the weights.", low=low, high=high)
        if not after and step.in_percent:
            # a weighted base of 100 people would be taken for the sample's
            yield Message("Weights add up to 100, as their targets in percent do.")
        yield from _counted(step.trimmed, _AT_LIMIT)

    @property
    def sentence(self) -> str:
        """The weighting in a few sentences, for the box on method."""
        done = Message("Weights were {done}.", done=self.done)
        return join_messages([done, *self.outcomes])

    @property
    def disclosed(self) -> dict[str, Any]:
        """What a disclosure record tells of a weighting, by its keys; nothing without steps.

        Where the targets come from is not among it: their source is not in the data.
        """
        if not self.steps:
            return {}
        names = [str(one) for step in self.steps for one in step.targets.get("variable", ())]
        limits = [step.limits or step.words for step in self.steps
                  if step.limits or step.kind == "trim"]  # fmt: skip
        return {
            "weighted": True,
            "weight_vars": list(dict.fromkeys(names)) or "not_applicable",
            "method": f"Weights were {self.done}.",
            "trimming": "; ".join(limits) or "none",
        }

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

    def _text(self, say: Strings) -> str:
        steps = [self._printed(say).to_string(index=False)] if self.steps else []
        return "\n".join([say.again(self.sentence), *steps])

    def __repr__(self) -> str:
        """Print the sentence and the steps, in the language to print in."""
        return self.to_text()

    def _repr_html_(self) -> str:
        """Show the sentences and the steps in a notebook."""
        say = printing_language()
        return f"<p>{escape(say.again(self.sentence))}</p>{self._printed(say).to_html(index=False)}"

    def _printed(self, say: Strings) -> pd.DataFrame:
        """Return the steps as they are printed: rounded, and no place of a gap that is none."""
        table = self.table
        met = table["gap"] <= _MET
        rounded = {
            name: [say.number(value_text(value, 3)) if pd.notna(value) else "" for value in
                   table[name]]
            for name in ("gap", "g_min", "g_max", "design_effect", "n_effective")
        }  # fmt: skip
        gaps = pd.Series(rounded.pop("gap"), dtype=object).where(~met, "0")
        places = table["gap_at"].astype(object).where(~met, "")
        return table.assign(**rounded, gap=gaps, gap_at=places)


@dataclass(frozen=True, eq=False)
class Weighted(Value):
    """What was done to the weights, and how to do it again to others.

    Attributes
    ----------
    design : Design
        Before the first step.
    codes : RowCodes or LazyCodes
    asked : tuple
        The steps as they were asked for: each a value with ``apply``.
    record : WeightingRecord
    """

    design: Design
    codes: Any = field(repr=False)
    asked: tuple[Any, ...] = ()
    record: WeightingRecord = WeightingRecord()
