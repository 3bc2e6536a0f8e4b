"""The functions that a formula may call: one table. Nothing else of a formula ever runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..errors import ArgumentError
from ..mappings import FrozenMapping
from ..statistics.core.arguments import FloatArray
from ..statistics.core.methods import as_table
from .library import formulaic
from .splines import check_knots, natural_spline

State = dict[str, Any]
"""What a transform has found out of the rows it was first made of, such as their mean or knots."""


@dataclass(frozen=True)
class Transform:
    """A function of a whole column or expression.

    Attributes
    ----------
    key : str
        Its name in formulas.
    label : str
    of : callable, optional
        ``(values, state, **options)``: an array, or a mapping of column to array. Without one the
        coding itself knows what becomes of it.
    options : mapping of str to type
        What may follow the first argument, by name or in this order.
    """

    key: str
    label: str
    of: Callable[..., Any] | None = None
    options: Mapping[str, type] = FrozenMapping({})


FUNCTIONS: Mapping[str, Callable[[FloatArray], FloatArray]] = FrozenMapping(
    {
        "log": np.log,
        "log2": np.log2,
        "log10": np.log10,
        "log1p": np.log1p,
        "exp": np.exp,
        "sqrt": np.sqrt,
        "abs": np.abs,
    }
)
"""Functions of each value by itself, which may stand within each other."""

CATEGORIES = ("C", "factor")
OFFSET = "offset"


def _of_library(name: str, **always: Any) -> Callable[..., Any]:
    """Return a transform of the library; its parameters stay those of the rows it first met."""

    def apply(values: FloatArray, state: State, **options: Any) -> Any:
        transform = getattr(formulaic("formulaic.transforms"), name)
        if "knots" in options and not state:
            options["knots"] = check_knots(values, options["knots"], options.get("df"))
        try:
            with np.errstate(divide="ignore", invalid="ignore"):
                return transform(values, _state=state, **always, **options)
        except (ValueError, IndexError, np.linalg.LinAlgError):
            given = ", ".join(f"{key}={value}" for key, value in options.items())
            raise ArgumentError(
                f"no {name.replace('_', ' ')} with {given or 'its defaults'} can be made of "
                f"{len(np.unique(values)):,} different values; choose another df or degree (bs "
                "needs a df of its degree, 3, or more, cr one of 2 or more), or a column of more "
                "values"
            ) from None

    return apply


TRANSFORMS: Mapping[str, Transform] = FrozenMapping(
    as_table(
        Transform("I", "an expression as it stands: I(age ** 2), I(age > 40)"),
        *(
            Transform(key, "a column as categories", options={"reference": object})
            for key in CATEGORIES
        ),
        Transform(OFFSET, "a known part of the linear predictor: offset(log(days))"),
        Transform("center", "less its mean", _of_library("center")),
        Transform("scale", "less its mean, in standard deviations", _of_library("scale")),
        Transform("poly", "orthogonal polynomials", _of_library("poly"), options={"degree": int}),
        Transform(
            "bs",
            "B-splines",
            _of_library("basis_spline", extrapolation="extend"),
            options={"df": int, "degree": int, "knots": tuple},
        ),
        Transform(
            "cr",
            "natural cubic splines, centred",
            _of_library("natural_cubic_spline", constraints="center"),
            options={"df": int, "knots": tuple},
        ),
        Transform(
            "ns",
            "natural cubic splines, in R's columns",
            natural_spline,
            options={"df": int, "knots": tuple},
        ),
    )
)
"""Functions of whole columns by their name in formulas."""
