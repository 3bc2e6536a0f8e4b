"""Delimited text as it comes: encodings, separators, headers, numbers, dates, words."""

import gzip

import pandas as pd
import pytest
from typer.testing import CliRunner

import topline
from topline.cli.app import app


@pytest.fixture
def read(tmp_path):
    """Write a file and read it as a survey."""

    def call(content, name="answers.csv", **options):
        raw = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(raw)
        return topline.read_survey(tmp_path / name, **options)

    return call


PLAIN = {"id": [1, 2], "word": ["José", "b"]}
TEXT = "id,word\n1,José\n2,b\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
        TEXT.encode("latin-1"),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("\n", "\r\n").encode(),
        (TEXT + "\x1a").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace(",", "|").encode(),
        b"sep=;\n" + TEXT.replace(",", ";").encode(),
        b"\n  \n" + TEXT.encode() + b"\n\n",
        TEXT.replace("\n", ",,\n").encode(),
        TEXT.replace(",", " , ").encode(),
        gzip.compress(TEXT.encode(), mtime=0),
    ],
)
def test_ways_to_write_the_same_table(read, content):
    assert read(content).data.to_dict("list") == PLAIN


def test_a_guessed_encoding_is_noted_and_can_be_given(read):
    raw = TEXT.encode("cp1252")
    assert "line 2 has the byte 0xe9" in read(raw).codebook.notes[0]
    assert read(raw, encoding="cp1252").codebook.notes == ()
    mac = read(TEXT.encode("mac-roman"), encoding="mac-roman")
    assert mac.data["word"].tolist() == ["José", "b"]


NUMBERS = {
    "decimal commas": ("id;x\n1;0,5\n2;1.234,5\n3;1.234\n", [0.5, 1234.5, 1234]),
    "decimal points": ("id,x\n1,0.5\n2,1234.5\n3,1e3\n", [0.5, 1234.5, 1000]),
    "quoted thousands": ('id,x\n1,"1,234"\n2,"12,345,678"\n', [1234, 12345678]),
    "spaced thousands": ("id;x\n1;1\u00a0234\n2;12 345,5\n", [1234, 12345.5]),
    "unsure, semicolons": ("id;x\n1;1,234\n2;2,345\n", [1.234, 2.345]),
    "unsure, points": ("id;x\n1;1.234\n2;2.345\n", [1.234, 2.345]),
    "the table decides": ("x;y\n1.234;0,5\n2.345;1,5\n", [1234, 2345]),
    "minus signs": ("id,x\n1,−3\n2,-4\n", [-3, -4]),
    "percents": ("id,x\n1,37%\n2,4.5 %\n", [37, 4.5]),
    "whole numbers": ("id,x\n1,3\n2,4\n", [3, 4]),
}


UNSURE = {"quoted thousands", "unsure, semicolons", "unsure, points", "the table decides"}


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers(read, name):
    text, expected = NUMBERS[name]
    survey = read(text)
    assert survey.data["x"].tolist() == expected
    told = any("is read as" in note for note in survey.codebook.notes)
    assert told == (name in UNSURE)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", "NA", "3"], [1, None, 3]),
        (["1", "#NULL!", "."], [1, None, None]),
        (["1", "n/a", "-"], [1, None, None]),
        (["", "#N/A", "7"], [None, None, 7]),
    ],
)
def test_no_data_among_numbers(read, cells, expected):
    survey = read("x,y\n" + "".join(f"{cell},1\n" for cell in cells))
    assert survey.data["x"].tolist() == pytest.approx(
        [float("nan") if value is None else value for value in expected], nan_ok=True
    )
    assert survey.codebook.table["n_missing"].tolist() == [expected.count(None), 0]


