"""Published files with their truth: what the reader makes of each, cell by cell.

``python tests/loaders/published/acceptance.py`` prints a table per file: cells that are right, that
fit several figures of different values, that no figure fits, and that are wrong. A figure is picked
by table, question, answer, group and dates, never by its value.
"""

import csv
import re
import sys
from collections import Counter
from pathlib import Path

import pandas as pd

from topline.loaders.published.read import read_published

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "toplines"
OUTCOMES = ("right", "ambiguous", "missing", "wrong")


def truth() -> dict[str, list[dict[str, str]]]:
    """The cells read off by eye, by file."""
    cells: dict[str, list[dict[str, str]]] = {}
    with (FOLDER / "truth.csv").open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            cells.setdefault(row["file"], []).append(row)
    return cells


def words(text: object) -> str:
    """A text by its words alone."""
    plain = "" if text is None or pd.isna(text) else str(text).replace("’", "'")
    return " ".join(re.findall(r"[^\W_]+|[<>*+%$/&'-]+", plain.lower()))


def path(text: object) -> list[str]:
    """The headings of a path, each by its words."""
    plain = "" if text is None or pd.isna(text) else str(text)
    return [words(step) for step in plain.split(" > ") if words(step)]


def fits_path(found: list[str], wanted: list[str]) -> bool:
    """Whether a path leads through the headings wanted, in order, and ends with the last."""
    everybody = {"total", "all", "adult men"}
    if not wanted:
        return True
    if not found:
        return wanted[-1] in everybody
    if found[-1] != wanted[-1]:
        return False
    rest = iter(found)
    return all(step in rest for step in wanted)


def kept(rows: pd.DataFrame, fits: list[bool]) -> pd.DataFrame:
    """The rows that fit."""
    return rows[pd.Series(fits, index=rows.index, dtype=bool)]


def candidates(figures: pd.DataFrame, cell: dict[str, str]) -> pd.DataFrame:
    """The figures that a cell names."""
    rows = figures
    table = words(cell["table"])
    if table.startswith("page"):
        page = table.split()[1]
        rows = rows[rows["where"].str.match(rf"page {page}\b")]
    elif table and not (cell["file"].endswith(".tsv")):
        same = rows["table"].map(words) == table
        rows = (
            rows[same]
            if same.any()
            else rows[rows["table"].map(words).str.contains(table, regex=False)]
        )
    elif table:
        rows = rows[
            rows["question"]
            .map(words)
            .str.contains(words(cell["table"].rpartition(",")[0]), regex=False)
        ]
    if cell["question"] and rows["question"].notna().any():
        asked = [words(part) for part in cell["question"].split(" > ")]
        text = rows["question"].map(words) + " " + rows["answer"].map(words)
        # where a file prints no wording, the answer is all there is
        blank = rows["question"].isna() | (rows["question"] == rows["answer"])
        rows = kept(
            rows,
            [
                none or all(one in line for one in asked)
                for line, none in zip(text, blank, strict=True)
            ],
        )
    if cell["answer"]:
        wanted = words(cell["answer"])
        same = rows["answer"].map(words) == wanted
        rows = (
            rows[same]
            if same.any()
            else kept(rows, [fits_path(path(a), path(cell["answer"])) for a in rows["answer"]])
        )
    exact = [path(group) == path(cell["group"]) for group in rows["group"]]
    rows = kept(
        rows,
        exact if any(exact) else [fits_path(path(g), path(cell["group"])) for g in rows["group"]],
    )
    for name in ("fielded_start", "fielded_end"):
        if cell[name] and len(rows) and rows[name].notna().any():
            rows = rows[rows[name].fillna("").str.startswith(cell[name])]
    for name in ("base_unweighted", "population", "base_weighted"):
        if cell[name] and len(rows) > 1:
            same = [words(held) == words(cell[name]) for held in rows[name].astype("string")]
            rows = kept(rows, same) if any(same) else rows
    if len(rows) > 1 and cell["unit"] == "percent":
        rows = rows[rows["value_unit"] == "percent"]
    units = {"mean": "mean", "count": "count", "weighted_count": "count"}
    if len(rows) > 1 and cell["unit"] in units:
        same = rows["value_unit"].str.contains(units[cell["unit"]])
        rows = rows[same] if same.any() else rows
    return rows


def near(found: object, wanted: str, relative: float = 2e-4) -> bool:
    """Whether a number is the one printed."""
    if found is None or pd.isna(found):
        return False
    number = float(wanted)
    digits = len(wanted.partition(".")[2])
    return abs(float(found) - number) <= max(0.5001 * 10.0**-digits, relative * abs(number))


