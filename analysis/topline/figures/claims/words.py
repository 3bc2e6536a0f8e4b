"""What a checked claim says: the finding in a sentence, and the conditions it rests on."""

from dataclasses import dataclass

from ...statistics.core.interval import Interval
from ...wording import (
    count_text,
    decimal_text,
    level_text,
    limits_text,
    percent_text,
    points_text,
    rounded,
    value_text,
)
from .phrases import FROM_BELOW, LESS, MORE, SAME
from .quantities import Quantity

SUPPORTED, CONTRADICTED, OPEN = "supported", "contradicted", "not settled"
COMPATIBLE = "compatible"

_PLAINLY, _ONE_PERCENT, _BIASED = 1.05, 0.01, 0.0005
"""From where a design effect, a share and a bias are printed with the decimals of most."""

_MOST_PLACES = 3
"""Decimals of limits that are next to what they are compared with."""


@dataclass(frozen=True)
class Statement:
    """What is said of a quantity.

    Attributes
    ----------
    relation : {"more", "less", "same"}
    value : float
        What it is compared with.
    name : str
        That value in words, such as "a third"; "" where its number says it.
    margin : float or None
        How far off still counts as the same.
    near : str
        The word that says it is only near, such as "almost".
    """

    relation: str
    value: float
    name: str = ""
    margin: float | None = None
    near: str = ""

    def verdict(self, quantity: Quantity, limits: Interval) -> str:
        """Judge by the whole interval, rounding covered.

        What is the same is never shown by an interval that holds it, only by one that lies within a
        margin; a share named in words, such as a third, is compatible with it. How far off is still
        "about a third" only a margin says; more than a third is not "almost" a third.
        """
        low, high = limits
        if self.relation == MORE:
            return SUPPORTED if low > self.value else CONTRADICTED if high < self.value else OPEN
        if self.relation == LESS:
            return SUPPORTED if high < self.value else CONTRADICTED if low > self.value else OPEN
        room = self.margin or 0.0
        if low > self.value + room or high < self.value - room:
            above = low > self.value and FROM_BELOW.fullmatch(self.near) is not None
            asked = self.near and self.margin is None and not above
            return OPEN if asked else CONTRADICTED
        if self.margin is not None:
            inside = low > self.value - room and high < self.value + room
            return SUPPORTED if inside else OPEN
        return COMPATIBLE if quantity.kind in ("share", "ratio") else OPEN

    def holds(self, quantity: Quantity, limits: Interval) -> bool:
        """Whether it would still be supported with these limits."""
        return self.verdict(quantity, limits) == SUPPORTED


@dataclass(frozen=True)
class Bears:
    """How large a design effect, bias and misreporting a claim bears, each alone."""

    design_effect: float
    bias: float
    misreporting: float | None


def limits_words(quantity: Quantity, limits: Interval, value: float) -> str:
    """Print limits as what they are: percents, points, or a number of times.

    Percents and points have one decimal, or more where a limit would print as the `value` that it
    is not: "50.0% to 50.2%" does not show that more than 50% is supported.
    """
    if quantity.kind == "ratio":
        return f"{value_text(limits.ci_low, 3)} to {value_text(limits.ci_high, 3)}"
    apart = [one for one in limits if one != value]
    places = next(
        (
            places
            for places in range(1, _MOST_PLACES)
            if all(rounded(100 * one, places) != rounded(100 * value, places) for one in apart)
        ),
        _MOST_PLACES,
    )
    return limits_text(*limits, "proportion" if quantity.kind == "share" else "points", places)


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
    told = [f"the design effect is below {decimal_text(bears.design_effect, decimals)}"]
    if quantity.kind != "ratio":
        bias = decimal_text(bears.bias * 100, 1 if bears.bias >= _BIASED else 3)
        told.append(f"no bias of {bias} points or more works in its favour")
    if bears.misreporting is not None:
        who = "those who said so" if statement.relation == MORE else "those who did not say so"
        few = bears.misreporting < _ONE_PERCENT
        share = percent_text(bears.misreporting, 2 if few else 0).removeprefix("<")
        told.append(f"fewer than {share} of {who} gave a false answer")
    link = "and even" if statement.holds(quantity, total) else "but not"
    words = limits_words(quantity, total, statement.value)
    told.append(f"{link} with errors twice as large, as polls often have ({words})")
    if worst is not None:
        link = "and whatever" if statement.holds(quantity, worst) else "but not whatever"
        words = limits_words(quantity, worst, statement.value)
        told.append(f"{link} those who did not answer would have said ({words})")
    return told


