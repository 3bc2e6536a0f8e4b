"""Log-linear models of the tables of several completed versions of the data, asked as one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ...arguments import described
from ...calls import answering_class
from ...errors import ArgumentError
from ...language.message import Message
from ...spoken import left_out
from ...statistics.comparisons.significance import Significance
from ..cells.loglinear import LoglinearModel
from ..cells.terms import fit_terms
from ..data.columns import FloatArray
from .chi_squares import OF_PEARSON, pooled_shares
from .fitted import OfVersions
from .rules import said_of_pooling


@answering_class
@dataclass(frozen=True, eq=False, repr=False)
class PooledLoglinearModel(OfVersions):
    """A log-linear model of the tables of several versions, by ``ImputedSurvey.loglinear``.

    Attributes
    ----------
    models : tuple of LoglinearModel
        One for each version.
    """

    @property
    def _whole(self) -> LoglinearModel:
        """Return the model of the pooled shares of the cells."""
        first = self.models[0]
        cells = pooled_shares([model._cells for model in self.models], self._rules)
        found: LoglinearModel = replace(first, _cells=cells, _fit=fit_terms(cells, first._terms))
        return found

    @property
    def _counts(self) -> Sequence[int]:
        return [model.n for model in self.models]

    @property
    def terms(self) -> tuple[str, ...]:
        """Main effects and interactions, as "age:vote"."""
        return tuple(self.models[0].terms)

    @property
    def covariance(self) -> FloatArray:
        """The (k, k) covariance of the effects: Ū + (1 + 1/m)·B."""
        return np.array(self.table.covariance, dtype=float)

    @property
    def cells(self) -> pd.DataFrame:
        """The mean shares of the cells, and those that the model of them fits."""
        return self._whole.cells

    def test(
        self,
        terms: str | Sequence[str] | None = None,
        *,
        criterion: str = "deviance",
        method: str = "F",
    ) -> Significance:
        """Test whether the model fits the table, or needs some of its terms.

        Parameters
        ----------
        terms : str or list of str, optional
            Terms to be left out; by default the model is tested against the table itself.
        criterion, method : str
            As in ``LoglinearModel.test``; of the pooled shares.

        Raises
        ------
        ArgumentError, DataError
            As in ``LoglinearModel.test``.
        """
        found = self._whole.test(terms, criterion=criterion, method=method)
        return self._pooled(found)

    def compare(
        self, smaller: "PooledLoglinearModel", *, criterion: str = "deviance", method: str = "F"
    ) -> Significance:
        """Test this model against one of the same tables without some of its terms.

        Parameters
        ----------
        smaller : PooledLoglinearModel
        criterion, method : str
            As in ``test``.

        Raises
        ------
        ArgumentError, DataError
            As in ``LoglinearModel.compare``.
        """
        if not isinstance(smaller, PooledLoglinearModel):
            raise ArgumentError(f"smaller is {described(smaller)}; expected a PooledLoglinearModel")
        found = self._whole.compare(smaller._whole, criterion=criterion, method=method)
        return self._pooled(found)

    def _pooled(self, found: Significance) -> Significance:
        said = said_of_pooling(found.method, len(self.models), rule=OF_PEARSON)
        return replace(found, method=said)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was modelled, and on how many respondents of how many versions."""
        names = ", ".join(map(str, self.models[0]._cells.names))
        missing = max(int(model._cells.piece.missing[0]) for model in self.models)
        what = Message("log-linear model of the shares of {names}", names=names)
        return self._told(what, left_out(missing))
