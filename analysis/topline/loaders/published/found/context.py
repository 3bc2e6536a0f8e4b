"""What a file says beside its tables: notes, descriptions of columns, running text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..pages.page import Book, Page
from .facts import Facts
from .hints import TableHint

_CONTENTS = re.compile(
    r"^\W*(?:index|contents?|table of contents|toc|notes?|inhalt(?:sverzeichnis)?|sommaire|"
    r"read ?me|cover|front page|metadata|methodology|questionnaire|source[-_ ]?\d*|about|"
    r"definitions|info)\W*$",
    re.IGNORECASE,
)
_WORDING = re.compile(
    r"question wording|the question (?:was|is|asked)|question text", re.IGNORECASE
)


@dataclass(frozen=True)
class Context:
    """What holds for all tables of a file.

    Attributes
    ----------
    lines : sequence of str
        Notes and running text.
    columns : dict of str to str
        What notes say of a column, by its name.
    question : str
        The question that notes give for all figures, "" where they give none.
    hints : mapping of str to TableHint
        What the caller says of tables, by their names or those of their sheets.
    n : int or None
        How many were asked in all, as the text states, and where.
    """

    lines: Sequence[str] = ()
    columns: dict[str, str] = field(default_factory=dict)
    question: str = ""
    hints: Mapping[str, TableHint] = field(default_factory=dict)
    n: int | None = None
    n_place: str = ""

    def units(self, *names: str) -> str | None:
        """Return the unit that a hint gives for a table or sheet of one of some names."""
        hint = next((self.hints[name] for name in names if name in self.hints), None)
        return None if hint is None else hint.units

    def description(self, heading: str) -> str:
        """Return what notes say of a column, "" where they say nothing."""
        return self.columns.get(heading.strip().lower(), "")


def is_contents(page: Page) -> bool:
    """Tell whether a sheet lists or explains tables, by its name."""
    return bool(_CONTENTS.match(page.name))


def context_of(book: Book, hints: Mapping[str, TableHint], facts: Facts) -> Context:
    """Gather what the notes and the text of a file say."""
    lines: list[str] = []
    columns: dict[str, str] = {}
    question = ""
    for page in book.pages:
        if not is_contents(page):
            continue
        for r in range(len(page.rows)):
            texts = [page.text(r, c) for c in page.filled(r)]
            if len(texts) == 2 and texts[0].lower() not in ("column", "name"):
                columns.setdefault(texts[0].lower(), texts[1])
            if len(texts) == 1 and lines and _WORDING.search(lines[-1]) and lines[-1].endswith(":"):
                question = question or texts[0]
            lines += texts
    for text in book.texts:
        lines += text.lines
    return Context(lines, columns, question, hints=hints, n=facts.n, n_place=facts.n_place)
