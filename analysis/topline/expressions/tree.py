"""The tree of a condition or formula: frozen values that compare, print and do nothing else.

Whoever works one out (columns in memory, estimates with their gradients, an engine's expressions)
walks the same tree and has a table of the operators it knows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

Scalar = bool | int | float | str | None
"""What can be written as a constant; None stands for no answer, in lists only."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text, True or False."""

    value: Scalar

    def __str__(self) -> str:
        """Write it as it is read."""
        return repr(self.value)


@dataclass(frozen=True, slots=True)
class Name:
    """What is looked up by exactly this name, and is nothing but looked up."""

    name: str

    def __str__(self) -> str:
        """Write it in backticks, in which every name can be read."""
        return f"`{self.name.replace('`', '``')}`"


@dataclass(frozen=True, slots=True)
class Values:
    """Constants to choose from, right of `in`."""

    items: tuple[Scalar, ...]

    def __str__(self) -> str:
        """Write them as a list."""
        return f"[{', '.join(map(repr, self.items))}]"


@dataclass(frozen=True, slots=True)
class Sign:
    """Plus or minus before an operand."""

    operator: str
    operand: "Node"

    def __str__(self) -> str:
        """Write it as it is read."""
        return f"{self.operator}{_inside(self.operand)}"


@dataclass(frozen=True, slots=True)
class Not:
    """What holds where its operand does not."""

    operand: "Node"

    def __str__(self) -> str:
        """Write it as it is read."""
        return f"not {_inside(self.operand)}"


@dataclass(frozen=True, slots=True)
class Missing:
    """What holds where its operand has no value; it is never unknown itself."""

    operand: "Node"

    def __str__(self) -> str:
        """Write it as it is read."""
        return f"{_inside(self.operand)} is missing"


@dataclass(frozen=True, slots=True)
class Step:
    """An operator and what stands right of it."""

    operator: str
    operand: "Node"

    def __str__(self) -> str:
        """Write it as it is read."""
        return f"{self.operator} {_inside(self.operand)}"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Operators of one rank, worked out from left to right; a power has one step.

    A long sum is one node, so a tree is only as deep as its brackets.
    """

    first: "Node"
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        """Write it as it is read."""
        return " ".join([_inside(self.first), *map(str, self.steps)])


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison, or several in a chain: ``18 <= age < 65``."""

    first: "Node"
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        """Write it as it is read."""
        return " ".join([_inside(self.first), *map(str, self.steps)])


@dataclass(frozen=True, slots=True)
class Logical:
    """Conditions joined by one operator, "and" or "or"."""

    operator: str
    parts: tuple["Node", ...]

    def __str__(self) -> str:
        """Write it as it is read."""
        return f" {self.operator} ".join(map(_inside, self.parts))


@dataclass(frozen=True, slots=True)
class Call:
    """A function of a closed table, of one argument."""

    function: str
    argument: "Node"

    def __str__(self) -> str:
        """Write it as it is read."""
        return f"{self.function}({self.argument})"


Node = Constant | Name | Values | Sign | Not | Missing | Arithmetic | Comparison | Logical | Call


def _inside(node: Node) -> str:
    """Write a part of another, in brackets where it has parts itself."""
    text = str(node)
    plain = isinstance(node, (Constant, Name, Values, Call)) and not text.startswith("-")
    return text if plain else f"({text})"


def shortened(text: str, most: int = 80) -> str:
    """Return a text for a message: its beginning, where it is long."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def parts_of(node: Node) -> Iterator[Node]:
    """Go through the parts of an expression in the order they stand in, the whole first."""
    inside: list[Node] = [node]
    while inside:
        part = inside.pop(0)
        yield part
        match part:
            case Sign(_, operand) | Not(operand) | Missing(operand) | Call(_, operand):
                inside.insert(0, operand)
            case Arithmetic(first, steps) | Comparison(first, steps):
                inside[:0] = [first, *(step.operand for step in steps)]
            case Logical(_, parts):
                inside[:0] = parts
            case _:
                pass


def names_in(node: Node) -> list[str]:
    """Return the names of an expression in the order they stand in, each once."""
    return list(dict.fromkeys(part.name for part in parts_of(node) if isinstance(part, Name)))


def names_ranked(node: Node) -> set[str]:
    """Return the names that are compared with a text by which stands higher: level > 'low'."""
    found = set()
    for part in parts_of(node):
        if isinstance(part, Comparison) and {s.operator for s in part.steps} & {
            "<",
            "<=",
            ">",
            ">=",
        }:
            sides = [part.first, *(step.operand for step in part.steps)]
            if any(isinstance(side, Constant) and isinstance(side.value, str) for side in sides):
                found |= {side.name for side in sides if isinstance(side, Name)}
    return found
