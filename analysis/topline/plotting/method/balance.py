"""The love plot: how far a survey is from its population, before its weighting and after."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...arguments import check_number, check_one_of
from ...errors import DataError
from ...estimates.schema import FloatArray
from ...language.marking import marked
from ...language.strings import Strings
from ...wording import NOT_KNOWN, decimal_text, label_text, value_text
from ..frame.axis import AxisRange, draw_scale
from ..frame.canvas import DASHES, TICK_ROOM, count_axis
from ..frame.key import Entry, Key, draw_key, lay_out
from ..frame.marks import draw_point
from ..frame.page import axes_for, drawn, that_fits
from ..frame.parts import part_of
from ..frame.record import Record, Spot, attach_record
from ..frame.rows import Rows
from ..frame.scaffold import Lines, axis_room, draw_words, place
from ..frame.tables import check_size
from ..frame.widths import GAP
from ..look.text_size import text_width
from ..look.theme import Size, Style, styled

MEASURES = ("points", "standardised")

WHEN = {"before": marked("before weighting"), "after": marked("after weighting")}
"""The two marks of a row, in the order in which they are drawn."""

_NEEDED = ("variable", "category")

_DESCRIBED = 3
"""Answers that a description says one by one."""


@drawn
def plot_balance(
    balance: Any,
    *,
    measure: str = "points",
    order: str | None = None,
    guide: float | None = None,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw how far each answer's share is from the population's, before weighting and after.

    A hollow mark is the share before, a filled one after; a line joins them. Right of zero the
    survey has too many of these people, left of it too few. Balance of what was weighted to says
    nothing of what was not, and no distance is a border between good and bad: a line at one is
    drawn on request, and called what it is.

    Parameters
    ----------
    balance : pandas.DataFrame or Survey
        What ``Survey.balance`` returns, or a survey that was weighted to targets.
    measure : {"points", "standardised"}
        Percentage points, or standard deviations of the target, √(p·(1 − p)), which make rare and
        frequent answers comparable.
    order : {None, "before"}
        Rows as given, or the farthest from the population before weighting first, in each variable.
    guide : float, optional
        Distance from zero at which to draw dotted lines on both sides, in the unit of `measure`,
        such as the 0.1 standard deviations that are often called large.
    ax, style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        When a column is missing, or there are no rows.
    ArgumentError
        When `measure` or `order` is unknown, or `guide` is no number above 0.

    References
    ----------
    Austin (2009), Statistics in Medicine 28:3083–3107 (standardised differences, and why 0.1 is a
    convention); the chart is called a love plot after T. Love.

    Examples
    --------
    >>> plot_balance(survey.rake(targets).balance())  # doctest: +SKIP
    """
    style = styled(style, size)
    check_one_of("measure", measure, MEASURES)
    check_one_of("order", order, (None, "before"))
    expected = "a distance above 0, or None"
    guide = None if guide is None else check_number("guide", guide, 1e-9, 1e9, expected=expected)
    whole, columns = _table(balance, measure, by_size=order == "before"), _columns(measure)
    table = whole.iloc[part_of(style.page, len(whole))].reset_index(drop=True)
    values = table[columns].to_numpy(dtype=float)
    rows = _rows(table, values, measure, style.strings)
    lines = that_fits(style, partial(place, rows))
    style = lines.style
    entries = [Entry(words=style.strings(words), color=style.paper if when == "before" else
                     style.mark(0)[0], marker="o") for when, words in WHEN.items()]  # fmt: skip
    key = lay_out(entries, style.page.label if style.page.narrow else style.page.width / 2, style)
    ax = axes_for(ax, (lines.figure_size[0], lines.figure_size[1] + key.height), style)
    draw_words(ax, rows, lines)
    ax.set_ylim(lines.height, -key.height)
    guides = [guide, -guide] if guide else []
    shown = [*whole[columns].to_numpy(dtype=float).ravel(), 0.0, *guides]
    draw_scale(ax, rows, axis_room(rows, lines), style, AxisRange(shown=shown))
    _count_distances(ax, axis_room(rows, lines), measure, style)
    _draw(ax, lines, values, guide, key)
    record = Record(
        kind=marked("Love plot"),
        marks="",
        table=table,
        labels=rows.names,
        percent=False,
        style=style,
        note=_note(measure, guide, style.strings),
        description=_describe(rows, values, measure, style.strings),
        pages=range(1, len(whole) + 1),
        spots=tuple(
            Spot(row=row, top=top, bottom=bottom, key=float(values[row, 0]))
            for row, (top, bottom) in enumerate(lines.spans)
        ),
    )
    return attach_record(ax, record)


def _columns(measure: str) -> list[str]:
    """Return the columns of distances, before weighting and after."""
    return [f"{when}_{measure}" for when in WHEN]