def sentence(
    quantity: Quantity, statement: Statement, limits: Interval, verdict: str, level: float
) -> str:
    """Return the finding, to print."""
    first, kind = quantity.first, quantity.kind
    who = "respondents" if first.unit == "share" else "respondents' estimates"
    what = f"{first.percent} of {count_text(first.n)} {who}"
    if first.unit == "mean":
        what = f"a mean of {first.percent} from {count_text(first.n)} {who}"
    at_most = "at most " if first.unit == "mean" else ""
    of = "" if kind == "share" else f" of the {kind}"
    shown = f"{at_most}{limits_words(quantity, limits, statement.value)}"
    across = f", which includes {_value(quantity, statement)}"
    if statement.relation != SAME:
        tail = across if verdict == OPEN else ""
        sure = {SUPPORTED: "is", CONTRADICTED: "is not", OPEN: "is not safely"}[verdict]
        than = _ORDERS[quantity.kind, statement.relation]
        finding = f"{sure} {than} {_other(quantity, statement)}"
    else:
        tail, (low, high) = "", limits
        if statement.margin is None and verdict == COMPATIBLE:
            tail = f"{across} and much else"
        elif statement.near and statement.margin is None and not low <= statement.value <= high:
            tail = "" if quantity.kind == "ratio" or verdict != OPEN else _HOW_NEAR
        elif statement.margin is None and verdict != CONTRADICTED:
            tail = (
                f"{across}; give margin=, the difference that would not matter, to ask whether "
                "they are the same"
            )
        finding = _same(quantity, statement, verdict, limits)
    text = (
        f"{what} {finding}: the {level_text(level)} interval{of}, rounding covered, is "
        f"{shown}{tail}."
    )
    return text[0].upper() + text[1:]


_ORDERS = {
    ("share", MORE): "above", ("share", LESS): "below",
    ("lead", MORE): "ahead of", ("lead", LESS): "behind",
    ("difference", MORE): "more than", ("difference", LESS): "less than",
    ("ratio", MORE): "more than", ("ratio", LESS): "less than",
}  # fmt: skip


_HOW_NEAR = "; give margin=, how far off still counts, to ask whether it is near enough"


def _same(quantity: Quantity, statement: Statement, verdict: str, limits: Interval) -> str:
    other = _other(quantity, statement)
    outside = not limits.ci_low <= statement.value <= limits.ci_high
    if statement.near and statement.margin is None and outside:
        side = MORE if limits.ci_low > statement.value else LESS
        return f"is {_ORDERS[quantity.kind, side]} {other}"
    if statement.margin is not None:
        sure = {SUPPORTED: "is", CONTRADICTED: "is not", OPEN: "is not safely"}[verdict]
        within = points_text(statement.margin).removeprefix("+")
        return f"{sure} within {within} of {other}"
    if verdict == CONTRADICTED:
        return f"is not {'' if quantity.kind in ('share', 'ratio') else 'the same as '}{other}"
    if verdict == COMPATIBLE:
        return f"is compatible with {other}, which is not proven"
    return f"cannot be told from {other}, which does not show that they are the same"


def _value(quantity: Quantity, statement: Statement) -> str:
    if quantity.kind == "share":
        return statement.name or level_text(statement.value)
    return value_text(statement.value, 3)


def _other(quantity: Quantity, statement: Statement) -> str:
    """Name what the first percent is compared with."""
    if quantity.kind == "share" or quantity.second is None:
        return _value(quantity, statement)
    second = quantity.second
    base = f" of {count_text(second.n)}" if second.n != quantity.first.n else ""
    if quantity.kind == "ratio":
        return f"{value_text(statement.value, 3)} times {second.percent}{base}"
    if quantity.kind == "difference":
        base = f" of {count_text(second.n)}"
    return f"{second.percent}{base}"
