"""What people call the columns of a figures table: "Base", "Sample size", "N" are all n.

Case, accents, spaces and punctuation do not matter. Two columns that mean the same are refused:
which of them counts only their owner knows.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from ...answers.folding import LONGEST, compact, fold
from ...errors import DataError
from ...mappings import FrozenMapping

ALIASES: Mapping[str, tuple[str, ...]] = FrozenMapping(
    {
        "percent": (
            "pct", "perc", "percentage", "percentages", "percents", "share",
            "shares", "share %", "share of respondents", "% of respondents", "percent %",
            "percentage %", "in %", "value", "value %", "result", "result %", "estimate",
            "proportion", "figure %", "prozent", "anteil", "anteil %", "anteil in %",
            "anteil in prozent", "in prozent", "prozentanteil", "% der befragten",
            "prozent der befragten", "stimmenanteil", "wert", "pourcentage", "en %", "part en %",
            "% des répondants", "part", "porcentaje", "porcentagem",
            "percentuale", "procent", "aandeel", "share in percent",
            "result in percent", "ergebnis", "ergebnis %", "ergebnis in %",
            "ergebnis in prozent",
        ),
        "count": (
            "counts", "frequency", "frequencies", "freq", "number of answers",
            "number answering", "n answering", "number who said so",
            "anzahl", "häufigkeit", "fréquence", "frecuencia", "frequenza",
        ),
        "n": (
            "base", "base n", "n base", "base size", "sample size", "sample", "sample n",
            "n sample", "respondents", "n respondents", "number of respondents",
            "no of respondents", "# respondents", "respondents n",
            "total respondents", "number asked", "n asked", "number interviewed",
            "interviews", "number of interviews", "cases", "number of cases", "nobs",
            "total n", "n total", "basis", "fallzahl", "stichprobe",
            "stichprobengröße", "befragte", "anzahl befragte", "zahl der befragten",
            "anzahl der befragten", "befragte gesamt", "répondants",
            "nombre de répondants", "effectif", "taille de l'échantillon", "échantillon",
            "muestra", "tamaño de la muestra", "campione", "amostra", "steekproef",
        ),
        "base_unweighted": (
            "unweighted base", "unweighted n", "n unweighted", "unweighted",
            "unweighted sample", "unweighted sample size", "sample unweighted", "unweighted count",
            "unwtd base", "base unwtd", "unweighted total", "total unweighted",
            "unweighted respondents", "ungewichtete basis", "basis ungewichtet",
            "base non pondérée", "base no ponderada", "base non ponderata",
        ),
        "base_weighted": (
            "weighted base", "weighted n", "n weighted", "weighted",
            "weighted sample", "weighted sample size", "sample weighted", "wtd base", "base wtd",
            "weighted total", "total weighted", "weighted respondents", "gewichtete basis",
            "basis gewichtet", "base pondérée", "base ponderada", "base ponderata",
        ),
        "figure_id": ("id", "figure no", "figure number", "figure name"),
        "claim": (
            "label", "labels", "item", "items", "statement", "finding", "claims", "text",
            "description", "question or claim", "what it says", "aussage",
            "bezeichnung", "libellé", "etiqueta", "etichetta",
        ),
        "question": (
            "questions", "question text", "question wording", "wording", "q", "frage",
            "fragetext", "pregunta", "domanda", "pergunta", "vraag",
        ),
        "answer": (
            "answer text", "answer option", "answer category", "response", "response option",
            "response category", "option", "category", "antwort", "antwortoption",
            "antwortmöglichkeit", "réponse", "modalité",
            "respuesta", "risposta", "resposta", "antwoord",
        ),
        "group": (
            "groups", "subgroup", "segment", "breakdown", "demographic",
            "demographics", "banner", "gruppe", "untergruppe", "groupe", "sous groupe", "grupo",
            "gruppo", "groep",
        ),
        "unit": ("kind of figure", "what it measures", "einheit"),
        "survey_id": ("survey code", "sample id"),
        "poll_id": ("poll no", "poll number"),
        "publisher": ("published by", "pollster", "publisher name", "institut", "institute"),
        "survey": ("survey title", "survey name", "study", "poll", "title of the survey"),
        "fielded": (
            "fieldwork", "field dates", "fieldwork dates", "field period", "dates of fieldwork",
            "befragungszeitraum", "erhebungszeitraum", "feldzeit", "dates du terrain",
        ),
        "fielded_start": (
            "start date", "date start", "field start", "fieldwork start", "start of fieldwork",
            "first day", "feldbeginn", "beginn der befragung", "début du terrain",
        ),
        "fielded_end": (
            "end date", "date end", "field end", "fieldwork end", "end of fieldwork",
            "last day", "feldende", "ende der befragung", "fin du terrain",
        ),
        "published_year": ("year published", "year of publication", "publication year"),
        "respondents": ("who answered", "who was asked", "universe"),
        "mode": ("mode of interview", "survey mode"),
        "vendor": ("conducted by", "conductor"),
        "sample_type": ("type of sample", "kind of sample"),
        "stated_moe": (
            "moe", "margin of error", "stated margin of error", "margin", "stated margin",
        ),
        "source_title": ("source", "source name"),
        "source_url": ("url", "link", "source link", "web address"),
        "note": ("notes", "comment", "comments", "remark", "remarks"),
    }
)  # fmt: skip
"""Headings by the column of the schema that they stand for, beside its own name."""

SIGNS = FrozenMapping({"%": " percent ", "#": " number ", "№": " number "})
"""Signs that say something in a heading; all others only set words apart."""

PROPORTION = "proportion"
"""The one heading that says what bare numbers below it are."""

_CORE = ("percent", "count", "n", "base_unweighted", "figure_id", "claim", "unit", "question",
         "answer", "group")  # fmt: skip
"""Columns that tell a header from a title above it."""

_NUMBER = re.compile(r"\D{0,10}\d[\d\s.,\u00a0\u2009\u202f]*\+?\s*")
"""A base as it is printed, well enough to tell it from words."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")

