"""The page of a list of polls: averages that are drawn, and what is said of the others."""

import re

import pandas as pd
import pytest

from topline import DataError, as_figures, estimate_figures, write_report
from topline.language.strings import ENGLISH
from topline.report.look import page_style
from topline.report.published.charts import Look, figure_charts
from topline.report.published.polls import MOST_TRENDS, poll_trends

HOUSES = ("Alpha", "Beta", "Gamma", "Delta")
DAYS = ("2024-03-01", "2024-03-08", "2024-03-15", "2024-03-22")


def polls(questions, answers=("Yes", "No", "Unsure"), n=1_000):
    rows = [
        (question, answer, 50.0 - 10 * at, house, day, n)
        for question in questions
        for at, answer in enumerate(answers)
        for house, day in zip(HOUSES, DAYS, strict=True)
    ]
    table = pd.DataFrame(
        rows, columns=["question", "answer", "percent", "publisher", "fielded_end", "n"]
    )
    table["claim"] = table["publisher"] + ": " + table["answer"]
    return table.assign(group=table["publisher"], group_dimension="pollster")


def trends(figures):
    return poll_trends(as_figures(figures), 0.95, Look(page_style("light", "double", "en")))


def test_answers_that_are_not_drawn_stand_together_by_question_and_folded(tmp_path):
    page = write_report(polls([f"Question {at}?" for at in range(1, 7)]), tmp_path / "page")
    folded = page.read_text().partition("<summary>Answers without an average</summary>")[2]
    told = folded.partition("</details>")[0]
    assert told.count("<li") == 6
    assert "Question 6? – No; Unsure: not drawn" in told
    # each is told once
    assert told.count("Unsure") == 6
    assert told.count("? – No") == 6 * 3 - MOST_TRENDS - 6


def test_a_trend_without_bases_does_not_repeat_that_below_each_day():
    [one, *_] = trends(polls(["Is it so?"], n=None).assign(std_error=1.5)).drawn
    assert "n not stated" not in one.chart.drawings["wide"].svg
    # an average has no base that anybody could have stated, whether its polls have or not
    assert "n not stated" not in one.chart.caption.text(ENGLISH)


def test_a_reader_who_points_at_a_day_of_a_trend_sees_the_nearest_that_is_printed():
    days = pd.date_range("2024-01-01", periods=90, freq="2D")
    figures = pd.DataFrame({"fielded_end": days.strftime("%Y-%m-%d"), "group": ["A", "B"] * 45})
    figures = figures.assign(
        publisher=figures["group"],
        group_dimension="pollster",
        question="Is it so?",
        answer="Yes",
        percent="50%",
        n=1000,
    )
    [one] = trends(figures).drawn
    printed = [row[0] for row in one.chart.table.rows]
    first, last = days[0], days[-1]
    assert len(printed) < 30
    for drawing in one.chart.drawings.values():
        assert [place.row for place in drawing.places] == list(range(len(printed)))
        ends = drawing.places[0].left, drawing.places[-1].right
        for place, day in zip(drawing.places, printed, strict=True):
            part = (pd.Timestamp(day) - first) / (last - first)
            at = ends[0] + part * (ends[1] - ends[0])
            # within a few days, where those at the ends are cut in half
            assert place.left - 15 <= at <= place.right + 15


def one_house():
    days = ["2024-01-03", "2024-02-07", "2024-03-06", "2024-04-10", "2024-05-08"]
    shares = {"Red": [40, 39, 41, 38, 37], "Blue": [30, 33, 33, 32, 30]}
    return pd.DataFrame(
        [
            {"fielded_end": day, "answer": name, "group": day, "group_dimension": "date",
             "percent": f"{share}%", "n": 1000, "publisher": "One House"}
            for name, own in shares.items()
            for day, share in zip(days, own, strict=True)
        ]
    )  # fmt: skip


def test_polls_of_one_house_are_a_line_for_each_answer(tmp_path):
    page = write_report(one_house(), tmp_path / "page", lang="de").read_text("utf-8")
    assert page.count("<figure") == 1
    assert "8. Mai 2024: " in page
    assert not re.search(r">[^<]*\b2024-\d\d-\d\d", page)
    assert "The polls" not in page
    figures = as_figures(one_house())
    [one] = figure_charts(estimate_figures(figures), Look())
    table, data = one.chart.table, one.chart.data
    # the rows of the table are those that places in the drawing point to
    assert [(group, row[1]) for group, rows in table.bodies for row in rows] == [
        (answer, f"{100 * share:.0f}%")
        for answer, share in zip(data["answer"], data["estimate"], strict=True)
    ]
    assert [place.row for place in one.chart.drawings["wide"].places] != []


