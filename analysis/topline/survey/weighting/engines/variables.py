"""The variables of a calibration as expressions of an engine, and their totals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw
import numpy as np

from ....errors import ArgumentError
from ....values import Value
from ...data.columns import FloatArray
from ...engine.lazy.source import LazySource
from ..columns import by_answer
from ..constraints import PEOPLE, as_total, place_of, refuse_unmatched
from ..terms import CONSTANT
from .cells import EngineAnswers, engine_cells


@dataclass(frozen=True, eq=False, kw_only=True)
class EngineVariables(Value):
    """What weights are calibrated on, where rows are not in memory.

    Attributes
    ----------
    x : tuple of narwhals.Expr
    totals : (p,) float
    of, labels, categories : tuple
        As of ``Constraints``.
    """

    x: tuple[nw.Expr, ...] = field(repr=False)
    totals: FloatArray
    of: tuple[str, ...]
    labels: tuple[str, ...]
    categories: tuple[Any, ...]


def engine_variables(
    source: LazySource, totals: Mapping[Any, Any], total: float | None
) -> EngineVariables:
    """Return an expression for each number, and for each answer of the others.

    Raises
    ------
    ArgumentError
        When an answer has no total, a total no rows, or a variable is missing in some rows.
    """
    found: list[tuple[nw.Expr, float, str, str, Any]] = []
    if total is not None:
        found.append((nw.lit(1.0), float(total), PEOPLE, PEOPLE, None))
    for name, given in totals.items():
        if name in CONSTANT:
            found.append((nw.lit(1.0), as_total(name, given), name, name, None))
        elif isinstance(given, Mapping):
            own = engine_cells(source, [name])
            column, wanted = own.columns[0], by_answer(EngineAnswers(source), name, given)
            refuse_unmatched(name, column, wanted, None, own.rows)
            for category, target in wanted.items():
                place = place_of(column.categories, category, name)
                label = f"{column.name}={category}"
                number = as_total(name, target)
                found.append((own.indicator(0, place), number, str(name), label, category))
        else:
            if name not in source.names:
                raise ArgumentError(
                    f"a total is given for {name!r}, which is no column, and the rows are not in "
                    "memory; name a column of numbers, or give answers as "
                    "{'sex': {'f': 5100, 'm': 4900}}"
                )
            variable = source.variable(name)
            missing = source.unanswered([variable])
            if missing:
                raise ArgumentError(
                    f"{name!r} is missing in {missing:,} rows, and a total is of all; fill it in, "
                    "or leave those rows out of the survey"
                )
            found.append((variable.rows.expr, as_total(name, given), name, name, None))
    x, wanted_totals, of, labels, categories = zip(*found, strict=True)
    return EngineVariables(
        x=x, totals=np.array(wanted_totals), of=of, labels=labels, categories=categories
    )
