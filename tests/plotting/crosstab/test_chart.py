"""Crosstabs as panels: every estimate in its panel and row, all on one scale."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from tests.plotting.special import cells
from topline import (
    SIZES,
    ArgumentError,
    DataError,
    Survey,
    load_example_survey,
    plot_crosstab,
    publish,
)


@pytest.fixture(scope="module")
def survey():
    data = load_example_survey()
    survey = Survey(data, weights="weight", strata="stratum", clusters="cluster")
    return survey.where("role == 'recruiter'")


def bars(ax):
    return [bar.get_width() for bar in ax.patches]


def name(ax):
    return " ".join(ax.get_title(loc="left").split())


def whiskers(ax):
    return [tuple(line.get_xdata()) for line in ax.lines if line.get_marker() == "|"]


def test_a_crosstab_has_a_panel_per_column_and_a_bar_per_answer(survey):
    table = survey.crosstab("prefers_note", "region")
    ax = plot_crosstab(table)
    panels = ax.figure.axes
    assert [name(panel) for panel in panels] == ["Total", "Northeast", "Midwest", "South", "West"]
    for panel in panels:
        part = table.table[table.table["column"] == name(panel)]
        assert bars(panel) == part["estimate"].tolist()
        # three clusters in three strata: the West has no degrees of freedom
        known = part[["ci_low", "ci_high"]].dropna()
        assert len(known) == (0 if name(panel) == "West" else len(part))
        assert whiskers(panel) == list(known.itertuples(index=False, name=None))
        assert panel.texts[-1].get_text() == f"n = {part['n'].iloc[0]}"
        assert panel.get_xlim() == panels[0].get_xlim()
        assert panel.get_ylim()[0] > panel.get_ylim()[1]
    labels = [tick.get_text() for tick in panels[0].get_yticklabels()]
    assert labels == ["yes", "no", "no difference"]


def test_several_banners_and_groups_are_in_the_panels_names(survey):
    ax = plot_crosstab(survey.crosstab("prefers_note", ["region", "age_group"]))
    names = [name(panel) for panel in ax.figure.axes]
    assert names[:2] == ["Total", "region: Northeast"]
    assert "age_group: 50+" in names
    ax = plot_crosstab(survey.crosstab("prefers_note", "region", by="employer_size"))
    assert name(ax.figure.axes[1]) == "small, Northeast"


def test_estimates_with_two_labels_need_no_names(survey):
    found = survey.proportion("prefers_note", by="employer_size")
    ax = plot_crosstab(found, rows="category")
    assert [name(panel) for panel in ax.figure.axes] == ["small", "medium", "large"]
    turned = plot_crosstab(found)
    assert len(turned.figure.axes) == 3
    assert publish(turned, title="x").table["estimate"].tolist() == found.table["estimate"].tolist()


def test_empty_cells_keep_their_place_with_a_dash():
    ax = plot_crosstab(cells(4), rows="label", columns="who")
    panels = ax.figure.axes
    assert {len(panel.get_yticks()) for panel in panels} == {3}
    values = [text.get_text() for panel in panels for text in panel.texts]
    assert values.count("–") == 3 * 4 - cells(4)["estimate"].notna().sum() == 2
    drawn = sum(len(panel.patches) for panel in panels)
    table = cells(4)
    assert drawn == table["estimate"].notna().sum()
    hollow = [
        b
        for panel in panels
        for b in panel.patches
        if mpl.colors.to_hex(b.get_facecolor()) == "#ffffff"
    ]
    assert len(hollow) == (table["estimate"].notna() & table["ci_low"].isna()).sum()


def test_categories_keep_their_order_where_a_panel_lacks_one():
    # as they follow one another: "a" and "c", then "b" and "a", then all three
    frame = cells(3).assign(label=list("bacbabac"))[1:]
    kept = pd.Categorical(frame["label"], ["c", "b", "a"])
    for labels, order in ((frame["label"], ["b", "a", "c"]), (kept, ["c", "b", "a"])):
        ax = plot_crosstab(frame.assign(label=labels), rows="label", columns="who")
        assert [tick.get_text() for tick in ax.get_yticklabels()] == order


def test_the_scale_ends_at_a_round_share():
    frame = cells(2).assign(estimate=0.31, ci_low=0.28, ci_high=0.34)
    assert plot_crosstab(frame, rows="label", columns="who").get_xlim() == (0, 0.4)
    frame = frame.assign(estimate=56.0, ci_low=50.0, ci_high=60.0)
    low, high = plot_crosstab(frame, rows="label", columns="who").get_xlim()
    assert low == 0
    assert high > 60


def test_it_draws_where_it_is_told():
    frame = cells(3)
    figure = Figure(figsize=(13, 4))
    axes = figure.subplots(1, 4)
    first = plot_crosstab(frame, rows="label", columns="who", ax=list(axes))
    assert first is axes[0]
    assert not axes[3].patches
    left, _ = Figure(figsize=(9, 4), layout="constrained").subfigures(1, 2)
    assert plot_crosstab(frame, rows="label", columns="who", ax=left).figure is left
    with pytest.raises(ArgumentError, match="there are 2 Axes and 3 panels"):
        plot_crosstab(frame, rows="label", columns="who", ax=axes[:2])
    assert plt.get_fignums() == []


def test_the_note_says_what_is_too_imprecise_and_publishes_from_any_panel(survey):
    ax = plot_crosstab(survey.crosstab("importance", "region"))
    chart = publish(ax.figure.axes[2], title="x")
    assert "All panels have the same scale." in chart.note
    assert "too imprecise to publish alone." in chart.note
    assert chart.alt.startswith("Bar charts side by side: x.")


def test_what_is_no_crosstab_is_refused():
    frame = cells(2)
    with pytest.raises(ArgumentError, match="rows is 'nobody', which is no column"):
        plot_crosstab(frame, rows="nobody", columns="who")
    with pytest.raises(ArgumentError, match="there are several estimates for"):
        plot_crosstab(pd.concat([frame, frame]), rows="label", columns="who")
    with pytest.raises(DataError, match="say which are the rows and which the panels"):
        plot_crosstab(frame.drop(columns="who"))
    with pytest.raises(ArgumentError, match="the table is a ndarray; expected a Crosstab"):
        plot_crosstab(np.zeros(3))


def test_panels_get_smaller_to_fit_a_page_of_fixed_height():
    few, many = (
        plot_crosstab(cells(number), rows="label", columns="who", size="slide").figure
        for number in (2, 7)
    )
    assert few.get_size_inches()[1] <= SIZES["slide"].height
    labels = [f.axes[0].get_yticklabels()[0].get_fontsize() for f in (few, many)]
    # down to the least type of a slide, and no further
    assert SIZES["slide"].least <= labels[1] <= labels[0]
