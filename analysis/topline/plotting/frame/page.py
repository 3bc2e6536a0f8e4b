"""The page a chart is made for: the room it leaves, the type that fits it, and its Axes.

Of a figure that somebody made a chart takes the part of its Axes: the page is as large as that, and
the Axes are moved so that all words stay within. Where a layout engine moves Axes, it does so.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.gridspec import SubplotSpec
from matplotlib.layout_engine import PlaceHolderLayoutEngine
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from ...arguments import described
from ...errors import ArgumentError
from ...wording import decimal_text
from ..look.fonts import use_fallbacks
from ..look.settings import give_size, is_own, new_figure, own_settings
from ..look.text_size import fit, missing_glyphs_allowed
from ..look.theme import LIGHT, LINE, Fonts, Style, styled


class LaidOut(Protocol):
    """A chart measured on its page."""

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height in inches at which nothing in it overlaps."""


class _NoRoomError(ArgumentError):
    """Axes are too small for their chart."""

    def __init__(self, needed: tuple[float, float], there: tuple[float, float]) -> None:
        sizes = [" × ".join(decimal_text(inches, 1) for inches in size) for size in (there, needed)]
        super().__init__(
            f"the chart has {sizes[0]} inches of the figure and needs about {sizes[1]}; make the "
            "figure larger (figsize=), draw fewer rows, or leave ax= out"
        )


T = TypeVar("T", bound=LaidOut)
P = ParamSpec("P")
Drawn = TypeVar("Drawn")

_SMALLER = (1.0, 0.9, 0.8, 0.7)
"""Sizes of type that are tried until a chart fits; below seven tenths it cannot be read."""

_TIGHTER = (0.9, 0.8, 0.7, 0.6, 0.5)
"""Parts of gaps and marks that are tried where the least type of a page does not fit."""


def chart_room(style: Style, note: str = "") -> float:
    """Return the inches a page of fixed height leaves: two lines of headline, three of note.

    Of a `note` that the chart adds to its caption, all lines beside three of base and intervals.
    """
    if style.page.height is None:
        return np.inf
    lines = fit(note, style.small, style.page.width - 2 * style.margin, family=style.family)
    return style.page.height - _around(style, 4 + lines.count("\n") if note else 3)


def _around(style: Style, note: int = 3) -> float:
    """Return the inches of two lines of headline and some of note, with air."""
    points = 2 * style.title + style.subtitle + note * style.small
    return 1.1 * points * LINE / 72 + 4 * style.margin


def that_fits(style: Style, lay_out: Callable[[Style], T], note: str = "") -> T:
    """Return a chart laid out in the largest type that fits a page of fixed height.

    The headline's type stays. What fits in no type is laid out in the smallest, and tightest.
    """
    fonts, page = style.fonts, style.page
    for part in _SMALLER:
        label, small, big = (size * part for size in (fonts.label, fonts.small, fonts.big))
        smallest = replace(fonts, label=label, small=small, big=big)
        chart = lay_out(replace(style, fonts=smallest))
        if chart.figure_size[1] <= chart_room(style, note):
            return chart
    # where type may go no lower, gaps and marks may, those around headline and note, too
    for part in _TIGHTER if page.least else ():
        kept = replace(smallest, title=fonts.title / part, subtitle=fonts.subtitle / part)
        tighter = replace(style, fonts=kept, page=replace(page, scale=page.scale * part))
        chart = lay_out(tighter)
        if chart.figure_size[1] <= chart_room(tighter, note):
            return chart
    # the caption may be shorter than it is taken for
    return that_fits(style, lay_out) if note else chart


def axes_for(ax: Axes | None, size: tuple[float, float], style: Style = LIGHT) -> Axes:
    """Return the caller's Axes, or the only one of a new figure of this size."""
    if ax is not None and not hasattr(ax, "set_facecolor"):
        raise ArgumentError(
            f"ax is {described(ax)}; expected matplotlib Axes, or None for new ones"
        )
    if ax is None:
        ax = new_figure(size, style).add_subplot()
    elif is_own_axes(ax):
        give_size(ax.get_figure(root=True), size)  # type: ignore[arg-type]
    else:
        there = style.page.width, chart_room(style)
        if max(size[0] - there[0], size[1] - there[1]) > _ROUNDING:
            raise _NoRoomError(size, there)
    ax.set_facecolor(style.paper)
    return ax


