"""The columns of a formula as expressions of an engine, named and coded as those in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import product

import narwhals as nw
import numpy as np

from ....errors import ArgumentError
from ....expressions.tree import Comparison, Logical, Missing, Name, Node, Not, names_in
from ....formulas.coding import Coding, code_formula
from ....formulas.read import Formula
from ....formulas.transforms import CATEGORIES
from ....formulas.values import Levels
from ....values import Value
from ...data.columns import FloatArray
from ...engine.asked import Categories
from ...engine.lazy.coded import as_expression, cases, joined, places_of, summed
from ...engine.lazy.conditions import condition_code
from ...engine.lazy.source import LazySource

_MOST_COMBINATIONS = 100_000
"""Combinations of levels that a formula is coded on."""

_CONDITIONS = (Comparison, Logical, Not, Missing)


@dataclass(frozen=True, eq=False, kw_only=True)
class EngineColumns(Value):
    """What a formula makes of rows that are not in memory.

    Attributes
    ----------
    names : tuple of str
        Of its columns.
    terms : mapping of str to tuple of int
        The columns of each term, "1" for the intercept.
    formula : Formula
    coding : Coding
        The levels of its factors, the reference first.
    factors : Factors
        Of the rows as they are.
    held : mapping of str to list of int
        Places of the levels that rows in use have.
    codes : mapping of str to (g,) int
        Places among those held, of each combination of levels.
    matrix : (g, p) float
        The columns of each combination, numbers being 1.
    """

    names: tuple[str, ...]
    terms: Mapping[str, tuple[int, ...]]
    formula: Formula
    coding: Coding = field(repr=False)
    factors: "Factors" = field(repr=False)
    held: Mapping[str, Sequence[int]] = field(repr=False)
    codes: Mapping[str, np.ndarray] = field(repr=False)
    matrix: FloatArray = field(repr=False)

    def of(self, factors: "Factors") -> tuple[nw.Expr, ...]:
        """Return the columns of rows with these factors."""
        x: list[nw.Expr] = [nw.lit(0.0)] * len(self.names)
        texts = {":".join(term) or "1": term for term in self.formula.terms}
        for text, places in self.terms.items():
            term = texts[text]
            numbers = [factors.numbers[key] for key in term if key in factors.numbers]
            own = [key for key in term if key in self.held]
            for at in places:
                indicators = _pattern(own, self.held, factors, self.codes, self.matrix[:, at])
                x[at] = reduce(lambda one, other: one * other, [indicators, *numbers])
        return tuple(x)


@dataclass(frozen=True, eq=False)
class Factors(Value):
    """The factors of a formula: categories, or numbers, of rows that an engine holds."""

    categories: Mapping[str, Categories]
    numbers: Mapping[str, nw.Expr] = field(repr=False)

    @property
    def known(self) -> nw.Expr:
        """Whether a row has all of them."""
        known = [~own.is_null() for own in self.numbers.values()]
        known += [as_expression(own.rows) >= 0 for own in self.categories.values()]
        return reduce(lambda one, other: one & other, known, nw.lit(True))


@dataclass(frozen=True, eq=False)
class _Grid:
    """One row for each combination of levels, numbers being 1: what a formula is coded on."""

    labels: Mapping[str, Sequence[object]]
    codes: Mapping[str, np.ndarray]
    size: int

    def __len__(self) -> int:
        return self.size

    def is_categorical(self, name: str) -> bool:
        return name in self.labels

    def numbers(self, name: str) -> FloatArray:  # noqa: ARG002
        return np.ones(self.size)

    def levels(self, name: str) -> Levels:
        return Levels(tuple(self.labels[name]), self.codes[name])

    def holds(self, condition: Node) -> FloatArray:  # noqa: ARG002
        return np.ones(self.size)


def factors_of(source: LazySource, formula: Formula) -> Factors:
    """Return the factors of a formula.

    Raises
    ------
    ArgumentError
        When one is a function of more than a row, or of numbers, which is told to memory only.
    """
    if formula.offsets:
        raise ArgumentError(needs_rows("offset()"))
    categories, numbers = {}, {}
    for key in dict.fromkeys(key for term in formula.terms for key in term):
        factor = formula.factors[key]
        answers = factor.transform in CATEGORIES
        if isinstance(factor.of, Name) and not factor.transform:
            answers = source.is_categorical(factor.of.name)
        if answers and isinstance(factor.of, Name):
            categories[key] = source.categories(factor.of.name)
        elif isinstance(factor.of, Name) and not factor.transform:
            numbers[key] = source.variable(factor.of.name).rows.expr
        elif isinstance(factor.of, _CONDITIONS) and not factor.transform:
            code = as_expression(condition_code(source.levels, str(factor.of)))
            numbers[key] = nw.when(code >= 0).then(code)
        else:
            raise ArgumentError(needs_rows(key))
    return Factors(categories, numbers)


def needs_rows(what: str) -> str:
    """Say that something is worked out on rows."""
    return (
        f"{what} is worked out on rows, and these are not in memory; make a column of it in the "
        "data, or read the columns into memory, as with read_survey(path, columns=[…])"
    )


def engine_columns(
    source: LazySource, formula: Formula, factors: Factors, used: nw.Expr
) -> EngineColumns:
    """Return a formula's columns: the levels are those that rows in use have.

    Raises
    ------
    ArgumentError
        When nobody has all that is named, or there are too many combinations of levels.
    """
    held = {key: _levels(source, own, used) for key, own in factors.categories.items()}
    size = int(np.prod([len(places) for places in held.values()], dtype=float))
    if size > _MOST_COMBINATIONS:
        raise ArgumentError(
            f"the factors have {size:,} combinations of levels; expected at most "
            f"{_MOST_COMBINATIONS:,}. Is one an identifier? Put levels together, or leave it out"
        )
    cells = list(product(*(range(len(places)) for places in held.values())))
    codes = {key: np.array([cell[at] for cell in cells], int) for at, key in enumerate(held)}
    names = {key: names_in(formula.factors[key].of)[0] for key in held}
    grid = _Grid(
        labels={
            names[key]: [factors.categories[key].labels[place] for place in places]
            for key, places in held.items()
        },
        codes={names[key]: codes[key] for key in held},
        size=max(1, len(cells)),
    )
    coded = code_formula(formula, grid, np.ones(len(grid), dtype=bool))
    return EngineColumns(
        names=coded.names,
        terms=coded.terms,
        formula=formula,
        coding=coded.coding,
        factors=factors,
        held=held,
        codes=codes,
        matrix=np.asarray(coded.matrix),
    )


def _levels(source: LazySource, own: Categories, used: nw.Expr) -> list[int]:
    """Return the levels that some row in use has."""
    table = source.rows.grouped(
        [key.expr for key in own.rows.keys],
        [nw.when(used).then(nw.lit(1.0)).otherwise(nw.lit(0.0)).alias("n")],
    )
    keys = own.rows.keys
    found = places_of(keys, [table[f"k{at}"] for at in range(len(keys))], len(table))
    there = np.unique(own.rows.code(found)[table["n"].to_numpy() > 0])
    if not there.size:
        raise ArgumentError("no row has a value of all that the formula names; leave one out")
    return [int(level) for level in there if level >= 0]


def _pattern(
    own: Sequence[str],
    held: Mapping[str, Sequence[int]],
    factors: Factors,
    codes: Mapping[str, np.ndarray],
    column: FloatArray,
) -> nw.Expr:
    """Return a column's numbers by the levels of the categories in its term."""
    if not own:
        return nw.lit(1.0)
    found = []
    for cell in product(*(range(len(held[key])) for key in own)):
        row = np.flatnonzero(
            np.all([codes[key] == at for key, at in zip(own, cell, strict=True)], axis=0)
        )[0]
        if column[row]:
            levels = [held[key][at] for key, at in zip(own, cell, strict=True)]
            # who has all these levels: one code for the combination, whatever others there are
            together = joined(
                [factors.categories[key].rows for key in own],
                lambda *codes, levels=levels: np.where(
                    np.all(np.transpose(codes) == levels, axis=1), 0, -1
                ),
            )
            found.append(cases(together, [float(column[row])]))
    return summed(found)
