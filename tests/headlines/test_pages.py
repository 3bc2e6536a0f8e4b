"""What pages say, read back from the pages: numbers, directions and how sure they are.

The sentences are parsed anew, and held to numbers that are computed here from the respondents.
"""

import html
import re

import numpy as np
import pandas as pd
import pytest

from tests.conftest import long_unless
from topline import (
    average_polls,
    count_text,
    load_thank_you_notes,
    percent_text,
    write_report,
    write_survey_report,
)

from .surveys import SCALE, SEEDS, data_of, survey_of

FIGURE = re.compile(r'<figure id="figure-([^"]+)".*?</figure>', re.DOTALL)
PLACES = {
    "title": re.compile(r'class="headline"[^>]*>(.*?)</h', re.DOTALL),
    "say": re.compile(r'<dd class="say">(.*?)</dd>', re.DOTALL),
    "no": re.compile(r'<dd class="do-not-say">(.*?)</dd>', re.DOTALL),
}
SHARE = r"(?P<share>[<>]?[\d.]+%)"
KINDS = {
    "majority": [
        rf"(?:Most|Just over half) of .+? (?:say|chose) “(?P<answer>[^”]+)”: {SHARE}",
        rf"Most chose “(?P<answer>[^”]+)” \({SHARE}\)",
    ],
    "all": ["All of .+? say “(?P<answer>[^”]+)”"],
    "minority": [rf"{SHARE} of .+? say “(?P<answer>[^”]+)”, less than half"],
    "open": [rf"{SHARE} of .+? say “(?P<answer>[^”]+)”; a majority is not shown"],
    "more": [
        rf"More say “(?P<answer>[^”]+)” \({SHARE}\) than “(?P<other>[^”]+)” "
        r"\((?P<share2>[\d.]+%)\)",
        rf"More say “(?P<answer>[^”]+)” \({SHARE}\) than any other answer",
    ],
    "alike": [
        rf"“(?P<answer>[^”]+)” \({SHARE}\) (?:and|cannot be told from) “(?P<other>[^”]+)” "
        r"\((?P<share2>[\d.]+%)\)"
    ],
    "mean": [r"(?P<mean>[\d.]+) on average \((?P<low>[\d.]+) to (?P<high>[\d.]+)\)"],
}
"""Headlines by what they claim; one that is none of these is a wording without a finding."""


def claimed(title):
    """Return what a headline claims: its kind and its words; None of a wording alone."""
    for kind, patterns in KINDS.items():
        for pattern in patterns:
            if found := re.match(pattern, title):
                return kind, found.groupdict()
    return None


def figures_of(page):
    """Return the texts of each figure of a page, by the name of its files."""
    text = page.read_text(encoding="utf-8")
    found = {}
    for part in FIGURE.finditer(text):
        inner = {key: place.search(part[0]) for key, place in PLACES.items()}
        found[part[1]] = {
            key: " ".join(html.unescape(re.sub("<[^>]+>", "", one[1])).split()) if one else ""
            for key, one in inner.items()
        }
    return found


def share_of(data, weights, column, answers):
    """Return the weighted share of some answers, and its standard error were all drawn alone."""
    if column == "uses":
        [number] = re.findall(r"\d", answers[0])
        chosen = data[f"uses_{number}"] == "Yes"
    else:
        chosen = data[column].isin(answers)
    share = np.average(chosen, weights=weights)
    size = weights.sum() ** 2 / (weights**2).sum()
    return share, np.sqrt(share * (1 - share) / size)


def answers_named(name):
    """Return the answers that a net of the scale names."""
    parts = re.split(" or |, ", name)
    return parts if all(part in SCALE for part in parts) else [name]


ASKED = ("yesno", "pick", "rating", "uses", "hours")


@pytest.mark.parametrize("seed", long_unless(lambda seed: seed < 2, SEEDS))
def test_a_survey_page_says_what_its_respondents_said(seed, tmp_path):
    data, survey = data_of(seed), survey_of(seed)
    weights = data["weight"].to_numpy() if seed % 2 else np.ones(len(data))
    told = figures_of(write_survey_report(survey, list(ASKED), tmp_path))
    assert len(told) == len(ASKED)
    parsed = 0
    for (name, texts), column in zip(told.items(), ASKED, strict=True):
        rows = pd.read_csv(tmp_path / "figures" / f"{name}.csv")
        assert texts["say"].endswith(".")
        assert texts["no"].startswith("That ")
        assert column in texts["say"] or texts["say"].startswith("No finding")
        found = claimed(texts["title"])
        if found is None:
            assert texts["title"] == column
            assert "No finding" in texts["say"]
            continue
        parsed += 1
        kind, words = found
        if kind == "mean":
            mean = np.average(data["hours"], weights=weights)
            assert float(words["mean"]) == pytest.approx(mean, abs=0.051)
            assert float(words["low"]) < float(words["mean"]) < float(words["high"])
            assert words["mean"] in texts["say"]
            continue
        share, error = share_of(data, weights, column, answers_named(words["answer"]))
        if kind != "all":
            printed = {percent_text(share, decimals) for decimals in (0, 1)}
            assert words["share"] in printed, (texts["title"], share)
            assert words["share"].rstrip("%").split(".")[0] in texts["say"]
        assert f"n = {count_text(len(data))}" in texts["say"]
        hold_direction(kind, words, share, error, (data, weights, column))
        hold_limits(texts["say"], share, rows)
    assert parsed >= 3


