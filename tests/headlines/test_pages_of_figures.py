"""Headlines and sentences of pages of figures, of ten made-up surveys: held to the intervals."""

import numpy as np
import pandas as pd
import pytest

from topline import estimate_figures, propose_headline
from topline.figures.table import as_figures
from topline.report.published.blocks import blocks_of
from topline.report.published.charts import Look, told_of

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
        told = told_of(estimates, block, Look())
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
    told = told_of(estimates, block, Look(highlight="Yes"))
    assert set(told.table["answer"]) == {"Yes"}
