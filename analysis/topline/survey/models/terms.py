"""Tests that all coefficients of a term, or of several, are 0: one table of methods."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import chdtrc, fdtrc

from ...arguments import as_number, check_number, check_text
from ...errors import ArgumentError, DataError
from ...language.amounts import and_words
from ...language.message import Message
from ...nearest import nearest_name
from ...statistics.comparisons.significance import Significance
from ...statistics.core.methods import as_table, pick
from ...statistics.laws.chi_square_sums import exact_tail, saddlepoint_tail
from ..data.columns import FloatArray, IntArray
from ..estimators.request import refuse_unknown
from .rows.by_design import DesignFit


@dataclass(frozen=True, eq=False)
class Tested:
    """Coefficients that are tested together, and what the tests are made of.

    Attributes
    ----------
    of : DesignFit
    at : (q,) int
        Their places among the coefficients.
    df : float
        Of the design, for F; infinite for χ².
    """

    of: DesignFit
    at: IntArray
    df: float

    @property
    def coefficients(self) -> FloatArray:
        """The (q,) coefficients."""
        return self.of.fit.coefficients[self.at]

    @property
    def covariance(self) -> FloatArray:
        """Their (q, q) covariance by the design."""
        return np.asarray(self.of.covariance[np.ix_(self.at, self.at)])

    @property
    def working(self) -> FloatArray:
        """Their (q, q) covariance if the weights were counts and the dispersion 1."""
        return np.asarray(self.of.working[np.ix_(self.at, self.at)])

    @property
    def effects(self) -> FloatArray:
        """Design effects of their contrasts: eigenvalues of V₀⁻¹V, the largest first."""
        return effects_between(self.working, self.covariance)

    @property
    def wald(self) -> float:
        """Wald's F, or χ² where the design's degrees of freedom are without end."""
        b = self.coefficients
        square = float(b @ np.linalg.solve(self.covariance, b))
        return square if np.isinf(self.df) else square / len(b)

    @property
    def deviance_gained(self) -> float:
        """What the deviance grows by without these coefficients."""
        return float(self.of.without(self.at).deviance - self.of.fit.deviance)


def effects_between(working: FloatArray, covariance: FloatArray) -> FloatArray:
    """Return the eigenvalues of V₀⁻¹V, the largest first."""
    found = np.linalg.eigvals(np.linalg.solve(working, covariance))
    return np.sort(np.maximum(found.real, 0))[::-1]


@dataclass(frozen=True)
class TermTest:
    """One way to test a term.

    Attributes
    ----------
    key, label, source : str
    statistic : callable
        Of the coefficients tested.
    p_value : callable
        ``(statistic, effects, df, tail)``, `tail` a key of ``TAILS``.
    """

    key: str
    label: str
    source: str
    statistic: Callable[[Tested], float]
    p_value: Callable[[float, FloatArray, float, str], float]


TAILS: Mapping[str, Callable[..., float]] = {"saddlepoint": saddlepoint_tail, "exact": exact_tail}
"""How the tail of a sum of weighted χ² is found: approximated, as in R, or computed."""


def _of_sum(statistic: float, effects: FloatArray, df: float, tail: str) -> float:
    """Return P(Σ λχ²(1) > statistic), over χ²(ν)/ν where the design's degrees are finite."""
    effects = effects[effects > 0]
    ones = np.ones(len(effects))
    if np.isinf(df):
        return TAILS[tail](statistic, effects, ones)
    return TAILS[tail](0.0, np.append(effects, -statistic / df), np.append(ones, df))


TERM_TESTS = as_table(
    TermTest(
        "wald",
        "Wald test",
        "Korn & Graubard (1990), American Statistician 44:270–276",
        lambda of: of.wald,
        lambda statistic, effects, df, _: float(
            chdtrc(len(effects), statistic) if np.isinf(df) else fdtrc(len(effects), df, statistic)
        ),
    ),
    TermTest(
        "rao-scott-lrt",
        "likelihood ratio test, Rao–Scott",
        "Lumley & Scott (2014), Australian & New Zealand Journal of Statistics 56:1–14",
        lambda of: of.deviance_gained,
        _of_sum,
    ),
    TermTest(
        "working-wald",
        "Wald test with the working covariance, Rao–Scott",
        "Lumley & Scott (2014), Australian & New Zealand Journal of Statistics 56:1–14",
        lambda of: float(of.coefficients @ np.linalg.solve(of.working, of.coefficients)),
        _of_sum,
    ),
)
"""Tests of terms by the key that users pass as ``method=``."""


