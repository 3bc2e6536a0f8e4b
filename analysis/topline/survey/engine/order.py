"""What may be asked of the answers of each domain's respondents in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from ..data.columns import FloatArray
from .asked import Categories, Subset
from .distributions import Distribution
from .totals import Sums


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
