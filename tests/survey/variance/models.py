"""Generalised linear models and calibration, as small as tests need them."""

import numpy as np
import pandas as pd
from scipy.special import expit, ndtr

FAMILIES = {
    # link's inverse and its derivative, and the variance
    "gaussian()": (lambda e: e, np.ones_like, np.ones_like),
    "quasibinomial()": (expit, lambda e: expit(e) * expit(-e), lambda m: m * (1 - m)),
    "quasibinomial(link='probit')": (
        ndtr,
        lambda e: np.exp(-(e**2) / 2) / np.sqrt(2 * np.pi),
        lambda m: m * (1 - m),
    ),
    "quasibinomial(link='cloglog')": (
        lambda e: -np.expm1(-np.exp(e)),
        lambda e: np.exp(e - np.exp(e)),
        lambda m: m * (1 - m),
    ),
    "quasipoisson()": (np.exp, np.exp, lambda m: m),
    "Gamma(link='log')": (np.exp, np.exp, lambda m: m**2),
}


def started(family, y):
    """Return R's starting values of the linear predictor."""
    link = {
        "gaussian()": lambda m: m,
        "quasibinomial()": lambda m: np.log(m / (1 - m)),
        "quasibinomial(link='probit')": lambda m: (m - 0.5) * 2,
        "quasibinomial(link='cloglog')": lambda m: np.log(-np.log(1 - m)),
    }.get(family, np.log)
    return link((y + 0.5) / 2 if "binomial" in family else np.maximum(y, 0.1))


def fitted(x, y, w, family):
    """Return coefficients, and the influence of every row on them."""
    inverse, slope, variance = FAMILIES[family]
    eta, beta = started(family, y), np.zeros(x.shape[1])
    for _ in range(100):
        mu, d = inverse(eta), slope(eta)
        weight = w * d**2 / variance(mu)
        step = np.linalg.solve(x.T @ (weight[:, None] * x), x.T @ (weight * (eta + (y - mu) / d)))
        done = np.abs(step - beta).max() <= 1e-13 * np.abs(step).max()
        beta, eta = step, x @ step
        if done:
            break
    mu, d = inverse(eta), slope(eta)
    bread = np.linalg.inv(x.T @ ((w * d**2 / variance(mu))[:, None] * x))
    return beta, (x * ((y - mu) * d / variance(mu))[:, None]) @ bread


def columns(data, formula):
    """Return the model matrix of R's formula, and the names of its columns."""
    found = {"(Intercept)": np.ones(len(data))}
    for term in formula.replace("*", "+").split("+"):
        found.update(_term(data, term))
    if "*" in formula:
        first, second = (_term(data, term) for term in formula.split("*"))
        for one, x in first.items():
            found.update({f"{one}:{other}": x * z for other, z in second.items()})
    return np.column_stack(list(found.values())), list(found)


def _term(data, term):
    values = data[term.removeprefix("factor(").removesuffix(")")]
    if pd.api.types.is_numeric_dtype(values) and not term.startswith("factor"):
        return {term: values.to_numpy(dtype=float)}
    levels = sorted(values.dropna().unique())[1:]
    return {f"{term}{level}": (values == level).to_numpy(dtype=float) for level in levels}


def margins(data, design):
    """Return the indicators or variables that a design is calibrated to, and their totals."""
    if "margins" in design:
        parts = [
            ((data[name] == level).to_numpy(dtype=float), total)
            for name, totals in design["margins"].items()
            for level, total in totals.items()
        ]
        return np.column_stack([x for x, _ in parts]), np.array([t for _, t in parts], dtype=float)
    x, names = columns(data, design["formula"].removeprefix("~").replace(" ", ""))
    return x, np.array([design["population"][name] for name in names], dtype=float)


def ratio(u, about):
    """Return the ratio F(u) of weights after and before by a distance, and its derivative."""
    low, high = about.get("bounds", (-np.inf, np.inf))
    if about.get("calfun") == "raking":
        return np.exp(u), np.exp(u)
    if about.get("calfun") == "logit":
        a = (high - low) / ((1 - low) * (high - 1))
        e = np.exp(a * u)
        below = high - 1 + (1 - low) * e
        found = (low * (high - 1) + high * (1 - low) * e) / below
        return found, a * (1 - low) * (high - 1) * (high - low) * e / below**2
    return np.clip(1 + u, low, high), ((1 + u > low) & (1 + u < high)).astype(float)


def calibrated(x, d, totals, about):
    """Return weights that meet the totals, by Newton's method.

    Deville & Särndal (1992), JASA 87:376–382, eq. 2.2: w = d·F(x·slope).
    """
    slope = np.zeros(x.shape[1])
    for _ in range(100):
        found, steep = ratio(x @ slope, about)
        gap = totals - (d * found) @ x
        if np.abs(gap).max() <= 1e-13 * np.abs(totals).max():
            break
        slope = slope + np.linalg.lstsq((d * steep) * x.T @ x, gap)[0]
    return d * found


def trimmed(w, low, high):
    """Return weights cut at limits, those within them sharing what was cut."""
    outside = (w < low) | (w > high)
    cut = np.clip(w, low, high)
    return cut + np.where(outside, 0.0, (w - cut).sum() / (~outside).sum())
