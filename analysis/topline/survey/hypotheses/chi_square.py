"""Tests of independence in a table of microdata: one table of statistics.

All start from the shares p of the table's cells and their covariance V under the design. Pearson's
statistic X² = n·Σ (p_rc − p_r·p_c)²/(p_r·p_c) is distributed as Σ λᵢχ²(1) when rows and columns are
independent; the λ are design effects of the contrasts that make up their interaction. Wald's is the
residuals N_rc − N_r·N_c/N of the counts in the metric of their own covariance.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from scipy.special import chdtrc, fdtrc

from ...errors import ArgumentError, DataError
from ...language.amounts import printed_words
from ...language.message import Message
from ...statistics.comparisons.significance import Significance
from ...statistics.comparisons.tables import small_expected
from ...statistics.core.methods import as_table
from ...statistics.laws.chi_square_sums import exact_tail, saddlepoint_tail
from ..estimators.request import Request, refuse_unknown
from .groups import refuse_groups
from .two_way import CellTable, cell_table


class Outcome(NamedTuple):
    """What a statistic comes to; NaN is what it has not."""

    statistic: float
    df: float
    df2: float
    p_value: float


@dataclass(frozen=True)
class Statistic:
    """One statistic.

    Attributes
    ----------
    key, label : str
        The name users pass, and the name reports print.
    test : callable
        ``(table) -> (statistic, df1, df2, p_value)``; all but Wald's two take a table's `pearson`,
        `effects`, `contrasts` and `df` alone, whatever the χ² is between.
    source : str
        Primary source.
    """

    key: str
    label: str
    test: Callable[[Any], Outcome]
    source: str


def _second_order(table: CellTable) -> Outcome:
    """Compare X²/Σλ with F on d = (Σλ)²/Σλ² and d times the design's degrees of freedom."""
    effects = table.effects
    df = effects.sum() ** 2 / (effects**2).sum()
    return _of_f(table.pearson / effects.sum(), df, df * table.df)


def _adjusted_wald(table: CellTable) -> Outcome:
    """Compare W·(ν − d + 1)/(νd) with F on d and ν − d + 1."""
    wald, df = table.wald
    left = table.df - df + 1
    share = 1.0 if np.isinf(left) else left / max(table.df, 1)
    return _of_f(share * wald / max(df, 1), df, left)


def _of_f(statistic: float, df1: float, df2: float) -> Outcome:
    if df1 == 0:
        return Outcome(*[np.nan] * 4)
    if np.isinf(df2):
        return Outcome(statistic, df1, df2, float(chdtrc(df1, df1 * statistic)))
    if df2 <= 0:
        return Outcome(np.nan, float(df1), float(df2), np.nan)
    return Outcome(float(statistic), float(df1), float(df2), float(fdtrc(df1, df2, statistic)))


def _weighted_sum(tail: Callable[..., float]) -> Callable[[CellTable], Outcome]:
    """Compare X² with Σλᵢχ²(1) over χ²(m)/m, m being the second-order F's denominator df."""

    def test(table: CellTable) -> Outcome:
        effects = table.effects
        effects = effects[effects > 0]
        ones = np.ones(len(effects))
        df = effects.sum() ** 2 / (effects**2).sum() * table.df
        if df <= 0:
            p = np.nan
        elif np.isinf(df) or table.pearson == 0:
            p = tail(table.pearson, effects, ones)
        else:
            p = tail(0.0, np.append(effects, -table.pearson / df), np.append(ones, df))
        return Outcome(table.pearson, np.nan, np.nan, p)

    return test


STATISTICS = as_table(
    Statistic(
        "F",
        "Rao–Scott second-order test",
        _second_order,
        "Rao & Scott (1984), Annals of Statistics 12:46–60; Thomas & Rao (1987), JASA 82:630–636",
    ),
    Statistic(
        "Chisq",
        "Rao–Scott first-order test",
        # X² over the mean of λ, with χ² on (r − 1)(c − 1)
        lambda t: Outcome(
            t.pearson,
            t.contrasts,
            np.nan,
            float(chdtrc(t.contrasts, t.pearson / (t.effects.sum() / t.contrasts))),
        ),
        "Rao & Scott (1981), JASA 76:221–230",
    ),
    Statistic(
        "Wald",
        "Wald test",
        # W/d with F on d and the design's degrees of freedom
        lambda t: _of_f(t.wald[0] / max(t.wald[1], 1), t.wald[1], t.df),
        "Koch, Freeman & Freeman (1975), International Statistical Review 43:59–78",
    ),
    Statistic(
        "adjWald",
        "adjusted Wald test",
        _adjusted_wald,
        "Thomas & Rao (1987), JASA 82:630–636",
    ),
    Statistic(
        "lincom",
        "Pearson's χ² with its exact design-based distribution",
        _weighted_sum(exact_tail),
        "Rao & Scott (1981), JASA 76:221–230; Rice (1980), SIAM J. Sci. Stat. Comput. 1:438–448",
    ),
    Statistic(
        "saddlepoint",
        "Pearson's χ² with a saddlepoint approximation of its distribution",
        _weighted_sum(saddlepoint_tail),
        "Rao & Scott (1981), JASA 76:221–230; Kuonen (1999), Biometrika 86:929–935",
    ),
)


