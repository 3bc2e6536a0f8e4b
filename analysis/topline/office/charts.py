"""Which native chart shows a table: its form, categories and series, with limits where known."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..tables.book import Sheet
from ..tables.model import Cell, PrintedTable, Row
from ..values import Value


@dataclass(frozen=True, eq=False, kw_only=True)
class Series(Value):
    """Values of one series, None where there is none; limits, or none for a series without.

    What is set aside, as "don't know", is no step of the scale whose colours the others have.
    """

    name: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    aside: bool = False

    @property
    def above(self) -> list[float | None]:
        """How far the upper limits are above the values."""
        pairs = zip(self.values, self.high, strict=True)
        return [subtracted(high, value) for value, high in pairs]

    @property
    def below(self) -> list[float | None]:
        """How far the lower limits are below the values."""
        pairs = zip(self.values, self.low, strict=True)
        return [subtracted(value, low) for value, low in pairs]

    @property
    def has_limits(self) -> bool:
        """Whether any value has an interval."""
        return any(end is not None for end in self.low)


@dataclass(frozen=True, eq=False, kw_only=True)
class NativeChart(Value):
    """A chart that office programs draw themselves.

    Attributes
    ----------
    form : {"bar", "stacked", "line"}
    categories : tuple of str
    series : tuple of Series
    form_of_numbers : str
        Number format of values.
    """

    form: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str

    @property
    def ends(self) -> list[float]:
        """All values and limits that are known, and 0."""
        known = (end for own in self.series for end in (*own.values, *own.low, *own.high))
        return [0.0, *(end for end in known if end is not None)]


def subtracted(high: float | None, low: float | None) -> float | None:
    """Return a length, where both of its ends are known."""
    return None if high is None or low is None else max(0.0, high - low)


FORMS = {
    "scale": "stacked",
    "yes_no": "bar",
    "one_answer": "bar",
    "several": "bar",
    "number": "bar",
    "rating": "bar",
    "battery": "bar",
    "answers": "stacked",
}
"""The form of each kind of question."""


def chart_of(sheet: Sheet) -> NativeChart | None:
    """Return the chart of a table; None where it has no numbers to draw, or none is wanted.

    What is drawn first is the column of all respondents: shares of rows or of everybody in the
    table begin with those of a banner, so that only a table says what they are.
    """
    form = sheet.chart or FORMS[sheet.kind]
    answers = [row for row in sheet.table.rows if not (row.base or row.number or row.net)]
    numbers = [row for row in sheet.table.rows if row.number and not row.base]
    if form in ("none", "picture") or not (answers or numbers or sheet.kind == "battery"):
        return None
    if sheet.table.columns[0].group:
        return None
    if sheet.kind == "battery":
        return over_rows([row for row in sheet.table.rows if not row.base])
    if len((answers or numbers)[0].labels) > 1:
        # of answers beside one another in several groups there is a table
        return None if sheet.kind == "answers" else over_groups(answers or numbers, form)
    if not answers:
        return over_columns(sheet.table, numbers[:1], "bar")
    if form == "bar" or (form == "stacked" and not are_shares(answers)):
        # numbers of people of which some are hidden are no whole
        return over_rows(answers)
    return over_columns(sheet.table, answers, form)


def over_rows(rows: list[Row]) -> NativeChart:
    """Return a bar for each row, of the first column, with its interval."""
    return NativeChart(
        form="bar",
        categories=distinct([": ".join(row.labels[:-1]) or row.labels[-1] for row in rows]),
        series=(series_of(" ", [row.cells[0] for row in rows], "bar"),),
        number_format=form_of(rows),
    )


def over_columns(table: PrintedTable, rows: list[Row], form: str) -> NativeChart:
    """Return the columns side by side, a series for each row."""
    series = [series_of(row.labels[-1], row.cells, form, aside=row.aside) for row in rows]
    return NativeChart(
        form=form,
        categories=distinct(column_names(table)),
        series=tuple(series),
        number_format=form_of(rows),
    )


def over_groups(rows: list[Row], form: str) -> NativeChart:
    """Return the groups, such as waves, side by side: a series for each answer of all respondents.

    Of numbers it is the first, such as the mean.
    """
    by_label: dict[str, list[Row]] = {}
    for row in rows:
        by_label.setdefault(row.labels[-1], []).append(row)
    alike = list(by_label.values())[: 1 if rows[0].number else None]
    form = "bar" if form == "stacked" and not are_shares(rows) else form
    return NativeChart(
        form=form,
        categories=distinct([": ".join(row.labels[:-1]) for row in alike[0]]),
        series=tuple(
            series_of(own[0].labels[-1], [row.cells[0] for row in own], form, aside=own[0].aside)
            for own in alike
        ),
        number_format=form_of(alike[0]),
    )


def series_of(name: str, cells: Sequence[Cell], form: str, *, aside: bool = False) -> Series:
    """Return cells as a series of a chart; a part of a stack has no place for an interval."""
    limits = form != "stacked"
    return Series(
        name=name or " ",
        values=tuple(cell.value for cell in cells),
        low=tuple(cell.low for cell in cells) if limits else (),
        high=tuple(cell.high for cell in cells) if limits else (),
        aside=aside,
    )


def are_shares(rows: Sequence[Row]) -> bool:
    """Return whether all numbers of rows print as percents."""
    forms = [cell.form for row in rows for cell in row.cells if cell.form]
    return bool(forms) and all("%" in form for form in forms)


def form_of(rows: Sequence[Row]) -> str:
    """Return the number format of what is drawn, without the signs behind some numbers."""
    if are_shares(rows):
        return "0%"
    forms = (cell.form for row in rows for cell in row.cells if cell.form)
    return next((form.split('"')[0] for form in forms if "%" not in form), "General")


def column_names(table: PrintedTable) -> list[str]:
    """Return the heads of columns, with what they stand under where two are called alike."""
    heads = [column.head for column in table.columns]
    return [
        f"{column.group}: {column.head}" if heads.count(column.head) > 1 else column.head
        for column in table.columns
    ]


def distinct(labels: list[str]) -> tuple[str, ...]:
    """Return labels of which none is empty; programs count on that."""
    return tuple(label or " " for label in labels)
