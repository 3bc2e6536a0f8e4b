"""The examples in the loaders' docstrings say what happens."""

import doctest

import pytest

from topline.loaders import bundled, figures


@pytest.mark.parametrize("module", [bundled, figures])
def test_examples(module):
    results = doctest.testmod(module)
    assert results.attempted
    assert not results.failed
