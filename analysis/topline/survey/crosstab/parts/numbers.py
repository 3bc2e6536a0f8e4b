"""Rows of numbers below the shares of a crosstab, in one table with their joint covariance."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from ....estimates.covariance import Covariance, Diagonal, Whole, Without
from ....estimates.estimates import Estimates
from ...estimators.assemble import assemble, joined
from ...estimators.request import Request
from ...variance.kernels import covariance_of, joined_spreads
from .cells import Made, labels_of, places_of
from .layout import Layout
from .questions import Question
from .values import Statistic, column_numbers

_OF_LIMITS = ("std_error", "cv", "ci_low", "ci_high", "interval", "df", "reasons")
"""Columns that a median has from Woodruff's interval."""


def number_rows(
    request: Request,
    question: Question,
    banners: Sequence[Question],
    statistics: Sequence[Statistic],
    layout: Layout,
) -> Made:
    """Estimate rows of numbers, in the columns of the banners."""
    plain = replace(request, interval=None, design_effect=False, missing="drop")
    parts = list(column_numbers(plain, question, banners, statistics))
    places = np.concatenate([places_of(part.placed) for part in parts])
    notes = tuple(dict.fromkeys(note for part in parts for note in part.placed.piece.notes))
    piece = replace(
        joined([replace(part.placed.piece, labels=None) for part in parts]),
        labels=labels_of(layout, places),
        notes=notes,
        scales={},
    )
    found = assemble(plain, [piece], "")
    table, start = found.table.drop(columns="flag"), 0
    for part in parts:
        rows = np.arange(start, start := start + len(part.placed.piece.estimate))
        if part.limits is not None:
            for name in _OF_LIMITS:
                table.loc[rows, name] = np.asarray(part.limits[name])
        if part.error_of:
            table.loc[rows, "estimate"] = table.loc[rows, "std_error"]
            table.loc[rows, ["std_error", "cv", "ci_low", "ci_high"]] = np.nan
            table.loc[rows, "interval"] = pd.NA
            table.loc[rows, "reasons"] = ""
    gone = table["std_error"].isna().to_numpy()
    own = Covariance(len(table), Without(found.covariance.cells, gone))
    return Made(changed(found, table, own), piece, places)


def below(request: Request, shares: Made, numbers: Made) -> Made:
    """Return rows of shares and of numbers as one, with the covariance of all of them."""
    parts = (shares, numbers)
    spread = joined_spreads(
        [part.piece.spread for part in parts], [len(part.piece.estimate) for part in parts]
    )
    tables = [part.estimates.table.drop(columns="flag") for part in parts]
    table = pd.concat(tables, ignore_index=True)
    estimate = np.concatenate([part.piece.estimate for part in parts])
    joint, gone = covariance_of(request.design, spread, estimate), table["std_error"].isna()
    cells = Without(Whole(len(table), joint.matrix), gone.to_numpy())
    return Made(
        changed(
            shares.estimates,
            table,
            Covariance(len(table), cells),
            notes=(*shares.estimates.notes, *numbers.estimates.notes),
        ),
        piece=shares.piece,
        places=np.concatenate([part.places for part in parts]),
    )


def without_errors(made: Made) -> Made:
    """Return counts of respondents, which have no sampling error to tell."""
    table = made.estimates.table.drop(columns="flag")
    gone = dict.fromkeys(("std_error", "cv", "ci_low", "ci_high"), np.nan)
    table = table.assign(**gone, interval=None, reasons="")
    own = Covariance(len(table), Diagonal(np.full(len(table), np.nan)))
    return replace(made, estimates=changed(made.estimates, table, own))


def changed(
    estimates: Estimates,
    table: pd.DataFrame,
    covariance: Covariance | None = None,
    **told: Any,
) -> Estimates:
    """Return estimates with another table or covariance, or other words about them."""
    known = {name: getattr(estimates, name) for name in _TOLD} | told
    covariance = estimates.covariance if covariance is None else covariance
    return Estimates(table, covariance, **known)


_TOLD = ("method", "notes", "scales", "most_df", "sample_type")
"""What is told of estimates as a whole."""
