"""Every reference to a journal has been looked up, and where it was found is written down.

``tests/reference/references.csv`` has a row for each: where volume and page stand beside the same
author and year in a document that others wrote, or that none was found. A new reference is looked
up, then its row written; the test names those without a row.
"""

import csv
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
RECORD = ROOT / "tests" / "reference" / "references.csv"
NOT_FOUND = "not found"

_PLACE = re.compile(r"\((\d{4})\),? [^|;()\"]{0,170}?(\d+(?:\(\d+\))?:\w?\d+(?:[–-]\w?\d+)?)")
_WORD = r"[A-ZÀ-Ý][\w’'-]+"
_AUTHORS = re.compile(rf"(?:{_WORD}(?:,| &|,? et al\.)? ?(?:de |van |Di |von )?){{1,9}}$")


def cited():
    """Return references to journals by author, year, volume and pages."""
    found = set()
    files = [*(ROOT / "analysis").rglob("*.py"), *(ROOT / "docs").rglob("*.md")]
    for path in sorted(files):
        text = re.sub(r'"\s*\n\s*f?"', "", path.read_text(encoding="utf-8"))
        text = re.sub(r"\s*\n\s*#?\s*", " ", text)
        for match in _PLACE.finditer(text):
            authors = _AUTHORS.search(text[max(match.start() - 120, 0) : match.start()])
            if authors:
                found.add(f"{authors.group().strip()} ({match.group(1)}) {match.group(2)}")
    # one paper may be cited with and without all of its authors
    by_place = {key.split("(", 1)[1]: key for key in sorted(found, key=lambda key: (len(key), key))}
    return set(by_place.values())


def record():
    with RECORD.open(encoding="utf-8", newline="") as file:
        return {row["reference"]: row["found_in"] for row in csv.DictReader(file)}


def test_every_reference_was_looked_up():
    known = record()
    used = cited()
    assert sorted(used - set(known)) == []
    assert sorted(set(known) - used) == []
    assert all(known.values())


def test_most_were_found():
    missing = [name for name, place in record().items() if place == NOT_FOUND]
    assert len(missing) <= len(record()) // 20
