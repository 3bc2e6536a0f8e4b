"""The page's one script, and what a browser checks it by."""

import hashlib
import json
from base64 import b64encode
from functools import cache
from importlib.resources import files

from ...language.marking import marked
from ...language.strings import ENGLISH, Strings

PARTS = ("copying", "values", "finding", "page")
"""The script's parts, in the order in which they need each other."""


@cache
def page_script() -> str:
    """Return the script as it stands in every page: no word of a page is in it."""
    folder = files("topline.report") / "templates" / "script"
    return "".join((folder / f"{part}.js").read_text("utf-8") for part in PARTS)


WORDS = (
    marked("Copied"),
    marked("Copy"),
    marked("Copy link"),
    marked("Copy picture"),
    marked("Copy table"),
    marked("Highlight"),
    marked("Not copied"),
    marked("Saved as a file"),
    marked("Search the questions"),
    marked("Sort by value"),
    marked("Values of this chart: arrow keys go through them"),
    marked("nothing"),
    marked("of {all}"),
    marked("this sentence"),
    marked("{part} of {all} shown"),
)
"""What the script says by itself."""


def script_words(say: Strings) -> str:
    """Return the script's words in a language, as JSON; nothing for English, which it has."""
    if say.lang == ENGLISH.lang:
        return ""
    return json.dumps({english: say.pattern(english) for english in WORDS}, ensure_ascii=False)


def script_hash() -> str:
    """Return what a content security policy calls the script by: no other runs on the page."""
    digest = hashlib.sha256(page_script().encode()).digest()
    return f"sha256-{b64encode(digest).decode()}"
