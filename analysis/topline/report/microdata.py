"""A report of anyone's microdata: a chart and a table for every question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..arguments import check_list
from ..disclosure.record import Disclosure
from ..errors import ArgumentError, DataError
from ..estimates.estimates import Estimates
from ..estimates.reason_codes import SHOWN_AS_COUNT, sentences_used
from ..estimates.schema import is_weighted
from ..estimates.suppression import check_suppressed
from ..plotting.rows.dots import plot_estimates
from ..survey.survey import Survey
from ..tables.excel import workbook_bytes
from ..tables.model import PrintedTable
from ..wording import count_text
from ..writing.places import folder_place
from .disclosed import as_disclosed, disclosed
from .limits import MOST_ANSWERS, MOST_BARS, LeftOut, check_bars, fitting, is_numeric
from .method import how_computed, method_notes
from .parts.charts import ROWS, Chart, draw_chart
from .parts.tables import Table
from .render import Page
from .write import Progress, quiet, write_page


@dataclass(frozen=True)
class Question:
    """One question of a report.

    Attributes
    ----------
    name : str
        Its column.
    label : str
        Its wording, for readers.
    estimates : Estimates
        Shares of its answers, or its mean.
    """

    name: str
    label: str
    estimates: Estimates

    @property
    def is_share(self) -> bool:
        """Whether its estimates are shares of answers."""
        return bool((self.estimates.table["quantity"] == "proportion").all())


def write_survey_report(
    survey: Survey,
    questions: Sequence[str],
    out: str | PathLike[str] = "report",
    *,
    title: str = "Survey report",
    banner: Sequence[str] = (),
    labels: Mapping[str, str] | None = None,
    confidence_level: float = 0.95,
    suppressed: str = "mark",
    disclosure: Disclosure | None = None,
    most_answers: int = MOST_ANSWERS,
    most_bars: int = MOST_BARS,
    left_out: LeftOut | None = None,
    show_personal: bool = False,
    guard_formulas: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write a report of microdata as one web page, with its charts as files beside it.

    Parameters
    ----------
    survey : Survey
        The microdata and their design.
    questions : list of str
        Columns to report: shares of every answer, or the mean of a numeric question with more
        than a dozen distinct answers.
    out : path, default "report"
        Folder for ``index.html``, ``tables.xlsx`` and ``figures/``, as in ``write_report``.
    title : str
        Headline of the page.
    banner : list of str, optional
        Columns to break every question of shares down by, side by side.
    labels : mapping of str to str, optional
        Wording of each question, by its column; by default that of its codebook, or its name.
    confidence_level : float, default 0.95
        Between 0 and 1.
    suppressed : {"mark", "hide"}
        Whether numbers that are not to be published stand with what is said of them, or are left
        out of every chart, table and file.
    disclosure : Disclosure, optional
        What the survey tells about itself: it stands on the page, with what is missing.
    most_answers : int, default 100
        Different answers that a question or a banner may have; with more it is refused before
        anything is computed: it is an id, or a free text.
    most_bars : int, default 2,000
        Bars that all charts of the page may have together.
    left_out : callable, optional
        Called as ``left_out(column, why)`` for each question or banner with too many or personal
        answers, which is then left out, as the page says, instead of refused.
    show_personal : bool, default False
        Whether to show answers that look like names, e-mail or IP addresses, phone numbers or free
        text.
    guard_formulas : bool, default False
        Whether words that a spreadsheet would compute get a ``'`` before them in the CSV files.
    progress : callable, optional
        Called as ``progress(what, done, total)`` before each step.

    Returns
    -------
    pathlib.Path
        The page.

    Raises
    ------
    ArgumentError
        When a question is no column, none is named, `suppressed` is unknown, or `out` is no folder.
    DataError
        When a question has no answers, too many or personal ones, or the page would have too many
        bars.

    Examples
    --------
    >>> import pandas as pd
    >>> data = pd.DataFrame({"q": ["yes", "no", "yes", "yes"]})
    >>> write_survey_report(Survey(data), ["q"], "out")  # doctest: +SKIP
    """
    if isinstance(questions, str) or not questions:
        raise ArgumentError("questions names no questions; give a list of columns")
    check_suppressed(suppressed)
    survey = as_disclosed(survey, disclosure)
    folder, tell = folder_place(out, "the report"), progress or quiet
    omitted: list[str] = []
    note = left_out and partial(_omit, omitted, left_out)
    fit = partial(fitting, survey, most=most_answers, left_out=note, show_personal=show_personal)
    bars = fit(questions)
    if not bars:
        raise DataError(
            f"no question can be reported. {' '.join(omitted)} Name other questions, put answers "
            "together, or raise most_answers"
        )
    check_bars(sum(bars.values()), most_bars, f"of {count_text(len(bars))} questions")
    banner = list(fit(check_list("banner", banner, 10**6, expected="a list of columns")))
    labels = {**_wordings(survey), **(labels or {})}
    asked = {name: labels.get(name) or name for name in bars}
    found = _estimated(survey, asked, confidence_level, suppressed, tell)
    charts: dict[str, Chart] = {}
    for number, question in enumerate(found):
        tell(f"Drawing {question.name}", number, len(found))
        charts |= question_charts(question, len(charts))
    banners = _banners(survey, found, banner, labels, suppressed, tell)
    told = {
        **_page_words(survey, found),
        "disclosure": disclosed(disclosure),
        "omitted": list(dict.fromkeys(omitted)),
        "banners": [replace(table, notes=()) for table in banners.values()],
        "banner_notes": list(dict.fromkeys(chain(*(t.notes for t in banners.values())))),
    }
    page = Page(
        template="survey.html.j2",
        title=title,
        charts=charts,
        told=told,
        version=version("topline"),
        files={"tables.xlsx": _workbook(found, banners, title)},
        guard_formulas=guard_formulas,
    )
    return write_page(page, folder, tell)


