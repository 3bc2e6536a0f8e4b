"""The chart of a scale: where segments stand, what is set aside, nets with their intervals."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from tests.conftest import long_unless
from tests.plotting.extents import TIGHT_PAGES, assert_all_words_are_free
from tests.plotting.special import asked, scale
from topline import LIGHT, ArgumentError, DataError, Survey, percent_text, plot_likert, publish
from topline.plotting.likert.nets import in_short

ANSWERS = ["no", "rather no", "neither", "rather yes", "yes"]


def frame(shares, answers=ANSWERS, **more):
    """A row of shares for each bar."""
    bars = [
        pd.DataFrame({"question": name, "category": answers, "estimate": row, **more})
        for name, row in shares.items()
    ]
    return pd.concat(bars, ignore_index=True)


SHARES = {"a": [0.1, 0.2, 0.3, 0.25, 0.15], "b": [0.3, 0.3, 0.1, 0.2, 0.1]}


def drawn(table, **options):
    """The axes, and (left end, width) of every bar's segments."""
    ax = plot_likert(table, ax=Figure().subplots(), **options)
    rows = sorted({round(bar.get_y() + bar.get_height() / 2, 6) for bar in ax.patches})
    places = {row: [] for row in rows}
    for bar in ax.patches:
        places[round(bar.get_y() + bar.get_height() / 2, 6)].append((bar.get_x(), bar.get_width()))
    return ax, [sorted(places[row]) for row in rows]


def texts(ax):
    return [text.get_text() for text in ax.figure.findobj(Text) if text.get_text()]


def test_the_neutral_answer_is_split_at_the_middle():
    _, bars = drawn(frame(SHARES))
    for found, shares in zip(bars, SHARES.values(), strict=True):
        starts = np.cumsum([0, *shares[:-1]]) - shares[0] - shares[1] - shares[2] / 2
        assert np.allclose(found, np.column_stack([starts, shares]))


def test_the_neutral_answer_counts_to_the_right_or_stands_apart():
    _, bars = drawn(frame(SHARES), neutral=None)
    assert [found[0][0] for found in bars] == pytest.approx([-0.3, -0.6])
    _, bars = drawn(frame(SHARES), neutral="aside")
    assert [found[2][0] for found in bars] == pytest.approx([0, 0])
    apart = [found[-1] for found in bars]
    assert [start for start, _ in apart] == pytest.approx([0.46, 0.46])
    assert [width for _, width in apart] == pytest.approx([0.3, 0.1])


def test_stacked_bars_fill_a_hundred_percent():
    ax, bars = drawn(frame(SHARES), kind="stacked")
    for found in bars:
        assert found[0][0] == 0
        assert sum(found[-1]) == pytest.approx(1)
    assert ax.get_xlim() == pytest.approx((0, 1))


def test_dont_know_never_shifts_the_middle():
    with_dk = frame(SHARES, [*ANSWERS[:4], "yes"])
    more = frame({"a": [0.4], "b": [0.05]}, ["Don't  know"])
    scaled = with_dk.assign(
        estimate=with_dk["estimate"] * with_dk["question"].map({"a": 0.6, "b": 0.95})
    )
    _, bars = drawn(pd.concat([scaled, more]))
    for found, part, shares in zip(bars, (0.6, 0.95), SHARES.values(), strict=True):
        left = part * (shares[0] + shares[1] + shares[2] / 2)
        assert found[0][0] == pytest.approx(-left)
    assert bars[0][-1][0] == pytest.approx(bars[1][-1][0])
    ax = plot_likert(pd.concat([scaled, more]))
    note = publish(ax, title="x").note
    assert "Percent of everybody in the base; apart, at the right: Don't  know." in note


@pytest.mark.parametrize(
    "answer",
    ["DON’T KNOW", "Refused", "(no answer)", "Don't know / refused", "DK/NA", "weiß nicht",
     "Weiß nicht oder keine Angabe", "-9: Refused", "No lo sé", "Не знаю", "わからない"],
)  # fmt: skip
def test_what_says_nothing_is_set_aside(answer):
    _, (bar,) = drawn(frame({"a": [0.5, 0.3, 0.2]}, ["no", answer, "yes"]))
    assert bar[0] == pytest.approx((-0.5, 0.5))
    assert bar[-1] == pytest.approx((0.2 + 0.06, 0.3))
    _, (bar,) = drawn(frame({"a": [0.5, 0.3, 0.2]}, ["no", answer, "yes"]), aside=())
    assert bar[0][0] == pytest.approx(-0.65)


