"""Questions with several answers, of rows that an engine holds and of the same in memory."""

import numpy as np
import pandas as pd
import pytest

from tests.survey.engine.lazy.engines import DESIGN, ENGINES, installed, rows, same
from topline import Survey

TICKS = [f"t_{number}" for number in range(1, 9)]
SETS = {
    "transport": {"columns": TICKS, "asked": "age < 80"},
    "tools": ";",
    "media": {"columns": ["m_1", "m_2", "m_3"], "blank": "not_chosen"},
}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    place = tmp_path_factory.mktemp("several") / "rows.parquet"
    data, rng = rows(), np.random.default_rng(3)
    asked = rng.random(len(data)) < 0.8
    for name in TICKS:
        ticked = pd.Series(rng.choice(["yes", "no", None], len(data), p=[0.3, 0.5, 0.2]))
        data[name] = ticked.where(asked)
    lists = ["saw", "saw;hammer", "hammer;drill", "", None, "drill"]
    data["tools"] = rng.choice(np.array(lists, dtype=object), len(data))
    for number, word in enumerate(["radio", "press", "web"], 1):
        data[f"m_{number}"] = np.where(rng.random(len(data)) < 0.4, word, None)
    data.to_parquet(place)
    return place


@pytest.mark.quick
@pytest.mark.parametrize("engine", ["file", "polars"])
def test_several_answers_are_the_same(engine, path):
    if not installed(engine):
        pytest.skip(f"{engine} is not installed")
    given = {**DESIGN, "sets": SETS}
    memory = Survey(pd.read_parquet(path), **given)
    other = Survey(ENGINES[engine](path), **given)
    for name in SETS:
        for asked in ({}, {"where": "x > 12", "by": "g"}):
            same(memory.proportion(name, **asked), other.proportion(name, **asked))
        one, theirs = (survey.crosstab(name, ["g", "k"]) for survey in (memory, other))
        same(one.estimates, theirs.estimates)
        assert one.table["letters"].equals(theirs.table["letters"])
    one, theirs = (survey.crosstab("g", "tools") for survey in (memory, other))
    same(one.estimates, theirs.estimates)
    columns = ["yes", "t_1"]
    same(memory.proportion(columns), other.proportion(columns))
    counted = (survey.who_answered([*SETS]) for survey in (memory, other))
    pd.testing.assert_frame_equal(*counted)
