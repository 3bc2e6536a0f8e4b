"""The picture that stands for a page where it is shared."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...plotting.frame.files import picture
from ...plotting.frame.publish import Published
from ...plotting.look.theme import SIZES
from .charts import Chart

_TRIED = 8
"""Charts that are drawn as a card at most, to find one that is no higher than a card."""


@dataclass(frozen=True)
class Card:
    """A picture of 1200 × 675 pixels, and its description."""

    png: bytes
    alt: str


def share_card(charts: Iterable[Chart]) -> Card | None:
    """Return the first chart that fits on a card; where none does, the first, higher than one.

    None where there are no charts.
    """
    first: Published | None = None
    for _, chart in zip(range(_TRIED), charts, strict=False):
        published = chart.card()
        first = first or published
        if published.figure.get_size_inches()[1] <= (SIZES["social"].height or 0) + 0.01:
            return _card(published)
    return _card(first) if first else None


def _card(published: Published) -> Card:
    dpi = SIZES["social"].dpi
    return Card(
        picture(published.figure, "png", published.title, published.alt, dpi), published.alt
    )
