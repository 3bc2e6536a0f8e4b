"""Goodness of fit: whether the shares of a variable are those that are given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...arguments import check_number, check_one_of, described
from ...errors import ArgumentError, DataError
from ...nearest import nearest_name
from ...statistics.comparisons.significance import Significance
from ..data.columns import FloatArray
from ..estimators.request import Request
from ..hypotheses.groups import refuse_groups
from .nested import RAO_SCOTT, rao_scott_test
from .table import CellShares, cell_shares

_NOTHING = 1e-10
"""Design effect of a contrast that the design fixes, as rounding leaves it."""


@dataclass(frozen=True)
class GivenShares:
    """A variable, the shares that are expected of it, and the statistic; see ``goodness_of_fit``.

    X² = n·Σ (p − p₀)²/p₀ is distributed as Σ λᵢχ²(1), λ the eigenvalues of n·diag(1/p₀)·V.
    """

    variable: str
    shares: Mapping[Any, float]
    method: str

    def cells(self, request: Request) -> CellShares:
        """Return the shares that there are.

        Raises
        ------
        ArgumentError, DataError
        """
        check_one_of("method", self.method, RAO_SCOTT)
        refuse_groups(request, "a test is of one distribution")
        return cell_shares(request, [self.variable])

    def test(self, request: Request) -> Significance:
        """Test whether these are the shares.

        Raises
        ------
        ArgumentError, DataError
        """
        return fit_test(self.cells(request), self.variable, self.shares, self.method)


def fit_test(
    cells: CellShares, variable: str, shares: Mapping[Any, float], method: str
) -> Significance:
    """Test whether the shares of a variable's answers are those given.

    Raises
    ------
    ArgumentError, DataError
    """
    n = float(cells.piece.n[0])
    if not n:
        raise DataError(f"nobody has an answer to {variable!r}; choose another variable or where=")
    given = _given_shares(variable, cells.labels[0], shares)
    p, known = np.zeros(len(given)), list(given)
    at = [known.index(label) for label in map(str, cells.labels[0])]
    p[at] = cells.shares[0]
    expected = np.array([*given.values()])
    root = np.sqrt(expected[at])
    # what nobody answered has no influence

    def effects_of(covariance: FloatArray) -> FloatArray:
        scaled = n * covariance / np.outer(root, root)
        effects = np.linalg.eigvalsh(np.nan_to_num(scaled))
        return np.asarray(effects[effects > _NOTHING])

    if not effects_of(cells.covariance()).size:
        raise DataError(
            f"the shares of {variable!r} have no variance to test with: the design fixes them, all "
            "gave the same answer, or all are in one sampled unit; give them without a test"
        )
    small = int((n * expected < 5).sum())
    few = f"{small} of {len(expected)} expected counts are below 5: the p-value may be far off"
    pearson = float(n * ((p - expected) ** 2 / expected).sum())
    notes = (few,) if small else ()
    return rao_scott_test(cells, pearson, effects_of, method, "goodness of fit:", notes)


def _given_shares(
    variable: str, labels: tuple[Any, ...], shares: Mapping[Any, float]
) -> dict[str, float]:
    """Return the given shares of the answers, adding up to 1, by their text.

    Raises
    ------
    ArgumentError
        When an answer has none, or one is not above 0.
    """
    if not isinstance(shares, Mapping):
        raise ArgumentError(
            f"shares is {described(shares)}; expected a share of each answer, as "
            f"{{{', '.join(f'{label!r}: 0.5' for label in labels[:2])}}}"
        )
    expected = "a share, percent or count above 0"
    given = {
        str(label): check_number(f"shares[{label!r}]", value, 0, 1e300, expected=expected)
        for label, value in shares.items()
    }
    lacking = [label for label in map(str, labels) if label not in given]
    if lacking:
        near = nearest_name(lacking[0], given)
        raise ArgumentError(
            f"shares has none for {lacking[0]!r}, an answer to {variable!r}; expected one of each "
            f"of {', '.join(map(repr, map(str, labels)))}"
            + (f"; {near!r} is given" if near else "")
        )
    zero = [label for label, value in given.items() if value <= 0]
    if zero:
        raise ArgumentError(
            f"shares[{zero[0]!r}] is 0, and what nobody is expected to answer cannot be tested; "
            "leave these respondents out with where="
        )
    whole = sum(given.values())
    return {label: value / whole for label, value in given.items()}
