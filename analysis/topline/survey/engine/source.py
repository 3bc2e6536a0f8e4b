"""What may be asked of the rows of a survey: the seam between estimators and engines.

A source holds the rows, their weights and their codes. An estimator never sees a row: it asks for
variables, categories and domains, which are opaque to it, and for sums and distributions of these,
which are small tables. So an engine can take the place of memory without an estimator learning it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import pandas as pd

from ...loaders.codebook.variables import MultipleResponseSet
from ..data.columns import FloatArray, IntArray
from .asked import Asked, Categories, Chosen, Domains, Looked, Subset, Tally, Variable
from .order import Order
from .totals import Base, Sums


class Source(Protocol):
    """The rows of a survey, their weights and codes, and all that can be asked of them."""

    def __len__(self) -> int:
        """Count the rows."""

    @property
    def names(self) -> list[str]:
        """The names of the columns."""

    @property
    def sets(self) -> Mapping[str, MultipleResponseSet]:
        """The questions with several answers."""

    def looked(self, name: Any) -> Looked:
        """Return a column to be looked at.

        Of numbers that an engine holds, where many differ, there are the ends of small steps; of
        words that are as many as rows, the first.
        """

    def tally(self, by: Sequence[Any], within: Subset | None) -> Tally:
        """Count rows with a weight by codes: the rows of ``Looked`` or ``Categories``."""

    def distinct(self, names: Sequence[str]) -> pd.DataFrame:
        """Return the combinations of some columns' values that occur, with missing ones."""

    def variable(self, name: Any) -> Variable:
        """Return a numeric column, or say why it is none."""

    def labels_by_code(self, name: Any) -> tuple[str, ...]:
        """Return what the numbers of a column stand for, the least first; none without labels."""

    def without(self, variable: Variable, value: float) -> Variable:
        """Return a variable with no answer where it has a value."""

    def typical(self, variable: Variable) -> float:
        """Return a middle value, to subtract: sums of what is left lose no digits."""

    def is_categorical(self, name: Any) -> bool:
        """Return whether a column holds categories, text, or codes of which each has a label."""

    def categories(self, name: Any, role: str = "variable") -> Categories:
        """Return the categories of a column."""

    def given(self, name: Any) -> Categories:
        """Return who has an answer to a question, as one category."""

    def condition(self, test: Any) -> Categories:
        """Return for whom a condition holds, as categories False and True; none: not known."""

    def power(self, values: Any, exponent: float) -> Any:
        """Return a power of values that a term is made of, of 0 their logarithm; 0 up to 0."""

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

    def expect(self, names: Sequence[str], by: Sequence[str], within: Subset | None) -> None:
        """Hear which columns will be looked at, and which others each will be broken down by."""

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