def test_words_that_are_answers_stay(read):
    survey = read("country,age\nNA,1\nUS,2\nDE,3\nFR,4\n")
    assert survey.data["country"].tolist() == ["NA", "US", "DE", "FR"]
    assert survey.codebook.notes == (
        "'country': NA is kept as an answer: NA is Namibia among two-letter codes of countries",
    )
    said = read("children,age\nNone,1\nNo,2\nNothing,3\nMissing,4\n")
    assert said.data["children"].notna().all()


def test_refusals_among_numbers_are_reasons(read):
    text = "age\n" + "34\n" * 8 + "Refused\nDon't know\n\nNA\n"
    survey = read(text)
    book = survey.codebook
    assert survey.data["age"].dropna().tolist() == [34] * 8
    assert book.missing_reasons("age")[["code", "n"]].to_numpy().tolist() == [
        ["Don't know", 1],
        ["Refused", 1],
    ]
    assert book.reasons("age").dropna().to_dict() == {8: "Refused", 9: "Don't know"}
    assert any("among numbers is read as missing" in note for note in book.notes)
    assert read(text, user_missing="keep").data["age"].tolist()[8] == "Refused"


def test_answers_that_are_no_numbers_keep_a_column_text(read):
    survey = read("age,n\n" + "34,1\n" * 9 + "89 or older,1\n")
    assert survey.data["age"].tolist()[-1] == "89 or older"
    assert survey.codebook.notes == ("'age': text, because of '89 or older'",)


def test_codes_with_leading_zeros_and_long_numbers_stay_text(read):
    survey = read("zip,id\n01234,12345678901234567890123\n99999,1\n")
    assert survey.data["zip"].tolist() == ["01234", "99999"]
    assert survey.data["id"].tolist() == ["12345678901234567890123", "1"]
    assert "leading zeros" in survey.codebook.notes[0]


DATES = {
    "2018-03-04": ["2018-03-04", "2018-12-31"],
    "us": ["03/04/2018", "12/31/2018"],
    "european": ["04/03/2018", "31/12/2018"],
    "german": ["4.3.2018", "31.12.2018"],
    "short years": ["3/4/18", "12/31/18"],
    "months": ["04-Mar-2018", "31-Dec-2018"],
    "words": ["March 4, 2018", "December 31, 2018"],
    "with times": ["2018-03-04 10:11:12", "2018-12-31 00:00:00"],
}


@pytest.mark.parametrize("name", DATES)
def test_dates(read, name):
    survey = read(pd.DataFrame({"when": DATES[name], "x": 1}).to_csv(index=False))
    assert survey.data["when"].dt.strftime("%Y-%m-%d").tolist() == ["2018-03-04", "2018-12-31"]
    kind = "datetime" if name == "with times" else "date"
    assert survey.codebook.table["type"].tolist() == [kind, "number"]


@pytest.mark.parametrize(
    ("last", "kind"),
    [("", "datetime"), ("2024-05-06", "datetime"), ("1650-05-06 07:08:09", "datetime"),
     ("soon", "text"), ("2024-13-01 00:00:00", "text")],
)  # fmt: skip
def test_what_comes_late_among_times_counts_as_what_comes_first(read, last, kind):
    """The first rows tell how a column is read at once; the last ones can say otherwise."""
    first = [f"2024-01-02 {k // 3600:02}:{k // 60 % 60:02}:{k % 60:02}" for k in range(40_000)]
    survey = read("x,when\n" + "".join(f"1,{cell}\n" for cell in [*first, last]))
    told = survey.data["when"]
    assert survey.codebook.variables["when"].kind == kind
    if kind == "text":
        assert told.tolist() == [*first, last]
    else:
        expected = [pd.Timestamp(first[-1]), pd.Timestamp(last) if last else pd.NaT]
        pd.testing.assert_series_equal(
            told.iloc[-2:].reset_index(drop=True),
            pd.Series(expected, dtype="datetime64[us]"), check_names=False,
        )  # fmt: skip


