"""How many bars a page holds: asked before anything is drawn, of figures and of microdata."""

from ...errors import DataError
from ...wording import count_text

MOST_BARS = 2_000
"""Bars of a page at most; a browser takes seconds to show more, and writing them takes hours."""


def check_bars(number: int, most: int, parts: str) -> None:
    """Refuse a page that no browser could show and nobody would read.

    Raises
    ------
    DataError
        When it would have more bars than `most`.
    """
    if number > most:
        raise DataError(
            f"the page would have {count_text(number)} bars ({parts}), and a page has at most "
            f"{count_text(most)}; write several reports, or raise most_bars"
        )
