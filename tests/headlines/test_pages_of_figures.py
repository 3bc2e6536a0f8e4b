"""Headlines and sentences of pages of figures, of ten made-up surveys: held to the intervals."""

import numpy as np
import pandas as pd
import pytest

from topline import Strings, estimate_figures, percent_lead, propose_headline
from topline.figures.table import as_figures
from topline.figures.together.groups import group_differences
from topline.report.published.blocks import blocks_of, told_apart
from topline.report.published.told import headline_of, told_of

from .oracle import hold, hold_sentences
from .surveys import SEEDS, data_of

QUESTIONS = ("yesno", "pick", "rating")


def published(seed):
    """What a newspaper prints of a survey: whole percents, of all and of groups, and bases."""
    data, rows = data_of(seed), []
    # by turns with a column of everybody, or of groups alone
    groups = {"Total": data} if seed % 3 else {}
    groups |= {name.title(): own for name, own in data.groupby("group")}
    for question in QUESTIONS:
        for group, own in groups.items():
            shares = own[question].value_counts(normalize=True)
            rows += [
                {"question": f"Which {question}?", "answer": answer, "group": group,
                 "percent": np.floor(100 * share + 0.5), "n": len(own)}
                for answer, share in shares.items()
            ]  # fmt: skip
    return as_figures(pd.DataFrame(rows), percent_scale="percent")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_of_figures_says_what_they_show(seed):
    estimates = estimate_figures(published(seed))
    blocks = blocks_of(estimates.table, "given")
    assert {block.question for block in blocks} == {f"Which {one}?" for one in QUESTIONS}
    for block in blocks:
        told = told_of(estimates, block)
        # all respondents are compared with no part of them
        wholes = told.table["group"].eq("Total")
        assert wholes.all() or not wholes.any()
        headline = propose_headline(told, question=block.question)
        assert headline.text
        assert headline.say.endswith(".")
        hold(told, headline)
        hold_sentences(told, headline)


def test_a_highlight_is_what_is_told_of():
    estimates = estimate_figures(published(1))
    (block, *_) = blocks_of(estimates.table, "given")
    told = told_of(estimates, block, "Yes")
    assert set(told.table["answer"]) == {"Yes"}


def waves(**columns):
    """What a dashboard prints: groups of two headings, everybody among them, in two waves."""
    rows = [
        {"question": "Low?", "answer": "Low", "group": group, "percent": percent + wave,
         "fielded_end": f"2020-06-{10 + wave}",
         "n": 900, **columns}
        for wave in (0, 5)
        for group, percent in (
            ("Nation > All states", 30), ("Age > 18-29", 40), ("Age > 80+", 10), ("Sex > Men", 25)
        )
    ]  # fmt: skip
    return as_figures(pd.DataFrame(rows), percent_scale="percent")


def test_of_several_waves_the_newest_is_told_and_groups_of_one_heading():
    estimates = estimate_figures(waves(group_dimension="Group > Subgroup"))
    (block, *_) = blocks_of(estimates.table, "given")
    headline = headline_of(estimates, block, None, Strings("en"))
    assert headline.text == "15 June 2020: “Low”: more in “18-29” (45%) than in “80+” (15%)"
    assert headline.say.startswith("15 June 2020: ")
    assert "Nation" not in headline.say + headline.do_not_say


def test_columns_of_a_path_are_no_heading_and_what_is_sure_to_hold_holds():
    # the column of everybody is in no heading with ages; of no poll's covariance the largest
    estimates = estimate_figures(waves(group_dimension="Group > Subgroup"))
    found = group_differences(estimates)
    assert set(found["banner"]) == {"Age"}
    assert len(found) == 2
    assert found["holds"].all()


def test_rows_of_two_waves_have_two_names():
    table = estimate_figures(waves()).table
    names = told_apart(table["answer"].tolist(), table)
    assert set(names) == {"Low, 2020-06-10", "Low, 2020-06-15"}


def test_a_list_of_polls_without_a_wording_has_the_answers_of_one_question():
    rows = [
        {"answer": answer, "group": day, "group_dimension": "date", "fielded_end": day,
         "percent": percent, "n": 1000, "claim": f"{answer} ({day})"}
        for day, shares in (("2020-03-02", (27, 15)), ("2020-03-30", (34, 16)))
        for answer, percent in zip(("CDU", "SPD"), shares, strict=True)
    ]  # fmt: skip
    estimates = estimate_figures(as_figures(pd.DataFrame(rows), percent_scale="percent"))
    (block,) = blocks_of(estimates.table, "given")
    assert (block.label, block.grouped) == ("answer", True)
    headline = headline_of(estimates, block, None, Strings("en"))
    assert headline.text.startswith("30 March 2020: More say “CDU” (34%)")
    assert "question of its own" not in headline.do_not_say


def test_a_lead_of_a_sheet_by_hand_is_that_of_the_lead_itself():
    sheet = pd.DataFrame(
        {
            "question": "Who would you vote for?",
            "answer": ["Red", "Blue", "Green", "None"],
            "percent": ["32%", "26%", "22%", "20%"],
            "n": 1204,
            "publisher": "A house",
        }
    )
    found = propose_headline(estimate_figures(sheet))
    assert found.text == "More say “Red” (32%) than any other answer; no majority"
    told = sheet.assign(percent=["29%", "26%", "25%", "20%"])
    words = str(percent_lead("29%", "26%", n=1204).sentences[0])
    limits = words.partition("rounding covered, is ")[2].partition(" points")[0]
    assert limits
    assert (
        f"the difference is {limits} points" in propose_headline(estimate_figures(told)).do_not_say
    )
    # answers of two houses add up to 100 by chance, and those of a column with another may be many
    houses = told.assign(publisher=["A house", "Another"] * 2)
    several = told.assign(percent=["29%", "26%", "45%", "20%"])
    for other in (houses, several):
        cells = estimate_figures(other).covariance.cells(np.array([0]), np.array([1]))
        assert np.isnan(cells).all()
