"""Published tables → figures: each layout, each trap and refusal, what holds of all of them."""

import math
import re
import tracemalloc
import zipfile
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

import topline
from topline.errors import ArgumentError, DataError

from .files import crosstab, text, workbook

KEYS = [
    "table",
    "question",
    "answer",
    "group",
    "wave",
    "fielded_start",
    "fielded_end",
    "population",
]


def cell(figures, answer, group):
    """The one figure of an answer and a group."""
    found = figures[(figures["answer"] == answer) & (figures["group"] == group)]
    assert len(found) == 1
    return found.iloc[0]


def told(published, kind, words):
    """Whether a problem of a kind says some words."""
    rows = published.problems[published.problems["kind"] == kind]
    return rows["fact"].str.contains(words, regex=False).any()


@pytest.fixture(scope="module")
def ipsos():
    return topline.read_published(crosstab(), publisher="House")


@pytest.mark.quick
def test_a_crosstab_gives_percents_with_their_bases_and_places(ipsos):
    one = cell(ipsos.figures, "Approve", "Gender > Female")
    assert (one["percent"], one["decimals"], one["n"], one["base_weighted"]) == (43, 0, 520, 510)
    assert (one["weighted_count"], one["where"], one["printed"]) == (220, "1!D8", "43%")
    assert (one["question_id"], one["publisher"], one["base_text"]) == ("Q3", "House", "All adults")
    assert len(ipsos.figures) == 3 * 5 + 5
    assert list(ipsos.tables["status"]) == ["read"]


def test_marks_are_kept_apart_and_letters_are_no_values(ipsos):
    assert cell(ipsos.figures, "Refused", "Total")["percent_qualifier"] == "less_than"
    empty = cell(ipsos.figures, "Refused", "Age > 18-49")
    assert empty["percent_qualifier"] == "none"
    assert pd.isna(empty["percent"])
    assert cell(ipsos.figures, "Approve", "Age > 50+")["flag_printed"] == "*"


def test_statistics_are_no_percents_and_sums_are_no_answers(ipsos):
    mean = cell(ipsos.figures, "Mean", "Total")
    assert (mean["unit"], mean["amount"], mean["amount_unit"]) == ("other", 46.2, "mean")
    assert pd.isna(mean["percent"])
    assert "Sigma" not in set(ipsos.figures["answer"])


def test_every_figure_is_where_it_says(ipsos):
    sheet = openpyxl.load_workbook(crosstab())["1"]
    for _, one in ipsos.figures.iterrows():
        stored = sheet[one["where"].partition("!")[2]]
        shown = stored.value
        if isinstance(shown, (int, float)) and stored.number_format == "0%":
            shown = f"{round(shown * 100)}%"
        assert str(shown) == one["printed"]


def test_the_figures_go_on_as_they_are(ipsos):
    assert len(topline.as_figures(ipsos.figures)) == len(ipsos.figures)
    found = topline.estimate_figures(ipsos.select("Q3", ["Gender"])).table
    assert found["ci_low"].notna().any()
    assert not ipsos.figures.duplicated([*KEYS, "amount_unit"]).any()


def test_select_takes_numbers_words_and_headings(ipsos):
    assert set(ipsos.select(groups=["Gender"])["group"]) == {"Gender > Male", "Gender > Female"}
    assert len(ipsos.select("approve?", ["Total"])) == 4
    with pytest.raises(ArgumentError, match="expected one of: Total"):
        ipsos.select(groups=["Region"])
    with pytest.raises(ArgumentError, match=r"Q3\. Do you approve"):
        ipsos.select("Q9")


