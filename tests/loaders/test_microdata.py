"""Survey files of statistics programs: values, labels, and why answers are missing."""

import datetime as dt

import numpy as np
import pandas as pd
import pyreadstat
import pytest

import topline
from topline.loaders import formats
from topline.loaders.files import extra

pytestmark = pytest.mark.quick

ANSWERS = pd.DataFrame(
    {
        "vote": [1.0, 2.0, 3.0, 98.0, 99.0, np.nan],
        "trust": [0.0, 10.0, 5.0, 7.0, -1.0, -2.0],
        "party": ["a", "b", "Z", "", "a", "b"],
        "ticked_1": [1.0, 0.0, 1.0, 0.0, 1.0, 0.0],
        "ticked_2": [0.0, 0.0, 1.0, 1.0, 1.0, 0.0],
        "asked": [dt.date(2018, 5, day) for day in range(1, 7)],
    }
)


@pytest.fixture
def sav(tmp_path):
    path = tmp_path / "answers.sav"
    pyreadstat.write_sav(
        ANSWERS,
        path,
        column_labels={"vote": "Vote intention"},
        variable_value_labels={
            "vote": {3: "Greens", 1: "Labour", 99: "Refused", 98: "Don't know"},
            "trust": {0: "none", 10: "full", -1: "Refused"},
            "party": {"a": "Alpha", "Z": "Refused"},
        },
        missing_ranges={
            "vote": [98, 99],
            "trust": [{"lo": -9, "hi": -1}],
            "party": ["Z"],
        },
        variable_measure={"vote": "nominal", "trust": "ordinal"},
        note="fielded in May",
    )
    return path


def test_answers_missing_for_a_reason_are_missing_and_told(sav):
    survey = topline.read_survey(sav)
    book = survey.codebook
    assert survey.data["vote"].isna().tolist() == [False] * 3 + [True] * 3
    assert book.missing_reasons("vote").to_numpy().tolist() == [
        [98, "Don't know", 1],
        [99, "Refused", 1],
    ]
    assert book.reasons("vote").fillna("").tolist() == ["", "", "", "Don't know", "Refused", ""]
    assert book.missing_reasons("trust")["reason"].tolist() == ["-2", "Refused"]
    assert book.reasons("party").dropna().to_dict() == {2: "Refused"}
    assert survey.data["party"].isna().tolist() == [False, False, True, True, False, False]


def test_table_counts_add_up(sav):
    table = topline.read_survey(sav).codebook.table.set_index("name")
    vote = table.loc["vote"]
    assert (vote["n_valid"], vote["n_missing"], vote["n_user_missing"]) == (3, 1, 2)
    assert (vote["n_distinct"], vote["n_categories"]) == (3, 2)
    assert (vote["label"], vote["type"], vote["measure"]) == ("Vote intention", "number", "nominal")
    assert (table[["n_valid", "n_missing", "n_user_missing"]].sum(axis=1) == 6).all()
    assert table.loc["asked", "type"] == "date"


def test_codes_can_stay(sav):
    survey = topline.read_survey(sav, user_missing="keep")
    assert survey.data["vote"].tolist()[:5] == [1, 2, 3, 98, 99]
    assert survey.data["party"].tolist()[2] == "Z"
    assert survey.codebook.missing_reasons("vote")["n"].sum() == 2


def test_categories_stand_in_the_order_of_codes(sav):
    vote = topline.read_survey(sav, categories=True).data["vote"]
    assert vote.cat.ordered
    assert vote.cat.categories.tolist() == ["Labour", "2", "Greens"]
    assert vote.tolist()[:3] == ["Labour", "2", "Greens"]
    kept = topline.read_survey(sav, categories=True, user_missing="keep").data["vote"]
    assert kept.cat.categories.tolist() == ["Labour", "2", "Greens", "Don't know", "Refused"]


