"""How a file of microdata is read: one value of options, the arguments of ``read_survey``."""

import re
from dataclasses import dataclass, fields
from typing import Annotated, Any

import typer

from .options import MaxGb, split_names
from .remedies import TypedError

_READING = "How the file is read"
_PAIR = re.compile(r'(?P<name>"(?:[^"]|"")*"|[^=]*)=(?P<rest>.*)', re.DOTALL)


def pairs(texts: list[str]) -> list[tuple[str, str]]:
    """Return the names and values of NAME=VALUE; a name that holds "=" stands in double quotes."""
    found = []
    for text in texts:
        pair = _PAIR.fullmatch(text)
        name = pair["name"].strip() if pair else ""
        if pair is None or not name.strip('"'):
            raise TypedError(f"{text!r} names nothing; expected NAME=VALUE, as {_EXAMPLE}")
        if name.startswith('"'):
            name = name[1:-1].replace('""', '"')
        found.append((name, pair["rest"]))
    return found


_EXAMPLE = "income=-99,9999"


def _lists(texts: list[str] | None) -> dict[str, list[str]] | None:
    """Return the lists of NAME=A,B, in which a name may come again."""
    found: dict[str, list[str]] = {}
    for name, rest in pairs(texts or []):
        listed = split_names([rest]) or []
        if not any(listed):
            raise TypedError(f"{name!r} has no values; expected NAME=VALUE,VALUE")
        found.setdefault(name, []).extend(listed)
    return found or None


def _code(text: str) -> float | str:
    """Return a code: a number where it is written so, else its label."""
    plain = text.strip().replace("\N{MINUS SIGN}", "-")
    if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)", plain, re.ASCII):
        return text
    number = float(plain)
    return int(number) if number.is_integer() else number


def _questions(texts: list[str] | None) -> dict[str, Any] | bool | None:
    """Return questions with several answers: columns, what parts the answers of a cell, or none."""
    if texts == ["none"]:
        return False
    found: dict[str, Any] = {}
    for name, rest in pairs(texts or []):
        if not rest:
            found[name] = False
        elif not re.search(r"\w", rest.replace(r"\n", "\n")):
            found[name] = rest.replace(r"\n", "\n")
        else:
            found[name] = [*(found.get(name) or []), *(split_names([rest]) or [])]
    return found or None


def _said_of(
    sets: dict[str, Any] | bool | None, key: str, texts: list[str] | None
) -> dict[str, Any] | bool | None:
    """Return questions with several answers, with what is said of some."""
    found = dict(sets) if isinstance(sets, dict) else {}
    for name, said in pairs(texts or []):
        # of a question that --sets does not name, more is said of what the file shows
        own = found.get(name, {})
        if sets is False or own is False:
            raise TypedError(
                f"--set-{key} names {name!r}, which --sets takes away; leave one of both out"
            )
        if isinstance(own, str):
            own = {"columns": [name], "separator": own}
        elif not isinstance(own, dict):
            own = {"columns": own}
        found[name] = {**own, key: said}
    return found or sets


def _option(metavar: str, help: str, **more: Any) -> Any:  # noqa: A002
    return typer.Option(metavar=metavar, help=help, rich_help_panel=_READING, **more)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Options of reading a file, the same for every command that reads microdata."""

    sheet: Annotated[str | None, _option("NAME", "Sheet of a workbook.")] = None
    encoding: Annotated[str | None, _option("NAME", "How text is coded, as cp1252.")] = None
    delimiter: Annotated[
        str | None, _option("SIGN", 'What separates the cells of a text file, as ";".')
    ] = None
    header_rows: Annotated[
        int | None, _option("NUMBER", "Rows that name the columns; 0 if there are none.")
    ] = None
    formats: Annotated[
        str | None, _option("FILE", "Catalogue of a SAS file's value labels (.sas7bcat).")
    ] = None
    missing_codes: Annotated[
        list[str] | None,
        _option(
            "COLUMN=CODE,…",
            "Codes of a column, or their labels, that are no answers.",
        ),
    ] = None
    keep_missing_words: Annotated[
        bool,
        typer.Option(
            "--keep-missing-words",
            rich_help_panel=_READING,
            help='Count "NA", "NULL" and the like as answers.',
        ),
    ] = False
    sets: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=COLUMN,…",
            rich_help_panel=_READING,
            help='A question with several answers: its columns; or, as "tools=;", what parts '
            'them in its one column; "tools=" takes it away, "none" all of them.',
        ),
    ] = None
    set_asked: Annotated[
        list[str] | None,
        _option(
            "NAME=CONDITION",
            "Who was asked a question with several answers, as \"transport=works == 'Yes'\".",
        ),
    ] = None
    set_blank: Annotated[
        list[str] | None,
        _option(
            "NAME=WHAT",
            "What a row is that is blank in all of such a question: not_chosen or no_answer.",
        ),
    ] = None
    order: Annotated[
        list[str] | None,
        _option("COLUMN=ANSWER,…", "Answers of a column, first to last."),
    ] = None
    labels: Annotated[
        list[str] | None,
        typer.Option(
            "--label",
            metavar="COLUMN=WORDS",
            rich_help_panel=_READING,
            help="Wording of a question.",
        ),
    ] = None
    max_gb: MaxGb = None

    def arguments(self) -> dict[str, Any]:
        """Return what was given, as ``read_survey`` and a plan call it."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        for name in ("keep_missing_words", "set_asked", "set_blank"):
            del found[name]
        sets = _said_of(_questions(self.sets), "asked", self.set_asked)
        codes = _lists(self.missing_codes) or {}
        found |= {
            "missing_words": False if self.keep_missing_words else None,
            "missing_codes": {name: list(map(_code, own)) for name, own in codes.items()} or None,
            "sets": _said_of(sets, "blank", self.set_blank),
            "order": _lists(self.order),
            "labels": dict(pairs(self.labels or [])) or None,
        }
        return {name: value for name, value in found.items() if value is not None}
