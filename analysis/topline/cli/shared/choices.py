"""What an option can be, from the tables that say so: for help texts, completion and refusals."""

from collections.abc import Callable
from enum import Enum
from typing import Any, get_args

from typer.models import OptionInfo, ParameterInfo

import topline

Complete = Callable[[str], list[str]]


def methods_of(*families: str) -> Complete:
    """Return what completes a method's name; the tables are read when it is asked."""

    def complete(incomplete: str) -> list[str]:
        names = [name for family in families for name in topline.methods(family)["name"]]
        return [name for name in dict.fromkeys(names) if name.startswith(incomplete)]

    return complete


def weightless_rules(incomplete: str) -> list[str]:
    """Complete what is done with rows without a weight."""
    return [rule for rule in ("fail", "drop") if rule.startswith(incomplete)]


def languages(incomplete: str) -> list[str]:
    """Complete the tag of a language."""
    return [tag for tag in topline.languages() if tag.startswith(incomplete)]


def about(annotation: Any) -> ParameterInfo:
    """Return what the annotation of a command's parameter says of its option or argument."""
    found = [one for one in get_args(annotation) if isinstance(one, ParameterInfo)]
    return found[-1] if found else OptionInfo()


def plain_types(annotation: Any) -> tuple[type, ...]:
    """Return the types that an option's value may have."""
    inner = get_args(annotation)
    if isinstance(annotation, type) and not inner:
        return () if annotation is type(None) else (annotation,)
    return tuple(kind for one in inner for kind in plain_types(one))


def choices_of(annotation: Any) -> list[str]:
    """Return the words that an option can be; none where it may be anything."""
    for kind in plain_types(annotation):
        if issubclass(kind, Enum):
            return [str(one.value) for one in kind]
    complete = getattr(about(annotation), "autocompletion", None)
    return list(complete("")) if complete else []
