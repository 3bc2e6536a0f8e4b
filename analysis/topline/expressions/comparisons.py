"""What can be compared with what, before any column is known: lists, constants and None."""

from ..errors import ArgumentError
from .tree import Constant, Node, Scalar, Step, Values

EQUALITY = {"==": "in", "!=": "not in"}
"""What a comparison with a list means."""


def compared(operator: str, right: Node) -> Step:
    """Return a step of a comparison: `in` takes a list, and what is equal to a list is in it."""
    if operator in ("in", "not in"):
        if isinstance(right, Constant) and right.value is not None:
            right = Values((right.value,))
        if not isinstance(right, Values):
            raise ArgumentError(
                f"right of {operator} stands {right}; expected constants, as in ['yes', 'no']"
            )
        return Step(operator, right)
    if isinstance(right, Values) and operator in EQUALITY:
        return Step(EQUALITY[operator], right)
    refuse_to_compare(right)
    return Step(operator, right)


def refuse_to_compare(node: Node) -> None:
    """Refuse what nothing can be compared with."""
    if isinstance(node, Values):
        raise ArgumentError(
            f"the list {node} stands where one value is expected; write it after in"
        )
    if isinstance(node, Constant) and node.value is None:
        raise ArgumentError(
            "nothing equals None; who has an answer to x is found by x == x, and who has none by "
            "not (x == x)"
        )


def constant_of(node: Node) -> Scalar:
    """Return a constant of a list."""
    if isinstance(node, Constant):
        return node.value
    raise ArgumentError(f"a list holds {node}; expected constants; texts stand in quotes, as 'yes'")
