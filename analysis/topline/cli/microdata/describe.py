"""``topline describe``: what a survey file holds."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ..shared.example import ExampleOption, survey_file
from ..shared.kinds import (
    AsOption,
    figures_result,
    kind_of,
    refuse_about_microdata,
    tables_of,
    tables_result,
)
from ..shared.options import Design, SampleType, ShowPersonal
from ..shared.output import Printing, Result, show
from ..shared.reading import Reading
from ..shared.remedies import argument_words, here, told_once
from .columns import RARELY, answers_text, order_text, record_of
from .questions import questions_of, with_questions

_SHOWN = 60
"""Variables printed for people before the rest is counted."""


def describe(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help="SPSS, Stata, SAS, Excel, Parquet, CSV, TSV; HTML or PDF of tables.",
        ),
    ] = None,
    example: ExampleOption = False,
    as_kind: AsOption = None,
    answers: Annotated[
        int, typer.Option(min=1, help="Answers told of a variable; JSON has them all.")
    ] = 8,
    every: Annotated[
        bool, typer.Option("--all", help=f"Print all variables, not the first {_SHOWN}.")
    ] = False,
    show_personal: ShowPersonal = False,
    design: Design = Design(),  # noqa: B008
    reading: Reading = Reading(),  # noqa: B008
    printing: Printing = Printing(),  # noqa: B008
) -> None:
    """Say what is in a survey file: rows, variables, answers in their order, and what is missing.

    Of published tables and of a sheet of figures: which questions, and how many figures.
    Names, e-mail and IP addresses, phone numbers and free texts are counted, not shown.

    Examples
    --------
    topline describe --example
    topline describe --example --answers 3
    topline describe --example --format json
    """
    if file is not None and not example:
        kind = kind_of(file, as_kind)
        if kind != "microdata":
            read = reading.arguments()
            refuse_about_microdata({**read, **design.arguments()}, file, kind)
            result = (
                tables_result(tables_of(file, read), file)
                if kind == "tables"
                else figures_result(topline.read_figures(file, **read), file.name)
            )
            show(result, printing)
            return
    with survey_file(file, example=example) as path:
        survey = topline.Survey.read(path, **reading.arguments(), **design.arguments())
    is_told = design.arguments().keys() - {"sample_type"}
    likely = None if is_told else survey.likely_design()
    result = _described(
        survey, path.name, answers, likely, every=every, show_personal=show_personal
    )
    show(result, printing)


def _described(
    survey: "topline.Survey",
    name: str,
    answers: int,
    likely: Mapping[str, Any] | None,
    *,
    every: bool,
    show_personal: bool,
) -> Result:
    """Return what is in microdata, variable by variable, and their design: told, or likely."""
    book = survey.codebook
    assert book is not None
    held = survey.contents(show_personal=show_personal)
    counts = {row["name"]: row for row in book.table.to_dict("records")}
    found = [record_of(one, book, counts[one.name]) for one in held]
    sets = questions_of(survey, {one.name: one.personal for one in held}, answers)
    parts = {part for one in sets.values() for part in one.variables}
    whole = [one for one in held if one.name not in parts]
    own = [note for one in whole for note in one.notes]
    rated = told_once({one.name: one.rating_note for one in whole if one.rating})
    notes = [*map(here, dict.fromkeys([*book.notes, *own])), *rated]
    words = with_questions(_for_people(found, parts, answers), sets)
    shown = words if every else words[:_SHOWN]
    say, cut = topline.printing_language(), len(words) - len(shown)
    sentences = []
    if cut:
        sentences.append(say("and {n} more variables; --all prints them.", n=say.count_text(cut)))
    sentences += _sentences(found, likely or {}, say)
    sentences += _drawn(survey.design, say, told=likely is None)
    sentences += [say("Note: {note}", note=note) for note in notes]
    record = {
        "file": name,
        "rows": len(survey),
        "variables": found,
        "multiple_response_sets": {name: one.record for name, one in sets.items()},
        "design": likely or {},
        "design_told": survey.design.words if likely is None else "",
        "sample_type": survey.design.sample_type,
        "notes": notes,
    }
    size = say.plural("{n} row", "{n} rows", len(survey))
    size += ", " + say.plural("{n} variable", "{n} variables", len(found))
    return Result(
        say("{name}: {size}", name=name, size=size),
        shown,
        _flat(found, answers),
        record,
        sentences,
        wrapped=(say("Type"), say("Answers")),
    )


_FAMILY, _DIFFERENT = 10, 30
"""Columns called alike, and different numbers in each, from which on people are told of all at
once: of forty replicate weights, not of ratings.
"""


def _for_people(
    found: Sequence[dict[str, Any]], parts: Container[str], answers: int
) -> list[tuple[str, dict[str, str]]]:
    """Return variables as rows for people by their names, replicate weights together."""

    def family(row: dict[str, Any]) -> str:
        numbers = row["type"] == "number" and not row["label"] and row["name"] not in parts
        many = numbers and row["n_distinct"] > _DIFFERENT
        stem: str = re.sub(r"[0-9]+\Z", "", row["name"])
        return stem if many else f"{row['name']} "  # a stem ends in no blank

    words, say = [], topline.printing_language()
    for _, members in groupby(found, family):
        rows = list(members)
        if len(rows) < _FAMILY:
            words += [(row["name"], _words(row, answers)) for row in rows]
            continue
        ends = {"lowest": min(row["lowest"] for row in rows)}
        ends["highest"] = max(row["highest"] for row in rows)
        missing = {name: max(row[name] for row in rows) for name in ("n_missing", "n_user_missing")}
        told = _words(rows[0] | ends | missing | {"top_answers": []}, answers)
        told[say("Variable")] = f"{rows[0]['name']} … {rows[-1]['name']}"
        count = say.plural("{n} column", "{n} columns", len(rows))
        told[say("Answers")] = say.series_text([count, told[say("Answers")]])
        words.append((rows[0]["name"], told))
    return words


def _flat(found: Sequence[dict[str, Any]], answers: int) -> list[dict[str, Any]]:
    """Return variables for programs, one a row."""
    return [
        {key: value for key, value in one.items() if key not in RARELY}
        | {
            "top_answers": answers_text(one, answers),
            "missing_reasons": "; ".join(f"{r['reason']} ({r['n']})" for r in one["reasons"]),
        }
        for one in found
    ]


def _drawn(design: Any, say: "topline.Strings", *, told: bool) -> Iterator[str]:
    """Say how the respondents were drawn, and by what design where it was told."""
    if told:
        yield say("Design: {design}.", design=say.again(design.words))
    yield design.drawn.lede
    if design.sample_type == SampleType.not_stated.value:
        yield say("Where it is known, say so by --sample-type of estimate, check or report.")


def _words(row: Mapping[str, Any], most: int) -> dict[str, str]:
    """Return a variable as a row for people."""
    say = topline.printing_language()
    missing = row["n_missing"] + row["n_user_missing"]
    reasons = ", ".join(
        f"{one['code']} {one['reason']} ({say.count_text(one['n'])})".replace(
            f"{one['reason']} {one['reason']} ", f"{one['reason']} "
        )
        for one in row["reasons"]
    )
    told = say("missing: {reasons}", reasons=reasons) if reasons else ""
    parts = [answers_text(row, most), order_text(row), told]
    return {
        say("Variable"): " ".join(": ".join(filter(None, (row["name"], row["label"]))).split()),
        say("Type"): say(row["personal"] or str(row["type"])),
        say("Missing"): say.count_text(missing) if missing else "",
        say("Answers"): say.series_text(parts),
    }


def _sentences(
    found: list[dict[str, Any]], design: Mapping[str, Any], say: "topline.Strings"
) -> Iterator[str]:
    """Say which columns are not shown, and which design they look like."""
    hidden = [f"{row['name']} ({say(row['personal'])})" for row in found if row["personal"]]
    if hidden:
        yield say("Not shown: {columns}; --show-personal shows them.", columns=", ".join(hidden))
    if design:
        asked = " ".join(argument_words(name, value) for name, value in design.items())
        of_replicates = "replicate_weights" in design
        yield say(
            "The columns look like a design, which is not used unless you say so: {options}; "
            "--replicate-method is in the survey's documentation."
            if of_replicates
            else "The columns look like a design, which is not used unless you say so: {options}.",
            options=asked,
        )
