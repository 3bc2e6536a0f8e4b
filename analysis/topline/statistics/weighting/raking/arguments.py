"""Columns, targets and totals of a raking at the door."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ....arguments import as_number, described
from ....errors import ArgumentError
from ..shared.categories import CodedColumn, listed, nearest_to, places_of
from ..shared.start import LARGEST
from .targets import ROUNDING, Margin, read_margin


def margins_by_group(
    targets: Mapping[Any, Any], grouping: CodedColumn | None
) -> dict[int | None, list[Margin]]:
    """Return the margins of each group, by its code, percents as shares; of all rows under None."""
    if not isinstance(targets, Mapping) or not targets:
        raise ArgumentError(
            f"targets are {described(targets)}; expected a mapping of column to its targets"
        )
    if grouping is None:
        return {None: [read_margin(str(name), given) for name, given in targets.items()]}
    if (grouping.codes < 0).any():
        count = int((grouping.codes < 0).sum())
        raise ArgumentError(f"by is missing in {count:,} rows; give each row its group")
    present = np.bincount(grouping.codes, minlength=len(grouping.categories)) > 0
    groups: dict[int | None, list[Margin]] = {}
    for label, own in targets.items():
        (code,) = places_of([label], grouping.categories)
        if code < 0 or not present[code]:
            raise ArgumentError(
                f"targets are given for group {described(label)}, of which there is no row"
                f"{nearest_to(label, grouping.categories)}; groups are "
                f"{listed(grouping.categories)}"
            )
        if not isinstance(own, Mapping) or not own:
            raise ArgumentError(
                f"targets of group {described(label)} are {described(own)}; expected a mapping of "
                "column to its targets"
            )
        groups[code] = [read_margin(str(name), given) for name, given in own.items()]
    lacking = [grouping.categories[code] for code in np.flatnonzero(present) if code not in groups]
    if lacking:
        raise ArgumentError(
            f"group {listed(lacking)} has rows but no targets; give each group its targets, or "
            "leave its rows out"
        )
    if all(abs(one.total / 100 - 1) <= ROUNDING for own in groups.values() for one in own):
        # taken as they are, percents would make groups of any size count alike; 100 people of one
        # group beside more of another are counted
        return {
            code: [Margin(one.name, one.categories, one.targets / 100) for one in own]
            for code, own in groups.items()
        }
    return groups


def as_total(total: Any) -> float | str | None:
    """Return what weights add up to: None, one of two words, or a number above 0."""
    if total is None or (isinstance(total, str) and total in ("weights", "n")):
        return total
    number = as_number(total)
    if 0 < number <= LARGEST:
        return number
    raise ArgumentError(
        f"total is {described(total)}; expected 'weights', 'n', or a number above 0"
    )


def column_called(columns: Mapping[str, Any], name: str) -> Any:
    """Return the column that targets are given for; name the nearest where there is none."""
    if name in columns:
        return columns[name]
    names = list(columns)
    raise ArgumentError(
        f"targets are given for {name!r}, but there is no such column{nearest_to(name, names)}; "
        f"columns are {listed(names)}"
    )


def one_length(columns: Sequence[CodedColumn]) -> int:
    """Return how many rows columns have, each as many as the others."""
    first = columns[0]
    for other in columns[1:]:
        if len(other.codes) != len(first.codes):
            raise ArgumentError(
                f"column {other.name!r} has {len(other.codes):,} rows and {first.name!r} "
                f"{len(first.codes):,}; columns have one value a row"
            )
    if not len(first.codes):
        raise ArgumentError(f"column {first.name!r} has no row; there is nothing to weight")
    return len(first.codes)
