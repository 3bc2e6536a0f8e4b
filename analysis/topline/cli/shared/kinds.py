"""What a file is, for commands that take several kinds; and published tables as they read them."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from .output import Result, echo, plain


class Kind(StrEnum):
    """What a file is."""

    figures = "figures"
    tables = "tables"
    microdata = "microdata"


AsOption = Annotated[
    Kind | None,
    typer.Option("--as", help="What FILE is, where it is taken for something else."),
]

_WORDS = {
    "figures": "a sheet of figures",
    "tables": "published tables",
    "microdata": "microdata",
}

_COMMON = ("encoding", "sheet", "max_gb")
"""Options of reading that are not about microdata alone."""

_SHOWN = 12
"""Problems printed for people before the rest is counted."""


def kind_of(file: Path, said: Kind | None) -> str:
    """Return what a file is taken for; say it where nobody did, and it is no microdata."""
    found = topline.recognise_file(file, None if said is None else said.value)
    if said is None and found.kind != "microdata":
        other = " or ".join(f"--as {kind}" for kind in _WORDS if kind != found.kind)
        echo(
            f"Note: {file.name} is taken for {_WORDS[found.kind]}: {found.reason}; {other} says "
            "otherwise.",
            err=True,
        )
    return found.kind


def refuse_about_microdata(options: dict[str, Any], file: Path, kind: str) -> None:
    """Refuse options of microdata for a file that was taken for something else.

    Raises
    ------
    ArgumentError
    """
    for name in options:
        if name not in _COMMON:
            raise topline.ArgumentError(
                f"{name}= is about microdata, and {file.name} is taken for {_WORDS[kind]}; leave "
                "it out, or say --as microdata"
            )


def tables_of(file: Path, reading: dict[str, Any], **facts: Any) -> "topline.PublishedTables":
    """Read published tables with the options that microdata and tables share."""
    refuse_about_microdata(reading, file, "tables")
    options = {name: value for name, value in reading.items() if name != "sheet"}
    if "sheet" in reading:
        options["sheets"] = [reading["sheet"]]
    return topline.read_published(file, **options, **facts)


def tables_result(
    found: "topline.PublishedTables", file: Path, problems_in: Path | None = None
) -> Result:
    """Return the tables found, the account, and what to know."""
    tables = [
        {str(name): plain(value) for name, value in row.items()}
        for row in found.tables.to_dict("records")
    ]
    problems = [
        {str(name): plain(value) for name, value in row.items()}
        for row in found.problems.to_dict("records")
    ]
    words = [
        {
            "Table": str(row["table"]),
            "Question": str(row["question"] or ""),
            "Figures": topline.count_text(row["figures"]),
            "Read": " — ".join(filter(None, (str(row["status"]), str(row["reason"] or "")))),
        }
        for row in tables
    ] or [{"Table": "none found", "Question": "", "Figures": "0", "Read": ""}]
    # what was refused stands in the account
    told = [f"{one['where']}: {one['fact']}" for one in problems if one["kind"] != "refused"]
    said = told[:_SHOWN]
    if len(told) > _SHOWN:
        more = f"… and {len(told) - _SHOWN:,} more"
        said.append(f"{more} in {problems_in}" if problems_in else f"{more}; --format json has all")
    return Result(
        f"Published tables of {file.name}",
        words,
        tables or words,
        {"account": list(found.account), "tables": tables, "problems": problems},
        [*found.account[1:], *said],
        labels=2,
        wrapped=("Read",),
        quote=found.account[0],
    )


def figures_result(figures: Any, name: str) -> Result:
    """Return what a sheet of figures holds: its questions, or the surveys of single figures."""
    asked = figures["question"].fillna("")
    of = asked.where(asked.ne(""), figures["survey_id"].fillna(""))
    rows = [
        {
            "question": str(called),
            "figures": len(own),
            "n_least": plain(own["n"].min()),
            "n_most": plain(own["n"].max()),
            "publishers": sorted(map(str, own["publisher"].dropna().unique())),
        }
        for called, own in figures.groupby(of, sort=False)
    ]
    words = [
        {
            "Question": row["question"] or "single figures",
            "Publishers": ", ".join(row["publishers"]),
            "n": " to ".join(
                dict.fromkeys(
                    topline.count_text(n) for n in (row["n_least"], row["n_most"]) if n is not None
                )
            )
            or "not stated",
            "Figures": topline.count_text(row["figures"]),
        }
        for row in rows
    ]
    notes = [f"Note: {note}" for note in figures.attrs.get("notes", ())]
    title = f"{name}: {topline.count_text(len(figures))} published figures"
    record = {"file": name, "figures": len(figures), "questions": rows, "notes": notes}
    return Result(title, words, rows, record, notes, labels=3, wrapped=("Publishers",))
