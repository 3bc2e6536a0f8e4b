"""Models of a report: fitted as its plan says, each with its charts, table and method."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..arguments import check_options, check_text, described
from ..errors import ArgumentError
from ..estimates.estimates import Estimates
from ..language.strings import Strings
from ..plotting.look.theme import Style
from ..plotting.models.coefficients import plot_coefficients
from ..plotting.models.margins import plot_margins, within_scale
from ..plotting.rows.dots import plot_estimates
from ..survey.outcomes.family import METHODS, OF_TIMES, model_of_family
from ..survey.outcomes.side_by_side import model_table
from ..survey.survey import Survey
from ..tables.model import PrintedTable, sentence
from ..values import Value
from .parts.charts import Chart, draw_chart
from .questions.question import Tell, Wanted


@dataclass(frozen=True, eq=False, kw_only=True)
class Modelled(Value):
    """A model of a report.

    Attributes
    ----------
    name, formula : str
        Its heading, and what was fitted.
    model : Model or LikelihoodModel
    predicted : mapping of str to Estimates
        Predictive margins by predictor, of which there are charts; of one answer in order or
        without one, the share of each. The curve of a number has points of its own.
    """

    name: str
    formula: str
    model: Any
    predicted: Mapping[str, Estimates]

    def how(self, say: Strings) -> tuple[str, ...]:
        """Say what was modelled, how, and what a reader must know."""
        found = self.model.table
        return tuple(
            sentence(say.again(one)) for one in (*self.model.sentences, found.method, *found.notes)
        )

    def printed(self, say: Strings) -> PrintedTable:
        """Return its coefficients as a table."""
        return model_table({self.name: self.model}).printed(title=self.name, lang=say)


def fit_models(
    survey: Survey,
    models: Mapping[str, Mapping[str, Any]] | None,
    wanted: Wanted,
    tell: Tell,
) -> list[Modelled]:
    """Fit the models of a report, by its confidence and degrees of freedom unless they say others.

    Raises
    ------
    ArgumentError, DataError
        When one has no formula, an option is none of its family, or it cannot be fitted; with its
        heading.
    """
    found = []
    usual: dict[str, Any] = {"confidence_level": wanted.confidence_level}
    usual |= {"df": "design"} if wanted.df == "design" else {}
    for number, (name, given) in enumerate(check_options("models", models).items()):
        tell(f"Fitting {name}", number, len(models or {}))
        check_text("the heading of a model", name, expected="a text")
        own = check_options(f"models[{name!r}]", given)
        formula, family = own.pop("formula", None), own.pop("family", "gaussian")
        named = own.pop("predictions", [])
        if not isinstance(formula, str):
            raise ArgumentError(
                f"models[{name!r}] has the formula {described(formula)}; expected one, as "
                '"vote ~ age + sex"'
            )
        predictors = [named] if isinstance(named, str) else list(named)
        if predictors and METHODS.get(family) in OF_TIMES:
            raise ArgumentError(
                f"models[{name!r}] has predictions, which are of means and shares, and the family "
                f"{family} is of times; leave them out"
            )
        model = model_of_family(survey, formula, family, **{**usual, **own})
        # asked now, so that what is no predictor is refused before anything is drawn
        predicted = {one: _predicted(model, one) for one in predictors}
        found.append(Modelled(name=name, formula=formula, model=model, predicted=predicted))
    return found


def model_charts(one: Modelled, number: int, style: Style, where: str | None) -> tuple[Chart, ...]:
    """Draw a model: its coefficients, and what it predicts by each predictor named."""
    say, table = style.strings, one.model.table
    draw = partial(draw_chart, style=style, page=style.page)
    shown = say("where {condition}", condition=where) if where else ""
    what = say.again(one.model.ratios) or say("coefficients")
    charts = [
        draw(
            f"model-{number}",
            plot_coefficients,
            table,
            title=f"{one.name}{say(': ')}{what}",
            subtitle=", ".join(filter(None, [say.again(one.model.kind), shown])),
        )
    ]
    for place, (variable, found) in enumerate(one.predicted.items(), start=1):
        of_shares = "category" in found.table
        chart = draw(
            f"model-{number}-{place}",
            plot_estimates
            if of_shares
            else lambda _, of=one.model, by=variable, **own: plot_margins(of, by, **own),
            found,
            title=say("{name}: predicted by {variable}", name=one.name, variable=variable),
            subtitle=", ".join(filter(None, [say("the others being equal"), shown])),
            **({"label": variable, "group": "category"} if of_shares else {}),
        )
        charts.append(chart)
    return tuple(charts)


def _predicted(model: Any, variable: str) -> Estimates:
    """Return predictive margins, at the ends of what there is of a number.

    Raises
    ------
    ArgumentError
        When the variable is no predictor.
    """
    if not hasattr(model, "support"):
        return within_scale(model.predictions(variable))
    support = model.support(variable)
    ends = [support["low"].iloc[0], support["high"].iloc[-1]] if "low" in support else None
    of_ends: Estimates = model.predictions(variable, at=ends)
    return of_ends
