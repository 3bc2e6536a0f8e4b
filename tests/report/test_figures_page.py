"""The page of anyone's published figures: what is drawn, in which order, and what is said."""

import re
from html import unescape

import pandas as pd
import pytest

import topline
from tests.conftest import in_one_test
from topline import ArgumentError, DataError, estimate_figures
from topline.plotting.publishing.captions import Caption
from topline.report.look import page_style
from topline.report.parts.tables import samples_table
from topline.report.published.blocks import blocks_of
from topline.report.published.charts import Look, figure_charts
from topline.report.published.shared import Shared, shared_caption

pytestmark = pytest.mark.quick

FIGURES = pd.DataFrame(
    {
        "figure_id": ["a", "b", "c"],
        "claim": ["prefer notes", "send notes", "read notes"],
        "percent": [63, 26, 80],
        "n": [400, 400, 400],
        "unit": "share_of_respondents",
    }
)


def charts(figures=FIGURES, **look):
    return [one.chart for one in figure_charts(estimate_figures(figures), Look(**look))]


def names(chart):
    return [row[0] for row in chart.table.rows]


def rows(figures, sort="given"):
    """What names the rows of each chart, in their order."""
    table = estimate_figures(figures).table
    return [table[block.label].iloc[block.rows].tolist() for block in blocks_of(table, sort)]


@pytest.mark.usual
def test_rows_are_sorted_where_it_is_asked_for():
    assert rows(FIGURES) == [["prefer notes", "send notes", "read notes"]]
    assert rows(FIGURES, "estimate") == [["read notes", "prefer notes", "send notes"]]


@pytest.mark.usual
@pytest.mark.parametrize("called", ["b", "send notes"])
def test_one_row_stands_out(called):
    ax = charts(highlight=called)[0].sketch.published().figure.axes[0]
    points = [line.get_color() for line in ax.lines if line.get_marker() == "o"]
    grey, blue = topline.LIGHT.dont_know, topline.LIGHT.categories[0]
    assert points == [grey, blue, grey]


@pytest.mark.usual
def test_a_row_that_is_none_cannot_stand_out():
    with pytest.raises(ArgumentError, match="did you mean 'send notes'"):
        charts(highlight="send note")
    with pytest.raises(ArgumentError, match="highlight is 'd', which is no row"):
        topline.plot_bars(estimate_figures(FIGURES), highlight="d")


@pytest.mark.usual
def test_charts_speak_the_language_of_the_page():
    notes = charts(style=page_style("light", "double", "de"))[0].sketch.published().note
    assert "95 %" in notes.replace("\xa0", " ")
    with pytest.raises(ArgumentError, match="lang is 'xx'; expected one of en, de, fr"):
        page_style("light", "double", "xx")


@pytest.mark.usual
def test_a_condition_leaves_out_figures_and_keeps_what_their_children_took(tmp_path):
    child = FIGURES[1:2].assign(figure_id="d", claim="send none", percent=74, unit="derived")
    table = pd.concat([FIGURES, child.assign(derived_from="b")], ignore_index=True)
    page = topline.write_report(table, tmp_path, where="unit == 'derived'", confidence_level=0.9)
    words = page.read_text(encoding="utf-8")
    assert "send none" in words
    assert "prefer notes" not in words
    assert "90%" in words
    with pytest.raises(DataError, match="no figure has n > 500"):
        topline.write_report(FIGURES, tmp_path, where="n > 500")


ASKED = pd.DataFrame(
    {
        "Question": ["Do you send notes?"] * 3 + ["Do you read them?"] * 2,
        "Answer": ["Never", "Sometimes", "Always", "Yes", "No"],
        "%": [50, 20, 30, 70, 30],
        "N": 400,
        "publisher": "Example Polls",
    }
)


@pytest.mark.usual
def test_each_question_has_a_chart_with_its_answers_in_their_order():
    first, second = figure_charts(estimate_figures(ASKED))
    assert (first.heading, second.heading) == ("Do you send notes?", "Do you read them?")
    assert names(first.chart) == ["Never", "Sometimes", "Always"]
    subtitle = first.chart.sketch.published().subtitle
    assert subtitle == "Do you send notes? Shares of respondents, percent"
    assert first.chart.subtitle == "Shares of respondents, percent"
    assert second.chart.title == "Most of the respondents say “Yes”: 70%"
    assert "70%" in second.chart.say
    assert second.chart.do_not_say


def test_answers_of_a_scale_keep_their_order_where_others_are_sorted():
    papers = ASKED.replace({"Yes": "Books", "No": "Papers"})
    assert rows(papers[::-1], "estimate") == [
        ["Books", "Papers"],
        ["Always", "Sometimes", "Never"],
    ]


@pytest.mark.usual
def test_groups_head_their_answers_and_all_respondents_are_no_group():
    table = pd.concat(
        [ASKED[:3].assign(group=group) for group in (None, "men", "women")], ignore_index=True
    )
    (drawn,) = figure_charts(estimate_figures(table))
    bodies = dict(drawn.chart.table.bodies)
    assert list(bodies) == ["All respondents", "men", "women"]
    assert [row[0] for row in bodies["men"]] == ["Never", "Sometimes", "Always"]
    (ax,) = drawn.chart.sketch.published().figure.axes
    colours = {patch.get_edgecolor() for patch in ax.patches}
    assert len(colours) == 1
    # what is said is of all, and no group is compared with the whole it is part of
    assert "group" not in drawn.chart.title
    assert "“Never”" in drawn.chart.title


