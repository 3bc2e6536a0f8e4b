"""SPSS, Stata and SAS files: encodings that are not declared, missing values of portable files."""

import struct

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from topline import DataError, Survey, read_survey

pytestmark = pytest.mark.quick


def portable(path, **declared):
    """Write a portable file whose dictionary declares values missing."""
    frame = pd.DataFrame({"AGE": [1.0, 98.0, 99.0, -3.5], "T": ["a", "ZZ", "", "x"]})
    pyreadstat.write_por(frame, path)
    text = path.read_text().replace("\n", "")
    for name, records in declared.items():
        kind = "5/8/2/5/8/2/" if name == "AGE" else "1/2/0/1/2/0/"
        text = text.replace(f"{name}{kind}", f"{name}{kind}{records}", 1)
    lines = [text[k : k + 80].rstrip(" ") for k in range(0, len(text), 80)]
    path.write_text("\r\n".join(lines))
    return read_survey(path)


# Numbers are in base 30: 38 is 98, 39 is 99.
@pytest.mark.parametrize(
    ("records", "codes"),
    [
        ("838/", [98]),
        ("838/839/", [98, 99]),
        ("B38/39/", [98, 99]),
        ("A38/", [98, 99]),
        ("9-1/", [-3.5]),
        ("9-1/839/", [-3.5, 99]),
        ("8-3.F/", [-3.5]),
    ],
)
def test_what_a_portable_file_declares_missing_is_missing(tmp_path, records, codes):
    survey = portable(tmp_path / "a.por", AGE=records)
    assert survey.codebook.missing_reasons("AGE")["code"].tolist() == codes
    assert survey.data["AGE"].isna().sum() == len(codes)
    assert survey.codebook.notes == ()
    assert survey.data["T"].isna().tolist() == [False, False, True, False]


def test_a_text_that_a_portable_file_declares_missing_has_its_reason(tmp_path):
    survey = portable(tmp_path / "a.por", T="82/ZZ")
    assert survey.codebook.missing_reasons("T").to_numpy().tolist() == [["ZZ", "ZZ", 1]]
    assert survey.codebook.table.set_index("name").loc["T", "n_missing"] == 1


def test_a_portable_file_that_declares_none_has_no_note(tmp_path):
    assert portable(tmp_path / "a.por").codebook.notes == ()


OLD_STATA = pd.DataFrame({"q": [1.0, 2.0], "prov": ["Malaga#", "Zurich"]})


def old_stata(path, raw):
    pyreadstat.write_dta(OLD_STATA, path, column_labels=["Edad#", None], version=13)
    path.write_bytes(path.read_bytes().replace(b"a#", raw).replace(b"d#", raw[:1] + raw[-1:]))
    return path


@pytest.mark.parametrize("version", [8, 10, 12, 13])
def test_a_stata_file_that_declares_no_encoding_is_read_as_utf8_where_it_fits(tmp_path, version):
    path = tmp_path / "a.dta"
    frame = pd.DataFrame({"prov": ["M#laga", "Zurich"]})
    pyreadstat.write_dta(frame, path, column_labels=["Provincia"], version=version)
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"M#laga", "Málag".encode()))
    survey = read_survey(path)
    assert survey.data["prov"].tolist() == ["Málag", "Zurich"]
    assert "declares no encoding and was read as UTF-8" in survey.codebook.notes[0]
    path.write_bytes(raw.replace(b"M#laga", "Málaga".encode("cp1252")))
    survey = read_survey(path)
    assert survey.data["prov"].tolist() == ["Málaga", "Zurich"]
    assert "declares no encoding and was read as WINDOWS-1252" in survey.codebook.notes[0]
    path.write_bytes(raw)
    assert read_survey(path).codebook.notes == ()


def test_an_old_stata_file_in_cyrillic_is_read_by_its_letters(tmp_path):
    path = tmp_path / "a.dta"
    words = ["Москва", "Казань", "Нижний Новгород", "Санкт-Петербург"]
    told = [word.encode("cp1251").decode("latin-1") for word in words]
    pd.DataFrame({"town": told}).to_stata(path, version=114, write_index=False)
    survey = read_survey(path)
    assert survey.data["town"].tolist() == words
    assert "was read as WINDOWS-1251" in survey.codebook.notes[0]


