"""A list of polls on a page: the average of each answer over time, with the polls as dots."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ...errors import ToplineError
from ...estimates.estimates import Estimates
from ...figures.averages.average import average_polls
from ...figures.averages.result import PollAverage
from ...figures.together.related import OF_POLLS, of_everybody
from ...language.message import without_remedy
from ...language.strings import Strings
from ...plotting.trend.chart import plot_trend
from ...shown import unquoted
from ...spoken import with_stop
from ...wording import POINTS
from ..parts.charts import draw_chart
from ..parts.places import nearest
from ..parts.tables import Table
from .blocks import LEAST_POLLS
from .charts import Drawn, Look

MOST_TRENDS = 8
"""Charts of trends on a page, those of the largest answers."""


@dataclass(frozen=True)
class Trends:
    """What a page says of a list of polls.

    Attributes
    ----------
    drawn : list of Drawn
    houses : list of Table
        How the houses of each answer lean.
    left_out : list of str
        Questions with their answers that have no trend, and why.
    notes : list of str
        Which polls are averaged.
    """

    drawn: list[Drawn]
    houses: list[Table]
    left_out: list[str]
    notes: list[str]


def is_poll_list(figures: pd.DataFrame) -> bool:
    """Return whether figures are polls of several houses and days, and no groups of one poll."""
    listed = figures["group_dimension"].isin(OF_POLLS).all()
    days = figures["fielded_end"].nunique()
    return bool(len(figures) and listed and days >= LEAST_POLLS)


def poll_trends(figures: pd.DataFrame, level: float, look: Look) -> Trends:
    """Average the polls of each question and answer, and draw them; of one house, as they are."""
    trends = Trends([], [], [], [])
    # a list may name what a party's voters said beside what all did
    figures = figures[of_everybody(figures)]
    # in lists of polls answers are heads of columns, which are often names of variables
    named_so = {one: one.replace("_", " ") for one in figures["answer"].dropna() if " " not in one}
    figures = figures.assign(answer=figures["answer"].replace(named_so))
    asked = [name for name in ("question", "answer") if figures[name].notna().any()]
    named = figures[asked].fillna("").agg(" – ".join, axis=1).str.strip(" –")
    # what is asked most often comes first, of its answers the largest
    polls = figures.groupby(figures["question"].fillna(""))["fielded_end"].transform("nunique")
    ranked = pd.DataFrame({"polls": polls, "mean": figures["percent"].astype(float)})
    ranked = ranked.groupby(named).mean().sort_values(["polls", "mean"], ascending=False)
    without: dict[tuple[str, str], list[str]] = {}
    parts = dict(iter(figures.groupby(named, sort=False)))
    for part in (parts[name] for name in ranked.index):
        # a wording is said in quotes of its own
        question, answer = map(unquoted, part[["question", "answer"]].fillna("").iloc[0])
        if len(trends.drawn) == MOST_TRENDS:
            words = look.style.strings("not drawn: the page has {n} charts", n=MOST_TRENDS)
            without.setdefault((question, words), []).append(answer)
            continue
        try:
            average = average_polls(part, confidence_level=level)
        except ToplineError as error:
            without.setdefault((question, str(error)), []).append(answer)
        else:
            _add(trends, average, question, look)
    for (question, why), answers in without.items():
        what = " – ".join(filter(None, (question, look.style.strings.series_text(answers))))
        trends.left_out.append(f"{what}: {why}")
    return trends


def _add(trends: Trends, average: PollAverage, question: str, look: Look) -> None:
    """Draw one average, and say what it rests on."""
    say: Strings = look.style.strings
    what = average.answer or say("The average of polls")
    share, day = say.estimate_text(average.estimate, "proportion"), average.day.date()
    title = say("{answer}: {share} on {day}", answer=what, share=share, day=say.date_text(day))
    # below its own chart: what it is, to be copied, and what it rests on
    about = say("“{question}”: {finding}", question=question, finding="") if question else ""
    told = [say.again(one) for one in average.sentences[: -len(average.notes) or None]]
    chart = draw_chart(
        f"trend-{len(trends.drawn) + 1}",
        plot_trend,
        _by_day(average),
        title=title,
        subtitle=say(
            "Average of {n} polls with the error that polls share, percent",
            n=say.count_text(len(average.polls)),
        ),
        question=question,
        say=about + told[0],
        do_not_say=say(
            "That it is exactly {share}: {limits} is what polls allow with the error they share",
            share=share,
            limits=say.limits_text(average.ci_low, average.ci_high, "proportion"),
        )
        + ".",
        style=look.style,
        page=look.style.page,
        wave="day",
        polls=average.polls,
    )
    caption = replace(chart.caption, about=(*chart.caption.about, *told[1:]))
    rows, table = _printed_days(average), _numbers(average, title, say)
    drawings = {k: replace(d, places=nearest(d.places, rows)) for k, d in chart.drawings.items()}
    chart = replace(chart, table=table, caption=caption, drawings=drawings)
    trends.drawn.append(Drawn(question, chart))
    notes = [with_stop(note[:1].upper() + note[1:]) for note in map(without_remedy, average.notes)]
    trends.notes.extend([about + " ".join(map(say.again, notes))] if notes else ())
    trends.houses.append(_houses(average, " – ".join(filter(None, (question, what))), say))


def _by_day(average: PollAverage) -> Estimates:
    """Return the average at each day as an estimate, to be drawn."""
    days = average.trend.assign(
        label=average.trend["day"].dt.strftime("%Y-%m-%d"),
        confidence_level=average.confidence_level,
        interval="normal",
        df=np.inf,
        **dict.fromkeys(("n", "n_effective", "deff"), np.nan),
    )
    return Estimates(days)


def _numbers(average: PollAverage, caption: str, say: Strings) -> Table:
    """Print the average at some of its days, the last among them."""
    days = average.trend.iloc[_printed_days(average)]
    rows = [
        (
            say.date_text(row["day"].date()),
            say.estimate_text(row["estimate"], "proportion"),
            say.limits_text(row["ci_low"], row["ci_high"], "proportion"),
        )
        for row in days.to_dict("records")
    ]
    heads = (say("Day"), say("Average"), say.interval_text(average.confidence_level))
    return Table(caption, heads, tuple(rows), (False, True, True))


_DAYS = 24
"""Days of a trend that its table prints."""


def _printed_days(average: PollAverage) -> list[int]:
    """Return which days of a trend are printed: as far apart as the last two."""
    days = len(average.trend)
    return list(range(days - 1, -1, days // -_DAYS))[::-1]


def _houses(average: PollAverage, answer: str, say: Strings) -> Table:
    """Print how far each house stands from the average one."""
    rows = [
        (
            str(row["house"]),
            say.count_text(row["polls"]),
            say.estimate_text(row["effect"], POINTS),
            say.limits_text(row["ci_low"], row["ci_high"], POINTS),
        )
        for row in average.houses.to_dict("records")
    ]
    heads = (
        say("House"),
        say("Polls"),
        say("From the average house"),
        say.interval_text(average.confidence_level),
    )
    caption = say("How the houses lean: {answer}", answer=answer)
    return Table(caption, heads, tuple(rows), (False, True, True, True))
