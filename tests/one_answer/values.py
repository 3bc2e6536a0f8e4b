"""Means, totals, counts, medians and the like by group, and the ways to ask for them."""

from collections.abc import Mapping

import numpy as np

from tests.one_answer.ways import (
    BASES,
    ESTIMATE,
    GENERAL,
    LIMITS,
    REMARKS,
    Asked,
    Quantity,
    Question,
    Rows,
    Way,
    answered,
    contrasts,
    filled,
    varied,
    without,
)


def total_of_yes(asked: Asked) -> Rows:
    found = asked.case.survey_of(asked.case.frame).total("yes", by="g", **asked.options)
    return asked.rows(found, category="yes")


def total_of_ones(asked: Asked) -> Rows:
    options = {"interval": "log", **asked.options}
    return asked.rows(asked.with_columns(one=1.0).total("one", by="g", **options))


def ratio_to_ones(asked: Asked) -> Rows | None:
    if "design_effect" in asked.options:  # of a ratio there is none
        return None
    return asked.rows(asked.with_columns(one=1.0).ratio("y", "one", by="g", **asked.options))


def standardised(asked: Asked) -> Rows:
    found = asked.of(asked.with_columns(all="x"), by=["g", "all"])
    return asked.rows(found.standardise("all", {"x": 1.0}))


def root_of_variance(asked: Asked) -> Rows:
    table = asked.survey.variance("y", by="g").table
    return asked.rows(table, estimate=np.sqrt(table["estimate"]))


def swapped(asked: Asked) -> Rows:
    return asked.rows(asked.survey.correlation("x", "y", by="g", **asked.options))


def of_a_model(asked: Asked) -> Rows | None:
    """Return the coefficients of the groups alone, which are their means.

    Not where a stratum with one unit in the group is treated apart, or a replicate that has none of
    one group is left out: the model is of everybody.
    """
    if not {"lonely_domains", "replicate_weights"}.isdisjoint(asked.case.design):
        return None
    table = asked.survey.linear("y ~ 0 + g").table.table
    return asked.rows(table, g=table["term"].str.extract(r"g\[(.*)\]", expand=False))


def quantile(asked: Asked) -> Rows:
    return asked.rows(asked.survey.quantile("y", 0.5, by="g", **asked.options))


VALUES: Mapping[str, Question] = {
    "a mean": Question(
        Quantity("mean", ("y",), line="y"),
        (
            *GENERAL,
            # Of a rate the presentation standards are asked, of a mean they are not.
            Way("a ratio to ones", ratio_to_ones, without(*REMARKS)),
            # Everybody is asked: bases and degrees of freedom are those of all.
            Way(
                "a ratio of columns filled with 0",
                lambda q: filled(q, q.case.frame["y"]),
                ESTIMATE,
                varied,
                some=True,
            ),
            # A model has bases and degrees of freedom of all that it was fitted to, and does not
            # tell one respondent who was drawn for certain, whose mean has no error, from others.
            Way(
                "a linear model of the groups",
                of_a_model,
                ESTIMATE,
                lambda row: answered(row) and row["std_error"] != 0,
            ),
            Way("contrasts of one row", contrasts, (*ESTIMATE, *LIMITS), some=True),
            # Of a group of nobody it is said besides that the population has people there; a
            # standardised mean has no design effect.
            Way(
                "standardised over one level",
                standardised,
                without("deff", "n_effective"),
                of=answered,
            ),
        ),
    ),
    "a total": Question(
        Quantity("total", ("y",), line="y"),
        (
            *GENERAL,  # A total of nobody is 0 without an interval, which a sum may hold.
            Way("contrasts of one row", contrasts, (*ESTIMATE, *LIMITS), answered, some=True),
        ),
    ),
    "people": Question(
        Quantity("total", ("q",), ("g", "category"), line="q"),
        (
            *GENERAL,
            Way("the total of a 0–1 column", total_of_yes, of=lambda row: row["category"] == "yes"),
        ),
    ),
    "a count": Question(
        Quantity("count", (), interval="log"),
        (
            *GENERAL,
            Way("the total of ones", total_of_ones),
        ),
    ),
    "a ratio": Question(Quantity("ratio", ("y", "x"), line="y/x"), GENERAL),
    "a median": Question(
        # An interval of a quantile needs the data, which estimates do not keep.
        Quantity("median", ("y",), line="y", interval=""),
        (*GENERAL, Way("a quantile", quantile)),
    ),
    "a standard deviation": Question(
        Quantity("standard_deviation", ("y",)),
        # The variance has another unit.
        (*GENERAL, Way("the root of the variance", root_of_variance, ("estimate", *BASES, "df"))),
    ),
    "a correlation": Question(
        Quantity("correlation", ("y", "x"), interval="fisher_z"),
        (*GENERAL, Way("of the two swapped", swapped)),
    ),
}
