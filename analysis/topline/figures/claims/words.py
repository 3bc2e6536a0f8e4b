"""What a checked claim says: the finding in a sentence, and the conditions it rests on."""

from ...language.amounts import decimal_words, level_words, limits_words, value_words
from ...language.marking import marked
from ...language.message import Capital, Message, PrintedNumber, as_message
from ...statistics.core.interval import Interval
from ...wording import (
    percent_text,
    rounded,
)
from .phrases import LESS, MORE, SAME
from .quantities import Quantity
from .statement import COMPATIBLE, CONTRADICTED, OPEN, SUPPORTED, Bears, Statement

_PLAINLY, _ONE_PERCENT, _BIASED = 1.05, 0.01, 0.0005
"""From where a design effect, a share and a bias are printed with the decimals of most."""

_MOST_PLACES = 3
"""Decimals of limits that are next to what they are compared with."""


def printed_limits(quantity: Quantity, limits: Interval, value: float) -> str:
    """Print limits as what they are: percents, points, or a number of times.

    Percents and points have one decimal, or more where a limit would print as the `value` that it
    is not: "50.0% to 50.2%" does not show that more than 50% is supported.
    """
    if quantity.kind == "ratio":
        low, high = value_words(limits.ci_low, 3), value_words(limits.ci_high, 3)
        return Message("{low} to {high}", low=low, high=high)
    apart = [one for one in limits if one != value]
    places = next(
        (
            places
            for places in range(1, _MOST_PLACES)
            if all(rounded(100 * one, places) != rounded(100 * value, places) for one in apart)
        ),
        _MOST_PLACES,
    )
    return limits_words(*limits, "proportion" if quantity.kind == "share" else "points", places)


def conditions(
    quantity: Quantity,
    statement: Statement,
    bears: Bears,
    total: Interval,
    worst: Interval | None,
) -> list[str]:
    """Say how large an error the claim bears, and whether it outlives those polls really make."""
    # of a claim that hardly holds "below 1.0" would say that it does not
    decimals = 1 if bears.design_effect >= _PLAINLY else 3
    told: list[str] = [
        Message(
            "the design effect is below {value}",
            value=decimal_words(bears.design_effect, decimals),
        )
    ]
    if quantity.kind != "ratio":
        bias = decimal_words(bears.bias * 100, 1 if bears.bias >= _BIASED else 3)
        told.append(Message("no bias of {bias} points or more works in its favour", bias=bias))
    if bears.misreporting is not None:
        few = bears.misreporting < _ONE_PERCENT
        share = percent_text(bears.misreporting, 2 if few else 0).removeprefix("<")
        told.append(
            Message(
                "fewer than {share} of those who said so gave a false answer"
                if statement.relation == MORE
                else "fewer than {share} of those who did not say so gave a false answer",
                share=PrintedNumber(share),
            )
        )
    told.append(
        Message(
            "it holds even with errors twice as large, as polls often have ({limits})"
            if statement.holds(quantity, total)
            else "it does not hold with errors twice as large, as polls often have ({limits})",
            limits=printed_limits(quantity, total, statement.value),
        )
    )
    if worst is not None:
        told.append(
            Message(
                "it holds whatever those who did not answer would have said ({limits})"
                if statement.holds(quantity, worst)
                else "it does not hold whatever those who did not answer would have said "
                "({limits})",
                limits=printed_limits(quantity, worst, statement.value),
            )
        )
    return told


def sentence(
    quantity: Quantity, statement: Statement, limits: Interval, verdict: str, level: float
) -> str:
    """Return the finding, to print."""
    first = quantity.first
    shown = printed_limits(quantity, limits, statement.value)
    what = marked("{percent} of {n} respondents")
    if first.unit == "mean":
        what = marked("a mean of {percent} from {n} respondents' estimates")
        shown = Message("at most {limits}", limits=shown)
    finding = Message(
        _finding(quantity, statement, verdict, limits),
        what=Message(what, percent=PrintedNumber(first.percent), n=first.n),
        other=_other(quantity, statement),
        margin=Message("{number} points", number=decimal_words(100 * (statement.margin or 0), 1)),
    )
    return Capital(
        Message(
            _INTERVALS[quantity.kind],
            finding=finding,
            level=level_words(level),
            limits=shown,
            tail=_tail(quantity, statement, verdict, limits),
        )
    )


_INTERVALS = {
    "share": marked("{finding}: the {level} interval, rounding covered, is {limits}{tail}."),
    "lead": marked(
        "{finding}: the {level} interval of the lead, rounding covered, is {limits}{tail}."
    ),
    "difference": marked(
        "{finding}: the {level} interval of the difference, rounding covered, is {limits}{tail}."
    ),
    "ratio": marked(
        "{finding}: the {level} interval of the ratio, rounding covered, is {limits}{tail}."
    ),
}

