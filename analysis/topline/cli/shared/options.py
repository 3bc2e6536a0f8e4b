"""Options that several commands share: a name means the same in each of them."""

import csv
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Annotated, Any

import typer

from .choices import methods_of, weightless_rules
from .remedies import TypedError


class Unit(StrEnum):
    """What a percent is."""

    share = "share"
    mean = "mean"


class Alternative(StrEnum):
    """Which limits an interval has, as scipy names them."""

    two_sided = "two-sided"
    less = "less"
    greater = "greater"


class Against(StrEnum):
    """What the second percent of a claim is."""

    fixed = "fixed"
    answer = "answer"
    sample = "sample"


class Scale(StrEnum):
    """What bare numbers in a percent column are."""

    percent = "percent"
    proportion = "proportion"


class Suppressed(StrEnum):
    """What is done with numbers that are not to be published."""

    mark = "mark"
    hide = "hide"


class Df(StrEnum):
    """Whose degrees of freedom limits take."""

    domain = "domain"
    design = "design"


class StyleName(StrEnum):
    """How charts look."""

    light = "light"
    dark = "dark"


class Sort(StrEnum):
    """In which order rows of figures stand."""

    given = "given"
    estimate = "estimate"


class Size(StrEnum):
    """The place that charts are made for."""

    single = "single"
    double = "double"
    slide = "slide"
    social = "social"
    web = "web"
    phone = "phone"


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
        raise TypedError(
            f"{', '.join(texts)} cannot be split at its commas ({problem}); put double quotes "
            'around a whole name that holds a comma or begins with a quote, as "income, net"'
        ) from None
    return [name for line in lines for name in line]


def columns(help: str, panel: str | None = None, metavar: str = "COLUMN,…") -> Any:  # noqa: A002
    """Return an option that names one or several columns."""
    return typer.Option(metavar=metavar, callback=split_names, help=help, rich_help_panel=panel)


def base_of(n: str | None, behind: str | None, line: str) -> str:
    """Return the respondents of a percent: --n, or the number that stands behind it.

    Parameters
    ----------
    n, behind : str or None
    line : str
        What was typed before them, for the line to type instead.

    Raises
    ------
    ArgumentError
        When there is neither, or both.
    """
    if n is not None and behind is not None:
        raise TypedError(
            f"the number of respondents is given twice, as --n {n} and as {behind!r}; give it "
            f"once: {line} --n {n}"
        )
    told = behind if n is None else n
    if told is None:
        raise TypedError(f"--n is missing, the respondents that this rests on; as: {line} --n 400")
    return told


def method_option(*families: str, help: str = "Interval method.") -> Any:  # noqa: A002
    """Return an option that names a method of some families."""
    return typer.Option(help=help, autocompletion=methods_of(*families), metavar="NAME")


def given(**options: Any) -> dict[str, Any]:
    """Return the options that were given, so that the rest keeps the defaults of its function.

    A choice is the word it stands for.
    """
    return {
        name: getattr(value, "value", value)
        for name, value in options.items()
        if value is not None and value is not False
    }


Base = Annotated[
    str | None, typer.Option("--n", help='Respondents, such as 400 or "300+".', metavar="NUMBER")
]
BaseBehind = Annotated[
    str | None, typer.Argument(metavar="N", help="Respondents, in place of --n.")
]
Deff = Annotated[float, typer.Option(help="Design effect.")]
Level = Annotated[float, typer.Option(help="Between 0 and 1.")]
MaxGb = Annotated[
    float | None,
    typer.Option(help="Gigabytes that a file may hold once unpacked; 1 unless you say more."),
]
ScaleOption = Annotated[
    Scale | None, typer.Option(help="What bare numbers in the percent column are.")
]
SuppressedOption = Annotated[
    Suppressed | None,
    typer.Option(help="Mark numbers that are not to be published by themselves, or hide them."),
]
DfOption = Annotated[
    Df | None,
    typer.Option(
        "--df",
        help="Whose degrees of freedom limits take: those of each domain's own clusters and strata "
        "(the default), or of the whole design.",
    ),
]
Where = Annotated[
    str | None, typer.Option(metavar="CONDITION", help='Only of some, as "age >= 18".')
]
ShowPersonal = Annotated[
    bool, typer.Option("--show-personal", help="Show names, addresses and texts of people, too.")
]
PopulationSize = Annotated[float | None, typer.Option(help="People in the population.")]
SampleTypeOption = Annotated[
    SampleType, typer.Option(help="How respondents were drawn, which is said with the interval.")
]
UnitOption = Annotated[
    Unit, typer.Option(help="A share of respondents, or a mean of their estimates.")
]

Names = list[str] | None
_DESIGN = "How the survey was drawn"


@dataclass(frozen=True, kw_only=True)
class Design:
    """Options of how a survey was drawn, the same for every command that estimates from it."""

    weights: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Survey weights.", rich_help_panel=_DESIGN),
    ] = None
    missing_weights: Annotated[
        str | None,
        typer.Option(
            help="What is done with rows without a weight; fail unless you say drop.",
            autocompletion=weightless_rules,
            rich_help_panel=_DESIGN,
        ),
    ] = None
    strata: Annotated[Names, columns("Strata, one for each stage.", _DESIGN)] = None
    clusters: Annotated[Names, columns("Sampled clusters, one for each stage.", _DESIGN)] = None
    fpc: Annotated[Names, columns("Population sizes or sampling fractions.", _DESIGN)] = None
    nest: Annotated[
        bool,
        typer.Option(
            "--nest",
            help="Cluster numbers start again in every stratum.",
            rich_help_panel=_DESIGN,
        ),
    ] = False
    lonely_psu: Annotated[
        str | None,
        typer.Option(
            help="What is done with strata of one cluster; fail unless you say so.",
            autocompletion=methods_of("lonely_psu"),
            rich_help_panel=_DESIGN,
        ),
    ] = None
    replicate_weights: Annotated[
        str | None,
        typer.Option(
            metavar="PREFIX", help="Common beginning of their columns.", rich_help_panel=_DESIGN
        ),
    ] = None
    replicate_method: Annotated[
        str | None,
        typer.Option(
            help="How replicate weights were made.",
            autocompletion=methods_of("replicates"),
            rich_help_panel=_DESIGN,
        ),
    ] = None
    rho: Annotated[float | None, typer.Option(help="Fay's factor.", rich_help_panel=_DESIGN)] = None
    preset: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="A public file whose design is known; topline presets says more.",
            autocompletion=methods_of("preset"),
            rich_help_panel=_DESIGN,
        ),
    ] = None

    sample_type: Annotated[
        SampleType | None,
        typer.Option(
            help="How respondents were drawn, which is said wherever intervals stand.",
            rich_help_panel=_DESIGN,
        ),
    ] = None

    def arguments(self) -> dict[str, Any]:
        """Return what was given, as ``Survey`` and a plan call it."""
        return given(**{field.name: getattr(self, field.name) for field in fields(self)})
