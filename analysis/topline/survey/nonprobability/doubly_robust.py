"""Doubly robust means: a model of who takes part and one of what they answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...estimates.intervals import DEFAULTS
from ...estimates.rows import keys_named, microdata_limits, microdata_reasons, variation
from ...formulas.read import Formula
from ...language.message import Message
from ...sample_types import NOT_STATED
from ...statistics.models.families import LINKS
from ...statistics.models.glm import fit_glm
from ...statistics.nonprobability.means import ModelledMeans, Prediction, modelled_means
from ...statistics.nonprobability.participation import fit_participation
from ...values import Value
from ..data.columns import FloatArray
from ..models.predictors import words_of
from ..weighting.variance import back
from .samples import Samples


@dataclass(frozen=True, eq=False, kw_only=True)
class DoublyRobust(Value):
    """What is modelled, by what; see ``Survey.doubly_robust``."""

    variables: Sequence[str]
    model: Formula | tuple[str, ...]
    outcome: Formula | tuple[str, ...]
    family: str = "gaussian"
    population: float | None = None
    confidence_level: float = 0.95
    interval: str | None = None


@dataclass(frozen=True, eq=False)
class Answered:
    """The answers to one variable, as columns of numbers, and who gave one."""

    labels: pd.DataFrame
    rows: FloatArray = field(repr=False)
    part: NDArray[np.bool_] = field(repr=False)
    meant: int
    quantity: str


def doubly_robust(asked: DoublyRobust, samples: Samples) -> Estimates:
    """Return the doubly robust means of some variables, with their covariance.

    Raises
    ------
    ArgumentError
        When no variables are named, or a model cannot be fitted.
    """
    if not asked.variables:
        raise ArgumentError("no variables are named; give a column or a list of columns")
    answered = [answers_to(name, samples) for name in asked.variables]
    means = [means_of(asked, samples, own) for own in answered]
    # who did not answer one question adds nothing to the variance of its mean
    spread = np.hstack(
        [back(own.part, found.sample) for own, found in zip(answered, means, strict=True)]
    )
    of_total = samples.covariance(np.hstack([found.reference for found in means]))
    joint = replace(means[0], sample=spread).covariance(of_total)
    reference = samples.reference.survey
    df = float("inf") if reference is None else float(reference.design.df)
    tables = [
        own.labels.assign(
            estimate=found.estimate,
            n=int(own.part.sum()),
            n_missing=own.meant - int(own.part.sum()),
            n_weighted=float(samples.reference.weights.sum()),
            quantity=own.quantity,
        )
        for own, found in zip(answered, means, strict=True)
    ]
    table = pd.concat(tables, ignore_index=True)
    error = np.sqrt(np.diag(joint))
    table = table.assign(
        std_error=error,
        df=df,
        deff=np.nan,
        n_effective=np.nan,
        cv=variation(error, table["estimate"].to_numpy()),
        confidence_level=asked.confidence_level,
    )
    keys = np.empty(len(table), dtype=object)
    for quantity in table["quantity"].unique():
        at = (table["quantity"] == quantity).to_numpy()
        chosen = DEFAULTS[quantity] if asked.interval is None else asked.interval
        if isinstance(chosen, str) and chosen == "logit":
            chosen = "mean"
        keys[at] = keys_named(table[at], chosen, quantity)
    table = table.assign(**microdata_limits(table, keys))
    table["reasons"] = microdata_reasons(table, also={"opt_in": table["estimate"].notna()})
    kind = samples.rows.design.sample_type
    return Estimates(
        table,
        joint,
        words_for(asked, len(samples.drawn)),
        notes=(
            Message(
                "a model, no margin of error: the standard error is that of answers if who takes "
                "part is as the model says"
            ),
        ),
        most_df=df,
        sample_type="opt_in" if kind == NOT_STATED else kind,
    )


def words_for(asked: DoublyRobust, size: int) -> str:
    """Return how the means are made, in words."""
    return Message(
        "doubly robust mean (Chen, Li and Wu): a model of who takes part on {names}, beside a "
        "reference sample of {size}, and a model of the answers on {outcome}",
        names=words_of(asked.model),
        size=size,
        outcome=words_of(asked.outcome),
    )


def answers_to(name: str, samples: Samples) -> Answered:
    """Return the answers to a variable: numbers, or an indicator of each category."""
    columns, rows = samples.rows.columns, samples.rows
    meant = rows.weights > 0 if rows.mask is None else (rows.weights > 0) & rows.mask
    if not columns.is_categorical(name):
        values = columns.numbers(name).rows
        labels = pd.DataFrame({"outcome": [name]})
        part = meant & ~np.isnan(values)
        return Answered(labels, values[:, None], part, int(meant.sum()), "value")
    found = columns.answers(name)
    part = meant & (found.rows >= 0)
    held = np.unique(found.rows[part])
    labels = pd.DataFrame(
        {"outcome": name, "category": pd.Series([found.labels[at] for at in held], dtype=object)}
    )
    chosen = (found.rows[:, None] == held).astype(float)
    return Answered(labels, chosen, part, int(meant.sum()), "proportion")


def means_of(asked: DoublyRobust, samples: Samples, own: Answered) -> ModelledMeans:
    """Return the means of one variable, of whom the models are of who answered it."""
    count = int(own.part.sum())
    matrix = samples.predictors(asked.model, own.part)
    participation = fit_participation(
        matrix.x[:count],
        matrix.x[count:],
        samples.reference.weights[samples.drawn],
        names=matrix.names,
    )
    of_answers = matrix
    if asked.outcome is not asked.model:
        of_answers = samples.predictors(asked.outcome, own.part)
    y = own.rows[own.part]
    predicted = np.empty((len(of_answers.x), y.shape[1]))
    for place, values in enumerate(y.T):
        fit = fit_glm(of_answers.x[:count], values, family=asked.family, names=of_answers.names)
        linear = of_answers.x[:, fit.columns] @ fit.coefficients
        predicted[:, place] = LINKS[fit.link].mean(linear)
    prediction = Prediction(sample=predicted[:count], reference=predicted[count:])
    return modelled_means(y, participation, prediction, population=asked.population)
