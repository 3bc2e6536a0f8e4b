"""What several tests share: where the repository is, and the reference values beside them."""

import csv
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


def reference_rows(name: str) -> list[dict[str, str]]:
    """Read a CSV of tests/reference; its first line, a comment, is its birth certificate."""
    text = (REPOSITORY / "tests" / "reference" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The collection of facts and references kept beside the repository, where there is one."""
    path = REPOSITORY.parent / "shared"
    if not path.is_dir():
        pytest.skip("no ../shared beside the repository")
    return path
