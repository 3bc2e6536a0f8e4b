"""The tile map: the states of the US as tiles of one size."""

from dataclasses import dataclass
from functools import partial

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...language.marking import marked
from ..frame.key import draw_key
from ..frame.page import axes_for, chart_room, drawn, that_fits
from ..frame.record import Spot, attach_record
from ..given import Chartable
from ..look.text_size import line_height, text_width
from ..look.theme import LINE, Size, Style, styled
from .colouring import Colouring
from .regions import Regions, map_note, read_regions, refuse_unknown
from .states import COLUMNS, ROWS, TILES, state_of

_GAP = 0.06
"""Between two tiles, as a part of one."""

_AIR = 0.1
"""Inches around the map."""

_LINES, _CLOSE_LINES, _ONE_LINE = 2.3, 1.55, 1.2
"""Lines of words that a tile is high at least, where the page has a height, and if it has one."""


@drawn
def plot_tile_map(
    estimates: Chartable,
    *,
    state: str | None = None,
    suppressed: str = "mark",
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw the states of the US as tiles of one size, coloured by their estimates.

    Each tile has its state's postal code and, where there is room, the value: colour never stands
    alone. States without an estimate are grey. A map shows no intervals: the note says how wide
    they are, and a chart of dots, such as ``plot_estimates``, tells which states differ.

    Parameters
    ----------
    estimates : Estimates, pandas.DataFrame, list or dict
        As in ``plot_estimates``, a row a state.
    state : str, optional
        Column of names, postal codes or FIPS codes; by default what names the rows.
    suppressed : {"mark", "hide"}
        Whether a number that is not to be published by itself is on its tile, on hatched ground
        and with †, or left out.
    ax, style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        When a column is missing, or a state has several estimates.
    ArgumentError
        When a row is of no state of the US, or an option is unknown.

    Examples
    --------
    >>> plot_tile_map({"Ohio": percent_interval("52%", 400)})  # doctest: +SKIP
    """
    style = styled(style, size)
    regions = read_regions(estimates, state, suppressed, style.strings)
    codes = [state_of(name) for name in regions.names]
    unknown = [n for n, code in zip(regions.names, codes, strict=True) if code is None]
    refuse_unknown(unknown, "states of the US", ["Ohio", "OH", "39"])
    note = map_note(regions, len(TILES) - len(regions.names), style.strings)
    chart = that_fits(style, partial(_TileMap.of, regions, note=note), note)
    ax = axes_for(ax, chart.figure_size, chart.colours.style)
    spots = chart.draw(ax, [code for code in codes if code is not None])
    record = chart.colours.record(marked("Tile map of the United States"), len(TILES), spots)
    return attach_record(ax, record, estimates)


@dataclass(frozen=True)
class _TileMap:
    """A map measured on its page.

    Attributes
    ----------
    colours : Colouring
    tile : (float, float)
        Width and height of a tile in inches.
    flat : bool
        Whether a value stands beside its state's code, not below.
    """

    colours: Colouring
    tile: tuple[float, float]
    flat: bool

    @classmethod
    def of(cls, regions: Regions, style: Style, note: str = "") -> "_TileMap":
        """Measure a map; `note` is what it adds to its caption."""
        colours = Colouring.of(regions, style)
        wide = colours.inches / COLUMNS
        # two lines of words, where a tile is no higher than wide
        lines = _LINES if style.page.height is None else _CLOSE_LINES
        line = line_height("n", style.small)
        high = max(0.86 * wide, lines * line)
        flat = False
        if style.page.height is not None:
            # a slide is wider than a map of tiles: these may be lower than wide there
            free = (chart_room(style, note) - colours.key.height - style.scaled(_AIR)) / ROWS
            values = "\n".join(map(regions.text_of, range(len(regions.names))))
            beside = text_width(values, style.small, bold=True, family=style.family)
            beside += text_width("\n".join(TILES), style.small, family=style.family)
            flat = free < _LINES * line and beside + _gap(style) <= wide * (1 - 2 * _GAP)
            high = min(high, max(free, (_ONE_LINE if flat else lines) * line))
        return cls(colours, (wide, high), flat)

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height of a figure in inches."""
        height = ROWS * self.tile[1] + self.colours.key.height
        style = self.colours.style
        return style.page.width, height + style.scaled(_AIR)

    def draw(self, ax: Axes, codes: list[str]) -> tuple[Spot, ...]:
        """Draw all tiles and the key, and return where those with an estimate stand."""
        style, regions, key = self.colours.style, self.colours.regions, self.colours.key
        self.colours.clear(ax)
        inch = 1 / self.tile[1]
        ax.set_xlim(0, COLUMNS)
        ax.set_ylim(ROWS, -key.height * inch)
        where = {code: row for row, code in enumerate(codes)}
        texts = list(map(regions.text_of, where.values()))
        room = self.tile[0] * (1 - 3 * _GAP)
        # values stand on all tiles or on none; where on none, signs alone do
        fit = text_width("\n".join(texts), style.small, bold=True, family=style.family) <= room
        gap = _gap(style)
        # the lower a tile is, the more of it lies between its two lines, and around its middle
        apart = max(0.4, line_height("n", style.small) / LINE / self.tile[1])
        middle = 0.455 if apart == 0.4 else 0.49
        spots = []
        for code, (column, row) in TILES.items():
            at = where.get(code)
            fill = self._draw_tile(ax, column, row, at)
            words = [(code, "normal")]
            if at is not None and (fit or regions.rows.signs[at]):
                own = regions.text_of(at) if fit else regions.rows.signs[at]
                words.append((own, "bold"))
            wide = [
                text_width(text, style.small, bold=weight == "bold", family=style.family)
                for text, weight in words
            ]
            start = column + 0.5 - (sum(wide) + (len(words) - 1) * gap) / 2 / self.tile[0]
            for line, (text, weight) in enumerate(words):
                y = row + middle + (0 if self.flat else (line - (len(words) - 1) / 2) * apart)
                x = start + (sum(wide[:line]) + line * gap) / self.tile[0]
                color = style.muted if at is None else style.words_on(fill)
                ax.text(x if self.flat else column + 0.5, y, text, color=color,
                        ha="left" if self.flat else "center", va="center_baseline",
                        fontsize=style.small, fontweight=weight,
                        fontfamily=list(style.family), parse_math=False)  # fmt: skip
            if at is not None:
                spots.append(Spot(row=at, top=row, bottom=row + 1, left=column, right=column + 1))
        draw_key(ax, key, 0.0, -key.height * inch, style, inch)
        return tuple(sorted(spots, key=lambda spot: spot.row))

    def _draw_tile(self, ax: Axes, column: int, row: int, at: int | None) -> str:
        """Draw a tile, and return the colour that words on it stand on."""
        style, place, side = self.colours.style, (column + _GAP / 2, row + _GAP / 2), 1 - _GAP
        fill = self.colours.fill(at)
        if not fill.faint:
            ax.add_patch(Rectangle(place, side, side, facecolor=fill.color, linewidth=0))
            return fill.color
        # hollow, but for stripes of its colour at the edge, so that words can be read
        ax.add_patch(Rectangle(place, side, side, facecolor=style.paper, edgecolor=fill.color,
                               hatch="////", linewidth=0))  # fmt: skip
        inner = (column + 0.14, row + 0.1)
        ax.add_patch(Rectangle(inner, 0.72, 0.8, facecolor=style.paper, linewidth=0))
        return style.paper


def _gap(style: Style) -> float:
    """Return the inches between a code and the value beside it."""
    return style.small / 4 / 72