_WIDE, _SMALL = 4.3, 3.2
"""Inches of a part of a figure from which on labels stand beside rows, and in small type."""

_LEAST = 0.7
"""Inches of an axis at least."""

_ROUNDING = 0.01
"""Inches that a chart may be too high for its page: lengths are rounded to pixels."""

_BESIDE = (0.6, 0.2)
"""Inches that words beside Axes take at the left and at the right, before they are measured."""


def drawn(plot: Callable[P, Drawn]) -> Callable[P, Drawn]:
    """Let a chart be drawn under the package's settings, or on `ax` under the person's own.

    There it takes the part of the figure that is the Axes', and no more.
    """

    @wraps(plot)
    def draw(*args: P.args, **options: P.kwargs) -> Drawn:
        ax: Any = options.get("ax")
        if ax is None:
            with own_settings():
                return _with_fonts(plot(*args, **options))
        given = _axes_of(ax)
        if not given or any(map(is_own_axes, given)):
            return _with_fonts(plot(*args, **options))
        own_plot: Any = plot
        style = styled(options.get("style", "light"), options.get("size", "double"))  # type: ignore[arg-type]
        parts = {one: _part_of(one) for one in given}
        for one, part in parts.items():
            # words are wrapped to the width of Axes: let it be about what it will be
            if isinstance(one, Axes) and not _engine(one):
                dpi, place = one.get_figure(root=True).dpi, _place(one)  # type: ignore[union-attr]
                left, right = (style.scaled(inches) * dpi for inches in _BESIDE)
                _move(one, Bbox.from_extents(part.x0 + left, place.y0, part.x1 - right, place.y1))
        looks = _in_part(style, given, Bbox.union(list(parts.values())))
        for style in looks:
            try:
                found: Drawn = own_plot(*args, **{**options, "style": style, "size": style.page})
                break
            except _NoRoomError:
                # nothing is drawn yet
                if style is looks[-1]:
                    raise
        _with_fonts(found)
        # a figure without Axes has them now
        panels = _axes_of(ax.axes if isinstance(ax, (Figure, SubFigure)) else ax)
        # a layout engine shares the room out among panels by what each needs
        for one in panels if len(panels) == 1 or not _engine(ax) else ():
            _keep_within(one, parts.get(one) or _part_of(one), style)
        return found

    return draw


def _with_fonts(ax: Drawn) -> Drawn:
    """Let all words of the figure use fonts of the system for the signs that theirs lack."""
    figure: Any = ax.get_figure(root=True) if isinstance(ax, Axes) else None
    use_fallbacks(figure.findobj(Text) if figure else ())
    return ax


def _axes_of(ax: Any) -> list[Any]:
    """Return the Axes that are given, or the figure in which they are to be made."""
    if isinstance(ax, (Axes, Figure, SubFigure)):
        return [ax]
    try:
        listed = list(np.ravel(ax)) if isinstance(ax, (list, tuple, np.ndarray)) else []
    except ValueError:
        # rows of unlike lengths
        return []
    return listed if all(isinstance(one, Axes) for one in listed) else []


def is_own_axes(ax: Any) -> bool:
    """Return whether Axes are on a figure that the package made; what is none is on none."""
    figure = ax.get_figure(root=True) if isinstance(ax, (Axes, Figure, SubFigure)) else None
    return figure is not None and is_own(figure)


def _engine(ax: Any) -> bool:
    """Return whether a layout engine places the Axes."""
    engine = np.ravel(ax)[0].get_figure(root=True).get_layout_engine()
    return engine is not None and not isinstance(engine, PlaceHolderLayoutEngine)


def _place(ax: Axes) -> Bbox:
    """Return where Axes stand, in pixels."""
    return ax.get_position(original=True).transformed(ax.figure.transSubfigure)


