"""A user's own table: read strictly, and every problem told with its place and remedy."""

import csv
import re
from contextlib import suppress
from io import BytesIO, StringIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from topline import ArgumentError, DataError, as_figures, load_thank_you_notes, read_figures
from topline.figures.schema import FIGURE_COLUMNS

pytestmark = pytest.mark.quick

HEAD = "figure_id,claim,percent,n,unit"
ROW = "a,prefer the note,63%,400,share_of_respondents"


def table(*rows, head=HEAD):
    return StringIO("\n".join([head, *rows]) + "\n")


def refused(*rows, head=HEAD):
    with pytest.raises(DataError) as caught:
        read_figures(table(*rows, head=head))
    return str(caught.value)


def test_fills_what_a_small_table_leaves_out():
    row = read_figures(table(ROW)).iloc[0]
    assert list(read_figures(table(ROW)).columns) == list(FIGURE_COLUMNS)
    assert (row["percent"], row["decimals"], row["percent_qualifier"]) == (63, 0, "exact")
    assert (row["n"], row["n_qualifier"], row["sample_type"]) == (400, "exact", "not_stated")


@pytest.mark.usual
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_separators_marks_and_newlines(tmp_path, separator, start, newline):
    lines = [HEAD.replace(",", separator), 'b;"26,4 %";400;mean_of_respondent_estimates']
    lines[1] = lines[1].replace("b;", "b;claim;").replace(";", separator)
    path = tmp_path / "figures.csv"
    path.write_bytes((start + newline.join(lines) + newline).encode())
    assert read_figures(path)[["percent", "decimals"]].iloc[0].tolist() == [26.4, 1]


def test_keeps_columns_it_does_not_know():
    figures = read_figures(table(ROW + ",blue", head=HEAD + ",colour"))
    assert figures.columns[-1] == "colour"
    assert figures["colour"].tolist() == ["blue"]


def test_a_subgroup_may_have_a_base_or_none():
    head = HEAD + ",n_qualifier"
    figures = read_figures(
        table(ROW + ",subgroup", "b,claim,63%,,share_of_respondents,subgroup", head=head)
    )
    assert figures["n_qualifier"].tolist() == ["subgroup", "subgroup"]
    assert figures["n"].isna().tolist() == [False, True]


def test_names_row_line_column_value_and_remedy():
    assert refused(ROW, "b,claim,126,400,share_of_respondents") == (
        "the figures table, row 2 (line 3), column 'percent', value '126': "
        "a percentage lies between 0 and 100; correct the value"
    )


def test_tells_all_problems_at_once():
    message = refused("a,claim,126,0,share_of_respondents", "a,claim,26,400,part")
    assert message.splitlines() == [
        "the figures table has 4 problems:",
        "- row 1 (line 2), column 'percent', value '126': a percentage lies between 0 and 100; "
        "correct the value",
        "- row 1 (line 2), column 'n', value '0': a base is at least 1; correct it, or leave the "
        "cell empty if not stated",
        "- row 2 (line 3), column 'unit', value 'part': expected one of share_of_respondents, "
        "mean_of_respondent_estimates, derived, other",
        "- row 2 (line 3), column 'figure_id', value 'a': row 1 has the same name; give each "
        "figure its own",
    ]


def test_counts_what_is_more_than_ten():
    message = refused(*[f"f{i},claim,126,400,share_of_respondents" for i in range(13)])
    assert message.startswith("the figures table has 13 problems:")
    assert message.endswith("- and 3 more")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("b,claim,,400,share_of_respondents", "column 'percent', empty: a share_of_respondents "),
        ("b,claim,26,400,derived", "'derived_from', empty: name the figure_id it was derived from"),
        (
            "b,claim,26,400,share_of_respondent",
            "did you mean 'share_of_respondents'? expected one of share_of_respondents",
        ),
    ],
)
def test_relations_between_cells(row, message):
    assert message in refused(row)


