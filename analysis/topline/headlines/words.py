"""Sentences of bounded length: labels are cut at a word, numbers never."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from ..language.strings import Strings
from ..wording import label_text

ROOM = 140
"""Signs of a headline, about: two or three lines above a chart, in which both ends of a usual scale
stand by their whole names, as "Very dissatisfied or Dissatisfied" and in longer languages."""

LINE = 140
"""Signs of a wording within what is to be said."""

_FEWEST = 12
"""Signs that a label keeps, however long the others are."""

_BREAK = re.compile(r"(?<!\d)\s|\s(?!\d)")
"""Where a label may be cut: at a blank that does not stand within a number, as in 1 000."""

_OF_NUMBERS = "0123456789.,"
"""What a number is made of, which a label is not cut within."""


@dataclass(frozen=True)
class Sentence:
    """A pattern in English with its places, and what goes into them.

    Attributes
    ----------
    pattern : str
        Key of its translations.
    labels : mapping of str to str
        Words of the survey, which may be cut.
    numbers : mapping of str to str
        Numbers in words, which are not.
    """

    pattern: str
    labels: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)

    def said(
        self, say: Strings, room: int | None = None, beside: Collection[str] = frozenset()
    ) -> str:
        """Say the sentence, in so many signs at most as its labels allow: the longest are cut.

        None is cut so short that it could be another of the sentence, or of those `beside` it.
        """
        labels = dict(self.labels)
        text = say(self.pattern, **labels, **self.numbers)
        used = [name for name in labels if "{" + name + "}" in self.pattern]
        whole = {self.labels[name] for name in used}
        while room is not None and len(text) > room and used:
            longest = max(used, key=lambda name: len(labels[name]))
            size = len(labels[longest])
            # a word at a time, so that no label is cut much shorter than another
            shorter = cut(labels[longest], max(_FEWEST, size - 1))
            alike = {*whole, *beside} - {self.labels[longest]}
            if len(shorter) >= size or any(one.startswith(shorter.rstrip("…")) for one in alike):
                # nothing is left to cut that tells it from the other labels
                used.remove(longest)
                continue
            labels[longest] = shorter
            text = say(self.pattern, **labels, **self.numbers)
        return text


def cut(label: str, most: int) -> str:
    """Return a label in so many signs at most, cut at a word, with … for the rest."""
    if len(label) <= most:
        return label
    ends = [match.start() for match in _BREAK.finditer(label) if 0 < match.start() < most]
    if ends:
        return label[: ends[-1]].rstrip(" ,;:.–−-(…") + "…"
    # one long word, or a script without blanks: anywhere but within a number
    head = label[: most - 1]
    if label[most - 1].isdigit():
        head = head.rstrip(_OF_NUMBERS)
    return head + "…" if head else label


def named(cell: object) -> str:
    """Return an answer or a group as a headline names it, in one line."""
    return " ".join(label_text(cell).split())


def from_left(sentence: str) -> str:
    r"""Return a sentence that reads from the left, whatever the words do that it quotes.

    A number behind a word in Hebrew or Arabic would stand before it, and a sentence that begins
    with one would begin on the right. Marks of direction (U+200E), which are no signs, prevent it.

    References
    ----------
    Unicode Standard Annex #9, rules P2, W2 and N1.

    Examples
    --------
    >>> from_left("“לא” (52%)") == "\u200e“לא”\u200e (52%)"
    True
    """
    marked_ends = _QUOTED_FROM_RIGHT.sub(rf"\g<0>{_FROM_LEFT}", sentence)
    return sentence if marked_ends == sentence else _FROM_LEFT + marked_ends


_FROM_LEFT = "\u200e"
_QUOTED_FROM_RIGHT = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc][^\w“”„«»]{0,5}[”“»](?!\u200e)"
)
"""The end of a quote whose last word reads from the right."""


def either(say: Strings, names: Sequence[str]) -> str:
    """Name answers of which any counts, words that all end with said once.

    "very important" and "extremely important" are "very or extremely important".
    """
    words = [name.split() for name in names]
    least = min(map(len, words)) - 1
    ends = zip(*(reversed(each) for each in words), strict=False)
    same = sum(1 for _ in takewhile(lambda each: len({w.lower() for w in each}) == 1, ends))
    shared = max(0, min(same, least))
    parts = [" ".join(each[: len(each) - shared]) for each in words]
    if len(parts) == 1:
        return names[0]
    tail = words[-1][len(words[-1]) - shared :] if shared else []
    joined = say("{first} or {last}", first=", ".join(parts[:-1]), last=parts[-1])
    return " ".join([joined, *tail])