def test_some_columns_are_those_of_all(read):
    cells = [f"{k},2024-01-0{k % 9 + 1},text {k},{k / 8},{'yes' if k % 3 else ''}" for k in
             range(40_000)]  # fmt: skip
    content = "id,day,words,number,q\n" + "\n".join(cells)
    some = read(content, columns=["words", "day"])
    pd.testing.assert_frame_equal(some.data, read(content).data[["words", "day"]])
    assert some.codebook.table["n_distinct"].tolist() == [40_000, 9]


def test_dates_that_could_be_two_stay_text(read):
    survey = read("when,x\n03/04/2018,1\n04/05/2018,2\n")
    assert survey.data["when"].tolist() == ["03/04/2018", "04/05/2018"]
    assert survey.codebook.notes == (
        "'when': text, because '03/04/2018' could be the day or the month first",
    )


def test_yes_and_no(read):
    assert read("x,y\nTrue,1\nFALSE,2\n,3\n").data["x"].tolist() == [True, False, pd.NA]


QUALTRICS = (
    "StartDate,Q1,Q2\n"
    '"Start Date","How old\nare you?",Sex?\n'
    '"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n'
    "2018-05-06 10:00:00,34,1\n2018-05-07 11:10:00,35,2\n"
)
SURVEYMONKEY = (
    "RespondentID,Which have you seen?,,Your age?,Rank them,\n"
    ",Star Wars,Alien,Response,Star Wars,Alien\n"
    "1,Star Wars,,34,1,2\n2,,Alien,35,2,1\n3,Star Wars,Alien,36,1,2\n"
)


def test_spaces_between_quoted_names_part_cells(read):
    # as write.table(data) of R writes it, with row names and without
    for first in ('"{k}" ', ""):
        body = "".join(f'{first.format(k=k)}{k} "low or high" NA\n' for k in range(1, 9))
        found = read('"id" "level" "x"\n' + body)
        assert found.data["level"].tolist() == ["low or high"] * 8
        assert found.data["id"].tolist() == [*range(1, 9)]


def test_header_rows_of_qualtrics(read):
    survey = read(QUALTRICS)
    assert survey.data["Q1"].tolist() == [34, 35]
    assert survey.codebook.table["label"].tolist()[1:] == ["How old\nare you?", "Sex?"]
    assert "has 3 header rows" in survey.codebook.notes[0]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        # SurveyMonkey in a language that no table has: whoever answered has an id
        (
            "ID,Collector,Quali mezzi?,,Quanto spesso?\n,,Treno,Autobus,Risposta secca\n",
            "{k},500,Treno,,Mai\n",
        ),
        # groups above all columns, one of which holds numbers
        ("Person,,Satisfied,\nid,area,Price,Speed\n", "{k},N,good,bad\n"),
        ("Person,,age,Satisfied,\nid,area,age,Price,Speed\n", "{k},N,30,good,bad\n"),
        # a title within the table, numbers with a total below
        ("A survey,,,\n,,,\n,Satisfied,,\nid,Price,Speed,age\n", "{k},good,bad,30\n"),
    ],
)
def test_names_below_groups_are_nobody(read, head, body):
    rows = "".join(body.format(k=k) for k in range(1, 31))
    found = read(head + rows)
    assert len(found.data) == 30
    assert not {"age: age", "age: id"} & {*found.data}
    if body.endswith(",30\n"):
        total = "Total" + "," * body.count(",") + "900\n"
        assert len(read(head + rows + total).data) == 30


def test_header_rows_of_surveymonkey(read):
    survey = read(SURVEYMONKEY)
    assert survey.data.columns.tolist() == [
        "RespondentID",
        "Which have you seen?: Star Wars",
        "Which have you seen?: Alien",
        "Your age?",
        "Rank them: Star Wars",
        "Rank them: Alien",
    ]
    assert survey.data["Your age?"].tolist() == [34, 35, 36]
    sets = survey.codebook.multiple_response_sets
    assert list(sets) == ["Which have you seen?"]
    assert sets["Which have you seen?"].variables == tuple(survey.data.columns[1:3])


