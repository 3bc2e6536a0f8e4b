"""What a survey is to all that estimates from it: rows, design, and which rows are meant."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...mappings import FrozenMapping
from ...values import Value
from ..engine.asked import Domains, Subset
from ..engine.source import Source
from .design import Design
from .weighted import Weighted


@dataclass(frozen=True, eq=False)
class Subpopulation(Value):
    """Rows with the design of the whole, and which of them later estimates are of.

    Attributes
    ----------
    source : Source
    design : Design
        Of all rows, whatever part is asked about.
    within : Subset or None
        The rows meant; None for all.
    groups : tuple of str
        Columns whose groups every estimate is made for.
    weighted : Weighted or None
        What was done to the weights, and how to do it again; None where nothing was.
    plausible : mapping of str to tuple of str
        Columns of plausible values that a preset knows, by their variable.
    domains : dict
        Domains already coded, by the names of their columns.
    """

    source: Source
    design: Design
    within: Subset | None = None
    groups: tuple[Any, ...] = ()
    weighted: Weighted | None = None
    plausible: Mapping[str, tuple[str, ...]] = field(default_factory=FrozenMapping, repr=False)
    domains: dict[Any, Domains] = field(default_factory=dict, repr=False, compare=False)
