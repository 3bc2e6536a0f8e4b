"""What stands out has its colours; all else is grey, in every chart that takes a wish."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from topline import ArgumentError, Survey, plot_crosstab, plot_difference, plot_likert
from topline.plotting.look.theme import LIGHT

ANSWERS = ["disagree", "neither", "agree"]


@pytest.fixture(scope="module")
def survey():
    rng = np.random.default_rng(3)
    answers = pd.Categorical(rng.choice(ANSWERS, 600), ANSWERS, ordered=True)
    return Survey(pd.DataFrame({"q": answers, "sex": rng.choice(["f", "m"], 600)}))


def fills(ax, y):
    """The fills of the bars at a height."""
    return {
        to_hex(bar.get_facecolor())
        for bar in ax.patches
        if bar.get_y() < y < bar.get_y() + bar.get_height()
    }


def rows_of(ax):
    return dict(zip([t.get_text() for t in ax.get_yticklabels()], ax.get_yticks(), strict=True))


def test_bars_of_a_scale_are_pale_beside_the_one_that_stands_out(survey):
    shares = survey.proportion("q", by="sex")
    plain, told = (plot_likert(shares, nets=True, highlight=one) for one in (None, "f"))
    rows = rows_of(told)
    assert fills(told, rows["f"]) == fills(plain, rows["f"])
    pale = {LIGHT.between(LIGHT.paper, color, 0.35) for color in fills(plain, rows["m"])}
    assert fills(told, rows["m"]) == pale


def test_pairs_are_grey_beside_the_one_that_stands_out(survey):
    ax = plot_difference(survey.proportion("q", by="sex"), highlight="agree")
    rows = rows_of(ax)
    colors = {}
    for line in ax.lines:
        if line.get_linestyle() == "None":
            colors.setdefault(float(line.get_ydata()[0]), set()).add(line.get_color())
    assert colors[rows["agree"]] == {LIGHT.mark(0)[0], LIGHT.mark(1)[0]}
    assert colors[rows["disagree"]] == colors[rows["neither"]] == {LIGHT.dont_know}
    (panel,) = ax.child_axes
    whiskers = {float(x.get_ydata()[0]): x.get_color() for x in panel.lines if len(x.get_xdata())}
    assert whiskers[rows["agree"]] == LIGHT.ink
    assert whiskers[rows["disagree"]] == LIGHT.dont_know


@pytest.mark.parametrize(("wish", "bars"), [("agree", 3), ("m", 3), (["agree", "m"], 5)])
def test_a_crosstab_keeps_the_colour_of_rows_or_panels(survey, wish, bars):
    first = plot_crosstab(survey.crosstab("q", "sex"), highlight=wish)
    every = [bar for ax in first.figure.axes for bar in ax.patches]
    own = LIGHT.softer(LIGHT.mark(0)[0])
    assert len(every) == 9
    assert sum(to_hex(bar.get_facecolor()) == own for bar in every) == bars


@pytest.mark.quick
@pytest.mark.parametrize(
    ("plot", "kind"),
    [(plot_likert, "bar"), (plot_difference, "row"), (plot_crosstab, "row or panel")],
)
def test_what_is_not_there_is_refused_with_what_is(survey, plot, kind):
    what = (
        survey.crosstab("q", "sex") if plot is plot_crosstab else survey.proportion("q", by="sex")
    )
    with pytest.raises(ArgumentError, match=f"highlight is 'nobody', which is no {kind}; expected"):
        plot(what, highlight="nobody")
