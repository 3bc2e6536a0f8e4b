"""Codes → ordered categories with the labels a file gives them."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ...language.message import Message
from .notes import Note
from .variables import Code, FileContent, Variable, code_text, in_order, plain, reasons_of

MOST_UNLABELLED = 20
"""Answers without a label beyond which a variable is a number with a few named values."""


def with_categories(content: FileContent) -> tuple[pd.DataFrame, list[str]]:
    """Return the data with labelled variables as ordered categories, and notes.

    Categories stand in the order of their codes; an answer without a label is its code as text.
    A variable stays as it is where only missing values have labels, or where more answers than
    MOST_UNLABELLED have none: "89 or older" does not make an age a category.
    """
    columns = {}
    notes: list[str] = []
    for variable in content.variables:
        cells = content.frame[variable.name]
        if not variable.value_labels:
            columns[variable.name] = cells
            continue
        codes = [plain(code) for code in cells.dropna().unique().tolist()]
        texts = answer_texts(variable, codes)
        columns[variable.name] = cells
        if texts:
            rows, held = pd.factorize(cells)
            place = {code: at for at, code in enumerate(texts)}
            # a blank cell has the place −1, and stands behind the others
            places = np.array([*(place[plain(code)] for code in held.tolist()), -1], np.intp)[rows]
            answers = pd.Index(list(texts.values()))
            found = pd.Categorical.from_codes(places, answers, ordered=True)
            columns[variable.name] = pd.Series(found, cells.index)
        bare = set(codes) - set(variable.value_labels)
        if not texts and _answer_labels(variable, codes):
            told = Message(
                "{name} stays a number: {n} of its answers have no label",
                name=variable.name,
                n=len(bare),
            )
            notes.append(Note(told, [variable.name]))
    frame = pd.DataFrame(columns, index=content.frame.index)
    return frame, notes


def answer_texts(variable: Variable, codes: Sequence[Code]) -> dict[Code, str]:
    """Return what each answer of a labelled variable is called, by its code and in their order.

    A code without a label is its text; a label that several codes share has the code beside it.
    Empty where answers have no labels, or more than MOST_UNLABELLED have none.

    Parameters
    ----------
    variable : Variable
    codes : sequence of code
        Those in the data.
    """
    labels = _answer_labels(variable, codes)
    bare = [code for code in codes if code not in labels]
    if not labels or len(bare) > MOST_UNLABELLED:
        return {}
    return told_apart(in_order({**{code: code_text(code) for code in bare}, **labels}))


def told_apart(texts: Mapping[Code, str]) -> dict[Code, str]:
    """Return what codes are called, with the code beside what several of them are called."""
    count = Counter(texts.values())
    return {
        code: text if count[text] == 1 else f"{text} [{code_text(code)}]"
        for code, text in texts.items()
    }


def _answer_labels(variable: Variable, codes: Sequence[Code]) -> dict[Code, str]:
    """Return labels of answers; those of missing values only where they are in the data."""
    if variable.kind not in {"number", "text"}:
        return {}
    gone = {reason.code for reason in reasons_of(variable)} - set(codes)
    return {c: text for c, text in variable.value_labels.items() if text and c not in gone}
