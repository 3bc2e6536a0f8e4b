"""What a fitted model predicts, and what its predictors do: methods of ``Model``."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ...arguments import check_text, listed_values
from ...errors import ArgumentError
from ...estimates.algebra.contrasts import finite_weights
from ...estimates.estimates import Estimates
from ...language.message import Message
from ...statistics.core.arguments import broadcast
from ...statistics.models.families import FAMILIES
from ..estimators.request import refuse_unknown
from .averages import Said, average_estimates, linear_estimates, row_estimates
from .elsewhere import (
    at_values,
    differences,
    effects_of,
    levels_of,
    new_rows,
    support_of,
)
from .fit import Fitted

_SCALES = ("response", "link")


class Effects:
    """Predictions, margins and contrasts of a model, fitted once or to each version of the data."""

    family: str

    @property
    def _fits(self) -> Sequence[Fitted]:
        raise NotImplementedError

    def _together(self, found: Sequence[Estimates]) -> Estimates:
        """Return the estimates of the fit, or those of several pooled."""
        raise NotImplementedError

    @property
    def how(self) -> str:
        """How the model was fitted, in words."""
        raise NotImplementedError

    def _of_each(self, made: Callable[[Fitted], Estimates]) -> Estimates:
        return self._together([made(of) for of in self._fits])

    def predict(self, new: Any, *, scale: str = "response") -> Estimates:
        """Predict the outcome of other rows.

        Parameters
        ----------
        new : DataFrame or list of dict
            A row each, with the predictors by label or code.
        scale : {"response", "link"}
            Means, or the linear predictor.

        Raises
        ------
        ArgumentError
            When a predictor is missing, or has a level that the model does not know.
        """
        refuse_unknown("scale", scale, _SCALES)
        frame = new_rows(new)
        shares = scale == "response" and self._of_shares
        said = Said(
            Message("predictions; {how}", how=self.how), "proportion" if shares else "value"
        )
        return self._of_each(lambda of: row_estimates(of, frame, scale, said))

    def predictions(
        self,
        variable: str | None = None,
        *,
        at: Sequence[Any] | None = None,
        averaging: str = "fixed",
    ) -> Estimates:
        """Estimate predictive margins: the mean outcome if everybody had one value of a predictor.

        Parameters
        ----------
        variable : str, optional
            A predictor; without, the mean of the predictions as they are.
        at : list, optional
            Its values; by default the levels of a factor.
        averaging : {"fixed", "sampled"}
            Whether the standard error takes the rows that are averaged over as they are, as Stata's
            margins does by default, or as a sample, too; R's svypredmeans adds both variances, and
            leaves out their covariance.

        Raises
        ------
        ArgumentError
            When the variable is no predictor, or a number without values to predict at.

        References
        ----------
        Graubard & Korn (1999), Biometrics 55:652–659.
        """
        said = Said(
            Message("predictive margins; {how}", how=self.how),
            "proportion" if self._of_shares else "value",
        )
        label = "average" if variable is None else variable
        return self._of_each(
            lambda of: average_estimates(of, at_values(of, variable, at), label, said, averaging)
        )

    def support(self, variable: str) -> pd.DataFrame:
        """Return how the people that the model was fitted to are spread over a predictor.

        Predictions where nobody is are the model's alone. A number has up to 30 classes of equal
        width, in the columns low and high; a factor has its levels, in the column of its name. The
        column share is the weighted part of the people in each.

        Raises
        ------
        ArgumentError
            When the variable is no predictor of the model.
        """
        check_text("variable", variable, expected="the name of a predictor")
        return support_of(self._fits, variable)

    def contrasts(self, variable: str, *, averaging: str = "fixed") -> Estimates:
        """Estimate how predictive margins of a factor differ from that of its first level.

        Raises
        ------
        ArgumentError
            When the variable is no factor of the model.
        """
        check_text("variable", variable, expected="the name of a factor")
        if not levels_of(self._fits[0], variable):
            raise ArgumentError(f"{variable!r} is a number; use margins({variable!r})")
        said = Said(
            Message("differences of predictive margins; {how}", how=self.how),
            "points" if self._of_shares else "value",
            tested=True,
        )
        return self._of_each(
            lambda of: average_estimates(of, differences(of, variable), "contrast", said, averaging)
        )

    def margins(
        self, variables: str | Sequence[str] | None = None, *, averaging: str = "fixed"
    ) -> Estimates:
        """Estimate average marginal effects: what one unit more of a predictor does to the mean.

        Parameters
        ----------
        variables : str or list of str, optional
            Predictors; by default all. A factor has the difference of each level from the first.
        averaging : {"fixed", "sampled"}
            As in ``predictions``.

        Raises
        ------
        ArgumentError
            When one is no predictor, or does not vary.
        """
        said = Said(Message("average marginal effects; {how}", how=self.how), tested=True)
        return self._of_each(
            lambda of: average_estimates(of, effects_of(of, variables), "variable", said, averaging)
        )

    def contrast(self, weights: ArrayLike, *, labels: Sequence[str] | None = None) -> Estimates:
        """Estimate linear combinations of the coefficients, on the scale of the link.

        Parameters
        ----------
        weights : (k,) or (m, k) array_like
            A weight for each coefficient, in the order of the table.
        labels : sequence of str, optional
            Names of the combinations.

        Raises
        ------
        ArgumentError
            When there is not a weight for each coefficient.
        """
        size = len(self._fits[0].fit.names)
        (given,), _ = broadcast(weights=weights)
        matrix = finite_weights(np.atleast_2d(given))
        if matrix.ndim != 2 or matrix.shape[1] != size:
            raise ArgumentError(
                f"weights has shape {matrix.shape}; expected a number for each of {size} "
                "coefficients"
            )
        names = [f"contrast {row + 1}" for row in range(len(matrix))]
        if labels is not None:
            names = listed_values("labels", labels)
        if len(names) != len(matrix):
            raise ArgumentError(f"labels has {len(names)} names for {len(matrix)} combinations")
        said = Said(Message("contrasts; {how}", how=self.how), tested=True)
        return self._of_each(lambda of: linear_estimates(of, matrix, names, said))

    @property
    def _of_shares(self) -> bool:
        return FAMILIES[self.family].range == (0.0, 1.0)