def test_what_people_wrote_beside_other_is_a_column_of_its_own(read):
    survey = read(
        "id,Which? (Select all that apply),,,Party?,,Age?\n"
        ",Car,Bike,Other (please specify),Response,Other (please specify),Response\n"
        "1,Car,,,Red,,34\n2,,Bike,a boat,,mine,35\n3,Car,Bike,,Blue,,36\n4,,,skates,Red,,37\n"
    )
    assert survey.data.columns.tolist()[3:] == [
        "Which? (Select all that apply): Other (please specify)",
        "Party?",
        "Party?: Other (please specify)",
        "Age?",
    ]
    (found,) = survey.codebook.multiple_response_sets.values()
    assert [o.label for o in found.options] == ["Car", "Bike", "Other (please specify)"]


@pytest.mark.parametrize("inner", [";", "|"])
def test_signs_within_cells_are_no_separators(read, inner):
    # as Microsoft Forms writes several answers; a quoted cell holds the separator itself
    rows = [
        f'{k},"Mon{inner}Sat, Sun{inner}",A{inner}B{inner}C{inner},ok\n{k},,A{inner}B{inner}C,ok\n'
        for k in range(20)
    ]
    survey = read("id,days,order,more\n" + "".join(rows))
    assert survey.data.shape == (40, 4)
    assert survey.data["days"].dropna().unique().tolist() == [f"Mon{inner}Sat, Sun{inner}"]


def test_a_second_header_row_is_noticed_and_can_be_told(read):
    text = "V1,Q1,Q2\nResponseID,How old are you?,Sex?\nR_1,34,1\nR_2,35,2\n"
    found = read(text)
    assert found.data["Q1"].tolist() == [34, 35]
    assert found.codebook.table["label"].tolist()[1] == "How old are you?"
    assert "not counted; if it is a respondent, pass header_rows=1" in found.codebook.notes[0]
    assert len(read(text, header_rows=1).data) == 3
    survey = read(text, header_rows=2)
    assert survey.data["Q1"].tolist() == [34, 35]
    assert survey.codebook.table["label"].tolist() == ["ResponseID", "How old are you?", "Sex?"]
    assert survey.codebook.notes == ()


def test_three_header_rows_may_stand_below_one_another(read):
    rows = "".join(f"{k},{k % 4},{k % 5},f,{20 + k}\n" for k in range(9))
    text = f",Media,,Person,\nid,How often?,,Sex,Age\n,read,watch,,(years)\n{rows}"
    found = read(text)
    assert len(found.data) == 9
    assert [*found.data.dtypes[:3]] == ["int64"] * 3
    assert (
        "the first row below the names holds labels ('id', 'How often?', 'Age')"
        in found.codebook.notes[0]
    )
    assert "the second row below the names holds labels" in found.codebook.notes[1]
    assert found.codebook.notes[1].endswith("pass header_rows=2")
    unsure = read(text.replace("(years)", "")).codebook.notes[1]
    assert "looks like a third header row ('read', 'watch'); if it is, pass header_rows=3" in unsure


def test_names_hold_no_invisible_characters(read):
    found = read("\u200bid,Rate\u00a0us,\ufeffage \n1,2,3\n4,5,6\n")
    assert found.data.columns.tolist() == ["id", "Rate us", "age"]


def test_names_of_rows_that_r_writes_have_no_name(read):
    rows = "".join(f"{k}\t{k % 3}\tNA\tyes\n" for k in range(1, 9))
    found = read(f"q1\tq2\tq3\n{rows}")
    assert found.data.columns.tolist() == ["column_1", "q1", "q2", "q3"]
    assert found.data["q1"].tolist() == [k % 3 for k in range(1, 9)]
    assert "as R writes names of rows" in found.codebook.notes[0]
    with pytest.raises(topline.DataError, match="line 2 has 4 cells"):
        read(f"q1\tq2\tq3\n{rows}1\t2\t3\tno\n")


