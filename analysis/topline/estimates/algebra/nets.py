"""Which categories a net adds up, in every domain of every question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...arguments import check_text, check_whole, described, listed_values
from ...errors import ArgumentError
from ..scale import NO_ORDER, ORDERED, Scale
from ..schema import NO_ANSWER, label_columns, row_groups
from .sums import Sums

IntArray = NDArray[np.intp]


def net_sums(
    table: pd.DataFrame, nets: Mapping[Any, Sequence[Any]], scales: Mapping[Any, Scale]
) -> Sums:
    """Return the sums of categories that `nets` names.

    Raises
    ------
    ArgumentError
        When there are no shares of categories, a category is unknown, or respondents may be in
        several of them.
    """
    groups = _questions(table)
    for rows in groups:
        _refuse_several(table, rows[0], scales)
    known = list(dict.fromkeys(table["category"]))
    if not isinstance(nets, Mapping):
        raise ArgumentError(
            f"nets is {described(nets)}; expected names with their categories, as "
            "{'top two': ['agree', 'yes']}"
        )
    members = {
        name: [wanted] if isinstance(wanted, str) else listed_values(f"the net {name!r}", wanted)
        for name, wanted in nets.items()
    }
    for name, wanted in members.items():
        unknown = [value for value in wanted if value not in known]
        if unknown or not wanted:
            what = f"no category {unknown[0]!r} for" if unknown else "no category in"
            listed = ", ".join(repr(value) for value in known[:12])
            raise ArgumentError(f"there is {what} the net {name!r}; choose from {listed}")
    found = []
    for rows in groups:
        for name, wanted in members.items():
            own = rows[table["category"].iloc[rows].isin(wanted).to_numpy()]
            if len(own):
                found.append((name, own, len(own) == len(rows)))
    return _sums(table, found)


@dataclass(frozen=True)
class Boxes:
    """How many answers at which end of a scale, "first" or "last", and what they are called."""

    number: int
    top: str
    label: str | None = None


def box_sums(table: pd.DataFrame, boxes: Boxes, scales: Mapping[Any, Scale]) -> Sums:
    """Return the sum of the first or last categories of each question.

    What is set aside, such as "don't know", is no box; it stays in the base.

    Raises
    ------
    ArgumentError
        When there are no shares of categories, not as many of them, or their order is not known.
    """
    if not isinstance(boxes.top, str) or boxes.top not in ("first", "last"):
        raise ArgumentError(
            f"top is {described(boxes.top)}; expected 'first' or 'last', an end of the scale"
        )
    label = boxes.label
    named = "" if label is None else check_text("label", label, expected="a text")
    found = []
    for rows in _questions(table):
        categories = table["category"].iloc[rows]
        scale = scale_of(table, rows[0], scales)
        answers = rows[~categories.isin([NO_ANSWER, *scale.set_aside]).to_numpy(dtype=bool)]
        expected = f"1 to {len(answers)}, the number of categories"
        number = check_whole("boxes", boxes.number, 1, len(answers), expected=expected)
        own = answers[-number:] if boxes.top == "last" else answers[:number]
        words = ", ".join(map(str, table["category"].iloc[own]))
        found.append((named or f"top {number}: {words}", own, len(own) == len(rows)))
    return _sums(table, found)


def scale_of(table: pd.DataFrame, row: Any, scales: Mapping[Any, Scale]) -> Scale:
    """Return the scale of the question of a row, refusing one whose order is not known.

    Raises
    ------
    ArgumentError
    """
    _refuse_several(table, row, scales)
    name = table["outcome"].iloc[row] if "outcome" in table else None
    scale = scales.get(str(name), ORDERED)
    if not scale.ordered:
        raise ArgumentError(
            f"the answers to {str(name)!r} are in alphabetical order; " + NO_ORDER.format(name=name)
        )
    return scale


def _refuse_several(table: pd.DataFrame, row: Any, scales: Mapping[Any, Scale]) -> None:
    """Refuse to add up answers of which a respondent may have given several."""
    name = table["outcome"].iloc[row] if "outcome" in table else None
    if scales.get(str(name), ORDERED).several:
        raise ArgumentError(
            f"{str(name)!r} has several answers, whose shares do not add up; expected a question "
            "with one answer each; who chose any of some is a net of a table, as "
            f'Survey.crosstab({str(name)!r}, nets={{"any": [...]}})'
        )


def _sums(table: pd.DataFrame, found: list[tuple[Any, IntArray, bool]]) -> Sums:
    """Return sums of categories: the labels of their domain, with the net for a category."""
    if not found:
        raise ArgumentError("no nets are named; expected some, as {'top two': ['agree', 'yes']}")
    names, rows, certain = zip(*found, strict=True)
    labels = table.loc[[own[0] for own in rows], label_columns(table)].reset_index(drop=True)
    labels["category"] = pd.Series(names, dtype=object)
    weights = tuple(np.ones(len(own)) for own in rows)
    return Sums(
        labels=labels,
        rows=rows,
        weights=weights,
        nobody_in=("",) * len(rows),
        certain=certain,
        disjoint=False,
    )


def _questions(table: pd.DataFrame) -> list[IntArray]:
    """Return the rows of each question in each domain, or say that there are no shares."""
    shares = "quantity" in table and (table["quantity"] == "proportion").all()
    if "category" not in table or table["category"].isna().any() or not shares:
        raise ArgumentError(
            "a net adds up shares of categories, and not all rows are such; estimate them with "
            "Survey.proportion of a column"
        )
    return row_groups(table, [name for name in label_columns(table) if name != "category"])
