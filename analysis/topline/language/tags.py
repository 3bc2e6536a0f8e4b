"""Tags of languages, such as "de" or "de-CH", held to those that there are."""

from ..arguments import described
from ..errors import ArgumentError
from .catalogues import ENGLISH_TAG, VARIABLE, languages, tags_of


def check_lang(lang: str) -> str:
    """Return the tag of a language that can be spoken, as "de" or "de-CH".

    Raises
    ------
    ArgumentError
        When no catalogue has it, with those that there are.
    """
    tags = tags_of(lang) if isinstance(lang, str) else []
    known = [ENGLISH_TAG, *(tag.replace("-", "_") for tag in languages())]
    if not tags or not all(map(str.isalnum, tags[0].split("_"))) or tags[-1] not in known:
        raise ArgumentError(
            f"lang is {described(lang)}; expected one of {', '.join(languages())}, which may have "
            f"a region, such as en-GB; folders of further languages are named by {VARIABLE}"
        )
    return lang.replace("_", "-")
