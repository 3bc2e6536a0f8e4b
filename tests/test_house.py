"""What a call passes through, and how the package is cut, grows no further unseen.

The figures are those of ``benchmarks/house.py``. A number here is lowered when one of them falls.
"""

import importlib.util
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1] / "benchmarks" / "house.py"

AT_MOST = {
    "proportion_interval": (5, 12),
    "mean": (14, 45),
    "proportion by": (17, 63),
    "median": (21, 77),
    "crosstab": (21, 81),
}
"""Files and functions of the package that a call passes through, once it was made before."""

MOST_CALLED_ONCE, MOST_USED_ONCE = 0.44, 0.53
"""Parts of the private helpers that their module calls once, or has once anywhere."""

LONGER = {
    "estimates/algebra/compared.compared",
    "estimates/algebra/sums.summed",
    "figures/averages/average.average_polls",
    "report/microdata.write_survey_report",
    "statistics/pooling/poll_trend.fit_poll_trend",
    "survey/crosstab/make.table_of",
    "survey/design/replicates/zones.zone_replicates",
    "survey/engine/lazy/tables._table",
    "survey/estimators/inequality/concentration._piece",
    "survey/nonprobability/doubly_robust.doubly_robust",
    "survey/nonprobability/pseudo_weights.apply",
}
"""Functions that are longer than 40 lines, most for the value that they end in; no others may be,
and one that is cut leaves the list."""


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
    assert found["called once"] <= MOST_CALLED_ONCE * found["private"]
    assert found["used once"] <= MOST_USED_ONCE * found["private"]
    assert found["private"] <= 0.8 * found["public"]
    assert found.get("long calls", 0) == 0
    assert found["unpacking"] <= 3
    assert not found["long modules"]
    longer = {told.partition(":")[0] for told in found["long functions"]}
    assert longer == LONGER
    assert not found["full folders"]
    assert not found["below, but naming Survey"]


def test_a_public_name_that_nobody_else_uses_is_private(house, tmp_path):
    """No helper leaves the count by losing its underscore."""
    (tmp_path / "__init__.pyi").write_text("from .one import front\n")
    (tmp_path / "one.py").write_text(
        "def front(): return helper(shared)\ndef helper(x): return x\ndef shared(): return 1\n"
        "class Inner:\n    def step(self): return self.asked()\n    def asked(self): return 2\n"
    )
    (tmp_path / "two.py").write_text("from .one import shared\nx = shared().asked\n")
    found = house.figures(tmp_path)
    trees = {
        name: house.ast.parse((tmp_path / f"{name}.py").read_text()) for name in ("one", "two")
    }
    private = [one.name for one in house.helpers(tmp_path, trees)[True]]
    assert private == ["helper", "step"]
    assert (found["private"], found["public"]) == (2, 3)
    assert (found["used once"], found["called once"]) == (1, 1)
