"""What quantiles are asked for, and how they are read off the distributions of the domains."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...data.columns import FloatArray
from ...engine.source import Order
from ..request import Request
from .rules import QuantileRule, quantile_at


@dataclass(frozen=True, eq=False)
class QuantilesAsked:
    """Which quantiles of which variables, by which rule."""

    names: tuple[Any, ...]
    q: FloatArray
    rule: QuantileRule

    def everywhere(self, request: Request) -> FloatArray:
        """Return the (g, k) shares asked for, the same in every domain."""
        return np.tile(self.q, (len(request.domains.count), 1))


def read(order: Order, rule: QuantileRule, p: FloatArray) -> FloatArray:
    """Return the (g, k) quantiles at shares of each domain."""
    found = np.full(p.shape, np.nan)
    for domain, of in enumerate(order.distributions()):
        if of is not None:
            found[domain] = quantile_at(rule, of, p[domain])
    return found


def labels_of(request: Request, name: Any, asked: QuantilesAsked) -> pd.DataFrame:
    """Return the labels of a variable's quantiles, domain by domain."""
    table = request.domains.labels
    repeated = table.loc[table.index.repeat(len(asked.q))]
    return repeated.assign(outcome=name, quantile=np.tile(asked.q, len(table)))
