"""Roots between two ends, beside those of scipy, whose steps they are."""

import numpy as np
import pytest
from scipy.optimize.elementwise import find_root

from topline.statistics.core.roots import find_roots

SHIFT = np.random.default_rng(3).uniform(-3, 3, 400)

FUNCTIONS = {
    "cubic": (lambda x, a: (x - a) ** 3 + 0.1 * (x - a), (-9.0, 9.0)),
    "steep": (lambda x, a: np.tanh(40 * (x - a)), (-9.0, 9.0)),
    "flat": (lambda x, a: np.sign(x - a) * np.abs(x - a) ** 0.2, (-9.0, 9.0)),
    "falling": (lambda x, a: np.exp(a) - np.exp(x), (-30.0, 30.0)),
    "one sign for some": (lambda x, a: x - a, (0.0, 9.0)),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_finds_what_scipy_finds(name):
    function, ends = FUNCTIONS[name]
    ours, theirs = (of(function, ends, args=(SHIFT,)) for of in (find_roots, find_root))
    np.testing.assert_array_equal(ours.success, theirs.success)
    np.testing.assert_array_equal(ours.one_sided, theirs.status == -1)
    np.testing.assert_array_equal(ours.x, theirs.x)
    assert np.abs(ours.x - SHIFT)[ours.success].max() < 1e-9


def test_an_end_may_be_the_root_and_no_number_is_none():
    found = find_roots(lambda x, a: x - a, (0.0, 1.0), args=(np.array([0.0, 1.0, np.nan]),))
    assert found.x[:2].tolist() == [0.0, 1.0]
    assert found.success.tolist() == [True, True, False]
    assert np.isnan(found.x[2])