def test_labels_that_several_codes_share_are_told_apart(tmp_path):
    pyreadstat.write_sav(
        pd.DataFrame({"q": [1.0, 2.0]}),
        tmp_path / "a.sav",
        variable_value_labels={"q": {1: "x", 2: "x"}},
    )
    found = topline.read_survey(tmp_path / "a.sav", categories=True).data["q"]
    assert found.tolist() == ["x [1]", "x [2]"]


def test_a_number_with_few_labels_stays_a_number(tmp_path):
    frame = pd.DataFrame({"age": [float(age) for age in range(18, 90)]})
    pyreadstat.write_sav(
        frame, tmp_path / "a.sav", variable_value_labels={"age": {89: "89 or more"}}
    )
    survey = topline.read_survey(tmp_path / "a.sav", categories=True)
    assert survey.data["age"].tolist() == list(range(18, 90))
    assert survey.codebook.notes == ("age stays a number: 71 of its answers have no label",)


def test_dates_labels_and_notes(sav):
    survey = topline.read_survey(sav)
    assert survey.data["asked"].dt.date.tolist() == ANSWERS["asked"].tolist()
    assert survey.codebook.value_labels("vote") == {
        1: "Labour",
        3: "Greens",
        98: "Don't know",
        99: "Refused",
    }
    assert list(survey.codebook.value_labels("vote")) == [1, 3, 98, 99]
    assert any("fielded in May" in note for note in survey.codebook.notes)


@pytest.mark.parametrize("version", [8, 10, 12, 13, 15])
def test_stata_letters_are_reasons(tmp_path, version):
    path = tmp_path / "a.dta"
    frame = pd.DataFrame({"q": [1, 2, "d", "r", np.nan], "s": list("abcde")})
    pyreadstat.write_dta(
        frame,
        path,
        version=version,
        missing_user_values={"q": ["d", "r"]},
        variable_value_labels={"q": {1: "yes", 2: "no"}},
    )
    survey = topline.read_survey(path)
    assert survey.data["q"].tolist()[:2] == [1, 2]
    assert survey.data["q"].isna().sum() == 3
    assert survey.codebook.missing_reasons("q")[["code", "n"]].to_numpy().tolist() == [
        [".d", 1],
        [".r", 1],
    ]
    kept = topline.read_survey(path, user_missing="keep")
    assert kept.data["q"].tolist()[:4] == [1, 2, ".d", ".r"]
    table = survey.codebook.table.set_index("name")
    assert (table.loc["q", "n_missing"], table.loc["q", "n_user_missing"]) == (1, 2)


@pytest.mark.parametrize(
    ("suffix", "write"),
    [
        (".sav", pyreadstat.write_sav),
        (".zsav", lambda frame, path: pyreadstat.write_sav(frame, path, compress=True)),
        (".por", pyreadstat.write_por),
        (".dta", pyreadstat.write_dta),
        (".xpt", pyreadstat.write_xport),
        (".parquet", lambda frame, path: frame.to_parquet(path)),
        (".xlsx", lambda frame, path: frame.to_excel(path, index=False)),
        (".csv", lambda frame, path: frame.to_csv(path, index=False)),
        (".tsv", lambda frame, path: frame.to_csv(path, index=False, sep="\t")),
        (".csv.gz", lambda frame, path: frame.to_csv(path, index=False)),
    ],
)
def test_every_format_says_the_same(tmp_path, suffix, write):
    frame = pd.DataFrame(
        {
            "X": [1.5, 2.5, None],
            "N": [1, 2, 3],
            "T": ["a", "ü", "c"],
            "D": pd.to_datetime(["2020-01-01", "2020-02-29", "2021-01-01"]),
        }
    )
    path = tmp_path / f"answers{suffix}"
    if suffix == ".por":  # its writer knows ASCII only
        frame["T"] = ["a", "u", "c"]
    if suffix in {".por", ".dta", ".xpt"}:
        frame["D"] = frame["D"].dt.date
    write(frame, path)
    survey = topline.read_survey(path)
    found = survey.data.rename(columns=str.upper)
    assert found["X"].isna().tolist() == [False, False, True]
    assert found["X"].tolist()[:2] == [1.5, 2.5]
    assert found["N"].tolist() == [1, 2, 3]
    assert found["T"].tolist() == frame["T"].tolist()
    assert found["D"].dt.strftime("%Y-%m-%d").tolist() == ["2020-01-01", "2020-02-29", "2021-01-01"]
    again = topline.read_survey(path, columns=list(survey.data.columns[[2, 0]]))
    assert again.data.columns.tolist() == survey.data.columns[[2, 0]].tolist()
    assert list(again.codebook.variables) == again.data.columns.tolist()
    with pytest.raises(topline.DataError, match="has no variable 'nope'"):
        topline.read_survey(path, columns=["nope"])


