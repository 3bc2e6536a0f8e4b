"""What stands around a table, and what cells hold besides numbers and words."""

import pandas as pd
import pytest

from topline import Survey, read_survey

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
    assert "has totals or means in its last row ('Total'), not counted" in " ".join(
        found.codebook.notes
    )
    # below numbers no respondent is called so, whatever stands beside it
    totals = ("Total,,3", "Gesamt,,30", "Mean,,2.1", "Jumlah,,30", "Tổng cộng,,30", "جمع کل,,30")
    for row in totals:
        assert len(read(f"id,q1,q2\n{ROWS}{row}\n").data) == 30
    # among words it may be anybody's
    named = ROWS.replace("\n", "\nname").removesuffix("name")
    assert len(read(f"id,q1,q2\nname{named}Total,,3\n").data) == 31


def test_names_that_stand_again_are_no_respondent(read):
    part = "id,q,age\n" + "".join(f"{k},{'yes' if k % 2 else 'no'},{20 + k}\n" for k in range(20))
    found = read(part * 3)
    assert found.data.shape == (60, 3)
    assert found.data["age"].dtype == "int64"
    assert "has its names again in 2 rows below, not counted" in found.codebook.notes[0]
    for some in (["q"], ["age"]):
        assert read(part * 3, columns=some).data.shape == (60, 1)
    # a respondent who chose all options
    words = "Car,Bike,Bus\nCar,,\nCar,Bike,Bus\n,Bike,\n"
    assert len(read(words).data) == 3


def test_several_rows_may_sum_up(read):
    named = ROWS.replace("\n", "\nname").removesuffix("name")
    q2 = [k % 5 for k in range(30)]
    rows = f"Total,,{sum(q2)}\nAverage,,{sum(q2) / 30}\nStd dev,,1.41\n"
    found = read(f"id,q1,q2\nname{named}\n{rows}")
    assert len(found.data) == 30
    told = "has totals or means in its last 3 rows ('Total', 'Average', 'Std dev'), not counted"
    assert told in " ".join(found.codebook.notes)
    # the word may stand in any column, and be anybody's where nothing is proven
    assert len(read(f"id,q1,q2\nname{named}\n,Mean,{sum(q2) / 30}\n").data) == 30
    assert len(read(f"id,q1,q2\nname{named}\nAverage,,7\n").data) == 31


def test_notes_beside_notes_in_other_languages(read):
    found = read(f"Umfrage im Mai\n\nid,q1,q2\n{ROWS}\nQuelle: eigene Erhebung\nStand: 2024\n")
    assert found.data.shape == (30, 3)
    assert "Stand: 2024" in " ".join(found.codebook.notes)
    described = read(f"Survey,Shops\nDate,2024-01-01\n\nid,q1,q2\n{ROWS}N = 30,,\n")
    assert described.data.shape == (30, 3)


def test_labels_above_dates_and_numbers(read):
    named = "Start Date,Status,How old are you?\n"
    rows = "".join(f"2024-01-0{k % 9 + 1} 10:00:00,IP Address,{k + 18}\n" for k in range(20))
    found = read(f"StartDate,Status,Q1\n{named}{rows}")
    assert len(found.data) == 20
    assert found.codebook.table["label"].tolist()[2] == "How old are you?"


NUMBERS = {
    "wide digits": (("３４", "２１．５"), [34, 21.5]),
    "Arabic": (("٣٤", "٢١٫٥"), [34, 21.5]),
    "Persian": (("۳۴", "۲۱"), [34, 21]),
    "Hindi": (("३४", "२१"), [34, 21]),
    "Indian groups": (('"12,34,567"', '"1,23,456.5"'), [1234567, 123456.5]),
    "years": (("34 years", "1 year"), [34, 1]),
    "Jahre": (("34 Jahre", "1 Jahr"), [34, 1]),
    "crowns": (("130 kr", "85 kr"), [130, 85]),
    "durations": (("5 min 22 s", "1h 5m"), [322, 3900]),
    "ISO durations": (("PT5M22S", "PT1H"), [322, 3600]),
    "timedeltas": (("0 days 00:05:22", "1 days 00:00:01"), [322, 86401]),
    "percents": (("٣٤٪", "٢١٪"), [34, 21]),
}


@pytest.mark.parametrize("kind", NUMBERS)
def test_numbers_of_other_countries(read, kind):
    texts, expected = NUMBERS[kind]
    cells = [*texts, texts[0].replace("3", "4", 1)]
    found = read("id,n\n" + "".join(f"{k},{cell}\n" for k, cell in enumerate(cells)))
    assert found.data["n"].tolist()[:2] == expected


def test_times_to_choose_from_stay_answers(read):
    found = read("id,n\n1,30 minutes\n2,1 hour\n3,2 hours\n")
    assert found.data["n"].tolist() == ["30 minutes", "1 hour", "2 hours"]


