"""How one thing is asked in many ways: of whom, with what, and how the answers are held together.

A way returns rows by their names, or nothing where it is not for a survey. It agrees with the usual
way in the columns `same`; where these are fewer than all, a comment says why.
"""

import io
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import polars as pl
import pytest
from typer.testing import CliRunner

from tests.one_answer.surveys import SETS, Case
from topline import Estimates, Survey, plot_estimates, publish
from topline.cli.app import app

ESTIMATE = ("estimate", "std_error")
BASES = ("n", "n_missing", "n_weighted")
LIMITS = ("df", "ci_low", "ci_high", "confidence_level", "interval")
REMARKS = ("reasons", "flag")
EVERY = (*ESTIMATE, *BASES, *LIMITS, *REMARKS, "n_effective", "deff", "cv")

Row = Mapping[str, Any]
Rows = dict[tuple[str, ...], Row]


@dataclass(frozen=True)
class Quantity:
    """What is asked for: a method of ``Survey`` and its variables; `key` names the rows.

    `line` is what the command line calls the variables, if it knows the method; `interval` is the
    interval by default.
    """

    method: str
    of: tuple[Any, ...]
    key: tuple[str, ...] = ("g",)
    line: str = ""
    interval: str = "t"


@dataclass(frozen=True, eq=False)
class Asked:
    """One quantity asked of one survey with some options."""

    case: Case
    quantity: Quantity
    options: Mapping[str, Any]

    @property
    def survey(self) -> Survey:
        """The survey."""
        return self.case.survey

    @property
    def level(self) -> float:
        """The confidence level."""
        return float(self.options.get("confidence_level", 0.95))

    def of(self, survey: Survey, **more: Any) -> Estimates:
        """Return the estimates of a survey."""
        options = {**self.options, **more}
        found: Estimates = getattr(survey, self.quantity.method)(*self.quantity.of, **options)
        return found

    def by(self, **more: Any) -> Estimates:
        """Return the estimates by group."""
        return self.of(self.survey, by="g", **more)

    def rows(self, found: Any, **also: Any) -> Rows:
        """Return the rows of a table by their names; `also` is what all of them share."""
        records = getattr(found, "table", found).assign(**also).to_dict("records")
        return {tuple(str(row[name]) for name in self.quantity.key): row for row in records}

    def renamed(self, found: Any, **names: str) -> Rows:
        """Return rows of which a name stands in a column of another name."""
        table = getattr(found, "table", found)
        return self.rows(table.assign(**{new: table[old] for new, old in names.items()}))

    def alone(self, ask: Callable[[str], Any]) -> Rows:
        """Return the rows of groups that are asked by themselves."""
        found: Rows = {}
        for g in self.case.alone:
            found |= self.rows(ask(g), g=g)
        return found

    def with_columns(self, **columns: Any) -> Survey:
        """Return the survey with further columns."""
        return self.case.survey_of(self.case.frame.assign(**columns))


@dataclass(frozen=True)
class Way:
    """One way to ask: its answer, in what it agrees with the usual way, and in which rows.

    Ways that ask of `some` rows only are not asked for the rest; `slow` ways draw.
    """

    name: str
    ask: Callable[[Asked], Rows | None]
    same: tuple[str, ...] = EVERY
    of: Callable[[Row], bool] = lambda _row: True
    some: bool = False
    slow: bool = False

    def faults(self, asked: Asked, usual: Rows) -> list[str]:
        """Return where this way does not agree with the usual one."""
        found = self.ask(asked)
        told: list[str] = []
        for name, row in () if found is None else usual.items():
            other = found.get(name)
            if not self.of(row) or (self.some and other is None):
                continue
            if other is None:
                told.append(f"{self.name}: no row {name}")
                continue
            told += [
                f"{self.name}: {column} of {name} is {other.get(column)}, not {row[column]}"
                for column in self.same
                if column in row and not near(other.get(column), row[column])
            ]
        return told


@dataclass(frozen=True)
class Question:
    """What is asked for, how that is usually done, and all other ways."""

    quantity: Quantity
    ways: tuple[Way, ...]
    usual: Callable[[Asked], Any] = Asked.by


