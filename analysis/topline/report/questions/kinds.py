"""The kinds of questions, in one table: how each is estimated, drawn, put in order and told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...answers import ends_of, known_order
from ...answers.numbers import has_worded_ends
from ...answers.several import ticks_of
from ...answers.several.options import is_none, letters, words
from ...estimates.estimates import Estimates
from ...headlines.scales import is_of_facts
from ...language.marking import marked
from ...mappings import FrozenMapping
from ...plotting.likert.answers import MOST
from ...survey.checks.contents import ColumnContent
from ...survey.survey import Survey
from ...values import Value
from .drawings import (
    Draw,
    draw_bar,
    draw_mean,
    draw_rows,
    draw_scale,
)

Estimate = Callable[..., Estimates]


def _as_given(estimates: Estimates) -> Estimates:
    return estimates


@dataclass(frozen=True, eq=False, kw_only=True)
class Kind(Value):
    """What a kind of question means for a page.

    Attributes
    ----------
    key : str
    words : str
        The kind, for readers.
    draw : callable
        Draws its estimates.
    size : callable
        Returns width and height of the drawing in inches.
    estimate : callable
        Of a survey, a column and options: a method of ``Survey``.
    arrange : callable
        Puts its estimates in the order in which they are drawn and listed.
    what : str
        What is shown, for a subtitle.
    parted : bool
        Whether a long list of answers goes on in further charts.
    shares : bool
        Whether its estimates are shares of answers.
    crossing : mapping
        What a table of it by a banner has, as arguments of ``Survey.crosstab``.
    """

    key: str
    words: str
    draw: Draw
    estimate: Estimate = Survey.proportion
    arrange: Callable[[Estimates], Estimates] = _as_given
    what: str = marked("Share of those who answered")
    parted: bool = False
    shares: bool = True
    crossing: Mapping[str, Any] = FrozenMapping({})


def called(estimates: Estimates, name: "str | pd.Series[str]") -> Estimates:
    """Return estimates whose rows charts call so."""
    named = estimates.table.drop(columns=["flag", "label"], errors="ignore")
    named.insert(0, "label", name)
    return Estimates(
        named,
        estimates.covariance,
        estimates.method,
        notes=estimates.notes,
        scales=estimates.scales,
        most_df=estimates.most_df,
        sample_type=estimates.sample_type,
    )


def _yes_first(estimates: Estimates) -> Estimates:
    """Return the answers of a yes/no question, yes first, what is set aside last."""
    [scale] = estimates.scales.values()
    labels = [str(label) for label in estimates.table["category"]]
    aside = {str(one) for one in scale.set_aside}
    order = [at for at, label in enumerate(labels) if label not in aside]
    yes = yes_of([labels[at] for at in order])
    first = sorted(order, key=lambda at: labels[at] != yes)
    return estimates.subset([*first, *(at for at in range(len(labels)) if at not in first)])


def _by_share(estimates: Estimates) -> Estimates:
    """Return answers by their share, the largest first, where only the alphabet orders them.

    What is set aside stands last, and so does "none of these".
    """
    [scale] = estimates.scales.values()
    if scale.ordered:
        return estimates
    table = estimates.table
    aside = {str(one) for one in scale.set_aside}
    last = np.array([label in aside for label in table["category"].astype(str)])
    if scale.several:
        last |= [is_none(str(label)) for label in table["category"]]
    share = table["estimate"].fillna(-1).to_numpy(dtype=float)
    return estimates.subset(np.lexsort((-share, last)))


_ROWS = (
    Kind(
        key="yes_no",
        words="yes or no",
        arrange=_yes_first,
        draw=draw_bar,
    ),
    Kind(
        key="one_answer",
        words="one answer",
        arrange=_by_share,
        draw=draw_rows,
        parted=True,
    ),
    Kind(
        key="scale",
        words="ordered scale",
        draw=draw_scale,
    ),
    Kind(
        key="several",
        words="several answers",
        arrange=_by_share,
        draw=draw_rows,
        what="Share who chose each, of those who answered; several answers possible",
    ),
    Kind(
        key="number",
        words="number",
        estimate=Survey.mean,
        arrange=lambda estimates: called(estimates, "Mean"),
        draw=draw_mean,
        what="Mean",
        shares=False,
        crossing=FrozenMapping({"shares": False, "statistics": ("mean", "median")}),
    ),
    Kind(
        key="rating",
        words=marked("rating"),
        estimate=Survey.mean,
        arrange=lambda estimates: called(estimates, "Mean"),
        draw=draw_mean,
        what="Mean",
        shares=False,
        crossing=FrozenMapping({"statistics": ("mean",)}),
    ),
)

KINDS: Mapping[str, Kind] = FrozenMapping({row.key: row for row in _ROWS})
"""Every kind of question by its key."""

_FEW = 12
"""Distinct numbers up to which a numeric question is one of categories."""


def is_numeric(survey: Survey, name: str, values: "pd.Series[Any]") -> bool:
    """Return whether a question has numbers as answers of which the mean is reported.

    There are many, or they are a rating. Codes of which each has a label are answers, however many
    there are.
    """
    return has_numbers(survey, name, values) and (
        values.nunique() > _FEW or survey.contents(name)[0].rating is not None
    )


def has_numbers(survey: Survey, name: str, values: "pd.Series[Any]") -> bool:
    """Return whether the answers are numbers, and neither codes with labels nor personal."""
    numeric = pd.api.types.is_numeric_dtype(values.dtype) and values.dtype != bool
    return numeric and not survey.is_categorical(name) and survey.personal(name) is None


def kind_of(survey: Survey, name: str, content: ColumnContent | None) -> Kind:
    """Return the kind of a question.

    Parameters
    ----------
    survey : Survey
    name : str
    content : ColumnContent or None
        What its column holds; None for a question with several answers.
    """
    if content is None:
        return KINDS["several"]
    if content.rating is not None:
        return KINDS["rating"]
    values = survey.distinct(name)[name]
    if values.nunique() > _FEW and has_numbers(survey, name, values):
        return KINDS["number"]
    labels = [one.label for one in content.answers if one.label not in content.set_aside]
    if yes_of(labels) is not None:
        return KINDS["yes_no"]
    return KINDS["scale" if _is_scale(survey, content, labels, values) else "one_answer"]


def yes_of(labels: list[Any]) -> str | None:
    """Return which of two answers is yes; None where they are no such pair."""
    if len(labels) != 2:
        return None
    texts = [str(label) for label in labels]
    ticks = ticks_of([{text: text for text in texts}], [""])
    if ticks is not None and len(ticks.chosen[0]) == 1:
        return ticks.chosen[0][0]
    # an option's own word, beside one for "not selected"
    own = [text for text in texts if letters(text) not in words("selected", "unchosen")]
    if len(own) == 1:
        return own[0]
    order = known_order(texts)
    return order.answers[-1] if order is not None and order.source == "yes no" else None


def _is_scale(
    survey: Survey, content: ColumnContent, labels: list[str], values: "pd.Series[Any]"
) -> bool:
    """Return whether answers lead from one end to the other of what somebody thinks or does."""
    if not 3 <= len(labels) <= MOST or not content.order:
        return False
    order = known_order(labels)
    if order is not None:
        in_order = list(order.answers) in (labels, labels[::-1])
        return not is_of_facts(order) and in_order and 0 not in ends_of(labels)
    if has_worded_ends(labels):
        return True
    book = survey.codebook
    known = book.variables.get(content.name) if book else None
    # codes order everything that has some, parties too: the file or its user must say so
    ordered = getattr(values.dtype, "ordered", False) or content.order == "given"
    return bool(ordered) or (known is not None and known.measure == "ordinal")
