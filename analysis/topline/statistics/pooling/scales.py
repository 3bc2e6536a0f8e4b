"""Scales on which shares are averaged: to the scale with a variance, and back."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from ..core.methods import FloatArray, as_table

Estimates = tuple[FloatArray, FloatArray]
"""Each survey's share on a scale, and its sampling variance there."""

DOUBLE_ARCSINE_WARNING = (
    "the double-arcsine scale is taken back at one sample size, the harmonic mean of very "
    "different ones, and can mislead (Schwarzer et al. 2019); prefer glmm or logit"
)
UNBOUNDED = "limits can lie beyond 0 and 1 on this scale"


@dataclass(frozen=True)
class Scale:
    """One scale: everything the package knows about it, in one row.

    Attributes
    ----------
    key : str
        The name users pass as ``method=``.
    label : str
        The name captions and reports print.
    forward : callable
        ``(x, n) -> (y, variance)`` on clean float arrays.
    back : callable
        ``(y, nobs) -> share``, the survey sizes being those pooled.
    source : str
        Primary source.
    corrected : bool
        Whether a survey with nobody or everybody gets ½ added to both.
    note : str
        What a reader of the result must be told.
    """

    key: str
    label: str
    forward: Callable[[FloatArray, FloatArray], Estimates]
    back: Callable[[FloatArray, FloatArray], FloatArray]
    source: str
    corrected: bool = False
    note: str = ""


def _back_double_arcsine(y: FloatArray, nobs: FloatArray) -> FloatArray:
    """(1 − sgn(cos t)·√(1 − (sin t + (sin t − 1/sin t)/n)²))/2, t = 2y, n the harmonic mean size.

    0 and 1 beyond what no success and what nothing but successes give.
    """
    n = nobs.size / np.sum(1 / nobs)
    least = np.arcsin(np.sqrt(1 / (n + 1))) / 2
    inside = np.clip(y, least, np.pi / 2 - least)
    sine = np.sin(2 * inside)
    core = 1 - (sine + (sine - 1 / sine) / n) ** 2
    share = (1 - np.sign(np.cos(2 * inside)) * np.sqrt(np.maximum(core, 0))) / 2
    return np.where(y <= least, 0.0, np.where(y >= np.pi / 2 - least, 1.0, share))


SCALES = as_table(
    Scale(
        "raw",
        "inverse variance",
        lambda x, n: (x / n, x / n * (1 - x / n) / n),
        lambda y, _nobs: y,
        "Cochran (1954), Biometrics 10:101–129",
        corrected=True,
        note=UNBOUNDED,
    ),
    Scale(
        "log",
        "log share",
        lambda x, n: (np.log(x / n), 1 / x - 1 / n),
        lambda y, _nobs: np.exp(y),
        "Katz et al. (1978), Biometrics 34:469–474",
        corrected=True,
        note=UNBOUNDED,
    ),
    Scale(
        "logit",
        "log odds",
        lambda x, n: (np.log(x / (n - x)), 1 / x + 1 / (n - x)),
        lambda y, _nobs: expit(y),
        "Woolf (1955), Annals of Human Genetics 19:251–253",
        corrected=True,
    ),
    Scale(
        "arcsine",
        "arcsine",
        lambda x, n: (np.arcsin(np.sqrt(x / n)), 1 / (4 * n)),
        lambda y, _nobs: np.sin(np.clip(y, 0, np.pi / 2)) ** 2,
        "Rücker, Schwarzer, Carpenter & Olkin (2009), Statistics in Medicine 28:721–738",
    ),
    Scale(
        "double_arcsine",
        "Freeman–Tukey double arcsine",
        lambda x, n: (
            (np.arcsin(np.sqrt(x / (n + 1))) + np.arcsin(np.sqrt((x + 1) / (n + 1)))) / 2,
            1 / (4 * n + 2),
        ),
        _back_double_arcsine,
        "Freeman & Tukey (1950), Annals of Mathematical Statistics 21:607–611; "
        "Miller (1978), The American Statistician 32:138",
        note=DOUBLE_ARCSINE_WARNING,
    ),
)


def on_scale(scale: Scale, x: FloatArray, n: FloatArray) -> Estimates:
    """Return each survey's share on the scale, ½ added where it asks for that."""
    if scale.corrected:
        end = (x == 0) | (x == n)
        x, n = np.where(end, x + 0.5, x), np.where(end, n + 1, n)
    return scale.forward(x, n)
