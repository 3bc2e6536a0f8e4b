"""Gradients and dotplots: the marks stand where the sampling distribution says."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import EllipseCollection, PolyCollection
from matplotlib.colors import to_hex
from scipy import stats
from scipy.special import expit, logit

from tests.plotting.special import uncertain
from topline import LIGHT, ArgumentError, DataError, plot_uncertainty, publish
from topline.plotting.rows.quantile_marks import WIDEST, stacked


def one(estimate=0.3, std_error=0.02, df=20.0, **more):
    row = {"label": "x", "estimate": estimate, "std_error": std_error, "df": df}
    row |= {"ci_low": estimate - 0.04, "ci_high": estimate + 0.04} | more
    return pd.DataFrame([row])


def logit_t(p, estimate=0.3, std_error=0.02, df=20.0):
    t = stats.t.ppf(p, df) if np.isfinite(df) else stats.norm.ppf(p)
    return expit(logit(estimate) + t * std_error / (estimate * (1 - estimate)))


def marks(ax, kind):
    return [artist for artist in ax.collections if isinstance(artist, kind)]


@pytest.mark.parametrize("df", [3.0, 20.0, np.inf, np.nan])
def test_a_gradient_ends_at_the_widest_interval_and_darkens_inwards(df):
    ax = plot_uncertainty(one(df=df))
    (bands,) = marks(ax, PolyCollection)
    ends = [(path.vertices[:, 0].min(), path.vertices[:, 0].max()) for path in bands.get_paths()]
    tails = np.array([(1 - WIDEST) / 2, (1 + WIDEST) / 2])
    assert ends[0] == pytest.approx(logit_t(tails, df=df))
    for (low, high), level in zip(ends, np.linspace(WIDEST, 0, 50, endpoint=False), strict=True):
        limits = logit_t(np.array([1 - level, 1 + level]) / 2, df=df)
        assert (low, high) == pytest.approx(tuple(limits))
    assert np.all(np.diff([a for a, _ in ends]) > 0)
    assert np.all(np.diff([b for _, b in ends]) < 0)
    assert to_hex(bands.get_facecolor()[0]) == LIGHT.between("#ffffff", "#0072b2", 1 - WIDEST)


@pytest.mark.parametrize("dots", [5, 20, 100])
def test_each_dot_is_an_equal_chance(dots):
    ax = plot_uncertainty(one(), kind="dots", dots=dots)
    (circles,) = marks(ax, EllipseCollection)
    offsets = np.asarray(circles.get_offsets())
    assert len(offsets) == dots
    expected = logit_t((np.arange(dots) + 0.5) / dots)
    columns = np.unique(offsets[:, 0])
    width = np.diff(columns).min()
    assert np.abs(np.sort(offsets[:, 0]) - expected).max() <= width / 2 + 1e-12
    assert len(np.unique(offsets.round(9), axis=0)) == dots


def test_dots_do_not_touch_and_stacks_stay_in_their_row():
    figure = plot_uncertainty(uncertain(5), kind="dots").figure
    published = publish(figure.axes[0], title="x").figure
    ax = published.axes[0]
    for circles in marks(ax, EllipseCollection):
        at = ax.transData.transform(circles.get_offsets())
        scale = abs(np.diff(ax.transData.transform([(0, 0), (0, 1)])[:, 1])[0])
        diameter = scale * circles.get_widths()[0]
        apart = np.abs(at[:, None] - at[None]).max(axis=2) + 1e9 * np.eye(len(at))
        assert apart.min() >= 0.95 * diameter
    bases = [max(np.asarray(c.get_offsets())[:, 1]) for c in marks(ax, EllipseCollection)]
    tops = [min(np.asarray(c.get_offsets())[:, 1]) for c in marks(ax, EllipseCollection)]
    assert all(base < top for base, top in zip(bases[:-1], tops[1:], strict=True))


def test_dots_of_one_column_are_stacked():
    # columns stand side by side from the middle on
    assert stacked(np.array([0.1, 0.12, 0.29, 0.34]), 0.1, 0.13) == [
        (pytest.approx(0.13), 0), (pytest.approx(0.13), 1), (pytest.approx(0.33), 0),
        (pytest.approx(0.33), 1),
    ]  # fmt: skip


def test_a_row_without_a_standard_error_keeps_its_whisker():
    for error in (np.nan, 0.0):
        ax = plot_uncertainty(one(std_error=error))
        assert not ax.collections
        assert [tuple(x.get_xdata()) for x in ax.lines if x.get_marker() == "|"] == [
            (pytest.approx(0.26), pytest.approx(0.34))
        ]
    ax = plot_uncertainty(one().drop(columns="std_error"))
    assert not ax.collections


def test_where_no_interval_can_be_given_none_is_drawn():
    ax = plot_uncertainty(one(ci_low=np.nan, ci_high=np.nan))
    assert not ax.collections
    (dot,) = ax.lines
    assert dot.get_markerfacecolor() == "#ffffff"


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_all_and_nobody_have_no_distribution_but_their_interval(share):
    frame = one(share, 0.0, ci_low=max(share - 0.1, 0), ci_high=min(share + 0.1, 1))
    ax = plot_uncertainty(frame, kind="dots")
    assert not ax.collections
    assert len([line for line in ax.lines if line.get_marker() == "|"]) == 1


def test_a_missing_estimate_keeps_its_place():
    frame = pd.concat([one(), one(np.nan, np.nan, ci_low=np.nan, ci_high=np.nan)])
    ax = plot_uncertainty(frame)
    assert len(ax.get_yticks()) == 2
    assert len(marks(ax, PolyCollection)) == 1


def test_values_and_differences_scatter_evenly():
    frame = one(-0.02, 0.03, np.inf, p_value=0.5)
    (bands,) = marks(plot_uncertainty(frame), PolyCollection)
    ends = bands.get_paths()[0].vertices[:, 0]
    z = stats.norm.ppf((1 + WIDEST) / 2)
    assert (ends.min(), ends.max()) == pytest.approx((-0.02 - 0.03 * z, -0.02 + 0.03 * z))
    frame = one(56_000.0, 1000.0, np.inf, ci_low=54_000.0, ci_high=58_000.0)
    low, high = plot_uncertainty(frame).get_xlim()
    assert low < 56_000 - 1000 * z < 56_000 + 1000 * z < high


def test_words_say_what_marks_mean():
    assert "up to 99.5%" in publish(plot_uncertainty(one()), title="x").note
    chart = publish(plot_uncertainty(one(), kind="dots", dots=50), title="x")
    assert "one of 50 equally likely values under this model" in chart.note
    assert chart.alt.startswith("Quantile dotplot: x. x: 30%")


@pytest.mark.parametrize(
    ("options", "words"),
    [({"kind": "violin"}, "expected 'gradient' or 'dots'"), ({"dots": 3}, "expected 5 to 100")],
)
def test_wrong_options_are_refused(options, words):
    with pytest.raises(ArgumentError, match=words):
        plot_uncertainty(one(), **options)
    with pytest.raises(DataError, match="no rows"):
        plot_uncertainty(one()[:0])


@pytest.mark.parametrize("size", ["phone", "single"])
def test_the_line_under_a_stack_ends_before_the_words_of_the_next_row(size):
    words = "would rather hire who sent a note"
    rows = pd.DataFrame({"label": [f"{i} {words}" for i in range(5)], "estimate": 0.3,
                         "std_error": 0.02, "df": 20.0, "n": 400, "ci_low": 0.26,
                         "ci_high": 0.34})  # fmt: skip
    ax = plot_uncertainty(rows, kind="dots", size=size)
    ax.figure.canvas.draw()
    lines = [line.get_window_extent() for line in ax.lines if set(line.get_xdata()) == {0.3}]
    labels = [text.get_window_extent() for text in ax.texts if "hire" in text.get_text()]
    assert len(labels) == len(lines) == 5
    for line in lines:
        assert not any(line.overlaps(label) for label in labels)