def test_letters_of_tests_in_cells_of_a_percent_format_are_letters():
    def change(rows):
        # a letter that is the mark of something suppressed elsewhere, too
        rows[8] = [None, None, "C", None, None, None]
        rows[11] = [None, None, None, "A", "C", "D"]
        return rows

    opened = crosstab(change=change)
    book = openpyxl.load_workbook(opened)
    for c in (*book["1"][9], *book["1"][12]):
        c.number_format = "0%"
    opened.seek(0)
    book.save(opened)
    opened.seek(0)
    published = topline.read_published(opened)
    assert cell(published.figures, "Approve", "Gender > Male")["percent"] == 53
    assert cell(published.figures, "Disapprove", "Age > 50+")["percent"] == 52
    assert not len(published.refused)


@pytest.mark.parametrize("start", ["<p>B</p>", "<h2>Q1</h2>", "<!-- cut -->\n<div>", "<section>"])
def test_a_part_of_a_page_is_a_page(start):
    rows = (
        "<tr><td>Base : effectifs bruts</td><td>1\u202f003</td><td>478</td></tr>"
        "<tr><td>Oui</td><td>8\u00a0%</td><td>9\u00a0%</td></tr>"
        "<tr><td>Non</td><td>92\u00a0%</td><td>91\u00a0%</td></tr>"
    )
    page = f"{start}<table><tr><th></th><th>Ensemble</th><th>Hommes</th></tr>{rows}</table>"
    published = topline.read_published(text(page, "part.html"))
    one = cell(published.figures, "Oui", "Ensemble")
    # a blank that does not break groups the digits of a number
    assert (one["percent"], one["n"]) == (8, 1003)
    assert not len(published.refused)


def test_a_row_that_is_no_column_percent_is_refused():
    def change(rows):
        rows[7] = [None, 1, 0.54, 0.46, 0.5, 0.5]
        return rows

    published = topline.read_published(crosstab(change=change))
    assert "Approve" not in set(published.figures["answer"])
    assert told(published, "refused", "no line of percents agrees with count ÷ base")
    assert list(published.tables["status"]) == ["partly"]


def test_the_column_percent_is_the_one_that_agrees_with_count_and_base():
    def change(rows):
        return [*rows[:8], [None, 1, 0.54, 0.46, 0.5, 0.5], *rows[8:]]

    opened = crosstab(change=change)
    book = openpyxl.load_workbook(opened)
    for c in book["1"]["B9:F9"][0]:
        c.number_format = "0%"
    for name in ("B12:F12", "B15:F15", "B17:F17"):
        for c in book["1"][name][0]:
            c.number_format = "0%"
    opened.seek(0)
    book.save(opened)
    opened.seek(0)
    published = topline.read_published(opened)
    assert cell(published.figures, "Approve", "Gender > Male")["percent"] == 53


def test_two_columns_of_one_heading_refuse_the_table():
    def change(rows):
        rows[2][3] = "Male"
        return rows

    published = topline.read_published(crosstab(change=change))
    assert published.figures.empty
    assert told(published, "refused", "two columns have one heading, 'Gender > Male'")


def test_a_banner_above_several_questions_refuses_each_of_them():
    rows = (
        "Q1. Agree?,,\n,Women,Women\nUnweighted base,500,520\nYes,48%,51%\nNo,52%,49%\n"
        "Q2. Sure?,,\n,,\nUnweighted base,500,520\nYes,30%,30%\nNo,70%,70%\n"
    )
    published = topline.read_published(text(rows))
    assert published.figures.empty
    assert list(published.tables["status"]) == ["refused", "refused"]


def test_a_base_of_unknown_kind_is_unknown():
    rows = "Q1. Agree?,,\n,Total,Women\nBase,1000,520\nYes,48%,51%\nNo,52%,49%\n"
    published = topline.read_published(text(rows))
    assert published.figures["n"].isna().all()
    assert published.figures["base_text"].str.contains("weighted or not is not said").all()


