"""What notes say that marks mean: "/ = no figure, too few cases", "* base below 50"."""

import re
from collections.abc import Iterable
from dataclasses import replace

from ....language.marking import forms
from .page import Page

_ENTRY = re.compile(
    r"(?:^|[;,.:]\s+|\band\s+)[\"'„“‚‘]?(?P<mark>[*/.:#~†‡–—−…-]{1,3}|[xX]|\[[a-z]{1,4}\]|"
    r"\([A-Za-z]\)|n/a)[\"'“”’]?"
    r"\s*(?:=|:|–|—|-|\bmeans\b|\bindicates\b|\bdenotes\b|\bbedeutet\b|\bsignifie\b)?\s+"
)
_MEANINGS = (
    # a figure that is too uncertain comes first: "less than 50 cases" is no percent below 50
    ("suppressed", r"(?:too|so) (?:few|small|low)|(?:small|low) (?:base|sample|n\b)|unreliab|"
     r"suppress|not reliable|withheld|confidential|disclos|fewer than|"
     r"(?:less than|below|under) \d{2,}|\bn ?< ?\d|insufficient|nicht sicher|unsicher|"
     r"zu (?:gering|klein|wenig)|insuffisan|(?:peu|non) fiable|poco fiable|muestra insuficiente|"
     r"te klein|för få|for få|zbyt mał"),
    ("less_than", r"less than|weniger als|moins de|menos de|meno d[ie]|minder dan|mniej niż|"
     r"mindre (?:än|enn)|< ?0?[.,]\d|rounds? to (?:zero|0)|greater than (?:zero|0)|negligible|"
     r"mehr als nichts"),
    ("not_applicable", r"not applicable|not asked|gesperrt|nicht sinnvoll|nicht gefragt|no aplica|"
     r"sans objet|no procede|non applicabile|niet van toepassing|ej tillämplig|ikke aktuelt"),
    ("none", r"nichts vorhanden|\bnil\b|\bzero\b|nobody|néant|\bnul\b|keine fälle|ningun|nessun|"
     r"no (?:cases?|respondents?|answers?|one|observations?)\b|geen enkel|aucune? "),
    ("not_available", r"not available|no data|unavailable|unknown|unbekannt|geheim|keine angabe|"
     r"nicht verfügbar|fällt später|missing|non disponib|no disponib|niet beschikbaar|saknas|"
     r"mangler|brak danych"),
)  # fmt: skip
_MEANING = [(key, re.compile(words, re.IGNORECASE)) for key, words in _MEANINGS]


def meanings_of_marks(lines: Iterable[str]) -> dict[str, str]:
    """Return what notes say of marks that stand instead of numbers, as percent qualifiers.

    A mark of which two things are said is left out.
    """
    found: dict[str, str | None] = {}
    for line in lines:
        text = " ".join(line.split())
        entries = list(_ENTRY.finditer(text))
        stops = [*(entry.start() for entry in entries[1:]), len(text)]
        for entry, stop in zip(entries, stops, strict=False):
            # what is said of the next mark is nothing of this one
            words = text[entry.end() : min(stop, entry.end() + 160)].partition(";")[0]
            said = next((key for key, known in _MEANING if known.search(words)), None)
            mark = entry["mark"]
            if said is not None:
                found[mark] = said if found.get(mark, said) == said else None
    return {mark: said for mark, said in found.items() if said is not None}


def without_legend(page: Page) -> Page:
    """Return a page without the rows that begin with a mark and say what it means.

    Where a cell of its own holds the mark, the words beside it would stand among the numbers.
    """
    explained = [
        len(held := [cell for cell in row if cell]) > 1
        and len(held) <= _CELLS
        and all(cell.number is None for cell in held)
        and bool(meanings_of_marks([" ".join(cell.text for cell in held)]))
        for row in page.rows
    ]
    if not any(explained):
        return page
    rows = [[] if gone else row for row, gone in zip(page.rows, explained, strict=True)]
    return replace(page, rows=rows)


_CELLS = 3
"""Cells of a row that explains a mark: the mark, a sign such as =, the words."""


_SECOND = forms(
    "{n} cell prints a second number behind the first, which is not taken: {text}",
    "{n} cells print a second number behind the first, which is not taken: {text}",
)

PRINTED_BESIDE = {
    "letters": forms(
        "{n} cell prints letters behind its number, marks of tests or of "
        "quality, which are no part: {text}",
        "{n} cells print letters behind their numbers, marks of tests or of "
        "quality, which are no part: {text}",
    ),
    "mark": forms(
        "{n} cell prints marks beside its number, which are no part of it: {text}",
        "{n} cells print marks beside their numbers, which are no part of them: {text}",
    ),
    "change": forms(
        "{n} cell prints a change behind its number, which is not taken: {text}",
        "{n} cells print a change behind their numbers, which is not taken: {text}",
    ),
    "margin": forms(
        "{n} cell prints a margin behind its number: {text}",
        "{n} cells print a margin behind their numbers: {text}",
    ),
    "error": forms(
        "{n} cell prints a standard error behind its number, which was taken as its own: {text}",
        "{n} cells print a standard error behind their numbers, which was taken as theirs: {text}",
    ),
    "count": _SECOND,
    "seats": _SECOND,
    "percent": forms(
        "{n} cell prints a count before its percent, which is not taken: {text}",
        "{n} cells print a count before their percents, which is not taken: {text}",
    ),
    "bracketed": forms(
        "{n} cell prints brackets around its number, which by the notes is less certain: {text}",
        "{n} cells print brackets around their numbers, which by the notes are "
        "less certain: {text}",
    ),
}
"""What cells print beside their numbers, by its kind."""
