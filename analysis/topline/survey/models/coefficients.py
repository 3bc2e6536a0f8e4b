"""The coefficients of a model as estimates: with limits, statistic and p-value."""

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import sparse

from ...estimates.algebra.compared import p_values
from ...estimates.estimates import Estimates
from ..estimators.assemble import assemble
from ..variance.influence import moved
from .fit import Fitted, MostLikely


def coefficient_estimates(
    of: Fitted | MostLikely,
    how: str,
    *,
    exponentiate: bool = False,
    labels: pd.DataFrame | None = None,
) -> Estimates:
    """Return a row for each coefficient, or for exp of each: a ratio of odds, rates or means.

    The limits of exp(coefficient) are exp of the coefficient's, and its p-value is the same.
    """
    if labels is None:
        labels = pd.DataFrame({"outcome": of.rows.outcome_words, "term": of.fit.names})
    untold = of.rests_on_untold(np.eye(len(of.fit.coefficients)))
    piece = of.piece(labels, of.fit.coefficients, of.spread, untold)
    found = assemble(of.request, [piece], how)
    table = with_tests(found.table)
    if exponentiate:
        ratio = np.exp(piece.estimate)
        spread = moved(piece.spread, piece.estimate, ratio, sparse.diags_array(ratio, format="csr"))
        ratios = replace(piece, estimate=ratio, spread=spread)
        found = assemble(replace(of.request, interval="log"), [ratios], how)
        table = found.table.assign(statistic=table["statistic"], p_value=table["p_value"])
    return with_table(found, table)


def with_tests(table: pd.DataFrame) -> pd.DataFrame:
    """Return estimates with Student's test that each is 0."""
    error, df = table["std_error"].to_numpy(), table["df"].to_numpy()
    usable = (error > 0) & (df > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = np.where(usable, table["estimate"] / error, np.nan)
    return table.assign(statistic=statistic, p_value=p_values(statistic, 1.0, df))


def with_table(found: Estimates, table: pd.DataFrame) -> Estimates:
    """Return estimates with another table of the same rows, as one with further columns."""
    return Estimates(
        table,
        found.covariance,
        found.method,
        notes=found.notes,
        scales=found.scales,
        most_df=found.most_df,
        sample_type=found.sample_type,
    )
