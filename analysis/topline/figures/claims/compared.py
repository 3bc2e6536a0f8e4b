"""What a claim compares: a share with a number, two answers to one question, or two samples."""

from dataclasses import replace
from typing import NamedTuple

from ...errors import ArgumentError
from ...language.message import Message, PrintedNumber
from ...shown import cut
from ...wording import value_text
from ..printed_cells import CellError, read_percent
from .phrases import LESS, SAME
from .quantities import Asked, Quantity, of_difference, of_lead, of_ratio, of_share, share_of
from .sides import ReadClaim
from .statement import Statement

FIXED, ANSWER, SAMPLE = "fixed", "answer", "sample"
AGAINST = (FIXED, ANSWER, SAMPLE)
"""What the second percent of a claim can be."""

_HALF = 0.5


class Bases(NamedTuple):
    """Respondents, and what the second percent was said to be."""

    n: int | str
    other_n: int | str | None
    against: str | None
    deff: float


class Compared(NamedTuple):
    """A quantity, what is said of it, and what was taken for granted in reading it so."""

    quantity: Quantity
    statement: Statement
    told: tuple[str, ...]


def compared(claim: str, read: ReadClaim, bases: Bases, asked: Asked) -> Compared:
    """Return what a claim compares.

    Raises
    ------
    ArgumentError
        When the claim and the arguments do not say what, or say two things.
    """
    if read.value is not None:
        if bases.other_n is not None or bases.against not in (None, FIXED):
            raise ArgumentError(
                f"claim is {cut(repr(claim))}, of one percent and a number; leave other_n and "
                "against out, or write the other percent"
            )
        quantity = of_share(read.first, bases.n, asked, bases.deff)
        who = Message(
            "n counts those whom the percent is of ({group}), not all who were asked",
            group=read.group,
        )
        named = Statement(read.relation, read.value, read.name, near=read.near)
        return Compared(quantity, named, (who,) if read.group else ())
    reading, told = _reading(claim, read, bases, asked)
    if reading == FIXED:
        if read.factor != 1 or len(read.second) > 1:
            raise ArgumentError(
                f"claim is {cut(repr(claim))}; a fixed number is one percent: against='answer', or "
                "other_n for another sample, take a net or a number of times"
            )
        relation, away = read.apart
        value = _fixed(read.second[0]) + away
        if not 0 < value < 1:
            raise ArgumentError(
                f"claim is {cut(repr(claim))}, of {value_text(100 * value)}%; expected more than "
                "0% and less than 100%"
            )
        quantity = of_share(read.first, bases.n, asked, bases.deff)
        return Compared(quantity, Statement(relation, value, near=read.near), told)
    # the method asked for is that of the lead, difference or ratio
    plain = replace(asked, method=None)
    first = share_of(read.first, bases.n, plain, bases.deff)
    other = bases.n if reading == ANSWER or bases.other_n is None else bases.other_n
    second = share_of(read.second, other, plain, bases.deff)
    if read.factor != 1:
        quantity = of_ratio(first, second, asked, same_question=reading == ANSWER)
        return Compared(quantity, Statement(read.relation, read.factor, near=read.near), told)
    make = of_lead if reading == ANSWER else of_difference
    return Compared(make(first, second, asked), Statement(*read.apart, near=read.near), told)


def _reading(
    claim: str, read: ReadClaim, bases: Bases, asked: Asked
) -> tuple[str, tuple[str, ...]]:
    """Return what the second percent is, and what to tell of it.

    Where nothing is said, a half is a number people compare with. What can be another answer to the
    same question is one: this is how a horse race is told, and the margin of a lead is the wider.

    Raises
    ------
    ArgumentError
        When an argument that decides is missing, or contradicts the claim; when the percent can be
        neither.
    """
    reading = bases.against or (SAMPLE if bases.other_n is not None else read.reading)
    possible = _least(read.first) + _least(read.second) <= 1
    if reading == SAMPLE and bases.other_n is None:
        why = f"which compares with another survey or group ({read.elsewhere})"
        raise ArgumentError(
            f"claim is {cut(repr(claim))}, {why if read.elsewhere else 'of two samples'}; give "
            "other_n, the respondents of the other, or against='answer' where both percents are "
            "of one question to the same respondents"
        )
    if reading in (FIXED, ANSWER) and bases.other_n is not None:
        raise ArgumentError(
            f"other_n is of another sample, and against is {reading!r}; leave one of them out"
        )
    if reading == ANSWER and not possible:
        raise ArgumentError(
            f"{' + '.join(read.first)} and {' + '.join(read.second)} total more than 100%, so that "
            "they are no two answers to one question of which each respondent gave one; give "
            "other_n, the respondents of the other sample or group"
        )
    if asked.unit == "mean":
        if reading not in (None, FIXED):
            raise ArgumentError(
                "a mean of estimates is compared with a fixed number; two means need the answers "
                "themselves, since nobody published how they vary"
            )
        return FIXED, ()
    plain = read.relation != SAME and read.factor == 1 and len(read.second) == 1
    if reading is None and plain and (not possible or _fixed(read.second[0]) == _HALF):
        reading = FIXED
    elif reading is None and possible:
        reading = ANSWER
    elif reading is None:
        raise ArgumentError(
            f"claim is {cut(repr(claim))}, whose percents total more than 100%: they are of two "
            "samples or questions; give other_n, the respondents of the other"
        )
    return reading, _told(read, reading, possible)


def _told(read: ReadClaim, reading: str, possible: bool) -> tuple[str, ...]:
    """Say as what the second percent is taken, where that could be otherwise."""
    other = PrintedNumber(" + ".join(read.second))
    if read.first_of_all:
        return (
            Message(
                "{other} is the largest of the other answers to the same question", other=other
            ),
        )
    if reading == SAMPLE:
        return (Message("the two samples were drawn apart from each other"),)
    if reading == ANSWER:
        return (
            Message(
                "{other} is another answer to the same question, of which each respondent gave "
                "one; were it a fixed number: against='fixed', of another survey: other_n=",
                other=other,
            ),
        )
    # more than 50% is a majority; fewer may be behind another answer
    if (possible and read.relation == LESS) or _fixed(read.second[0]) != _HALF:
        return (
            Message(
                "{other} is a fixed number, not another answer or survey, which would have errors "
                "of its own: against='answer', or other_n=",
                other=other,
            ),
        )
    return ()


def _fixed(text: str) -> float:
    """Return the share that a claim compares with."""
    try:
        value = read_percent(text)
    except CellError as error:
        raise ArgumentError(f"the claim compares with {cut(repr(text))}: {error}") from None
    if value is None or not 0 < value.percent < 100:
        raise ArgumentError(
            f"the claim compares with {cut(repr(text))}; expected more than 0, under 100%"
        )
    return value.percent / 100


def _least(parts: tuple[str, ...]) -> float:
    """Return about the least that percents can total before they were rounded."""
    total = 0.0
    for part in parts:
        try:
            value = read_percent(part)
        except CellError:
            value = None
        if value is not None:
            total += (value.percent - 10.0**-value.decimals / 2) / 100
    return total
