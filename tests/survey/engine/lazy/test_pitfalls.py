"""What engines disagree about, on each that is installed."""

import pytest

from tests.survey.engine.lazy.engines import ENGINES, installed
from tests.survey.engine.lazy.pitfalls import check_engine, written


@pytest.mark.parametrize("engine", [name for name in ENGINES if name != "spark"])
def test_pitfalls(engine, tmp_path):
    if not installed(engine):
        pytest.skip(f"{engine} is not installed")
    check_engine(engine, written(tmp_path))