@pytest.mark.usual
def test_what_was_asked_again_is_told_apart_by_its_dates_and_counts_are_no_percents(tmp_path):
    figures = pd.DataFrame(
        {
            "question": "Should it?",
            "answer": ["Yes", "No"] * 2 + ["Undecided"],
            "amount": [360, 374, 347, 362, 77],
            "amount_unit": "count",
            "unit": "other",
            "percent": None,
            "n": None,
            "fielded": ["2021-03-05"] * 2 + ["2021-02-04"] * 3,
        }
    )
    told = ["Yes, 2021-03-05", "No, 2021-03-05", "Yes, 2021-02-04", "No, 2021-02-04", "Undecided"]
    (chart,) = charts(figures)
    assert names(chart) == told
    page = topline.write_report(figures, tmp_path).read_text(encoding="utf-8")
    assert "360" in page
    assert "36000" not in page
    assert "36,000" not in page


@pytest.mark.usual
def test_many_bases_of_one_publisher_are_a_range():
    figures = pd.concat([FIGURES] * 3).assign(
        figure_id=list("abcdefghi"), publisher="House", survey_id="s"
    )
    figures["n"] = range(400, 1300, 100)
    (row,) = samples_table(topline.as_figures(figures), "Who was asked").rows
    assert row[2] == "400 to 1,200"
    few = topline.as_figures(figures[:3])
    assert samples_table(few, "Who was asked").rows[0][2] == "n = 400 · n = 500 · n = 600"


@pytest.mark.usual
def test_a_long_list_is_cut_between_groups():
    claims = pd.DataFrame({"claim": [f"claim {k}" for k in range(40)], "percent": 50, "n": 400})
    assert [len(one) for one in rows(claims)] == [30, 10]
    groups = [ASKED[:3].assign(group=f"group {k:02}") for k in range(11)]
    assert [len(one) for one in rows(pd.concat(groups, ignore_index=True))] == [30, 3]


def words_of(html):
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.usual
def test_the_page_says_once_what_all_figures_share(tmp_path):
    words = words_of(topline.write_report(ASKED, tmp_path).read_text(encoding="utf-8"))
    assert words.count("Whiskers: 95% interval") == 1
    assert words.count("n = 400 unweighted") == 1
    table = words[words.index("All 5 figures") :]
    assert "Base (unweighted)" not in table
    assert "To know" not in table
    assert "Not stated are: who answered, the country, when, how they were asked" in words
    assert "columns were read as 'Question' → question, 'Answer' → answer, '%' → percent" in words
    assert "unit is not told in all rows, taken as share_of_respondents" in words


@pytest.mark.usual
def test_no_title_stands_three_times(tmp_path):
    table = FIGURES.assign(survey="Notes and jobs 2018")
    html = topline.write_report(table, tmp_path).read_text(encoding="utf-8")
    body = html[html.index("<body") :]
    shown = re.sub(r'(aria-label|alt|title)="[^"]*"', "", body)
    assert words_of(shown).count("Notes and jobs 2018") == 1


@pytest.mark.usual
def test_figures_that_differ_keep_what_differs():
    table = estimate_figures(FIGURES.assign(n=[400, 300, 400], sample_type="probability")).table
    shared = Shared.of(table)
    assert (shared.base, shared.words("")) == ("", "")
    told = Shared.of(estimate_figures(FIGURES).table)
    assert told.words("").startswith("Base of all 3 figures: n = 400, unweighted. ")
    assert Shared.of(estimate_figures(FIGURES[:1]).table).words("") == ""


@in_one_test(
    ("captions", "own", "common"),
    [
        (
            [(["A.", "B."], ["C."]), (["D.", "B."], ["C."])],
            [(["A."], []), (["D."], [])],
            (["B."], ["C."]),
        ),
        ([(["A."], ["B."]), (["A."], ["B."])], [([], []), ([], [])], (["A."], ["B."])),
        # sentences are told apart where they were made, not by their full stops
        (
            [(["U.S. Polls."], []), (["U.S. Firms."], [])],
            [(["U.S. Polls."], []), (["U.S. Firms."], [])],
            ([], []),
        ),
        ([(["A."], ["B."])], [(["A."], ["B."])], ([], [])),
        ([], [], ([], [])),
    ],
)
def test_what_captions_share_is_said_once(captions, own, common):
    rest, shared = shared_caption([Caption.of(*one) for one in captions])
    assert rest == [Caption.of(*one) for one in own]
    assert shared == Caption.of(*common)


@pytest.mark.parametrize(
    "arguments", [{"where": "n > 1"}, {"highlight": "a"}, {"sort": "estimate"}]
)
def test_the_story_takes_no_options_of_figures(tmp_path, arguments):
    (name,) = arguments
    with pytest.raises(ArgumentError, match=f"{name}= is about figures; give some"):
        topline.write_report(None, tmp_path, **arguments)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2023", "2024"], "2024: "),
        (["2024-05", "2024-06"], "Jun 2024: "),
        (["2023 Q4", "2024 Q1"], "2024 Q1: "),
        (["07.12.2023", "08.01.2024"], "8 January 2024: "),
    ],
)
def test_of_two_waves_the_newest_is_told_however_it_is_dated(days, said, tmp_path):
    sheet = {"question": "Q?", "answer": "Yes", "percent": [60, 70], "n": 1000}
    figures = topline.as_figures(pd.DataFrame({**sheet, "fielded_end": days}))
    page = topline.write_report(figures, tmp_path).read_text("utf-8")
    assert f">{said}" in page
    assert "70%" in re.search(r'class="headline"[^>]*>([^<]*)<', page)[1]


def test_an_address_is_a_source_without_a_title(tmp_path):
    figures = FIGURES.assign(source="https://example.org/poll")
    page = topline.write_report(topline.as_figures(figures), tmp_path).read_text("utf-8")
    assert '<a href="https://example.org/poll">https://example.org/poll</a>' in page
