"""Names for figures that have none: claims and ids, from the words that stand in their rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ...answers.folding import fold, words_of

_LONGEST = 48
"""Letters of an id that is made of a claim, cut between words."""

_PARTS = {"question": 24, "answer": 24, "group": 20}
"""Letters that each part of a claim gives an id where it has parts, so that all of them show."""

_ORIGIN = ("survey_id", "publisher", "survey", "fielded", "published_year")
"""What tells figures of the same words apart, the first that a row has."""


def claim_of(row: Mapping[str, Any], position: int) -> str:
    """Return what a figure says: its question, answer and group, or its place in the table."""
    question, answer, group = (_text(row, name) for name in ("question", "answer", "group"))
    if question and answer:
        joint = " " if question[-1] in "?!.:…" else ": "
        said = f"{question}{joint}{answer}"
    else:
        said = answer or question
    if said and group:
        return f"{said} ({group})"
    return said or group or _text(row, "subject") or f"Figure {position + 1}"


def made_ids(rows: Sequence[Mapping[str, Any]], taken: Iterable[str]) -> list[str]:
    """Return an id for each row: its words, the same from run to run, and unique.

    Rows of the same words are told apart by where they come from, and then by number.
    """
    used = set(taken)
    numbers: dict[str, int] = {}
    ids = []
    for row in rows:
        parts = [_slug(_text(row, name), most) for name, most in _PARTS.items()]
        plain = "-".join(filter(None, parts)) or _slug(_text(row, "claim"), _LONGEST) or "figure"
        origin = next((slug for name in _ORIGIN if (slug := _slug(_text(row, name), 20))), "")
        if plain in used and origin:
            plain = f"{plain}-{origin}"
        made = plain
        while made in used:
            numbers[plain] = numbers.get(plain, 1) + 1
            made = f"{plain}-{numbers[plain]}"
        used.add(made)
        ids.append(made)
    return ids


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value).strip()


def _slug(text: str, most: int) -> str:
    """Return a text as a name: small letters and digits, its words joined by hyphens."""
    made = ""
    for word in words_of(fold(text)):
        longer = f"{made}-{word}" if made else word[:most]
        if len(longer) > most:
            break
        made = longer
    return made
