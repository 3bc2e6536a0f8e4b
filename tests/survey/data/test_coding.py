"""Codes of units, strata and levels: right for every type of number, and made in little memory."""

import tracemalloc

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline import Survey
from topline.survey.data import columns
from topline.survey.data.coding import factorize, first_rows, paired, seen
from topline.survey.data.columns import blocks_of

pytestmark = pytest.mark.quick

N = 5_000


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(columns, "BLOCK", 700)


@in_one_test("dtype", ["int8", "uint8", "int16", "uint16", "int32", "int64", "uint64"])
def test_whole_numbers_are_coded_over_the_whole_range_of_their_type(dtype):
    least, most = max(np.iinfo(dtype).min, -(2**18)), min(np.iinfo(dtype).max, 2**18)
    values = np.random.default_rng(1).integers(least, most, N, endpoint=True).astype(dtype)
    values[:2] = least, most
    codes, levels = factorize(pd.Series(values))
    assert levels.tolist() == sorted(set(values.tolist()))
    assert np.array_equal(levels.to_numpy()[codes], values)


def test_whole_numbers_beyond_signed_ones_are_coded():
    values = 2**63 - 2 + np.arange(N, dtype="uint64") % 5
    codes, levels = factorize(pd.Series(values))
    assert levels.tolist() == [2**63 - 2 + k for k in range(5)]
    assert np.array_equal(levels.to_numpy()[codes], values)


def test_a_share_of_small_whole_numbers_names_the_right_answers():
    data = pd.DataFrame({"answer": np.array([-100, 100, 100, 0], dtype="int8")})
    table = Survey(data).proportion("answer").table
    assert dict(zip(table["category"], table["estimate"], strict=True)) == {
        -100: 0.25,
        0: 0.25,
        100: 0.5,
    }


@pytest.mark.parametrize("wide", [3, 2**24])
def test_pairs_are_coded_in_order(wide):
    generator = np.random.default_rng(2)
    first = generator.integers(0, 40, N).astype(np.int32)
    second = generator.integers(0, 3, N).astype(np.int32) * (wide // 3)
    codes, parent = paired(first, second)
    pairs = sorted(set(zip(first.tolist(), second.tolist(), strict=True)))
    assert parent.tolist() == [pair[0] for pair in pairs]
    assert [pairs[code] for code in codes] == list(zip(first, second, strict=True))


def test_first_rows_and_codes_seen():
    codes = np.random.default_rng(3).integers(0, 90, N)
    some = np.arange(N) > N - 60
    assert first_rows(codes, 90).tolist() == [codes.tolist().index(code) for code in range(90)]
    assert np.flatnonzero(seen(codes, 95)).tolist() == list(range(90))
    assert np.flatnonzero(seen(codes, 95, some)).tolist() == sorted(set(codes[some].tolist()))


def test_blocks_are_all_rows_once():
    assert [(at.start, at.stop) for at in blocks_of(1500)] == [(0, 700), (700, 1400), (1400, 1500)]
    assert [(at.start, at.stop) for at in blocks_of(1500, 1000)] == [(0, 1000), (1000, 1500)]
    assert list(blocks_of(0)) == []


@pytest.mark.skipif(int(pd.__version__.split(".")[0]) < 3, reason="pandas 2 shares what it writes")
def test_design_and_means_take_less_memory_than_the_columns(monkeypatch):
    monkeypatch.undo()
    rows = 1_000_000
    unit = np.arange(rows, dtype=np.int32) // 500
    data = pd.DataFrame({"y": np.arange(rows) % 7.0, "w": 1.0, "unit": unit, "h": unit // 40})
    tracemalloc.start()
    Survey(data, weights="w", clusters="unit", strata="h").mean("y", by="h")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 0.8 * data.memory_usage(index=False).sum()
