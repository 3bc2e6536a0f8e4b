"""``topline describe``: what a survey file holds."""

from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ..output import Format, FormatOption, Result, show

_SHOWN = 60
"""Variables printed for people before the rest is counted."""

_NO_DAYS = "0 days "
_TOP = 3
"""Answers told of a variable."""

_WIDTH, _NAME_WIDTH = 34, 62
"""Characters told of a variable's answers, and of its name and label."""

_FEW = 6
"""Different numbers up to which each counts as an answer."""


def describe(
    file: Annotated[Path, typer.Argument(help="SPSS, Stata, SAS, Excel, Parquet, CSV or TSV.")],
    sheet: Annotated[str | None, typer.Option(help="Sheet of a workbook.")] = None,
    encoding: Annotated[str | None, typer.Option(help="How text is coded, as cp1252.")] = None,
    header_rows: Annotated[
        int | None, typer.Option(help="Rows that name the columns; 0 if there are none.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help=f"Print all variables, not the first {_SHOWN}.")
    ] = False,
    output: FormatOption = Format.text,
) -> None:
    """Say what is in a survey file: rows, variables, labels, missing and usual answers."""
    survey = topline.read_survey(file, sheet=sheet, encoding=encoding, header_rows=header_rows)
    found = [_variable(survey, row) for row in survey.codebook.table.to_dict("records")]
    shown = found if every else found[:_SHOWN]
    title = f"{file.name}: {len(survey.data):,} rows, {len(found):,} variables"
    words = [_words(row) for row in shown]
    rows = [{**row, "top_answers": _answers(row)} for row in found]
    for row in rows:
        row["missing_reasons"] = "; ".join(f"{r['reason']} ({r['n']})" for r in row["reasons"])
        del row["reasons"]
    show(
        Result(title, words, rows, _record(file, survey, found), _told(survey, found, shown)),
        output,
    )


def _variable(survey: "topline.SurveyData", counts: dict[Any, Any]) -> dict[str, Any]:
    """Return what is known of a variable: counts, its usual answers, and why some are missing."""
    name = str(counts["name"])
    book = survey.codebook
    numeric = counts["type"] in {"number", "date", "datetime", "time"}
    cells = survey.data[name].dropna()
    labels = book.value_labels(name)
    few = counts["type"] == "number" and counts["n_distinct"] <= min(_FEW, len(cells) - 1)
    counted = not numeric or bool(labels) or few
    tallies: list[tuple[Any, Any]] = (
        list(cells.value_counts().head(_TOP).items()) if counted else []
    )
    ranged = numeric and len(cells) > 0
    return {
        **{str(key): _plain(value) for key, value in counts.items()},
        "lowest": _plain(cells.min()) if ranged else None,
        "highest": _plain(cells.max()) if ranged else None,
        "top_answers": [
            {"answer": _plain(answer), "label": labels.get(answer) or None, "n": int(count)}
            for answer, count in tallies
        ],
        "reasons": [
            {str(key): _plain(value) for key, value in row.items()}
            for row in book.missing_reasons(name).to_dict("records")
            if row["n"]
        ],
    }


def _plain(value: Any) -> Any:
    """Return a value as JSON and people have it; NA is None, and 1.0 is 1."""
    value = value.item() if hasattr(value, "item") else value
    if value is None or value != value or str(value) in {"<NA>", "NaT"}:
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (int, float, bool, str)) else str(value)


def _words(row: dict[str, Any]) -> dict[str, str]:
    answers = _answers(row)
    missing = row["n_missing"] + row["n_user_missing"]
    return {
        "Variable": _shortened(row),
        "Type": str(row["type"]),
        "Missing": f"{missing:,}" if missing else "",
        "Answers": _cut(answers, _WIDTH),
    }


def _cut(text: str, width: int) -> str:
    """Return a text on one line that fits."""
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"


def _shortened(row: dict[str, Any]) -> str:
    """Return a variable's name and label; the end stays, for it tells options apart."""
    text = " ".join(": ".join(filter(None, (row["name"], row["label"]))).split())
    if len(text) <= _NAME_WIDTH:
        return text
    return f"{text[: _NAME_WIDTH // 2]}…{text[1 - _NAME_WIDTH // 2 :]}"


def _answers(row: dict[str, Any]) -> str:
    """Return a variable's usual answers with their counts, or the range of a number."""
    if row["top_answers"]:
        told = [
            f"{answer['label'] or _number(answer['answer'])} ({answer['n']:,})"
            for answer in row["top_answers"]
        ]
        more = row["n_distinct"] - len(told)
        return ", ".join(told) + (f" and {more:,} more" if more > 0 else "")
    if row["lowest"] is None:
        return ""
    low, high = (_number(row[key]) for key in ("lowest", "highest"))
    return low if low == high else f"{low} to {high}"


def _number(value: Any) -> str:
    if isinstance(value, (int, float)):
        return f"{value:.6g}" if isinstance(value, float) else str(value)
    text = str(value)
    return text[len(_NO_DAYS) :] if text.startswith(_NO_DAYS) else text.removesuffix(" 00:00:00")


def _record(
    file: Path, survey: "topline.SurveyData", found: list[dict[str, Any]]
) -> dict[str, Any]:
    sets = survey.codebook.multiple_response_sets
    return {
        "file": file.name,
        "rows": len(survey.data),
        "variables": [{**row, "value_labels": _labels(survey, str(row["name"]))} for row in found],
        "multiple_response_sets": {
            name: {
                "label": one.label,
                "variables": list(one.variables),
                "counted_value": one.counted_value,
            }
            for name, one in sets.items()
        },
        "notes": list(survey.codebook.notes),
    }


def _labels(survey: "topline.SurveyData", name: str) -> dict[str, str]:
    return {str(code): text for code, text in survey.codebook.value_labels(name).items()}


def _told(
    survey: "topline.SurveyData", found: list[dict[str, Any]], shown: list[dict[str, Any]]
) -> list[str]:
    """Return what stands below the table: what is cut off, sets of variables and notes."""
    cut = len(found) - len(shown)
    book = survey.codebook
    return [
        *([f"and {cut:,} more variables; --all prints them."] if cut else []),
        *(
            f"Several answers: {one.label or name} ({len(one.variables)} variables, "
            f"{one.variables[0]} to {one.variables[-1]})"
            for name, one in book.multiple_response_sets.items()
        ),
        *(f"Note: {note}" for note in book.notes),
    ]
