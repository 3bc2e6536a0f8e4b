"""Models fitted to each of several completed versions of the data: what all kinds have.

Coefficients are pooled each by Rubin's rules; terms are tested by D₁, or by D₃ of likelihoods.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from ...arguments import listed_values
from ...errors import ArgumentError
from ...estimates.access import ChartAtHand
from ...estimates.estimates import Estimates
from ...language.message import Capital, Message
from ...spoken import SpokenTable, left_out, with_stop
from ...statistics.comparisons.significance import Significance
from ..data.columns import FloatArray
from ..models.terms import Way
from .pool import pooled_estimates
from .rules import Rules, notes_of
from .terms import pooled_terms


@dataclass(frozen=True, eq=False, repr=False)
class OfVersions(SpokenTable, ChartAtHand):
    """Models of the same kind, one for each version of the data."""

    models: tuple[Any, ...]
    _rules: Rules = field(repr=False)
    _charts: ClassVar[tuple[str, ...]] = ("coefficients",)

    @property
    def formula(self) -> str:
        """The formula, of all versions the same."""
        return str(self.models[0].formula)

    @property
    def how(self) -> str:
        """How each version's model was fitted, in words."""
        return str(self.models[0].how)

    def _together(self, found: Sequence[Estimates]) -> Estimates:
        return pooled_estimates(found, self._rules)

    @property
    def table(self) -> Estimates:
        """The pooled coefficients: estimate, limits, statistic and p-value of each `term`.

        Ratios, where the model was asked for them, are pooled by their logs.
        """
        return self._together([model.table for model in self.models])

    @property
    def n(self) -> int:
        """Rows that were used, the fewest of a version."""
        return int(min(self._counts))

    @property
    def _counts(self) -> Sequence[int]:
        """Return the rows that each version has used."""
        raise NotImplementedError

    def _told(self, what: str, left: str) -> tuple[str, ...]:
        """Return sentences: what was modelled, of which a version leaves out so many rows at most.

        What a reader must know of the versions follows, each once.
        """
        m, counts = len(self.models), np.array(self._counts, dtype=float)[:, None]
        told = Message(
            "{model} ({versions}, n = {n}{left})",
            model=Capital(what),
            versions=Message("{n} version of the data", "{n} versions of the data", n=m),
            n=self.n,
            left=left,
        )
        notes = notes_of([model.sentences[1:] for model in self.models], counts)
        return tuple(map(with_stop, (told, *notes)))

    def __getattr__(self, name: str) -> Any:
        """Say where to ask what only a model of one version can be asked.

        Raises
        ------
        AttributeError
        """
        models = self.__dict__.get("models", ())
        if name.startswith("_") or not models or not hasattr(type(models[0]), name):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        raise AttributeError(
            f"{name!r} is of a model of one version of the data, and these are {len(models)}; ask "
            f"one of them, as models[0].{name}"
        )


@dataclass(frozen=True, eq=False, repr=False)
class RegressionOfVersions(OfVersions):
    """Regressions of the versions: their coefficients together, and tests of their terms."""

    @property
    def kind(self) -> str:
        """What kind of regression it is, in words."""
        return str(self.models[0].kind)

    @property
    def coefficients(self) -> Estimates:
        """The pooled coefficients on their own scale, whatever the table has."""
        return self._together([model.coefficients for model in self.models])

    @property
    def covariance(self) -> FloatArray:
        """The (k, k) covariance of the coefficients on their own scale: Ū + (1 + 1/m)·B."""
        return np.array(self.coefficients.covariance, dtype=float)

    @property
    def _counts(self) -> Sequence[int]:
        return [len(model._fitted.rows.at) for model in self.models]

    def test(
        self,
        terms: str | Sequence[str],
        *,
        method: str = "wald",
        df: float | None = None,
        tail: str = "saddlepoint",
    ) -> Significance:
        """Test that all coefficients of a term, or of several together, are 0.

        Parameters
        ----------
        terms : str or list of str
            Terms of the formula, such as ``"age_group"`` or ``"age_group:gender"``.
        method : {"wald", "rao-scott-lrt", "working-wald"}
            Wald's F of the pooled coefficients by D₁; or the two statistics of the weights taken as
            counts, at the pooled coefficients: the likelihood ratio by D₃, Wald's by D₁. What the
            imputations add to these is held to the sum of the design effects: Meng and Rubin's own
            rule, which holds it to the number of coefficients, is that of a sample drawn at random.
        df : float, optional
            Degrees of freedom were nothing imputed; by default the model's, ``numpy.inf`` for those
            of the imputations alone.
        tail : {"saddlepoint", "exact"}
            As in ``Model.test``.

        Raises
        ------
        ArgumentError
            When a term or the method is unknown, or versions have other levels; when likelihood
            ratios are asked of a model that is no generalised linear one.
        DataError
            When the design leaves too few degrees of freedom.

        References
        ----------
        Li, Raghunathan & Rubin (1991), JASA 86:1065–1073; Reiter (2007), Biometrika 94:502–508;
        Meng & Rubin (1992), Biometrika 79:103–111; Lumley & Scott (2014), Australian & New Zealand
        Journal of Statistics 56:1–14.
        """
        if terms is None:
            raise ArgumentError("terms is not given; expected terms of the formula, such as 'g'")
        named = [terms] if isinstance(terms, str) else listed_values("terms", terms)
        return pooled_terms(self.models, named, Way(method, df, tail), self._rules)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was modelled, on how many rows of how many versions, and what to know of it."""
        rows = [model._fitted.rows for model in self.models]
        missing = max(own.missing for own in rows)
        what = Message(
            "{kind} of {outcome}", kind=self.models[0].kind, outcome=rows[0].outcome_words
        )
        return self._told(what, left_out(missing))
