"""Lines above a table: which one is the question, and who was asked."""

import re
from collections.abc import Sequence

from ..pages.page import Page
from ..words.kinds import kind_of
from ..words.rows import base_role, question_id, table_name

_LEAD = re.compile(r"^\W*(?:table|tabelle|tableau|tabla)\s+[A-Za-z0-9_.\-]+\s*[:.\-–]?\s*", re.I)
_BOILER = re.compile(
    r"back to (?:index|contents)|^#page|^\W*project\b|col(?:umn)? per ?cent|weighted tables|"
    r"^\W*(?:page|source|quelle|notes?|header|footer)\b|^\W*filter\b|prepared by|^\W*\d+\W*$|"
    r"https?://|^\W*(?:fieldwork|prepared|client)\b|confidential|significan|base text|"
    r"explanation text|mask text|^\W*standard errors?\b|"
    r"^this (?:work)?sheet\b|^some cells\b|^freeze panes",
    re.IGNORECASE,
)
_OF_UNITS = re.compile(
    r"\W*(?:(?:numbers?|figures|angaben|werte|zahlen|données|chiffres|valori|valores|cifras|dane)\s)?"
    r"(?:(?:espress[ei]|exprimées?|expresados|shown|are)\s)?(?:(?:in|en|em|i|w)\s)?"
    r"(?:thousands|tausend|milliers|miles|migliaia|per ?cents?|percentages?|%|prozent|"
    r"pour ?cents?|pourcentages?|porcentajes?|percentuali|procent(?:ach)?|prosent)\W*",
    re.IGNORECASE,
)
_AMONG = re.compile(r"^among (?:all )?(?:[\d,.]+ )?(?P<whom>[^.]{3,80}?)\W*$", re.IGNORECASE)


def question_of(titles: Sequence[str]) -> str:
    """Return the question among the lines above a table.

    The last line with a number of a question and the lines that go on with it, else the last that
    asks, else the last that is neither the name of the table nor said of every table.
    """
    lines = [line for line in map(str.strip, titles) if line]
    kept = [
        bare
        for line in lines
        if not _BOILER.search(line)
        and not says_unit(line)
        and not base_role(line)
        and (bare := _LEAD.sub("", line) if table_name(line) else line)
        and not _AMONG.match(line)
    ]
    numbered = [k for k, line in enumerate(kept) if question_id(line)]
    if numbered:
        return " ".join(dict.fromkeys(kept[numbered[-1] :]))
    asked = [line for line in kept if "?" in line]
    return next(iter([*asked[::-1], *kept[::-1]]), "")


def titles_of(page: Page, head: range, stub: int, titles: list[str]) -> list[str]:
    """Return lines above a table without the short ones that head its labels, as "Province" does.

    They stay where nothing else is said.
    """
    beside = [r for r in head if any(c > stub for c in page.filled(r))]
    heads = {page.text(r, c) for r in beside for c in range(stub + 1)}
    kept = [x for x in titles if x not in heads or len(x) > _SHORT or "?" in x or question_id(x)]
    return kept if question_of(kept) else titles


_SHORT = 30


def says_unit(line: str) -> bool:
    """Tell whether a line says in which unit numbers are, and nothing else: "en %", "Column %"."""
    return _OF_UNITS.fullmatch(line) is not None or kind_of(line) in ("percent", "row_percent")


def population_of(titles: Sequence[str]) -> str | None:
    """Return who was asked, where a line says so: "AMONG ADULT MEN"."""
    for line in titles:
        match = _AMONG.match(line.strip())
        if match:
            whom = match["whom"].strip()
            return whom.lower() if whom.isupper() else whom
    return None
