"""Make respondents.csv: a synthetic survey, drawn from a synthetic population.

``python make.py [FOLDER]`` writes the file, the same bytes each time, and prints the population's
true values. Every random number comes from ``Generator.random`` of a seeded PCG64.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit, ndtri

SEED, DRAW = 2018, 2024
"""Of the population, and of the sample drawn from it."""

SIZES = ("small", "medium", "large")
CLUSTERS = {"recruiter": (420, 300, 210), "applicant": (360, 280, 220)}
"""Employers and universities of the population, by employer size."""

SAMPLED, INVITED, REPLICATES = 8, 25, 40
"""Clusters drawn per stratum, people invited per cluster, and bootstrap replicates."""

AGES = ("18-24", "25-34", "35-49", "50+")
AGE_SHARES = {"recruiter": (0.06, 0.34, 0.38, 0.22), "applicant": (0.58, 0.27, 0.11, 0.04)}
ANSWERING = {"recruiter": (0.55, 0.64, 0.74, 0.82), "applicant": (0.66, 0.72, 0.80, 0.85)}
"""Probability to answer the survey, by role and age group: nothing else decides."""

YEARS = {"recruiter": (2.0, 5.0, 10.0, 17.0), "applicant": (0.5, 2.5, 7.0, 13.0)}
"""Median years of experience, by role and age group."""

SENDS = ("never", "rarely", "sometimes", "often", "always")
CHANNELS = ("email", "letter", "phone")
MISSING = {"sends_note": 0.04, "prefers_note": 0.04, "share_received": 0.09, "importance": 0.03,
           "channel": 0.05, "years_experience": 0.06}  # fmt: skip
"""Probability to leave a question out."""

Frame = pd.DataFrame


def population() -> Frame:
    """Return everybody: stratum, cluster, who they are and what they would answer."""
    rng = np.random.default_rng(SEED)
    clusters = pd.concat(
        [
            _clusters(rng, role, size, number)
            for role in CLUSTERS
            for size, number in zip(SIZES, CLUSTERS[role], strict=True)
        ],
        ignore_index=True,
    )
    people = clusters.loc[clusters.index.repeat(clusters["people"])].reset_index(drop=True)
    people["age"] = _ages(rng, people["role"])
    people["gender"] = _pick(rng, len(people), ("woman", "man", "non-binary"), (0.54, 0.435, 0.025))
    _answer_both(rng, people)
    _answer_as_recruiters(rng, people)
    _answer_as_applicants(rng, people)
    return people


def _clusters(rng: Any, role: str, size: str, number: int) -> Frame:
    """Return the employers or universities of a stratum; `culture` makes their people alike."""
    letter = "E" if role == "recruiter" else "U"
    return pd.DataFrame(
        {
            "role": role,
            "employer_size": size,
            "stratum": f"{role}-{size}",
            "cluster": [f"{letter}{SIZES.index(size) + 1}{i:03d}" for i in range(number)],
            "region": _pick(rng, number, ("Northeast", "Midwest", "South", "West"), (0.2,) * 4),
            "people": np.round(30 + 60 * rng.random(number)).astype(int),
            "culture": ndtri(rng.random(number)),
        }
    )


def _pick(rng: Any, number: int, values: tuple[str, ...], shares: Any) -> Any:
    edges = np.cumsum(shares) / np.sum(shares)
    return np.array(values, dtype=object)[np.searchsorted(edges[:-1], rng.random(number), "right")]


def _ages(rng: Any, role: "pd.Series[str]") -> Any:
    edges = np.array([np.cumsum(AGE_SHARES[key])[:-1] for key in CLUSTERS])
    own = edges[(role == "applicant").to_numpy().astype(int)]
    return (rng.random(len(role))[:, None] >= own).sum(axis=1)


def _by_role_and_age(people: Frame, values: Any) -> Any:
    applicant = (people["role"] == "applicant").to_numpy().astype(int)
    return np.array([values[key] for key in CLUSTERS])[applicant, people["age"]]


def _answer_both(rng: Any, people: Frame) -> None:
    """Add years of experience, importance, and how the last note came or went."""
    n = len(people)
    typical = _by_role_and_age(people, YEARS)
    spread = np.exp(0.7 * ndtri(rng.random(n)))
    people["years_experience"] = np.minimum(np.round(typical * spread), 45.0)
    liking = 0.33 * people["culture"] + ndtri(rng.random(n)) + 0.15 * (people["age"] - 1)
    people["importance"] = 1.0 + np.searchsorted([-1.4, -0.5, 0.5, 1.5], liking)
    people["channel"] = _pick(rng, n, (*CHANNELS, "none"), (0.66, 0.1, 0.06, 0.18))


def _answer_as_recruiters(rng: Any, people: Frame) -> None:
    """Add the share of applicants whose notes they received, and whether they prefer one."""
    n, asked = len(people), people["role"] == "recruiter"
    level = -1.24 + 0.28 * people["culture"] + 0.9 * ndtri(rng.random(n))
    share = 100 * expit(level.to_numpy())
    exact = rng.random(n) < 0.3
    people["share_received"] = np.where(exact, np.round(share), 5 * np.round(share / 5))
    people.loc[~asked, "share_received"] = np.nan
    yes = expit(0.27 + 0.55 * people["culture"] + 0.15 * people["age"])
    drawn = rng.random(n)
    other = np.where(rng.random(n) < 0.4, "no", "no difference")
    people["prefers_note"] = np.where(drawn < yes, "yes", other)
    people.loc[~asked, "prefers_note"] = None
    people.loc[asked & (people["share_received"] == 0), "channel"] = "none"


def _answer_as_applicants(rng: Any, people: Frame) -> None:
    """Add how often they send a note; who never does has no channel."""
    asked = people["role"] == "applicant"
    habit = 0.4 * people["culture"] + ndtri(rng.random(len(people)))
    habit += 0.25 * (people["gender"] == "woman") + 0.1 * people["age"]
    often = np.searchsorted([-0.9, -0.2, 0.45, 1.2], habit)
    people["sends_note"] = np.array(SENDS, dtype=object)[often]
    people.loc[~asked, "sends_note"] = None
    people.loc[asked & (people["sends_note"] == "never"), "channel"] = "none"


def sample(people: Frame, rng: Any, replicates: int = 0) -> Frame:
    """Draw clusters in strata and people in clusters; weigh those who answer.

    The weight is the inverse of the probability to be drawn, times invited over answered in each
    role and age group. Replicates draw 7 of 8 clusters with replacement in every stratum, 8/7
    times their weight (Rao, Wu and Yue 1992), and adjust for nonresponse again.
    """
    drawn = _drawn(people, rng)
    drawn["answered"] = rng.random(len(drawn)) < _by_role_and_age(drawn, ANSWERING)
    base = drawn["base"].to_numpy()
    weights = {"weight": _adjusted(drawn, base)}
    for number in range(1, replicates + 1):
        weights[f"rep{number}"] = _adjusted(drawn, base * _factors(drawn, rng))
    found = drawn.assign(**weights)[drawn["answered"]].reset_index(drop=True)
    for question, chance in MISSING.items():
        found.loc[rng.random(len(found)) < chance, question] = np.nan
    return found


def _drawn(people: Frame, rng: Any) -> Frame:
    """Return those invited, with the inverse of their probability as `base`."""
    clusters = people.groupby(["stratum", "cluster"], sort=False).size().reset_index(name="people")
    clusters["first"] = clusters["people"].cumsum() - clusters["people"]
    rows, base = [], []
    for _, stratum in clusters.groupby("stratum", sort=False):
        chosen = np.sort(np.argsort(rng.random(len(stratum)))[:SAMPLED])
        for size, first in stratum[["people", "first"]].to_numpy()[chosen]:
            rows += sorted(first + np.argsort(rng.random(size))[:INVITED])
            base += [len(stratum) / SAMPLED * size / INVITED] * INVITED
    return people.iloc[rows].reset_index(drop=True).assign(base=base)


def _adjusted(drawn: Frame, weight: Any) -> Any:
    """Return weights of those who answered, who stand for all invited of their role and age."""
    cell = (drawn["role"] == "applicant").to_numpy() * len(AGES) + drawn["age"].to_numpy()
    answered = drawn["answered"].to_numpy()
    size = 2 * len(AGES)
    every = np.bincount(cell, weight, size)
    ratio = every / np.bincount(cell, weight * answered, size)
    return np.round(weight * answered * ratio[cell], 3)


def _factors(drawn: Frame, rng: Any) -> Any:
    """Return how often each person's cluster was drawn again, times 8/7."""
    code = np.arange(len(drawn)) // INVITED
    strata = len(drawn) // INVITED // SAMPLED
    again = np.floor(SAMPLED * rng.random((strata, SAMPLED - 1))).astype(int)
    again += SAMPLED * np.arange(strata)[:, None]
    times = np.bincount(again.ravel(), minlength=strata * SAMPLED)
    return times[code] * SAMPLED / (SAMPLED - 1)


