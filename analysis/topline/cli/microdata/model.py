"""``topline model``: a model of microdata by their design, and its margins."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ...survey.outcomes.family import METHODS, OF_TIMES, model_of_family
from ..shared.choices import methods_of
from ..shared.example import EXAMPLE, ExampleOption, drawn_as, survey_file
from ..shared.kinds import AsOption, check_microdata
from ..shared.numbers import numbers_of, say_head
from ..shared.options import Design, Df, DfOption, Level, Names, columns, given
from ..shared.output import Printing, Result, plain_rows, said, show
from ..shared.reading import Reading
from ..shared.remedies import here
from ..shared.weighting import Weighting


def model(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The survey's data.")] = None,
    formula: Annotated[
        str | None,
        typer.Argument(metavar="FORMULA", help='As "outcome ~ predictors", or "time, event ~ …".'),
    ] = None,
    example: ExampleOption = False,
    as_kind: AsOption = None,
    family: Annotated[
        str,
        typer.Option(
            help="gaussian (or linear), binomial (or logistic), poisson, gamma, inverse_gaussian; "
            "ordinal, multinomial; cox, weibull, exponential, lognormal, loglogistic."
        ),
    ] = "gaussian",
    link: Annotated[
        str | None,
        typer.Option(
            help="As logit, probit, cloglog, log; the family's own by default.",
            autocompletion=methods_of("ordinal_link"),
        ),
    ] = None,
    exponentiate: Annotated[
        bool, typer.Option("--exponentiate", help="Print ratios of odds, rates or hazards.")
    ] = False,
    margins: Annotated[
        Names, columns("Average marginal effects of these predictors, instead of coefficients.")
    ] = None,
    predictions: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Predictive margins at each level of this predictor."),
    ] = None,
    where: Annotated[
        str | None, typer.Option(metavar="CONDITION", help='Subpopulation, as "age >= 18".')
    ] = None,
    design: Design = Design(),  # noqa: B008
    weighting: Weighting = Weighting(),  # noqa: B008
    confidence_level: Level = 0.95,
    df: DfOption = None,
    reading: Reading = Reading(),  # noqa: B008
    printing: Printing = Printing(),  # noqa: B008
) -> None:
    """Fit a model to microdata with the design's variance: coefficients, or margins.

    The formula is read and never run. With --example it is the only argument.

    Examples
    --------
    topline model --example "prefers_note == 'yes' ~ gender" --family binomial
    topline model --example "years_experience ~ role" --margins role
    topline model --example "importance ~ role" --family ordinal --exponentiate
    """
    if example and file is not None and formula is None:
        # the first of the two is a file, and the bundled survey has none
        file, formula = None, str(file)
    if formula is None:
        raise topline.ArgumentError(
            'no formula is given; write it after the file, as "outcome ~ predictors"'
        )
    check_microdata(file, as_kind, reading.sheet)
    drawn = drawn_as(design.arguments(), example=example)
    with survey_file(file, example=example) as path:
        survey = topline.Survey.open(path, **reading.arguments(), **drawn)
    survey = weighting.of(survey, example=example)
    fitted = model_of_family(
        survey,
        formula,
        family,
        **given(
            link=link,
            exponentiate=exponentiate or None,
            where=where,
            confidence_level=confidence_level,
            df="design" if df is Df.design else None,
        ),
    )
    say = topline.printing_language()
    found, what = fitted.table, say("ratios" if exponentiate else "coefficients")
    if margins is not None or predictions is not None:
        found, what = _of_predictors(fitted, family, margins, predictions)
    name = file.name if file else EXAMPLE
    title = f"{file.name if file else say(EXAMPLE)}: {formula} ({what})"
    title = say("{what} where {condition}", what=title, condition=where) if where else title
    record = {"file": name, "formula": formula, "family": family, "method": found.method}
    notes = [here(note) for note in found.notes]
    if survey.weighting.steps:
        notes.append(survey.weighting.sentence)
    show(_result(found, fitted.sentences, notes, title, record), printing)


def _of_predictors(
    fitted: Any, family: str, margins: list[str] | None, predictions: str | None
) -> "tuple[topline.Estimates, str]":
    """Return what a model says of its predictors, and what that is.

    Raises
    ------
    ArgumentError
        When both are asked for, or the model has no margins.
    """
    if METHODS.get(family) in OF_TIMES:
        raise topline.ArgumentError(
            f"margins and predictions are of means and shares, and the family {family} is of "
            "times; leave them out"
        )
    if margins is not None and predictions is not None:
        raise topline.ArgumentError("margins and predictions are both asked for; choose one")
    if margins is None:
        return fitted.predictions(predictions), topline.printing_language()(
            "predictive margins of {variable}", variable=predictions
        )
    return fitted.margins(margins), topline.printing_language()("average marginal effects")


def _result(
    found: "topline.Estimates",
    sentences: Sequence[str],
    notes: Sequence[str],
    title: str,
    record: dict[str, Any],
) -> Result:
    """Return a model's table, and what a reader must know below."""
    rows = plain_rows(found.table)
    labels = list(rows[0])[: list(rows[0]).index("quantity")]
    told = [name for name in labels if len({row[name] for row in rows}) > 1]
    told = told or [name for name in labels if name != "outcome"][:1] or labels[:1]
    say = topline.printing_language()
    words = [
        {
            ", ".join(map(say_head, told)): ", ".join(
                str(row[name]) for name in told if row[name] is not None
            ),
            **numbers_of(row, places, say),
            **(
                {say("p"): say.probability_text(p)} if (p := row.get("p_value")) is not None else {}
            ),
        }
        for row, places in zip(rows, topline.row_decimals(found.table), strict=True)
    ]
    return Result(
        title,
        words,
        rows,
        record | {"estimates": rows, "notes": list(notes)},
        sentences=[
            *sentences,
            say("{sentence}.", sentence=say.again(found.method)),
            *(say("Note: {note}", note=said(note)) for note in notes),
        ],
        labels=1,
    )
