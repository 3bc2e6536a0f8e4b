"""Which columns belong to one question, by their names and labels alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..codebook.variables import Variable

_BY_NAME = (
    r"(?P<stem>[^\[\]]+)\[[^\[\]]+\]\W.*\[(?P<item>[^\[\]]+)\]",  # LimeSurvey's Q1[1]. How? [Car]
    r"(?P<stem>.+)\[(?P<item>[^\[\]]+)\]",  # LimeSurvey's Q1[SQ001], Google Forms' grids
    r"(?P<stem>.+?)___(?P<item>.+)",  # REDCap's q___1
    r"(?P<stem>.+?)\s*\(choice=(?P<item>.+)\)",  # and its labels
    r"(?P<stem>.{2,}|[^\W\d])/(?P<item>[^/]+)",  # KoboToolbox' question/option
    r"(?P<stem>.+\S)\s*(?:: +|：\s*)(?P<item>\S.*)",  # a question above its options
    r"(?P<item>[^:：]+\S)\s*[:：]\s*(?P<stem>\S.{3,})",  # Alchemer's option before its question
    r"(?P<stem>.{3,}\S):(?P<item>[^\W\d][^:]*)",  # Webropol's question before its option
    r"(?P<stem>.+\S) +[-–—|] +(?P<item>\S.*)",
    r"(?P<stem>.{2,}\S)\s*[(（](?P<item>[^()（）]+)[)）]",
    # Qualtrics' Q5_1; four digits are a year, unless they begin with a zero
    r"(?P<stem>.*[^\W\d_].*)[_.\-](?P<item>\d{1,3}|0\d{3})",
    r"(?P<stem>.*\d)_?(?:r|c|x|o|opt|SQ|A|M|O)(?P<item>\d{1,3})",  # Decipher's Q5r1, Askia's Q5_A1
    r"(?P<stem>.*\d)_?(?P<item>[a-z])",  # Q5a, Q5_b
)
"""How exports name the columns of one question, surest first."""

_NUMBERED = _BY_NAME[-3:]
"""Of these the item is a number or a letter, and no option."""

_DELIMITERS = " \t:-–—|/[(_.?,"
_MARKS = (" - ", " – ", " — ", ": ", "? ", "[", " / ", " | ", ") ", ")-", "?-")
"""What stands between a question and an option in a label."""

_CHOICE = re.compile(r"(?:[-–:]\s?)?selected choices?$", re.IGNORECASE)
_REDCAP_CHOICE = re.compile(r"\(?\s?choice\s?=", re.IGNORECASE)

_LIME = re.compile(r"[^\[\]]+\[[^\[\]]+\]\W+(?P<question>[^\[\]]+)\[(?P<item>[^\[\]]+)\]")
"""LimeSurvey's names as labels: "Q1[SQ001]. How? [Car]"."""

_BY_LABEL = re.compile(
    r"(?P<stem>.{4,}?[?:\w).])\s*(?: [-–—|] |: | ?\[|\(choice=)(?P<item>.+)", re.DOTALL
)
"""A label with its question before a dash, colon or bracket."""

_SHORT = 3
"""Signs of a common beginning up to which it says nothing."""


@dataclass(frozen=True)
class Family:
    """Columns that belong to one question.

    Attributes
    ----------
    name : str
        What the question is called.
    label : str
        Its wording; empty where nothing says it.
    columns : tuple of str
    options : tuple of str
        What each column stands for; its name where nothing says more.
    sure : bool
        Whether the file says that these are the options of one question.
    """

    name: str
    label: str
    columns: tuple[str, ...]
    options: tuple[str, ...]
    sure: bool = False


