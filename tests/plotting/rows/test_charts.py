"""Charts by their artists and extents: what is drawn, where, and that nothing is cut off."""

import subprocess
import sys

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import Collection
from matplotlib.figure import Figure

from tests.conftest import in_one_test
from tests.plotting.extents import assert_all_words_are_free
from topline import (
    ArgumentError,
    DataError,
    estimate_figures,
    load_recruiters,
    percent_interval,
    plot_bars,
    plot_estimates,
    plot_pictogram,
    publish,
)
from topline.plotting.look.theme import LIGHT

LONG = (
    "more likely to hire a candidate who asked for slightly more money and sent a note than one "
    "who asked for slightly less and sent none, all else equal"
)


def table(rows=3, **changes):
    """Rows with 0 %, 100 %, a missing interval and long labels among them."""
    estimate = np.linspace(0, 1, rows) if rows > 1 else np.array([0.63])
    columns = {
        "label": [LONG[: 20 + (37 * i) % 125] for i in range(rows)],
        "estimate": estimate,
        "ci_low": np.clip(estimate - 0.05, 0, 1),
        "ci_high": np.clip(estimate + 0.05, 0, 1),
        "confidence_level": 0.95,
        "interval": "wilson",
        "n": pd.array([400] * rows, dtype="Int64"),
    }
    frame = pd.DataFrame(columns | changes)
    frame.loc[frame.index[1::7], ["ci_low", "ci_high"]] = np.nan
    return frame


@pytest.mark.parametrize("plot", [plot_estimates, plot_bars])
@pytest.mark.parametrize("rows", [1, 3, 30])
@pytest.mark.parametrize("grouped", [False, True])
def test_no_words_are_cut_off_or_overlap(plot, rows, grouped):
    frame = table(rows).assign(who=[f"group {i % 3} {LONG[:50]}" for i in range(rows)])
    frame["respondents"] = LONG
    ax = plot(frame, group="who" if grouped else None, reference=0.5)
    assert_all_words_are_free(ax.figure)
    published = publish(ax, title=LONG, subtitle=LONG)
    assert_all_words_are_free(published.figure)


def test_no_words_of_a_pictogram_are_cut_off():
    frame = table(1).assign(label=LONG)
    assert_all_words_are_free(publish(plot_pictogram(frame), title=LONG).figure)


def whiskers(ax):
    lines = [line for line in ax.lines if line.get_marker() == "|"]
    return [tuple(line.get_xdata()) for line in lines]


def test_dots_and_whiskers_stand_where_the_table_says():
    frame = table(5)
    ax = plot_estimates(frame)
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert [line.get_xdata()[0] for line in dots] == frame["estimate"].tolist()
    assert np.all(np.diff([line.get_ydata()[0] for line in dots]) > 0)
    assert ax.get_ylim()[0] > ax.get_ylim()[1], "rows read from the top"
    bounded = frame.dropna(subset=["ci_low"])
    assert whiskers(ax) == list(bounded[["ci_low", "ci_high"]].itertuples(index=False, name=None))
    hollow = [line.get_markerfacecolor() == LIGHT.paper for line in dots]
    assert hollow == frame["ci_low"].isna().tolist()
    assert ax.get_xlim() == (0, 1)


def test_bars_start_at_zero():
    frame = table(5)
    ax = plot_bars(frame)
    assert [bar.get_x() for bar in ax.patches] == [0] * 5
    assert [bar.get_width() for bar in ax.patches] == frame["estimate"].tolist()
    assert len(whiskers(ax)) == frame["ci_low"].notna().sum()


@pytest.mark.parametrize("plot", [plot_estimates, plot_bars])
def test_a_bound_has_whiskers_alone(plot):
    frame = table(1).assign(
        estimate=np.nan,
        ci_low=0.0,
        ci_high=0.02,
        percent=1,
        decimals=0,
        percent_qualifier="less_than",
    )
    ax = plot(frame)
    assert whiskers(ax) == [(0.0, 0.02)]
    assert len(ax.lines) == 1
    assert not ax.patches
    assert "<1%" in [text.get_text() for text in ax.texts]


