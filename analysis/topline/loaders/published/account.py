"""What was found in a file, in a few lines that a person reads first."""

from collections import Counter
from collections.abc import Sequence

from ...wording import count_text
from .found.figure import Figure
from .found.found import Found, Problem

_SHOWN = 5
_KINDS = {
    "exact": "percents",
    "less_than": "below half",
    "none": "empty",
    "suppressed": "suppressed",
    "not_available": "not available",
    "not_applicable": "not applicable",
}
"""What percents are called by their qualifiers."""

_BASES = {
    "unweighted": "base_unweighted",
    "weighted": "base_weighted",
    "effective": "n_effective",
}


def account_of(
    name: str, found: Sequence[Found], figures: Sequence[Figure], problems: Sequence[Problem]
) -> tuple[str, ...]:
    """Say how many tables and figures a file holds, their bases, and what was not read."""
    refused = [one for one in problems if one.kind == "refused"]
    not_read = [f"Not read: {one.where}: {one.fact}." for one in refused[:_SHOWN]]
    if len(refused) > _SHOWN:
        not_read.append(f"Not read: {count_text(len(refused) - _SHOWN)} more places.")
    if not found and not figures:
        return (f"{name}: no published tables were found.", *not_read)
    tables = f"{count_text(len(found))} table{'' if len(found) == 1 else 's'}"
    statuses = Counter(one.status for one in found)
    states = ", ".join(f"{count_text(n)} {status}" for status, n in statuses.items())
    shares = Counter(one.percent_qualifier for one in figures if one.value_unit == "percent")
    kinds = [f"{count_text(shares[key])} {word}" for key, word in _KINDS.items() if shares[key]]
    if others := len(figures) - sum(shares.values()):
        kinds.append(f"{count_text(others)} not percents")
    stated = [
        word
        for word, field in _BASES.items()
        if any(getattr(figure, field) is not None for figure in figures)
    ]
    bases = f"Bases: {', '.join(stated)}"
    if not stated:
        bases = "Bases: none; no interval can be made from a base"
    elif lacking := sum(figure.base_unweighted is None for figure in figures):
        bases += f"; {count_text(lacking)} figures have no unweighted base"
    counted = ", ".join(kinds) if kinds else "No figures"
    return (f"{name}: {tables}: {states}. {counted}.", f"{bases}.", *not_read)