def test_what_stands_apart_has_its_number_and_one_entry_in_the_key():
    parts = {"a": [0.4, 0.3, 0.25, 0.05], "b": [0.5, 0.496, 0.001, 0.003], "c": [0.5, 0.5, 0, 0]}
    table = frame(parts, ["no", "yes", "Don't know", "Refused"])
    words = texts(plot_likert(table))
    assert "Don't know, Refused" in words
    assert {"30%", "*"} <= set(words)
    assert {"40", "30", "50"} <= set(words)
    assert "0%" not in words
    note = publish(plot_likert(table), title="x").note
    assert "* Less than half a percent." in note
    assert "*" not in publish(plot_likert(table[table["question"] != "b"]), title="x").note


OPTIONS = [{}, {"nets": True}, {"kind": "stacked"}, {"neutral": "aside"}]
PAGES = product(["single", "double", "slide", "social", "web", "phone"], OPTIONS)


@pytest.mark.parametrize(
    ("size", "options"),
    long_unless(lambda size, options: size == TIGHT_PAGES["kind" in options], PAGES),
)
def test_numbers_stay_inside_their_segments(size, options):
    figure = publish(plot_likert(scale(30), size=size, **options), title="x").figure
    figure.draw_without_rendering()
    bars = [bar.get_window_extent() for bar in figure.axes[0].patches]
    numbers = [t for t in figure.axes[0].texts if not hasattr(t, "xyann")]
    assert numbers
    for number in numbers:
        box = number.get_window_extent()
        # places are rounded to pixels
        assert any(bar.x0 <= box.x0 and box.x1 <= bar.x1
                   and bar.y0 - 0.5 <= box.y0 and box.y1 <= bar.y1 + 0.5
                   for bar in bars), number.get_text()  # fmt: skip


def test_answers_set_aside_may_be_named():
    table = frame({"a": [0.5, 0.3, 0.2]}, ["no", "yes", "went home"])
    _, (bar,) = drawn(table, aside=["Went home"])
    assert bar[0] == pytest.approx((-0.5, 0.5))
    assert bar[-1] == pytest.approx((0.3 + 0.06, 0.2))


def test_empty_answers_keep_their_colour():
    order = pd.CategoricalDtype(ANSWERS)
    table = frame(SHARES).astype({"category": order})
    ax, _ = drawn(table[table["category"] != "rather no"])
    key = {text: line.get_color() for text, line in zip(ANSWERS, ax.lines[1:], strict=False)}
    assert list(key.values()) == list(LIGHT.ramp(5))
    whole, _ = drawn(table)
    colours = {bar.get_facecolor() for bar in ax.patches}
    assert colours < {bar.get_facecolor() for bar in whole.patches}


def test_nets_come_from_the_covariance():
    found = asked(3)
    chart = publish(plot_likert(found, nets=True), title="x")
    answers = list(dict.fromkeys(found.table["category"]))
    net = found.net({"low": answers[:2], "high": answers[2:]}).table
    table = chart.table.tail(len(net))
    assert np.allclose(
        table[["estimate", "ci_low", "ci_high"]], net[["estimate", "ci_low", "ci_high"]]
    )
    words = texts(chart.figure.axes[0])
    for row in net.itertuples():
        assert percent_text(row.estimate) in words
    assert "95% interval (logit)" in chart.note
    # each side says which answers it adds up
    told = [" ".join(word.split()) for word in words if word.startswith("NET")]
    assert told == [
        f"NET: {in_short(answers[:2])}", f"NET: {in_short(answers[2:])}"
    ]  # fmt: skip


def test_nets_of_a_plain_table_have_no_interval():
    chart = publish(plot_likert(frame(SHARES), nets={"against": ANSWERS[:2], "for": ANSWERS[3:]}),
                    title="x")  # fmt: skip
    words = texts(chart.figure.axes[0])
    assert {"30%", "40%", "60%"} <= set(words)
    assert "interval" not in chart.note
    assert "NET, left: against; right: for." in chart.note
    assert len(chart.table) == 10


def test_bars_may_be_sorted():
    labels = [t.get_text() for t in plot_likert(frame(SHARES), order="net").get_yticklabels()]
    assert labels == ["a", "b"]
    labels = [t.get_text() for t in plot_likert(frame(SHARES), order=["b", "a"]).get_yticklabels()]
    assert labels == ["b", "a"]
    upside = frame({"b": SHARES["b"], "a": SHARES["a"]})
    labels = [t.get_text() for t in plot_likert(upside, order="net").get_yticklabels()]
    assert labels == ["a", "b"]
    chart = publish(plot_likert(upside, order="net", nets=True), title="x")
    assert list(chart.table["question"]) == ["a"] * 5 + ["b"] * 5
    codes = frame({1.0: SHARES["a"], 2.0: SHARES["b"]})
    labels = [t.get_text() for t in plot_likert(codes, order=[2, 1]).get_yticklabels()]
    assert labels == ["2", "1"]