@pytest.mark.parametrize(
    ("rows", "unit"),
    [
        ("Yes,48,51\nNo,52,49\n", "percent"),
        ("Yes,0.48,0.51\nNo,0.52,0.49\n", "percent"),
        ("Yes,480,265\nNo,520,255\n", "count"),
        ("Yes,12,31\nNo,15,44\n", None),
        ("Yes,0.85,0.91\nNo,1.2,1.3\n", None),
    ],
)
def test_numbers_without_a_sign_need_a_proof(rows, unit):
    head = "Q1. Agree?,,\n,Total,Women\nUnweighted base,1000,520\n"
    published = topline.read_published(text(head + rows))
    if unit is None:
        assert published.figures.empty
        assert told(published, "refused", "no percent sign")
    elif unit == "percent":
        assert cell(published.figures, "Yes", "Women")["percent"] == 51
    else:
        assert cell(published.figures, "Yes", "Women")["amount"] == 265


def test_a_hint_takes_over_where_the_rules_stop():
    rows = "Q1. Agree?,,\n,Total,Women\nUnweighted base,1000,520\nYes,12,31\nNo,15,44\n"
    hint = topline.TableHint(units="percent")
    published = topline.read_published(text(rows), hints={"": hint})
    assert cell(published.figures, "No", "Total")["percent"] == 15
    loose = "x,,\nTitle,,\n,Total,Women\nPeople,1000,520\nYes,12,31\nNo,15,44\n"
    opened = workbook(
        ("S", [[one or None for one in line.split(",")] for line in loose.split("\n")])
    )
    book = openpyxl.load_workbook(opened)
    for row in book["S"]["B4:C6"]:
        for one in row:
            one.value = float(one.value)
    opened.seek(0)
    book.save(opened)
    opened.seek(0)
    placed = topline.TableHint(
        heading_rows=(3, 3), bases={"unweighted": 4}, rows=(5, 6), units="percent"
    )
    published = topline.read_published(opened, hints={"S": placed})
    assert cell(published.figures, "Yes", "Women")["n"] == 520


def test_a_hint_says_what_it_can_be():
    with pytest.raises(ArgumentError, match="expected percent, proportion, count"):
        topline.TableHint(units="parts")
    with pytest.raises(ArgumentError, match="go together"):
        topline.TableHint(rows=(3, 4))


def test_answers_may_stand_in_the_second_column():
    rows = (
        "AMONG ADULT MEN,,Adult Men,Age,\n,,,18 - 34,35+\n"
        '"How often?",,,,\n,Often,37%,29%,42%\n,Never,63%,71%,58%\n'
        '"Where?",,,,\n,Home,60%,50%,70%\n,Work,40%,50%,30%\n'
    )
    published = topline.read_published(text(rows))
    one = published.figures[published.figures["question"] == "Where?"].iloc[1]
    assert (one["answer"], one["group"], one["percent"]) == ("Home", "Age > 18 - 34", 50)
    assert published.figures["n"].isna().all()
    assert set(published.figures["population"]) == {"adult men"}


def test_groups_in_rows_take_percents_by_sign_and_counts_by_proof():
    rows = (
        ",,Democrat,,,Republican,,,,\n"
        "Team,Tot. Respondents,Black,White,Total,Black,White,Total,Rep%,Dem%\n"
        "Falcons,100,20,40,60,10,30,40,40%,60%\nRavens,50,10,10,20,10,20,30,60%,40%\n"
    )
    figures = topline.read_published(text(rows)).figures
    assert cell(figures, "Rep%", "Ravens")["percent"] == 60
    count = cell(figures, "Democrat > White", "Falcons")
    assert (count["amount"], count["amount_unit"], count["n"]) == (40, "count", 100)


POLLS = (
    "pollster,start_date,end_date,sample_size,population,party,yes,no,lead,url\n"
    "House A,3/1/24,3/13/24,1000,lv,all,48,44,4,http://a\n"
    "House B,3/1/24,3/14/24,800,rv,all,45,47,-2,http://b\n"
    "2020 election result,3/1/24,3/14/24,,rv,all,50,50,0,http://b\n"
)


