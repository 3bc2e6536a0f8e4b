"""``topline check``: a claim about published percents, or what a survey discloses."""

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import topline

from ...loaders.text.toml import read_toml
from ..shared.example import ExampleOption, drawn_as, survey_file
from ..shared.options import (
    Against,
    Base,
    BaseBehind,
    Deff,
    Design,
    Level,
    Unit,
    UnitOption,
    base_of,
    given,
    method_option,
)
from ..shared.output import Format, FormatOption, GuardOption, Result, plain, show
from ..shared.reading import Reading
from ..shared.refusals import line_of
from ..shared.remedies import here, renamed
from ..shared.weighting import Weighting


class Code(StrEnum):
    """Whose items of disclosure."""

    aapor = "aapor"
    esomar_wapor = "esomar_wapor"


def check(
    claim: Annotated[
        str | None,
        typer.Argument(
            metavar="CLAIM|FILE",
            help='A comparison, such as "63% > 50%", a disclosure record (TOML), figures, or '
            "microdata.",
        ),
    ] = None,
    behind: BaseBehind = None,
    n: Base = None,
    example: ExampleOption = False,
    other_n: Annotated[
        str | None, typer.Option("--other-n", help="Respondents of the other sample, if it is one.")
    ] = None,
    against: Annotated[
        Against | None,
        typer.Option(help="What the second percent is, where the claim does not say."),
    ] = None,
    margin: Annotated[
        str | None, typer.Option(help="How far off still counts as the same, such as 3%.")
    ] = None,
    method: Annotated[str | None, method_option("proportion", "difference")] = None,
    confidence_level: Level = 0.95,
    deff: Deff = 1.0,
    unit: UnitOption = Unit.share,
    response_rate: Annotated[
        float | None, typer.Option(help="Share of those invited who answered.")
    ] = None,
    code: Annotated[
        Code, typer.Option(help="Whose items a disclosure record is checked against.")
    ] = Code.aapor,
    design: Design = Design(),  # noqa: B008
    weighting: Weighting = Weighting(),  # noqa: B008
    reading: Reading = Reading(),  # noqa: B008
    output: FormatOption = Format.text,
    guard_formulas: GuardOption = False,
) -> None:
    """Check a claim, a disclosure record or microdata; exit code 1 unless all is well.

    A claim such as "63% > 50%" or "52% is a majority" needs --n; the answer says
    under which conditions it is true. "48% > 44%" is read as a lead of one
    question; "48% > 44% in March" asks for --other-n. A file such as
    survey.toml is checked item by item for what a survey has to tell. A file
    of published figures is held together: sums, nets, bases, totals, dates. A file
    of microdata is looked through, with its design, for what makes estimates
    doubtful.

    Examples
    --------
    topline check "63% > 50%" --n 400
    topline check "48% > 38% in March" --n 800 --other-n 900
    topline check --example
    """
    drawn = drawn_as(design.arguments(), example=example)
    kind = given(sample_type=drawn.pop("sample_type", None))
    of_microdata = {**drawn, **reading.arguments()}
    weighted = weighting.arguments()
    if claim is None and not example:
        raise topline.ArgumentError(
            "check needs a CLAIM or a FILE, or --example for the bundled synthetic survey; as: "
            'topline check "63% > 50%" --n 400'
        )
    if example or claim is None:
        with survey_file(None if claim is None else Path(claim), example=example) as path:
            survey = topline.Survey.read(path, **of_microdata, **kind)
        survey = weighting.of(survey, example=example)
        _microdata(survey, path.name, output, guard_formulas=guard_formulas)
        return
    about = {**of_microdata, **weighted}
    plan = claim.lower().endswith(".toml")
    if not plan and not about and Path(claim).is_file() and topline.is_figures_file(claim):
        _figures(Path(claim), output, guard_formulas=guard_formulas)
        return
    if not plan and (about or Path(claim).is_file()):
        survey = weighting.of(topline.Survey.read(claim, **of_microdata, **kind))
        _microdata(survey, Path(claim).name, output, guard_formulas=guard_formulas)
        return
    if about:
        raise topline.ArgumentError(f"{next(iter(about))}= is about microdata; name their FILE")
    if plan:
        _disclosure(Path(claim), code, output, guard_formulas=guard_formulas)
        return
    found = topline.check_claim(
        claim,
        base_of(n, behind, line_of("topline", "check", claim)),
        other_n=other_n,
        against=None if against is None else against.value,
        margin=None if margin is None else topline.as_share(margin),
        unit=unit.value,
        confidence_level=confidence_level,
        method=method,
        deff=deff,
        response_rate=response_rate,
        **kind,
    )
    _claim(found, output, guard_formulas=guard_formulas)


