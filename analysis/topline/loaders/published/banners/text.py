"""Banner tables as running text: lines whose tails are counts and percents, a column each."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ....language.message import Message
from ..found.figure import Figure
from ..found.found import Found
from ..found.shares import keep_in_unit
from ..pages.cells import Cell, cell_of_text
from ..pages.page import Lines
from ..words.rows import base_role, is_net, statistic_of
from .lines import agrees, numbered
from .wrapped import labels_of_lines, titles_of_line

_START = re.compile(r"^(?P<name>(?:Table|Tableau|Tabelle)\s+\S+)(?:\s+Page\s+\d+)?$")
_RULE = re.compile(r"^[.…=\-_ ]+$")
_KEYS = re.compile(r"^\(A\)(?: \([A-Z]{1,2}\)){2,}$")
_TAIL = re.compile(r"(?<!\S)(?:\d[\d,]*(?:\.\d+)?%?|\*%?|-|–)$")
_LETTERS = re.compile(r"(?<!\S)[A-Z]{1,26}$")
_CONTINUED = re.compile(r"^\(?(?:continued|suite|fortsetzung)\)?$", re.IGNORECASE)
_FOOT = re.compile(
    r"^(?:comparison groups|independent (?:t|z)-test|uppercase letters|lowercase)", re.I
)
_SHOWN = 6


@dataclass
class _Banner:
    """The columns of a page of text."""

    labels: list[str]
    dimensions: list[str]


@dataclass
class _Table:
    """A table that may go on over several pages."""

    name: str
    line: int
    question: str = ""
    banner: _Banner | None = None
    bases: dict[str, list[float]] = field(default_factory=dict)
    answers: list["_Answer"] = field(default_factory=list)
    lost: list[tuple[int, str, int]] = field(default_factory=list)


@dataclass
class _Answer:
    """An answer with its line of counts and its line of percents."""

    label: str
    line: int
    counts: list[Cell] = field(default_factory=list)
    percents: list[Cell] = field(default_factory=list)
    at: int = 0
    closed: bool = False

    def agrees(self, bases: Sequence[float]) -> bool:
        """Tell whether its percents are its counts out of some bases."""
        rows = zip(self.percents, self.counts, bases, strict=True)
        return all(agrees(*one) for one in rows if one[1].number is not None)


def has_text_banner(text: Lines) -> bool:
    """Tell whether running text holds tables with lettered columns."""
    return any(_KEYS.match(line) for line in text.lines)


def read_text(text: Lines) -> list[Found]:
    """Read banner tables of running text; rows that lost cells are told, never filled."""
    tables: dict[str, _Table] = {}
    table: _Table | None = None
    head: list[str] = []
    reading_head = continued = False
    carried: list[int] = []
    for number, line in enumerate(text.lines):
        start = _START.match(line)
        if start:
            name, head, reading_head, continued = start["name"], [], True, False
            table = tables.setdefault(name, _Table(name, number))
        elif table is None:
            continue
        elif reading_head and _CONTINUED.match(line):
            continued = True
            carried.append(number)
        elif reading_head and _KEYS.match(line):
            _set_head(table, head, line.count("("), continued)
            reading_head = False
        elif reading_head:
            head.append(line)
        elif table.banner is not None and not _FOOT.match(line):
            _take_line(table, number, line)
    found = [_found_of_table(text, one) for one in tables.values()]
    if carried:
        fact = Message(
            "{n} pages are marked as continued and repeat no bases: those of the page before hold",
            n=len(carried),
        )
        found[0].tell(text.place(carried[0]), "check", fact)
    return found


def _set_head(table: _Table, head: Sequence[str], columns: int, continued: bool) -> None:
    """Read the question and the headings above the letters of the columns."""
    rules = [k for k, line in enumerate(head) if _RULE.match(line)]
    question = " ".join(head[: rules[0]] if rules else head)
    if not continued or not table.question:
        table.question = question
        table.bases = {}
    below = rules[-2] if len(rules) >= 2 else -1
    words = [line.split() for line in head[below + 1 : rules[-1]]] if rules else []
    labels = labels_of_lines(words, columns)
    dimensions = [""] * columns
    for k, line in enumerate(head):
        if k == 0 or "=" not in line or not set(line) <= {"=", " "}:
            continue
        # a title stands over as many columns as the rule below it runs: a run of n columns of
        # the same width is n widths long and a blank less for the last
        runs = [len(run) for run in line.split()]
        fits = [w for w in range(4, 21) if all((run + 1) % w == 0 for run in runs)]
        near = range(columns - 2, columns + 1)
        width = next((w for w in fits if sum((run + 1) // w for run in runs) in near), None)
        dimensions = [""] * columns
        if width and (named := titles_of_line(head[k - 1], len(runs))):
            counts = [(run + 1) // width for run in runs]
            over = [title for title, n in zip(named, counts, strict=True) for _ in range(n)]
            dimensions = [""] * (columns - len(over)) + over
    table.banner = _Banner(labels or [], dimensions)


def _part_tail(line: str, ending: re.Pattern[str]) -> tuple[str, list[str]]:
    """Part a line into its words and those at its end that are numbers, marks or letters."""
    words = line.split()
    at = len(words)
    while at and ending.match(words[at - 1]):
        at -= 1
    return " ".join(words[:at]), words[at:]


def _take_line(table: _Table, number: int, line: str) -> None:
    """Sort one line of a body: bases, counts, percents, letters, words."""
    assert table.banner is not None
    columns = len(table.banner.dimensions)
    words, tail = _part_tail(line, _TAIL)
    # numbers at the end of a label belong to it: the last ones are those of the columns
    if len(tail) > columns:
        words = " ".join([words, *tail[:-columns]]).strip()
        tail = tail[-columns:]
    signed = sum(part.endswith("%") for part in tail)
    cells = [cell_of_text(part) or Cell(part) for part in tail]
    role = base_role(words) if len(tail) == columns and not signed else None
    last = table.answers[-1] if table.answers else None
    if role is not None:
        table.bases[role] = [cell.number or 0.0 for cell in cells]
    elif len(tail) == columns and not signed:
        table.answers.append(_Answer(words, number, counts=cells))
    elif (
        len(tail) == columns
        and signed
        and last is not None
        and not last.percents
        and not last.closed
    ):
        last.percents, last.at = cells, number
        last.label = f"{last.label} {words}".strip()
    elif signed:
        label = " ".join(filter(None, (last.label if last and not last.percents else "", words)))
        table.lost.append((number, label or "a row", len(tail)))
        if last is not None and not last.percents:
            last.closed = True
    elif last is not None and last.percents and not tail:
        rest, _ = _part_tail(line, _LETTERS)
        # the label of the answer above may go on beside its letters
        if rest and rest[:1].islower():
            last.label = f"{last.label} {rest}"


def _found_of_table(text: Lines, table: _Table) -> Found:
    """Make the figures of a table."""
    found = Found(table.name, text.place(table.line), "text banner", table.question)
    banner = table.banner
    if banner is None or not banner.labels:
        found.refuse(
            Message("the words of its headings cannot be placed over the columns in one way")
        )
        return found
    paths = [
        f"{title} > {label}" if title else label
        for title, label in zip(banner.dimensions, banner.labels, strict=True)
    ]
    if len(set(paths)) < len(paths):
        found.refuse(Message("two columns have one heading"))
        return found
    seen: Counter[str] = Counter()
    weighted = table.bases.get("weighted")
    for order, answer in enumerate(table.answers, start=1):
        named = numbered(answer.label, seen)
        statistic = statistic_of(answer.label)
        if not statistic and not answer.percents:
            continue
        if not statistic and weighted and not answer.agrees(weighted):
            table.lost.append((answer.at, answer.label, -1))
            continue
        net_of = _parts_of_range(answer.label, table) if is_net(answer.label) else None
        line, cells = (answer.line, answer.counts) if statistic else (answer.at, answer.percents)
        for c, cell in enumerate(cells):
            figure = found.figure(f"{text.place(line)}, column {c + 1}", cell.text)
            figure.answer, figure.answer_order = named, order
            _set_column(figure, table, paths[c], c)
            if not statistic:
                figure.weighted_count, figure.net_of = answer.counts[c].exact, net_of
            keep_in_unit(found, figure, cell, statistic or "percent")
    _tell_lost(found, text, table)
    if not found.figures:
        found.reason = Message("every row lost cells")
    return found


def _set_column(figure: Figure, table: _Table, path: str, column: int) -> None:
    """Give a figure the group of its column and the bases above it."""
    figure.group, figure.group_dimension = path, path.rpartition(" > ")[0] or None
    unweighted, weighted = table.bases.get("unweighted"), table.bases.get("weighted")
    if unweighted is not None and unweighted[column] >= 1:
        figure.set_base(unweighted[column], f"{unweighted[column]:g}")
    if weighted is not None:
        figure.base_weighted = weighted[column]


def _parts_of_range(label: str, table: _Table) -> str | None:
    """Return the answers that a net such as "NET: 1-4" adds up, where they can be told."""
    match = re.search(r"net\W*\s(?P<low>\d+)\s*-\s*(?P<high>\d+)$", label, re.IGNORECASE)
    if match is None:
        return None
    wanted = range(int(match["low"]), int(match["high"]) + 1)
    parts = [
        one.label
        for one in table.answers
        if (first := re.match(r"(\d+)\b", one.label)) and int(first[1]) in wanted
    ]
    return "|".join(parts) if len(parts) == len(wanted) else None


def _tell_lost(found: Found, text: Lines, table: _Table) -> None:
    """Say which rows have fewer percents than columns, or percents that are not those of counts."""
    columns = len(table.banner.dimensions) if table.banner else 0
    for number, label, count in table.lost[:_SHOWN]:
        fact = (
            Message(
                "row {label} has {count} cells for {columns} columns: blanks were lost, so it "
                "cannot be placed",
                label=repr(label),
                count=count,
                columns=columns,
            )
            if count >= 0
            else Message(
                "row {label}: its percents are not its counts out of the weighted base",
                label=repr(label),
            )
        )
        found.tell(text.place(number), "refused", fact, "look the row up in the original")
    if len(table.lost) > _SHOWN:
        more = len(table.lost) - _SHOWN
        found.tell(
            text.place(table.lost[_SHOWN][0]),
            "refused",
            Message("{more} more rows that lost cells", more=more),
            "",
        )
