"""Who went where: the shares of all that moved from one answer to another, and what came of it."""

from dataclasses import replace

import numpy as np

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...wording import POINTS
from ..estimators.assemble import assemble, labels_of
from ..estimators.request import Request, words_of
from ..models.coefficients import with_table
from .table import cell_shares


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
    # +1 in the cells of who gave the answer after, −1 of who gave it before
    gain = np.array(
        [
            [float(new == answer) - float(old == answer) for old in earlier for new in later]
            for answer in answers
        ]
    )
    domains, k = request.domains, len(answers)
    count = len(domains.labels)
    piece = cells.derived(
        cells.shares @ gain.T,
        np.broadcast_to(gain, (count, *gain.shape)),
        labels_of(
            domains,
            k,
            outcome=np.full(count * k, f"{after} less {before}"),
            category=np.tile(np.array(answers, dtype=object), count),
        ),
    )
    found = assemble(request, [piece], words_of(request, "net change of a weighted share"))
    return with_table(found, found.table.assign(quantity=POINTS))
