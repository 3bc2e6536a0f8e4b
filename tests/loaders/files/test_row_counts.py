"""Rows that are lost: a file's own count is compared with what was read, or it says it has none."""

import re

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from topline import DataError, read_survey

ROWS = 200
FRAME = pd.DataFrame({"a": np.arange(float(ROWS)), "b": [f"text {k}" for k in range(ROWS)]})
UNKNOWN = "does not say how many rows it has, and {} were read"


def transport(path, version):
    pyreadstat.write_xport(FRAME, path, file_format_version=version)
    return path.read_bytes()


@pytest.mark.quick
def test_a_transport_file_says_what_it_cannot_know(tmp_path):
    path = tmp_path / "a.xpt"
    raw = transport(path, 5)
    notes = " ".join(read_survey(path).codebook.notes)
    assert UNKNOWN.format(ROWS) in notes
    path.write_bytes(raw[:-800])
    found = read_survey(path)
    assert len(found.data) < ROWS
    assert UNKNOWN.format(len(found.data)) in " ".join(found.codebook.notes)


def test_a_transport_file_of_version_8_knows(tmp_path):
    path = tmp_path / "a.xpt"
    raw = transport(path, 8)
    assert "how many rows" not in " ".join(read_survey(path).codebook.notes)
    path.write_bytes(raw[:-800])
    with pytest.raises(DataError, match=r"a\.xpt holds 1\d\d rows, but says it has 200; it is cut"):
        read_survey(path)


@pytest.mark.parametrize("name", ["a.sav", "a.zsav", "a.dta", "a.por"])
def test_a_file_cut_short_loses_no_rows_in_silence(tmp_path, name):
    path = tmp_path / name
    write = {"a.sav": "sav", "a.zsav": "sav", "a.dta": "dta", "a.por": "por"}[name]
    getattr(pyreadstat, f"write_{write}")(
        FRAME, path, **({"compress": True} if "z" in name else {})
    )
    raw = path.read_bytes()
    for end in np.linspace(0, len(raw), 40).astype(int).tolist():
        path.write_bytes(raw[:end])
        try:
            assert len(read_survey(path).data) == ROWS
        except DataError as error:
            assert "a.sav" in str(error).replace(name, "a.sav")  # noqa: PT017


def test_an_spss_file_without_a_count(tmp_path):
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(FRAME, path)
    raw = bytearray(path.read_bytes())
    # The header's count of cases; −1 where the program that wrote it could not go back.
    raw[80:84] = (-1).to_bytes(4, "little", signed=True)
    path.write_bytes(raw)
    found = read_survey(path)
    assert len(found.data) == ROWS
    assert re.search(UNKNOWN.format(ROWS), " ".join(found.codebook.notes))
