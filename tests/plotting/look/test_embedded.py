"""Fonts within a PDF hold the glyphs of the chart, and no tables that lay out words."""

import re
import zlib
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from matplotlib import rc_context
from matplotlib.figure import Figure

from topline.plotting.look import embedded
from topline.plotting.look.face import FAMILY, know_typeface
from topline.plotting.publishing.files import picture

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def fonts_in(pdf):
    packed = (match[1] for match in STREAM.finditer(pdf))
    streams = (zlib.decompress(data) for data in packed if data[:1] == b"\x78")
    return [TTFont(BytesIO(data)) for data in streams if data[:4] == b"\x00\x01\x00\x00"]


@pytest.mark.quick
def test_a_pdf_has_glyphs_and_no_kerning():
    know_typeface()
    figure = Figure()
    figure.text(0.5, 0.5, "AVA 63%", family=FAMILY)
    (font,) = fonts_in(picture(figure, "pdf", "A title", "What is to be seen"))
    assert not {"GPOS", "GSUB", "GDEF"} & {*font.keys()}
    drawn = [name for name in font.getGlyphOrder() if font["glyf"][name].numberOfContours]
    assert len(drawn) >= len(set("AV63%"))
    # a figure that somebody saves by themselves is written as matplotlib does
    buffer = BytesIO()
    with rc_context({"pdf.fonttype": 42}):
        figure.savefig(buffer, format="pdf", metadata={"CreationDate": None})
    (font,) = fonts_in(buffer.getvalue())
    assert "GPOS" in font


def test_a_font_is_reduced_once_to_the_same_glyphs():
    def drawn(words):
        figure = Figure()
        figure.text(0.5, 0.5, words, family=FAMILY)
        return picture(figure, "pdf", "A title", "What is to be seen")

    know_typeface()
    embedded._reduced.cache_clear()
    first, other, again = drawn("AVA 63%"), drawn("Other signs"), drawn("63% AVA")
    found = embedded._reduced.cache_info()
    assert (found.misses, found.hits) == (2, 1)
    assert found.maxsize is not None
    # the same letters in another order are the same font
    kept = [font.getGlyphOrder() for font in (*fonts_in(first), *fonts_in(again))]
    assert kept[0] == kept[1] != fonts_in(other)[0].getGlyphOrder()
    embedded._reduced.cache_clear()
    assert drawn("63% AVA") == again
