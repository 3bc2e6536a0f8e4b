"""Cox's model and parametric survival models of a survey."""

import pandas as pd

from ...arguments import check_one_of
from ...errors import ArgumentError
from ...statistics.survival.cox import TIES, fit_cox
from ...statistics.survival.parametric import LAWS, fit_survival
from ..checks.rows import rows_in_memory
from ..design.subpopulation import Subpopulation
from ..models.fit import Law, most_likely
from ..models.rows.own import own_predictors
from ..models.rows.rows import model_rows
from ..outcomes.answers import AskedOf
from ..outcomes.likely import LikelihoodModel
from .times import read_times, times_of


def fit_cox_model(
    of: Subpopulation, formula: str, *, ties: str, exponentiate: bool, asked: AskedOf
) -> LikelihoodModel:
    """Fit a proportional hazards model; see ``Survey.cox``."""
    check_one_of("ties", ties, TIES)
    check_one_of("exponentiate", exponentiate, (False, True))
    request, rows = asked.request(of), rows_in_memory(of)
    read = read_times(formula)
    times = times_of(read, rows)
    used = model_rows(request, rows, read.model, times.outcome)
    own = own_predictors(used.coded, used.weights, constant=False)
    if not own.names:
        raise ArgumentError(
            "a Cox model without predictors has no coefficients; name some, or see kaplan_meier"
        )
    event = times.event[used.at]

    law = Law(fit_cox, {"time": used.outcome, "event": event, "ties": ties})
    fitted = most_likely(request, used, own, law)
    return LikelihoodModel(
        formula=formula,
        kind="Cox regression",
        _fitted=fitted,
        _labels=pd.DataFrame({"outcome": times.words, "term": fitted.fit.names}),
        _exponentiate=exponentiate,
        _ratios="hazard ratios",
    )


def fit_survival_model(
    of: Subpopulation, formula: str, *, distribution: str, asked: AskedOf
) -> LikelihoodModel:
    """Fit a parametric survival model; see ``Survey.survival_regression``."""
    named = LAWS[check_one_of("distribution", distribution, LAWS)]
    request, rows = asked.request(of), rows_in_memory(of)
    read = read_times(formula)
    times = times_of(read, rows)
    used = model_rows(request, rows, read.model, times.outcome)
    if (used.outcome <= 0).any():
        raise ArgumentError(
            f"time {read.time!r} is 0 in {int((used.outcome <= 0).sum()):,} rows, of which a "
            f"{named.label} law knows nothing; give them a time above 0, or leave them out"
        )
    own = own_predictors(used.coded, used.weights, constant=True)
    event = times.event[used.at]

    law = Law(fit_survival, {"time": used.outcome, "event": event, "distribution": distribution})
    fitted = most_likely(request, used, own, law)
    return LikelihoodModel(
        formula=formula,
        kind=f"{named.label} survival regression",
        _fitted=fitted,
        _labels=pd.DataFrame({"outcome": times.words, "term": fitted.fit.names}),
    )