def truths(people: Frame) -> dict[str, float]:
    """Return the population's true values, in percent, points or years."""
    recruiters = people[people["role"] == "recruiter"]
    applicants = people[people["role"] == "applicant"]
    found = {
        "people": len(people),
        "recruiters who prefer a note, %": 100 * (recruiters["prefers_note"] == "yes").mean(),
        "share received, as recruiters say, mean": recruiters["share_received"].mean(),
        "share received, as recruiters say, median": recruiters["share_received"].median(),
        "applicants who send a note often or always, %": 100
        * applicants["sends_note"].isin(SENDS[3:]).mean(),
        "importance 4 or 5, %": 100 * (people["importance"] >= 4).mean(),
        "years of experience, mean": people["years_experience"].mean(),
    }
    return {name: round(float(value), 2) for name, value in found.items()}


def targets(people: Frame) -> str:
    """Return how many people of the population are of each role, gender, age and region."""
    known = people.assign(age_group=np.array(AGES, dtype=object)[people["age"]])
    lines = ["variable,category,target"]
    for name in ("role", "gender", "age_group", "region"):
        counts = known[name].value_counts().sort_index()
        lines += [f"{name},{category},{count}" for category, count in counts.items()]
    return "\n".join(lines) + "\n"


def text(found: Frame) -> str:
    """Return the answers as CSV, as short as three decimals allow."""
    replicates = [name for name in found if str(name).startswith("rep")]
    found = found.assign(
        respondent=range(1, len(found) + 1),
        age_group=np.array(AGES, dtype=object)[found["age"]],
    )
    columns = ["respondent", "role", "employer_size", "stratum", "cluster", "weight", "region",
               "gender", "age_group", *MISSING, *replicates]  # fmt: skip
    rows = found[columns].itertuples(index=False)
    lines = [",".join(columns), *(",".join(map(_cell, row)) for row in rows)]
    return "\n".join(lines) + "\n"


def _cell(value: Any) -> str:
    if value is None or value != value:
        return ""
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def main() -> None:
    """Write the files and print the true values."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    people = population()
    found = sample(people, np.random.default_rng(DRAW), REPLICATES)
    (folder / "respondents.csv").write_bytes(text(found).encode())
    (folder / "targets.csv").write_bytes(targets(people).encode())
    for name, value in truths(people).items():
        sys.stdout.write(f"{name}: {value:,.7g}\n")


if __name__ == "__main__":
    main()
