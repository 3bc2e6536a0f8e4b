"""A claim in words about a table of figures: the cells it is of, and whether it holds."""

from dataclasses import dataclass

import pandas as pd

from ...arguments import check_text, described
from ...errors import ArgumentError
from ...language.message import Message, PrintedNumber, join_messages
from ...spoken import Spoken
from ..table import as_figures
from ..together.related import asks_question, is_total
from .cells import EXPECTED, cells_of, meant_by
from .check import ClaimCheck
from .extremes import Judge, check_extreme, extreme_in, with_ages
from .worded import in_percents, printed

_SHOWN = 12
_LONGEST = 300
"""Characters of a claim, which is a sentence."""


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
        The figures that were compared, that which the claim is of first: answer, group, percent, n,
        where.
    check : ClaimCheck
    """

    claim: str
    read_as: str
    question: str
    cells: pd.DataFrame
    check: ClaimCheck

    def to_frame(self) -> pd.DataFrame:
        """Return the cells that the claim is of, a row each; a copy."""
        return self.cells.copy()

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
            cell = Message(
                "Cell: {answer}, {group}: {percent} of {n}",
                answer=str(row["answer"]),
                group=Message("all") if is_total(row["group"]) else str(row["group"]),
                percent=PrintedNumber(row["percent"]),
                n=int(row["n"]),
            )
            where = f"({row['where']})" if pd.notna(row["where"]) else ""
            told.append(join_messages([cell, where]))
        asked = [Message("Question: {question}", question=self.question)] if self.question else []
        return (*asked, *told)


def check_figures_claim(
    claim: str,
    figures: pd.DataFrame,
    *,
    question: str | None = None,
    margin: float | None = None,
    confidence_level: float = 0.95,
) -> FiguresClaim:
    """Check a claim in words, such as "more women than men approve", on a table of figures.

    The claim names answers and groups as the table does, case and endings aside. Every word of it
    must be understood; of what the table does not hold, or holds twice, nothing is judged. The
    cells are found and told, and their percents are checked as ``check_claim`` does: two groups of
    one heading as two samples, two answers of one group as a lead, one cell against a number. That
    a group or an answer is first of all ("the youngest are the most likely to approve", "approve is
    the most common answer") holds where it is more than every other of its heading or column; it is
    contradicted by one that is more, at a level shared out among them (Bonferroni).

    Parameters
    ----------
    claim : str
    figures : pandas.DataFrame
        A figures table with answers, groups and bases, such as the ``figures`` of
        ``read_published``.
    question : str, optional
        Number or words of the question; needed where several have the answers.
    margin : float, optional
        How far off still counts as the same, as in ``check_claim``.
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
    >>> check_figures_claim("more women than men approve, by 12 points", table).check.verdict
    'compatible'
    """
    text = " ".join(check_text("claim", claim, expected=EXPECTED).split())
    if len(text) > _LONGEST:
        raise ArgumentError(f"claim has {len(text):,} characters; {EXPECTED}")
    if not isinstance(figures, pd.DataFrame):
        raise ArgumentError(f"figures is {described(figures)}; expected a table of figures")
    rows = as_figures(figures)
    rows = rows[(rows["unit"] == "share_of_respondents") & rows["answer"].notna()]
    if question is not None:
        rows = rows[asks_question(rows, check_text("question", question, expected="words"))]
        if rows.empty:
            known = "; ".join(map(str, as_figures(figures)["question"].dropna().unique()[:_SHOWN]))
            raise ArgumentError(f"question is {described(question)}; expected one of: {known}")
    text = with_ages(text, rows["group"].dropna().tolist())
    meant = meant_by(text, rows)
    extreme = extreme_in(text, meant.rest)
    judge = Judge(margin)
    if extreme is not None:
        read_as, found, check = check_extreme(text, meant, extreme, judge, confidence_level)
    else:
        first, second = cells_of(text, meant)
        read_as, arguments = in_percents(text, meant, first, second)
        found = [first] if second is None else [first, second]
        check = judge.check(read_as, found, confidence_level, **arguments)
    cells = pd.DataFrame(found)
    cells = cells[["answer", "group", "n", "where"]].assign(percent=list(map(printed, found)))
    asked = found[0]["question"]
    return FiguresClaim(
        text, read_as, "" if pd.isna(asked) else str(asked), cells.reset_index(drop=True), check
    )