def test_a_list_of_polls_has_answers_dates_and_samples():
    published = topline.read_published(text(POLLS))
    one = cell(published.figures, "no", "House B")
    assert (one["percent"], one["n"], one["fielded_end"]) == (47, 800, "2024-03-14")
    assert (one["publisher"], one["population"]) == ("House B", "rv")
    assert set(published.figures["answer"]) == {"yes", "no"}
    assert told(published, "note", "is the result of an election")


def test_dates_that_cannot_be_are_told():
    rows = POLLS.replace("3/1/24,3/13/24", "3/13/24,3/1/24")
    published = topline.read_published(text(rows))
    assert told(published, "check", "House A: fieldwork that begins 2024-03-13 ends before")


def test_a_german_list_takes_the_year_from_the_day_of_release():
    rows = (
        "Datum,SPD,CDU/CSU,Befragte,Zeitraum\n"
        "05.01.2020,15%,27%,O • 1.615,28.12.–02.01.\n12.01.2020,16%,28%,T • 1.002,03.01.–08.01.\n"
    )
    figures = topline.read_published(text(rows)).figures
    one = cell(figures, "SPD", "05.01.2020")
    assert (one["n"], one["mode"]) == (1615, "online")
    assert (one["fielded_start"], one["fielded_end"]) == ("2019-12-28", "2020-01-02")


def test_estimates_keep_published_limits_and_errors():
    rows = (
        "area,rate_estimate,rate_lower,rate_upper\nNorth,12.5%,11.0%,14.1%\nSouth,9.5%,8.0%,11.1%\n"
    )
    figures = topline.read_published(text(rows)).figures
    one = cell(figures, "rate", "North")
    assert (one["percent"], one["ci_low"], one["ci_high"]) == (12.5, 11.0, 14.1)
    per = rows.replace("%", "").replace("rate_", "cases per 10000 ")
    published = topline.read_published(text(per))
    assert published.figures["percent"].isna().all()
    assert set(published.figures["amount_unit"]) == {"per_10000"}


def test_margins_of_the_census_bureau_are_at_90_percent():
    label = "Median income in the past 12 months (in 2020 inflation-adjusted dollars)"
    rows = (
        "GEO_ID,NAME,B1_001E,B1_001M\n"
        f'Geography,Geographic Area Name,"Estimate!!{label}","Margin of Error!!{label}"\n'
        '1,North,68333,16895\n2,South,-,**\n3,East,"2,500-",***\n4,West,"250,000+",***\n'
    )
    figures = topline.read_published(text(rows)).figures.set_index("group")
    assert (figures.loc["North", "amount"], figures.loc["North", "moe_level"]) == (68333, 0.9)
    assert math.isclose(figures.loc["North", "std_error"], 16895 / 1.645)
    assert list(figures["percent_qualifier"]) == ["exact", "not_available", "at_most", "at_least"]


def test_flags_of_codes_are_kept():
    rows = "sex,unit,time\\geo\tBE \tTR \nF,PC,2008\t12.9 u\t: \n"
    figures = topline.read_published(text(rows, "t.tsv")).figures.set_index("group")
    assert (figures.loc["BE", "percent"], figures.loc["BE", "flag_printed"]) == (12.9, "u")
    assert figures.loc["TR", "percent_qualifier"] == "not_available"


def test_a_web_page_has_merged_cells_and_loose_headings():
    page = (
        "<html><table><thead><th>Date</th><th>Pollster</th><th>Sample</th><th>Left</th>"
        "<th>Right</th></thead><tbody><tr><td>3/20/24</td><td>House</td><td>1,914*</td>"
        "<td>54.6%</td><td>45.4</td></tr><tr><td>3/21/24</td><td>Other</td><td>900</td>"
        "<td>50%</td><td>50</td></tr></tbody></table></html>"
    )
    one = cell(topline.read_published(text(page, "p.html")).figures, "Right", "House")
    assert (one["percent"], one["n"], one["where"]) == (45.4, 1914, "table 1, row 2, column 5")


