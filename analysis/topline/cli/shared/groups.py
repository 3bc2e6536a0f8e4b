"""Options that belong together: a command takes them as one value."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import fields, is_dataclass
from inspect import Parameter, Signature, signature
from typing import Any, get_args

from typer.models import OptionInfo

import topline

from .examples import parted
from .remedies import NAMED_OTHERWISE, running


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command take, one by one, the options of which its parameters consist.

    A parameter whose type is a dataclass becomes an option for each of its fields, which says in
    its ``Annotated`` type what it is on the command line.
    """
    groups = _groups(command)
    options, written = _parameters(command), options_of(command)

    def run(**given: Any) -> None:
        lang = given.get("lang")
        lists = [one for one in given.values() if isinstance(one, list) and len(one) > 1]
        for name, group in groups.items():
            given[name] = group(**{field.name: given.pop(field.name) for field in fields(group)})
        # English needs nothing for it
        language = nullcontext() if lang is None else topline.in_language(lang)
        with running(written, lists), language:
            command(**given)

    run.__name__, run.__module__ = command.__name__, command.__module__
    run.__doc__, examples = parted(command.__doc__)
    vars(run)["examples"] = examples
    run.__annotations__ = {option.name: option.annotation for option in options}
    run.__signature__ = Signature(options)  # type: ignore[attr-defined]
    return run


def options_of(command: Callable[..., None]) -> dict[str, str]:
    """Return the options of a command, by the arguments they give: ``{"max_gb": "--max-gb"}``."""
    found = {}
    for option in _parameters(command):
        about = [one for one in get_args(option.annotation) if hasattr(one, "param_decls")]
        # an argument has no name there
        if about and isinstance(about[-1], OptionInfo):
            # in an annotation the first name stands where typer otherwise has the default
            names = map(str, (about[-1].default, *(about[-1].param_decls or ())))
            named = [name for name in names if name.startswith("--")]
            found[option.name] = named[0] if named else f"--{option.name.replace('_', '-')}"
    otherwise = {name: found[own] for name, own in NAMED_OTHERWISE.items() if own in found}
    return found | otherwise


def _groups(command: Callable[..., None]) -> dict[str, Any]:
    """Return the parameters of a command that are values of options."""
    own = signature(command).parameters
    return {name: one.annotation for name, one in own.items() if is_dataclass(one.annotation)}


def _parameters(command: Callable[..., None]) -> list[Parameter]:
    """Return everything that a command takes, one by one."""
    groups, found = _groups(command), []
    for name, one in signature(command).parameters.items():
        if name not in groups:
            found.append(one.replace(kind=Parameter.KEYWORD_ONLY))
            continue
        found += [
            Parameter(
                field.name,
                Parameter.KEYWORD_ONLY,
                default=field.default,
                annotation=field.type,
            )
            for field in fields(groups[name])
        ]
    return found
