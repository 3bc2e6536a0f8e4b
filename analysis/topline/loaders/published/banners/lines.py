"""The lines under an answer: counts, percents, letters; which percent is that of the column."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..pages.cells import Cell
from ..pages.page import Page
from ..words.marks import flag_of, is_key, is_letters, mark_of
from ..words.rows import statistics_of

Kind = Literal["percent", "number", "letters", "marks", "words"]


@dataclass
class Line:
    """One row under an answer: its cells by column, and what they are."""

    row: int
    cells: dict[int, Cell]
    kind: Kind


@dataclass
class Answer:
    """An answer with its lines, or a statistic of the table, such as its mean."""

    label: str
    row: int
    indent: int = 0
    lines: list[Line] = field(default_factory=list)
    statistic: str | None = None

    def of(self, kind: Kind) -> list[Line]:
        """Return its lines of a kind."""
        return [line for line in self.lines if line.kind == kind]

    def flags(self) -> Mapping[int, str]:
        """Return the marks of small bases that stand with the letters of tests."""
        return {
            c: flag
            for line in self.of("letters")
            for c, cell in line.cells.items()
            if (flag := flag_of(cell.text))
        }


def _line_kind(cells: Mapping[int, Cell]) -> Kind:
    """Return what a row under an answer holds."""
    numbers = [cell for cell in cells.values() if cell.number is not None]
    if numbers:
        percents = sum(cell.percent for cell in numbers)
        return "percent" if percents * 2 >= len(numbers) else "number"
    texts = [cell.text for cell in cells.values()]
    formatted = any(cell.percent for cell in cells.values())
    if all(mark_of(text) for text in texts):
        return "percent" if formatted else "marks"
    # sheets are often formatted whole, letters of tests too
    if all(is_letters(text) or mark_of(text) for text in texts):
        return "letters"
    return "percent" if formatted else "words"


def read_answers(page: Page, body: range, stub: int, columns: list[int]) -> list[Answer]:
    """Gather the rows of a body under the answers they belong to."""
    answers: list[Answer] = []
    wanted = set(columns)
    covered = {
        r: span.top
        for span in page.spans
        if span.left <= stub <= span.right
        for r in range(span.top + 1, span.bottom + 1)
    }
    for r in body:
        cells = {
            c: cell for c in page.filled(r) if c in wanted and (cell := page.at(r, c)) is not None
        }
        label = page.at(r, stub)
        if not cells:
            continue
        kind = _line_kind(cells)
        own = label is not None and r not in covered
        last = answers[-1] if answers else None
        full = last is not None and (bool(last.of("percent")) or len(last.lines) >= 2)
        # a level of confidence may stand beside the letters; marks below percents are theirs
        keys = kind == "percent" and all(is_key(cell.text) for cell in cells.values())
        below = kind == "letters" or ((kind == "marks" or keys) and not own and full)
        if own and not (kind == "letters" and answers):
            assert label is not None
            answers.append(Answer(label.text, r, label.indent))
        if answers:
            answers[-1].lines.append(Line(r, cells, "letters" if below else kind))
    for at, key in statistics_of([answer.label for answer in answers]).items():
        answers[at].statistic = key
    return answers


def numbered(label: str, seen: Counter[str]) -> str:
    """Return the label of an answer, with a number where one of its name was seen before."""
    seen[label] += 1
    return label if seen[label] == 1 else f"{label} [{seen[label]}]"


def agrees(percent: Cell, count: Cell, base: float) -> bool:
    """Tell whether a percent is a count out of a base, within the roundings of all three."""
    if percent.number is None or count.exact is None or base <= 0:
        return True
    slack = 0.5 if count.exact == round(count.exact) else 0.005 * max(1.0, abs(count.exact))
    half = 0.5 if base == round(base) else 0.0
    low = 100 * (count.exact - slack) / (base + half)
    high = 100 * (count.exact + slack) / max(base - half, 1e-9)
    unit = 0.5 * 10.0**-percent.decimals + 1e-9
    return low - unit <= percent.number <= high + unit


def tell_apart(answers: Sequence[Answer], bases: Sequence[Mapping[int, float]]) -> bool:
    """Call the second of two lines of bare numbers percents where it is shown which is which.

    A count stands above the percent, or below it, in every answer alike. The percents are those
    that are the counts out of a base; where there is no base, those that add up to a hundred.

    Returns
    -------
    bool
        Whether each answer has one line of bare numbers, or the percents were found.
    """
    twos = [lines for answer in answers if len(lines := answer.of("number")) > 1]
    if not twos:
        return True
    for counts, percents in ((0, 1), (1, 0)) if all(len(lines) == 2 for lines in twos) else ():
        pairs = [(lines[percents].cells, lines[counts].cells) for lines in twos]
        shown = any(
            all(
                agrees(cell, count[c], base[c]) and 0 <= (cell.number or 0) <= 100
                for percent, count in pairs
                for c, cell in percent.items()
                if c in count and c in base
            )
            for base in bases
        )
        sums: dict[int, float] = {}
        for percent, _ in pairs:
            for c, cell in percent.items():
                sums[c] = sums.get(c, 0.0) + (cell.number or 0.0)
        hundred = all(abs(total - 100) <= 0.51 * len(pairs) for total in sums.values())
        if shown or (not bases and len(pairs) > 1 and hundred):
            for lines in twos:
                lines[percents].kind = "percent"
            return True
    return False


def column_percents(
    answer: Answer, bases: list[Mapping[int, float]]
) -> tuple[Line | None, Line | None]:
    """Return the percents of the columns, and the counts they come from.

    The column percent is the one that agrees with count ÷ base in every column; where there is
    neither count nor base, a single line of percents is taken as it is.
    """
    percents, counts = answer.of("percent"), answer.of("number")
    count = counts[0] if counts and (not percents or counts[0].row < percents[-1].row) else None
    if not percents:
        return None, count
    if count is None or not bases:
        return (percents[0] if len(percents) == 1 else None), count
    for line in percents:
        for base in bases:
            pairs = [
                (cell, count.cells[c], base[c])
                for c, cell in line.cells.items()
                if c in count.cells and c in base
            ]
            if pairs and all(agrees(*pair) for pair in pairs):
                return line, count
    return None, count
