"""The cases of intervals.json, and how far an answer may be from them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

Case = dict[str, Any]

KEYS = {
    "arcsine": "arcsine_anscombe",
    "lr": "likelihood_ratio",
    "sterne_minlike": "sterne",
    "wang_exact_shortest": "wang",
    "mover_wilson": "newcombe",
    "gold_wald": "gold",
    "wilson_unadjusted": "wilson",
    "price_bonett_statpsych": "price_bonett",
    "fisher_conditional": "conditional_exact",
    "conditional_mid_p": "mid_p",
    "binomial_exact_minlike": "exact",
    "score_z": "score",
    "BH": "benjamini_hochberg",
    "BY": "benjamini_yekutieli",
}
"""This package's method key, where a case has another."""


@cache
def _every_case() -> list[Case]:
    path = Path(__file__).with_name("intervals.json")
    return json.loads(path.read_text(encoding="utf-8"))


def cases(kind: str, measure: str | None = None) -> list[Case]:
    """Return the usable cases of a kind; disputed ones and known misprints are left out."""
    return [
        case
        for case in _every_case()
        if case["kind"] == kind
        and (measure is None or case.get("measure") == measure)
        and case["status"] != "sparse_disputed"
        and case.get("agrees_with_arbiter", True)
    ]


def method_key(case: Case) -> str:
    return KEYS.get(case["method"], case["method"])


def alternative(case: Case) -> str:
    """The case's side as scipy says it: "lower" bounds from below and gives [L, 1]."""
    return {"two": "two-sided", "lower": "greater", "upper": "less"}[case["sided"]]


def expected(case: Case) -> tuple[Any, Any]:
    """The arbiter's limits where it gave them, else the packages'."""
    limits = case.get("arbiter") or (case["lower"], case["upper"])
    if case["status"] == "published_rounded":
        limits = (case["lower"], case["upper"])
    if case.get("arbiter") and isinstance(limits[0], list):
        limits = tuple(zip(*limits, strict=True))
    low, high = limits
    return np.array(low, dtype=float), np.array(high, dtype=float)


def is_near(answer: Any, target: Any, case: Case) -> bool:
    """Whether an answer is within the case's stated tolerance, relative unless it was printed.

    A limit that is exactly 0 must be met to 1e-14; infinite limits must be equal.
    """
    answer, target = np.asarray(answer, dtype=float), np.asarray(target, dtype=float)
    if "tol_abs" in case:
        return bool(np.allclose(answer, target, rtol=0, atol=case["tol_abs"]))
    finite = np.isfinite(target)
    allowed = np.where(target == 0, 1e-14, case.get("tol_rel", 1e-8) * np.abs(target))
    distance = np.abs(np.where(finite, answer - np.where(finite, target, 0), 0))
    return bool(np.all((distance <= allowed) & (finite | (answer == target))))
