"""Log-linear models of a table: which of its variables go together, and how strongly."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np
import pandas as pd

from ...arguments import described, listed_values
from ...calls import answering_class
from ...errors import ArgumentError, DataError
from ...estimates.access import ChartAtHand
from ...estimates.estimates import Estimates
from ...formulas.read import read_formula
from ...language.message import Message
from ...spoken import SpokenTable, left_out, with_stop
from ...statistics.comparisons.significance import Significance
from ...statistics.models.loglinear import LoglinearFit
from ..data.columns import FloatArray
from ..estimators.assemble import assemble
from ..estimators.request import Request, words_of
from ..models.coefficients import with_table, with_tests
from .nested import chi_square_between, nested_test
from .table import CellShares, cell_shares
from .terms import Term, effect_names, fit_terms, table_itself, term_name, terms_of


@answering_class
@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class LoglinearModel(SpokenTable, ChartAtHand):
    """A log-linear model of a survey's table, fitted by ``Survey.loglinear``.

    Attributes
    ----------
    formula : str
    """

    formula: str
    _terms: tuple[Term, ...] = field(repr=False)
    _cells: CellShares = field(repr=False)
    _fit: LoglinearFit = field(repr=False)
    _charts = ("coefficients",)

    @property
    def terms(self) -> tuple[str, ...]:
        """Main effects and interactions, as "age:vote"."""
        return tuple(term_name(self._cells, term) for term in self._terms)

    @property
    def table(self) -> Estimates:
        """The effects on the log of a cell's share: deviations that add up to 0 over categories.

        A row for each category of a `term` but the last, whose effect is that of the others
        together, with the sign changed.
        """
        names = [name for term in self._terms for name in effect_names(self._cells, term)]
        of = " × ".join(map(str, self._cells.names))
        own, fit = self._cells, self._fit
        # its cells may be empty under a replicate, whose effects are then not finite
        piece = own.derived(
            lambda shares: fit.coefficients + (shares - own.shares) @ fit.slope.T,
            fit.slope[None],
            pd.DataFrame({"outcome": of, "term": names}),
        )
        request = replace(self._cells.request, interval="t")
        found = assemble(request, [piece], self.how)
        return with_table(found, with_tests(found.table))

    @property
    def covariance(self) -> FloatArray:
        """The (k, k) covariance of the effects by the design."""
        slope = self._fit.slope
        return np.asarray(slope @ self._cells.covariance() @ slope.T)

    @property
    def cells(self) -> pd.DataFrame:
        """A row for each cell: its categories, estimated `share`, and share `fitted` by the model.

        `residual` is Pearson's, √n·(share − fitted)/√fitted, as if drawn at random.
        """
        shares, fitted = self._cells.shares[0], self._fit.fitted
        rows = pd.DataFrame(
            list(product(*self._cells.labels)), columns=list(map(str, self._cells.names))
        )
        residual = np.sqrt(self.n) * (shares - fitted) / np.sqrt(fitted)
        return rows.assign(share=shares, fitted=fitted, residual=residual)

    @property
    def n(self) -> int:
        """Respondents with an answer to all variables."""
        return int(self._cells.piece.n[0])

    @property
    def df(self) -> float:
        """Degrees of freedom of limits and tests, those of the design."""
        assert self._cells.piece.df is not None
        return float(self._cells.piece.df[0])

    @property
    def deviance(self) -> float:
        """2n Σ p·log(p/fitted), how far the model is from the table itself."""
        return chi_square_between("deviance", self._cells, self._fit, table_itself(self._cells))

    @property
    def how(self) -> str:
        """How the model was fitted, in words."""
        return words_of(self._cells.request, "log-linear model")

    def test(
        self,
        terms: str | Sequence[str] | None = None,
        *,
        criterion: str = "deviance",
        method: str = "F",
    ) -> Significance:
        """Test whether the model fits the table, or whether it needs some of its terms.

        Parameters
        ----------
        terms : str or list of str, optional
            Terms to be left out, such as "age:vote"; by default the model is tested against the
            table itself.
        criterion : {"deviance", "pearson"}
            Likelihood ratio, or Pearson's χ² between the shares that the two models fit, which R
            calls score.
        method : {"F", "Chisq", "lincom", "saddlepoint"}
            How its distribution follows from the design; see ``Survey.chi_square``.

        Raises
        ------
        ArgumentError
            When a term is unknown, or another term contains it.
        DataError
            When the model is the table itself, or the design leaves no variance to test with.

        References
        ----------
        Rao & Scott (1984), Annals of Statistics 12:46–60.
        """
        cells = self._cells
        if terms is None:
            return nested_test(cells, self._fit, table_itself(cells), criterion, method)
        named = [terms] if isinstance(terms, str) else listed_values("terms", terms)
        gone = set()
        for name in named:
            # whatever the order of its variables
            parts = {*name.split(":")} if isinstance(name, str) else None
            each = zip(self._terms, self.terms, strict=True)
            called = [term for term, own in each if {*own.split(":")} == parts]
            if not called:
                raise ArgumentError(
                    f"{described(name)} is no term of the model; expected one of "
                    f"{', '.join(self.terms)}"
                )
            gone.add(called[0])
        left = [term for term in self._terms if term not in gone]
        for term in left:
            inside = [each for each in gone if each < term]
            if inside:
                part, whole = term_name(cells, inside[0]), term_name(cells, term)
                raise ArgumentError(
                    f"{part} is part of {whole}, and cannot be 0 without it; test both together"
                )
        return nested_test(cells, fit_terms(cells, left), self._fit, criterion, method)

    def compare(
        self, smaller: "LoglinearModel", *, criterion: str = "deviance", method: str = "F"
    ) -> Significance:
        """Test this model against one of the same table without some of its terms.

        Parameters
        ----------
        smaller : LoglinearModel
        criterion, method : str
            As in ``test``.

        Raises
        ------
        ArgumentError
            When the other is no part of this model, or of another table.
        DataError
            When the design leaves no variance to test with.
        """
        if not isinstance(smaller, LoglinearModel):
            raise ArgumentError(f"smaller is {described(smaller)}; expected a LoglinearModel")
        gone = [name for name in self.terms if name not in smaller.terms]
        if not gone or not set(smaller.terms) < set(self.terms):
            raise ArgumentError(
                "smaller is no part of this model; expected some of the terms "
                f"{', '.join(self.terms)}, in their order"
            )
        if smaller._cells.names != self._cells.names or not np.array_equal(
            smaller._cells.piece.estimate, self._cells.piece.estimate
        ):
            raise ArgumentError(
                "smaller is of another table; expected a model of the same survey, rows and "
                f"variables {', '.join(map(repr, self._cells.names))}; to leave a variable out use "
                "test(), which keeps the table"
            )
        return nested_test(self._cells, smaller._fit, self._fit, criterion, method)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was modelled, and on how many respondents."""
        names = ", ".join(map(str, self._cells.names))
        missing = int(self._cells.piece.missing[0])
        told = Message(
            "Log-linear model of the shares of {names} (n = {n}{left})",
            names=names,
            n=self.n,
            left=left_out(missing),
        )
        return (with_stop(told),)


def loglinear_model(request: Request, formula: str) -> LoglinearModel:
    """Fit a log-linear model; see ``Survey.loglinear``.

    Raises
    ------
    ArgumentError, DataError
    """
    named = terms_of(read_formula(formula))
    names = list(dict.fromkeys(name for term in named for name in term))
    cells = cell_shares(request, names)
    if not cells.piece.n[0]:
        raise DataError(
            f"nobody has an answer to all of {', '.join(map(repr, names))}; name fewer variables"
        )
    terms = tuple(frozenset(map(names.index, term)) for term in named)
    return LoglinearModel(formula=formula, _terms=terms, _cells=cells, _fit=fit_terms(cells, terms))
