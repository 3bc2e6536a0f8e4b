"""Percents go with their bases, groups with the total, margins and limits with both."""

import numpy as np
import pandas as pd
import scipy

from ...language.marking import marked
from ...language.message import Message, PrintedNumber
from ...statistics.printed.rules import RoundingRule
from ...wording import value_text
from .findings import NOISE, NOTE, PROBLEM, CheckedFigures, Finding, Findings, FloatArray

_HALF = 0.5


def percents_are_possible(figures: CheckedFigures, rule: RoundingRule) -> Findings:
    """Check that a percent is a count out of its base, or a weighted one over the weighted base.

    Of the unweighted base only where nothing says that the percent is weighted.
    """
    found = Findings()
    table, n = figures.table, figures.floats("n")
    weighted = figures.floats("base_weighted")
    exact = figures.shares & (table["percent_qualifier"] == "exact").to_numpy()
    exact &= table["decimals"].notna().to_numpy()
    plain = exact & np.isnan(weighted) & (n > 0)
    plain &= table[["deff", "n_effective", "std_error", "moe"]].isna().all(axis=1).to_numpy()
    plain &= table["n_qualifier"].isin(("exact", "subgroup")).to_numpy()
    # halves belong to either side where nothing says how they were rounded
    open_end = -NOISE if rule.key in ("half_up", "cut_off") else NOISE
    least = np.ceil((figures.low - NOISE) / 100 * n)
    most = np.floor((figures.high + open_end) / 100 * n)
    near = np.rint(figures.floats("percent") / 100 * n) / n * 100
    off = np.maximum(figures.low - near, near - figures.high)
    found.tried += int(plain.sum())
    for row in np.flatnonzero(plain & (least > most)).tolist():
        words = Message(
            "no count out of {n} prints as {percent}: weighted, misprinted, or of another base",
            n=int(n[row]),
            percent=figures.floats("percent")[row],
        )
        found.found.append(Finding((row,), words, max(float(off[row]), 0.0), severity=NOTE))
    count = figures.floats("weighted_count")
    both = exact & np.isfinite(count) & (weighted > 0)
    low = 100 * (count - _half_unit(count)) / (weighted + _half_unit(weighted))
    high = 100 * (count + _half_unit(count)) / np.maximum(weighted - _half_unit(weighted), NOISE)
    off = np.maximum(low - figures.high, figures.low - high)
    found.tried += int(both.sum())
    for row in np.flatnonzero(both & (off > NOISE)).tolist():
        words = Message(
            "{count} of {base} are {percent}, printed as {printed}",
            count=_long(count[row]),
            base=_long(weighted[row]),
            percent=100 * count[row] / weighted[row],
            printed=figures.floats("percent")[row],
        )
        found.found.append(Finding((row,), words, float(off[row])))
    return found


def _long(value: float) -> PrintedNumber:
    """Return a weighted number of respondents with all of its digits."""
    return PrintedNumber(value_text(value, 7))


def _half_unit(values: FloatArray) -> FloatArray:
    """Return half a unit of the last digit of printed numbers."""
    places = [
        0 if np.isnan(value) else len(f"{value:.6f}".rstrip("0").partition(".")[2])
        for value in values
    ]
    return _HALF * 10.0 ** -np.array(places, dtype=float)


_GROUPS = {
    "n": (
        marked(
            "the groups of {banner} have {sum} respondents, {off} fewer than the total of {total}"
        ),
        marked(
            "the groups of {banner} have {sum} respondents, {off} more than the total of {total}"
        ),
    ),
    "base_weighted": (
        marked(
            "the groups of {banner} have {sum} weighted respondents, {off} fewer than the total of "
            "{total}"
        ),
        marked(
            "the groups of {banner} have {sum} weighted respondents, {off} more than the total of "
            "{total}"
        ),
    ),
}
"""By the column of a base: what is said of groups that have too few, and too many."""


