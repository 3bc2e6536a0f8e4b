"""Several answers in one cell: where one ends and the next begins."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from ...language.marking import forms, marked
from ...language.message import Message
from ..missing_words import is_missing_word
from ..nonresponse import nonresponse_of
from .lists import are_lists, listed
from .options import is_none

SEPARATORS = (
    ";#", ";", "；", "؛", "||", "|", "┋", "\n", ",", "，", "、", "،", " ", "•", "/", "+", "&", "::",
    "#", "~", "^",
)  # fmt: skip
"""What stands between answers, surest first: an answer seldom holds a semicolon, and often a comma
or a blank."""

_JOINING = frozenset(["•", "/", "+", "&", "::", "#", "~", "^"])
"""Separators that make one answer of two, as in "Yes/No" or "20~29": most parts have to stand
alone, too."""

_LOOSE = frozenset(",，、، ") | _JOINING
"""Separators that stand within answers, too: they need more to be believed."""

_NAMES = {"\n": Message("line breaks"), " ": Message("blanks")}
_JOINED = forms("{told}; {options} is one answer", "{told}; {options} are one answer each")
_OTHERS = marked("{told}; {n} answers of one respondent each are together one option")

MOST_OPTIONS = 60
"""Options of one question beyond which a list is free text."""

_LEAST_PART = 0.03
"""Part of the rows with several answers from which on a separator is believed."""

_RECURRING = 0.8
"""Part of all answers that must occur in cells of several kinds."""

_IN_ORDER = 0.9
"""Part of the pairs of answers that always stand in one order, as exports have them."""

_FEW_OWN = 3
"""Answers that one respondent each gave up to which they are options, not what people wrote."""

_SMALL = 30
"""Rows of a sample in which an answer of one respondent is an option."""

_DIGITS = re.compile(r"\d+")
_OPEN, _CLOSE = "([{（「『【", ")]}）」』】"
_BRACKET_OR_NUMBER = re.compile(rf"[{re.escape(_OPEN + _CLOSE)}]|\d,\d")


@dataclass(frozen=True)
class Split:
    """Options that stand together in cells.

    Attributes
    ----------
    separator : str
    options : tuple of str
        In the order in which they stand in cells.
    others : int
        Different further answers, which one respondent each wrote.
    joined : tuple of str
        Options that hold the separator themselves.
    """

    separator: str
    options: tuple[str, ...]
    others: int = 0
    joined: tuple[str, ...] = ()

    @property
    def words(self) -> Message:
        """What was decided, for people."""
        told = Message("answers parted by {sign}",
                       sign=_NAMES.get(self.separator, repr(self.separator)))  # fmt: skip
        if self.joined:
            shown = ", ".join(map(repr, self.joined[:3]))
            told = Message(*_JOINED, told=told, options=shown, n=len(self.joined))
        return Message(_OTHERS, told=told, n=self.others) if self.others else told


def split_answers(
    counts: Mapping[str, int], separator: str | None = None, *, sure: bool = False
) -> Split | None:
    """Find the options that distinct cells hold, or None where they do not hold several.

    An answer may hold the separator itself: parts that never stand apart are one answer, and what
    stands in brackets is never split.

    Parameters
    ----------
    counts : mapping of str to int
        Rows of each distinct cell.
    separator : str, optional
        What stands between answers; by default it is found out, and must be plain: answers recur
        in cells of several kinds, none twice in one, and commas and blanks part answers that also
        stand alone, in one order.
    sure : bool, default False
        Whether the question asks for several answers; then commas part answers that never stand
        alone, too.
    """
    counts = {text: count for text, count in counts.items() if not is_missing_word(text)}
    if separator is not None:
        return _split(counts, separator)
    for candidate in SEPARATORS:
        several = sum(count for text, count in counts.items() if candidate in text.strip())
        if several < max(2, _LEAST_PART * sum(counts.values())):
            continue
        kinds = Counter(part for text in counts for part in _atoms(text, candidate))
        again = [times for times in kinds.values() if times > 1]
        # parts recur, as words of texts seldom do
        if len(again) <= 2 * MOST_OPTIONS and sum(again) * 2 >= kinds.total():
            found = _split(counts, candidate)
            if _is_believed(counts, found, sure=sure):
                return found
    return None


def parts_of(text: str, separator: str, options: Sequence[str]) -> list[str]:
    """Return the answers of a cell: options, as long as possible, and what else stands there."""
    known, atoms, found, at = set(options), list(_atoms(text, separator)), [], 0
    longest = max((len(list(_atoms(option, separator))) for option in options), default=1)
    while at < len(atoms):
        for size in range(min(longest, len(atoms) - at), 0, -1):
            part = _join(atoms[at : at + size], separator)
            if part in known or size == 1:
                found.append(part)
                at += size
                break
    return found


def _atoms(text: str, separator: str) -> Iterator[str]:
    """Go through the parts of a cell, whose brackets stay whole."""
    if separator == " ":
        yield from text.split()
        return
    if separator == "," and (items := listed(text)) is not None:
        yield from items
        return
    if not _BRACKET_OR_NUMBER.search(text):
        yield from filter(None, (" ".join(part.split()) for part in text.split(separator)))
        return
    whole = sum(map(text.count, _OPEN)) == sum(map(text.count, _CLOSE))
    depth = start = at = 0
    while at < len(text):
        if whole:
            depth += (text[at] in _OPEN) - (text[at] in _CLOSE)
        if depth <= 0 and text.startswith(separator, at) and not _in_number(text, at, separator):
            if part := " ".join(text[start:at].split()):
                yield part
            start = at = at + len(separator)
        else:
            at += 1
    if part := " ".join(text[start:].split()):
        yield part


def _in_number(text: str, at: int, separator: str) -> bool:
    """Say whether a comma parts thousands, as in "$1,000 or more"; "1,250,3" is a list of codes."""
    if separator != "," or all(_DIGITS.fullmatch(part.strip()) for part in text.split(",") if part):
        return False
    return (
        text[at - 1 : at].isdigit() and re.match(r"\d{3}(?!\d)", text[at + 1 : at + 5]) is not None
    )


def _join(atoms: Sequence[str], separator: str) -> str:
    """Return parts as the one answer that they are."""
    if separator in (" ", "\n", "、", "，", "|"):
        return separator.join(atoms)
    return f"{separator} ".join(atoms)


def _split(counts: Mapping[str, int], separator: str) -> Split:
    """Return the options that cells hold, whatever they are."""
    cells = {text: list(_atoms(text, separator)) for text in counts}
    joined: list[str] = []
    if separator in _LOOSE - _JOINING - {" "} and not are_lists([*counts]):
        cells, joined = _joined(cells, separator)
    rows: Counter[str] = Counter()
    for text, parts in cells.items():
        for part in dict.fromkeys(parts):
            rows[part] += counts[text]
    own = {part for part, count in rows.items() if count == 1}
    if sum(counts.values()) < _SMALL or len(own) <= _FEW_OWN:
        own = set()
    kept = [part for part in _in_order(list(cells.values()), rows) if part not in own]
    return Split(separator, tuple(kept), len(own), tuple(j for j in joined if j in rows))


def _joined(cells: dict[str, list[str]], separator: str) -> tuple[dict[str, list[str]], list[str]]:
    """Join parts that never stand apart: "Machine learning" and "including AI"."""
    joined: list[str] = []
    for _ in range(8):
        alone = Counter(part for parts in cells.values() for part in set(parts))
        pairs = Counter(pair for parts in cells.values() for pair in set(pairwise(parts)))
        small = {part for part in alone if part[:1].islower()}
        mixed = len(small) * 2 < len(alone)
        found = {
            (a, b)
            for (a, b), times in pairs.items()
            if times == alone[b]
            # both always together; or what goes on in small letters among answers in capitals
            and ((times == alone[a] and times > 1) or (mixed and b in small))
        }
        if not found:
            break
        cells = {text: _with_joined(parts, found, separator) for text, parts in cells.items()}
        joined = [part for part in joined if any(part in parts for parts in cells.values())]
        joined += [_join(pair, separator) for pair in sorted(found)]
    return cells, list(dict.fromkeys(joined))


def _with_joined(parts: list[str], found: set[tuple[str, str]], separator: str) -> list[str]:
    made: list[str] = []
    before: str | None = None
    for part in parts:
        if before is not None and (before, part) in found:
            made[-1] = _join([made[-1], part], separator)
            before = None
        else:
            made.append(part)
            before = part
    return made


def _in_order(cells: Sequence[Sequence[str]], rows: Mapping[str, int]) -> list[str]:
    """Return options in the order in which they stand in cells; codes by their number."""
    if rows and all(_DIGITS.fullmatch(part) for part in rows):
        return sorted(rows, key=int)
    if len(rows) > MOST_OPTIONS:
        return list(rows)
    before = _before(cells)
    wins = {part: sum(before[part, other] > before[other, part] for other in rows) for part in rows}
    losses = {
        part: sum(before[part, other] < before[other, part] for other in rows) for part in rows
    }
    return sorted(rows, key=lambda part: (losses[part] - wins[part], -rows[part]))


def _before(cells: Sequence[Sequence[str]]) -> Counter[tuple[str, str]]:
    """Count in how many kinds of cells one answer stands before another."""
    return Counter(pair for parts in cells for pair in combinations(dict.fromkeys(parts), 2))


def _is_believed(counts: Mapping[str, int], split: Split, *, sure: bool) -> bool:
    """Say whether cells plainly hold several answers."""
    separator, options = split.separator, set(split.options)
    if not 2 <= len(options) <= MOST_OPTIONS:
        return False
    cells = {text: parts_of(text, separator, split.options) for text in counts}
    several = {text: parts for text, parts in cells.items() if len(parts) > 1}
    rows = sum(counts.values())
    enough = sum(counts[text] for text in several) >= max(2, _LEAST_PART * rows)
    if not enough or any(len(set(parts)) < len(parts) for parts in several.values()):
        return False
    kinds = Counter(part for parts in cells.values() for part in parts)
    # who skips a question, or chooses none, chooses nothing else
    by_itself = {p for p, n in kinds.items() if n == 1 and (is_none(p) or nonresponse_of(p))}
    given = sum(
        counts[text] for text, parts in cells.items() if by_itself.isdisjoint(parts) for _ in parts
    )
    again = sum(counts[text] for text, parts in cells.items() for part in parts if kinds[part] > 1)
    if again < _RECURRING * given:
        return False
    if separator not in _LOOSE or are_lists([*counts]):
        return True
    return _parts_loosely(separator, options, list(cells.values()), sure=sure)


def _parts_loosely(
    separator: str, options: set[str], cells: Sequence[Sequence[str]], *, sure: bool
) -> bool:
    """Say whether what stands within answers, too, parts these: they stand alone, or in order."""
    several = [parts for parts in cells if len(parts) > 1]
    alone = {parts[0] for parts in cells if len(parts) == 1} & options
    before = _before(several)
    pairs = {frozenset(pair) for pair in before}
    ordered = sum(min(before[a, b], before[b, a]) == 0 for a, b in (tuple(pair) for pair in pairs))
    # of two options there is one cell that holds both
    fewest = 1 if len(options) == 2 and alone == options else 2
    # in the order of choosing, as some services write them, where each also stands alone
    in_order = ordered >= _IN_ORDER * len(pairs) or alone == options
    if len(several) < fewest or not in_order:
        return False
    numbered = all(re.fullmatch(r"\d{1,3}", option) for option in options)
    if separator in _JOINING:
        return 3 * len(alone) >= 2 * len(options) and len(several) > 1 and not numbered
    if separator == " " and not (numbered and len(several) > 2):
        codes = all(re.fullmatch(r"[\w.\-]+", option) for option in options)
        small = fewest == 1 and all(option == option.casefold() for option in options)
        return codes and alone == options and (small or len(several) > 2)
    return sure or 2 * len(alone) >= len(options)
