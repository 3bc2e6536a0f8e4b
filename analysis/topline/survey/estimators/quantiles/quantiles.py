"""Quantiles and medians of numeric variables, their intervals by the share of people below.

Woodruff's interval is that of the share of people at or below a quantile, read back: its limits are
the quantiles at the limits of that share, its standard error the width over 2t. Where an answer is
one of few values it is centred too far from q, and order statistics take its place. The share's
variance comes from the kernel of the design, linearised or replicated. The influence on the share,
times std_error/std_error(share), stands for that on the quantile where quantiles of one sample are
compared.
"""

from contextlib import suppress
from typing import Any

import numpy as np

from ....arguments import described
from ....errors import ArgumentError
from ....estimates.covariance import Covariance, Whole
from ....estimates.estimates import Estimates
from ....language.marking import marked
from ..request import Request, names_of, refuse_unknown, words_of
from .replicated import by_replicates
from .rules import RULES, QuantilesAsked
from .woodruff import OF_SHARE, woodruff

METHODS = ("woodruff", "replicate")

_WOODRUFF, _ORDERED = "Woodruff's interval", "order statistics at the effective size"
_KINDS = {_WOODRUFF: False, _ORDERED: True}
_HOW = {
    (_WOODRUFF,): marked("weighted quantile with Woodruff's interval"),
    (_ORDERED,): marked("weighted quantile with order statistics at the effective size"),
    (_WOODRUFF, _ORDERED): marked(
        "weighted quantile with Woodruff's interval or order statistics at the effective size"
    ),
    (): marked("weighted quantile with"),
}
_UNWEIGHTED = (
    marked("quantile with Woodruff's interval"),
    marked("quantile with order statistics at the effective size"),
    marked("quantile with Woodruff's interval or order statistics at the effective size"),
)
"""The same of equal weights, for catalogues."""


_MOST = 200
"""Quantiles of a variable: each respondent moves each of them."""


def estimate_quantiles(
    request: Request, variables: Any, q: Any, rule: str, method: str
) -> Estimates:
    """Estimate quantiles; see ``Survey.quantile``.

    Raises
    ------
    ArgumentError, DataError
        When a column is unknown or holds no numbers, or an option is not legal.
    """
    refuse_unknown("method", method, METHODS)
    refuse_unknown("rule", rule, list(RULES))
    if request.design_effect:
        raise ArgumentError(
            "design_effect is for means, totals and shares, not for quantiles; leave it out"
        )
    shares = np.empty(0)
    # a text is no number, though it may look like one
    with suppress(TypeError, ValueError, ArithmeticError):
        given = np.atleast_1d(np.asarray(q))
        if given.dtype.kind in "biufO" and not any(isinstance(x, str) for x in given.flat):
            shares = given.astype(float)
    if shares.ndim != 1 or not shares.size or not ((shares >= 0) & (shares <= 1)).all():
        raise ArgumentError(
            f"q is {described(q)}; expected shares from 0 to 1, such as 0.5 or [0.25, 0.75]"
        )
    if shares.size > _MOST:
        raise ArgumentError(
            f"q has {shares.size:,} shares; expected at most {_MOST}, such as those of percentiles"
        )
    names = tuple(names_of(variables))
    asked = QuantilesAsked(names, shares, RULES[rule])
    if method == "replicate":
        return by_replicates(request, asked)
    refuse_unknown("interval", request.interval or OF_SHARE[0], OF_SHARE)
    found = woodruff(request, asked)
    kinds = [name for name, some in _KINDS.items() if some in found.few]
    how = words_of(request, _HOW[tuple(kinds)])
    k = len(found.std_error)
    joint = Covariance(k, Whole(k, found.covariance))
    return Estimates(
        found.columns, joint, how, **request.said(found.piece.notes, found.piece.scales)
    )
