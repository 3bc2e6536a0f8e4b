"""Refusals of what was typed, in words of the house: fact, expectation, remedy.

The library that reads the command line has its own words; here each of its refusals becomes ours.
"""

import re
import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any

import typer

import topline

from ...nearest import nearest_name
from .choices import about, choices_of, plain_types
from .examples import examples_of
from .remedies import word

_REFUSAL: Any = typer.BadParameter.__mro__[1]
"""What every refusal of a command line is; typer gives it no public name."""

_HELP = "NoArgsIsHelpError"
"""A refusal of that name is no error: it prints the help text."""

_PERCENT = re.compile(r"[<>]?\d+([.,]\d+)?\s?(%|percent)?")


@contextmanager
def in_house_words(ctx: Any, typed: Sequence[str]) -> Iterator[None]:
    """Turn a refusal of the library into one of the house."""
    try:
        yield
    except _REFUSAL as refusal:
        if type(refusal).__name__ == _HELP:
            raise
        raise topline.ArgumentError(_words(refusal, ctx, list(typed))) from None


def no_such_command(ctx: Any, typed: str, names: Sequence[str]) -> topline.ArgumentError:
    """Return the refusal of a command that there is not."""
    path = ctx.command_path
    if _PERCENT.fullmatch(typed.strip()) and "interval" in names:
        return topline.ArgumentError(
            f"{typed!r} is no command; its interval is printed by: {path} interval {word(typed)} "
            "--n 400, with the number of respondents for 400"
        )
    close = get_close_matches(typed, names, n=1)
    hint = f"; did you mean {path} {close[0]}?" if close else f"; {path} --help says what they do"
    return topline.ArgumentError(
        f"there is no command {typed!r}; expected one of {', '.join(names)}{hint}"
    )


def too_many(ctx: Any, typed: Sequence[str], extra: Sequence[str]) -> topline.ArgumentError:
    """Return the refusal of words that a command has no use for, with the line to type instead."""
    arguments = [_name(one) for one in ctx.command.params if one.param_type_name == "argument"]
    takes = ", ".join(arguments) if arguments else "no words but its options"
    told = " ".join(map(repr, extra))
    kept = [one for one in typed if one not in extra]
    line = " ".join([ctx.command_path, *map(word, kept)])
    if ctx.command_path.endswith("estimate") and arguments and len(extra) == 1:
        hint = f"say what to estimate: {line} --proportion {word(extra[0])}"
    else:
        hint = f"leave it out, or put one name that has blanks into quotes: {line}"
    return topline.ArgumentError(
        f"{told} is more than {ctx.command_path} takes; it takes {takes}; {hint}"
    )


def _words(refusal: Any, ctx: Any, typed: list[str]) -> str:
    ctx = getattr(refusal, "ctx", None) or ctx
    kind, option = type(refusal).__name__, getattr(refusal, "option_name", None)
    known = {name: one for one in ctx.command.params for name in one.opts}
    if option is not None and option not in known:
        plain = {name.lstrip("-"): name for name in known if name.startswith("--")}
        near = nearest_name(option.lstrip("-"), plain)
        if near:
            return f"{ctx.command_path} has no option {option}; did you mean {plain[near]}?"
        listed = ", ".join([*plain.values(), "--help"])
        return f"{ctx.command_path} has no option {option}; expected one of {listed}; {_see(ctx)}"
    param = known.get(option, getattr(refusal, "param", None))
    if param is None:
        return f"{refusal.message.rstrip('.')}; {_see(ctx)}"
    if kind == "MissingParameter":
        return f"{ctx.command_path} needs {_name(param)}: {_help(param)}; {_see(ctx)}"
    if option is not None and getattr(param, "is_flag", False):
        return f"{option} takes no value; leave what stands behind = out: {option}"
    if option is not None:
        several = f" {param.nargs} values" if param.nargs > 1 else " a value"
        return f"{option} lacks{several}; expected {_expected(param, ctx)}; {_see(ctx)}"
    value = _typed_value(param, typed)
    told = f"{_name(param)} is {value!r}" if value is not None else f"{_name(param)} is not legal"
    close = get_close_matches((value or "").lower(), choices_of(_annotation(param, ctx)), n=1)
    meant = f"; did you mean {close[0]!r}?" if close else ""
    return f"{told}; expected {_expected(param, ctx)}{meant}"


def _see(ctx: Any) -> str:
    """Say what a working line looks like, or where to see one."""
    examples = examples_of(ctx.command.callback)
    return f"as: {examples[0]}" if examples else f"{ctx.command_path} --help says how it is used"


def _name(param: Any) -> str:
    """Return an option as it is written, an argument as the help text calls it."""
    if param.param_type_name == "option":
        return max(param.opts, key=len) if param.opts else str(param.name)
    return str(param.metavar or param.name).upper()


def _help(param: Any) -> str:
    text = str(getattr(param, "help", None) or param.name).rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _annotation(param: Any, ctx: Any) -> Any:
    return getattr(ctx.command.callback, "__annotations__", {}).get(param.name)


def _expected(param: Any, ctx: Any) -> str:
    annotation = _annotation(param, ctx)
    choices = choices_of(annotation)
    if choices:
        return f"one of {', '.join(choices)}"
    kinds = plain_types(annotation)
    least = getattr(about(annotation), "min", None)
    bound = "" if least is None else f" of at least {least}"
    if int in kinds:
        return f"a whole number{bound}: {_help(param)}"
    if float in kinds:
        return f"a number{bound}: {_help(param)}"
    return _help(param)


def _typed_value(param: Any, typed: list[str]) -> str | None:
    """Return what was typed for an option, where it was typed last."""
    for at in range(len(typed) - 1, -1, -1):
        for option in param.opts:
            if typed[at] == option and at + 1 < len(typed):
                return typed[at + 1]
            if typed[at].startswith(f"{option}="):
                return typed[at].partition("=")[2]
    return None


def line_of(*words: str) -> str:
    """Return words as one line to type."""
    return " ".join(shlex.quote(one) for one in words)
