"""A report's plan: the TOML file that says what to report of which microdata, and how."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from inspect import signature
from os import PathLike
from pathlib import Path
from typing import Any

from ..disclosure.record import Disclosure, read_toml
from ..errors import ArgumentError
from ..survey.survey import Survey

_TEXTS = ("title", "data", "suppressed")
_LISTS = ("questions", "banner")
_TABLES = ("design", "labels", "disclosure")
_LEGAL = (*_TEXTS, *_LISTS, *_TABLES, "confidence_level")


@dataclass(frozen=True)
class ReportPlan:
    """What to report.

    Attributes
    ----------
    data : pathlib.Path
        The microdata, beside the plan unless its path says otherwise.
    questions : tuple of str
        Columns to report.
    title : str
        Headline of the page.
    banner : tuple of str
        Columns to break every question down by.
    labels : mapping of str to str
        Wording of questions, by column.
    design : mapping
        Arguments of ``Survey``: weights, strata, clusters and others.
    disclosure : Disclosure or None
        What the survey tells about itself.
    confidence_level : float
    suppressed : {"mark", "hide"}
        What is done with numbers that are not to be published.
    """

    data: Path
    questions: tuple[str, ...]
    title: str
    banner: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    design: Mapping[str, Any] = field(default_factory=dict)
    disclosure: Disclosure | None = None
    confidence_level: float = 0.95
    suppressed: str = "mark"


def read_report_plan(path: str | PathLike[str]) -> ReportPlan:
    """Read a report's plan from a TOML file.

    Its keys are ``data``, ``questions``, and where wanted ``title``, ``banner``,
    ``confidence_level``, ``suppressed`` and the tables ``[design]``, ``[labels]`` and
    ``[disclosure]``.

    Raises
    ------
    ArgumentError
        When a key is unknown, missing, or of another kind.
    DataError
        When the file cannot be read or is no TOML.
    """
    values = read_toml(path)
    name = Path(path).name
    _check(values, name)
    disclosure = values.get("disclosure")
    return ReportPlan(
        data=Path(path).parent / values["data"],
        questions=tuple(values["questions"]),
        title=values.get("title", Path(values["data"]).stem),
        banner=tuple(values.get("banner", ())),
        labels=values.get("labels", {}),
        design=values.get("design", {}),
        disclosure=None if disclosure is None else Disclosure(disclosure, name),
        confidence_level=values.get("confidence_level", 0.95),
        suppressed=values.get("suppressed", "mark"),
    )


def _check(values: Mapping[str, Any], name: str) -> None:
    unknown = [key for key in values if key not in _LEGAL]
    if unknown:
        raise ArgumentError(f"{name} has the key {unknown[0]!r}; expected {', '.join(_LEGAL)}")
    for key in ("data", "questions"):
        if not values.get(key):
            raise ArgumentError(f"{name} has no {key}; a report needs data and questions")
    for key in _TEXTS:
        if not isinstance(values.get(key, ""), str):
            raise ArgumentError(f"{name}: {key} is {values[key]!r}; expected a text")
    for key in _LISTS:
        names = values.get(key, [])
        if not (isinstance(names, list) and all(isinstance(item, str) for item in names)):
            raise ArgumentError(f"{name}: {key} is {names!r}; expected a list of columns")
    for key in _TABLES:
        if not isinstance(values.get(key, {}), Mapping):
            raise ArgumentError(f"{name}: {key} is {values[key]!r}; expected a table [{key}]")
    arguments = list(signature(Survey).parameters)[1:]
    for key in values.get("design", {}):
        if key not in arguments:
            raise ArgumentError(
                f"{name}: the design has the key {key!r}; expected {', '.join(arguments)}"
            )
