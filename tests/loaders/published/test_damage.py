"""Damaged files: cut short, with bytes or cells changed; each is read or refused in words."""

import random
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest

import topline

from .files import crosstab
from .fresh import MAKERS

FEW, MANY = 40, 1500


def damaged(raw: bytes, name: str, rng: random.Random) -> BytesIO:
    """A file with bytes changed, lost, doubled or cut off; of a workbook mostly in a part."""
    if name.endswith(".xlsx") and rng.random() < 0.7:
        raw = damaged_part(raw, rng)
    else:
        raw = changed(raw, rng)
    file = BytesIO(raw)
    file.name = name
    return file


def changed(raw: bytes, rng: random.Random) -> bytes:
    """Bytes with a slip."""
    at, size = rng.randrange(len(raw)), rng.randrange(1, 40)
    piece = raw[at : at + size]
    slip = rng.choice(
        [b"", piece * 2, bytes(rng.randrange(256) for _ in piece), b"%", b"\t\n,;", None]
    )
    return raw[:at] if slip is None else raw[:at] + slip + raw[at + size :]


def damaged_part(raw: bytes, rng: random.Random) -> bytes:
    """A workbook of which one part has a slip, in an archive that is whole."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as held, zipfile.ZipFile(out, "w") as made:
        parts = held.namelist()
        chosen = rng.choice([part for part in parts if "sheet" in part or "shared" in part])
        for part in parts:
            content = held.read(part)
            made.writestr(part, changed(content, rng) if part == chosen else content)
    return out.getvalue()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "count", [FEW, pytest.param(MANY, marks=pytest.mark.long)], ids=["few", "many"]
)
def test_damaged_files_are_read_or_refused_in_words(count):
    rng = random.Random(20261127)
    whole = [crosstab(), *(maker().file for maker in MAKERS)]
    files = [(file.getvalue(), file.name) for file in whole]
    for _ in range(count):
        raw, name = rng.choice(files)
        # whatever else is raised fails the test
        with suppress(topline.ToplineError):
            found = topline.read_published(damaged(raw, name, rng))
            assert found.figures["percent"].dropna().between(0, 100).all()
