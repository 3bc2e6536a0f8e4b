"""Agreement of two answers to the same question: Cohen's kappa with its error by the design."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...arguments import check_one_of
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...language.marking import marked
from ..data.columns import FloatArray
from ..estimators.assemble import assemble, labels_of
from ..estimators.request import Request, categories_of, words_of
from .table import CellShares, cell_shares

DISAGREEMENTS: Mapping[str | None, float] = {None: 0.0, "linear": 1.0, "quadratic": 2.0}
"""How far apart two categories are: the power of how many places lie between them."""

_LABELS = {
    None: marked("Cohen's kappa"),
    "linear": marked("Cohen's kappa, linear weights"),
    "quadratic": marked("Cohen's kappa, quadratic weights"),
}


def estimate_kappa(request: Request, first: str, second: str, weights: str | None) -> Estimates:
    """Estimate the agreement of two variables; see ``Survey.kappa``.

    κ = 1 − Σ v·p / Σ v·r·c: the disagreement v there is, of that which independent answers with the
    same margins r and c would have.

    Raises
    ------
    ArgumentError, DataError
    """
    check_one_of("weights", weights, DISAGREEMENTS)
    cells = cell_shares(request, [first, second])
    order = _common_order(request, cells, weights)
    row, column = (np.array([order.index(label) for label in own]) for own in cells.labels)
    places = np.abs(row[:, None] - column[None, :]).astype(float)
    apart = np.where(places > 0, places ** DISAGREEMENTS[weights], 0.0)

    def parts(shares: FloatArray) -> tuple[FloatArray, ...]:
        p = shares.reshape(*shares.shape[:-1], *cells.sizes)
        r, c = p.sum(axis=-1), p.sum(axis=-2)
        return (apart * p).sum(axis=(-2, -1)), ((r @ apart) * c).sum(axis=-1), r, c

    def kappa(shares: FloatArray) -> FloatArray:
        found, chance, *_ = parts(shares)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(1 - found / chance)[..., None]

    found, chance, r, c = parts(cells.shares)
    with np.errstate(divide="ignore", invalid="ignore"):
        # by the rules of differentiation, each cell in its own disagreement and in both margins
        margins = (c @ apart.T)[:, :, None] + (r @ apart)[:, None, :]
        slope = -(apart - (found / chance)[:, None, None] * margins) / chance[:, None, None]
    domains = request.domains
    piece = cells.derived(
        kappa,
        slope.reshape(len(found), 1, -1),
        labels_of(domains, 1, outcome=np.full(len(found), f"{first} / {second}")),
    )
    return assemble(request, [piece], words_of(request, _LABELS[weights]))


def _common_order(request: Request, cells: CellShares, weights: str | None) -> list[Any]:
    """Return the categories of both variables in one order.

    Raises
    ------
    ArgumentError
        When what is far apart is not known, for the two have other orders.
    """
    orders = [categories_of(request, name).labels.tolist() for name in cells.names]
    both = list(dict.fromkeys([*orders[0], *orders[1]]))
    if len(both) < 2 or not set(cells.labels[0]) & set(cells.labels[1]):
        first, second = (", ".join(map(str, own[:5])) for own in cells.labels)
        raise ArgumentError(
            f"{cells.names[0]!r} ({first}) and {cells.names[1]!r} ({second}) have no two answers "
            "in common; agreement is of two columns with the same answers"
        )
    if weights is not None:
        for own in orders:
            if [label for label in both if label in own] != own:
                raise ArgumentError(
                    f"{cells.names[0]!r} and {cells.names[1]!r} have their answers in another "
                    f"order, and weights={weights!r} needs one; give both with order="
                )
        if all(isinstance(label, (int, float)) for label in both):
            both.sort()
    return both
