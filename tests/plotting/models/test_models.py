"""Charts of models: their marks are the table's, and what they refuse."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from topline import (
    LIGHT,
    ArgumentError,
    DataError,
    Survey,
    plot_coefficients,
    plot_margins,
    plot_survival,
    publish,
)

pytestmark = pytest.mark.quick

RNG = np.random.default_rng(7)
DATA = pd.DataFrame(
    {
        "age": RNG.normal(45, 12, 300).round(),
        "sex": np.where(RNG.random(300) < 0.5, "f", "m"),
        "days": np.ceil(RNG.exponential(300, 300)),
        "left": RNG.random(300) < 0.6,
    }
)
DATA["voted"] = RNG.random(300) < 1 / (1 + np.exp(-(DATA["age"] - 45) / 20))
SURVEY = Survey(DATA)
LOGIT = SURVEY.logistic("voted ~ age + sex")
RATIOS = SURVEY.logistic("voted ~ age + sex", exponentiate=True)


def dots(ax):
    return {float(line.get_xdata()[0]) for line in ax.lines if len(line.get_xdata()) == 1}


def test_coefficients_are_the_tables_without_the_constant():
    ax = plot_coefficients(LOGIT)
    own = LOGIT.table.table.query("term != 'Intercept'")["estimate"]
    assert sorted(dots(ax)) == pytest.approx(sorted(own))
    assert ax.get_xscale() == "linear"
    assert "age" in publish(ax, title="T").alt


def test_ratios_stand_on_logs_on_both_sides_of_one():
    ax = plot_coefficients({"a": RATIOS, "b": SURVEY.logistic("voted ~ age", exponentiate=True)})
    assert ax.get_xscale() == "log"
    low, high = ax.get_xlim()
    assert low < 1 < high
    assert 1.0 in ax.get_xticks()
    ends = RATIOS.table.table.query("term != 'Intercept'")
    assert low < ends["ci_low"].min()
    assert high > ends["ci_high"].max()
    assert len(dots(ax)) == 3


def test_the_base_that_all_models_have_is_said_once_below():
    alone = SURVEY.logistic("voted ~ age")
    for size in ("double", "phone"):
        chart = publish(plot_coefficients({"a": LOGIT, "b": alone}, size=size), title="T")
        words = [text.get_text() for text in chart.figure.axes[0].texts]
        words += [tick.get_text() for tick in chart.figure.axes[0].get_yticklabels()]
        assert not [text for text in words if "n = " in text]
        assert "n = 300 unweighted" in chart.note
    fewer = SURVEY.logistic("voted ~ age", where="age > 45")
    ax = plot_coefficients({"a": LOGIT, "b": fewer})
    assert [text for text in ax.texts if "n = 300" in text.get_text()]


def test_ratios_near_one_have_an_axis_to_read_them_by():
    ticks = plot_coefficients(SURVEY.logistic("voted ~ age", exponentiate=True)).get_xticks()
    assert list(ticks) == pytest.approx([0.8, 1.0, 1.2])


def test_terms_are_drawn_in_the_order_asked_for():
    table = publish(plot_coefficients(LOGIT, terms=["sex[m]", "age"]), title="T").table
    assert table["term"].tolist() == ["sex[m]", "age"]
    # a row stands out by its term, and by the words on the chart
    for called in ("sex[m]", "sex: m", ["sex: m"]):
        ax = plot_coefficients(LOGIT, terms=["sex[m]", "age"], highlight=called)
        assert "sex: m" in [text.get_text() for text in ax.texts] + [
            tick.get_text() for tick in ax.get_yticklabels()
        ]


def test_the_curve_of_margins_is_that_of_the_predictions():
    ax = plot_margins(LOGIT, "age", at=[30, 50, 60])
    [curve] = [line for line in ax.lines if len(line.get_xdata()) == 3]
    expected = LOGIT.predictions("age", at=[30, 50, 60]).table["estimate"]
    assert curve.get_ydata() == pytest.approx(expected.to_numpy())
    # bars are as high as people are many
    support = LOGIT.support("age")
    height = np.array([bar.get_height() for bar in ax.patches])
    assert height / height.max() == pytest.approx(support["share"] / support["share"].max())
    assert support["share"].sum() == pytest.approx(1)


@pytest.mark.parametrize("outcome", ["voted", "days"])
def test_a_curve_without_limits_is_drawn_as_it_is(outcome):
    few = Survey(DATA.assign(c=np.arange(300) % 3), clusters="c")
    fit = few.logistic if outcome == "voted" else few.linear
    with pytest.warns(UserWarning, match="degrees of freedom"):
        model = fit(f"{outcome} ~ poly(age, 3) + sex")
    ax = plot_margins(model, "age", at=[30, 50, 60])
    [curve] = [line for line in ax.lines if len(line.get_xdata()) == 3]
    low, high = ax.get_ylim()
    assert low < curve.get_ydata().min() <= curve.get_ydata().max() <= high


def test_support_counts_by_weight():
    weighted = Survey(DATA.assign(w=np.where(DATA["sex"] == "f", 3.0, 1.0)), weights="w")
    support = weighted.linear("age ~ sex").support("sex").set_index("sex")["share"]
    women = (DATA["sex"] == "f").sum()
    assert support["f"] == pytest.approx(3 * women / (3 * women + (300 - women)))


def test_margins_of_a_factor_have_a_row_each_within_the_scale():
    table = publish(plot_margins(LOGIT, "sex"), title="T").table
    assert len(table) == 2
    assert ((table["ci_low"] > 0) & (table["ci_high"] < 1)).all()
    assert table["sex"].str.contains("of people").all()


def test_margins_of_a_factor_have_the_size_asked_for():
    widths = [
        plot_margins(LOGIT, "sex", size=size).get_figure().get_figwidth()
        for size in ("phone", "double", "slide")
    ]
    assert widths == sorted(set(widths))


@pytest.mark.parametrize(("more", "told"), [("", True), (" and all that lies near" * 5, False)])
def test_four_curves_keep_a_quarter_of_a_slide(more, told):
    """Names and numbers below do not flatten them; long names leave those at risk to the table."""
    names = ["North-East", "South and Islands", "Central uplands", "Capital city region"]
    groups = np.array([f"{name}{more}" for name in names])
    survey = Survey(DATA.assign(region=groups[np.arange(len(DATA)) % 4]))
    ax = plot_survival(survey.kaplan_meier("days, left ~ region"), size="slide")
    publish(ax, title="How long until something happens")
    figure = ax.get_figure()
    figure.canvas.draw()
    assert figure.get_figheight() == 7.5 or not told
    assert ax.get_window_extent().height > figure.bbox.height / 4
    assert ("At risk" in [text.get_text() for text in ax.texts]) is told


def test_survival_steps_begin_with_everybody():
    curves = SURVEY.kaplan_meier("days, left ~ sex")
    ax = plot_survival(curves)
    steps = [line for line in ax.lines if line.get_drawstyle() == "steps-post"]
    first = steps[0]
    assert (first.get_xdata()[0], first.get_ydata()[0]) == (0, 1)
    drawn = np.unique(np.concatenate([line.get_ydata() for line in steps]))
    assert drawn == pytest.approx(np.unique([1, *curves.table.table["estimate"]]))
    words = {text.get_text() for text in ax.texts}
    at = float(ax.get_xticks()[1])
    left = ((DATA["sex"] == "f") & (DATA["days"] >= at)).sum()
    bases = {f"{sex}   {(DATA['sex'] == sex).sum()}" for sex in "fm"}
    assert {"At risk", *bases, str(left)} <= words


def test_the_end_of_a_curve_that_few_are_left_of_is_grey():
    ax = plot_survival(SURVEY.kaplan_meier("days, left ~ 1", where="age > 60"))
    assert {to_hex(line.get_color()) for line in ax.lines} >= {LIGHT.faint}
    assert {"†", "‡"} & set(publish(ax, title="T").note)


REFUSED = [
    (lambda: plot_coefficients(3), ArgumentError, "expected what Survey.glm"),
    (lambda: plot_coefficients({}), ArgumentError, "models is empty"),
    (lambda: plot_coefficients({"a": LOGIT, "b": RATIOS}), ArgumentError, "has ratios"),
    (lambda: plot_coefficients(LOGIT, terms=["ages"]), ArgumentError, "did you mean 'age'"),
    (lambda: plot_margins(LOGIT, "income"), ArgumentError, "no predictor"),
    (lambda: plot_margins(SURVEY.mean("age"), "age"), ArgumentError, "expected what Survey.glm"),
    (lambda: plot_survival(SURVEY.mean("age")), DataError, "survival curves need"),
    (
        lambda: plot_survival(
            Survey(DATA.assign(g=[str(i % 5) for i in range(300)])).kaplan_meier("days, left ~ g")
        ),
        ArgumentError,
        "there are 5 survival curves",
    ),
]


@pytest.mark.parametrize(("call", "error", "words"), REFUSED)
def test_what_cannot_be_drawn_is_answered_in_words(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_every_chart_of_a_model_says_how_people_were_drawn():
    data = pd.DataFrame({"y": [1.0, 2, 4, 3, 5, 4, 6, 2] * 10, "g": ["a", "b"] * 40})
    data["x"] = range(80)
    for kind, words in {None: "was not told", "opt_in": "chose to take part"}.items():
        model = Survey(data, sample_type=kind).glm("y ~ g + x")
        charts = (
            plot_coefficients(model),
            plot_coefficients({"one": model, "other": model}),
            plot_margins(model, "g"),
            plot_margins(model, "x"),
        )
        for ax in charts:
            assert words in publish(ax, title="A model").note
