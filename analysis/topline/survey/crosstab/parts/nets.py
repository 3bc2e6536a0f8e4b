"""Rows or columns of a crosstab that add up answers: nets, and boxes at the ends of a scale."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from ....arguments import check_whole, described, listed_values
from ....errors import ArgumentError
from ....estimates.scale import NO_ORDER
from ....language.message import Message
from ...estimators.request import Request
from .questions import Block, Question


def with_nets(
    request: Request, question: Question, nets: Mapping[str, Sequence[Any]] | None
) -> Question:
    """Return a question with further rows or columns that add up answers, or nets before them.

    A net is recoded, so that its variance is that of an answer of its own.

    Raises
    ------
    ArgumentError
        When an answer in a net is unknown, or a net has a label that is taken.
    """
    labels, blocks = list(question.labels), list(question.blocks)
    if nets is not None and not isinstance(nets, Mapping):
        raise ArgumentError(
            f"nets is {described(nets)}; expected names with their answers, as "
            "{'top two': ['agree', 'yes']}"
        )
    answers: dict[Any, list[Any]] = {label: [label] for label in labels[: question.plain]}
    answers |= {labels[own.place.max()]: [*own.parts] for own in blocks if own.net}
    # one block has all answers of which each respondent gives one; nets have blocks of their own
    plain = [own for own in blocks if not own.net]
    for name, members in (nets or {}).items():
        if name in labels:
            raise ArgumentError(f"the net {name!r} is called like another row; choose a new name")
        answers[name] = net_members(name, members, answers)
        at = [question.labels.index(answer) for answer in answers[name]]
        if len(plain) == 1:
            block = plain[0]
            inside = [*np.isin(block.place, at).astype(int), -1]
            net = request.source.recode(block.categories, inside, pd.Index([False, True]))
        else:
            net = request.source.any_of([plain[i].categories for i in at])
        blocks.append(Block(net, np.array([-1, len(labels)]), net=True, parts=tuple(answers[name])))
        labels.append(name)
    return replace(question, labels=tuple(labels), blocks=tuple(blocks))


def net_members(net: str, members: Any, answers: Mapping[Any, list[Any]]) -> list[Any]:
    """Return the answers that a net adds up, those of nets inside it among them.

    Raises
    ------
    ArgumentError
        When there are none, or one is unknown.
    """
    listed = [members] if isinstance(members, str) else listed_values(f"the net {net!r}", members)
    unknown = [answer for answer in listed if answer not in answers]
    if unknown or not listed:
        what = f"{unknown[0]!r}, which nobody could answer" if unknown else "nothing"
        raise ArgumentError(
            f"the net {net!r} adds up {what}; choose from {', '.join(map(str, answers))}"
        )
    return list(dict.fromkeys(answer for one in listed for answer in answers[one]))


def with_column_nets(
    request: Request, banners: Sequence[Question], nets: Mapping[str, Mapping[str, Sequence[Any]]]
) -> list[Question]:
    """Return banners with further columns that add up some of theirs, by the banner's name.

    Raises
    ------
    ArgumentError
        When a name is no banner's.
    """
    if not isinstance(nets, Mapping):
        raise ArgumentError(
            f"column_nets is {described(nets)}; expected nets by the banner's name, as "
            "{'region': {'North': ['Wales', 'Scotland']}}"
        )
    names = [own.name for own in banners]
    unknown = [name for name in nets if name not in names]
    if unknown:
        listed = ", ".join(map(repr, names)) or "nothing"
        raise ArgumentError(
            f"column_nets has nets of {unknown[0]!r}, which is no banner; the columns are {listed}"
        )
    return [with_nets(request, own, nets.get(own.name)) for own in banners]


def with_boxes(request: Request, question: Question, boxes: int | None) -> Question:
    """Return a question with rows of the last and the first answers of its scale.

    What is set aside, such as "don't know", is no box; it stays in the base.

    Raises
    ------
    ArgumentError
        When there are fewer answers, or their order is not known.
    """
    if boxes is None:
        return question
    if not question.scale.ordered or question.scale.several:
        raise ArgumentError(
            f"the answers to {question.name!r} are in no order; "
            + NO_ORDER.format(name=question.name)
        )
    answers = [label for label in question.labels if label not in question.scale.set_aside]
    expected = f"1 to {len(answers)}, the number of answers"
    number = check_whole("boxes", boxes, 1, len(answers), expected=expected)
    ends: dict[str, list[Any]] = {
        Message("Top {number}", number=number): answers[-number:],
        Message("Bottom {number}", number=number): answers[:number],
    }
    return with_nets(request, question, ends)
