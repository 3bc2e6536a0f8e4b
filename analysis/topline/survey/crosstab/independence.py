"""Whether the rows and the columns of a crosstab are independent."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...errors import ArgumentError
from ...statistics.comparisons.significance import Significance
from ...values import Value
from ..estimators.request import Request, without_groups
from ..hypotheses.chi_square import TableAsked
from .parts.layout import Layout


@dataclass(frozen=True, eq=False)
class Asked(Value):
    """What a table was asked for, to test it.

    Attributes
    ----------
    request : Request
        Its domains are the groups.
    rows : any
        As given.
    banners : tuple of str
    """

    request: Request
    rows: Any
    banners: tuple[str, ...]

    def tested(self, layout: Layout, method: str) -> list[tuple[dict[str, Any], Significance]]:
        """Test every table: of each group and banner.

        Raises
        ------
        ArgumentError
            When rows or columns are several answers.
        """
        return [
            (labels, TableAsked.of(self.rows, name, method).table_test(own))
            for labels, own, name in self.tables(layout)
        ]

    def tables(self, layout: Layout) -> Iterator[tuple[dict[str, Any], Request, str]]:
        """Go through the tables: labels, the request for one group, and the banner.

        Raises
        ------
        ArgumentError
            When rows or columns are several answers.
        """
        overlapping = ["rows"] * layout.several + [*layout.overlapping]
        if overlapping:
            raise ArgumentError(
                f"a test of independence is of one variable, and {overlapping[0]} are several "
                "answers; test one answer at a time with Survey.chi_square"
            )
        groups, whole = layout.groups, self.request
        for g in range(len(groups)):
            own = whole
            if len(groups.columns):
                own = without_groups(whole, whole.source.inside(whole.domains, g))
            for name in self.banners:
                yield {**groups.iloc[g], "banner": name}, own, name


def as_table(found: list[tuple[dict[str, Any], Significance]]) -> pd.DataFrame:
    """Return tests as a table, a row each."""
    columns = ("statistic", "df", "df2", "p_value", "n", "method")
    rows = [
        {
            **labels,
            **{name: getattr(test, name) for name in columns},
            "note": "; ".join(test.notes),
        }
        for labels, test in found
    ]
    return pd.DataFrame(rows)
