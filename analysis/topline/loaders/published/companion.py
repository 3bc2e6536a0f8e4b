"""Standard errors in a second workbook: matched by sheet, headings and labels, never by place."""

import re
from collections.abc import Sequence
from pathlib import Path

from ...language.marking import marked
from ...language.message import Message, PrintedNumber
from ..codebook.limit import Limit
from ..files.file import File
from .banners.banner import read_banner
from .banners.sections import find_sections
from .found.figure import Figure
from .found.found import Found
from .pages.page import Book
from .readers.open import book_of

_ERRORS = re.compile(
    r"(?:^|[_\-. ])(?:standard[_\- ]?errors?|std[_\- ]?err(?:ors)?|se)(?=[_\-. ]|$)", re.I
)
_COUNTS = re.compile(r"(?:^|[_\-. ])(?:counts?|estimates?|totals?|table)(?=[_\-. ]|$)", re.I)
_VARIATION = re.compile(
    r"(?:coefficients? of variation|\bCVs?\b).{0,140}?(?P<most>\d{2})\s*(?:%|per ?cent)", re.I
)

Key = tuple[str, str, str]


def companion_beside(file: File) -> Path | None:
    """Return the file beside another whose name differs by "standard errors" alone."""
    if file.path is None or _ERRORS.search(file.path.stem):
        return None
    own = _bare(file.path.stem, _COUNTS)
    beside = [
        path
        for path in sorted(file.path.parent.glob(f"*{file.path.suffix}"))
        if path != file.path and _ERRORS.search(path.stem) and _bare(path.stem, _ERRORS) == own
    ]
    return beside[0] if len(beside) == 1 else None


def _bare(stem: str, without: re.Pattern[str]) -> str:
    return re.sub(r"[_\-. ]+", " ", without.sub(" ", stem)).strip().lower()


def _errors_of(book: Book) -> dict[Key, float]:
    """Return the numbers of a workbook of errors by sheet, path of headings, and path of labels.

    What stands under two equal keys is left out: it cannot be matched.
    """
    found: dict[Key, float] = {}
    doubled: set[Key] = set()
    for page in book.pages:
        sections = find_sections(page)
        if sections is None:
            continue
        banner = read_banner(page, sections.head, sections.columns, 0)
        for r, path in sections.rows.items():
            for c in sections.columns:
                cell = page.at(r, c)
                if cell is None or cell.exact is None:
                    continue
                key = (page.name, banner.paths.get(c, ""), path)
                if key in found:
                    doubled.add(key)
                found[key] = cell.exact
    return {key: value for key, value in found.items() if key not in doubled}


def attach_errors(found: Sequence[Found], file: File, limit: Limit, *, beside: bool) -> None:
    """Give figures the standard errors of a companion file, and say which of them found none."""
    errors = _errors_of(book_of(file, limit))
    for one in found:
        tables = [figure for figure in one.figures if figure.value is not None]
        matched = 0
        most = next((m for line in one.lines if (m := _VARIATION.search(line))), None)
        unreliable = []
        for figure in tables:
            heading = " > ".join(
                filter(None, ((figure.question or "").rpartition(" > ")[2], figure.answer))
            )
            error = errors.get((figure.table, heading, figure.group or ""))
            if error is None:
                error = errors.get((figure.table, figure.answer or "", figure.group or ""))
            if error is None:
                continue
            figure.std_error = error
            matched += 1
            if most and figure.value and error / abs(figure.value) > float(most["most"]) / 100:
                figure.note = f"coefficient of variation above {most['most']} %: unreliable"
                unreliable.append(figure)
        if not tables:
            continue
        one.tell(
            one.where,
            "note",
            Message(
                "{n} of {all} standard errors are from {file}, which lies beside it"
                if beside
                else "{n} of {all} standard errors are from {file}",
                n=matched,
                all=len(tables),
                file=file.name,
            ),
        )
        if most and unreliable:
            _tell_unreliable(one, unreliable, most["most"])


def _tell_unreliable(one: Found, figures: Sequence[Figure], most: str) -> None:
    """Say which figures vary more than the file allows for."""
    fact = Message(
        _TOO_VARIABLE,
        n=len(figures),
        most=PrintedNumber(f"{most}%"),
        places=", ".join([*(own.where for own in figures[:5]), *["…"] * (len(figures) > 5)]),
    )
    one.tell(figures[0].where, "check", fact, "do not publish them alone")


_TOO_VARIABLE = marked(
    "{n} figures have a coefficient of variation above {most}, the limit that the file names: "
    "{places}"
)