def without(*names: str) -> tuple[str, ...]:
    """Return all columns but some."""
    return tuple(name for name in EVERY if name not in names)


def answered(row: Row) -> bool:
    """Return whether somebody answered."""
    return bool(row["n"] > 0)


def varied(row: Row) -> bool:
    """Return whether there is a variance."""
    return bool(row["std_error"] > 0)


def near(one: Any, two: Any) -> bool:
    """Return whether cells are the same: numbers to nine digits; nothing is the same as nothing."""
    one, two = (None if x is None or x is pd.NA or x != x or x == "" else x for x in (one, two))
    if one is None or two is None or isinstance(one, str):
        return one is two or bool(one == two)
    return math.isclose(one, two, rel_tol=1e-9, abs_tol=1e-12)


def weightless_elsewhere(asked: Asked) -> Rows | None:
    """Ask everybody where all outside of a group weigh nothing."""
    frame = asked.case.frame
    weights = [name for name in frame if name == "w" or str(name).startswith("rep")]

    def ask(group: str) -> Estimates:
        known = frame[weights].where(frame["g"] == group, 0.0)
        return asked.of(asked.case.survey_of(frame.assign(**known)))

    return asked.alone(ask) if asked.case.design else None


def of_covariance(found: Estimates) -> pd.DataFrame:
    """Return the table with the standard errors that the covariance has."""
    return found.table.assign(std_error=np.sqrt(np.diag(np.asarray(found.covariance))))


def contrasts(asked: Asked) -> Rows:
    """Return rows of some groups as contrasts of themselves alone."""
    found = asked.by()
    found = found.subset(found.table["g"].isin(asked.case.alone).to_numpy())
    parts = [found.contrast(line, confidence_level=asked.level) for line in np.eye(len(found))]
    table = pd.concat([part.table for part in parts], ignore_index=True)
    return asked.rows(table.join(found.table[list(asked.quantity.key)]))


def filled(asked: Asked, values: "pd.Series[Any]", **labels: str) -> Rows | None:
    """Ask everybody, of columns that are filled with 0 outside of each group.

    Not where a stratum with one unit in the group is treated apart: the group is everybody.
    """
    if "lonely_domains" in asked.case.design:
        return None

    def ask(group: str) -> pd.DataFrame:
        inside = (asked.case.frame["g"] == group) & values.notna()
        survey = asked.with_columns(top=values.where(inside, 0.0), base=inside.astype(float))
        return survey.ratio("top", "base").table.assign(**labels)

    return asked.alone(ask)


def another_interval(asked: Asked) -> Rows | None:
    """Ask for another interval and level, and then for those that are wanted."""
    if not asked.quantity.interval:
        return None
    wanted = dict(asked.options)
    name = wanted.pop("interval", asked.quantity.interval)
    level = wanted.pop("confidence_level", 0.95)
    found = Asked(asked.case, asked.quantity, wanted).by(interval="t", confidence_level=0.8)
    return asked.rows(found.with_interval(level, name))


def printed(asked: Asked, *more: str) -> str | None:
    """Return what the command line prints; nothing where it does not know what is asked for."""
    design = {**asked.case.design, **asked.options}
    unknown = {"rscales", "design_effect", "missing", "lonely_domains", "df"}
    if not asked.quantity.line or not unknown.isdisjoint(design):
        return None
    words = ["estimate", str(asked.case.file), f"--{asked.quantity.method}", asked.quantity.line]
    words += [f"--sets={name}={','.join(columns)}" for name, columns in SETS.items()]
    for name, value in design.items():
        listed = ",".join(value) if isinstance(value, list) else str(value)
        words.append(f"--{name.replace('_', '-')}={listed}")
    result = CliRunner().invoke(app, [*words, *more])
    if result.exception:
        raise result.exception
    return result.output


def as_json(asked: Asked) -> Rows | None:
    text = printed(asked, "--by=g", "--format=json")
    return None if text is None else asked.rows(pd.DataFrame(json.loads(text)["estimates"]))


