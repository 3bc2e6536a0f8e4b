"""What all tests of charts share."""

import matplotlib.pyplot as plt
import pytest


def pytest_collection_modifyitems(items):
    """Let charts of very long words be higher than a slide, which tests of the warning ask for."""
    for item in items:
        if "plotting" in item.path.parts and "too_high" not in item.name:
            item.add_marker(pytest.mark.filterwarnings("ignore:the chart is .* pixels high"))


@pytest.fixture(autouse=True)
def no_windows():
    yield
    plt.close("all")
