"""The charts of published figures: a finding for a title, the wording for a heading."""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd

from ...arguments import check_one_of, described
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...figures.problems import close_name
from ...language.marking import marked
from ...language.strings import Strings
from ...plotting.look.theme import LIGHT, Style
from ...plotting.rows.bars import plot_bars
from ...plotting.rows.dots import plot_estimates
from ...plotting.trend.chart import plot_trend
from ..parts.charts import Chart, draw_chart, printed_estimates
from ..parts.hands import several_hands
from .blocks import Block, blocks_of, survey_title, told_apart
from .told import CALLED, headline_of, positions

_KINDS = {
    "proportion": marked("Shares of respondents"),
    "bounded_mean": marked("means of their estimates"),
}

SORTS = ("given", "estimate")

ALL = marked("All respondents")
"""The group of a figure that is of no group, beside some that are."""


@dataclass(frozen=True)
class Look:
    """How the charts of figures look: style, order of rows, and the row that stands out."""

    style: Style = LIGHT
    sort: str = "given"
    highlight: str | None = None

    def __post_init__(self) -> None:
        check_one_of("sort", self.sort, SORTS)


@dataclass(frozen=True)
class Drawn:
    """A chart in its place on the page: under its question, or under the survey it is of."""

    heading: str
    chart: Chart


def figure_charts(estimates: Estimates, look: Look = Look()) -> list[Drawn]:
    """Draw the figures of every question and survey, in the order they came."""
    table = estimates.table
    if look.highlight is not None and not any(True for _ in positions(table, look.highlight)):
        columns = [name for name in CALLED if name in table]
        names = dict.fromkeys(str(cell) for name in columns for cell in table[name].dropna())
        raise ArgumentError(
            f"highlight is {described(look.highlight)}{close_name(look.highlight, names)}; "
            "expected the figure_id of a row, or what it says"
        )
    blocks = blocks_of(table, look.sort)
    surveys = {block.survey for block in blocks}
    jobs = [
        partial(_lines if block.waves else _chart, f"figures-{number}", estimates, block, look)
        for number, block in enumerate(blocks, start=1)
    ]
    headings = [block.question or (block.survey if len(surveys) > 1 else "") for block in blocks]
    with several_hands(jobs) as charts:
        return [Drawn(heading, chart) for heading, chart in zip(headings, charts, strict=True)]


def _chart(name: str, estimates: Estimates, block: Block, look: Look) -> Chart:
    say, own = look.style.strings, estimates.subset(block.rows)
    table = own.table
    if block.grouped:
        table["group"] = table["group"].astype("string").fillna(say(ALL)).map(say.moment_text)
    headline = headline_of(estimates, block, look.highlight, say)
    at, parts = block.part, block.parts
    part = say(" ({part} of {parts})", part=at, parts=parts) if parts > 1 else ""
    # a finding is said above the rows that show it
    title = headline.text if at == 1 else block.question or block.survey
    title = title or (say("Published figures") if at > 1 else headline.text)
    names = table[block.label].astype("string").fillna("").tolist()
    apart, label = told_apart(names, table), block.label
    if apart != names:
        table["label"], label = apart, "label"
    highlight = look.highlight
    if highlight is not None and not (table[label].astype("string") == highlight).any():
        # a chart knows its rows by their labels or their ids
        ids = (str(table["figure_id"].iloc[row]) for row in positions(table, highlight))
        highlight = next(ids, None)
    # the page says how the sheet was read; captions need not
    own = Estimates(table, own.covariance, own.method)
    bars, style = block.label == "answer" and (table["quantity"] == "proportion").all(), look.style
    if bars:
        # groups look alike: their headings tell them apart
        style = replace(style, categories=style.categories[:1], markers=style.markers[:1])
    return draw_chart(
        name,
        plot_bars if bars else plot_estimates,
        own,
        title=title + part,
        subtitle=_kinds(estimates, block, look),
        question=block.question if at == 1 else "",
        say=headline.say if at == 1 else "",
        do_not_say=headline.do_not_say if at == 1 else "",
        style=style,
        page=look.style.page,
        label=label,
        group="group" if block.grouped else None,
        highlight=highlight,
    )


def _lines(name: str, estimates: Estimates, block: Block, look: Look) -> Chart:
    """Draw the polls of one house over time: a line for each answer."""
    say, own = look.style.strings, estimates.subset(block.rows)
    headline = headline_of(estimates, block, look.highlight, say)
    chart = draw_chart(
        name,
        plot_trend,
        own,
        title=headline.text,
        subtitle=_kinds(estimates, block, look),
        question=block.question,
        say=headline.say,
        do_not_say=headline.do_not_say,
        style=look.style,
        page=look.style.page,
        wave="fielded_end",
        group="answer",
    )
    # the rows of its table are in the order in which they are drawn, by which they are found
    days = pd.to_datetime(own.table["fielded_end"]).to_numpy()
    table = own.table.iloc[np.lexsort((days, pd.factorize(own.table["answer"])[0]))]
    named = [say.moment_text(str(day)) for day in table["fielded_end"]]
    answers = table["answer"].astype("string").tolist()
    return replace(chart, table=printed_estimates(table, headline.text, named, answers, say=say))


def _kinds(estimates: Estimates, block: Block, look: Look) -> str:
    """Say what the numbers are."""
    say, found = look.style.strings, set(estimates.table["quantity"].iloc[block.rows])
    kinds = [say(words) for key, words in _KINDS.items() if key in found]
    what = say(" and ").join(kinds)
    what = what[:1].upper() + what[1:] or say("Published figures")
    table = estimates.table.iloc[block.rows]
    if "amount" in table and table["amount"].notna().any():
        # counts, dollars and the like, under the publisher's own name for them
        units = table["amount_unit"].dropna().unique().tolist() if "amount_unit" in table else []
        return say("{what}, {unit}", what=what, unit=units[0]) if len(units) == 1 else what
    return say("{what}, percent", what=what)


def page_title(table: pd.DataFrame, say: Strings) -> str:
    """Name a page by the survey that its figures are of."""
    return survey_title(table) or say("Published figures")
