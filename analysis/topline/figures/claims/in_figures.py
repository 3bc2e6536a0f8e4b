"""A claim in words about a table of figures: the cells it is of, and whether it holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import check_text, described
from ...errors import ArgumentError
from ...spoken import Spoken
from ...wording import count_text, printed_text
from ..problems import cut
from ..table import as_figures
from ..together.related import PATH, FigureFacts, is_total
from . import phrases
from .check import ClaimCheck, check_claim
from .named import Named, Word, is_small, named_in, words_of

_EXPECTED = (
    'expected answers and groups as the table calls them, as in "more women than men approve", '
    '"a majority of women approve" or "more approve than disapprove"'
)
_SHOWN = 12
_PLAIN = re.compile(r"(?P<percent>\d+(?:\.\d+)?)\s?(?:%|percent\b|per cent\b)", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class FiguresClaim(Spoken):
    """A claim in words, the cells that it is of, and its check.

    Attributes
    ----------
    claim : str
        As it was put.
    read_as : str
        With the percents of the cells, as it was checked.
    question : str
    cells : pandas.DataFrame
        The figures that were compared, one or two rows: answer, group, percent, n, where.
    check : ClaimCheck
    """

    claim: str
    read_as: str
    question: str
    cells: pd.DataFrame
    check: ClaimCheck

    @property
    def sentences(self) -> tuple[str, ...]:
        """The finding, the cells, and what must be true for it."""
        finding, *rest = self.check.sentences
        return (finding, *self.places, *rest)

    @property
    def places(self) -> tuple[str, ...]:
        """Where each cell stands, and what it says."""
        told = []
        for row in self.cells.to_dict("records"):
            group = "all" if is_total(row["group"]) else str(row["group"])
            where = f" ({row['where']})" if pd.notna(row["where"]) else ""
            told.append(
                f"Cell: {row['answer']}, {group}: {row['percent']} of {count_text(row['n'])}{where}"
            )
        return (f"Question: {self.question}", *told) if self.question else tuple(told)


@dataclass(frozen=True)
class _Meant:
    """What a claim is of in one question: answers and groups, in the order of the claim.

    `left` are words that nothing accounts for, `rest` is the claim without what it names.
    """

    rows: pd.DataFrame
    answers: list[Named]
    groups: list[Named]
    left: list[str]
    rest: str


def check_figures_claim(
    claim: str,
    figures: pd.DataFrame,
    *,
    question: str | None = None,
    confidence_level: float = 0.95,
) -> FiguresClaim:
    """Check a claim in words, such as "more women than men approve", on a table of figures.

    The claim names answers and groups as the table does, case and endings aside. Every word of it
    must be understood; of what the table does not hold, or holds twice, nothing is judged. The
    cells are found and told, and their percents are checked as ``check_claim`` does: two groups of
    one heading as two samples, two answers of one group as a lead, one cell against a number.

    Parameters
    ----------
    claim : str
    figures : pandas.DataFrame
        A figures table with answers, groups and bases, such as the ``figures`` of
        ``read_published``.
    question : str, optional
        Number or words of the question; needed where several have the answers.
    confidence_level : float, default 0.95

    Returns
    -------
    FiguresClaim

    Raises
    ------
    ArgumentError
        When a word is not understood, the cells are not there, or may not be compared.

    Examples
    --------
    >>> table = pd.DataFrame({"question": "Do you approve?", "answer": "Approve",
    ...     "group": ["Sex > Women", "Sex > Men"], "percent": ["55%", "43%"], "n": [520, 480]})
    >>> found = check_figures_claim("more women than men approve", table)
    >>> found.read_as, found.check.verdict
    ('55% > 43%', 'supported')
    """
    text = " ".join(check_text("claim", claim, expected=_EXPECTED).split())
    if not isinstance(figures, pd.DataFrame):
        raise ArgumentError(f"figures is {described(figures)}; expected a table of figures")
    rows = as_figures(figures)
    rows = rows[(rows["unit"] == "share_of_respondents") & rows["answer"].notna()]
    if question is not None:
        rows = rows[_asks(rows, question)]
        if rows.empty:
            known = "; ".join(map(str, as_figures(figures)["question"].dropna().unique()[:_SHOWN]))
            raise ArgumentError(f"question is {described(question)}; expected one of: {known}")
    meant = _one_question(text, rows)
    first, second = _cells(text, meant)
    read_as, arguments = _percents(text, meant, first, second)
    check = check_claim(
        read_as,
        int(first["n"]),
        confidence_level=confidence_level,
        deff=_effect(first, second),
        sample_type=str(first["sample_type"]),
        **arguments,
    )
    found = [first] if second is None else [first, second]
    cells = pd.DataFrame(found)
    cells = cells[["answer", "group", "n", "where"]].assign(percent=list(map(_printed, found)))
    asked = first["question"]
    return FiguresClaim(
        text, read_as, "" if pd.isna(asked) else str(asked), cells.reset_index(drop=True), check
    )


def _asks(rows: pd.DataFrame, question: str) -> "pd.Series[bool]":
    """Return which figures answer a question, by its number, else by words of it."""
    wanted = check_text("question", question, expected="a number or words of it").strip().lower()
    number = rows["question_id"].str.lower().eq(wanted).fillna(False)
    words = rows["question"].str.lower().str.contains(wanted, regex=False).fillna(False)
    return number.astype(bool) if number.any() else words.astype(bool)


def _one_question(text: str, rows: pd.DataFrame) -> _Meant:
    """Return what a claim names in the one question that has all of it."""
    words = words_of(text)
    fits, best = [], None
    for asked, own in rows.groupby("question", sort=False, dropna=False):
        meant = _meant(text, words, own, "" if pd.isna(asked) else str(asked))
        if meant.answers and not meant.left:
            fits.append(meant)
        if best is None or len(meant.left) < len(best.left):
            best = meant
    if len(fits) == 1:
        return fits[0]
    if len(fits) > 1:
        names = "; ".join(str(one.rows["question"].iloc[0]) for one in fits[:_SHOWN])
        raise ArgumentError(
            f"claim is {cut(repr(text))}, of several questions; name one of: {names}"
        )
    if best is None:
        raise ArgumentError("figures holds no shares of answers; nothing can be claimed of them")
    answers = "; ".join(map(str, best.rows["answer"].unique()[:_SHOWN]))
    groups = "; ".join(map(str, best.rows["group"].dropna().unique()[:_SHOWN]))
    unknown = f"{', '.join(map(repr, best.left))} is in it" if best.left else "it names no answer"
    raise ArgumentError(
        f"claim is {cut(repr(text))}, and {unknown}, which the table does not hold; {_EXPECTED}; "
        f"answers: {answers}; groups: {groups or 'none'}"
    )


def _meant(text: str, words: list[Word], rows: pd.DataFrame, question: str) -> _Meant:
    """Return the answers and groups of a question that words name, and the words left over."""
    answers = named_in(words, rows["answer"].astype(str))
    last = {str(path): str(path).rpartition(PATH)[2] for path in rows["group"].dropna().unique()}
    groups = [one for one in named_in(words, last.values()) if not is_total(one.label)]
    taken = frozenset[int]().union(*(one.words for one in (*answers, *groups)))
    letters = list(text)
    for k in taken:
        letters[words[k].start : words[k].end] = " " * (words[k].end - words[k].start)
    rest = "".join(letters)
    of_question = {word.stem for word in words_of(question)}
    other = words_of(_without_comparison(rest))
    left = [w.stem for w in other if not is_small(w) and w.stem not in of_question]
    return _Meant(rows, answers, groups, left, rest)


def _cells(text: str, meant: _Meant) -> "tuple[pd.Series[Any], pd.Series[Any] | None]":
    """Return the one or two figures that a claim compares, the first of which it is about."""
    answers, groups = _each_once(meant.answers), _each_once(meant.groups)
    if len(answers) > 2 or len(groups) > 2 or (len(answers) == 2 and len(groups) == 2):
        named = ", ".join(one.label for one in (*answers, *groups))
        raise ArgumentError(
            f"claim is {cut(repr(text))}, which names {named}; expected two groups and one answer, "
            "or two answers of one group"
        )
    pair = groups if len(groups) == 2 else answers if len(answers) == 2 else []
    if not pair:
        return _cell(meant, answers[0], groups[0] if groups else None), None
    first, second = _in_order(meant.rest, pair)
    if pair is groups:
        return _cell(meant, answers[0], first), _cell(meant, answers[0], second)
    group = groups[0] if groups else None
    return _cell(meant, first, group), _cell(meant, second, group)


def _each_once(named: Sequence[Named]) -> list[Named]:
    return list({one.label: one for one in reversed(named)}.values())[::-1]


def _in_order(text: str, pair: list[Named]) -> list[Named]:
    """Return the two that are compared: whom the claim is about, and what stands after "than"."""
    whole = _THAN.search(text)
    if whole is None:
        return pair
    behind = [one for one in pair if one.start >= whole.end()]
    if len(behind) == 2:
        # "more than men, women approve": what stands right after it is what is compared with
        return [behind[1], behind[0]]
    return [one for one in pair if one not in behind] + behind


_THAN = re.compile(
    r"\bthan\b|\b(?:many|much|likely|often|high|large)\b.*?\bas\b|\bcompared (?:with|to)\b", re.I
)


def _cell(meant: _Meant, answer: Named, group: Named | None) -> "pd.Series[Any]":
    """Return the one figure of an answer and a group."""
    rows = meant.rows[meant.rows["answer"].astype(str) == answer.label]
    if group is None:
        rows = rows[rows["group"].map(is_total).astype(bool)]
        whose = "everybody"
    else:
        rows = rows[rows["group"].fillna("").str.rpartition(PATH)[2] == group.label]
        whose = group.label
    known = rows[rows["percent"].notna() & rows["percent_qualifier"].isin(_USABLE)]
    said = f"{answer.label!r} of {whose}"
    if known.empty:
        raise ArgumentError(f"the table has no percent for {said}; claim something that it holds")
    alike = known.drop_duplicates(
        ["percent", "percent_qualifier", "n", "group", "wave", "fielded_end"]
    )
    if len(alike) > 1:
        places = ", ".join(map(str, alike["where"].dropna()[:_SHOWN]))
        raise ArgumentError(
            f"the table has {len(alike)} figures for {said} ({places}); choose the wave, the "
            "heading or the table before"
        )
    found = known.iloc[0]
    if pd.isna(found["n"]):
        raise ArgumentError(
            f"the figure for {said} has no unweighted base ({found['where']}), so that nothing "
            "says how sure it is; find its n, and fill it in"
        )
    return found


_USABLE = ("exact", "about", "less_than", "more_than", "at_least", "at_most")


def _percents(
    text: str, meant: _Meant, first: "pd.Series[Any]", second: "pd.Series[Any] | None"
) -> tuple[str, dict[str, Any]]:
    """Return a claim with the percents of its cells in place of words, and how it is to be read."""
    one, rest = _printed(first), meant.rest
    denied = phrases.NOT.search(phrases.SAME_AS.sub(" ", rest))
    if denied or phrases.DOUBTED.search(rest):
        raise ArgumentError(
            f"claim is {cut(repr(text))}, with a no in it, which can be read in two ways; write "
            'what is claimed, as in "fewer men than women approve"'
        )
    if second is None:
        found = _against_a_number(rest, one)
        if found is None:
            raise ArgumentError(
                f"claim is {cut(repr(text))}, which compares with nothing; {_EXPECTED}"
            )
        return found
    other = _printed(second)
    arguments = _comparable(meant, first, second)
    times, same = phrases.TIMES.search(rest), phrases.SAME_AS.search(rest) or _AS_MANY.search(rest)
    if times is not None:
        as_many = (
            times[0] if times["then"] or not times[0].rstrip().endswith(_AS) else f"{times[0]} as"
        )
        return f"{one} is {' '.join(as_many.split())} {other}", arguments
    if same is not None:
        return f"{one} is the same as {other}", arguments
    order = [word for word, signs in _ORDER.items() if re.search(rf"\b(?:{signs})\b", rest, re.I)]
    if len(order) != 1 or not (_THAN.search(rest) or _VERBS.search(rest)):
        raise ArgumentError(
            f"claim is {cut(repr(text))}, which compares in no way known; {_EXPECTED}"
        )
    return f"{one} {order[0]} {other}", arguments


_AS_MANY = re.compile(r"(?<!times )\bas (?:many|much|likely|often)\b.*\bas\b", re.IGNORECASE)
_VERBS = re.compile(r"\b(?:outnumbers?|leads?|ahead of|beats?|trails?|behind)\b", re.IGNORECASE)
_AS = ("many", "much", "often", "likely", "large", "high")
_ORDER = {
    ">": r"more|higher|greater|larger|bigger|outnumbers?|leads?|ahead|beats?|likelier|better",
    "<": r"fewer|less|lower|smaller|trails?|behind",
}
_COMPARING = re.compile("|".join(rf"\b(?:{signs})\b" for signs in _ORDER.values()), re.IGNORECASE)


def _against_a_number(text: str, percent: str) -> tuple[str, dict[str, Any]] | None:
    """Return a claim of one cell and a number, in words or as a percent; None without one."""
    number, share = _PLAIN.search(text), phrases.SHARE.search(text)
    if number is not None:
        before = text[: number.start()]
        signs = [
            sign
            for sign, words in (
                (">", phrases.COMPARED[phrases.MORE]),
                ("<", phrases.COMPARED[phrases.LESS]),
            )
            if re.search(rf"(?:{words})\s*$", before.strip(), re.I)
        ]
        read_as = f"{percent} {signs[0] if signs else '='} {number['percent']}%"
        return read_as, {"against": "fixed"}
    if share is None:
        raise ArgumentError(f"claim is {cut(repr(text))}, which compares with nothing; {_EXPECTED}")
    return f"{percent} is {share[0].strip()}", {}


def _without_comparison(text: str) -> str:
    """Blank the words of a comparison, which are no answers; places stay as they are."""

    def blank(match: re.Match[str]) -> str:
        return " " * len(match[0])

    for pattern in (phrases.TIMES, phrases.SAME_AS, _PLAIN, phrases.SHARE, _COMPARING, _OF_NUMBERS):
        text = pattern.sub(blank, text)
    return text


_OF_NUMBERS = re.compile(
    "|".join((phrases.COMPARED[phrases.MORE], phrases.COMPARED[phrases.LESS], phrases.NEAR)).join(
        (r"\b(?:", r")(?!\w)")
    ),
    re.IGNORECASE,
)


def _comparable(meant: _Meant, first: "pd.Series[Any]", second: "pd.Series[Any]") -> dict[str, Any]:
    """Return how two cells are compared: as samples, or as answers of one.

    Raises
    ------
    ArgumentError
        When they may not be: they share people who are not told.
    """
    rows = meant.rows.reset_index(drop=True)
    names = list(rows["figure_id"])
    at = [names.index(one["figure_id"]) for one in (first, second)]
    facts = FigureFacts.of(rows, rows["percent"].to_numpy(dtype=float, na_value=np.nan) / 100)
    labels = [f"{one['answer']} ({one['group']})" for one in (first, second)]
    said = " and ".join(labels)
    i, j = at
    if first["answer"] == second["answer"]:
        if facts.total[i] or facts.total[j]:
            raise ArgumentError(
                f"{said}: a group is part of everybody; compare it with another group"
            )
        if facts.banner[i] != facts.banner[j] or facts.banner[i] < 0:
            raise ArgumentError(
                f"{said} are of different headings and may share people, who are not told; compare "
                "groups of one heading"
            )
        if not (facts.apart[i] and facts.apart[j]):
            raise ArgumentError(
                f"{said}: the groups of their heading are more than everybody; they overlap"
            )
        return {"other_n": int(second["n"]), "against": "sample"}
    if facts.column[i] != facts.column[j]:
        raise ArgumentError(f"{said} stand in different tables; check one after the other")
    if not (facts.one_answer[i] and not facts.net[i] and not facts.net[j]):
        raise ArgumentError(
            f"{said}: the answers of their column do not add up to 100 %, or one is a net of "
            "others, so that people may have given both; how many did is not told"
        )
    return {"against": "answer"}


def _effect(first: "pd.Series[Any]", second: "pd.Series[Any] | None") -> float:
    """Return the design effect of one or two cells: published, or base ÷ effective base."""
    found = []
    for one in (first, second):
        if one is None:
            continue
        if pd.notna(one["n_effective"]) and one["n_effective"] > 0:
            found.append(float(one["n"]) / float(one["n_effective"]))
        elif pd.notna(one["deff"]):
            found.append(float(one["deff"]))
    # of two the larger, which claims less
    return max(found, default=1.0)


def _printed(row: "pd.Series[Any]") -> str:
    """Return a percent as it was printed; what is below half a unit stays so."""
    decimals = None if pd.isna(row["decimals"]) else int(row["decimals"])
    return printed_text(float(row["percent"]), decimals or 0, str(row["percent_qualifier"]))
