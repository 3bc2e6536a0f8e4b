"""``topline plan``: how many respondents a survey needs."""

from typing import Annotated, Any

import typer

import topline

from ..shared.groups import with_options
from ..shared.options import Deff, Level, PopulationSize
from ..shared.output import Format, FormatOption, GuardOption, Result, show

plan = typer.Typer(help="Plan how many respondents a survey needs.", no_args_is_help=True)

Response = Annotated[float, typer.Option(help="Share of those invited who will answer.")]
Power = Annotated[str, typer.Option(help="Probability to show the difference.")]


@plan.command()
@with_options
def margin(
    points: Annotated[str, typer.Argument(help="Wanted margin of error, such as 3%.")],
    share: Annotated[str, typer.Option(help="Expected share; 50% needs most.")] = "50%",
    confidence_level: Level = 0.95,
    method: Annotated[str, typer.Option(help="wald, wilson or logit.")] = "wald",
    deff: Deff = 1.0,
    population_size: PopulationSize = None,
    response_rate: Response = 1.0,
    output: FormatOption = Format.text,
    guard_formulas: GuardOption = False,
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
    level, n = topline.level_text(confidence_level), topline.count_text(found.n)
    words = f"For ± {points} around {share} at {level} confidence, {n} respondents must answer."
    _show(
        found,
        asked | {"confidence_level": confidence_level},
        words,
        output,
        guard_formulas=guard_formulas,
    )


@plan.command()
@with_options
def difference(
    percent1: Annotated[str, typer.Argument(help="First expected share, such as 50%.")],
    percent2: Annotated[str, typer.Argument(help="Second expected share, such as 55%.")],
    power: Power = "80%",
    confidence_level: Level = 0.95,
    method: Annotated[str, typer.Option(help="pooled_z or arcsine.")] = "pooled_z",
    sample_ratio: Annotated[float, typer.Option(help="Second sample over the first.")] = 1.0,
    deff: Deff = 1.0,
    response_rate: Response = 1.0,
    output: FormatOption = Format.text,
    guard_formulas: GuardOption = False,
) -> None:
    """Respondents in each of two samples that show a difference."""
    found = topline.sample_size_difference(
        topline.as_share(percent1),
        topline.as_share(percent2),
        power=topline.as_share(power),
        confidence_level=confidence_level,
        method=method,
        ratio=sample_ratio,
        deff=deff,
        response_rate=response_rate,
    )
    asked = {"percent1": percent1, "percent2": percent2, "power": power, "method": method}
    samples = "each sample"
    if found.n_second is not None:
        samples = f"the first sample and {topline.count_text(found.n_second)} in the second"
    words = (
        f"To tell {percent1} from {percent2} with a power of {power}, "
        f"{topline.count_text(found.n)} respondents must answer in {samples}."
    )
    _show(
        found,
        asked | {"confidence_level": confidence_level, "deff": deff},
        words,
        output,
        guard_formulas=guard_formulas,
    )


def _show(
    found: "topline.SampleSize",
    asked: dict[str, Any],
    words: str,
    output: Format,
    *,
    guard_formulas: bool,
) -> None:
    """Print how many must answer, and how many to invite for it."""
    row = {
        **asked,
        "respondents": found.respondents,
        "n": found.n,
        "n_second": found.n_second,
        "invited": found.invited,
    }
    n, invited = map(topline.count_text, (found.n, found.invited))
    sentences = [words]
    if found.invited != found.n:
        sentences.append(f"That many answers need {invited} invitations.")
    cells = {"Respondents": n, "Invited": invited}
    show(
        Result("Sample size", [cells], [row], row, sentences), output, guard_formulas=guard_formulas
    )
