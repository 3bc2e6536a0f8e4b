"""``topline check``: a claim about published percents, or what a survey discloses."""

from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ..shared.example import ExampleOption, drawn_as, survey_file
from ..shared.kinds import AsOption, kind_of, refuse_about_microdata, tables_of
from ..shared.options import (
    Against,
    Base,
    Deff,
    Design,
    Level,
    Names,
    Unit,
    UnitOption,
    base_of,
    columns,
    given,
    method_option,
)
from ..shared.output import Format, FormatOption, GuardOption, Result, plain, show
from ..shared.reading import Reading
from ..shared.refusals import line_of
from ..shared.remedies import here
from ..shared.weighting import Weighting
from .check_files import Code, check_figures, check_microdata, check_record


def check(
    claim: Annotated[
        str | None,
        typer.Argument(
            metavar="CLAIM|FILE",
            help='A comparison, such as "63% > 50%", a disclosure record (TOML), figures, or '
            "microdata.",
        ),
    ] = None,
    behind: Annotated[
        str | None,
        typer.Argument(metavar="N|FILE", help="Respondents; or published tables that it is of."),
    ] = None,
    n: Base = None,
    example: ExampleOption = False,
    questions: Annotated[Names, columns("Number or words of the question a claim is of.")] = None,
    as_kind: AsOption = None,
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
    of published tables or figures is held together: sums, nets, bases, totals,
    dates; a claim in words, such as "more women than men approve", finds its cells
    there. A file of microdata is looked through, with its design, for what makes
    estimates doubtful.

    Examples
    --------
    topline check "63% > 50%" --n 400
    topline check "more women than men approve" tables.xlsx --questions Q1
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
        check_microdata(survey, path.name, output, guard_formulas=guard_formulas)
        return
    about = {**of_microdata, **weighted}
    plan = claim.lower().endswith(".toml")
    if behind is not None and Path(behind).is_file():
        file = Path(behind)
        figures = _published(file, kind_of(file, as_kind), reading.arguments(), kind)
        of = topline.check_figures_claim(
            claim,
            figures,
            question=_one(questions),
            margin=None if margin is None else topline.as_share(margin),
            confidence_level=confidence_level,
        )
        _claim(of.check, output, guard_formulas=guard_formulas, of=of)
        return
    if questions is not None:
        raise topline.ArgumentError(
            "questions= is of a claim on FILE; name the file behind the claim"
        )
    if not plan and Path(claim).is_file():
        file = Path(claim)
        # a design or weights are of microdata, whatever the file looks like
        drawn_or_weighted = {**drawn, **weighted}
        taken = "microdata" if drawn_or_weighted and as_kind is None else kind_of(file, as_kind)
        if taken == "microdata":
            survey = weighting.of(topline.Survey.read(claim, **of_microdata, **kind))
            check_microdata(survey, file.name, output, guard_formulas=guard_formulas)
            return
        refuse_about_microdata(drawn_or_weighted, file, taken)
        figures = _published(file, taken, reading.arguments(), kind)
        check_figures(figures, file, output, guard_formulas=guard_formulas)
        return
    if about:
        raise topline.ArgumentError(f"{next(iter(about))}= is about microdata; name their FILE")
    if plan:
        check_record(Path(claim), code, output, guard_formulas=guard_formulas)
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


def _published(file: Path, taken: str, reading: dict[str, Any], facts: dict[str, Any]) -> Any:
    """Return the figures of a sheet of them, or of published tables.

    Raises
    ------
    ArgumentError
        When the file is microdata, of which no cells can be claimed.
    """
    if taken == "tables":
        found = tables_of(file, reading, **facts)
        if found.figures.empty:
            raise topline.DataError(" ".join(found.account))
        return found.figures
    if taken == "microdata":
        raise topline.ArgumentError(
            f"{file.name} is taken for microdata; a claim is checked on published tables or "
            "figures: --as tables, or topline estimate for the percents"
        )
    refuse_about_microdata(reading, file, taken)
    return topline.read_figures(file, **reading)


def _claim(
    found: "topline.ClaimCheck",
    output: Format,
    *,
    guard_formulas: bool,
    of: "topline.FiguresClaim | None" = None,
) -> None:
    """Print whether a claim holds, under which conditions, and the cells it is of."""
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
    sentences = list(map(here, found.sentences[1:]))
    if of is not None:
        words["Claim"] = of.claim
        cells = [{str(k): plain(v) for k, v in one.items()} for one in of.cells.to_dict("records")]
        record |= {
            "claim": of.claim,
            "read_as": of.read_as,
            "question": of.question,
            "cells": cells,
        }
        sentences = [*of.places, *sentences]
    result = Result(
        "Claim",
        [words],
        [row],
        record,
        sentences,
        wrapped=("Verdict",),
        quote=here(found.sentence),
    )
    show(result, output, guard_formulas=guard_formulas)
    if found.verdict != "supported":
        raise typer.Exit(1)


def _one(questions: list[str] | None) -> str | None:
    """Return the one question that a claim is of.

    Raises
    ------
    ArgumentError
        When several are named.
    """
    if questions is not None and len(questions) > 1:
        raise topline.ArgumentError(
            f"--questions names {len(questions)} questions; a claim is of one, so name that"
        )
    return None if questions is None else questions[0]
