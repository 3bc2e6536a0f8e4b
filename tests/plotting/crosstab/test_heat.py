"""Heat tables: every number in its cell, read on its ground, shaded by its value."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from tests.plotting.extents import TIGHT_PAGES, assert_all_words_are_free
from tests.plotting.special import cells
from tests.plotting.test_sizes import rows
from topline import (
    DARK,
    LIGHT,
    SIZES,
    Survey,
    load_example_survey,
    plot_bars,
    plot_heat_table,
    publish,
)
from topline.language.strings import language_of
from topline.plotting.look.theme import contrast


@pytest.fixture(scope="module")
def table():
    data = load_example_survey()
    survey = Survey(data, weights="weight", strata="stratum", clusters="cluster")
    return survey.crosstab("importance", ["role", "gender"])


def grounds(ax):
    """Each cell that is drawn: its middle, its fill and its edge."""
    found = {}
    for cell in ax.patches:
        x, y = cell.get_x() + cell.get_width() / 2, cell.get_y() + cell.get_height() / 2
        edge = to_hex(cell.get_edgecolor()) if cell.get_edgecolor()[3] else ""
        found[round(x, 6), round(y, 6)] = to_hex(cell.get_facecolor()), edge
    return found


def numbers(ax):
    """The words at the middle of each cell, with their colour."""
    on = grounds(ax)
    places = {(round(t.xy[0], 6), round(t.xy[1], 6)): t for t in ax.texts}
    return {at: (places[at].get_text(), to_hex(places[at].get_color())) for at in on}


def test_every_number_is_that_of_the_table_and_the_larger_is_the_deeper(table):
    ax = plot_heat_table(table)
    found, ground = numbers(ax), grounds(ax)
    printed = [cell.text for row in table.printed().rows[:5] for cell in row.cells]
    order = sorted(found, key=lambda at: (at[1], at[0]))
    assert [found[at][0] for at in order] == printed
    values = table.estimates.table["estimate"].to_numpy()
    spots = publish(ax, title="x").table["estimate"].to_numpy()
    assert np.array_equal(spots, values)
    shares = table.wide().iloc[:5].to_numpy().ravel() / 100
    shaded = [(share, ground[at][0]) for share, at in zip(shares, order, strict=True)
              if ground[at][1] == ""]  # fmt: skip
    assert len(shaded) == sum("†" not in text for text in printed)
    shaded.sort()
    depths = [contrast(LIGHT.paper, fill) for _, fill in shaded]
    assert depths == sorted(depths)
    assert depths[0] < depths[-1]


@pytest.mark.parametrize("style", [LIGHT, DARK])
def test_words_are_read_on_every_cell(table, style):
    ax = plot_heat_table(table, style=style)
    for at, (fill, _) in grounds(ax).items():
        text, color = numbers(ax)[at]
        assert contrast(color, fill) >= 4.5, text
    # up to the largest value there can be
    full = cells(3).assign(estimate=1.0, ci_low=0.9, ci_high=1.0)
    ax = plot_heat_table(full, rows="label", columns="who", style=style)
    deepest = {fill for fill, _ in grounds(ax).values()}
    assert len(deepest) == 1
    assert contrast(style.ink, deepest.pop()) >= 4.5


def test_what_is_too_imprecise_is_hollow_and_grey(table):
    ax = plot_heat_table(table)
    found, ground = numbers(ax), grounds(ax)
    marked = [at for at, (text, _) in found.items() if "†" in text]
    assert 0 < len(marked) < len(found)
    for at in found:
        grey = ground[at] == (LIGHT.paper, LIGHT.faint)
        assert grey is (at in marked)
        assert (found[at][1] == LIGHT.muted) is grey
    note = publish(ax, title="x").note
    assert "Hollow and grey: those with †." in note
    assert "Intervals, not drawn, reach" in note
    hidden = plot_heat_table(table, suppressed="hide")
    assert len(grounds(hidden)) == len(found) - len(marked)
    open_ended = cells(2).assign(estimate=0.4, ci_low=np.nan, ci_high=np.nan)
    ax = plot_heat_table(open_ended, rows="label", columns="who")
    assert set(grounds(ax).values()) == {(LIGHT.paper, LIGHT.mark(0)[0])}
    assert "Hollow: no interval." in publish(ax, title="x").note


def test_rows_of_numbers_are_not_shaded_beside_shares():
    data = load_example_survey()
    scored = Survey(data, weights="weight").crosstab("importance", "role", scores="order")
    ax = plot_heat_table(scored)
    shares = (scored.estimates.table["quantity"] == "proportion").sum()
    assert len(grounds(ax)) == shares == 15
    assert len(publish(ax, title="x").table) == 18
    means = Survey(data).crosstab("years_experience", "role", shares=False, statistics=["mean"])
    assert len(grounds(plot_heat_table(means))) == 3


@pytest.mark.parametrize("size", SIZES)
def test_all_words_are_free_on_every_page(size):
    language = "de" if size in TIGHT_PAGES else "en"
    style = replace(LIGHT, strings=language_of(language))
    for number in (1, 12):
        frame = cells(number)
        frame["label"] = "would rather hire who sent a note, or not " + frame["label"].astype(str)
        ax = plot_heat_table(frame, rows="label", columns="who", style=style, size=size)
        chart = publish(ax, title="A headline")
        assert_all_words_are_free(chart.figure)
        assert ("Farbe: der Schätzwert" in chart.note) is (language == "de")


SECTORS = (
    "Agriculture", "Construction", "Manufacturing", "Administration", "Transportation", "Education",
    "Healthcare", "Hospitality", "Telekommunikationsdienste", "Retail and wholesale",
)  # fmt: skip


def by_sector(number):
    frame = cells(10).query("estimate.notna()")
    names = dict(zip(frame["who"].unique(), SECTORS, strict=True))
    frame = frame.assign(who=frame["who"].map(names), label=frame["label"].str[:12])
    return frame[frame["who"].isin(SECTORS[:number])]


@pytest.mark.parametrize(("size", "number", "turned"), [
    ("slide", 4, 0), ("slide", 10, 90), ("double", 10, 90), ("phone", 10, 90), ("single", 2, 0),
])  # fmt: skip
def test_names_of_columns_are_turned_before_a_word_is_broken(size, number, turned):
    ax = plot_heat_table(by_sector(number), rows="label", columns="who", size=size)
    heads = [text for text in ax.texts if "n = " in text.get_text()]
    assert {text.get_rotation() for text in heads} == {turned}
    told = [" ".join(text.get_text().split("\n")[:-1]) for text in heads]
    assert told == list(SECTORS[:number])
    figure = publish(ax, title="A headline", subtitle="and what it is of").figure
    assert_all_words_are_free(figure)
    if size == "slide":
        assert figure.get_size_inches()[1] == pytest.approx(7.5)
    # as many as have room: on a slide and a page of print all
    lines = {round(text.xy[1], 3) for text in heads}
    assert len(lines) == {"phone": 3}.get(size, 1)


def test_names_too_long_to_be_turned_are_read_as_usual():
    ax = plot_heat_table(cells(10), rows="label", columns="who", size="slide")
    heads = [text for text in ax.texts if "n = " in text.get_text()]
    assert {text.get_rotation() for text in heads} == {0}


def test_it_draws_where_it_is_told(table):
    axes = Figure(figsize=(12, 8)).subplots()
    assert plot_heat_table(table, ax=axes) is axes
    nothing = pd.DataFrame({"label": ["a"], "who": ["b"], "estimate": [0.0], "ci_low": [0.0],
                            "ci_high": [0.1], "n": [9]})  # fmt: skip
    ax = plot_heat_table(nothing, rows="label", columns="who")
    assert list(grounds(ax).values()) == [(LIGHT.paper, "")]


def test_its_words_are_free_beside_charts_of_other_widths():
    figure = Figure(figsize=(13, 9), layout="constrained")
    axes = figure.subplots(2, 2)
    for ax in axes[:, 0]:
        plot_bars(rows(2), ax=ax)
    plot_bars(rows(3), ax=axes[0, 1])
    plot_heat_table(cells(2), rows="label", columns="who", ax=axes[1, 1])
    assert_all_words_are_free(figure)
