"""The picture that stands for a page where it is shared."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from ...plotting.frame.header import add_words
from ...plotting.look.settings import own, own_settings
from ...plotting.look.theme import LIGHT, SIZES, Fonts
from ...plotting.publishing.files import picture
from .charts import Chart

_TRIED = 8
"""Charts that are drawn as a card at most, to find one that is no higher than a card."""

_PAGE = SIZES["social"]
_WORDS = replace(LIGHT, page=_PAGE, fonts=Fonts(title=24.0, subtitle=15.0))


@dataclass(frozen=True)
class Card:
    """A picture of 1200 × 675 pixels, and its description."""

    png: bytes
    alt: str


def share_card(charts: Iterable[Chart], title: str) -> Card:
    """Return the first chart that fits on a card; where none does, the title of the page."""
    first = ""
    for _, chart in zip(range(_TRIED), charts, strict=False):
        published = chart.sketch.card()
        first = first or published.title
        if _fits(published.figure):
            alt = published.alt
            return Card(picture(published.figure, "png", published.title, alt, _PAGE.dpi), alt)
    # the title of the page in large type, and the headline of its first chart below, if it fits
    below = first if first != title else ""
    for words in (below, ""):
        with own_settings():
            figure = own(Figure(figsize=(_PAGE.width, 0.4)))
            # words are laid out around Axes, of which nothing is to be seen here
            figure.add_subplot().set_axis_off()
            add_words(figure, title, words, "", _WORDS)
        if _fits(figure):
            break
    alt = f"{title}. {below}" if below else title
    return Card(picture(figure, "png", title, alt, _PAGE.dpi), alt)


def _fits(figure: Figure) -> bool:
    return bool(figure.get_size_inches()[1] <= (_PAGE.height or 0) + 0.01)
