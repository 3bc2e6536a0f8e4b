"""``topline check``: a claim about published percents, or what a survey discloses."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ..shared.example import ExampleOption, drawn_as, survey_file
from ..shared.kinds import AsOption, Kind, kind_of, refuse_about_microdata, tables_of
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
from ..shared.output import Printing, Result, plain, show
from ..shared.reading import Reading
from ..shared.refusals import line_of
from ..shared.remedies import here
from ..shared.weighting import Weighting
from .check_files import Code, check_figures, check_microdata, check_record

_NOTHING = (
    "check needs a CLAIM or a FILE, or --example for the bundled synthetic survey; as: "
    'topline check "63% > 50%" --n 400'
)
_NO_FILE = "questions= is of a claim on FILE; name the file behind the claim"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told of a file that is checked, and how what is found is printed."""

    drawn: dict[str, Any]
    weighting: Weighting
    reading: dict[str, Any]
    as_kind: Kind | None
    printing: Printing

    @property
    def facts(self) -> dict[str, Any]:
        """How respondents were drawn, which is told of a claim and of figures, too."""
        return {name: self.drawn[name] for name in ("sample_type",) if name in self.drawn}

    @property
    def of_microdata(self) -> dict[str, Any]:
        """Design and weights, which only microdata have."""
        design = {name: self.drawn[name] for name in self.drawn if name not in self.facts}
        return {**design, **self.weighting.arguments()}

    def check_survey(self, file: Any, name: str, *, example: bool = False) -> None:
        """Look microdata through."""
        survey = topline.Survey.read(file, **self.reading, **self.drawn)
        survey = self.weighting.of(survey, example=example)
        check_microdata(survey, name, self.printing)

    def check_file(self, file: Path) -> None:
        """Hold figures together, or look microdata through, whichever a file holds."""
        # a design or weights are of microdata, whatever the file looks like
        plain = not self.of_microdata or self.as_kind is not None
        kind = kind_of(file, self.as_kind) if plain else "microdata"
        if kind == "microdata":
            self.check_survey(str(file), file.name)
            return
        refuse_about_microdata(self.of_microdata, file, kind)
        found = self.figures(file, kind)
        check_figures(found, file, self.printing)

    def figures(self, file: Path, kind: str | None = None) -> Any:
        """Return the figures of a sheet of them, or of published tables.

        Raises
        ------
        ArgumentError
            When the file is microdata, of which no cells can be claimed.
        """
        taken = kind_of(file, self.as_kind) if kind is None else kind
        if taken == "tables":
            found = tables_of(file, self.reading, **self.facts)
            if found.figures.empty:
                raise topline.DataError(" ".join(found.account))
            return found.figures
        if taken == "microdata":
            raise topline.ArgumentError(
                f"{file.name} is taken for microdata; a claim is checked on published tables or "
                "figures: --as tables, or topline estimate for the percents"
            )
        refuse_about_microdata(self.reading, file, taken)
        return topline.read_figures(file, **self.reading)

    def check_cells(self, claim: str, file: Path, question: str | None, **limits: Any) -> None:
        """Check a claim on the cells of published tables or figures."""
        found = topline.check_figures_claim(claim, self.figures(file), question=question, **limits)
        self.show_claim(found.check, found)

    def refuse_microdata(self) -> None:
        """Refuse what is told of microdata beside a claim.

        Raises
        ------
        ArgumentError
        """
        about = {**self.of_microdata, **self.reading}
        if about:
            raise topline.ArgumentError(f"{next(iter(about))}= is about microdata; name their FILE")

    def show_claim(
        self, found: "topline.ClaimCheck", of: "topline.FiguresClaim | None" = None
    ) -> None:
        """Print whether a claim holds, under which conditions, and the cells it is of.

        Raises
        ------
        typer.Exit
            With 1, unless it is supported.
        """
        say = topline.printing_language()
        claim, verdict = say("Claim"), say("Verdict")
        n = say.count_text(found.found.n)
        words = {claim: found.claim, "n": n, verdict: say(found.verdict)}
        row = row_of(found)
        record = {**row, "conditions": tuple(map(here, found.conditions))}
        sentences = list(map(here, found.sentences[1:]))
        if of is not None:
            words[claim] = of.claim
            cells = [
                {str(key): plain(value) for key, value in one.items()}
                for one in of.cells.to_dict("records")
            ]
            record |= {"claim": of.claim, "read_as": of.read_as}
            record |= {"question": of.question, "cells": cells}
            sentences = [*of.places, *sentences]
        result = Result(
            claim,
            [words],
            [row],
            record,
            sentences,
            wrapped=(verdict,),
            quote=here(found.sentence),
        )
        show(result, self.printing)
        if found.verdict != "supported":
            raise typer.Exit(1)


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
    printing: Printing = Printing(),  # noqa: B008
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
    told = Told(
        drawn=drawn_as(design.arguments(), example=example),
        weighting=weighting,
        reading=reading.arguments(),
        as_kind=as_kind,
        printing=printing,
    )
    if example:
        with survey_file(None if claim is None else Path(claim), example=True) as path:
            told.check_survey(path, path.name, example=True)
        return
    if claim is None:
        raise topline.ArgumentError(_NOTHING)
    same = None if margin is None else topline.as_share(margin)
    limits = given(margin=same, confidence_level=confidence_level)
    if behind is not None and Path(behind).is_file():
        told.check_cells(claim, Path(behind), _one(questions), **limits)
        return
    if questions is not None:
        raise topline.ArgumentError(_NO_FILE)
    plan = claim.lower().endswith(".toml")
    if not plan and Path(claim).is_file():
        told.check_file(Path(claim))
        return
    told.refuse_microdata()
    if plan:
        check_record(Path(claim), code, printing)
        return
    found = topline.check_claim(
        claim,
        base_of(n, behind, line_of("topline", "check", claim)),
        unit=unit.value,
        deff=deff,
        **limits,
        **given(against=against, other_n=other_n, method=method, response_rate=response_rate),
        **told.facts,
    )
    told.show_claim(found)


def row_of(found: "topline.ClaimCheck") -> dict[str, Any]:
    """Return what was found of a claim as a row for programs."""
    worst = found.worst_case or (None, None)
    second = found.second
    return {
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
