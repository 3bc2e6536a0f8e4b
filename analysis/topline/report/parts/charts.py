"""Charts of a report: drawn off screen, each with a name its files carry.

A chart is drawn twice. The wide drawing is published as files, with its words; without them it
stands in the page, which says them itself. The narrow one stands in the page only, for phones.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ...answers.several.options import is_none
from ...estimates.estimates import Estimates
from ...estimates.reason_codes import reason_sentences
from ...estimates.schema import NO_ANSWER
from ...language.strings import ENGLISH, Strings
from ...plotting.frame.record import record_on
from ...plotting.frame.rows import read_rows
from ...plotting.look.settings import off_screen, own_settings
from ...plotting.look.theme import DARK, LIGHT, SIZES, Size, Style, styled
from ...plotting.publishing.bare import bare_svg
from ...plotting.publishing.captions import Caption, caption
from ...plotting.publishing.files import PICTURES, picture
from ...plotting.publishing.parts import publish_parts
from ...plotting.publishing.publish import AUTO, Published, publish
from .colours import adaptive
from .places import Place, places_on
from .strips import Strips
from .tables import IN_CAPTIONS, Table, estimates_table, pairs_table, without_reasons

ROWS = 30
"""Rows of a chart at most; more go into a further chart."""

PAGES = {"wide": "double", "narrow": "phone"}
"""The size of each drawing in the page."""


@dataclass(frozen=True)
class Drawing:
    """A chart as it stands in the page: SVG without its words, where its rows are, and its parts.

    Parts are what a printed page may be ended between.
    """

    svg: str
    places: tuple[Place, ...]
    strips: Strips

    @classmethod
    def of(cls, ax: Axes, prefix: str, last: Collection[int] = ()) -> "Drawing":
        """Draw a chart that is not published yet; `prefix` keeps its ids its own.

        Rows that are `last` stay so when a reader sorts the others.
        """
        svg = adaptive(bare_svg(ax, prefix))
        places = places_on(ax, last)
        return cls(svg, places, Strips.of(svg, places))


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """All that a chart is drawn from, on whatever page.

    Attributes
    ----------
    draw : callable
        A ``plot_*`` function.
    estimates : Estimates
        What it draws.
    title, subtitle, question : str
        The message; what, who, when and in which unit; the wording, which files say, too.
    style : Style
        Of its files, and with the place that they are made for.
    options : mapping
        Of `draw`.
    """

    draw: Callable[..., Axes]
    estimates: Estimates
    title: str
    subtitle: str
    question: str
    style: Style
    options: Mapping[str, Any]

    def on_page(self, page: Size | str, style: Style | None = None) -> Axes:
        """Draw it off screen, without its words."""
        with own_settings():
            return self.draw(
                self.estimates,
                ax=off_screen(),
                style=style or self.style,
                size=page,
                **self.options,
            )

    def published(self, ax: Axes | None = None, note: str = AUTO) -> Published:
        """Return it as its files have it, with its words; `ax` where it is drawn already."""
        ax = ax or self.on_page(self.style.page)
        return publish(ax, title=self.title, subtitle=self.below_title, note=note)

    def in_parts(self) -> tuple[Published, ...]:
        """Return it as files have it, in as many parts as its page has room for."""
        return publish_parts(
            lambda *, style, size: self.on_page(size, style),
            title=self.title,
            subtitle=self.below_title,
            style=self.style,
            size=self.style.page,
        )

    @property
    def below_title(self) -> str:
        """The question, and what the numbers are."""
        words = self.question.rstrip()
        stopped = f"{words}." if words and words[-1] not in ".?!…:" else words
        return " ".join(filter(None, (stopped, self.subtitle)))

    def card(self) -> Published:
        """Draw it as a card for social media."""
        return publish(self.on_page("social"), title=self.title, subtitle=self.subtitle)


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawn chart, the name of its files, and all that the page says of it.

    Attributes
    ----------
    name : str
        Of its files.
    sketch : Sketch
        What it is drawn from.
    caption : Caption
        What stands below it.
    alt : str
        Its description.
    files : mapping of str to bytes
        Its pictures, by what their names end in.
    data : pandas.DataFrame
        Its numbers as they are, for a file.
    table : Table
        Its numbers as they are printed.
    drawings : mapping of str to Drawing
        The drawings of the page: "wide" and "narrow".
    say, do_not_say : str
        A sentence to copy, and one that the numbers do not bear; empty where there is none.
    """

    name: str
    sketch: Sketch
    caption: Caption
    alt: str
    files: Mapping[str, bytes]
    data: pd.DataFrame
    table: Table
    drawings: Mapping[str, Drawing]
    say: str = ""
    do_not_say: str = ""

    @property
    def title(self) -> str:
        """The message."""
        return self.sketch.title

    @property
    def subtitle(self) -> str:
        """What stands below it; that of the files says the question, too, which the page has."""
        return self.sketch.subtitle


@own_settings()
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
    files = styled(style, page)
    sketch = Sketch(
        draw=draw,
        estimates=estimates,
        title=title,
        subtitle=subtitle,
        question=question,
        style=files,
        options=options,
    )
    # what stands in the page is drawn in the light, and follows its reader into the dark
    shown = replace(LIGHT, strings=files.strings) if is_dark(files) else files
    axes = {kind: sketch.on_page(place, shown) for kind, place in PAGES.items()}
    last = _last_rows(estimates, record_on(axes["wide"]).table)
    drawings = {kind: Drawing.of(ax, f"{name}-{kind}", last) for kind, ax in axes.items()}
    same = files.page == SIZES[PAGES["wide"]] and shown is files
    dpi = files.page.dpi
    ax = axes["wide"] if same else sketch.on_page(files.page)
    note = caption(record_on(ax))
    published = sketch.published(ax, note.text(files.strings))
    return Chart(
        name=name,
        sketch=sketch,
        caption=note,
        alt=published.alt,
        files={
            kind: picture(published.figure, kind[1:], published.title, published.alt, dpi)
            for kind in PICTURES
        },
        data=published.table,
        table=_printed(published, sketch),
        drawings=drawings,
        say=say,
        do_not_say=do_not_say,
    )


def _printed(published: Published, sketch: Sketch) -> Table:
    """Return the numbers of a chart in the order of the drawing, which may have sorted them."""
    record, say, options = published.record, sketch.style.strings, sketch.options
    if record is not None and "first_estimate" in record.table:
        return pairs_table(
            record.table, sketch.title, record.labels, percent=record.percent, say=say
        )
    columns: dict[str, Any] = {role: options.get(role) for role in ("label", "group")}
    rows = read_rows(published.table, **columns)
    decimals = options.get("decimals")
    return printed_estimates(
        rows.table, sketch.title, rows.labels, rows.groups, decimals=decimals, say=say
    )


def printed_estimates(
    rows: pd.DataFrame,
    caption: str,
    labels: Sequence[str],
    groups: Sequence[str],
    *,
    decimals: int | None = None,
    say: Strings = ENGLISH,
) -> Table:
    """Print the rows of a chart, less what its caption says of all: how people were drawn."""
    table = estimates_table(rows, caption, labels, groups, decimals=decimals, say=say)
    said = reason_sentences(rows, lang=say)
    drawn = [one for one in map(say, IN_CAPTIONS) if all(one in own for own in said)]
    return without_reasons(table, drawn, say)


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
