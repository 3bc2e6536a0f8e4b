"""Who answered a question, who gave no answer, who was not asked, and of whom nobody knows."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ...answers import Nonresponse, is_missing_word, nonresponse_of, set_aside
from ...arguments import described
from ...errors import ArgumentError
from ...figures.problems import close_name
from ..data.answers import Columns
from ..data.columns import column
from ..data.domains import Mask
from ..design.subpopulation import Subpopulation

_NOT_ASKED = (Nonresponse.not_applicable, Nonresponse.not_measured)
"""Reasons that are the questionnaire's, not the respondent's."""

_ANSWERS = (Nonresponse.dont_know, Nonresponse.no_opinion)
"""Kinds of nonresponse to a scale that are answers to the question all the same."""


def no_answers(labels: Sequence[Any]) -> dict[str, Nonresponse]:
    """Return the answers of one question that are none: refused, not applicable and the like.

    Who says "don't know" or has no opinion has answered.
    """
    aside = set_aside([label for label in labels if isinstance(label, str)])
    return {label: kind for label, kind in aside.items() if kind not in _ANSWERS}


def who_answered(of: Subpopulation, questions: Sequence[Any], asked: Any) -> pd.DataFrame:
    """Count who answered each question; rows without weight are none of the survey.

    Raises
    ------
    ArgumentError
        When a name is no question, or a condition of who was asked cannot be worked out.
    """
    if not isinstance(asked, Mapping):
        raise ArgumentError(
            f"asked is {described(asked)}; expected a condition for each question, as "
            "{'hours': \"works == 'Yes'\"}"
        )
    for name in asked:
        if name not in questions:
            raise ArgumentError(
                f"asked names {name!r}, which is none of the questions"
                f"{close_name(str(name), map(str, questions))}; expected one of "
                f"{', '.join(map(repr, questions))}"
            )
    rows = []
    for name in questions:
        condition, source, several = asked.get(name), of.source, of.source.is_several(name)
        if several:
            condition = (source.sets[name].asked or None) if condition is None else condition
            code = source.chosen(name).options[0].rows
        else:
            looked = source.looked(name)
            cells, code = _of_column(looked.columns, name), looked.cell
        holding = [source.condition(condition).rows] if condition is not None else []
        tally = source.tally([code, *holding], of.within)
        if several:
            answered = tally.codes[0] >= 0
            refused = out = np.zeros(len(answered), dtype=bool)
        else:
            answered, refused, out = (own[tally.codes[0]] for own in cells)
        for holds in tally.codes[1:]:
            # whoever was not asked gave no answer, whatever the file says of the blank
            out = out | (holds == 0)
            refused = refused | ((holds == 1) & ~out)
        out, refused = out & ~answered, refused & ~answered & ~out
        blank = ~(answered | refused | out)
        rows.append((name, *(int(tally.n[own].sum()) for own in (answered, refused, out, blank))))
    heads = ["question", "answered", "no_answer", "not_asked", "not_known"]
    return pd.DataFrame(rows, columns=pd.Index(heads)).astype({"question": "string"})


def _of_column(columns: Columns, name: Any) -> tuple[Mask, Mask, Mask]:
    """Return which cells hold an answer, a reason of the respondent's, and of the questionnaire."""
    values, labels = column(columns.data, name, "question"), columns.labels(name)
    numeric = pd.api.types.is_numeric_dtype(values.dtype) and not columns.is_categorical(name)
    if numeric:
        answered = ~np.isnan(columns.numbers(name).rows)
        rest = values[~answered]
        reasons = rest.astype(object)
    else:
        found = columns.answers(name)
        # "NA" is an answer where somebody had it kept; the label of a code is none
        words = [one for one in found.labels.tolist() if isinstance(one, str)]
        gone = no_answers([one for one in words if labels or not is_missing_word(one)])
        none = [label in gone for label in found.labels]
        answered = (found.rows >= 0) & ~np.array([*none, False])[found.rows]
        rest, places = values[~answered], found.rows[~answered]
        own = found.labels.astype(object).append(pd.Index([None]))[places]
        reasons = pd.Series(own, rest.index).where(places >= 0, rest.astype(object))
    # what is in the file and no answer is a word of its own, or a code that may have a label
    reasons = reasons.map(lambda one: labels.get(one, str(one)))
    blank = reasons.map({text: is_missing_word(text) for text in reasons.unique()})
    held = rest.notna().to_numpy() & ~blank.to_numpy(dtype=bool)
    variable = columns.variable(name)
    if variable is not None and variable.missing is not None:
        texts = [None, *(reason.text for reason in variable.missing.reasons)]
        positions = variable.missing.positions[~answered]
        coded = positions > 0
        reasons = reasons.mask(coded, np.array(texts, dtype=object)[positions])
        held = held | coded
    kinds = {text: nonresponse_of(str(text)) for text in reasons[held].unique()}
    asked = ~reasons.map(kinds).isin(_NOT_ASKED).to_numpy()
    refused, out = np.zeros(len(values), dtype=bool), np.zeros(len(values), dtype=bool)
    refused[~answered], out[~answered] = held & asked, held & ~asked
    return answered, refused, out
