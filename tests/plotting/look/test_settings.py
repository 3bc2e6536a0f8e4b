"""A person's own matplotlib settings: none changes a chart of ours, and no chart changes theirs."""

import warnings
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from cycler import cycler

import topline
from tests.conftest import long_unless
from topline import plot_bars, plot_crosstab, plot_estimates, plot_likert, plot_trend, publish
from topline.plotting.look import settings

UNUSUAL = {
    "axes.formatter.limits": [-1, 1],
    "axes.prop_cycle": cycler(color=["#ff00ff"], linestyle=[":"]),
    "axes.titlelocation": "right",
    "axes.titley": 0.3,
    "axes.xmargin": 0.4,
    "axes.ymargin": 0.4,
    "axes.zmargin": 0.4,
    "boxplot.whiskers": 3.0,
    "contour.algorithm": "serial",
    "figure.constrained_layout.use": True,
    "figure.titleweight": "bold",
    "font.family": ["monospace"],
    "font.size": 27,
    "image.aspect": "auto",
    "legend.labelcolor": "red",
    "legend.loc": "center",
    "lines.dash_capstyle": "round",
    "lines.linestyle": "--",
    "lines.marker": "x",
    "mathtext.fallback": "stix",
    "mathtext.fontset": "stix",
    "mathtext.default": "bf",
    "patch.facecolor": "red",
    "path.effects": [],
    "path.sketch": (10, 10, 10),
    "savefig.bbox": "tight",
    "savefig.dpi": 30,
    "savefig.format": "pdf",
    "savefig.orientation": "landscape",
    "svg.fonttype": "path",
    "svg.hashsalt": "theirs",
    "svg.id": "theirs",
    "text.hinting": "force_autohint",
    "text.usetex": True,
    "text.parse_math": False,
    "xtick.alignment": "right",
    "ytick.alignment": "top",
    "axes.autolimit_mode": "round_numbers",
    "axes.axisbelow": False,
    "axes.grid.axis": "x",
    "axes3d.mouserotationstyle": "sphere",
    "boxplot.flierprops.linestyle": "-",
    "date.converter": "concise",
    "font.stretch": "condensed",
    "image.interpolation_stage": "rgba",
    "grid.major.color": "red",
    "grid.major.linestyle": ":",
    "grid.minor.color": "red",
    "grid.minor.linestyle": ":",
    "image.origin": "lower",
    "lines.dash_joinstyle": "miter",
    "lines.solid_joinstyle": "miter",
    "macosx.window_mode": "tab",
    "pdf.fonttype": 42,
    "pgf.texsystem": "pdflatex",
    "ps.fonttype": 42,
    "ps.papersize": "a4",
    "xtick.minor.ndivs": 3,
    "ytick.minor.ndivs": 3,
}
"""Valid values that are not the usual ones, where no other can be derived from it."""

SAMPLES = ("red", "bold", "right", "top", "both", "x-large", "in", "minor", "round", "mono",
           "viridis_r", "nearest", "h5", "none", "linear", "cp437")  # fmt: skip


def unusual(name):
    """Return a valid value of a setting that is not its usual one; None where there is none."""
    usual = mpl.rcParamsDefault[name]
    if name in UNUSUAL:
        return UNUSUAL[name]
    if isinstance(usual, bool):
        return not usual
    tried = list(SAMPLES)
    if usual is None:
        tried = [2, 0.4]
    if isinstance(usual, (int, float)):
        tried = [usual * 2 + 1, usual / 2 + 0.1, 0.4, 2]
    if isinstance(usual, list) and usual:
        tried = [usual[::-1], [*usual, *usual[:1]]]
    for value in tried:
        try:
            with mpl.rc_context({name: value}):
                if mpl.rcParams[name] != usual:
                    return value
        except (ValueError, RuntimeError):
            continue
    return None


with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    VALUES = {
        name: value
        for name in mpl.rcParamsDefault
        if name not in settings._THEIRS
        for value in [unusual(name)]
        if value is not None
    }

TABLE = pd.DataFrame(
    {"label": ["a", "b"], "estimate": [0.4, 0.6], "ci_low": [0.3, 0.5], "ci_high": [0.5, 0.7]}
)


def cheap():
    return publish(plot_bars(TABLE), title="T")


def waves():
    table = pd.concat([TABLE.assign(wave=wave) for wave in (2020, 2021)])
    return plot_trend(table, wave="wave", group="label")


