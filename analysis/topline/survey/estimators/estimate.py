"""The estimators' common way: options, pieces, one table."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ..data.coding import as_names
from ..data.columns import column
from ..data.domains import mask_of
from ..design.design import Linearised
from .assemble import Piece, assemble
from .functions import ESTIMATORS
from .pieces import Frame, share_piece, total_of_levels_piece, value_piece

if TYPE_CHECKING:
    from ..survey import Survey


class Options(TypedDict, total=False):
    """What every estimator takes besides its variables.

    Attributes
    ----------
    by : str or list of str
        Columns whose combinations are domains: one estimate for each.
    where : (n,) bool, str or callable
        A subpopulation; the design stays that of the whole.
    missing : {"drop", "fail", "category"}
        Whether rows without an answer are left out and counted (default), refused, or, for
        shares, a level of their own.
    confidence_level : float
        Between 0 and 1; 0.95 by default.
    interval : str
        Method of the interval; "t" for values, "logit" for shares by default.
    deff : bool, "replace" or "kish"
        Whether to compute design effects: against simple random sampling without replacement
        (True) or with it, or from the weights alone, n·Σw²/(Σw)².
    """

    by: Any
    where: Any
    missing: str
    confidence_level: float
    interval: str | None
    deff: Any


def smooth(
    survey: "Survey", key: str, variables: Sequence[tuple[str, ...]], options: Options
) -> Estimates:
    """Estimate smooth functions of totals for each set of variables."""
    frame = checked(survey, options)
    pieces = []
    for names in variables:
        if key == "total" and _is_categorical(column(frame.data, names[0], "variable")):
            pieces.append(total_of_levels_piece(frame, names[0]))
        else:
            pieces.append(value_piece(frame, key, names, " / ".join(map(str, names)) or "people"))
    if not pieces:
        raise ArgumentError("no variables are named; give a column or a list of columns")
    default = "log" if key == "count" else None
    return _assembled(frame, pieces, options, ESTIMATORS[key].label, default)


def shares(survey: "Survey", variables: Any, options: Options) -> Estimates:
    """Estimate shares of levels, or of conditions."""
    frame = checked(survey, options)
    if isinstance(variables, Mapping):
        pieces = [_of_condition(frame, name, test) for name, test in variables.items()]
    else:
        pieces = [share_piece(frame, name) for name in as_names(variables)]
    if not pieces:
        raise ArgumentError("no variables are named; give a column or a list of columns")
    return _assembled(frame, pieces, options, "weighted share", None)


def _of_condition(frame: Frame, name: str, test: Any) -> Piece:
    """Return the share for whom a condition holds."""
    holds = mask_of(frame.data, test, len(frame.weights))
    levels = holds.astype(np.intp), pd.Index([False, True])
    whole = share_piece(frame, name, levels, name)
    return whole.rows(np.arange(1, len(whole.estimate), 2))


def checked(survey: "Survey", options: Options) -> Frame:
    """Return what the options ask for, refusing names that are no options.

    Raises
    ------
    ArgumentError
    """
    unknown = set(options) - set(Options.__annotations__)
    if unknown:
        raise ArgumentError(
            f"{min(unknown)!r} is no option; expected {', '.join(Options.__annotations__)}"
        )
    return survey.frame(options)


def _is_categorical(values: "pd.Series[Any]") -> bool:
    return isinstance(values.dtype, pd.CategoricalDtype) or (
        not pd.api.types.is_numeric_dtype(values.dtype)
        and not pd.api.types.is_datetime64_any_dtype(values.dtype)
        and pd.api.types.infer_dtype(values, skipna=True) in ("string", "mixed")
    )


def _assembled(
    frame: Frame, pieces: list[Piece], options: Options, what: str, default: str | None
) -> Estimates:
    return assemble(
        frame,
        pieces,
        confidence_level=options.get("confidence_level", 0.95),
        interval=options.get("interval") or default,
        how=words_of(frame, what),
    )


def words_of(frame: Frame, what: str) -> str:
    """Say how the estimates were made."""
    way = "linearised variance" if isinstance(frame.design, Linearised) else "replicates"
    left = frame.domains.left_out
    group = f"; {left:,} rows without a group left out" if left else ""
    return f"{what}, {way}; {frame.design.words}{group}"
