"""Predictors of a likelihood that say something of their own, beside the constant that it has."""

from dataclasses import dataclass

import numpy as np

from ....errors import ArgumentError
from ....formulas.coding import Coded
from ....statistics.core.matrix import without_repeated
from ....values import Value
from ...data.columns import FloatArray


@dataclass(frozen=True, eq=False, kw_only=True)
class OwnPredictors(Value):
    """Predictors that say something of their own.

    Attributes
    ----------
    x : (m, p) float
    names, left_out : tuple of str
    columns : tuple of int
        Their places in the matrix of the formula.
    of_terms : mapping of str to tuple of int
        The columns of each term.
    """

    x: FloatArray
    names: tuple[str, ...]
    left_out: tuple[str, ...]
    columns: tuple[int, ...]
    of_terms: dict[str, tuple[int, ...]]


def own_predictors(coded: Coded, weights: FloatArray, *, constant: bool) -> OwnPredictors:
    """Return the predictors that repeat no others, with the constant or beside one.

    Cut points, a baseline hazard and the like are a constant of their own: predictors that add up
    to one repeat it, and the first column is that constant.

    Raises
    ------
    ArgumentError
        When the formula has an offset, which none of these likelihoods takes.
    """
    if coded.formula.offsets:
        raise ArgumentError(
            "this model takes no offset(), as those of glm do; leave it out, or take the column as "
            "a predictor"
        )
    own = tuple(coded.terms.get("1", ()))
    others = [at for at in range(coded.matrix.shape[1]) if constant or at not in own]
    x = np.asarray(coded.matrix)[:, others]
    beside = x if constant else np.column_stack([np.ones(len(x)), x])
    # about their means, so that what hardly varies is not taken for a constant
    centred = beside.copy()
    if not constant or own:
        centred[:, 1:] -= np.average(beside[:, 1:], axis=0, weights=weights)
    kept = without_repeated(centred.T @ (centred * weights[:, None])).columns
    used = kept if constant else kept[kept > 0] - 1
    place = {others[at]: number for number, at in enumerate(used.tolist())}
    return OwnPredictors(
        x=x[:, used],
        names=tuple(coded.names[others[at]] for at in used),
        left_out=tuple(coded.names[at] for at in others if at not in place),
        columns=tuple(place),
        of_terms={
            term: tuple(place[at] for at in columns if at in place)
            for term, columns in coded.terms.items()
        },
    )
