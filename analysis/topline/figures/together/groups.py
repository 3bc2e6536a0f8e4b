"""Which groups of published tables differ: of one banner, answer by answer, all taken together."""

from itertools import combinations

import numpy as np
import pandas as pd

from ...estimates.algebra.compared import Rule, compared
from ...estimates.algebra.comparisons import Pairs
from ...estimates.estimates import Estimates
from ...estimates.reason_codes import reason_codes
from ...statistics.comparisons.adjust import ADJUSTMENTS
from .related import dimension_of, is_total

_ASKED = ("survey_id", "poll_id", "table", "question", "answer", "wave", "fielded_end")
"""What two figures have in common that differ in their group alone."""


def group_differences(estimates: Estimates, confidence_level: float = 0.95) -> pd.DataFrame:
    """Return the differences between the groups of each banner, for every answer.

    Groups of different banners share people, and everybody holds each group: neither is compared.
    All differences are one family, adjusted by Holm's method.

    Parameters
    ----------
    estimates : Estimates
        Of published figures, as ``estimate_figures`` returns.
    confidence_level : float, default 0.95
        Of each interval by itself.

    Returns
    -------
    pandas.DataFrame
        A row per difference that can be computed: question, answer, banner, and ``first``,
        ``second``, ``first_row``, ``second_row`` (the groups and their rows), what
        ``Estimates.compare`` says of it, and whether it ``holds``: beyond chance, of groups that
        share nobody.
    """
    table = estimates.table
    if "group" not in table:
        return pd.DataFrame()
    told = (
        table["group_dimension"]
        if "group_dimension" in table
        else table["group"].map(lambda _: None)
    )
    banner = [
        "" if is_total(group) else dimension_of(group, own)
        for group, own in zip(table["group"], told, strict=True)
    ]
    keys = [name for name in _ASKED if name in table]
    rows = table[keys].assign(banner=banner, row=np.arange(len(table)))
    rows = rows[rows["banner"].ne("").to_numpy() & table["ci_low"].notna().to_numpy()]
    together = rows.groupby([*keys, "banner"], sort=False, dropna=False)["row"]
    found = [pair for _, own in together for pair in combinations(own, 2)]
    if not found:
        return pd.DataFrame()
    first, second = (np.array(part, dtype=np.intp) for part in zip(*found, strict=True))
    labels = table.loc[first, [name for name in ("question", "answer") if name in table]]
    labels = labels.reset_index(drop=True).assign(
        banner=np.array(banner, dtype=object)[first],
        first=table["group"].to_numpy()[first],
        second=table["group"].to_numpy()[second],
        first_row=first,
        second_row=second,
    )
    rule = Rule(confidence_level, ADJUSTMENTS["holm"], None)
    columns, _ = compared(table, estimates.covariance, Pairs(first, second, labels), rule)
    differences = pd.DataFrame(columns)
    # nobody tells how these vary together, so that nothing was computed
    differences = differences[differences["p_value"].notna()].reset_index(drop=True)
    apart = np.array([_NOT_APART.isdisjoint(own) for own in reason_codes(differences)], dtype=bool)
    beyond = (differences["ci_low"] > 0) | (differences["ci_high"] < 0)
    return differences.assign(
        holds=apart & beyond & (differences["p_adjusted"] < 1 - confidence_level)
    )


_NOT_APART = {"other_banner"}
"""Reasons of differences that are none of groups that stand apart. Where the standard error is the
largest it can be, what holds by it holds."""