def _claim(found: "topline.ClaimCheck", output: Format, *, guard_formulas: bool) -> None:
    """Print whether a claim holds, and under which conditions."""
    worst = found.worst_case or (None, None)
    second = found.second
    row = {
        "claim": found.claim,
        "n": found.found.n,
        "other_n": second and second.n,
        "verdict": found.verdict,
        "quantity": found.quantity,
        "value": found.value,
        "ci_low": found.interval.ci_low,
        "ci_high": found.interval.ci_high,
        "design_effect": found.design_effect,
        "bias": found.bias,
        "misreporting": found.misreporting,
        "total_error_low": found.total_error.ci_low,
        "total_error_high": found.total_error.ci_high,
        "worst_case_low": worst[0],
        "worst_case_high": worst[1],
        "sentence": here(found.sentence),
        "note": found.note,
    }
    words = {"Claim": found.claim, "n": topline.count_text(found.found.n), "Verdict": found.verdict}
    conditions = tuple(map(here, found.conditions))
    record = {**row, "conditions": conditions}
    result = Result(
        "Claim",
        [words],
        [row],
        record,
        list(map(here, found.sentences[1:])),
        wrapped=("Verdict",),
        quote=here(found.sentence),
    )
    show(result, output, guard_formulas=guard_formulas)
    if found.verdict != "supported":
        raise typer.Exit(1)


def _figures(path: Path, output: Format, *, guard_formulas: bool) -> None:
    """Print what published figures say of each other that cannot be, or is to be looked at."""
    found = topline.check_published(topline.read_figures(path))
    rows = [{str(k): plain(v) for k, v in row.items()} for row in found.table.to_dict("records")]
    words = [
        {
            "Check": row["check"],
            "Severity": row["severity"],
            "Where": str(row["where"] or row["figure_id"]),
            "What was compared": row["compared"],
        }
        for row in rows
    ]
    made = [{str(k): plain(v) for k, v in row.items()} for row in found.made.to_dict("records")]
    held = [
        {"Check": row["check"], "What holds": row["words"], "Comparisons": str(row["tried"])}
        for row in made
        if row["tried"]
    ]
    record = {"file": path.name, "figures": found.figures, "checks": made, "findings": rows}
    title = f"{path.name}: {topline.count_text(found.figures)} figures"
    show(
        Result(title, words or held, rows, record, [], labels=3, quote=found.sentences[0]),
        output,
        guard_formulas=guard_formulas,
    )
    if not found.holds:
        raise typer.Exit(1)


def _microdata(
    survey: "topline.Survey", named: str, output: Format, *, guard_formulas: bool
) -> None:
    """Print what makes estimates from a file doubtful."""
    found = [
        {str(key): here(str(value)) for key, value in row.items()}
        for row in survey.check().to_dict("records")
    ]
    words = [
        {
            "Check": row["check"],
            "Severity": row["severity"],
            "What was found": "; ".join(
                filter(
                    None,
                    (
                        row["what"],
                        "" if row["what"].startswith(f"{row['where']}:") else row["where"],
                        row["remedy"] and f"to do: {row['remedy']}",
                    ),
                )
            ),
        }
        for row in found
    ]
    notes = [here(note) for note in (survey.codebook.notes if survey.codebook else ())]
    counts = Counter(row["severity"] for row in found)
    several = (f"{count} {name}" for name, count in counts.items())
    record = {"file": named, "rows": len(survey), "checks": found, "notes": notes}
    title = f"{named}: {topline.count_text(len(survey))} rows"
    # what a check says already is not said again
    said = [row["what"] for row in found if row["severity"] != "ok"]
    sentences = [f"Note: {n}" for n in dict.fromkeys(notes) if not any(one in n for one in said)]
    show(
        Result(
            title, words, found, record, sentences, labels=3, quote=f"Checks: {', '.join(several)}."
        ),
        output,
        guard_formulas=guard_formulas,
    )
    if any(row["severity"] == "problem" for row in found):
        raise typer.Exit(1)


def _disclosure(path: Path, code: Code, output: Format, *, guard_formulas: bool) -> None:
    """Print the state of every item of a disclosure record."""
    told = topline.read_disclosure(path)
    # what a plan does to the weights need not be told again; without its data it is not known
    if {"data", "questions", "weighting"} <= read_toml(path).keys():
        with renamed(Weighting.written):
            told = told.filled(topline.read_report_plan(path).survey().weighting.disclosed)
    found = topline.check_disclosure(told, code=code)
    records = found.table.to_dict("records")
    rows = [{str(key): value for key, value in row.items()} for row in records]
    words = [
        {"Code": r["code"], "Item": r["item"], "Status": r["status"], "To do": r["to_do"]}
        for r in rows
    ]
    record = {"code": found.code, "complete": found.complete, "items": rows}
    show(
        Result(
            f"Disclosure of {path.name}", words, rows, record, labels=4, quote=found.sentences[0]
        ),
        output,
        guard_formulas=guard_formulas,
    )
    if not found.complete:
        raise typer.Exit(1)
