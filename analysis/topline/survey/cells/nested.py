"""Tests of log-linear models, one of which has some of the terms of the other."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...arguments import check_one_of
from ...errors import DataError
from ...language.message import Message, as_message, join_messages
from ...statistics.comparisons.significance import Significance
from ...statistics.models.loglinear import LoglinearFit, nested_effects
from ..data.columns import FloatArray
from ..hypotheses.chi_square import STATISTICS
from .table import CellShares

CRITERIA = ("deviance", "pearson")
RAO_SCOTT = ("F", "Chisq", "lincom", "saddlepoint")
"""Those of ``STATISTICS`` that say how a χ² is distributed under the design."""


@dataclass(frozen=True, eq=False)
class WeightedChiSquare:
    """A χ² of as many respondents, and what its distribution under the design follows from.

    Attributes
    ----------
    pearson : float
        The χ², as if drawn at random.
    effects : (k,) float
        Its design effects λ.
    df : float
        Degrees of freedom of the design.
    """

    pearson: float
    effects: FloatArray
    df: float

    @property
    def contrasts(self) -> int:
        """Degrees of freedom of a χ² drawn at random."""
        return len(self.effects)


def chi_square_between(
    criterion: str, cells: CellShares, smaller: LoglinearFit, larger: LoglinearFit
) -> float:
    """Return the χ² between two models, of as many respondents as if drawn at random."""
    p, n = cells.shares[0], float(cells.piece.n[0])
    if criterion == "pearson":
        return float(n * ((larger.fitted - smaller.fitted) ** 2 / smaller.fitted).sum())
    held = p > 0
    return float(2 * n * (p[held] * np.log(larger.fitted[held] / smaller.fitted[held])).sum())


def nested_test(
    cells: CellShares, smaller: LoglinearFit, larger: LoglinearFit, criterion: str, method: str
) -> Significance:
    """Test whether a table needs what the larger model has and the smaller has not.

    Raises
    ------
    ArgumentError, DataError
    """
    check_one_of("criterion", criterion, CRITERIA)
    check_one_of("method", method, RAO_SCOTT)
    if smaller.x.shape[1] == larger.x.shape[1]:
        raise DataError(
            "the model has all effects of its table and fits it as it is: there is nothing to "
            "test; name terms to be left out"
        )
    n = float(cells.piece.n[0])

    def effects_of(covariance: FloatArray) -> FloatArray:
        return nested_effects(cells.shares[0], covariance, n, smaller.x, larger)

    effects = effects_of(cells.covariance())
    if not np.isfinite(effects).all() or not effects.any():
        raise DataError(
            "the design leaves no variance to test with: it fixes these shares, or all respondents "
            "are in one sampled unit; a test needs a sample of two units or more"
        )
    said = (
        Message("log-linear models, likelihood ratio:")
        if criterion == "deviance"
        else Message("log-linear models, Pearson's χ²:")
    )
    compared = chi_square_between(criterion, cells, smaller, larger)
    return rao_scott_test(cells, compared, effects_of, method, said)


def rao_scott_test(
    cells: CellShares,
    pearson: float,
    effects_of: Callable[[FloatArray], FloatArray],
    method: str,
    said: str,
    notes: tuple[str, ...] = (),
) -> Significance:
    """Return the test of a χ² of the shares of cells, by one of ``RAO_SCOTT``.

    Parameters
    ----------
    cells : CellShares
    pearson : float
        The χ².
    effects_of : callable
        From the covariance of the shares to the design effects of the χ².
    method, said : str
    notes : tuple of str

    Raises
    ------
    DataError
        When the design leaves no degrees of freedom.
    """
    piece, chosen = cells.piece, STATISTICS[method]
    assert piece.df is not None
    df = float(piece.df[0])
    found = WeightedChiSquare(pearson, effects_of(cells.covariance()), df)
    outcome = cells.tested(chosen, found, effects_of)
    if np.isnan(outcome.p_value):
        raise DataError(
            f"the design leaves {max(df, 0):.10g} degrees of freedom among these respondents, too "
            "few for a test; give the shares without one"
        )
    return Significance(
        **outcome._asdict(),
        n=int(piece.n[0]),
        method=Message(
            "{test}; {design}",
            test=join_messages([as_message(said), Message(chosen.label)]),
            design=cells.request.design.words,
        ),
        notes=(*piece.notes, *notes),
    )