def as_csv(asked: Asked) -> Rows | None:
    found: Rows = {}
    for g in asked.case.alone:
        text = printed(asked, f"--where=g == '{g}'", "--format=csv")
        if text is None:
            return None
        found |= asked.rows(pd.read_csv(io.StringIO(text)), g=g)
    return found


def of_who_answered(asked: Asked) -> Rows | None:
    """Ask those alone who have an answer, where rows are sampled units.

    Where clusters are, those in which nobody answered were drawn as well, as in R.
    """
    names = [name for name in asked.quantity.of if isinstance(name, str) and name != "trips"]
    if not names or {"clusters", "replicate_weights"} & set(asked.case.design):
        return None
    if "missing" in asked.options:
        return None
    known = " and ".join(f"{name} is not missing" for name in names)
    return asked.rows(asked.of(asked.survey, by="g", where=known))


def lazily(asked: Asked) -> Rows | None:
    """Ask a lazy frame of polars; of several answers, engines want conditions in words."""
    if asked.quantity.of == ("trips",):
        return None
    frame = pl.from_pandas(asked.case.frame).lazy()
    return asked.rows(asked.of(Survey(frame, **asked.case.design), by="g"))


def in_duckdb(asked: Asked) -> Rows | None:
    """Ask a Parquet file that stays where it is."""
    if asked.quantity.of == ("trips",):
        return None
    duckdb = pytest.importorskip("duckdb")
    path = asked.case.folder / "answers.parquet"
    asked.case.frame.to_parquet(path)
    return asked.rows(asked.of(Survey(duckdb.read_parquet(str(path)), **asked.case.design), by="g"))


def of_equal_versions(asked: Asked) -> Rows | None:
    """Pool two versions that are the same: between them nothing varies."""
    versions = [asked.case.frame] * 2
    survey = Survey.from_imputations(versions, **asked.case.design, sets=SETS)
    if not hasattr(survey, asked.quantity.method):
        return None
    found = getattr(survey, asked.quantity.method)(*asked.quantity.of, by="g", **asked.options)
    return asked.rows(found)


def charted(asked: Asked) -> Rows:
    chart = publish(plot_estimates(asked.by()), title="x")
    plt.close(chart.figure)
    return asked.rows(pd.read_csv(io.StringIO(chart.to_csv())))


GENERAL = (
    Way(
        "where=, a condition",
        lambda q: q.alone(lambda g: q.of(q.survey, where=f"g == '{g}'")),
        some=True,
    ),
    Way(
        "where=, an array",
        lambda q: q.alone(lambda g: q.of(q.survey, where=(q.case.frame["g"] == g).to_numpy())),
        some=True,
    ),
    Way(
        "Survey.where", lambda q: q.alone(lambda g: q.of(q.survey.where(f"g == '{g}'"))), some=True
    ),
    Way("Survey.by", lambda q: q.rows(q.of(q.survey.where("g is not missing").by("g")))),
    Way(
        "by= of polars",
        lambda q: q.rows(q.of(q.case.survey_of(pl.from_pandas(q.case.frame)), by="g")),
    ),
    Way("by= of a file", lambda q: q.rows(q.of(q.case.read(), by="g"))),
    Way(
        "those who answered",
        of_who_answered,
        without("n_missing", *REMARKS),
        lambda row: row["n"] > 0,
        some=True,
    ),
    Way("by= of polars, lazily", lazily),
    Way("by= of a Parquet file, in DuckDB", in_duckdb),
    Way("two versions that are the same", of_equal_versions),
    Way("weights of 0 elsewhere", weightless_elsewhere, some=True),
    Way("one covariance", lambda q: q.rows(of_covariance(q.by())), ESTIMATE),
    Way("with_interval", another_interval),
    # JSON has no number for infinity, which is the effective size of what is known for certain.
    Way("the command line, as JSON", as_json, without("n_effective")),
    Way("the command line where, as CSV", as_csv, some=True),
    Way("a chart's numbers", charted, slow=True),
)
"""Ways to ask for any quantity by group; a new way is one row."""