def test_groups_come_together_with_a_colour_and_a_marker_each():
    frame = table(4).assign(who=["a", "b", "a", "b"])
    ax = plot_estimates(frame, group="who")
    labels = [tick.get_text() for tick in ax.get_yticklabels()]
    assert labels[0] == "a"
    assert labels[3] == "b"
    marks = [(line.get_color(), line.get_marker()) for line in ax.lines if line.get_marker() != "|"]
    assert len(set(marks)) == 2
    assert len({color for color, _ in set(marks)}) == 2
    assert len({marker for _, marker in set(marks)}) == 2


def test_order_is_as_given_unless_asked():
    frame = table(3).assign(label=["low", "middle", "high"])
    assert [t.get_text() for t in plot_estimates(frame).get_yticklabels()] == [
        "low",
        "middle",
        "high",
    ]
    assert [t.get_text() for t in plot_estimates(frame, order="estimate").get_yticklabels()] == [
        "high",
        "middle",
        "low",
    ]


@pytest.mark.parametrize("share", [0, 0.004, 0.26, 0.63, 1])
def test_a_pictogram_fills_as_many_squares(share):
    frame = table(1).assign(
        estimate=share, ci_low=max(share - 0.05, 0), ci_high=min(share + 0.05, 1)
    )
    ax = plot_pictogram(frame)
    filled = [
        patch for patch in ax.patches if mpl.colors.to_hex(patch.get_facecolor()) == "#0072b2"
    ]
    assert len(ax.patches) == 100
    assert len(filled) == round(share * 100)
    words = "fewer than 1 in 100" if share == 0.004 else f"{round(share * 100)} in 100"
    assert words in [text.get_text() for text in ax.texts]


def test_a_pictogram_rings_what_the_interval_leaves_open():
    ax = plot_pictogram(table(1).assign(estimate=0.26, ci_low=0.2148, ci_high=0.3103))
    ringed = [i for i, patch in enumerate(ax.patches) if patch.get_linewidth() > 0]
    assert ringed == list(range(21, 32))


def test_a_table_of_three_columns_is_enough():
    frame = table(3)[["estimate", "ci_low", "ci_high"]]
    assert len(whiskers(plot_estimates(frame))) == 2


def test_values_that_are_no_shares_get_their_own_scale():
    frame = pd.DataFrame({"estimate": [56532.0], "ci_low": [50000.0], "ci_high": [60000.0]})
    low, high = plot_estimates(frame).get_xlim()
    assert low < 50000 < 60000 < high
    assert plot_bars(frame).get_xlim()[0] == 0
    negative = pd.DataFrame({"estimate": [-0.1], "ci_low": [-0.2], "ci_high": [0.05]})
    assert plot_estimates(negative).get_xlim()[0] < -0.2


HOSTILE = ["<script>&\"'", "$x^2$ and \\alpha", "one\ntwo", "note 💌", "شكرا", "100 % {n} %s"]


def test_hostile_labels_come_through_as_text():
    frame = table(len(HOSTILE)).assign(label=HOSTILE)
    ax = plot_estimates(frame)
    labels = [tick.get_text() for tick in ax.get_yticklabels()]
    assert labels == [" ".join(label.split()) for label in HOSTILE]
    svg = publish(ax, title="$5 & <b>").to_svg()
    for words in (
        "&lt;script&gt;&amp;",
        "$x^2$ and \\alpha",
        "one two",
        "💌",
        "شكرا",
        "$5 &amp; &lt;b&gt;",
    ):
        assert words in svg
    assert "<script" not in svg


def test_draws_only_where_it_is_told_and_changes_nothing_else():
    figure = Figure(figsize=(9, 6))
    left, right = figure.subplots(1, 2)
    before, place = dict(mpl.rcParams), right.get_position().bounds
    assert plot_estimates(table(), ax=left) is left
    plot_bars(table(), ax=left)
    assert dict(mpl.rcParams) == before
    assert right.get_position().bounds == place
    assert tuple(figure.get_size_inches()) == (9, 6)
    assert not right.lines
    assert not [child for child in right.get_children() if isinstance(child, Collection)]
    assert figure.get_layout_engine() is None


