"""Who answered which question of a page, and why others did not."""

from collections.abc import Sequence

from ..language.strings import Strings
from .parts.tables import Table
from .questions.question import Question


def answered_table(questions: Sequence[Question], say: Strings, *, weighted: bool) -> Table:
    """Return who answered, question by question, and why others did not."""
    columns = {
        say("Answered (unweighted)" if weighted else "Answered"): [
            q.who.answered for q in questions
        ]
    }
    if weighted:
        first = [q.estimates.table["n_weighted"].iloc[0] for q in questions]
        columns[say("Answered (weighted)")] = first
    others = {
        say("No answer"): [q.who.no_answer for q in questions],
        say("Not asked"): [q.who.not_asked for q in questions],
        say("Blank: not asked, or no answer"): [q.who.not_known for q in questions],
    }
    columns |= {head: counts for head, counts in others.items() if any(counts)}
    rows = [
        (question.label, *map(say.count_text, counts))
        for question, *counts in zip(questions, *columns.values(), strict=True)
    ]
    numeric = (False, *(True for _ in columns))
    return Table(say("Who answered"), (say("Question"), *columns), tuple(rows), numeric)