def test_no_message_advises_what_has_just_failed(tmp_path):
    path = tmp_path / "a.dta"
    pyreadstat.write_dta(pd.DataFrame({"s": ["M##laga"]}), path, version=13)
    path.write_bytes(path.read_bytes().replace(b"M##laga", b"M\x81\xfflaga"))
    with pytest.raises(DataError, match="neither UTF-8 nor WINDOWS-1252; pass encoding=") as raised:
        read_survey(path)
    assert 'encoding="WINDOWS-1252"' not in str(raised.value)
    for asked, other in (("UTF-8", "WINDOWS-1252"), ("WINDOWS-1252", "UTF-8")):
        with pytest.raises(DataError, match=f'not in {asked}; .* such as encoding="{other}"'):
            read_survey(path, encoding=asked)
    assert read_survey(path, encoding="ISO-8859-1").data["s"].tolist() == ["M\x81ÿlaga"]


@pytest.mark.parametrize(
    ("raw", "text", "noted"),
    [(b"M\xc3\xa1lag", "Málag", None), (b"M\xe1laga", "Málaga", "read as WINDOWS-1252")],
)
def test_an_spss_file_without_a_declared_encoding(tmp_path, raw, text, noted):
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(pd.DataFrame({"s": ["M#laga", "x"]}), path)
    held = path.read_bytes().replace(b"M#laga", raw)
    at = held.find(b"UTF-8") - 16  # the record that says it, which old versions do not write
    path.write_bytes(held[:at] + held[at + 21 :] if b"UTF-8" in held else held)
    survey = read_survey(path)
    assert survey.data["s"].tolist() == [text, "x"]
    assert [noted in note for note in survey.codebook.notes] == [True] * bool(noted)


@pytest.mark.parametrize("labels", [{}, {"letter": {1: "one", "a": "refused"}}])
def test_no_data_beside_letters_is_no_number(tmp_path, labels):
    """pyreadstat 1.3.7 makes a number of it, where a column is of whole numbers."""
    frame = pd.DataFrame(
        {
            "n": [1.0, None, 3.0, 4.0, 6.5],
            "digits": ["", "1", "2", "", "3"],
            "letter": pd.Series([1, 2, "a", None, 4], dtype=object),
            "decimals": [1.5, None, "a", None, 4.0],
        }
    )
    gone = {"letter": ["a"], "decimals": ["a"]}
    pyreadstat.write_dta(
        frame, tmp_path / "a.dta", missing_user_values=gone, variable_value_labels=labels
    )
    found = read_survey(tmp_path / "a.dta")
    assert found.codebook.missing_reasons("letter")["code"].tolist() == [".a"]
    assert found.codebook.missing_reasons("decimals")["n"].tolist() == [1]
    assert found.data["letter"].fillna(0).tolist() == [1, 2, 0, 0, 4]
    assert found.data["decimals"].fillna(0).tolist() == [1.5, 0, 0, 0, 4]
    assert found.data["digits"].fillna("").tolist() == frame["digits"].tolist()
    assert found.data["n"].fillna(0).tolist() == [1, 0, 3, 4, 6.5]


def test_a_variable_without_a_name_is_damage(tmp_path):
    path = tmp_path / "a.dta"
    pyreadstat.write_dta(pd.DataFrame({"quest": [1.0], "other": [2.0]}), path, version=10)
    path.write_bytes(path.read_bytes().replace(b"quest\0", b"\0" * 6))
    with pytest.raises(DataError, match="a variable without a name; it is damaged"):
        read_survey(path)


@pytest.mark.parametrize("compress", [False, True])
@pytest.mark.parametrize("variable", [3, 0x9201, -1])
def test_labels_of_variables_that_are_none_are_refused_before_they_are_read(
    tmp_path, variable, compress
):
    path = tmp_path / "a.sav"
    frame = pd.DataFrame({"q": [1.0, 2.0], "w": [1.0, 2.0]})
    labels = {"q": {1: "yes", 2: "a label of some length"}}
    pyreadstat.write_sav(frame, path, variable_value_labels=labels, compress=compress)
    assert read_survey(path).codebook.value_labels("q") == labels["q"]
    raw = path.read_bytes()
    record = struct.pack("<iii", 4, 1, 1)
    assert raw.count(record) == 1
    # ReadStat looks for it in memory that is not its own, and ends the process
    path.write_bytes(raw.replace(record, struct.pack("<iii", 4, 1, variable)))
    with pytest.raises(DataError, match="has value labels of variables that it does not have"):
        read_survey(path)


