"""One table of estimates from those of several completed versions of the data: Rubin's rules."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import as_number, check_one_of, described
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...estimates.intervals import DATA, INTERVALS
from ...estimates.rows import microdata_limits, share_size, variation
from ...estimates.schema import label_columns
from ..data.columns import FloatArray
from ..models.coefficients import with_tests
from ..models.model import Model
from ..outcomes.likely import LikelihoodModel

SAMPLING = ("all", "first")


def pool(
    estimates: Sequence[Any], *, complete_df: float | None = None, sampling_variance: str = "all"
) -> Estimates:
    """Pool the estimates of several imputations, or plausible values, of the same data.

    Parameters
    ----------
    estimates : sequence of Estimates
        The same rows of each version of the data; a model stands for its coefficients.
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
    versions = [_estimates(one) for one in estimates]
    check_one_of("sampling_variance", sampling_variance, SAMPLING)
    if len(versions) < 2:
        raise ArgumentError(
            f"estimates has {len(versions)} version of the data; expected two or more to pool"
        )
    first = versions[0]
    tables = [one.table for one in versions]
    labels = label_columns(tables[0])
    for number, table in enumerate(tables[1:], 2):
        if not table[label_columns(table)].equals(tables[0][labels]):
            raise ArgumentError(
                f"version {number} has other rows than the first; expected the same estimates of "
                "each, as where every category occurs in every version"
            )
    m = len(versions)
    theta = np.array([table["estimate"].to_numpy() for table in tables])
    within = np.array([np.asarray(one.covariance) for one in versions])
    sampling = within[0] if sampling_variance == "first" else within.mean(axis=0)
    deviation = theta - theta.mean(axis=0)
    between = deviation.T @ deviation / (m - 1)
    covariance = sampling + (1 + 1 / m) * between
    own = np.min([table["df"].to_numpy(dtype=float) for table in tables], axis=0)
    complete = complete_freedom(own, complete_df)
    pooled = tables[0].assign(estimate=theta.mean(axis=0), std_error=np.sqrt(np.diag(covariance)))
    gained = (1 + 1 / m) * np.diag(between)
    table = _finished(pooled, information_of(np.diag(sampling), gained, m, complete), tables)
    how = f"{m} versions of the data pooled by Rubin's rules; {first.method}"
    notes = tuple(dict.fromkeys(note for one in versions for note in one.notes))
    return Estimates(
        table,
        covariance,
        how,
        notes=notes,
        scales=first.scales,
        most_df=None if complete_df is not None else first.most_df,
        sample_type=first.sample_type,
    )


def _estimates(value: Any) -> Estimates:
    """Return one version's estimates."""
    if isinstance(value, (Model, LikelihoodModel)):
        return value.coefficients
    if not isinstance(value, Estimates):
        raise ArgumentError(
            f"estimates holds {described(value)}; expected Estimates or models, one for each "
            "version of the data"
        )
    return value


def complete_freedom(own: FloatArray, complete_df: float | None) -> FloatArray:
    """Return the degrees of freedom there would be were nothing imputed: those given, or its own.

    Raises
    ------
    ArgumentError
        When they are not above 0.
    """
    if complete_df is None:
        return own
    if not as_number(complete_df) > 0:
        raise ArgumentError(
            f"complete_df is {described(complete_df)}; expected degrees of freedom above 0, or "
            "infinity"
        )
    return np.full(len(own), as_number(complete_df))


def information_of(
    within: FloatArray, gained: FloatArray, m: int, complete: FloatArray
) -> dict[str, FloatArray]:
    """Return what the imputations add to the variance, and the degrees of freedom left."""
    with np.errstate(divide="ignore", invalid="ignore"):
        increase = np.where(gained > 0, gained / within, 0.0)
        of_imputations = (m - 1) * (1 + 1 / increase) ** 2
        observed = np.where(
            np.isinf(complete),
            np.inf,
            (complete + 1) / (complete + 3) * complete / (1 + increase),
        )
        df = 1 / (1 / of_imputations + 1 / observed)
        fmi = (increase + 2 / (df + 3)) / (increase + 1)
    # nothing is missing where all versions are the same
    df = np.where(increase == 0, complete, df)
    return {"df": df, "fmi": np.where(increase == 0, 0.0, fmi), "variance_increase": increase}


def _finished(
    pooled: pd.DataFrame, told: dict[str, FloatArray], tables: Sequence[pd.DataFrame]
) -> pd.DataFrame:
    """Return the table with what follows from estimates and standard errors."""
    p, error = (pooled[name].to_numpy(dtype=float) for name in ("estimate", "std_error"))
    for name in ("n", "n_missing"):
        if name in pooled:
            # where versions differ, what all of them have
            pooled[name] = np.min([table[name].to_numpy(dtype=float) for table in tables], axis=0)
    share = np.zeros(len(pooled), dtype=bool)
    if "quantity" in pooled:
        share = (pooled["quantity"] == "proportion").to_numpy(dtype=bool)
    size = share_size(p, error**2, pooled["n"].to_numpy(dtype=float))
    pooled = pooled.assign(
        **told, n_effective=np.where(share, size, np.nan), deff=np.nan, cv=variation(error, p)
    )
    if "statistic" in pooled:
        pooled = with_tests(pooled)
    # limits that came from the data, or from replicates of each version, cannot be made again
    simpler = {key: row.otherwise for key, row in INTERVALS.items() if row.otherwise}
    keys = pooled["interval"].replace(simpler)
    known = [key for key, row in INTERVALS.items() if DATA not in row.needs]
    keys = keys.where(keys.isin(known), "t")
    pooled = pooled.drop(columns="logit_std_error", errors="ignore")
    return pooled.assign(**microdata_limits(pooled, keys))
