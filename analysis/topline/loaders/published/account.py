"""What was found in a file, in a few lines that a person reads first."""

from collections import Counter
from collections.abc import Sequence

from ...wording import count_text
from .found.figure import Figure
from .found.found import Found, Problem

_SHOWN = 5


def account_of(
    name: str, found: Sequence[Found], figures: Sequence[Figure], problems: Sequence[Problem]
) -> tuple[str, ...]:
    """Say how many tables and figures a file holds, their bases, and what was not read."""
    if not found and not figures:
        first = f"{name}: no published tables were found."
        return (first, *_refusals(problems))
    statuses = Counter(one.status for one in found)
    tables = f"{count_text(len(found))} table{'' if len(found) == 1 else 's'}"
    states = ", ".join(f"{count_text(n)} {status}" for status, n in statuses.items())
    return (
        f"{name}: {tables}: {states}. {_kinds_of_figures(figures)}",
        _bases(figures),
        *_refusals(problems),
    )


def _kinds_of_figures(figures: Sequence[Figure]) -> str:
    """Count figures by what they are."""
    shares = Counter(
        figure.percent_qualifier for figure in figures if figure.value_unit == "percent"
    )
    words = {
        "exact": "percents",
        "less_than": "below half",
        "none": "empty",
        "suppressed": "suppressed",
        "not_available": "not available",
        "not_applicable": "not applicable",
    }
    parts = [f"{count_text(shares[key])} {word}" for key, word in words.items() if shares[key]]
    others = len(figures) - sum(shares.values())
    parts += [f"{count_text(others)} not percents"] if others else []
    return ", ".join(parts) + "." if parts else "No figures."


def _bases(figures: Sequence[Figure]) -> str:
    """Say which bases the figures have."""
    kinds = [
        word
        for word, name in (
            ("unweighted", "base_unweighted"),
            ("weighted", "base_weighted"),
            ("effective", "n_effective"),
        )
        if any(getattr(figure, name) is not None for figure in figures)
    ]
    lacking = sum(figure.base_unweighted is None for figure in figures)
    if not kinds:
        return "Bases: none; no interval can be made from a base."
    some = f"; {count_text(lacking)} figures have no unweighted base" if lacking else ""
    return f"Bases: {', '.join(kinds)}{some}."


def _refusals(problems: Sequence[Problem]) -> tuple[str, ...]:
    refused = [one for one in problems if one.kind == "refused"]
    lines = tuple(f"Not read: {one.where}: {one.fact}." for one in refused[:_SHOWN])
    more = len(refused) - _SHOWN
    return (*lines, f"Not read: {count_text(more)} more places.") if more > 0 else lines
