"""What the distinct answers of a column mean: which are none, which are one, in what order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ...answers import (
    bands_taken_for_days,
    is_missing_word,
    known_order,
    likely_typos,
    missing_words,
    one_spelling,
    set_aside,
)
from ...answers.several import several_in_digits, split_answers
from ...errors import ArgumentError
from ...estimates.scale import Scale
from ...expressions.tree import Name
from ...language.message import Advice, Message, as_message, join_messages
from ...loaders.codebook.variables import Code, code_text, plain
from ...loaders.sets.lookup import Sets
from .distinct import Distinct

MOST = 500
"""Distinct texts beyond which a column is free text: it has no scale and no spelling of its own."""

PARTED = Message(
    "for one question with several answers, write “;” between them, or a column for each"
)
"""What to do where a cell has several answers with nothing between them."""

NOTHING = "\0"
"""What a code that is none is spelled, in place of text that could be a code."""

_SHOWN = 8


def aside_of(labels: Sequence[Any]) -> tuple[Any, ...]:
    """Return the answers in words that are don't know, refused, no answer or the like."""
    found = set_aside([label for label in labels if isinstance(label, str)])
    return tuple(label for label in labels if label in found)


def without_codes(found: Distinct, codes: Sequence[Any]) -> Distinct:
    """Return the answers without declared codes, which are named by value or label."""
    named = {spelled(code) for code in codes}
    return found.without(lambda value, label: bool({spelled(value), spelled(label)} & named))


def spelled(value: Any) -> str:
    """Return a code as people write it: 1 and 1.0 are "1"; nothing is what no code can be."""
    if value is None:
        return NOTHING
    known = isinstance(value, (str, int, float, np.number)) and not isinstance(value, bool)
    return code_text(plain(value)) if known and value == value else str(value)


def plain_or(value: Any) -> Any:
    """Return a value as a code, if it is one."""
    return plain(value) if isinstance(value, (str, int, float, np.number)) else value


def with_aside_last(found: Distinct) -> Distinct:
    """Return the answers with don't knows and refusals last, which are no boxes of the scale."""
    aside = aside_of(found.labels)
    if not aside:
        return found
    boxes = [label for label in found.labels if label not in aside]
    return replace(found.in_order([*boxes, *aside]), scale=replace(found.scale, set_aside=aside))


def without_words(found: Distinct) -> Distinct:
    """Return the answers without those that say that nothing is there, as "NA", and note it."""
    if not any(is_missing_word(label) for label in found.labels):
        return found
    words = missing_words(found.counts())
    if words.kept:
        found = found.noting(
            Message(
                "{name}: {words} counted; {reason}",
                name=str(found.name),
                words=_listed(words.kept),
                reason=words.reason,
            )
        )
    gone = set(words.counts)
    if not gone:
        return found
    fact = Message(
        "{name}: {words} taken for no answer", name=str(found.name), words=_listed(words.counts)
    )
    remedy = Message("{option} counts them", option="Survey(data, missing_words=False)")
    return found.without(lambda _, label: label in gone).noting(Advice(fact, remedy))


