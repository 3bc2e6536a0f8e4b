"""Percents go with their bases, groups with the total, margins and limits with both."""

import numpy as np
import pandas as pd
from scipy.special import ndtri

from ...statistics.printed.rules import RoundingRule
from ...wording import count_text, value_text
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
        words = (
            f"no count out of {count_text(int(n[row]))} prints as "
            f"{value_text(figures.floats('percent')[row])}: weighted, misprinted, or of another "
            "base"
        )
        found.found.append(Finding((row,), words, max(float(off[row]), 0.0), severity=NOTE))
    count = figures.floats("weighted_count")
    both = exact & np.isfinite(count) & (weighted > 0)
    low = 100 * (count - _half_unit(count)) / (weighted + _half_unit(weighted))
    high = 100 * (count + _half_unit(count)) / np.maximum(weighted - _half_unit(weighted), NOISE)
    off = np.maximum(low - figures.high, figures.low - high)
    found.tried += int(both.sum())
    for row in np.flatnonzero(both & (off > NOISE)).tolist():
        words = (
            f"{value_text(count[row], 7)} of {value_text(weighted[row], 7)} are "
            f"{value_text(100 * count[row] / weighted[row])}, printed as "
            f"{value_text(figures.floats('percent')[row])}"
        )
        found.found.append(Finding((row,), words, float(off[row])))
    return found


def _half_unit(values: FloatArray) -> FloatArray:
    """Return half a unit of the last digit of printed numbers."""
    places = [
        0 if np.isnan(value) else len(f"{value:.6f}".rstrip("0").partition(".")[2])
        for value in values
    ]
    return _HALF * 10.0 ** -np.array(places, dtype=float)


def groups_add_up(figures: CheckedFigures, _rule: RoundingRule) -> Findings:
    """Check that the bases of a banner's groups add up to the total's, weighted and unweighted."""
    found = Findings()
    for name, kind in (("n", "respondents"), ("base_weighted", "weighted respondents")):
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
            more = "more" if off > 0 else "fewer"
            words = (
                f"the groups of {told} have {value_text(sizes.sum(), 7)} {kind}, "
                f"{value_text(abs(off), 7)} {more} than the total of {value_text(size, 7)}"
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
        margin = float(100 * ndtri(0.975) * np.sqrt(0.25 * (1 if pd.isna(deff) else deff) / n))
        found.tried += 1
        off = abs(stated - margin) - half
        if off <= NOISE or (pd.isna(deff) and stated > margin):
            continue
        of = "simple random sampling" if pd.isna(deff) else f"a design effect of {value_text(deff)}"
        words = (
            f"a margin of {value_text(stated)} is stated; {count_text(int(n))} respondents and "
            f"{of} give {value_text(margin, 3)}"
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
        words = (
            f"the limits {value_text(first[row])} and {value_text(last[row])} do not hold "
            f"{value_text(figure[row])}"
        )
        found.found.append(Finding((row,), words, float(off[row])))
    no_level = np.flatnonzero(both & table["ci_level"].isna().to_numpy())
    if len(no_level):
        words = f"{count_text(len(no_level))} limits are published without their confidence level"
        found.found.append(Finding(tuple(no_level.tolist()), words, np.nan, severity=NOTE))
    return found
