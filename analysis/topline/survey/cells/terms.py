"""The terms of a log-linear model, and its fit to the shares of a table."""

from collections.abc import Sequence
from itertools import chain, combinations, product

import numpy as np

from ...errors import ArgumentError
from ...expressions.tree import Name
from ...formulas.read import Formula
from ...statistics.models.loglinear import LoglinearFit, fit_loglinear, sum_coded
from ..data.columns import FloatArray
from .table import CellShares

Term = frozenset[int]
"""Places of the variables of a main effect, or of an interaction."""

_FORM = "expected variables joined by + and *, as '~ age * vote'"


def terms_of(formula: Formula) -> list[tuple[str, ...]]:
    """Return the terms, each the columns it is of; the constant follows from the others.

    Raises
    ------
    ArgumentError
    """
    if formula.outcome is not None:
        raise ArgumentError(
            f"formula {formula.text!r} has an outcome, and the variables of a table are all alike; "
            f"{_FORM}"
        )
    names = {
        key: one.of.name
        for key, one in formula.factors.items()
        if isinstance(one.of, Name) and not one.options
    }
    odd = [*(key for key in formula.factors if key not in names), *map(str, formula.offsets)]
    if odd:
        raise ArgumentError(
            f"formula {formula.text!r}: {odd[0]} is no variable of a table; {_FORM}"
        )
    if () not in formula.terms:
        raise ArgumentError(
            f"formula {formula.text!r} leaves out the constant, by which the shares add up to 1; "
            f"{_FORM}"
        )
    terms = [tuple(names[key] for key in term) for term in formula.terms if term]
    if not terms:
        raise ArgumentError(f"formula {formula.text!r} names no variable; {_FORM}")
    return terms


def fit_terms(cells: CellShares, terms: Sequence[Term]) -> LoglinearFit:
    """Fit the model of some terms, or say which of them has a cell of nobody.

    Raises
    ------
    ArgumentError
    """
    shares = cells.shares[0].reshape(cells.sizes)
    for term in terms:
        axes = sorted(term)
        for axis in axes:
            if cells.sizes[axis] < 2:
                raise ArgumentError(
                    f"{cells.names[axis]!r} has one category among these respondents; a term needs "
                    "two or more: leave it out"
                )
        margin = shares.sum(axis=tuple(at for at in range(shares.ndim) if at not in axes))
        if not (margin > 0).all():
            who = " and ".join(
                f"{cells.names[axis]} {cells.labels[axis][place]!r}"
                for axis, place in zip(axes, np.argwhere(margin == 0)[0], strict=True)
            )
            raise ArgumentError(
                f"nobody has {who}, so that the effects of {term_name(cells, term)} are not "
                "finite; put categories together, or leave the term out"
            )
    return fit_loglinear(cells.shares[0], _effects(cells, terms))


def table_itself(cells: CellShares) -> LoglinearFit:
    """Return the model of all terms there are, which has the shares of the table."""
    places = range(len(cells.sizes))
    every = chain(*(combinations(places, size + 1) for size in places))
    none = np.empty(0)
    return LoglinearFit(
        x=_effects(cells, [*map(frozenset, every)]),
        coefficients=none,
        fitted=cells.shares[0],
        slope=none,
    )


def _effects(cells: CellShares, terms: Sequence[Term]) -> FloatArray:
    blocks = [sum_coded(cells.sizes, sorted(term)) for term in terms]
    return np.hstack([np.empty((cells.shares.shape[1], 0)), *blocks])


def term_name(cells: CellShares, term: Term) -> str:
    """Return the name of a term, as "age:vote"."""
    return ":".join(str(cells.names[axis]) for axis in sorted(term))


def effect_names(cells: CellShares, term: Term) -> list[str]:
    """Return the names of a term's effects, in the order of ``sum_coded``."""
    parts = [
        [f"{cells.names[axis]}[{label}]" for label in cells.labels[axis][:-1]]
        for axis in sorted(term)
    ]
    return [":".join(each) for each in product(*parts)]
