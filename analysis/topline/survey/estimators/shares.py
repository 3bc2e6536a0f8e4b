"""Estimates of categorical variables: shares of categories, and how many people are in each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from ...estimates.estimates import Estimates
from ...estimates.row_limits import Columns
from ...estimates.scale import SEVERAL
from ...estimates.schema import NO_ANSWER
from ...expressions.parse import is_condition
from ..design.design import Design, Linearised
from ..engine.asked import Asked, Categories, Chosen
from ..engine.source import Source
from ..engine.totals import Sums
from ..variance.kernels import cell_totals
from .assemble import Found, Piece, assemble, joined, labels_of
from .design_effects import kish, simple_share_variance
from .request import Request, categories_of, chosen_of, names_of, refuse_missing, words_of


def estimate_shares(request: Request, variables: Any) -> Estimates:
    """Estimate shares of categories, or of conditions by their name.

    Raises
    ------
    ArgumentError, DataError
        When no variables are named, one is unknown, or an option is not legal.
    """
    if isinstance(variables, Mapping) and variables:
        pieces = [piece for name, test in variables.items() for piece in _of(request, name, test)]
    else:
        pieces = []
        for name in names_of(variables):
            if name not in request.source.names and condition_named(request.source, name):
                pieces += _of(request, name, name)
            else:
                pieces.append(share_of(request, name))
    return assemble(request, pieces, words_of(request, "weighted share"))


def _of(request: Request, name: Any, test: Any) -> Iterator[Piece]:
    """Give the share for which a condition holds, and of whom that is not known, if asked for."""
    holds = condition_of(request, name, test)
    whole, size = share_piece(request, holds), len(holds.labels)
    for at, outcome in enumerate((name, f"{name} {NO_ANSWER}")[: size - 1], 1):
        of_domains = Columns.of(request.domains.labels)
        labels = Columns(of_domains, outcome=np.full(len(request.domains.count), outcome))
        yield replace(whole.rows(np.s_[at::size]), labels=labels)


def share_of(request: Request, name: Any) -> Piece:
    """Return the shares of the answers to a question, one or several of each respondent.

    Raises
    ------
    ArgumentError, DataError
    """
    if request.source.is_several(name):
        return _of_options(request, chosen_of(request, name), share_piece)
    categories = categories_of(request, name)
    return _labelled(request, share_piece(request, categories), categories, name)


def _of_options(
    request: Request, chosen: Chosen, estimated: Callable[[Request, Categories], Piece]
) -> Piece:
    """Return estimates of the options of a question, each a condition of its own."""
    size, labels = len(chosen.labels), request.domains.labels
    # each option has the rows False and True in each domain
    whole = joined([estimated(request, own).rows(np.s_[1::2]) for own in chosen.options])
    piece = whole.rows(np.arange(size * len(labels)).reshape(size, -1).T.ravel())
    shown = Categories(pd.Index(chosen.labels, dtype=object), None, SEVERAL, chosen.notes)
    return _labelled(request, piece, shown, chosen.name)


def condition_named(source: Source, name: Any) -> bool:
    """Return whether what is no column is a condition in words, and no several answers."""
    return isinstance(name, str) and not source.is_several(name) and is_condition(name)


def condition_of(request: Request, name: Any, test: Any) -> Categories:
    """Return for whom a condition holds: False, True, and no answer by the request's policy.

    Raises
    ------
    ArgumentError, DataError
    """
    found = request.source.condition(test)
    if request.missing == "fail":
        refuse_missing(request, found, name)
    if request.missing == "category" and request.source.unanswered([found]):
        labels = pd.Index([False, True, NO_ANSWER], dtype=object)
        found = request.source.recode(found, range(3), labels)
    return found


def total_of_categories(request: Request, name: Any) -> Piece:
    """Return the estimated number of people in every category of a variable, in each domain."""
    if request.source.is_several(name):
        return _of_options(request, chosen_of(request, name), total_piece)
    categories = categories_of(request, name)
    return _labelled(request, total_piece(request, categories), categories, name)


def total_piece(request: Request, categories: Categories) -> Piece:
    """Return the estimated number of people in each category, domain by domain, without labels."""
    asked = Asked(request.domains, categories=categories)
    sums = request.source.sums(asked)
    piece = Piece.of(request, sums, totals_of(request.design, sums))
    # unlike that of a share, the influence of a total does not add up to 0 within one unit; what
    # nobody has done has none at all
    nobody = (piece.estimate == 0) & (piece.n > 0) & np.asarray(piece.sampled)
    in_each = request.source.cross(request.domains, categories)
    counted = request.source.base(Asked(in_each)).counted
    piece = replace(piece, counted=counted, unknown=None, alike=nobody)
    if request.design_effect == "kish":
        return replace(piece, deff=kish(request, asked, piece))
    if request.design_effect is not False:
        with np.errstate(divide="ignore", invalid="ignore"):
            shares = replace(piece, estimate=piece.estimate / piece.weighted)
        return replace(piece, simple=piece.weighted**2 * simple_share_variance(request, shares))
    return piece


def share_piece(request: Request, categories: Categories) -> Piece:
    """Return the shares of categories in each domain, without labels."""
    asked = Asked(request.domains, categories=categories)
    sums = request.source.sums(asked)
    piece = Piece.of(request, sums, shares_of(request.design, sums))
    piece = replace(piece, quantity="proportion", notes=categories.notes)
    if not isinstance(request.design, Linearised):
        # replicates of a share of 0 or 1 are all the same, whoever answered; where some members
        # did not, the replicate weights of those who did tell in how many units they are
        whole = np.asarray((piece.estimate == 1) & (piece.missing > 0) & np.asarray(piece.sampled))
        if whole.any():
            size = len(categories.labels)
            answers = request.source.cross(request.domains, categories)
            lone = whole & (request.source.domain_ranks(answers, 2) <= 1)
            of_one_unit = np.repeat(lone.reshape(-1, size).any(axis=1), size)
            piece = replace(piece, unknown=np.asarray(piece.unknown) | of_one_unit)
    if request.design_effect == "kish":
        return replace(piece, deff=kish(request, asked, piece))
    if request.design_effect is not False:
        return replace(piece, simple=simple_share_variance(request, piece))
    return piece


def shares_of(design: Design, sums: Sums) -> Found:
    """Return the (g, k) shares that sums of categories give."""
    base = sums.total[0].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = sums.total[0] / base[:, None]
        if sums.again is not None:
            shares = sums.again[0] / sums.again[0].sum(axis=1)[:, None]
            spread: Any = shares.reshape(p.size, -1).T
        else:
            assert isinstance(design, Linearised)
            assert sums.linear is not None
            weight, domain = sums.linear.sums[0], sums.linear.domain
            own = weight - p[domain] * weight.sum(axis=1)[:, None]
            spread = cell_totals(design, sums, own / base[domain, None])
    return Found(p, spread)


def totals_of(design: Design, sums: Sums) -> Found:
    """Return the (g, k) totals that sums of categories give."""
    count = sums.total[0]
    if sums.again is not None:
        spread: Any = sums.again[0].reshape(count.size, -1).T
    else:
        assert isinstance(design, Linearised)
        assert sums.linear is not None
        spread = cell_totals(design, sums, sums.linear.sums[0])
    return Found(count, spread)


def _labelled(request: Request, piece: Piece, categories: Categories, name: Any) -> Piece:
    k, domains = len(categories.labels), request.domains
    code = np.tile(np.arange(k), len(domains.labels))
    category = pd.Categorical.from_codes(code, categories.labels)
    return replace(
        piece,
        labels=labels_of(domains, k, outcome=np.full(len(code), name), category=category),
        notes=categories.notes,
        scales={str(name): categories.scale},
    )
