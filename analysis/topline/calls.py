"""Calls of public functions that cannot be: a name that no argument has, one too many or too few.

Python's own answer names a function and a word. Here a call says what it takes instead, and the
name that was meant. The signature stays what it is, and a call that can be costs a
third of a microsecond more.
"""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from inspect import Parameter, Signature, isclass, signature
from types import FunctionType
from typing import Any, TypeVar, get_args

from .errors import ArgumentError, DataError
from .nearest import nearest_name

Class = TypeVar("Class", bound=type)


class CallError(ArgumentError, TypeError):
    """A call whose arguments are not those of the function; a ``TypeError`` as Python's own."""


def answering(function: Callable[..., Any], called: str) -> Callable[..., Any]:
    """Return a function whose impossible calls are answered with what it takes.

    Parameters
    ----------
    function : callable
    called : str
        As users call it: ``percent_interval``, ``Survey.mean``.
    """

    @wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        try:
            return function(*given, **named)
        except TypeError:
            # an error of the function's own, whose arguments are those it takes, stays as it is
            words = _words(signature(function), called, given, named)
            if words is None:
                raise
        except UnicodeEncodeError as problem:
            if problem.reason != "surrogates not allowed":
                raise
            raise half_a_sign(problem) from None
        raise CallError(words)

    vars(call)["answers"] = True
    return call


def half_a_sign(problem: UnicodeEncodeError) -> DataError:
    """Return what to say of a text cut within a sign, or decoded wrongly, wherever it was met."""
    found = problem.object[max(0, problem.start - 20) : problem.end + 20]
    return DataError(
        f"the text {found!a} holds half a sign, which no table or file can hold; put another in "
        "its place, as with data[name].str.encode('utf-8', 'replace').str.decode('utf-8')"
    )


def answering_class(kind: Class) -> Class:
    """Let how a class is made, and its public methods, answer calls that cannot be."""
    for base in kind.__mro__:
        if not base.__module__.startswith(__package__ or ""):
            continue
        for name, member in list(vars(base).items()):
            bound = type(member) if isinstance(member, (classmethod, staticmethod)) else None
            plain = member.__func__ if bound else member
            made = name == "__init__"
            if not isinstance(plain, FunctionType) or (name.startswith("_") and not made):
                continue
            if "answers" in vars(plain):
                continue
            # what several classes inherit is called by its own name
            own = f"{kind.__name__}.{name}" if base is kind else name
            told = answering(plain, kind.__name__ if made else own)
            type.__setattr__(base, name, bound(told) if bound else told)
    return kind


def answering_public(name: str, value: Any) -> Any:
    """Return what a public name stands for, with calls that cannot be answered."""
    if isclass(value) and value.__module__.startswith(f"{__package__}."):
        if issubclass(value, tuple):
            made = answering(value.__new__, name)
            type.__setattr__(value, "__new__", staticmethod(made))
        # errors and enumerations are made by Python
        return value if issubclass(value, (Exception, Enum)) else answering_class(value)
    if isinstance(value, FunctionType):
        told = answering(value, name)
        # so that other processes, to which functions go by their name, find it
        told.__module__, told.__qualname__ = __package__ or "", name
        return told
    return value


def _words(takes: Signature, called: str, given: Any, named: dict[str, Any]) -> str | None:
    """Say why a call cannot be: fact, expectation, remedy; None where it could have been."""
    own = [one for one in takes.parameters.values() if one.name not in ("self", "cls", "_cls")]
    hidden = len(takes.parameters) - len(own)
    names = [one.name for one in own if one.kind is not Parameter.VAR_KEYWORD]
    options = [one for one in own if one.kind is Parameter.VAR_KEYWORD]
    unknown = [name for name in named if name not in names]
    if unknown and not options:
        return _unknown(unknown[0], names, called)
    near = _near_beside(unknown, names, options)
    if near is not None:
        return _unknown(near, names, called)
    placed = [one for one in own if one.kind in _PLACED]
    many = len(given) - hidden - len(placed)
    if many > 0 and all(one.kind is not Parameter.VAR_POSITIONAL for one in own):
        only = [one.name for one in own if one.kind is Parameter.KEYWORD_ONLY]
        rest = f"; give the rest by name, as {only[0]}=…" if only else "; leave the rest out"
        listed = ", ".join(one.name for one in placed) or "none"
        return (
            f"{called}() has {len(given) - hidden} arguments without a name; expected at most "
            f"{len(placed)}: {listed}{rest}"
        )
    by_place = [one.name for one in placed[: max(len(given) - hidden, 0)]]
    twice = [name for name in by_place if name in named]
    if twice:
        return f"{called}() has {twice[0]} twice, by its place and by its name; give it once"
    needed = [one.name for one in own if one.default is Parameter.empty
              and one.kind in (*_PLACED, Parameter.KEYWORD_ONLY)]  # fmt: skip
    lacking = [name for name in needed if name not in by_place and name not in named]
    if lacking:
        words = (
            f"{one.name}=…" if one.kind is Parameter.KEYWORD_ONLY else one.name
            for one in own
            if one.name in needed
        )
        return (
            f"{called}() lacks {' and '.join(lacking)}; expected {', '.join(needed)}: "
            f"{called}({', '.join(words)})"
        )
    return None


_PLACED = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


def _near_beside(unknown: list[str], names: list[str], options: list[Parameter]) -> str | None:
    """Return the first unknown word that means an argument, and none of the options beside it.

    Whoever takes the options says what they are.
    """
    known = [name for one in options for kind in get_args(one.annotation)
             for name in kind.__annotations__]  # fmt: skip
    found = (word for word in unknown if word not in known)
    return next((word for word in found if nearest_name(word, [*names, *known]) in names), None)


def _unknown(word: str, names: list[str], called: str) -> str:
    near = nearest_name(word, names)
    if near is not None:
        return f"{word} is no argument of {called}(); did you mean {near}=?"
    return f"{word} is no argument of {called}(); expected some of {', '.join(names)}; leave it out"
