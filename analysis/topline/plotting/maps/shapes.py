"""The choropleth: regions as a GeoPandas frame, or GeoJSON, has them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ...arguments import check_text, described
from ...errors import ArgumentError
from ...estimates.schema import FloatArray
from ...language.marking import marked
from ...shown import one_line
from ..frame.canvas import ground_of, write_at
from ..frame.key import draw_key
from ..frame.page import axes_for, chart_room, drawn
from ..frame.record import attach_record
from ..given import Chartable
from ..look.text_size import line_height, text_width
from ..look.theme import Size, Style, styled
from .colouring import Colouring, Fill
from .regions import read_regions, refuse_unknown


@dataclass(frozen=True, eq=False)
class Shape:
    """A region: its name, and the rings of its outline, holes among them."""

    name: str
    rings: tuple[FloatArray, ...]

    @property
    def largest(self) -> FloatArray:
        """The ring that holds most."""
        areas = [abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) for x, y in
                 (ring.T for ring in self.rings)]  # fmt: skip
        return self.rings[int(np.argmax(areas))]


@drawn
def plot_map(
    estimates: Chartable,
    shapes: Any,
    *,
    on: str,
    region: str | None = None,
    suppressed: str = "mark",
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw regions in their shapes, coloured by their estimates.

    Values stand on the regions that have room for them, below names where both have. Regions
    without an estimate are grey, and estimates too imprecise to publish alone are hatched. Shapes
    of degrees are drawn as wide as they are at their middle; for any other projection project them
    first, as by ``to_crs``. A map shows no intervals, and large regions more than small ones,
    however many people live there.

    Parameters
    ----------
    estimates : Estimates, pandas.DataFrame, list or dict
        As in ``plot_estimates``, a row a region.
    shapes : geopandas.GeoDataFrame or mapping
        Polygons with their names: a GeoDataFrame, anything else with ``__geo_interface__``, or a
        GeoJSON FeatureCollection as Python has read it.
    on : str
        Column, or property, of `shapes` that names the regions as the estimates do.
    region : str, optional
        Column of `estimates` that names the regions; by default what names the rows.
    suppressed : {"mark", "hide"}
        As in ``plot_tile_map``.
    ax, style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        When a column is missing, or a region has several estimates.
    ArgumentError
        When `shapes` are none, `on` is no column of theirs, or an estimate is of no region there.

    Examples
    --------
    >>> plot_map(survey.proportion("vote", by="state"), states, on="NAME")  # doctest: +SKIP
    """
    style = styled(style, size)
    regions = read_regions(estimates, region, suppressed, style.strings)
    found, degrees = read_shapes(shapes, on)
    named = {shape.name: shape for shape in found}
    unknown = [name for name in regions.names if name not in named]
    refuse_unknown(unknown, f"names in {on!r}", list(named))
    chart = _ShapeMap.of(Colouring.of(regions, style), found, degrees=degrees)
    ax = axes_for(ax, chart.figure_size, style)
    chart.draw(ax)
    return attach_record(ax, chart.colours.record(marked("Map"), len(named)), estimates)


