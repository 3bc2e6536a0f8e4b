"""Paired jackknife of studies of schools: two sampled schools, or halves of one, in every zone.

A replicate counts one half of a zone twice and leaves the other out. A zone of which all rows are
in one half is then counted twice, or left out as a whole, as the formula says.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ....errors import DataError
from ....language.message import Message
from ...data.coding import coded
from ...data.columns import FloatArray, at_rows, column, counted, numbers
from ...engine.row_codes import RowCodes
from ..design import DesignColumns, Replicated
from ..drawn import Drawn
from ..replicated import codes_of
from ..samples import samples_in

_MOST = 2**28
"""Most replicate weights, rows times replicates: 2 GiB of memory."""

BOTH, ONE = "jk2_both", "jk2_one"
"""Two replicates a zone of half their squares each, one for either half; or the first alone."""

KINDS = (BOTH, ONE)


@dataclass(frozen=True)
class Zones:
    """The columns of a file with zones.

    Attributes
    ----------
    kind : str
        One of ``KINDS``.
    weights, zone, half : str
        Columns; `half` is 0 or 1.
    samples : tuple of str
        Columns of countries.
    df : float or None
        In place of the number of zones.
    """

    kind: str
    weights: str
    zone: str
    half: str
    samples: tuple[str, ...] = ()
    df: float | None = None


def zone_replicates(data: Any, weights: FloatArray, zones: Zones) -> tuple[Replicated, RowCodes]:
    """Return the design of a file with zones, and its replicate weights.

    Raises
    ------
    DataError
        When a row has no zone, or its half is not 0 or 1.
    """
    zone, labels = coded(data, zones.zone, "strata")
    half = _halves(data, zones.half)
    count, both = len(labels), zones.kind == BOTH
    replicates = count * (1 + both)
    if len(weights) * replicates > _MOST:
        raise DataError(
            f"{replicates:,} replicates of {len(weights):,} rows need more than 2 GiB; take the "
            "countries that are compared, or one after the other"
        )
    matrix = np.repeat(weights[:, None], replicates, axis=1)
    rows = np.arange(len(weights))
    matrix[rows, zone] *= 2 * half
    if both:
        matrix[rows, count + zone] *= 2 * (1 - half)
    samples = samples_in(data, zones.samples)
    number = 1 if samples is None else len(samples.labels)
    design = Replicated(
        factors=np.full(replicates * number, 0.5 if both else 1.0),
        centre="estimate",
        df=float(count) if zones.df is None else zones.df,
        method="jk2",
        drawn=Drawn(
            parts=(
                Message(
                    "{number} replicate weights, paired jackknife, made from: {count} zones "
                    "{zone}, two replicates of each"
                    if both
                    else "{number} replicate weights, paired jackknife, made from: {count} zones "
                    "{zone}, one replicate of each",
                    number=str(replicates),
                    count=str(count),
                    zone=repr(zones.zone),
                ),
                Message("weights {name}", name=repr(zones.weights)),
                Message("variance about the full-sample estimate"),
                *([samples.words] if samples else []),
            )
        ),
        columns=DesignColumns(
            weights=zones.weights,
            strata=(*(samples.names if samples else ()), zones.zone),
            clusters=(zones.half,),
        ),
        given_df=zones.df is not None,
    )
    return design, codes_of(weights, matrix, samples)


def _halves(data: Any, name: str) -> FloatArray:
    half = numbers(column(data, name, "clusters"), name)
    wrong = np.flatnonzero(~np.isin(half, (0, 1)))
    if wrong.size:
        raise DataError(
            f"clusters column {name!r} is not 0 or 1 in {counted(wrong.size, 'row')} "
            f"({at_rows(wrong)}); expected the half of its zone each row is in; correct it, or "
            "leave those rows out"
        )
    return half
