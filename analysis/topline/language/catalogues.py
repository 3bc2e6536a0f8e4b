"""Catalogues of sentences as gettext keeps them: where they lie, and which language has one.

A language is a folder ``<language>/LC_MESSAGES`` with a file ``topline.mo``. Those of this package
lie in ``locale`` beside this module; further folders are named by the variable ``TOPLINE_LOCALE``
of the environment, and what these say of a language goes before what the package says.
"""

import os
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

DOMAIN = "topline"

ENGLISH_TAG = "en"
"""The language that sentences are written in, which has no catalogue."""

VARIABLE = "TOPLINE_LOCALE"
"""Names folders of further catalogues, as PATH does folders of programs."""

BUNDLED = Path(__file__).parent / "locale"


def languages() -> list[str]:
    """Return the tags of all languages that can be spoken, English first.

    Examples
    --------
    >>> languages()
    ['en', 'de', 'fr']
    """
    found = {path.parts[-3] for folder in _folders() for path in folder.glob(_file_of("*"))}
    return [ENGLISH_TAG, *sorted(tag.replace("_", "-") for tag in found)]


def catalogue(lang: str) -> NullTranslations:
    """Return the sentences of a language, those of its region before those of all."""
    return _catalogue(lang, os.environ.get(VARIABLE, ""))


@lru_cache(maxsize=64)
def _catalogue(lang: str, _folders_named: str) -> NullTranslations:
    found: NullTranslations | None = None
    for tag in tags_of(lang):
        for folder in _folders():
            path = folder / _file_of(tag)
            if not path.is_file():
                continue
            with path.open("rb") as file:
                own = GNUTranslations(file)
            if found is None:
                found = own
            else:
                found.add_fallback(own)
    return found or NullTranslations()


def tags_of(lang: str) -> list[str]:
    """Return a language with its region, then without."""
    parts = lang.replace("-", "_").split("_")
    return ["_".join(parts[:size]) for size in range(len(parts), 0, -1)]


def _folders() -> list[Path]:
    named = os.environ.get(VARIABLE, "").split(os.pathsep)
    return [*(Path(name) for name in named if name), BUNDLED]


def _file_of(tag: str) -> str:
    return f"{tag}/LC_MESSAGES/{DOMAIN}.mo"
