"""Charts of a report: drawn off screen, each with a name its files carry.

A chart is drawn twice. The wide drawing is published as files, with its words; without them it
stands in the page, which says them itself. The narrow one stands in the page only, for phones.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ...answers.several.options import is_none
from ...estimates.estimates import Estimates
from ...estimates.schema import NO_ANSWER
from ...plotting.frame.record import record_on
from ...plotting.frame.rows import read_rows
from ...plotting.look.settings import off_screen, own_settings
from ...plotting.look.theme import DARK, LIGHT, SIZES, Size, Style, styled
from ...plotting.publishing.publish import Published, bare_svg, publish
from .colours import adaptive
from .places import Place, places_on
from .tables import Table, estimates_table, pairs_table

ROWS = 30
"""Rows of a chart at most; more go into a further chart."""

PAGES = {"wide": "double", "narrow": "phone"}
"""The size of each drawing in the page."""


@dataclass(frozen=True)
class Drawing:
    """A chart as it stands in the page: SVG without its words, and where its rows are."""

    svg: str
    places: tuple[Place, ...]

    @classmethod
    def of(cls, ax: Axes, prefix: str, last: Collection[int] = ()) -> "Drawing":
        """Draw a chart that is not published yet; `prefix` keeps its ids its own.

        Rows that are `last` stay so when a reader sorts the others.
        """
        svg = adaptive(bare_svg(ax, prefix))
        return cls(svg, places_on(ax, last))


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A published chart, the name of its files, and all that the page says of it.

    Attributes
    ----------
    name : str
        Of its files.
    published : Published
        The chart with its words, as its files have it.
    table : Table
        Its numbers.
    drawings : mapping of str to Drawing
        The drawings of the page: "wide" and "narrow".
    say, do_not_say : str
        A sentence to copy, and one that the numbers do not bear; empty where there is none.
    card : callable
        Draws it as a card for social media.
    subtitle : str
        Below the headline; that of the files says the question, too, which the page has above.
    """

    name: str
    published: Published
    table: Table
    drawings: dict[str, Drawing]
    card: Callable[[], Published]
    say: str = ""
    do_not_say: str = ""
    subtitle: str = ""


def draw_chart(
    name: str,
    draw: Callable[..., Axes],
    estimates: Estimates,
    *,
    title: str,
    subtitle: str,
    say: str = "",
    do_not_say: str = "",
    question: str = "",
    style: Style | str = LIGHT,
    page: Size | str = PAGES["wide"],
    **options: Any,
) -> Chart:
    """Draw estimates with `draw` on figures as large as `size` of its rows, off screen.

    Parameters
    ----------
    name : str
        Of its files, and of the figure in the page.
    draw : callable
        A ``plot_*`` function.
    estimates : Estimates
        What it draws.
    title, subtitle : str
        The message in a sentence; what, who, when and in which unit.
    say, do_not_say : str, optional
        What a reader may say in a sentence of their own, and what the numbers do not bear.
    question : str, optional
        Its wording, for the files; the page says it above the chart.
    style : Style or str
        Of its files. On the page its colours follow the reader into the dark where they are those
        of the light or the dark style, and stay where they are others.
    page : Size or str
        The place that its files are made for; the web page has sizes of its own.
    **options
        Of `draw`.
    """
    columns: dict[str, Any] = {role: options.get(role) for role in ("label", "group")}

    files = styled(style, page)
    own_page = files.page == SIZES[PAGES["wide"]]
    # what stands in the page is drawn in the light, and follows its reader into the dark
    shown = replace(LIGHT, strings=files.strings) if is_dark(files) else files
    subtitles = " ".join(filter(None, (_stopped(question), subtitle)))

    def on_page(page: Size | str, style: Style = files) -> Axes:
        with own_settings():
            return draw(estimates, ax=off_screen(), style=style, size=page, **options)

    axes = {kind: on_page(place, shown) for kind, place in PAGES.items()}
    last = _last_rows(estimates, record_on(axes["wide"]).table)
    drawings = {kind: Drawing.of(ax, f"{name}-{kind}", last) for kind, ax in axes.items()}
    same = own_page and shown is files
    ax = axes["wide"] if same else on_page(files.page)
    published = publish(ax, title=title, subtitle=subtitles)
    record = record_on(ax)
    if "first_estimate" in record.table:
        numbers = pairs_table(
            record.table, title, record.labels, percent=record.percent, say=files.strings
        )
    else:
        # in the order of the drawing, which may have sorted them
        rows = read_rows(published.table, **columns)
        decimals = options.get("decimals")
        numbers = estimates_table(
            rows.table, title, rows.labels, rows.groups, decimals=decimals, say=files.strings
        )
    return Chart(
        name=name,
        published=published,
        table=numbers,
        drawings=drawings,
        card=lambda: publish(on_page("social"), title=title, subtitle=subtitle),
        say=say,
        do_not_say=do_not_say,
        subtitle=subtitle,
    )


def _last_rows(estimates: Estimates, table: pd.DataFrame) -> list[int]:
    """Return the rows that stand last in any order: no answer, don't know, none of these."""
    if "category" not in table or "outcome" not in table:
        return []
    found = []
    for at, (outcome, category) in enumerate(zip(table["outcome"], table["category"], strict=True)):
        scale = getattr(estimates, "scales", {}).get(str(outcome))
        label = str(category)
        aside = scale is not None and label in map(str, scale.set_aside)
        none = scale is not None and scale.several and is_none(label)
        if label == NO_ANSWER or aside or none:
            found.append(at)
    return found


def is_dark(style: Style) -> bool:
    """Return whether a style has the colours of the dark one."""
    return replace(style, strings=DARK.strings, page=DARK.page) == DARK


def _stopped(question: str) -> str:
    """Return a question's wording as a sentence, with a stop where it has none."""
    words = question.rstrip()
    return f"{words}." if words and words[-1] not in ".?!…:" else words
