"""The rows of a crosstab: the levels of a variable, several answers at once, and nets of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...errors import ArgumentError, DataError
from ..data.columns import IntArray, at_rows, column
from ..data.domains import Mask, mask_of
from ..estimators.pieces import Frame, level_codes, refuse_missing

SEVERAL = "several answers"


@dataclass(frozen=True, eq=False)
class Block:
    """Rows of a table that one pass over the data counts.

    Attributes
    ----------
    code : (n,) int
        Level of each respondent, −1 without an answer.
    levels : int
        How many there are.
    kept : (k,) int
        Those that are rows of the table.
    """

    code: IntArray
    levels: int
    kept: IntArray


@dataclass(frozen=True, eq=False)
class Question:
    """All rows of a table.

    Attributes
    ----------
    name : str
        The variable, or what its several answers are called.
    labels : tuple
        Label of each row.
    blocks : tuple of Block
        Their kept levels are the rows, in order.
    answered : (n,) bool
        Who answered.
    """

    name: str
    labels: tuple[Any, ...]
    blocks: tuple[Block, ...]
    answered: Mask


def question_of(frame: Frame, rows: Any, nets: Mapping[str, Sequence[Any]] | None) -> Question:
    """Return the rows of a table.

    Parameters
    ----------
    frame : Frame
    rows : str, list of str, or mapping of str to condition
        A categorical column; several columns of 0 and 1, of which a respondent may choose any;
        or such answers as conditions by their label.
    nets : mapping of str to list, optional
        Levels, or several answers, that a further row adds up: who chose at least one of them.

    Raises
    ------
    ArgumentError
        When a column or an answer in a net is unknown, or a net has a label that is taken.
    DataError
        When a column has no answers, or one of several holds other values than 0 and 1.
    """
    if isinstance(rows, str) or not isinstance(rows, (Sequence, Mapping)):
        return _with_nets(_of_levels(frame, rows), nets)
    return _with_nets(_of_several(frame, rows), nets)


def _of_levels(frame: Frame, name: str) -> Question:
    code, labels = level_codes(frame, name)
    block = Block(code, len(labels), np.arange(len(labels)))
    return Question(str(name), tuple(labels.tolist()), (block,), code >= 0)


def _of_several(frame: Frame, rows: Any) -> Question:
    """Return several answers; those who gave none at all, yes or no, did not answer."""
    if not len(rows):
        raise ArgumentError("rows names no columns; give a column, or several of 0 and 1")
    if frame.missing == "category":
        raise ArgumentError("missing='category' is for one variable; expected 'drop' or 'fail'")
    if isinstance(rows, Mapping):
        chosen = [mask_of(frame.data, test, len(frame.weights)) for test in rows.values()]
        answered = np.ones(len(frame.weights), dtype=bool)
    else:
        pairs = [_yes_or_no(frame, name) for name in rows]
        chosen, answered = [yes for yes, _ in pairs], np.any([known for _, known in pairs], axis=0)
        refuse_missing(frame, ~answered, ", ".join(rows))
    blocks = tuple(_yes(mask, answered) for mask in chosen)
    return Question(SEVERAL, tuple(rows), blocks, answered)


def _yes_or_no(frame: Frame, name: str) -> tuple[Mask, Mask]:
    """Return who said yes, and who said either."""
    values = column(frame.data, name, "variable")
    known = values.notna().to_numpy()
    wrong = np.flatnonzero(known & ~values.isin([0, 1]).to_numpy())
    if wrong.size:
        raise DataError(
            f"column {name!r} holds {str(values.iloc[wrong[0]])!r} ({at_rows(wrong)}); each of "
            "several answers is 0 or 1; recode it, or give conditions by their label, as "
            f"rows={{'label': data[{name!r}] == 'chosen'}}"
        )
    return known & values.isin([1]).to_numpy(), known


def _yes(chosen: Mask, answered: Mask) -> Block:
    return Block(np.where(answered, chosen.astype(np.intp), -1), 2, np.array([1]))


def _with_nets(question: Question, nets: Mapping[str, Sequence[Any]] | None) -> Question:
    """Add a row for each net, recoded: its variance is that of an answer of its own."""
    if not nets:
        return question
    labels, blocks = list(question.labels), list(question.blocks)
    for name, members in nets.items():
        if name in labels:
            raise ArgumentError(f"the net {name!r} is called like another row; choose a new name")
        blocks.append(_yes(_any_of(question, name, members), question.answered))
        labels.append(name)
    return Question(question.name, tuple(labels), tuple(blocks), question.answered)


def _any_of(question: Question, net: str, members: Any) -> Mask:
    """Return who chose one of the answers in a net."""
    listed = [members] if isinstance(members, str) else list(members)
    known = question.labels
    unknown = [answer for answer in listed if answer not in known]
    if unknown or not listed:
        what = f"{unknown[0]!r}, which nobody could answer" if unknown else "nothing"
        raise ArgumentError(
            f"the net {net!r} adds up {what}; choose from {', '.join(map(str, known))}"
        )
    positions = [known.index(answer) for answer in listed]
    if len(question.blocks) == 1:
        block = question.blocks[0]
        return np.isin(block.code, block.kept[positions])
    chosen: Mask = np.any([question.blocks[at].code == 1 for at in positions], axis=0)
    return chosen
