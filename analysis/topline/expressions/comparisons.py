"""What can be compared with what, before any column is known: lists, constants and None."""

from ..errors import ArgumentError
from .tree import Constant, Node, Scalar, Step, Values

EQUALITY = {"==": "in", "!=": "not in"}
"""What a comparison with a list means."""

PARTS_OF_TEXT = {"contains": "", "begins": "with", "ends": "with"}
"""Operators that look into a text, by their first word: the second."""


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
            "nothing equals None; who has no answer to x is found by x is missing, and who has one "
            "by x is not missing"
        )


def constant_of(node: Node) -> Scalar:
    """Return a constant of a list."""
    if isinstance(node, Constant):
        return node.value
    raise ArgumentError(f"a list holds {node}; expected constants; texts stand in quotes, as 'yes'")


def part_of_text(operator: str, right: Node) -> Step:
    """Return a step that looks for a text in others."""
    if not isinstance(right, Constant) or not isinstance(right.value, str) or not right.value:
        raise ArgumentError(f"right of {operator} stands {right}; expected a text in quotes")
    return Step(operator, right)
