"""A chart with more rows than a slide has room for is several slides, on one scale."""

import warnings
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

import topline
from tests.plotting.cover.sample import CHARTS, balance, panels
from tests.plotting.extents import assert_all_words_are_free
from topline import GERMAN, LIGHT, SIZES, ArgumentError, publish, publish_parts

TITLE = "Most recruiters would rather hire a candidate who sent a note"
GIVEN = {"balance": balance, "small multiples": panels}
"""What is no number of rows."""


def table(rows, **more):
    share = np.linspace(0.02, 0.9, rows)
    columns = {"label": [f"answer {i}" for i in range(rows)], "estimate": share, "n": 400}
    return pd.DataFrame({**columns, "ci_low": share - 0.02, "ci_high": share + 0.02, **more})


def parts_of(chart, number, **options):
    drawn = GIVEN.get(chart, lambda k: k)(number)
    return publish_parts(CHARTS[chart], drawn, title=TITLE, **options)


@pytest.mark.parametrize(
    "chart",
    ["quantile dots", "forest", "scale", "scale with nets", "pairs", "panels", "rows of panels",
     "heat table", "coverage", "balance", "small multiples"],
)  # fmt: skip
def test_each_part_has_room_in_type_that_is_read(chart):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        parts = parts_of(chart, 15)
    assert len(parts) > 1
    for number, part in enumerate(parts, 1):
        assert part.title == f"{TITLE} ({number} of {len(parts)})"
        assert part.figure.get_size_inches() == pytest.approx(
            [SIZES["slide"].width, SIZES["slide"].height], abs=0.02
        )
        assert_all_words_are_free(part.figure)
        words = part.figure.findobj(Text)
        sizes = [t.get_fontsize() for t in words if t.get_visible() and t.get_text().strip()
                 and t.get_position() != (0, 0)]  # fmt: skip
        assert min(sizes) >= 18


@pytest.mark.parametrize("draw", [topline.plot_estimates, topline.plot_bars])
def test_all_rows_are_there_once_and_in_order_on_one_scale(draw):
    given = table(60)
    parts = publish_parts(draw, given, title=TITLE)
    assert len(parts) == 2
    shown = pd.concat([part.table for part in parts], ignore_index=True)
    pd.testing.assert_frame_equal(shown, given)
    ends = [ax.get_xlim() for part in parts for ax in part.figure.axes]
    assert len(set(ends)) == 1


def test_every_bar_of_a_scale_is_there_once_on_one_scale():
    parts = parts_of("scale with nets", 15)
    whole = publish(CHARTS["scale with nets"](15), title=TITLE).table
    shown = pd.concat([part.table for part in parts], ignore_index=True)
    key = ["outcome", "category"]
    assert len(shown) == len(whole)
    assert set(map(tuple, shown[key].to_numpy())) == set(map(tuple, whole[key].to_numpy()))
    assert len({part.figure.axes[0].get_xlim() for part in parts}) == 1


def test_every_cell_of_a_crosstab_is_there_once():
    whole = publish(CHARTS["panels"](15), title=TITLE).table[["label", "who", "estimate"]]
    parts = parts_of("panels", 15)
    shown = pd.concat([part.table for part in parts])[["label", "who", "estimate"]]
    order = ["label", "who"]
    pd.testing.assert_frame_equal(
        shown.sort_values(order).reset_index(drop=True),
        whole.sort_values(order).reset_index(drop=True),
    )
    assert len({ax.get_xlim() for part in parts for ax in part.figure.axes}) == 1


def test_the_pooled_share_stands_on_each_part_of_a_forest_plot():
    parts = parts_of("forest", 15)
    assert {part.table["survey"].iloc[-1] for part in parts} == {"All surveys together"}
    assert sum(len(part.table) - 1 for part in parts) == 15


def test_colours_of_a_heat_table_mean_the_same_on_each_part():
    frame = pd.concat([table(3, who=f"group {i}") for i in range(40)], ignore_index=True)
    frame["estimate"] = np.linspace(0.01, 0.9, len(frame))
    parts = publish_parts(topline.plot_heat_table, frame, title=TITLE, rows="label", columns="who")
    assert len(parts) > 1
    fills = [{patch.get_facecolor() for patch in part.figure.axes[0].patches} for part in parts]
    # the largest value of all has the deepest colour, and no part but the last has that
    assert min(sum(color[:3]) for color in fills[-1]) < min(sum(color[:3]) for color in fills[0])


def test_what_has_room_is_one_part_without_a_number():
    (part,) = publish_parts(topline.plot_bars, table(3), title=TITLE)
    assert part.title == TITLE
    (page,) = publish_parts(topline.plot_bars, table(60), title=TITLE, size="double")
    assert len(page.table) == 60
    assert len(publish_parts(topline.plot_bars, table(60), title=TITLE, size="social")) > 1


def test_parts_are_numbered_in_the_language_of_the_chart():
    style = replace(LIGHT, strings=GERMAN)
    first, *_ = publish_parts(topline.plot_bars, table(60), title="Titel", style=style)
    assert first.title == "Titel (1 von 2)"


def test_a_slide_that_is_too_small_says_what_makes_parts_of_it():
    with pytest.warns(
        UserWarning, match=r"1,4\d\d pixels high .* draw it in parts \(topline\.publ"
    ):
        publish(topline.plot_bars(table(60), size="slide"), title=TITLE)


def test_refusals():
    with pytest.raises(ArgumentError, match="leave ax out"):
        publish_parts(topline.plot_bars, table(3), title=TITLE, ax=None)
    with pytest.raises(ArgumentError, match="expected a function such as plot_bars"):
        publish_parts("bars", table(3), title=TITLE)
    page = topline.Size(5, part=(1, 4))
    with pytest.raises(ArgumentError, match=r"part is \(1, 4\), and the chart has 3 rows"):
        topline.plot_bars(table(3), size=page)
    for part in ((3, 2), (0, 1), 2, (1, 2, 3)):
        with pytest.raises(ArgumentError, match="part is"):
            topline.plot_bars(table(3), size=topline.Size(5, part=part))
    with pytest.raises(ArgumentError, match="which make no 7 equal pages"):
        topline.plot_crosstab(
            pd.concat([table(3, who="a"), table(3, who="b")]), size=topline.Size(5, part=(1, 7))
        )
