"""What a claim compares, and the sides of a comparison: percents, and the words beside them."""

from dataclasses import dataclass

from ...errors import ArgumentError
from ...shown import cut
from ..printed_cells import CellError, read_percent
from . import phrases
from .phrases import MORE, PERCENT, SAME


@dataclass(frozen=True)
class ReadClaim:
    """What a claim compares.

    Attributes
    ----------
    first, second : tuple of str
        Percents as printed; several are a net. No second where it is `value`.
    relation : {"more", "less", "same"}
    value : float or None
        A share named in words, such as 1/3.
    name : str
        These words, such as "a third"; "" where it is a percent.
    factor : float
        How many times the second the first is said to be.
    reading : str or None
        What the words say the second percent is, "answer" or "sample".
    elsewhere : str
        The words that say it comes from elsewhere, such as "in March".
    group : str
        Whom the percent is of, such as "women".
    near : str
        The word that says it is only near, such as "almost"; "" where it is not said to be.
    unjudged : str
        Words of degree that name no number, such as "overwhelming".
    first_of_all : bool
        Whether it is said to be more than any other answer.
    points : float
        By how much the first is said to lie above the second, or below it; 0 where it is not said.
    points_how : {"same", "more"}
        Whether by so much, or by more.
    """

    first: tuple[str, ...]
    second: tuple[str, ...] = ()
    relation: str = MORE
    value: float | None = None
    name: str = ""
    factor: float = 1.0
    reading: str | None = None
    elsewhere: str = ""
    group: str = ""
    near: str = ""
    unjudged: str = ""
    first_of_all: bool = False
    points: float = 0.0
    points_how: str = SAME

    @property
    def apart(self) -> tuple[str, float]:
        """What is said of the difference: its relation to a number, and the number."""
        if not self.points:
            return self.relation, 0.0
        side = self.points if self.relation == MORE else -self.points
        return (SAME if self.points_how == SAME else self.relation), side


def refuse_doubt(claim: str, before: str, after: str, share: bool = False) -> None:
    """Refuse a claim that is turned round, or not quite made, as of a share in words.

    Raises
    ------
    ArgumentError
    """
    match = phrases.DOUBTED.search(before) or phrases.DOUBTED_AFTER.search(after)
    if share and match is None:
        match = phrases.REACHING.search(before)
    if match is not None:
        raise ArgumentError(
            f"claim is {cut(repr(claim))}, with {match['doubt'].lower()!r} in it, which can be "
            'read in two ways; write what is claimed, as in "48% < 50%"'
        )


@dataclass(frozen=True)
class Side:
    """One side of a comparison: its percents, and what else it says."""

    percents: tuple[str, ...]
    words: str

    @classmethod
    def of(cls, text: str, claim: str) -> "Side":
        """Read a side; a percent as it is printed stays so, such as "about 75%" or a bare 63."""
        text = text.strip(" ,;:")
        try:
            if read_percent(text) is not None:
                return cls((text,), "")
        except CellError:
            pass
        percents = tuple(PERCENT.findall(text))
        words = PERCENT.sub(" ", text)
        if not percents or not phrases.LABEL.fullmatch(words):
            return cls((text,), "")
        if len(percents) > 1 and words.count("+") + words.count(" plus ") < len(percents) - 1:
            raise ArgumentError(
                f"claim is {cut(repr(claim))}, with {len(percents)} percents where one is "
                'expected; write a net with +, as in "31% + 21% > 50%"'
            )
        if phrases.NOT.search(words):
            raise ArgumentError(
                f"claim is {cut(repr(claim))}, with a no in it, which can be read in two ways; "
                'write what is claimed, as in "48% < 50%"'
            )
        return cls(percents, words)


def refuse_times_more(claim: str) -> None:
    """Refuse a number of times more: three times more may be four times as many."""
    if phrases.TIMES_MORE.search(claim):
        raise ArgumentError(
            f"claim is {cut(repr(claim))}, which can be read in two ways, since three times more "
            'is four times as many, too; write how many times, as in "48% is 3 times 16%" or '
            '"three times as many women as men approve"'
        )


def two_sides(claim: str, left: str, right: str) -> ReadClaim:
    """Read two sides; both percents may stand on one, as in "48% against 44%: no difference".

    Raises
    ------
    ArgumentError
        When a side is no percent, or more is claimed beside.
    """
    together = PERCENT.findall(left + " " + right)
    if len(together) == 2 and len(PERCENT.findall(left)) != 1:
        first, second = (Side((percent,), "") for percent in together)
    else:
        first, second = Side.of(left, claim), Side.of(right, claim)
    outside = PERCENT.sub(" ", right)
    elsewhere = phrases.ELSEWHERE.search(second.words) or phrases.ELSEWHERE.search(outside)
    rest = phrases.ELSEWHERE.sub(" ", PERCENT.sub(" ", f"{left} {right}"))
    too = phrases.SHARE.search(rest)
    if too is not None:
        raise ArgumentError(
            f"claim is {cut(repr(claim))}, which says two things, one of them "
            f"{' '.join(too['name'].split())!r}; check one after the other"
        )
    if elsewhere and not PERCENT.search(right) and len(together) == 1:
        raise ArgumentError(
            f"claim is {cut(repr(claim))}, which names one percent; a comparison with another "
            f'survey needs both, as in "{first.percents[0]} > 44% {elsewhere[0]}", and other_n, '
            "the respondents of the other"
        )
    groups = [phrases.GROUP.search(side.words) for side in (first, second)]
    apart = ""
    if all(groups) and len({str(group and group["group"]).strip() for group in groups}) == 2:
        apart = str(groups[1] and groups[1][0])
    named = elsewhere[0] if elsewhere else apart
    return ReadClaim(
        first=first.percents,
        second=second.percents,
        reading="sample" if named else None,
        elsewhere=named.strip(),
    )
