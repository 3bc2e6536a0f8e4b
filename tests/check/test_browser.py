"""The report as a reader meets it, in a real browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import topline

sync_api = pytest.importorskip("playwright.sync_api")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = [375, 768, 1280, 1440]

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
    if path is None and os.environ.get("TOPLINE_BROWSER_REQUIRED"):
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


@pytest.fixture(scope="module", params=["story", "microdata"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report")
    return topline.write_report(out=out) if request.param == "story" else microdata_report(out)


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Any, report: Path) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": request.param, "height": 900})
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
    assert page.locator("svg, img").count() >= 3
    assert page.evaluate(UNNAMED) == []


def test_has_one_headline(page: Any):
    assert page.locator("h1").count() == 1


def test_does_not_scroll_sideways(page: Any):
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]


def test_weighs_little(report: Path):
    assert report.stat().st_size < 1_500_000


def test_a_missing_browser_fails_where_one_is_required(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setenv("TOPLINE_BROWSER_REQUIRED", "1")
    with pytest.raises(pytest.fail.Exception, match="requires one"):
        chromium()
