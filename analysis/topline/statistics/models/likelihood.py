"""Likelihoods of weighted rows, maximised by Newton's method, with the score of each row."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ...errors import ArgumentError
from ...values import Value
from ..core.arguments import FloatArray

_STEPS, _HALVINGS = 100, 40

_NEAR = 1e-12
"""What one more step would gain, relative: it then ends at the top but for rounding."""

_FLAT, _LEAST = 1e-14, 1e-3
"""Scaled curvature below which there is none, and what is taken in its stead."""

_MOVES, _FURTHER = 1e-6, 5.0
"""Logits that a last step moves which does not end at a top, and to which it is gone on."""


@dataclass(frozen=True, eq=False, kw_only=True)
class LikelihoodFit(Value):
    """Coefficients of the largest weighted likelihood.

    Attributes
    ----------
    names : tuple of str
    coefficients : (k,) float
    information : (k, k) float
        Less the second derivatives of Σ w·ℓ.
    scores : (n, k) float
        Derivatives of each row's ℓ, which the weights multiply.
    log_likelihood : float
    iterations : int
    """

    names: tuple[str, ...]
    coefficients: FloatArray
    information: FloatArray = field(repr=False)
    scores: FloatArray = field(repr=False)
    log_likelihood: float
    iterations: int

    @property
    def deviance(self) -> float:
        """−2 Σ w·ℓ."""
        return -2 * self.log_likelihood


@dataclass(frozen=True, eq=False)
class At:
    """A likelihood somewhere: its value, its gradient, and less its second derivatives."""

    value: float
    gradient: FloatArray
    information: FloatArray


def maximise(
    likelihood: Callable[[FloatArray], At],
    start: FloatArray,
    names: tuple[str, ...],
    spans: FloatArray,
) -> tuple[FloatArray, At, int]:
    """Return where a likelihood is largest, what it is there, and the steps it took.

    Where predictors tell outcomes apart it grows for ever, by less and less: steps still move the
    logits when nothing is left to gain, and to go on that way, far, never makes it smaller. At a
    top it does, however large the coefficients are, or the part of them that is rounding.

    Parameters
    ----------
    likelihood : callable
    start : (k,) float
    names : tuple of str
    spans : (k,) float
        From the smallest to the largest value of what each coefficient multiplies.

    Raises
    ------
    ArgumentError
        When it keeps growing: no coefficients are the most likely ones.
    """
    found, at = start.copy(), likelihood(start)
    last, change = False, np.zeros_like(start)
    logits = np.where(spans > 0, spans, 1.0)
    for step in range(1, _STEPS + 1):
        diagonal = np.abs(np.diag(at.information))
        size = np.sqrt(np.where(diagonal > 0, diagonal, 1.0))
        scaled = at.information / size[:, None] / size
        values, axes = np.linalg.eigh(scaled)
        # where a likelihood is not curved downwards, a step uphill is all that is asked for
        downwards = values > _FLAT
        bent = np.where(downwards, values, np.maximum(np.abs(values), _LEAST))
        change = axes @ (axes.T @ (at.gradient / size) / bent) / size
        gain = float(at.gradient @ change)
        rounding = 1e-10 * (1 + abs(at.value))
        if not np.isfinite(gain):
            break
        if last:
            moved = float((np.abs(change) * logits).max(initial=0.0))
            if moved > _MOVES:
                further = likelihood(found + change * (_FURTHER / moved))
                if further.value >= at.value - rounding:
                    break
            return found, at, step
        last = bool(downwards.all()) and abs(gain) <= _NEAR * (1 + abs(at.value))
        for _ in range(_HALVINGS):
            tried = likelihood(found + change)
            # where an answer has as good as no chance, the curvature may be none that is known
            if tried.value >= at.value - rounding and np.isfinite(tried.information).all():
                break
            change = change / 2
        else:
            break
        found, at = found + change, tried
    worst = names[int(np.argmax(np.abs(np.nan_to_num(change)) * spans))]
    raise ArgumentError(
        f"no coefficients have the largest likelihood: that of {worst!r} grows without end, as "
        "where predictors tell outcomes apart without exception (separation); merge categories, "
        "or leave predictors out"
    )


def most_likely(
    rows: Callable[[FloatArray], tuple[At, FloatArray]],
    start: FloatArray,
    names: tuple[str, ...],
    spans: FloatArray,
) -> LikelihoodFit:
    """Return the fit where a likelihood, told with the scores of its rows, is largest.

    Raises
    ------
    ArgumentError
        As ``maximise``.
    """
    found, at, steps = maximise(lambda of: rows(of)[0], start, names, spans)
    return LikelihoodFit(
        names=names,
        coefficients=found,
        information=at.information,
        scores=rows(found)[1],
        log_likelihood=at.value,
        iterations=steps,
    )
