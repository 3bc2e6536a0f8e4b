"""Door one: published figures in, estimates with honest intervals out.

The unit of a figure decides what it measures (``measure.py``), its rounding is covered
(``printed.py``), and its reasons say what a reader must know (``estimates/reasons.py``).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arguments import described
from ..errors import ArgumentError
from ..estimates.estimates import Estimates
from ..estimates.reason_codes import joined
from ..estimates.rows import limits, named_for_counts
from ..estimates.schema import STATISTICS
from ..statistics.core.arguments import broadcast, check_confidence_level, check_design
from ..statistics.core.effective import effective_sample_size
from .covariance import figure_covariance
from .measure import NONE, measure
from .schema import TABLE_COLUMNS
from .table import UNIT_NOT_TOLD, as_figures

LABELS = (
    "survey_id",
    "figure_id",
    "publisher",
    "survey",
    "fielded",
    "published_year",
    "country",
    "mode",
    "vendor",
    "respondents",
    "subject",
    "claim",
    "unit",
    "percent",
    "percent_qualifier",
    "decimals",
    "n_qualifier",
    "derived_from",
    "duplicate_of",
    "sample_type",
    "source_title",
    "source_url",
    "confidence",
)
"""Columns of a figures table that travel with its estimates: captions are made from them."""

HOW = (
    "Published figures. Intervals cover every value that prints as published: shares of "
    "respondents as binomial, means of respondents' estimates with the largest variance their "
    "mean allows, derived figures as their parent mirrored."
)


def estimate_figures(
    figures: pd.DataFrame,
    *,
    percent_scale: str | None = None,
    confidence_level: float = 0.95,
    method: str = "wilson",
    mean_method: str = "wilson",
    deff: float | Mapping[str, float] = 1.0,
    population_size: float | Mapping[str, float] | None = None,
) -> Estimates:
    """Turn published figures into estimates with intervals that say how sure one can be.

    The unit picks the method: a share of respondents is binomial; a mean of respondents' own
    estimates gets the widest interval its mean allows; a derived figure gets its parent's interval,
    mirrored. The interval covers every value that prints as published. A figure that
    cannot have an interval has none, and ``flag`` says why.

    Parameters
    ----------
    figures : pandas.DataFrame
        One row per published figure, as the loaders and ``read_figures`` return, or made by hand
        with at least percent (or count) and n.
    percent_scale : {"percent", "proportion"}, optional
        What bare numbers in ``percent`` are, as in ``as_figures``.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : str, default "wilson"
        For shares: a key of ``methods("proportion")``.
    mean_method : {"wilson", "wald", "hoeffding"}, default "wilson"
        For means of respondents' estimates.
    deff : float or mapping of survey_id to float, default 1.0
        Design effect; a survey that is not in the mapping has 1.
    population_size : float or mapping of survey_id to float, optional
        People in the population; a survey that is not in the mapping has no correction.

    Returns
    -------
    Estimates
        One row per figure, in the order given; the columns that identify a figure, then those of
        ``estimates.SCHEMA``. Two figures of one survey have no known covariance (NaN).

    Raises
    ------
    DataError
        When the figures do not hold what their schema promises.
    ArgumentError
        When the level, a method, a design effect or a population is out of range.

    Examples
    --------
    >>> from topline import load_recruiters
    >>> table = estimate_figures(load_recruiters()).table.set_index("figure_id")
    >>> prefer = table.loc["ICIMS2018_REC_ty_pref_money"]
    >>> round(float(prefer["ci_low"]), 3), round(float(prefer["ci_high"]), 3)
    (0.577, 0.681)
    """
    keys = {
        "proportion": named_for_counts(method, "proportion").key,
        "bounded_mean": named_for_counts(mean_method, "bounded_mean").key,
    }
    level = check_confidence_level(confidence_level)
    checked = as_figures(figures, percent_scale=percent_scale)
    names = [str(name) for name in checked]
    records = [dict(zip(names, row, strict=True)) for row in checked.itertuples(index=False)]
    by_id = {str(record["figure_id"]): record for record in records}
    measured = pd.DataFrame([vars(measure(record, by_id)) for record in records])
    asked = [
        name for name in TABLE_COLUMNS if name not in STATISTICS and checked[name].notna().any()
    ]
    table = checked[[*LABELS, *asked]].reset_index(drop=True).join(measured)
    # nobody printed a percent that was computed from its count: it prints as estimates do
    computed = table["decimals"].isna()
    table["percent"] = table["percent"].mask(computed)
    table["n"] = table["n"].astype("Int64")
    table["reasons"] = [joined(reasons) for reasons in table["reasons"]]
    has_interval = table["quantity"] != NONE
    table["interval"] = table["quantity"].map(keys).astype("string")
    table["confidence_level"] = np.where(has_interval, level, np.nan)
    table["df"] = np.where(has_interval, np.inf, np.nan)
    n = table["n"].to_numpy(dtype=float, na_value=np.nan)
    design = _per_figure(table, deff, 1.0, "deff")
    people = _per_figure(table, population_size, np.inf, "population_size")
    check_design(design, n, people)
    p = table["estimate"].to_numpy(dtype=float)
    n_effective = np.where(has_interval, effective_sample_size(n, design, people), np.nan)
    table["deff"] = np.where(has_interval, design, np.nan)
    table["n_effective"] = n_effective
    # √(p(1 − p)/n_effective): a ceiling for means
    table["std_error"] = np.sqrt(p * (1 - p) / n_effective)
    table["ci_low"], table["ci_high"] = limits(table)
    # how columns were read stands in the figures' own notes; what was supposed of them goes along
    told = [note.partition(UNIT_NOT_TOLD) for note in checked.attrs.get("notes", ())]
    notes = [begin + rest for _, begin, rest in told if begin]
    return Estimates(table, figure_covariance(table), HOW, notes=notes)


def _per_figure(
    table: pd.DataFrame, value: float | Mapping[str, float] | None, default: float, name: str
) -> NDArray[np.float64]:
    """Spread a number, or a number per survey, over the figures."""
    spread: Any = default if value is None else value
    if isinstance(value, Mapping):
        unknown = [key for key in value if key not in set(table["survey_id"])]
        if unknown:
            raise ArgumentError(f"{name} names survey {unknown[0]!r}, which has no figures here")
        spread = table["survey_id"].map(dict(value)).astype(float).fillna(default)
    (array, _), _ = broadcast(**{name: spread, "figures": np.zeros(len(table))})
    if array.shape != (len(table),):
        raise ArgumentError(
            f"{name} is {described(value)}; expected one number, or one for each figure"
        )
    return array
