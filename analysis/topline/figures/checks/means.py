"""Means and standard deviations of published tables, checked for what answers can give."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import check_one_of, check_whole
from ...language.marking import marked
from ...language.message import Message, PrintedNumber
from ...statistics.core.methods import pick
from ...statistics.printed.granularity import GranularityCheck, debit, grim, grimmer
from ...statistics.printed.rules import ROUNDING_RULES, RoundingRule
from ...wording import value_text
from .check import FigureCheck, FigureChecks, frame_of, run_checks
from .findings import CheckedFigures, Finding, Findings

_SCALES = ("whole", "binary")
_MOST_ITEMS = 1000

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def check_means(
    published: Any, *, scale: str = "whole", items: int = 1, ddof: int = 1, rounding: str = "any"
) -> FigureChecks:
    """Check the means of published tables, and their standard deviations: GRIM, GRIMMER, DEBIT.

    Answers in whole numbers have means in steps of 1/n. Taken are means with an unweighted base
    and no other: weights may give any mean. A standard deviation is that of the same question and
    group. What cannot be is misprinted, of another base or of other data than told; which, the
    tests do not say.

    Parameters
    ----------
    published : pandas.DataFrame, or what holds one as ``figures``
        A figures table, as ``read_published`` makes it: means in ``amount``, with their unit.
    scale : {"whole", "binary"}, default "whole"
        Whether answers are whole numbers (GRIM and GRIMMER) or 0 and 1 (GRIM and DEBIT).
    items : int, default 1
        Items that each respondent's score is the mean of.
    ddof : {0, 1}, default 1
        1 for standard deviations of a sample, 0 for those of a population.
    rounding : {"any", "half_up", "half_even", "cut_off"}
        How the numbers were rounded.

    Returns
    -------
    FigureChecks
        ``made`` says how many means could be tried.

    Raises
    ------
    ArgumentError
        When there is no figures table, or an argument is none of the above.

    References
    ----------
    Brown & Heathers (2017), SPPS 8:363–369; Anaya (2016), PeerJ Preprints 4:e2400; Heathers &
    Brown (2019), DEBIT.

    Examples
    --------
    >>> figures = pd.DataFrame({"question": "How often?", "answer": ["Mean", "Std. dev."],
    ...                         "group": "Men", "printed": ["5.19", "2.40"], "n": 28,
    ...                         "amount": [5.19, 2.40], "amount_unit": ["mean", "std_dev"],
    ...                         "unit": "other", "decimals": 2})
    >>> print(check_means(figures))  # doctest: +NORMALIZE_WHITESPACE
    2 comparisons of 2 figures: 2 cannot be as printed, 0 to look at.
    Problem, how-often-mean-men: mean 5.19 of 28 answers: the nearest that can be is 5.17857.
    Problem, how-often-mean-men: standard deviation 2.40 beside mean 5.19 of 28 answers: none goes
    with the mean.
    """
    check_one_of("scale", scale, _SCALES)
    check_whole("items", items, 1, _MOST_ITEMS)
    check_whole("ddof", ddof, 0, 1)
    rule = pick(ROUNDING_RULES, rounding, "rounding")

    def means(figures: CheckedFigures, _: RoundingRule) -> Findings:
        return _tried(figures, lambda one: grim(one.text, one.n, items=items, rounding=rounding))

    def deviations(figures: CheckedFigures, _: RoundingRule) -> Findings:
        def beside(one: _Mean) -> GranularityCheck | None:
            if one.deviation is None:
                return None
            given = one.text, one.deviation, one.n
            if scale == "binary":
                return debit(*given, ddof=ddof, rounding=rounding)
            return grimmer(*given, items=items, ddof=ddof, rounding=rounding)

        return _tried(figures, beside)

    second = (
        FigureCheck("debit", "standard deviations are those of 0 and 1", deviations)
        if scale == "binary"
        else FigureCheck("grimmer", "standard deviations are those of whole numbers", deviations)
    )
    wanted = [FigureCheck("grim", "means are those of whole numbers", means), second]
    return run_checks(frame_of(published), wanted, rule)


@dataclass(frozen=True)
class _Mean:
    """A mean in its row: as it is printed, of how many, and the standard deviation beside it."""

    at: int
    text: str
    n: int
    deviation: str | None


def _tried(figures: CheckedFigures, test: Callable[[_Mean], GranularityCheck | None]) -> Findings:
    """Try every mean that has an unweighted base, and tell those that cannot be."""
    findings = Findings()
    for one in _means_of(figures.table):
        found = test(one)
        if found is None:
            continue
        findings.tried += 1
        if found.possible:
            continue
        near = np.isfinite(found.nearest)
        values = {"mean": PrintedNumber(one.text), "n": one.n}
        if near:
            values["nearest"] = PrintedNumber(value_text(found.nearest, 6))
        if found.method != "GRIM":
            values["deviation"] = PrintedNumber(one.deviation)
        words = Message(_CANNOT_BE[found.method != "GRIM", bool(near)], **values)
        findings.found.append(Finding((one.at,), words, float(found.off_by), "units of the scale"))
    return findings


_CANNOT_BE = {
    (False, True): marked("mean {mean} of {n} answers: the nearest that can be is {nearest}"),
    (False, False): marked("mean {mean} of {n} answers: none goes with the mean"),
    (True, True): marked(
        "standard deviation {deviation} beside mean {mean} of {n} answers: the nearest that can be "
        "is {nearest}"
    ),
    (True, False): marked(
        "standard deviation {deviation} beside mean {mean} of {n} answers: none goes with the mean"
    ),
}
"""What is said of a mean, or of the standard deviation beside it; with the nearest, or without."""


def _means_of(table: pd.DataFrame) -> list[_Mean]:
    """Return means with an unweighted base alone, and the standard deviation of each."""
    keys = ["table", "question", "group", "wave", "fielded_end", "population"]
    called = list(table[keys].astype("string").fillna("").itertuples(index=False, name=None))
    amounts = table["amount"].to_numpy(dtype=float, na_value=np.nan)
    decimals = table["decimals"].to_numpy(dtype=float, na_value=0.0)
    printed = [cell.strip() if isinstance(cell, str) else "" for cell in table["printed"]]
    # with the digits that were printed
    texts = [
        cell if _NUMBER.fullmatch(cell) else f"{amount:.{int(places)}f}"
        for cell, amount, places in zip(printed, amounts, decimals, strict=True)
    ]
    units = table["amount_unit"].astype("string").fillna("").tolist()
    n, weighted = (
        table[name].to_numpy(dtype=float, na_value=np.nan) for name in ("n", "base_weighted")
    )
    exact = (table["n_qualifier"].astype(str) != "at_least").to_numpy()
    spread: dict[tuple[str, ...], list[str]] = {}
    count: Counter[tuple[str, ...]] = Counter()
    for key, unit, text in zip(called, units, texts, strict=True):
        if unit == "std_dev":
            spread.setdefault(key, []).append(text)
        count[key] += unit == "mean"
    found = []
    for at, key in enumerate(called):
        plain = np.isnan(weighted[at]) or weighted[at] == n[at]
        if units[at] != "mean" or np.isnan(n[at]) or not exact[at] or not plain:
            continue
        beside = spread.get(key, [])
        # of two means nobody knows which a standard deviation belongs to
        own = beside[0] if len(beside) == count[key] == 1 else None
        found.append(_Mean(at, texts[at], int(n[at]), own))
    return found