def test_a_poll_whose_day_is_not_known_stands_beside_the_lines_of_the_others():
    figures = one_house()
    figures.loc[figures["fielded_end"] == "2024-02-07", ["fielded_end", "group"]] = [None, "?"]
    trend, beside = figure_charts(estimate_figures(as_figures(figures)), Look())
    assert len(trend.chart.table.rows) == 8
    assert {group for group, _ in beside.chart.table.bodies} == {"?"}


def test_a_wording_in_quotes_gets_no_second_pair():
    [one, *_] = trends(polls(['"Is it so?"'])).drawn
    assert one.chart.say.startswith("“Is it so?”: Average of 4 polls of 4 houses on 22 March 2024")


def test_questions_that_can_be_averaged_are_drawn_whatever_others_are_asked():
    of_one_house = polls([f"Question {at}?" for at in range(1, 9)]).assign(publisher="Alpha")
    asked = polls(["Is it so?"])
    found = trends(pd.concat([of_one_house, asked.assign(percent=asked["percent"] - 30)]))
    assert [one.heading for one in found.drawn] == ["Is it so?"] * 3


def test_figures_that_cannot_be_averaged_are_as_many_as_a_page_may_draw(tmp_path):
    of_one_house = polls(["Is it so?"]).assign(publisher="Alpha")
    with pytest.raises(DataError, match=r"12 bars \(a figure each\), and a page has at most 5"):
        write_report(of_one_house, tmp_path / "page", most_bars=5)


def test_names_of_variables_are_shown_as_words_and_a_wording_is_said_once():
    found = trends(polls(["Is it so?"], answers=("very_much", "not_at_all")))
    assert [one.chart.title.partition(":")[0] for one in found.drawn] == ["very much", "not at all"]
    assert found.houses[0].caption.endswith("Is it so? – very much")


def test_a_lean_that_prints_as_none_is_nobodys():
    [first, *_] = trends(polls(["Is it so?"])).drawn
    assert "leans most" not in first.chart.caption.text(ENGLISH)


def test_no_house_is_known_to_stand_at_the_average_one():
    # two polls a house, all alike: leans cannot be told from chance, which is no certainty
    table = trends(polls(["Is it so?"])).houses[0]
    assert {row[-1] for row in table.rows} == {"–"}
    assert {row[-2] for row in table.rows} == {"0.0 points"}


@pytest.mark.parametrize(
    ("lang", "title", "words"),
    [
        ("en", "Yes: 50.0% on 22 March 2024", "The polls alone would give"),
        ("de", "Yes: 50,0 % am 22. März 2024", "Die Umfragen allein"),
        ("fr", "Yes : 50,0 % le 22 mars 2024", "Les sondages seuls"),
    ],
)
def test_an_average_is_told_below_its_chart_in_the_language_of_the_page(lang, title, words):
    look = Look(page_style("light", "double", lang))
    [one, *_] = poll_trends(as_figures(polls(["Is it so?"])), 0.95, look).drawn
    said = one.chart.caption.text(look.style.strings)
    assert " ".join(one.chart.title.split()) == title
    assert words in said
    assert title.partition(" ")[2][-9:] in one.chart.say
    assert re.search(r"\d", one.chart.do_not_say)


def test_bases_of_polls_are_printed_as_all_numbers_are(tmp_path):
    figures = polls(["Is it so?"]).assign(n_printed="1000")
    page = write_report(figures, tmp_path / "page").read_text()
    assert ">1,000<" in page
    assert not re.search(
        r"\b1000\b",
        re.sub(r"<svg.*?</svg>|<style.*?</style>|<script.*?</script>", "", page, flags=re.DOTALL),
    )


def test_a_long_table_stands_on_the_page_and_is_not_printed(tmp_path):
    page = write_report(polls([f"Question {at}?" for at in range(30)]), tmp_path / "page")
    text = page.read_text()
    assert "All 360 figures: on the page, and not printed for its length." in text
    assert re.search(r'class="scroll( wide)? long"', text)
    short = write_report(polls(["Is it so?"]), tmp_path / "short").read_text()
    assert '<p class="unprinted"' not in short
