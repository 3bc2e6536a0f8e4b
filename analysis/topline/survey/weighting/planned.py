"""A weighting as a plan tells it: which way to the targets, and which of them."""

from collections.abc import Mapping
from typing import Any

from ...arguments import described
from ...errors import ArgumentError
from ...loaders.targets import target_name


def way_to_weight(ways: Mapping[str, Any]) -> str:
    """Return how weights are brought to targets: as it was asked for, else by raking.

    Raises
    ------
    ArgumentError
        When more than one way is asked for, or one by what names no variables.
    """
    asked = [name for name, value in ways.items() if not _is_left_out(value)]
    if len(asked) > 1:
        raise ArgumentError(f"{'= and '.join(asked)}= are each a way to the targets; choose one")
    for name in asked:
        given = ways[name]
        listed = isinstance(given, (list, tuple)) and all(isinstance(one, str) for one in given)
        if given is not True and not listed:
            raise ArgumentError(
                f"{name} is {described(given)}; expected True, or a list of "
                "variables of the targets"
            )
    return asked[0] if asked else "rake"


def chosen_targets(targets: Mapping[Any, Any], chosen: Any, by: str | None) -> dict[Any, Any]:
    """Return the targets of the variables that were chosen, of each group where there are some.

    Raises
    ------
    ArgumentError
        When there are none for one of them.
    """
    if not isinstance(chosen, (list, tuple)):
        return dict(targets)
    if by is not None:
        return {group: chosen_targets(own, chosen, None) for group, own in targets.items()}
    names = [target_name(name, targets) for name in chosen]
    return {name: targets[name] for name in names}


def refuse_without_targets(about: Mapping[str, Any]) -> None:
    """Refuse what is about targets where there are none.

    Raises
    ------
    ArgumentError
    """
    named = next((name for name, value in about.items() if not _is_left_out(value)), None)
    if named is not None:
        raise ArgumentError(f"{named}= is about targets, and there are none; give targets=")


def _is_left_out(value: Any) -> bool:
    return value is None or value is False or (isinstance(value, (list, tuple)) and not value)
