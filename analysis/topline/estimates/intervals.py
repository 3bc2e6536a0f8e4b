"""The one table of intervals: from the columns of an estimates table to its limits.

A row of ``INTERVALS`` is all there is to know of an interval: its name, label, source and formula,
what it needs, and what it is for. ``.with_interval``, ``Survey.proportion(interval=…)``, captions,
reports and the guide read it.

A design enters through the effective sample size p(1 − p)/V and Student's quantile on the design's
degrees of freedom: the logit, arcsine or Wilson interval of a survey is that of a simple random
sample of that size. Where R's svyciprop differs: its "likelihood" interpolates the profile and
divides by n/(n − 1), so it agrees to about 3 digits; its "asin" lets the angle pass 0, which
mirrors the lower limit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import pandas as pd

from ..arguments import described
from ..errors import ArgumentError
from ..language.marking import marked
from ..mappings import FrozenMapping
from ..statistics.core.interval import Interval
from ..statistics.core.methods import as_table
from ..statistics.intervals import mean
from ..statistics.intervals.one_share import methods
from .row_limits import (
    Rows,
    fisher_student,
    korn_graubard,
    log_student,
    logit_student,
    mean_of_answers,
    poisson_limits,
    published_error,
    published_limits,
    refuse_without_data,
    refuse_without_shares,
    share_of_count,
    student,
)

CEILING = "ceiling_"
"""Prefix of the key of an interval for a mean of estimates: it is at most that wide."""

WOODRUFF = "woodruff_"
"""Prefix of the key of an interval for a quantile, before the name of that of its share."""

ORDER = "order_statistics"
"""Key of the interval of a quantile by order statistics at the effective size."""

OF_SHARES = "newcombe"
"""Key of the interval of a difference of shares, which rests on both."""

KORN_GRAUBARD = "korn_graubard"
"""Key of Clopper and Pearson's limits at the effective size of Korn and Graubard."""

PUBLISHED_LIMITS = "published_limits"
"""Key of the limits that a publisher gives."""

PUBLISHED_ERROR = "published_error"
"""Key of the limits by the standard error, or the margin of error, that a publisher gives."""

DATA = "data"
"""What intervals of quantiles need, and no estimates table has."""

COUNT = ("estimate", "n_effective")
VARIANCE = ("estimate", "std_error", "df")

DEFAULTS = {"proportion": "logit", "value": "t"}
"""Name of the interval that estimates from microdata have unless another is asked for."""


@dataclass(frozen=True, kw_only=True)
class RowInterval:
    """One interval that a row of estimates can have.

    Attributes
    ----------
    key : str
        What the column ``interval`` holds, and a name users pass.
    label : str
        Its name in captions and reports.
    source : str
        Primary source.
    of : callable
        ``(rows, confidence_level) -> Interval``, of the rows of an estimates table.
    needs : tuple of str
        Columns it is worked out from; a count and its base are estimate and n_effective.
    purpose : str
        What a report says it is for.
    quantities : tuple of str
        The quantities it can be asked for by name.
    names : tuple of str
        Other names users pass for it.
    otherwise : str, optional
        Key of the interval of the same name for rows that lack what this one needs.
    at_most : bool
        Whether the honest interval is at most this wide.
    whole_counts : bool
        Whether it is for whole counts only, which a design does not leave.
    at_edge : bool
        Whether microdata's shares of nobody or everybody keep it. No variance can be estimated
        there, and they take Korn and Graubard's in place of all others.
    """

    key: str
    label: str
    source: str
    of: Callable[[Rows, float], Interval]
    needs: tuple[str, ...] = VARIANCE
    purpose: str = marked("Shares of respondents")
    quantities: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    otherwise: str | None = None
    at_most: bool = False
    whole_counts: bool = False
    at_edge: bool = False


_SHARES = marked("Shares")
_VALUES = marked("Means, totals and other values")
_NAMES = {"logit": ("xlogit",), "likelihood_ratio": ("likelihood",), "arcsine": ("asin",)}
"""Names that survey software has for methods for one proportion."""


def _of_quantile(share: str, label: str) -> RowInterval:
    return RowInterval(
        key=WOODRUFF + share,
        label=label,
        source="Woodruff (1952), JASA 47:635–646",
        of=refuse_without_data,
        needs=(DATA,),
        purpose=_VALUES,
    )


