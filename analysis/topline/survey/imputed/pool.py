"""One table of estimates from those of several completed versions of the data: Rubin's rules."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import check_one_of, described
from ...errors import ArgumentError
from ...estimates.algebra.imputed import Pooled
from ...estimates.covariance import Covariance
from ...estimates.estimates import Estimates
from ...estimates.schema import label_columns
from ...statistics.precision.imputations import information
from ..cells.loglinear import LoglinearModel
from ..models.coefficients import with_tests
from ..models.model import Model
from ..outcomes.likely import LikelihoodModel
from .finished import bases_of, finished
from .rules import PLAIN, SAMPLING, PoolingScale, Rules, Scaled, notes_of, said_of_pooling, scale_of

_TESTED = ("statistic", "p_value")


def pool(
    estimates: Sequence[Any], *, complete_df: float | None = None, sampling_variance: str = "all"
) -> Estimates:
    """Pool the estimates of several imputations, or plausible values, of the same data.

    Parameters
    ----------
    estimates : sequence of Estimates
        The same rows of each version of the data; a model stands for its coefficients, or for
        ratios where it was asked for them, which are pooled by their logs.
    complete_df : float, optional
        Degrees of freedom there would be were nothing imputed; by default those of the estimates.
        Infinite for Rubin's own.
    sampling_variance : {"all", "first"}
        Whether the sampling variance is the mean of all versions, or that of the first, a shortcut
        for plausible values that documentation of some assessments prescribes.

    Returns
    -------
    Estimates
        With columns ``fmi``, the fraction of information that is missing, and ``variance_increase``
        (r), what the imputations add to the sampling variance.

    Raises
    ------
    ArgumentError
        When there are fewer than two, or they are not of the same rows.

    References
    ----------
    Rubin (1987), Multiple Imputation for Nonresponse in Surveys, section 3.3; Barnard & Rubin
    (1999), Biometrika 86:948–955, for the degrees of freedom.

    Examples
    --------
    >>> import pandas as pd
    >>> from topline import Survey
    >>> versions = [pd.DataFrame({"income": [20, 30, last]}) for last in (35, 40, 45)]
    >>> found = pool([Survey(one).mean("income") for one in versions])
    >>> found.table[["estimate", "fmi"]].round(2).to_numpy().tolist()
    [[30.0, 0.39]]
    """
    if not isinstance(estimates, (list, tuple)):
        raise ArgumentError(f"estimates is {described(estimates)}; expected a list of Estimates")
    versions = [estimates_of(one) for one in estimates]
    check_one_of("sampling_variance", sampling_variance, SAMPLING)
    if len(versions) < 2:
        raise ArgumentError(
            f"estimates has {len(versions)} version of the data; expected two or more to pool"
        )
    return pooled_estimates(versions, Rules(complete_df, sampling_variance))


def pooled_estimates(
    versions: Sequence[Estimates], rules: Rules, scale: PoolingScale | None = None
) -> Estimates:
    """Return one table of those of the versions, pooled on a scale; see ``pool``.

    Raises
    ------
    ArgumentError
        When they are not of the same rows.
    """
    first = versions[0]
    tables = [one.table for one in versions]
    _refuse_other_rows(tables)
    on = scale_of(tables[0]) if scale is None else scale
    theta = np.array([table["estimate"].to_numpy(dtype=float) for table in tables])
    # 0 and 1 have no place on a scale: rows with one of them are pooled as they are
    usable = on.usable(theta)
    with np.errstate(all="ignore"):
        placed = np.where(usable, on.to(theta), theta)
        slopes = np.where(usable, on.slope(theta), 1.0)
        middle = placed.mean(axis=0)
        estimate = np.where(usable, on.back(middle), middle)
        step = np.where(usable, 1 / on.slope(estimate), 1.0)
    sampling = [
        Scaled(one.covariance.cells, slope * step) if on is not PLAIN else one.covariance.cells
        for one, slope in zip(versions, slopes, strict=True)
    ]
    own = np.min([table["df"].to_numpy(dtype=float) for table in tables], axis=0)
    cells = Pooled(tuple(rules.sampling(sampling)), (placed - middle) * step, rules.complete(own))
    rows = np.arange(len(estimate))
    within, gained = cells.within(rows, rows), cells.gained(rows, rows)
    told = information(within, gained, len(versions), cells.complete)
    table = tables[0].assign(estimate=estimate, std_error=np.sqrt(within + gained))
    table = finished(table, told, tables)
    if "p_value" in table:
        # an adjusted one is of all differences of a version together
        table = table.drop(columns="p_adjusted", errors="ignore")
        error = table["std_error"].to_numpy(dtype=float) / np.abs(step)
        tested = with_tests(table.assign(estimate=middle, std_error=error))
        table = table.assign(**{name: tested[name] for name in _TESTED if name in table})
    return Estimates(
        table,
        Covariance(len(table), cells),
        said_of_pooling(first.method, len(versions), on),
        notes=notes_of([one.notes for one in versions], bases_of(tables)),
        scales=first.scales,
        most_df=None if rules.complete_df is not None else first.most_df,
        sample_type=first.sample_type,
    )


def _refuse_other_rows(tables: Sequence[pd.DataFrame]) -> None:
    """Refuse versions that are not of the same rows.

    Raises
    ------
    ArgumentError
    """
    labels = label_columns(tables[0])
    first = [*zip(*(tables[0][name].astype(str) for name in labels), strict=True)]
    for number, table in enumerate(tables[1:], 2):
        if label_columns(table) != labels:
            raise ArgumentError(
                f"version {number} has other rows than the first: by "
                f"{', '.join(label_columns(table))}, not by {', '.join(labels)}; expected the same "
                "estimates of each"
            )
        own = [*zip(*(table[name].astype(str) for name in labels), strict=True)]
        if own == first:
            continue
        lacking = [row for row in first if row not in {*own}]
        more = [row for row in own if row not in {*first}]
        has = "has its rows in another order"
        if lacking or more:
            parts = zip(labels, (lacking or more)[0], strict=True)
            row = ", ".join(f"{name} {part}" for name, part in parts)
            has = f"{'lacks' if lacking else 'alone has'} the row of {row}"
        raise ArgumentError(
            f"version {number} has other rows than the first: it {has}; expected the same of each. "
            'An answer that a version lacks has a share of 0 where all are named, as order={"q1": '
            '["yes", "no"]} of from_imputations; else join it with another, or leave it out by '
            "where="
        )


def estimates_of(value: Any) -> Estimates:
    """Return one version's estimates.

    Raises
    ------
    ArgumentError
    """
    if isinstance(value, (Model, LikelihoodModel, LoglinearModel)):
        return value.table
    if not isinstance(value, Estimates):
        raise ArgumentError(
            f"estimates holds {described(value)}; expected Estimates or models, one for each "
            "version of the data"
        )
    return value
