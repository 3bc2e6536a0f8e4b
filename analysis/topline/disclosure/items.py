"""The items of disclosure: a table a code; ``problems`` has the rules that their rows refer to.

After the Code of Professional Ethics and Practices of the American Association for Public Opinion
Research (AAPOR), section III (April 2021), and the minimum of the Guideline on Opinion Polls and
Published Surveys of ESOMAR and WAPOR (August 2014), in own words. Passing says that a record is
complete in form. It is no certificate of any association.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..sample_types import SAMPLE_TYPES
from ..statistics.core.methods import as_table
from .problems import (
    MODES,
    STRATEGIES,
    counts_problem,
    dates_problem,
    improper_rate,
    languages_problem,
    listed,
    modes_problem,
    one_of,
    participation_rate_problem,
    response_rate_problem,
    stated_margin_problem,
    weighted_problem,
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
    improper : callable
        Why it cannot tell this, "" where it can: wrong, whatever else is left out.
    """

    key: str
    label: str
    keys: tuple[str, ...]
    required: Test = lambda _: True
    check: Callable[[Disclosure], str] = lambda _: ""
    improper: Callable[[Disclosure], str] = lambda _: ""


def _has(key: str, *values: str) -> Test:
    """Return whether the record's key holds one of the values, alone or in a list."""
    return lambda record: any(value in values for value in listed(record.get(key)))


def _is_survey(record: Disclosure) -> bool:
    return record.get("strategy") is None or _has("strategy", "survey")(record)


_probability = _has("sample_type", "probability", "mixed")
_opt_in = _has("sample_type", "opt_in", "mixed")


def _more_than_one(key: str) -> Test:
    """Return whether the record names several different ones at a key."""
    return lambda record: len(set(map(str, listed(record.get(key))))) > 1


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
    Item("A8a", "Sample size", ("n",), check=counts_problem),
    Item(
        "A8m",
        "Sample sizes by mode",
        ("n_by_mode",),
        required=lambda r: _more_than_one("modes")(r) or _has("modes", "mixed")(r),
        check=modes_problem,
    ),
    Item("A8f", "Sample sizes by frame", ("n_by_frame",), required=_more_than_one("frame.name")),
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
        required=_opt_in,
    ),
    Item(
        "A8d",
        "Coders and their agreement",
        ("coders", "reliability"),
        required=_has("strategy", "content_analysis"),
    ),
    Item("A9", "Whether it is weighted", ("weighted",), check=weighted_problem),
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
        # not of a sample of which no part was drawn at random
        required=lambda r: _is_survey(r) and (_probability(r) or not _opt_in(r)),
        check=response_rate_problem,
        improper=improper_rate,
    ),
    Item(
        "B5p",
        "Dispositions and participation rate",
        ("dispositions", "participation_rate"),
        required=lambda r: _is_survey(r) and _opt_in(r),
        check=participation_rate_problem,
    ),
    Item("B6", "Unweighted bases of every group", ("n_by_group",)),
    Item(
        "B7", "How indices are made", ("replication",), required=lambda r: r.get("indices") is True
    ),
)
"""Items of AAPOR's code by their own; A at the release, B within 30 days of it."""

MINIMUM = as_table(
    Item("1", "Who conducted it", ("conductor",)),
    Item("2", "Who sponsored it", ("sponsor",)),
    Item("3", "Population", ("population.definition",)),
    Item("4", "Sample size", ("n",), check=counts_problem),
    Item("5", "Modes", ("modes",), check=one_of("modes", MODES)),
    Item("6", "Dates of fieldwork", ("field_start", "field_end"), check=dates_problem),
)
"""What any published report tells at least, by ESOMAR and WAPOR."""


@dataclass(frozen=True)
class Code:
    """A code that says what a survey tells about itself.

    Attributes
    ----------
    key : str
        The name users pass.
    label : str
        Its name, with the year of this version.
    items : mapping of str to Item
    """

    key: str
    label: str
    items: Mapping[str, Item]


CODES = as_table(
    Code(
        "aapor", "AAPOR Code of Professional Ethics and Practices (April 2021), section III", ITEMS
    ),
    Code(
        "esomar_wapor",
        "ESOMAR/WAPOR Guideline on Opinion Polls and Published Surveys (August 2014), minimum of a "
        "published report",
        MINIMUM,
    ),
)
"""Every code, by its name."""
