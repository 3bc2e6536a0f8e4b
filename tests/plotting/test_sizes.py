"""Every chart on every page, light and dark: nothing cut off, nothing over something else."""

from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from tests.conftest import long_unless
from tests.plotting.extents import TIGHT_PAGES, assert_all_words_are_free, boxes
from topline import (
    DARK,
    GERMAN,
    LIGHT,
    SIZES,
    Size,
    plot_bars,
    plot_estimates,
    plot_pictogram,
    publish,
)

LABEL = "would rather hire a candidate who sent a note to thank for it"
PLOTS = {
    "dots": lambda frame, **page: plot_estimates(frame, reference=0.5, **page),
    "dots in groups": lambda frame, **page: plot_estimates(frame, group="who", **page),
    "bars": plot_bars,
    "pictogram": lambda frame, **page: plot_pictogram(frame[:1], **page),
}
"""A chart each, of a table as `rows` makes it, on a page given by `style` and `size`."""

SIZES_OF_TABLES = {"pictogram": [1]}
PAGES = [
    (plot, size, rows, style)
    for plot in PLOTS
    for size in SIZES
    for rows in SIZES_OF_TABLES.get(plot, [1, 2, 30])
    for style in ("light", "dark")
]


def in_make_test(plot, size, number, style):
    """All where there is least room, a usual one on a page of any height; dark ones stand alike."""
    usual = number == 2 or plot in SIZES_OF_TABLES
    return style == "light" and ((usual and size == "web") or size in TIGHT_PAGES)