@dataclass(frozen=True)
class Way:
    """How a test is made: its method, degrees of freedom other than the model's, and the tail."""

    method: str
    df: float | None = None
    tail: str = "saddlepoint"


def term_test(of: DesignFit, terms: Sequence[str], way: Way, how: str) -> Significance:
    """Test that all coefficients of some terms are 0; see ``Model.test``.

    Raises
    ------
    ArgumentError
        When a term or the method is unknown.
    DataError
        When the design leaves no degrees of freedom, or no covariance of these coefficients.
    """
    for name in terms:
        check_text("terms", name, expected="terms of the formula, such as 'age_group'")
    chosen = pick(TERM_TESTS, way.method, "tests of terms")
    refuse_unknown("tail", way.tail, tuple(TAILS))
    df = of.df if way.df is None else as_number(way.df)
    if way.df is not None and df != np.inf:
        df = check_number("df", way.df, 0, expected="a number of degrees of freedom, or infinity")
    tested = Tested(of, places_of(of, terms), df)
    if not tested.df > 0:
        raise DataError(
            f"the design leaves {tested.df:.10g} degrees of freedom, too few to test with; use "
            "df='design' in the model, or fewer predictors"
        )
    untold = of.rests_on_untold(np.eye(len(of.fit.names))[tested.at])
    if untold.any():
        raise DataError(
            f"{of.fit.names[int(tested.at[untold.argmax()])]} rests on respondents "
            "of one sampled unit, or on outcomes that are all fitted exactly, of whose variance "
            "nothing is known; join that level with another, or leave it out with where="
        )
    if np.linalg.matrix_rank(tested.covariance) < len(tested.at):
        raise DataError(
            f"{len(tested.at)} coefficients have a covariance of rank "
            f"{np.linalg.matrix_rank(tested.covariance)}: the design has too few units to test "
            "them together; test fewer, or method='working-wald'"
        )
    statistic = chosen.statistic(tested)
    return Significance(
        statistic=statistic,
        df=float(len(tested.at)),
        df2=np.nan if np.isinf(tested.df) else tested.df,
        p_value=chosen.p_value(statistic, tested.effects, tested.df, way.tail),
        n=len(of.rows.at),
        method=Message(
            "{test} of {terms}; {how}",
            test=Message(chosen.label),
            terms=and_words(terms),
            how=how,
        ),
    )


def one_level_notes(terms: Mapping[str, Sequence[int]]) -> list[Message]:
    """Say which factors have no coefficient, as all rows that are used have the same level."""
    return [
        Message("{term} has one level in the rows used, and no coefficient", term=term)
        for term, columns in terms.items()
        if not columns and ":" not in term
    ]


def places_of(of: DesignFit, terms: Sequence[str]) -> IntArray:
    """Return the places of the coefficients of some terms.

    Raises
    ------
    ArgumentError
    """
    known = of.rows.coded.terms
    # a name may stand in backticks, or not, as it does in the formula
    by_factors = {frozenset(term.replace("`", "").split(":")): term for term in known}
    found: list[int] = []
    for term in terms:
        parts = str(term).replace("`", "").split(":")
        own = by_factors.get(frozenset(part.strip() for part in parts))
        if own is None:
            near = nearest_name(str(term), known)
            hint = f"; did you mean {near!r}?" if near else ""
            raise ArgumentError(
                f"{term!r} is no term of the model; expected one of "
                f"{', '.join(name for name in known if name != '1')}{hint}"
            )
        found += of.places(own)
    if not found:
        raise ArgumentError(
            f"{' and '.join(terms)} repeats other terms, so that no coefficient of it is left"
        )
    return np.array(sorted(set(found)))


def terms_beyond(model: Any, smaller: Any) -> list[str]:
    """Return the terms that a model has and a part of it has not.

    Raises
    ------
    ArgumentError
        When the other is no part of it, or was fitted to other rows.
    """
    own, other = model._fitted, smaller._fitted
    if not np.array_equal(other.rows.at, own.rows.at):
        raise ArgumentError(
            f"the models were fitted to other rows ({len(other.rows.at):,} and "
            f"{len(own.rows.at):,}); fit both to the rows that have an answer to all predictors, "
            "by where="
        )
    terms, fewer = set(own.rows.coded.terms), set(other.rows.coded.terms)
    same = smaller.kind == model.kind and other.rows.outcome_words == own.rows.outcome_words
    if not fewer < terms or not same:
        raise ArgumentError(
            "smaller is no part of this model; expected the same outcome, family and link, and "
            f"some of the terms {', '.join(sorted(terms - {'1'}))}"
        )
    return sorted(terms - fewer)
