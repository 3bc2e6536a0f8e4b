"""What formulaic does: interactions coded to full rank, splines and polynomials, and their state.

What it is given is written here: variables are called v0_, v1_ and so on, answers are numbers, and
options are constants. Nothing of what a person wrote reaches it as text, for it runs what it reads.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..errors import ArgumentError
from ..expressions.formula import AS_THEY_ARE, Factor, ModelFormula

INTERCEPT = "(Intercept)"

_CALL = re.compile(r"[a-z]+\(v(\d+)_.*\)(\[\d+\])?")
_VARIABLE = re.compile(r"v(\d+)_(?:\[(T\.)?(\d+)\])?")
"""Parts of the names that formulaic gives columns: a transform, or a variable and its answer."""

_QUOTED = re.compile(r"`(?:[a-z]+\()?v(\d+)_[^`]*`")

_EXTRAPOLATION = ("raise", "clip", "zero", "extend")
"""What a spline may do outside of its bounds."""


def learnt(formula: ModelFormula, frame: pd.DataFrame) -> Any:
    """Return what formulaic learns of a formula from some rows: a spec, for these and others.

    Raises
    ------
    ArgumentError
        When formulaic is not installed, or cannot work the formula out.
    """
    try:
        from formulaic import Formula  # type: ignore[import-untyped]
    except ImportError:
        raise ArgumentError(
            f"the formula {formula.text!r} needs formulaic, which is not installed; "
            "pip install 'topline[models]', or name columns alone, joined by +"
        ) from None
    for number, factor in enumerate(formula.factors):
        degree = dict(factor.options).get("degree", 1)
        distinct = frame[f"v{number}_"].nunique()
        if factor.kind == "poly" and isinstance(degree, int) and degree >= distinct:
            raise ArgumentError(
                f"{factor.text} is of degree {degree}, and its column holds {distinct} different "
                "numbers; a polynomial takes fewer"
            )
    return matrix_of(formula, Formula(written(formula)), frame).model_spec


def matrix_of(formula: ModelFormula, spec: Any, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix that a formula of formulaic's, or a spec of it, makes of some rows.

    Raises
    ------
    ArgumentError
        When it cannot, with what it says of why.
    """
    from formulaic.errors import FormulaicError  # type: ignore[import-untyped]

    try:
        with np.errstate(all="ignore"):
            found: pd.DataFrame = spec.get_model_matrix(frame, context={}, na_action="raise")
    except (FormulaicError, ValueError) as error:
        factors = formula.factors
        words = _QUOTED.sub(lambda part: f"'{factors[int(part[1])].text}'", str(error))
        raise ArgumentError(f"the formula cannot be worked out: {words}") from None
    wrong = found.columns[~np.isfinite(found.to_numpy(dtype=float)).all(axis=0)]
    if len(wrong):
        raise ArgumentError(
            f"{called(str(wrong[0]), formula.factors, {})} is no number in some rows; take fewer "
            "columns of it, as by a lower degree or df"
        )
    return found


def frame_of(leaves: Sequence[Any], answers: Sequence[int], known: Any) -> pd.DataFrame:
    """Return variables as formulaic is given them; `answers` are how many, 0 of numbers."""
    columns: dict[str, Any] = {}
    for number, (leaf, count) in enumerate(zip(leaves, answers, strict=True)):
        values = leaf[known]
        columns[f"v{number}_"] = pd.Categorical(values, range(count)) if count else values
    return pd.DataFrame(columns, index=range(int(known.sum())))


def written(formula: ModelFormula) -> str:
    """Write a formula for formulaic, by numbers of variables and constants alone."""
    names: dict[Factor, str] = {}
    for number, factor in enumerate(formula.factors):
        names[factor] = f"v{number}_"
        if factor.kind not in AS_THEY_ARE:
            options = [f", {key}={_constant(factor, key)}" for key, _ in factor.options]
            names[factor] = f"{factor.kind}(v{number}_{''.join(options)})"
    terms = [":".join(names[factor] for factor in term) for term in formula.terms]
    return " + ".join([str(int(formula.intercept)), *terms])


def _constant(factor: Factor, key: str) -> str:
    """Write an option: a number, a list of them, True or False."""
    value = dict(factor.options)[key]
    if key == "extrapolation" and value in _EXTRAPOLATION:
        return repr(value)
    plain = value if isinstance(value, tuple) else (value,)
    if not all(type(one) in (int, float, bool) for one in plain):
        listed = ", ".join(_EXTRAPOLATION)
        raise ArgumentError(
            f"{key} of {factor.text} is {value!r}; expected "
            f"{listed if key == 'extrapolation' else 'numbers'}"
        )
    return repr(list(plain)) if isinstance(value, tuple) else repr(value)


def called(name: str, factors: Sequence[Factor], levels: Mapping[Factor, tuple[Any, ...]]) -> str:
    """Return the name of a column with the variables and answers as a person calls them."""
    if name == "Intercept":
        return INTERCEPT

    def of_part(part: str) -> str:
        transform = _CALL.fullmatch(part)
        if transform:
            return f"{factors[int(transform[1])].text}{transform[2] or ''}"
        found = _VARIABLE.fullmatch(part)
        assert found is not None
        factor = factors[int(found[1])]
        answer = "" if found[3] is None else levels[factor][int(found[3])]
        return factor.text if found[3] is None else f"{factor.text}[{found[2] or ''}{answer}]"

    return ":".join(map(of_part, name.split(":")))
