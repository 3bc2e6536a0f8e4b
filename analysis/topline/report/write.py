"""The report as files: a page and its pictures, all written or none."""

from collections.abc import Callable, Mapping
from importlib.metadata import version
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import ArgumentError, DataError
from ..estimates.estimates import Estimates
from ..figures.estimate import estimate_figures
from ..figures.table import as_figures
from ..loaders.bundled import load_thank_you_notes
from ..plotting.frame.tables import csv_text
from ..plotting.look.theme import Size, Style
from ..survey.data.answers import Columns
from ..survey.data.conditions import holds
from ..writing.places import folder_place
from ..writing.whole import write_new
from .folder import CARD, FIGURES, PAGE, replaced
from .look import page_style
from .parts.address import check_url
from .parts.bars import MOST_BARS
from .parts.cards import share_card
from .parts.charts import is_dark
from .published.charts import Look, page_title
from .published.page import figures_page
from .render import Page, of_figures, render
from .stories.story import story_charts, story_estimates

Progress = Callable[[str, int, int], None]


def write_report(
    figures: pd.DataFrame | None = None,
    out: str | PathLike[str] = "report",
    *,
    title: str | None = None,
    percent_scale: str | None = None,
    where: str | None = None,
    confidence_level: float = 0.95,
    sort: str = "given",
    highlight: str | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
    lang: str | None = None,
    most_bars: int = MOST_BARS,
    guard_formulas: bool = False,
    url: str | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write a report as one web page, with its charts as files beside it.

    Without `figures`, the report tells of the iCIMS survey among the other thank-you-note surveys.

    Parameters
    ----------
    figures : pandas.DataFrame, optional
        Published figures, as ``read_figures`` returns, or any table with percent (or count) and n:
        a chart for each question, and for the single figures of each survey. Its title says what
        the figures show, never more surely than their intervals do. Groups of one heading are
        compared; of a list of polls the page has the average of each answer over time.
    out : path, default "report"
        Folder for ``index.html`` and ``figures/``, made where it does not exist. Files of the last
        report that this one does not have go; other files in it are left alone. A run that fails
        or is stopped leaves the last report as it was.
    title : str, optional
        Headline of a report of `figures`; by default the survey's title.
    percent_scale : {"percent", "proportion"}, optional
        What bare numbers in the percent column are, as in ``as_figures``.
    where : str, optional
        Condition on the columns of `figures`, as ``Survey.where`` has it: the others are left out.
    confidence_level : float, default 0.95
        Between 0 and 1.
    sort : {"given", "estimate"}
        Rows of a chart in the order of `figures`, or the largest first; answers that are a scale
        stay in their order.
    highlight : str, optional
        Row to stand out of its chart: its figure_id, or what it says.
    style : Style or {"light", "dark"}
        Colours, type, language of the charts.
    size : Size or {"single", "double", "slide", "social", "web"}
        The place that the charts are made for.
    lang : {"en", "de", "fr"}, optional
        Language of the page, its charts and tables, as ``languages()`` lists them; by default that
        of the style.
    most_bars : int, default 2,000
        Figures that the page may draw; with more it is refused before anything is drawn.
    guard_formulas : bool, default False
        Whether words that a spreadsheet would compute get a ``'`` before them in the CSV files.
    url : str, optional
        Where the page will lie on the web: then ``share.png`` lies beside it, and those who share
        the page see that picture.
    progress : callable, optional
        Called as ``progress(what, done, total)`` before each step.

    Returns
    -------
    pathlib.Path
        The page.

    Raises
    ------
    DataError
        When the figures do not hold what their schema promises, or are too many.
    ArgumentError
        When `out` is empty, a file, or a link that leads nowhere, `url` is no address, another
        option is not what it should be, or one of figures is given without these.
    OSError
        When the disk is full, or one may not write there.
    """
    tell = progress or quiet
    folder = folder_place(out, "the report")
    tell("Estimating", 0, 1)
    look = Look(page_style(style, size, lang), sort=sort, highlight=highlight)
    say = look.style.strings
    more: Mapping[str, Any] = {}
    if figures is None:
        _refuse_of_figures(
            percent_scale=(percent_scale, None),
            where=(where, None),
            confidence_level=(confidence_level, 0.95),
            sort=(sort, "given"),
            highlight=(highlight, None),
            style=(style, "light"),
            size=(size, "double"),
        )
        headline = say("Who sends a thank-you note, and does it matter?")
        template, table, estimates = "story.html.j2", load_thank_you_notes(), story_estimates()
        charts = story_charts(estimates, look.style)
    else:
        table = as_figures(figures, percent_scale=percent_scale)
        template, headline = "figures.html.j2", title or page_title(table, say)
        estimates = estimate_figures(table, confidence_level=confidence_level)
        table, estimates = _chosen(table, estimates, where)
        drawn = figures_page(table, estimates, look, confidence_level, most_bars)
        charts, more = drawn.charts, drawn.told
    page = Page(
        template=template,
        title=headline,
        charts=charts,
        told={**of_figures(table, estimates, say), **more},
        version=version("topline"),
        guard_formulas=guard_formulas,
        url=check_url(url),
        dark=is_dark(look.style),
        say=say,
    )
    return write_page(page, folder, tell)


def _refuse_of_figures(**options: tuple[object, object]) -> None:
    """Refuse options of figures, each with its default, where the page tells a story of its own."""
    for name, (value, default) in options.items():
        if value is not default and value != default:
            raise ArgumentError(f"{name}= is about figures; give some, or leave it out")


def _chosen(
    table: pd.DataFrame, estimates: Estimates, where: str | None
) -> tuple[pd.DataFrame, Estimates]:
    """Return the figures for which a condition holds; estimated before, for their parents' sake."""
    if where is None:
        return table, estimates
    kept = holds(where, Columns(table)).fillna(False).to_numpy(dtype=bool)
    if not kept.any():
        raise DataError(f"no figure has {where}; loosen the condition, or leave where= out")
    return table[kept].reset_index(drop=True), estimates.subset(kept)


def quiet(_what: str, _done: int, _total: int) -> None:
    """Tell nobody of the progress."""


def write_page(page: Page, folder: Path, tell: Progress) -> Path:
    """Write a page and its pictures, all or none, and return the page's path."""
    waiting = "Waiting for another report into this folder"
    with replaced(folder, lambda: tell(waiting, 0, 1)) as draft:
        files = []
        for name, chart in page.charts.items():
            files += [(f"{name}{kind}", data) for kind, data in chart.files.items()]
            # half a sign, which no file in UTF-8 can hold, is written out
            numbers = csv_text(chart.data, page.guard_formulas).encode("utf-8", "backslashreplace")
            files.append((f"{name}.csv", numbers))
        (draft / FIGURES).mkdir()
        for done, (name, data) in enumerate(files):
            tell(f"Writing {name}", done, len(files))
            write_new(draft / FIGURES / name, data)
        card = share_card(page.charts.values(), page.title) if page.url else None
        if card:
            write_new(draft / CARD, card.png)
        for name, data in page.files.items():
            write_new(draft / name, data)
        write_new(draft / PAGE, render(page, card).encode())
    return folder / PAGE
