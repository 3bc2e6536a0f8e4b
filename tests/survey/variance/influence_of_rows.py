"""The influence of each row on an estimate, from the gradient its unit totals come from."""

from collections.abc import Sequence

import numpy as np

from topline.survey.data.columns import FloatArray, IntArray
from topline.survey.estimators.functions import Smooth


def row_influence(
    method: Smooth,
    values: Sequence[FloatArray],
    w: FloatArray,
    domain: IntArray | None = None,
    domains: int = 1,
) -> FloatArray:
    """Return the linearised value of each row on the estimate of each domain.

    z_i = gradient · (1, t_i) within the domain and 0 outside, t_i being the row's terms: its unit
    totals are those that the estimate itself is linearised by. A share is the mean of 0 and 1.

    Parameters
    ----------
    method : Smooth
        A row of ``ESTIMATORS``.
    values : sequence of (n,) float
        Its variables; who has NaN in one of them has no influence.
    w : (n,) float
        Weights.
    domain : (n,) int, optional
        Domain of each row, −1 outside all; by default all are in one.
    domains : int
        How many there are.

    Returns
    -------
    (n, domains) float

    References
    ----------
    Binder (1983), International Statistical Review 51:279–292.
    """
    place: IntArray = np.zeros(len(w), dtype=np.intp) if domain is None else domain
    inside = (place >= 0) & ~np.isnan(np.array([*values, np.zeros(len(w))])).any(axis=0)
    place, weight = place[inside], w[inside]
    terms = np.array([np.ones(len(place)), *method.terms(*(value[inside] for value in values))])
    sums = np.array([np.bincount(place, weight * term, domains) for term in terms])
    n = np.bincount(place[weight > 0], minlength=domains).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        gradient = method.gradient(sums, n)
    found = np.zeros((len(w), domains))
    found[np.flatnonzero(inside), place] = np.einsum("ji,ji->i", gradient[:, place], terms)
    return found
