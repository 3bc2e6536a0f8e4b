"""The items of disclosure: one table.

After the Code of Professional Ethics and Practices of the American Association for Public Opinion
Research (AAPOR), section III (April 2021), in own words; ESOMAR and WAPOR ask for the same core.
Passing says that a record is complete in form. It is no certificate of any association.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..figures.sample_types import SAMPLE_TYPES
from ..statistics.core.methods import as_table
from .moe import stated_margin_problem
from .record import Disclosure, as_date

Test = Callable[[Disclosure], bool]

STRATEGIES = ("survey", "focus_group", "interview", "content_analysis")
MODES = ("CATI", "CAPI", "CAWI", "IVR", "mail", "SMS", "mixed", "other")
RESPONSE_RATES = ("RR1", "RR2", "RR3", "RR4", "RR5", "RR6")


@dataclass(frozen=True)
class Item:
    """One thing a survey tells.

    Attributes
    ----------
    key : str
        Code of the item.
    label : str
        What is told.
    keys : tuple of str
        Dotted keys of the record.
    required : callable
        Whether this survey has to tell it.
    check : callable
        What is wrong with what it tells, "" where nothing is.
    """

    key: str
    label: str
    keys: tuple[str, ...]
    required: Test = lambda _: True
    check: Callable[[Disclosure], str] = lambda _: ""


def _has(key: str, *values: str) -> Test:
    """Return whether the record's key holds one of the values, alone or in a list."""
    return lambda record: any(value in values for value in _listed(record.get(key)))


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _is_survey(record: Disclosure) -> bool:
    return record.get("strategy") is None or _has("strategy", "survey")(record)


def _one_of(key: str, legal: tuple[str, ...]) -> Callable[[Disclosure], str]:
    def check(record: Disclosure) -> str:
        wrong = [value for value in _listed(record.get(key)) if value not in legal]
        return f"{key} is {wrong[0]!r}; expected one of {', '.join(legal)}" if wrong else ""

    return check


def _dates(record: Disclosure) -> str:
    start, end = as_date(record.get("field_start")), as_date(record.get("field_end"))
    if start is None or end is None:
        return "field_start and field_end are dates such as 2018-08-13"
    release = as_date(record.get("release")) or end
    if start > end or end > release:
        return "fieldwork starts before it ends, and ends before the release"
    return ""


def _counts(record: Disclosure) -> str:
    parts, n = record.get("n_by_mode"), record.get("n")
    if not isinstance(parts, dict) or n is None:
        return ""
    total = sum(part for part in parts.values() if isinstance(part, (int, float)))
    return "" if total == n else f"n_by_mode totals {total}, but n is {n}"


def _wordings(record: Disclosure) -> str:
    questions = record.get("questions")
    for number, question in enumerate(_listed(questions), 1):
        if not isinstance(question, dict) or not str(question.get("wording", "")).strip():
            return f"question {number} has no wording"
    return ""


def _response_rate(record: Disclosure) -> str:
    rate = record.get("response_rate")
    if not isinstance(rate, dict):
        return "response_rate has a code (RR1 to RR6) and a value"
    value = rate.get("value")
    if rate.get("code") not in RESPONSE_RATES:
        return f"response_rate.code is {rate.get('code')!r}; expected RR1 to RR6"
    good = isinstance(value, (int, float)) and 0 <= value <= 1
    return "" if good else f"response_rate.value is {value!r}; expected a proportion"


def _language(record: Disclosure) -> str:
    wrong = [
        tag
        for tag in _listed(record.get("languages"))
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", str(tag))
    ]
    if wrong:
        return f"languages has {wrong[0]!r}; expected a tag such as 'en' or 'en-US'"
    return _one_of("modes", MODES)(record)


_probability = _has("sample_type", "probability", "mixed")
_weighted = _has("weighted", True)  # type: ignore[arg-type]

ITEMS = as_table(
    Item("A1", "Method of data collection", ("strategy",), check=_one_of("strategy", STRATEGIES)),
    Item("A2", "Who sponsored and who conducted it", ("sponsor", "conductor")),
    Item("A3", "Questions and answers offered", ("questions",), check=_wordings),
    Item("A4", "Population", ("population.definition", "population.geography")),
    Item(
        "A5a", "Kind of sample", ("sample_type",), check=_one_of("sample_type", tuple(SAMPLE_TYPES))
    ),
    Item("A5b", "Sampling frame", ("frame.name", "frame.coverage"), required=_probability),
    Item("A5c", "How respondents were found", ("recruitment.contact",), required=_is_survey),
    Item("A5d", "Quotas", ("quotas",)),
    Item("A5e", "Place of interviews", ("location",), required=_has("modes", "CAPI")),
    Item(
        "A5f",
        "What content was included",
        ("content_inclusion",),
        required=_has("strategy", "content_analysis"),
    ),
    Item("A5g", "Cooperation and incentives", ("cooperation", "incentives")),
    Item("A6", "Modes and languages", ("modes", "languages"), check=_language),
    Item("A7", "Dates of fieldwork", ("field_start", "field_end"), check=_dates),
    Item("A8a", "Sample sizes", ("n", "n_by_mode"), check=_counts),
    Item(
        "A8b",
        "Margin of error",
        ("moe", "level", "moe_includes_deff", "deff"),
        required=_probability,
        check=stated_margin_problem,
    ),
    Item(
        "A8c",
        "Model of precision",
        ("precision_model",),
        required=_has("sample_type", "opt_in"),
    ),
    Item(
        "A8d",
        "Coders and their agreement",
        ("coders", "reliability"),
        required=_has("strategy", "content_analysis"),
    ),
    Item("A9", "Whether it is weighted", ("weighted",)),
    Item(
        "A9w",
        "How it is weighted",
        ("weight_vars", "target_sources", "method", "trimming"),
        required=_weighted,
    ),
    Item("A10", "Checks and processing of the data", ("checks", "exclusions", "imputation")),
    Item("A11", "Limitations", ("limitations",)),
    Item(
        "B1",
        "Management of the panel",
        ("panel_management",),
        required=_has("frame.nature", "panel"),
    ),
    Item(
        "B2",
        "Training of interviewers",
        ("interviewer_training",),
        required=_has("modes", "CATI", "CAPI"),
    ),
    Item("B3", "Screening", ("screening",), required=lambda r: r.get("screened") is True),
    Item("B4", "Materials shown", ("stimuli",), required=lambda r: r.get("materials") is True),
    Item(
        "B5",
        "Dispositions and response rate",
        ("dispositions", "response_rate"),
        required=_is_survey,
        check=_response_rate,
    ),
    Item("B6", "Unweighted bases of every group", ("n_by_group",)),
    Item(
        "B7", "How indices are made", ("replication",), required=lambda r: r.get("indices") is True
    ),
)
"""Items by their code; A at the release, B within 30 days of it."""
