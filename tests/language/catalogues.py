"""Catalogues as tests read them: their sources, and the sentences that stand in the code."""

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from topline.language.catalogues import BUNDLED

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = sorted(path.name for path in BUNDLED.iterdir() if path.is_dir())


def source_of(lang: str) -> Path:
    """Where a language's sentences are written."""
    return BUNDLED / lang / "LC_MESSAGES" / "topline.po"


@cache
def read(lang: str) -> Catalog:
    """A language as its source has it."""
    with source_of(lang).open("rb") as file:
        return read_po(file, locale=lang, domain="topline")


@cache
def sentences_of(lang: str) -> dict[str, str]:
    """What a language says for each English sentence; for a plural, its first form."""
    return {
        message.id[0] if message.pluralizable else message.id: (
            message.string[0] if message.pluralizable else message.string
        )
        for message in read(lang)
        if message.id
    }


def extracted(folder: Path) -> Catalog:
    """What ``make catalogues`` finds in the code."""
    target = folder / "found.pot"
    command = ["pybabel", "-q", "extract", "-F", str(ROOT / "pyproject.toml"), "--no-location"]
    CommandLineInterface().run([*command, "-o", str(target), str(ROOT / "analysis" / "topline")])
    with target.open("rb") as file:
        return read_po(file)


LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхийклмнопярстувщхызАБЦДЕФГХИЙКЛМНОПЯРСТУВЩХЫЗ",
)
AS_TYPED = re.compile(
    r"(\{\w+\}|</?\w+[^>]*>|--[a-z-]+(?: (?:json|csv|weights|FILE))?|\b\w+=[\w.']*|\.[a-z_]+\b)"
)
"""What stays as it is: places, tags, options, arguments and attributes."""


def speak_cyrillic(folder: Path) -> None:
    """Write a language, "eo", that says every sentence of the code in letters of another script.

    What is printed in it and has latin letters was not said by a catalogue.
    """

    def said(words: str) -> str:
        parts = AS_TYPED.split(words)
        return "".join(part if at % 2 else part.translate(LETTERS) for at, part in enumerate(parts))

    with (BUNDLED / "topline.pot").open("rb") as file:
        catalog = read_po(file, locale="eo")
    for message in catalog:
        if message.id:
            own = message.id
            message.string = said(own) if isinstance(own, str) else tuple(map(said, own))
    place = folder / "eo" / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "topline.mo").open("wb") as file:
        write_mo(file, catalog)


TYPED = re.compile(
    r"--[\w-]+(?: [a-z]+)?|\b\w+=\S*|'\w+'|\S+\.(?:csv|toml|parquet|xlsx)\b|\.[a-z_]+"
)
"""Options, arguments, keys, files and attributes, as they stand in what is printed."""


def not_said(text: str, own: Collection[str] = ()) -> list[str]:
    """Return words in latin letters that are not typed as they are, nor words of people."""
    text = TYPED.sub("", text)
    return [word for word in re.findall(r"[A-Za-z]{3,}", text) if word not in own]
