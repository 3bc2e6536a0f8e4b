"""Colours: told apart under the common colour-vision deficiencies, words readable on paper."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from topline.plotting import theme

# Machado, Oliveira & Fernandes (2009), IEEE TVCG 15(6), severity 1.0.
DEFICIENCIES = {
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


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_all_categories_are_told_apart(deficiency):
    matrix = np.array(DEFICIENCIES[deficiency])
    seen = [lab(matrix @ linear(color)) for color in theme.CATEGORIES]
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(one - other) >= 15


@pytest.mark.parametrize("color", [theme.INK, theme.MUTED])
def test_words_stand_out_from_paper(color):
    light, dark = (linear(c) @ [0.2126, 0.7152, 0.0722] for c in (theme.PAPER, color))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_every_group_has_a_marker_of_its_own():
    assert len(set(theme.MARKERS)) == len(theme.MARKERS) == len(theme.CATEGORIES)
    assert theme.style(0) == theme.style(len(theme.CATEGORIES))


def test_a_lighter_colour_is_lighter():
    assert theme.lighter("#000000") == "#555555"
