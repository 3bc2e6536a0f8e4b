"""What a headline claims, in a form that can be held to the numbers."""

from dataclasses import dataclass

from ..values import Value


@dataclass(frozen=True, eq=False)
class Claim(Value):
    """One thing that a headline says.

    Attributes
    ----------
    kind : {"majority", "minority", "open", "more", "alike", "fixed", "level"}
        More than half; less than half; whether it is more than half is open; the first more than
        the second; the two cannot be told apart; no sampling error; a value with its interval.
    first, second : tuple of int
        Rows of the estimates, added up where there are several; a second where two are compared.
    """

    kind: str
    first: tuple[int, ...]
    second: tuple[int, ...] = ()