@pytest.mark.parametrize(
    ("letter", "codec"),
    [("ö".encode(), "UTF-8"), ("ö".encode("cp1252"), "CP1252"), ("Ж".encode(), "UTF-8")],
)
def test_letters_that_a_portable_file_does_not_know_are_read(tmp_path, letter, codec):
    path, sign = tmp_path / "survey.por", b"#" * len(letter)
    held = sign.decode()
    words = [f"K{held}ln", "Bonn", "Ulm"] * 20
    frame = pd.DataFrame({"CITY": words, "MOOD": [1.0, 2.0, 3.0] * 20})
    pyreadstat.write_por(frame, path, column_labels={"MOOD": f"Sch{held}n?"})
    raw = path.read_bytes()
    head = raw.index(b"SPSSPORT")  # above it stand the signs of the format
    path.write_bytes(raw[:head] + raw[head:].replace(sign, letter))
    given = None if codec == "UTF-8" else "cp1252"
    survey = read_survey(path, encoding=given)
    o = letter.decode(codec)
    assert survey.data["CITY"].tolist()[:2] == [f"K{o}ln", "Bonn"]
    assert survey.codebook.variables["MOOD"].label == f"Sch{o}n?"
    assert any(f"read as {codec}" in note for note in survey.codebook.notes)


def test_the_weight_of_an_spss_file_and_dates_in_digits_are_told(tmp_path):
    path = tmp_path / "survey.sav"
    frame = pd.DataFrame(
        {"a_long_answer": ["x" * 300] * 3, "day": [20240101.0, 20240102, 20240204]}
    )
    pyreadstat.write_sav(frame.assign(my_long_weight=1.5), path)
    assert read_survey(path).codebook.notes == (
        "day: its numbers look like dates (20240101), and were read as numbers",
    )
    raw = bytearray(path.read_bytes())
    variables = raw.count(b"\2\0\0\0", 176, raw.index(b"\7\0\0\0", 176))
    raw[76:80] = struct.pack("<i", variables)
    path.write_bytes(raw)
    told = "SPSS weights the file by 'my_long_weight'; weights='my_long_weight' does so here"
    assert told in read_survey(path).codebook.notes
    assert told not in read_survey(path, columns=["day"]).codebook.notes


def test_periods_of_stata_are_told_as_it_shows_them_in_their_order(tmp_path):
    frame = pd.DataFrame(
        {"q": [237.0, -3, np.nan, 236], "m": [708.0, 719, 0, 710], "w": [3000.0, 52, 51, 0]}
    )
    formats = {"q": "%tq", "m": "%tm", "w": "%tw"}
    pyreadstat.write_dta(frame, tmp_path / "a.dta", variable_format=formats)
    survey = Survey.read(tmp_path / "a.dta")
    # display %tq 237 and the like in Stata
    book, data = survey.codebook, read_survey(tmp_path / "a.dta").data
    assert data["q"].dropna().tolist() == ["2019q2", "1959q2", "2019q1"]
    assert data["m"].tolist() == ["2019m1", "2019m12", "1960m1", "2019m3"]
    assert data["w"].tolist() == ["2017w37", "1961w1", "1960w52", "1960w1"]
    assert book.variables["m"].order == ("1960m1", "2019m1", "2019m3", "2019m12")
    assert survey.proportion("q").table["category"].tolist() == ["1959q2", "2019q1", "2019q2"]
    assert book.notes == ()


def test_what_a_file_says_twice_is_told_once(tmp_path):
    frame = pd.DataFrame({"q": [1.0, 2]})
    pyreadstat.write_sav(frame, tmp_path / "a.sav", note=["first", "again", "first"])
    notes = read_survey(tmp_path / "a.sav").codebook.notes
    assert [note for note in notes if "first" in note] == ["the file says: first"]
