"""`make quick` enters every room of the package."""

import re
from pathlib import Path

import pytest

from tests.conftest import in_one_test

TESTS = Path(__file__).resolve().parent
PACKAGE = TESTS.parent / "analysis" / "topline"
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))

pytestmark = pytest.mark.quick


def quick_tests(text):
    """Count the tests of a file that `make quick` runs."""
    if re.search(r"^pytestmark = .*mark\.quick", text, flags=re.MULTILINE):
        return text.count("def test_") - text.count("@pytest.mark.usual")
    return text.count("@pytest.mark.quick")


@in_one_test("room", ROOMS)
def test_a_room_has_quick_tests(room):
    """They stand in tests/ROOM/, or in tests/test_ROOM….py, and say so themselves."""
    files = [*(TESTS / room).rglob("test_*.py"), *TESTS.glob(f"test_{room}*.py")]
    quick = [path for path in files if quick_tests(path.read_text(encoding="utf-8"))]
    assert quick, f"no test of {room} is marked quick; mark the heart of it"


def test_there_are_rooms():
    assert {"statistics", "survey", "plotting", "report"} <= set(ROOMS)
