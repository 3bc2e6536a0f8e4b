"""Charts in the light and in the dark: one picture, whose colours the page sets."""

import re
from functools import cache

from ...mappings import FrozenMapping
from ...plotting.look.theme import DARK, LIGHT, Style

_TAG = re.compile(r"<[^>]*>")
_STYLE = re.compile(r'style="[^"]*"')
_COLOUR = re.compile(r"(fill|stroke): #([0-9a-f]{6})\b")


def adaptive(svg: str) -> str:
    """Return a picture in the light style with its colours set by the page it stands in.

    Only tags are changed: words between them may look like a style.
    """
    known = _pairs()

    def adapt(style: re.Match[str]) -> str:
        return _COLOUR.sub(
            lambda found: (
                f"{found[1]}: var(--chart-{found[2]})" if f"#{found[2]}" in known else found[0]
            ),
            style[0],
        )

    return _TAG.sub(lambda tag: _STYLE.sub(adapt, tag[0]), svg)


def light_rules() -> str:
    """Return the colours of charts in the light, as CSS declarations."""
    return " ".join(f"--chart-{light[1:]}: {light};" for light in _pairs())


def dark_rules() -> str:
    """Return the colours of charts in the dark, as CSS declarations."""
    return " ".join(f"--chart-{light[1:]}: {dark};" for light, dark in _pairs().items())


@cache
def _pairs() -> FrozenMapping[str, str]:
    """Return the colour in the dark of each colour in the light."""
    return FrozenMapping(dict(zip(_colours(LIGHT), _colours(DARK), strict=True)))


def _colours(style: Style) -> list[str]:
    plain = [style.ink, style.muted, style.grid, style.paper, style.empty, style.dont_know]
    softer = map(style.softer, style.categories)
    return [*plain, *style.categories, *softer, *style.diverging]