def test_nets_are_in_the_order_of_the_bars():
    found = asked(4)
    chart = publish(plot_likert(found, nets=True, order="net"), title="x")
    bars = list(dict.fromkeys(chart.table["who"][:16]))
    assert list(chart.table["who"][16:]) == [bar for bar in bars for _ in range(2)]


def test_the_neutral_answer_counts_to_the_right_in_its_net_too():
    words = texts(plot_likert(frame({"a": SHARES["a"]}), nets=True, neutral=None))
    assert {"30%", "70%"} <= set(words)


def test_rounding_is_said_only_where_it_shows():
    said = "Percentages may not total 100% because of rounding."
    thirds = frame({"a": [1 / 3] * 3}, ["no", "so-so", "yes"])
    assert said in publish(plot_likert(thirds), title="x").note
    note = publish(plot_likert(frame(SHARES)), title="x").note
    assert said not in note
    assert "Numbers in the bars are percent." in note


def test_says_most_and_nets_for_people_who_do_not_see_it():
    alt = publish(plot_likert(frame(SHARES, n=400), nets=True), title="Title").alt
    assert alt == (
        "Diverging stacked bars: Title. 2 rows. a: most often neither, 30%. NET left 30%, right "
        "40%. b: most often no, 30%. NET left 60%, right 30%."
    )
    alt = publish(plot_likert(scale(6)), title="x").alt
    assert "no estimate." in alt
    assert "2 more in the table." in alt


def test_several_questions_and_groups_of_microdata():
    rng = np.random.default_rng(0)
    data = pd.DataFrame({key: rng.choice(ANSWERS, 300) for key in ("q1", "q2")})
    data["sex"] = rng.choice(["f", "m"], 300)
    with pytest.raises(ArgumentError, match="answers to 'q1' are in alphabetical order; their or"):
        plot_likert(Survey(data).proportion(["q1", "q2"], by="sex"))
    survey = Survey(data, order=dict.fromkeys(("q1", "q2"), ANSWERS))
    found = survey.proportion(["q1", "q2"], by="sex")
    labels = [text.get_text() for text in plot_likert(found).get_yticklabels()]
    assert labels == ["f, q1", "m, q1", "f, q2", "m, q2"]
    only = found.subset(found.table["sex"] == "f")
    assert [t.get_text() for t in plot_likert(only).get_yticklabels()] == ["q1", "q2"]


def test_what_cannot_be_drawn_is_said():
    table = frame(SHARES)
    with pytest.raises(ArgumentError, match="kind is 'pie'; expected one of diverging, stacked"):
        plot_likert(table, kind="pie")
    with pytest.raises(ArgumentError, match="neutral is 'out'; expected one of split, aside, N"):
        plot_likert(table, neutral="out")
    with pytest.raises(
        ArgumentError, match="order is 'a'; expected None, 'net', or every label onc"
    ):
        plot_likert(table, order="a")
    with pytest.raises(ArgumentError, match="rows is 'who', which is no column; choose from quest"):
        plot_likert(table, rows="who")
    with pytest.raises(ArgumentError, match=r"nets is .*; expected two, as"):
        plot_likert(table, nets={"for": ["yess"], "against": ["no"]})
    with pytest.raises(ArgumentError, match="the answer 'no' is told twice for 'a'"):
        plot_likert(pd.concat([table, table]))
    with pytest.raises(ArgumentError, match="the table is a list; expected Estimates or a DataF"):
        plot_likert([1])
    with pytest.raises(DataError, match="no column 'category'; a chart of a scale needs category"):
        plot_likert(table.drop(columns="category"))
    with pytest.raises(DataError, match="the table has no rows"):
        plot_likert(table.head(0))
    with pytest.raises(DataError, match=r"shares of 'a' add up to 200%; .* use plot_bars"):
        plot_likert(table.assign(estimate=0.4))
    with pytest.raises(DataError, match="an estimate is 25; expected shares from 0 to 1: divide"):
        plot_likert(table.assign(estimate=25.0))
    with pytest.raises(DataError, match=r"an estimate is −0\.1; expected shares from 0 to 1"):
        plot_likert(table.assign(estimate=-0.1))
    with pytest.raises(DataError, match="all answers are set aside"):
        plot_likert(table, aside=ANSWERS)
    with pytest.raises(ArgumentError, match=r"has 8 answers; two to seven .* Estimates.net\(\)"):
        plot_likert(frame({"a": [0.125] * 8}, list("abcdefgh")))
    with pytest.raises(ArgumentError, match="the scale has one answer; nets need answers on two"):
        plot_likert(frame({"a": [0.5]}, ["yes"]), nets=True)


