"""What stands around a table, and what cells hold besides numbers and words."""

import pandas as pd
import pytest

from topline import read_survey

ROWS = "".join(f"{k},{'Yes' if k % 2 else 'No'},{k % 5}\n" for k in range(30))


@pytest.fixture
def read(tmp_path):
    def call(text, name="a.csv", **options):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return read_survey(tmp_path / name, **options)

    return call


@pytest.mark.quick
def test_notes_above_and_below(read):
    text = "# Survey of shops\n# exported, in May\n\nid,q1,q2\n" + ROWS
    found = read(text + '\nSource: Statistics Office\n"Note: weighted, by age"\n')
    assert found.data.shape == (30, 3)
    assert found.data["q2"].dtype == "int64"
    told = " ".join(found.codebook.notes)
    for note in ("# Survey of shops", "# exported", "Source: Statistics Office", "Note: weighted"):
        assert note in told


def test_totals_are_no_respondent(read):
    total = sum(k % 5 for k in range(30))
    found = read(f"id,q1,q2\n{ROWS}Total,,{total}\n")
    assert len(found.data) == 30
    assert "has totals in its last row ('Total'), not counted" in " ".join(found.codebook.notes)
    assert len(read(f"id,q1,q2\n{ROWS}Total,,3\n").data) == 31


def test_rows_with_nothing_in_a_named_column(read):
    found = read("id,q1,\n1,2,\n,,x\n,,\n2,3,\n")
    assert found.data["id"].tolist() == [1, 2]
    assert "has 1 line with nothing in a named column, not counted" in found.codebook.notes[-1]


def test_quotes_that_are_text(read):
    found = read('a\tb\n"x\t5" pipe\ny\tz\n', "a.tsv")
    assert found.data["a"].tolist() == ['"x', "y"]
    assert found.data["b"].tolist() == ['5" pipe', "z"]
    assert "quotation marks that do not pair" in found.codebook.notes[0]


def test_invisible_characters(read):
    found = read("id,q\n1,\ufeff1 (None)\n2,1 (None)\n3,a\u200bb\n4,ab\n5,1\u00a0(None)\n")
    assert found.data["q"].tolist() == ["1 (None)", "1 (None)", "ab", "ab", "1 (None)"]


TIMES = {
    "2016-11-17T05:30:00Z": ("2016-11-17 05:30", "UTC"),
    "2024-11-01T13:09:47.000+03:00": ("2024-11-01 13:09:47", "+3 hours from UTC"),
    "2024/02/01 1:05:22 am GMT+2": ("2024-02-01 01:05:22", "+2 hours from UTC"),
    "2024/02/01 1:05:22 p. m. GMT-6": ("2024-02-01 13:05:22", "-6 hours from UTC"),
    "12/31/2019 4:49:39 PM": ("2019-12-31 16:49:39", None),
}


@pytest.mark.parametrize("text", TIMES)
def test_times_of_exports(read, text):
    found = read(f"id,t\n1,{text}\n2,{text}\n")
    expected, zone = TIMES[text]
    assert found.data["t"].tolist() == [pd.Timestamp(expected)] * 2
    assert found.codebook.table["type"].tolist()[1] == "datetime"
    assert found.codebook.notes == (() if zone is None else (f"'t': times as written, {zone}",))


def test_several_offsets_become_one(read):
    found = read("id,t\n1,2024-01-01T12:00:00+01:00\n2,2024-07-01T12:00:00+02:00\n")
    assert found.data["t"].dt.hour.tolist() == [11, 10]
    assert "all are given in UTC" in found.codebook.notes[0]


def test_durations_and_other_calendars(read):
    found = read("id,took,when\n1,0:00:31,2567-01-31\n2,0:01:31,2567-02-28\n")
    assert found.data["took"].dt.total_seconds().tolist() == [31, 91]
    assert found.data["when"].tolist() == ["2567-01-31", "2567-02-28"]
    assert "another calendar (Buddhist: 2567 is about 2024)" in " ".join(found.codebook.notes)


def test_units(read):
    one = read("id,w\n1,5 kg\n2,7.5 kg\n3,6 kg\n")
    assert one.data["w"].tolist() == [5, 7.5, 6]
    assert one.codebook.notes == ("'w': numbers in kg",)
    several = read("id,w\n1,5 kg\n2,11 lb\n3,6 kg\n")
    assert several.data["w"].tolist() == ["5 kg", "11 lb", "6 kg"]
    assert "several units (kg 2 times, lb 1 times); convert" in several.codebook.notes[0]


def test_a_word_far_down_among_numbers(read):
    text = "id,n,zip\n" + "".join(f"{k},{k % 7},{90000 + k}\n" for k in range(200_000))
    found = read(text + "200000,NA,01234\n")
    assert found.data["n"].isna().sum() == 1
    assert found.data["zip"].tolist()[-1] == "01234"
    assert len(found.data) == 200_001


def test_some_columns_are_read_alike(read):
    text = "id,a,b,a,\n" + "".join(f"{k},{k}.5,x{k},,\n" for k in range(50))
    whole, some = read(text), read(text, columns=["b", "a"])
    assert some.data.equals(whole.data[["b", "a"]])
