"""What may be asked of the rows of a survey: the seam between estimators and engines.

A source holds the rows, their weights and their codes. An estimator never sees a row: it asks for
variables, categories and domains, which are opaque to it, and for sums and distributions of these,
which are small tables. So an engine can take the place of memory without an estimator learning it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import pandas as pd

from ...estimates.scale import ORDERED, Scale
from ...values import Value
from ..data.columns import FloatArray, IntArray
from .distributions import Distribution
from .totals import Base, Sums

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
        Rows of each domain with a weight above 0.
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
class Near:
    """The distribution near one share of one domain, under some of the replicate weights.

    Attributes
    ----------
    domain, share : int
        Which domain, and which of the shares asked for.
    replicates : slice
    distribution : Distribution
    """

    domain: int
    share: int
    replicates: slice
    distribution: Distribution


class Order(Protocol):
    """The answers of each domain's respondents in order."""

    @property
    def is_whole(self) -> bool:
        """Whether every row is a respondent of the one domain."""

    def distributions(self, shares: FloatArray | None = None) -> Iterator[Distribution | None]:
        """Go through the distributions of the domains; None where nobody answered.

        Given (k,) or (g, k) shares, they are exact at these and the values next to them at least.
        """

    def near(self, shares: FloatArray, local: bool) -> tuple[Sums, Iterator[Near]]:
        """Return the sums of each domain, and its distributions under the replicate weights.

        Each reaches as far around its share as a rule reads that needs the values next to it; to
        the ends where `local` is False. What nobody answered is left out.
        """

    def above(self, at: FloatArray) -> Categories:
        """Return how many of its domain's values, (g, k) and ascending, each answer is above."""

    def respondents(self) -> Iterator[Subset]:
        """Go through the domains' respondents."""


class Source(Protocol):
    """The rows of a survey, their weights and codes, and all that can be asked of them."""

    def __len__(self) -> int:
        """Count the rows."""

    @property
    def names(self) -> list[str]:
        """The names of the columns."""

    def variable(self, name: Any) -> Variable:
        """Return a numeric column, or say why it is none."""

    def without(self, variable: Variable, value: float) -> Variable:
        """Return a variable with no answer where it has a value."""

    def typical(self, variable: Variable) -> float:
        """Return a middle value, to subtract: sums of what is left lose no digits."""

    def is_categorical(self, name: Any) -> bool:
        """Return whether a column holds categories, text, or codes of which each has a label."""

    def categories(self, name: Any, role: str = "variable") -> Categories:
        """Return the categories of a column."""

    def condition(self, test: Any) -> Categories:
        """Return for whom a condition holds, as categories False and True; none: not known."""

    def is_several(self, name: Any) -> bool:
        """Return whether a name is that of a question with several answers."""

    def chosen(self, question: Any) -> Chosen:
        """Return a question with several answers: a set, its name, or columns of ticks.

        Columns are 1 and 0, yes and no or the like, of which who has neither in any has no answer;
        or an option's word and blanks, which everybody has answered.
        """

    def recode(self, categories: Categories, to: Sequence[int], labels: Any) -> Categories:
        """Return other categories: `to` each, the last for who has none; −1 is no answer."""

    def pair(self, first: Categories, second: Categories) -> Categories:
        """Return the pairs of categories, the first's slowest; none where one is missing."""

    def any_of(self, answers: Sequence[Categories]) -> Categories:
        """Return who chose one of several answers; none where no one is, and one is not known."""

    def any_known(self, answers: Sequence[Categories]) -> Categories:
        """Return who has an answer to one of several, as one category."""

    def subset(self, condition: Any, within: Subset | None = None) -> Subset:
        """Return the rows for which a condition holds."""

    def domains(self, names: Sequence[Any], within: Subset | None) -> Domains:
        """Return the combinations of some columns that occur; without any, one domain."""

    def cross(self, domains: Domains, categories: Categories) -> Domains:
        """Return domain g·k + c for category c of k of domain g, without labels."""

    def inside(self, domains: Domains, number: int) -> Subset:
        """Return the rows of one domain."""

    def answered(self, domains: Domains, variables: Sequence[Variable]) -> Subset | None:
        """Return the rows of any domain with answers; None where these are all."""

    def unanswered(
        self, of: Sequence[Variable | Categories], domains: Domains | None = None
    ) -> int:
        """Count the rows of some domains, or all, of any weight, without an answer to one."""

    def sums(self, asked: Asked) -> Sums:
        """Add up weights and terms, by domain and sampled unit, or by domain and replicate."""

    def base(self, asked: Asked) -> Base:
        """Return how many respondents each domain has, and the sums of their weights."""

    def ordered(self, variable: Variable, domains: Domains) -> Order:
        """Put the respondents of each domain in order."""

    def ranks(self, variable: Variable, domains: Domains, ties: str) -> Variable:
        """Return each respondent's rank among those of all domains, from 0 to 1.

        This alone takes every row in order and back in its place; a source may refuse it.
        """

    def units_by_stratum(self, among: Subset, stratum: IntArray) -> IntArray:
        """Count in each stratum the first-stage units with members, of some rows, with a weight.

        Parameters
        ----------
        among : Subset
        stratum : (m,) int
            Stratum of each unit.
        """

    def rank(self, among: Subset, most: int | None = None) -> int:
        """Return the rank of the replicate weights of some rows, at most `most`."""

    def domain_ranks(self, domains: Domains, most: int) -> FloatArray:
        """Return the rank of the replicate weights of each domain's rows, at most `most`."""
