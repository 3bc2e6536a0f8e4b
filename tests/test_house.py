"""What a call passes through, and how the package is cut, grows no further unseen.

The figures are those of ``benchmarks/house.py``. A number here is lowered when one of them falls.
"""

import importlib.util
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1] / "benchmarks" / "house.py"

AT_MOST = {
    "proportion_interval": (5, 11),
    "mean": (13, 44),
    "proportion by": (16, 62),
    "median": (20, 76),
    "crosstab": (28, 104),
}
"""Files and functions of the package that a call passes through, once it was made before.
A crosstab asks apart for rows, banners, bases, protection and tests."""

MOST_ONCE = 0.53
"""Part of the private helpers that their module uses once."""


@pytest.fixture(scope="module")
def house():
    spec = importlib.util.spec_from_file_location("house", HOUSE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.quick
@pytest.mark.filterwarnings("ignore")
def test_calls_pass_through_few_files_and_functions(house):
    found = {name: house.passed(call, str(house.PACKAGE)) for name, call in house.calls().items()}
    assert found.keys() == AT_MOST.keys()
    too_many = {
        name: passed
        for name, passed in found.items()
        if any(number > most for number, most in zip(passed, AT_MOST[name], strict=True))
    }
    assert not too_many


def test_the_package_is_not_cut_into_fragments(house):
    found = house.figures(house.PACKAGE)
    assert found["once"] <= MOST_ONCE * found["private"]
    assert found["private"] <= 0.8 * found["public"]
    assert found.get("long calls", 0) == 0
    assert found["unpacking"] <= 3
    assert not found["full folders"]
    assert not found["below, but naming Survey"]
