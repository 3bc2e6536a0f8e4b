"""Headings of lists of polls: groups beside answers, their samples, degrees, parties."""

import pytest

import topline
from topline.figures.columns.dates import read_period

from .files import text
from .test_published import cell, told

HEAD = "Start,End,Pollster,Sample Size,Pop,"
DAYS = [
    f"2019-03-{k:02d},2019-03-{k + 2:02d},House {'ABC'[k % 3]},{1000 + k},a" for k in range(1, 9)
]


def polls(heads: str, *rows: str):
    lines = [f"{day},{own}" for day, own in zip(DAYS, (rows * len(DAYS)), strict=False)]
    return topline.read_published(text("\n".join([HEAD + heads, *lines]) + "\n"))


def test_groups_have_their_own_samples():
    found = polls("Yes,No,Unsure,Rep Sample,Rep Yes,Rep No,Dem Yes", "40,55,5,230,7,87,81")
    one = cell(found.figures[:7], "Yes", "House B > Rep")
    assert (one["percent"], one["n"], one["fielded_start"]) == (7, 230, "2019-03-01")
    assert cell(found.figures[:7], "Yes", "House B")["n"] == 1001
    # nobody printed the sample of these
    assert found.figures[found.figures["group"].str.endswith("Dem")]["n"].isna().all()


def test_groups_stand_in_brackets_behind_an_answer():
    found = polls("Approve,Disapprove,Approve (Republican),Approve (Democrat)", "40,55,7,81")
    one = cell(found.figures[:4], "Approve", "House B > Democrat")
    assert (one["percent"], one["n_qualifier"]) == (81, "not_stated")


def test_degrees_are_answers_and_no_groups():
    found = polls("approve,disapprove,strongly_approve,somewhat_approve", "40,55,15,25")
    assert {*found.figures["answer"]} == {
        "approve",
        "disapprove",
        "strongly_approve",
        "somewhat_approve",
    }
    assert not found.figures["group"].str.contains(">").any()


def test_a_party_called_like_another_is_no_group_of_it():
    found = polls("Democrats,Sweden Democrats,Left,Others", "30,20,40,9")
    assert {*found.figures["answer"]} == {"Democrats", "Sweden Democrats", "Left", "Others"}
    assert not found.figures["group"].str.contains(">").any()


def test_one_mistyped_number_is_told_and_refuses_no_list_of_hundreds():
    rows = [
        f"2019-{k % 12 + 1:02d}-{k % 28 + 1:02d},,House {k},900,a,Q{k},{40 + k % 5},{55 - k % 5},5"
        for k in range(150)
    ]
    rows[77] = rows[77][:-1] + "35"
    found = topline.read_published(text("\n".join([f"{HEAD}Question,Yes,No,Unsure", *rows]) + "\n"))
    assert len(found.figures) == 450
    assert told(found, "check", "House 77 2019-06-22: the answers add up to 130%")
    assert told(found, "note", "nearly never add up to more than 100")
    # two of a hundred and more are too many
    rows[78] = rows[78][:-1] + "35"
    found = topline.read_published(text("\n".join([f"{HEAD}Question,Yes,No,Unsure", *rows]) + "\n"))
    assert not len(found.figures)
    assert told(found, "refused", "nothing proves what the numbers of this list of polls are")


def test_days_stand_in_parts_with_months_by_name_in_any_language():
    rows = [f"2019,{'März' if k % 2 else 'Mai'},{k},House {k % 3},1000,40,55" for k in range(1, 9)]
    lines = ["Jahr,Monat,Tag,Institut,Befragte,Ja,Nein", *rows]
    found = topline.read_published(text("\n".join(lines) + "\n")).figures
    assert sorted({*found["fielded_end"]}) == sorted(
        f"2019-{'03' if k % 2 else '05'}-{k:02d}" for k in range(1, 9)
    )


def test_a_row_for_each_answer():
    lines = [
        f"{k},Institut {k % 3},2019-0{k % 8 + 1}-05,{1000 + k},{party},{share}"
        for k in range(1, 9)
        for party, share in (("SPD", 20 + k), ("CDU", 30 - k), ("Sonstige", 50))
    ]
    for head in ("percentage", "poll"):
        heads = f"id,pollingfirm,date,n,party,{head}"
        found = topline.read_published(text("\n".join([heads, *lines]) + "\n"))
        assert len(found.figures) == 24
        one = cell(found.figures[found.figures["n"] == 1004], "CDU", "Institut 1")
        assert (one["percent"], one["fielded_end"]) == (26, "2019-05-05")
    assert told(found, "note", "never add up to more than 100")
    # one house that gives two polls as one adds up to more
    found = topline.read_published(text("\n".join([heads, *lines, *lines[:3]]) + "\n"))
    assert told(found, "refused", "nothing proves what the numbers of this list of polls are")


