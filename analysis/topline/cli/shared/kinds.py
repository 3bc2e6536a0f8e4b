"""What a file is, for commands that take several kinds; and published tables as they read them."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ...language.marking import marked
from ...loaders.kinds import is_microdata_by_name
from .output import Result, echo_note, plain, plain_rows, said
from .remedies import word


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
    "figures": marked("a sheet of figures"),
    "tables": marked("published tables"),
    "microdata": marked("microdata"),
}

_COMMON = ("encoding", "sheet", "max_gb")
"""Options of reading that are not about microdata alone."""

_SHOWN = 12
"""Problems printed for people before the rest is counted."""


def kind_of(file: Path, asked: Kind | None) -> str:
    """Return what a file is taken for; say it where nobody did, and it is no microdata."""
    if asked is None and is_microdata_by_name(file.name):
        return "microdata"
    found = topline.recognise_file(file, None if asked is None else asked.value)
    if asked is None and found.kind != "microdata":
        say = topline.printing_language()
        others = [f"--as {kind}" for kind in _WORDS if kind != found.kind]
        note = say(
            "{name} is taken for {kind}: {why}; {other} or {last} says otherwise.",
            name=file.name,
            kind=say(_WORDS[found.kind]),
            why=said(found.reason),
            other=others[0],
            last=others[1],
        )
        echo_note(note)
    return found.kind


def check_microdata(file: Path | None, asked: Kind | None, sheet: str | None = None) -> None:
    """Refuse what is no microdata for a command that takes nothing else.

    A sheet that is named may hold microdata beside others with tables.

    Raises
    ------
    DataError
        When the file is taken for a sheet of figures or published tables, and nobody said that it
        is microdata.
    ArgumentError
        When somebody said that it is something else.
    """
    if asked not in (None, Kind.microdata):
        raise topline.ArgumentError(
            f"--as {asked} is nothing that this command takes; it needs microdata, one respondent "
            "a row: leave --as out"
        )
    if file is None or asked is not None or sheet is not None or is_microdata_by_name(file.name):
        return
    found = topline.recognise_file(file)
    if found.kind != "microdata":
        raise topline.DataError(
            f"{file.name} is taken for {_WORDS[found.kind]}: {found.reason}; expected microdata, "
            f"one respondent a row: `topline report {file.name}` takes it as it is, and "
            "--as microdata says otherwise"
        )


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
    return with_tables(topline.read_published(file, **options, **facts), file)


def with_tables(found: "topline.PublishedTables", file: Path) -> "topline.PublishedTables":
    """Return what was read of published tables.

    Raises
    ------
    DataError
        Where there is nothing, and nothing was refused.
    """
    if found.figures.empty and found.tables.empty and found.problems.empty:
        raise topline.DataError(
            f"{found.account[0]} Expected percents below headings, as pollsters publish them, "
            "no picture of them; of answers, one respondent a row, topline describe "
            f"{word(str(file))} --as microdata says what they are"
        )
    return found


def tables_result(
    found: "topline.PublishedTables", file: Path, problems_in: Path | None = None
) -> Result:
    """Return the tables found, the account, and what to know."""
    tables, problems = plain_rows(found.tables), plain_rows(found.problems)
    say = topline.printing_language()
    heads = (say("Table"), say("Question"), say("Figures"), say("Read"))
    words = [
        {
            heads[0]: str(row["table"]),
            heads[1]: str(row["question"] or ""),
            heads[2]: say.count_text(row["figures"]),
            heads[3]: " — ".join(
                filter(None, (say(str(row["status"])), said(row["reason"] or "")))
            ),
        }
        for row in tables
    ] or [dict(zip(heads, (say("none found"), "", "0", ""), strict=True))]
    # what was refused stands in the account
    told = [f"{one['where']}: {said(one['fact'])}" for one in problems if one["kind"] != "refused"]
    shown = told[:_SHOWN]
    if len(told) > _SHOWN:
        more = say.count_text(len(told) - _SHOWN)
        shown.append(
            say("… and {n} more in {path}", n=more, path=problems_in)
            if problems_in
            else say("… and {n} more; --format json has all", n=more)
        )
    return Result(
        say("Published tables of {name}", name=file.name),
        words,
        tables or words,
        {"account": list(found.account), "tables": tables, "problems": problems},
        [*found.account[1:], *shown],
        labels=2,
        wrapped=(heads[3],),
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
    say = topline.printing_language()
    publishers = say("Publishers")
    words = [
        {
            say("Question"): row["question"] or say("single figures"),
            publishers: ", ".join(row["publishers"]),
            "n": _span(row["n_least"], row["n_most"], say),
            say("Figures"): say.count_text(row["figures"]),
        }
        for row in rows
    ]
    notes = [say("Note: {note}", note=said(note)) for note in figures.attrs.get("notes", ())]
    title = say("{name}: {n} published figures", name=name, n=say.count_text(len(figures)))
    record = {"file": name, "figures": len(figures), "questions": rows, "notes": notes}
    return Result(title, words, rows, record, notes, labels=3, wrapped=(publishers,))


def _span(least: Any, most: Any, say: "topline.Strings") -> str:
    """Print from where to where bases go."""
    if least is None or most is None:
        return say("not stated")
    low, high = say.count_text(least), say.count_text(most)
    return low if low == high else say("{low} to {high}", low=low, high=high)
