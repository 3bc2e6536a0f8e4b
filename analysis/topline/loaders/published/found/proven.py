"""What proves that numbers are percents: sums, and sentences that say so of the table."""

import re
from collections.abc import Iterable, Mapping, Sequence

from ..pages.cells import Cell
from ..pages.page import Page
from ..words.rows import is_check, table_name

_SAID = re.compile(r"(\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)")


def adds_up_down(page: Page, rows: Sequence[int], column: int, whole: float = 100.0) -> bool:
    """Tell whether the numbers of a column add up to 100 within their roundings."""
    cells = [x for r in rows if (x := page.at(r, column)) and x.number is not None]
    return adds_up([(x.number or 0.0, x.decimals) for x in cells], whole)


def sum_columns(page: Page, rows: Sequence[int], paths: Mapping[int, str]) -> list[int]:
    """Return the columns headed Total that are a hundred in every row: sums of the others."""
    return [
        c
        for c, path in paths.items()
        if len(rows) > 1
        and len(paths) > 1
        and is_check(path.rpartition(" > ")[2])
        and all((x := page.at(r, c)) and x.number == _HUNDRED for r in rows)
    ]


_HUNDRED = 100.0


def adds_up_across(page: Page, rows: Sequence[int], columns: Sequence[int]) -> bool:
    """Tell whether the numbers of every row add up to 100 within their roundings."""
    return all(
        adds_up(
            [
                (x.number, x.decimals)
                for c in columns
                if (x := page.at(r, c)) and x.number is not None
            ]
        )
        for r in rows
    )


def adds_up(numbers: Sequence[tuple[float, int]], whole: float = 100.0) -> bool:
    """Tell whether several numbers, each with its digits after the point, add up to a whole."""
    if len(numbers) < 2:
        return False
    unit = 10.0 ** -max(places for _, places in numbers)
    slack = 0.51 * len(numbers) * unit + 1e-9
    return abs(sum(value for value, _ in numbers) - whole) <= slack


def lies_between(page: Page, row: int, rows: Sequence[int], column: int) -> bool:
    """Tell whether a number lies between those of other rows, as everybody's does among groups.

    A sum of them never does.
    """
    own = page.at(row, column)
    cells = [x for r in rows if r != row and (x := page.at(r, column)) and x.number is not None]
    numbers = [x.number or 0.0 for x in cells]
    return own is not None and is_between(own.number, numbers)


def is_between(number: float | None, others: Sequence[float]) -> bool:
    """Tell whether a number lies between others, of which there are several."""
    return number is not None and len(others) > 1 and min(others) <= number < max(others)


def makes_up(parts: Iterable[Cell | None], whole: Cell | None, slack: float) -> bool:
    """Tell whether the numbers of some cells add up to that of another, within a slack."""
    if whole is None or whole.number is None:
        return False
    total = sum(cell.number for cell in parts if cell is not None and cell.number is not None)
    return abs(total - whole.number) <= slack


def said_in_prose(page: Page, numbers: Sequence[float], lines: Sequence[str]) -> bool:
    """Tell whether the text calls two numbers of a table percents, and names the table.

    As in "the rate dropped from 18.6 percent to 18.1 percent (Table 2)".
    """
    name = next(filter(None, map(table_name, page.before)), None)
    if name is None:
        return False
    text = " ".join(lines)
    for match in re.finditer(rf"{re.escape(name)}\b", text, re.IGNORECASE):
        # what is said of a table stands in the sentence before its name in brackets
        near = text[max(0, match.start() - 200) : match.end() + 10]
        said = {float(one) for one in _SAID.findall(near)}
        if len(said & set(numbers)) >= 2:
            return True
    return False
