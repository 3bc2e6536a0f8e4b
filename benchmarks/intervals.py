"""Intervals from counts, against statsmodels, scipy and plain NumPy: one run, ratios."""

import argparse
import time
from collections.abc import Callable
from statistics import median

import numpy as np
from scipy.special import betaincinv, ndtri
from scipy.stats import binomtest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

import topline
from topline.statistics.intervals.one_share.proportion import METHODS

ROUNDS = 5
SEED = 20181116


def pairs(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw counts and bases as survey tables hold them."""
    rng = np.random.default_rng(SEED)
    n = rng.integers(20, 2001, size)
    return rng.binomial(n, rng.uniform(0, 1, size)), n


def plain_wilson(x: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's closed form in NumPy, without any check."""
    z = -ndtri(0.025)
    p = x / n
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return centre - half, centre + half


def side_by_side(contestants: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Time every contestant once a round, in turn; return the median seconds of each."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, run in contestants.items():
            start = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - start)
    return {name: median(values) for name, values in times.items()}


def show(title: str, seconds: dict[str, float], unit: str) -> None:
    """Print seconds and ratios to the contestant called `unit`."""
    print(f"\n{title}\n{'':34}{'seconds':>10}{'ratio':>9}")
    for name, value in seconds.items():
        print(f"{name:34}{value:10.4f}{value / seconds[unit]:9.2f}")


def main() -> None:
    """Run the comparisons and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument(
        "--slow", type=int, default=20_000, help="pairs for the short exact methods"
    )
    size, slow = vars(parser.parse_args()).values()
    x, n = pairs(size)
    x2, n2 = pairs(size)[0][::-1].copy(), pairs(size)[1][::-1].copy()
    show(
        f"One proportion, {size:,} pairs: closed form",
        side_by_side(
            {
                "NumPy, no checks": lambda: plain_wilson(x, n),
                "topline wilson": lambda: topline.proportion_interval(x, n),
                "statsmodels wilson": lambda: proportion_confint(x, n, method="wilson"),
            }
        ),
        "NumPy, no checks",
    )
    exact = {
        "one betaincinv pass": lambda: betaincinv(np.maximum(x, 1), n - x + 1, 0.025),
        "statsmodels beta": lambda: proportion_confint(x, n, method="beta"),
    }
    for method in ("clopper_pearson", "jeffreys", "mid_p", "likelihood_ratio", "blaker"):
        if method in METHODS:
            exact[f"topline {method}"] = lambda method=method: topline.proportion_interval(
                x, n, method=method
            )
    show(f"One proportion, {size:,} pairs: exact", side_by_side(exact), "one betaincinv pass")
    show(
        f"Difference, {size:,} tables",
        side_by_side(
            {
                "one betaincinv pass": lambda: betaincinv(np.maximum(x, 1), n - x + 1, 0.025),
                "topline newcombe": lambda: topline.difference_interval(x, n, x2, n2),
                "topline miettinen_nurminen": lambda: topline.difference_interval(
                    x, n, x2, n2, method="miettinen_nurminen"
                ),
                "statsmodels newcomb": lambda: confint_proportions_2indep(
                    x, n, x2, n2, compare="diff", method="newcomb"
                ),
            }
        ),
        "one betaincinv pass",
    )
    few = 300
    looped = side_by_side(
        {
            "topline clopper_pearson": lambda: topline.proportion_interval(
                x, n, method="clopper_pearson"
            ),
            f"scipy binomtest, {few} scaled up": lambda: [
                binomtest(int(a), int(b)).proportion_ci()
                for a, b in zip(x[:few], n[:few], strict=True)
            ],
        }
    )
    looped[f"scipy binomtest, {few} scaled up"] *= size / few
    show("Against a loop", looped, "topline clopper_pearson")
    short = {
        f"topline {method}": lambda method=method: topline.proportion_interval(
            x[:slow], n[:slow], method=method
        )
        for method in ("sterne", "blyth_still_casella", "wang")
        if method in METHODS
    }
    if short:
        show(f"Short exact intervals, {slow:,} pairs", side_by_side(short), next(iter(short)))


if __name__ == "__main__":
    main()
