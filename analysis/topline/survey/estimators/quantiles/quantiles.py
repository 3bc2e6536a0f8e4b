"""Quantiles and medians of numeric variables, as methods of ``Survey``."""

from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from ....errors import ArgumentError
from ....estimates.estimates import Estimates
from ....estimates.reason_codes import with_reason
from ...data.coding import as_names
from ...design.design import Linearised
from ...design.replicate_methods import REPLICATE_METHODS
from ...engine.ordering import ordered
from ...variance.freedom import degrees_of_respondents
from ..assemble import Piece, assemble, refuse_unknown
from ..estimate import Options, checked, words_of
from ..pieces import Frame, answers_of, lone_domains
from .replicated import replicate_quantiles
from .rules import RULES
from .woodruff import Asked, by_woodruff, labels_of, read, whole

if TYPE_CHECKING:
    from ...survey import Survey

METHODS = ("woodruff", "replicate")


def quantile(
    self: "Survey",
    variables: Any,
    q: Any,
    *,
    rule: str = "math",
    method: str = "woodruff",
    **options: Unpack[Options],
) -> Estimates:
    """Estimate quantiles of numeric variables.

    Parameters
    ----------
    variables : str or list of str
        Numeric columns; each is estimated from those who answered it.
    q : float or sequence of float
        Shares from 0 to 1, such as 0.9 for what 90 % are at or below; the column "quantile" names
        each row's.
    rule : str, default "math"
        Key of ``RULES``: "math" takes the least value with a share q at or below it, "school"
        averages two values where exactly a share q is, "hf4" to "hf9" interpolate.
    method : {"woodruff", "replicate"}
        Woodruff's interval; or the spread of the quantile itself under the replicate weights,
        for which jackknives are not valid.
    **options
        See ``Options``. `interval` of the share that Woodruff's rests on is "mean" (default:
        share ± t·std_error; no limit where it leaves 0 to 1), "xlogit", "beta" (Korn and
        Graubard's) or "asin".

    Raises
    ------
    ArgumentError, DataError
        When a column is unknown or holds no numbers, or an option is not legal.

    References
    ----------
    Woodruff (1952), JASA 47:635–646; Dorfman & Valliant (1993), ASA Proceedings of the Section on
    Survey Research Methods, 866–871.

    Examples
    --------
    >>> import pandas as pd
    >>> from topline import Survey
    >>> data = pd.DataFrame({"income": [10, 20, 30, 40, 90], "weight": [1, 1, 1, 1, 4]})
    >>> found = Survey(data, weights="weight").quantile("income", [0.25, 0.5], rule="school")
    >>> found.table["estimate"].tolist()
    [25.0, 65.0]
    """
    frame = checked(self, options)
    refuse_unknown("method", method, METHODS)
    asked = _asked(frame, variables, q, rule, options)
    return by_woodruff(frame, asked) if method == "woodruff" else _by_replicates(frame, asked)


def median(
    self: "Survey",
    variables: Any,
    *,
    rule: str = "math",
    method: str = "woodruff",
    **options: Unpack[Options],
) -> Estimates:
    """Estimate medians of numeric variables: ``quantile`` at 0.5, which says what the options do.

    With rule="school" an even number of equal weights gives the mean of the middle two answers.
    """
    return quantile(self, variables, 0.5, rule=rule, method=method, **options)


def _asked(frame: Frame, variables: Any, q: Any, rule: str, options: Options) -> Asked:
    refuse_unknown("rule", rule, list(RULES))
    if frame.deff:
        raise ArgumentError("deff is for means, totals and shares, not for quantiles; leave it out")
    try:
        shares = np.atleast_1d(np.asarray(q, dtype=float))
    except (TypeError, ValueError):
        shares = np.empty(0)
    if shares.ndim != 1 or not shares.size or not ((shares >= 0) & (shares <= 1)).all():
        raise ArgumentError(f"q is {q!r}; expected shares from 0 to 1, such as 0.5 or [0.25, 0.75]")
    names = tuple(as_names(variables))
    if not names:
        raise ArgumentError("no variables are named; give a column or a list of columns")
    level = options.get("confidence_level", 0.95)
    return Asked(names, shares, RULES[rule], options.get("interval"), level)


def _by_replicates(frame: Frame, asked: Asked) -> Estimates:
    """Estimate quantiles with the variance of their replicates."""
    design = frame.design
    if isinstance(design, Linearised):
        raise ArgumentError(
            "method='replicate' needs replicate weights; make them with .to_replicates, or choose "
            "method='woodruff'"
        )
    pieces = [_piece(frame, name, asked) for name in asked.names]
    found = assemble(
        frame,
        pieces,
        confidence_level=asked.level,
        interval=asked.interval,
        how=words_of(frame, "weighted quantile"),
    )
    if REPLICATE_METHODS[design.method].for_quantiles:
        return found
    table = with_reason(found.table, "jackknife", found.table["estimate"].notna())
    return Estimates(table, found.covariance, found.method)


def _piece(frame: Frame, name: str, asked: Asked) -> Piece:
    order = ordered(answers_of(frame, name), frame.weights, frame.domains)
    estimate = read(order, asked.rule, whole(frame, asked))
    again, sums = replicate_quantiles(frame, order, asked.rule, asked.q)
    k = len(asked.q)
    return Piece(
        labels_of(frame, name, asked),
        estimate.ravel(),
        again.reshape(len(again), -1),
        np.repeat(sums.n, k),
        np.repeat(sums.missing, k),
        np.repeat(sums.sums[0].sum(axis=1), k),
        None,
        lone=np.repeat(lone_domains(frame, sums), k),
        df=degrees_of_respondents(frame.design, order).repeat(k),
    )
