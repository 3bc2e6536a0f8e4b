"""The look of every chart: colours, type, sizes and language in one value, and no rcParams.

The categories begin with two colours of Okabe & Ito (2008); all were searched for so that any two
differ by at least 15 (CIEDE2000) in full colour vision and under protanopia, deuteranopia and
tritanopia (Machado, Oliveira & Fernandes 2009, severity 1), and stand out from the paper by 3 to 1.
So were the seven colours of the diverging ramp, from orange to purple, with the grey of "don't
know". A marker of its own goes with each category, so that colour never stands alone.
"""

from dataclasses import dataclass, field, replace

from matplotlib.colors import is_color_like, to_rgb

from ...arguments import check_list, check_number, check_whole, described
from ...calls import answering_class
from ...errors import ArgumentError
from ...language.strings import ENGLISH, Strings
from ...mappings import FrozenMapping
from ...values import Value
from .face import FAMILY

LINE = 1.3
"""Height of a line of text in type sizes."""

_MOST_LOOKS = 1_000
"""Colours, markers or fonts of a style at most."""

_RAMPS = {2: "26", 3: "246", 4: "1357", 5: "13457", 6: "123567", 7: "1234567"}
"""Which of the seven colours of the ramp a scale of so many answers uses."""


@dataclass(frozen=True, eq=False)
class Size(Value):
    """The place a chart is made for; lengths in inches.

    Attributes
    ----------
    width : float
        Width of the figure.
    height : float, optional
        Height of the published figure; by default as high as the rows need. A chart whose rows do
        not fit has smaller type, and is higher than this if that is not enough.
    scale : float
        Type, marks and gaps, where 1 is a page 183 mm wide.
    label : float
        Width to which a row's label is wrapped.
    narrow : bool
        Whether labels stand above their rows and the numbers below them, instead of beside.
    dpi : int
        Dots per inch of pictures.
    least : float
        Points below which no type goes, however many rows there are.
    part : (int, int)
        Which of how many such pages the chart is on; ``publish_parts`` finds how many it takes.
    """

    width: float
    height: float | None = None
    scale: float = 1.0
    label: float = 2.5
    narrow: bool = False
    dpi: int = 200
    least: float = 0.0
    part: tuple[int, int] = (1, 1)


SIZES = FrozenMapping(
    {
        "single": Size(89 / 25.4, scale=0.82, label=3.1, narrow=True, dpi=300),
        "double": Size(7.2),
        "slide": Size(40 / 3, 7.5, scale=1.8, label=4.6, dpi=144, least=18),
        "social": Size(6.0, 3.375, label=2.1),
        "web": Size(7.5, scale=1.05, label=2.7, dpi=192),
        "phone": Size(290 / 96, label=2.7, narrow=True, dpi=288),
    }
)
"""One column (89 mm) and two (183 mm) of a journal, slide (1920 × 1080 px, type of 18 points at
least), card for social media (1200 × 675 px), web page (720 CSS px, two dots each), phone (290 CSS
px, three dots each: what a page 320 px wide leaves; type of 11 px at least)."""


@dataclass(frozen=True, eq=False)
class Fonts(Value):
    """Type sizes in points on a page 183 mm wide."""

    title: float = 13.0
    subtitle: float = 10.0
    label: float = 9.5
    small: float = 8.5
    big: float = 24.0


