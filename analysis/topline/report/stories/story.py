"""The first survey, told: 26 % and 63 %, set among the other thank-you-note surveys.

The prose is in ``templates/story.html.j2``; here are the figures it tells of, and its charts.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from ...estimates.estimates import Estimates
from ...figures.estimate import estimate_figures
from ...language.marking import marked
from ...loaders.bundled import load_thank_you_notes
from ...mappings import FrozenMapping
from ...plotting.look.theme import LIGHT, Style
from ...plotting.rows.bars import plot_bars
from ...plotting.rows.dots import plot_estimates
from ...plotting.rows.pictogram import plot_pictogram
from ..parts.charts import Chart, draw_chart

SEND = "ICIMS2018_REC_ty_send"
PREFER = "ICIMS2018_REC_ty_pref_money"
STUDENTS = "ICIMS2018_SEN"

EMPLOYERS = marked("Employers, about applicants (means of their estimates)")
APPLICANTS = marked("Applicants, about themselves (shares)")


class Row(NamedTuple):
    """One row of a chart: a figure, its label, its group, and whether 100 minus it is shown."""

    figure_id: str
    label: str
    group: str = ""
    complement: bool = False


HEADLINES = (
    Row(SEND, "Applicants who send a thank-you note, as recruiters estimate"),
    Row(
        PREFER,
        "Recruiters who prefer the one who asks for slightly more and sent a note",
    ),
)

SEND_RATES = (
    Row("ACCT1999_US_send", "US executives, Accountemps 1999", EMPLOYERS),
    Row("ACCT2002_US_send", "US executives, Accountemps 2002", EMPLOYERS),
    Row("ACCT2007_US_send", "US executives, Accountemps 2007", EMPLOYERS),
    Row("ICIMS2017_REC_ty_notsend", "US recruiters, iCIMS 2017 (100−75)", EMPLOYERS, True),
    Row("ACCT2017_US_send", "US HR managers, Accountemps 2017", EMPLOYERS),
    Row(SEND, "US recruiters, iCIMS 2018", EMPLOYERS),
    Row("ACCT2002_CA_send", "Canadian executives, Accountemps 2002", EMPLOYERS),
    Row("ACCT2007_CA_send", "Canadian executives, Accountemps 2007", EMPLOYERS),
    Row("ACCT2017_CA_send", "Canadian HR managers, Accountemps 2017", EMPLOYERS),
    Row("MONSTER2002_JS_send", "Job seekers, Monster site poll 2002", APPLICANTS),
    Row("MONSTRAK2002_ST_send", "Young job seekers, MonsterTRAK poll 2002", APPLICANTS),
    Row("MONSTRAK2005_ST_notsend", "Seniors, MonsterTRAK 2005 (100−38)", APPLICANTS, True),
    Row("MONSTRAK2007_GR_notsend", "Graduates, MonsterTRAK 2007 (100−33)", APPLICANTS, True),
    Row("CB2016_W_notsend", "Workers, CareerBuilder 2016 (100−57)", APPLICANTS, True),
    Row("TOPRESUME2017_JS_notevery", "Job seekers, TopResume 2017 (100−31)", APPLICANTS, True),
)
"""Who sends notes, by who was asked; repeats, bounds and wider bases are left to the full table."""

INFLUENCE = (
    Row("CB2005_reject", "would not hire someone who sent none (CareerBuilder 2005)"),
    Row("TOPRESUME2017_REC_dismiss", "have dismissed a candidate who sent none (TopResume 2017)"),
    Row("BLR2005_yes", "more likely to hire someone who sent one: yes (BLR 2005)"),
    Row("CB2011_lesslikely", "less likely to hire a candidate who sends none (CareerBuilder 2011)"),
    Row("ACCT2017_CA_helpful", "very or somewhat helpful, Canada (Accountemps 2017)"),
    Row(PREFER, "rather hire the one with slightly higher pay and a note (iCIMS 2018)"),
    Row("ACCT2012_CA_helpful", "helpful to send one, Canada (Accountemps 2012)"),
    Row("TOPRESUME2017_REC_impact", "receiving one affects the decision (TopResume 2017)"),
    Row("ACCT1999_US_value", "very or somewhat helpful, US (Accountemps 1999)"),
    Row("ACCT2017_US_helpful", "very or somewhat helpful, US (Accountemps 2017)"),
    Row("ACCT2007_US_influ", "can boost a candidate's chances, US (Accountemps 2007)"),
    Row("ACCT2012_US_helpful", "very or somewhat helpful, US (Accountemps 2012)"),
)
"""What employers said a note does, in the wordings they were given."""


class ChartPlan(NamedTuple):
    """One chart: its rows (none: all of the students), its words, and how it is drawn."""

    name: str
    rows: tuple[Row, ...]
    title: str
    subtitle: str
    draw: Callable[..., Axes] = plot_estimates
    options: Mapping[str, Any] = FrozenMapping({})


CHARTS = (
    ChartPlan(
        name="headline",
        rows=HEADLINES,
        title="Recruiters reckon about a quarter of applicants send notes; most prefer one who did",
        subtitle="Two answers of 400 US recruiters, which are two kinds of quantity, percent",
        options={"reference": 0.5},
    ),
    ChartPlan(
        name="in-a-hundred",
        rows=HEADLINES[:1],
        title="26 in 100 applicants send a note, by the recruiters' reckoning",
        subtitle="Mean of the estimates of 400 US recruiters, about entry-level applicants",
        draw=plot_pictogram,
    ),
    ChartPlan(
        name="students",
        rows=(),
        title="Most college seniors were confident, and most open to work outside their major",
        subtitle="US college seniors, Class of 2018, percent",
        draw=plot_bars,
    ),
    ChartPlan(
        name="who-is-asked",
        rows=SEND_RATES,
        title="Employers' estimates run from 20% to 51%, applicants' own reports from 43% to 69%",
        subtitle="Applicants who send a thank-you note, by who was asked, percent",
        options={"group": "group"},
    ),
    ChartPlan(
        name="influence",
        rows=INFLUENCE,
        title="Employers who say a note matters: between 15% and 91%, by how they were asked",
        subtitle="Employers who say that a thank-you note …, percent",
        options={"reference": 0.5},
    ),
)
"""The survey of 2018, then what others found."""


def story_estimates() -> Estimates:
    """Estimate every bundled figure, and the complements that the charts show."""
    figures = load_thank_you_notes()
    wanted = [row.figure_id for row in SEND_RATES if row.complement]
    parents = figures[figures["figure_id"].isin(wanted)]
    derived = parents.assign(
        figure_id=parents["figure_id"].map(complement_of),
        claim="100 minus: " + parents["claim"],
        percent=100 - parents["percent"],
        unit="derived",
        derived_from=parents["figure_id"],
        duplicate_of=pd.array([pd.NA] * len(parents), dtype="string"),
    )
    return estimate_figures(pd.concat([figures, derived], ignore_index=True))


def complement_of(figure_id: str) -> str:
    """Name the row that is 100 minus this figure."""
    return f"{figure_id}_complement"


def story_charts(estimates: Estimates, style: Style = LIGHT) -> dict[str, Chart]:
    """Draw the charts of the story, by name, with their own labels and groups."""
    table, say = estimates.table, style.strings
    at = pd.Index(table["figure_id"])
    students = (table["survey_id"] == STUDENTS) & table["percent"].notna()
    charts = {}
    for plan in CHARTS:
        shown = estimates.subset(students)
        if plan.rows:
            ids = [complement_of(r.figure_id) if r.complement else r.figure_id for r in plan.rows]
            part = estimates.subset(at.get_indexer(pd.Index(ids)))
            labelled = part.table
            labelled.insert(0, "label", [say(row.label) for row in plan.rows])
            labelled.insert(1, "group", [say(row.group) for row in plan.rows])
            shown = Estimates(labelled, part.covariance, part.method)
        charts[plan.name] = draw_chart(
            plan.name,
            plan.draw,
            shown,
            title=say(plan.title),
            subtitle=say(plan.subtitle),
            style=style,
            **plan.options,
        )
    return charts
