"""The respondents a test is of, in their groups, and estimates of each group."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pandas as pd

from ...arguments import described
from ...errors import ArgumentError, DataError
from ...statistics.comparisons.significance import Significance
from ..data.columns import FloatArray
from ..engine.asked import Asked, Categories, Domains, Terms, Variable
from ..engine.totals import Sums
from ..estimators.functions import ESTIMATORS
from ..estimators.request import Request, refuse_unknown
from ..estimators.values import value_of
from ..variance.degrees import degrees, known_of
from ..variance.kernels import covariance_of


class Hypothesis(Protocol):
    """What a test is of: a frozen value that says which, and tests it in some rows."""

    def test(self, request: Request) -> Significance:
        """Test it.

        Raises
        ------
        ArgumentError, DataError
            When a column or option is unknown, or the rows leave nothing to test with.
        """
        ...


@dataclass(frozen=True, eq=False)
class Tested:
    """Respondents with an answer and a group.

    Attributes
    ----------
    request : Request
    variables : tuple of Variable
        What they answered.
    domains : Domains
        Their groups, among the rows of the request.
    labels : tuple
        The groups that have respondents.
    n : int
        How many respondents are tested.
    df : float
        Degrees of freedom of the design among these rows.
    notes : tuple of str
        What a reader must know of the variables and rows, each once.
    """

    request: Request
    variables: tuple[Variable, ...]
    domains: Domains
    labels: tuple[Any, ...]
    n: int
    df: float
    notes: tuple[str, ...] = ()

    def sums(self, terms: Terms, variables: tuple[Variable, ...] | None = None) -> Sums:
        """Add up one term in each group."""
        own = self.variables if variables is None else variables
        return self.request.source.sums(Asked(self.domains, own, terms, repeated=1))

    def freedom(self) -> FloatArray:
        """Return the degrees of freedom of each group, (k,), as its mean has them."""
        source = self.request.source
        own = source.sums(Asked(self.domains, self.variables))
        return known_of(self.request.design, source, self.domains, own).df


@dataclass(frozen=True, eq=False)
class GroupMeans:
    """What a test of means is made of.

    Attributes
    ----------
    mean : (k,) float
        Of each group.
    covariance : (k, k) float
    tested : Tested
    words : str
        Which test it is of what.
    known : (k,) float, optional
        Degrees of freedom of each group where they are not those of `tested`, as of several
        versions of the data.
    """

    mean: FloatArray
    covariance: FloatArray
    tested: Tested
    words: str
    known: FloatArray | None = None

    def freedom(self) -> FloatArray:
        """Return the degrees of freedom of each group, (k,)."""
        return self.tested.freedom() if self.known is None else self.known

    @property
    def steps(self) -> FloatArray:
        """The (k − 1, k) contrasts of the others with the first; of one group its mean."""
        k = len(self.mean)
        return np.ones((1, 1)) if k == 1 else np.column_stack([-np.ones(k - 1), np.eye(k - 1)])


def tested_of(request: Request, variables: tuple[Variable, ...], by: Any, missing: str) -> Tested:
    """Return the respondents of the subpopulation with an answer to all variables and a group.

    The degrees of freedom are those of the clusters and strata of these rows.

    Raises
    ------
    ArgumentError
        When the request has groups, or a column or option is unknown.
    DataError
        When a row without an answer is refused, or nobody answered.
    """
    refuse_unknown("missing", missing, ("drop", "fail"))
    refuse_groups(request, "a test has its own by=")
    source = request.source
    if isinstance(by, (list, tuple, dict, set)):
        raise ArgumentError(f"by is {described(by)}; expected the name of one column of groups")
    groups = None if by is None else source.categories(by, "by")
    if groups is not None and not len(groups.labels):
        raise DataError(f"nobody has a value of {by!r}; choose another by=")
    whole = request.domains if groups is None else source.cross(request.domains, groups)
    among = source.answered(whole, variables)
    asked: list[Variable | Categories] = [*variables, *([] if groups is None else [groups])]
    count = source.unanswered(asked, request.domains) if missing == "fail" else 0
    if count:
        raise DataError(
            f"{count:,} rows have no answer or no group; fill them in, or choose missing='drop' "
            "to test those that have both"
        )
    n = source.sums(Asked(whole, variables)).n
    seen = np.flatnonzero(n > 0)
    if not seen.size:
        raise DataError("nobody has an answer and a group; choose other variables or where=")
    labels: tuple[Any, ...] = (None,)
    if groups is not None:
        labels = tuple(groups.labels[seen])
        if seen.size < len(groups.labels):
            # groups of nobody are no groups: the others move up
            place = np.full(len(groups.labels) + 1, -1)
            place[seen] = np.arange(seen.size)
            used = source.recode(groups, place.tolist(), pd.Index(labels, dtype=object))
            whole = source.cross(request.domains, used)
    return Tested(
        request=request,
        variables=variables,
        domains=whole,
        labels=labels,
        n=int(n.sum()),
        df=degrees(request.design, source, among),
        notes=said_of([request.domains, *asked]),
    )


def said_of(of: Sequence[Domains | Variable | Categories]) -> tuple[str, ...]:
    """Return what a reader must know of some variables and rows, each note once."""
    return tuple(dict.fromkeys(note for each in of for note in each.notes))


def means_of(tested: Tested, terms: Terms, move: float) -> tuple[FloatArray, FloatArray]:
    """Return the mean of a term and `move` in each group, and the covariance of these."""
    design = tested.request.design
    found = value_of(design, ESTIMATORS["mean"], tested.sums(terms), move)
    return found.estimate, covariance_of(design, found.spread, found.estimate).matrix()


def mean_squares(
    tested: Tested, terms: Terms, variables: tuple[Variable, ...] | None = None
) -> FloatArray:
    """Return the mean square of a term in each group."""

    def squared(*values: Any) -> tuple[Any, ...]:
        return (terms(*values)[0] ** 2,)

    total = tested.sums(squared, variables).total
    return np.asarray(total[1, :, 0] / total[0, :, 0])


def refuse_groups(request: Request, why: str) -> None:
    """Refuse a request with groups of its own.

    Raises
    ------
    ArgumentError
    """
    groups = request.domains.labels.columns
    if len(groups):
        raise ArgumentError(
            f"the survey is grouped by {', '.join(map(repr, groups))}, and {why}; test one group "
            "at a time with where="
        )
