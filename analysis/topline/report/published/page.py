"""What the page of published figures tells: charts under their headings, tables, who was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pandas as pd

from ...estimates.estimates import Estimates
from ...language.marking import marked
from ...language.strings import Strings
from ...plotting.publishing.captions import Caption
from ...shown import unquoted
from ...wording import NOT_KNOWN
from ..parts.bars import check_bars
from ..parts.charts import Chart
from ..parts.tables import PRINTED_N, Table, estimates_table, samples_table, without_columns
from .blocks import surveyed_in_waves, surveys_of, told_apart
from .charts import Look, figure_charts
from .groups import compared_groups
from .polls import is_poll_list, poll_trends
from .shared import Shared, shared_caption, told_columns, without_shared

_ASKED = {
    "Publisher": marked("who published it"),
    "Who answered": marked("who answered"),
    "Country": marked("the country"),
    "Fieldwork": marked("when"),
    "Mode": marked("how they were asked"),
    "Conducted by": marked("who conducted it"),
    "Sample": marked("how respondents were drawn"),
}
"""Heads of columns that say nothing, as a list of what is not stated has them."""


@dataclass(frozen=True)
class Section:
    """Charts under one heading, each with its own part of the caption.

    Attributes
    ----------
    heading : str
        The wording of a question, or the name of a survey; "" where the page's title says it.
    charts : tuple of (Chart, Caption)
        Each with its own part of the caption.
    """

    heading: str
    charts: tuple[tuple[Chart, Caption], ...]


@dataclass(frozen=True)
class FiguresPage:
    """Charts of a page of published figures, and what its template tells."""

    charts: dict[str, Chart]
    told: Mapping[str, Any]


def figures_page(
    figures: pd.DataFrame, estimates: Estimates, look: Look, level: float, most_bars: int
) -> FiguresPage:
    """Draw and tell published figures: each, or the averages of a list of polls.

    Parameters
    ----------
    figures : pandas.DataFrame
        As ``as_figures`` returns; its notes say how it was read.
    estimates : Estimates
        One for each of them.
    look : Look
    level : float
        Confidence level of differences and averages.
    most_bars : int
        Figures that may be drawn one by one.

    Raises
    ------
    DataError
        When there are more.
    """
    say = look.style.strings
    shared = Shared.of(estimates.table, say)
    trends = poll_trends(figures, level, look) if is_poll_list(figures) else None
    drawn = trends.drawn if trends else []
    if not drawn:
        check_bars(len(figures), most_bars, "a figure each")
        drawn = figure_charts(estimates, look)
    # polls of one house stand as they are, a line for each answer, and need no average
    listed, trends = trends is not None, trends if trends and trends.drawn else None
    placed = figures["where"].notna().any()
    alone = not placed and len(drawn) == 1 and len(drawn[0].chart.table.rows) == len(estimates)
    own, common = shared_caption([one.chart.caption for one in drawn])
    said = own[0] if len(own) == 1 else common
    asked_of = figures.assign(survey_id=surveys_of(figures))
    heading = say("Who was asked, as the publishers put it")
    samples, untold = told_columns(samples_table(asked_of, heading, say), say("not stated"))
    if figures["n_printed"].isna().all() and say(PRINTED_N) in samples.heads:
        samples = without_columns(samples, [samples.heads.index(say(PRINTED_N))])
    # the one sample is told in a list, not in a table
    facts = list(zip(samples.heads, *samples.rows, strict=True)) if len(samples.rows) == 1 else []
    pairs = zip(drawn, own, strict=True)
    sections = [
        Section(heading, tuple((one.chart, rest) for one, rest in together))
        for heading, together in groupby(pairs, key=lambda pair: pair[0].heading)
    ]
    asked = {say(head): say(words) for head, words in _ASKED.items()}
    told = {
        "sections": sections,
        "common": common,
        # one chart of all figures says it in its caption, and its numbers are the table
        "shared": "" if alone else shared.words(said.text(say)),
        "all_figures": None if alone else _all_figures(estimates.table, shared, say),
        "samples": samples if len(samples.rows) > 1 and samples.heads else None,
        "facts": facts,
        "untold": [asked.get(head, head) for head in untold],
        "read_as": figures.attrs.get("notes", ()),
        "compared": None if listed else compared_groups(estimates, level, say),
        "trends": trends,
    }
    return FiguresPage({one.chart.name: one.chart for one in drawn}, told)


def _all_figures(table: pd.DataFrame, shared: Shared, say: Strings) -> Table:
    """Return a table of all figures, the answers of a question under it."""
    words = say.plural("The figure", "All {n} figures", len(table))
    records = table.to_dict("records")
    waves = surveyed_in_waves(table)
    asked = [
        pd.notna(row.get("answer")) and (waves or pd.notna(row.get("question"))) for row in records
    ]
    labels = []
    for row, answers in zip(records, asked, strict=True):
        name = row["answer"] if answers else row["claim"]
        group = row.get("group") if answers else None
        labels.append(str(name) if pd.isna(group) else f"{name} ({say.moment_text(str(group))})")
    groups = [
        "" if not answers or pd.isna(row.get("question")) else unquoted(str(row["question"]))
        for row, answers in zip(records, asked, strict=True)
    ]
    labels = told_apart(labels, table)
    found = without_shared(estimates_table(table, words, labels, groups, say=say), shared, say)
    if "where" not in table or table["where"].isna().all():
        return found
    places = [str(place) if pd.notna(place) else NOT_KNOWN for place in table["where"]]
    return replace(
        found,
        heads=(*found.heads, say("Place in the source")),
        rows=tuple((*row, place) for row, place in zip(found.rows, places, strict=True)),
        numeric=(*found.numeric, False),
    )
