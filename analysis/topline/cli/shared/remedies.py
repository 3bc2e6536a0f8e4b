"""Remedies that the package tells in Python, as options of the command that runs.

Messages and notes of the package name arguments: ``encoding="cp1252"``, ``missing_codes={"income":
[-99]}``. A command has options for most of them; what it has none for is done in Python.
"""

import ast
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import topline

from .output import said

_SIMPLE = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:e[-+]?\d+)?|True|False|None"""
_LIST = rf"\[(?:[^\[\]{{}}'\"]|{_SIMPLE})*\]"
_ANY = r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}"
_VALUE = rf"{_SIMPLE}|{_LIST}|\{{(?:[^\[\]{{}}'\"]|{_SIMPLE}|{_LIST})*\}}|{_ANY}"

_ARGUMENT = re.compile(
    rf"(?<![\w.-])(?P<name>[a-z][a-z_]*)=(?P<value>{_VALUE}|(?![=\w'\"\[{{<]))"
    r"(?P<more>(?:(?:,| or|, or) '[\w-]+')*)"
)
"""An argument with its value and others that it can have, as in "missing='keep', 'drop' or 'fail'",
or with none, as in "give weights= yourself".
"""

_CALL = re.compile(
    r"(?:topline\.)?(?:Survey(?:\.read)?|read_survey)\((?:(?:data|path|\.\.\.|…), ?)?"
    r"(?P<inside>[a-z_]+=(?:[^()'\"]|'[^']*'|\"[^\"]*\")*)\)"
)
"""A call of which only the argument matters."""

_SUBJECT = re.compile(r"\A[a-z]+(?= is (?:['\"\[{\d-]|None|True|False))")
"""An argument that a sentence begins with: "lang is 'xx'"."""

_QUOTED = re.compile(r"""(\b(?:answer|column|value) (?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))""")
"""What stands in somebody's file: "n=400" in a cell is no argument."""

_ASKED = re.compile(
    r"(?<=\bgive )[a-z]+\b|(?<=\bpass )[a-z]+\b|(?<=\bleave )[a-z]+(?= out\b)"
    r"|(?<=\buse )\.[a-z]+\b"
)
"""A word after which an argument is named: "give fpc", "leave strata out", "use .proportion"."""

NAMED_OTHERWISE = {"missing_words": "keep_missing_words"}
"""Arguments that are asked for by an option of another name."""


_RUNNING: ContextVar[Mapping[str, str]] = ContextVar("_RUNNING")
"""Options of the command that runs, by the arguments they give."""


class TypedError(topline.ArgumentError):
    """What was typed cannot be read; the message is in words of the command line already."""


@contextmanager
def running(options: Mapping[str, str], lists: Sequence[list[str]] = ()) -> Iterator[None]:
    """Let errors and notes name the options of a command while it runs.

    A list that was typed may be one name, which holds commas; where a part of it is unknown, the
    error says how such a name is typed.
    """
    token = _RUNNING.set(options)
    try:
        yield
    except TypedError:
        raise
    except topline.ToplineError as error:
        told = here(str(error))
        for parts in lists:
            if any(f"{part!r} is no " in told for part in parts):
                one = word(_cell(", ".join(parts)))
                told += f"; a name that holds a comma stands in double quotes: {one}"
        raise type(error)(told) from error
    finally:
        _RUNNING.reset(token)


def read_plan(path: Path) -> "topline.ReportPlan":
    """Read a plan; what is said of its keys names them as the plan does, and no option."""
    try:
        return topline.read_report_plan(path)
    except topline.ArgumentError as error:
        raise TypedError(said(str(error))) from error


def renamed(options: Mapping[str, str]) -> Any:
    """Let errors within name some arguments by other options than the command's own."""
    return running({**_RUNNING.get({}), **options})


def here(text: str) -> str:
    """Return a text of the package, in the language to print in, with the command's options."""
    return as_options(said(text), _RUNNING.get({}))


def told_once(notes: Mapping[str, str]) -> list[str]:
    """Return the note of the first of some columns, in options, and which others it holds for."""
    if not notes:
        return []
    (_, note), *others = notes.items()
    names = [name for name, _ in others]
    columns = ", ".join(names[:_NAMED_ALIKE]) + ", …" * (len(names) > _NAMED_ALIKE)
    same = topline.printing_language()("the same holds for {columns}", columns=columns)
    return [here(note), *([same] if names else [])]