def survey():
    rng = np.random.default_rng(0)
    answers = rng.choice(["agree", "neither", "disagree"], 200)
    return topline.Survey(pd.DataFrame({"q": answers, "g": rng.choice(["a", "b"], 200)}))


BALANCE = pd.DataFrame(
    {
        "variable": ["sex", "sex"],
        "category": ["f", "m"],
        "before_points": [3.0, -3.0],
        "after_points": [0.0, 0.1],
    }
)
STATES = TABLE.assign(label=["Ohio", "Iowa"])
SHAPES = {
    "features": [
        {
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [[[x, 0], [x + 1, 0], [x, 1], [x, 0]]]},
        }
        for x, name in enumerate(STATES["label"])
    ]
}


def panels():
    table = pd.concat([TABLE.assign(wave=wave) for wave in (2020, 2021)])
    return topline.plot_trend_panels(table, wave="wave", group="label")


def incomes():
    data = pd.DataFrame({"income": np.random.default_rng(0).lognormal(7, 1, 90)})
    return topline.Survey(data).lorenz("income")


def people():
    rng = np.random.default_rng(0)
    data = {"y": rng.normal(5, 1, 90), "x": rng.normal(0, 1, 90), "g": rng.choice(["a", "b"], 90)}
    return topline.Survey(pd.DataFrame({**data, "time": np.arange(1, 91), "event": data["x"] > 0}))


NEW = {
    "coefficients": lambda **where: topline.plot_coefficients(
        people().linear("y ~ x + g"), **where
    ),
    "margins": lambda **where: topline.plot_margins(people().linear("y ~ x + g"), "x", **where),
    "survival": lambda **where: topline.plot_survival(
        people().kaplan_meier("time, event ~ g"), **where
    ),
    "heat": lambda **where: topline.plot_heat_table(survey().crosstab("q", ["g"]), **where),
    "lorenz": lambda **where: topline.plot_lorenz(incomes(), **where),
    "balance": lambda **where: topline.plot_balance(BALANCE, **where),
    "tile map": lambda **where: topline.plot_tile_map(STATES, **where),
    "map": lambda **where: topline.plot_map(STATES, SHAPES, on="name", **where),
}
"""Charts that came later, each of which can be drawn on a person's own figure."""

CHARTS = {
    **NEW,
    "trend panels": panels,
    "dots": lambda: plot_estimates(TABLE, reference=0.5),
    "trend": waves,
    "likert": lambda: plot_likert(survey().proportion("q", by="g"), nets=True),
    "crosstab": lambda: plot_crosstab(survey().crosstab("q", ["g"])),
    "pictogram": lambda: topline.plot_pictogram(TABLE[:1]),
    "difference": lambda: topline.plot_difference(survey().proportion("q", by="g")),
    "uncertainty": lambda: topline.plot_uncertainty(survey().proportion("q")),
    "coverage": lambda: topline.plot_coverage("wilson", nobs=40),
    "weights": lambda: topline.plot_weights(np.linspace(1, 2, 50)),
    "tipping": lambda: topline.plot_tipping_point(252, 400, value=0.5),
    "forest": lambda: topline.plot_forest(TABLE, topline.funnel_data([4, 6], [10, 10]).pooled),
    "funnel": lambda: topline.plot_funnel(topline.funnel_data([40, 60], [100, 90])),
}


USUAL = {"dots", "trend", "crosstab", "lorenz", "map"}


@pytest.fixture(autouse=True)
def theirs():
    """Give the person their settings back, and let no deprecated one be an error."""
    with warnings.catch_warnings(), mpl.rc_context():
        warnings.simplefilter("ignore", mpl.MatplotlibDeprecationWarning)
        yield
    plt.close("all")


@pytest.fixture(scope="module")
def usual_bytes():
    with settings.own_settings():
        return cheap()._svg


def test_nearly_all_settings_are_tried():
    left = set(mpl.rcParamsDefault) - set(VALUES) - set(settings._THEIRS)
    unseen = ("keymap", "animation", "webagg", "ps.", "text.latex")
    left = {name for name in left if not name.startswith(unseen)}
    assert len(left) < 5, f"give a value of {left} in UNUSUAL"


REACHED = {"text.usetex", "path.sketch", "lines.linestyle", "xtick.alignment", "font.size"}


