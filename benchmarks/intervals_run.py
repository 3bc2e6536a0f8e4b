"""Intervals of one method with one package, in a process that answers when it is told to."""

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
from serve import Served, serve

SHOWN = 500
"""Limits that are compared."""


def pairs(size: int, seed: int = 20181116) -> tuple[np.ndarray, np.ndarray]:
    """Draw counts and bases as survey tables hold them."""
    rng = np.random.default_rng(seed)
    n = rng.integers(20, 2001, size)
    return rng.binomial(n, rng.uniform(0, 1, size)), n


def with_topline(task: str, size: int) -> Callable[[], Any]:
    """Return the task with this package."""
    import topline

    (x, n), (x2, n2) = pairs(size), pairs(size, 7)
    if task in ("newcombe", "miettinen_nurminen"):
        return lambda: topline.difference_interval(x, n, x2, n2, method=task)
    if task == "odds":
        one, base, two, other = (int(each[0]) for each in (x, n, x2, n2))
        return lambda: topline.odds_ratio_interval(one, base, two, other)
    if task == "scalar":
        count, base = int(x[0]), int(n[0])
        return lambda: topline.proportion_interval(count, base)
    return lambda: topline.proportion_interval(x, n, method=task)


def with_statsmodels(task: str, size: int) -> Callable[[], Any]:
    """Return the task with statsmodels."""
    from statsmodels.stats import proportion as sm

    (x, n), (x2, n2) = pairs(size), pairs(size, 7)
    if task == "newcombe":
        return lambda: sm.confint_proportions_2indep(x, n, x2, n2, compare="diff", method="newcomb")
    if task == "miettinen_nurminen":

        def looped() -> Any:
            found = [
                sm.confint_proportions_2indep(*each, compare="diff", method="score")
                for each in zip(*(one.tolist() for one in (x, n, x2, n2)), strict=True)
            ]
            return np.array(found).T

        return looped
    if task == "scalar":
        count, base = int(x[0]), int(n[0])
        return lambda: sm.proportion_confint(count, base, method="wilson")
    named = {"clopper_pearson": "beta"}.get(task, task)
    return lambda: sm.proportion_confint(x, n, method=named)


def with_numpy(_task: str, size: int) -> Callable[[], Any]:
    """Return Wilson's closed form in NumPy, without any check."""
    from scipy.special import ndtri

    x, n = pairs(size)

    def wilson() -> Any:
        z = -ndtri(0.025)
        p = x / n
        centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
        return centre - half, centre + half

    return wilson


def one_pass(_task: str, size: int) -> Callable[[], Any]:
    """Return one pass of the inverse that exact limits come of."""
    from scipy.special import betaincinv

    x, n = pairs(size)
    return lambda: betaincinv(np.maximum(x, 1), n - x + 1, 0.025)


WHO = {
    "topline": with_topline,
    "statsmodels": with_statsmodels,
    "NumPy, no checks": with_numpy,
    "one betaincinv pass": one_pass,
}


def numbers(found: Any) -> tuple[Any, Any]:
    """Return some of the limits; of what has one only, none."""
    if not isinstance(found, tuple) and np.ndim(found) != 2:
        return [], []
    low, high = (np.atleast_1d(np.asarray(one, dtype=float)) for one in found)
    step = max(1, len(low) // SHOWN)
    return [*low[::step], *high[::step]], []


def main() -> None:
    """Answer whenever a line comes in."""
    name, task, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
    answer = WHO[name](task, size)
    serve(Served(lambda: None, lambda _: answer(), numbers))


if __name__ == "__main__":
    main()
