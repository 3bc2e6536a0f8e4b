"""Means and other values: with their interval, and never with a majority."""

from .claim import Claim
from .finding import Finding
from .rows import Rows
from .shares import measured
from .words import Sentence


def value_finding(rows: Rows, name: str, at: int) -> Finding | None:
    """Return one value with its interval; None where it has none."""
    if not rows.bounded[at]:
        return None
    labels = {"name": name, "who": rows.who}
    numbers = {"value": rows.value(at), **measured(rows, at)}
    mean = "mean" in rows.estimates.method
    kind = "{value} on average" if mean else "{value}"
    return Finding(
        Sentence(f"{{name}}: {kind} ({{limits}})", labels, numbers),
        Sentence(f"{{name}}: {kind} ({{interval}})", labels, numbers),
        Sentence("That it is exactly {value}: between {limits} is what the sample tells",
                 labels, numbers),
        (Claim("level", (at,)),),
    )  # fmt: skip
