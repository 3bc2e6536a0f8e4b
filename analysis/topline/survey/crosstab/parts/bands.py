"""Numbers of a question in bands, which stand as its answers."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ....arguments import described
from ....errors import ArgumentError, NoAnswersError
from ....estimates.scale import ORDERED
from ....language.message import Message
from ...engine.asked import Categories
from ...estimators.request import Request, variable_of


def banded(request: Request, name: Any, bands: Sequence[float]) -> Categories:
    """Return numbers in bands: from each edge to under the next, and what lies below and above.

    Raises
    ------
    ArgumentError
        When edges are no ascending numbers.
    DataError
        When nobody answered, or the column holds no numbers.
    """
    try:
        edges = np.asarray(bands, dtype=float)
    except (TypeError, ValueError, OverflowError):
        edges = np.empty(0)
    ascending = edges.ndim == 1 and edges.size and np.isfinite(edges).all()
    if not ascending or (np.diff(edges) <= 0).any():
        raise ArgumentError(
            f"bands is {described(bands)}; expected ascending numbers, as [0, 5, 10]"
        )
    variable = variable_of(request, name)
    everybody = request.source.domains((), None)
    # "above the number before an edge" is "at or above the edge"
    before = np.nextafter(edges, -np.inf)[None]
    found = request.source.ordered(variable, everybody).above(before)
    labels = pd.Index(band_labels(edges.tolist()), dtype=object)
    whole = Categories(labels, found.rows, ORDERED, variable.notes)
    count = request.source.cross(request.domains, whole).count.reshape(-1, len(labels)).sum(axis=0)
    if not count.any():
        raise NoAnswersError.of(name)
    # of what lies outside all edges, the bands that somebody is in
    kept = [at for at in range(len(labels)) if 0 < at < len(labels) - 1 or count[at]]
    to = [kept.index(at) if at in kept else -1 for at in range(len(labels))]
    own = request.source.recode(whole, [*to, -1], labels[kept])
    return replace(own, scale=ORDERED, notes=variable.notes)


def band_labels(edges: Sequence[float]) -> list[Message]:
    """Return the words of bands: under the first edge, from each to the next, the last and more."""
    between = pairwise(edges)
    return [
        Message("under {high}", high=edges[0]),
        *(Message("{low} to under {high}", low=low, high=high) for low, high in between),
        Message("{low} and more", low=edges[-1]),
    ]
