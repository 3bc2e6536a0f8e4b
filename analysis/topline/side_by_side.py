"""Work on columns, rows or parts of a file beside each other, where it lets other threads run."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Found = TypeVar("Found")

HANDS = os.cpu_count() or 1
"""Threads that work beside each other."""


def side_by_side(work: Callable[..., Found], *items: Iterable[Any]) -> list[Found]:
    """Return what work makes of the items, in their order, as `map` does."""
    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(work, *items))
