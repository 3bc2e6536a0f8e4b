"""The documentation builds without a warning; its links lead somewhere and no page is too wide."""

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.check.test_browser import FLAGS, chromium


@pytest.fixture(scope="session")
def built(repository, tmp_path_factory):
    """The documentation, built from nothing."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-E", "-b", "html"]
    done = subprocess.run(
        [*command, "docs", str(folder)],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


class Page(HTMLParser):
    """The links of a page, and the places in it that links can lead to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.pictures: list[dict[str, str | None]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.places |= {found[key] for key in ("id", "name") if found.get(key)}
        self.links += [found[key] for key in ("href", "src") if found.get(key)]
        if tag == "img":
            self.pictures.append(found)


@pytest.fixture(scope="session")
def pages(built):
    own = [path for path in built.rglob("*.html") if "written" not in path.parts]
    return {path: Page(path) for path in own}


def test_builds(built):
    assert (built / "index.html").exists()
    assert (built / "reference" / "generated" / "topline.Survey.html").exists()


def test_links_lead_somewhere(pages):
    lost = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            there = pages.get(target)
            if not target.exists() or (
                parts.fragment and there and unquote(parts.fragment) not in there.places
            ):
                lost.append(f"{path.name}: {link}")
    assert not lost, sorted(set(lost))[:20]


def test_pictures_are_described(pages):
    # a thumbnail's link has words of its own
    silent = {
        f"{path.name}: {picture['src']}"
        for path, page in pages.items()
        for picture in page.pictures
        if picture.get("alt") is None
        or (not picture["alt"] and "gallery" not in str(path) and "choose" not in str(path))
    }
    assert not silent


def test_what_snippets_show_is_on_the_page(built):
    page = (built / "start" / "published_figures.html").read_text(encoding="utf-8")
    assert "57.7% to 68.1%" in page
    assert '<div class="output docutils container">' in page
    assert "<img" in page
    assert "written/start/published_figures/report/index.html" in page


def test_programs_find_the_pages_as_text(built):
    listed = (built / "llms.txt").read_text(encoding="utf-8")
    assert listed.startswith("# topline\n\n> From a published percentage")
    text = (built / "start" / "published_figures.md").read_text(encoding="utf-8")
    assert "57.7% to 68.1%" in text
    guide = (built / "generated" / "agents.md").read_text(encoding="utf-8")
    assert "`percent_interval(percent, n, unit=, " in guide
    assert "`Survey.proportion()`: " in guide
    assert len(guide) < 60_000


def test_no_page_is_wider_than_a_phone(pages):
    """Tables scroll in boxes of their own; code is broken, and charts are drawn for a phone."""
    written = [path for path in pages if "reference/generated" not in path.as_posix()]
    wide = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        view = browser.new_page(viewport={"width": 375, "height": 800})
        for path in written:
            view.goto(path.as_uri())
            width = view.evaluate("document.documentElement.scrollWidth")
            sideways = view.evaluate(SIDEWAYS)
            if width > 375 or sideways:
                wide[path.name] = width, sideways
        browser.close()
    assert not wide


SIDEWAYS = """[...document.querySelectorAll("article img, article .highlight pre")]
    .filter(one => !one.closest(".columns, .rich, .table-wrapper"))
    .filter(one => one.checkVisibility() && one.tagName === "IMG"
        ? one.getBoundingClientRect().right > innerWidth + 1
        : one.scrollWidth > one.clientWidth + 1)
    .map(one => one.currentSrc || one.textContent.slice(0, 60))"""
"""Pictures and code that a reader with a phone would have to push aside to see."""
