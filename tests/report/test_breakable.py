"""Long words in tables may break between lines, and stay the words they are."""

import re
from html import escape, unescape

import pytest

from topline.report.render import breakable

LONG = ["x" * 200, "&" * 30, "<script>alert('averylongword')</script>", "a&b;" * 9, "السلام" * 5]


@pytest.mark.parametrize("word", LONG)
def test_long_words_may_break_and_stay_whole(word):
    html = breakable(f"<td>{escape(word)}</td>")
    assert "<wbr>" in html
    assert unescape(re.sub(r"<[^>]+>", "", html)) == word
    pieces = re.sub(r"</?td>", "", html).split("<wbr>")
    assert max(len(unescape(piece)) for piece in pieces) == 12


def test_short_words_and_tags_are_left_alone():
    html = f"<td class=\"{'x' * 30}\" title='{'y' * 30}'>unweighted base, twenty-five letters</td>"
    assert breakable(html) == html
