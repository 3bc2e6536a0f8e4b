"""``topline describe``: what a survey file holds."""

from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ..shared.options import MaxGb, SetsOption, given, sets_named
from ..shared.output import Format, FormatOption, GuardOption, Result, plain, show
from .questions import questions_of, with_questions

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
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="SPSS, Stata, SAS, Excel, Parquet, CSV or TSV."),
    ],
    sheet: Annotated[str | None, typer.Option(help="Sheet of a workbook.")] = None,
    encoding: Annotated[str | None, typer.Option(help="How text is coded, as cp1252.")] = None,
    header_rows: Annotated[
        int | None, typer.Option(help="Rows that name the columns; 0 if there are none.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help=f"Print all variables, not the first {_SHOWN}.")
    ] = False,
    sets: SetsOption = None,
    max_gb: MaxGb = None,
    output: FormatOption = Format.text,
    guard_formulas: GuardOption = False,
) -> None:
    """Say what is in a survey file: rows, variables, labels, missing and usual answers."""
    reading = given(max_gb=max_gb)
    if sets:
        reading["sets"] = sets_named(sets)
    survey = topline.read_survey(
        file, sheet=sheet, encoding=encoding, header_rows=header_rows, **reading
    )
    book = survey.codebook
    found = [_variable(survey, row) for row in book.table.to_dict("records")]
    questions = questions_of(survey)
    lines = with_questions([(row["name"], _words(row)) for row in found], questions)
    shown = lines if every else lines[:_SHOWN]
    rows = []
    for variable in found:
        row = {**variable, "top_answers": _answers(variable)}
        del row["value_labels"]
        reasons = row.pop("reasons")
        row["missing_reasons"] = "; ".join(f"{one['reason']} ({one['n']})" for one in reasons)
        rows.append(row)
    count = topline.count_text
    cut = len(lines) - len(shown)
    sentences = [f"and {count(cut)} more variables; --all prints them."] if cut else []
    sentences += [f"Note: {note}" for note in book.notes]
    record = {
        "file": file.name,
        "rows": len(survey.data),
        "variables": found,
        "multiple_response_sets": {name: one.record for name, one in questions.items()},
        "notes": list(book.notes),
    }
    title = f"{file.name}: {count(len(survey.data))} rows, {count(len(found))} variables"
    show(Result(title, shown, rows, record, sentences), output, guard_formulas=guard_formulas)


def _variable(survey: "topline.SurveyData", counts: dict[Any, Any]) -> dict[str, Any]:
    """Return what is known of a variable: counts, its usual answers, and why some are missing."""
    name = str(counts["name"])
    book = survey.codebook
    numeric = counts["type"] in {"number", "date", "datetime", "time"}
    cells = survey.data[name].dropna()
    labels = book.value_labels(name)
    # As many different numbers as rows, or nearly, are an identifier, not answers.
    few = counts["type"] == "number" and counts["n_distinct"] <= min(_FEW, len(cells) - 1)
    counted = not numeric or bool(labels) or few
    tallies: list[tuple[Any, Any]] = (
        list(cells.value_counts().head(_TOP).items()) if counted else []
    )
    ranged = numeric and len(cells) > 0
    return {
        **{str(key): plain(value) for key, value in counts.items()},
        "lowest": plain(cells.min()) if ranged else None,
        "highest": plain(cells.max()) if ranged else None,
        "top_answers": [
            {"answer": plain(answer), "label": labels.get(answer) or None, "n": int(count)}
            for answer, count in tallies
        ],
        "reasons": [
            {str(key): plain(value) for key, value in row.items()}
            for row in book.missing_reasons(name).to_dict("records")
            if row["n"]
        ],
        "value_labels": {str(code): text for code, text in labels.items()},
    }


def _words(row: dict[str, Any]) -> dict[str, str]:
    """Return a variable as a row for people, each cell on one line that fits."""
    name = " ".join(": ".join(filter(None, (row["name"], row["label"]))).split())
    if len(name) > _NAME_WIDTH:
        # The end stays: it tells the options of one question apart.
        name = f"{name[: _NAME_WIDTH // 2]}…{name[1 - _NAME_WIDTH // 2 :]}"
    answers = " ".join(_answers(row).split())
    missing = row["n_missing"] + row["n_user_missing"]
    return {
        "Variable": name,
        "Type": str(row["type"]),
        "Missing": topline.count_text(missing) if missing else "",
        "Answers": answers if len(answers) <= _WIDTH else f"{answers[: _WIDTH - 1]}…",
    }


def _answers(row: dict[str, Any]) -> str:
    """Return a variable's usual answers with their counts, or the range of a number."""
    if row["top_answers"]:
        told = [
            f"{answer['label'] or _number(answer['answer'])} ({topline.count_text(answer['n'])})"
            for answer in row["top_answers"]
        ]
        more = row["n_distinct"] - len(told)
        return ", ".join(told) + (f" and {topline.count_text(more)} more" if more > 0 else "")
    if row["lowest"] is None:
        return ""
    low, high = (_number(row[key]) for key in ("lowest", "highest"))
    return low if low == high else f"{low} to {high}"


def _number(value: Any) -> str:
    """Return a number or a time in few words; whole numbers may be years or codes."""
    if isinstance(value, float):
        return topline.value_text(value, 6).replace(",", "")
    text = str(value)
    return text[len(_NO_DAYS) :] if text.startswith(_NO_DAYS) else text.removesuffix(" 00:00:00")
