"""Codes → ordered categories with the labels a file gives them."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from .variables import Code, FileContent, Variable, code_text, in_order, plain

MOST_UNLABELLED = 20
"""Answers without a label beyond which a variable is a number with a few named values."""


def with_categories(content: FileContent) -> tuple[pd.DataFrame, list[str]]:
    """Return the data with labelled variables as ordered categories, and notes.

    Categories stand in the order of their codes; an answer without a label is its code as text.
    A variable stays as it is where only missing values have labels, or where more answers than
    MOST_UNLABELLED have none: "89 or older" does not make an age a category.
    """
    columns = {}
    notes = []
    for variable in content.variables:
        cells = content.frame[variable.name]
        labels = _answer_labels(variable, cells)
        bare = [code for code in _codes(cells) if code not in labels] if labels else []
        if not labels or len(bare) > MOST_UNLABELLED:
            columns[variable.name] = cells
            if labels:
                notes.append(
                    f"{variable.name} stays a number: {len(bare):,} of its answers have no label"
                )
            continue
        columns[variable.name] = _categories(cells, labels, bare)
    frame = pd.DataFrame(columns, index=content.frame.index)
    return frame, notes


def _answer_labels(variable: Variable, cells: "pd.Series[Any]") -> dict[Code, str]:
    """Return labels of answers; those of missing values only where they are in the data."""
    if variable.kind not in {"number", "text"}:
        return {}
    reasons = {reason.code for reason in variable.missing.reasons} if variable.missing else set()
    gone = reasons - set(_codes(cells))
    return {c: text for c, text in variable.value_labels.items() if text and c not in gone}


def _codes(cells: "pd.Series[Any]") -> list[Code]:
    return [plain(code) for code in cells.dropna().unique().tolist()]


def _categories(
    cells: "pd.Series[Any]", labels: Mapping[Code, str], bare: list[Code]
) -> "pd.Series[Any]":
    """Return answers by their labels; a label that several codes share has the code beside it."""
    texts = in_order({**{code: code_text(code) for code in bare}, **labels})
    count = Counter(texts.values())
    texts = {
        code: text if count[text] == 1 else f"{text} [{code_text(code)}]"
        for code, text in texts.items()
    }
    named = [None if pd.isna(code) else texts[plain(code)] for code in cells.tolist()]
    return pd.Series(pd.Categorical(named, list(texts.values()), ordered=True), cells.index)