def _table(balance: Any, measure: str, *, by_size: bool) -> pd.DataFrame:
    """Return the rows of a table of balance, those of a variable together.

    Raises
    ------
    DataError
        When it has not the columns of one, or no rows.
    """
    found = balance.balance() if callable(getattr(balance, "balance", None)) else balance
    needed = [*_NEEDED, *_columns(measure)]
    missing = [name for name in needed if name not in getattr(found, "columns", ())]
    if missing or not isinstance(found, pd.DataFrame):
        raise DataError(
            f"the table has no column {', '.join(map(repr, missing))}; a chart of balance needs "
            "what Survey.balance() returns"
        )
    if found.empty:
        raise DataError("the table has no rows; a chart of balance needs the targets of an answer")
    check_size(len(found), "answers")
    # answers of a variable stand together, variables in the order they first appear
    codes, _ = pd.factorize(found["variable"])
    far = -found[needed[2]].abs().to_numpy(dtype=float) if by_size else np.zeros(len(found))
    return found.iloc[np.lexsort((np.arange(len(found)), far, codes))].reset_index(drop=True)


def _rows(table: pd.DataFrame, values: FloatArray, measure: str, say: Strings) -> Rows:
    """Return the answers as rows of a chart: the distance after, and before, in words."""
    words = [[distance_text(value, measure, say) for value in row] for row in values]
    return Rows(
        table=pd.DataFrame({"estimate": values[:, 1], "ci_low": values[:, 0],
                            "ci_high": values[:, 0]}),
        labels=tuple(label_text(cell) for cell in table["category"]),
        groups=tuple(label_text(cell) for cell in table["variable"]),
        values=tuple(after for _, after in words),
        sides=tuple(say("before {value}", value=before) for before, _ in words),
        percent=False,
        signs=("",) * len(table),
    )  # fmt: skip


def distance_text(value: float, measure: str, say: Strings) -> str:
    """Print a distance with its sign: "+4.2", "−0.08"."""
    if np.isnan(value):
        return NOT_KNOWN
    decimals = 1 if measure == "points" else 2
    number = decimal_text(abs(value), decimals)
    # what prints as zero is neither above nor below
    sign = ("+" if value > 0 else "−") if number.strip("0.") else ""
    return say.number(sign + number)


def _count_distances(ax: Axes, inches: float, measure: str, style: Style) -> None:
    """Count distances with signs, in as many steps as have room."""

    def text(value: float) -> str:
        sign = "+" if value > 0 else "−" if value < 0 else ""
        return sign + style.strings.number(value_text(abs(value), 6))

    low, high = ax.get_xlim()
    ends = "\n".join(distance_text(end, measure, style.strings) for end in (low, high))
    each = text_width(ends, style.small, family=style.family) + style.scaled(TICK_ROOM)
    count_axis(ax.xaxis, text, int(np.clip(inches / each, 2, 6)))


def _draw(ax: Axes, lines: Lines, values: FloatArray, guide: float | None, key: Key) -> None:
    """Draw zero, the guide, both marks of each row with the line between, and what they are."""
    style = lines.style
    # gridlines begin below the key
    ax.axhspan(-key.height, 0, color=style.paper, linewidth=0, zorder=1)
    left = 0.0 if style.page.narrow else -72 * lines.labels_width - style.scaled(GAP)
    draw_key(ax, key, left, -key.height, style)
    color, thin, ends = style.mark(0)[0], style.scaled(1), (0.0, lines.height)
    ax.plot([0, 0], ends, color=style.ink, linewidth=thin, zorder=1)
    for at in () if guide is None else (-guide, guide):
        ax.plot([at, at], ends, color=style.muted, linewidth=thin, linestyle=DASHES, zorder=1)
    for y, (before, after) in zip(lines.rows, values, strict=True):
        if np.isfinite([before, after]).all():
            ax.plot([before, after], [y, y], color=style.softer(color), zorder=2,
                    linewidth=style.scaled(1.6), clip_on=False)  # fmt: skip
        for value, fill in ((before, style.paper), (after, color)):
            if np.isfinite(value):
                draw_point(ax, (value, y), style, color=color, markerfacecolor=fill,
                           markeredgewidth=style.scaled(1.4))  # fmt: skip


def _note(measure: str, guide: float | None, say: Strings) -> str:
    """Say what distances are, what a guide is, and what balance cannot tell."""
    words = {
        "points": marked("Distance of the survey's share from the population's, in points."),
        "standardised": marked(
            "Distance of the survey's share from the population's, in standard deviations of the "
            "population's."
        ),
    }
    sentences = [say(words[measure])]
    if guide is not None:
        value = say.number(value_text(guide))
        line = marked("Dashed lines: ±{value}, a convention and no border between good and bad.")
        sentences.append(say(line, value=value))
    sentences.append(say("What was not weighted to may be as far off as before."))
    return " ".join(sentences)


def _describe(rows: Rows, values: FloatArray, measure: str, say: Strings) -> str:
    """Say the answers that were farthest from the population, and how far they are now."""
    far = np.abs(values[:, 0])
    order = [int(at) for at in np.argsort(-np.nan_to_num(far, nan=-1.0), kind="stable")]
    sentences = [say("{number} rows.", number=len(values))]
    for at in order[:_DESCRIBED]:
        before, after = (distance_text(value, measure, say) for value in values[at])
        name = f"{rows.groups[at]}, {rows.labels[at]}"
        sentence = marked("{row}: {before} before, {after} after.")
        sentences.append(say(sentence, row=name, before=before, after=after))
    if len(order) > _DESCRIBED:
        sentences.append(say("{number} more in the table.", number=len(order) - _DESCRIBED))
    return " ".join(sentences)