BANNER = """Table Q2 Page 1
Q2. Is it right?
....… ....… .........
Region
===============
....… ....… ....…
Total East West
------- ------- -------
(A) (B) (C)
Weighted 'N' 1000 400 600
Unweighted 'N' 900 500 400
Yes 500 200 300
50% 50% 50%
B
No 500 200 300
50% 50%
"""


def test_rows_of_text_that_lost_cells_are_never_filled():
    body = "".join(f"<p>{line}</p>" for line in BANNER.splitlines())
    published = topline.read_published(text(f"<html><body>{body}</body></html>", "b.html"))
    assert list(published.figures["answer"]) == ["Yes"] * 3
    one = cell(published.figures, "Yes", "Region > West")
    assert (one["percent"], one["n"], one["base_weighted"]) == (50, 400, 600)
    assert told(published, "refused", "row 'No' has 2 cells for 3 columns")


def test_counts_in_sections_take_errors_of_a_companion(tmp_path):
    rows = [
        ["Health Table 1. Population 18 years and older"],
        ["Characteristics", "Did you delay care?", None],
        [None, "Yes", "No"],
        ["Total", 300, 700],
        ["Sex"],
        ["    Male", 100, 300],
        ["    Female", 200, 400],
    ]
    errors = [["Standard Error Health Table 1."], *rows[1:3]]
    errors += [[row[0], *[10.5] * (len(row) - 1)] for row in rows[3:]]
    for name, sheet in (("t_counts.xlsx", rows), ("t_standard_errors.xlsx", errors)):
        (tmp_path / name).write_bytes(workbook(("US", sheet), merged=("B2:C2",)).getvalue())
    published = topline.read_published(tmp_path / "t_counts.xlsx")
    one = cell(published.figures, "Yes", "Sex > Male")
    assert (one["amount"], one["amount_unit"], one["std_error"]) == (100, "persons", 10.5)
    alone = topline.read_published(tmp_path / "t_standard_errors.xlsx")
    assert alone.figures.empty
    assert told(alone, "refused", "these are errors of another table")


def test_what_is_refused_can_end_the_reading():
    with pytest.raises(DataError, match="no percent sign"):
        topline.read_published(
            text("Q1. Agree?,,\n,Total,Women\nUnweighted base,1000,520\nYes,12,31\nNo,15,44\n"),
            on_refused="raise",
        )
    with pytest.raises(ArgumentError, match="expected one of tell, raise"):
        topline.read_published(crosstab(), on_refused="warn")


def test_cells_that_look_like_percents_are_counted():
    def change(rows):
        rows.append(["Notes"])
        return rows

    opened = crosstab(change=change)
    book = openpyxl.load_workbook(opened)
    extra = book.create_sheet("Extra")
    extra.append(["x", "y"])
    extra["A2"], extra["A2"].number_format = 0.2, "0%"
    opened.seek(0)
    book.save(opened)
    opened.seek(0)
    published = topline.read_published(opened)
    assert told(published, "refused", "1 cell of 'Extra' looks like a percent")
    assert re.search(r"Not read: Extra!A2", str(published))


def peak_of(opened):
    """The memory that reading an open workbook takes, as a multiple of what it unpacks to."""
    opened.name = "tables.xlsx"
    with zipfile.ZipFile(opened) as archive:
        size = sum(part.file_size for part in archive.infolist())
    opened.seek(0)
    topline.read_published(crosstab())
    tracemalloc.start()
    published = topline.read_published(opened)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return published, peak / size


@pytest.mark.long
def test_a_large_workbook_takes_a_few_times_its_memory():
    book = openpyxl.load_workbook(crosstab())
    for _ in range(179):
        book.copy_worksheet(book["1"])
    opened = BytesIO()
    book.save(opened)
    published, times = peak_of(opened)
    assert len(published.tables) == 180
    assert times < 10


