"""How many respondents give a share a wanted margin of error."""

import numpy as np

from ...arguments import described
from ...errors import ArgumentError
from ...language.amounts import level_words
from ...language.message import Message, PrintedNumber
from ..core.methods import pick
from ..precision.margins import METHODS, quantile
from .size import Purpose, SampleSize, check_between, check_share, planned_words, sized

_LEAST_MARGIN = 1e-12
"""The smallest margin one plans for."""


def sample_size_margin(
    margin: float,
    p: float = 0.5,
    *,
    confidence_level: float = 0.95,
    method: str = "wald",
    deff: float = 1.0,
    population_size: float | None = None,
    response_rate: float = 1.0,
) -> SampleSize:
    """Compute how many respondents give a share this margin of error.

    Parameters
    ----------
    margin : float
        Half the interval's width, as a proportion: 0.03 for ± 3 points.
    p : float, default 0.5
        Expected share; 0.5 needs most.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : {"wald", "wilson", "logit"}
        Interval whose half-width is meant.
    deff : float, default 1.0
        Design effect.
    population_size : float, optional
        People in the population.
    response_rate : float, default 1.0
        Share of those invited who will answer.

    Returns
    -------
    SampleSize

    Raises
    ------
    ArgumentError
        When an argument is out of range or the method is unknown.

    References
    ----------
    Cochran (1977), Sampling Techniques, section 4.4; Valliant, Dever & Kreuter (2018), Practical
    Tools for Designing and Weighting Survey Samples, section 3.2.

    Examples
    --------
    >>> sample_size_margin(0.03).n
    1068
    """
    half = check_between("margin", margin, 0, 0.5)
    if half < _LEAST_MARGIN:
        raise ArgumentError(f"margin is {described(margin)}; expected at least {_LEAST_MARGIN:g}")
    share = np.asarray(check_share("p", p))
    chosen = pick(METHODS, method, "a margin of error")
    n = float(chosen.nobs(share, np.asarray(half), quantile(confidence_level)))
    aim = Message(
        "For ± {margin} points around {share} at {level} confidence",
        # half a width of shares is points, and no part of a share
        margin=PrintedNumber(planned_words(half).removesuffix("%")),
        share=planned_words(float(share)),
        level=level_words(confidence_level),
    )
    return sized(n, deff, population_size, response_rate, Purpose(aim))
