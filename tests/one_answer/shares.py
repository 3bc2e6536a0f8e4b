"""Shares by group, and the ways to ask for them; a new way is one row."""

import io
from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from tests.one_answer.surveys import ANSWERS, SETS
from tests.one_answer.ways import (
    BASES,
    ESTIMATE,
    GENERAL,
    Asked,
    Quantity,
    Question,
    Row,
    Rows,
    Way,
    answered,
    contrasts,
    filled,
    printed,
    varied,
)
from topline import Estimates, plot_crosstab, publish
from topline.estimates.printed import as_words


def yes(row: Row) -> bool:
    """Return whether a row is of the answer yes."""
    return bool(row["category"] == "yes")


def known(asked: Asked) -> list[str]:
    """Return the answers of a survey; one that nobody gave is known where a codebook names it."""
    given = set(asked.case.frame["q"].dropna())
    return [name for name in ANSWERS if asked.case.coded or name in given]


def crosstab(asked: Asked, rows: Any, columns: Any = None, **more: Any) -> pd.DataFrame:
    return asked.survey.crosstab(rows, columns, **asked.options, **more).table


def conditions(asked: Asked) -> Rows:
    asks = {name: f"q == '{name}'" for name in known(asked)}
    found = asked.survey.proportion(asks, by="g", **asked.options)
    return asked.renamed(found, category="outcome")


def nets(asked: Asked) -> Rows:
    found = asked.by()
    return asked.rows(found.net({name: [name] for name in found.table["category"].unique()}))


def nets_of_a_crosstab(asked: Asked) -> Rows:
    table = crosstab(asked, "q", "g", nets={f"{name} alone": [name] for name in known(asked)})
    table = table[table["category"].str.endswith(" alone")]
    return asked.rows(table, g=table["column"], category=table["category"].str.split().str[0])


def boxes(asked: Asked) -> Rows | None:
    found = asked.by()
    if not found.scales["q"].ordered or "missing" in asked.options:
        return None
    return asked.rows(found.top_two_box(boxes=1, label="yes"))


def mean_of_yes(asked: Asked) -> Rows | None:
    if "missing" in asked.options:
        return None
    found = asked.case.survey_of(asked.case.frame).mean("yes", by="g")
    return asked.rows(found, category="yes")


def filled_yes(asked: Asked) -> Rows | None:
    return (
        None
        if "missing" in asked.options
        else filled(asked, asked.case.frame["yes"], category="yes")
    )


def per_head(asked: Asked) -> Rows:
    """Return totals of people over the sum of weights of all who answered."""
    options = {name: asked.options[name] for name in ("missing",) if name in asked.options}
    table = asked.survey.total("q", by="g", **options).table
    return asked.rows(table, estimate=table["estimate"] / table["n_weighted"].replace(0, np.nan))


def drawn_crosstab(asked: Asked) -> Rows:
    chart = publish(plot_crosstab(asked.survey.crosstab("q", "g", **asked.options)), title="x")
    plt.close(chart.figure)
    return asked.renamed(pd.read_csv(io.StringIO(chart.to_csv())), g="column")


def ticked(asked: Asked) -> Rows:
    asks = {name: f"{name} == 1" for name in SETS["trips"]}
    found = asked.survey.proportion(asks, by="g", **asked.options)
    return asked.renamed(found, category="outcome")


def mean_of_ticks(asked: Asked) -> Rows:
    return asked.renamed(asked.survey.mean(SETS["trips"], by="g"), category="outcome")


def the_answer(asked: Asked) -> Rows:
    table = asked.survey.proportion("q", by="g", **asked.options).table
    return asked.rows(table[table["category"] == "yes"])


def in_words(found: Estimates) -> pd.DataFrame:
    """Return estimates with what they say in print: share, limits and base."""
    words = as_words(found.table)
    return found.table.assign(
        words=words["estimate"] + ", " + words["interval"] + ", " + words["n"]
    )


