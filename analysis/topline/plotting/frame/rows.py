"""From an estimates table to the rows of a chart: label, value, interval and base in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import check_decimals, described
from ...decimals import row_decimals, shares_decimals
from ...errors import ArgumentError
from ...estimates.intervals import is_at_most
from ...estimates.suppression import imprecise_signs, with_suppressed
from ...language.marking import marked
from ...language.strings import ENGLISH, Strings
from ...shown import shown_text
from ...wording import NOT_KNOWN, VALUE, percent_text
from ..given import Chartable
from ..number_format import NumberFormat, size_of
from .tables import NEEDED, estimates_of, finite_values, read_table, records_of, row_labels

ORDERS = (None, "estimate")

SHARES = ("proportion", "bounded_mean")
"""Quantities that are printed as percent."""


@dataclass(frozen=True)
class Rows:
    """The rows of a chart from top to bottom.

    Attributes
    ----------
    table : pandas.DataFrame
        The estimates, in plot order.
    labels : tuple of str
        What each row is, as given.
    groups : tuple of str
        Group of each row; empty strings where there are none.
    values : tuple of str
        The estimate in words.
    sides : tuple of str
        Interval in words, and the base where rows differ in it, one line each.
    percent : bool
        Whether the values are proportions.
    signs : tuple of str
        The sign of each estimate that is too imprecise to publish alone, or to review before: it
        stands behind its value, unless that is left out. "" for all others.
    bases : tuple of str
        The base that all rows of a row's group have, said once above them; "" where each row has
        its own beside it.
    muted : tuple of bool
        Whether each row is to be lesser, so that another stands out; empty where none does.
    notes : tuple of str
        What a reader must know of the variables.
    sample_type : str or None
        How all respondents were drawn, where it is known.
    """

    table: pd.DataFrame
    labels: tuple[str, ...]
    groups: tuple[str, ...]
    values: tuple[str, ...]
    sides: tuple[str, ...]
    percent: bool
    signs: tuple[str, ...]
    bases: tuple[str, ...] = ()
    muted: tuple[bool, ...] = ()
    notes: tuple[str, ...] = ()
    sample_type: str | None = None

    @property
    def faint(self) -> tuple[bool, ...]:
        """Whether each estimate is too imprecise to publish alone, or to review before."""
        return tuple(map(bool, self.signs))

    @property
    def lesser(self) -> tuple[bool, ...]:
        """Whether the words of each row are grey: of doubt, or beside another that stands out."""
        muted = self.muted or (False,) * len(self.labels)
        return tuple(one or other for one, other in zip(self.faint, muted, strict=True))

    @property
    def in_one_line(self) -> "Rows":
        """Return them with interval and base on one line beside each row, not on two."""
        return replace(self, sides=tuple(side.replace("\n", " · ") for side in self.sides))

    def at(self, places: Sequence[int]) -> "Rows":
        """Return the rows at these places."""
        each = ("labels", "groups", "values", "sides", "signs", "bases", "muted")
        known = {name: getattr(self, name) for name in each}
        own: dict[str, Any] = {
            name: tuple(cells[at] for at in places) if cells else ()
            for name, cells in known.items()
        }
        own["table"] = self.table.iloc[list(places)].reset_index(drop=True)
        return replace(self, **own)

    @property
    def names(self) -> tuple[str, ...]:
        """Labels that tell rows apart without their headings."""
        if len(set(self.labels)) == len(self.labels):
            return self.labels
        pairs = zip(self.groups, self.labels, strict=True)
        return tuple(", ".join(filter(None, pair)) for pair in pairs)


def read_rows(
    estimates: Chartable,
    *,
    label: str | None = None,
    group: str | None = None,
    order: str | None = None,
    decimals: int | None = None,
    suppressed: str = "mark",
    strings: Strings = ENGLISH,
    named_by: str = "label",
) -> Rows:
    """Read what a chart needs of whatever has an estimate and its limits.

    `named_by` is what the chart calls the argument that names the rows.
    """
    table = read_table(estimates, roles={named_by: label, "group": group})
    table = with_suppressed(table, suppressed)
    if not (order is None or isinstance(order, str)) or order not in ORDERS:
        raise ArgumentError(f"order is {described(order)}; expected None (as given) or 'estimate'")
    if order == "estimate":
        table = table.sort_values("estimate", ascending=False, kind="stable", na_position="last")
    if group is not None:
        # rows of a group stand together, groups in the order they first appear
        codes, _ = pd.factorize(np.array(_group_names(table[group], strings), dtype=object))
        table = table.iloc[np.argsort(codes, kind="stable")]
    table = table.reset_index(drop=True)
    groups = _group_names(table[group], strings) if group else [""] * len(table)
    percent = is_percent(table)
    formats = number_formats(table, percent)
    if decimals is not None:
        places = check_decimals(decimals)
        formats = [one if one.percent else replace(one, decimals=places) for one in formats]
    signs = signs_of(table)
    looks = zip(records_of(table), formats, signs, strict=True)
    words = [_words(row, look, strings, sign) for row, look, sign in looks]
    own, bases = once_a_group([base for _, _, base in words], groups)
    return Rows(
        table=table,
        labels=tuple(" ".join(text.split()) for text in row_labels(table, label, group, named_by)),
        groups=tuple(groups),
        values=tuple(value for value, _, _ in words),
        sides=tuple(
            "\n".join(filter(None, (side, base)))
            for (_, side, _), base in zip(words, own, strict=True)
        ),
        percent=percent,
        signs=signs,
        bases=bases,
        notes=tuple(getattr(estimates, "notes", ())),
        sample_type=getattr(estimates, "sample_type", None),
    )


def once_a_group(
    bases: Sequence[str], groups: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the base that stands beside each row, and the one that its whole group has.

    Of a row alone it stands beside.
    """
    found: dict[str, list[str]] = {}
    for base, group in zip(bases, groups, strict=True):
        found.setdefault(group, []).append(base)
    once = {group for group, own in found.items() if len(own) > 1 and len(set(own)) == 1}
    pairs = list(zip(bases, groups, strict=True))
    return (
        tuple("" if group in once else base for base, group in pairs),
        tuple(base if group in once else "" for base, group in pairs),
    )


