"""Door one: published figures in, estimates with honest intervals out.

The unit of a figure decides what it measures (``measure.py``), its rounding is covered
(``printed.py``), and its reasons say what a reader must know (``estimates/reasons.py``).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..estimates.estimates import Estimates
from ..estimates.reason_codes import joined
from ..estimates.rows import limits, named_for_counts
from ..estimates.schema import STATISTICS
from ..language.message import Message
from ..statistics.core.arguments import check_confidence_level
from .measure import measure
from .row_precision import printed_range_of, with_design, with_published
from .schema import FIGURE_COLUMNS, TABLE_COLUMNS
from .table import UNIT_NOT_TOLD, as_figures
from .together.covariance import figure_covariance
from .together.published_errors import published_precision
from .together.related import FigureFacts

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

HOW = Message(
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
    deff: float | Mapping[str, float] | None = None,
    population_size: float | Mapping[str, float] | None = None,
) -> Estimates:
    """Turn published figures into estimates with intervals that say how sure one can be.

    The unit picks the method: a share of respondents is binomial; a mean of respondents' own
    estimates gets the widest interval its mean allows; a derived figure gets its parent's interval,
    mirrored. The interval covers every value that prints as published. A figure that
    cannot have an interval has none, and ``flag`` says why.

    What is published of the precision comes first: limits, then standard errors, then margins of
    error, each at its own level; then the effective base; then the unweighted base over the design
    effect. The weighted base makes no interval. ``reasons`` says which it was.

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
    deff : float or mapping of survey_id to float, optional
        Design effect, in place of published ones and of effective bases; by default, and for a
        survey that is not in the mapping, those, or 1 where nothing is published.
    population_size : float or mapping of survey_id to float, optional
        People in the population; a survey that is not in the mapping has no correction.

    Returns
    -------
    Estimates
        One row per figure, in the order given; the columns that identify a figure, then those of
        ``estimates.SCHEMA``. Two figures of one survey have a covariance where they are answers of
        one column, groups of one banner, or a group and everybody; else none is known (NaN), and
        what is computed of them has a standard error of at most what it says.

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
    known = checked.columns[checked.notna().any()]
    # of some sixty columns most figures have few
    blank = dict.fromkeys(FIGURE_COLUMNS, pd.NA)
    records: list[Any] = [{**blank, **own} for own in checked[known].to_dict("records")]
    by_id = {str(record["figure_id"]): record for record in records}
    measured = pd.DataFrame([vars(measure(record, by_id)) for record in records])
    asked = [name for name in TABLE_COLUMNS if name not in STATISTICS and name in known]
    table = checked[[*LABELS, *asked]].reset_index(drop=True).join(measured)
    # nobody printed a percent that was computed from its count: it prints as estimates do
    computed = table["decimals"].isna()
    table["percent"] = table["percent"].mask(computed)
    table["n"] = table["n"].astype("Int64")
    precision = published_precision(checked, *printed_range_of(table), level)
    table = with_design(table, checked, deff, population_size)
    table = with_published(table, precision, keys)
    table["reasons"] = [joined(reasons) for reasons in table["reasons"]]
    has_interval = table["interval"].notna()
    table["confidence_level"] = np.where(has_interval, level, np.nan)
    table["df"] = np.where(has_interval, np.inf, np.nan)
    table["ci_low"], table["ci_high"] = limits(table)
    facts = FigureFacts.of(checked, table["estimate"].to_numpy(dtype=float))
    # how columns were read stands in the figures' own notes; what was supposed of them goes along
    told: list[Any] = [
        getattr(note, "values", {}).get("note") for note in checked.attrs.get("notes", ())
    ]
    notes = [note for note in told if getattr(note, "pattern", "") == UNIT_NOT_TOLD]
    return Estimates(table, figure_covariance(table, facts), HOW, notes=notes)