_BY_CELLS = FrozenMapping(
    {
        "respondents": (_NUMBER, "n", "respondents"),
        "base": (_NUMBER, "n", "respondents"),
        "sample": (_NUMBER, "n", "respondents"),
        "answers": (_NUMBER, "count", "answer"),
        "responses": (_NUMBER, "count", "answer"),
        "source": (_ADDRESS, "source_url", "source_title"),
        "sources": (_ADDRESS, "source_url", "source_title"),
        "quelle": (_ADDRESS, "source_url", "source_title"),
    }
)
"""Headings whose cells say what they are: numbers of people or words, an address or a title."""

_CHOSEN = frozenset(
    ("party", "partei", "parti", "partido", "partito", "partij", "candidate", "candidatename",
     "kandidat", "candidat", "choice")
)  # fmt: skip
"""Headings of what was chosen, which are answers where no other column has these."""

_DATES = frozenset(("date", "dates", "datum", "day", "days"))
"""Headings of when a poll was, where no other column tells."""


def key_of(heading: Any) -> str:
    """Return a heading without what does not matter: "Sample size" and "SAMPLE_SIZE" are one."""
    text = str(heading)[:LONGEST]
    for sign, words in SIGNS.items():
        text = text.replace(sign, words)
    return compact(fold(text))


_MEANINGS = FrozenMapping(
    {key_of(word): name for name, words in ALIASES.items() for word in (*words, name)}
    # a schema's own name stands for itself, whatever else it may be called
    | {key_of(name): name for name in ALIASES}
)


def named_columns(cells: Iterable[Any]) -> int:
    """Return how many of a figures table's own columns the cells of a row name."""
    return len({name for cell in cells if (name := _MEANINGS.get(key_of(cell))) in _CORE})


def meanings(
    columns: Iterable[Any],
    cells: Callable[[Any], Sequence[str]],
    schema: Collection[str],
    table: str,
) -> dict[Any, str]:
    """Return the columns of the schema that the columns of a person's table stand for.

    Parameters
    ----------
    columns : iterable
        Names of the columns.
    cells : callable
        Texts of a column; they tell a number of respondents from words of who they are.
    schema : collection of str
        Names of the schema; a column called so, letter by letter, is that.
    table : str
        What messages call the table.

    Raises
    ------
    DataError
        When two columns stand for the same.
    """
    found: dict[Any, str] = {}
    keys = {column: key_of(column) for column in columns}
    # without a level beside it, a margin is what the survey states for all its figures
    of_survey = set() if "moelevel" in keys.values() else {"moe"}
    for column, key in keys.items():
        name = column if column in schema and key not in of_survey else _MEANINGS.get(key)
        if key in _BY_CELLS:
            filled = list(filter(None, cells(column)))
            like, told, other = _BY_CELLS[key]
            # most of them; one or the other may be a slip
            alike = 2 * sum(bool(like.fullmatch(text)) for text in filled) > len(filled)
            name = told if alike else other
        if name in schema:
            found[column] = str(name)
    chosen = [column for column in keys if keys[column] in _CHOSEN]
    if "answer" not in found.values() and len(chosen) == 1:
        found[chosen[0]] = "answer"
    dated = [column for column in keys if keys[column] in _DATES]
    if len(dated) == 1 and not {"fielded", "fielded_start", "fielded_end"} & {*found.values()}:
        found[dated[0]] = "fielded"
    if "base_unweighted" in found.values():
        # beside an unweighted base, one that is just called so is the weighted one
        found |= {column: "base_weighted" for column in found if keys[column] == "base"}
    for column, name in found.items():
        other = next(own for own in found if found[own] == name)
        if other != column:
            raise DataError(
                f"{table} has two columns that say {name}: {other!r} and {column!r}; rename or "
                "drop one"
            )
    return found
