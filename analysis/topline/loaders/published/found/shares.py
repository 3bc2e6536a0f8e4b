"""What a cell says as a share, a count or a difference, with its mark; kept where it is one."""

from ....language.message import Message
from ..pages.cells import Cell
from ..words.marks import mark_of
from .figure import Figure
from .found import Found
from .hints import UNITS


def set_share(found: Found, figure: Figure, cell: Cell, unit: str) -> bool:
    """Give a figure its percent or count, or what its mark says; keep it where it is one.

    Parameters
    ----------
    unit : {"percent", "proportion", "count"}
        What the numbers of the table are.

    Returns
    -------
    bool
        Whether it was kept; a share beyond 0 to 100 is told instead.
    """
    mark = mark_of(cell.text) if cell.number is None else None
    if cell.number is None and mark is None:
        return False
    if unit == "count":
        figure.set_amount(cell, "count")
        figure.weighted_count = cell.exact
        figure.percent_qualifier = mark or "exact"
    elif mark is not None:
        figure.decimals = 0
        figure.set_mark(mark)
    elif cell.text.startswith(("±", "+/-")):
        fact = Message("{text} is printed, which is a margin and no share", text=cell.text)
        found.tell(figure.where, "refused", fact, "check the cell in the file", [figure.where])
        return False
    else:
        times, places = (100.0, cell.decimals - 2) if unit == "proportion" else (1.0, cell.decimals)
        places = max(places, 0)
        figure.percent = figure.value = round((cell.number or 0.0) * times, places)
        figure.decimals = places
        if not 0 <= figure.percent <= 100:
            found.tell(
                figure.where,
                "refused",
                Message("{text} is printed, and a share lies between 0 and 100", text=cell.text),
                "check the cell in the file",
                [figure.where],
            )
            return False
    found.figures.append(figure)
    return True


def keep_in_unit(found: Found, figure: Figure, cell: Cell, unit: str) -> bool:
    """Keep a figure in its unit, a share, a count or an amount; tell whether it was kept."""
    if unit in UNITS:
        return set_share(found, figure, cell, unit)
    if cell.number is None:
        return False
    figure.set_amount(cell, unit)
    found.figures.append(figure)
    return True


def set_difference(found: Found, figure: Figure, cell: Cell) -> None:
    """Give a figure the difference of two shares, in points, which may be negative."""
    if cell.number is None:
        return
    figure.unit, figure.value_unit = "other", "points"
    figure.value, figure.decimals = cell.number, cell.decimals
    found.figures.append(figure)
