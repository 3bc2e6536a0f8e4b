"""How often intervals of weighted estimates hold the truth: simulated samples, by one command.

``python docs/statistics/weighting_study.py`` draws samples of a synthetic population of which not
everybody answers, rakes them to three margins, calibrates them to these and to a total (GREG), and
counts which 95 % intervals hold the truth: with the calibration in the variance, with the weights
taken as they are, and without weights. It writes ``weighting.csv``, the chart ``weighting.png`` and
the table within ``weighting.md``, the same bytes each time. ``--draws`` is the number of samples.
"""

import argparse
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from coverage_study import as_markdown, percent
from matplotlib.figure import Figure
from scipy.special import expit

import topline
from topline.plotting.look.face import know_typeface

HERE = Path(__file__).resolve().parent
SEED, PEOPLE = 20261126, 60_000
MARGINS = {"sex": ("f", "m"), "age": ("18-34", "35-54", "55+"), "region": ("north", "mid", "south")}
QUESTIONS = {
    "vote": "a share that margins explain in part",
    "spending": "a mean that goes with income",
    "luck": "a share that nothing explains",
}
"""What is asked, with what it is in words."""

SITUATIONS = {
    "simple": "simple random sample",
    "strata": "regions at rates of 1 to 4",
    "biased": "simple, and who answers thinks otherwise",
}
"""How people are invited, and who of them answers."""

SIZES = (200, 1000)
RESPONSE = 0.4
"""Of those invited, about so many answer."""


@cache
def population() -> pd.DataFrame:
    """Return everybody: who they are, what they would answer, how likely they take part."""
    rng = np.random.default_rng(SEED)
    age, sex = rng.choice(3, PEOPLE, p=(0.3, 0.33, 0.37)), rng.choice(2, PEOPLE, p=(0.51, 0.49))
    region = rng.choice(3, PEOPLE, p=(0.2, 0.3, 0.5))
    income = np.exp(7.6 + 0.25 * (age == 1) + 0.15 * sex + 0.5 * rng.standard_normal(PEOPLE))
    vote = expit(-0.9 + 0.9 * age - 0.7 * region + 0.5 * sex) > rng.random(PEOPLE)
    spending = 200 + 0.35 * income + 60 * age + 250 * rng.standard_normal(PEOPLE)
    answers = expit(-1.1 + 0.6 * age - 0.5 * sex)
    return pd.DataFrame(
        {
            **{
                name: np.array(MARGINS[name], dtype=object)[codes]
                for name, codes in (("sex", sex), ("age", age), ("region", region))
            },
            "income": income,
            "vote": vote.astype(float),
            "spending": spending,
            "luck": (rng.random(PEOPLE) < 0.3).astype(float),
            "answers": answers,
            # within every cell those who would vote so take part more
            "answers_biased": expit(-1.35 + 0.6 * age - 0.5 * sex + 0.5 * vote),
        }
    )


@cache
def known() -> dict[str, Any]:
    """Return what is known of the population: people of each margin, and all income."""
    people = population()
    margins = {name: people[name].value_counts().to_dict() for name in MARGINS}
    return {**margins, "income": float(people["income"].sum())}


METHODS: Mapping[str, Callable[[topline.Survey], topline.Survey]] = {
    "raking": lambda survey: survey.rake({name: known()[name] for name in MARGINS}),
    "GREG": lambda survey: survey.calibrate(known(), bounds=(0.01, 50)),
}
"""How samples are weighted; bounds keep the weights of GREG above 0."""


def sample(situation: str, n: int, rng: np.random.Generator) -> topline.Survey:
    """Draw a sample of about n who answer, with the weights of those invited."""
    people = population()
    if situation == "strata":
        rate = people["region"].map({"north": 4.0, "mid": 2.0, "south": 1.0}).to_numpy()
    else:
        rate = np.ones(PEOPLE)
    chance = rate * n / RESPONSE / rate.sum()
    taking = people["answers_biased" if situation == "biased" else "answers"].to_numpy()
    drawn = (rng.random(PEOPLE) < chance) & (rng.random(PEOPLE) < taking)
    own = people[drawn].assign(weight=1 / chance[drawn])
    strata = {"strata": "region"} if situation == "strata" else {}
    return topline.Survey(own.reset_index(drop=True), weights="weight", **strata)


def as_given(weighted: topline.Survey) -> topline.Survey:
    """Return the survey as a file of its weights tells it: nothing is known of targets."""
    data = weighted.data.assign(weight=weighted.weights)
    strata = {"strata": "region"} if weighted.design.columns.strata else {}
    return topline.Survey(data, weights="weight", **strata)