def families(
    variables: Sequence[Variable], questions: Mapping[str, tuple[str, ...]]
) -> list[Family]:
    """Return the families of columns of a file: of questions above them, of names, of labels.

    Parameters
    ----------
    variables : sequence of Variable
    questions : mapping of str to tuple of str
        Questions that a header has above several columns.
    """
    by_name = {variable.name: variable for variable in variables}
    found, taken = [], set()
    for question, columns in questions.items():
        if len(columns) > 1 and all(name in by_name for name in columns):
            options = tuple(name.removeprefix(question).removeprefix(": ") for name in columns)
            found.append(Family(question, question, columns, options))
            taken |= {*columns}
    for pattern in _BY_NAME:
        names = [n for n in by_name if n not in taken]
        groups: dict[str, dict[str, str]] = {}
        for name in names:
            match = re.fullmatch(pattern, name, re.DOTALL)
            if match:
                # REDCap writes the code -77 as _77
                item = re.sub(r"^_(?=\d+$)", "-", match["item"].strip())
                groups.setdefault(match["stem"].strip(), {})[name] = item
        for stem, items in groups.items():
            if len(items) > 1:
                found.append(_named(pattern, stem, items, by_name))
                taken |= {*items}
    asked: dict[str, list[str]] = {}
    for variable in variables:
        match = _BY_LABEL.fullmatch(variable.label)
        if match and variable.name not in taken:
            stem = _CHOICE.sub("", match["stem"].strip()).strip()
            asked.setdefault(stem, []).append(variable.name)
    for stem, own in asked.items():
        if len(own) > 1:
            labels = [by_name[name].label for name in own]
            found.append(Family(stem, stem, tuple(own), split_labels(labels)[1]))
    return found


def _named(
    pattern: str, stem: str, items: Mapping[str, str], by_name: Mapping[str, Variable]
) -> Family:
    """Return a family by the names of its columns, worded by their labels where there are any."""
    columns = tuple(items)
    labels = [by_name[name].label for name in columns]
    known = by_name.get(stem)
    label, options = "", tuple(items.values())
    if all(labels) and len(set(labels)) == len(labels):
        label, options = split_labels(labels)
    elif pattern in _NUMBERED:
        options = columns
    if pattern not in _NUMBERED and not label:
        label = stem if " " in stem else ""
    label = (known.label if known is not None else "") or label
    return Family(stem, label, columns, options)


def split_labels(labels: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the question that labels have in common, and the option that each adds.

    The question stands before the options, or behind them.
    """
    parts = [_LIME.fullmatch(label) for label in labels]
    if all(parts) and len({part["question"] for part in parts if part}) == 1:
        found = [part for part in parts if part is not None]
        return found[0]["question"].strip(), tuple(part["item"].strip() for part in found)
    choices = [_REDCAP_CHOICE.search(label) for label in labels]
    if all(choices):
        found = [match for match in choices if match is not None]
        question = labels[0][: found[0].start()].strip()
        rest = (label[match.end() :] for label, match in zip(labels, found, strict=True))
        return question, tuple(item.strip().removesuffix(")").strip() for item in rest)
    before = _cut(_common(labels))
    if len(before) > _SHORT:
        items = tuple(_stripped(label[len(before) :]) for label in labels)
        if all(map(_says_something, items)):
            return _CHOICE.sub("", before.rstrip(" -–—:|/[(_")).rstrip(" -–—:|/[(_"), items
    behind = _cut(_common([label[::-1] for label in labels]))[::-1]
    if len(behind) > _SHORT:
        items = tuple(_stripped(label[: -len(behind)]) for label in labels)
        if all(map(_says_something, items)):
            return behind.lstrip(" -–—:|/])_").strip(), items
    return "", tuple(labels)


def _common(texts: Sequence[str]) -> str:
    """Return the beginning that texts have in common."""
    first, last = min(texts), max(texts)
    pairs = enumerate(zip(first, last, strict=False))
    return first[: next((at for at, (one, other) in pairs if one != other), len(first))]


def _says_something(item: str) -> bool:
    return any(sign.isalpha() for sign in item)


def _cut(common: str) -> str:
    """Return a common beginning up to its last delimiter: options may begin alike."""
    whole = common.rstrip()
    if whole and (whole[-1] in ":|/]" or (whole[-1] in "-–—" and not whole[-2:-1].isalnum())):
        return common
    last = max(_MARKS, key=common.rfind)
    if last in common:
        return common[: common.rfind(last) + len(last)]
    end = len(common)
    while end and common[end - 1] not in _DELIMITERS:
        end -= 1
    return common[:end]


def _stripped(text: str) -> str:
    text = text.strip(" \t-–—:|/").strip()
    return text.removeprefix("[").removesuffix("]") if "[" not in text[1:] else text
