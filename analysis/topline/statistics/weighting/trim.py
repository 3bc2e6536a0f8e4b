"""Trimmed weights: none beyond an edge, and what becomes of the excess."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...arguments import as_number, check_one_of, described
from ...errors import ArgumentError
from ...language.amounts import and_words, value_words
from ...language.marking import forms, marked
from ...language.message import Message
from ...spoken import Spoken
from ..core.arguments import FloatArray, broadcast
from .shared.categories import group_of_rows
from .shared.sentences import spread_sentence
from .shared.start import LARGEST, as_weights
from .trim_rules import RULES, Edges, TrimRule

REDISTRIBUTE = ("proportional", "equal", "none")

_ROUNDS = 10_000

_NOTHING = 1e-14
"""An excess of less than this part of the total is rounding."""

_LARGEST = 1e100
"""Beyond, squares overflow."""

_LEVELS = 100
"""Levels at which the mean squared error is looked at, the largest weight being the first."""


@dataclass(frozen=True, eq=False, kw_only=True)
class TrimmedWeights(Spoken):
    """Weights after trimming, and what was done.

    Attributes
    ----------
    weights : (n,) float
    lower, upper : float
        The edges, −∞ and ∞ where there is none.
    trimmed_high, trimmed_low : int
        Rows whose weight was beyond each edge.
    at_upper, at_lower : int
        Rows that are now at an edge: those, and what receiving brought there.
    excess : float
        Σ of what was cut off above, less what was added below, before it was spread.
    rounds : int
        How often trimming and spreading were repeated.
    sum_before, sum_after : float
    """

    weights: FloatArray
    lower: float
    upper: float
    trimmed_high: int
    trimmed_low: int
    at_upper: int
    at_lower: int
    excess: float
    rounds: int
    sum_before: float
    sum_after: float

    @property
    def sentences(self) -> tuple[str, ...]:
        """The size and total of the weights, and how many were trimmed where."""
        ends = (
            (_ABOVE, self.upper, self.trimmed_high),
            (_BELOW, self.lower, self.trimmed_low),
        )
        cut: list[str] = [
            Message(*side, n=int(rows), edge=value_words(edge))
            for side, edge, rows in ends
            if np.isfinite(edge)
        ]
        return (
            spread_sentence(marked("Trimmed weights of {n} rows"), self.weights),
            Message(
                "Trimmed: {what}; the total was {total}.",
                what=and_words(cut),
                total=value_words(self.sum_before),
            ),
        )


_ABOVE = forms("{n} weight above {edge}", "{n} weights above {edge}")
_BELOW = forms("{n} weight below {edge}", "{n} weights below {edge}")


def trim_weights(
    weights: ArrayLike,
    *,
    upper: float | None = None,
    lower: float | None = None,
    rule: str = "value",
    redistribute: str = "proportional",
    repeat: bool = True,
    by: Any = None,
) -> TrimmedWeights:
    """Trim weights to an upper and a lower edge, and spread the excess over the other rows.

    Parameters
    ----------
    weights : (n,) array_like
        0 or more; rows of weight 0 take no part.
    upper, lower : float, optional
        The edges, as the rule reads them.
    rule : str, default "value"
        "value": weights; "median" and "mean": multiples of those; "iqr": Q3 + upper·IQR and
        Q1 − lower·IQR; "median_iqr": median ± so many IQR; "quantile": quantiles of the weights;
        "contribution": no w² above upper·Σw²/n; "distribution": beyond with probability `upper`
        in a Beta distribution of 1/w. The last two follow the weights as they are trimmed.
    redistribute : {"proportional", "equal", "none"}, default "proportional"
        Whether rows that were not trimmed share the excess in proportion to their weights, in
        equal parts, or the total falls.
    repeat : bool, default True
        Trim again until no weight is beyond an edge; a row once trimmed receives nothing. One
        round only can leave receivers above the edge.
    by : (n,) array_like, optional
        Groups that keep their totals: the excess is spread within them.

    Returns
    -------
    TrimmedWeights

    Raises
    ------
    ArgumentError
        When no weights within the edges keep the total.

    References
    ----------
    Potter (1990), Proceedings of the Survey Research Methods Section, ASA, 225–230.

    Examples
    --------
    >>> trim_weights([1, 1, 2, 8], upper=6).weights.tolist()
    [1.5, 1.5, 3.0, 6.0]
    """
    check_one_of("redistribute", redistribute, REDISTRIBUTE)
    check_one_of("repeat", repeat, (True, False))
    chosen = RULES[check_one_of("rule", rule, RULES)]
    w = as_weights(weights)
    limits = _edge("lower", lower, -np.inf), _edge("upper", upper, np.inf)
    if limits == (-np.inf, np.inf):
        raise ArgumentError(f"neither upper nor lower is given; give upper, {chosen.label}")
    used = w > 0
    group = group_of_rows("by", by, w.size)[0][used]
    trim = _Trimming(w[used], group, chosen, limits, redistribute)
    rounds = trim.run(_ROUNDS if repeat else 1)
    result = np.zeros(w.size)
    result[used] = trim.w
    return TrimmedWeights(
        weights=result,
        lower=trim.edges[0],
        upper=trim.edges[1],
        trimmed_high=int((w[used] > trim.edges[1]).sum()),
        trimmed_low=int((w[used] < trim.edges[0]).sum()),
        at_upper=int((trim.w >= trim.edges[1]).sum()),
        at_lower=int((trim.w <= trim.edges[0]).sum()),
        excess=trim.excess,
        rounds=rounds,
        sum_before=float(w.sum()),
        sum_after=float(result.sum()),
    )


class _Trimming:
    """Weights above 0 while they are trimmed."""

    def __init__(
        self,
        w: FloatArray,
        group: NDArray[np.int64],
        rule: TrimRule,
        limits: Edges,
        redistribute: str,
    ) -> None:
        self.w, self.group, self.rule, self.limits = w, group, rule, limits
        self.redistribute = redistribute
        self.edges = rule.edges(w, *limits)
        if not self.edges[0] < self.edges[1]:
            raise ArgumentError(
                f"the lower edge {self.edges[0]:g} is not below the upper edge {self.edges[1]:g}"
            )
        self.trimmed = np.zeros(w.size, dtype=bool)
        self.excess = 0.0

    def run(self, most: int) -> int:
        total = self.w.sum()
        for done in range(1, most + 1):
            if self.rule.moves:
                self.edges = self.rule.edges(self.w, *self.limits)
            cut = np.clip(self.w, *self.edges)
            taken = np.asarray(self.w - cut)
            self.trimmed |= taken != 0
            self.excess += float(taken.sum())
            self.w = cut
            if np.abs(taken).sum() <= _NOTHING * total or self.redistribute == "none":
                return done
            self._spread(taken)
        return most

    def _spread(self, taken: FloatArray) -> None:
        receives = ~self.trimmed
        excess = np.bincount(self.group, taken)
        share = receives * (self.w if self.redistribute == "proportional" else 1.0)
        whole = np.bincount(self.group, share)
        stuck = (np.abs(excess) > _NOTHING * self.w.sum()) & (whole == 0)
        if stuck.any():
            where = self.group == np.flatnonzero(stuck)[0]
            raise ArgumentError(
                f"no row is left to take the excess under the edges {self.edges[0]:.6g} to "
                f"{self.edges[1]:.6g}, the mean weight being "
                f"{(self.w[where].sum() + excess[stuck][0]) / where.sum():.6g}; allow more, or "
                "choose redistribute='none'"
            )
        part = np.divide(excess, whole, out=np.zeros(whole.size), where=whole > 0)
        self.w = self.w + share * part[self.group]
        if (self.w < 0).any():
            raise ArgumentError(
                "the lower edge takes more from other rows than they weigh; choose a lower one, or "
                "redistribute='proportional'"
            )


def least_error_edge(
    weights: ArrayLike, y: ArrayLike, *, redistribute: str = "proportional"
) -> float:
    """Return the upper edge at which trimmed means have the least estimated mean squared error.

    At each level t the mean squared error of the trimmed mean ȳ_t is v(ȳ_t) + B²_t, relative to
    v(ȳ), averaged over the answers; B²_t = (ȳ_t − ȳ)² − v(ȳ_t − ȳ), or 0 where that is negative,
    and v is the variance of a sample drawn with replacement. Give it to ``trim_weights``.

    Parameters
    ----------
    weights : (n,) array_like
    y : (n,) or (n, k) array_like
        Answers whose means matter; none missing.
    redistribute : {"proportional", "equal"}, default "proportional"

    References
    ----------
    Cox & McGrath (1981), Biometrics Meeting; Potter (1988), Proceedings of the Survey Research
    Methods Section, ASA, 453–458.
    """
    check_one_of("redistribute", redistribute, REDISTRIBUTE[:2])
    w = as_weights(weights)
    (answers,), _ = broadcast(y=y)
    answers = answers.reshape(w.size, -1) if answers.shape[:1] == w.shape else np.empty((0, 0))
    if not answers.size or not (np.abs(answers) <= _LARGEST).all() or w.size < 2:
        raise ArgumentError(f"y has not one answer for each of {w.size:,} rows; leave out others")
    base = _influence(w, answers)
    levels = np.unique(np.quantile(w[w > 0], np.linspace(0.5, 1, _LEVELS)))
    levels = levels[levels > w[w > 0].mean()]
    best, least = float(w.max()), np.inf
    for level in levels[::-1]:
        trimmed = trim_weights(w, upper=float(level), redistribute=redistribute).weights
        own = _influence(trimmed, answers)
        moved = trimmed @ answers / trimmed.sum() - w @ answers / w.sum()
        bias = np.maximum(moved**2 - _variance(own - base), 0.0)
        error = float(np.mean((_variance(own) + bias) / _variance(base)))
        # a tie is the larger edge's, which trims less
        if error < least:
            best, least = float(level), error
    return best


def _influence(w: FloatArray, y: FloatArray) -> FloatArray:
    mean = w @ y / w.sum()
    return np.asarray(w[:, None] * (y - mean) / w.sum())


def _variance(influence: FloatArray) -> FloatArray:
    n = len(influence)
    return np.asarray(n / (n - 1) * (influence**2).sum(axis=0))


def _edge(name: str, given: float | None, absent: float) -> float:
    if given is None:
        return absent
    number = as_number(given)
    if 0 <= number <= LARGEST:
        return number
    raise ArgumentError(f"{name} is {described(given)}; expected a number of 0 or more")
