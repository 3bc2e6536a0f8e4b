"""The questions other packages fail: this one answers each, and the docs say what it answers."""

import re

import pytest

from tests.conftest import in_one_test
from tests.reference.peers import PAGE, ROWS, is_right, page


@in_one_test("row", ROWS, ids=lambda row: f"{row.peer}: {row.call}"[:70])
def test_is_right_where_a_peer_is_not(row):
    assert is_right(row), (row.ask, row.correct)


def numbers(text):
    return [float(found) for found in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", text)]


def test_the_page_says_what_the_package_answers_today():
    written, today = PAGE.read_text(encoding="utf-8"), page()
    assert re.sub(r"[\d.e-]+", "#", written) == re.sub(r"[\d.e-]+", "#", today)
    assert numbers(written) == pytest.approx(numbers(today), rel=1e-5)
