"""Options that several commands share."""

from enum import StrEnum
from typing import Annotated

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


class SampleType(StrEnum):
    """How respondents were drawn."""

    probability = "probability"
    opt_in = "opt_in"
    census = "census"
    mixed = "mixed"
    not_stated = "not_stated"


class Suppressed(StrEnum):
    """What is done with numbers that are not to be published."""

    mark = "mark"
    hide = "hide"


SuppressedOption = Annotated[
    Suppressed,
    typer.Option(help="Mark numbers that are not to be published by themselves, or hide them."),
]
Base = Annotated[str, typer.Option("--n", help='Respondents, such as 400 or "300+".')]
Level = Annotated[float, typer.Option(help="Between 0 and 1.")]
Deff = Annotated[float, typer.Option(help="Design effect.")]
MethodKey = Annotated[str, typer.Option(help="Interval method.")]
UnitOption = Annotated[
    Unit, typer.Option(help="A share of respondents, or a mean of their estimates.")
]