def test_names_of_r_and_states():
    days = '"start.date","end.date"'
    heads = f'"","state","pollster",{days},"number.of.observations","population","a","b"'
    lines = [
        f'"{k}","{state}","House","2019-03-01","2019-03-0{k}",{900 + k},"LV",{40 + k},{50 - k}'
        for k in range(2, 6)
        for state in ("NY", "TX")
    ]
    found = topline.read_published(text("\n".join([heads, *lines]) + "\n"))
    figures = found.figures[found.figures["population"] == "LV, TX"]
    assert figures["percent"].tolist() == [42, 48, 43, 47, 44, 46, 45, 45]
    assert figures["n"].tolist() == [902, 902, 903, 903, 904, 904, 905, 905]


def test_days_without_a_year_tell_polls_apart():
    lines = [f"{k} Jul,House {k % 2},GB,{30 + k}%,{40 - k}%,4%" for k in range(1, 9)]
    found = topline.read_published(text("\n".join(["Date,Pollster,Area,A,B,Lead", *lines]) + "\n"))
    assert len(found.figures) == 16
    assert found.figures["wave"].tolist()[:3] == ["1 Jul", "1 Jul", "2 Jul"]
    assert found.figures["fielded_end"].isna().all()


def test_respondents_of_several_organisations_are_no_polls(tmp_path):
    path = tmp_path / "export.csv"
    lines = [f"2024-03-0{k},2024-03-0{k},R_{k}x,Firm {k},{k},{k % 4}" for k in range(1, 9)]
    heads = "StartDate,EndDate,ResponseId,Organization,Q1_1,Q1_2"
    path.write_text("\n".join([heads, *lines]) + "\n")
    assert topline.recognise_file(path).kind == "microdata"
    path.write_text(path.read_text().replace("ResponseId", "Sponsor"))
    assert topline.recognise_file(path).kind == "tables"


def test_year_month_and_day_are_a_date():
    heads = "id,pollster,year,month,day,a,b,n"
    lines = [f"{k},House {k % 2},2014,{month},{k},{40 + k},{50 - k},900"
             for k, month in enumerate(("9", "October", "", "11"), start=1)]  # fmt: skip
    figures = topline.read_published(text("\n".join([heads, *lines]) + "\n")).figures
    assert {*figures["answer"]} == {"a", "b"}
    days = ["2014-09-01", "2014-10-02", None, "2014-11-04"]
    assert (
        figures["fielded_end"][::2].astype(object).where(lambda d: d.notna(), None).tolist() == days
    )


def test_proportions_of_most_who_were_asked():
    lines = [f"2019-03-0{k},House,1000,0.{133 + k},0.{257 - k},0.{300 + k}" for k in range(1, 9)]
    heads = "end_date,pollster,sample_size,a,b,c"
    found = topline.read_published(text("\n".join([heads, *lines]) + "\n"))
    assert found.figures["percent"].tolist()[:3] == [13.4, 25.6, 30.1]


WIKI = """<h3>Roe vs. Doe</h3><table><tr><th>Poll source</th><th>Date(s)<br>administered</th>
<th>Sample<br>size<sup>[a]</sup></th><th>Margin<br>of error</th><th>Roe (D)</th><th>Doe (R)</th><th>Other</th></tr>
<tr><td>Alpha</td><td>December 28, 2025 – January 3, 2026</td><td>812 (LV)</td><td>± 3.4%</td><td>47%</td><td>44%</td><td>9%</td></tr>
<tr><td rowspan=2>Beta</td><td rowspan=2>November 12–15, 2025</td><td>1,010 (RV)</td><td>± 3.1%</td><td>45%</td><td>46%</td><td>9%</td></tr>
<tr><td>730 (LV)</td><td>± 3.6%</td><td>43%</td><td>48%</td><td>9%</td></tr></table>"""  # fmt: skip # noqa: E501


def test_a_page_of_polls_that_was_cut_out_of_one():
    found = topline.read_published(text(WIKI, "polls.html"))
    figures = found.figures[found.figures["answer"] == "Roe (D)"]
    assert figures["percent"].tolist() == [47, 45, 43]
    # houses and days that are merged beside two populations are those of both
    assert figures["group"].tolist() == ["Alpha", "Beta", "Beta"]
    assert figures["population"].tolist() == ["LV", "RV", "LV"]
    assert figures["fielded_start"].tolist() == ["2025-12-28", "2025-11-12", "2025-11-12"]
    assert figures["fielded_end"].tolist() == ["2026-01-03", "2025-11-15", "2025-11-15"]
    assert set(figures["question"]) == {"Roe vs. Doe"}
    assert told(found, "note", "margins of error beside polls are those of a share of 50%")
    assert not len(found.refused)