def _omit(omitted: list[str], left_out: LeftOut, name: str, why: str, remedy: str) -> None:
    """Tell that a question is left out and what would show it, and keep it for the page."""
    omitted.append(f"{name!r} is left out: {why}.")
    left_out(name, f"{why}; {remedy}")


def _wordings(survey: Survey) -> dict[str, str]:
    """Return the wordings of questions that a codebook has."""
    book = survey.codebook
    if book is None:
        return {}
    labels = {name: one.label for name, one in book.variables.items()}
    labels |= {name: one.label for name, one in book.multiple_response_sets.items()}
    return {name: label for name, label in labels.items() if label.strip()}


def ask(survey: Survey, name: str, data: Any, confidence_level: float) -> Estimates:
    """Estimate a question: the mean of many numbers, else the share of every answer."""
    estimate = survey.mean if is_numeric(survey, name, data) else survey.proportion
    return estimate(name, confidence_level=confidence_level)


def _estimated(
    survey: Survey,
    asked: Mapping[str, str],
    confidence_level: float,
    suppressed: str,
    tell: Progress,
) -> list[Question]:
    """Estimate every question; `asked` are their wordings by their columns."""
    found, data = [], survey.data
    for number, (name, label) in enumerate(asked.items()):
        tell(f"Estimating {name}", number, len(asked))
        estimates = ask(survey, name, data, confidence_level)
        shown = estimates if suppressed == "mark" else estimates.without_suppressed()
        found.append(Question(name, label, shown))
    return found


def question_charts(question: Question, before: int) -> dict[str, Chart]:
    """Draw a question, at most ROWS answers a chart."""
    weighted = is_weighted(question.estimates.table)
    subtitle = "Weighted mean" if weighted else "Mean"
    if question.is_share:
        subtitle = f"Share of those who answered{', weighted' if weighted else ''}"
    rows = np.arange(len(question.estimates))
    pieces = [rows[i : i + ROWS] for i in range(0, len(rows), ROWS)]
    charts = {}
    for number, piece in enumerate(pieces):
        name = f"question-{before + number + 1}"
        part = f" ({number + 1} of {len(pieces)})" if len(pieces) > 1 else ""
        charts[name] = draw_chart(
            name,
            plot_estimates,
            question.estimates.subset(piece),
            title=question.label + part,
            subtitle=subtitle,
            label="category" if question.is_share else "outcome",
        )
    return charts


def _banners(
    survey: Survey,
    questions: Sequence[Question],
    banner: Sequence[str],
    labels: Mapping[str, str],
    suppressed: str,
    tell: Progress,
) -> dict[str, PrintedTable]:
    """Break every question of shares down by the banner's columns, which have their wordings."""
    shares = [question for question in questions if question.is_share]
    tables = {}
    for number, question in enumerate(shares if banner else ()):
        tell(f"Tabulating {question.name}", number, len(shares))
        columns = [name for name in banner if name != question.name]
        table = survey.crosstab(question.name, columns)
        printed = table.printed(title=question.label, suppressed=suppressed)
        named = [replace(one, group=labels.get(one.group) or one.group) for one in printed.columns]
        tables[question.name] = replace(printed, stubs=("Answer",), columns=tuple(named))
    return tables


def _workbook(
    questions: Sequence[Question], banners: Mapping[str, PrintedTable], title: str
) -> bytes:
    """Return a sheet for every question, followed by that of its groups."""
    sheets = {}
    for question in questions:
        sheets[question.name] = question.estimates.printed(title=question.label)
        if question.name in banners:
            sheets[f"{question.name} by group"] = banners[question.name]
    return workbook_bytes(sheets, title)


def _page_words(survey: Survey, questions: Sequence[Question]) -> dict[str, Any]:
    """Return what a page tells of all its questions: who answered, and how it was computed."""
    rows = []
    table = pd.concat([q.estimates.table for q in questions], ignore_index=True)
    counts = {"n": "Answered (unweighted)", "n_weighted": "Answered (weighted)"}
    if not is_weighted(table):
        counts = {"n": "Answered"}
    counts["n_missing"] = "No answer"
    for question in questions:
        first = question.estimates.table.iloc[0]
        rows.append((question.label, *(count_text(first[key]) for key in counts)))
    heads = ("Question", *counts.values())
    book, own = survey.codebook, [question.name for question in questions]
    noted = () if book is None else book.notes_about([*own, *survey.design.columns.names])
    return {
        "questions": questions,
        "respondents": count_text(len(survey)),
        "design": survey.design.drawn.lede,
        "bases": Table("Who answered", heads, tuple(rows), (False, *(True for _ in counts))),
        "how": how_computed(survey.design, table),
        "methods": method_notes(table),
        "flags": sentences_used(table, without=SHOWN_AS_COUNT),
        "notes": list(dict.fromkeys(chain(noted, *(q.estimates.notes for q in questions)))),
    }