_NAMED_ALIKE = 8
"""Columns that are named of those that a note holds for, too."""


def argument_words(name: str, value: Any) -> str:
    """Return an argument of the package as options of the command line: --strata region."""
    option = _NAMED.get(name, f"--{name.replace('_', '-')}")
    if value is True or name in NAMED_OTHERWISE:
        return option
    if value is False:
        return f"{option} none"
    if isinstance(value, tuple):
        return " ".join([option, *map(word, map(str, value))])
    if not isinstance(value, Mapping):
        return f"{option} {word(_listed(value))}"
    return " ".join(_of_column(option, str(key), own) for key, own in value.items())


_NAMED = {"missing_words": "--keep-missing-words", "labels": "--label"}
"""Options that are not called as their argument is."""


_OF_SETS = {"columns", "separator", "asked", "blank"}
"""What options say of a question with several answers."""


def _of_column(option: str, column: str, value: Any) -> str:
    """Return what is said of one column: ``--sets tools=a,b``, ``--set-asked "tools=age > 17"``."""
    if not isinstance(value, Mapping):
        return f"{option} {word(f'{_cell(column)}={_listed(value or str())}')}"
    own = dict(value)
    listed = own.pop("separator", None) or own.pop("columns", [])
    more = (f"--set-{key} {word(f'{_cell(column)}={said}')}" for key, said in own.items()
            if key in ("asked", "blank"))  # fmt: skip
    first = [f"{option} {word(f'{_cell(column)}={_listed(listed)}')}"] if listed else []
    return " ".join([*first, *more])


def as_options(text: str, options: Mapping[str, str]) -> str:
    """Return a text of the package with options in place of arguments.

    Parameters
    ----------
    text : str
    options : mapping of str to str
        Options of a command, by the arguments they give.
    """
    parts = _QUOTED.split(text)
    told = [one if at % 2 else _in_options(one, options) for at, one in enumerate(parts)]
    return "".join(told)


def _in_options(text: str, options: Mapping[str, str]) -> str:
    """Return words of the package, none of them quoted from a file, with options."""
    text = _CALL.sub(lambda call: call["inside"], text)
    text = _SUBJECT.sub(lambda found: options.get(found[0], found[0]), text)

    def argument(found: re.Match[str]) -> str:
        more = found["more"].replace("'", "") if found["name"] in options else found["more"]
        return _option(found["name"], found["value"], options) + more

    text = _ARGUMENT.sub(argument, text)

    def named(found: re.Match[str]) -> str:
        return options.get(found[0].removeprefix("."), found[0])

    return re.sub(r"(?<![\w.'\"`-])[a-z]+_[a-z_]+\b(?!['\"(=])", named, _ASKED.sub(named, text))


def _option(name: str, written: str, options: Mapping[str, str]) -> str:
    """Return one argument as an option; one that the command has not stays, with where it is."""
    option = options.get(name)
    if option is None:
        return f"{name}={written} in Python" if written else f"{name} in Python"
    if not written or written == "True" or name in NAMED_OTHERWISE:
        return option
    try:
        value = ast.literal_eval(written)
    except (SyntaxError, ValueError):
        return f"{name}={written} in Python"
    if isinstance(value, dict):
        own = [one for one in value.values() if isinstance(one, dict)]
        if any(not one.keys() <= _OF_SETS for one in own):
            return f"{name}={written} in Python"
        return " ".join(_of_column(option, str(key), one) for key, one in value.items())
    return f"{option} {word(_listed(value))}"


def _listed(value: Any) -> str:
    several = isinstance(value, (list, tuple))
    return ",".join(map(_cell, value)) if several else str(value).replace("\n", r"\n")


def _cell(value: Any) -> str:
    """Return a name or an answer as an option takes it in a list."""
    text = str(value)
    return '"{}"'.format(text.replace('"', '""')) if re.search(r'[,"=]', text) else text


def word(text: str) -> str:
    """Return a text as a shell takes it."""
    return (
        text if text.isprintable() and re.fullmatch(r"[\w.,=+%:/-]+", text) else shlex.quote(text)
    )
