"""The report as a reader meets it, in a real browser."""

import os
import re
import shutil
from collections.abc import Iterator
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy as np
import pandas as pd
import pypdf
import pytest

import topline

REQUIRED = "TOPLINE_BROWSER_REQUIRED"


def wanted(module: str) -> Any:
    """Import what the checks need: without it they are skipped, or fail where it is required."""
    return import_module(module) if os.environ.get(REQUIRED) else pytest.importorskip(module)


sync_api = wanted("playwright.sync_api")
AXE = (files(wanted("axe_playwright_python")) / "axe.min.js").read_text("utf-8")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = [375, 768, 1440]

UNNAMED = """
() => [...document.querySelectorAll('img, svg')].filter(element => {
  if (element.getAttribute('aria-hidden') === 'true') return false;
  if (element.tagName === 'IMG') return !element.alt.trim();
  const ids = (element.getAttribute('aria-labelledby') || '').split(' ').filter(Boolean);
  const label = element.getAttribute('aria-label')
    || ids.map(id => (document.getElementById(id) || {}).textContent || '').join(' ');
  return element.getAttribute('role') !== 'img' || !label.trim();
}).map(element => element.outerHTML.slice(0, 120))
"""


def chromium() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None and os.environ.get(REQUIRED):
        pytest.fail("no chromium on this machine, and this run requires one")
    if path is None:
        pytest.skip("no chromium on this machine")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = chromium()
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


def microdata_report(out: Path) -> Path:
    """Report the bundled survey: questions, a banner and what is disclosed."""
    survey = topline.Survey(
        topline.load_example_survey(), weights="weight", strata="stratum", clusters="cluster"
    )
    return topline.write_survey_report(
        survey,
        ["prefers_note", "importance", "years_experience"],
        out,
        banner=["role", "region"],
        disclosure=topline.Disclosure({"strategy": "survey", "sponsor": "nobody"}),
    )


def unruly_report(out: Path) -> Path:
    """Report words that would break a page which took them for its own, or for short."""
    words = ["<script>alert(1)</script>", "a & b", "\"quoted\" 'words'", "=1+1", "x" * 200]
    rng = np.random.default_rng(1)
    data = pd.DataFrame({name: rng.choice(words, 400) for name in words})
    return topline.write_survey_report(
        topline.Survey(data),
        words[2:],
        out,
        title=words[0],
        banner=[words[0], words[-1]],
        disclosure=topline.Disclosure({"sponsor": words[-1], "conductor": words[0]}),
    )


REPORTS = {
    "story": lambda out: topline.write_report(out=out),
    "figures": lambda out: topline.write_report(topline.load_recruiters(), out),
    "microdata": microdata_report,
    "unruly": unruly_report,
}


@pytest.fixture(scope="module", params=REPORTS)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return REPORTS[request.param](tmp_path_factory.mktemp("report"))


@pytest.fixture(params=[(width, scheme) for width in WIDTHS for scheme in ("light", "dark")])
def page(request: pytest.FixtureRequest, browser: Any, report: Path) -> Iterator[Any]:
    width, scheme = request.param
    opened = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened.said = []
    opened.asked = []
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.on("request", lambda wanted: opened.asked.append(wanted.url))
    opened.goto(report.as_uri())
    yield opened
    opened.close()


def test_says_nothing_on_the_console_and_asks_for_nothing_else(page: Any, report: Path):
    assert page.said == []
    assert [url for url in page.asked if not url.startswith("data:")] == [report.as_uri()]


def test_names_every_picture(page: Any):
    assert page.locator("svg, img").count() >= 1
    assert page.evaluate(UNNAMED) == []


def test_has_one_headline(page: Any):
    assert page.locator("h1").count() == 1


def test_does_not_scroll_sideways(page: Any):
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]


def test_shows_who_answered_without_scrolling(page: Any):
    if page.viewport_size["width"] > 375:
        hidden = "list => list.filter(e => e.scrollWidth > e.clientWidth).length"
        wide = page.locator("#answered .scroll, #disclosure .scroll").evaluate_all(hidden)
        assert wide == 0


def test_weighs_little(report: Path):
    assert report.stat().st_size < 1_500_000


def test_axe_finds_nothing(page: Any):
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.add_script_tag(content=AXE)
    found = page.evaluate("axe.run()")
    assert len(found["passes"]) > 15
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
    assert page.said == []


