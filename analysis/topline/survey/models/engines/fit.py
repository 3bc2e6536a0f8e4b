"""A generalised linear model of rows that an engine holds, with its variance by the design."""

from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ....errors import ArgumentError
from ....formulas.read import Formula
from ....statistics.core.matrix import without_repeated
from ....statistics.models.families import Family, Link
from ....statistics.models.irls import Reached, maximise
from ....values import Value
from ....wording import value_text
from ...data.columns import FloatArray, IntArray
from ...design.design import Linearised
from ...design.subpopulation import Subpopulation
from ...engine.asked import Subset
from ...engine.lazy.coded import joined, of_flag
from ...engine.lazy.source import LazySource
from ...estimators.request import Request
from ...variance.degrees import are_few_units, degrees
from ...variance.kernels import covariance_of
from ...weighting.engines.sums import added_by_unit
from ..rows.by_design import DesignFit, influence_of
from .averages import EngineFrame
from .climb import ENGINE_FAMILIES, D, EngineClimb, Y
from .columns import EngineColumns, engine_columns
from .rows import InUse, in_use
from .untold import untold_by_sums

_NUMBERS = count()
"""Of models, so that the rows of each are counted by a key of their own."""


@dataclass(frozen=True, eq=False, kw_only=True)
class EngineFit(Value):
    """A fit by sums: what ``GlmFit`` has but the rows' own numbers."""

    family: str
    link: str
    names: tuple[str, ...]
    columns: NDArray[np.int64]
    coefficients: FloatArray
    information: FloatArray
    deviance: float
    iterations: int
    left_out: tuple[str, ...] = ()

    def __getattr__(self, name: str) -> Any:
        """Refuse what each row has."""
        raise _no_rows(name)


@dataclass(frozen=True, eq=False, kw_only=True)
class EngineRows(Value):
    """What is known of the rows that a model was fitted on, and are not in memory."""

    at: range
    outcome_words: str
    missing: int
    notes: tuple[str, ...]
    coded: EngineColumns = field(repr=False)

    def __getattr__(self, name: str) -> Any:
        """Refuse what each row has."""
        raise _no_rows(name)