def rows(number):
    """0 % and 100 %, a missing interval, labels of sixty characters."""
    estimate = np.linspace(0, 1, number)
    frame = pd.DataFrame(
        {
            "label": [LABEL[: 60 - 7 * (i % 8)] for i in range(number)],
            "estimate": estimate,
            "ci_low": np.clip(estimate - 0.05, 0, 1),
            "ci_high": np.clip(estimate + 0.05, 0, 1),
            "confidence_level": 0.95,
            "interval": "wilson",
            "n": pd.array([400] * number, dtype="Int64"),
            "who": [("recruiters", LABEL)[2 * i // number] for i in range(number)],
            "respondents": "recruiters",
            "publisher": "Sponsor",
            "sample_type": "opt_in",
        }
    )
    frame.loc[frame.index[1::7], ["ci_low", "ci_high"]] = np.nan
    return frame


@pytest.mark.parametrize(("plot", "size", "number", "style"), long_unless(in_make_test, PAGES))
def test_no_words_are_cut_off_or_overlap_on_any_page(plot, size, number, style):
    ax = PLOTS[plot](rows(number), style=style, size=size)
    chart = publish(ax, title=LABEL, subtitle=LABEL)
    assert_all_words_are_free(chart.figure)
    width, height = chart.figure.get_size_inches()
    assert width == pytest.approx(SIZES[size].width)
    if SIZES[size].height and number < 3:
        assert height == pytest.approx(SIZES[size].height)


FACTORS = {"estimate": 1, "ci_low": 0.9, "ci_high": 1.1}
OTHER_VALUES = {
    "millions": {key: [36e5 * x, 5e4 * x, 7 * x] for key, x in FACTORS.items()},
    "differences": {key: [x - 1.1, x - 1, x - 0.8] for key, x in FACTORS.items()},
    "ceilings": {
        "interval": "ceiling_wilson",
        "percent": 75.5,
        "decimals": 1,
        "percent_qualifier": "about",
        "n_qualifier": "subgroup",
    },
    "a long word": {"label": ["x" * 90, "short", ""]},
}


@pytest.mark.parametrize(
    "size", long_unless(lambda size: size == "phone", ["phone", "double", "social"])
)
@pytest.mark.parametrize("values", OTHER_VALUES)
def test_other_values_have_room_in_german(values, size):
    frame = rows(3).assign(**OTHER_VALUES[values])
    ax = plot_bars(frame, style=replace(LIGHT, strings=GERMAN), size=size)
    assert_all_words_are_free(publish(ax, title=LABEL).figure)


@pytest.mark.parametrize("plot", PLOTS)
@pytest.mark.parametrize("size", long_unless(lambda size: size in TIGHT_PAGES, SIZES))
def test_light_and_dark_stand_alike(plot, size):
    places = []
    for style in ("light", "dark"):
        chart = publish(PLOTS[plot](rows(2), style=style, size=size), title=LABEL)
        axes = chart.figure.axes[0]
        places.append((axes.get_position().bounds, tuple(chart.figure.get_size_inches())))
        texts = [(t.get_text(), t.get_position(), t.get_size()) for t in axes.texts]
        places[-1] += (texts,)
    assert places[0] == places[1]


@pytest.mark.parametrize("plot", PLOTS)
def test_every_colour_is_the_styles(plot):
    ax = PLOTS[plot](rows(3), style=DARK)
    figure = publish(ax, title=LABEL, subtitle=LABEL).figure
    words = {t.get_color() for t in figure.findobj(Text) if t.get_visible() and t.get_text()}
    assert words == {DARK.ink, DARK.muted}
    fills = {to_hex(patch.get_facecolor()) for patch in ax.patches}
    marks = {DARK.ink, DARK.muted, *DARK.categories}
    assert fills <= {DARK.paper, DARK.empty, *DARK.categories, *map(DARK.softer, DARK.categories)}
    assert {line.get_color() for line in ax.lines} <= marks
    assert {line.get_color() for line in ax.get_xgridlines() if plot != "pictogram"} <= {DARK.grid}
    assert {to_hex(part.get_facecolor()) for part in (figure, ax)} == {DARK.paper}


@pytest.mark.parametrize("size", long_unless(lambda size: size in TIGHT_PAGES, SIZES))
@pytest.mark.parametrize("number", [2, 5])
def test_no_words_stand_on_bars(size, number):
    ax = plot_bars(rows(number), group="who", size=size)
    places = boxes(publish(ax, title=LABEL).figure)
    for bar in ax.patches:
        box = bar.get_window_extent()
        for words, place in places:
            wide = min(box.x1, place.x1) - max(box.x0, place.x0)
            high = min(box.y1, place.y1) - max(box.y0, place.y0)
            assert wide <= 0.5 or high <= 0.5, words


@pytest.mark.parametrize(
    ("size", "pixels"),
    [
        ("slide", (1920, 1080)),
        ("social", (1200, 675)),
        ("web", (1440, None)),
        ("single", (1051, 0)),
        ("phone", (870, 0)),
    ],
)
def test_pictures_have_the_pixels_of_their_page(tmp_path, size, pixels):
    path = publish(plot_bars(rows(2), size=size), title="x").save(tmp_path / "chart.png")
    height, width = plt.imread(path).shape[:2]
    assert width == pixels[0]
    if SIZES[size].height:
        assert height == pixels[1]


def test_a_picture_is_painted_to_its_edge(tmp_path):
    ax = plot_estimates(rows(2), style="dark", ax=Figure().subplots())
    path = publish(ax, title="x").save(tmp_path / "chart.png")
    corner = plt.imread(path)[0, 0, :3]
    assert to_hex(corner) == DARK.paper


def test_a_house_style_is_a_value():
    house = replace(
        LIGHT, categories=("#7a0019",), fonts=replace(LIGHT.fonts, label=11), strings=GERMAN
    )
    ax = plot_estimates(rows(2), style=house, size=Size(5.0, scale=0.9, label=1.8))
    assert {line.get_color() for line in ax.lines} == {"#7a0019"}
    assert ax.get_yticklabels()[0].get_fontsize() == pytest.approx(9.9)
    assert ax.figure.get_size_inches()[0] == 5
    chart = publish(ax, title="Titel")
    assert chart.style.strings is GERMAN
    assert "ungewichtet" in chart.note
    assert_all_words_are_free(chart.figure)