@pytest.mark.parametrize("name", long_unless(lambda name: name in REACHED, sorted(VALUES)))
def test_no_setting_changes_a_chart(name, usual_bytes):
    mpl.rcParams[name] = VALUES[name]
    theirs = mpl.rcParams.copy()
    assert cheap()._svg == usual_bytes
    assert mpl.rcParams.copy() == theirs, "and it stands as it was"


def published(chart):
    found = publish(CHARTS[chart](), title="T", subtitle="S")
    return [found._picture(kind) for kind in ("svg", "png", "pdf")], found._repr_html_()


@pytest.mark.parametrize("chart", long_unless(lambda chart: chart in USUAL, CHARTS))
def test_all_settings_together_change_no_chart(chart):
    before = published(chart)
    mpl.rcParams.update(VALUES)
    theirs = mpl.rcParams.copy()
    assert published(chart) == before
    assert mpl.rcParams.copy() == theirs


def test_a_report_has_our_look(tmp_path):
    """A report draws on figures off screen."""

    def pictures(folder):
        topline.write_survey_report(survey(), ["q"], folder)
        return {path.name: path.read_bytes() for path in (folder / "figures").iterdir()}

    before = pictures(tmp_path / "usual")
    mpl.rcParams.update(VALUES)
    assert pictures(tmp_path / "theirs") == before


def test_a_person_s_own_figure_keeps_theirs():
    plain = plt.figure().add_subplot()
    mpl.rcParams.update({"path.sketch": (5, 50, 5), "lines.linewidth": 7})
    ax = plt.figure().add_subplot()
    assert plot_bars(TABLE, ax=ax) is ax
    assert {patch.get_sketch_params() for patch in ax.patches} == {(5, 50, 5)}
    assert plain.patch.get_sketch_params() is None
    assert mpl.rcParams["lines.linewidth"] == 7


def test_every_chart_is_tried():
    tried = Path(__file__).read_text(encoding="utf-8")
    charts = [name for name in topline.__all__ if name.startswith("plot_")]
    assert [name for name in charts if f"{name}(" not in tried] == []


@pytest.mark.parametrize("chart", NEW)
def test_every_chart_leaves_a_figure_as_it_was(chart):
    mpl.rcParams.update({"path.sketch": (5, 50, 5), "lines.linewidth": 7})
    theirs = mpl.rcParams.copy()
    figure = plt.figure(figsize=(9, 5), dpi=77)
    other, ax = figure.subplots(1, 2)
    before = figure.get_size_inches().tolist(), figure.dpi, other.get_position().bounds
    assert NEW[chart](ax=ax) is ax
    assert (figure.get_size_inches().tolist(), figure.dpi, other.get_position().bounds) == before
    assert not other.lines
    assert not other.texts
    assert mpl.rcParams.copy() == theirs


@pytest.mark.parametrize("own", [True, False])
def test_a_chart_that_fails_leaves_the_settings(own, monkeypatch):
    mpl.rcParams.update({"lines.linewidth": 7, "font.size": 27})
    theirs = mpl.rcParams.copy()
    ax = plt.figure().add_subplot() if own else None

    def fail(*_given, **_more):
        raise RuntimeError

    monkeypatch.setattr("topline.plotting.rows.row_chart.RowChart.attach_record", fail)
    with pytest.raises(RuntimeError):
        plot_bars(TABLE, ax=ax)
    with pytest.raises(topline.ToplineError):
        plot_bars(TABLE.drop(columns="estimate"), ax=ax)
    assert mpl.rcParams.copy() == theirs


def test_saving_leaves_the_settings(tmp_path: Path):
    chart = cheap()
    mpl.rcParams["savefig.dpi"] = 30
    chart.save(tmp_path / "a.png")
    assert mpl.rcParams["savefig.dpi"] == 30


def test_settings_within_settings_end_with_the_outer_ones():
    usual = mpl.rcParamsDefault["font.size"]
    with plt.rc_context({"font.size": 31}):
        for _ in range(2):
            with settings.own_settings():
                with settings.own_settings():
                    assert mpl.rcParams["font.size"] == usual
                assert mpl.rcParams["font.size"] == usual
            assert mpl.rcParams["font.size"] == 31
        with pytest.raises(ZeroDivisionError), settings.own_settings(), settings.own_settings():
            1 / 0  # noqa: B018
        assert mpl.rcParams["font.size"] == 31
        with settings.own_settings():
            assert mpl.rcParams["font.size"] == usual