def test_parents_must_exist():
    head = HEAD + ",derived_from,duplicate_of"
    message = refused("b,claim,37,400,derived,none,", ROW + ",,nobody", head=head)
    assert "row 1 (line 2), column 'derived_from', value 'none': no figure has this" in message
    assert "row 2 (line 3), column 'duplicate_of', value 'nobody': no figure has this" in message


def test_rows_must_fit_the_header_and_quotes_must_close():
    assert refused(ROW + ",more") == (
        "the figures table, line 2 has 6 cells, but the header has 5; quote cells that contain "
        "the separator or a line break, and complete cut-off lines"
    )
    many = refused(*[ROW + ",more"] * 12)
    assert many.startswith("the figures table, line 2 has 6 cells, line 3 has 6 cells, ")
    assert "line 11 has 6 cells and 2 more lines, but the header has 5; quote" in many
    assert "correct the quoting" in refused('a,"claim,26,400,other')


def test_a_header_must_name_each_column_once():
    for twice, cell in (("unit", "other"), ("percent", "5"), ("decimals", "0")):
        head = HEAD if twice in HEAD else f"{HEAD},{twice}"
        row = ROW if twice in HEAD else f"{ROW},0"
        assert f"has two columns called '{twice}'; rename or drop one" in refused(
            f"{row},{cell}", head=f"{head},{twice}"
        )
    assert refused("a,prefer the note,400", head="figure_id,claim,n") == (
        "the figures table has no column 'percent' (or 'count'); a figures table needs the percent "
        "or the count, and n, its base (found: figure_id, claim, n); rename your columns, or fill "
        "in a sheet that topline figures --template figures.csv writes"
    )


OLD_WORKBOOK = (
    "figures.csv cannot be read (its reader stopped); it is damaged or not a spreadsheet, so save "
    "it again as .xlsx"
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "figures.csv is empty; expected a header line and one row per figure"),
        (b" \n\n", "figures.csv is empty; expected a header line and one row per figure"),
        (b",,\n , ", "figures.csv is empty; expected a header line and one row per figure"),
        (HEAD.encode() + b"\n", "figures.csv has no rows; it needs one row per published figure"),
        (b"\xd0\xcf\x11\xe0rest", OLD_WORKBOOK),
        (
            b"PK\x03\x04rest",
            "figures.csv is a damaged or cut-off workbook or archive; export or download it again",
        ),
        (
            b"<!DOCTYPE html>",
            "figures.csv is HTML, not delimited text; download the data file itself",
        ),
        (
            b"a,b\0\n",
            "figures.csv holds NUL bytes (line 1), so it is damaged or no text file; export it "
            "again as CSV (UTF-8)",
        ),
    ],
)
def test_files_that_are_no_figures_table(tmp_path, content, message):
    path = tmp_path / "figures.csv"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_figures(path)
    assert str(caught.value) == message


def test_sources_that_are_neither_path_nor_file(tmp_path):
    for source, kind in [(None, "NoneType"), (b"a,b", "bytes"), (pd.DataFrame(), "DataFrame")]:
        with pytest.raises(ArgumentError) as caught:
            read_figures(source)
        assert str(caught.value) == (
            f"the source is a {kind}; expected a path or an open file (as_figures takes a table)"
        )
    closed = StringIO(HEAD)
    closed.close()
    with pytest.raises(DataError) as caught:
        read_figures(closed)
    assert str(caught.value) == (
        "the figures table cannot be read (I/O operation on closed file); expected an open file"
    )
    path = tmp_path / "new.csv"
    with path.open("w", encoding="utf-8") as writing, pytest.raises(DataError) as caught:
        read_figures(writing)
    assert str(caught.value) == (f"{path} cannot be read (not readable); expected an open file")


def test_quotes_say_where_they_break():
    assert refused(ROW, 'a,"claim,26,400,other') == (
        "the figures table, line 3: a quoted cell never ends; correct the quoting"
    )
    assert refused(ROW, 'a,"cla"im,26,400,other') == (
        "the figures table, line 3: ',' expected after '\"'; correct the quoting"
    )


