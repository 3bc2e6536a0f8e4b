"""Rows of a crosstab that are no shares: means, medians, totals, scores and numbers of answers.

Each is estimated column by column as ``Survey.mean`` and its like do; scores are sums of shares, so
that their covariance is that of the shares.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from ....arguments import check_list, check_number, described
from ....errors import ArgumentError
from ....estimates.row_limits import Columns
from ....estimates.scale import NO_ORDER
from ....language.marking import marked
from ....mappings import FrozenMapping
from ....values import Value
from ...engine.asked import Categories
from ...estimators.assemble import Piece
from ...estimators.functions import ESTIMATORS
from ...estimators.quantiles.rules import RULES, QuantilesAsked
from ...estimators.quantiles.woodruff import woodruff
from ...estimators.request import Request, refuse_unknown
from ...estimators.shares import share_piece
from ...estimators.values import value_piece
from ...variance.kernels import joined_spreads
from .cells import Placed
from .questions import Question

_HALF = np.array([0.5])

PROMOTERS, DETRACTORS = 9, 6
"""Answers from 0 to 10 from which on, and up to which, a respondent promotes or detracts."""


@dataclass(frozen=True, eq=False)
class Numbers(Value):
    """A piece of a row of numbers; `limits` where they are not those of its standard error."""

    piece: Piece
    limits: Columns | None = None


@dataclass(frozen=True, eq=False)
class Statistic(Value):
    """A row of numbers.

    Attributes
    ----------
    key, label : str
    estimate : callable
        ``(request, question) -> Numbers``, one of each domain.
    error_of : bool
        Whether it is the standard error of that instead.
    of_numbers : bool
        Whether it is of a column of numbers, not of answers.
    """

    key: str
    label: str
    estimate: Callable[[Request, Question], Numbers]
    error_of: bool = False
    of_numbers: bool = True


def smooth(key: str, request: Request, question: Question) -> Numbers:
    """Return an estimator of the question's column of numbers."""
    return Numbers(value_piece(request, ESTIMATORS[key], (question.name,)))


def median(request: Request, question: Question) -> Numbers:
    """Return the median of the question's column of numbers, with Woodruff's limits.

    Its spread is that of the share below, in the unit of the median.
    """
    plain = replace(request, interval=None)
    found = woodruff(plain, QuantilesAsked((question.name,), _HALF, RULES["math"]))
    piece, ratio = found.piece, found.ratio
    estimate = found.columns["estimate"]
    if isinstance(piece.spread, np.ndarray):
        spread: Any = estimate + (piece.spread - piece.estimate) * ratio
    else:
        spread = piece.spread @ sparse.diags_array(np.nan_to_num(ratio))
    own = replace(piece, estimate=estimate, spread=spread, quantity="value", notes=())
    return Numbers(replace(own, alike=None, scales={}, labels=None), found.columns)


_ROUNDING = 1e-12
"""Part of all that rounding leaves of the shares of nobody."""


def scored(categories: Categories, scores: Mapping[Any, float], request: Request) -> Piece:
    """Return the mean of scores of those whose answer has one: a sum of the shares of answers."""
    known = [label for label in categories.labels.tolist() if label in scores]
    to = [known.index(label) if label in scores else -1 for label in categories.labels.tolist()]
    own = request.source.recode(categories, [*to, -1], pd.Index(known, dtype=object))
    s = np.array([float(scores[label]) for label in known])
    shares = share_piece(replace(request, design_effect=False), own)
    k = len(known)
    groups = len(shares.estimate) // k
    first = shares.rows(np.arange(groups) * k)
    p = shares.estimate.reshape(groups, k)
    weights = sparse.kron(sparse.eye_array(groups), s[:, None], format="csr")
    # different answers may have the same score, and then say nothing of its spread
    each = p @ (s[:, None] == np.unique(s))
    return replace(
        first,
        estimate=p @ s,
        spread=shares.spread @ weights,
        quantity="value",
        alike=(each > 1 - _ROUNDING).any(axis=1) & (first.n > 1),
        notes=(),
    )


def of_scores(scores: Mapping[Any, float] | str, request: Request, question: Question) -> Numbers:
    """Return the mean score of the answers; "order" scores those of a scale 1, 2, 3, ….

    Raises
    ------
    ArgumentError
        When the question has several answers, a score is no number, an answer with one is none of
        its answers, or the order of the answers is not known.
    """
    if len([block for block in question.blocks if not block.net]) != 1 or question.scale.several:
        raise ArgumentError(
            f"scores are for a question with one answer of each, and {question.name!r} has several"
        )
    if isinstance(scores, str):
        refuse_unknown("scores", scores, ("order",))
        scores = by_order(question)
    expected = "a number for each answer, as {'yes': 1, 'no': 0}, or 'order'"
    if not isinstance(scores, Mapping):
        raise ArgumentError(f"scores is {described(scores)}; expected {expected}")
    for label, score in scores.items():
        check_number(f"the score of {label!r}", score, -1e100, 1e100, expected=expected)
    categories = question.blocks[0].categories
    unknown = [label for label in scores if label not in categories.labels.tolist()]
    if unknown or not scores:
        listed = ", ".join(map(repr, categories.labels.tolist()))
        what = f"{unknown[0]!r}, which is no answer" if unknown else "nothing"
        raise ArgumentError(f"scores names {what} of {question.name!r}; choose from {listed}")
    return Numbers(scored(categories, scores, request))


