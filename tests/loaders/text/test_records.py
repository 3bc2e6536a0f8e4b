"""Records of delimited text: as Python's csv module splits them, with cells of any length."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topline import DataError, read_survey
from topline.loaders.text.records import UNENDED, QuotingError, Record, long_records, records

LIMIT = 131_072
TEXTS = st.text(st.sampled_from('ab",;\r\n \0é'), max_size=14)


def csv_module(text, delimiter, strict):
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    found, start = [], 1
    try:
        for cells in reader:
            found.append(Record(start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        found.append((start, UNENDED if "unexpected end" in str(error) else str(error)))
    return found


def ours(text, delimiter, strict, split=long_records):
    found = []
    try:
        found.extend(split(text, delimiter, strict=strict))
    except QuotingError as error:
        # A record is yielded before the next is refused.
        return None, (error.line, str(error))
    return found, None


@given(TEXTS, st.sampled_from(",;"), st.booleans())
def test_splitting_is_that_of_the_csv_module(text, delimiter, strict):
    wanted = csv_module(text, delimiter, strict)
    found, error = ours(text, delimiter, strict)
    if error is not None:
        assert wanted[-1] == error
    else:
        assert found == wanted
    assert ours(text, delimiter, strict, records) == (found, error)


@pytest.mark.parametrize("cell", ["x" * 200_000, 'say ""x"" ' * 30_000, "a\nb\r\n" * 60_000])
def test_cells_beyond_what_the_csv_module_takes(cell):
    text = f'q,w\nno,2\n"{cell}",1\n\nyes,3\n'
    found = list(records(text, ","))
    assert [record.cells[0] for record in found if record.cells] == [
        "q",
        "no",
        cell.replace('""', '"'),
        "yes",
    ]
    assert found[2].line == 3
    assert found[-1].line == len(StringIO(text, newline="").readlines())


@pytest.mark.quick
def test_a_file_with_a_long_cell(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('q,w\n"' + "x, y\n" * 40_000 + '",1\nno,2\n' + "z" * 140_000 + ",3\n")
    found = read_survey(path).data
    assert found["q"].str.len().tolist() == [199_999, 2, 140_000]
    assert found["w"].tolist() == [1, 2, 3]
    assert csv.field_size_limit() == LIMIT, "a setting of the whole process stays"


def test_a_setting_of_the_process_changes_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("q,w\nyes,1\nno,2\n")
    csv.field_size_limit(1)
    try:
        assert read_survey(path).data["q"].tolist() == ["yes", "no"]
    finally:
        csv.field_size_limit(LIMIT)


def test_quotes_that_do_not_pair(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('q,w\nyes,1\n"' + "x" * 140_000 + ",2\n")
    with pytest.raises(DataError, match=r"a\.csv, line 3: a quoted cell never ends; correct"):
        read_survey(path)
    path.write_text('q,w\n"' + "x" * 140_000 + '"y,2\n')
    with pytest.raises(DataError, match="line 2: ',' expected after '\"'; correct"):
        read_survey(path)
