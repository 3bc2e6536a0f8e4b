"""Colours: told apart under the common colour-vision deficiencies, words readable on paper."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from topline import DARK, LIGHT, ArgumentError
from topline.plotting.look.theme import SIZES, Size, contrast, styled

STYLES = pytest.mark.parametrize("style", [LIGHT, DARK], ids=["light", "dark"])

# Machado, Oliveira & Fernandes (2009), IEEE TVCG 15(6), severity 1.0.
VISIONS = {
    "full": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def linear(color):
    rgb = np.array(to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    """CIE L*a*b* of linear RGB, white point D65."""
    xyz = TO_XYZ @ np.clip(rgb, 0, 1) / (TO_XYZ @ np.ones(3))
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ciede2000(one, other):
    """Colour difference; Sharma, Wu & Dalal (2005), Color Res. Appl. 30(1), equations 2 to 22."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 1.5 - 0.5 * np.sqrt(mean**7 / (mean**7 + 25**7))
    a1, a2 = a1 * g, a2 * g
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180
    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    light, c, h = (l1 + l2) / 2, (c1 + c2) / 2, (h1 + turn / 2) % 360
    waves = ((1, -30, -0.17), (2, 0, 0.24), (3, 6, 0.32), (4, -63, -0.20))
    t = 1 + sum(weight * np.cos(np.radians(k * h + shift)) for k, shift, weight in waves)
    sl = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    sc, sh = 1 + 0.045 * c, 1 + 0.015 * c * t
    bend = np.radians(60 * np.exp(-(((h - 275) / 25) ** 2)))
    rt = -2 * np.sqrt(c**7 / (c**7 + 25**7)) * np.sin(bend)
    return np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * dc / sc * dh / sh)


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [  # Sharma, Wu & Dalal (2005), table 1, pairs 1, 7, 17, 25 and 34.
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_difference_of_colours_is_ciede2000(one, other, difference):
    assert ciede2000(one, other) == pytest.approx(difference, abs=5e-5)


def told_apart(colors):
    for vision, (one, other) in product(VISIONS, combinations(colors, 2)):
        seen = [lab(np.array(VISIONS[vision]) @ linear(color)) for color in (one, other)]
        assert ciede2000(*seen) >= 15, (vision, one, other)


@STYLES
def test_all_categories_are_told_apart(style):
    told_apart(style.categories)


@STYLES
@pytest.mark.parametrize("answers", range(2, 8))
def test_all_answers_of_a_scale_are_told_apart_and_from_dont_know(style, answers):
    told_apart((*style.ramp(answers), style.dont_know))


@STYLES
def test_words_stand_out_from_paper(style):
    assert contrast(style.ink, style.paper) >= 4.5
    assert contrast(style.muted, style.paper) >= 4.5


@STYLES
def test_words_stand_out_from_fills(style):
    for fill in (*style.diverging, style.dont_know, style.empty):
        assert contrast(style.words_on(fill), fill) >= 4.5, fill


@STYLES
def test_marks_stand_out_from_paper(style):
    assert min(contrast(color, style.paper) for color in style.categories) >= 3


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@STYLES
def test_groups_that_share_a_colour_have_another_marker(style):
    marks = [style.mark(position) for position in range(20)]
    assert len(set(marks)) == 20
    assert len({color for color, _ in marks}) == len(style.categories)


def test_a_scale_keeps_its_middle_and_is_even():
    for style, answers in product((LIGHT, DARK), (3, 5, 7)):
        assert style.ramp(answers)[answers // 2] == style.diverging[3]
    with pytest.raises(ArgumentError, match="8 answers; two to seven can be told apart by colour"):
        LIGHT.ramp(8)


def test_a_softer_colour_is_nearer_to_paper():
    assert LIGHT.softer("#000000") == "#555555"
    assert replace(LIGHT, paper="#000000").softer("#ffffff") == "#aaaaaa"


def test_type_grows_with_the_page():
    assert styled("light", "double") == LIGHT
    assert styled("dark", "web").label == DARK.label * SIZES["web"].scale
    # no type of a slide is smaller than can be read from the last row
    slide = styled("dark", "slide")
    assert (slide.small, slide.label, slide.title) == (18, 18, DARK.title * SIZES["slide"].scale)
    assert styled(styled("dark", "slide"), "double") == DARK
    assert styled(LIGHT, Size(5, scale=2)).title == 26


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"ink": "inky"}, "'inky' is no colour; expected one such as '#0072b2'"),
        ({"categories": ("#0072b2", "12")}, "'12' is no colour"),
        ({"markers": ()}, "a style needs a colour and a marker at least for its groups"),
        ({"diverging": ("red", "blue")}, "a style has 2 diverging colours; expected seven, from"),
    ],
)
def test_a_style_that_cannot_be_drawn_is_refused(change, message):
    with pytest.raises(ArgumentError, match=message):
        replace(LIGHT, **change)


@pytest.mark.parametrize(
    ("style", "size", "message"),
    [
        ("sepia", "double", "style is 'sepia'; expected 'light', 'dark', or a Style such as"),
        ("light", "poster", "size is 'poster'; expected 'single', 'double', 'slide', 'social', "),
    ],
)
def test_names_that_are_no_style_or_size(style, size, message):
    with pytest.raises(ArgumentError, match=message):
        styled(style, size)
