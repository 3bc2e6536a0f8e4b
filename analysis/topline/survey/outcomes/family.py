"""Models by the name of their family, as the command line and plans of reports ask for them."""

from collections.abc import Mapping
from typing import Any

from ...errors import ArgumentError
from ...nearest import nearest_name
from ...shown import cut

GENERALISED = (
    "gaussian", "binomial", "poisson", "gamma", "inverse_gaussian", "quasibinomial", "quasipoisson",
)  # fmt: skip
"""Keys of ``FAMILIES``, whose module takes longer to load than help takes to print."""

METHODS: Mapping[str, str] = {
    "linear": "linear",
    "logistic": "logistic",
    "ordinal": "ordinal",
    "multinomial": "multinomial",
    "cox": "cox",
    "weibull": "survival_regression",
    "exponential": "survival_regression",
    "lognormal": "survival_regression",
    "loglogistic": "survival_regression",
}
"""Methods of a survey by the family, where it is none of a generalised linear model."""

OF_TIMES = ("cox", "survival_regression")
"""Methods whose models are of times, and predict neither means nor shares."""


def model_of_family(survey: Any, formula: str, family: str, **options: Any) -> Any:
    """Fit the model of a family to a survey.

    Parameters
    ----------
    survey : Survey or ImputedSurvey
    formula, family : str
        As in ``Survey.glm``, or a key of ``METHODS``.
    **options
        Of the method.

    Raises
    ------
    ArgumentError
        When the family is not known, or an option is not one of its family.
    """
    known = [*GENERALISED, *METHODS]
    if family not in known:
        near = nearest_name(family, known) if isinstance(family, str) else None
        raise ArgumentError(
            f"family is {cut(repr(family))}; expected one of {', '.join(known)}"
            + (f"; did you mean {near!r}?" if near else "")
        )
    method = METHODS.get(family, "glm")
    if "link" in options and method not in ("glm", "linear", "logistic", "ordinal"):
        raise ArgumentError(f"link is not chosen where the family is {family}; leave it out")
    if "exponentiate" in options and method == "survival_regression":
        raise ArgumentError(
            f"exponentiate is for ratios, and the {family} law has none; leave it out"
        )
    named = {"glm": "family", "survival_regression": "distribution"}.get(method)
    return getattr(survey, method)(formula, **({named: family} if named else {}), **options)
