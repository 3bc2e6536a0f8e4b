"""A report of anyone's microdata: a chart and a table for every question."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from itertools import accumulate, chain
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

from ..arguments import check_one_of
from ..disclosure.record import Disclosure
from ..errors import ArgumentError
from ..estimates.reason_codes import SHOWN_AS_COUNT, sentences_used
from ..estimates.schema import is_weighted
from ..estimates.suppression import check_suppressed
from ..language.message import Message, stopped
from ..language.strings import Strings
from ..loaders.codebook.notes import Note
from ..plotting.look.theme import Size, Style
from ..survey.estimators.request import LEGAL
from ..survey.survey import Survey
from ..tables.excel import workbook_bytes
from ..tables.model import PrintedTable
from ..writing.places import folder_place
from .answered import answered_table
from .disclosed import as_disclosed, disclosed
from .limits import MOST_ANSWERS, LeftOut, Limits, choose
from .look import page_style
from .method import design_words, how_computed, method_notes
from .modelled import Modelled, fit_models, model_charts
from .parts.address import check_url
from .parts.bars import MOST_BARS
from .parts.charts import Chart, is_dark
from .parts.hands import several_hands
from .questions.banners import banner_tables, banner_words
from .questions.charts import parts_of, question_charts
from .questions.question import Question, Wanted, estimate_questions
from .questions.wordings import wordings
from .render import Page
from .write import Progress, quiet, write_page


def write_survey_report(
    survey: Survey,
    questions: Sequence[str],
    out: str | PathLike[str] = "report",
    *,
    title: str | None = None,
    banner: Sequence[str] = (),
    labels: Mapping[str, str] | None = None,
    where: str | None = None,
    asked: Mapping[str, str] | None = None,
    confidence_level: float = 0.95,
    df: str = "domain",
    suppressed: str = "mark",
    style: Style | str = "light",
    size: Size | str = "double",
    lang: str | None = None,
    disclosure: Disclosure | None = None,
    models: Mapping[str, Mapping[str, Any]] | None = None,
    most_answers: int = MOST_ANSWERS,
    most_bars: int = MOST_BARS,
    left_out: LeftOut | None = None,
    show_personal: bool = False,
    guard_formulas: bool = False,
    url: str | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write a report of microdata as one web page, with its charts as files beside it.

    Parameters
    ----------
    survey : Survey
        The microdata and their design.
    questions : list of str
        Columns or questions with several answers to report, each by its kind: yes or no, one
        answer, an ordered scale, several answers, or a number, which is one of more than a dozen
        distinct numbers. Who refused or gave no answer is counted, and not in the shares.
    out : path, default "report"
        Folder for ``index.html``, ``tables.xlsx`` and ``figures/``, as in ``write_report``.
    title : str, optional
        Headline of the page; "Survey report" by default.
    banner : list of str, optional
        Columns to break every question down by, side by side: its answers, or the mean and the
        median of a number.
    labels : mapping of str to str, optional
        Wording of each question, by its column; by default that of its codebook, or its name.
    where : str, optional
        A condition on the data, as ``"age >= 18"``: only of those respondents, in the design of
        all; see ``Options``.
    asked : mapping of str to condition, optional
        Who was asked a question, by its column: ``{"hours": "works == 'Yes'"}``. All others are
        not asked, rather than without an answer.
    confidence_level : float, default 0.95
        Between 0 and 1.
    df : {"domain", "design"}
        Whose degrees of freedom limits take; see ``Options``.
    suppressed : {"mark", "hide"}
        Whether numbers that are not to be published stand with what is said of them, or are left
        out of every chart, table and file.
    style : Style or {"light", "dark"}
        Of the charts' files; the charts on the page follow its reader into the dark.
    size : Size or {"single", "double", "slide", "social", "web", "phone"}
        The place that the charts' files are made for.
    lang : {"en", "de", "fr"}, optional
        Language of the page, its charts and tables, as ``languages()`` lists them; by default that
        of the style.
    disclosure : Disclosure, optional
        What the survey tells about itself: it stands on the page, with what is missing.
    models : mapping of str to mapping, optional
        Models by their headings: ``formula``, ``family`` (as ``topline model`` has them), options
        of its method, and ``predictions``, predictors whose predictive margins are drawn, too:
        ``{"Who votes": {"formula": "voted ~ age + sex", "family": "binomial"}}``.
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
    url : str, optional
        Where the page will lie, such as "https://example.org/report/"; a picture for those who see
        a link to it, ``share.png``, is then written beside it.
    progress : callable, optional
        Called as ``progress(what, done, total)`` before each step.

    Returns
    -------
    pathlib.Path
        The page.

    Raises
    ------
    ArgumentError
        When a question, or one that `labels` names, is no column, none is named, `suppressed`,
        `df`, `style`, `size` or `lang` is unknown, a condition cannot be worked out, `out` is no
        folder, or `url` no address.
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
    check_one_of("df", df, LEGAL["df"])
    survey = as_disclosed(survey, disclosure)
    if disclosure is not None:
        disclosure = disclosure.filled(survey.weighting.disclosed)
    look = page_style(style, size, lang)
    say = look.strings
    title = say("Survey report") if title is None else title
    folder, tell = folder_place(out, "the report"), progress or quiet
    limits = Limits(most_answers, most_bars, show_personal)
    survey.expect(questions, by=banner)
    chosen = choose(survey, questions, banner, limits, left_out)
    labels = wordings(survey, labels)
    if where is not None:
        survey = survey.where(where)
    # now of those who are meant, and of what is left
    survey.expect(chosen.questions, by=chosen.banner)
    wanted = Wanted(
        confidence_level=confidence_level, df=df, suppressed=suppressed, asked=asked or {}
    )
    wording = {name: labels.get(name) or name for name in chosen.questions}
    modelled = fit_models(survey, models, wanted, tell)
    found = estimate_questions(survey, wording, wanted, tell)
    with several_hands(_drawings(found.questions, look, where)) as charts:
        banners = banner_tables(
            found.survey, found.questions, chosen.banner, labels, wanted, tell, say
        )
        # while the copies draw
        tables = _workbook(found.questions, banners, modelled, title, say)
        drawn = []
        for number, question in enumerate(found.questions):
            tell(f"Drawing {question.name}", number, len(found.questions))
            drawn.append((question, next(charts)))
    of_models = [model_charts(one, at, look, where) for at, one in enumerate(modelled, start=1)]
    told = {
        **_page_words(found.survey, found.questions, say),
        "parts": drawn,
        "models": list(zip(modelled, of_models, strict=True)),
        "where": where,
        "disclosure": disclosed(disclosure, say),
        "omitted": [say.again(one) for one in chosen.left_out],
        **banner_words(list(banners.values())),
    }
    page = Page(
        template="survey.html.j2",
        title=title,
        charts={chart.name: chart for own in [*(o for _, o in drawn), *of_models] for chart in own},
        told=told,
        version=version("topline"),
        files={"tables.xlsx": tables},
        guard_formulas=guard_formulas,
        url=check_url(url),
        dark=is_dark(look),
        say=say,
    )
    return write_page(page, folder, tell)


def _drawings(
    questions: Sequence[Question], look: Style, where: str | None
) -> list[Callable[[], tuple[Chart, ...]]]:
    """Return what draws each question; charts are numbered from the first to the last of a page."""
    before = accumulate((len(parts_of(question)) for question in questions), initial=0)
    return [
        partial(question_charts, question, number, style=look, where=where)
        for question, number in zip(questions, before, strict=False)
    ]


def _workbook(
    questions: Sequence[Question],
    banners: Mapping[str, PrintedTable],
    models: Sequence[Modelled],
    title: str,
    say: Strings,
) -> bytes:
    """Return a sheet for every question, followed by that of its groups, and for every model."""
    sheets = {}
    for question in questions:
        sheets[question.name] = question.estimates.printed(title=question.label, lang=say)
        if question.name in banners:
            sheets[say("{question} by group", question=question.name)] = banners[question.name]
    sheets |= {say("Model: {name}", name=one.name): one.printed(say) for one in models}
    return workbook_bytes(sheets, title, say("Contents"))


def _page_words(survey: Survey, questions: Sequence[Question], say: Strings) -> dict[str, Any]:
    """Return what a page tells of all its questions: who answered, and how it was computed."""
    table = pd.concat([q.estimates.table for q in questions], ignore_index=True)
    book, own = survey.codebook, [question.name for question in questions]
    noted: Sequence[str] = (
        () if book is None else book.notes_about([*own, *survey.design.columns.names])
    )
    # what to write is for who computes, not for who reads the page
    noted = [note.fact if isinstance(note, Note) else note for note in noted]
    notes = list(dict.fromkeys(map(stopped, chain(noted, *(q.notes for q in questions)))))
    return {
        "questions": questions,
        "respondents": say.count_text(questions[0].who.number),
        "design": design_words(survey.design, say),
        "bases": answered_table(questions, say, weighted=is_weighted(table)),
        "how": how_computed(survey.design, table, say, survey.weighting),
        "methods": method_notes(table, say),
        "flags": sentences_used(table, without=SHOWN_AS_COUNT, lang=say),
        "notes": [say.again(note) for note in notes],
        "in_english": [note for note in notes if not isinstance(note, Message)],
    }