def known(found: Significance) -> Significance:
    """Return a test, or say why there is none.

    Raises
    ------
    DataError
    """
    if np.isnan(found.p_value):
        raise DataError(found.notes[-1])
    return found


@dataclass(frozen=True)
class TableAsked:
    """Two variables, and the statistic of their table."""

    rows: str
    columns: str
    method: str

    @classmethod
    def of(cls, rows: str, columns: str, method: str) -> "TableAsked":
        """Refuse a statistic that is none, and a variable with itself.

        Raises
        ------
        ArgumentError
        """
        refuse_unknown("method", method, tuple(STATISTICS))
        # what is no name is refused as a column
        if isinstance(rows, Hashable) and type(rows) is type(columns) and rows == columns:
            raise ArgumentError(f"rows and columns are both {rows!r}; expected two variables")
        return cls(rows, columns, method)

    def test(self, request: Request) -> Significance:
        """Test whether the variables are independent.

        Raises
        ------
        ArgumentError, DataError
            When a column is unknown, the request has groups, or the table has no test.
        """
        return known(self.table_test(request))

    def table_test(self, request: Request) -> Significance:
        """Test whether they are independent; NaN and the reason as a note where it cannot be.

        Raises
        ------
        ArgumentError, DataError
            When a column is unknown, or the request has groups.
        """
        refuse_groups(request, "a test is of one table")
        table = cell_table(request, self.rows, self.columns)
        return self.result(table, STATISTICS[self.method].test, request.design.words)

    def result(
        self, table: CellTable, statistic: Callable[[Any], Outcome], words: str
    ) -> Significance:
        """Return the test of a table; NaN and the reason as a note where it cannot be."""
        outcome, reason = Outcome(*[np.nan] * 4), _no_variance(table, self.rows, self.columns)
        if not reason:
            outcome = statistic(table)
            if np.isnan(outcome.p_value):
                wald = self.method in ("Wald", "adjWald")
                reason = Message(
                    "the design leaves {df} degrees of freedom among these respondents, too few "
                    "for a test of {n} contrasts by method {method}; use method='F'"
                    if wald and table.df > 0
                    else "the design leaves {df} degrees of freedom among these respondents, too "
                    "few for a test of {n} contrasts by method {method}",
                    df=printed_words(f"{max(table.df, 0):.10g}"),
                    n=table.contrasts,
                    method=repr(self.method),
                )
        notes = (reason,) if reason else small_expected(table.n * table.expected)
        learned = int(np.count_nonzero(table.effects)) if not reason else table.contrasts
        if learned != table.contrasts:
            few = Message(
                "only {part} of the {all} contrasts of this table show a variance (cells are "
                "empty, or sampled units few): the p-value can be far too small",
                part=learned,
                all=table.contrasts,
            )
            notes = (few, *notes)
        return Significance(
            **outcome._asdict(),
            n=int(table.n),
            method=Message(
                "{test}; {design}", test=Message(STATISTICS[self.method].label), design=words
            ),
            notes=(*table.notes, *notes),
        )


def _no_variance(table: CellTable, rows: str, columns: str) -> str:
    """Say why a table cannot be tested, whatever the statistic; "" where it can."""
    if table.n == 0:
        return f"nobody has an answer to {rows!r} and {columns!r}; choose other variables or where="
    for name, size in zip((rows, columns), table.p.shape, strict=True):
        if size < 2:
            return (
                f"{name!r} has one answer among the {int(table.n):,} tested; independence is of "
                "two or more answers; choose another variable or where="
            )
    known = np.isfinite(table.covariance).all() and table.effects.any()
    filled = table.p > 0
    each = [(filled.sum(axis=axis) == 1).all() for axis in (0, 1)]
    # one answer each way: what varies then are the sizes of the groups, which say nothing of it
    if all(each) or (any(each) and not known):
        return (
            f"all who gave one answer to {rows!r} gave the same to {columns!r}: the association is "
            "perfect, and leaves no variance to test it with; give the shares with their "
            "intervals, or, of respondents drawn one by one, use exact_table_test on their counts"
        )
    if known:
        return ""
    return (
        "the table has no variance to test with: all respondents are in one sampled unit, or they "
        "are the whole population; a test needs a sample of two units or more"
    )
