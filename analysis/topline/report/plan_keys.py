"""The keys of a report's plan: what each may hold, in one table for all sections."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import ArgumentError
from ..figures.problems import cut
from ..plotting.look.theme import SIZES, STYLES


@dataclass(frozen=True)
class Kind:
    """What a key holds: in words, and whether a value is that."""

    words: str
    holds: Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_list_of(value: Any, holds: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and all(map(holds, value))


TEXT = Kind("a text in quotes", _is_text)
COLUMN = Kind('a column, as "weight"', _is_text)
COLUMNS = Kind('a list of columns, as ["age", "vote"]', lambda value: _is_list_of(value, _is_text))
ONE_OR_MORE = Kind(
    'a column, as "region", or a list of them',
    lambda value: _is_text(value) or _is_list_of(value, _is_text),
)
NUMBER = Kind("a number", _is_number)
NUMBERS = Kind("a list of numbers", lambda value: _is_list_of(value, _is_number))
MATRIX = Kind(
    "a list of lists of numbers",
    lambda value: _is_list_of(value, lambda row: _is_list_of(row, _is_number)),
)
YES_NO = Kind("true or false", lambda value: isinstance(value, bool))
LEVEL = Kind("a number between 0 and 1, as 0.95", lambda value: _is_number(value) and 0 < value < 1)
SUPPRESSED = Kind('"mark" or "hide"', lambda value: value in ("mark", "hide"))
DF = Kind('"domain" or "design"', lambda value: value in ("domain", "design"))
STYLE = Kind('"light" or "dark"', lambda value: _is_text(value) and value in STYLES)
SIZE = Kind(
    f"a size of charts: {', '.join(map(repr, SIZES))}".replace("'", '"'),
    lambda value: _is_text(value) and value in SIZES,
)
LANGUAGE = Kind('the tag of a language, as "de"; topline.languages() lists them', _is_text)
CONDITION = Kind('a condition in quotes, as "age >= 18"', _is_text)
COUNT = Kind(
    "a whole number, 0 or more",
    lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
)
CODES = Kind(
    'a list of codes or labels, as [-99, "Refused"]',
    lambda value: bool(value) and _is_list_of(value, lambda one: _is_text(one) or _is_number(one)),
)
SET = Kind(
    'a list of columns, a text that parts answers, as ";", a table of a set, or false',
    lambda value: (
        value is False
        or _is_text(value)
        or isinstance(value, Mapping)
        or (bool(value) and _is_list_of(value, _is_text))
    ),
)
TABLE = Kind("a table of keys and values", lambda value: isinstance(value, Mapping))
TABLE_OR_FALSE = Kind(
    "a table of questions with several answers, or false",
    lambda value: value is False or isinstance(value, Mapping),
)

VARIABLES = Kind(
    'true, or a list of variables of the targets, as ["age", "sex"]',
    lambda value: isinstance(value, bool) or _is_list_of(value, _is_text),
)
TARGETS = Kind(
    'the path of a file of targets, as "targets.csv", or a table of them',
    lambda value: (_is_text(value) or isinstance(value, Mapping)) and bool(value),
)
TRIM = Kind(
    'a table, as { upper = 5, rule = "median" }, or a list of such',
    lambda value: (
        isinstance(value, Mapping) or _is_list_of(value, lambda one: isinstance(one, Mapping))
    ),
)
SUM = Kind('a number, or a word, as "n"', lambda value: _is_text(value) or _is_number(value))

READING: Mapping[str, Kind] = {
    "sheet": TEXT,
    "encoding": TEXT,
    "delimiter": TEXT,
    "header_rows": COUNT,
    "formats": Kind('the path of a catalogue of SAS, as "formats.sas7bcat"', _is_text),
    "missing_words": YES_NO,
    "missing_codes": TABLE,
    "sets": TABLE_OR_FALSE,
    "order": TABLE,
    "max_gb": NUMBER,
}
"""Keys of how the file is read: the arguments of ``read_survey``."""

OF_COLUMNS: Mapping[str, Kind] = {
    "labels": TEXT,
    "missing_codes": CODES,
    "order": CODES,
    "sets": SET,
    "asked": CONDITION,
}
"""What the tables hold that have a key for each column."""

BANNER = Kind(
    'a list of columns, and of lists of nested ones, as ["age", ["region", "sex"]]',
    lambda value: _is_list_of(
        value, lambda one: _is_text(one) or (_is_list_of(one, _is_text) and len(one) > 1)
    ),
)
LEVELS = Kind(
    "true, false, a level such as 0.95, or up to three",
    lambda value: isinstance(value, bool) or _is_number(value) or _is_list_of(value, _is_number),
)
TEXTS = Kind(
    'a text, or a list of texts, as ["mean", "median"]',
    lambda value: _is_text(value) or _is_list_of(value, _is_text),
)

CROSSTAB: Mapping[str, Kind] = {
    "percent": TEXT,
    "shares": YES_NO,
    "nets": TABLE,
    "boxes": COUNT,
    "bands": NUMBERS,
    "statistics": TEXTS,
    "scores": Kind(
        'a table of answers and numbers, or "order"',
        lambda value: value == "order" or isinstance(value, Mapping),
    ),
    "ranks": YES_NO,
    "keep": CODES,
    "hide": CODES,
    "fixed": CODES,
    "sort": TEXT,
    "column_nets": TABLE,
    "letters": LEVELS,
    "compare": Kind(
        'a text, as "total", or pairs, as [["men", "women"]]',
        lambda value: _is_text(value) or isinstance(value, list),
    ),
    "tail": TEXT,
    "adjust": TEXT,
    "family": TEXT,
    "minimum_base": COUNT,
    "bases": COLUMNS,
    "hide_below": COUNT,
    "round_counts": COUNT,
    "by": ONE_OR_MORE,
}
"""Arguments of ``Survey.crosstab`` that a plan may have, for all tables or one."""

TABLES: Mapping[str, Kind] = {
    "banner": BANNER,
    "subtitle": TEXT,
    "slides": TEXT,
    "chart": TEXT,
    "template": TEXT,
    "batteries": TABLE,
    "stacks": Kind(
        "true, or a table of names of sheets and their questions",
        lambda value: isinstance(value, (bool, Mapping)),
    ),
    "question": TABLE,
    **CROSSTAB,
}
"""Keys of [tables]: what a book of tables has."""

KEYS: Mapping[str, Kind] = {
    "title": TEXT,
    "data": Kind('the path of a file, as "answers.csv"', _is_text),
    "suppressed": SUPPRESSED,
    "questions": COLUMNS,
    "banner": COLUMNS,
    "design": TABLE,
    "weighting": TABLE,
    "labels": TABLE,
    "tables": TABLE,
    "disclosure": TABLE,
    "where": CONDITION,
    "asked": TABLE,
    "confidence_level": LEVEL,
    "df": DF,
    "style": STYLE,
    "size": SIZE,
    "lang": LANGUAGE,
    **READING,
}
"""Keys of the plan itself."""

DESIGN: Mapping[str, Kind] = {
    "weights": COLUMN,
    "strata": ONE_OR_MORE,
    "clusters": ONE_OR_MORE,
    "fpc": ONE_OR_MORE,
    "nest": YES_NO,
    "lonely_psu": TEXT,
    "lonely_domains": YES_NO,
    "pps": TEXT,
    "joint": MATRIX,
    "pps_total": NUMBER,
    "replicate_weights": ONE_OR_MORE,
    "replicate_method": TEXT,
    "rho": NUMBER,
    "scale": NUMBER,
    "rscales": NUMBERS,
    "centre": TEXT,
    "combined": YES_NO,
    "df": NUMBER,
    "preset": TEXT,
    "sample_type": TEXT,
    "missing_weights": TEXT,
}
"""Keys of [design]: the arguments of ``Survey``."""

WEIGHTING: Mapping[str, Kind] = {
    "targets": TARGETS,
    "rake": VARIABLES,
    "post_stratify": VARIABLES,
    "calibrate": VARIABLES,
    "by": COLUMN,
    "nonresponse": TABLE,
    "trim": TRIM,
    "normalise": SUM,
    "cap": NUMBER,
    "bounds": NUMBERS,
    "bounds_on": TEXT,
    "missing": TEXT,
    "total": SUM,
    "residuals": TEXT,
    "distance": TEXT,
    "same_within": COLUMN,
    "variance": COLUMN,
    "cost": TABLE,
    "tolerance": NUMBER,
    "max_iterations": COUNT,
}
"""Keys of [weighting]: the arguments of ``Survey.weight``, and of its ways to the targets."""


def check_plan(values: Mapping[str, Any], name: str) -> None:
    """Refuse a plan of which a key is unknown, missing, or holds another kind.

    Raises
    ------
    ArgumentError
        With the key, its value, and what is expected.
    """
    _check_section(values, KEYS, name, "")
    for key in ("data", "questions"):
        if not values.get(key):
            raise ArgumentError(f"{name} has no {key}; a report needs data and questions")
    _check_section(values.get("design", {}), DESIGN, name, "design.")
    _check_section(values.get("weighting", {}), WEIGHTING, name, "weighting.")
    _check_section(values.get("tables", {}), TABLES, name, "tables.")
    for question, own in values.get("tables", {}).get("question", {}).items():
        keys = {**CROSSTAB, "chart": TEXT}
        _check_kind(f"tables.question.{question}", own, TABLE, name)
        _check_section(own, keys, name, f"tables.question.{question}.")
    for section, kind in OF_COLUMNS.items():
        for column, value in (values.get(section) or {}).items():
            _check_kind(f"{section}.{column}", value, kind, name)


def _check_section(
    section: Mapping[str, Any], kinds: Mapping[str, Kind], name: str, prefix: str
) -> None:
    for key, value in section.items():
        if key not in kinds:
            where = f"{name}: the {prefix.rstrip('.')}" if prefix else name
            raise ArgumentError(
                f"{where} has the key {cut(repr(key))}; expected {', '.join(kinds)}"
            )
        _check_kind(prefix + key, value, kinds[key], name)


def _check_kind(key: str, value: Any, kind: Kind, name: str) -> None:
    if not kind.holds(value):
        shown = "a table" if isinstance(value, Mapping) else cut(repr(value))
        raise ArgumentError(f"{name}: {cut(key)} is {shown}; expected {kind.words}")