def by_order(question: Question) -> dict[Any, float]:
    """Return the scores 1, 2, 3, … of the answers of a scale, without those that are none of it.

    Raises
    ------
    ArgumentError
        When their order is not known.
    """
    if not question.scale.ordered:
        raise ArgumentError(
            f"the answers to {question.name!r} are in no order; "
            + NO_ORDER.format(name=question.name)
        )
    labels, aside = question.blocks[0].categories.labels.tolist(), question.scale.set_aside
    answers = [label for label in labels if label not in aside]
    return {label: float(at) for at, label in enumerate(answers, 1)}


def net_promoters(request: Request, question: Question) -> Numbers:
    """Return the net promoter score: percent of 9 and 10 less percent of 0 to 6, from −100 to 100.

    Raises
    ------
    ArgumentError
        When an answer is no number from 0 to 10.
    """
    several = question.scale.several
    labels = [] if several else question.blocks[0].categories.labels.tolist()
    aside = set(question.scale.set_aside)
    numbers = {label: leading_number(label) for label in labels if label not in aside}
    if not numbers or not all(n is not None and 0 <= n <= 10 for n in numbers.values()):
        raise ArgumentError(
            f"the net promoter score is of answers from 0 to 10, and {question.name!r} has others; "
            "give scores of its answers by scores="
        )
    score = {
        label: 100.0 * (n >= PROMOTERS) - 100.0 * (n <= DETRACTORS)
        for label, n in numbers.items()
        if n is not None
    }
    return of_scores(score, request, question)


def leading_number(label: Any) -> float | None:
    """Return the number that an answer is or begins with: 10 of "10 = very likely"."""
    text = str(label).split()[0].rstrip(".:=–-)") if str(label).strip() else ""
    try:
        return float(text)
    except ValueError:
        return None


def mean_answers(request: Request, question: Question) -> Numbers:
    """Return the mean number of answers that respondents chose: the sum of the options' shares.

    Raises
    ------
    ArgumentError
        When the question has one answer of each, or its options have different bases.
    """
    if not question.scale.several or question.own_bases:
        raise ArgumentError(
            f"the mean number of answers is of a question with several answers and one base, and "
            f"{question.name!r} is none"
        )
    plain = replace(request, design_effect=False)
    options = [own for own in question.blocks if len(own.place) == 2 and not own.net]
    pieces = [share_piece(plain, own.categories).rows(np.s_[1::2]) for own in options]
    estimate = np.sum([piece.estimate for piece in pieces], axis=0)
    # of each column the options of the same place are added up
    adder = sparse.vstack([sparse.eye_array(len(estimate))] * len(pieces), format="csr")
    spread = (
        joined_spreads(
            [piece.spread for piece in pieces], [len(piece.estimate) for piece in pieces]
        )
        @ adder
    )
    return Numbers(
        replace(pieces[0], estimate=estimate, spread=spread, quantity="value", alike=None, notes=())
    )


_ROWS = (
    Statistic("mean", marked("Mean"), partial(smooth, "mean")),
    Statistic("median", marked("Median"), median),
    Statistic(
        "standard_deviation", marked("Standard deviation"), partial(smooth, "standard_deviation")
    ),
    Statistic("standard_error", marked("Standard error"), partial(smooth, "mean"), error_of=True),
    Statistic("total", marked("Sum"), partial(smooth, "total")),
    Statistic("nps", marked("Net promoter score"), net_promoters, of_numbers=False),
    Statistic("answers", marked("Mean number of answers"), mean_answers, of_numbers=False),
)

STATISTICS: Mapping[str, Statistic] = FrozenMapping({row.key: row for row in _ROWS})
"""Every row of numbers by its key."""

SCORE = marked("Mean score")


def statistics_of(
    keys: str | Sequence[str] | None, scores: Mapping[Any, float] | str | None
) -> tuple[Statistic, ...]:
    """Return the rows of numbers that are asked for.

    Raises
    ------
    ArgumentError
        When one is unknown or named twice.
    """
    listed = [keys] if isinstance(keys, str) else []
    if keys is not None and not listed:
        listed = check_list("statistics", keys, 100, expected=f"some of {', '.join(STATISTICS)}")
    for key in listed:
        refuse_unknown("statistics", key, tuple(STATISTICS))
        if listed.count(key) > 1:
            raise ArgumentError(f"statistics names {key!r} twice; name each once")
    found = tuple(STATISTICS[key] for key in listed)
    if scores is None:
        return found
    return (Statistic("scores", SCORE, partial(of_scores, scores), of_numbers=False), *found)


@dataclass(frozen=True, eq=False)
class PlacedNumbers:
    """A row of numbers in some columns of a banner."""

    placed: Placed
    limits: Columns | None
    error_of: bool


def column_numbers(
    request: Request,
    question: Question,
    banners: Sequence[Question],
    statistics: Sequence[Statistic],
) -> Iterator[PlacedNumbers]:
    """Go through the rows of numbers of every column, which stand below those of shares."""
    groups, first = len(request.domains.count), len(question.labels)
    for b, banner in enumerate(banners):
        for own in banner.columns:
            cut = replace(request, domains=request.source.cross(request.domains, own.categories))
            for at, row in enumerate(statistics, first):
                found = row.estimate(cut, question)
                group, column = np.indices((groups, len(own.place)))
                placed = Placed(found.piece, group, np.full_like(group, at), b, own.place[column])
                yield PlacedNumbers(placed, found.limits, row.error_of)
