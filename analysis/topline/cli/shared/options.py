"""Options that several commands share: a name means the same in each of them."""

import csv
from enum import StrEnum
from typing import Annotated, Any

import typer


class Unit(StrEnum):
    """What a percent is."""

    share = "share"
    mean = "mean"


class Alternative(StrEnum):
    """Which limits an interval has, as scipy names them."""

    two_sided = "two-sided"
    less = "less"
    greater = "greater"


class Scale(StrEnum):
    """What bare numbers in a percent column are."""

    percent = "percent"
    proportion = "proportion"


class Suppressed(StrEnum):
    """What is done with numbers that are not to be published."""

    mark = "mark"
    hide = "hide"


class SampleType(StrEnum):
    """How respondents were drawn."""

    probability = "probability"
    opt_in = "opt_in"
    census = "census"
    mixed = "mixed"
    not_stated = "not_stated"


def split_names(texts: list[str] | None) -> list[str] | None:
    """Return the names that an option lists, by commas or given again: the rule of every list.

    A name that holds a comma stands in double quotes, as in CSV: ``--by '"income, net",region'``.
    """
    if not texts:
        return None
    try:
        readers = [csv.reader([text], strict=True, skipinitialspace=True) for text in texts]
        # The reader finds no name in an empty text, but it names the column "".
        lines = [next(reader) or [""] for reader in readers]
    except csv.Error as problem:
        raise typer.BadParameter(
            f"{', '.join(texts)} cannot be split at its commas ({problem}); put double quotes "
            'around a whole name that holds a comma or begins with a quote, as "income, net"'
        ) from None
    return [name for line in lines for name in line]


def columns(help: str, panel: str | None = None, metavar: str = "COLUMN,…") -> Any:  # noqa: A002
    """Return an option that names one or several columns."""
    return typer.Option(metavar=metavar, callback=split_names, help=help, rich_help_panel=panel)


def sets_named(texts: list[str] | None) -> Any:
    """Return the questions with several answers that an option declares, as ``read_survey`` has it.

    ``NAME=COLUMN,…`` lists columns, ``NAME=;`` says what parts the answers of a cell, ``NAME=``
    takes a question away, and ``none`` all of them. Empty where nothing is declared.
    """
    if texts == ["none"]:
        return False
    found: dict[str, Any] = {}
    for text in texts or ():
        name, equals, said = text.rpartition("=")
        if not equals or not name:
            raise typer.BadParameter(
                f"{text!r} declares no question; expected NAME=COLUMN,… or NAME=; as "
                "transport=q1_1,q1_2 or 'tools=;'"
            )
        parts = not any(sign.isalnum() for sign in said) and len(said) <= _LONGEST_SEPARATOR
        found[name] = (said or False) if parts else split_names([said])
    return found


def given(**options: Any) -> dict[str, Any]:
    """Return the options that were given, so that the rest keeps the defaults of its function."""
    return {
        name: value for name, value in options.items() if value is not None and value is not False
    }


_LONGEST_SEPARATOR = 3

SetsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--sets",
        metavar="NAME=COLUMN,…",
        help="Question with several answers: its columns, or what parts them in one cell, as "
        "'tools=;'. Again for each; 'none' for none at all.",
    ),
]
Base = Annotated[str, typer.Option("--n", help='Respondents, such as 400 or "300+".')]
Deff = Annotated[float, typer.Option(help="Design effect.")]
Level = Annotated[float, typer.Option(help="Between 0 and 1.")]
MaxGb = Annotated[
    float | None,
    typer.Option(help="Gigabytes that a file may hold once unpacked; 1 unless you say more."),
]
SuppressedOption = Annotated[
    Suppressed | None,
    typer.Option(help="Mark numbers that are not to be published by themselves, or hide them."),
]
MethodKey = Annotated[str, typer.Option(help="Interval method.")]
PopulationSize = Annotated[float | None, typer.Option(help="People in the population.")]
UnitOption = Annotated[
    Unit, typer.Option(help="A share of respondents, or a mean of their estimates.")
]

Names = list[str] | None
_DESIGN = "How the survey was drawn"
Weights = Annotated[
    str | None,
    typer.Option(metavar="COLUMN", help="Survey weights.", rich_help_panel=_DESIGN),
]
Strata = Annotated[Names, columns("Strata, one for each stage.", _DESIGN)]
Clusters = Annotated[Names, columns("Sampled clusters, one for each stage.", _DESIGN)]
Fpc = Annotated[Names, columns("Population sizes or sampling fractions.", _DESIGN)]
Nest = Annotated[
    bool,
    typer.Option(
        "--nest", help="Cluster numbers start again in every stratum.", rich_help_panel=_DESIGN
    ),
]
LonelyPsu = Annotated[
    str | None,
    typer.Option(
        help="Strata of one cluster: fail (the default), remove, certainty, adjust or average.",
        rich_help_panel=_DESIGN,
    ),
]
ReplicateWeights = Annotated[
    str | None,
    typer.Option(
        metavar="PREFIX", help="Common beginning of their columns.", rich_help_panel=_DESIGN
    ),
]
ReplicateMethod = Annotated[
    str | None,
    typer.Option(help="brr, fay, jk1, jk2, bootstrap or sdr.", rich_help_panel=_DESIGN),
]
Rho = Annotated[float | None, typer.Option(help="Fay's factor.", rich_help_panel=_DESIGN)]
