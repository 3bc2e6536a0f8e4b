"""Sentences of bounded length: labels are cut at a word, numbers never."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..estimates.reason_codes import Language
from ..wording import label_text

ROOM = 90
"""Signs of a headline, about: two lines above a chart, one of a message."""

_FEWEST = 12
"""Signs that a label keeps, however long the others are."""

_BREAK = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
"""Where a label may be cut: at a blank that does not stand within a number, as in 1 000."""

_NUMBER = re.compile(r"\d[\d.,]*$")


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

    def said(self, say: Language, room: int | None = None) -> str:
        """Say the sentence, in so many signs at most as its labels allow."""
        numbers = {name: say.number(text) for name, text in self.numbers.items()}
        labels = dict(self.labels)
        text = say(self.pattern, **labels, **numbers)
        while room is not None and len(text) > room:
            longest = max(labels, key=lambda name: len(labels[name]), default=None)
            if longest is None or len(labels[longest]) <= _FEWEST:
                break
            wanted = max(_FEWEST, len(labels[longest]) - max(1, (len(text) - room) // 2))
            labels[longest] = cut(labels[longest], wanted)
            text = say(self.pattern, **labels, **numbers)
        return text


def cut(label: str, most: int) -> str:
    """Return a label in so many signs at most, cut at a word, with … for the rest."""
    if len(label) <= most:
        return label
    ends = [match.start() for match in _BREAK.finditer(label) if 0 < match.start() < most]
    if ends:
        return label[: ends[-1]].rstrip(" ,;:.–-(…") + "…"
    # one long word: anywhere but in a number
    head = label[: most - 1]
    if label[most - 1 : most].isdigit():
        head = _NUMBER.sub("", head)
    return (head or label[: most - 1]) + "…" if head else label


def named(cell: object) -> str:
    """Return an answer or a group as a headline names it, in one line."""
    return " ".join(label_text(cell).split())


def listed(say: Language, texts: Sequence[str]) -> str:
    """Join texts: "a", "a and b", "a, b and c"."""
    if len(texts) < 2:
        return "".join(texts)
    return say("{first} and {last}", first=", ".join(texts[:-1]), last=texts[-1])
