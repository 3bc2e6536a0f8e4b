"""A survey looked at as it is: said in words, described and checked, as methods of ``Survey``."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from ...arguments import check_one_of
from ...language.printing import InWords, printing_language
from ...language.strings import Strings
from ...loaders.codebook.variables import MultipleResponseSet
from ...mappings import FrozenMapping
from ..checks.answered import who_answered
from ..checks.checks import check
from ..checks.contents import ColumnContent, contents
from ..checks.describe import as_html, as_text, describe
from ..checks.likely import likely_design, weights_among
from ..checks.personal import personal_in
from ..checks.rows import rows_in_memory
from ..data.columns import as_names, column, is_text
from ..design.subpopulation import Subpopulation
from ..weighting.effects import weighting_effects


class Looking(InWords):
    """What can be seen of a subpopulation's rows and design."""

    _of: Subpopulation

    def _text(self, say: Strings) -> str:
        return as_text(self._of, say)

    def __repr__(self) -> str:
        """Say the design, weights and domain in words, in the language to print in."""
        return self.to_text()

    def _repr_html_(self) -> str:
        """Show the design, weights and domain as a table in a notebook."""
        return as_html(self._of, printing_language())

    @property
    def sets(self) -> Mapping[str, MultipleResponseSet]:
        """The questions with several answers, by the name that estimates know them by."""
        return FrozenMapping(dict(self._of.source.sets))

    def check(self) -> pd.DataFrame:
        """Look for what makes estimates doubtful; severities are ok, note, warning, problem."""
        return check(rows_in_memory(self._of))

    def describe(self, variables: Any = None, *, show_personal: bool = False) -> pd.DataFrame:
        """Return each column's type, answers, and weighted mean or most frequent category.

        Parameters
        ----------
        variables : str or list of str, optional
            By default all but replicate weights.
        show_personal : bool, default False
            Whether to show answers that are names, e-mail or IP addresses, phone numbers or free
            text; else such columns have the type "names", "free text" and so on, and counts.
        """
        check_one_of("show_personal", show_personal, (False, True))
        return describe(rows_in_memory(self._of), variables, show_personal=show_personal)

    def contents(
        self, variables: Any = None, *, show_personal: bool = False
    ) -> tuple[ColumnContent, ...]:
        """Return what each column holds: its answers in order, what is missing, what is noted.

        Parameters
        ----------
        variables : str or list of str, optional
            By default all.
        show_personal : bool, default False
            Whether to show answers that are names, e-mail or IP addresses, phone numbers or free
            text.
        """
        check_one_of("show_personal", show_personal, (False, True))
        names = self._of.source.names if variables is None else as_names(variables)
        held = contents(self._of.source, names, show_personal=show_personal)
        # a weight below 0 is no code of missing answers
        weights = weights_among(self._of.source.names)
        return tuple(replace(one, notes=()) if one.name in weights else one for one in held)

    def weighting_effects(self, outcomes: Any) -> pd.DataFrame:
        """Return what unequal weights cost each answer: design effects of weighting.

        Kish's is of the weights alone: what they cost an answer that has nothing to do with them.
        Spencer's is less where an answer goes with the probability of selection, and Henry and
        Valliant's where what weights were calibrated to explains it. The design effect of an
        estimate, which clusters and strata add to, is in the table of ``mean`` where asked for.

        Parameters
        ----------
        outcomes : str or list of str
            Columns of numbers or answers.

        Returns
        -------
        pandas.DataFrame
            A row for each number, and for each answer: outcome, category, n; kish; spencer, by
            probabilities that go with 1 over the weights before the weighting, and none where
            these are all the same; henry_valliant, by what the last calibration was to, and none
            without. None of them where everybody gave the same answer.

        Raises
        ------
        ArgumentError, DataError
            When a name is no column.

        References
        ----------
        Kish (1965), Survey Sampling, section 11.7; Spencer (2000), Survey Methodology 26:137–138;
        Henry & Valliant (2015), Survey Methodology 41:315–331.

        Examples
        --------
        >>> import pandas as pd
        >>> from topline import Survey
        >>> data = pd.DataFrame({"w": [1, 1, 3, 3, 2], "y": [2, 1, 7, 6, 4]})
        >>> Survey(data, weights="w").weighting_effects("y")["kish"].round(2).tolist()
        [1.2]
        """
        rows, done = rows_in_memory(self._of), self._of.weighted
        start = rows.weights if done is None else done.codes.weights
        return weighting_effects(rows, as_names(outcomes), start)

    def who_answered(
        self, questions: Any, *, asked: Mapping[str, Any] | None = None
    ) -> pd.DataFrame:
        """Count who answered each question, and why others did not: one row a question.

        Columns are answered, no_answer (refused, no answer and the like, or asked and blank),
        not_asked (by `asked`, by the condition of a question with several answers, or by a reason
        such as "not applicable"), and not_known: blank, and nothing tells which. Without weights.

        Parameters
        ----------
        questions : str or list of str
            Columns, or questions with several answers.
        asked : mapping of str to condition, optional
            Who was asked a question: ``{"hours": "works == 'Yes'"}``; see ``Options``.

        Raises
        ------
        ArgumentError
            When a name is no question, or a condition cannot be worked out.

        Examples
        --------
        >>> import pandas as pd
        >>> from topline import Survey
        >>> data = pd.DataFrame({"works": ["Yes", "Yes", "No"], "hours": [40, None, None]})
        >>> Survey(data).who_answered("hours", asked={"hours": "works == 'Yes'"}).iloc[0].tolist()
        ['hours', 1, 1, 1, 0]
        """
        return who_answered(self._of, as_names(questions), {} if asked is None else asked)

    def personal(self, name: str) -> str | None:
        """Return what personal a column holds, as "names" or "free text"; None for nothing."""
        return personal_in(self._of.source.looked(name).columns, name)

    def is_categorical(self, name: str) -> bool:
        """Return whether a column holds words, or codes of which each has a label: no numbers."""
        return self._of.source.is_categorical(name)

    def distinct(self, names: str | Sequence[str]) -> pd.DataFrame:
        """Return the values of some columns that occur together, each combination once.

        Values are as the data have them, missing ones among them. Of one column of numbers that are
        not in memory, and of which more than 65,536 differ, these are the ends of small steps.

        Parameters
        ----------
        names : str or list of str

        Raises
        ------
        ArgumentError
            When a name is no column.

        Examples
        --------
        >>> import pandas as pd
        >>> from topline import Survey
        >>> Survey(pd.DataFrame({"q": ["yes", "no", "yes"]})).distinct("q")["q"].tolist()
        ['yes', 'no']
        """
        return self._of.source.distinct(as_names(names))

    def expect(self, questions: str | Sequence[str], *, by: str | Sequence[str] = ()) -> None:
        """Say which questions will be asked, so that an engine may count many of them at once.

        Nothing changes but how often rows that are not in memory are passed over: when the first
        of these questions is asked, DuckDB counts it and many of the others in one pass. What was
        expected before is forgotten.

        Parameters
        ----------
        questions : str or list of str
            Columns whose answers will be counted.
        by : str or list of str
            Columns that each of them will be broken down by.

        Raises
        ------
        ArgumentError
            When a name is no column.
        """
        self._of.source.expect(as_names(questions), as_names(by), self._of.within)

    def likely_design(self) -> dict[str, Any]:
        """Return the arguments of ``Survey`` that the names of the columns look like.

        A preset, where the columns are those of a public file; else weights, strata, clusters and
        replicate weights. Nothing is used without being asked for.
        """
        source = self._of.source
        return likely_design(
            source.names, lambda name: not is_text(column(source.looked(name).columns.data, name))
        )
