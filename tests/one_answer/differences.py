"""Differences between groups, and the ways to ask for them."""

import io
import math
from collections.abc import Mapping
from itertools import combinations
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from tests.one_answer.ways import (
    ESTIMATE,
    LIMITS,
    REMARKS,
    Asked,
    Quantity,
    Question,
    Row,
    Rows,
    Way,
    varied,
)
from topline import ArgumentError, DataError, Estimates, plot_difference, publish

WITHOUT_P = (*ESTIMATE, *LIMITS, *REMARKS)
COMPARED = (*WITHOUT_P, "p_value")


def differences(asked: Asked, found: Estimates, by: Any = None, **more: Any) -> pd.DataFrame:
    """Return differences; at 5 % each is found or not."""
    table = found.compare(by, adjust=None, confidence_level=asked.level, **more).table
    return table.assign(found=table["p_value"] < 0.05)


def usual(asked: Asked) -> pd.DataFrame:
    return differences(asked, asked.by())


def groups_of(found: Estimates) -> list[str]:
    return list(dict.fromkeys(found.table["g"]))


def contrasted(asked: Asked) -> Rows:
    """Return the differences of two groups, answer by answer."""
    found = asked.by()
    found = found.subset(found.table["g"].isin(asked.case.alone).to_numpy())
    table = found.table
    category = table.get("category", pd.Series("", index=table.index)).astype(str)
    parts = []
    for i, j in combinations(range(len(table)), 2):
        if category[i] == category[j]:
            line = np.zeros(len(table))
            line[i], line[j] = 1, -1
            words = f"{table['g'][i]} − {table['g'][j]}"
            part = found.contrast(line, label=words, confidence_level=asked.level)
            parts.append(part.table.assign(category=category[i]))
    return asked.rows(pd.concat(parts, ignore_index=True))


def against_each(asked: Asked) -> Rows:
    found = asked.by()
    tables = [differences(asked, found, reference=g) for g in groups_of(found)]
    return asked.rows(pd.concat(tables, ignore_index=True))


def turned(table: pd.DataFrame) -> pd.DataFrame:
    """Return differences the other way round."""
    low, high = -table["ci_high"], -table["ci_low"]
    return table.assign(estimate=-table["estimate"], ci_low=low, ci_high=high)


def the_other_way(asked: Asked) -> Rows:
    found = asked.by()
    pairs = [(two, one) for one, two in combinations(groups_of(found), 2)]
    table = turned(differences(asked, found, pairs=pairs))
    words = [" − ".join(reversed(label.split(" − "))) for label in table["label"]]
    return asked.rows(table, label=words)


def of_the_rest(asked: Asked) -> Rows | None:
    """Return the differences of the share of all other answers, turned round."""
    if "missing" in asked.options:
        return None
    found = asked.survey.proportion({"rest": "q != 'yes'"}, by="g", **asked.options)
    return asked.rows(turned(differences(asked, found)), category="yes")


def of_the_answer(asked: Asked) -> Rows:
    table = differences(asked, asked.survey.proportion("q", by="g", **asked.options))
    return asked.rows(table[table["category"] == "yes"])


def of_means(asked: Asked) -> Rows | None:
    if "missing" in asked.options:
        return None
    found = asked.case.survey_of(asked.case.frame).mean("yes", by="g")
    return asked.rows(differences(asked, found), category="yes")


def of_a_crosstab(asked: Asked) -> Rows:
    cells = asked.survey.crosstab("q", "g", **asked.options).estimates
    inside = cells.subset((cells.table["banner"] == "g").to_numpy())
    return asked.rows(differences(asked, inside, "column"))


def lettered(asked: Asked) -> Rows:
    """Return where a letter says that one column is higher than another."""
    table = asked.survey.crosstab("q", "g", letters=0.95, minimum_base=0, **asked.options)
    names, letters = table.letter_names["g"], table.letters["g"]
    rows = [
        {
            "category": category,
            "label": f"{one} − {two}",
            "found": names[two] in letters.loc[category, one]
            or names[one] in letters.loc[category, two],
        }
        for category in letters.index
        for one, two in combinations(names.index, 2)
    ]
    return asked.rows(pd.DataFrame(rows))


def tested(asked: Asked) -> Rows:
    """Return t tests of pairs of groups; where one is refused there is no p-value."""
    rows = []
    for one, two in combinations(groups_of(asked.by()), 2):
        row = {"label": f"{one} − {two}", "p_value": None, "ci_low": None, "ci_high": None}
        try:
            found = asked.survey.t_test(
                "y", by="g", where=f"g in ['{one}', '{two}']", confidence_level=asked.level
            )
        except (ArgumentError, DataError):
            rows.append(row)
            continue
        sign = -1 if f"{one} less {two}" not in found.method else 1
        low, high = sorted([sign * found.ci_low, sign * found.ci_high])
        own = {"df": found.df, "p_value": found.p_value, "std_error": found.std_error}
        rows.append(row | own | {"estimate": sign * found.estimate, "ci_low": low, "ci_high": high})
    return asked.rows(pd.DataFrame(rows))


def with_p(row: Row) -> bool:
    """Return whether a difference has a p-value."""
    return bool(row["p_value"] >= 0)


def drawn(asked: Asked) -> Rows:
    found = asked.by()
    chart = publish(plot_difference(found, pair=("a", "b")), title="x")
    plt.close(chart.figure)
    return asked.rows(pd.read_csv(io.StringIO(chart.to_csv())), label="a − b")


def yes_of_some(row: Row) -> bool:
    """Return whether a difference is of the answer yes, which some of both groups gave."""
    return bool(row["category"] == "yes" and varied(row) and "edge" not in row["reasons"])


def of_columns(row: Row) -> bool:
    """Return whether a crosstab has both columns: those in which nobody answered are left out."""
    return not math.isnan(row["estimate"])


OF_ANSWERS = (
    # A contrast is no test.
    Way("contrasts of two rows", contrasted, WITHOUT_P, some=True),
    Way("compare with each group", against_each, COMPARED),
    Way("the other way round", the_other_way, COMPARED),
    Way(
        "compare of all other answers", of_the_rest, COMPARED, lambda row: row["category"] == "yes"
    ),
    Way("compare of a crosstab", of_a_crosstab, COMPARED, of_columns),
    Way("letters of a crosstab", lettered, ("found",), of_columns),
    # The difference of means is bounded by Student's t.
    Way("compare of means of a 0–1 column", of_means, ESTIMATE, yes_of_some),
    Way("a chart", drawn, COMPARED, lambda row: row["label"] == "a − b", slow=True),
)

DIFFERENCES: Mapping[str, Question] = {
    "differences of shares": Question(
        Quantity("proportion", ("q",), ("label", "category"), interval="logit"), OF_ANSWERS, usual
    ),
    "differences of a condition": Question(
        Quantity("proportion", ({"yes": "q == 'yes'"},), ("label",), interval="logit"),
        (
            Way("of the answer", of_the_answer, COMPARED),
            Way("contrasts of two rows", contrasted, WITHOUT_P, some=True),
        ),
        usual,
    ),
    "differences of means": Question(
        Quantity("mean", ("y",), ("label",)),
        (
            Way("contrasts of two rows", contrasted, WITHOUT_P, some=True),
            Way("compare with each group", against_each, COMPARED),
            Way("the other way round", the_other_way, COMPARED),
            Way("t tests of pairs, the limits", tested, ("p_value", "ci_low", "ci_high")),
            Way("t tests of pairs", tested, (*ESTIMATE, "df"), with_p),
        ),
        usual,
    ),
}
