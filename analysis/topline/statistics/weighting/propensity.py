"""Nonresponse by a model: respondents' weights over their fitted propensity to respond."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...arguments import check_one_of
from ...errors import ArgumentError
from ..core.arguments import FloatArray
from ..core.matrix import as_matrix
from ..models.glm import GlmFit, fit_glm
from .nonresponse import AdjustedWeights, adjust_by_propensity, outcomes
from .shared.start import as_start


@dataclass(frozen=True, eq=False, kw_only=True)
class ModelledWeights(AdjustedWeights):
    """Weights after an adjustment for nonresponse by a model.

    Attributes
    ----------
    propensity : (n,) float
        To respond; NaN for who is not eligible.
    score : (n,) float
        a·(R − p), a being the weights of the fit and R who responded; 0 for who is not eligible.
        Its products with x add up to 0.
    x : (n, k) float
        Variables of the fit; 0 for who is not eligible.
    fit : GlmFit
        Of the eligible cases.
    """

    propensity: FloatArray
    score: FloatArray
    x: FloatArray
    fit: GlmFit


def adjust_by_model(
    status: ArrayLike,
    x: Any,
    *,
    names: Sequence[str] | None = None,
    start: ArrayLike | None = None,
    strata: int | None = None,
    factor: str = "weighted_rate",
    unknown: str = "spread",
    rate: str = "weighted",
    means: Mapping[Any, str] | None = None,
) -> ModelledWeights:
    """Divide respondents' weights by the propensity to respond that a logistic model gives them.

    Cases of unknown eligibility are first spread over the known ones; ineligible cases keep the
    weight they then have. The model is fitted on eligible cases, respondents and nonrespondents.

    Parameters
    ----------
    status : (n,) array_like
        As in ``adjust_by_classes``.
    x : (n, p) array_like
        Predictors, a column of ones among them; of eligible cases only, others may miss them.
    names : sequence of str, optional
        Names of the predictors, for messages.
    start : (n,) array_like, optional
        Start weights; 1 where not given. Rows of weight 0 take no part.
    strata, factor
        As in ``adjust_by_propensity``.
    unknown, means
        As in ``adjust_by_classes``.
    rate : {"weighted", "unweighted"}, default "weighted"
        Whether the model is fitted with the weights.

    Raises
    ------
    ArgumentError
        When a predictor is missing, nobody or everybody responded, predictors tell the two apart
        completely, or a stratum has no respondent.

    References
    ----------
    Little (1986), International Statistical Review 54:139–157; Rosenbaum & Rubin (1984), JASA
    79:516–524, for strata; Kim & Riddles (2012), Survey Methodology 38:157–165.

    Examples
    --------
    >>> status = ["respondent", "nonrespondent", "respondent", "nonrespondent", "respondent"]
    >>> ones, region = [1, 1, 1, 1, 1], [0, 0, 1, 1, 1]
    >>> x = list(zip(ones, region))
    >>> adjust_by_model(status, x).weights.round(6).tolist()
    [2.0, 0.0, 1.5, 0.0, 1.5]
    """
    check_one_of("unknown", unknown, ("spread", "drop"))
    check_one_of("rate", rate, ("weighted", "unweighted"))
    outcome = outcomes(status, means)
    d = as_start(start, outcome.size)
    size = np.where(d > 0, 1.0, 0.0) if rate == "unweighted" else d
    known = outcome < 3
    if unknown == "spread":
        if not size[known].any():
            raise ArgumentError("no case is known to be eligible or not; give status to some")
        d = d * np.where(known, size.sum() / size[known].sum(), 0.0)
    eligible = (outcome < 2) & (d > 0)
    # others may miss predictors
    columns = getattr(x, "columns", None) if names is None else names
    matrix, labels = as_matrix(predictors_of(eligible, x), columns)
    responded = np.where(outcome == 0, 1.0, 0.0)
    a = d if rate == "weighted" else np.where(d > 0, 1.0, 0.0)
    fit = fit_glm(
        matrix[eligible],
        responded[eligible],
        family="binomial",
        weights=a[eligible],
        names=labels,
    )
    p = np.full(d.size, np.nan)
    p[eligible] = fit.fitted
    adjusted = adjust_by_propensity(
        np.where(eligible, responded, np.nan), p, start=d, strata=strata, factor=factor
    )
    return ModelledWeights(
        # who is outside of the population stands for others outside of it
        weights=np.where(outcome == 2, d, adjusted.weights),
        factors=np.where(outcome == 2, 1.0, adjusted.factors),
        classes=adjusted.classes,
        class_factors=adjusted.class_factors,
        propensity=p,
        score=np.where(eligible, a * (responded - np.where(eligible, p, 0.0)), 0.0),
        x=matrix[:, fit.columns],
        fit=fit,
    )


def predictors_of(eligible: NDArray[np.bool_], x: Any) -> Any:
    """Return predictors, 0 for who is not eligible."""
    values = np.asarray(x, dtype=float) if not hasattr(x, "columns") else x.to_numpy(dtype=float)
    values = values[:, None] if values.ndim == 1 else values
    if len(values) != eligible.size:
        raise ArgumentError(
            f"x has {len(values):,} rows, status {eligible.size:,}; give one for each case"
        )
    return np.where(eligible[:, None], values, 0.0)
