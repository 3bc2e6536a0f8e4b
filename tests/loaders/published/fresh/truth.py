"""What a made file holds, cell by cell, and what a reader made of it."""

import random
import re
from dataclasses import dataclass, field, replace
from io import BytesIO

import openpyxl
import pandas as pd

from ..acceptance import fits_path, near, path, words
from ..files import pdf
from ..files import text as opened


@dataclass(frozen=True)
class Cell:
    """A number of the file: whose it is, what is printed, and the base that is printed with it."""

    answer: str
    group: str
    value: float | None
    n: int | None = None
    unit: str = "percent"
    question: str = ""
    date: str = ""
    about: tuple[tuple[str, object], ...] = ()
    """What else is printed with it, by column: its error, its limits, its mark."""
    optional: bool = False
    """Whether it may be left out, as a count beside a percent."""
    alt: tuple[tuple[str, str], ...] = ()
    """Other answers and groups that it may be called by, where the file does not say which."""


@dataclass
class Made:
    """A made file, and every figure that may come out of it."""

    name: str
    file: BytesIO
    cells: list[Cell]
    told: tuple[str, ...] = ()
    """Words that the problems have to say."""


@dataclass
class Verdict:
    """What became of a file."""

    right: int = 0
    missing: int = 0
    wrong: list[str] = field(default_factory=list)
    silent: int = 0
    """Cells that are missing though nothing was refused."""


def shares(seed: int, answers: int, groups: int) -> list[list[int]]:
    """Whole percents, a row an answer, that add up to 100 in every column but for roundings."""
    rng = random.Random(seed)
    columns = []
    for _ in range(groups):
        parts = [rng.uniform(0.5, 3) for _ in range(answers)]
        columns.append([round(100 * part / sum(parts)) for part in parts])
    return [list(row) for row in zip(*columns, strict=True)]


def cells_of(question, answers, groups, values, ns=None, **more) -> list[Cell]:
    """The cells of a table: a row an answer, a column a group."""
    return [
        Cell(answer, group, value, ns[c] if ns else None, question=question, **more)
        for answer, row in zip(answers, values, strict=True)
        for c, (group, value) in enumerate(zip(groups, row, strict=True))
    ]


def book(*sheets, merged=(), percent=(), name="tables.xlsx") -> BytesIO:
    """A workbook of sheets (title, rows); merged ranges and percent cells are of the last."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    for area in percent:
        for row in sheet[area]:
            for cell in row:
                cell.number_format = "0%"
    for area in merged:
        sheet.merge_cells(area)
    file = BytesIO()
    made.save(file)
    file.seek(0)
    file.name = name
    return file


def page_of_lines(pages, name: str, size: int = 9) -> BytesIO:
    """A PDF of lines of monospaced text, without any rule."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
    )
    for lines in pages:
        text = [f"BT /F1 {size} Tf {size + 2} TL 40 770 Td"]
        for line in lines:
            safe = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            text.append(f"({safe}) Tj T*")
        stream = "\n".join([*text, "ET"]).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (
        b" ".join(b"%d 0 R" % kid for kid in kids),
        len(kids),
    )
    return opened(pdf(objects), name)


def is_of(figure: pd.Series, cell: Cell) -> bool:
    """Whether a figure is called as a cell is."""
    if any(is_of(figure, replace(cell, answer=a, group=g, alt=())) for a, g in cell.alt):
        return True
    answer, wanted = words(figure["answer"]), words(cell.answer)
    asked = words(figure["question"])
    named = f" {answer}".endswith(f" {wanted}") or (not answer and wanted in asked)
    return (
        named
        and fits_path(path(figure["group"]), path(cell.group))
        and (not cell.question or not asked or words(cell.question) in asked or asked == answer)
        and (not cell.date or str(figure["fielded_end"]).startswith(cell.date)
             or str(figure["fielded_start"]).startswith(cell.date)
             or str(figure["wave"]).startswith(cell.date) or cell.date in str(figure["group"]))
    )  # fmt: skip


def fault_of(figure: pd.Series, cell: Cell) -> str:
    """What of a figure differs from the cell it is called as; "" where nothing does."""
    unit = "percent" if pd.isna(figure["amount_unit"]) else figure["amount_unit"]
    if (unit == "percent") != (cell.unit == "percent"):
        return f"unit {unit} for {cell.unit}"
    held = figure["percent"] if unit == "percent" else figure["amount"]
    if cell.value is None:
        return "" if figure["percent_qualifier"] != "exact" else f"{held} for a mark"
    if not near(held, repr(cell.value), 1e-9):
        return f"{held} for {cell.value}"
    if pd.isna(figure["n"]) != (cell.n is None) or (cell.n is not None and figure["n"] != cell.n):
        return f"n {figure['n']} for {cell.n}"
    for column, wanted in cell.about:
        if wanted is None or (column == "weighted_count" and pd.isna(figure[column])):
            continue
        if column == "flag_printed" and wanted != figure[column]:
            return f"{column} {figure[column]} for {wanted}"
        if column != "flag_printed" and not near(figure[column], repr(wanted)):
            return f"{column} {figure[column]} for {wanted}"
    return ""


def judge(published, made: Made) -> Verdict:
    """Go through every figure that came out: it is a cell of the file, or it is wrong."""
    verdict = Verdict()
    left = list(made.cells)
    for _, figure in published.figures.iterrows():
        called = [cell for cell in made.cells if is_of(figure, cell)]
        faults = [fault_of(figure, cell) for cell in called]
        name = f"{figure['where']}: {figure['answer']} | {figure['group']} | {figure['question']}"
        if not called:
            verdict.wrong.append(f"{name} = {figure['printed']}: no such cell")
        elif all(faults):
            verdict.wrong.append(f"{name}: {faults[0]}")
        else:
            fit = [one for one, fault in zip(called, faults, strict=True) if not fault]
            cell = next((one for one in fit if one in left), fit[0])
            verdict.right += cell in left
            left = [one for one in left if one is not cell]
    left = [one for one in left if not one.optional]
    verdict.missing = len(left)
    if left and published.refused.empty:
        verdict.silent = len(left)
    told = " ".join(published.problems["fact"].astype(str)) + " ".join(published.account)
    verdict.wrong += [f"untold: {w}" for w in made.told if not re.search(w, told)]
    return verdict
