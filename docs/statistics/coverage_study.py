"""How often the intervals of this package hold the truth: simulated samples, by one command.

``python docs/statistics/coverage_study.py`` draws samples of known populations, as domains of one
survey each, takes the interval that topline gives unless asked otherwise and that of R, and counts
which of them hold the truth. It writes ``coverage.csv``, the chart ``coverage.png`` and the tables
within ``coverage.md``, the same bytes each time. ``--draws`` scales the number of samples.
"""

import argparse
import zlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from scipy.special import ndtr, ndtri

import topline
from topline.plotting.look.face import know_typeface

HERE = Path(__file__).resolve().parent
SEED, LEVEL, LEAST = 20261126, 0.95, 0.92
SIZES = {20: 5, 50: 5, 100: 10, 500: 10, 2000: 20}
"""Respondents of a sample, and of a cluster where there are clusters."""

Z = float(ndtri((1 + LEVEL) / 2))
_ROWS = 400_000
"""Respondents that are estimated from together."""


@dataclass(frozen=True)
class Design:
    """How a sample comes about; `holds`: whether what its intervals assume is so."""

    key: str
    words: str
    holds: bool = True


DESIGNS = (
    Design("simple", "simple random sample"),
    Design("clusters", "clusters of 5 to 20, alike by 0.05"),
    Design("weights", "weights that vary, design effect 1.4"),
    Design("opt_in", "opt-in, weighted to the population"),
    Design("biased", "opt-in, and who answers thinks otherwise", holds=False),
)


@dataclass(frozen=True, eq=False)
class Samples:
    """Samples of one size: for each respondent a place in the population, from 0 to 1."""

    u: np.ndarray
    clusters: np.ndarray | None
    weights: np.ndarray | None

    def survey(self, **columns: np.ndarray) -> topline.Survey:
        """Return all samples as one survey, each a stratum of its own."""
        samples, n = self.u.shape
        data = {name: values.ravel() for name, values in columns.items()}
        data["sample"] = np.repeat(np.arange(samples), n)
        how: dict[str, Any] = {"strata": "sample"}
        if self.clusters is not None:
            data["cluster"] = (self.clusters + np.arange(samples)[:, None] * n).ravel()
            how["clusters"] = "cluster"
        if self.weights is not None:
            data["weight"] = self.weights.ravel()
            how["weights"] = "weight"
        return topline.Survey(pd.DataFrame(data), **how)


