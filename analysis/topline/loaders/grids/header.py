"""Which rows of a table name its columns, and what the names are."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...errors import DataError
from ...figures.printed_cells import text_of
from ...language.message import Message
from ...shown import cut
from .label_rows import LabelRow, are_numbers, label_row
from .texts import tidy

MOST_HEADER_ROWS = 5
_IMPORT_ID = ('{"ImportId"', "{'ImportId'")
"""How the last header row of Qualtrics begins, today and in 2016."""

_LOOKED_AT = 50
"""Rows that tell how wide a table is, and what stands below a row of labels."""

_ANSWER_HEADS = {
    "", "response", "open-ended response", "respuesta",
    "respuesta abierta", "réponse", "réponse ouverte", "antwort", "offene antwort",
    "offene beantwortung", "resposta",
    "resposta aberta", "risposta", "risposta aperta", "antwoord", "svar", "vastaus", "odpowiedź",
    "odpověď", "yanıt", "ответ", "відповідь", "回答", "응답", "답변", "答复", "الإجابة", "תשובה",
}  # fmt: skip
"""What SurveyMonkey prints below a question that has one column."""

_OTHER_HEAD = "other (please specify)"
"""What it prints below one that has nothing else; beside others it is an option, or its text."""

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Header:
    """The names of a table's columns.

    Attributes
    ----------
    names, labels : list of str
        One for each column; a label is "" where there is none, a name where it is blank.
    skipped : int
        Rows above the first respondent.
    notes : list of str
        What was found out.
    questions : mapping of str to list of int
        Questions that stand above several columns, and the positions of these.
    """

    names: list[str]
    labels: list[str]
    skipped: int
    notes: list[str] = field(default_factory=list)
    questions: Mapping[str, list[int]] = field(default_factory=dict)

    def questions_of(self, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the questions that stand above several columns, with the names of these."""
        return {
            question: tuple(names[position] for position in positions)
            for question, positions in self.questions.items()
            if len(positions) > 1
        }

    def with_columns(self, kept: Sequence[int]) -> "Header":
        """Return the header of some of its columns."""
        place = {old: new for new, old in enumerate(kept)}
        return replace(
            self,
            names=[self.names[k] for k in kept],
            labels=[self.labels[k] for k in kept],
            questions={
                question: [place[k] for k in positions if k in place]
                for question, positions in self.questions.items()
            },
        )


def find_header(
    rows: Rows, header_rows: int | None, name: str, gaps: Collection[int] = ()
) -> Header:
    """Find the header of a table below its title lines.

    Parameters
    ----------
    rows : sequence of sequences
        Rows that hold anything.
    header_rows : int, optional
        Rows that name the columns; 0 where there are none. By default one, or as many as the
        exports of Qualtrics and SurveyMonkey have.
    name : str
        What messages call the table.
    gaps : collection of int
        Rows that stand below a blank one.
    """
    titles = 0 if header_rows == 0 else _title_rows(rows, gaps)
    notes: list[str] = [
        Message(
            "{name} has a title above its header: {cut}",
            name=name,
            cut=cut(" ".join(filter(None, map(text_of, row)))),
        )
        for row in rows[:titles]
    ]
    # names are typed again: Microsoft Forms writes spaces into them that nobody can
    rows = [[tidy(text_of(cell)) for cell in row] for row in rows[titles : titles + _LOOKED_AT]]
    if header_rows == 0:
        width = max(map(len, rows))
        return Header([f"column_{i}" for i in range(1, width + 1)], [""] * width, 0)
    found = header_rows or _header_rows(rows)
    if header_rows is None:
        named = [cell for cell in rows[0] if cell]
        if named and all(_is_number(cell) for cell in named):
            raise DataError(
                f"the first row of {name} holds only numbers ({cut(', '.join(named))}), so it "
                "names no variables; pass header_rows=0 if there is no header, header_rows=1 if "
                "these are names"
            )
        notes += [
            Message(
                "{name} has {found} header rows, as survey services export", name=name, found=found
            )
        ] * (found > 1)
        for labels in _label_rows(rows) if found == 1 else ():
            found = labels.header_rows
            notes.append(Message("{name}: {note}", name=name, note=labels.note))
    return _named(rows[:found], titles, notes)


def _label_rows(rows: Rows) -> Iterator[LabelRow]:
    """Give the rows of labels below the names; each of two hides that the other stands alone."""
    second = label_row([*rows[:1], *rows[2:]], 2)
    sure = second is not None and second.header_rows > 2
    first = label_row(rows) or (label_row([*rows[:2], *rows[3:]]) if sure else None)
    if first is not None:
        yield first
        if second is not None and first.header_rows > 1:
            yield second


