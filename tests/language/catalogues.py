"""Catalogues as tests read them: their sources, and the sentences that stand in the code."""

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
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
