"""Tables of a report: words in cells, with a caption and a scope for every head."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, groupby

import pandas as pd

from ...estimates.intervals import is_at_most
from ...estimates.reason_codes import SHOWN_AS_COUNT, codes_of, reason_sentences
from ...estimates.schema import is_weighted
from ...estimates.suppression import imprecise_signs
from ...sample_types import SAMPLE_TYPES
from ...wording import (
    NOT_KNOWN,
    POINTS,
    base_text,
    estimate_text,
    level_text,
    limits_text,
    printed_text,
    row_decimals,
)


@dataclass(frozen=True)
class Table:
    """A table to print: a caption, column heads, and rows whose first cell is their head.

    Where rows have `groups`, one for each, these head the rows that they gather.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def bodies(self) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
        """Each group and its rows; one without a name where there are none."""
        groups = self.groups if any(self.groups) else ("",) * len(self.rows)
        pairs = zip(groups, self.rows, strict=True)
        return tuple(
            (group, tuple(row for _, row in rows))
            for group, rows in groupby(pairs, key=lambda pair: pair[0])
        )


def estimates_table(
    table: pd.DataFrame,
    caption: str,
    labels: Sequence[str],
    groups: Sequence[str] = (),
    *,
    decimals: int | None = None,
) -> Table:
    """Print estimates: what, value, interval, base, and what a reader must know.

    `decimals` are those of values that are no shares; by default as many as give four digits.
    """
    rows = []
    looks = zip(labels, table.to_dict("records"), row_decimals(table), strict=True)
    for label, row, places in looks:
        kind = "value" if row.get("quantity") == "value" else "proportion"
        if kind == "value" and decimals is not None:
            places = decimals
        if pd.notna(row.get("percent")):
            value = printed_text(row["percent"], row["decimals"], row["percent_qualifier"])
        else:
            value = estimate_text(row["estimate"], kind, places)
        ceiling = "at most " if is_at_most(row["interval"]) else ""
        limits = limits_text(row["ci_low"], row["ci_high"], kind, places)
        interval = "none" if pd.isna(row["ci_low"]) else ceiling + limits
        if "fixed_by_design" in codes_of(str(row.get("reasons", ""))):
            interval = "none: fixed by the design"
        base = base_text(row["n"], row.get("n_qualifier"))
        rows.append((label, value, interval, base, str(row["flag"]) or NOT_KNOWN))
    levels = [level_text(level) for level in table["confidence_level"].dropna().unique()]
    interval = f"{levels[0]} interval" if len(levels) == 1 else "Interval"
    answers = "n_weighted" in table
    value = "Weighted estimate" if is_weighted(table) else "Estimate" if answers else "Published"
    heads = ("Answer" if answers else "Figure", value, interval, "Base (unweighted)", "To know")
    numeric = (False, True, True, False, False)
    return Table(caption, heads, tuple(rows), numeric, tuple(groups))


def pairs_table(
    table: pd.DataFrame, caption: str, labels: Sequence[str], *, percent: bool
) -> Table:
    """Print two groups and their difference, a row for each pair, as ``plot_difference`` has them.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns ``first_…`` and ``second_…`` of either group, and those of the difference.
    caption : str
    labels : sequence of str
        What each pair is.
    percent : bool
        Whether these are shares.
    """
    kind = "proportion" if percent else "value"
    rows = []
    for label, row in zip(labels, table.to_dict("records"), strict=True):
        groups, reasons = [], [row.get("reasons")]
        for which in ("first", "second"):
            share, own = row[f"{which}_estimate"], row[f"{which}_reasons"]
            sign = imprecise_signs([own])[0] if pd.notna(share) else ""
            groups.append(estimate_text(share, kind) + sign)
            reasons.append(own)
        gap = POINTS if percent else "value"
        value = estimate_text(row["estimate"], gap)
        limits = limits_text(row["ci_low"], row["ci_high"], gap)
        bases = " and ".join(base_text(row[f"{which}_n"]) for which in ("first", "second"))
        told = reason_sentences(pd.DataFrame({"reasons": reasons}), without=SHOWN_AS_COUNT)
        why = "; ".join(dict.fromkeys(chain.from_iterable(told))) or NOT_KNOWN
        interval = "none" if pd.isna(row["ci_low"]) else limits
        rows.append((label or caption, *groups, value, interval, bases, why))
    first, second = (str(table[which].iloc[0]) for which in ("first", "second"))
    levels = [level_text(level) for level in table["confidence_level"].dropna().unique()]
    interval = f"{levels[0]} interval" if len(levels) == 1 else "Interval"
    heads = ("Compared", first, second, "Difference", interval, "Bases (unweighted)", "To know")
    return Table(caption, heads, tuple(rows), (False, *(True,) * 4, False, False))


def samples_table(figures: pd.DataFrame, caption: str) -> Table:
    """Print who was asked, one row a sample, as the publishers put it."""
    samples = figures.drop_duplicates("survey_id")
    columns = ["publisher", "respondents", "country", "fielded", "mode", "vendor"]
    rows = []
    for _, sample in samples.iterrows():
        mine = figures[figures["survey_id"] == sample["survey_id"]]
        bases = dict.fromkeys(
            str(row["n_printed"])
            if pd.notna(row["n_printed"])
            else base_text(row["n"], row["n_qualifier"])
            for _, row in mine.iterrows()
        )
        cells = [str(cell) if pd.notna(cell) else "not stated" for cell in sample[columns]]
        kind = SAMPLE_TYPES[str(sample["sample_type"])].label
        rows.append((cells[0], cells[1], " · ".join(bases), *cells[2:], kind))
    heads = ("Publisher", "Who answered", "n, as printed", "Country", "Fieldwork", "Mode")
    return Table(caption, (*heads, "Conducted by", "Sample"), tuple(rows))
