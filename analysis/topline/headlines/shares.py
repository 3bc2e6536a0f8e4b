"""Shares of one question: a majority, a lead, or answers that cannot be told apart."""

from collections.abc import Mapping

from ..language.marking import marked
from ..mappings import FrozenMapping
from ..wording import POINTS, VALUE
from .apart import apart
from .finding import Claim, Finding, Words
from .rows import Rows
from .sentences import NO_MAJORITY

_EXACT = marked("That it is exactly {share}: {limits} is what such a sample allows")

_ALL = 1 - 1e-12
"""The share of everybody, for the noise of weights."""

OF_HALF: Mapping[str, tuple[str, str, str]] = FrozenMapping(
    {
        "majority": (
            marked("Most of {who} say “{answer}”: {share}"),
            marked("{share} of {who} say “{answer}”, more than half ({interval})"),
            _EXACT,
        ),
        "all": (
            marked("All of {who} say “{answer}”"),
            marked("All of {who} say “{answer}” ({interval})"),
            marked("That everybody would say “{answer}”: {limits} is what such a sample allows"),
        ),
        "narrow": (
            marked("Just over half of {who} say “{answer}”: {share}"),
            marked("{share} of {who} say “{answer}”, more than half ({interval})"),
            _EXACT,
        ),
        "half": (
            marked("Half of {who} say “{answer}”"),
            marked("Half of {who} say “{answer}” ({interval})"),
            _EXACT,
        ),
        "minority": (
            marked("{share} of {who} say “{answer}”, less than half"),
            marked("{share} of {who} say “{answer}”, less than half ({interval})"),
            _EXACT,
        ),
        "open": (
            marked("{share} of {who} say “{answer}”; a majority is not shown"),
            marked(
                "{share} of {who} say “{answer}”, which may be more or less than half ({interval})"
            ),
            marked("That most, or fewer than half, say “{answer}”: the interval is {limits}"),
        ),
    }
)
"""Headline, what to say and what not, of a share against a half."""

_NARROW = 0.55
"""The upper limit below which a majority is said to be just over half, rather than most."""

TIED = (
    marked("“{answer}” ({share}) and “{other}” ({share2}) cannot be told apart"),
    marked("“{answer}” with {share} ({interval}) and “{other}” with {share2} cannot be told apart"),
    marked("That “{answer}” leads “{other}”: the difference is {difference}"),
)
"""The same of two answers, neither of which is shown to lead."""


EVEN = (
    marked("As many say “{answer}” as “{other}”: {share}"),
    marked("As many say “{answer}” as “{other}”: {share} ({interval})"),
    TIED[2],
)
"""The same where everybody was counted."""


def share_finding(rows: Rows, names: Mapping[int, str], *, several: bool = False) -> Finding | None:
    """Return what the answers to a question show; None where nothing can be told.

    Parameters
    ----------
    rows : Rows
    names : mapping of int to str
        Its rows in one group, and what each answer is called.
    several : bool
        Whether a respondent may have given several answers.
    """
    known = sorted((at for at in names if rows.bounded[at]), key=lambda at: -rows.estimate[at])
    if not known:
        return None
    top, *rest = known
    if rows.fixed[top]:
        return _set_by_design(rows, names, known)
    hidden = len(known) < len(names)
    if not rows.shares[known].all():
        return None if hidden or not rest else _ranked(rows, names, known)
    if several and rows.low[top] > 0.5:
        return _most_of_several(rows, names, known)
    binary = rows.are_all(names)
    larger = rows.estimate[[at for at in names if at not in known]] > rows.estimate[top]
    if larger.any() and not binary and rows.low[top] <= 0.5:
        # the largest may not be named, and a lesser one is not what was found
        return None
    if not rest or rows.low[top] > 0.5 or (hidden and not binary):
        found = apart(rows.estimates, [(top, rest[0])], rows.level) if rest else None
        # without a test of both the interval alone says it
        ahead = found is None or bool(found.more[0] or not found.known[0])
        # of two answers that are all, the interval of one and the test of both must agree
        return against_half(rows, names[top], top, sure=not binary or ahead)
    return _ranked(rows, names, known)


def _set_by_design(rows: Rows, names: Mapping[int, str], known: list[int]) -> Finding:
    """Return that the largest share, or each of several, is no finding."""
    top = known[0]
    words = Words({"answer": names[top]}, {"share": rows.value(top), "all": str(len(known))})
    text = marked("“{answer}” is {share} by design, not a finding")
    # of two answers one makes the other
    every = len(known) > 2 and bool(rows.fixed[known].all())
    if every:
        text = marked("All {all} shares are set by design, such as “{answer}” ({share})")
    return words.finding(
        text,
        marked("{share} are “{answer}” because the design or the weights make it so"),
        marked("That the survey found {share}: it was set, and has no sampling error"),
        [Claim("fixed", (at,)) for at in (known if every else [top])],
    )


