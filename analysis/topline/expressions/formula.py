"""The formula of a model as data: terms of factors, and what may stand in a factor."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .tree import Node, Scalar, names_in

Option = Scalar | tuple[Scalar, ...]
"""A value that a transform is given: a constant, or a list of them."""

COLUMN, CATEGORY, COMPUTED, OFFSET = "column", "C", "I", "offset"
"""A column as it is; as answers; a number worked out of columns; one with a slope of 1."""

AS_THEY_ARE = (COLUMN, CATEGORY, COMPUTED)
"""Kinds of factors that are worked out before they are coded."""

TRANSFORMS: Mapping[str, tuple[str, ...]] = {
    "bs": ("df", "degree", "knots", "lower_bound", "upper_bound", "extrapolation"),
    "cr": ("df", "knots", "lower_bound", "upper_bound", "extrapolation"),
    "cc": ("df", "knots", "lower_bound", "upper_bound", "extrapolation"),
    "poly": ("degree", "raw"),
    "scale": (),
    "center": (),
    CATEGORY: ("base",),
    COMPUTED: (),
    OFFSET: (),
}
"""What a formula may call, and its options in their order: splines (B, natural cubic, cyclic),
orthogonal polynomials, z-scores, answers with their base, arithmetic, offsets."""

FUNCTIONS = ("log", "log2", "log10", "log1p", "exp", "sqrt", "abs")
"""Functions of one number, which may stand anywhere in arithmetic."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One variable of a term; equal to another that says the same in other words.

    Attributes
    ----------
    kind : str
        "column", or a key of ``TRANSFORMS``.
    of : Node
        The column, or the arithmetic.
    options : tuple of (str, Option)
        In the order of the table.
    text : str
        As it was written.
    """

    kind: str
    of: Node
    options: tuple[tuple[str, Option], ...] = ()
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class ModelFormula:
    """What is modelled, and by which terms.

    Attributes
    ----------
    text : str
        As it was written.
    outcome : tuple of Node
        Left of the ~, with commas between; empty where nothing stands there.
    terms : tuple of tuple of Factor
        Of one factor before those of two, otherwise as they were written.
    intercept : bool
    offsets : tuple of Node
    """

    text: str
    outcome: tuple[Node, ...]
    terms: tuple[tuple[Factor, ...], ...]
    intercept: bool
    offsets: tuple[Node, ...] = ()

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The factors of all terms, each once."""
        return tuple(dict.fromkeys(factor for term in self.terms for factor in term))

    @property
    def is_plain(self) -> bool:
        """Whether it is a constant and columns, answers among them, one by one."""
        single = all(len(term) == 1 for term in self.terms)
        plain = all(factor.kind in (COLUMN, CATEGORY) for factor in self.factors)
        return self.intercept and single and plain

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns right of the ~, each once."""
        nodes = [*(factor.of for factor in self.factors), *self.offsets]
        named = (name for node in nodes for name in names_in(node))
        return tuple(dict.fromkeys(named))
