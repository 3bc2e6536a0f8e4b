"""How the charts of a page look, and which language they speak."""

from collections.abc import Mapping
from dataclasses import replace

from ..arguments import check_one_of
from ..language.strings import ENGLISH, GERMAN, Strings
from ..mappings import FrozenMapping
from ..plotting.look.theme import Size, Style, styled

LANGUAGES: Mapping[str, Strings] = FrozenMapping({"en": ENGLISH, "de": GERMAN})
"""Languages that charts speak, by their tag."""


def page_style(style: Style | str, size: Size | str, lang: str | None) -> Style:
    """Return the style of all charts of a page; without a language that of the style.

    Raises
    ------
    ArgumentError
        When there is no style, size or language of this name.
    """
    found = styled(style, size)
    if lang is None:
        return found
    check_one_of("lang", lang, tuple(LANGUAGES))
    return replace(found, strings=LANGUAGES[lang])