def test_content_decides_not_the_name(sav, tmp_path):
    renamed = sav.rename(tmp_path / "answers.csv")
    assert topline.read_survey(renamed).data.shape == (6, 6)


BAD = {
    "page.sav": (b"\n\n<!DOCTYPE html><html>", "page.sav is HTML, not an SPSS file; download"),
    "page.csv": (b"<html><body>login", "page.csv is HTML, not delimited text; download"),
    "text.sav": (b"a,b\n1,2\n", "text.sav is not an SPSS file, whatever its name says"),
    "cut.sav": (b"$FL2@(#) IBM SPSS", "cut.sav cannot be read"),
    "cut.dta": (b"<stata_dta><header><release>118", "cut.dta cannot be read"),
    "cut.parquet": (b"PAR1xx", "cut.parquet cannot be read"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.xls cannot be read (its reader stopped)"),
    "paper.pdf": (b"%PDF-1.7", "paper.pdf is a PDF document"),
    "empty.sav": (b"", "empty.sav is empty"),
    "broken.xlsx": (b"PK\x03\x04 no zip", "broken.xlsx is a damaged or cut-off workbook"),
    "data.bin": (b"abc", "data.bin is of no kind that is read; expected one of .sav"),
    "data.json": (b'{"a": 1}', "data.json is JSON"),
    "data.orc": (b"ORC\n\x06\x12\0", "data.orc is an ORC file, and holds no survey data"),
    "data.zst": (b"\x28\xb5\x2f\xfd\0", "data.zst is a Zstandard archive"),
    "data.tar": (b"a.csv".ljust(257, b"\0") + b"ustar", "data.tar is a tar archive"),
    "old.feather": (b"FEA1" + bytes(8), "old.feather is an old Feather file"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_one_clear_message(tmp_path, name):
    content, message = BAD[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(topline.DataError) as raised:
        topline.read_survey(tmp_path / name)
    assert message in str(raised.value)


def test_names_that_begin_as_other_files_do_are_names(tmp_path):
    (tmp_path / "a.csv").write_text("ORCID,FEA1\n0000-1,2\n0000-2,3\n")
    assert list(topline.read_survey(tmp_path / "a.csv").data) == ["ORCID", "FEA1"]


def test_a_missing_library_is_named(sav, monkeypatch):
    def refuse(name):
        raise ImportError(name)

    monkeypatch.setattr(extra, "import_module", refuse)
    with pytest.raises(topline.DataError, match=r"reading .sav needs pyreadstat; install topline"):
        topline.read_survey(sav)


def test_arguments_are_checked(sav, tmp_path):
    with pytest.raises(topline.ArgumentError, match="expected one of missing, keep"):
        topline.read_survey(sav, user_missing="drop")
    with pytest.raises(topline.ArgumentError, match="expected a list of names"):
        topline.read_survey(sav, columns="vote")
    with pytest.raises(topline.ArgumentError, match="expected the path of a file"):
        topline.read_survey(3)
    with pytest.raises(topline.DataError, match="does not exist"):
        topline.read_survey(tmp_path / "none.sav")
    with pytest.raises(topline.DataError, match="is a folder"):
        topline.read_survey(tmp_path)
    with pytest.raises(topline.DataError, match=r"did you mean 'vote'\?"):
        topline.read_survey(sav, columns=["vot"])
    with pytest.raises(topline.ArgumentError, match=r"no variable 'vot'.*'vote'"):
        topline.read_survey(sav).codebook.value_labels("vot")


@pytest.mark.parametrize(
    ("suffix", "write"),
    [
        (".sav", pyreadstat.write_sav),
        (".zsav", lambda frame, path: pyreadstat.write_sav(frame, path, compress=True)),
        (".por", pyreadstat.write_por),
        (".dta", pyreadstat.write_dta),
        (".xpt", pyreadstat.write_xport),
        (".parquet", lambda frame, path: frame.to_parquet(path)),
        (".xlsx", lambda frame, path: frame.to_excel(path, index=False)),
        (".csv", lambda frame, path: frame.to_csv(path, index=False)),
        (".csv.gz", lambda frame, path: frame.to_csv(path, index=False)),
    ],
)
def test_a_download_that_broke_off_is_never_read_in_part(tmp_path, suffix, write):
    path = tmp_path / f"answers{suffix}"
    write(pd.DataFrame({"a": np.arange(500.0) + 0.5, "s": ["words"] * 500}), path)
    whole = path.read_bytes()
    for share in (0.3, 0.61, 0.97):
        end = int(len(whole) * share)
        path.write_bytes(whole[: end - 1 if whole[end - 3 : end + 1].count(b"\n") else end])
        with pytest.raises(topline.DataError):
            topline.read_survey(path)


def test_a_file_without_rows_is_refused(tmp_path):
    pyreadstat.write_sav(pd.DataFrame({"q": pd.Series([], dtype=float)}), tmp_path / "a.sav")
    with pytest.raises(topline.DataError, match="has no rows"):
        topline.read_survey(tmp_path / "a.sav")


def test_windows_bytes_in_a_file_that_declares_utf8(tmp_path):
    path = tmp_path / "a.dta"
    pyreadstat.write_dta(
        pd.DataFrame({"q": [1], "s": ["caf#s"]}), path, column_labels=["don#t", "Zoë"], version=15
    )
    path.write_bytes(
        path.read_bytes().replace(b"don#t", b"don\x92t").replace(b"caf#s", b"caf\xe9s")
    )
    survey = topline.read_survey(path)
    assert survey.codebook.table["label"].tolist() == ["don’t", "Zoë"]
    assert survey.data["s"].tolist() == ["cafés"]
    assert "read as WINDOWS-1252" in survey.codebook.notes[0]
    assert topline.read_survey(path, columns=["s"]).data["s"].tolist() == ["cafés"]
    with pytest.raises(topline.DataError, match=r"not in UTF-8; pass encoding="):
        topline.read_survey(path, encoding="UTF-8")


def test_dates_out_of_range_do_not_lose_the_file(tmp_path):
    frame = pd.DataFrame({"when": [13630723200.0, 6306150067200.0 * 100]})
    pyreadstat.write_sav(frame, tmp_path / "a.sav", variable_format={"when": "DATETIME20"})
    survey = topline.read_survey(tmp_path / "a.sav")
    assert survey.data["when"].isna().tolist() == [False, True]
    assert "1 date lies outside the years 1 to 9999" in survey.codebook.notes[0]


def test_shown_in_a_terminal_and_a_notebook(sav):
    survey = topline.read_survey(sav)
    assert repr(survey).startswith("SurveyData: 6 rows × 6 variables")
    assert repr(survey.codebook).startswith("Codebook: 6 variables")
    assert "<table" in survey._repr_html_()
    assert "Vote intention" in survey.codebook._repr_html_()


def test_every_format_has_a_suffix_of_its_own():
    suffixes = [suffix for form in formats.FORMATS for suffix in form.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_a_codebook_shows_no_column_that_says_nothing(tmp_path):
    (tmp_path / "answers.csv").write_text("id,vote\n1,yes\n2,no\n", encoding="utf-8")
    codebook = topline.read_survey(tmp_path / "answers.csv").codebook
    for shown in (repr(codebook), codebook._repr_html_()):
        assert "Different answers" in shown
        assert not [words for words in ("NA>", "NA&gt;", "Labelled", "Measure") if words in shown]
    assert "n_categories" in codebook.table
