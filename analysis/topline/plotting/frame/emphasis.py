"""What stands out of a chart: all but what is asked for is grey."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from ...arguments import described
from ...errors import ArgumentError
from ...nearest import nearest_spelling

Highlight: TypeAlias = str | Sequence[str] | None
"""What stands out: a row or a group, or several."""

_LISTED = 5
"""Names that a message lists."""


def muted(
    names: Sequence[str],
    highlight: Highlight,
    *,
    kind: str = "row",
    others: Sequence[Sequence[Any]] = (),
) -> tuple[bool, ...]:
    """Return which are grey: all but those that are called as asked for; none without a wish.

    Parameters
    ----------
    names : sequence of str
        What each is called.
    highlight : str or list of str, optional
    kind : str
        What they are, for the message.
    others : sequence of sequence
        Further names of each, such as its id and its group.

    Raises
    ------
    ArgumentError
        When none is called so.
    """
    called = [(name, *more) for name, *more in zip(names, *others, strict=True)]
    if highlight is None:
        return (False,) * len(called)
    wanted = list(highlight) if isinstance(highlight, (list, tuple)) else [highlight]
    for one in wanted:
        # arrays, and what is not known, equal nothing
        plain = isinstance(one, (str, int, float)) and one != ""
        if not (plain and any(one in own for own in called)):
            listed = ", ".join(map(repr, names[:_LISTED])) + ", …" * (len(names) > _LISTED)
            known = dict.fromkeys(name for own in called for name in own if isinstance(name, str))
            near = nearest_spelling(one, known) if isinstance(one, str) else None
            hint = f"; did you mean {near!r}?" if near else ""
            raise ArgumentError(
                f"highlight is {described(one)}, which is no {kind}; expected one of {listed}{hint}"
            )
    return tuple(not any(one in own for one in wanted) for own in called)
