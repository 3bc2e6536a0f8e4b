"""A report's plan: the TOML file that says what to report of which microdata, and how."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any

from ..disclosure.record import Disclosure
from ..loaders.targets import targets_of_tables
from ..loaders.text.toml import read_toml
from ..shown import stem_of
from ..survey.survey import Survey
from ..values import Value
from .plan_keys import READING, check_plan


@dataclass(frozen=True, eq=False)
class ReportPlan(Value):
    """What to report.

    Attributes
    ----------
    data : pathlib.Path
        The microdata; a path of a plan that is read starts at its folder.
    questions : tuple of str
        Columns to report.
    title : str
        Headline of the page.
    banner : tuple of str
        Columns to break every question down by.
    labels : mapping of str to str
        Wording of questions, by column.
    reading : mapping
        How the data are read, as arguments of ``read_survey``: sheet, missing_codes and others.
    design : mapping
        Arguments of ``Survey``: weights, strata, clusters and others.
    weighting : mapping
        Arguments of ``Survey.weight``: targets, rake, cap, trim and others; empty where the weights
        are those of the design.
    tables : mapping
        Of a book of tables: arguments of ``write_book``, and of ``Survey.crosstab`` for all of its
        tables or, by its name below "question", for one.
    disclosure : Disclosure or None
        What the survey tells about itself.
    models : mapping
        Models to report by their headings: formula, family, options and predictions, as
        ``write_survey_report`` takes them.
    where : str or None
        Condition of the respondents it is about.
    asked : mapping of str to str
        Conditions of who was asked a question, by column.
    confidence_level : float
    df : {"domain", "design"}
        Whose degrees of freedom limits take.
    suppressed : {"mark", "hide"}
        What is done with numbers that are not to be published.
    style, size : str
        How the charts look, and the place that their files are made for.
    lang : str or None
        Language of the page and its charts.
    """

    data: Path
    questions: tuple[str, ...]
    title: str
    banner: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    reading: Mapping[str, Any] = field(default_factory=dict)
    design: Mapping[str, Any] = field(default_factory=dict)
    weighting: Mapping[str, Any] = field(default_factory=dict)
    tables: Mapping[str, Any] = field(default_factory=dict)
    disclosure: Disclosure | None = None
    models: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    where: str | None = None
    asked: Mapping[str, str] = field(default_factory=dict)
    confidence_level: float = 0.95
    df: str = "domain"
    suppressed: str = "mark"
    style: str = "light"
    size: str = "double"
    lang: str | None = None

    @property
    def page(self) -> dict[str, Any]:
        """The arguments of ``write_survey_report`` but data, questions and place."""
        names = "title banner labels where asked confidence_level df suppressed style size lang"
        return {name: getattr(self, name) for name in [*names.split(), "disclosure", "models"]}

    @property
    def book(self) -> dict[str, Any]:
        """The arguments of ``write_book`` but survey, questions and place."""
        given = dict(self.tables)
        banner = given.pop("banner", self.banner)
        own = {name: given.pop(name) for name in _OF_BOOK if name in given}
        return {
            "banner": [tuple(one) if isinstance(one, list) else one for one in banner],
            "title": self.title,
            "labels": self.labels,
            "where": self.where,
            "suppressed": self.suppressed,
            "lang": self.lang,
            "own": given.pop("question", {}),
            "options": {
                "confidence_level": self.confidence_level,
                "df": self.df,
                **given,
            },
            **own,
        }

    def survey(self) -> Survey:
        """Read the microdata, with their design, and weight them as the plan says.

        Raises
        ------
        ArgumentError, DataError
            When the file cannot be read, or the design or the weighting cannot be.
        """
        only: dict[str, Any] = {}
        # targets, models, and the tables of a book, may be of any column
        if self.questions and not (self.weighting or self.tables or self.models):
            # a wording of what is no column is told of, and never of one that was left unread
            only["needed"] = [*self.questions, *self.banner, *self.asked, *self.labels]
            only["conditions"] = [*filter(None, [self.where]), *self.asked.values()]
        read = Survey.open(self.data, **self.reading, **self.design, **only)
        return read.weight(**self.weighting) if self.weighting else read


def read_report_plan(path: str | PathLike[str]) -> ReportPlan:
    """Read a report's plan from a TOML file.

    Its keys are ``data``, ``questions``, and where wanted ``title``, ``banner``, ``where``,
    ``confidence_level``, ``df``, ``suppressed``, ``style``, ``size``, ``lang``, the arguments of
    ``read_survey`` (``sheet``, ``encoding``, ``delimiter``, ``header_rows``, ``formats``,
    ``missing_words``, ``max_gb``, ``[missing_codes]``, ``[sets]``, ``[order]``) and the tables
    ``[design]``, ``[weighting]``, ``[labels]``, ``[asked]``, ``[tables]`` (of a book of tables),
    ``[models]`` and ``[disclosure]``.

    Raises
    ------
    ArgumentError
        When a key is unknown, missing, or of another kind.
    DataError
        When the file cannot be read or is no TOML.
    """
    values = read_toml(path)
    name = Path(path).name
    check_plan(values, name)
    disclosure, tables = values.get("disclosure"), dict(values.get("tables", {}))
    # files are found from the plan's folder
    folder = Path(path).parent
    if "template" in tables:
        tables["template"] = folder / tables["template"]
    reading = {key: values[key] for key in READING if key in values}
    if "formats" in reading:
        reading["formats"] = folder / reading["formats"]
    weighting = dict(values.get("weighting", {}))
    targets = weighting.get("targets")
    if isinstance(targets, str):
        weighting["targets"] = folder / targets
    elif targets is not None:
        weighting["targets"] = targets_of_tables(targets, name, weighting.get("by"))
    return ReportPlan(
        data=folder / values["data"],
        questions=tuple(values["questions"]),
        title=values.get("title", stem_of(values["data"])),
        banner=tuple(values.get("banner", ())),
        labels=values.get("labels", {}),
        reading=reading,
        design=values.get("design", {}),
        tables=tables,
        weighting=weighting,
        models=values.get("models", {}),
        disclosure=None if disclosure is None else Disclosure(disclosure, name),
        **{key: values[key] for key in _PAGE if key in values},
    )


_OF_BOOK = ("subtitle", "slides", "template", "batteries", "stacks", "chart")
"""Keys of [tables] that are arguments of ``write_book``."""

_PAGE = ("where", "asked", "confidence_level", "df", "suppressed", "style", "size", "lang")
"""Keys of the page that are as they stand."""
