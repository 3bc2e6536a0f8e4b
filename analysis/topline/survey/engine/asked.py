"""What is asked of a source of rows: variables, categories and domains, and what to add up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ...estimates.scale import ORDERED, Scale
from ...values import Value
from ..data.answers import Columns
from ..data.columns import FloatArray, IntArray

Terms = Callable[..., Sequence[Any]]
"""``(*values) -> terms``: what is summed, weighted, besides the weights themselves."""


@dataclass(frozen=True, eq=False)
class Variable:
    """A numeric variable; `rows` is its source's own, `notes` what a reader must know of it."""

    name: str
    rows: Any
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Categories:
    """A categorical variable: its categories in their order, which `scale` tells, and its rows'."""

    labels: pd.Index
    rows: Any
    scale: Scale = ORDERED
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Chosen:
    """A question with several answers: for each option who chose it, False and True.

    Who is outside the base of the question has no answer to any option.
    """

    name: str
    labels: tuple[Any, ...]
    options: tuple[Categories, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Subset(Value):
    """Some of the rows; `notes` say what a reader must know of who is left out."""

    rows: Any
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Domains(Value):
    """A partition of some of the rows.

    Attributes
    ----------
    labels : pandas.DataFrame
        One row per domain, a column per `by`.
    count : (g,) float
        Rows of each domain with a weight other than 0.
    rows : any
        The source's own.
    left_out : int
        Rows outside because a `by` column is missing.
    scales : mapping of name to Scale
        What the order of each `by` column's categories is.
    notes : tuple of str
        What a reader must know of the `by` columns and of the rows inside.
    ranks : dict
        Ranks of replicate weights already found.
    """

    labels: pd.DataFrame
    count: FloatArray
    rows: Any
    left_out: int = 0
    scales: Mapping[Any, Scale] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    ranks: dict[int, FloatArray] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, eq=False)
class Asked:
    """What to add up in each domain.

    Attributes
    ----------
    domains : Domains
    variables : tuple of Variable
        Who has no answer to one of them is left out.
    terms : callable
        What to sum of the variables, weighted, besides the weights.
    categories : Categories or None
        Add up each category by itself; who has none is left out.
    repeated : int
        How many of the terms, the first, replicates are summed of.
    """

    domains: Domains
    variables: tuple[Variable, ...] = ()
    terms: Terms = lambda *_: ()
    categories: Categories | None = None
    repeated: int = 0


@dataclass(frozen=True, eq=False)
class Looked:
    """A column to be looked at: its cells, or its different values with how often each occurs.

    Attributes
    ----------
    columns : Columns
    cell : any
        The source's own: which of the cells each row has.
    different, known : int, optional
        Different values, and rows that have one, where the cells are only some of them.
    """

    columns: Columns
    cell: Any
    different: int | None = None
    known: int | None = None


@dataclass(frozen=True, eq=False)
class Tally:
    """Rows with a weight, counted by some codes.

    Attributes
    ----------
    codes : tuple of (c,) int
        Of each combination; −1 where there is none.
    n : (c,) int
    """

    codes: tuple[IntArray, ...]
    n: IntArray
