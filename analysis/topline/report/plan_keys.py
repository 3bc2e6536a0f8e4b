"""The keys of a report's plan: what each may hold, in one table for all sections."""

from collections.abc import Mapping
from typing import Any

from ..errors import ArgumentError
from ..shown import cut
from .plan_kinds import (
    CODES,
    COLUMN,
    COLUMNS,
    CONDITION,
    COUNT,
    DF,
    LANGUAGE,
    LEVEL,
    MATRIX,
    NUMBER,
    NUMBERS,
    ONE_OR_MORE,
    SET,
    SIZE,
    STYLE,
    SUPPRESSED,
    TABLE,
    TABLE_OR_FALSE,
    TEXT,
    YES_NO,
    Kind,
    is_list_of,
    is_number,
    is_text,
)

VARIABLES = Kind(
    'true, or a list of variables of the targets, as ["age", "sex"]',
    lambda value: isinstance(value, bool) or is_list_of(value, is_text),
)
TARGETS = Kind(
    'the path of a file of targets, as "targets.csv", or a table of them',
    lambda value: (is_text(value) or isinstance(value, Mapping)) and bool(value),
)
TRIM = Kind(
    'a table, as { upper = 5, rule = "median" }, or a list of such',
    lambda value: (
        isinstance(value, Mapping) or is_list_of(value, lambda one: isinstance(one, Mapping))
    ),
)
SUM = Kind('a number, or a word, as "n"', lambda value: is_text(value) or is_number(value))

READING: Mapping[str, Kind] = {
    "sheet": TEXT,
    "encoding": TEXT,
    "delimiter": TEXT,
    "header_rows": COUNT,
    "formats": Kind('the path of a catalogue of SAS, as "formats.sas7bcat"', is_text),
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
    lambda value: is_list_of(
        value, lambda one: is_text(one) or (is_list_of(one, is_text) and len(one) > 1)
    ),
)
LEVELS = Kind(
    "true, false, a level such as 0.95, or up to three",
    lambda value: isinstance(value, bool) or is_number(value) or is_list_of(value, is_number),
)
TEXTS = Kind(
    'a text, or a list of texts, as ["mean", "median"]',
    lambda value: is_text(value) or is_list_of(value, is_text),
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
        lambda value: is_text(value) or isinstance(value, list),
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

MODEL: Mapping[str, Kind] = {
    "formula": Kind('a formula in quotes, as "vote ~ age + sex"', is_text),
    "family": TEXT,
    "link": TEXT,
    "exponentiate": YES_NO,
    "base": TEXT,
    "ties": TEXT,
    "where": CONDITION,
    "missing": TEXT,
    "confidence_level": LEVEL,
    "df": TEXT,
    "predictions": ONE_OR_MORE,
}
"""Keys of each of [models]: arguments of the methods of ``Survey`` that fit a family."""

KEYS: Mapping[str, Kind] = {
    "title": TEXT,
    "data": Kind('the path of a file, as "answers.csv"', is_text),
    "suppressed": SUPPRESSED,
    "questions": COLUMNS,
    "banner": COLUMNS,
    "design": TABLE,
    "weighting": TABLE,
    "labels": TABLE,
    "tables": TABLE,
    "models": TABLE,
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
    for model, own in values.get("models", {}).items():
        _check_kind(f"models.{model}", own, TABLE, name)
        _check_section(own, MODEL, name, f"models.{model}.")
        if not own.get("formula"):
            raise ArgumentError(
                f'{name}: models.{cut(model)} has no formula; expected one, as "vote ~ age + sex"'
            )
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
