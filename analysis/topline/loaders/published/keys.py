"""No two figures of a file may be called the same and differ."""

from collections.abc import Sequence

from ...language.message import Message
from .found.figure import Figure, called_the_same
from .found.found import Problem

_SHOWN = 4


def without_doubles(figures: Sequence[Figure]) -> tuple[list[Figure], list[Problem]]:
    """Leave out figures that nothing tells apart although their values differ; say which."""
    dropped: set[int] = set()
    problems: list[Problem] = []
    tables: dict[str, list[Figure]] = {}
    for figure in figures:
        tables.setdefault(figure.table, []).append(figure)
    # table by table: the keys of all figures at once would take the memory of a second copy
    for table, own in tables.items():
        same = [
            figure
            for alike in called_the_same(own)
            if len({(one.value, one.percent_qualifier) for one in alike}) > 1
            for figure in alike
        ]
        if not same:
            continue
        dropped.update(map(id, same))
        shown = [*(one.where for one in same[:_SHOWN]), *["…"] * (len(same) > _SHOWN)]
        fact = Message(
            "{n} figures of table {table} have the same question, answer, group and dates as "
            "another and differ ({places})",
            n=len(same),
            table=repr(table),
            places=", ".join(shown),
        )
        remedy = "name the column that tells them apart in a hint"
        problems.append(Problem(same[0].where, "refused", fact, remedy))
    return [figure for figure in figures if id(figure) not in dropped], problems
