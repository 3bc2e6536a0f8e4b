"""Rules that read a quantile off a weighted distribution: one table.

Distinct values x₁ < x₂ < … have weights, C_k up to the k-th and W in all. A rule gives each value
the position C_k − below·w_k and looks for the share p at

    T = p·(W + last·w_end + average·W/n) − shift·W/n,

w_k being the mean weight of the respondents with the k-th value, w_end that at the greatest, n the
number of respondents. Respondents with one value share its weight equally, so that the order of
rows decides nothing. The rule's step says what to take where positions reach T.

With equal weights "hf1" to "hf9" are the nine definitions of Hyndman and Fan. What R's svyquantile
calls "hf3" is another rule, here "survey_hf3". Where R differs besides: below the first position
its "hf4" leaves the range of the data, and "school", "hf2" and "hf3" take the second value for a
tie; among tied values of unequal weight its "hf4" to "hf9" go by the order of rows; its "shahvaish"
takes the value before the one that reaches p, and w/2 of weights rescaled to n as it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from ....estimates.row_limits import Columns
from ....statistics.core.methods import as_table
from ...data.columns import FloatArray, IntArray
from ...engine.asked import Domains
from ...engine.distributions import TIE, Distribution
from ...engine.order import Order
from ..assemble import labels_of


@dataclass(frozen=True, eq=False)
class Place:
    """Where positions reach their target: the v-th value, in each version of the weights."""

    of: Distribution
    v: IntArray
    target: FloatArray
    below: float

    @property
    def value(self) -> FloatArray:
        """The value itself."""
        return self.of.x[self.v]

    @property
    def next_value(self) -> FloatArray:
        """The next one of anybody, or itself."""
        return self.of.x[self.of.following(self.v)]

    @property
    def tie(self) -> Any:
        """Whether the weight up to it is the target, but for rounding."""
        return np.abs(self.of.up_to(self.v) - self.target) <= TIE * self.of.whole


@dataclass(frozen=True)
class QuantileRule:
    """One definition of a quantile.

    Attributes
    ----------
    key : str
        The name users pass as ``rule=``.
    label : str
        What it does, in words.
    source : str
        Primary source.
    step : callable
        ``(place) -> values`` where positions reach the target.
    below, last, average, shift : float
        Its positions and target, as above.
    ranks : bool
        Whether the step counts the values or respondents below.
    """

    key: str
    label: str
    source: str
    step: Callable[[Place], FloatArray]
    below: float = 0.0
    last: float = 0.0
    average: float = 0.0
    shift: float = 0.0
    ranks: bool = False

    @property
    def local(self) -> bool:
        """Whether the whole weight and values near the quantile are all it needs."""
        return not (self.ranks or self.last or self.average or self.shift)


def quantile_at(rule: QuantileRule, of: Distribution, p: Any) -> FloatArray:
    """Return the quantile at share p of each version, by a rule; NaN where nobody has a weight.

    Parameters
    ----------
    rule : QuantileRule
    of : Distribution
        Of all respondents; of those near the quantile will do for a rule that is local.
    p : float or (r,) float
        From 0 to 1; NaN gives NaN. Where there is one version only, any number of shares.
    """
    known = (of.whole > 0) & ~np.isnan(p)
    share = np.where(known, p, 0.0)
    target = np.asarray(share * of.whole)
    if not rule.local:
        average = of.whole / np.maximum(of.count[-1], 1)
        size = of.whole + rule.last * of.each(of.end) + rule.average * average
        target = np.asarray(share * size - rule.shift * average)
    slack = TIE * of.whole
    v = np.clip(of.reached(target - slack), of.first, of.end)
    if rule.below:
        short = of.up_to(v) - rule.below * of.each(v) < target - slack
        v = np.where(short, of.following(v), v)
    return np.where(known, rule.step(Place(of, v, target, rule.below)), np.nan)


def shared_weight(of: Distribution, p: FloatArray) -> FloatArray:
    """Return the share of the weight on the answer at each share, 0 where only one gave it.

    Parameters
    ----------
    of : Distribution
        Of one version of the weights.
    p : (k,) float
    """
    v = np.clip(of.reached(p * of.whole - TIE * of.whole), of.first, of.end)
    weight = of.up_to(v) - of.up_to(v - 1)
    several = of.count[v, 0] - np.where(v > 0, of.count[v - 1, 0], 0) > 1
    return np.where(several & (of.whole > 0), weight / np.where(of.whole > 0, of.whole, 1), 0.0)


def value_before(of: Distribution, p: FloatArray) -> FloatArray:
    """Return the answer before the one at each share; −∞ where that is the least."""
    v = np.clip(of.reached(p * of.whole - TIE * of.whole), of.first, of.end)
    return np.where(v > of.first, of.x[of.preceding(v)], -np.inf)


def over_domains(
    order: Order,
    size: int,
    look: Callable[[Distribution], FloatArray],
    shares: FloatArray | None = None,
) -> FloatArray:
    """Return (g, size) numbers that a look at each domain's distribution gives; NaN of nobody.

    Given shares, it looks at these and beside them only.
    """
    nobody = np.full(size, np.nan)
    parts = [nobody if of is None else look(of) for of in order.distributions(shares)]
    return np.array(parts).reshape(-1, size)


@dataclass(frozen=True, eq=False)
class QuantilesAsked:
    """Which quantiles of which variables, by which rule."""

    names: tuple[Any, ...]
    q: FloatArray
    rule: QuantileRule

    def read(self, order: Order) -> FloatArray:
        """Return the (g, k) quantiles asked for, the same shares in every domain."""
        look = partial(quantile_at, self.rule, p=self.q)
        return over_domains(order, len(self.q), look, None if self.rule.ranks else self.q)

    def labels(self, name: Any, domains: Domains) -> Columns:
        """Return the labels of a variable's quantiles, domain by domain."""
        q = np.tile(self.q, len(domains.labels))
        return labels_of(domains, len(self.q), outcome=np.full(len(q), name), quantile=q)