def hold_direction(kind, words, share, error, of):
    """Refuse a claim that a design with little effect does not bear by far."""
    if kind == "majority":
        assert share - 1.5 * error > 0.5
    elif kind == "minority":
        assert share + 1.5 * error < 0.5
    elif kind in ("open", "all"):
        assert kind == "all" or abs(share - 0.5) < 4 * error
    elif words.get("other"):
        other, _ = share_of(*of, answers_named(words["other"]))
        assert words["share2"] in {percent_text(other, decimals) for decimals in (0, 1, 2)}
        apart = np.sqrt(share + other - (share - other) ** 2) * error / np.sqrt(share * (1 - share))
        if kind == "more":
            assert share - other > 1.5 * apart
        else:
            assert 0 <= share - other < 3 * apart


def hold_limits(say, share, rows):
    """Refuse limits that do not hold their share, or are none of those of the chart's file."""
    found = re.search(r"95% interval ([\d.]+)% to ([\d.]+)%", say)
    if found is None:
        return
    low, high = (float(one) / 100 for one in found.groups())
    assert low < share < high
    if (np.abs(rows["estimate"] - share) < 1e-6).any():
        own = rows[np.abs(rows["estimate"] - share) < 1e-6].iloc[0]
        assert (low, high) == pytest.approx((own["ci_low"], own["ci_high"]), abs=0.0051)


def test_headlines_of_other_numbers_are_refused():
    kind, words = claimed("Most of those who answered say “Yes”: 62%")
    assert (kind, words) == ("majority", {"answer": "Yes", "share": "62%"})
    with pytest.raises(AssertionError):
        hold_direction(kind, words, 0.52, 0.03, None)
    with pytest.raises(AssertionError):
        hold_limits("(95% interval 57% to 67%; n = 400)", 0.52, pd.DataFrame({"estimate": [0.6]}))
    assert claimed("A wording alone?") is None


@pytest.mark.parametrize("seed", long_unless(lambda seed: seed < 2, SEEDS))
def test_a_page_of_polls_says_what_their_average_is(seed, tmp_path):
    rng = np.random.default_rng(seed)
    days = pd.date_range("2024-01-05", periods=12, freq="W").strftime("%Y-%m-%d")
    yes = np.clip(rng.normal(rng.uniform(30, 60), 3, len(days)), 5, 95).round()
    polls = pd.DataFrame(
        {
            "question": "Is it so?",
            "answer": "Yes",
            "percent": yes,
            "publisher": np.resize(["Alpha", "Beta", "Gamma"], len(days)),
            "fielded_end": days,
            "n": rng.integers(400, 2500, len(days)),
            "group_dimension": "pollster",
        }
    ).assign(claim=lambda table: table["publisher"] + " " + table["fielded_end"])
    polls["group"] = polls["publisher"]
    [texts] = figures_of(write_report(polls, tmp_path)).values()
    average = average_polls(polls.assign(group=None))
    numbers = [percent_text(one, 1) for one in (average.estimate, average.ci_low, average.ci_high)]
    assert texts["title"] == f"Yes: {numbers[0]} on 24 March 2024"
    said = re.findall(r"[\d.]+%", texts["say"].replace("95% limits", ""))
    assert said == numbers
    assert yes.min() <= 100 * average.estimate <= yes.max()
    assert average.ci_high - average.ci_low > 2 * 1.96 * 0.02
    assert re.findall(r"\d+\.\d", texts["no"]) == [one.rstrip("%") for one in numbers]


def test_the_story_prints_no_percent_that_its_figures_lack(tmp_path):
    """Each percent in a headline of the story is one of its published figures, or of its limits."""
    page = write_report(out=tmp_path)
    published = load_thank_you_notes()["percent"].dropna()
    known = {f"{value:g}" for value in [*published, *(100 - published)]}
    titles = [texts["title"] for texts in figures_of(page).values()]
    assert len(titles) >= 5
    for title in titles:
        percents = re.findall(r"([\d.]+)%", title)
        assert {*percents} <= known, title