def _no_rows(name: str) -> Exception:
    # what Python itself looks for is not there; what a model looks for is in memory only
    if name.startswith("_"):
        return AttributeError(name)
    return ArgumentError(
        "this looks at every row of the model, and the rows are not in memory; coefficients, their "
        "covariance, test() and averages of predictions do without; read the columns into memory "
        "for the rest, as with read_survey(path, columns=[…])"
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class EngineFitted(DesignFit):
    """A generalised linear model under the full weights, and what its variance comes from."""

    rows: Any
    fit: Any
    climb: EngineClimb = field(repr=False)

    @property
    def held(self) -> EngineFrame:
        """The predictors, which the engine holds."""
        return EngineFrame(self, self.rows.coded.factors)

    def without(self, at: IntArray) -> Reached:
        """Return where the climb ends without some of the coefficients.

        Raises
        ------
        ArgumentError
            When none is left.
        """
        others = np.delete(np.arange(len(self.climb.x)), at)
        if not others.size:
            raise _no_rows("deviance")
        part = replace(
            self.climb,
            x=tuple(self.climb.x[place] for place in others),
            names=tuple(self.climb.names[place] for place in others),
        )
        return maximise(part, part.flat())[0]

    def places(self, term: str) -> list[int]:
        """Return where the coefficients of a term of the formula stand."""
        used = {column: place for place, column in enumerate(self.fit.columns.tolist())}
        return [used[at] for at in self.rows.coded.terms[term] if at in used]


def fitted_on_engine(
    _of: Subpopulation, request: Request, formula: Formula, family: Family, link: Link
) -> EngineFitted:
    """Fit a generalised linear model to the rows that an engine holds.

    Raises
    ------
    ArgumentError, DataError
        As in memory, and where rows would have to be looked at.
    """
    source = _refuse_rows(request, family, link)
    rows = in_use(request, source, formula)
    columns = engine_columns(source, formula, rows.factors, rows.used)
    x = columns.of(rows.factors)
    every = EngineClimb(
        source=source,
        x=x,
        outcome=rows.outcome,
        weight=nw.when(rows.used).then(source.codes.weight / rows.mean).otherwise(nw.lit(0.0)),
        family=family,
        names=columns.names,
    )
    _refuse_outcomes(every)
    kept = without_repeated(every.squares())
    names = tuple(columns.names[at] for at in kept.columns)
    climb = replace(every, x=tuple(x[at] for at in kept.columns), names=names)
    reached, steps = maximise(climb, climb.flat())
    fit = EngineFit(
        family=family.key,
        link=link.key,
        names=names,
        columns=kept.columns,
        coefficients=reached.beta,
        information=reached.squares,
        deviance=reached.deviance,
        iterations=steps,
        left_out=tuple(columns.names[at] for at in kept.repeated),
    )
    notes = [note for name in formula.names for note in source.levels.notes_of(name)]
    told = EngineRows(
        at=range(rows.counted),
        outcome_words=rows.outcome_words,
        missing=rows.missing,
        notes=tuple(dict.fromkeys(notes)),
        coded=columns,
    )
    return _by_design(request, climb, fit, told, rows)


def _by_design(
    request: Request, climb: EngineClimb, fit: EngineFit, told: EngineRows, rows: InUse
) -> EngineFitted:
    """Return the fit with the variance that sums of its score by sampled unit give."""
    design, source = request.design, climb.source
    assert isinstance(design, Linearised)
    _, mu = climb.mean(fit.coefficients)
    working = D * (Y - mu)
    asked = [*(working * own for own in climb.columns), working * working, D * D, D]
    found = added_by_unit(source, climb.parts, asked)
    score, squares, weight = found[:, :-3], found[:, -3:-1].sum(axis=0), found[:, -1]
    spread = influence_of(sparse.csr_matrix(score), np.linalg.inv(fit.information))
    among = None
    if rows.missing or request.within is not None:
        flag = nw.when(rows.used).then(nw.lit(1)).otherwise(nw.lit(0))
        used = of_flag(f"in use of model {next(_NUMBERS)}", flag)
        among = Subset(joined([used], lambda code: code > 0))
    df = degrees(design, source, among)
    made = EngineFitted(
        request=request,
        rows=told,
        spread=spread,
        n=float(rows.counted),
        missing=float(rows.missing),
        weighted=float(weight.sum() * rows.mean),
        covariance=covariance_of(design, spread, fit.coefficients).matrix(),
        df=df if request.df == "design" else df + 1 - len(fit.coefficients),
        fit=fit,
        climb=climb,
        few=are_few_units(design, weight),
    )
    untold = untold_by_sums(
        design,
        climb,
        mu,
        score,
        rows.counted,
        float(np.sqrt(squares[0] / squares[1])),
        [made.places(term) for term in told.coded.terms if term != "1"],
        made.places("1") if "1" in told.coded.terms else (),
    )
    return replace(made, untold=untold)


def _refuse_rows(request: Request, family: Family, link: Link) -> LazySource:
    """Refuse what looks at rows, or at each replicate of them."""
    source, design = request.source, request.design
    assert isinstance(source, LazySource)
    known = ENGINE_FAMILIES.get(family.key)
    for what, there in (
        ("missing='category' is for shares", request.missing == "category"),
        (
            f"the {family.label} family with the {link.label} link",
            known is None or known.link != link.key,
        ),
        ("a model under each replicate weight", not isinstance(design, Linearised)),
        (
            "a model where each row is a sampled unit",
            isinstance(design, Linearised) and (design.of_rows or not design.stages),
        ),
        ("a model under calibrated weights", source.codes.factor is not None),
        ("a model under weights of fpc= alone", source.codes.own is not None),
    ):
        if there:
            raise ArgumentError(
                f"{what} looks at every row, and the rows are not in memory; give weights=, "
                "strata= and clusters= as they were drawn, and a family with its own link, or read "
                "the columns into memory, as with read_survey(path, columns=[…])"
            )
    return source


def _refuse_outcomes(climb: EngineClimb) -> None:
    low, high = {"binomial": (0.0, 1.0), "poisson": (0.0, np.inf)}.get(
        climb.family.key.removeprefix("quasi"), (-np.inf, np.inf)
    )
    least, largest = climb.source.rows.ends(Y, D > 0, climb.parts)
    if least < low or largest > high:
        raise ArgumentError(
            f"outcomes go from {value_text(least)} to {value_text(largest)}; the "
            f"{climb.family.label} family takes {climb.family.outcomes}"
        )
    if least == largest and least in climb.family.range:
        raise ArgumentError(
            f"outcomes are all {value_text(least)}, and there is nothing to tell apart; "
            "choose another outcome"
        )
