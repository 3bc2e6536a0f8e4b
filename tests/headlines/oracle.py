"""Holds a headline to the numbers, by public methods alone: what it claims, and what it says."""

import re

import numpy as np
import pandas as pd

from topline import Severity, count_text, decimal_text, percent_text, severity

LONGEST = 100
MOST = 4
"""Claims of one headline that are held: a table of groups has one for each pair."""
NUMBER = re.compile(r"([<>]?)(\d[\d,]*(?:\.\d+)?)(%?)")
WORDS = {
    "majority": (
        "Most ",
        "Just over half ",
        " is a majority:",
        " are majorities",
        " shares is a majority",
        ", a majority:",
    ),
    "minority": ("less than half", " below half", "no majority"),
    "more": ("More say ", ": more in ", "higher in ", " rose from ", " fell from ", "is largest"),
    "alike": ("cannot be told", "No difference", "no difference", "No change"),
    "fixed": ("by design",),
}
"""Words that only such a claim allows."""


def hold(estimates, headline):
    """Refuse a headline that says more than the numbers do."""
    kinds = {claim.kind for claim in headline.supported}
    for kind, words in WORDS.items():
        if any(word in headline.text for word in words):
            assert kind in kinds | {"above", "below", "around"}, (kind, headline.text)
    for claim in headline.supported[:MOST]:
        HELD[claim.kind](estimates, claim)
    _hold_numbers(estimates, headline)
    _hold_names(estimates, headline)


def _sum(estimates, rows):
    """Return a sum of rows as one row: the rows themselves, or a net."""
    table = estimates.table
    if len(rows) == 1:
        return table.iloc[rows[0]]
    answers = table["category"].iloc[list(rows)].tolist()
    own = table.drop(columns="category").iloc[rows[0]]
    labels = [name for name in ("outcome", "group", "year") if name in table]
    same = np.all([table[name] == own[name] for name in labels], axis=0)
    return estimates.subset(same).net({"net": answers}).table.iloc[0]


def _majority(estimates, claim):
    assert _sum(estimates, claim.first)["ci_low"] > 0.5, claim


def _minority(estimates, claim):
    assert _sum(estimates, claim.first)["ci_high"] < 0.5, claim


def _open(estimates, claim):
    row = _sum(estimates, claim.first)
    binary = len(estimates) == 2
    assert binary or not (row["ci_low"] > 0.5 or row["ci_high"] < 0.5), claim


def _difference(estimates, claim):
    weights = np.zeros(len(estimates))
    weights[list(claim.first)] += 1
    weights[list(claim.second)] -= 1
    return estimates.contrast(weights).table.iloc[0]


def _more(estimates, claim):
    gap = _difference(estimates, claim)
    # a sum of several rows has Student's interval there, and Newcombe's here
    room = 0.02 if len(claim.first) + len(claim.second) > 2 else 1e-12
    assert gap["estimate"] > 0, claim
    assert gap["ci_low"] > -room, claim


def _alike(estimates, claim):
    gap = _difference(estimates, claim)
    # adjusted for at most so many differences of the table
    pairs = len(estimates) * (len(estimates) - 1) / 2
    spread = (gap["ci_high"] - gap["ci_low"]) / 2
    assert abs(gap["estimate"]) < spread * (1 + np.log(pairs + 1)), claim


def _level(estimates, claim):
    [at] = claim.first
    assert np.isfinite(
        estimates.table.iloc[at][["estimate", "ci_low", "ci_high"]].astype(float)
    ).all()


def _fixed(estimates, claim):
    [at] = claim.first
    assert estimates.table["std_error"].iloc[at] < 1e-9


def _above(estimates, claim):
    row = estimates.table.iloc[claim.first[0]]
    assert row["ci_low"] > 0
    assert row["p_adjusted"] < 0.05


def _below(estimates, claim):
    row = estimates.table.iloc[claim.first[0]]
    assert row["ci_high"] < 0
    assert row["p_adjusted"] < 0.05


def _around(estimates, claim):
    row = estimates.table.iloc[claim.first[0]]
    assert not row["p_adjusted"] < 0.05


HELD = {
    "majority": _majority, "minority": _minority, "open": _open, "more": _more, "alike": _alike,
    "level": _level, "fixed": _fixed, "above": _above, "below": _below, "around": _around,
}  # fmt: skip


