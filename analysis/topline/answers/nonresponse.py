"""Answers that are none: don't know, refused, no answer, not applicable, not measured."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from .folding import BRACKETED, LONGEST, compact, fold, visible, without_codes
from .tables import compact_phrases, table


class Nonresponse(StrEnum):
    """Kinds of nonresponse to a question, in the field's terms."""

    dont_know = "don't know"
    refused = "refused"
    no_answer = "no answer"
    no_opinion = "no opinion"
    not_applicable = "not applicable"
    not_measured = "not measured"


_ONE_WITH_ANOTHER = re.compile(
    r"\s*[/,;|+&、，・]\s*|\s+[-–—]\s+|\s+(?:or|and|oder|und|ou|et|o|y|e|of|en|eller|och|og|tai|ja|lub|albo|i"
    r"|nebo|a|vagy|es|sau|η|ή|veya|ya da|или|і|або|או|או|או|یا|या|atau|hoac|หรือ|또는)\s+"
    r"|\s*(?:或者?|または|또는)\s*"
)
"""What stands between two kinds in one answer: "Don't know / refused"."""

_GENDERED = re.compile(r"(?<=\w)[/·*:](?:a|o|e|as|os|na|la|ne|ת|ה|лась|ась|ла)(?!\w)")
"""The ending of the other gender behind a word: "מסרב/ת", "отказался/лась"."""

_EXPLAINED = re.compile(r"\s*(?:[:;]|\s[-–—])\s*|(?<=not applicable) (?:to|for|because|as) ")
_EXPLAINABLE = (Nonresponse.not_applicable, Nonresponse.not_measured, Nonresponse.no_answer)
"""Kinds that files explain behind a colon: "Not applicable: no children"."""

_IN_BRACKETS = re.compile(r"[\[(（【](n/a|[^\])）】]{6,})[\])）】]$")
"""What may be the kind itself, in words: "Unfamiliar (N/A)"; "Namibia (NA)" is none."""


def nonresponse_of(label: str) -> Nonresponse | None:
    """Return the kind of nonresponse that a label is; None for an answer.

    The words are those of ``words/nonresponse.toml``, in 29 languages. Case, accents, punctuation,
    brackets, explanations in brackets and codes beside the words do not matter: "-9: Refused",
    "[DON'T KNOW]", "(VOL.) Don't know". Of several kinds in one label the first is returned.
    The whole label must be nonresponse, so "Don't know him personally" is an answer, as are "No",
    "None", "Not at all", "Never", "Neither" and "Undecided" (who is undecided has answered: it is
    the middle of many scales and a finding of every poll).
    """
    if len(label) > LONGEST:
        return None
    folded = fold(label)
    if _SHORT_WORD.fullmatch(visible(label)):
        return None
    if (tagged := _TAGS.get(visible(label).strip("[]()").casefold())) is not None:
        return tagged
    bare = without_codes(folded)
    if (kind := _whole(folded) or _whole(bare)) is not None:
        return kind
    # a text that goes on to explain it
    first, *more = _EXPLAINED.split(bare, maxsplit=1)
    kind = _whole(first) if more else None
    if kind is None and (beside := _IN_BRACKETS.search(bare)) is not None:
        kind = _TAGS.get(beside[1]) or _whole(beside[1])
    return kind if kind in _EXPLAINABLE else None


def nonresponse_among(labels: Iterable[str]) -> dict[str, Nonresponse]:
    """Return the labels of one question that are nonresponse, with their kinds.

    Among codes of two capitals "DK" is Denmark, "NC" North Carolina and "NA" Namibia. Of
    thousands of labels, which nobody listed, those are found that stand in the tables as they are.
    """
    labels = list(labels)
    told = _as_listed if len(labels) > _MANY else nonresponse_of
    found = {label: kind for label in labels if (kind := told(label)) is not None}
    codes = [label for label in labels if _TWO_CAPITALS.fullmatch(visible(label))]
    return {} if len(codes) == len(labels) and len(labels) - len(found) >= _OTHER_CODES else found


_MANY = 2_000
"""Labels of one question from which on they are texts that people wrote."""

_DIGIT = re.compile(r"\d")


def _as_listed(label: str) -> Nonresponse | None:
    """Return the kind of a label written as in the tables, which is quick to tell."""
    if len(label) > _LONGEST_LISTED or _DIGIT.search(label):
        return None
    return _words().get(compact(fold(label)))


_LONGEST_LISTED = 60
"""Characters of a phrase in the tables, at most."""

_SHORT_WORD = re.compile("(?!(?:Dk|Na|Rf|Iap|Nvt|Tnz|Nsp)$)[A-Z][a-z]{1,2}")
"""Short words that only look like abbreviations: "Nap", "So", "Sr"."""

_TWO_CAPITALS = re.compile("[A-Z]{2}")
_OTHER_CODES = 3
"""Codes that mean no nonresponse, beside which one that could is a code, too."""

_TAGS = {
    "n/a": Nonresponse.not_applicable,
    "s/i": Nonresponse.no_answer,
    "о/о": Nonresponse.refused,
}
"""Texts whose punctuation tells: N/A is not applicable, NA in codebooks no answer; S/I is without
information where "si" is yes."""


def _whole(text: str) -> Nonresponse | None:
    """Return the kind of a folded text that is nonresponse from end to end."""
    words = _words()
    without = BRACKETED.sub(" ", text).strip()
    for candidate in (text, without, _GENDERED.sub("", without)):
        if (kind := words.get(compact(candidate))) is not None:
            return kind
    kinds = [words.get(compact(part)) for part in _ONE_WITH_ANOTHER.split(without or text) if part]
    return kinds[0] if kinds and None not in kinds else None


@cache
def _words() -> dict[str, Nonresponse]:
    """Return the kind of each phrase of the table, as compact letters."""
    found: dict[str, Nonresponse] = {}
    for kinds in table("nonresponse").values():
        for kind, line in kinds.items():
            found |= dict.fromkeys(compact_phrases(line), Nonresponse[kind])
    return found
