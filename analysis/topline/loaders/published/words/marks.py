"""What is printed instead of a number, or beside one: the one table of marks."""

import re

_NONE = frozenset({"-", "–", "—", "--", "−"})
_HALF = frozenset(
    {"*", "<1", "<1%", "< 1%", "*%", "<0.5", "<0.5%", "< 0.5%", "<.5%", "<.5", "0*", "[low]"}
)
_SUPPRESSED = frozenset(
    {"x", "s", "(s)", "d", "(d)", "[c]", "c", "[x]", "suppressed", "‡", "#", "--*"}
)
_NOT_AVAILABLE = frozenset(
    {
        ":",
        "..",
        "...",
        "n/a",
        "na",
        "n.a.",
        "n.a",
        "nan",
        "nd",
        "n.d.",
        "not available",
        ".",
        "m",
        "/",
    }
)
_NOT_APPLICABLE = frozenset(
    {"not applicable", "(x)", "[z]", "z", "(z)", "not asked", "xx", "***n/a"}
)


def bare_mark(text: str) -> str:
    """Return a mark without the one in brackets behind it, which is that of its error: "# (†)"."""
    return text.partition("(†)")[0].strip() or text.strip()


def mark_of(text: str) -> str | None:
    """Return what a mark says: a percent qualifier, such as none or less_than; None for words."""
    folded = bare_mark(text).lower()
    if folded in _NONE:
        return "none"
    if folded in _HALF:
        return "less_than"
    if folded in _SUPPRESSED:
        return "suppressed"
    if folded in _NOT_AVAILABLE:
        return "not_available"
    if folded in _NOT_APPLICABLE:
        return "not_applicable"
    return None


_LETTERS = re.compile(r"^[A-Za-z][A-Za-z\s,./]*[*↑↓▲▼+\-]{0,3}$|^[*↑↓▲▼]{1,3}$")
_KEY = re.compile(r"^\(?[A-Za-z]{1,2}\)?$")


def is_letters(text: str) -> bool:
    """Tell whether a cell holds the letters of tests, or the mark of a small base."""
    return bool(_LETTERS.match(text)) and len(text) <= 60


def is_key(text: str) -> bool:
    """Tell whether a cell is the letter of a column, such as A or (B)."""
    return bool(_KEY.match(text))


def flag_of(text: str) -> str:
    """Return the mark of a small base that stands with the letters of tests, such as "*"."""
    return "".join(re.findall(r"\*+", text))