def groups_add_up(figures: CheckedFigures, _rule: RoundingRule) -> Findings:
    """Check that the bases of a banner's groups add up to the total's, weighted and unweighted."""
    found = Findings()
    for name, sentences in _GROUPS.items():
        base = figures.floats(name)
        for total, parts, told in figures.banners:
            size, sizes = base[total], base[parts]
            if np.isnan(size) or np.isnan(sizes).any():
                continue
            found.tried += 1
            slack = 0.0
            if name == "base_weighted":
                slack = float(_half_unit(np.array([size]))[0] + _half_unit(sizes).sum())
            off = float(sizes.sum() - size)
            if abs(off) <= slack + NOISE or _several_groupings(sizes, size, slack):
                continue
            words = Message(
                sentences[off > 0],
                banner=told,
                sum=_long(sizes.sum()),
                off=_long(abs(off)),
                total=_long(size),
            )
            # who is in no group may have said so; nobody is in two, unless there are several
            severity = PROBLEM if 0 < off <= size / 2 else NOTE
            rows = (int(total), *parts.tolist())
            found.found.append(Finding(rows, words, abs(off) - slack, "respondents", severity))
    return found


def _several_groupings(sizes: FloatArray, total: float, slack: float) -> bool:
    """Tell whether groups follow each other that add up to the total again and again."""
    run, times = 0.0, 0
    for size in sizes:
        run += size
        if abs(run - total) <= slack + NOISE:
            run, times = 0.0, times + 1
    return run == 0 and times > 1


def margins_go_with_bases(figures: CheckedFigures, _rule: RoundingRule) -> Findings:
    """Check a stated margin of error against the base and the design effect, at 95 percent.

    Without a stated design effect it is no less than that of a simple random sample.
    """
    found = Findings()
    columns = ["n", "stated_moe", "deff", "survey_id", "poll_id"]
    whole = figures.table[
        figures.facts.total & (figures.table["n_qualifier"] == "exact").to_numpy()
    ]
    known = whole[whole["stated_moe"].notna() & whole["n"].notna() & (whole["n"] > 0)]
    for row in known.drop_duplicates(columns).index.tolist():
        n, stated = (float(known.loc[row, name]) for name in ("n", "stated_moe"))
        deff = known.loc[row, "deff"]
        half = float(_half_unit(np.array([stated]))[0])
        margin = float(
            100 * scipy.special.ndtri(0.975) * np.sqrt(0.25 * (1 if pd.isna(deff) else deff) / n)
        )
        found.tried += 1
        off = abs(stated - margin) - half
        if off <= NOISE or (pd.isna(deff) and stated > margin):
            continue
        told = {"stated": stated, "n": int(n), "margin": PrintedNumber(value_text(margin, 3))}
        words = Message(
            "a margin of {stated} is stated; {n} respondents and simple random sampling give "
            "{margin}"
            if pd.isna(deff)
            else "a margin of {stated} is stated; {n} respondents and a design effect of {deff} "
            "give {margin}",
            **told,
            **({} if pd.isna(deff) else {"deff": float(deff)}),
        )
        found.found.append(Finding((row,), words, off))
    return found


def limits_are_around(figures: CheckedFigures, _rule: RoundingRule) -> Findings:
    """Check that published limits hold their figure, and say their level."""
    found = Findings()
    table = figures.table
    amount = figures.floats("amount")
    low = np.where(np.isnan(amount), figures.low, amount)
    high = np.where(np.isnan(amount), figures.high, amount)
    first, last = figures.floats("ci_low"), figures.floats("ci_high")
    both = np.isfinite(first) & np.isfinite(last) & np.isfinite(low)
    found.tried += int(both.sum())
    off = np.maximum(np.maximum(first - high, low - last), first - last)
    figure = np.where(np.isnan(amount), figures.floats("percent"), amount)
    for row in np.flatnonzero(both & (off > NOISE)).tolist():
        words = Message(
            "the limits {low} and {high} do not hold {figure}",
            low=first[row],
            high=last[row],
            figure=figure[row],
        )
        found.found.append(Finding((row,), words, float(off[row])))
    no_level = np.flatnonzero(both & table["ci_level"].isna().to_numpy())
    if len(no_level):
        words = Message("{n} limits are published without their confidence level", n=len(no_level))
        found.found.append(Finding(tuple(no_level.tolist()), words, np.nan, severity=NOTE))
    return found
