"""The tables of words in ``words/``, read once."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""Languages of the tables, by their ISO 639-1 codes."""

_CHOICE = re.compile(r"\(([^()]*)\)")
_WITHOUT_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


@cache
def table(name: str) -> dict[str, Any]:
    """Return the table ``words/<name>.toml``."""
    return tomllib.loads((files(__package__) / "words" / f"{name}.toml").read_text("utf-8"))


@cache
def scale_tables() -> tuple[dict[str, Any], ...]:
    """Return all tables of ``words/scales/``, in the order of their names."""
    folder = files(__package__) / "words" / "scales"
    found = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(tomllib.loads((folder / name).read_text("utf-8")) for name in found)


def phrases(line: str) -> Iterator[str]:
    """Give the phrases of a line: "(very|) good | fine" is "very good", "good" and "fine".

    A phrase with umlauts comes a second time as machines without them write it.
    """
    # a bar within brackets parts choices, one outside parts phrases
    outside = _CHOICE.sub(lambda found: found[0].replace("|", "\0"), line)
    for phrase in outside.split("|"):
        parts = [part.split("\0") for part in _CHOICE.split(phrase)]
        for chosen in product(*parts):
            text = " ".join("".join(chosen).split())
            if text:
                yield text
                other = text.translate(_WITHOUT_UMLAUTS)
                if other != text:
                    yield other
