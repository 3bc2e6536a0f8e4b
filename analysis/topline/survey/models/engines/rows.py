"""The rows of a model that an engine holds: what is modelled, and who is in use."""

from dataclasses import dataclass, field

import narwhals as nw
import numpy as np

from ....errors import ArgumentError, DataError
from ....expressions.tree import Name, shortened
from ....formulas.read import Formula
from ....values import Value
from ...engine.lazy.coded import as_expression, joined
from ...engine.lazy.conditions import condition_code
from ...engine.lazy.source import LazySource
from ...estimators.request import Request
from ...weighting.engines.sums import added
from .columns import Factors, factors_of


@dataclass(frozen=True, eq=False, kw_only=True)
class InUse(Value):
    """The rows of a model: what is modelled, who is in use, and how many are.

    Attributes
    ----------
    outcome, used : narwhals.Expr
    outcome_words : str
    factors : Factors
    counted, missing : int
        Rows in use, and rows meant without an answer to something.
    mean : float
        Mean weight of the rows meant.
    """

    outcome: nw.Expr = field(repr=False)
    used: nw.Expr = field(repr=False)
    outcome_words: str
    factors: Factors
    counted: int
    missing: int
    mean: float


def in_use(request: Request, source: LazySource, formula: Formula) -> InUse:
    """Return who has an outcome and all predictors.

    Raises
    ------
    ArgumentError, DataError
        When nobody has, or rows lack an answer and missing="fail".
    """
    outcome, words = _outcome(source, formula)
    factors = factors_of(source, formula)
    meant = source.codes.weight > 0
    if request.within is not None:
        inside = joined([request.within.rows], lambda code: np.where(code > 0, 1, 0))
        meant = meant & (as_expression(inside) > 0)
    used = meant & ~outcome.is_null() & factors.known
    sums = [
        nw.when(where).then(what).otherwise(nw.lit(0.0))
        for where, what in (
            (used, nw.lit(1.0)),
            (meant, nw.lit(1.0)),
            (meant, source.codes.weight),
        )
    ]
    counted, every, whole = added(source, [], sums).tolist()
    missing = int(every - counted)
    if not counted:
        raise ArgumentError(
            f"formula {shortened(formula.text)!r}: no row has a value of all of "
            f"{', '.join(map(repr, formula.names))}; leave one out"
        )
    if missing and request.missing == "fail":
        raise DataError(
            f"{missing:,} of {int(every):,} rows lack an answer to the outcome or a "
            "predictor; fill them in, or choose missing='drop'"
        )
    return InUse(
        outcome=outcome,
        used=used,
        outcome_words=words,
        factors=factors,
        counted=int(counted),
        missing=missing,
        mean=whole / every,
    )


def _outcome(source: LazySource, formula: Formula) -> tuple[nw.Expr, str]:
    """Return the outcome of each row, and what is modelled."""
    node = formula.outcome
    if node is None:
        raise ArgumentError("formula has no outcome; expected 'outcome ~ predictors'")
    if not isinstance(node, Name):
        code = as_expression(condition_code(source.levels, str(node)))
        return nw.when(code >= 0).then(code), shortened(str(node).replace("`", ""))
    if not source.is_categorical(node.name):
        return source.variable(node.name).rows.expr, node.name
    own = source.categories(node.name)
    table = source.counted([own.rows])
    there = np.unique(own.rows.code(table.places)[table.count > 0])
    found = [int(code) for code in there if code >= 0]
    labels = [own.labels[code] for code in found]
    if len(found) != 2:
        raise ArgumentError(
            f"outcome {node.name!r} has {len(found)} answers ({', '.join(map(str, labels[:8]))}); "
            f"expected numbers or two answers; name those to model, as in "
            f'"{node.name} == {str(labels[-1] if labels else "yes")!r} ~ …"'
        )
    second = joined([own.rows], lambda code: np.where(code < 0, -1, code == found[1]))
    code = as_expression(second)
    value = nw.when(code >= 0).then(code)
    return value, f"{node.name} = {labels[1]} (not {labels[0]})"
