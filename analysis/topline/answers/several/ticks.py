"""Which cells of some columns say that an option is chosen."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...language.message import Message
from ..nonresponse import nonresponse_of
from ..numbers.standouts import codes_standing_out
from .options import is_other, letters, words

KINDS = ("yes_no", "selected")

_OFTEN, _SELDOM = 10, 3
"""Rows of ticks and of codes, where nothing but the distinct cells is known."""

_SHOWN = 3
"""Words for "not chosen" that are told."""

_FEWEST_ALIKE = 3
"""Columns that hold one word, the same in all, or nothing, from which on it says "chosen"."""

_MOST_CELLS = 50
"""Different cells of a column of ticks, whatever the spelling and the reasons of having none."""

Answers = Mapping[str, str]
"""The distinct cells of a column as text, with their labels; the same text where there is none."""


@dataclass(frozen=True)
class Ticks:
    """What says that an option is chosen.

    Attributes
    ----------
    chosen : tuple of tuple of str
        For each column the cells that say so; an empty tuple where every cell does.
    has_no : bool
        Whether a cell says that an option is not chosen, so that a blank is no answer.
    words : str
        What was decided, for people.
    """

    chosen: tuple[tuple[str, ...], ...]
    has_no: bool
    words: str


def ticks_of(
    columns: Sequence[Answers], options: Sequence[str], *, sure: bool = False
) -> Ticks | None:
    """Tell what says that an option is chosen, or None where the columns are no ticks.

    They are where all columns hold yes and no, 1 and 0 or the like, in one of the languages of the
    tables; or where each column holds one word of its own, or nothing; one column may hold what
    respondents wrote under "Other".

    Parameters
    ----------
    columns : sequence of mapping of str to str
        The distinct cells of each column, and their labels.
    options : sequence of str
        What each column stands for.
    sure : bool, default False
        Whether it is known that these are options; then 1 and 2 are yes and no.
    """
    # of two columns with so many different cells, one at most is what people wrote under "Other"
    if sum(len(column) > _MOST_CELLS for column in columns) > 1:
        return None
    # the column that holds what respondents wrote under "Other", if one does
    opened = None
    for at, (column, option) in enumerate(zip(columns, options, strict=True)):
        known = {cell for other in columns if other is not column for cell in other}
        if is_other(option) and column and not set(column) <= known and len(columns) > 2:
            opened = at
            break
    closed = [column for at, column in enumerate(columns) if at != opened]
    labels = {cell: label for column in closed for cell, label in column.items()}
    # nonresponse that is not the no of a yes
    said = frozenset[str]().union(*(words(k, key) for k in KINDS for key in ("chosen", "unchosen")))
    unsaid = {cell: label for cell, label in labels.items() if letters(label) not in said}
    aside = {cell for cell, label in unsaid.items() if nonresponse_of(label) is not None}
    aside |= _undeclared(labels)
    labels = {cell: label for cell, label in labels.items() if cell not in aside}
    if not labels:
        return None
    chosen = _chosen_of_all(labels, len(closed), sure=sure)
    if chosen is None:
        return _own_words(columns, options)
    rest = [_named(cell, labels[cell]) for cell in labels if cell not in chosen]
    told = Message(
        "{chosen} is chosen, {rest} is not",
        chosen=_either([_named(cell, labels[cell]) for cell in chosen if cell in labels]),
        rest=_either(rest) or Message("a blank"),
    )
    if aside:
        told = Message("{told}; {codes} counts as not chosen", told=told,
                       codes=_either(sorted(aside)))  # fmt: skip
    each = tuple(() if at == opened else chosen for at in range(len(columns)))
    return Ticks(each, bool(rest) or bool(aside), told)


def _undeclared(labels: Mapping[str, str]) -> set[str]:
    """Return cells beside 0 and 1 that look like codes of no answer: -99, or 9."""
    if not ({"0", "1"} <= set(labels) and all(re.fullmatch(r"-?\d{1,6}", cell) for cell in labels)):
        return set()
    values = {cell: float(cell) for cell in labels}
    codes = codes_standing_out(
        [*values.values()], [_OFTEN if v in (0, 1) else _SELDOM for v in values.values()]
    )
    return {cell for cell, value in values.items() if value in codes and labels[cell] == cell}


def _chosen_of_all(
    labels: Mapping[str, str], columns: int, *, sure: bool
) -> tuple[str, ...] | None:
    """Return the cells that say yes, where all columns use the same; None where they do not."""
    own = {cell: letters(label) for cell, label in labels.items()}
    for kind in KINDS:
        yes, no = words(kind, "chosen"), words(kind, "unchosen")
        chosen = tuple(cell for cell, text in own.items() if text in yes)
        said = all(text in yes or text in no for text in own.values())
        if said and (chosen or sure):
            return chosen or ("Yes" if kind == "yes_no" else "Selected",)
    opposite = _opposites(labels) if len(own) == 2 else []
    if opposite:
        return tuple(cell for cell in own if cell not in opposite)
    cells = set(labels)
    if cells <= {"0", "1"} and (sure or "1" in cells):
        return ("1",)
    if (sure and cells <= {"1", "2"}) or (cells == {"-1", "0"}):
        return ("1",) if "1" in cells or "2" in cells else ("-1",)
    if len(own) == 1 and not any(map(str.isdigit, cells)) and columns >= _FEWEST_ALIKE:
        # whatever the word: nothing else is said in any of them
        return tuple(cells)
    return None


def _opposites(labels: Answers) -> list[str]:
    """Return the cells that are another of their column with a no: "nicht genannt"."""
    own = {cell: letters(label) for cell, label in labels.items()}
    said, before = {*own.values()}, tuple(words("negations", "before"))
    return [
        cell
        for cell, text in own.items()
        if text.startswith(before)
        and any(text.startswith(no) and text.removeprefix(no) in said for no in before)
    ]


def _own_words(columns: Sequence[Answers], options: Sequence[str]) -> Ticks | None:
    """Return ticks that are a column's own word, beside blanks or a word for "not chosen"."""
    unchosen = {"0"}.union(*(words(kind, "unchosen") for kind in KINDS))
    no = {cell for one in columns for cell, label in one.items() if letters(label) in unchosen}
    no |= {cell for column in columns for cell in _opposites(column)}
    words_of = [[cell for cell in column if cell not in no] for column in columns]
    single = [held[0] for held in words_of if len(held) == 1]
    several = [at for at, held in enumerate(words_of) if len(held) > 1]
    own = {letters(word) for word in single}
    if len(single) < 2 or len(own) < len(single) or len(several) > 1:
        return None
    # what is written under "other" may be one text, or many
    opened = [at for at, option in enumerate(options) if is_other(option)]
    if several and several != opened[:1]:
        written = any(is_other(word) for at in several for word in words_of[at])
        if not written:
            return None
    chosen = tuple(
        () if not no and (at in several or at in opened) else tuple(held)
        for at, held in enumerate(words_of)
    )
    told = Message(
        "an option's own word, as {word}, is chosen, {rest} is not",
        word=repr(single[0]),
        rest=_either(sorted(map(repr, no))[:_SHOWN]) or Message("a blank"),
    )
    return Ticks(chosen, bool(no), told)


def _named(cell: str, label: str) -> str:
    if cell == label:
        return cell if cell.lstrip("-").isdigit() else repr(cell)
    return f"{cell} ({label})"


def _either(names: Sequence[str]) -> str:
    """Return names with "or" between them; "" where there is none."""
    told = names[0] if names else ""
    for name in names[1:]:
        told = Message("{one} or {other}", one=told, other=name)
    return told
