"""Tables of a report: words in cells, with a caption and a scope for every head."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby

import pandas as pd

from ...decimals import row_decimals
from ...estimates.intervals import is_at_most
from ...estimates.reason_codes import SHOWN_AS_COUNT, codes_of, reason_sentences
from ...estimates.schema import is_weighted
from ...estimates.suppression import imprecise_signs
from ...language.marking import marked
from ...language.strings import ENGLISH, Strings
from ...sample_types import SAMPLE_TYPES
from ...wording import NOT_KNOWN, POINTS, SHARES, VALUE

BASE, TO_KNOW = marked("Base (unweighted)"), marked("To know")
"""Heads of a table of estimates by which its columns are found."""

_REST = re.compile(r"^(; )+|(; )+$|(?<=; )(; )+")
"""What is left between reasons of which some are taken out."""

IN_CAPTIONS = frozenset(kind.sentence for kind in SAMPLE_TYPES.values() if kind.sentence)
"""Reasons that a caption says in its own words."""

PRINTED_N = marked("n, as printed")
SAMPLE_HEADS = (
    marked("Publisher"),
    marked("Who answered"),
    PRINTED_N,
    marked("Country"),
    marked("Fieldwork"),
    marked("Mode"),
    marked("Conducted by"),
    marked("Sample"),
)
"""Heads of a table of samples."""

_MOST_BASES = 6
"""Bases of one publisher that are listed; of more the least and the largest are told."""


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
    def heads_of_cards(self) -> str:
        """The heads as variables of CSS, which a card shows before its cells.

        Said once a table: in each of thousands of cells they were a third of a page.
        """
        heads = (
            re.sub(r"['\\\n<]", lambda sign: f"\\{ord(sign[0]):x} ", one) for one in self.heads
        )
        return ";".join(f"--head-{at}:'{head}'" for at, head in enumerate(heads, start=1) if at > 1)

    @property
    def bodies(self) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
        """Each group and its rows; one without a name where there are none."""
        groups = self.groups if any(self.groups) else ("",) * len(self.rows)
        pairs = zip(groups, self.rows, strict=True)
        return tuple(
            (group, tuple(row for _, row in rows))
            for group, rows in groupby(pairs, key=lambda pair: pair[0])
        )


def without_reasons(table: Table, reasons: Sequence[str], say: Strings = ENGLISH) -> Table:
    """Return a table of estimates without reasons that are said elsewhere.

    A column that then says nothing goes.
    """
    know = table.heads.index(say(TO_KNOW))
    rows = []
    for row in table.rows:
        cell = row[know]
        for reason in reasons:
            cell = _REST.sub("", cell.replace(reason, ""))
        rows.append((*row[:know], cell or NOT_KNOWN, *row[know + 1 :]))
    shown = replace(table, rows=tuple(rows))
    return without_columns(shown, [know] if all(row[know] == NOT_KNOWN for row in rows) else [])


def without_columns(table: Table, gone: Sequence[int]) -> Table:
    """Return a table without some columns."""

    def kept(cells: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(cell for at, cell in enumerate(cells) if at not in gone)

    numeric = tuple(number for at, number in enumerate(table.numeric) if at not in gone)
    rows = tuple(map(kept, table.rows))
    return replace(table, heads=kept(table.heads), rows=rows, numeric=numeric)


def estimates_table(
    table: pd.DataFrame,
    caption: str,
    labels: Sequence[str],
    groups: Sequence[str] = (),
    *,
    decimals: int | None = None,
    say: Strings = ENGLISH,
) -> Table:
    """Print estimates: what, value, interval, base, and what a reader must know.

    `decimals` are those of values that are no shares; by default as many as give four digits;
    `say` is the language of the page.
    """
    rows = []
    said = reason_sentences(table, lang=say)
    looks = zip(labels, table.to_dict("records"), row_decimals(table), said, strict=True)
    for label, row, places, reasons in looks:
        # of published figures counts and amounts are no estimates, and no shares either
        share = row.get("quantity") in SHARES or pd.notna(row.get("percent"))
        kind = "proportion" if share else VALUE
        if kind == VALUE and decimals is not None:
            places = decimals
        if pd.notna(row.get("percent")):
            value = say.printed_text(row["percent"], row["decimals"], row["percent_qualifier"])
        else:
            value = say.estimate_text(row["estimate"], kind, places)
        interval = say("none")
        if pd.notna(row["ci_low"]):
            interval = say.limits_text(row["ci_low"], row["ci_high"], kind, places)
            if is_at_most(row["interval"]):
                interval = say("at most {limits}", limits=interval)
        if "fixed_by_design" in codes_of(str(row.get("reasons", ""))):
            interval = say("none: fixed by the design")
        base = say.base_text(row["n"], row.get("n_qualifier"))
        rows.append((label, value, interval, base, say.series_text(reasons) or NOT_KNOWN))
    levels = list(table["confidence_level"].dropna().unique())
    interval = say.interval_text(levels[0]) if len(levels) == 1 else say("Interval")
    answers = "n_weighted" in table
    value = say(
        "Weighted estimate" if is_weighted(table) else "Estimate" if answers else "Published"
    )
    first = say("Term" if "term" in table else "Answer" if answers else "Figure")
    heads = (first, value, interval, say(BASE), say(TO_KNOW))
    numeric = (False, True, True, False, False)
    return Table(caption, heads, tuple(rows), numeric, tuple(groups))


def pairs_table(
    table: pd.DataFrame,
    caption: str,
    labels: Sequence[str],
    *,
    percent: bool,
    say: Strings = ENGLISH,
) -> Table:
    """Print two groups and their difference, a row for each pair of ``plot_difference``.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns ``first_…`` and ``second_…`` of either group, and those of the difference.
    caption : str
    labels : sequence of str
        What each pair is.
    percent : bool
        Whether these are shares.
    say : Strings
        The language of the page.
    """
    kind = "proportion" if percent else "value"
    rows = []
    for label, row in zip(labels, table.to_dict("records"), strict=True):
        groups, reasons = [], [row.get("reasons")]
        for which in ("first", "second"):
            share, own = row[f"{which}_estimate"], row[f"{which}_reasons"]
            sign = imprecise_signs([own])[0] if pd.notna(share) else ""
            groups.append(say.estimate_text(share, kind) + sign)
            reasons.append(own)
        gap = POINTS if percent else "value"
        value = say.estimate_text(row["estimate"], gap)
        limits = say.limits_text(row["ci_low"], row["ci_high"], gap)
        bases = say.list_text([say.base_text(row[f"{which}_n"]) for which in ("first", "second")])
        told = reason_sentences(
            pd.DataFrame({"reasons": reasons}), without=SHOWN_AS_COUNT, lang=say
        )
        why = say.series_text(dict.fromkeys(chain.from_iterable(told))) or NOT_KNOWN
        interval = say("none") if pd.isna(row["ci_low"]) else limits
        rows.append((label or caption, *groups, value, interval, bases, why))
    first, second = (str(table[which].iloc[0]) for which in ("first", "second"))
    levels = list(table["confidence_level"].dropna().unique())
    interval = say.interval_text(levels[0]) if len(levels) == 1 else say("Interval")
    heads = (say("Compared"), first, second, say("Difference"), interval, say(BASE), say(TO_KNOW))
    return Table(caption, heads, tuple(rows), (False, *(True,) * 4, False, False))


def samples_table(figures: pd.DataFrame, caption: str, say: Strings = ENGLISH) -> Table:
    """Print who was asked, one row a sample, as the publishers put it."""
    samples = figures.drop_duplicates("survey_id")
    columns = ["publisher", "respondents", "country", "fielded", "mode", "vendor"]
    bases_of = ["n_printed", "n", "n_qualifier"]
    rows = []
    for sample in samples[["survey_id", "sample_type", *columns]].to_dict("records"):
        mine = figures.loc[figures["survey_id"] == sample["survey_id"], bases_of]
        bases = dict.fromkeys(
            # a bare number is printed as all others of the page are
            say.base_text(n, qualifier)
            if pd.isna(printed)
            else say.count_text(int(printed))
            if str(printed).isdecimal()
            else str(printed)
            for printed, n, qualifier in mine.itertuples(index=False)
        )
        listed = " · ".join(bases)
        if len(bases) > _MOST_BASES and mine["n"].notna().any():
            ends = (say.count_text(int(end)) for end in (mine["n"].min(), mine["n"].max()))
            listed = say("{low} to {high}", **dict(zip(("low", "high"), ends, strict=True)))
        told = [sample[name] for name in columns]
        cells = [
            say.moment_text(str(cell)) if pd.notna(cell) else say("not stated") for cell in told
        ]
        kind = say(SAMPLE_TYPES[str(sample["sample_type"])].label)
        rows.append((cells[0], cells[1], listed, *cells[2:], kind))
    return Table(caption, tuple(map(say, SAMPLE_HEADS)), tuple(rows))