@dataclass(frozen=True)
class Task:
    """A row of the study but for its question."""

    situation: str
    method: str
    n: int
    draws: int

    def run(self) -> list[dict[str, Any]]:
        """Draw samples, estimate, and count the intervals that hold the truth."""
        seed = zlib.crc32(f"{self.situation} {self.n}".encode())
        rng = np.random.default_rng([SEED, seed])
        truth = population()[list(QUESTIONS)].mean()
        parts = []
        for _ in range(self.draws):
            drawn = sample(self.situation, self.n, rng)
            weighted = METHODS[self.method](drawn)
            ways = {"with": weighted, "without": as_given(weighted), "none": drawn}
            for way, survey in ways.items():
                table = survey.mean(list(QUESTIONS)).table
                parts.append(table[["outcome", "estimate", "ci_low", "ci_high"]].assign(way=way))
        found = pd.concat(parts, ignore_index=True)
        value = found["outcome"].map(truth)
        found["holds"] = (found["ci_low"] <= value) & (value <= found["ci_high"])
        found["width"] = found["ci_high"] - found["ci_low"]
        found["off"] = found["estimate"] - value
        means = found.groupby(["outcome", "way"])[["holds", "width", "off"]].mean()
        return [self._row(question, means.loc[question]) for question in QUESTIONS]

    def _row(self, question: str, means: pd.DataFrame) -> dict[str, Any]:
        return {
            "sample": self.situation,
            "method": self.method,
            "n": self.n,
            "question": question,
            "draws": self.draws,
            "coverage": means.loc["with", "holds"],
            "coverage_without": means.loc["without", "holds"],
            "coverage_unweighted": means.loc["none", "holds"],
            "width": means.loc["with", "width"],
            "width_without": means.loc["without", "width"],
            "bias": means.loc["with", "off"],
            "bias_unweighted": means.loc["none", "off"],
        }


def tasks(draws: int) -> list[Task]:
    """Return everything that is simulated."""
    return [
        Task(situation, method, n, draws)
        for situation in SITUATIONS
        for method in METHODS
        for n in SIZES
    ]


def study(draws: int, processes: int) -> pd.DataFrame:
    """Run all tasks."""
    with ProcessPoolExecutor(processes) as pool:
        rows = [row for rows in pool.map(Task.run, tasks(draws)) for row in rows]
    return pd.DataFrame(rows)


def summary(found: pd.DataFrame) -> pd.DataFrame:
    """Return the table of the page."""
    return pd.DataFrame(
        {
            "sample": found["sample"].map(SITUATIONS),
            "weights": found["method"],
            "n": found["n"].map("{:,}".format),
            "question": found["question"],
            "with the calibration": found["coverage"].map(percent),
            "without it": found["coverage_without"].map(percent),
            "width, with over without": (found["width"] / found["width_without"]).map(
                "{:.2f}".format
            ),
            "no weighting": found["coverage_unweighted"].map(percent),
        }
    )


WAYS = {
    "coverage": ("with the calibration", "#0b6fa4", "o"),
    "coverage_without": ("weights taken as they are", "#d06a00", "s"),
    "coverage_unweighted": ("not weighted", "#777777", "x"),
}
"""Columns that are drawn, with their words, colours and marks."""


def chart(found: pd.DataFrame) -> Figure:
    """Draw how often intervals hold the truth, a panel for each kind of sample."""
    figure = Figure(figsize=(7.5, 6.6), layout="constrained")
    panels = figure.subplots(len(SITUATIONS), 1, sharex=True)
    for ax, (key, words) in zip(panels, SITUATIONS.items(), strict=True):
        own = found[found["sample"] == key].sort_values(["question", "method", "n"])
        places = np.arange(len(own))
        ax.axvline(0.95, color="#444444", linewidth=1)
        for column, (name, colour, mark) in reversed(WAYS.items()):
            ax.plot(own[column].clip(lower=0.5), places, mark, color=colour, markersize=5,
                    label=name)  # fmt: skip
        labels = [f"{row.question}, {row.method}, {row.n:,}" for row in own.itertuples()]
        ax.set_yticks(places, labels, fontsize=7)
        ax.set_ylim(len(own) - 0.4, -0.6)
        ax.set_title(f"{words[0].upper()}{words[1:]}", loc="left", fontsize=9, fontweight="bold")
        ax.spines[["top", "right", "left"]].set_visible(False)
        ax.tick_params(length=0, labelsize=7)
        ax.grid(axis="y", color="#dddddd", linewidth=0.5)
        ax.set_axisbelow(True)
    panels[-1].set_xlim(0.49, 1.005)
    panels[-1].xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}%")
    figure.suptitle(
        "How often 95% intervals hold the truth after weighting\n"
        "50% stands for 50% or less",
        fontsize=10, x=0.01, ha="left",
    )  # fmt: skip
    handles, names = panels[0].get_legend_handles_labels()
    figure.legend(handles[::-1], names[::-1], loc="outside lower left", ncols=3, fontsize=8,
                  frameon=False)  # fmt: skip
    return figure


def write(found: pd.DataFrame, folder: Path) -> None:
    """Write the rows, the chart, and the table of the page."""
    found.to_csv(folder / "weighting.csv", index=False, lineterminator="\n")
    know_typeface()
    with mpl.rc_context({**mpl.rcParamsDefault, "font.family": [*topline.LIGHT.family]}):
        chart(found).savefig(folder / "weighting.png", dpi=150, metadata={"Software": None})
    page = folder / "weighting.md"
    before, _, after = page.read_text(encoding="utf-8").split("<!-- table -->")
    table = f"\n{as_markdown(summary(found))}\n"
    page.write_text("<!-- table -->".join([before, table, after]), encoding="utf-8")


def main() -> None:
    """Run the study and write it down."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--draws", type=int, default=150, help="samples of each row")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    write(study(asked.draws, asked.processes), HERE)


if __name__ == "__main__":
    main()