def test_a_line_with_a_year_is_that_of_the_polls_below_it():
    lines = [
        "Pollster,Fieldwork,Sample,Ja,Nein,Weiß nicht",
        "2025,,,,,",
        "North,2–5 Jan,1003,40.5,50,9.5",
        "2024,,,,,",
        "South,28 Dec – 2 Jan,1530,41,49,10",
        "North,12–15 Nov,998,42,48,10",
    ]
    found = topline.read_published(text("\n".join(lines) + "\n"))
    ja = found.figures[found.figures["answer"] == "Ja"]
    assert ja["percent"].tolist() == [40.5, 41, 42]
    # from one year to the next: which of them stands above is not said
    assert ja["fielded_end"].fillna("").tolist() == ["2025-01-05", "", "2024-11-15"]
    assert ja["wave"].tolist()[1] == "28 Dec – 2 Jan"


def test_polls_below_any_other_line_are_told():
    lines = [
        "Pollster,Fieldwork,Sample,Yes,No,Unsure",
        *(f"House {k},{k} May 2024,1000,{40 + k},{50 - k},10" for k in range(1, 5)),
        "If the question named the price,,,,,",
        "House 5,9 May 2024,1000,30,60,10",
    ]
    found = topline.read_published(text("\n".join(lines) + "\n"))
    assert len(found.figures) == 12
    assert told(found, "refused", "1 rows below 'If the question named the price'")


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("28 Dec 2025 – 3 Jan 2026", "2025-12-28", "2026-01-03"),
        ("28.12.2025–03.01.2026", "2025-12-28", "2026-01-03"),
        ("2025-12-28 to 2026-01-03", "2025-12-28", "2026-01-03"),
        ("28 de diciembre de 2025 – 3 de enero de 2026", "2025-12-28", "2026-01-03"),
        ("3-5 de enero de 2026", "2026-01-03", "2026-01-05"),
        ("28 Dec – 3 Jan 2026", "2025-12-28", "2026-01-03"),
    ],
)
def test_days_at_both_ends_of_a_year(printed, start, end):
    found = read_period(printed)
    assert (found.start, found.end) == (start, end)


def test_a_number_over_two_parties_is_neither_ones():
    heads = "".join(f"<th>{x}</th>" for x in ("Pollster", "Date", "Sample", "Con", "Lib", "Lab"))
    rows = [
        "<td>A</td><td>5 Jan 2025</td><td>1,003</td><td>35</td><td>15</td><td>50</td>",
        "<td>B</td><td>6 Jan 2025</td><td>1,000</td><td colspan=2>52</td><td>48</td>",
        "<td>C</td><td>7 Jan 2025</td><td>1,000</td><td>36</td><td>15</td><td>49</td>",
    ]
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    found = topline.read_published(text(f"<table><tr>{heads}</tr>{body}</table>", "polls.html"))
    assert found.figures["percent"].tolist() == [35, 15, 50, 48, 36, 15, 49]
    assert told(found, "refused", "'52' stands over several answers, and is none of them")


def test_a_year_above_a_list_is_that_of_its_days():
    rows = "<tr><td>X</td><td>{}</td><td>1000</td><td>45%</td><td>40%</td><td>5%</td></tr>"
    heads = "".join(f"<th>{x}</th>" for x in ("Firm", "Date", "Sample", "For", "Against", "Lead"))
    page = "".join(
        f"<h2>{year}</h2><table><tr>{heads}</tr>{''.join(map(rows.format, days))}</table>"
        for year, days in ((2024, ("12–15 Nov", "30 Oct – 2 Nov")), (2023, ("29 Dec", "1–3 May")))
    )
    found = topline.read_published(text(page, "polls.html"))
    ends = found.figures[found.figures["answer"] == "For"]["fielded_end"].tolist()
    assert ends == ["2024-11-15", "2024-11-02", "2023-12-29", "2023-05-03"]
    # the lead is said to be no answer, and not told again as one that was missed
    assert not len(found.refused)


def test_a_list_is_averaged_as_it_was_read():
    rows = [
        "Pollster,Fieldwork,n,Support,Republican Support,Democratic Support",
        *(
            f"{house},{day}-{day + 2} May 2024,1000,{share}%,20%,95%"
            for house, day, share in [("A", 1, 60), ("B", 4, 61), ("C", 7, 59), ("A", 10, 60)]
        ),
    ]
    figures = topline.read_published(text("\n".join(rows) + "\n", "polls.csv")).figures
    # groups are called by their houses there, and parties stand beside everybody
    assert set(figures["group"]) >= {"A", "A > Republican"}
    found = topline.average_polls(figures, answer="Support")
    assert len(found.polls) == 4
    assert found.estimate == pytest.approx(0.60, abs=0.01)
    alone = figures[figures["publisher"] == "A"]
    with pytest.raises(topline.ArgumentError, match="are of 1 house"):
        topline.average_polls(alone, answer="Support")
