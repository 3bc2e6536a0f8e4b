"""What was found in a file, in a few lines that a person reads first."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ...language.amounts import listed_words
from ...language.marking import marked
from ...language.message import Message, as_message
from .found.figure import Figure
from .found.found import Found, Problem

_SHOWN = 5
_KINDS = {
    "exact": marked("percents"),
    "less_than": marked("below half"),
    "none": marked("empty"),
    "suppressed": marked("suppressed"),
    "not_available": marked("not available"),
    "not_applicable": marked("not applicable"),
}
"""What percents are called by their qualifiers."""

_BASES = {
    marked("unweighted"): "base_unweighted",
    marked("weighted"): "base_weighted",
    marked("effective"): "n_effective",
}


def account_of(
    name: str, found: Sequence[Found], figures: Sequence[Figure], problems: Sequence[Problem]
) -> tuple[str, ...]:
    """Say how many tables and figures a file holds, their bases, and what was not read."""
    refused = [one for one in problems if one.kind == "refused"]
    not_read: list[str] = [
        Message("Not read: {where}: {what}.", where=one.where, what=one.fact)
        for one in refused[:_SHOWN]
    ]
    if len(refused) > _SHOWN:
        not_read.append(Message("Not read: {n} more places.", n=len(refused) - _SHOWN))
    if not found and not figures:
        return (Message("{name}: no published tables were found.", name=name), *not_read)
    tables = Message("{n} table", "{n} tables", n=len(found))
    states = listed_words(_counts(Counter(one.status for one in found)))
    shares = Counter(one.percent_qualifier for one in figures if one.value_unit == "percent")
    kinds = _counts({word: shares[key] for key, word in _KINDS.items() if shares[key]})
    if others := len(figures) - sum(shares.values()):
        kinds.append(Message("{n} not percents", n=others))
    stated = [
        word
        for word, field in _BASES.items()
        if any(getattr(figure, field) is not None for figure in figures)
    ]
    told = listed_words(map(as_message, stated))
    bases = Message("Bases: {bases}.", bases=told)
    if not stated:
        bases = Message("Bases: none; no interval can be made from a base.")
    elif lacking := sum(figure.base_unweighted is None for figure in figures):
        bases = Message(
            "Bases: {bases}; {n} figures have no unweighted base.", bases=told, n=lacking
        )
    head = Message(
        "{name}: {tables}: {states}. {figures}.",
        name=name,
        tables=tables,
        states=states,
        figures=listed_words(kinds) if kinds else Message("No figures"),
    )
    return (head, bases, *not_read)


def _counts(of: Mapping[str, int]) -> list[str]:
    """Say how many there are of each."""
    return [Message("{n} {status}", n=n, status=as_message(word)) for word, n in of.items()]
