"""What was found on a page: tables with their figures, and what was not understood, by place."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ....figures.columns.dates import day_order, read_wave
from ....language.marking import marked
from ..words.rows import question_id
from .figure import Figure


@dataclass(frozen=True)
class Problem:
    """Something a reader of the figures has to know.

    Attributes
    ----------
    where : str
        The place in the file.
    kind : {"refused", "doubtful", "check", "note"}
        No figure was made; one was made that may be wrong; something does not hold in the file;
        what the figures mean.
    fact, remedy : str
    """

    where: str
    kind: str
    fact: str
    remedy: str = ""


@dataclass
class Found:
    """One table: what it is called, where it stands, what was read of it.

    Attributes
    ----------
    told : set of str
        Places of cells that gave no figure for a reason that is known.
    lines : tuple of str
        What its page says beside it.
    named : bool
        Whether words call it a table, though it gives no figures: a row of bases, or a question.
    """

    table: str
    where: str
    layout: str
    question: str = ""
    figures: list[Figure] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    reason: str = ""
    lines: tuple[str, ...] = ()
    named: bool = False

    @property
    def status(self) -> str:
        """Whether it was read, partly, or refused."""
        if not self.figures:
            return marked("refused")
        partly = any(one.kind == "refused" for one in self.problems)
        return marked("partly") if partly else marked("read")

    def figure(self, where: str, printed: str) -> Figure:
        """Return a figure that answers its question, with its place; whoever reads it keeps it."""
        return Figure(
            self.table,
            where,
            question=self.question or None,
            question_id=question_id(self.question),
            printed=printed,
        )

    def name_waves(self) -> None:
        """Take groups that are all called by days or months for waves of everybody."""
        groups = {one.group for one in self.figures}
        order = day_order(group or "" for group in groups)
        several = groups if len(groups) > 1 else ()
        periods = {group: read_wave(group or "", order) for group in several}
        for figure in self.figures if all(periods.values()) and periods else ():
            figure.wave, figure.group, figure.group_dimension = figure.group, None, None
            if (period := periods[figure.wave]) is not None:
                figure.set_period(period, "unknown")

    def refuse(self, fact: str, remedy: str = "", places: Iterable[str] = ()) -> None:
        """Say why the table gives no figures."""
        self.reason = fact
        self.figures.clear()
        self.told.update(places)
        self.problems.append(Problem(self.where, "refused", fact, remedy))

    def tell(
        self, where: str, kind: str, fact: str, remedy: str = "", places: Iterable[str] = ()
    ) -> None:
        """Say something of a place, and which cells it accounts for."""
        self.problems.append(Problem(where, kind, fact, remedy))
        self.told.update(places)
