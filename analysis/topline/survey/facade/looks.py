"""A survey looked at as it is: said in words, described and checked, as methods of ``Survey``."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ...loaders.codebook.variables import MultipleResponseSet
from ...mappings import FrozenMapping
from ..checks.checks import check
from ..checks.describe import as_html, as_text, describe
from ..checks.rows import rows_in_memory
from ..design.subpopulation import Subpopulation


class Looking:
    """What can be seen of a subpopulation's rows and design."""

    _of: Subpopulation

    def __repr__(self) -> str:
        """Say the design, weights and domain in words."""
        return as_text(rows_in_memory(self._of))

    def _repr_html_(self) -> str:
        """Show the design, weights and domain as a table in a notebook."""
        return as_html(rows_in_memory(self._of))

    @property
    def sets(self) -> Mapping[str, MultipleResponseSet]:
        """The questions with several answers, by the name that estimates know them by."""
        return FrozenMapping(dict(rows_in_memory(self._of).columns.sets))

    def check(self) -> pd.DataFrame:
        """Look for what makes estimates doubtful; severities are ok, note, warning, problem."""
        return check(rows_in_memory(self._of))

    def describe(self, variables: Any = None) -> pd.DataFrame:
        """Return each column's type, answers, and weighted mean or most frequent category."""
        return describe(rows_in_memory(self._of), variables)
