"""The typeface that comes along: its signs and digits, and what an SVG or a page carries of it."""

import re
from base64 import b64decode
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontProperties, findfont

from topline import LIGHT, plot_estimates, publish
from topline.plotting.look import face
from topline.plotting.look.text_size import text_width

pytestmark = pytest.mark.quick

USED = "0123456789%,.–−±×†‡≤≥·→“”„«»’…½§ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}ÄßéñøŁőğẞЖїΩλ"


@pytest.fixture(params=["Regular", "Bold"])
def cut(request):
    return TTFont(face._HOME / f"ToplineSans-{request.param}.ttf")


def test_has_what_charts_use_in_digits_of_one_width(cut):
    names = cut.getBestCmap()
    assert [sign for sign in USED if ord(sign) not in names] == []
    assert len({cut["hmtx"][names[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_bears_a_name_that_its_licence_allows_and_who_made_it(cut):
    told = {entry.nameID: entry.toUnicode() for entry in cut["name"].names}
    assert told[1] == face.FAMILY
    assert not any("Plex" in told[key] for key in (1, 3, 4, 6))
    assert "IBM" in told[0]
    assert "Reserved Font Name" in (face._HOME / "OFL.txt").read_text("utf-8")


def test_its_parts_have_every_sign_once(cut):
    ranges = sorted(piece for part in face.PARTS.values() for piece in part)
    assert all(last < first for (_, last), (first, _) in pairwise(ranges))
    for sign in cut.getBestCmap():
        assert any(first <= sign <= last for first, last in ranges), hex(sign)


@pytest.mark.parametrize(("weight", "file"), [("normal", "Regular"), ("bold", "Bold")])
def test_matplotlib_finds_it(weight, file):
    text_width("a", 10)
    found = findfont(FontProperties(family=[face.FAMILY], weight=weight), fallback_to_default=False)
    assert Path(found).name == f"ToplineSans-{file}.ttf"


def test_digits_stand_under_each_other():
    widths = {text_width(number, 9.5) for number in ("1111", "8888", "4747", "2010")}
    assert max(widths) == pytest.approx(min(widths), abs=1e-6)


def carried(text):
    found = re.findall(r"font-weight:(\d+)[^}]*?base64,([^)]*)\)[^}]*unicode-range:(U\+\w+)", text)
    assert all(b64decode(data)[:4] == b"wOF2" for _, data, _ in found)
    return [(weight, first) for weight, _, first in found]


@pytest.mark.usual
@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("a", ["U+0020"]),
        ("Łódź", ["U+0020", "U+0100"]),
        ("Ελλάδα", ["U+0020", "U+0370"]),
        ("Москва", ["U+0020", "U+0400"]),
    ],
)
def test_an_svg_carries_the_parts_it_needs(words, parts):
    table = pd.DataFrame({"label": [words], "estimate": [0.4], "ci_low": [0.3], "ci_high": [0.5]})
    svg = publish(plot_estimates(table), title="x")._svg.decode()
    assert carried(svg) == [(weight, part) for weight in ("400", "600") for part in parts]
    other = replace(LIGHT, family=("DejaVu Sans",))
    assert "@font-face" not in publish(plot_estimates(table, style=other), title="x")._svg.decode()


def test_without_bold_words_there_is_no_bold():
    assert carried(face.font_faces("<text>a</text>")) == [("400", "U+0020")]
