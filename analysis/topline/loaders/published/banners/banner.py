"""The headings above columns: which belong together, and the path of each column."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from ....figures.columns.dates import is_year
from ....language.message import Message
from ..pages.page import Page, Span
from ..words.marks import is_key

_TOTALS = frozenset(
    {
        "total", "all", "total sample", "all respondents", "overall", "gesamt", "insgesamt",
        "ensemble", "totaal", "alle", "tous", "grand total", "all adults", "total adults",
        "all people", "all persons", "all ages", "both sexes", "total population", "persons",
        "national adults", "u.s. adults", "us adults", "adults", "all voters", "everyone", "tot",
        "all respondents (%)", "total (%)",
    }
)  # fmt: skip
_SIGNS = frozenset({"%", "(%)"})
_NOTED = re.compile(r"\s?\*{1,3}\)$")
"""The mark of a note behind a heading: "insgesamt *)"."""
_LONG_TITLE = 60
"""Characters from which a lone cell above the columns is a title, no heading of one column."""


@dataclass
class Banner:
    """The headings of a table.

    Attributes
    ----------
    paths : dict of int to str
        What each column is of, such as "Gender > Male".
    dimensions : dict of int to str
        The title of its group, "" where it has none.
    titles : list of str
        Lines of the head that are no headings, from top to bottom.
    over_all : list of str
        Those of them that stand over all columns.
    doubled : list of str
        Paths that stand over more than one column.
    numbers : list of int
        Rows of numbers among the headings, of which nothing says what they are.
    """

    paths: dict[int, str] = field(default_factory=dict)
    dimensions: dict[int, str] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    over_all: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def fault(self) -> str | None:
        """Say why its columns cannot be told apart; None where they can."""
        if self.doubled:
            return Message("two columns have one heading, {doubled}", doubled=repr(self.doubled[0]))
        return None if any(self.paths.values()) else Message("no headings stand above the columns")


HEADINGS_REMEDY = "give the rows of headings in a hint"


def is_total(path: str) -> bool:
    """Tell whether a heading names everybody."""
    return path.strip().lower() in _TOTALS


@dataclass(frozen=True)
class _Heading:
    """A heading over a column: its words, and the cell it stands in."""

    text: str
    row: int
    column: int


def read_banner(page: Page, head: range, columns: list[int], stub: int) -> Banner:
    """Read the headings above some columns, and the titles among them.

    Merged ranges say what a heading stands over; where a row has none, a heading other than the
    lowest stands over what is to its right, up to the next one.
    """
    banner = Banner()
    spans = {
        (r, c): span
        for span in page.spans
        if span.top < head.stop and span.bottom >= head.start
        for r in range(max(span.top, head.start), min(span.bottom + 1, head.stop))
        for c in range(span.left, min(span.right, columns[-1]) + 1)
    }
    rows = [r for r in head if _is_heading_row(page, r, columns, stub, spans, banner)]
    levels = [_headings_of_row(page, r, columns, spans, r == rows[-1]) for r in rows]
    chains = {c: list(dict.fromkeys(level[c] for level in levels if c in level)) for c in columns}
    totals = [c for c, chain in chains.items() if chain and is_total(chain[-1].text)]
    # a running title is none of the one column of everybody, which belongs to no group; where
    # several columns are called so, each is the total of its group
    if len(totals) == 1 and chains[totals[0]][0].column != totals[0]:
        del chains[totals[0]][:-1]
    nested = _alternates(chains)
    for c, chain in chains.items():
        words = [heading.text for heading in chain]
        if nested and len(words) > 1:
            banner.paths[c] = " > ".join(words[1::2])
            banner.dimensions[c] = " > ".join(words[::2])
        else:
            banner.paths[c] = " > ".join(words)
            banner.dimensions[c] = " > ".join(words[:-1])
    if nested and len(set(banner.paths.values())) < len(columns):
        for c, chain in chains.items():
            banner.paths[c] = " > ".join(heading.text for heading in chain)
    _number_titles(banner, chains)
    seen: set[str] = set()
    for path in banner.paths.values():
        if path in seen and path not in banner.doubled:
            banner.doubled.append(path)
        seen.add(path)
    return banner


def _is_heading_row(
    page: Page,
    r: int,
    columns: list[int],
    stub: int,
    spans: dict[tuple[int, int], Span],
    banner: Banner,
) -> bool:
    """Tell whether a row holds headings; what else it says is kept as a title."""
    filled = page.filled(r)
    over = [c for c in columns if page.text(r, c) or (r, c) in spans]
    texts = [c for c in over if page.text(r, c)]
    beside = [c for c in filled if c <= stub]
    across = spans.get((r, columns[0]))
    if across and across.left <= stub and across.right >= columns[-1]:
        # a title over the whole table, labels and all
        banner.titles += [page.text(r, c) for c in filled]
        return False
    if texts and all(is_key(page.text(r, c)) for c in texts) and len(texts) > 1:
        return False
    # a sign for every column says what they hold, and names none
    if len(texts) > 1 and all(page.text(r, c) in _SIGNS for c in texts):
        return False
    # a row of numbers heads nothing, unless they are years
    counted = [x for c in texts if (x := page.at(r, c)) is not None and x.number is not None]
    if len(counted) == len(texts) > 1 and not all(is_year(x.text) for x in counted):
        banner.numbers.append(r)
        return False
    wide = {
        c
        for c in texts
        if (span := spans.get((r, c))) and span.left <= columns[0] and span.right >= columns[-1]
    }
    lone = (
        len(texts) == 1
        and len(columns) > 1
        and texts[0] == columns[0]
        and not any((r, c) in spans for c in columns[1:])
    )
    title = bool(wide) or (lone and (bool(beside) or len(page.text(r, texts[0])) > _LONG_TITLE))
    if title:
        banner.titles += [page.text(r, c) for c in filled]
        banner.over_all += [page.text(r, c) for c in sorted(wide)]
        return False
    banner.titles += [page.text(r, c) for c in beside]
    return bool(texts) or any(
        (r, c) in spans and page.text(spans[r, c].top, spans[r, c].left) for c in over
    )


def _headings_of_row(
    page: Page, r: int, columns: list[int], spans: dict[tuple[int, int], Span], lowest: bool
) -> dict[int, _Heading]:
    """Return the heading of a row over each column."""
    found: dict[int, _Heading] = {}
    merged = any(span.right > span.left for c in columns if (span := spans.get((r, c))) is not None)
    gaps = sum(b - a > 1 for a, b in pairwise(columns))
    broken = gaps * 2 < len(columns)
    running: _Heading | None = None
    before = columns[0]
    for c in columns:
        span = spans.get((r, c))
        if c - before > 1 and broken:
            running = None
        before = c
        if span is not None:
            text = _NOTED.sub("", page.text(span.top, span.left))
            running = None
            if text:
                found[c] = _Heading(text, span.top, span.left)
            continue
        text = _NOTED.sub("", page.text(r, c))
        if text:
            running = _Heading(text, r, c)
        if running and (text or not (merged or lowest)):
            found[c] = running
    return found


def _alternates(chains: dict[int, list[_Heading]]) -> bool:
    """Tell whether questions and answers take turns: under each answer stands one question."""
    deep = [chain for chain in chains.values() if len(chain) >= 4]
    if not deep or any(len(chain) % 2 for chain in chains.values() if len(chain) > 1):
        return False
    below: dict[_Heading, set[_Heading]] = {}
    for chain in deep:
        for k in range(1, len(chain) - 1, 2):
            below.setdefault(chain[k], set()).add(chain[k + 1])
    return all(len(questions) == 1 for questions in below.values())


def _number_titles(banner: Banner, chains: dict[int, list[_Heading]]) -> None:
    """Give equal titles of different groups numbers where columns below have equal paths."""
    paths = list(banner.paths.values())
    doubled = {path for path in paths if paths.count(path) > 1}
    if not doubled:
        return
    first: dict[str, list[_Heading]] = {}
    for c, chain in chains.items():
        if len(chain) < 2 or banner.paths[c] not in doubled:
            continue
        places = first.setdefault(chain[0].text, [])
        if chain[0] not in places:
            places.append(chain[0])
        number = places.index(chain[0]) + 1
        if number > 1:
            title = f"{chain[0].text} [{number}]"
            banner.paths[c] = " > ".join([title, *(heading.text for heading in chain[1:])])
            banner.dimensions[c] = title