def _lower(at: Place) -> FloatArray:
    return at.value


def _middle(at: Place) -> FloatArray:
    """Where a position ties with the target, half-way to the next value."""
    return np.where(at.tie, at.value / 2 + at.next_value / 2, at.value)


def _even(at: Place) -> FloatArray:
    """Where a position ties with the target, this value or the next: the one of even rank."""
    new = np.diff(at.of.weight, axis=0, prepend=at.of.before[None, :]) > 0
    rank = np.cumsum(new, axis=0)[at.v, np.arange(new.shape[1])]
    return np.where(at.tie & (rank % 2 == 1), at.next_value, at.value)


def _nearest(at: Place) -> FloatArray:
    """Take the respondent whose position is nearest to the target; of two as near, the even rank.

    The last one before the value is at C − w, the first one with it at C.
    """
    of, under = at.of, at.of.up_to(at.v - 1)
    past = at.target - (under + of.each(at.v) / 2)
    slack = TIE * of.whole
    rank = np.where(at.v > 0, of.count[at.v - 1, np.arange(len(of.whole))], 0)
    before = (past < -slack) | (past <= slack) & (rank % 2 == 0)
    return np.where(before & (at.v > of.first), of.x[of.preceding(at.v)], at.value)


def _between(at: Place) -> FloatArray:
    """Interpolate from the last respondent with the value before to the first with this one."""
    of, under = at.of, at.of.up_to(at.v - 1)
    previous = of.preceding(at.v)
    low = under - at.below * of.each(previous)
    high = under + (1 - at.below) * of.each(at.v)
    inside = (at.v > of.first) & (at.target < high - TIE * of.whole)
    part = np.where(inside, (at.target - low) / np.where(inside, high - low, 1), 1.0)
    part = np.clip(part, 0, 1)
    return np.asarray(of.x[previous] * (1 - part) + at.value * part)


_FAN = "Hyndman & Fan (1996), American Statistician 50:361–365, definition"
_WEIGHTED = "with weights Lumley (2021), vignette 'Estimating quantiles' of R's survey"

RULES = as_table(
    QuantileRule(
        "math",
        "the least value with at least a share p at or below it",
        "Woodruff (1952), JASA 47:635–646",
        _lower,
    ),
    QuantileRule(
        "school",
        "as math, but half-way to the next value where exactly a share p is at or below it",
        f"{_FAN} 2; {_WEIGHTED}",
        _middle,
    ),
    QuantileRule(
        "shahvaish",
        "the least value with (C* + 1/2 − w*/2)/(n + 1) ≥ p, weights w* summing to n",
        "Shah & Vaish (2006), ASA Proceedings of the Section on Survey Research Methods, as the "
        "vignette 'Estimating quantiles' of R's survey has it, w/2 rescaled",
        _lower,
        below=1 / 2,
        average=1.0,
        shift=1 / 2,
    ),
    QuantileRule("hf1", "as math", f"{_FAN} 1", _lower),
    QuantileRule("hf2", "as school", f"{_FAN} 2; {_WEIGHTED}", _middle),
    QuantileRule(
        "hf3",
        "the value whose C is nearest to p·W; of two as near, that of the respondent of even rank",
        f"{_FAN} 3",
        _nearest,
        ranks=True,
    ),
    QuantileRule("hf4", "on the line through C/W", f"{_FAN} 4; {_WEIGHTED}", _between),
    QuantileRule(
        "hf5",
        "on the line through (C − w/2)/W",
        f"{_FAN} 5; {_WEIGHTED}",
        _between,
        below=1 / 2,
    ),
    QuantileRule(
        "hf6",
        "on the line through C/(W + w_end)",
        f"{_FAN} 6; {_WEIGHTED}",
        _between,
        last=1.0,
    ),
    QuantileRule(
        "hf7",
        "on the line through (C − w)/(W − w_end)",
        f"{_FAN} 7; {_WEIGHTED}",
        _between,
        below=1.0,
        last=-1.0,
    ),
    QuantileRule(
        "hf8",
        "on the line through (C − w/3)/(W + w_end/3)",
        f"{_FAN} 8; {_WEIGHTED}",
        _between,
        below=1 / 3,
        last=1 / 3,
    ),
    QuantileRule(
        "hf9",
        "on the line through (C − 3w/8)/(W + w_end/4)",
        f"{_FAN} 9; {_WEIGHTED}",
        _between,
        below=3 / 8,
        last=1 / 4,
    ),
    QuantileRule(
        "survey_hf3",
        "as math, but the value of even rank where exactly a share p is at or below it: what R's "
        "survey calls hf3, and Hyndman and Fan do not",
        "Lumley (2021), vignette 'Estimating quantiles' of R's survey",
        _even,
        ranks=True,
    ),
)