def faults(figure: pd.Series, cell: dict[str, str]) -> list[str]:
    """What of a figure differs from its cell."""
    found = []
    qualifiers = {
        "less_than_half": {"less_than"},
        "none": {"none"},
        "not_available": {"not_available", "none", "not_applicable"},
        "at_least": {"at_least", "more_than"},
        "at_most": {"at_most", "less_than"},
        "exact": {"exact"},
    }
    if figure["percent_qualifier"] not in qualifiers[cell["qualifier"]]:
        found.append(f"qualifier {figure['percent_qualifier']}")
    if cell["value"]:
        held = figure["percent"] if cell["unit"] == "percent" else figure["value"]
        if not near(held, cell["value"], 1e-6):
            found.append(f"value {held} for {cell['value']}")
    elif cell["qualifier"] not in ("less_than_half",) and pd.notna(figure["percent"]):
        found.append(f"percent {figure['percent']} where none is printed")
    if (cell["unit"] == "percent") != (figure["value_unit"] == "percent"):
        found.append(f"unit {figure['value_unit']}")
    if cell["unit"] == "percent" and cell["value"] and figure["decimals"] != int(cell["decimals"]):
        found.append(f"decimals {figure['decimals']} for {cell['decimals']}")
    for name in ("base_unweighted", "base_weighted", "n_effective"):
        if cell[name] and not near(figure[name], cell[name]):
            found.append(f"{name} {figure[name]} for {cell[name]}")
        if name == "base_unweighted" and not cell[name] and pd.notna(figure[name]):
            found.append(f"{name} {figure[name]} where none is printed")
    if cell["count"] and not near(figure["weighted_count"], cell["count"]):
        found.append(f"count {figure['weighted_count']} for {cell['count']}")
    derived = (
        pd.notna(figure["moe"]) and pd.notna(figure["moe_level"]) and pd.isna(figure["std_error"])
    )
    for name, wanted in (
        ("std_error", "se"),
        ("moe", "moe"),
        ("ci_low", "ci_low"),
        ("ci_high", "ci_high"),
    ):
        if (
            cell[wanted]
            and not (name == "std_error" and derived)
            and not near(figure[name], cell[wanted])
        ):
            found.append(f"{wanted} {figure[name]} for {cell[wanted]}")
    if (
        cell["flag"]
        and cell["flag"] in "*u**:"
        and cell["qualifier"] == "exact"
        and figure["flag_printed"] != cell["flag"]
    ):
        found.append(f"flag {figure['flag_printed']} for {cell['flag']}")
    return found


def outcome(figures: pd.DataFrame, cell: dict[str, str]) -> tuple[str, str]:
    """Judge one cell."""
    rows = candidates(figures, cell)
    if rows.empty:
        return "missing", ""
    if (
        len(
            {
                (row["value"] if pd.notna(row["value"]) else None, row["percent_qualifier"])
                for _, row in rows.iterrows()
            }
        )
        > 1
    ):
        return "ambiguous", "; ".join(f"{w}" for w in rows["where"][:4])
    told = faults(rows.iloc[0], cell)
    return ("wrong", "; ".join(told)) if told else ("right", "")


def judge(name: str, cells: list[dict[str, str]]):
    """Read a file and judge its cells."""
    published = read_published(FOLDER / name)
    figures = published.figures
    figures = figures.assign(
        value=figures["percent"].fillna(figures["amount"]),
        value_unit=figures["amount_unit"].fillna("percent"),
    )
    return published, [(cell, *outcome(figures, cell)) for cell in cells]


def main() -> None:
    """Print what became of every file; details of the files named."""
    shown = sys.argv[1:]
    sums: Counter[str] = Counter()
    for name, cells in truth().items():
        if shown and not any(part in name for part in shown):
            continue
        published, judged = judge(name, cells)
        counts = Counter(judgement for _, judgement, _ in judged)
        sums.update(counts)
        told = *(f"{key} {counts[key]:3}" for key in OUTCOMES), len(published.figures)
        print(f"{name:64}", *told)
        for cell, judgement, why in judged if shown else ():
            if judgement != "right":
                names = ("table", "question", "answer", "group", "value")
                print("   ", judgement, " | ".join(cell[key][:50] for key in names), "|", why)
    print("all", *(f"{key} {sums[key]}" for key in OUTCOMES))


if __name__ == "__main__":
    main()
