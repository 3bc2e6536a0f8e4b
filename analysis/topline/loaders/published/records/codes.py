"""Bulk files of statistics offices: one key of codes, a column a country, cells with flags."""

import re

from ....language.message import Message
from ..found.figure import Figure
from ..found.found import Found
from ..pages.page import Page
from ..words.marks import mark_of

_KEY = re.compile(r"^[A-Za-z0-9_]+(?:,[A-Za-z0-9_]+)+\\[A-Za-z_]+$")
_FLAGGED = re.compile(r"^(?P<value>:|-?\d+(?:\.\d+)?)(?:\s*(?P<mark>[a-z]{1,3}))?$")
_UNITS = {"PC": "percent", "PCT": "percent", "PC_POP": "percent", "PERCENT": "percent"}
_MISSING = {"c": "suppressed", "z": "not_applicable"}


def read_codes(page: Page) -> list[Found]:
    """Read a bulk file: the key is the question, its columns are groups, flags are kept.

    Its first cell names the dimensions of the key, as in "sex,age,unit,time".
    """
    if not _KEY.match(page.text(0, 0)):
        return []
    names, _, across = page.text(0, 0).partition("\\")
    dimensions = names.split(",")
    places = {name: k for k, name in enumerate(dimensions)}
    found = Found(page.name, page.row_place(0), "codes and flags", names)
    unit_at, time_at = places.get("unit"), places.get("time")
    # the dimension before the unit is what was measured or answered
    answer_at = next(
        (k for k in range(len(dimensions) - 1, -1, -1) if k not in (unit_at, time_at)), 0
    )
    for r in range(1, len(page.rows)):
        key = page.text(r, 0)
        codes = key.split(",")
        if len(codes) != len(dimensions):
            continue
        unit = _UNITS.get(codes[unit_at].upper(), codes[unit_at]) if unit_at is not None else None
        for c in page.filled(r):
            if c == 0:
                continue
            match = _FLAGGED.match(page.text(r, c))
            place = page.place(r, c)
            if match is None or unit is None:
                found.tell(
                    place,
                    "refused",
                    Message("{text} is no number of a known unit", text=repr(page.text(r, c))),
                )
                continue
            figure = Figure(key, place, question=key, printed=page.text(r, c))
            figure.answer = codes[answer_at]
            figure.group, figure.group_dimension = page.text(0, c), across
            figure.value_unit, figure.flag_printed = unit, match["mark"] or None
            if time_at is not None:
                figure.set_year(codes[time_at])
            _set_value(figure, match["value"], match["mark"], unit)
            found.figures.append(figure)
    fact = Message("no bases and no errors are published in this file: no interval can be made")
    found.tell(found.where, "note", fact)
    return [found]


def _set_value(figure: Figure, text: str, flag: str | None, unit: str) -> None:
    """Give a figure its number, or what its mark says."""
    if text == ":":
        figure.percent_qualifier = _MISSING.get(flag or "", mark_of(text) or "not_available")
        figure.flag_printed = flag or ":"
        figure.unit = "share_of_respondents" if unit == "percent" else "other"
        return
    figure.value, figure.decimals = float(text), len(text.partition(".")[2])
    if unit == "percent" and 0 <= figure.value <= 100:
        figure.percent = figure.value
    else:
        figure.unit = "other"