def test_needs_no_pyplot_when_told_where_to_draw():
    code = (
        "import sys, pandas as pd, topline\nfrom matplotlib.figure import Figure\n"
        "t = pd.DataFrame({'estimate': [.5], 'ci_low': [.4], 'ci_high': [.6]})\n"
        "p = topline.publish(topline.plot_estimates(t, ax=Figure().subplots()), title='x')\n"
        "p.to_svg(); print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@in_one_test(
    ("call", "error", "message"),
    [
        (
            lambda: plot_estimates(table().drop(columns="ci_low")),
            DataError,
            "the table has no column 'ci_low'; a chart of estimates needs estimate, ci_low",
        ),
        (
            lambda: plot_bars(table()[:0]),
            DataError,
            "the table has no rows; a chart needs at least one estimate",
        ),
        (
            lambda: plot_estimates(table(), label="name"),
            ArgumentError,
            "label is 'name', which is no column; choose from label, estimate",
        ),
        (
            lambda: plot_estimates(table(), group="who"),
            ArgumentError,
            "group is 'who', which is no column; choose from",
        ),
        (
            lambda: plot_estimates(table(), order="size"),
            ArgumentError,
            r"order is 'size'; expected None \(as given\) or 'estimate'",
        ),
        (
            lambda: plot_estimates(table(), scale=(10, 0)),
            ArgumentError,
            r"scale is \(10, 0\); expected the lowest and the highest value that answers can have",
        ),
        (
            lambda: plot_estimates(table(), scale=(0, np.inf)),
            ArgumentError,
            r"scale is \(0, inf\); expected the lowest and the highest value",
        ),
        (
            lambda: plot_bars(table(), highlight=""),
            ArgumentError,
            "highlight is '', which is no row; expected one of ",
        ),
        (
            lambda: plot_pictogram(table(3)),
            ArgumentError,
            "a pictogram shows one share, and there are 3 rows; choose one",
        ),
        (
            lambda: plot_pictogram(table(1).assign(estimate=26)),
            ArgumentError,
            "the estimate is 26; a pictogram needs a share from 0 to 1",
        ),
    ],
)
def test_says_what_is_wrong(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_nothing_is_drawn_for_a_row_that_is_none():
    with pytest.raises(ArgumentError, match="which is no row"):
        plot_bars(table(), highlight="nobody")
    assert not plt.get_fignums()


def test_estimates_are_taken_as_they_are():
    estimates = estimate_figures(load_recruiters())
    ax = plot_estimates(estimates)
    values = [text.get_text() for text in ax.texts]
    assert "63%" in values
    assert "about 80%" in values
    assert "at most 21–31%" in values
    assert "no interval" in values
    assert values.count("n = 400") == 1


@in_one_test(
    ("scale", "size", "expected"),
    [
        ((1, 5), "double", [1, 2, 3, 4, 5]),
        ((1, 5), "phone", [1, 2, 3, 4, 5]),
        ((1, 7), "double", [1, 3, 5, 7]),
        ((0, 10), "double", [0, 2, 4, 6, 8, 10]),
        ((1, 10), "double", [1, 4, 7, 10]),
        ((0, 100), "phone", [0, 20, 40, 60, 80, 100]),
        # no even steps that are read at a glance
        ((18, 89), "double", [20, 40, 60, 80]),
    ],
)
def test_an_axis_counts_a_scale_of_answers_from_end_to_end(scale, size, expected):
    mean = pd.DataFrame({"label": ["Mean"], "estimate": [3.4], "ci_low": [3.2], "ci_high": [3.6],
                         "n": [600], "quantity": ["value"]})  # fmt: skip
    ax = plot_estimates(mean, scale=scale, size=size)
    low, high = ax.get_xlim()
    assert [tick for tick in ax.get_xticks() if low <= tick <= high] == expected


@pytest.mark.parametrize(
    ("size", "words"),
    [("double", ["0%", "25%", "50%", "75%", "100%"]), ("phone", ["0%", "", "50%", "", "100%"])],
)
def test_each_line_of_the_axis_has_its_number_where_there_is_room(size, words):
    ax = plot_bars({"yes": percent_interval("63%", 400)}, size=size)
    assert [label.get_text() for label in ax.get_xticklabels()] == words
