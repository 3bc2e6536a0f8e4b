"""The page's one script, and what a browser checks it by."""

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files

PARTS = ("copying", "values", "finding", "page")
"""The script's parts, in the order in which they need each other."""


@cache
def page_script() -> str:
    """Return the script as it stands in every page: no word of a page is in it."""
    folder = files("topline.report") / "templates" / "script"
    return "".join((folder / f"{part}.js").read_text("utf-8") for part in PARTS)


def script_hash() -> str:
    """Return what a content security policy calls the script by: no other runs on the page."""
    digest = hashlib.sha256(page_script().encode()).digest()
    return f"sha256-{b64encode(digest).decode()}"