def in_one_spelling(found: Distinct) -> Distinct:
    """Return the answers with variants of spelling as one, and note it."""
    counts = found.counts()
    # where nearly every row has its own text, it is a name or a code, not an answer
    if len(counts) > max(_SHOWN, sum(counts.values()) // 2):
        return found
    kept = one_spelling(counts)
    if not kept:
        return found
    renamed = [kept.get(label, label) for label in found.labels]
    labels = tuple(dict.fromkeys(renamed))
    places = tuple(labels.index(renamed[at]) if at >= 0 else -1 for at in found.places)
    found = replace(found, labels=labels, places=places)
    # spaces taken off the one spelling of an answer are nothing to tell
    several = [one for one in labels if renamed.count(one) > 1]
    told = [
        Message(
            "{variants} as {spelling}",
            variants=", ".join(repr(v) for v, to in kept.items() if to == one),
            spelling=repr(one),
        )
        for one in several
    ]
    if not told:
        return found
    return found.noting(
        Message(
            "{name}: answers that differ in spelling alone are one: {told}",
            name=str(found.name),
            told=told,
        )
    )


def noting_blanks(found: Distinct, sets: Sets) -> Distinct:
    """Note that there is one answer and else blanks, of which a share is always 100 %."""
    if len(found.values) > MOST:
        return found
    seen = found.counts()
    blanks = found.size - sum(seen.values())
    if len(seen) != 1 or not blanks:
        return found
    [answer], of = seen, sets.of(found.name)
    remedy = (
        Message("it is an option of the question {question}, so estimate that", question=repr(of))
        if of
        else Message(
            "if a blank is “not chosen”, estimate {condition}",
            condition=f'{{{answer!r}: "{Name(str(found.name))} is not missing"}}',
        )
    )
    fact = Message(
        "{name}: {answer} is the one answer beside {n} blank, which is left out",
        "{name}: {answer} is the one answer beside {n} blanks, which are left out",
        name=str(found.name),
        answer=repr(answer),
        n=blanks,
    )
    return found.noting(Advice(fact, remedy))


def noting_lists(found: Distinct) -> Distinct:
    """Note that cells hold several answers, each combination of which counts as an answer."""
    split = split_answers(found.counts()) if len(found.labels) > 2 else None
    if split is None:
        return found
    shown = split.separator.replace("\n", "\\n")
    fact = Message(
        "{name}: cells look like several answers ({words}), and each combination counts as one "
        "answer",
        name=str(found.name),
        words=split.words,
    )
    option = f'Survey(data, sets={{{found.name!r}: "{shown}"}})'
    return found.noting(Advice(fact, Message("{option} estimates each answer", option=option)))


def noting_typos(found: Distinct) -> Distinct:
    """Note answers that look mistyped or changed by a program; who knows better corrects them."""
    days = bands_taken_for_days([label for label in found.labels if isinstance(label, str)])
    if days:
        read = (
            Message("{own} for {typed}", own=repr(own), typed=typed) for own, typed in days.items()
        )
        fact = Message(
            "{name}: {told}: a spreadsheet took bands for days",
            name=str(found.name),
            told=join_messages(read, ", "),
        )
        found = found.noting(Advice(fact, Message("correct them in the data")))
    counts = found.counts()
    typos = likely_typos(counts) if len(counts) > 2 else {}
    if not typos:
        return found
    likely = (
        Message("{own} for {typed}", own=in_rows(repr(own), counts[own]), typed=repr(to))
        for own, to in typos.items()
    )
    fact = Message(
        "{name}: {told} may be a typo, and counts as an answer of its own",
        name=str(found.name),
        told=join_messages(likely, ", "),
    )
    return found.noting(Advice(fact, Message("correct it in the data if it is one")))


def noting_digits(found: Distinct) -> Distinct:
    """Note that each cell may hold several answers without anything between them."""
    told = several_in_digits([spelled(value) for value in found.labels])
    if not told:
        return found
    fact = Message("{name}: {told}, and counts as one answer", name=str(found.name), told=told)
    return found.noting(Advice(fact, PARTED))


def in_known_order(found: Distinct) -> Distinct:
    """Return answers in words in the order of the scale they are, if they are one, and note it."""
    order = known_order([label for label in found.labels if isinstance(label, str)])
    if order is None or len(order.answers) + len(order.set_aside) != len(found.labels):
        return in_alphabet(found)
    ordered = found.in_order([*order.answers, *order.set_aside])
    scale = Scale(source=order.source, set_aside=tuple(order.set_aside))
    ordered = replace(ordered, scale=scale)
    if ordered.labels == found.labels or len(order.answers) < 2:
        return ordered
    note = Message(
        "{name}: answers stand in the order of {scale}: {first} … {last}",
        name=str(found.name),
        scale=as_message(order.source),
        first=order.answers[0],
        last=order.answers[-1],
    )
    return replace(ordered, order_note=note)


def in_given_order(
    found: Distinct, order: Sequence[Any], texts: Mapping[Code, str] | None = None
) -> Distinct:
    """Return the answers in an order that was given; what is set aside may be left out of it.

    Codes that nobody gave are known by their `texts`.

    Raises
    ------
    ArgumentError
        When it leaves out an answer of somebody.
    """
    by_code = {spelled(code): text for code, text in (texts or {}).items()}
    by_code |= {
        spelled(value): found.labels[at]
        for value, at in zip(found.values, found.places, strict=True)
        if at >= 0
    }
    by_label = {spelled(label): label for label in found.labels}
    first = [by_label.get(spelled(one), by_code.get(spelled(one), one)) for one in order]
    rest = [label for label in found.labels if label not in first]
    seen, aside = found.counts(), aside_of([*first, *rest])
    lacking = [label for label in rest if label in seen and label not in aside]
    if lacking:
        listed = ", ".join(repr(label) for label in lacking[:_SHOWN])
        raise ArgumentError(
            f"order of {found.name!r} leaves out {listed}, which respondents answered; name every "
            "answer, or declare it missing by missing_codes"
        )
    kept = [*first, *(label for label in rest if label in seen)]
    return replace(found.in_order(kept), scale=Scale(source="given", set_aside=aside))


def in_own_order(found: Distinct, source: str, *, keeps_its_places: bool) -> Distinct:
    """Return answers in the order they stand in; those of codes have don't knows last."""
    if not keeps_its_places:
        found = with_aside_last(found)
    return replace(found, scale=Scale(source=source, set_aside=aside_of(found.labels)))


def in_alphabet(found: Distinct) -> Distinct:
    """Return answers that only the alphabet orders, with don't knows last."""
    return with_aside_last(replace(found, scale=Scale(ordered=False)))


def _listed(counts: Mapping[str, int]) -> str:
    """List texts with their rows: ``"NA" (12 rows), "" (3 rows)``."""
    return join_messages([in_rows(f'"{text}"', n) for text, n in counts.items()], ", ")


def in_rows(what: str, n: int) -> Message:
    """Say of a code or an answer how many rows have it."""
    return Message("{what} ({n} row)", "{what} ({n} rows)", what=what, n=n)
