"""Options with a part of their own: none of these, other; and questions that ask for several."""

from functools import cache

from ..folding import compact, fold
from ..tables import phrases, table


@cache
def words(section: str, key: str) -> frozenset[str]:
    """Return the phrases of a line of ``words/several.toml``, by their letters."""
    return frozenset(compact(text) or text for text in phrases(table("several")[section][key]))


def letters(text: str) -> str:
    """Return the letters of a text; its signs where it has none, as a tick."""
    folded = fold(text)
    return compact(folded) or folded


def is_none(option: str) -> bool:
    """Say whether an option says that none of the others is chosen: "None of the above"."""
    if letters(option) in words("options", "none"):
        return True
    said = f"{fold(option)} "
    beginnings = phrases(table("several")["options"]["none_of"])
    return any(said.startswith(f"{beginning} ") for beginning in beginnings)


def is_other(option: str) -> bool:
    """Say whether an option stands for what is not listed: "Other (please specify)"."""
    first = fold(option).split("(")[0].split(",")[0].split(":")[0].split("/")[0].split("-")[0]
    return bool(first) and letters(first) in words("options", "other")


def allows_several(question: str) -> bool:
    """Say whether a question asks for as many answers as apply."""
    asked = letters(question)
    return any(phrase in asked for phrase in words("questions", "several"))


def is_yes(word: str) -> bool:
    """Say whether a word is "yes" or "true"."""
    return letters(word) in words("yes_no", "chosen")


def is_no(word: str) -> bool:
    """Say whether a word is "no" or "false"."""
    return letters(word) in words("yes_no", "unchosen")


def says_chosen(word: str) -> bool:
    """Say whether a word alone beside blanks says that an option is chosen: "x", "Yes"."""
    return is_yes(word) or letters(word) in words("selected", "chosen")
