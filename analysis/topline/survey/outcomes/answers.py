"""From what is asked of ``Survey.ordinal`` and ``Survey.multinomial`` to a fitted model."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypedDict

import numpy as np
import pandas as pd

from ...arguments import check_one_of, described
from ...errors import ArgumentError
from ...estimates.scale import NO_ORDER
from ...expressions.tree import Name
from ...formulas.read import Formula, read_formula
from ...language.message import Message
from ...nearest import nearest_name
from ...statistics.models.likelihood import LikelihoodFit
from ...statistics.models.multinomial import fit_multinomial
from ...statistics.models.ordinal import CUMULATIVE, fit_ordinal
from ...statistics.weighting.shared.categories import as_text
from ..checks.rows import RowsInMemory, rows_in_memory
from ..data.columns import FloatArray, IntArray
from ..design.subpopulation import Subpopulation
from ..estimators.request import Request, other_option, refuse_unknown, request_of
from ..models.asked import DEGREES
from ..models.fit import Law, most_likely
from ..models.rows.columns import Outcome
from ..models.rows.own import own_predictors
from ..models.rows.rows import ModelRows, model_rows
from .likely import LikelihoodModel
from .shares import AnswerShares


class ModelOptions(TypedDict, total=False):
    """What every model takes besides its formula; see ``Survey.glm``."""

    where: Any
    missing: str
    confidence_level: float
    df: str


@dataclass(frozen=True, kw_only=True)
class AskedOf:
    """Which rows a model is of, and how its limits are made; see ``Survey.glm``."""

    where: Any = None
    missing: str = "drop"
    confidence_level: float = 0.95
    df: str = "residual"

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "AskedOf":
        """Return what a person asked for by name.

        Raises
        ------
        CallError
            When there is no such option.
        """
        if not options.keys() <= ModelOptions.__annotations__.keys():
            raise other_option(options, ModelOptions.__annotations__)
        return cls(**options)

    def request(self, of: Subpopulation) -> Request:
        """Return the rows, design and options.

        Raises
        ------
        ArgumentError
            When the survey is grouped, or an option is unknown.
        """
        refuse_unknown("df", self.df, DEGREES)
        if of.groups:
            raise ArgumentError(
                "a model is of all rows together, and the survey is grouped; use where= for each "
                "group"
            )
        return request_of(
            of,
            {
                "where": self.where,
                "missing": self.missing,
                "confidence_level": self.confidence_level,
                "df": "design" if self.df == "design" else "domain",
            },
        )


_MOST_ANSWERS, _MOST_COEFFICIENTS = 100, 1_000
"""Answers of an outcome and coefficients of a model: solving takes their number cubed."""


@dataclass(frozen=True, eq=False)
class Answered:
    """The rows of a model whose outcome is one of several answers.

    Attributes
    ----------
    rows : ModelRows
    codes : (m,) int
        Places among the levels, each of which occurs.
    levels : tuple of str
    """

    rows: ModelRows
    codes: IntArray
    levels: tuple[str, ...]


def answers_modelled(
    request: Request, rows: RowsInMemory, formula: Formula, *, in_order: bool = False
) -> Answered:
    """Return the rows that have an answer and all predictors.

    Of answers `in_order` those that are none of the scale, as don't knows, have no place in it.

    Raises
    ------
    ArgumentError
        When the outcome is no column, or has fewer than two answers.
    """
    if not isinstance(formula.outcome, Name):
        raise ArgumentError(
            f"the outcome of {formula.text!r} is not one column; name the column of answers left "
            "of ~"
        )
    name = formula.outcome.name
    found = rows.columns.answers(name)
    codes = np.where(found.rows < 0, np.nan, found.rows.astype(float))
    notes: list[str] = []
    if in_order:
        aside = [at for at, label in enumerate(found.labels) if label in found.scale.set_aside]
        gone = np.isin(codes, aside)
        if gone.any():
            told = ", ".join(str(as_text(found.labels[at])) for at in aside)
            notes.append(f"{told} of {name!r} has no place in an order, and is left out")
        codes = np.where(gone, np.nan, codes)
    used = model_rows(request, rows, formula, Outcome(codes, name, (name,)))
    held, own = np.unique(used.outcome, return_inverse=True)
    levels = tuple(str(as_text(found.labels[int(at)])) for at in held)
    if len(levels) > _MOST_ANSWERS:
        raise ArgumentError(
            f"{name!r} has {len(levels):,} answers in the rows used; expected at most "
            f"{_MOST_ANSWERS}. If it is a number, model it with linear(); else put answers together"
        )
    if len(levels) == 1:
        raise ArgumentError(
            f"{name!r} has {len(levels)} answer in the rows used; a model needs two or more"
        )
    if in_order and not found.scale.ordered and len(levels) > 2:
        order = NO_ORDER.format(name=name)
        notes.append(f"the answers are taken in alphabetical order ({', '.join(levels)}); {order}")
    return Answered(replace(used, notes=(*used.notes, *notes)), own, levels)


def fit_ordinal_model(
    of: Subpopulation, formula: str, *, link: str, exponentiate: bool, asked: AskedOf
) -> LikelihoodModel:
    """Fit a cumulative model; see ``Survey.ordinal``."""
    check_one_of("exponentiate", exponentiate, (False, True))
    scale = CUMULATIVE[check_one_of("link", link, CUMULATIVE)]
    if exponentiate and not scale.ratios:
        raise ArgumentError(
            f"exponentiate is for links whose coefficients are ratios (logit, cloglog), and the "
            f"link is {link}; leave it out"
        )
    request = asked.request(of)
    answered = answers_modelled(request, rows_in_memory(of), read_formula(formula), in_order=True)
    rows, levels = answered.rows, answered.levels
    own = own_predictors(rows.coded, rows.weights, constant=False)

    law = Law(_in_order, {"codes": answered.codes, "levels": levels, "link": link})
    whole = fitted = most_likely(request, rows, own, law)
    if exponentiate:
        # exp of a cut point is no ratio of anything
        fitted = fitted.leading(len(own.names))
    return LikelihoodModel(
        formula=formula,
        kind=Message("ordinal regression ({law})", law=Message(scale.label)),
        _fitted=fitted,
        _labels=pd.DataFrame({"outcome": rows.outcome_words, "term": fitted.fit.names}),
        _exponentiate=exponentiate,
        _shares=AnswerShares(of=whole, levels=levels, link=link),
        _ratios=scale.ratios,
    )


def _in_order(
    x: FloatArray, *, codes: IntArray, levels: tuple[str, ...], weights: FloatArray, **options: Any
) -> LikelihoodFit:
    """Fit a cumulative model under weights by which every answer occurs.

    Raises
    ------
    ArgumentError
    """
    if len(np.unique(codes[weights > 0])) < len(levels):
        raise ArgumentError("an answer is given by nobody; put answers together")
    return fit_ordinal(x, codes, levels, weights=weights, **options)


def fit_multinomial_model(
    of: Subpopulation, formula: str, *, base: Any, exponentiate: bool, asked: AskedOf
) -> LikelihoodModel:
    """Fit a multinomial logit; see ``Survey.multinomial``."""
    check_one_of("exponentiate", exponentiate, (False, True))
    request = asked.request(of)
    answered = answers_modelled(request, rows_in_memory(of), read_formula(formula))
    rows, levels = answered.rows, answered.levels
    chosen = levels[0] if base is None else str(as_text(base))
    if chosen not in levels:
        near = nearest_name(chosen, levels)
        hint = f"; did you mean {near!r}?" if near else ""
        raise ArgumentError(
            f"base is {described(base)}, no answer of {rows.outcome_words!r}; expected one of "
            f"{', '.join(map(repr, levels))}{hint}"
        )
    at = levels.index(chosen)
    own = own_predictors(rows.coded, rows.weights, constant=True)

    law = Law(fit_multinomial, {"codes": answered.codes, "levels": levels, "base": at})
    if (len(levels) - 1) * len(own.names) > _MOST_COEFFICIENTS:
        raise ArgumentError(
            f"{len(levels)} answers and {len(own.names):,} predictors are "
            f"{(len(levels) - 1) * len(own.names):,} coefficients; expected at most "
            f"{_MOST_COEFFICIENTS:,}, so put answers or levels together"
        )
    others = [level for place, level in enumerate(levels) if place != at]
    width = len(own.names)
    places = {
        term: tuple(width * number + column for number in range(len(others)) for column in columns)
        for term, columns in own.of_terms.items()
    }
    fitted = most_likely(request, rows, own, law, places)
    category = np.repeat(np.array(others, dtype=object), width)
    term = own.names * len(others)
    return LikelihoodModel(
        formula=formula,
        kind=Message("multinomial logistic regression (against {answer})", answer=repr(levels[at])),
        _fitted=fitted,
        _labels=pd.DataFrame({"outcome": rows.outcome_words, "category": category, "term": term}),
        _exponentiate=exponentiate,
        _shares=AnswerShares(of=fitted, levels=levels, base=at),
        _ratios="odds ratios",
    )
