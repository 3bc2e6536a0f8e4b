"""Words that say that a cell holds nothing, as programs write them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .countries import meaning_of_na
from .folding import visible

_LISTED = r"""
. .. ... … - -- --- – — − ? ?? na n/a n.a. n.a n/a. <na> nan -nan nat null (null) <null> [null] \n
na_character_ na_integer_ na_real_ pd.na 1.#qnan -1.#qnan 1.#ind -1.#ind sysmis <missing> <none>
(blank) <blank> [blank] (empty) <empty> #empty
(leer) (vide) (vuoto) (leeg) (tom) (tyhjä) (puste) (пусто) (空) （空）
(空白) （空白） (跳过) （跳过） #n/a #null! #value! #ref! #div/0! #name? #num!
undefined n/d
#nv #wert! #bezug! #zahl! #valor! #¡valor! #¡nulo! #error!
#valeur! #valore! #n/d #n/d! #н/д #знач! #waarde!
#n/b #sayı/0! #yok #i/t #brak
"""

_WORDS = frozenset(_LISTED.split()) | {
    "(en blanco)", "(em branco)", "[not completed]",
}  # fmt: skip
"""What R, pandas, SQL, MySQL, Excel (in several languages), SPSS, SAS and Stata write for nothing,
and Wenjuanxing for a question that was left blank or skipped, REDCap for the time of a survey.

"None", "No", "Nothing" and "Nil" are answers ("how many children?"), and so is "Missing" (a
person can be): a label "Missing" is nonresponse, set aside and told, but counted.
"""

_TAGGED = re.compile(r"\.[a-z_]")
"""Missing values of SAS and Stata with a letter: ".a", ".d", "._"."""

_LIST = re.compile(r"(?:c\(|[\[{])\s*([^\s\[\]{}()][^\[\]{}()]*)[\]})]")
"""A list in a cell that holds anything, as JSON, Python, PostgreSQL and R write it."""

_LONGEST_LIST = 400


@dataclass(frozen=True)
class MissingWords:
    """Which texts of a column hold nothing.

    Attributes
    ----------
    counts : dict
        Rows of each text that is missing.
    kept : dict
        Rows of each text that looks missing and is an answer here.
    reason : str
        Why they are kept; empty where none is.
    """

    counts: dict[str, int]
    kept: dict[str, int]
    reason: str


def is_missing_word(text: str) -> bool:
    """Say whether a text says that nothing is there: "NA", "N/A", "NULL", ".", "", "#N/A".

    Case and spaces around do not matter. "None", "No", "Nothing", "Nil" and "Missing" are answers.
    A list of nothing else is missing, too: [null], ["NA"], c(NA); an empty one is none.
    """
    shown = visible(text)
    word = shown.casefold()
    if not word or word in _WORDS or _TAGGED.fullmatch(word) is not None:
        return True
    inside = _LIST.fullmatch(shown) if len(shown) <= _LONGEST_LIST else None
    return inside is not None and all(
        # the None of Python stands without quotation marks
        (item := part.strip()) == "None" or is_missing_word(item.strip("\"'"))
        for part in inside[1].split(",")
    )


def missing_words(counts: Mapping[str, int]) -> MissingWords:
    """Tell which distinct texts of one column are missing.

    NA among two-letter codes of countries is Namibia, and among those of Italian provinces Naples:
    where all other texts are such codes, at least three of them, NA is kept, with the reason.

    Parameters
    ----------
    counts : mapping of str to int
        Rows of each distinct text.
    """
    missing = {text: count for text, count in counts.items() if is_missing_word(text)}
    kept = {text: count for text, count in missing.items() if visible(text).upper() == "NA"}
    others = [visible(text) for text in counts if text not in missing]
    reason = meaning_of_na(others) if kept else ""
    if not reason:
        return MissingWords(counts=missing, kept={}, reason="")
    return MissingWords(
        counts={text: count for text, count in missing.items() if text not in kept},
        kept=kept,
        reason=reason,
    )
