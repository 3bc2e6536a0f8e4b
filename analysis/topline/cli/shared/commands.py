"""Commands of the house: they refuse in its words, list choices, and end their help in examples."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from functools import partial
from importlib import import_module
from itertools import chain
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from .choices import choices_of
from .examples import examples_of, printed
from .groups import with_options
from .refusals import in_house_words, no_such_command, too_many


class Command(TyperCommand):
    """One command."""

    allow_extra_args = True
    """They are refused below, in words of the house."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the part of the line that is a command's own."""
        typed = list(args)
        with in_house_words(ctx, typed):
            rest = super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            raise too_many(ctx, typed, ctx.args)
        return list(rest)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print what a command does, the choices of its options, and lines to type."""
        shown = _in_room(self, formatter)
        # a paragraph is as wide as the terminal, not as its lines in the code
        told = (self.help or "").split("\n\n")
        shown.help = "\n\n".join(" ".join(paragraph.split()) for paragraph in told)
        TyperCommand.format_help(shown, ctx, formatter)
        _print_examples(shown, formatter, examples_of(self.callback))


class MadeCommands(Mapping[str, Any]):
    """Commands by their names, each loaded and made on first use: all take longer than any answer.

    Parameters
    ----------
    package : str
    folders : mapping of str to str
        The folder of each, in which a module of its name has a function, or a group, of its name.
    """

    def __init__(self, package: str, folders: Mapping[str, str]) -> None:
        self._package, self._folders = package, folders
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """Return the command of a name."""
        if name not in self._made:
            module = import_module(f".{self._folders[name]}.{name}", self._package)
            one = getattr(module, name)
            if not isinstance(one, typer.Typer):
                function, one = one, typer.Typer(add_completion=False)
                one.command(cls=Command)(with_options(function))
            self._made[name] = get_command(one)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)


class Commands(TyperGroup):
    """Several commands."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what stands before the name of a command; without any, print the help text."""
        if not args and self.no_args_is_help and not ctx.resilient_parsing:
            # typer itself prints what rich has printed, which on a narrow screen is nothing
            typer.echo(ctx.get_help().rstrip())
            raise typer.Exit(2)
        with in_house_words(ctx, list(args)):
            return list(super().parse_args(ctx, args))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a command by its name."""
        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            if name.startswith("-"):
                with in_house_words(ctx, list(args)):
                    self.parse_args(ctx, args)
            raise no_such_command(ctx, name, self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print what the commands do, and lines to type."""
        shown = _in_room(self, formatter)
        TyperGroup.format_help(shown, ctx, formatter)
        own = examples_of(self.callback)
        # without examples of its own, the first of each command
        others = (examples_of(command.callback)[:1] for command in self.commands.values())
        _print_examples(shown, formatter, own or tuple(chain.from_iterable(others))[:3])

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Say of each command all that it does; click cuts it at the end of the first line."""
        listed = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        shown = [(name, one) for name, one in listed if one is not None and not one.hidden]
        with formatter.section("Commands"):
            formatter.write_dl([(name, (one.help or "").partition("\n")[0]) for name, one in shown])


_NARROW = 72
"""Signs of a line below which three columns would cut the names of options."""

_NAMES = 3
"""Parts of a narrow line, of which names of options take one; longer ones have their own line."""


_PLACES = {"float": "NUMBER", "int": "NUMBER", "integer": "NUMBER", "path": "PATH"}
"""What is to be put in the place of a value, by the type that the code has; words of anything."""


def _in_words(parameter: Any, ctx: Any, choices: Sequence[str]) -> Any:
    """Return an option or argument as a help text tells it, in a copy: no type of the code."""
    told: Any = copy(parameter)
    # a bound is said where it is missed
    told.min = told.max = None
    if told.param_type_name == "argument":
        told.metavar = told.metavar or told.name.upper()
        told._usage_display_name = lambda: told.metavar if told.required else f"[{told.metavar}]"
        told.display_type_rich = lambda **_: ""
    elif choices:
        told.metavar, told.help = "NAME", f"{told.help} One of {', '.join(choices)}."
    elif told.metavar is None:
        # options of typer's own, or of click in its earlier versions
        known = hasattr(told, "display_type")
        kind = told.display_type(ctx).strip("<>") if known else told.type.name
        told.metavar = "" if told.is_flag else _PLACES.get(kind.partition(" ")[0], "WORDS")
    return told


def _in_room(command: Any, formatter: Any) -> Any:
    """Return a command whose help runs down one column where there is no room for several."""
    shown, width = copy(command), shutil.get_terminal_size().columns
    annotations = getattr(command.callback, "__annotations__", {})
    shown.get_params = lambda ctx: [
        _in_words(one, ctx, choices_of(annotations.get(one.name)))
        for one in command.get_params(ctx)
    ]
    if width < _NARROW:
        shown.rich_markup_mode = None
        # click takes no line for shorter than 50 signs, and half of it for names
        formatter.width = width
        formatter.write_dl = partial(formatter.write_dl, col_max=width // _NAMES)
    return shown


def _print_examples(command: Any, formatter: Any, examples: Sequence[str]) -> None:
    if examples:
        width = min(shutil.get_terminal_size().columns, 80)
        text = printed(tuple(examples), width)
        if command.rich_markup_mode is None:
            formatter.write(f"\n{text}\n")
        else:
            # rich has printed the rest already
            typer.echo(f"{text}\n")
