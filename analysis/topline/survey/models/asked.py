"""From what is asked of ``Survey.glm`` to a fitted model."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from warnings import warn

from ...arguments import check_one_of
from ...errors import ArgumentError, ToplineWarning
from ...formulas.read import Formula, read_formula
from ...statistics.models.families import Family, Link
from ...statistics.models.glm import family_and_link
from ..checks.rows import rows_in_memory
from ..design.subpopulation import Subpopulation
from ..estimators.request import Request, refuse_unknown, request_of
from .fit import Fitted, fitted
from .model import Model
from .rows.rows import model_rows

DEGREES = ("residual", "design")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a model is asked for; see ``Survey.glm``."""

    formula: str
    family: str
    link: str | None
    exponentiate: bool
    where: Any
    missing: str
    confidence_level: float
    df: str


Fit = Callable[[Subpopulation, Request, Formula, Family, Link], Any]
"""What fits a formula to the rows of a request."""


def fitted_in_memory(
    of: Subpopulation, request: Request, formula: Formula, family: Family, link: Link
) -> Fitted:
    """Fit a generalised linear model to rows in memory."""
    rows = model_rows(request, rows_in_memory(of), formula)
    return fitted(request, rows, family.key, link.key)


def model_by(fit: Fit, of: Subpopulation, wanted: Wanted) -> Model:
    """Fit a generalised linear model by what can fit one where its rows are.

    Raises
    ------
    ArgumentError, DataError
    """
    refuse_unknown("df", wanted.df, DEGREES)
    refuse_unknown("exponentiate", wanted.exponentiate, (False, True))
    if of.groups:
        raise ArgumentError(
            "a model is of all rows together, and the survey is grouped; use where= for each group"
        )
    check_one_of("exponentiate", wanted.exponentiate, (False, True))
    own, link = family_and_link(wanted.family, wanted.link)
    if wanted.exponentiate and not link.ratio:
        raise ArgumentError(
            f"exponentiate is for links whose coefficients are ratios (logit, log, cloglog), and "
            f"the link is {link.key}; leave it out"
        )
    request = request_of(
        of,
        {
            "where": wanted.where,
            "missing": wanted.missing,
            "confidence_level": wanted.confidence_level,
            "df": "design" if wanted.df == "design" else "domain",
        },
    )
    formula = read_formula(wanted.formula)
    model = Model(
        formula=wanted.formula,
        family=own.key,
        link=link.key,
        _fitted=fit(of, request, formula, own, link),
        _exponentiate=wanted.exponentiate,
    )
    if model._too_many:
        warn(model._too_many, ToplineWarning, stacklevel=4)
    return model
