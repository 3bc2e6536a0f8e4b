"""``topline plan``: how many respondents a survey needs."""

from typing import Annotated, Any

import typer

import topline

from ..shared.commands import Command, Commands
from ..shared.groups import with_options
from ..shared.options import Deff, Level, PopulationSize, method_option
from ..shared.output import Printing, Result, show
from ..shared.remedies import here

plan = typer.Typer(
    name="plan",
    cls=Commands,
    help="Plan how many respondents a survey needs.",
    no_args_is_help=True,
    add_completion=False,
)

Response = Annotated[
    float | None,
    typer.Option(help="Share of those invited who will answer; without it, all of them."),
]
Power = Annotated[str, typer.Option(help="Probability to show the difference.")]


@plan.command(cls=Command)
@with_options
def margin(
    points: Annotated[str, typer.Argument(help="Wanted margin of error, such as 3%.")],
    share: Annotated[str, typer.Option(help="Expected share; 50% needs most.")] = "50%",
    confidence_level: Level = 0.95,
    method: Annotated[str, method_option("margin")] = "wald",
    deff: Deff = 1.0,
    population_size: PopulationSize = None,
    response_rate: Response = None,
    printing: Printing = Printing(),  # noqa: B008
) -> None:
    """Respondents that give a share a margin of error.

    Examples
    --------
    topline plan margin 3%
    topline plan margin 3% --share 20% --response-rate 0.25
    """
    found = topline.sample_size_margin(
        topline.as_share(points),
        topline.as_share(share),
        confidence_level=confidence_level,
        method=method,
        deff=deff,
        population_size=population_size,
        response_rate=1.0 if response_rate is None else response_rate,
    )
    asked = {"margin": points, "share": share, "method": method, "deff": deff}
    _show(
        found,
        asked | {"confidence_level": confidence_level},
        printing,
    )


@plan.command(cls=Command)
@with_options
def difference(
    percent1: Annotated[str, typer.Argument(help="First expected share, such as 50%.")],
    percent2: Annotated[str, typer.Argument(help="Second expected share, such as 55%.")],
    power: Power = "80%",
    confidence_level: Level = 0.95,
    method: Annotated[str, method_option("power", help="How it will be tested.")] = "pooled_z",
    sample_ratio: Annotated[float, typer.Option(help="Second sample over the first.")] = 1.0,
    deff: Deff = 1.0,
    response_rate: Response = None,
    printing: Printing = Printing(),  # noqa: B008
) -> None:
    """Respondents in each of two samples that show a difference.

    Examples
    --------
    topline plan difference 50% 55%
    topline plan difference 50% 55% --power 90% --response-rate 0.25
    """
    found = topline.sample_size_difference(
        topline.as_share(percent1),
        topline.as_share(percent2),
        power=topline.as_share(power),
        confidence_level=confidence_level,
        method=method,
        ratio=sample_ratio,
        deff=deff,
        response_rate=1.0 if response_rate is None else response_rate,
    )
    asked = {"percent1": percent1, "percent2": percent2, "power": power, "method": method}
    _show(
        found,
        asked | {"confidence_level": confidence_level, "deff": deff},
        printing,
    )


def _show(
    found: "topline.SampleSize",
    asked: dict[str, Any],
    printing: Printing,
) -> None:
    """Print how many must answer, and how many to invite for it."""
    say = topline.printing_language()
    head = say("Invited, if all answer")
    if found.response_rate != 1:
        rate = say.level_text(found.response_rate)
        head = say("Invited, if {share} answer", share=rate)
    row = {
        **asked,
        "respondents": found.respondents,
        "n": found.n,
        "n_second": found.n_second,
        "invited": found.invited,
        "response_rate": found.response_rate,
    }
    cells = {
        say("Respondents"): say.count_text(found.n),
        head: say.count_text(found.invited),
    }
    quote, *sentences = map(here, found.sentences)
    result = Result(say("Sample size"), [cells], [row], row, sentences, labels=0, quote=quote)
    show(result, printing)
