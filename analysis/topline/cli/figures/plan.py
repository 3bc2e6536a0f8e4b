"""``topline plan``: how many respondents a survey needs."""

from typing import Annotated, Any

import typer

import topline

from ..options import Deff, Level
from ..output import Format, FormatOption, Result, show

plan = typer.Typer(help="Plan how many respondents a survey needs.", no_args_is_help=True)

Response = Annotated[float, typer.Option(help="Share of those invited who will answer.")]
Power = Annotated[str, typer.Option(help="Probability to show the difference.")]


@plan.command()
def margin(
    points: Annotated[str, typer.Argument(help="Wanted margin of error, such as 3%.")],
    share: Annotated[str, typer.Option(help="Expected share; 50% needs most.")] = "50%",
    confidence_level: Level = 0.95,
    method: Annotated[str, typer.Option(help="wald, wilson or logit.")] = "wald",
    deff: Deff = 1.0,
    population_size: Annotated[float | None, typer.Option(help="People in the population.")] = None,
    response_rate: Response = 1.0,
    output: FormatOption = Format.text,
) -> None:
    """Respondents that give a share a margin of error."""
    found = topline.sample_size_margin(
        topline.as_share(points),
        topline.as_share(share),
        confidence_level=confidence_level,
        method=method,
        deff=deff,
        population_size=population_size,
        response_rate=response_rate,
    )
    asked = {"margin": points, "share": share, "method": method, "deff": deff}
    level = topline.level_text(confidence_level)
    _show(found, asked | {"confidence_level": confidence_level}, output, [
        f"For ± {points} around {share} at {level} confidence, {found.n:,} respondents must answer."
    ])  # fmt: skip


@plan.command()
def difference(
    percent1: Annotated[str, typer.Argument(help="First expected share, such as 50%.")],
    percent2: Annotated[str, typer.Argument(help="Second expected share, such as 55%.")],
    power: Power = "80%",
    confidence_level: Level = 0.95,
    method: Annotated[str, typer.Option(help="pooled_z or arcsine.")] = "pooled_z",
    ratio: Annotated[float, typer.Option(help="Second sample over the first.")] = 1.0,
    deff: Deff = 1.0,
    response_rate: Response = 1.0,
    output: FormatOption = Format.text,
) -> None:
    """Respondents in each of two samples that show a difference."""
    found = topline.sample_size_difference(
        topline.as_share(percent1),
        topline.as_share(percent2),
        power=topline.as_share(power),
        confidence_level=confidence_level,
        method=method,
        ratio=ratio,
        deff=deff,
        response_rate=response_rate,
    )
    asked = {"percent1": percent1, "percent2": percent2, "power": power, "method": method}
    second = "" if found.n_second is None else f" and {found.n_second:,} in the second"
    _show(found, asked | {"confidence_level": confidence_level, "deff": deff}, output, [
        f"To tell {percent1} from {percent2} with a power of {power}, {found.n:,} respondents must "
        f"answer in {'each sample' if found.n_second is None else 'the first sample'}{second}."
    ])  # fmt: skip


def _show(
    found: "topline.SampleSize", asked: dict[str, Any], output: Format, sentences: list[str]
) -> None:
    row = {
        **asked,
        "respondents": found.respondents,
        "n": found.n,
        "n_second": found.n_second,
        "invited": found.invited,
    }
    words = {"Respondents": f"{found.n:,}", "Invited": f"{found.invited:,}"}
    if found.invited != found.n:
        sentences.append(f"That many answers need {found.invited:,} invitations.")
    show(Result("Sample size", [words], [row], row, sentences), output)
