"""Columns of a survey's file by the names that its documentation gives them."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from ....errors import DataError
from ..replicated import natural
from .preset import Preset

Columns = dict[str, str]
"""The file's columns by their names in lower case."""


def listed(names: str | Sequence[str]) -> tuple[str, ...]:
    """Return one name or several as several."""
    return (names,) if isinstance(names, str) else tuple(names)


def matching(name: str, file: Columns) -> list[str]:
    """Return the columns of a name, # in it being a number from 1 on, in order."""
    if "#" not in name:
        return [file[name.lower()]] if name.lower() in file else []
    pattern = re.compile(re.escape(name.lower()).replace(r"\#", "0*[1-9][0-9]*"))
    return sorted((file[key] for key in file if pattern.fullmatch(key)), key=natural)


def present(names: str | Sequence[str], file: Columns) -> list[str]:
    """Return the columns that have one of the names, in the order of these."""
    return [column for name in listed(names) for column in matching(name, file)]


def of_role(preset: Preset, role: str, file: Columns) -> str:
    """Return the first column of a role.

    Raises
    ------
    DataError
        When the file has none, or several weights of which each is for something else.
    """
    wanted = preset.arguments[role]
    found = present(wanted, file)
    if not found:
        raise DataError(
            f"preset {preset.key!r} ({preset.label}) needs {role} "
            f"{' or '.join(listed(wanted))}, and the data have no such column; merge it, or give "
            f"{role}= yourself"
        )
    if role == "weights" and preset.ask and len(found) > 1:
        shown = ", ".join(map(repr, found[:8])) + f" and {len(found) - 8} more" * (len(found) > 8)
        raise DataError(
            f"preset {preset.key!r} ({preset.label}): the data have {len(found)} weights, {shown}, "
            f"each for other respondents; give the one that is meant, as weights={found[0]!r}"
        )
    return found[0]


def numbered(preset: Preset, names: str | Sequence[str], file: Columns) -> list[str]:
    """Return the columns whose name has a number for #, in order.

    Raises
    ------
    DataError
        When there are not as many as the survey has.
    """
    found: list[str] = []
    for name in listed(names):
        found = matching(name, file)
        if len(found) == preset.replicates:
            return found
    raise DataError(
        f"preset {preset.key!r} ({preset.label}) needs {preset.replicates} columns "
        f"{' or '.join(listed(names))}, # from 1 to {preset.replicates}, and the data have "
        f"{len(found)}; merge the survey's file of replicate weights"
    )


def samples_of(preset: Preset, file: Columns) -> tuple[str, ...]:
    """Return the file's columns of countries or other samples of their own."""
    found = [present(names, file)[:1] for names in preset.samples]
    return tuple(name for names in found for name in names)


def plausible_of(preset: Preset, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the columns of each variable's plausible values, by their name without the number.

    A variable of which one is not there is left out.
    """
    found: dict[str, dict[int, str]] = {}
    for name in names if preset.plausible else ():
        match = re.fullmatch(preset.plausible, name, re.IGNORECASE)
        if match:
            bare = name[: match.start(1)] + name[match.end(1) :]
            found.setdefault(bare, {})[int(match[1])] = name
    return {
        bare: tuple(own[number] for number in sorted(own))
        for bare, own in found.items()
        if len(own) > 1 and sorted(own) == list(range(1, len(own) + 1))
    }


def fits(preset: Preset, names: Any, usual: set[str]) -> bool:
    """Return whether a file has all columns of a preset, and these are called as no other's.

    Parameters
    ----------
    preset : Preset
    names : iterable of str
        The file's columns.
    usual : set of str
        Names, in lower case, that are no survey's own.
    """
    file = {name.lower(): name for name in names}
    wanted = preset.arguments
    roles = [wanted[role] for role in ("weights", "strata", "clusters") if role in wanted]
    roles += [one for one in preset.samples if preset.lacks]
    found = [present(one, file) for one in roles]
    marked = bool(present(preset.marks, file))
    if not all(found) or (preset.marks and not marked):
        return False
    columns = [wanted["replicate_weights"]] if "replicate_weights" in wanted else []
    # so many replicate weights of one name tell a file, whatever the full weight is called
    if not marked and not columns and all(one[0].lower() in usual for one in found):
        return False
    columns += [preset.times] if preset.times else []
    return all(
        any(len(matching(name, file)) == preset.replicates for name in listed(one))
        for one in columns
    )
