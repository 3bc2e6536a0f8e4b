"""Threads: work of ours beside each other, and none of BLAS's, which wait for one another.

On a machine that others use, too, a product of matrices that BLAS shares out takes twenty times
as long as on one processor, for its threads turn in circles until the last has had its turn; on
one that nobody uses, tall and narrow tables gain next to nothing.
"""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")

HANDS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
"""Processors this process may use: so many threads or copies work beside each other."""


def side_by_side(work: Callable[..., Found], *items: Iterable[Any]) -> list[Found]:
    """Return what work makes of the items, in their order, as `map` does."""
    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(work, *items))


def on_one_thread(work: Callable[Given, Found]) -> Callable[Given, Found]:
    """Let a function's products of matrices take one thread of BLAS."""

    @wraps(work)
    def alone(*given: Given.args, **named: Given.kwargs) -> Found:
        with _blas().limit(limits=1):
            return work(*given, **named)

    return alone


@cache
def _blas() -> Any:
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

    return ThreadpoolController().select(user_api="blas")
