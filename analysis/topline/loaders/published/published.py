"""What was read of a file of published tables: figures, tables, problems, and the account."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ...arguments import check_text, described, listed_values
from ...errors import ArgumentError
from ...figures.together.related import asks_question
from ...spoken import Spoken


@dataclass(frozen=True, eq=False)
class PublishedTables(Spoken):
    """Published tables as figures, each of which knows its place.

    Attributes
    ----------
    figures : pandas.DataFrame
        One row per figure in the columns of the figures schema, so that ``estimate_figures``,
        ``as_figures`` and ``write_report`` take it as it is; ``where`` says where it stands,
        ``printed`` how. Percents of shares are in ``percent``; means, counts, dollars and rates in
        ``amount``, with their unit.
    tables : pandas.DataFrame
        One row per table found: table, where, layout, question, answers, groups, figures, status
        (read, partly, refused), reason.
    problems : pandas.DataFrame
        One row per thing to know: where, kind (refused, doubtful, check, note), fact, remedy.
    account : tuple of str
        What was found, in words.
    """

    figures: pd.DataFrame
    tables: pd.DataFrame
    problems: pd.DataFrame
    account: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return the figures, a row each; a copy."""
        return self.figures.copy()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The account: how many tables and figures, their bases, and what was not read."""
        return self.account

    @property
    def refused(self) -> pd.DataFrame:
        """The places that gave no figures although they hold some."""
        return self.problems[self.problems["kind"] == "refused"].reset_index(drop=True)

    def select(
        self,
        question: str | None = None,
        groups: Sequence[str] | None = None,
        *,
        table: str | None = None,
    ) -> pd.DataFrame:
        """Return the figures of a question and of some groups.

        Parameters
        ----------
        question : str, optional
            Its number, such as "Q3", or words of it.
        groups : sequence of str, optional
            Headings: a group ("Female"), or a title with all that stands below it ("Gender").
        table : str, optional
            Name of the table, where a question stands in several.

        Returns
        -------
        pandas.DataFrame
            Rows of ``figures``, in their order.

        Raises
        ------
        ArgumentError
            When nothing fits; with what there is.
        """
        rows = self.figures
        if table is not None:
            check_text("table", table, expected="the name of a table")
            rows = _having(rows, rows["table"] == table, "table", table, self.tables["table"])
        if question is not None:
            check_text("question", question, expected="a number, such as 'Q3', or words of it")
            rows = _having(
                rows, asks_question(rows, question), "question", question, rows["question"].dropna()
            )
        if groups is not None:
            kept = pd.Series(False, index=rows.index)
            for group in [groups] if isinstance(groups, str) else listed_values("groups", groups):
                check_text("groups", group, expected="headings, such as 'Female'")
                fits = (
                    rows["group"].map(lambda path, group=group: _within(path, group)).astype(bool)
                )
                if not fits.any():
                    titles = rows["group"].dropna().str.partition(" > ")[0]
                    _having(rows, fits, "group", group, titles)
                kept |= fits
            rows = rows[kept]
        return rows.reset_index(drop=True)


def _within(path: object, group: str) -> bool:
    """Tell whether a path of headings leads through a group, by whole headings."""
    if not isinstance(path, str):
        return False
    steps = [step.strip().lower() for step in path.split(" > ")]
    wanted = [step.strip().lower() for step in group.split(" > ")]
    return any(steps[k : k + len(wanted)] == wanted for k in range(len(steps) - len(wanted) + 1))


def _having(
    rows: pd.DataFrame, fits: "pd.Series[bool]", kind: str, asked: str, there: "pd.Series[str]"
) -> pd.DataFrame:
    if fits.any():
        return rows[fits]
    known = list(dict.fromkeys(map(str, there)))
    more = len(known) - _NAMED
    shown = "; ".join(known[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    raise ArgumentError(f"{kind} is {described(asked)}; expected one of: {shown or 'none found'}")


_NAMED = 12
"""Names that a refusal lists."""
