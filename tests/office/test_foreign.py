"""Decks and documents of others: damaged, cut short or too large, they are told and stay."""

import io
import random
import zipfile
from xml.etree import ElementTree

import pandas as pd
import pytest

from topline import DataError, Survey, write_book
from topline.office import foreign

pytest.importorskip("pptx")
pytest.importorskip("docx")

SURVEY = Survey(pd.DataFrame({"q": ["yes", "no", "yes", "yes"] * 20, "g": ["f", "m"] * 40}))


@pytest.fixture(scope="module", params=["pptx", "docx"])
def book(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / f"a.{request.param}"
    write_book(SURVEY, ["q"], path, banner=["g"])
    return path


def damaged(raw, rng):
    """Pack again with one part lost, emptied, exchanged, cut short or changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        hit, way = rng.choice(old.namelist()), rng.randrange(5)
        for name in old.namelist():
            inside = old.read(name)
            at = rng.randrange(len(inside))
            changed = [None, b"", b"<a/>", inside[:at], inside[:at] + b"<&" + inside[at + 9 :]]
            inside = changed[way] if name == hit else inside
            if inside is not None:
                new.writestr(name, inside)
    return made.getvalue()


@pytest.mark.parametrize("count", [12, pytest.param(300, marks=pytest.mark.long)])
def test_damage_is_told_and_the_file_stays(book, count, tmp_path):
    rng, told = random.Random(count), 0
    for _ in range(count):
        bad = damaged(book.read_bytes(), rng)
        path = tmp_path / f"old{book.suffix}"
        path.write_bytes(bad)
        words = ""
        try:
            write_book(SURVEY, ["q"], path, banner=["g"])
        except DataError as error:
            words = str(error)
        assert (path.read_bytes() == bad) == bool(words)
        assert not words or "there already" in words
        told += bool(words)
    assert told > count / 4
    template, path = tmp_path / f"template{book.suffix}", tmp_path / f"new{book.suffix}"
    template.write_bytes(bad[:300])
    with pytest.raises(DataError, match=r"template\.\w+ is no office file; expected a \w+ file"):
        write_book(SURVEY, ["q"], path, banner=["g"], template=template)
    assert not path.exists()


def test_what_is_there_is_measured_before_it_is_opened(book, tmp_path, monkeypatch):
    path = tmp_path / book.name
    path.write_bytes(book.read_bytes())
    monkeypatch.setattr(foreign, "_MOST_BYTES", 10_000)
    with pytest.raises(DataError, match=r"once unpacked; expected at most"):
        write_book(SURVEY, ["q"], path, banner=["g"])


def test_another_kind_of_file_is_no_deck(book, tmp_path):
    write_book(SURVEY, ["q"], tmp_path / "a.xlsx", banner=["g"])
    other = tmp_path / f"a{book.suffix}"
    (tmp_path / "a.xlsx").rename(other)
    with pytest.raises(DataError, match=r"cannot be used \(it is not a .* expected a \w+ file"):
        write_book(SURVEY, ["q"], other, banner=["g"])


SIGNS = [
    "=1+1",
    "{=1}",
    "http://x.org",
    "a\x00b",
    "a\x1b[31mb",
    "\x9bb",
    "a\u202eb",
    "\ufffeb",
    "<b>",
]


def test_answers_are_words_in_every_part_and_names_are_found_again(book, tmp_path):
    """No answer is a formula in the workbook behind a chart, none breaks a part, none is lost."""
    name = "a\x1b  =<b>"
    frame = pd.DataFrame({name: SIGNS * 9, "g": ["f", "m", "=2"] * 27})
    path = tmp_path / book.name
    for _ in range(2):
        written = write_book(
            Survey(frame), [name], path, banner=["g"], title="T\x1b", subtitle="\0"
        )
    assert written.changes.added == ()
    assert written.changes.unmatched == ()

    def parts(raw, inside=""):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for one in archive.namelist():
                content = archive.read(one)
                if one.endswith(".xlsx"):
                    yield from parts(content, one)
                elif one.endswith((".xml", ".rels")):
                    yield inside + one, content

    sheets = []
    for one, content in parts(path.read_bytes()):
        text = "".join(ElementTree.fromstring(content).itertext())
        assert not set(text) & set("\x00\x1b\x9b\u202e\ufffe"), one
        sheets += [content] if "worksheets" in one else []
    assert all(b"<f>" not in sheet and b"hyperlink" not in sheet for sheet in sheets)
    assert bool(sheets) == (book.suffix == ".pptx")


def test_a_question_may_be_called_as_the_part_of_another(book, tmp_path):
    frame = pd.DataFrame({"q": ["a", "b"] * 60, "q 2": ["c", "d"] * 60, "g": range(120)})
    frame["g"] %= 24
    path = tmp_path / book.name
    frame["g"] = "group " + frame["g"].astype(str)
    more = {"slides": "table"} if book.suffix == ".pptx" else {}
    for _ in range(2):
        written = write_book(Survey(frame), ["q", "q 2"], path, banner=["g"], **more).changes
    assert {"table q", "table q 2", "table q 2 of q", "table q 2 2"} <= set(written.refreshed)
    assert not written.added
