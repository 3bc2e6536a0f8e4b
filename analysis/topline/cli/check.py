"""``topline check``: a claim about one published percent."""

from typing import Annotated, Any

import typer

import topline

from .options import Base, Deff, Level, MethodKey, SampleType, Unit, UnitOption
from .output import Format, FormatOption, Result, show


def check(
    claim: Annotated[str, typer.Argument(help='A comparison, such as "63% > 50%".')],
    n: Base,
    method: MethodKey = "wilson",
    confidence_level: Level = 0.95,
    deff: Deff = 1.0,
    unit: UnitOption = Unit.share,
    sample_type: Annotated[
        SampleType, typer.Option(help="How the respondents were drawn.")
    ] = SampleType.not_stated,
    response_rate: Annotated[
        float | None, typer.Option(help="Share of those invited who answered.")
    ] = None,
    output: FormatOption = Format.text,
) -> None:
    """Check a claim, and say under which conditions it is true; exit code 1 unless supported."""
    found = topline.check_claim(
        claim,
        n,
        unit=unit.value,
        confidence_level=confidence_level,
        method=method,
        deff=deff,
        sample_type=sample_type.value,
        response_rate=response_rate,
    )
    row = _row(found)
    words = [{"Claim": found.claim, "n": f"{found.found.n:,}", "Verdict": found.verdict}]
    record = {**row, "conditions": found.conditions}
    sentences = [found.sentence, "This supposes that:", *(f"- {c}" for c in found.conditions)]
    show(Result("Claim", words, [row], record, sentences), output)
    if found.verdict != "supported":
        raise typer.Exit(1)


def _row(found: "topline.ClaimCheck") -> dict[str, Any]:
    worst = found.worst_case or (None, None)
    return {
        "claim": found.claim,
        "n": found.found.n,
        "verdict": found.verdict,
        "threshold": found.threshold,
        "ci_low": found.found.rounding.low,
        "ci_high": found.found.rounding.high,
        "design_effect": found.design_effect,
        "bias": found.bias,
        "misreporting": found.misreporting,
        "total_error_low": found.total_error.low,
        "total_error_high": found.total_error.high,
        "worst_case_low": worst[0],
        "worst_case_high": worst[1],
        "sentence": found.sentence,
    }
