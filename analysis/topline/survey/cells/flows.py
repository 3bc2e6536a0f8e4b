"""Who went where: the shares of all that moved from one answer to another, and what came of it."""

from dataclasses import replace
from typing import Any

import numpy as np

from ...errors import ArgumentError
from ...estimates.algebra.compared import Rule, compared
from ...estimates.algebra.comparisons import Pairs
from ...estimates.estimates import Estimates
from ...statistics.comparisons.adjust import UNADJUSTED
from ...wording import POINTS
from ..data.columns import FloatArray
from ..estimators.assemble import assemble, labels_of
from ..estimators.request import Request, words_of
from ..models.coefficients import with_table
from .table import CellShares, cell_shares


def estimate_flows(request: Request, before: str, after: str) -> Estimates:
    """Estimate the shares of all who gave one answer before and one after.

    Raises
    ------
    ArgumentError, DataError
    """
    cells = cell_shares(request, [before, after])
    earlier, later = cells.labels
    domains, k = request.domains, len(earlier) * len(later)
    count = len(domains.labels)
    labels = labels_of(
        domains,
        k,
        outcome=np.full(count * k, f"{before} → {after}"),
        earlier=np.tile(np.repeat(np.array(earlier, dtype=object), len(later)), count),
        later=np.tile(np.array(later, dtype=object), count * len(earlier)),
    )
    piece = replace(cells.piece, labels=labels)
    return assemble(request, [piece], words_of(request, "weighted share"))


def estimate_net_change(request: Request, before: str, after: str) -> Estimates:
    """Estimate by how much the share of each answer is higher after than before.

    Raises
    ------
    ArgumentError, DataError
    """
    cells = cell_shares(request, [before, after])
    earlier, later = cells.labels
    answers = list(dict.fromkeys([*earlier, *later]))
    if not set(earlier) & set(later):
        raise ArgumentError(
            f"{before!r} and {after!r} have no answer in common; a change is of two columns with "
            "the same answers"
        )
    # 1 in the cells of who gave the answer before, and of who gave it after
    had = np.array([[float(old == one) for old in earlier for _ in later] for one in answers])
    has = np.array([[float(new == one) for _ in earlier for new in later] for one in answers])
    gain = has - had
    domains, k = request.domains, len(answers)
    count = len(domains.labels)
    piece = cells.derived(
        lambda shares: shares @ gain.T,
        np.broadcast_to(gain, (count, *gain.shape)),
        labels_of(
            domains,
            k,
            outcome=np.full(count * k, f"{after} less {before}"),
            category=np.tile(np.array(answers, dtype=object), count),
        ),
    )
    found = assemble(request, [piece], words_of(request, "net change of a weighted share"))
    table = found.table.assign(quantity=POINTS)
    if request.interval is None:
        table = table.assign(**_as_compared(request, cells, has, had))
    return with_table(found, table)


def _as_compared(
    request: Request, cells: CellShares, has: FloatArray, had: FloatArray
) -> dict[str, Any]:
    """Return standard errors, limits and degrees of freedom as ``compare`` has them of two shares.

    Parameters
    ----------
    request : Request
    cells : CellShares
    has, had : (answers, cells) float
        1 in the cells of who gave an answer after, and before.
    """
    domains, k = len(request.domains.labels), len(has)
    sides = np.vstack([has, had])
    labels = labels_of(request.domains, 2 * k, outcome=np.full(2 * k * domains, ""))
    shares = cells.derived(
        lambda of: of @ sides.T, np.broadcast_to(sides, (domains, *sides.shape)), labels
    )
    both = assemble(request, [replace(shares, quantity="proportion")], "")
    first = (np.arange(domains)[:, None] * 2 * k + np.arange(k)).ravel()
    pairs = Pairs(first, first + k, both.table.loc[first, ["outcome"]].reset_index(drop=True))
    rule = Rule(request.confidence_level, UNADJUSTED, request.design.df)
    table = compared(both.table, both.covariance, pairs, rule)[0]
    return {name: table[name] for name in _LIKE_COMPARED}


_LIKE_COMPARED = ("std_error", "ci_low", "ci_high", "df", "interval")
