"""The items of disclosure: one table; ``problems`` has the rules that its rows refer to.

After the Code of Professional Ethics and Practices of the American Association for Public Opinion
Research (AAPOR), section III (April 2021), in own words; ESOMAR and WAPOR ask for the same core.
Passing says that a record is complete in form. It is no certificate of any association.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ..figures.sample_types import SAMPLE_TYPES
from ..statistics.core.methods import as_table
from .problems import (
    STRATEGIES,
    counts_problem,
    dates_problem,
    languages_problem,
    listed,
    one_of,
    response_rate_problem,
    stated_margin_problem,
    wordings_problem,
)
from .record import Disclosure

Test = Callable[[Disclosure], bool]


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
    return lambda record: any(value in values for value in listed(record.get(key)))


def _is_survey(record: Disclosure) -> bool:
    return record.get("strategy") is None or _has("strategy", "survey")(record)


_probability = _has("sample_type", "probability", "mixed")
_weighted = _has("weighted", True)  # type: ignore[arg-type]

ITEMS = as_table(
    Item("A1", "Method of data collection", ("strategy",), check=one_of("strategy", STRATEGIES)),
    Item("A2", "Who sponsored and who conducted it", ("sponsor", "conductor")),
    Item("A3", "Questions and answers offered", ("questions",), check=wordings_problem),
    Item("A4", "Population", ("population.definition", "population.geography")),
    Item(
        "A5a", "Kind of sample", ("sample_type",), check=one_of("sample_type", tuple(SAMPLE_TYPES))
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
    Item("A6", "Modes and languages", ("modes", "languages"), check=languages_problem),
    Item("A7", "Dates of fieldwork", ("field_start", "field_end"), check=dates_problem),
    Item("A8a", "Sample sizes", ("n", "n_by_mode"), check=counts_problem),
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
        check=response_rate_problem,
    ),
    Item("B6", "Unweighted bases of every group", ("n_by_group",)),
    Item(
        "B7", "How indices are made", ("replication",), required=lambda r: r.get("indices") is True
    ),
)
"""Items by their code; A at the release, B within 30 days of it."""