def _part_of(ax: Any) -> Bbox:
    """Return the part of a figure that Axes may take, in pixels: their cell of the grid.

    Axes that stand by themselves beside others have the place that they were given. Where others
    reach into the part, it ends.
    """
    if isinstance(ax, (Figure, SubFigure)):
        return Bbox(ax.bbox.get_points())
    spec, figure, place = ax.get_subplotspec(), ax.figure, _place(ax)
    if spec is not None:
        part = _cell(spec).transformed(figure.transSubfigure)
    else:
        part = Bbox(figure.bbox.get_points()) if figure.axes == [ax] else place
    x0, y0, x1, y1 = part.extents
    moved = spec is not None and _engine(ax)  # with all others, nobody knows yet where to
    for other in (_place(one) for one in figure.axes if one is not ax and not moved):
        if other.y0 < place.y1 and place.y0 < other.y1:
            x0 = max(x0, other.x1) if other.x1 <= place.x0 else x0
            x1 = min(x1, other.x0) if other.x0 >= place.x1 else x1
        if other.x0 < place.x1 and place.x0 < other.x1:
            y0 = max(y0, other.y1) if other.y1 <= place.y0 else y0
            y1 = min(y1, other.y0) if other.y0 >= place.y1 else y1
    return Bbox.from_extents(x0, y0, x1, y1)


def _cell(spec: SubplotSpec) -> Bbox:
    """Return a cell of a grid as a part of the figure: cells share it by their ratios."""
    grid, top = spec.get_gridspec(), spec.get_topmost_subplotspec()
    outer = Bbox.unit() if top is spec else _cell(top)
    x, y = (
        np.concatenate([[0.0], np.cumsum(ratios)]) / np.sum(ratios)
        for ratios in (grid.get_width_ratios(), grid.get_height_ratios())
    )
    x0, x1 = outer.x0 + outer.width * x[[spec.colspan.start, spec.colspan.stop]]
    y1, y0 = outer.y1 - outer.height * y[[spec.rowspan.start, spec.rowspan.stop]]
    return Bbox.from_extents(x0, y0, x1, y1)


def _in_part(style: Style, given: list[Any], part: Bbox) -> list[Style]:
    """Return styles for a page as large as a part of a figure, the one to try first at the front.

    Labels stand beside the rows where the part is wide; above them, which takes more height, where
    it is not, or beside them in smaller type.
    """
    page, dpi = style.page, given[0].get_figure(root=True).dpi
    width, height = min(part.width / dpi, page.width), part.height / dpi
    if isinstance(given[0], Axes) and not _engine(given[0]):
        height = _place(given[0]).height / dpi
    page = replace(page, width=width, height=height + _around(style))
    label = page.label * min(width / style.page.width, 1)
    beside = replace(style, page=replace(page, label=label))
    above = replace(style, page=replace(page, label=width - 2 * style.margin, narrow=True))
    if page.narrow:
        return [above]
    if width >= style.scaled(_WIDE):
        return [beside, above]
    small = Fonts(**{name: _SMALLER[-1] * size for name, size in vars(style.fonts).items()})
    return [above, replace(beside, fonts=small)] if width >= style.scaled(_SMALL) else [above]


def _keep_within(ax: Axes, part: Bbox, style: Style) -> None:
    """Move Axes so that their words stay within a part of the figure.

    Raises
    ------
    ArgumentError
        When the words leave no room for an axis.
    """
    dpi = ax.get_figure(root=True).dpi  # type: ignore[union-attr]
    air, least = style.margin / 2 * dpi, style.scaled(_LEAST) * dpi
    for _ in range(2):
        with missing_glyphs_allowed():
            words, place = ax.get_tightbbox(), _place(ax)
        words = Bbox.union([place, words]) if words is not None else place
        x0 = part.x0 + air + place.x0 - words.x0
        x1 = part.x1 - air - (words.x1 - place.x1)
        y0 = max(place.y0, part.y0 + air + place.y0 - words.y0)
        y1 = min(place.y1, part.y1 - air - (words.y1 - place.y1))
        if min(x1 - x0, y1 - y0) < least:
            needed = part.width - min(x1 - x0 - least, 0), part.height - min(y1 - y0 - least, 0)
            raise _NoRoomError((needed[0] / dpi, needed[1] / dpi),
                           (part.width / dpi, part.height / dpi))  # fmt: skip
        if _engine(ax):
            return
        _move(ax, Bbox.from_extents(x0, y0, x1, y1))


def _move(ax: Axes, place: Bbox) -> None:
    ax.set_position(place.transformed(ax.figure.transSubfigure.inverted()))
    # a layout engine that comes later may move them on
    ax.set_in_layout(True)