@dataclass(frozen=True, eq=False)
class _ShapeMap:
    """A map measured on its page.

    Attributes
    ----------
    colours : Colouring
    shapes : list of Shape
    ends : ((float, float), (float, float))
        Lowest and highest coordinates, across and up.
    stretch : float
        How many units across are as long as one up.
    """

    colours: Colouring
    shapes: list[Shape]
    ends: tuple[tuple[float, float], tuple[float, float]]
    stretch: float

    @classmethod
    def of(cls, colours: Colouring, shapes: list[Shape], *, degrees: bool) -> "_ShapeMap":
        """Measure a map; one of degrees is as wide as these are at its middle."""
        points = np.concatenate([ring for shape in shapes for ring in shape.rings])
        (left, low), (right, high) = points.min(axis=0), points.max(axis=0)
        stretch = 1 / max(np.cos(np.radians((low + high) / 2)), 0.1) if degrees else 1.0
        return cls(colours, shapes, ((left, right), (low, high)), stretch)

    @property
    def tall(self) -> float:
        """Inches of a map as wide as the page."""
        (left, right), (low, high) = self.ends
        return self.colours.inches * self.stretch * (high - low) / (right - left)

    @property
    def height(self) -> float:
        """Inches of the map: as many as the page has room for."""
        colours = self.colours
        # a screen shows a map whole that is no higher than wide; a phone is high itself
        highest = 1.4 if colours.style.page.narrow else 1.0
        most = min(chart_room(colours.style), highest * colours.inches)
        return min(self.tall, max(most - colours.key.height - 0.1, 1.0))

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height of a figure in inches."""
        return self.colours.style.page.width, self.height + self.colours.key.height + 0.1

    def draw(self, ax: Axes) -> None:
        """Draw all regions, the values that have room on them, and the key."""
        colours, key, style = self.colours, self.colours.key, self.colours.style
        (left, right), (low, high) = self.ends
        colours.clear(ax)
        # a map lower than its page is as wide as that lets it be, in the middle
        part = self.height / self.tall
        spare = (right - left) * (1 / part - 1) / 2
        ax.set_xlim(left - spare, right + spare)
        top = high + (high - low) * key.height / self.height
        ax.set_ylim(low, top)
        inch = colours.inches * part / (right - left)
        rows = {name: at for at, name in enumerate(colours.regions.names)}
        for shape in self.shapes:
            at = rows.get(shape.name)
            fill = colours.fill(at)
            outline = Path.make_compound_path(*(Path(ring, closed=True) for ring in shape.rings))
            ax.add_patch(PathPatch(outline, facecolor=style.paper if fill.faint else fill.color,
                                   edgecolor=style.paper, linewidth=style.scaled(0.6)))  # fmt: skip
            if fill.faint:
                ax.add_patch(PathPatch(outline, facecolor="none", edgecolor=fill.color,
                                       hatch="////", linewidth=0))  # fmt: skip
            if at is not None and fill.known:
                # where the name has no room the value may have, and where that has none its sign
                value, sign = colours.regions.text_of(at), colours.regions.rows.signs[at]
                for text in filter(None, (f"{shape.name}\n{value}", value, sign)):
                    if _write_words(ax, shape, text, fill, style, (inch, inch * self.stretch)):
                        break
        draw_key(ax, key, 0.0, top, style, inch=-(high - low) / self.height)


def read_shapes(shapes: Any, on: str) -> tuple[list[Shape], bool]:
    """Return the shapes, and whether they are in degrees.

    Raises
    ------
    ArgumentError
        When there are no polygons, or `on` is none of their columns.
    """
    given = getattr(shapes, "__geo_interface__", shapes)
    features = given.get("features") if isinstance(given, Mapping) else None
    if not features:
        raise ArgumentError(
            f"shapes is {described(shapes)}; expected a GeoDataFrame, or a GeoJSON "
            "FeatureCollection with a polygon at least"
        )
    check_text("on", on, expected="the name of a column of the shapes")
    found = []
    for feature in features:
        about = feature.get("properties") or {}
        if on not in about:
            raise ArgumentError(
                f"on is {described(on)}, which is no column of the shapes; choose from "
                f"{', '.join(map(str, about))}"
            )
        rings = tuple(rings_of(feature.get("geometry") or {}))
        if rings:
            found.append(Shape(one_line(about[on]), rings))
    if not found:
        raise ArgumentError("shapes has no polygons; expected regions, not points or lines")
    crs = getattr(shapes, "crs", None)
    # GeoJSON is in degrees; so is what lies within their range and says nothing
    plain = all(np.abs(ring).max(axis=0).tolist() <= [180, 90] for one in found
                for ring in one.rings)  # fmt: skip
    return found, bool(getattr(crs, "is_geographic", plain))


def rings_of(geometry: Mapping[str, Any]) -> Iterator[FloatArray]:
    """Yield the rings of a polygon or of several, as (n, 2) arrays."""
    parts: Sequence[Any] = geometry.get("coordinates") or ()
    if geometry.get("type") == "Polygon":
        parts = [parts]
    elif geometry.get("type") != "MultiPolygon":
        return
    for polygon in parts:
        for ring in polygon:
            yield np.asarray(ring, dtype=float)[:, :2]


def _write_words(
    ax: Axes, shape: Shape, text: str, fill: Fill, style: Style, inch: tuple[float, float]
) -> bool:
    """Write words at the middle of their region, if they lie within its outline with all corners.

    `inch` is the inches of a unit of the shapes, across and up. Returns whether it was written.
    """
    ring = shape.largest
    x, y = ring.T
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    area = cross.sum() * 3
    if not area:
        return False
    middle = (float(((x + np.roll(x, -1)) * cross).sum() / area),
              float(((y + np.roll(y, -1)) * cross).sum() / area))  # fmt: skip
    half = (text_width(text, style.small, family=style.family) / 2 / inch[0],
            line_height(text, style.small) / 2 / inch[1])  # fmt: skip
    corners = [(middle[0] + a * half[0], middle[1] + b * half[1]) for a in (-1, 0, 1)
               for b in (-1, 1)]  # fmt: skip
    if not Path(ring, closed=True).contains_points(corners).all():
        return False
    # stripes would run through words without a ground
    own: dict[str, Any] = {"color": style.words_on(fill.color)}
    if fill.faint:
        own = {"color": style.ink, "bbox": ground_of(style)}
    write_at(ax, text, middle, style, ha="center", va="center", **own)
    return True
