"""Groups that stand out among the lines of a chart of waves."""

from collections.abc import Sequence

from ...arguments import described
from ...errors import ArgumentError
from ..look.theme import Style
from .waves import Waves

_LISTED = 5
"""Groups that a message names."""


def colors_of(waves: Waves, highlight: str | Sequence[str] | None, style: Style) -> tuple[str, ...]:
    """Return a colour for each group: grey for all but those asked for.

    Raises
    ------
    ArgumentError
        When no group is called so.
    """
    names = [series.name for series in waves.series]
    own = tuple(style.mark(at)[0] for at in range(len(names)))
    if highlight is None:
        return own
    wanted = list(highlight) if isinstance(highlight, (list, tuple)) else [highlight]
    for one in wanted:
        if not (isinstance(one, str) and one and one in names):
            listed = ", ".join(map(repr, names[:_LISTED])) + ", …" * (len(names) > _LISTED)
            raise ArgumentError(
                f"highlight is {described(one)}, which is no group; expected one of {listed}"
            )
    return tuple(color if name in wanted else style.dont_know
                 for name, color in zip(names, own, strict=True))  # fmt: skip
