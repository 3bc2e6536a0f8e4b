"""What a column of a survey file holds, as a record for programs and as words for people."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import topline

from ...language.marking import marked
from ..shared.output import plain

if TYPE_CHECKING:
    from topline import Codebook, ColumnContent

_NO_DAYS = "0 days "

_NEARLY_ALL = 0.9
"""Part of the answers that differ, from which on they are an id, and no answers."""

_SCALE = 30
"""Answers of which an order may be known or missed."""

_WORDS = (
    *(marked("text"), marked("number"), marked("category"), marked("date"), marked("time")),
    *(marked("names"), marked("free text"), marked("e-mail addresses"), marked("phone numbers")),
    *(marked("IP addresses"), marked("web addresses"), marked("addresses"), marked("places")),
    *(marked("identity numbers"), marked("dates of birth")),
    *(marked("given"), marked("codes"), marked("categories")),
)
"""Types of variables, what is personal, and who gave an order, for catalogues."""

RARELY = ("value_labels", "reasons", "order", "set_aside", "notes", "rating")
"""Keys of a record that hold lists, which a flat table has no cell for."""


def record_of(one: "ColumnContent", book: "Codebook", counts: Mapping[Any, Any]) -> dict[str, Any]:
    """Return what is known of a variable, for programs: `counts` is its row of the codebook."""
    coded = {str(code): text for code, text in book.value_labels(one.name).items()}
    return {
        "name": one.name,
        "label": plain(one.label),
        "type": one.kind,
        "n_valid": one.n_valid,
        "n_missing": one.n_missing,
        "n_user_missing": one.n_user_missing,
        "n_distinct": one.n_distinct,
        "n_categories": plain(counts["n_categories"]),
        "measure": plain(counts["measure"]),
        "personal": one.personal,
        "lowest": plain(one.lowest),
        "highest": plain(one.highest),
        "rating": None if one.rating is None else [plain(end) for end in one.rating],
        "top_answers": [
            {
                "answer": plain(answer.label if answer.code is None else answer.code),
                "label": None if answer.code is None else answer.label,
                "n": answer.n,
            }
            for answer in one.answers
        ],
        "order": [answer.label for answer in one.answers] if one.order else [],
        "order_source": one.order,
        "set_aside": list(one.set_aside),
        "reasons": [
            {"code": plain(reason.code), "reason": reason.label, "n": reason.n}
            for reason in one.reasons
        ],
        "value_labels": {} if one.personal else coded,
        "notes": list(one.notes),
    }


def answers_text(row: Mapping[str, Any], most: int) -> str:
    """Return a variable's answers with codes and counts, in their order; the range of a number."""
    say = topline.printing_language()
    different = say.count_text(row["n_distinct"])
    if row["personal"]:
        return say("not shown, {n} different", n=different)
    low, high = (number_text(row[key]) for key in ("lowest", "highest"))
    ranged = "" if row["lowest"] is None else low
    if low != high:
        ranged = say("{low} to {high}", low=low, high=high)
    given = [answer for answer in row["top_answers"] if answer["n"]]
    if not given:
        return ranged
    usual = sorted(given, key=lambda answer: -answer["n"])[:most]
    if row["n_distinct"] > max(most, _NEARLY_ALL * row["n_valid"]):
        one = number_text(given[0]["answer"])
        return say("{n} different, as {answer}", n=different, answer=one)
    # an answer with its code and count: 1 Urban (40)
    told = [
        f"{' '.join(filter(None, (number_text(answer['answer']), answer['label'])))} "
        f"({say.count_text(answer['n'])})"
        for answer in given
        if answer in usual
    ]
    more = 0 if ranged and all(answer["label"] for answer in given) else row["n_distinct"]
    more = max(more, len(given)) - len(told)
    text = ", ".join(told)
    if more > 0:
        text += say(" and {number} more", number=say.count_text(more))
    # a number of which only some values are named has both
    both = ranged and sum(answer["n"] for answer in given) < row["n_valid"]
    return say.series_text([ranged, text]) if both else text


def order_text(row: Mapping[str, Any]) -> str:
    """Say in which order the answers stand, where it is not that of their codes."""
    if row["personal"] or row["type"] != "text" or not 2 < len(row["top_answers"]) <= _SCALE:
        return ""
    say = topline.printing_language()
    source = say(row["order_source"]) if row["order_source"] else say("not known")
    order = say("order: {source}", source=source)
    if not row["set_aside"]:
        return order
    aside = say("set aside: {answers}", answers=", ".join(row["set_aside"]))
    return say.series_text([order, aside])


def number_text(value: Any) -> str:
    """Return a number or a time in few words; whole numbers may be years or codes."""
    if isinstance(value, float):
        # whole numbers have no groups: they may be years
        return topline.printing_language().number(topline.value_text(value, 6).replace(",", ""))
    text = str(value)
    return text[len(_NO_DAYS) :] if text.startswith(_NO_DAYS) else text.removesuffix(" 00:00:00")
