"""Where random numbers come from, and how a result records it."""

from typing import Any

import numpy as np

from ...arguments import described
from ...errors import ArgumentError

CALLERS = "the caller's generator"
"""Recorded for a generator that was drawn from before: its state is the caller's to keep."""


def random_source(rng: Any) -> tuple[np.random.Generator, int | str]:
    """Return a generator, and the seed that gives the same numbers again.

    Parameters
    ----------
    rng : int or numpy.random.Generator, optional
        A seed, or what to draw from; None takes a seed of its own.

    Returns
    -------
    generator : numpy.random.Generator
    seed : int or str
        ``CALLERS`` where a generator was given.

    Raises
    ------
    ArgumentError
        When it is neither.
    """
    if isinstance(rng, np.random.Generator):
        return rng, CALLERS
    seed: Any = np.random.SeedSequence().entropy if rng is None else rng
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or seed < 0:
        raise ArgumentError(
            f"rng is {described(seed)}; expected a whole number of 0 or more, or a "
            "numpy.random.Generator"
        )
    return np.random.default_rng(seed), int(seed)


def seed_words(seed: int | str) -> str:
    """Say what numbers were drawn with."""
    return seed if isinstance(seed, str) else f"seed {seed}"