def test_no_header(read):
    with pytest.raises(topline.DataError, match="pass header_rows=0 if there is no header"):
        read("1,2\n3,4\n")
    assert read("1,2\n3,4\n", header_rows=0).data.to_dict("list") == {
        "column_1": [1, 3],
        "column_2": [2, 4],
    }
    assert read("1,2\n3,4\n", header_rows=1).data.columns.tolist() == ["1", "2"]
    with pytest.raises(topline.ArgumentError, match="expected a whole number from 0 to 5"):
        read("a,b\n3,4\n", header_rows=9)


def test_titles_footnotes_and_names(read):
    survey = read("My survey\nid,a,a,\n1,2,3,4\n2,3,4,5\nSource: us,,,\n")
    assert survey.data.columns.tolist() == ["id", "a", "a_2", "column_4"]
    assert survey.data["a"].tolist() == [2, 3]
    notes = " | ".join(survey.codebook.notes)
    for told in (
        "title above its header: My survey",
        "'a_2'",
        "'column_4'",
        "not counted: Source: us",
    ):
        assert told in notes


def test_quoted_line_breaks_and_one_column(read):
    survey = read('said\n"x\ny"\nz\n')
    assert survey.data["said"].tolist() == ["x\ny", "z"]
    assert "one column was found" in survey.codebook.notes[0]


BAD = {
    "empty": ("", "answers.csv is empty"),
    "blank": ("\n \n", "answers.csv is empty; expected a header line"),
    "separators": (",,\n,,\n", "answers.csv is empty; expected a header line"),
    "lone header": ("a,b\n", "answers.csv has no rows below its header"),
    "NUL": ("a,b\n1,\x002\n", "answers.csv holds NUL bytes (line 2), so it is damaged"),
    "long line": ("a,b\n1,2\n3,4,5\n", "line 3 has 3 cells, but the header has 2"),
    "short line": ("a,b\n1,2\n3\n", "line 3 has 1 cell, but the header has 2"),
    "line after a quoted break": ('a,b\n"x\ny",2\n3\n', "line 4 has 1 cell"),
    "open quote": ('a,b\n1,"x\n2,3\n', "answers.csv, line 2: a quoted cell never ends"),
    "stray quote": ('a,b\n"x"y,2\n', "answers.csv, line 2: ',' expected after '\"'"),
    "broken gzip": (b"\x1f\x8b\x08\x00junk", "answers.csv cannot be unpacked"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_says_where(read, name):
    content, message = BAD[name]
    with pytest.raises(topline.DataError) as raised:
        read(content)
    assert message in str(raised.value)


def test_an_encoding_that_does_not_fit(read):
    with pytest.raises(topline.DataError, match=r"answers\.csv is not ascii; pass another"):
        read(TEXT, encoding="ascii")
    with pytest.raises(topline.DataError, match="encoding='nope', which is not known"):
        read(TEXT, encoding="nope")


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["5", "(3)", "10", "0"], [5, -3, 10, 0]),
        (["$5", "-$5", "$1,000", "$0"], [5, -5, 1000, 0]),
        (["5", "(1,234.50)", "1,000", "Refused"], [5, -1234.5, 1000, None]),
        # mostly in brackets, beside a minus, all in brackets, codes of words: none is negative
        (["(5)", "(3)", "(9)", "1"], None),
        (["-5", "(3)", "10", "1"], None),
        (["(1)", "(2)", "(3)", "(4)"], None),
        (["(1) Agree", "(2) No", "(3) So", "(4) x"], None),
    ],
)
def test_brackets_of_accounts_are_a_minus(tmp_path, cells, numbers):
    path = tmp_path / "a.csv"
    pd.DataFrame({"id": range(4), "q": cells}).to_csv(path, index=False)
    survey = topline.read_survey(path)
    found = survey.data["q"].astype(object)
    assert found.where(found.notna(), None).tolist() == (numbers or cells)
    said = [note for note in survey.codebook.notes if "as in accounts" in note]
    assert len(said) == (numbers is not None and "(" in "".join(cells))


