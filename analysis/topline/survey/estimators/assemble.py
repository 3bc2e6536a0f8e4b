"""From pieces of estimates to one table with its covariance."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.special import logit

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...estimates.presentation import microdata_reasons
from ...estimates.rows import keys_asked, share_size, with_limits
from ...statistics.core.arguments import check_confidence_level
from ..data.columns import FloatArray
from ..design.design import Design, Linearised
from ..variance.freedom import degrees
from ..variance.kernels import Covariance, linearised_covariance, replicate_covariance

_ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Piece:
    """Some estimates before their variance is known.

    Attributes
    ----------
    labels : pandas.DataFrame
        One row per estimate: domain columns, outcome, category.
    estimate : (k,) float
    spread : sparse (u, k) or (r, k) float
        Unit totals of the influence, or replicates of the estimates.
    n, missing, weighted : (k,) float
        Respondents with an answer, those without, and the sum of the answers' weights.
    simple : (k,) float or None
        Variance under simple random sampling, for the design effect.
    quantity : str
        "proportion" for shares, else "value".
    deff : (k,) float or None
        Design effect, where it does not come from the variance.
    lone : (k,) bool or None
        Whether all respondents of the row are in one sampled unit, whose influence totals 0
        whatever they answer: nothing is known of the variance.
    df : (k,) float or None
        Degrees of freedom, where they are not those of the frame.
    """

    labels: pd.DataFrame
    estimate: FloatArray
    spread: Any
    n: FloatArray
    missing: FloatArray
    weighted: FloatArray
    simple: FloatArray | None
    quantity: str = "value"
    deff: FloatArray | None = None
    lone: Any = None
    df: FloatArray | None = None

    def rows(self, at: Any) -> "Piece":
        """Return some of the estimates."""
        return Piece(
            self.labels.iloc[at].drop(columns="category", errors="ignore"),
            self.estimate[at],
            self.spread[:, at],
            self.n[at],
            self.missing[at],
            self.weighted[at],
            None if self.simple is None else self.simple[at],
            self.quantity,
            None if self.deff is None else self.deff[at],
            None if self.lone is None else self.lone[at],
            None if self.df is None else self.df[at],
        )


def covariance_of(design: Design, pieces: Sequence[Piece]) -> Covariance:
    """Return the joint covariance of all pieces, by the kernel of the design."""
    if isinstance(design, Linearised):
        stack = [piece.spread for piece in pieces]
        return linearised_covariance(
            design, stack[0] if len(stack) == 1 else sparse.hstack(stack, format="csr")
        )
    estimate = np.concatenate([piece.estimate for piece in pieces])
    replicates = np.hstack([piece.spread for piece in pieces])
    return replicate_covariance(replicates, estimate, design.factors, design.centre)


def assemble(
    frame: Any,
    pieces: Sequence[Piece],
    *,
    confidence_level: float,
    interval: str | None,
    how: str,
) -> Estimates:
    """Build the Estimates of some pieces, in their order.

    Raises
    ------
    ArgumentError
        When the interval method or the confidence level is unknown.
    """
    level = check_confidence_level(confidence_level)
    found = covariance_of(frame.design, pieces)
    table = pd.concat([_columns(piece) for piece in pieces], ignore_index=True)
    table["std_error"] = _errors(found.variance, table["estimate"].to_numpy())
    edge = (table["quantity"] == "proportion") & table["estimate"].isin([0, 1])
    table.loc[table["lone"].astype(bool) & ~edge, "std_error"] = np.nan
    if table["df"].isna().any():
        table["df"] = table["df"].fillna(degrees(frame.design, frame.mask, frame.weights))
    table = _with_sizes(table)
    table["cv"] = (table["std_error"] / table["estimate"].abs()).replace(np.inf, np.nan)
    table["confidence_level"] = level
    table = _with_logits(table, frame.design, pieces)
    table = with_limits(table.assign(interval=keys_asked(table, interval)))
    table["reasons"] = microdata_reasons(table)
    matrix = np.array([[]]) if not len(table) else partial(_filled, found.matrix)
    return Estimates(table.drop(columns=["simple", "lone"]), matrix, how)


def _errors(variance: FloatArray, estimate: FloatArray) -> FloatArray:
    """Return standard errors; what is left of a number the design fixes is rounding, hence 0."""
    error = np.sqrt(np.where(variance < 0, np.nan, variance))
    error = np.where(error <= _ROUNDING * np.abs(estimate), 0.0, error)
    return np.where(np.isnan(estimate), np.nan, error)


def _filled(matrix: Any) -> FloatArray:
    return np.asarray(matrix())


def _columns(piece: Piece) -> pd.DataFrame:
    table = piece.labels.reset_index(drop=True)
    table["estimate"] = piece.estimate
    table["n"] = piece.n.astype(int)
    table["n_missing"] = piece.missing.astype(int)
    table["n_weighted"] = piece.weighted
    table["quantity"] = piece.quantity
    table["lone"] = False if piece.lone is None else piece.lone
    table["simple"] = np.nan if piece.simple is None else piece.simple
    table["deff"] = np.nan if piece.deff is None else piece.deff
    table["df"] = np.nan if piece.df is None else piece.df
    return table


def _with_sizes(table: pd.DataFrame) -> pd.DataFrame:
    """Add the design effect and the effective sample size."""
    variance = table["std_error"].to_numpy() ** 2
    p = table["estimate"].to_numpy()
    share = (table["quantity"] == "proportion").to_numpy()
    n = table["n"].to_numpy(dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = variance / table["simple"].to_numpy()
        deff = np.where(table["deff"].notna(), table["deff"], deff)
        size = np.where(share, share_size(p, variance, n), n / deff)
    return table.assign(
        deff=np.where(np.isfinite(deff), deff, np.nan),
        n_effective=np.where(n > 0, size, np.nan),
    )


def _with_logits(table: pd.DataFrame, design: Design, pieces: Sequence[Piece]) -> pd.DataFrame:
    """Add the standard error of the replicates' logits, so that "logit" can be asked for later."""
    share = table["quantity"] == "proportion"
    if isinstance(design, Linearised) or not share.any():
        return table
    with np.errstate(divide="ignore", invalid="ignore"):
        again = logit(np.hstack([piece.spread for piece in pieces]))
        estimate = logit(table["estimate"].to_numpy())
    usable = share.to_numpy() & np.isfinite(again).all(axis=0) & np.isfinite(estimate)
    again, estimate = np.where(usable, again, np.nan), np.where(usable, estimate, np.nan)
    found = replicate_covariance(again, estimate, design.factors, design.centre)
    return table.assign(logit_std_error=np.where(usable, np.sqrt(found.variance), np.nan))


def refuse_unknown(name: str, value: Any, legal: Sequence[Any]) -> None:
    """Refuse a value that is not one of the legal ones.

    Raises
    ------
    ArgumentError
    """
    if value not in legal:
        raise ArgumentError(f"{name} is {value!r}; expected one of {', '.join(map(str, legal))}")