def _hold_numbers(estimates, headline):
    """Refuse a percent that is none of the claims', and a larger one that is printed smaller."""
    percents = [match for match in NUMBER.finditer(unquoted(headline.text)) if match[3]]
    values = [
        float(_sum(estimates, rows)["estimate"])
        for claim in headline.supported
        for rows in (claim.first, claim.second)
        if rows
    ]
    for sign, number, _ in (match.groups() for match in percents):
        decimals = len(number.partition(".")[2])
        shown = {percent_text(value, decimals) for value in values}
        assert f"{sign}{number}%" in shown, (headline.text, values)
    if {claim.kind for claim in headline.supported} == {"more"} and len(percents) == 2:
        first, second = (float(match[2]) - (match[1] == "<") for match in percents)
        assert (first > second) != (" rose from " in headline.text), headline.text


def _hold_names(estimates, headline):
    """Refuse a long text, and the name of an answer that is not to be published."""
    table = estimates.table
    assert len(headline.text) <= LONGEST
    if "category" in table and len(table["category"].unique()) == len(table):
        for name in table["category"][severity(table) >= Severity.SUPPRESS]:
            assert f"“{name}”" not in headline.text + headline.say


def unquoted(text):
    """Return a text without the survey's own words, which may have numbers of their own."""
    return re.sub("“[^”]*”", "“”", text)


LEVEL = re.compile(r"\d+(?:\.\d+)?% (?:interval|confidence)")
BASE = re.compile(r"n [=≥] ([\d,]+)")
_ONE = r"([−+-]?\d[\d,]*(?:\.\d+)?)"
GAP = re.compile(rf"(?:by|difference is|interval) {_ONE} to {_ONE} points|\bby {_ONE} to {_ONE}")
POINTS = re.compile(rf"{_ONE} points")
NEAR = 1.5
"""Points by which the limits of one difference differ, by Student's interval and Newcombe's."""


def hold_sentence(text, rows, gaps=()):
    """Refuse a sentence with a number that is none of some rows' or of some differences'.

    Parameters
    ----------
    text : str
        What to say, or what not.
    rows : pandas.DataFrame
        Estimates, limits and bases that it may print; other columns may hold numbers in words.
    gaps : sequence of (float, float, float)
        Differences and their limits, as the sentence counts them.
    """
    words = LEVEL.sub("interval", unquoted(text)).replace("add up to 100%", "")
    # how many groups there are is counted, not estimated
    words = re.sub(r"between \d+ groups", "", words)
    bases = {count_text(n) for n in rows["n"].dropna()} if "n" in rows else set()
    assert {*BASE.findall(words)} <= bases, (text, bases)
    words = BASE.sub("", words)
    for found in GAP.finditer(words):
        ends = [float(one.replace("−", "-").replace(",", "")) for one in found.groups() if one]
        assert any(_same_ends(ends, low, high) for _, low, high in gaps), (text, gaps)
    words = GAP.sub("", words)
    for one in POINTS.findall(words):
        value = float(one.replace("−", "-"))
        assert any(abs(value - gap) < 0.051 for gap, *_ in gaps), (text, gaps)
    words = POINTS.sub("", words)
    values = rows[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float).ravel()
    values = values[np.isfinite(values)]
    labels = rows.drop(columns=["estimate", "ci_low", "ci_high", "n"], errors="ignore")
    named = {one for cell in labels.to_numpy().ravel() for one in re.findall(r"\d+", str(cell))}
    for sign, number, percent in NUMBER.findall(words):
        decimals = len(number.partition(".")[2])
        if percent:
            shown = {percent_text(value, decimals) for value in values if abs(value) <= 1}
            assert f"{sign}{number}%" in shown, (text, shown)
        elif number not in named:
            assert number in {decimal_text(abs(value), decimals) for value in values}, text


def _same_ends(ends, low, high):
    ways = ((low, high), (-high, -low), tuple(sorted((abs(low), abs(high)))))
    near = NEAR if max(abs(low), abs(high)) > 3 else 0.1
    return any(np.abs(np.array(ends) - way).max() < near for way in ways)


def hold_sentences(estimates, headline):
    """Refuse what to say and what not where a number is none of the claims' rows."""
    table = estimates.table
    differences = "p_value" in table
    rows, gaps = [], []
    for claim in headline.supported:
        rows += [_sum(estimates, own) for own in (claim.first, claim.second) if own]
        if claim.second:
            scale = 100 if (table["quantity"] == "proportion").all() else 1
            gap = _difference(estimates, claim)
            gaps.append([scale * float(gap[name]) for name in ("estimate", "ci_low", "ci_high")])
        if differences:
            own = table.iloc[claim.first[0]]
            scale = 100 if own["quantity"] == "points" else 1
            gaps.append([scale * float(own[name]) for name in ("estimate", "ci_low", "ci_high")])
    if rows:
        for text in (headline.say, headline.do_not_say):
            hold_sentence(text, pd.DataFrame(rows), gaps)