def test_one_column_that_is_all():
    assert refused("a;b;c;d;e").startswith(
        "the figures table, line 2 has 1 cell, but the header has 5; quote cells that contain "
    )


def test_other_columns_are_text_with_gaps():
    figures = read_figures(table(ROW + ",", "b,c,1%,,other, blue ", head=HEAD + ",colour"))
    assert figures["colour"].dtype == "string"
    assert figures["colour"].isna().tolist() == [True, False]
    assert figures["colour"].tolist()[1] == "blue"


@pytest.mark.usual
@given(st.one_of(st.binary(), st.text(st.sampled_from('a,;"\n\t0.%<*')).map(str.encode)))
def test_any_bytes_are_read_or_refused(content):
    for start in (b"", f"{HEAD}\n{ROW}\n".encode()):
        with suppress(DataError):
            assert len(read_figures(BytesIO(start + content))) >= 1


def test_columns_without_a_name():
    figures = read_figures(table(ROW + ",, ", head=HEAD + ",,"))
    assert list(figures.columns) == list(FIGURE_COLUMNS)
    assert refused(ROW + ",,lost", head=HEAD + ",,") == (
        "the figures table has a column without a name (after 'unit'); name it, or delete it"
    )


def test_wide_tables_that_are_no_figures_are_answered_in_a_line():
    head = ",".join(["A question of many words, as some exports have them, " * 3] * 12)
    message = refused("1," * 11 + "1", head=head.replace(", ", " ").replace(" ,", ","))
    assert "no column 'percent' (or 'count') and no 'n'; a figures table needs" in message
    assert "…, A question of many words as some export… and 2 more); rename" in message