def against_half(rows: Rows, name: str, at: int, *, sure: bool = True) -> Finding:
    """Return whether one share is more or less than half, or neither is shown."""
    kind = rows.half(at) if sure else "open"
    if kind == "majority":
        return majority(rows, name, at, (at,))
    half = kind == "open" and bool(rows.counted[at])
    who = rows.pointed if half else rows.who
    words = Words({"who": who, "answer": name}, rows.against_half(at))
    return words.finding(*OF_HALF["half" if half else kind], [Claim(kind, (at,))])


def majority(rows: Rows, name: str, at: int, of: tuple[int, ...]) -> Finding:
    """Say that a share, or a net `of` rows, is a majority, a narrow one, or all."""
    words = Words({"who": rows.pointed, "answer": name}, rows.against_half(at))
    size = "narrow" if rows.high[at] < _NARROW else "majority"
    size = "all" if rows.estimate[at] >= _ALL else size
    return words.finding(*OF_HALF[size], [Claim("majority", of)])


def _most_of_several(rows: Rows, names: Mapping[int, str], known: list[int]) -> Finding:
    """Return which of several answers more than half chose, the first two by name."""
    most = [at for at in known if rows.low[at] > 0.5]
    top = most[0]
    labels = {"who": rows.pointed, "answer": names[top]}
    numbers = rows.against_half(top)
    text = marked("Most of {who} chose “{answer}”: {share}")
    if len(most) > 1:
        labels["other"] = names[most[1]]
        numbers["share2"] = rows.value(most[1], half=True)
        text = marked("Most chose “{answer}” ({share}), and most chose “{other}” ({share2})")
    return Words(labels, numbers).finding(
        text,
        marked(
            "{share} of {who} chose “{answer}”, more than half ({interval}; several "
            "answers possible)"
        ),
        marked("That the shares add up to 100%: each could choose several answers"),
        [Claim("majority", (at,)) for at in most[:2]],
    )


def _ranked(rows: Rows, names: Mapping[int, str], known: list[int]) -> Finding | None:
    """Return whether the most frequent answer leads all others, and which it cannot be told from.

    That it leads each of the others is one claim, so that nothing is adjusted. None of values
    without a test.
    """
    top, *rest = known
    found = apart(rows.estimates, [(top, other) for other in rest], rows.level)
    if not found.known.all():
        # whether the largest leads is not known: it is held against a half alone
        return against_half(rows, names[top], top) if rows.shares[top] else None
    tied = [k for k, more in enumerate(found.more) if not more]
    other = rest[tied[0]] if tied else rest[0]
    first, second = rows.values(top, other)
    labels = {"who": rows.who, "answer": names[top], "other": names[other]}
    numbers = {"share": first, "share2": second, "interval": rows.interval(top)}
    if not tied and rows.shares[top]:
        numbers |= rows.against_half(top)
    words = Words(labels, numbers)
    if not tied:
        return _leading(rows, known, words)
    kind = POINTS if rows.shares[top] else VALUE
    numbers["difference"] = rows.between(found.low[tied[0]], found.high[tied[0]], kind)
    numbers["number"] = str(len(tied) - 1)
    text, tell, no = EVEN if rows.counted[top] else TIED
    if len(tied) > 1 and not rows.counted[top]:
        text = marked(
            "“{answer}” ({share}) cannot be told from “{other}” ({share2}) and {number} more"
        )
    return words.finding(text, tell, no, [Claim("alike", (top,), (rest[k],)) for k in tied])


def _leading(rows: Rows, known: list[int], words: Words) -> Finding:
    """Return that an answer leads each of the others, and whether it may be a majority."""
    top = known[0]
    ahead = [Claim("more", (top,), (one,)) for one in known[1:]]
    if not rows.shares[top]:
        return words.finding(
            marked("“{answer}” is largest: {share}, before “{other}” with {share2}"),
            marked(
                "“{answer}” is largest with {share} ({interval}), before “{other}” with {share2}"
            ),
            marked("That it is exactly {share}: the interval says what such a sample allows"),
            ahead,
        )
    few = bool(rows.high[top] < 0.5)
    return words.finding(
        NO_MAJORITY[few],
        marked("{share} of {who} say “{answer}”, more than any other answer ({interval})"),
        marked("That most say “{answer}”: more than half is not shown"),
        [*ahead, Claim("minority" if few else "open", (top,))],
    )