def draw(design: str, samples: int, n: int, rng: np.random.Generator) -> Samples:
    """Draw samples; whatever is asked, it is asked of the place u in the population.

    Opt-in: one person in four of the population is easily reached and seven in ten of the sample;
    they differ by 0.8 standard deviations. Weights make the two groups what they are in the
    population. Where the sample is biased besides, who answers is 0.2 above others of the group.
    """
    error, clusters, weights = rng.normal(size=(samples, n)), None, None
    if design == "clusters":
        clusters = np.tile(np.arange(n) // SIZES[n], (samples, 1))
        shared = rng.normal(size=(samples, n // SIZES[n]))
        error = np.sqrt(0.05) * shared[:, clusters[0]] + np.sqrt(0.95) * error
    u = ndtr(error)
    if design == "weights":
        weights = np.exp(0.6 * rng.normal(size=(samples, n)))
    if design in ("opt_in", "biased"):
        easy = rng.random((samples, n)) < 0.7
        place = error + 0.8 * easy + 0.2 * (design == "biased")
        u = 0.25 * ndtr(place - 0.8) + 0.75 * ndtr(place)
        reached = np.maximum(easy.sum(axis=1, keepdims=True), 1)
        others = np.maximum((~easy).sum(axis=1, keepdims=True), 1)
        weights = np.where(easy, 0.25 / reached, 0.75 / others) * n
    return Samples(u, clusters, weights)


@dataclass(frozen=True, eq=False)
class Limits:
    """The truth, limits by default, and R's by default; NaN where there are none."""

    truth: float
    ours: tuple[Any, Any]
    theirs: tuple[Any, Any]


def share(drawn: Samples, p: float) -> Limits:
    """Estimate one share; R: svyciprop, which has no interval of 0 or 1."""
    table = drawn.survey(y=drawn.u > 1 - p).proportion({"y": "y == True"}, by="sample").table
    low, high = table["ci_low"].to_numpy(), table["ci_high"].to_numpy()
    inside = table["estimate"].between(0, 1, inclusive="neither").to_numpy()
    return Limits(p, (low, high), (np.where(inside, low, np.nan), np.where(inside, high, np.nan)))


def difference(drawn: Samples, p: float) -> Limits:
    """Estimate p of one half less 1.5 p of the other; R: svycontrast of svyby."""
    group = np.broadcast_to(np.arange(drawn.u.shape[1]) % 2, drawn.u.shape)
    survey = drawn.survey(y=drawn.u > 1 - p * (1 + group / 2), group=group)
    shares = survey.proportion({"y": "y == True"}, by=["sample", "group"])
    return _wald(shares.compare(by="group").table, -p / 2, _error(shares, 0, 1, 2))


def lead(drawn: Samples, shares: Sequence[float]) -> Limits:
    """Estimate the lead of one answer over another; R: svycontrast of svymean."""
    first, second = shares
    answer = np.select([drawn.u < first, drawn.u < first + second], ["A", "B"], "other")
    kept = pd.Categorical(answer.ravel(), ["A", "B", "other"])
    found = drawn.survey(answer=kept).proportion("answer", by="sample")
    table = found.compare(by="category", pairs=[("A", "B")]).table
    return _wald(table, first - second, _error(found, 0, 1, 3))


def mean(drawn: Samples, population: Any) -> Limits:
    """Estimate a mean; R: confint(svymean)."""
    table = drawn.survey(y=population.of(drawn.u)).mean("y", by="sample").table
    return _wald(table, population.mean)


def median(drawn: Samples, population: Any) -> Limits:
    """Estimate a median; R: svyquantile."""
    survey = drawn.survey(y=population.of(drawn.u))
    ours = survey.median("y", by="sample").table
    theirs = survey.median("y", by="sample", interval="mean").table
    both = ((each["ci_low"].to_numpy(), each["ci_high"].to_numpy()) for each in (ours, theirs))
    return Limits(population.median, *both)


def _error(found: topline.Estimates, first: int, second: int, step: int) -> np.ndarray:
    """Return √(V₁ + V₂ − 2V₁₂) of two rows of every `step`: a share of 0 adds nothing, as in R."""
    one, two = (np.arange(start, len(found), step) for start in (first, second))
    own = found.covariance.variances
    return np.sqrt(np.maximum(own[one] + own[two] - 2 * found.covariance.cells(one, two), 0))


def _wald(table: pd.DataFrame, truth: float, error: np.ndarray | None = None) -> Limits:
    """Return the limits of a table, and estimate ± z·std_error, which is what confint gives."""
    own = table["std_error"].to_numpy() if error is None else error
    estimate, half = table["estimate"].to_numpy(), Z * np.nan_to_num(own)
    ours = table["ci_low"].to_numpy(), table["ci_high"].to_numpy()
    return Limits(truth, ours, (estimate - half, estimate + half))


def published_share(counts: np.random.Generator, draws: int, n: int, p: float) -> Limits:
    """Compute the interval of one printed share; R: prop.test."""
    x = counts.binomial(n, p, draws)
    theirs = topline.proportion_interval(x, n, method="wilson_cc")
    return Limits(p, topline.proportion_interval(x, n), theirs)


def published_difference(counts: np.random.Generator, draws: int, n: int, p: float) -> Limits:
    """Compute that of two printed shares of n/2 each; R: prop.test."""
    m = n // 2
    x, y = counts.binomial(m, p, draws), counts.binomial(m, 1.5 * p, draws)
    theirs = topline.difference_interval(x, m, y, m, method="wald_cc")
    return Limits(-p / 2, topline.difference_interval(x, m, y, m), theirs)


def published_lead(
    counts: np.random.Generator, draws: int, n: int, shares: Sequence[float]
) -> Limits:
    """Compute that of a printed lead; R has none by name, here that of a mean of +1, 0 and −1."""
    first, second = shares
    table = counts.multinomial(n, [first, second, 1 - first - second], draws)
    d, both = (table[:, 0] - table[:, 1]) / n, (table[:, 0] + table[:, 1]) / n
    half = Z * np.sqrt((both - d**2) / (n - 1))
    return Limits(first - second, topline.lead_interval(table, 0, 1), (d - half, d + half))


@dataclass(frozen=True)
class Population:
    """Answers by their place in the population: steps of a scale, or a smooth distribution."""

    of: Callable[[np.ndarray], np.ndarray]
    mean: float
    median: float


@dataclass(frozen=True)
class Scale:
    """Answers 1 to k with given shares."""

    shares: tuple[float, ...]

    def of(self, u: np.ndarray) -> np.ndarray:
        """Return the answers at places in the population."""
        return 1.0 + np.searchsorted(np.cumsum(self.shares)[:-1], u)

    @property
    def mean(self) -> float:
        """The mean answer."""
        return float(np.dot(self.shares, np.arange(1, len(self.shares) + 1)))

    @property
    def median(self) -> float:
        """The least answer that half reach."""
        return float(self.of(np.array(0.5)))


INCOME = Population(lambda u: np.exp(10 + 0.8 * ndtri(u)), np.exp(10.32), np.exp(10))
AGE = Population(lambda u: 18 + 72 * u, 54, 54)
# the median's own answer ends just above one half, where a sample's median often is the next one
FIVE = Scale((0.10, 0.20, 0.21, 0.29, 0.20))
SEVEN = Scale((0.05, 0.10, 0.15, 0.21, 0.20, 0.20, 0.09))
ELEVEN = Scale((0.02, 0.03, 0.05, 0.08, 0.14, 0.185, 0.155, 0.14, 0.10, 0.05, 0.05))
CLEAR = Scale((0.10, 0.15, 0.50, 0.15, 0.10))
SHARES = {"1 %": 0.01, "5 %": 0.05, "20 %": 0.2, "50 %": 0.5}
PAIRS = {"1 and 1.5 %": 0.01, "5 and 7.5 %": 0.05, "20 and 30 %": 0.2, "40 and 60 %": 0.4}
LEADS = {
    "45 and 40 %": (0.45, 0.40),
    "20 and 15 %": (0.20, 0.15),
    "5 and 3 %": (0.05, 0.03),
    "2 and 1 %": (0.02, 0.01),
}
RATINGS = {"5 points": FIVE, "7 points": SEVEN, "11 points": ELEVEN, "5 points, clear": CLEAR}
FROM_ROWS: Mapping[str, tuple[Callable[..., Limits], Mapping[str, Any]]] = {
    "share": (share, SHARES),
    "mean": (mean, {"5 points": FIVE, "age": AGE, "income": INCOME}),
    "difference of shares": (difference, PAIRS),
    "median": (median, {**RATINGS, "income": INCOME}),
    "lead": (lead, LEADS),
}
FROM_COUNTS: Mapping[str, tuple[Callable[..., Limits], Mapping[str, Any]]] = {
    "share, published": (published_share, SHARES),
    "difference, published": (published_difference, PAIRS),
    "lead, published": (published_lead, LEADS),
}


@dataclass(frozen=True)
class Task:
    """One quantity in one situation, at one sample size and design."""

    quantity: str
    design: str
    situation: str
    n: int
    draws: int

    def run(self) -> dict[str, Any]:
        """Simulate it, by a seed of its own, and return a row of the table."""
        name = f"{self.quantity}/{self.design}/{self.situation}/{self.n}"
        rng = np.random.default_rng([SEED, zlib.crc32(name.encode())])
        if self.quantity in FROM_COUNTS:
            compute, situations = FROM_COUNTS[self.quantity]
            parts = [compute(rng, 20 * self.draws, self.n, situations[self.situation])]
        else:
            compute, situations = FROM_ROWS[self.quantity]
            # a block is small enough for the covariance of its comparisons
            most = max(1, min(250, _ROWS // self.n))
            sizes = [most] * (self.draws // most) + [self.draws % most]
            parts = [
                compute(draw(self.design, size, self.n, rng), situations[self.situation])
                for size in sizes
                if size
            ]
        row = {"quantity": self.quantity, "design": self.design, "situation": self.situation}
        drawn = {"n": self.n, "draws": self.draws}
        return {**row, **drawn, **_counted("", parts), **_counted("r_", parts)}


def _counted(prefix: str, parts: Sequence[Limits]) -> dict[str, float]:
    """Return how often limits hold the truth, how often there are none, and their mean width.

    Of an interval that is not given nobody can say that it is wrong: it counts in `none` alone.
    """
    truth = parts[0].truth
    pairs = [part.theirs if prefix else part.ours for part in parts]
    low, high = (np.concatenate([np.atleast_1d(pair[at]) for pair in pairs]) for at in (0, 1))
    none = np.isnan(low) & np.isnan(high)
    # one limit is better than none: the other is open
    held = ~none & (np.nan_to_num(low, nan=-np.inf) <= truth + 1e-9)
    held &= np.nan_to_num(high, nan=np.inf) >= truth - 1e-9
    width = (high - low)[np.isfinite(high - low)]
    return {
        f"{prefix}coverage": round(float(held.sum() / max((~none).sum(), 1)), 4),
        f"{prefix}none": round(float(none.mean()), 4),
        f"{prefix}width": float(f"{width.mean():.4g}") if len(width) else np.nan,
    }


def tasks(draws: int, sizes: Sequence[int] = tuple(SIZES)) -> list[Task]:
    """List what is simulated."""
    found = [
        Task(quantity, design.key, situation, n, draws)
        for quantity, (_, situations) in FROM_ROWS.items()
        for design in DESIGNS
        for situation in situations
        for n in sizes
    ]
    return found + [
        Task(quantity, "simple", situation, n, draws)
        for quantity, (_, situations) in FROM_COUNTS.items()
        for situation in situations
        for n in sizes
    ]


def study(draws: int, sizes: Sequence[int] = tuple(SIZES), processes: int = 1) -> pd.DataFrame:
    """Return the table: a row for each quantity, design, situation and size."""
    asked = tasks(draws, sizes)
    if processes == 1:
        return pd.DataFrame([task.run() for task in asked])
    with ProcessPoolExecutor(processes) as pool:
        return pd.DataFrame(list(pool.map(Task.run, asked, chunksize=4)))


def expected(row: Any) -> float:
    """Return how many of a sample are expected to give the rarest answer asked about."""
    shares = {**SHARES, **PAIRS, **LEADS}
    if row.situation not in shares:
        return np.inf
    least = float(np.min(shares[row.situation]))
    return row.n * least / (2 if row.situation in PAIRS else 1)


REASONS: Mapping[str, Callable[[Any], bool]] = {
    "who answers thinks otherwise than who does not": lambda row: row.design == "biased",
    "skewed: the few high incomes are missing from most samples of this size": lambda row: (
        row.quantity == "mean" and row.situation == "income" and row.n <= 100
    ),
    "10 or fewer are expected to say so": lambda row: expected(row) <= 10,
    "weights leave few respondents to tell how much weights matter": lambda row: (
        row.design in ("weights", "opt_in") and row.n <= 50
    ),
    "not clearly below: chance of the simulation": lambda row: (
        row.coverage >= LEAST - 2 * np.sqrt(LEAST * (1 - LEAST) / row.draws)
    ),
}
"""Why an interval falls short, in the order in which they are looked for."""


def reason(row: Any) -> str:
    """Say why the interval of a row holds the truth less often than it says; "" if it is not so."""
    if row.coverage >= LEAST:
        return ""
    return next((words for words, applies in REASONS.items() if applies(row)), "not explained")


def summary(found: pd.DataFrame) -> pd.DataFrame:
    """Return the least and the middle coverage of each quantity and design."""
    words = {design.key: design.words for design in DESIGNS}
    rows = []
    for (quantity, design), own in found.groupby(["quantity", "design"], sort=False):
        rows.append(
            {
                "of": quantity,
                "sample": words[design],
                "topline: middle": percent(own["coverage"].median()),
                "least": percent(own["coverage"].min()),
                "none": percent(own["none"].max()),
                "R: middle": percent(own["r_coverage"].median()),
                "R: least": percent(own["r_coverage"].min()),
                "R: none": percent(own["r_none"].max()),
            }
        )
    return pd.DataFrame(rows)


def percent(share: float) -> str:
    """Print a share of samples."""
    return f"{100 * share:.1f}%"


def shortfalls(found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows below the least coverage, with the reason, apart from the biased samples."""
    words = {design.key: design.words for design in DESIGNS if design.holds}
    short = found[(found["coverage"] < LEAST) & found["design"].isin(words)]
    return pd.DataFrame(
        [
            {
                "of": row.quantity,
                "situation": row.situation.replace(" %", "%"),
                "sample": words[row.design],
                "respondents": row.n,
                "topline": percent(row.coverage),
                "R": percent(row.r_coverage),
                "why": reason(row),
            }
            for row in short.itertuples()
        ],
        columns=["of", "situation", "sample", "respondents", "topline", "R", "why"],
    )


def as_markdown(table: pd.DataFrame) -> str:
    """Return a table in Markdown."""
    rows = [list(table), ["---"] * len(table.columns), *table.astype(str).to_numpy().tolist()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def chart(found: pd.DataFrame) -> Figure:
    """Draw every row as a dot, ours above R's, a panel for each quantity from rows."""
    quantities, designs = list(FROM_ROWS), list(DESIGNS)
    figure = Figure(figsize=(7.5, 9.5), layout="constrained")
    panels = figure.subplots(len(quantities), 1, sharex=True)
    for ax, quantity in zip(panels, quantities, strict=True):
        ax.axvline(LEVEL, color="#444444", linewidth=1)
        ax.axvline(LEAST, color="#444444", linewidth=0.7, linestyle=(0, (3, 3)))
        for at, design in enumerate(designs):
            own = found[(found["quantity"] == quantity) & (found["design"] == design.key)]
            for name, shift, colour in (
                ("coverage", -0.16, "#0b6fa4"),
                ("r_coverage", 0.16, "#d06a00"),
            ):
                ax.plot(
                    own[name].clip(lower=0.5), np.full(len(own), at + shift), "o", color=colour,
                    markersize=3.5, alpha=0.6, markeredgewidth=0,
                )  # fmt: skip
        ax.set_yticks(range(len(designs)), [design.words for design in designs], fontsize=8)
        ax.set_ylim(len(designs) - 0.5, -0.5)
        ax.set_title(quantity.capitalize(), loc="left", fontsize=10, fontweight="bold")
        ax.spines[["top", "right", "left"]].set_visible(False)
        ax.tick_params(length=0, labelsize=8)
    panels[-1].set_xlim(0.49, 1.005)
    panels[-1].xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}%")
    figure.suptitle(
        "How often 95% intervals hold the truth: topline (blue) and R (orange)\n"
        "A dot is one situation and sample size; 50% stands for 50% or less",
        fontsize=10, x=0.01, ha="left",
    )  # fmt: skip
    return figure


def write(found: pd.DataFrame, folder: Path) -> None:
    """Write the table of all rows, the chart, and the tables of the page."""
    found.to_csv(folder / "coverage.csv", index=False, lineterminator="\n")
    know_typeface()
    with mpl.rc_context({**mpl.rcParamsDefault, "font.family": [*topline.LIGHT.family]}):
        chart(found).savefig(folder / "coverage.png", dpi=150, metadata={"Software": None})
    page = folder / "coverage.md"
    parts = page.read_text(encoding="utf-8").split("<!-- table -->")
    parts[1::2] = [f"\n{as_markdown(each)}\n" for each in (summary(found), shortfalls(found))]
    page.write_text("<!-- table -->".join(parts), encoding="utf-8")


def main() -> None:
    """Run the study and write it down."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--draws", type=int, default=1000, help="samples of each row")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    write(study(asked.draws, processes=asked.processes), HERE)


if __name__ == "__main__":
    main()