@pytest.mark.long
def test_a_dense_workbook_takes_ten_times_its_memory():
    opened = BytesIO()
    book = xlsxwriter.Workbook(opened, {"in_memory": True})
    percent = book.add_format({"num_format": "0%"})
    for number in range(90):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [f"Q{number}. Do you approve?"])
        sheet.write_row(1, 1, ["Total", *(f"Group {k}" for k in range(40))])
        sheet.write_row(2, 0, ["Unweighted base", *range(900, 941)])
        for answer in range(20):
            values = [(37 * answer + k) % 89 / 89 for k in range(41)]
            sheet.write_row(3 + answer, 0, [f"Answer {answer}", *values], percent)
    book.close()
    published, times = peak_of(opened)
    assert len(published.figures) == 90 * 20 * 41
    # what a page holds is dropped when it was read, and figures when they are in the table
    assert times < 10


def test_blank_columns_are_their_own():
    figures = topline.read_published(crosstab()).figures
    blank = [name for name in figures if figures[name].isna().all()]
    figures.loc[0, "vendor"] = "Kantar"
    assert "vendor" in blank
    assert [name for name in blank if figures[name].notna().any()] == ["vendor"]


def test_a_line_of_text_that_lost_a_cell_gives_no_figures():
    lines = "Q1. Do you approve?,,\n,Total,Women\nUnweighted base,1000,520\nYes,48%,51%\nNo,52%\n"
    published = topline.read_published(text(lines))
    assert published.figures["answer"].tolist() == ["Yes", "Yes"]
    assert told(published, "refused", "the numbers of 'No,52%' do not stand in the columns")
    # where no line keeps its blank cells, a short one may end in blanks
    assert len(topline.read_published(text(lines.replace("?,,", "?"))).figures) == 3


def test_numbers_above_percents_that_may_be_bases_are_told():
    lines = "K1. Xyz?,,\n,Abc,Def\nQwerty,1010,495\nYes,41%,44%\nNo,59%,56%\n"
    published = topline.read_published(text(lines))
    assert told(published, "refused", "nothing says whether the numbers of 'Qwerty' are bases")
    assert published.figures["n"].isna().all()
    assert topline.read_published(text(lines.replace("Qwerty,1010,495\n", ""))).refused.empty


@pytest.mark.parametrize(("net", "at"), [("Net: Agree", 0), ("TOTAL AGREE", 2)])
def test_parts_of_a_net_that_are_not_set_in_are_proven_by_sums(net, at):
    parts = [["Strongly agree", 0.20, 0.25, 0.15], ["Tend to agree", 0.35, 0.35, 0.35]]
    parts.insert(at, [net, 0.55, 0.60, 0.50])
    rest = [["Neither", 0.15, 0.10, 0.20], ["Net: Disagree", 0.30, 0.30, 0.30]]
    rest += [["Tend to disagree", 0.21, 0.18, 0.22], ["Strongly disagree", 0.16, 0.12, 0.08]]
    rows = [["Q2. Agree?"], [None, "Total", "Men", "Women"], ["Unweighted base", 1000, 480, 520]]
    book = workbook(("T", [*rows, *parts, *rest]), formats={"B4:D10": "0%"})
    figures = topline.read_published(book).figures
    nets = dict(zip(figures["answer"], figures["net_of"], strict=True))
    assert nets[net] == "Strongly agree|Tend to agree"
    # 21 and 16 are no 30 within roundings
    assert pd.isna(nets["Net: Disagree"])


def test_groups_below_other_headings_are_not_those_above():
    rows = [["Q1. Approve?"], [None, "Total", "Men", "Women"], ["Unweighted n", 1000, 480, 520]]
    rows += [["Yes", "48%", "51%", "45%"], ["No", "52%", "49%", "55%"], []]
    rows += [[None, "Total", "18-34", "35+"], ["Yes", "48%", "60%", "40%"]]
    found = topline.read_published(workbook(("Q1", rows)))
    assert found.figures["percent"].tolist() == [48, 51, 45, 52, 49, 55]
    assert any("other headings" in fact for fact in found.refused["fact"])
