"""What engines disagree about, on Spark where Java is."""

import pytest

from tests.survey.engine.lazy.engines import installed
from tests.survey.engine.lazy.pitfalls import check_engine, written


def test_pitfalls_on_spark(tmp_path):
    if not installed("spark"):
        pytest.skip("Spark needs Java, which is not installed")
    check_engine("spark", written(tmp_path))
