"""What is wrong with what a record tells, a rule each: a sentence, "" where nothing is."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

import scipy

from ..shown import cut
from ..wording import decimal_text, value_text
from .record import Disclosure, as_date

STRATEGIES = ("survey", "focus_group", "interview", "content_analysis")
MODES = ("CATI", "CAPI", "CAWI", "IVR", "mail", "SMS", "mixed", "other")
RESPONSE_RATES = ("RR1", "RR2", "RR3", "RR4", "RR5", "RR6")

_LARGEST = 1e300
"""Beyond it, a margin of error or a sample size is none."""


def listed(value: Any) -> list[Any]:
    """Return a value as a list: itself, or alone."""
    return list(value) if isinstance(value, (list, tuple)) else [value]


def one_of(key: str, legal: tuple[str, ...]) -> Callable[[Disclosure], str]:
    """Return the rule that a key holds words of a list only."""

    def check(record: Disclosure) -> str:
        wrong = [value for value in listed(record.get(key)) if value not in legal]
        return f"{key} is {_shown(wrong[0])}; expected one of {', '.join(legal)}" if wrong else ""

    return check


def dates_problem(record: Disclosure) -> str:
    """Return what is wrong with the dates of fieldwork."""
    start, end = as_date(record.get("field_start")), as_date(record.get("field_end"))
    if start is None or end is None:
        return "field_start and field_end are dates such as 2018-08-13"
    release = as_date(record.get("release")) or end
    if start > end or end > release:
        return "fieldwork starts before it ends, and ends before the release"
    return ""


def counts_problem(record: Disclosure) -> str:
    """Return what is wrong with the sample size, and with the sizes by mode or frame."""
    n = record.get("n")
    whole = _number(n)
    if whole is None or whole < 1 or whole % 1:
        return f"n is {_shown(n)}; expected how many respondents there are, such as 1000"
    for key in ("n_by_mode", "n_by_frame"):
        parts = record.get(key)
        if not isinstance(parts, Mapping):
            continue
        counts = {part: _number(count) for part, count in parts.items()}
        wrong = next((part for part, count in counts.items() if count is None), None)
        if wrong is not None:
            return f"{key}.{cut(str(wrong))} is {_shown(parts[wrong])}; expected a number"
        total = sum(count or 0 for count in counts.values())
        if total != whole:
            return f"{key} totals {value_text(total, 12)}, but n is {_shown(n)}"
    return ""


def modes_problem(record: Disclosure) -> str:
    """Return which of several modes the sizes by mode do not tell."""
    parts = record.get("n_by_mode")
    if not isinstance(parts, Mapping):
        return f"n_by_mode is {_shown(parts)}; expected a table of respondents by mode"
    named = [str(mode) for mode in listed(record.get("modes"))]
    untold = [mode for mode in named if mode in MODES and mode != "mixed" and mode not in parts]
    return f"n_by_mode has no {cut(untold[0])}, which modes names" if untold else ""


def weighted_problem(record: Disclosure) -> str:
    """Return what is wrong with the word for whether it is weighted."""
    told = record.get("weighted")
    if isinstance(told, bool):
        return ""
    return f"weighted is {_shown(told)}; expected true or false, without quotation marks"


def wordings_problem(record: Disclosure) -> str:
    """Return what is wrong with the wording of the questions."""
    questions = record.get("questions")
    for number, question in enumerate(listed(questions), 1):
        if not isinstance(question, dict) or not str(question.get("wording", "")).strip():
            return f"question {number} has no wording"
    return ""


def improper_rate(record: Disclosure) -> str:
    """Return why a sample of which no part was drawn at random has no response rate."""
    if not record.states("response_rate") or listed(record.get("sample_type")) != ["opt_in"]:
        return ""
    return (
        "response_rate is of a sample drawn at random, and this one is opt-in: give "
        "participation_rate, the share of those invited who took part"
    )


def response_rate_problem(record: Disclosure) -> str:
    """Return what is wrong with the response rate."""
    rate = record.get("response_rate")
    if not isinstance(rate, dict):
        return "response_rate has a code (RR1 to RR6) and a value"
    value = rate.get("value")
    if rate.get("code") not in RESPONSE_RATES:
        return f"response_rate.code is {_shown(rate.get('code'))}; expected RR1 to RR6"
    good = _is_proportion(value)
    return "" if good else f"response_rate.value is {_shown(value)}; expected a proportion"


def _is_proportion(value: Any) -> bool:
    share = _number(value)
    return share is not None and 0 <= share <= 1


def participation_rate_problem(record: Disclosure) -> str:
    """Return what is wrong with the participation rate: of those invited, who took part."""
    rate = record.get("participation_rate")
    value = rate.get("value") if isinstance(rate, Mapping) else rate
    if _is_proportion(value):
        return ""
    return f"participation_rate is {_shown(value)}; expected a proportion, such as 0.12"


def languages_problem(record: Disclosure) -> str:
    """Return what is wrong with modes and languages."""
    wrong = [
        tag
        for tag in listed(record.get("languages"))
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", str(tag))
    ]
    if wrong:
        return f"languages has {_shown(wrong[0])}; expected a tag such as 'en' or 'en-US'"
    return one_of("modes", MODES)(record)


def stated_margin_problem(record: Disclosure) -> str:
    """Return what is wrong with the record's margin of error, "" where nothing is.

    z·√(deff·¼/n) has to round to the margin as it is stated, in percentage points.
    """
    moe, level, n = (_number(record.get(key)) for key in ("moe", "level", "n"))
    if moe is None or level is None or not 0 < level < 1:
        return "moe is in percentage points, such as 4.9, and level a proportion, such as 0.95"
    if n is None or n <= 0:
        return ""
    deff = _number(record.get("deff")) if record.get("moe_includes_deff") is True else 1.0
    if deff is not None and deff <= 0:
        return f"deff is {value_text(deff, 6)}; expected a number above 0"
    margin = 100 * float(scipy.special.ndtri((1 + level) / 2)) * math.sqrt((deff or 1.0) * 0.25 / n)
    text = repr(moe)
    decimals = len(text.split(".")[1]) if "." in text and not text.endswith(".0") else 0
    if abs(margin - moe) <= 0.5 * 10**-decimals + 1e-9:
        return ""
    with_deff = f" and a design effect of {value_text(deff or 1, 6)}" if deff != 1 else ""
    who = f"{value_text(n, 6)} respondents{with_deff}"
    return f"moe is {value_text(moe, 6)}, but {who} give {decimal_text(margin, 2)} points"


def _shown(value: object) -> str:
    """Return a value as it fits in a sentence."""
    return "a table" if isinstance(value, Mapping) else cut(repr(value))


def _number(value: object) -> float | None:
    """Return what is a number that can be computed with; None for anything else."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return None
    return float(value) if abs(value) <= _LARGEST else None