def _title_rows(rows: Rows, gaps: Collection[int]) -> int:
    """Count the leading rows that hold a title.

    That is one cell above a table of three columns or more, or rows with a blank row below that
    hold half as many cells as the table, are cut off before its last columns, or stand above a row
    that names all of them.
    """
    filled = [[i for i, cell in enumerate(row) if text_of(cell)] for row in rows[:_LOOKED_AT]]
    widest = max(map(len, filled))
    widths = Counter(map(len, rows[:_LOOKED_AT]))
    usual = widths.most_common(1)[0][0]
    narrow = [
        len(places) * 2 <= widest or len(row) < usual
        for row, places in zip(rows, filled, strict=False)
    ]
    above = [
        k
        for k in gaps
        if k < 10 and (all(narrow[:k]) or _names_follow(rows[k], max(map(len, filled[:k])), widest))
    ]
    if above:
        return max(above)
    for count, (row, places) in enumerate(zip(rows, filled, strict=False)):
        lone = places == [0] and (widest > 2 or len(row) < widest)
        short = len(row) * 2 < widest and places == list(range(len(places)))
        comment = len(row) != usual and text_of(row[0]).startswith(("#", "//"))
        if not (lone or short or comment):
            return count
    return 0


def _names_follow(row: Sequence[Any], above: int, widest: int) -> bool:
    """Tell whether a row names every column, which no row above it has so many cells for."""
    names = [text for cell in row if (text := text_of(cell))]
    whole = len(names) == widest == len(set(names))
    return above < widest and whole and not any(map(_is_number, names))


def _header_rows(rows: Rows) -> int:
    """Recognise the header rows of survey services; else one."""
    if len(rows) > 2 and any(rows[1]) and all(map(_is_answer_head, rows[1])):
        return 2
    for count, row in enumerate(rows[1:3], start=2):
        if any(str(cell).startswith(_IMPORT_ID) for cell in row):
            return count
    if len(rows) < 3:
        return 1
    # Blank names continue a question whose options stand in the second row.
    groups = _groups(rows[0])
    spread = [positions for positions in groups if len(positions) > 1]
    alone = [positions[0] for positions in groups if len(positions) == 1]
    below = [[_at(rows[1], position) for position in positions] for positions in spread]
    if not any(all(cells) for cells in below) or any(_is_number(c) for own in below for c in own):
        return 1
    heads = [_at(rows[1], position) for position in alone]
    answers = all(
        _is_answer_head(head) or head == rows[0][position]
        for head, position in zip(heads, alone, strict=True)
    )
    # groups over all columns: the names are below, as the first of people says no such words
    named = all(rows[1]) and len({*rows[1]}) == len(rows[1]) >= len(rows[0])
    over = named and any(are_numbers(rows[2:], k) for k in range(len(rows[1])))
    # nobody stands in a second row that alone lacks what every row has, as a number of its own
    ids = [k for k in alone if all(_at(row, k) for row in rows[2:])]
    nobody = any(not _at(rows[1], k) and len({_at(row, k) for row in rows[2:]}) > 1 for k in ids)
    return 2 if (answers and (alone or over)) or nobody else 1


def _groups(first: Sequence[str]) -> list[list[int]]:
    """Group the positions of a name and of the blank names after it."""
    groups: list[list[int]] = []
    for position, cell in enumerate(first):
        if cell or not groups:
            groups.append([position])
        else:
            groups[-1].append(position)
    return groups


def _at(row: Sequence[str], position: int) -> str:
    return row[position] if position < len(row) else ""


def _is_answer_head(cell: str) -> bool:
    """Tell whether a text may stand below a question of one column."""
    return cell.lower() in _ANSWER_HEADS or cell.lower() == _OTHER_HEAD


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).replace(",", "", 1).replace("%", "", 1).isdigit()


def _named(rows: Rows, titles: int, notes: list[str]) -> Header:
    """Compose names and labels: codes above texts, or questions above their options."""
    skipped = titles + len(rows)
    rows = [row for row in rows if not any(cell.startswith(_IMPORT_ID) for cell in row)]
    width = max(map(len, rows))
    first, *below = [[*row, *[""] * (width - len(row))] for row in rows]
    groups = _groups(first)
    spread = [positions for positions in groups if len(positions) > 1]
    questions = {first[positions[0]]: positions for positions in spread if first[positions[0]]}
    if not below or not spread:
        labels = [" ".join(filter(None, cells)) for cells in zip(*below, strict=True)]
        return Header(list(first), labels or [""] * width, skipped, notes, questions)
    names = list(first)
    for positions in groups:
        for position in positions:
            options = [row[position] for row in below]
            heads = [
                cell
                for cell in options
                if cell.lower() not in _ANSWER_HEADS
                and not (len(positions) == 1 and (_is_answer_head(cell) or cell == first[position]))
            ]
            names[position] = ": ".join(filter(None, [first[positions[0]], *heads]))
    return Header(names, [""] * width, skipped, notes, questions)
