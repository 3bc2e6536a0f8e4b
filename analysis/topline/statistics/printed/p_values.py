"""Printed p-values, computed again from the statistic and its degrees of freedom."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from scipy.special import chdtrc, fdtrc, ndtr, stdtr

from ...arguments import check_number, check_one_of, described
from ...errors import ArgumentError
from ...language.amounts import printed_words, span_words, value_words
from ...language.message import Message
from ...spoken import Spoken
from ...wording import value_text
from ..core.interval import Interval
from ..core.methods import as_table, pick
from .rules import ROUNDING_RULES, PrintedNumber, RoundingRule, printed_number


@dataclass(frozen=True)
class TestStatistic:
    """One test statistic: everything the package knows about it, in one row.

    Attributes
    ----------
    key, label : str
    p_value : callable
        ``(size, df, df2) -> p``, two-sided where the statistic has a sign, of its absolute size.
    dfs : int
        How many degrees of freedom it has.
    signed : bool
        Whether it has a sign, so that it can be one-sided.
    most : float
        The largest size it can have.
    """

    key: str
    label: str
    p_value: Callable[[float, float, float], Any]
    dfs: int
    signed: bool = True
    most: float = inf


TEST_STATISTICS = as_table(
    TestStatistic("z", "z", lambda x, _df, _df2: 2 * ndtr(-x), 0),
    TestStatistic("t", "Student's t", lambda x, df, _df2: 2 * stdtr(df, -x), 1),
    # that of t = r·√(df/(1 − r²))
    TestStatistic(
        "r",
        "correlation",
        lambda r, df, _df2: 0.0 if r >= 1 else 2 * stdtr(df, -r * np.sqrt(df / (1 - r**2))),
        1,
        most=1.0,
    ),
    TestStatistic("chi2", "χ²", lambda x, df, _df2: chdtrc(df, x), 1, signed=False),
    TestStatistic("f", "F", lambda x, df, df2: fdtrc(df, df2, x), 2, signed=False),
)


@dataclass(frozen=True, eq=False)
class PValueCheck(Spoken):
    """Whether a printed p-value goes with its statistic.

    Attributes
    ----------
    consistent : bool
        Whether some statistic that prints so has some p-value that prints so.
    p_low, p_high : float
        The smallest and the largest p-value that the printed statistic can have.
    off_by : float
        How far the printed one is from these; 0 where it goes with them.
    decision : bool
        Whether the printed and the computed one lie on different sides of the level.
    compared : str
        What was compared with what.
    """

    consistent: bool
    p_low: float
    p_high: float
    off_by: float
    decision: bool
    compared: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """The finding, and what it rests on."""
        low, high = value_text(self.p_low, 3), value_text(self.p_high, 3)
        reach = span_words(low, high)
        if self.consistent:
            found = Message(
                "The printed p-value goes with its statistic, which gives {p}.", p=reach
            )
        else:
            beyond = Message("not as printed")
            if self.off_by:
                beyond = Message("{value} away", value=value_words(self.off_by, 2))
            found = Message(
                "The printed p-value does not go with its statistic, which gives {p}: {beyond}.",
                p=reach,
                beyond=beyond,
            )
        more = [Message("They lie on different sides of the threshold.")] * bool(self.decision)
        return (found, *more, Message("Compared: {what}.", what=self.compared))


def check_p_value(
    test: str,
    statistic: str | float,
    p: str | float,
    *,
    df: float | None = None,
    df2: float | None = None,
    one_sided: bool = False,
    alpha: float = 0.05,
    rounding: str = "any",
) -> PValueCheck:
    """Compute a printed p-value again from its statistic and degrees of freedom.

    Parameters
    ----------
    test : {"z", "t", "r", "chi2", "f"}
        What the statistic is, in small letters or capitals.
    statistic : str or float
        As printed: "2.20" stands for all from 2.195 to 2.205.
    p : str or float
        As printed: ".03", "= .030", "< .05".
    df, df2 : float, optional
        Degrees of freedom; two of an F.
    one_sided : bool, default False
        Of z, t and r.
    alpha : float, default 0.05
        Threshold of which a difference is told.
    rounding : {"any", "half_up", "half_even", "cut_off"}
        How both were rounded.

    Returns
    -------
    PValueCheck

    Raises
    ------
    ArgumentError
        When the test is unknown, degrees of freedom are missing, a number cannot be read, or none
        such as it can be: a χ² below 0, a correlation beyond 1.

    References
    ----------
    Nuijten, Hartgerink, van Assen, Epskamp & Wicherts (2016), The prevalence of statistical
    reporting errors in psychology, Behavior Research Methods 48:1205–1226.

    Examples
    --------
    >>> print(check_p_value("t", "2.20", "= .03", df=28))
    The printed p-value does not go with its statistic, which gives 0.0358 to 0.0366: 0.00081 away.
    Compared: p = .03 with that of t = 2.20.
    """
    chosen = pick(
        TEST_STATISTICS, test.lower() if isinstance(test, str) else test, "a test statistic"
    )
    alpha = check_number("alpha", alpha, 0, 1, expected="a probability")
    check_one_of("one_sided", one_sided, (False, True))
    if one_sided and not chosen.signed:
        raise ArgumentError(f"one_sided is True for {test!r}, which has no sign; leave it out")
    rule = pick(ROUNDING_RULES, rounding, "rounding")
    given = [value for value in (df, df2) if value is not None]
    if len(given) != chosen.dfs or (df is None and df2 is not None):
        wanted = ("no df", "df", "df and df2")[chosen.dfs]
        raise ArgumentError(f"{test!r} has {wanted}; {len(given)} degrees of freedom are given")
    dfs = [check_number("df", value, 1e-9, 1e12, expected="degrees of freedom") for value in given]
    dfs += [inf] * (2 - len(dfs))
    low, high = _sizes(chosen, statistic, rule)
    sides = 0.5 if one_sided else 1.0
    p_high, p_low = (float(sides * chosen.p_value(size, *dfs)) for size in (low, high))
    sign, printed = _read(p)
    number = printed_number("p", printed)
    off_by, consistent = _distance(sign, number, Interval(p_low, p_high), rule)
    value = float(number.value)
    claims = value < alpha or (sign == "<" and value <= alpha)
    decision = not consistent and (p_low > alpha if claims else p_high < alpha)
    written = statistic if isinstance(statistic, str) else f"{statistic:g}"
    return PValueCheck(
        consistent=consistent,
        p_low=p_low,
        p_high=p_high,
        off_by=off_by,
        decision=bool(decision),
        compared=Message(
            "p {sign} {p} with that of {test} = {statistic}",
            sign=sign or "=",
            p=printed_words(printed),
            test=test,
            statistic=printed_words(written),
        ),
    )


def _sizes(test: TestStatistic, statistic: str | float, rule: RoundingRule) -> tuple[float, float]:
    """Return the smallest and the largest size of a statistic that prints so."""
    number = printed_number("statistic", statistic)
    if abs(number.value) > test.most or (number.value < 0 and not test.signed):
        raise ArgumentError(
            f"statistic is {described(statistic)}; {test.label} "
            + ("lies between -1 and 1" if test.signed else "is never below 0")
        )
    ends = number.ends(rule)
    low, high = sorted((abs(float(ends.low)), abs(float(ends.high))))
    return (0.0 if ends.low <= 0 <= ends.high else low), high


def _read(p: str | float) -> tuple[str, str]:
    """Return the sign before a p-value, and its digits."""
    text = p.strip() if isinstance(p, str) else repr(p)
    text = text.removeprefix("p").strip()
    sign = text[:1] if text[:1] in ("<", ">", "=") else ""
    digits = text.removeprefix(sign).strip()
    value = float(printed_number("p", digits).value)
    if not 0 <= value <= 1:
        raise ArgumentError(f"p is {described(p)}; expected a p-value from 0 to 1")
    return sign, digits


def _distance(
    sign: str, number: PrintedNumber, found: Interval, rule: RoundingRule
) -> tuple[float, bool]:
    """Return how far a printed p-value is from those that its statistic can have."""
    low, high = float(found.ci_low), float(found.ci_high)
    value = float(number.value)
    if sign == "<":
        return max(low - value, 0.0), low < value
    if sign == ">":
        return max(value - high, 0.0), high > value
    ends = number.ends(rule)
    # a p-value is below 1, and none prints as less than 0
    off_by = max(low - float(ends.high), float(ends.low) - high, 0.0)
    return off_by, off_by == 0
