"""A plan to start from: a TOML file with every question that could be reported, and how to go on.

It is read back as it is by ``read_report_plan``; what it only proposes stands behind a "#".
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike, path
from pathlib import Path
from typing import Any

from ...arguments import check_list, check_options, described
from ...errors import ArgumentError, DataError
from ...loaders.targets import Targets
from ...shown import one_line, shown_text, stem_of
from ...survey.survey import Survey
from ...writing.places import file_place
from ...writing.whole import write_whole
from ..parts.bars import MOST_BARS
from ..plan_keys import check_plan
from .columns import Reportable, reportable_columns

_BARE = re.compile(r"[A-Za-z0-9_-]+")
"""A key that needs no quotes."""


def write_plan_template(
    survey: Survey,
    data: str | PathLike[str],
    out: str | PathLike[str] = "plan.toml",
    *,
    reading: Mapping[str, Any] | None = None,
    design: Mapping[str, Any] | None = None,
    weighting: Mapping[str, Any] | None = None,
    page: Mapping[str, Any] | None = None,
    show_personal: bool = False,
) -> Path:
    """Write a plan of a survey's report to start from, which ``read_report_plan`` reads as it is.

    It asks every question that could be reported, or those of `page`, and says of each what it is;
    of other columns it says why they are none. Options of the page that nobody chose, and a design
    that the columns look like, stand in it as comments.

    Parameters
    ----------
    survey : Survey
        The microdata.
    data : path
        Their file; the plan has its path from where the plan lies.
    out : path, default "plan.toml"
        The plan; there must be no file of this name.
    reading, design, weighting : mapping, optional
        How the file is read, the sample was drawn and is weighted: arguments of ``read_survey``,
        ``Survey`` and ``Survey.weight``, as ``ReportPlan`` has them.
    page : mapping, optional
        What is chosen already: questions, title, banner, where, asked, confidence_level, df,
        suppressed, style, size and lang, as ``ReportPlan`` has them.
    show_personal : bool, default False
        Whether columns that look like names, addresses or texts of people are questions, too.

    Returns
    -------
    pathlib.Path
        The plan.

    Raises
    ------
    ArgumentError
        When `out` is no place for a file, or there is one, `page` has what is none of these, or a
        question of it is no column that could be reported.
    DataError
        When no column could be reported.

    Examples
    --------
    >>> write_plan_template(Survey.read("answers.csv"), "answers.csv")  # doctest: +SKIP
    """
    target = file_place(out, "the plan", (".toml",))
    if target.exists():
        raise ArgumentError(
            f"{target} is there, and may be somebody's work; name another file, or remove it"
        )
    if not isinstance(data, (str, PathLike)):
        raise ArgumentError(f"data is {described(data)}; expected the path of the survey's file")
    columns = reportable_columns(survey, show_personal=show_personal)
    if not any(not one.why_not for one in columns):
        told = "; ".join(f"{one.name!r}: {one.why_not}" for one in columns[:5])
        raise DataError(
            f"no column of {Path(data).name} could be reported: {told or 'it has no columns'}"
        )
    weighting, page = check_options("weighting", weighting), check_options("page", page)
    targets = weighting.get("targets")
    # what a plan can hold of them is a path from where it lies, or a table
    if isinstance(targets, Targets):
        weighting["targets"] = targets.tables()
    elif targets is not None:
        weighting["targets"] = _beside(targets, target)
    reading, design = check_options("reading", reading), check_options("design", design)
    if "formats" in reading:
        reading = {**reading, "formats": _beside(reading["formats"], target)}
    about = _Told(_beside(data, target), reading, design, weighting, page)
    text = "\n".join(_lines(survey, columns, about))
    # what was chosen is of the kind that a plan has
    check_plan(tomllib.loads(text), target.name)
    write_whole({target: text.encode("utf-8", "backslashreplace")})
    return target


def _beside(file: str | PathLike[str], plan: Path) -> str:
    """Return the path of a file from where a plan lies."""
    try:
        return Path(path.relpath(file, plan.parent)).as_posix()
    except ValueError:
        # on another drive
        return Path(file).resolve().as_posix()


@dataclass(frozen=True)
class _Told:
    """What a plan says of its data: the file, how it is read, was drawn, is weighted and shown."""

    data: str
    reading: Mapping[str, Any]
    design: Mapping[str, Any]
    weighting: Mapping[str, Any]
    page: Mapping[str, Any]


def _lines(survey: Survey, columns: Sequence[Reportable], told: _Told) -> Iterator[str]:
    page = dict(told.page)
    asked, later = _that_fit(columns, page.pop("questions", None))
    yield _comment("A plan of a report, to start from: topline report and the name of this file.")
    yield _comment('What stands behind a "#" is only proposed. Take questions out, put words in.')
    yield from (
        "",
        f"title = {_value(page.pop('title', stem_of(told.data)))}",
        f"data = {_value(told.data)}",
    )
    yield from _entries({key: value for key, value in told.reading.items() if not _is_table(value)})
    yield from ("", "questions = [")
    yield from (f"  {_value(one.name)}, {_comment(_about(one))}" for one in asked)
    why = "the page is full" if "questions" not in told.page else "not chosen"
    yield from (f"  # {_value(one.name)}, {_comment(_about(one))[2:]} ({why})" for one in later)
    yield "]"
    for one in (one for one in columns if one.why_not):
        yield _comment(f"Not asked: {_value(one.name)}: {one.why_not}")
    who = check_options("asked", page.pop("asked", None))
    yield from ("", *_proposals(asked, page), "", *map(_comment, _MODEL))
    yield from ("", *_drawn_and_weighted(survey, told))
    yield from ("", "[labels]", _comment("The wording of each question, as readers should see it."))
    for one in (*asked, *later):
        words = f"{_key(one.name)} = {_value(one.label or '…')}"
        yield words if one.label else _comment(words)
    if who:
        yield from ("", "[asked]", *_entries(who))
    else:
        yield from ("", _comment("[asked]  # who was asked what not everybody was"))
        yield _comment(f'{_key(asked[0].name)} = "age >= 18"')
    for key, table in told.reading.items():
        if _is_table(table):
            yield from ("", f"[{key}]", *_entries(table))


def _drawn_and_weighted(survey: Survey, told: _Told) -> Iterator[str]:
    """Give the design, as it is, or as the columns look like it, and how it is weighted."""
    yield "[design]"
    yield from _entries(told.design)
    likely = {} if told.design else survey.likely_design()
    if likely:
        yield _comment("The columns look like this design; take the # away if it is so:")
        yield from (_comment(line) for line in _entries(likely))
    elif not told.design:
        yield _comment('weights = "…", strata = "…", clusters = "…": nothing looks like these')
    yield ""
    if told.weighting:
        yield from ("[weighting]", *_entries(told.weighting))
    else:
        yield _comment("[weighting]  # to targets of the population; all of it may be left out")
        of = "variable, category, target: a row a category"
        yield _comment(f'targets = "targets.csv"       # {of}')
        yield _comment('rake = ["age", "sex"]         # or true: all of the targets')
        yield _comment("cap = 5                       # largest weight, times the mean")


def _that_fit(
    columns: Sequence[Reportable], chosen: Sequence[str] | None
) -> tuple[list[Reportable], list[Reportable]]:
    """Part questions into those that are chosen, or that one page has room for, and the rest.

    Raises
    ------
    ArgumentError
        When one is chosen that could not be reported.
    """
    questions = {one.name: one for one in columns if not one.why_not}
    asked: list[Reportable] = []
    later: list[Reportable] = []
    if chosen is not None:
        whys = {one.name: one.why_not for one in columns}
        for name in check_list("questions", chosen, 10**6, expected="a list of columns"):
            if name not in whys or whys[name]:
                why = whys.get(name, "there is no such column")
                raise ArgumentError(f"question {name!r} could not be reported: {why}")
            if name in questions:
                asked.append(questions.pop(name))
        return asked, list(questions.values())
    bars = 0
    for one in questions.values():
        fits = bars + one.bars <= MOST_BARS
        bars += one.bars * fits
        (asked if fits else later).append(one)
    return asked, later


def _proposals(asked: Sequence[Reportable], page: Mapping[str, Any]) -> Iterator[str]:
    """Give the keys of a page: as they were chosen, or as a comment with a value they can have."""
    one = next((q for q in asked if q.kind == "one answer"), asked[0])
    proposed = {
        "banner": (f"[{_value(one.name)}]", "every question by the groups of this one"),
        **_PAGE,
    }
    for unknown in set(page) - set(proposed):
        known = ", ".join(["questions", "title", "asked", *proposed])
        raise ArgumentError(f"page has {unknown!r}, which is none of its options: {known}")
    for key, (value, words) in proposed.items():
        if key in page:
            yield from _entries({key: page[key]})
        else:
            yield _comment(f"{f'{key} = {value}':<29} # {words}".rstrip(" #"))


_PAGE = {
    "where": ('"age >= 18"', "only of some respondents, in the design of all"),
    "confidence_level": ("0.95", ""),
    "df": ('"domain"', 'or "design": whose degrees of freedom'),
    "suppressed": ('"mark"', 'or "hide" numbers not to be published'),
    "style": ('"light"', 'or "dark"'),
    "size": ('"double"', 'of the charts\' files; or "web", "slide", "social"'),
    "lang": ('"en"', 'or "de", "fr": the language of the page'),
}
"""Keys of a page, with a value that each can have, and what for."""

_MODEL = (
    '[models."Who votes"]          # by its heading; it is drawn, with its numbers and method',
    "formula = \"vote == 'yes' ~ age + sex\"",
    'family = "binomial"           # "gaussian", "poisson", "ordinal", "cox", …',
    'predictions = ["age"]         # and what it predicts by these',
)


def _about(one: Reportable) -> str:
    return f"{one.kind}: {one.answers}" if one.answers else one.kind


def _comment(text: str) -> str:
    """Return a comment, in one line, whose signs are those that a file may have."""
    return f"# {shown_text(one_line(text))}"


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _entries(values: Mapping[str, Any]) -> list[str]:
    """Write keys and values, each in a line; what is a table within, too."""
    return [f"{_key(str(key))} = {_value(value)}" for key, value in values.items()]


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _value(name)


def _value(value: Any) -> str:
    """Write a value as TOML does."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(_entries(value)) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, (bool, int, float)):
        return json.dumps(value)
    # a text in JSON is one in TOML, but for one sign
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
