"""Questions of a report by group: a table for each, and the notes that all of them have."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from ...language.strings import Strings
from ...survey.survey import Survey
from ...tables.model import PrintedTable, sentence
from .question import Question, Tell, Wanted, notes_for_readers


def banner_tables(
    survey: Survey,
    questions: Sequence[Question],
    banner: Sequence[str],
    labels: Mapping[str, str],
    wanted: Wanted,
    tell: Tell,
    say: Strings,
) -> dict[str, PrintedTable]:
    """Break every question down by the banner's columns, which have their wordings."""
    tables = {}
    for number, question in enumerate(questions if banner else ()):
        tell(f"Tabulating {question.name}", number, len(questions))
        columns = [name for name in banner if name != question.name]
        options = {**question.kind.crossing, **wanted.options}
        table = survey.crosstab(question.name, columns, **options)
        printed = table.printed(title=question.label, suppressed=wanted.suppressed, lang=say)
        kept = [
            say.again(note)
            for note in notes_for_readers(table, printed, say)
            if f" without an answer to {question.name} " not in note
        ]
        named = [replace(one, group=labels.get(one.group) or one.group) for one in printed.columns]
        tables[question.name] = replace(
            printed,
            stubs=(say("Answer"),),
            columns=tuple(named),
            # who answered is told question by question, those not asked apart
            notes=tuple(map(sentence, kept)),
        )
    return tables


def banner_words(tables: Sequence[PrintedTable]) -> dict[str, Any]:
    """Return the tables of a page with the notes of each, and those that all of them have."""
    every = Counter(chain(*(table.notes for table in tables)))
    # how most were computed, which comes first: tables of means say their own
    usual = Counter(t.notes[0] for t in tables if t.notes).most_common(1)
    shared = [note for note, n in every.items() if n == len(tables) or (note, n) in usual]
    own = ([note for note in t.notes if note not in shared] for t in tables)
    bare = (replace(t, notes=()) for t in tables)
    return {"banners": list(zip(bare, own, strict=True)), "banner_notes": shared}
