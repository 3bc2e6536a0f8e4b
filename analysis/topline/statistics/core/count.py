"""The counts of one sample, as kernels for two samples take them."""

from typing import NamedTuple

import numpy as np

from .methods import FloatArray


class Count(NamedTuple):
    """Respondents with the answer, x, out of n: arrays of one shape, both maybe effective."""

    x: FloatArray
    n: FloatArray

    @property
    def p(self) -> FloatArray:
        """The share with the answer."""
        return np.asarray(self.x / self.n)

    @property
    def q(self) -> FloatArray:
        """The share without it, as sharp as `p` where that is near 1."""
        return np.asarray((self.n - self.x) / self.n)
