"""Answers that are none: don't know, refused, no answer, not applicable, not measured."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache

from .folding import BRACKETED, LONGEST, compact, fold, visible, without_codes, words_of
from .tables import compact_phrases, phrases, table


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

    Among codes of two capitals "DK" is Denmark, "NC" North Carolina and "NA" Namibia. What says
    the opposite of another answer of the question is an answer: "Not tested" beside "Tested",
    "Refused" beside "Accepted". Of thousands of labels, which nobody listed, those are found that
    stand in the tables as they are.
    """
    labels = list(labels)
    told = _as_listed if len(labels) > _MANY else nonresponse_of
    found = {label: kind for label in labels if (kind := told(label)) is not None}
    if found:
        others = [_plain(label) for label in labels[:_MANY] if label not in found]
        found = {one: kind for one, kind in found.items() if not _is_opposite(one, kind, others)}
    codes = [label for label in labels if _TWO_CAPITALS.fullmatch(visible(label))]
    return {} if len(codes) == len(labels) and len(labels) - len(found) >= _OTHER_CODES else found


_MANY = 2_000
"""Labels of one question from which on they are texts that people wrote."""


def _plain(label: str) -> str:
    """Return the folded words of a label, without the code beside them."""
    return " ".join(words_of(without_codes(fold(label))))


_ENOUGH_ENDINGS = {
    Nonresponse.not_applicable: 1, Nonresponse.not_measured: 1, Nonresponse.dont_know: 2,
}  # fmt: skip
"""Answers that end with what a label denies: "Very relevant" beside "Not relevant". "For sure" by
itself asks nobody how sure they are, and "Good opinion" does not make "No opinion" an answer."""

_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u9fff]")
"""Letters of languages that put no space between words: Thai, Japanese, Chinese."""


def _is_opposite(label: str, kind: Nonresponse, others: Sequence[str]) -> bool:
    """Tell whether a label of nonresponse denies another answer, or an answer denies it."""
    own = _plain(label)
    said = {*_affirmed(own), *_pairs().get(own, ())}
    begun = ended = 0
    for other in others:
        for one in said:
            space = "" if _UNSPACED.match(one) else " "
            begun += f"{other}{space}".startswith(f"{one}{space}")
            ended += f"{space}{other}".endswith(f"{space}{one}")
    denied = any(own in _affirmed(other) for other in others)
    return denied or begun > 0 or ended >= _ENOUGH_ENDINGS.get(kind, len(others) + 1)


def _affirmed(text: str) -> set[str]:
    """Return what a text denies, in its words: "relevant" of "not relevant" and "irrelevant"."""
    words, (denying, beginnings) = text.split(), _denials()
    left = " ".join(word for word in words if word not in denying)
    whole = {text[len(one) :] for one in beginnings if text.startswith(one)}
    return (whole | {left} if len(left) < len(text) else whole) - {""}


@cache
def _denials() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words and the beginnings of words that deny."""
    rows = table("opposites")
    return frozenset(phrases(rows["words"])), tuple(phrases(rows["beginnings"]))


@cache
def _pairs() -> dict[str, tuple[str, ...]]:
    """Return the answers beside which a word of nonresponse is an answer."""
    pairs = table("opposites")["pairs"].items()
    return {one: tuple(phrases(beside)) for line, beside in pairs for one in phrases(line)}


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
