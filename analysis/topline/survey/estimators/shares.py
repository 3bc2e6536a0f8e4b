"""Estimates of categorical variables: shares of categories, and how many people are in each."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ..data.columns import as_names
from ..design.design import Design, Linearised
from ..engine.source import Asked, Categories, Sums
from ..variance.kernels import cell_totals
from .assemble import Piece, assemble
from .design_effects import kish, simple_share_variance
from .request import Request, categories_of, words_of


def estimate_shares(request: Request, variables: Any) -> Estimates:
    """Estimate shares of categories, or of conditions by their name.

    Raises
    ------
    ArgumentError, DataError
        When no variables are named, one is unknown, or an option is not legal.
    """
    if isinstance(variables, Mapping):
        labels = request.domains.labels
        wholes = [share_piece(request, request.source.condition(t)) for t in variables.values()]
        # of the categories False and True; the share needs no category
        pieces = [
            replace(whole.rows(np.s_[1::2]), labels=labels.assign(outcome=name))
            for name, whole in zip(variables, wholes, strict=True)
        ]
    else:
        asked = [(name, categories_of(request, name)) for name in as_names(variables)]
        pieces = [
            _labelled(request, share_piece(request, categories), categories, name)
            for name, categories in asked
        ]
    if not pieces:
        raise ArgumentError("no variables are named; give a column or a list of columns")
    return assemble(request, pieces, words_of(request, "weighted share"))


def total_of_categories(request: Request, name: Any) -> Piece:
    """Return the estimated number of people in every category of a variable, in each domain."""
    categories = categories_of(request, name)
    sums = request.source.sums(Asked(request.domains, categories=categories))
    return _labelled(request, totals_of(request.design, sums), categories, name)


def share_piece(request: Request, categories: Categories) -> Piece:
    """Return the shares of categories in each domain, without labels."""
    asked = Asked(request.domains, categories=categories)
    sums = request.source.sums(asked)
    piece = shares_of(request.design, sums)
    if request.design_effect == "kish":
        return replace(piece, deff=kish(request, asked, piece))
    if request.design_effect is not False:
        return replace(piece, simple=simple_share_variance(request, piece))
    return piece


def shares_of(design: Design, sums: Sums) -> Piece:
    """Return the shares that sums of categories give, domain by domain, without labels."""
    base = sums.total[0].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = sums.total[0] / base[:, None]
        if sums.again is not None:
            shares = sums.again[0] / sums.again[0].sum(axis=1)[:, None]
            spread: Any = shares.reshape(p.size, -1).T
        else:
            assert isinstance(design, Linearised)
            assert sums.cells is not None
            weight, domain = sums.cells.sums[0], sums.cells.domain
            own = weight - p[domain] * weight.sum(axis=1)[:, None]
            spread = cell_totals(sums, own / base[domain, None], design.units)
    return replace(Piece.of(sums, p, spread), quantity="proportion")


def totals_of(design: Design, sums: Sums) -> Piece:
    """Return the totals that sums of categories give, domain by domain, without labels."""
    count = sums.total[0]
    if sums.again is not None:
        spread: Any = sums.again[0].reshape(count.size, -1).T
    else:
        assert isinstance(design, Linearised)
        assert sums.cells is not None
        spread = cell_totals(sums, sums.cells.sums[0], design.units)
    # unlike that of a share, the influence of a total does not add up to 0 within one unit
    return replace(Piece.of(sums, count, spread), lone=None)


def _labelled(request: Request, piece: Piece, categories: Categories, name: Any) -> Piece:
    labels = request.domains.labels
    table = labels.loc[labels.index.repeat(len(categories.labels))]
    code = np.tile(np.arange(len(categories.labels)), len(labels))
    category = pd.Categorical.from_codes(code, categories.labels)
    return replace(piece, labels=table.assign(outcome=name, category=category))
