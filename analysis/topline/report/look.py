"""How the charts of a page look, and which language the page speaks."""

from dataclasses import replace

from ..language.strings import language_of
from ..plotting.look.theme import Size, Style, styled


def page_style(style: Style | str, size: Size | str, lang: str | None) -> Style:
    """Return the style of all charts of a page; without a language that of the style.

    Raises
    ------
    ArgumentError
        When there is no style, size or language of this name.
    """
    found = styled(style, size)
    return found if lang is None else replace(found, strings=language_of(lang))
