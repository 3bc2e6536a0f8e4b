"""Whether any weights meet totals under their limits: a linear programme, asked after a failure."""

from typing import Any, NoReturn

import numpy as np
import scipy

from ....errors import ArgumentError
from ....wording import value_text
from ...core.arguments import FloatArray

MOST = 2_000_000
"""Numbers in the matrix up to which the question is asked: beyond, the answer would take long."""


def weights_exist(
    matrix: Any, totals: FloatArray, low: FloatArray, high: FloatArray
) -> bool | None:
    """Return whether weights w with low ≤ w ≤ high and matrix·w = totals exist.

    Parameters
    ----------
    matrix : (p, m) float, dense or sparse
    totals : (p,) float
    low, high : (m,) float

    Returns
    -------
    bool or None
        None where the question is too large, or was left open.
    """
    if matrix.shape[0] * matrix.shape[1] > MOST:
        return None
    size = np.where(np.abs(totals) > 0, np.abs(totals), 1.0)
    scaled = scipy.sparse.diags_array(1 / size) @ scipy.sparse.csr_array(matrix)
    # takes sparse matrices, of which its types do not know
    solve: Any = scipy.optimize.linprog
    found = solve(
        np.zeros(matrix.shape[1]),
        A_eq=scaled,
        b_eq=totals / size,
        bounds=np.column_stack([low, high]),
        method="highs",
    )
    # 0: found, 2: there are none
    return {0: True, 2: False}.get(found.status)


def why_missed(exist: bool | None, what: str, remedy: str) -> str:
    """Return the end of a message: whether it was the method or the question.

    Parameters
    ----------
    exist : bool or None
        What ``weights_exist`` found.
    what : str
        "margins" or "totals".
    remedy : str
        What to do where there are none.
    """
    if exist:
        return f"Weights that meet these {what} exist: raise max_iterations, or the tolerance"
    certain = "No" if exist is False else "Most likely no"
    return f"{certain} weights meet these {what} together: {remedy}"


def refuse_gap(
    name: str, achieved: float, total: float, *, iterations: int, limits: str, exist: bool | None
) -> NoReturn:
    """Refuse weights that miss their totals.

    Parameters
    ----------
    name : str
        What has the largest gap.
    achieved, total : float
        Its weighted total, and the one that was to be met.
    iterations : int
    limits : str
        The words of the bounds; "" without any.
    exist : bool or None
        What ``weights_exist`` found.

    Raises
    ------
    ArgumentError
    """
    under = f" under the {limits}" if limits else ""
    remedy = "check the totals, or leave one of them out"
    if limits:
        remedy = "widen the bounds, or check the totals"
    raise ArgumentError(
        f"calibration did not converge{under} in {iterations:,} iterations; the largest gap is at "
        f"{name!r}, which has {value_text(achieved, 8)} of {value_text(total, 8)}. "
        f"{why_missed(exist, 'totals', remedy)}"
    )