REASONS = ["keine Angabe", "No sabe / No contesta", "NSP", "Refused", "無回答", "не знаю"]


@pytest.mark.parametrize("word", REASONS)
def test_reasons_among_numbers_in_any_language(read, word):
    found = read(f"id,age\n1,34\n2,{word}\n3,21\n")
    assert found.data["age"].tolist()[::2] == [34, 21]
    assert found.codebook.missing_reasons("age")["reason"].tolist() == [word]


def test_rows_with_nothing_in_a_named_column(read):
    found = read("id,q1,\n1,2,\n,,x\n,,\n2,3,\n")
    assert found.data["id"].tolist() == [1, 2]
    assert "has 1 row with nothing in a named column, not counted" in found.codebook.notes[-1]


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
    "13 de febrero de 2024": ("2024-02-13", None),
    "13 février 2024 10h05": ("2024-02-13 10:05", None),
    '"Tue, 13 Feb 2024 10:05:22 GMT"': ("2024-02-13 10:05:22", "UTC"),
    "Tue Feb 13 2024 10:05:22 GMT-0300 (Brasilia Standard Time)": (
        "2024-02-13 10:05:22",
        "-3 hours from UTC",
    ),
    "2024年2月13日 10:05": ("2024-02-13 10:05", None),
    "2024. 2. 13 오후 1:05:22": ("2024-02-13 13:05:22", None),
}


@pytest.mark.parametrize("text", TIMES)
def test_times_of_exports(read, text):
    found = read(f"id,t\n1,{text}\n2,{text}\n")
    expected, zone = TIMES[text]
    assert found.data["t"].tolist() == [pd.Timestamp(expected)] * 2
    assert found.codebook.table["type"].tolist()[1] == ("datetime" if ":" in expected else "date")
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


@pytest.mark.parametrize(
    ("day", "told"), [("令和6年2月{}日", "令和6 is 2024"), ("民國113年2月{}日", "民國113 is 2024")]
)
def test_years_of_an_era_are_told(read, day, told):
    rows = "".join(f"{k},{day.format(k)}\n" for k in range(1, 9))
    assert told in read(f"id,when\n{rows}").codebook.notes[0]


@pytest.mark.parametrize("name", ["birth_year", "ปีเกิด", "Geburtsjahr"])
def test_years_of_birth_in_other_calendars_are_told(read, name):
    rows = "".join(f"{k},{2510 + k}\n" for k in range(20))
    assert "Buddhist: 2510 is about 1967" in read(f"id,{name}\n{rows}").codebook.notes[0]


@pytest.mark.parametrize(
    ("cells", "mean"),
    [
        (["(3%)", "5%", "12%"], 14 / 3),
        (["$(3.50)", "$5.00", "$12.50"], 14 / 3),
        (["($3.50)", "$5.00", "$12.50"], 14 / 3),
        (["(3%)", "(5%)", "(12%)"], None),
    ],
)
def test_brackets_around_percents_and_money(read, cells, mean):
    found = read("id,x\n" + "".join(f"{k},{cell}\n" for k, cell in enumerate(cells)))
    if mean is None:
        assert "'x': text, because of '(12%)'" in found.codebook.notes[0]
    else:
        assert found.data["x"].mean() == pytest.approx(mean)
        assert "brackets make a number negative" in " ".join(found.codebook.notes)


def test_units(read):
    dates = read("id,day\n1,20240301\n2,20240425\n3,20231231\n").codebook.notes
    assert dates == ("'day': its numbers look like dates (20240301), and were read as numbers",)
    assert read("id,day\n1,20240301\n2,20240432\n3,20231231\n").codebook.notes == ()
    real = read('id,w\n1,"R$ 1.200,50"\n2,"R$ 7,00"\n3,"R$ 6,00"\n')
    assert real.data["w"].tolist() == [1200.5, 7, 6]
    one = read("id,w\n1,5 kg\n2,7.5 kg\n3,6 kg\n")
    assert one.data["w"].tolist() == [5, 7.5, 6]
    assert one.codebook.notes == ("'w': numbers in kg",)
    several = read("id,w\n1,5 kg\n2,11 lb\n3,6 kg\n")
    assert several.data["w"].tolist() == ["5 kg", "11 lb", "6 kg"]
    assert "several units (kg 2 times, lb 1 time); convert" in several.codebook.notes[0]


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


