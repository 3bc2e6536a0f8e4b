"""Several questions: how many have a majority, and no order among what was asked differently."""

from collections.abc import Mapping, Sequence

from ..language.marking import marked
from ..mappings import FrozenMapping
from .finding import Claim, Finding, Words
from .panels import Panel
from .rows import Rows
from .sentences import VALUES

_OF_ONE: Mapping[str, str] = FrozenMapping(
    {
        "majority": marked("{share} of {who}, a majority: {name}"),
        "minority": marked("{share} of {who}, less than half: {name}"),
        "open": marked("{share} of {who}, no clear majority: {name}"),
    }
)
"""Headline of one share against a half."""


def figure_finding(rows: Rows, panel: Panel) -> Finding | None:
    """Return what one published figure, or one row of no known question, shows."""
    [at] = panel.names
    if not rows.bounded[at]:
        return None
    labels = {"who": rows.who, "name": panel.question, "begin": _begun(panel.question)}
    numbers = rows.against_half(at)
    words, no = (
        Words(labels, numbers),
        marked("That it is exactly {share}: {limits} is what such a sample allows"),
    )
    if not rows.shares[at]:
        mean = rows.quantities[at] == "bounded_mean"
        return words.finding(
            marked("{share} on average, a mean of estimates: {name}")
            if mean
            else marked("{begin}: {share} ({limits})"),
            marked("{share} on average, a mean of estimates: {name} ({interval})")
            if mean
            else marked("{begin}: {share} ({interval})"),
            marked("That {share} of them do so: it is a mean of what they estimate, not a share")
            if mean
            else no,
            [Claim("level", (at,))],
        )
    kind = rows.half(at)
    say = {
        "majority": marked("{share} of {who}, more than half: {name} ({interval})"),
        "minority": marked("{share} of {who}, less than half: {name} ({interval})"),
        "open": marked(
            "{share} of {who}, perhaps more and perhaps less than half: {name} ({interval})"
        ),
    }[kind]
    return words.finding(_OF_ONE[kind], say, no, [Claim(kind, (at,))])


def list_finding(rows: Rows, panels: Sequence[Panel]) -> Finding | None:
    """Return in how many of several questions there is a majority, without ranking them.

    None where no row has an interval.
    """
    every = [at for panel in panels for at in panel.names if rows.bounded[at]]
    asked = [own for panel in panels if (own := _first_of(rows, panel)) is not None]
    name = {at: panel.question for panel in panels for at in panel.names}
    answer = {at: own for panel in panels for at, own in panel.names.items()}
    if not every:
        return None
    if not asked:
        return _values(rows, name, every)
    most = [at for at in asked if rows.half(at) == "majority"]
    other = len(every) - len(asked) if not any(answer.values()) else 0
    first = most[0] if most else asked[0]
    words = ": ".join(filter(None, [name[first], answer[first]]))
    labels = {"who": rows.who, "name": words, "begin": _begun(words)}
    numbers = {
        **rows.against_half(first),
        "number": str(len(most)),
        "all": str(len(asked)),
    }
    claims = [Claim(rows.half(at), (at,)) for at in asked]
    if len(asked) == 1:
        text = _OF_ONE[claims[0].kind]
    elif all(claim.kind == "minority" for claim in claims):
        text = marked("Each of {all} shares is below half, such as {name} ({share})")
    elif not most:
        text = marked("{begin} at {share}: no clear majority among {all} shares")
    elif len(most) == 1:
        text = marked("One of {all} shares is a majority: {name} ({share})")
    elif len(most) == len(asked):
        text = marked("Each of {all} shares is a majority, such as {name} ({share})")
    else:
        text = marked("{number} of {all} shares are majorities, such as {name} ({share})")
    no = marked("That one ranks before another: each answers a question of its own")
    if other:
        no = marked(
            "That means of estimates are shares of respondents, or that questions can be ranked"
        )
    return Words(labels, numbers).finding(text, marked("{begin}: {share} ({interval})"), no, claims)


def _begun(name: str) -> str:
    """Begin with a capital what are words; the name of a column stays as it is."""
    first, rest, _ = name.partition(" ")
    return name[:1].upper() + name[1:] if rest and first.isalpha() else name


def _values(rows: Rows, name: dict[int, str], every: Sequence[int]) -> Finding:
    """Return the first of several values, which are of different questions."""
    first = every[0]
    labels = {"name": name[first]}
    numbers = {
        "value": rows.value(first),
        "all": str(len(every)),
        "interval": rows.interval(first),
    }
    return Words(labels, numbers).finding(
        marked("{all} values of different questions, such as {name}: {value}"),
        marked("{name}: {value} ({interval})"),
        marked("That one is larger than another: each answers a question of its own"),
        [Claim("level", (first,))],
    )


def _first_of(rows: Rows, panel: Panel) -> int | None:
    """Return the row that stands for a question: its largest share, or its only one.

    What was computed from another figure, or repeats one, is counted with that.
    """
    own = [at for at in panel.names if rows.bounded[at] and rows.shares[at] and not rows.fixed[at]]
    own = [at for at in own if rows.cell("duplicate_of", at) is None]
    own = [at for at in own if rows.cell("derived_from", at) is None]
    return max(own, key=lambda at: rows.estimate[at], default=None)


def value_finding(rows: Rows, name: str, at: int) -> Finding | None:
    """Return one value with its interval; None where it has none.

    Parameters
    ----------
    rows : Rows
    name : str
        What it is of; empty where a heading says so.
    at : int
    """
    if not rows.bounded[at]:
        return None
    words = Words(
        {"name": name},
        {"value": rows.value(at), "limits": rows.limits(at), "interval": rows.interval(at)},
    )
    # a total or a quantile is nobody's average, and only the method's words tell a mean
    mean = "mean" in rows.estimates.method.split(",")[0].split()
    text, say = VALUES[bool(name), mean]
    return words.finding(
        text,
        say,
        marked("That it is exactly {value}: {limits} is what such a sample allows"),
        [Claim("fixed" if rows.fixed[at] else "level", (at,))],
    )
