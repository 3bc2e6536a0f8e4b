"""A large text is read in parts side by side: the same rows, or the same words, as in one."""

import pandas as pd
import pyarrow as pa
import pytest

from topline import DataError, read_survey
from topline.loaders.files import file as files
from topline.loaders.text import columns as reader
from topline.loaders.text.shape import shape_of

ROWS = 400
attempt = reader._attempt


def lines(last: str = "7") -> list[str]:
    """Make rows of numbers with blanks, texts with line breaks in them, times and few words."""
    return [
        f'{k if k % 7 else ""},"a ""text"" of\nline {k}, {k}",2024-01-{k % 28 + 1:02d},'
        f"{'yes' if k % 3 else 'no'},{k / 8:.3f}"
        for k in range(ROWS - 1)
    ] + [f"{last},x,2024-02-01,maybe,0.125"]


FILES = {
    "plain": "\n".join(lines()),
    "line ends of Windows": "\r\n".join(lines()) + "\r\n",
    "a word at the end": "\n".join(lines(last="refused")),
    "a note below": "\n".join([*lines(), "Source: own survey"]),
    "notes and blank lines below": "\n".join([*lines(), "", "Note: weighted", "Source: own", ""]),
    "a short row in the middle": "\n".join([*lines()[:100], "1,x", *lines()[100:]]),
    "padded at the end": "\n".join(lines(last="007")),
    "blank lines among rows": "\n\n".join(lines()),
}


def told(path, **options) -> tuple[object, ...]:
    """Return what reading a file gives, as a value to compare."""
    try:
        survey = read_survey(path, **options)
    except DataError as error:
        return (str(error),)
    notes = [str(note) for note in survey.codebook.notes]
    return survey.data.to_csv(), survey.data.dtypes.astype(str).to_dict(), notes


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("columns", [None, ["n", "words"]])
def test_parts_are_the_whole(kind, columns, tmp_path, monkeypatch):
    path = tmp_path / "answers.csv"
    path.write_bytes(f"n,text,day,words,number\n{FILES[kind]}".encode())
    monkeypatch.setattr(files, "_CHUNK", 1000)
    monkeypatch.setattr(reader, "HANDS", 1)
    whole = told(path, columns=columns)
    monkeypatch.setattr(reader, "HANDS", 4)
    monkeypatch.setattr(reader, "_PART", 1000)
    opened = []
    monkeypatch.setattr(reader, "_read_part", _counted(reader._read_part, opened))
    assert told(path, columns=columns) == whole
    assert len(opened) >= 4


def _counted(part, opened):
    def counted(stream, **given):
        opened.append(stream)
        return part(stream, **given)

    return counted


def test_rows_of_parts_keep_their_order(tmp_path, monkeypatch):
    path = tmp_path / "answers.csv"
    pd.DataFrame({"id": range(5000), "q": [k % 5 for k in range(5000)]}).to_csv(path, index=False)
    monkeypatch.setattr(files, "_CHUNK", 512)
    monkeypatch.setattr(reader, "HANDS", 3)
    monkeypatch.setattr(reader, "_PART", 1000)
    assert read_survey(path).data["id"].tolist() == list(range(5000))


def test_a_reader_that_fails_is_read_to_its_end(monkeypatch):
    left = [1, 2]

    class Failing:
        def __iter__(self):
            yield 0
            raise pa.ArrowInvalid("In CSV column #0: conversion error")

        def read_next_batch(self):
            if not left:
                raise StopIteration
            return left.pop()

    monkeypatch.setattr(reader.csv, "open_csv", lambda *_given: Failing())
    cut = reader.Cut(start=0, width=1, wanted=[0], delimiter=",", shape=shape_of([b"1\n"], ",", 1))
    found = reader._batches(None, cut, 1 << 20, {0: reader.Kind.text}, None)
    with pytest.raises(pa.ArrowInvalid):
        list(found)
    assert left == []


@pytest.mark.parametrize("late", ["refused", "0.25", "", "007"])
def test_rare_cells_of_many_columns_take_one_more_reading(late, tmp_path, monkeypatch):
    rows = [f"{k}," + ",".join(str(k % 5 + j) for j in range(12)) for k in range(ROWS)]
    # where no look is taken
    rows[200] = "200," + ",".join([late] * 12)
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(["id," + ",".join(f"q{j}" for j in range(12)), *rows]))
    looked = read_survey(path)
    monkeypatch.setattr(files, "_CHUNK", 200)
    read = []
    monkeypatch.setattr(reader, "_attempt", lambda *given: read.append(1) or attempt(*given))
    found = read_survey(path)
    assert len(read) <= 2
    pd.testing.assert_frame_equal(found.data, looked.data)
    assert found.codebook.notes == looked.codebook.notes
    assert (found.data.dtypes.astype(str)[1:] == found.data.dtypes.astype(str).iloc[1]).all()