GROUND = "element => getComputedStyle(element).backgroundColor"


def test_charts_are_dark_in_the_dark(browser: Any, report: Path):
    grounds = []
    for scheme in ("light", "dark"):
        opened = browser.new_page(color_scheme=scheme)
        opened.goto(report.as_uri())
        paint = "element => getComputedStyle(element).fill"
        grounds.append(opened.locator(".chart svg path").first.evaluate(paint))
        assert opened.locator(".chart").first.evaluate(GROUND) == grounds[-1]
        opened.close()
    assert grounds == ["rgb(255, 255, 255)", "rgb(22, 24, 29)"]


def bare(words: str) -> str:
    """Return words without the spaces and ligatures that a print has of its own."""
    return re.sub(r"\s+", "", normalize("NFKC", words))


@pytest.fixture(scope="module")
def printed(browser: Any, report: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The report printed from a dark window, and its page as it is for print."""
    path = tmp_path_factory.mktemp("print") / "report.pdf"
    opened = browser.new_page(color_scheme="dark")
    opened.goto(report.as_uri())
    opened.pdf(path=path, format="A4", print_background=True, prefer_css_page_size=True)
    opened.emulate_media(media="print")
    yield opened, pypdf.PdfReader(path)
    opened.close()


def test_prints_everything_but_the_navigation(printed: Any):
    page, pdf = printed
    text = "".join(sheet.extract_text() for sheet in pdf.pages)
    plain = bare(text)
    for words in page.locator("h1, h2, caption").all_text_contents():
        hidden = page.locator("figure caption").all_text_contents()
        assert words in hidden or bare(words) in plain, words
    for words in page.locator(".sources a").evaluate_all("links => links.map(a => a.href)"):
        assert words in plain
    assert not page.locator("nav").is_visible()
    assert "The numbers of this chart" not in text


def test_prints_dark_on_white_and_cuts_nothing(printed: Any):
    page, pdf = printed
    assert page.locator("body").evaluate(GROUND) == "rgb(255, 255, 255)"
    assert page.locator(".chart").first.evaluate(GROUND) == "rgb(255, 255, 255)"
    whole = "element => getComputedStyle(element).breakInside"
    for kind in ("figure", "tr", ".topline-table"):
        assert set(page.locator(kind).evaluate_all(f"list => list.map({whole})")) <= {"avoid"}
    sizes = {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in pdf.pages}
    assert sizes <= {(595, 842), (842, 595)}
    wide = page.locator("#banners").count() > 0
    assert ((842, 595) in sizes) == wide


SHEETS = {"main > :not(#banners) *": 680, "#banners *": 1009}
"""Which parts of a page are printed on a sheet how wide, in CSS pixels: A4 less its margins."""

TOO_WIDE = """
list => list.filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.hidden'))
  .map(e => e.outerHTML.slice(0, 120))
"""


def test_prints_nothing_wider_than_the_sheet(printed: Any):
    page, _ = printed
    for parts, width in SHEETS.items():
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator(parts).evaluate_all(TOO_WIDE) == []


WORDS = "list => list.map(e => [...e.children].map(cell => cell.textContent))"


def test_prints_rows_and_charts_whole(printed: Any):
    page, pdf = printed
    sheets = [bare(sheet.extract_text()) for sheet in pdf.pages]
    rows = page.locator("main > section > .scroll tr, main > section > details tr").evaluate_all(
        WORDS
    )
    charts = page.locator(".chart svg").evaluate_all(
        "list => list.map(e => [...e.querySelectorAll('text')].map(words => words.textContent))"
    )
    assert len(rows) > 3
    for heading in map(bare, page.locator("h1, h2, h3").all_text_contents()):
        assert any(heading in sheet and not sheet.endswith(heading) for sheet in sheets), heading
    for words in [*rows, *charts]:
        plain = [bare(word) for word in words]
        assert any(all(word in sheet for word in plain) for sheet in sheets), words


def test_a_missing_browser_fails_where_one_is_required(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setenv(REQUIRED, "1")
    with pytest.raises(pytest.fail.Exception, match="requires one"):
        chromium()


def test_a_missing_tool_fails_only_where_it_is_required(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(REQUIRED, "1")
    with pytest.raises(ModuleNotFoundError):
        wanted("no_such_module")
    monkeypatch.delenv(REQUIRED)
    with pytest.raises(pytest.skip.Exception):
        wanted("no_such_module")
