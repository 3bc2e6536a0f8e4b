"""What all tests of charts share."""

import matplotlib.pyplot as plt
import pytest


@pytest.fixture(autouse=True)
def no_windows():
    yield
    plt.close("all")
