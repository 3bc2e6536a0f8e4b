"""Estimates of numeric variables: smooth functions of weighted sums."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ...answers.folding import compact, fold
from ...arguments import check_number
from ...errors import ArgumentError, DataError
from ...estimates.estimates import Estimates
from ...estimates.row_limits import Columns
from ...language.message import Message
from ...wording import value_text
from ..data.columns import FloatArray
from ..design.design import Design, Linearised
from ..engine.asked import Asked, Terms, Variable
from ..engine.totals import Sums
from ..variance.kernels import cell_totals
from ..variance.row_units import RowSpread
from .assemble import Found, Piece, assemble
from .design_effects import kish, simple_variance
from .functions import ESTIMATORS, Smooth
from .request import Request, variable_of, words_of
from .shares import total_of_categories


def estimate_values(request: Request, key: str, variables: Sequence[tuple[Any, ...]]) -> Estimates:
    """Estimate a function of sums for each set of variables.

    Raises
    ------
    ArgumentError, DataError
        When a variable is unknown or holds no numbers, or an option is not legal.
    """
    method = ESTIMATORS[key]
    source = request.source
    pieces = [
        total_of_categories(request, names[0])
        # of answers, a total is one of people for each
        if key == "total" and (source.is_several(names[0]) or source.is_categorical(names[0]))
        else value_piece(request, method, names)
        for names in variables
    ]
    asked = [name for names in variables for name in names]
    if key in _COMPARED and len(asked) > 1:
        told = turned_notes(request, asked)
        pieces[-1] = replace(pieces[-1], notes=(*pieces[-1].notes, *told))
    if key == "count" and request.interval is None:
        request = replace(request, interval="log")
    return assemble(request, pieces, words_of(request, method.label))


_COMPARED = ("mean", "correlation", "covariance")
"""Estimates whose sign, or place among others, is that of the codes."""


def turned_notes(request: Request, names: Sequence[Any]) -> list[str]:
    """Say whose codes stand for the answers of the first variable in another order."""
    told = {
        name: [compact(fold(label)) for label in request.source.labels_by_code(name)]
        for name in names
    }
    first = told[names[0]]
    others = [name for name, own in told.items() if own != first and sorted(own) == sorted(first)]
    if not others:
        return []
    note = Message(
        "{names}: the same answers as of {first}, whose codes are in another order, so their "
        "numbers are of opposite ends; turn some round before they are compared or added up",
        names=", ".join(map(str, others)),
        first=str(names[0]),
    )
    return [note]


def estimate_rate_of_events(request: Request, events: str, exposure: str, per: float) -> Estimates:
    """Estimate events per `per` units of exposure; see ``Survey.rate``.

    Raises
    ------
    ArgumentError, DataError
    """
    expected = "a number above 0, such as 1000 for a rate per 1,000 years"
    per = check_number("per", per, 1e-100, 1e100, expected=expected)
    for name, what in ((events, "events"), (exposure, "time at risk")):
        asked = Asked(request.domains, (variable_of(request, name),), _sizes, repeated=1)
        below, size = request.source.sums(asked).total[1:]
        if (below > _ROUNDING * size).any():
            raise DataError(
                f"column {name!r} has values below 0, and there is no less than none of {what}; "
                f"correct them, or leave them out with where='`{name}` >= 0'"
            )
    piece = value_piece(request, ESTIMATORS["ratio"], (events, exposure))
    times = sparse.diags_array(np.full(len(piece.estimate), per), format="csr")
    piece = replace(piece, estimate=per * piece.estimate, spread=piece.spread @ times)
    chosen = replace(request, interval="poisson") if request.interval is None else request
    label = f"rate per {value_text(per)}" if per != 1 else "rate"
    return assemble(chosen, [piece], words_of(request, label))


def estimate_correlation(request: Request, first: Any, second: Any) -> Estimates:
    """Estimate a correlation, by default with limits on the scale of Fisher's z.

    Raises
    ------
    ArgumentError, DataError
    """
    chosen = replace(request, interval="fisher_z") if request.interval is None else request
    return estimate_values(chosen, "correlation", [(first, second)])


def _sizes(y: Any) -> tuple[Any, ...]:
    """Return |y| − y, which is 0 but of what is below 0, and |y|; of arrays and expressions."""
    size = (y * y) ** 0.5
    return size - y, size


def value_piece(request: Request, method: Smooth, names: tuple[Any, ...]) -> Piece:
    """Return an estimator of some variables, one estimate per domain."""
    variables = tuple(variable_of(request, name) for name in names)
    shifts = [request.source.typical(each) if method.shifted else 0.0 for each in variables]
    compared = request.design_effect not in (False, "kish")
    if compared and method.key not in ("mean", "total"):
        raise ArgumentError(
            f"design_effect is for means, totals and shares, not for a {method.label}; leave it out"
        )
    # the variance under simple random sampling takes y² besides
    terms: Terms = (lambda y: (y, y * y)) if compared else method.terms
    asked = Asked(
        domains=request.domains,
        variables=variables,
        terms=lambda *values: terms(*(v - c for v, c in zip(values, shifts, strict=True))),
        repeated=method.count,
    )
    sums = request.source.sums(asked)
    found = value_of(request.design, method, sums, shifts[0] if method.moves else 0.0)
    counts = method.key in ("total", "count")
    # a total of nobody is 0, all else of nobody is unknown
    estimate = found.estimate if counts else np.where(sums.n == 0, np.nan, found.estimate)
    piece = Piece.of(request, sums, replace(found, estimate=estimate))
    return replace(
        piece,
        labels=Columns(
            Columns.of(request.domains.labels),
            outcome=np.full(len(sums.n), " / ".join(map(str, names)) or "people"),
        ),
        simple=simple_variance(request, method, sums) if compared else None,
        deff=kish(request, asked, piece) if request.design_effect == "kish" else None,
        unknown=None if counts else piece.unknown,
        counted=_counted(request, method, variables) if method.key in _COUNTED else None,
        alike=None if method.key == "count" else _alike(request, method, asked, piece, shifts),
        notes=tuple(note for variable in variables for note in variable.notes),
    )


_COUNTED = ("count", "ratio", "total")
"""Estimates that are counts or rates, or may be."""


def _counted(request: Request, method: Smooth, variables: Sequence[Variable]) -> FloatArray | None:
    """Return the fewest respondents, or effective ones, that are counted; None where none are.

    Those of a count are all of the domain, and of a total of 0 and 1 who has a 1; those of a rate
    are not 0 in its numerator, and not 0 in its denominator.
    """
    source = request.source
    if method.key == "count":
        counted: list[tuple[Variable, ...]] = [()]
    elif method.key == "ratio":
        above, below = (source.without(each, 0) for each in variables)
        counted = [(above, variables[1]), (variables[0], below)]
    else:
        # a middle value beyond them saves a pass over the rows
        if not 0 <= source.typical(variables[0]) <= 1:
            return None
        ones = source.without(variables[0], 0)
        if source.base(Asked(request.domains, (source.without(ones, 1),))).n.any():
            return None
        counted = [(ones,)]
    bases = [source.base(Asked(request.domains, own)) for own in counted]
    return np.asarray(np.min([base.counted for base in bases], axis=0))


_ROUNDING = 1e-12
"""Part of what is squared that rounding leaves of a residual."""


_SPREADS = ("variance", "standard_deviation", "covariance")
"""Estimates that are 0, and moved by nobody, just where all answers are the same."""


_OF_SPREADS = ("correlation", "alpha")
"""Estimators that divide by spreads: of answers that are all the same there is none."""


def _alike(
    request: Request, method: Smooth, asked: Asked, piece: Piece, shifts: Sequence[float]
) -> NDArray[np.bool_]:
    """Return in which domains all answers are the same; for a ratio, all ratios are.

    Nothing is known of the spread of such answers. Who alone answered has no spread at all, but a
    total of 0 is one of nobody's, as the number of people with an answer that nobody gave.
    """
    spread, estimate, sampled = piece.spread, piece.estimate, np.asarray(piece.sampled)
    if method.key in _OF_SPREADS:
        return np.asarray(sampled & np.isnan(estimate) & (piece.n > 1))
    # what no unit's answers, or no replicate, has moved
    if isinstance(spread, RowSpread):
        moved = spread.size
    elif isinstance(request.design, Linearised):
        moved = np.bincount(spread.indices, np.abs(spread.data), len(estimate)).astype(float)
    else:
        with np.errstate(invalid="ignore"):
            moved = np.nanmax(np.abs(spread - estimate), axis=0, initial=0)
    # where all answers are 0, what was taken off them is of the size that rounding is of
    size = np.abs(estimate) + (abs(shifts[0]) if method.moves else 0.0)
    flat = sampled & (moved <= _ROUNDING * size) & np.isfinite(estimate)
    flat &= piece.n > (0 if method.key == "total" else 1)
    if not flat.any() or method.key in _SPREADS:
        return flat
    one = replace(asked, terms=_squares, repeated=0)
    yy, xy, xx = request.source.sums(one).total[1:, :, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        # y is a multiple of x just where Cauchy's inequality is an equality; of none, a total of 0
        left = yy if method.key == "total" else yy - xy**2 / xx
    return np.asarray(flat & ~(left > _ROUNDING * yy))


def _squares(y: FloatArray, x: FloatArray | None = None) -> tuple[FloatArray, ...]:
    # an engine's expression of ones is made of one that it has
    other = y * 0 + 1 if x is None else x
    return y * y, y * other, other * other


def value_of(design: Design, method: Smooth, sums: Sums, move: float = 0.0) -> Found:
    """Return the estimates that sums give, with their influence or replicates.

    Parameters
    ----------
    design : Design
    method : Smooth
    sums : Sums
        Of at least the method's terms.
    move : float
        What was taken off the values, and the estimates are to have back.
    """
    used = sums.total[: 1 + method.count, :, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = method.value(used, sums.n) + move
        if sums.again is not None:
            again = method.value(sums.again[:, :, 0], sums.n[:, None]) + move
            return Found(estimate, again.T)
        cells = sums.linear
        assert isinstance(design, Linearised)
        assert cells is not None
        gradient = method.gradient(used, sums.n)[:, cells.domain]
        influence = np.einsum("jc,jc->c", gradient, cells.sums[: len(used), :, 0])
    return Found(estimate, cell_totals(design, sums, influence[:, None]))