def test_the_byte_and_the_line_that_are_not_utf8(tmp_path):
    path = tmp_path / "figures.csv"
    for newline in (b"\n", b"\r\n", b"\r"):
        lines = [
            HEAD.encode(),
            ROW.encode(),
            ROW.replace("a,prefer", "b,caf\u00e9").encode("cp1252"),
        ]
        path.write_bytes(newline.join(lines))
        figures = read_figures(path)
        assert figures["claim"].tolist() == ["prefer the note", "caf\u00e9 the note"]
        assert figures.attrs["notes"] == (
            "figures.csv is not UTF-8 (line 3 has the byte 0xe9); it was read as Windows-1252 "
            "(pass encoding= if words look wrong)",
        )
        with pytest.raises(DataError, match=r"figures\.csv is not utf-8; pass another encoding"):
            read_figures(path, encoding="utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + lines[2])
    with pytest.raises(DataError, match=r"figures\.csv is not utf-8-sig; pass another encoding"):
        read_figures(path)


@pytest.mark.usual
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", ",;\t|")
def test_any_encoding_and_separator(tmp_path, encoding, separator):
    path = tmp_path / "figures.txt"
    claim = "caf\u00e9; tea, milk|or\twater"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerows([HEAD.split(","), ["a", claim, "26,4 %", "1,012", "other"]])
    assert read_figures(path)[["claim", "percent"]].iloc[0].tolist() == [claim, 26.4]


def test_known_names_tell_the_separator():
    claim = '"tea, milk, sugar, lemon, honey, rum"'.strip('"')
    rows = [f"f{k};{claim};63%;400;other" for k in range(9)]
    assert read_figures(table(*rows, head=HEAD.replace(",", ";")))["claim"].tolist() == [claim] * 9


def test_lines_below_a_declared_separator_keep_their_numbers():
    message = refused("sep=;", HEAD.replace(",", ";"), "b;claim;126;400;other", head="")
    assert "row 1 (line 4), column 'percent', value '126'" in message
    file = StringIO(f"sep=;\n{HEAD.replace(',', ';')}\nb;claim;126;400;other\n")
    with pytest.raises(DataError, match=r"row 1 \(line 3\), column 'percent'"):
        read_figures(file)


def test_open_files_of_text_or_bytes(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_bytes(f"{HEAD}\n{ROW}\n".encode("utf-8-sig"))
    with path.open("rb") as binary, path.open(encoding="utf-8") as text:
        pd.testing.assert_frame_equal(read_figures(binary), read_figures(text))
    path.write_bytes(f"{HEAD}\n{ROW}\n".replace("note", "n\u00f4te").encode("latin-1"))
    expected = r"is not UTF-8; open it in its own encoding, or pass its path"
    with path.open(encoding="utf-8") as text, pytest.raises(DataError, match=expected):
        read_figures(text)
    assert read_figures(BytesIO(path.read_bytes()))["claim"].tolist() == ["prefer the n\u00f4te"]


def test_a_path_no_system_takes():
    with pytest.raises(DataError, match=r"cannot be read \(.*null.*\); check the file"):
        read_figures("a\0b")


CLAIMS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)


@pytest.mark.usual
@given(st.lists(CLAIMS.filter(str.strip), min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_any_claim_survives_the_file(claims, separator):
    file = StringIO()
    writer = csv.writer(file, delimiter=separator)
    writer.writerow(HEAD.split(","))
    for number, claim in enumerate(claims):
        writer.writerow([f"f{number}", claim, "63%", "1,012", "other"])
    figures = read_figures(StringIO(file.getvalue()))
    assert figures["claim"].tolist() == [claim.strip() for claim in claims]
    again = read_figures(StringIO(figures.to_csv(index=False)), percent_scale="percent")
    pd.testing.assert_frame_equal(again, figures, check_categorical=False)


def test_files_that_are_not_there(tmp_path):
    with pytest.raises(DataError, match=r"none.csv does not exist; check the path"):
        read_figures(tmp_path / "none.csv")
    with pytest.raises(DataError, match="is a folder; pass the path of one file in it"):
        read_figures(tmp_path)


def test_a_table_made_by_hand_is_left_alone():
    frame = pd.DataFrame(
        {"figure_id": ["a"], "claim": "prefer", "percent": 63, "n": 400.0, "unit": "other"}
    )
    before = frame.copy()
    assert as_figures(frame)["n"].tolist() == [400]
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.usual
def test_reading_twice_changes_nothing():
    figures = load_thank_you_notes()
    pd.testing.assert_frame_equal(as_figures(figures), figures)
    pd.testing.assert_frame_equal(
        read_figures(StringIO(figures.to_csv(index=False))), figures, check_categorical=False
    )


def test_an_unknown_scale_is_refused():
    with pytest.raises(ArgumentError, match="percent_scale is 'share'; expected 'percent' or"):
        read_figures(table(ROW), percent_scale="share")


NO_PERCENT = "has no column 'percent' (or 'count'); a figures table needs the percent"
NO_COLUMN = "has no column 'percent' (or 'count') and no 'n'; a figures table needs the percent"
TABLES = "holds published tables, no sheet of figures"
NASTY = {
    "acnielsen": TABLES,
    "bom_sample": NO_COLUMN,
    "cr_only": TABLES,
    "french": NO_PERCENT,
    "masculinity": TABLES,
    "norwegian_election": NO_COLUMN,
    "thanksgiving": NO_COLUMN,
    "norwegian_polls": NO_COLUMN,
    "starwars": NO_COLUMN,
    "html": "is HTML, not an SPSS file; download the data file itself",
    "ipsos": TABLES,
    "surveymonkey": TABLES,
}


@pytest.mark.usual
@pytest.mark.parametrize("start", NASTY)
def test_hostile_files_get_a_clear_answer(shared, start):
    (path,) = (shared / "nasty").glob(f"{start}*")
    with pytest.raises(DataError) as caught:
        read_figures(path)
    told = str(caught.value).replace(", sheet 'Sheet1'", "")
    assert told.startswith(f"{path.name} {NASTY[start]}")


@pytest.mark.long
def test_no_file_of_another_kind_ends_in_a_traceback(shared):
    for path in (shared / "nasty").iterdir():
        with pytest.raises(DataError, match=re.escape(path.name)):
            read_figures(path)
