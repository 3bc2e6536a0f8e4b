"""Numbers in prose: each is looked up in the estimates, and carries its value along.

A number in the page is a ``<data>`` element whose ``value`` is the table's, at full precision, and
whose ``data-row`` and ``data-column`` say where it stands: so the page can be held to the table.
"""

from typing import Any

import pandas as pd
from markupsafe import Markup

from ...errors import DataError
from ...language.strings import ENGLISH, Strings


class Numbers:
    """Look up the numbers of an estimates table by figure_id, as words for a page.

    Parameters
    ----------
    table : pandas.DataFrame
        An estimates table whose first unique label column is `key`.
    key : str
        Column that names the rows.
    say : Strings
        The language of the page.
    """

    def __init__(self, table: pd.DataFrame, key: str = "figure_id", say: Strings = ENGLISH) -> None:
        self._say = say
        self._rows: dict[str, dict[str, Any]] = {
            str(row[key]): {str(name): value for name, value in row.items()}
            for _, row in table.iterrows()
        }

    def row(self, name: str) -> dict[str, Any]:
        """Return one row, or say that the story needs it."""
        if name not in self._rows:
            raise DataError(f"no figure is called {name!r}, and this report tells of it")
        return self._rows[name]

    def value(self, name: str, column: str = "estimate") -> Any:
        """Return a bare number, to decide by."""
        return self.row(name)[column]

    def estimate(self, name: str) -> Markup:
        """Print a figure as it was published: 63%."""
        row = self.row(name)
        words = self._say.printed_text(row["percent"], row["decimals"], row["percent_qualifier"])
        return _data(name, "estimate", row["estimate"], words)

    def limits(self, name: str, decimals: int = 0) -> Markup:
        """Print the limits of a figure's interval: 58% to 68%."""
        shares = {column: self.value(name, column) for column in ("ci_low", "ci_high")}
        low, high = (
            _data(name, column, share, self._say.percent_text(share, decimals))
            for column, share in shares.items()
        )
        return Markup(self._say.pattern("{low} to {high}")).format(low=low, high=high)

    def n(self, name: str) -> Markup:
        """Print the base of a figure: 400."""
        n = self.value(name, "n")
        return _data(name, "n", n, self._say.count_text(n))


def _data(name: str, column: str, value: Any, words: str) -> Markup:
    exact = "" if pd.isna(value) else repr(float(value))
    return Markup('<data value="{}" data-row="{}" data-column="{}">{}</data>').format(
        exact, name, column, words
    )