@answering_class
@dataclass(frozen=True, eq=False)
class Style(Value):
    """How a chart looks and which language it speaks; change it with ``dataclasses.replace``.

    Attributes
    ----------
    ink, muted : str
        Colours of words and of lesser words, as #rrggbb or in another way matplotlib knows.
    grid, paper, empty : str
        Colours of grid lines, of the ground, and of what is not filled.
    categories : tuple of str
        Colours of groups; more groups than colours use them again, with another marker.
    diverging : tuple of str
        Seven colours from one end of a scale over its middle to the other; see `ramp`.
    dont_know : str
        Colour of "don't know" and refusals.
    markers : tuple of str
        Markers of groups, one more than colours or as many.
    fonts : Fonts
        Type sizes.
    family : tuple of str
        Fonts, the first that has a sign draws it; fonts of the system draw what none of these has.
    strings : Strings
        Words and number formats.
    page : Size
        The place the chart is made for; set from a chart's ``size``.

    Raises
    ------
    ArgumentError
        When a colour is none, there are no categories or markers, or not seven diverging colours.

    Examples
    --------
    >>> from dataclasses import replace
    >>> house = replace(LIGHT, categories=("#7a0019", "#00629b"), strings=GERMAN)
    """

    ink: str = "#1a1a1a"
    muted: str = "#595959"
    grid: str = "#dddddd"
    paper: str = "#ffffff"
    empty: str = "#e6e6e6"
    categories: tuple[str, ...] = (
        "#0072b2", "#d55e00", "#00aa73", "#be82a0", "#5b3a00", "#222255",
    )  # fmt: skip
    diverging: tuple[str, ...] = (
        "#7f3b08", "#c86c19", "#f8b45e", "#f2f2f2", "#afc2e7", "#9c73bf", "#683a87",
    )  # fmt: skip
    dont_know: str = "#858a8a"
    markers: tuple[str, ...] = ("o", "s", "D", "^", "v", "P", "X")
    fonts: Fonts = field(default_factory=Fonts)
    family: tuple[str, ...] = (FAMILY,)
    strings: Strings = ENGLISH
    page: Size = SIZES["double"]

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("categories", "diverging", "markers", "family"):
            check_list(name, getattr(self, name), _MOST_LOOKS, expected="a list of texts")
        plain = (self.ink, self.muted, self.grid, self.paper, self.empty, self.dont_know)
        for color in (*plain, *self.categories, *self.diverging):
            if not is_color_like(color):
                raise ArgumentError(f"{color!r} is no colour; expected one such as '#0072b2'")
        if not (len(self.categories) and len(self.markers)):
            raise ArgumentError("a style needs a colour and a marker at least for its groups")
        if len(self.diverging) != 7:
            raise ArgumentError(
                f"a style has {len(self.diverging)} diverging colours; expected seven, from one "
                "end of a scale over its middle to the other"
            )

    @property
    def title(self) -> float:
        """Points of a headline on this page."""
        return max(self.fonts.title * self.page.scale, self.page.least)

    @property
    def subtitle(self) -> float:
        """Points of a line under the headline."""
        return max(self.fonts.subtitle * self.page.scale, self.page.least)

    @property
    def label(self) -> float:
        """Points of labels and values."""
        return max(self.fonts.label * self.page.scale, self.page.least)

    @property
    def small(self) -> float:
        """Points of notes, scales and lesser numbers."""
        return max(self.fonts.small * self.page.scale, self.page.least)

    @property
    def big(self) -> float:
        """Points of a number that is the chart."""
        return max(self.fonts.big * self.page.scale, self.page.least)

    @property
    def faint(self) -> str:
        """Colour of marks of numbers that are too imprecise: the grey of "don't know"."""
        return self.dont_know

    @property
    def margin(self) -> float:
        """Inches between words and the figure's edge, and between the chart and its note."""
        return 0.14 * self.page.scale

    def scaled(self, points: float) -> float:
        """Return a length on this page that is so long on a page 183 mm wide."""
        return check_number("points", points, expected="a length") * self.page.scale

    def mark(self, position: int) -> tuple[str, str]:
        """Return colour and marker of the group at this position."""
        position = check_whole("position", position, 0, 10**6)
        color = self.categories[position % len(self.categories)]
        return color, self.markers[position % len(self.markers)]

    def ramp(self, answers: int) -> tuple[str, ...]:
        """Return the colours of a scale of two to seven answers, from one end to the other."""
        answers = check_whole("answers", answers, 0, 10**6)
        if answers not in _RAMPS:
            raise ArgumentError(
                f"the scale has {answers} answers; two to seven can be told apart by colour, "
                "so put answers together"
            )
        return tuple(self.diverging[int(place) - 1] for place in _RAMPS[answers])

    def softer(self, color: str) -> str:
        """Return a colour two thirds of the way to it from paper: whiskers are seen on it."""
        return self.between(self.paper, color, 2 / 3)

    @staticmethod
    def between(one: str, other: str, part: float) -> str:
        """Return a colour between two: a part of the way from one to the other."""
        part = check_number("part", part, 0, 1, expected="a part from 0 to 1")
        pairs = zip(_rgb(one), _rgb(other), strict=True)
        return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)

    def words_on(self, color: str) -> str:
        """Return the colour of words on a fill: paper or ink, whichever is read better."""
        return max((self.ink, self.paper), key=lambda words: contrast(words, color))


LIGHT = Style()
"""Ink on white."""

DARK = Style(
    ink="#f2f2f2",
    muted="#b3b8c2",
    grid="#363b44",
    paper="#16181d",
    empty="#33373f",
    categories=("#65c0f4", "#d89d04", "#019365", "#ab5c8c", "#fefc57", "#7c70f1"),
    diverging=("#f4d8a9", "#d67a08", "#8a4300", "#363636", "#714194", "#b17bd0", "#ded8f5"),
    dont_know="#8c8c8c",
)
"""Light words on a ground that is nearly black."""

STYLES = {"light": LIGHT, "dark": DARK}


def styled(style: Style | str = "light", size: Size | str = "double") -> Style:
    """Return a style by its name or as given, for a page of this size.

    Raises
    ------
    ArgumentError
        When there is no style or size of this name.
    """
    if not isinstance(style, Style):
        if not isinstance(style, str) or style not in STYLES:
            raise ArgumentError(
                f"style is {described(style)}; expected {', '.join(map(repr, STYLES))}, or a "
                "Style such as dataclasses.replace(topline.LIGHT, ...)"
            )
        style = STYLES[style]
    if not isinstance(size, Size):
        if not isinstance(size, str) or size not in SIZES:
            raise ArgumentError(
                f"size is {described(size)}; expected {', '.join(map(repr, SIZES))}, or a Size"
            )
        size = SIZES[size]
    return replace(style, page=size)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21.

    References
    ----------
    W3C, Web Content Accessibility Guidelines 2.2, definitions of contrast ratio and of relative
    luminance.
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    parts = (part / 255 for part in _rgb(color))
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _rgb(color: str) -> tuple[int, ...]:
    if not isinstance(color, str) or not is_color_like(color):
        raise ArgumentError(f"{described(color)} is no colour; expected one such as '#204060'")
    return tuple(round(part * 255) for part in to_rgb(color))
