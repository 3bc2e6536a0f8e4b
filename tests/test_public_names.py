"""The public names and their signatures, as a list to read in a diff: nothing changes unseen.

``python tests/test_public_names.py > tests/public_names.txt`` writes the list again.
"""

import inspect
from dataclasses import is_dataclass
from pathlib import Path

import topline

LIST = Path(__file__).with_name("public_names.txt")


def parameters(function: object) -> str:
    """Return names, kinds and defaults of the parameters; annotations are mypy's to hold."""
    signature = inspect.signature(function)
    plain = [
        each.replace(annotation=inspect.Parameter.empty) for each in signature.parameters.values()
    ]
    return str(signature.replace(parameters=plain, return_annotation=inspect.Signature.empty))


def members(name: str, kind: type) -> list[str]:
    """Return a class's own lines: how it is made, and what is public of it."""
    lines = [name + parameters(kind) if is_dataclass(kind) else name]
    if issubclass(kind, Exception):
        return lines
    for member in sorted(
        {each for base in kind.__mro__[:-1] for each in vars(base)} | fields(kind)
    ):
        if member.startswith("_"):
            continue
        value = inspect.getattr_static(kind, member, None)
        if isinstance(value, (staticmethod, classmethod)):
            value = value.__func__
        lines.append(f"{name}.{member}" + (parameters(value) if inspect.isfunction(value) else ""))
    return lines


def fields(kind: type) -> set[str]:
    return set(getattr(kind, "__dataclass_fields__", {}))


def public_names() -> list[str]:
    """Return a line for each public name, methods and fields below their class."""
    lines = []
    for name in sorted(topline.__all__):
        value = getattr(topline, name)
        if inspect.isclass(value) and value.__module__.startswith("topline"):
            lines += members(name, value)
        elif inspect.isfunction(value):
            lines.append(name + parameters(value))
        else:
            lines.append(name)
    return lines


def test_the_public_names_are_those_of_the_list():
    written = LIST.read_text(encoding="utf-8").splitlines()
    assert public_names() == written, "write the list again, and a line in CHANGELOG 'Changed'"


if __name__ == "__main__":
    print("\n".join(public_names()))  # noqa: T201