def printed_table(asked: Asked) -> Rows:
    table = asked.by().printed()
    heads = [column.head for column in table.columns]
    rows = []
    for row in table.rows:
        cells = dict(zip(heads, (cell.text for cell in row.cells), strict=True))
        limits = "none" if cells["low"] == "–" else f"{cells['low']} to {cells['high']}"
        words = f"{cells['Estimate']}, {limits}, {cells['Unweighted base']}"
        rows.append({"g": row.labels[0], "category": row.labels[1], "words": words})
    return asked.rows(pd.DataFrame(rows))


def printed_markdown(asked: Asked) -> Rows | None:
    text = printed(asked, "--by=g", "--format=md")
    if text is None:
        return None
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]
    table = pd.DataFrame(lines[2:], columns=lines[0])
    [interval] = [head for head in table if head.endswith(" interval")]
    return asked.rows(table, words=table["Estimate"] + ", " + table[interval] + ", " + table["n"])


WORDS = (
    Way(
        "where=",
        lambda q: q.alone(lambda g: in_words(q.of(q.survey, where=f"g == '{g}'"))),
        ("words",),
        some=True,
    ),
    Way("a printed table", printed_table, ("words",)),
    Way("the command line, as Markdown", printed_markdown, ("words",)),
)

OF_ANSWERS = (
    # columns of a banner in which nobody answered are left out
    Way(
        "a crosstab's columns",
        lambda q: q.renamed(crosstab(q, "q", "g"), g="column"),
        of=answered,
    ),
    Way("a crosstab of each group", lambda q: q.rows(crosstab(q, "q", by="g"))),
    Way(
        "a crosstab's row percents",
        lambda q: q.renamed(crosstab(q, "g", "q", percent="row"), g="category", category="column"),
    ),
    Way(
        "nets of a crosstab",
        nets_of_a_crosstab,
        of=lambda row: row["n"] > 0 and row["category"] in ANSWERS,
    ),
    Way("conditions", conditions, of=lambda row: row["category"] in ANSWERS),
    # A mean has another interval, and no presentation standards.
    Way(
        "the mean of a 0–1 column",
        mean_of_yes,
        (*ESTIMATE, *BASES, "df"),
        lambda r: yes(r) and varied(r),
    ),
    Way("nets of one answer", nets),
    Way("the box of one answer", boxes, of=yes),
    # The number of people varies otherwise than their share.
    Way("people over all people", per_head, ("estimate", *BASES)),
    Way("contrasts of one row", contrasts, ESTIMATE, some=True),
    # Everybody is asked: bases and degrees of freedom are those of all.
    Way(
        "a ratio of columns filled with 0",
        filled_yes,
        ESTIMATE,
        lambda row: yes(row) and varied(row),
        some=True,
    ),
    Way("a crosstab's chart", drawn_crosstab, of=answered, slow=True),
)

OF_SEVERAL = (
    Way(
        "a crosstab's columns",
        lambda q: q.renamed(crosstab(q, "trips", "g"), g="column"),
        of=answered,
    ),
    Way(
        "a crosstab of columns",
        lambda q: q.renamed(crosstab(q, SETS["trips"], "g"), g="column"),
        of=answered,
    ),
    Way("conditions", ticked),
    Way("means of ticks", mean_of_ticks, (*ESTIMATE, *BASES, "df"), varied),
)

OF_A_CONDITION = (
    Way("an answer", the_answer),
    Way(
        "a crosstab of conditions",
        lambda q: q.renamed(crosstab(q, q.quantity.of[0], "g"), g="column"),
        of=answered,
    ),
)

SHARES: Mapping[str, Question] = {
    "shares of answers": Question(
        Quantity("proportion", ("q",), ("g", "category"), line="q", interval="logit"),
        (*GENERAL, *OF_ANSWERS),
    ),
    "shares of several answers": Question(
        Quantity("proportion", ("trips",), ("g", "category"), line="trips", interval="logit"),
        (*GENERAL, *OF_SEVERAL),
    ),
    "a share of a condition": Question(
        Quantity("proportion", ({"yes": "q == 'yes'"},), interval="logit"),
        (*GENERAL, *OF_A_CONDITION),
    ),
    "words of shares": Question(
        Quantity("proportion", ("q",), ("g", "category"), line="q", interval="logit"),
        WORDS,
        lambda asked: in_words(asked.by()),
    ),
}
