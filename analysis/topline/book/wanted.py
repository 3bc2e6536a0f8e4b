"""What stands in a book."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..values import Value


@dataclass(frozen=True, eq=False, kw_only=True)
class Wanted(Value):
    """What stands in a book.

    Attributes
    ----------
    questions : tuple of str
    banner : list
        As the columns of ``Survey.crosstab``.
    title, subtitle : str
    labels : mapping of str to str
        Wordings, by question and column of the banner.
    options : mapping
        Arguments of ``Survey.crosstab`` for every table.
    own : mapping of str to mapping
        Those of one question.
    batteries : mapping
        Questions that stand in one table as well, by its title.
    suppressed : {"mark", "hide"}
    stacks : mapping or bool
        Questions that stand on one sheet of a workbook, by its name; True for all of them.
    chart : str
        How questions are drawn that say nothing else: one of ``CHARTS``.
    """

    questions: tuple[str, ...]
    banner: list[Any] = field(default_factory=list)
    title: str = ""
    subtitle: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    batteries: Mapping[str, Any] = field(default_factory=dict)
    suppressed: str = "mark"
    stacks: Mapping[str, Sequence[str]] | bool = False
    chart: str = ""
