"""What a row of a METHODS table holds, and how a method is looked up by its key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from ...arguments import described
from ...errors import ArgumentError
from .interval import Interval

FloatArray = NDArray[np.float64]


class Keyed(Protocol):
    """What a row of any table of methods has."""

    @property
    def key(self) -> str:
        """The name users pass."""


Row = TypeVar("Row", bound=Keyed)


@dataclass(frozen=True)
class Choice:
    """One of a few ways that are told apart by their name alone.

    Attributes
    ----------
    key : str
        The name users pass.
    label : str
        What it means.
    source : str
        Primary source.
    """

    key: str
    label: str
    source: str


@dataclass(frozen=True)
class Method:
    """One way to make an interval: everything the package knows about it, in one row.

    Attributes
    ----------
    key : str
        The name users pass as ``method=``.
    label : str
        The name captions and reports print.
    interval : callable
        ``(*counts, tail) -> Interval`` on clean float arrays, ``tail`` being the error probability
        in each tail: (1 − confidence level)/2 for a two-sided interval.
    source : str
        Primary source.
    integer_counts : bool
        Whether the method is defined for whole counts only (no effective counts).
    symmetric : bool
        Whether swapping successes and failures mirrors the interval.
    conservative : bool
        Whether coverage never falls below the confidence level.
    """

    key: str
    label: str
    interval: Callable[..., Interval]
    source: str
    integer_counts: bool = False
    symmetric: bool = True
    conservative: bool = False


def as_table(*methods: Row) -> dict[str, Row]:
    """Index methods by their key, so that a key is written once."""
    return {method.key: method for method in methods}


def pick(methods: Mapping[str, Row], key: str, family: str) -> Row:
    """Return the method called `key`, or say which methods the family has."""
    if isinstance(key, str) and key in methods:
        return methods[key]
    close = get_close_matches(key, methods, n=1) if isinstance(key, str) else []
    hint = f"did you mean {close[0]!r}? " if close else ""
    raise ArgumentError(
        f"method {described(key)} is not known for {family}; {hint}choose one of "
        f"{', '.join(methods)}"
    )