INTERVALS = as_table(
    RowInterval(
        key="t",
        label="estimate ± Student's quantile × standard error",
        source="Student (1908)",
        of=student,
        purpose=_VALUES,
        quantities=("proportion", "value"),
        names=("mean",),
        at_edge=True,
    ),
    RowInterval(
        key="normal",
        label="estimate ± normal quantile × standard error",
        source="Laplace (1812)",
        of=student,
        purpose=_VALUES,
    ),
    RowInterval(
        key="log",
        label="Student's, on the log scale",
        source="Wolter (2007), Introduction to Variance Estimation, appendix C",
        of=log_student,
        purpose=_VALUES,
        quantities=("value",),
    ),
    RowInterval(
        key="fisher_z",
        label="Student's, on the scale of Fisher's z",
        source="Fisher (1921), Metron 1:3–32",
        of=fisher_student,
        purpose=marked("Correlations"),
        quantities=("value",),
    ),
    RowInterval(
        key="poisson",
        label="exact Poisson, at the effective count",
        source="Garwood (1936), Biometrika 28:437–442; Korn & Graubard (1998), Survey Methodology "
        "24:193–201",
        of=poisson_limits,
        purpose=marked("Rates and counts"),
        quantities=("value",),
    ),
    RowInterval(
        key="logit_replicates",
        label="logit, by replicates",
        source="Korn & Graubard (1999), section 3.2",
        of=logit_student,
        needs=("estimate", "logit_std_error", "df"),
        purpose=_SHARES,
        quantities=("proportion",),
        names=("logit",),
        otherwise="logit",
    ),
    RowInterval(
        key=KORN_GRAUBARD,
        label="Korn–Graubard",
        source="Korn & Graubard (1998), Survey Methodology 24:193–201",
        of=korn_graubard,
        needs=("estimate", "n", "n_effective", "df"),
        purpose=_SHARES,
        quantities=("proportion",),
        names=("beta",),
        at_edge=True,
    ),
    *(
        RowInterval(
            key=method.key,
            label=method.label,
            source=method.source,
            of=partial(share_of_count, method),
            needs=COUNT,
            quantities=("proportion",),
            names=_NAMES.get(method.key, ()),
            whole_counts=method.integer_counts,
        )
        for method in methods.METHODS.values()
    ),
    *(
        RowInterval(
            key=CEILING + method.key,
            label=method.label,
            source=method.source,
            of=partial(mean_of_answers, method.key),
            needs=COUNT,
            purpose="Means of respondents' estimates",
            quantities=("bounded_mean",),
            names=(method.key,),
            at_most=True,
        )
        for method in mean.METHODS.values()
    ),
    RowInterval(
        key=OF_SHARES,
        label="Newcombe's, from the score limits of both shares",
        source="Newcombe (1998), Statistics in Medicine 17:873–890; Zou & Donner (2008), "
        "Statistics in Medicine 27:1693–1702",
        of=refuse_without_shares,
        needs=("both shares",),
        purpose="Differences of shares",
    ),
    RowInterval(
        key=PUBLISHED_LIMITS,
        label="limits as published",
        source="the publisher; other levels as US Census Bureau (2018), ACS handbook, ch. 7",
        of=published_limits,
        needs=("estimate", "published_low", "published_high", "published_level"),
        purpose="Published figures",
        at_edge=True,
    ),
    RowInterval(
        key=PUBLISHED_ERROR,
        label="estimate ± normal quantile × published standard error",
        source="the publisher; US Census Bureau (2018), ACS handbook, ch. 7",
        of=published_error,
        needs=("estimate", "std_error"),
        purpose="Published figures",
        at_edge=True,
    ),
    _of_quantile("mean", "Woodruff's, share ± t × standard error"),
    _of_quantile("xlogit", "Woodruff's, share on the logit scale"),
    _of_quantile("beta", "Woodruff's, share by Korn and Graubard"),
    _of_quantile("asin", "Woodruff's, share on the arcsine scale"),
    RowInterval(
        key=ORDER,
        label="order statistics at the effective size",
        source="Thompson (1936), Annals of Mathematical Statistics 7:122–128; "
        "Francisco & Fuller (1991), Annals of Statistics 19:454–469",
        of=refuse_without_data,
        needs=(DATA,),
        purpose=_VALUES,
    ),
)
"""Every interval by its key."""


@cache
def names_for(quantity: str) -> Mapping[str, RowInterval]:
    """Return the intervals that rows of a quantity can be asked for, by every name they have."""
    rows = [row for row in INTERVALS.values() if quantity in row.quantities]
    # Other names come first: "logit" is that of the replicates where there are some.
    other = {name: row for row in rows for name in row.names}
    return FrozenMapping(other | {row.key: row for row in rows if row.key not in other})


def interval_label(key: Any) -> str:
    """Print the name of an interval method by its key."""
    if not isinstance(key, str):
        nan = isinstance(key, float) and key != key
        if key is None or key is pd.NA or key is pd.NaT or nan:
            return marked("no interval")
        raise ArgumentError(f"key is {described(key)}; expected the key of an interval method")
    row = INTERVALS.get(str(key))
    return row.label if row is not None else str(key).removeprefix(CEILING).replace("_", " ")


def is_at_most(key: Any) -> bool:
    """Return whether the honest interval is at most as wide as this one, by its key."""
    return bool(pd.notna(key) and (row := INTERVALS.get(str(key))) and row.at_most)
