"""A book as a page, as its reader meets it in a real browser."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.check import test_browser as browsing
from topline import Survey, write_book

pypdf = pytest.importorskip("pypdf")
browser = browsing.browser

HEADS = [f"A head of sixty characters which nobody would print, no. {k:02d}" for k in range(30)]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Any:
    rng = np.random.default_rng(1)
    data = pd.DataFrame(
        {
            "few": rng.choice(["yes", "no"], 900),
            "many": [f"answer {k:02d}" for k in rng.integers(0, 60, 900)],
            "age": rng.choice(["young", "old"], 900),
            "part": rng.choice(HEADS, 900),
        }
    )
    out = tmp_path_factory.mktemp("book") / "book.html"
    return write_book(Survey(data), ["few", "many"], out, banner=["age", "part"]).path


@pytest.fixture
def page(browser: Any, path: Any) -> Any:
    opened = browser.new_page(viewport={"width": 1440, "height": 900})
    opened.goto(path.as_uri())
    yield opened
    opened.close()


def test_heads_and_answers_stay_in_sight(page: Any):
    page.evaluate("location.hash = 'table-2'")
    wide = page.locator("#table-2 .wide")
    wide.evaluate("box => { box.scrollTop = 700; box.scrollLeft = 900 }")
    box = wide.bounding_box()
    head = wide.locator("thead tr:last-child").bounding_box()
    assert box["y"] <= head["y"] < box["y"] + 300
    label = wide.locator("tbody th").nth(40).bounding_box()
    assert abs(label["x"] - box["x"]) < 2


def test_long_heads_wrap(page: Any):
    for width in (375, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        widths = page.locator("#table-1 .wide thead .number").evaluate_all(
            "heads => heads.map(head => head.getBoundingClientRect().width)"
        )
        assert max(widths) < 180


def test_contents_leave_a_phone_its_tables(page: Any):
    page.set_viewport_size({"width": 375, "height": 700})
    assert page.locator("nav").bounding_box()["height"] <= 350


def test_axe_finds_nothing(page: Any):
    page.evaluate(browsing.AXE)
    assert page.evaluate("axe.run()")["violations"] == []


def test_paper_cuts_no_column_off(page: Any, tmp_path: Any):
    page.pdf(path=tmp_path / "book.pdf", prefer_css_page_size=True)
    sheets = pypdf.PdfReader(tmp_path / "book.pdf").pages
    assert all(sheet.mediabox.width > sheet.mediabox.height for sheet in sheets)
    text = "\n".join(sheet.extract_text() for sheet in sheets)
    plain = "".join(text.split())
    assert all(plain.count("".join(head.split())) >= 2 for head in HEADS)
    # a number stays in one piece
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1040, "height": 700})
    high = page.locator("#table-1 .paper tbody tr:first-child td").evaluate_all(
        "cells => cells.map(cell => { const r = document.createRange();"
        " r.selectNodeContents(cell.firstChild); return r.getClientRects().length })"
    )
    assert set(high) == {1}
    for last in page.locator("#table-1 .paper tbody tr:first-child td:last-child").all():
        right = last.bounding_box()
        assert right["x"] + right["width"] <= 1040
    assert not page.locator("#table-1 .wide").is_visible()