def test_bars_without_a_name_or_an_estimate():
    codes = frame({"a": SHARES["a"]}).assign(question=np.nan)
    labels = [t.get_text() for t in plot_likert(codes, rows="question").get_yticklabels()]
    assert labels == ["–"]
    table = frame({"a": [0.3, 0.7]}, ["no", "yes"]).drop(columns="question")
    alt = publish(plot_likert(table), title="x").alt
    assert alt == "Diverging stacked bars: x. Most often yes, 70%."
    chart = publish(
        plot_likert(frame({"a": [np.nan] * 5, "b": [np.nan] * 5}), nets=True), title="x"
    )
    assert_all_words_are_free(chart.figure)
    assert "a: no estimate. b: no estimate." in chart.alt


def test_questions_may_lack_answers_and_whole_sides():
    data = pd.DataFrame({"q1": ANSWERS * 20, "q2": [*ANSWERS[3:], *ANSWERS[3:], "yes"] * 20})
    data = data.astype({"q1": pd.CategoricalDtype(ANSWERS)})
    chart = publish(plot_likert(Survey(data).proportion(["q1", "q2"]), nets=True), title="x")
    words = texts(chart.figure.axes[0])
    assert {"40%", "0%", "100%"} <= set(words)


def test_a_share_alone_is_not_drawn_as_everybody():
    ax = plot_likert(frame({"a": [0.05]}, ["yes"]))
    assert ax.get_xlim() == pytest.approx((0, 1))


def test_one_answer_and_hostile_words():
    ax = plot_likert(frame({"<b>": [0.5]}, ["$x$ & =1+1"]))
    assert "$x$ & =1+1" in texts(ax)
    chart = publish(ax, title="x")
    assert "<b>: most often $x$ & =1+1" in chart.alt or "most often $x$ & =1+1, 50%" in chart.alt


@pytest.mark.parametrize("size", ["double", "phone"])
def test_a_side_of_one_answer_is_no_net(size):
    answers = pd.Categorical(["small", "medium", "large"] * 40, ["small", "medium", "large"])
    shares = Survey(pd.DataFrame({"size": answers})).proportion("size")
    ax = plot_likert(shares, rows=(), nets=True, size=size)
    words = "\n".join(text.get_text() for text in ax.figure.findobj(Text))
    assert "small" in words
    assert "NET" not in words


def test_a_narrow_page_says_once_what_the_nets_of_several_bars_are_of():
    words = texts(plot_likert(frame(SHARES), nets=True, size="phone"))
    named = [text for text in words if "rather no" in text and ":" in text]
    assert [" ".join(text.split()) for text in named] == [
        "NET, left: no + rather no; right: rather yes + yes."
    ]
    assert "left 30% · right 40%" in words
    one = "\n".join(texts(plot_likert(frame({"a": SHARES["a"]}), nets=True, size="phone")))
    assert "NET no + rather no: 30%" in one


def test_an_answer_that_nobody_gave_shifts_no_middle():
    """Of agreement without "Strongly disagree", "Neither" stays between the sides."""
    answers = ["Disagree", "Neither", "Agree", "Strongly agree"]
    ax, [bar] = drawn(frame({"a": [0.1, 0.2, 0.4, 0.3]}, answers), nets=True)
    assert bar[0] == pytest.approx((-0.2, 0.1))
    assert bar[1] == pytest.approx((-0.1, 0.2))
    said = " ".join(text.get_text() for text in ax.texts)
    assert "Agree + Strongly agree" in said
    assert "70%" in said
    whole, _ = drawn(frame({"a": [0, 0.1, 0.2, 0.4, 0.3]}, ["Strongly disagree", *answers]))
    colours = [{p.get_facecolor() for p in one.patches if p.get_width() > 0} for one in (ax, whole)]
    assert colours[0] == colours[1]


def test_nets_need_answers_on_two_sides():
    table = frame({"a": [0.2, 0.5, 0.3]}, ["Neither", "Agree", "Strongly agree"])
    with pytest.raises(ArgumentError, match="on one side of the scale"):
        plot_likert(table, nets=True, ax=Figure().subplots())
    _, [bar] = drawn(table)
    assert bar[0] == pytest.approx((-0.1, 0.2))
