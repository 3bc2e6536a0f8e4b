"""The disclosure record on a page: what a survey tells about itself, and what it does not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..disclosure.check import MISSING, WRONG, check_disclosure
from ..disclosure.items import ITEMS
from ..disclosure.record import NOT_APPLICABLE, NOT_DISCLOSED, Disclosure
from ..errors import ArgumentError
from ..language.marking import marked
from ..language.strings import ENGLISH, Strings
from ..sample_types import NOT_STATED, SAMPLE_TYPES, known_sample_type
from ..survey.survey import Survey
from .parts.tables import Table


@dataclass(frozen=True)
class Disclosed:
    """A record as a table, and the items that are missing from it."""

    table: Table
    missing: tuple[str, ...]


_STATES = (marked("pass"), marked("missing"), marked("wrong"))
"""Words of a check beside those of a record."""


def disclosed(record: Disclosure | None, say: Strings = ENGLISH) -> Disclosed | None:
    """Return what a page prints of a record; nothing without one."""
    if record is None:
        return None
    checked = check_disclosure(record)
    found = checked.table.to_dict("records")
    rows = []
    for row in found:
        held = {key: record.get(key) for key in ITEMS[str(row["code"])].keys}
        if "sample_type" in held:
            kinds = held["sample_type"]
            held["sample_type"] = [
                say(SAMPLE_TYPES[kind].label)
                if isinstance(kind, str) and kind in SAMPLE_TYPES
                else kind
                for kind in (kinds if isinstance(kinds, list) else [kinds])
            ]
        words = say.series_text(_in_words(value, say) for value in held.values())
        if words or row["status"] in (MISSING, WRONG):
            rows.append((say(str(row["item"])), words or say("not given"), say(str(row["status"]))))
    missing = tuple(say(str(row["item"])) for row in found if row["status"] in (MISSING, WRONG))
    heads = (say("Item"), say("What the survey tells"), say("State"))
    caption = say("How the survey was done, item by item of the {code}", code=checked.code)
    return Disclosed(Table(caption, heads, tuple(rows)), missing)


def as_disclosed(survey: Survey, record: Disclosure | None) -> Survey:
    """Return the survey with the kind of sample that its record tells.

    Raises
    ------
    ArgumentError
        When the survey was given another.
    """
    value = None if record is None else record.get("sample_type")
    told = {known_sample_type(kind) for kind in (value if isinstance(value, list) else [value])}
    kinds = told - {None, NOT_STATED}
    # several parts that were drawn in different ways are a mixed sample
    kind = "mixed" if len(kinds) > 1 else next(iter(kinds), None)
    given = survey.design.drawn.sample_type
    if kind is None or kind == given:
        return survey
    if given not in (None, NOT_STATED):
        raise ArgumentError(
            f"the survey's sample_type is {given!r}, and the disclosure record says {kind!r}; "
            "correct one of them, or leave one out"
        )
    return survey.with_sample_type(kind)


def _in_words(value: Any, say: Strings) -> str:
    """Print a value of the record in words."""
    if value is None:
        return ""
    if value == NOT_DISCLOSED:
        return say("not disclosed")
    if value == NOT_APPLICABLE:
        return say("not applicable")
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_in_words(inner, say)}" for key, inner in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_in_words(inner, say) for inner in value)
    return str(value)
