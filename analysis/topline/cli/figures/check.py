"""``topline check``: a claim about one published percent, or what a survey discloses."""

from pathlib import Path
from typing import Annotated

import typer

import topline

from ..shared.options import Deff, Level, MethodKey, SampleType, Unit, UnitOption
from ..shared.output import Format, FormatOption, GuardOption, Result, show


def check(
    claim: Annotated[
        str, typer.Argument(help='A comparison, such as "63% > 50%", or a TOML file to check.')
    ],
    n: Annotated[
        str | None, typer.Option("--n", help='Respondents, such as 400 or "300+".')
    ] = None,
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
    guard_formulas: GuardOption = False,
) -> None:
    """Check a claim, or a survey's disclosure record; exit code 1 unless it holds.

    A claim such as "63% > 50%" needs --n; the answer says under which conditions
    it is true. A file such as survey.toml is checked item by item for what a
    survey has to tell.
    """
    if claim.lower().endswith(".toml"):
        _disclosure(Path(claim), output, guard_formulas=guard_formulas)
        return
    if n is None:
        raise topline.ArgumentError("a claim needs --n, the respondents it rests on")
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
    worst = found.worst_case or (None, None)
    row = {
        "claim": found.claim,
        "n": found.found.n,
        "verdict": found.verdict,
        "value": found.value,
        "ci_low": found.found.rounding.ci_low,
        "ci_high": found.found.rounding.ci_high,
        "design_effect": found.design_effect,
        "bias": found.bias,
        "misreporting": found.misreporting,
        "total_error_low": found.total_error.ci_low,
        "total_error_high": found.total_error.ci_high,
        "worst_case_low": worst[0],
        "worst_case_high": worst[1],
        "sentence": found.sentence,
        "note": found.found.note,
    }
    words = {"Claim": found.claim, "n": topline.count_text(found.found.n), "Verdict": found.verdict}
    sentences = [found.sentence, "This supposes that:", *(f"- {c}" for c in found.conditions)]
    sentences += [f"Note: {found.found.note}."] if found.found.note else []
    record = {**row, "conditions": found.conditions}
    show(Result("Claim", [words], [row], record, sentences), output, guard_formulas=guard_formulas)
    if found.verdict != "supported":
        raise typer.Exit(1)


def _disclosure(path: Path, output: Format, *, guard_formulas: bool) -> None:
    """Print the state of every item of a disclosure record."""
    found = topline.check_disclosure(topline.read_disclosure(path))
    records = found.table.to_dict("records")
    rows = [{str(key): value for key, value in row.items()} for row in records]
    words = [
        {"Code": r["code"], "Item": r["item"], "Status": r["status"], "To do": r["to_do"]}
        for r in rows
    ]
    counts = found.table["status"].value_counts()
    summary = ", ".join(f"{count} {status}" for status, count in counts.items())
    record = {"complete": found.complete, "items": rows}
    close = f"{summary}. Complete in form is no certificate of any association."
    show(
        Result(f"Disclosure of {path.name}", words, rows, record, [close]),
        output,
        guard_formulas=guard_formulas,
    )
    if not found.complete:
        raise typer.Exit(1)
