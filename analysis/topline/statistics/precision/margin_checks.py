"""The three questions a careful reader has of a stated margin of error."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...arguments import described
from ...errors import ArgumentError
from ...language.amounts import decimal_words
from ...language.message import Message
from ...spoken import Spoken, several_text
from ..core.arguments import LEAST_BASE, check_all, check_base, check_population, restore_interval
from ..core.effective import effective_sample_size
from ..core.interval import Interval
from .margins import quantile
from .stated_margins import (
    ImpliedDesignEffect,
    ImpliedSampleSize,
    implied_design_effect,
    implied_sample_size,
    stated_margin,
)


def _points(margin: Any) -> str:
    """Print a margin in points."""
    value = float(margin)
    if not np.isfinite(value):
        return Message("not known")
    return Message("± {number} points", number=decimal_words(100 * value, 1))


@dataclass(frozen=True, eq=False)
class MarginCheck(Spoken):
    """What a careful reader asks of "± 3 points": what is left out, whose base, and of what.

    Margins are proportions. All but `simple_random` follow from the stated margin, so that
    whatever design effect is in it is in them.

    Attributes
    ----------
    stated : Interval
        The smallest and the largest margin that print as the stated one.
    simple_random : float
        The margin of a simple random sample of that base.
    is_simple_random : bool
        Whether that is the stated margin: then it leaves out weights, clusters and panel alike.
    design_effect : ImpliedDesignEffect
        What the stated margin has in it, if the base is that of the margin.
    base : ImpliedSampleSize
        Respondents of whom a simple random sample has the stated margin: whose margin it may be.
    subgroup : float
        The margin of a subgroup of ``subgroup_nobs`` respondents; NaN where none is given.
    lead : float
        The margin of the lead of one answer over another, to the same question.
    difference : float
        The margin of the difference from the same share in another such survey.
    """

    stated: Interval
    simple_random: Any
    is_simple_random: Any
    design_effect: ImpliedDesignEffect
    base: ImpliedSampleSize
    subgroup: Any
    lead: Any
    difference: Any

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the stated margin is, and what it is not."""
        simple = several_text(self.simple_random, _points)
        if np.ndim(self.is_simple_random) == 0:
            is_simple = Message(
                "The stated margin is that of a simple random sample of this base ({margin}): it "
                "leaves out weights, clusters and panel alike."
                if self.is_simple_random
                else "The stated margin is not that of a simple random sample of this base "
                "({margin}).",
                margin=simple,
            )
        else:
            flags = np.asarray(self.is_simple_random)
            is_simple = Message(
                "{part} of {all} stated margins are those of simple random samples ({margins}).",
                part=int(flags.sum()),
                all=flags.size,
                margins=simple,
            )
        subgroup = several_text(self.subgroup, _points)
        lead, other = (several_text(one, _points) for one in (self.lead, self.difference))
        return (
            is_simple,
            *self.design_effect.sentences,
            *self.base.sentences,
            *(
                [Message("Of the subgroup: {margin}.", margin=subgroup)]
                if not np.all(np.isnan(self.subgroup))
                else []
            ),
            Message(
                "Of the lead of one answer over another: {lead}; of the difference from another "
                "such survey: {other}.",
                lead=lead,
                other=other,
            ),
        )


def margin_check(
    margin: Any,
    nobs: Any,
    *,
    p: Any = 0.5,
    decimals: Any = None,
    confidence_level: float = 0.95,
    population_size: Any = None,
    subgroup_nobs: Any = np.nan,
    shares: tuple[Any, Any] = (0.5, 0.5),
    other_nobs: Any = None,
) -> MarginCheck:
    """Answer the three questions a careful reader has of "± 3 points".

    What does it leave out (is it the margin of simple random sampling)? Whose base is it, and what
    is the margin of a subgroup? Of what: a share, a lead or a difference?

    Parameters
    ----------
    margin, nobs, p, decimals, confidence_level, population_size
        As in ``implied_design_effect``.
    subgroup_nobs : scalar or array_like, optional
        Respondents in a subgroup, up to `nobs`.
    shares : tuple of two, default (0.5, 0.5)
        The shares of the two answers of a lead; by default the lead's largest margin, of two
        answers that all but share the question: twice the stated one.
    other_nobs : scalar or array_like, optional
        Respondents of the other survey; by default as many.

    Returns
    -------
    MarginCheck
        Margins as proportions.

    Raises
    ------
    ArgumentError
        As ``implied_design_effect`` does, and when the two shares total more than 1.

    References
    ----------
    Franklin (2007), The "margin of error" for differences in polls; Kish (1965), Survey Sampling,
    sections 4.5 and 8.2.

    Examples
    --------
    >>> found = margin_check(3.1, 1000, subgroup_nobs=250)
    >>> found.is_simple_random, round(found.subgroup, 3), round(found.lead, 3)
    (True, 0.062, 0.062)
    """
    listed = isinstance(shares, (list, tuple)) or (isinstance(shares, np.ndarray) and shares.ndim)
    if not listed or len(shares) != 2:
        raise ArgumentError(f"shares is {described(shares)}; expected the shares of two answers")
    options = {"p": p, "decimals": decimals, "confidence_level": confidence_level}
    options["population_size"] = population_size
    others = {
        "nobs": nobs,
        "subgroup_nobs": subgroup_nobs,
        "shares[0]": shares[0],
        "shares[1]": shares[1],
        "other_nobs": nobs if other_nobs is None else other_nobs,
    }
    stated = {"p": p, "population_size": population_size, **others}
    (value, low, high, *rest), restore = stated_margin(margin, decimals, **stated)
    n, part, first, second, other, share, population = rest
    check_population(population, n)
    size = effective_sample_size(n, np.ones_like(n), population)
    simple = np.asarray(quantile(confidence_level) * np.sqrt(share * (1 - share) / size))
    inside = (part >= LEAST_BASE) & ~(part > n)
    check_all("subgroup_nobs", part, inside, "a subgroup has 1 to nobs members")
    possible = (first >= 0) & (first <= 1) & ~(second < 0) & ~(second > 1 - first + 1e-9)
    check_all("shares[0]", first, possible, "two shares of one question total at most 1")
    either = (first + second > 0) & (np.maximum(first, second) < 1)
    check_all("shares[0]", first, either | np.isnan(second), "a lead of nobody or of all has no ±")
    check_base("other_nobs", other)
    # The multinomial variance of p₁ − p₂ over that of the share whose margin is stated.
    lead = np.maximum(first + second - (first - second) ** 2, 0) / (share * (1 - share))
    return MarginCheck(
        stated=restore_interval(Interval(low, high), restore),
        simple_random=restore(simple),
        is_simple_random=restore(np.where((low <= simple) & (simple <= high), 1.0, 0.0)) == 1,
        design_effect=implied_design_effect(margin, nobs, **options),
        base=implied_sample_size(margin, **options),
        subgroup=restore(value * np.sqrt(n / part)),
        lead=restore(value * np.sqrt(lead)),
        difference=restore(value * np.sqrt(1 + n / other)),
    )
