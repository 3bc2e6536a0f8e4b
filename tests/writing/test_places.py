"""Where files and folders can be; where they cannot, the words say why and what to do."""

import re
from pathlib import Path

import pandas as pd
import pytest

import topline
from topline.writing.places import file_place, folder_place, hidden

ENDINGS = (".svg", ".png")


@pytest.fixture
def somewhere(tmp_path, monkeypatch):
    """A folder with a file, a folder, and links that lead nowhere or round, as the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.txt").write_text("", encoding="utf-8")
    (tmp_path / "folder.svg").mkdir()
    (tmp_path / "nowhere.svg").symlink_to("missing/there.svg")
    (tmp_path / "round.svg").symlink_to("round.svg")
    return tmp_path


FILES = {
    "": "the path is empty; name where the picture is to be written",
    "  ": "the path is empty; name where",
    ".svg": "'.svg' has no name before its ending; call the file, say, 'name.svg'",
    "folder.svg/.png": "'.png' has no name before its ending",
    " .svg": "' .svg' has no name before its ending",
    ".": "is a folder; name a file in it, ending in .svg or .png",
    "folder.svg": "folder.svg is a folder; name a file in it",
    "chart": "'chart' does not end in .svg or .png; choose a name that does",
    "chart.gif": "'chart.gif' does not end in .svg or .png",
    "none/chart.svg": "the folder none does not exist; make it first",
    "file.txt/chart.svg": "file.txt is a file; choose a folder for 'chart.svg'",
    "nowhere.svg": "nowhere.svg is a link to missing/there.svg, which does not exist; make",
    "round.svg": "round.svg is a link to round.svg",
    "a\0.svg": "has a sign that no name can have; leave it out",
    "a" * 300 + ".svg": "aaa… cannot be written (File name too long); choose a shorter name",
    "a\udfff.svg": "has signs that no name can have; use others",
    b"a.svg": "b'a.svg' is no text; give the path as a text or a pathlib.Path",
    None: "None is no path; name where the picture is to be written",
    3: "3 is no path",
}


@pytest.mark.usefixtures("somewhere")
@pytest.mark.quick
@pytest.mark.parametrize("path", FILES)
def test_a_file_that_cannot_be_is_said(path):
    with pytest.raises(topline.ArgumentError, match=re.escape(FILES[path])):
        file_place(path, "the picture", ENDINGS)


@pytest.mark.usefixtures("somewhere")
@pytest.mark.parametrize("path", ["a.svg", "folder.svg/a.PNG", ".hidden.svg", "ä b.svg"])
def test_a_file_that_can_be_is_where_it_was_wanted(path):
    assert file_place(path, "the picture", ENDINGS) == Path(path)


FOLDERS = {
    "": "the path is empty; name where the report is to be written",
    "file.txt": "file.txt is a file; choose a folder for the report",
    "file.txt/deeper/report": "file.txt is a file; choose a folder for the report",
    "nowhere.svg": "nowhere.svg is a link to missing/there.svg, which does not exist",
    "nowhere.svg/report": "nowhere.svg is a link to missing/there.svg, which does not exist",
    "a\0": "has a sign that no name can have",
    None: "None is no path; name where the report is to be written",
}


@pytest.mark.parametrize("path", FOLDERS)
def test_a_folder_that_cannot_be_is_said_before_anything_is_computed(somewhere, path):
    with pytest.raises(topline.ArgumentError, match=re.escape(FOLDERS[path])):
        folder_place(path, "the report")
    before = sorted(somewhere.iterdir())
    with pytest.raises(topline.ArgumentError, match=re.escape(FOLDERS[path])):
        topline.write_report(out=path)
    survey = topline.Survey(pd.DataFrame({"q": ["a", "b"]}))
    with pytest.raises(topline.ArgumentError, match=re.escape(FOLDERS[path])):
        topline.write_survey_report(survey, ["q"], path)
    assert sorted(somewhere.iterdir()) == before


@pytest.mark.usefixtures("somewhere")
def test_a_workbook_has_the_same_words():
    shares = topline.Survey(pd.DataFrame({"q": ["a", "b"]})).proportion("q")
    for path in ("", ".xlsx", "none/a.xlsx", "a.xls"):
        with pytest.raises(topline.ArgumentError):
            shares.to_excel(path)
        with pytest.raises(topline.ArgumentError):
            topline.write_workbook({"a": shares}, path)
    assert shares.to_excel("a.xlsx") == Path("a.xlsx")


def test_hidden_names_are_the_same_each_time_and_not_those_of_another():
    long = Path("ä" * 120 + ".csv")
    assert hidden(Path("a/b.csv"), "draft") == Path("a/.b.csv.draft")
    assert hidden(long, "draft") == hidden(long, "draft") != hidden(long.with_suffix(".x"), "draft")
    assert len(hidden(long, "draft").name.encode()) < 255
