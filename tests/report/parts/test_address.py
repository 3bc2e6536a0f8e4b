"""Where a page will lie: the tags and the picture that those who share it see."""

import struct
from html import unescape

import pandas as pd
import pytest

import topline
from tests.conftest import in_one_test
from topline import ArgumentError
from topline.report.parts.address import Address, check_url

FIGURES = pd.DataFrame(
    {
        "figure_id": ["a", "b"],
        "claim": ['prefer "notes" & <b>', "send notes"],
        "percent": [63, 26],
        "n": [400, 400],
        "unit": "share_of_respondents",
    }
)
TITLE = 'Notes "&" <b>'

PAGES = {
    "https://example.org": "https://example.org/share.png",
    "https://example.org/": "https://example.org/share.png",
    "https://example.org/report": "https://example.org/report/share.png",
    "https://example.org/report/": "https://example.org/report/share.png",
    "https://example.org/a/index.html": "https://example.org/a/share.png",
    "http://example.org:8000/ä/": "http://example.org:8000/ä/share.png",
}


@pytest.mark.quick
@in_one_test("page", PAGES)
def test_the_picture_lies_beside_the_page(page):
    assert check_url(page) == page
    assert Address(page, "share.png", "").picture == PAGES[page]


WRONG = ["", "report", "/report/", "//example.org/", "ftp://example.org/", "javascript:alert(1)"]
WRONG += ["https://", "https://example.org/?a=1", "https://example.org/#a", "https://e.org/a b", 7]
WRONG += ["https://[", 'https://e.org/"><script>']


@pytest.mark.quick
@in_one_test("url", WRONG)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(ArgumentError, match=r"url is .*; expected"):
        check_url(url)


def tags(path):
    html = path.read_text(encoding="utf-8")
    return {
        line.split('="')[1].split('"')[0]: unescape(line.split('content="')[1].rsplit('"', 1)[0])
        for line in html.splitlines()
        if line.startswith(("<meta property", "<meta name"))
    }


def test_a_page_with_an_address_has_a_picture_to_share(tmp_path):
    out = tmp_path / "report"
    page = topline.write_report(FIGURES, out, title=TITLE, url="https://example.org/x")
    told = tags(page)
    assert told["og:title"] == TITLE
    assert told["og:description"] == told["description"]
    assert "2 published figures" in told["description"]
    assert told["og:url"] == "https://example.org/x"
    assert told["og:image"] == "https://example.org/x/share.png"
    png = (out / "share.png").read_bytes()
    assert struct.unpack(">II", png[16:24]) == (1200, 675)
    # a report without an address takes the last one's picture away, and no other file
    (out / "mine.png").write_bytes(b"mine")
    told = tags(topline.write_report(FIGURES, out, title=TITLE))
    assert told["og:title"] == TITLE
    assert not {"og:url", "og:image"} & set(told)
    assert not (out / "share.png").exists()
    assert (out / "mine.png").exists()


def test_somebodys_picture_of_that_name_stays_where_no_page_brought_it(tmp_path):
    (tmp_path / "share.png").write_bytes(b"mine")
    topline.write_report(FIGURES, tmp_path)
    topline.write_report(FIGURES, tmp_path, title='https://x <meta property="og:image" content="')
    topline.write_report(FIGURES, tmp_path)
    assert (tmp_path / "share.png").read_bytes() == b"mine"