def reasons_of(table: pd.DataFrame) -> list[Any]:
    """Return the reasons of each row; none where the table tells none."""
    return table["reasons"].tolist() if "reasons" in table else [""] * len(table)


def signs_of(table: pd.DataFrame) -> tuple[str, ...]:
    """Return the sign of each number that is too imprecise to publish alone, or to review before.

    A sign stands behind a number; one that is left out has a dash, and the caption says why.
    """
    return tuple(imprecise_signs(reasons_of(table)))


def _group_names(cells: "pd.Series[Any]", strings: Strings) -> list[str]:
    return [strings("other") if pd.isna(cell) else shown_text(str(cell)) for cell in cells]


def is_percent(table: pd.DataFrame) -> bool:
    """Return whether the axis counts percent: where no quantity says, all values are in ±1."""
    if "quantity" in table and (table["quantity"] == VALUE).any():
        return False
    return bool((np.abs(finite_values(table)) <= 1).all())


def is_ceiling(record: Mapping[str, Any]) -> bool:
    """Return whether an interval is an upper bound: the true one may be narrower."""
    return is_at_most(record.get("interval"))


def hundred_text(proportion: float, strings: Strings = ENGLISH) -> str:
    """Print a share as people in a hundred: "26 in 100", "fewer than 1 in 100"."""
    text = percent_text(proportion).removesuffix("%")
    sentence = {
        "<": marked("fewer than {number} in 100"),
        ">": marked("more than {number} in 100"),
    }.get(text[0], marked("{number} in 100"))
    return strings(sentence, number=text.strip("<>"))


def number_formats(table: pd.DataFrame, percent: bool) -> list[NumberFormat]:
    """Return how the numbers of each row print, values of one question and size all alike."""
    numbers = estimates_of(table)
    quantities = table["quantity"] if "quantity" in table else [""] * len(table)
    # where no quantity says, it is what all values look like
    shares = [q in SHARES if q in (*SHARES, VALUE) else percent for q in map(str, quantities)]
    sizes = [size_of(row) for row in numbers]
    asked = table["outcome"] if "outcome" in table else [""] * len(table)
    sized = table.assign(
        quantity=[SHARES[0] if share else VALUE for share in shares],
        outcome=[f"{size} {name}" for size, name in zip(sizes, asked, strict=True)],
        **{name: numbers[:, at] / sizes for at, name in enumerate(NEEDED)},
    )
    if "std_error" in table:
        sized["std_error"] = table["std_error"] / sizes
    own = iter(shares_decimals(numbers[np.array(shares, dtype=bool)].tolist()))
    return [
        NumberFormat(percent=True, decimals=next(own))
        if share
        else NumberFormat(percent=False, decimals=places, size=size)
        for share, places, size in zip(shares, row_decimals(sized), sizes, strict=True)
    ]


def _words(
    record: Mapping[str, Any], look: NumberFormat, strings: Strings, sign: str
) -> tuple[str, str, str]:
    """Say an estimate as it was printed, if it was; its interval, and its base."""
    printed, estimate = record.get("percent"), record["estimate"]
    value = NOT_KNOWN if pd.isna(estimate) else look.value(float(estimate), strings)
    if printed is not None and not pd.isna(printed):
        decimals = record.get("decimals", 0)
        qualifier = record.get("percent_qualifier", "exact")
        value = strings.printed_text(printed, 0 if pd.isna(decimals) else decimals, qualifier)
    low, high = record["ci_low"], record["ci_high"]
    # a number that is left out has no interval to speak of
    side = "" if sign and pd.isna(estimate) else strings("no interval")
    if not (pd.isna(low) or pd.isna(high)):
        side = look.limits(float(low), float(high), strings)
        if is_ceiling(record):
            side = strings("at most {limits}", limits=side)
        if "fixed_by_design" in str(record.get("reasons", "")).split():
            side = strings("fixed by design")
    # a difference has two bases, and stands beside neither
    told = "n" in record and "p_value" not in record
    base = strings.base_text(record["n"], record.get("n_qualifier", "exact")) if told else ""
    return value + sign * pd.notna(estimate), side, base
