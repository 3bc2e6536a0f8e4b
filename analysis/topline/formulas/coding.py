"""From a formula and columns to a matrix, once and then alike for other rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import ArgumentError
from ..expressions.formula import CATEGORY, COLUMN, Factor, ModelFormula
from ..expressions.terms import parse_terms
from ..expressions.tree import Name
from ..values import Value
from .arithmetic import worked_out
from .library import INTERCEPT, called, frame_of, learnt, matrix_of
from .variables import FloatArray, Variables


@dataclass(frozen=True, eq=False, kw_only=True)
class ModelMatrix(Value):
    """Rows coded by a formula.

    Attributes
    ----------
    x : (n, p) float
        NaN in rows that lack an answer or a number.
    names : tuple of str
        "(Intercept)", "age", "sex[T.man]", "sex[T.man]:age", "bs(age, df=4)[1]".
    terms : tuple of str
        The term of each column: "(Intercept)", "age", "sex", "sex:age", "bs(age, df=4)".
    known : (n,) bool
        Rows that lack nothing.
    offset : (n,) float
        Sum of the offsets; 0 without.
    """

    x: FloatArray = field(repr=False)
    names: tuple[str, ...]
    terms: tuple[str, ...]
    known: NDArray[np.bool_] = field(repr=False)
    offset: FloatArray = field(repr=False)


@dataclass(frozen=True, eq=False, kw_only=True)
class CodedFormula(Value):
    """A formula with all that was learnt of the rows it was coded on: levels, knots, scales.

    Attributes
    ----------
    formula : ModelFormula
    levels : mapping of Factor to tuple
        Answers of each factor that has some, its base first.
    spec : object
        What formulaic learnt; None where only columns as they are were asked for.
    """

    formula: ModelFormula
    levels: Mapping[Factor, tuple[Any, ...]]
    spec: Any = field(default=None, repr=False)

    def matrix(self, variables: Variables) -> ModelMatrix:
        """Return the matrix of some rows, coded as those that the formula was coded on.

        Raises
        ------
        ArgumentError
            When they hold an answer that was not there, or a number where a spline does not go.
        """
        leaves = [self.variable(factor, variables) for factor in self.formula.factors]
        known = rows_with_all(leaves)
        names, terms, x = self._coded(leaves, known)
        whole = np.full((len(known), x.shape[1]), np.nan)
        whole[known] = x
        offset = np.zeros(len(known))
        for node in self.formula.offsets:
            offset += worked_out(node, variables, "offset()")
        return ModelMatrix(
            x=whole,
            names=names,
            terms=terms,
            known=known & ~np.isnan(offset),
            offset=offset,
        )

    def variable(self, factor: Factor, variables: Variables) -> NDArray[Any]:
        """Return a factor as numbers, NaN where there is none; or as codes of its levels, from 0.

        Raises
        ------
        ArgumentError
            When an answer is none of the levels.
        """
        if factor not in self.levels:
            return worked_out(factor.of, variables, factor.text)
        assert isinstance(factor.of, Name)
        answers, levels = variables.answers(factor.of.name), self.levels[factor]
        labels = list(answers.labels)
        place = {level: number for number, level in enumerate(levels)}
        # the last, −1, is nobody's answer
        codes: NDArray[Any] = np.array([*(place.get(each, -2) for each in labels), -1])[
            answers.rows
        ]
        if (codes == -2).any():
            strange = labels[answers.rows[codes == -2][0]]
            raise ArgumentError(
                f"{factor.text} holds {strange!r}, which was not there when the formula was "
                f"coded; expected one of {', '.join(map(repr, levels))}"
            )
        return codes

    def _coded(
        self, leaves: Sequence[NDArray[Any]], known: NDArray[np.bool_]
    ) -> tuple[tuple[str, ...], tuple[str, ...], FloatArray]:
        """Return names, terms and values of the columns, in rows that lack nothing."""
        factors = self.formula.factors
        if self.spec is not None:
            found = matrix_of(self.formula, self.spec, self.frame(leaves, known))
            names = tuple(called(name, factors, self.levels) for name in found.columns)
            own = [":".join(factor.text for factor in term) for term in self.formula.terms]
            told = [INTERCEPT, *own] if self.formula.intercept else own
            sizes = [len(each.columns) for each in self.spec.structure]
            return names, tuple(np.repeat(told, sizes).tolist()), found.to_numpy(dtype=float)
        # a constant, numbers, and indicators of all answers but the base need no library
        columns = [(INTERCEPT, INTERCEPT, np.ones(np.count_nonzero(known)))]
        for factor, leaf in zip(factors, leaves, strict=True):
            if factor not in self.levels:
                columns.append((factor.text, factor.text, leaf[known]))
            for number, label in list(enumerate(self.levels.get(factor, ())))[1:]:
                inside = (leaf[known] == number).astype(float)
                columns.append((f"{factor.text}[T.{label}]", factor.text, inside))
        labels, of, values = zip(*columns, strict=True)
        return labels, of, np.column_stack(values)

    def frame(self, leaves: Sequence[NDArray[Any]], known: NDArray[np.bool_]) -> Any:
        """Return the variables for formulaic."""
        counts = [len(self.levels.get(factor, ())) for factor in self.formula.factors]
        return frame_of(leaves, counts, known)


def code_formula(
    formula: str | ModelFormula, variables: Variables, use: NDArray[np.bool_] | None = None
) -> CodedFormula:
    """Return a formula with the levels, knots and scales that some rows give it.

    Parameters
    ----------
    formula : str or ModelFormula
    variables : Variables
    use : (n,) bool, optional
        Rows that they are learnt from; by default all.

    Raises
    ------
    ArgumentError
        When it cannot be read, names no column, or needs formulaic, which is not installed.
    """
    if isinstance(formula, str):
        formula = parse_terms(formula)
    if not formula.columns:
        raise ArgumentError(f"the formula {formula.text!r} names no column; name at least one")
    levels = {
        factor: _levels(factor, variables, use)
        for factor in formula.factors
        if isinstance(factor.of, Name)
        and (
            factor.kind == CATEGORY
            or (factor.kind == COLUMN and variables.is_categorical(factor.of.name))
        )
    }
    coded = CodedFormula(formula=formula, levels=levels)
    leaves = [coded.variable(factor, variables) for factor in formula.factors]
    known = rows_with_all(leaves) if use is None else rows_with_all(leaves) & use
    if not known.any():
        raise ArgumentError(f"no row has all columns of {formula.text!r}; leave one out")
    if formula.is_plain:
        return coded
    return replace(coded, spec=learnt(formula, coded.frame(leaves, known)))


def rows_with_all(leaves: Sequence[NDArray[Any]]) -> NDArray[np.bool_]:
    """Return which rows lack no variable."""
    own = [leaf >= 0 if leaf.dtype.kind == "i" else ~np.isnan(leaf) for leaf in leaves]
    return np.asarray(np.all(own, axis=0))


def _levels(factor: Factor, variables: Variables, use: Any) -> tuple[Any, ...]:
    """Return the answers that are there, that of the base first."""
    assert isinstance(factor.of, Name)
    answers = variables.answers(factor.of.name)
    rows = answers.rows if use is None else answers.rows[use]
    labels = list(answers.labels)
    held = [labels[at] for at in np.unique(rows[rows >= 0])]
    if not held:
        raise ArgumentError(f"nobody has an answer to {factor.of.name!r}; leave it out")
    base = dict(factor.options).get("base", held[0])
    first = [label for label in held if str(label) == str(base)]
    if not first:
        raise ArgumentError(
            f"the base of {factor.text} is {base!r}; expected one of {', '.join(map(repr, held))}"
        )
    return (first[0], *(label for label in held if label != first[0]))
