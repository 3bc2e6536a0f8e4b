"""Maps: each region once, in its place, in the colour of its estimate, and what is not told."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch
from matplotlib.textpath import TextPath

from tests.conftest import in_one_test
from tests.plotting.extents import assert_all_words_are_free
from topline import LIGHT, ArgumentError, DataError, plot_map, plot_tile_map, publish
from topline.plotting.maps.classes import Classes
from topline.plotting.maps.shapes import read_shapes
from topline.plotting.maps.states import TILES, state_of


def shares(names, estimates, **more):
    values = np.array(estimates, dtype=float)
    table = {"label": names, "estimate": values, "ci_low": values - 0.05, "ci_high": values + 0.05}
    return pd.DataFrame({**table, "n": 300, "confidence_level": 0.95, **more})


def square(name, x, y, side=1.0):
    corners = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return {"properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [corners]}}


SHAPES = {"features": [square("a", 0, 0), square("b", 1, 0), square("c", 0, 1)]}


class Frame:
    """What a GeoDataFrame shows of itself."""

    def __init__(self, crs=None):
        self.crs = crs
        self.__geo_interface__ = SHAPES


@pytest.mark.quick
@in_one_test("name", ["Ohio", "OHIO", " oh ", "39", 39, 39.0])
def test_states_are_known_by_name_and_codes(name):
    assert state_of(name) == "OH"


def test_there_are_fifty_states_and_the_district():
    assert len(TILES) == len(set(TILES.values())) == 51
    assert (state_of(1), state_of("56"), state_of("D.C."), state_of(3)) == ("AL", "WY", "DC", None)


def test_each_tile_has_the_colour_of_its_class_and_says_its_value():
    ax = plot_tile_map(shares(["Ohio", "TX", "6"], [0.31, 0.5, 0.52]))
    words = [text.get_text() for text in ax.texts]
    assert {"31%", "50%", "52%", "OH", "TX", "CA", "WY"} <= set(words)
    fills = {(round(p.get_x()), round(p.get_y())): to_hex(p.get_facecolor()) for p in ax.patches}
    assert fills[TILES["TX"]] == fills[TILES["CA"]] != fills[TILES["OH"]]
    assert fills[TILES["WY"]] == LIGHT.empty
    assert len(ax.patches) == 51


def test_a_map_says_how_wide_the_intervals_are_that_it_does_not_draw():
    chart = publish(plot_tile_map(shares(["Ohio"], [0.4])), title="x")
    assert "Intervals, not drawn, reach 5 points to either side. Grey: no estimate." in chart.note
    assert "Ohio: 40% (95% interval 35% to 45%); n = 300." in chart.alt


def test_what_is_too_imprecise_is_hatched_or_left_out():
    frame = shares(["Ohio", "Utah"], [0.4, 0.5], reasons=["nchs_few", ""])
    ax = plot_tile_map(frame)
    assert len([patch for patch in ax.patches if patch.get_hatch()]) == 1
    assert "40%†" in [text.get_text() for text in ax.texts]
    assert "†" in publish(ax, title="x").note
    hidden = plot_tile_map(frame, suppressed="hide")
    assert not [text for text in hidden.texts if "40%" in text.get_text()]


@pytest.mark.parametrize(
    ("values", "percent", "edges"),
    [
        ([0.31, 0.58], True, (0.3, 0.4, 0.5, 0.6)),
        ([0.5], True, (0.5, 0.51)),
        ([0.402, 0.404], True, (0.4, 0.41)),
        ([12.0, 57.0], False, (10, 20, 30, 40, 50, 60)),
        ([], True, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
    ],
)
def test_classes_have_round_limits_that_hold_all(values, percent, edges):
    found = Classes.of(np.array(values), LIGHT, percent=percent)
    assert found.edges == pytest.approx(edges)
    assert len(found.colors) == len(edges) - 1
    assert all(found.color_of(value) in found.colors for value in values)


@pytest.mark.parametrize("shapes", [SHAPES, Frame()])
def test_shapes_stand_where_they_are_with_their_values(shapes):
    ax = plot_map(shares(["a", "b"], [0.3, 0.6]), shapes, on="name")
    drawn = [patch for patch in ax.patches if isinstance(patch, PathPatch)]
    assert [tuple(p.get_path().vertices.min(axis=0)) for p in drawn] == [(0, 0), (1, 0), (0, 1)]
    fills = [to_hex(patch.get_facecolor()) for patch in drawn]
    assert fills[2] == LIGHT.empty
    assert len(set(fills)) == 3
    # names and values where both have room
    assert {"a\n30%", "b\n60%"} <= {text.get_text() for text in ax.texts}


def test_a_region_without_room_for_its_name_has_its_value():
    shapes = {"features": [square("a name that is far too long for its region " * 3, 0, 0)]}
    ax = plot_map(shares([shapes["features"][0]["properties"]["name"]], [0.3]), shapes, on="name",
                  size="phone")  # fmt: skip
    assert "30%" in {text.get_text() for text in ax.texts}
    assert_all_words_are_free(publish(ax, title="x").figure)


@pytest.mark.parametrize(("size", "highest"), [("web", 1.0), ("double", 1.0), ("phone", 1.4)])
def test_a_country_that_is_long_is_no_higher_than_a_screen(size, highest):
    tower = {"features": [square("a", 0, 0), square("b", 0, 1), square("c", 0, 2)]}
    ax = plot_map(shares(["a", "c"], [0.3, 0.6]), tower, on="name", size=size)
    width, height = ax.figure.get_size_inches()
    assert height <= highest * width + 0.1


def test_what_is_in_degrees_is_drawn_as_wide_as_it_is():
    far = {"features": [square("a", 0, 59)]}
    for shapes, degrees in ((far, True), ({"features": [square("a", 3e5, 6e6, 1e5)]}, False)):
        assert read_shapes(shapes, "name")[1] is degrees
        figure = publish(plot_map(shares(["a"], [0.4]), shapes, on="name"), title="x").figure
        figure.draw_without_rendering()
        box = figure.axes[0].patches[0].get_window_extent()
        # a degree of longitude at 60° is half as long as one of latitude
        assert box.width / box.height == pytest.approx(0.5 if degrees else 1, rel=0.1)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: plot_tile_map(shares(["Bavaria"], [0.4])), ArgumentError,
         "'Bavaria' is not on the map; expected states of the US such as 'Ohio', 'OH', '39'"),
        (lambda: plot_tile_map(shares(["Ohio", "Ohio"], [0.4, 0.5])), DataError,
         "'Ohio' has several estimates, and a region of a map has one colour; choose one answer"),
        (lambda: plot_map(shares(["d"], [0.4]), SHAPES, on="name"), ArgumentError,
         "'d' is not on the map; expected names in 'name' such as 'a', 'b', 'c'"),
        (lambda: plot_map(shares(["a"], [0.4]), SHAPES, on="NAME"), ArgumentError,
         "on is 'NAME', which is no column of the shapes; choose from name"),
        (lambda: plot_map(shares(["a"], [0.4]), [1], on="name"), ArgumentError,
         "expected a GeoDataFrame, or a GeoJSON FeatureCollection with a polygon at least"),
    ],
)  # fmt: skip
def test_says_what_is_wrong(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_a_geopandas_frame_is_drawn():
    geopandas = pytest.importorskip("geopandas")
    frame = geopandas.GeoDataFrame.from_features(SHAPES["features"], crs=4326)
    table = shares(["a", "b"], [0.3, 0.6])
    one, other = (publish(plot_map(table, shapes, on="name"), title="x") for shapes in
                  (frame, SHAPES))  # fmt: skip
    assert one == other


def test_code_and_value_stand_within_a_low_tile():
    # what is said of the imprecise ones takes of the height
    reasons = ["nchs_few" if at % 7 == 3 else "" for at in range(51)]
    ax = plot_tile_map(
        shares(list(TILES), np.linspace(0.3, 0.8, 51), reasons=reasons), size="slide"
    )
    publish(ax, title="t")
    ax.figure.canvas.draw()
    top, below = (ax.transData.transform((0, y))[1] for y in (0, 1))
    high = top - below
    codes = [text for text in ax.texts if text.get_text() in TILES]
    assert len(codes) == 51
    for text in codes:
        letters = TextPath((0, 0), text.get_text(), prop=text.get_fontproperties()).get_extents()
        cap = letters.height * ax.figure.dpi / 72
        middle = text.get_position()[1] - TILES[text.get_text()][1]
        # letters are centred on the line from their feet to their heads
        assert middle * high - cap / 2 >= 0.03 * high + 1