@pytest.mark.parametrize("sign", ["~", "^", "#"])
def test_rare_separators_are_known(tmp_path, sign):
    lines = ["id,age,q", *(f"{k},20-29,No; not me" for k in range(9))]
    (tmp_path / "a.csv").write_text("\n".join(lines).replace(",", sign))
    assert topline.read_survey(tmp_path / "a.csv").data["q"].tolist() == ["No; not me"] * 9
    # within the cells of one column they part nothing
    (tmp_path / "a.csv").write_text("age\n" + f"20{sign}29\n30{sign}39\n" * 5)
    assert list(topline.read_survey(tmp_path / "a.csv").data) == ["age"]


@pytest.mark.parametrize("rows", [40, 3000])
@pytest.mark.parametrize("odd", [None, "", "NA", "refused"])
def test_long_identifiers_are_never_rounded(read, tmp_path, rows, odd):
    """Beside a blank whole numbers are held as decimals, where 10**17 + 1 is 10**17."""
    ids = [str(10**17 + k) for k in range(rows)]
    told = ids if odd is None else [*ids[:-1], odd]
    frame = pd.DataFrame({"id": told, "q": [k % 5 for k in range(rows)]})
    frame.to_excel(tmp_path / "ids.xlsx", index=False)
    for survey in (
        read(frame.to_csv(index=False)),
        read(frame.to_csv(index=False).encode("utf-16")),
        topline.read_survey(tmp_path / "ids.xlsx"),
    ):
        found = survey.data["id"].astype("string").dropna().tolist()
        assert [text for text in found if text != "refused"] == ids[: None if odd is None else -1]
        assert any("exact" in note for note in survey.codebook.notes) == (odd is not None)
        assert (survey.data["id"].dtype == "int64") == (odd is None)


def test_long_numbers_with_decimals_are_measured(read):
    survey = read("x\n12345678901234567.5\n12345678901234568\n\n")
    assert survey.data["x"].dtype == float


def test_na_among_italian_provinces_is_naples(read, tmp_path):
    survey = read("provincia,age\nNA,1\nMI,2\nRM,3\nTO,4\nNA,5\n")
    assert survey.data["provincia"].tolist() == ["NA", "MI", "RM", "TO", "NA"]
    assert "Naples" in survey.codebook.notes[0]
    path = tmp_path / "places.csv"
    path.write_text("provincia,age\nNA,1\nMI,2\nRM,3\nTO,4\nNA,5\n")
    assert "Neapel" in CliRunner().invoke(app, ["describe", str(path), "--lang", "de"]).output


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        ("13/03/2024 9.00.05", "2024-03-13 09:00:05"),
        ("13.3.2024 klo 19.05", "2024-03-13 19:05:00"),
        ("13.03.2024 kl. 9.05", "2024-03-13 09:05:00"),
        ("2024. 3. 15", "2024-03-15 00:00:00"),
    ],
)
def test_a_point_between_hours_and_minutes(read, cell, time):
    """As Google Forms writes times in Italy, Finland and Denmark."""
    survey = read(f"when,x\n{cell},1\n{cell},2\n")
    assert str(survey.data["when"].iloc[0]) == time


def test_redcap_by_labels_and_codes(read):
    survey = read(
        "record_id,Survey Timestamp,q___1,q____77,Complete?\n"
        "1,2024-01-02 10:00:00,1,0,Complete\n2,[not completed],0,1,Incomplete\n"
    )
    assert survey.data["Survey Timestamp"].dtype.kind == "M"
    options = survey.codebook.multiple_response_sets["q"].options
    assert [option.label for option in options] == ["1", "-77"]
    assert "'Complete?' is 'Incomplete' 1×" in " ".join(survey.codebook.notes)