@pytest.mark.parametrize(
    ("rows", "kept"),
    [("1,,x\n2,,y\n,3,\n4,5,\n", 24), ("1,,x\n,,\n\" \",,\n", 21), ("Total,20,\n", 20),
     ("Source: our survey,,\n", 20), ("2,Total,\n", 20)],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_some_columns_have_the_rows_of_all(read, rows, kept, end):
    text = ("a,b,c\n" + "1,1,z\n" * 20 + rows).replace("\n", end)
    for columns in (None, ["a"], ["b"], ["c"], ["c", "b"]):
        assert len(read(text, columns=columns).data) == kept


def test_rows_that_are_no_respondents_are_told(read):
    rows = "North,1\nNorth total,1\nSouth,3\nSouth total,3\n" * 3
    (told,) = read("region,n\n" + rows).codebook.notes
    assert told == (
        "'region': 'North total' 3×, 'South total' 3× look like totals of other rows, and are "
        "counted"
    )
    assert read("region,n\nNorth,1\nTotal North Sea,1\nNorth,2\n").codebook.notes == ()


@pytest.mark.parametrize(
    ("header", "rows", "told"),
    [
        (
            "Status",
            ["IP Address", "Survey Preview", "IP Address"],
            "'Status' is 'Survey Preview' 1×",
        ),
        ("Status", ["IP-Adresse", "Umfragevorschau"], "'Umfragevorschau' 1×"),
        ("Status", ["Adresse IP", "Aperçu de l'enquête"], 'is "Aperçu de l\'enquête" 1×'),
        ("Status", ["IP アドレス", "アンケートのプレビュー"], "'アンケートのプレビュー' 1×"),
        ("kind", ["IP Address", "Survey Preview", "IP Address"], ""),
        ("Progress,Finished", ["100,True", "45,False", "100,True"], "'Finished' is 'False' 1×"),
        ("Finished", ["True", "False", "True"], ""),
        ("Progress,Finished", ["100,True", "100,True"], ""),
        ("status", ["Complete", "Partial", "Disqualified"], "'Partial' 1×, 'Disqualified' 1×"),
        ("status", ["single", "married", "test"], ""),
        ("submitdate,lastpage", ["2024-01-02,3", ",2", "2024-01-05,3"], "'submitdate' is blank 1×"),
        ("submitdate. Date submitted,lastpage. Last page", ["2024-01-02,3", ",2"], "is blank 1×"),
        ("session,created,ended", ["a,2024-01-02,2024-01-03", "b,2024-01-02,"], "is blank 1×"),
        ("record,uuid,status", ["1,a,3", "2,b,4", "3,c,3"], "'status' is '4' 1×"),
        ("record,status", ["1,3", "2,4", "3,3"], ""),
        ("visit_complete", ["Complete", "Incomplete", "Unverified"], "'Incomplete' 1×"),
    ],
)
def test_rows_of_people_who_did_not_finish_are_told(read, header, rows, told):
    notes = read(f"{header},n\n" + "".join(f"{row},{k}\n" for k, row in enumerate(rows))).codebook
    found = [note for note in notes.notes if "did not finish" in note]
    assert told in " ".join(found)
    assert bool(found) == bool(told)


PEOPLE = "".join(f"P{k},{20 + k},{k % 3}\n" for k in range(30))


@pytest.mark.parametrize("columns", [None, ["q"]])
def test_a_total_without_a_word_is_not_counted(tmp_path, columns):
    path = tmp_path / "a.csv"
    path.write_text(f"name,age,q\n{PEOPLE},1035,30\n")
    read = read_survey(path, columns=columns)
    assert read.data["q"].mean() == 1
    assert "'1035, 30'" in read.codebook.notes[0]
    # who has no name, and whose numbers are no sums, is a respondent
    path.write_text(f"name,age,q\n{PEOPLE},1035,2\n")
    assert len(read_survey(path, columns=columns).data) == 31


@pytest.mark.parametrize(
    ("row", "rows"),
    [
        ("What is your age?,Do you agree?", 30),
        ("What is your age?,About you", 30),
        ("about thirty,no idea", 31),
        ("refused,why do you ask?", 31),
    ],
)
def test_a_question_above_numbers_is_a_label(tmp_path, row, rows):
    body = "".join(f"{20 + k},{'Yes' if k % 3 else 'No'}\n" for k in range(30))
    (tmp_path / "a.csv").write_text(f"q1,q2\n{row}\n{body}")
    assert len(read_survey(tmp_path / "a.csv").data) == rows


def test_questions_alone_are_labels_where_nobody_says_them_again(tmp_path):
    body = "".join(f"{'Yes' if k % 2 else 'No'},{'Yes' if k % 3 else 'No'}\n" for k in range(30))
    (tmp_path / "a.csv").write_text(f"q1,q2\nAre you well?,Do you agree?\n{body}")
    assert len(read_survey(tmp_path / "a.csv").data) == 30
    (tmp_path / "a.csv").write_text(f"q1,q2\nWhy?,Who?\n{body}Why?,No\n")
    assert len(read_survey(tmp_path / "a.csv").data) == 32


def eleven(form, words):
    """Return the answers of a scale from 0 to 10, of which some places have words."""
    return [form.format(k, words[k]) if k in words else str(k) for k in range(11)]


@pytest.mark.parametrize(
    "answers",
    [
        eleven("{} = {}", {0: "not at all", 10: "extremely"}),
        eleven("{} - {}", {0: "gar nicht", 5: "mittel", 10: "äußerst"}),
        eleven("{}: {}", {0: "pas du tout", 10: "tout à fait"}),
        eleven("{} ({})", {0: "never", 10: "always"}),
        eleven("{} = {}", dict(enumerate("abcdefghijk"))),
    ],
)
def test_a_rating_with_words_is_numbers_with_labels(read, answers):
    rows = "".join(f'{k},"{answer}"\n' for k, answer in enumerate([*answers, "Don't know", ""] * 3))
    found = read(f"id,q\n{rows}")
    assert found.data["q"].mean() == 5
    assert found.codebook.value_labels("q")[10] in answers[10]
    assert found.codebook.missing_reasons("q")["n"].tolist() == [3]
    assert "a rating in numbers" in " ".join(found.codebook.notes)
    survey = Survey(found)
    assert survey.mean("q").table["estimate"].tolist() == [5]
    assert len(survey.proportion("q").table) == 11


@pytest.mark.parametrize(
    "answers",
    [
        [f"{k}. City {k}" for k in range(1, 11)],
        ["1 = Berlin", "2 = Rome", "3 = Paris", "4 = Oslo", "5 = Bern"],
        ["1 car", "2", "3", "4", "5 cars"],
        ["0 = none", "1", "2", "2 = few", "10 = many"],
    ],
)
def test_a_list_with_numbers_is_no_rating(read, answers):
    rows = "".join(f"{k},{answer}\n" for k, answer in enumerate(answers * 3))
    assert read(f"id,q\n{rows}").data["q"].dtype == "string"


def test_two_characters_part_cells(read):
    lines = [f"{k}::{'MF'[k % 2]}::{20 + k}" for k in range(1, 40)]
    for head, sign in (("id::sex::age", None), ("id::sex::age", "::")):
        text = "\n".join([head, *lines]).replace("::F::", '::"F::x"::', 1)
        found = read(text) if sign is None else read(text, delimiter=sign)
        assert list(found.data) == ["id", "sex", "age"]
        assert found.data["sex"].tolist()[:3] == ["F::x", "M", "F"]
        assert found.data["age"].tolist()[-1] == 59
    # one separator with nothing between two stays one
    assert list(read("a|b|c\n1||2\n3||4\n").data) == ["a", "b", "c"]


def test_a_separator_may_lie_across_two_pieces_of_a_file(read, monkeypatch):
    monkeypatch.setattr("topline.loaders.files.file._CHUNK", 7)
    lines = ["id::age", *(f"{k}::{20 + k}" for k in range(40))]
    found = read("\n".join(lines))
    assert found.data["age"].tolist() == [20 + k for k in range(40)]


def test_a_first_row_of_answers_is_told(read):
    note = "the first row of a.csv was taken for names ('1', 'F', '34'), and reads as those below"
    notes = read("1,F,34\n2,M,28\n3,F,51\n").codebook.notes
    assert any(one.startswith(note) for one in notes)
    for text in ("id,2019,2020\n1,5,6\n2,7,8\n", "F,34\nM,28\nX,51\n", "a,b\n1,2\n"):
        assert not any("taken for names" in one for one in read(text).codebook.notes)


def test_months_of_a_year_are_no_decimals(read):
    found = read("m;x\n07.2024;0.50\n11.2023;0.25\n02.2024;1.75\n")
    assert found.data["m"].tolist() == ["07.2024", "11.2023", "02.2024"]
    assert found.data["x"].tolist() == [0.5, 0.25, 1.75]
    assert not any("'m'" in note for note in found.codebook.notes)


def test_years_of_two_calendars_are_told_with_both(read):
    years = ["١٣٧٠", "١٣٨٠", "١٤٠٠"]
    (note,) = read("\n".join(["سنة الميلاد", *years])).codebook.notes[:1]
    assert "Persian: 1370 is about 1991, or Islamic: 1370 is about 1951" in note
    (note,) = read("birth year,x\n1370,1\n1420,2\n1446,1\n").codebook.notes
    assert "(Islamic: 1370 is about 1951)" in note


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u202f"])
def test_any_space_parts_thousands_beside_a_unit(read, space):
    found = read(f"id;x\n1;1{space}590,50 €\n2;7{space}901,30 €\n3;{space}274,20 €\n")
    assert found.data["x"].tolist() == [1590.5, 7901.3, 274.2]
