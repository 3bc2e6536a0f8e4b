"""What may not be published is told from what is to be reviewed, by one rule, in every way."""

from dataclasses import replace
from functools import cache
from html import unescape

import numpy as np
import openpyxl
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from topline import (
    GERMAN,
    LIGHT,
    REASONS,
    Severity,
    Survey,
    funnel_data,
    plot_crosstab,
    plot_estimates,
    plot_funnel,
    publish,
)
from topline.estimates.suppression import imprecise_codes, imprecise_signs, sign_of
from topline.report.parts.tables import estimates_table

SIGNS = {"few": "†", "review": "‡", "whole": ""}
"""The sign of each group below."""


@cache
def survey():
    """Twenty respondents; many in six clusters, so of five degrees of freedom; and many."""
    rng = np.random.default_rng(5)
    group = np.repeat([*SIGNS], [20, 240, 400])
    cluster = [*range(20), *(100 + np.arange(240) % 6), *range(200, 600)]
    data = pd.DataFrame({"group": group, "cluster": cluster, "stratum": group})
    data["q"] = np.where(rng.random(len(data)) < 0.5, "yes", "no")
    return Survey(data, clusters="cluster", strata="stratum")


@cache
def shares():
    return survey().proportion("q", by="group")


def signs_in(words):
    """Count each sign behind a number in some text."""
    return {sign: unescape(words).count(f"%{sign}") for sign in "†‡"}


@pytest.mark.quick
def test_the_rule_is_the_severity_of_a_reason():
    assert [sign_of(severity) for severity in Severity] == ["", "", "§", "‡", "†", ""]
    for code, reason in REASONS.items():
        assert reason.mark == (sign_of(reason.severity) if reason.imprecise else "")
        if imprecise_codes(code):
            assert imprecise_signs([code]) == [reason.mark]
    assert imprecise_signs(["nchs_few nchs_df", "nchs_df", "opt_in", None]) == ["†", "‡", "", ""]


@pytest.mark.quick
def test_the_groups_are_as_they_should_be():
    table = shares().table.assign(sign=imprecise_signs(shares().table["reasons"]))
    assert table.groupby("group")["sign"].unique().map(list).to_dict() == {
        name: [sign] for name, sign in SIGNS.items()
    }


@pytest.mark.parametrize("form", ["to_html", "to_markdown", "to_latex"])
def test_printed_crosstabs(form):
    words = getattr(survey().crosstab("q", "group"), form)()
    if form == "to_latex":
        words = words.replace(r"\%", "%").replace(r"\textdaggerdbl{}", "‡")
        words = words.replace(r"\textdagger{}", "†")
    assert signs_in(words) == {"†": 2, "‡": 2}
    assert all(f"{sign}: " in unescape(words) for sign in "†‡")


def test_estimates_tell_them_apart_in_their_notes():
    """A row of estimates says its reasons itself, so that it needs no sign."""
    table = shares().printed()
    numbered = {note.split(":")[0]: note for note in table.notes if note[0].isdigit()}
    for row in table.rows:
        notes = [numbered[one] for one in row.cells[-1].text.split(", ") if one]
        assert any("do not publish" in note for note in notes) == (row.labels[0] == "few")
        assert any(": review" in note for note in notes) == (row.labels[0] == "review")


def test_excel(tmp_path):
    table = survey().crosstab("q", "group")
    book = openpyxl.load_workbook(table.to_excel(tmp_path / "t.xlsx"))
    cells = [cell for row in book.worksheets[-1].iter_rows() for cell in row]
    forms = [cell.number_format for cell in cells]
    assert [sum(f'"{sign}"' in form for form in forms) for sign in "†‡"] == [2, 2]


@pytest.mark.parametrize("strings", [None, GERMAN], ids=["english", "german"])
def test_charts_their_captions_and_alt_texts(strings):
    style = LIGHT if strings is None else replace(LIGHT, strings=strings)
    for draw, what in (
        (plot_estimates, shares()),
        (plot_crosstab, survey().crosstab("q", "group")),
    ):
        options = {} if draw is plot_crosstab else {"ax": Figure().subplots(), "group": "group"}
        chart = publish(draw(what, style=style, **options), title="x")
        texts = [text.get_text() for text in chart.figure.findobj(Text)]
        for sign in "†‡":
            assert sum(text.endswith(sign) for text in texts) == 2
            assert sign in chart.note
            assert sign in chart.alt


def test_the_table_of_a_page_and_the_numbers_of_a_chart(tmp_path):
    table = shares().table
    page = estimates_table(table, "x", [*table["group"]])
    for row, group in zip(page.rows, table["group"], strict=True):
        assert ("do not publish" in row[-1], "review" in row[-1]) == (
            group == "few", group == "review"
        )  # fmt: skip
    chart = publish(plot_estimates(shares(), ax=Figure().subplots(), group="group"), title="x")
    chart.save(tmp_path / "x.svg")
    numbers = pd.read_csv(tmp_path / "x.csv", comment="#")
    said = numbers.groupby("group")["flag"].first()
    assert "do not publish" in said["few"]
    assert "review" in said["review"]
    assert "publish" not in str(said["whole"])


def test_a_funnel_marks_the_surveys_whose_estimates_say_so():
    yes = shares().subset(shares().table["category"] == "yes")
    counts = (yes.table["estimate"] * yes.table["n"]).round()
    funnel = funnel_data(counts.to_numpy(), yes.table["n"].to_numpy())
    found = {}
    for suppressed in ("mark", "hide"):
        ax = plot_funnel(
            funnel, labels=[*yes.table["group"]], surveys=yes, suppressed=suppressed,
            ax=Figure(figsize=(7, 4)).subplots(),
        )  # fmt: skip
        chart = publish(ax, title="x")
        texts = [text.get_text() for text in ax.texts]
        found[suppressed] = [any(text.endswith(sign) for text in texts) for sign in "†‡"]
        assert "too imprecise to publish alone" in chart.note
        assert "‡ to review before publishing (grey): " in chart.note
        assert "few" in chart.alt
    assert found == {"mark": [True, True], "hide": [False, True]}
