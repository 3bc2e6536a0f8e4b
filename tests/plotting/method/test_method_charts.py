"""Coverage, weights and tipping points: curves and bars are the statistics' own numbers."""

from itertools import pairwise

import numpy as np
import pytest

from tests.plotting.special import weights
from topline import (
    ArgumentError,
    Survey,
    coverage_probability,
    kish_design_effect,
    load_example_survey,
    plot_coverage,
    plot_tipping_point,
    plot_weights,
    proportion_interval,
    publish,
    tipping_point,
)
from topline.plotting.method.coverage import LANE

pytestmark = pytest.mark.quick


def words(ax):
    return " ".join(ax.get_title(loc="left").split())


def test_each_lane_is_the_exact_coverage_of_its_method():
    keys = ["wald", "wilson", "clopper_pearson"]
    ax = plot_coverage(keys, nobs=30)
    curves = [line for line in ax.lines if len(line.get_xdata()) > 2]
    ticks = dict(zip(ax.get_yticks(), [t.get_text() for t in ax.get_yticklabels()], strict=True))
    tops = [at for at, text in ticks.items() if text == "100%"]
    assert list(ticks.values()) == ["85%", "95%", "100%"] * 3
    for key, line, top in zip(keys, curves, tops, strict=True):
        shares, heights = line.get_data()
        coverage = 1 - (heights - top) / LANE * 0.15
        assert coverage == pytest.approx(coverage_probability(key, shares, 30))
        assert line.get_clip_box() is not None
    nominal = [line.get_ydata()[0] for line in ax.lines if line.get_linestyle() == "--"]
    assert nominal == [at for at, text in ticks.items() if text == "95%"]


def test_a_scale_without_room_leaves_out_the_number_that_would_touch():
    ax = plot_coverage("wilson", nobs=30, confidence_level=0.99)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["89%", "99%"]


def test_words_tell_mean_and_least_coverage():
    chart = publish(plot_coverage("wald", nobs=30), title="x")
    shares = np.linspace(0, 1, 1001)[1:-1]
    coverage = coverage_probability("wald", shares, 30)
    assert f"Wald: mean {coverage.mean():.1%}, least {coverage.min():.1%}" in chart.alt
    assert chart.note.startswith(
        "How to read. Exact coverage for n = 30, not simulated. Dashed lines: 95%"
    )
    assert len(chart.table) == 999


@pytest.mark.parametrize(
    ("methods", "options", "message"),
    [
        ([], {}, "there is no method to draw"),
        (["wald"], {"floor": 0.96}, "expected 0 or more, below the confidence level"),
        (["who"], {}, "who"),
    ],
)
def test_methods_and_floors_that_cannot_be_are_refused(methods, options, message):
    with pytest.raises(ArgumentError, match=message):
        plot_coverage(methods, nobs=30, **options)


@pytest.mark.usual
@pytest.mark.parametrize("number", [1, 2, 30, 1000])
def test_bars_count_all_respondents_by_weight(number):
    w = weights(number)
    ax = plot_weights(3.7 * w)
    table = publish(ax, title="x").table
    relative = w / w.mean()
    assert sum(bar.get_height() for bar in ax.patches) == pytest.approx(1)
    assert table["respondents_in_bin"].sum() == number
    edges = np.append(table["weight_low"], table["weight_high"].iloc[-1])
    assert edges[-1] == pytest.approx(relative.max())
    inside = [((relative > low) & (relative <= high)).sum() for low, high in pairwise(edges)]
    inside[-1] += number - sum(inside)
    assert table["respondents_in_bin"].tolist() == inside
    assert [bar.get_x() for bar in ax.patches] == table["weight_low"].tolist()


def test_words_tell_what_weights_cost():
    w = weights(1000)
    ax = plot_weights(w)
    deff = kish_design_effect(w)
    assert f"n = 1,000; Kish design effect {deff:.2f}; effective n {1000 / deff:.0f}." in words(ax)
    heaviest = np.sort(w)[-50:].sum() / w.sum()
    assert f"{w.max() / w.mean():.3g} times the mean" in words(ax)
    assert f"the heaviest 5% of respondents carry {heaviest:.0%}." in words(ax)
    assert words(plot_weights([0, 1, 0, 1])).endswith("2 weights are 0.")
    assert words(ax) in publish(ax, title="x").alt


def test_a_survey_has_its_own_weights():
    data = load_example_survey()
    ax = plot_weights(Survey(data, weights="weight"))
    assert words(ax) == words(plot_weights(data["weight"]))


def test_weights_that_cannot_be_are_refused():
    for wrong in ([-1, 2], [np.nan, 1], [0, 0]):
        with pytest.raises(ArgumentError, match="weights"):
            plot_weights(wrong)


CLAIMS = [
    (252, 400, 0.5, "design_effect"),
    (252, 400, 0.5, "bias"),
    (252, 400, 0.5, "misreporting"),
    (100, 400, 1 / 3, "design_effect"),
    (100, 400, 1 / 3, "bias"),
    (100, 400, 1 / 3, "misreporting"),
    (0, 50, 0.2, "bias"),
    (50, 50, 0.8, "misreporting"),
]


@pytest.mark.usual
@pytest.mark.parametrize(("count", "nobs", "threshold", "what"), CLAIMS)
def test_the_band_reaches_the_threshold_at_the_tipping_point(count, nobs, threshold, what):
    ax = plot_tipping_point(count, nobs, value=threshold, error=what)
    tip = tipping_point(count, nobs, threshold, error=what)
    (dot,) = [line for line in ax.lines if line.get_marker() == "o"]
    assert (dot.get_xdata()[0], dot.get_ydata()[0]) == (tip, threshold)
    table = publish(ax, title="x").table
    row = table[table["size"] == tip].iloc[0]
    near = row["ci_low"] if count / nobs >= threshold else row["ci_high"]
    assert near == pytest.approx(threshold)
    low, high = proportion_interval(count, nobs)
    first = table.iloc[0]
    assert (first["ci_low"], first["ci_high"]) == (pytest.approx(low), pytest.approx(high))
    line = next(line for line in ax.lines if len(line.get_xdata()) == len(table))
    assert list(line.get_ydata()) == table["estimate"].tolist()
    assert f"Claim: {'more' if count / nobs >= threshold else 'less'} than" in words(ax)


def test_the_tipping_point_is_never_rounded_up():
    assert "Holds up to a design effect of 7." in words(plot_tipping_point(252, 400, value=0.5))
    ax = plot_tipping_point(252, 400, value=0.5, error="bias")
    assert tipping_point(252, 400, 0.5, error="bias") == pytest.approx(0.0817, abs=1e-4)
    assert words(ax) == "Claim: more than 50%. Holds up to a bias of 8.1 points."
    ax = plot_tipping_point(252, 400, value=0.5, error="misreporting")
    assert words(ax) == "Claim: more than 50%. Holds up to 14% of false answers."


@pytest.mark.usual
@pytest.mark.parametrize("what", ["design_effect", "bias", "misreporting"])
def test_a_claim_that_does_not_hold_has_no_tipping_point(what):
    ax = plot_tipping_point(190, 400, value=0.5, error=what)
    assert words(ax).endswith("Does not hold as it is.")
    assert not [line for line in ax.lines if line.get_marker() == "o"]


def test_one_claim_at_a_time():
    with pytest.raises(ArgumentError, match="shows one claim"):
        plot_tipping_point([1, 2], 10, value=0.5)
    with pytest.raises(ArgumentError, match="expected one of"):
        plot_tipping_point(5, 10, value=0.5, error="luck")