_LARGER = {
    SUPPORTED: marked("{what} is more than {other}"),
    CONTRADICTED: marked("{what} is not more than {other}"),
    OPEN: marked("{what} is not safely more than {other}"),
}
_SMALLER = {
    SUPPORTED: marked("{what} is less than {other}"),
    CONTRADICTED: marked("{what} is not less than {other}"),
    OPEN: marked("{what} is not safely less than {other}"),
}
_ORDERS = {
    ("share", MORE): {
        SUPPORTED: marked("{what} is above {other}"),
        CONTRADICTED: marked("{what} is not above {other}"),
        OPEN: marked("{what} is not safely above {other}"),
    },
    ("share", LESS): {
        SUPPORTED: marked("{what} is below {other}"),
        CONTRADICTED: marked("{what} is not below {other}"),
        OPEN: marked("{what} is not safely below {other}"),
    },
    ("lead", MORE): {
        SUPPORTED: marked("{what} is ahead of {other}"),
        CONTRADICTED: marked("{what} is not ahead of {other}"),
        OPEN: marked("{what} is not safely ahead of {other}"),
    },
    ("lead", LESS): {
        SUPPORTED: marked("{what} is behind {other}"),
        CONTRADICTED: marked("{what} is not behind {other}"),
        OPEN: marked("{what} is not safely behind {other}"),
    },
    ("difference", MORE): _LARGER,
    ("difference", LESS): _SMALLER,
    ("ratio", MORE): _LARGER,
    ("ratio", LESS): _SMALLER,
}
_WITHIN = {
    SUPPORTED: marked("{what} is within {margin} of {other}"),
    CONTRADICTED: marked("{what} is not within {margin} of {other}"),
    OPEN: marked("{what} is not safely within {margin} of {other}"),
}
_NEAR_ENOUGH = marked("; give margin=, how far off still counts, to ask whether it is near enough")


def _finding(quantity: Quantity, statement: Statement, verdict: str, limits: Interval) -> str:
    """Return the pattern of what was found."""
    apart = statement.value != 0 and quantity.kind in ("lead", "difference")
    if statement.relation != SAME:
        # "more than 8 points below" is less than -8 points
        return _LARGER[verdict] if apart else _ORDERS[quantity.kind, statement.relation][verdict]
    outside = not limits.ci_low <= statement.value <= limits.ci_high
    if statement.near and statement.margin is None and outside:
        side = MORE if limits.ci_low > statement.value else LESS
        if apart:
            return (_LARGER if (side == MORE) == (statement.value > 0) else _SMALLER)[SUPPORTED]
        return _ORDERS[quantity.kind, side][SUPPORTED]
    if statement.margin is not None:
        return _WITHIN[verdict]
    if verdict == CONTRADICTED:
        alone = quantity.kind in ("share", "ratio") or apart
        return (
            marked("{what} is not {other}")
            if alone
            else marked("{what} is not the same as {other}")
        )
    if verdict == COMPATIBLE:
        return marked("{what} is compatible with {other}, which is not proven")
    return marked("{what} cannot be told from {other}, which does not show that they are the same")


def _tail(quantity: Quantity, statement: Statement, verdict: str, limits: Interval) -> str:
    """Return what the interval includes, and what would settle the claim."""
    value = _value(quantity, statement)
    if statement.relation != SAME:
        return Message(", which includes {value}", value=value) if verdict == OPEN else ""
    if statement.margin is not None:
        return ""
    if verdict == COMPATIBLE:
        return Message(", which includes {value} and much else", value=value)
    if statement.near and not limits.ci_low <= statement.value <= limits.ci_high:
        return "" if quantity.kind == "ratio" or verdict != OPEN else Message(_NEAR_ENOUGH)
    if verdict == CONTRADICTED:
        return ""
    return Message(
        ", which includes {value}; give margin=, the difference that would not matter, to ask "
        "whether they are the same",
        value=value,
    )


def _value(quantity: Quantity, statement: Statement) -> str:
    if quantity.kind == "share":
        return as_message(statement.name) if statement.name else level_words(statement.value)
    if quantity.kind != "ratio" and statement.value != 0:
        return Message("{number} points", number=value_words(100 * statement.value, 3))
    return value_words(statement.value, 3)


def _other(quantity: Quantity, statement: Statement) -> str:
    """Name what the first percent is compared with."""
    if quantity.kind == "share" or quantity.second is None:
        return _value(quantity, statement)
    second = quantity.second
    other: str = PrintedNumber(second.percent)
    if second.n != quantity.first.n or quantity.kind == "difference":
        other = Message("{percent} of {n}", percent=other, n=second.n)
    if quantity.kind != "ratio" and statement.value != 0:
        points = value_words(100 * abs(statement.value), 3)
        above = statement.value > 0
        return Message(_POINTS_ABOVE if above else _POINTS_BELOW, number=points, other=other)
    if quantity.kind != "ratio":
        return other
    return Message("{number} times {other}", number=value_words(statement.value, 3), other=other)


_POINTS_ABOVE = marked("{number} points above {other}")
_POINTS_BELOW = marked("{number} points below {other}")
