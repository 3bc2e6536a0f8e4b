"""The report as a reader meets it, in a real browser."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.resources import files
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy as np
import pandas as pd
import pypdf
import pytest

import topline
from tests.conftest import all_pictures
from topline.plotting.look.text_size import text_width

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
WIDTHS = [320, 375, 414, 768, 1440, 1920]
PHONES = [width for width in WIDTHS if width < 768]
SCHEMES = ["light", "dark"]

LEAST_TYPE = 11
"""CSS pixels of type at least, on any page."""

LEAST_TARGET, TARGET = 24, 44
"""CSS pixels that a finger needs, and that buttons have on a phone."""


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
    with all_pictures():
        return REPORTS[request.param](tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def page(browser: Any, report: Path) -> Iterator[Any]:
    """The report in a window that changes its size and scheme; all it says and asks for is kept."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.said, opened.asked = [], []
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.on("request", lambda wanted: opened.asked.append(wanted.url))
    opened.goto(report.as_uri())
    yield opened
    context.close()


@pytest.fixture(scope="module")
def plain_page(browser: Any, report: Path) -> Iterator[Any]:
    """The report where scripts are off."""
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(report.as_uri())
    yield opened
    context.close()


OPEN = "document.querySelectorAll('details').forEach(d => d.open = true)"
SHUT = OPEN.replace("true", "false")


def windows(page: Any, widths: list[int] = WIDTHS, schemes: list[str] | None = None) -> Any:
    """Go through the windows that a page is looked at in."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in schemes or ["light"]:
            page.emulate_media(color_scheme=scheme)
            yield width, scheme


def test_says_nothing_on_the_console_and_asks_for_nothing_else(page: Any, report: Path):
    for _ in windows(page, schemes=SCHEMES):
        pass
    assert page.said == []
    assert [url for url in page.asked if not url.startswith("data:")] == [report.as_uri()]


PICTURES = """
() => {
  const images = [...document.querySelectorAll('[role=img]')];
  const unnamed = images.filter(e => (e.getAttribute('aria-label') || '').trim().length < 40);
  const loose = [...document.querySelectorAll('svg, img')].filter(
    e => e.getAttribute('aria-hidden') !== 'true' || !e.closest('[role=img], .strips'));
  return [images.length, unnamed.length, loose.length];
}
"""


def test_every_picture_has_one_name(page: Any):
    images, unnamed, loose = page.evaluate(PICTURES)
    assert images == page.locator("figure").count() > 0
    assert (unnamed, loose) == (0, 0)
    assert page.locator("h1").count() == 1


MEASURED = """
() => {
  const shown = e => e.checkVisibility({visibilityProperty: true}) && !e.closest('.hidden, .skip');
  const name = e => e.outerHTML.slice(0, 100);
  const all = selector => [...document.querySelectorAll(selector)].filter(shown);
  const within = (inner, outer) => {
    const a = inner.getBoundingClientRect(), b = outer.getBoundingClientRect();
    return a.left >= b.left - 1 && a.right <= b.right + 1;
  };
  const words = [...document.querySelectorAll('body *')].filter(e => shown(e)
    && !e.closest('script, style, option')
    && [...e.childNodes].some(n => n.nodeType === 3 && n.nodeValue.trim()));
  const size = e => parseFloat(getComputedStyle(e).fontSize)
    * (e.closest('svg') ? e.getScreenCTM().a : 1);
  const inline = e => e.closest('p, li, dd, footer') && !e.closest('nav, .files, .sources');
  const parts = all('button, summary, select, input, a')
    .filter(e => !(e.matches('a') && inline(e)));
  const box = e => { const b = e.getBoundingClientRect(); return [b.width, b.height]; };
  return {
    sideways: document.documentElement.scrollWidth - innerWidth,
    outside: all('main *, header *, nav *').filter(e => !within(e, document.documentElement)
      && !e.closest('.scroll')).map(name),
    cards: all('figure *').filter(e => !within(e, e.closest('figure'))
      && !e.closest('.scroll, defs')).map(name),
    svgs: all('.chart svg').flatMap(s => [...s.querySelectorAll('text')].filter(e => shown(e)
      && !within(e, s))).map(name),
    small: words.filter(e => size(e) < LEAST - 0.05).map(e => [size(e), name(e)]),
    targets: parts.filter(e => Math.min(...box(e)) < 24).map(e => [...box(e), name(e)]),
    buttons: all('button, select, input').filter(e => box(e)[1] < 44).map(name),
    scrolled: all('.scroll').filter(e => e.scrollWidth > e.clientWidth + 1)
      .map(e => e.className),
    drawings: all('.chart').map(e => [...e.children].filter(shown).length),
  };
}
""".replace("LEAST", str(LEAST_TYPE))


LENGTHS = """
() => document.fonts.ready.then(() => [...document.querySelectorAll('svg text')]
  .filter(e => e.checkVisibility())
  .map(e => [e.textContent, parseFloat(getComputedStyle(e).fontSize),
    +getComputedStyle(e).fontWeight >= 600, e.getComputedTextLength()]))
"""


def test_what_is_measured_is_what_is_drawn(browser: Any, tmp_path: Path):
    estimates = topline.estimate_figures(topline.load_recruiters())
    chart = topline.publish(topline.plot_estimates(estimates), title="Größe: Ελλάδα, Łódź, Москва")
    opened = browser.new_page()
    opened.goto(chart.save(tmp_path / "chart.svg").as_uri())
    found = opened.evaluate(LENGTHS)
    opened.close()
    assert len(found) > 10
    for words, size, bold, drawn in found:
        assert drawn / 72 == pytest.approx(text_width(words, size, bold=bold) / 1.045, rel=0.01)


def test_fits_every_window(page: Any):
    for width, _ in windows(page):
        page.evaluate(OPEN)
        found = page.evaluate(MEASURED)
        assert found["sideways"] <= 0, width
        for kind in ("outside", "cards", "svgs", "small", "targets"):
            assert found[kind] == [], (width, kind)
        assert set(found["drawings"]) == {1}, width
        if width in PHONES:
            assert found["buttons"] == [], width
            # only tables side by side scroll there; their first column stays
            assert all("matrix" in name for name in found["scrolled"]), width


HEADS_OF_CARDS = """
() => [...document.querySelectorAll('.cards')].flatMap(table => {
  const heads = [...table.querySelectorAll('thead th')].map(e => e.textContent);
  return [...table.querySelectorAll('td')].slice(0, 40).map(cell => [
    heads[cell.cellIndex], getComputedStyle(cell, '::before').content]);
})
"""


def test_a_card_shows_the_head_of_each_cell(page: Any):
    page.set_viewport_size({"width": 375, "height": 900})
    page.evaluate(OPEN)
    found = page.evaluate(HEADS_OF_CARDS)
    assert found
    spoken = [(head, re.sub(r"\\(.)", r"\1", shown)) for head, shown in found]
    assert [one for one in spoken if one[1] != f'"{one[0]}"'] == []
    # once a table, not once a cell
    assert "data-head" not in page.content()


FIRST = ".matrix tbody tr:first-child > :first-child"


def test_the_first_column_stays_where_a_table_scrolls(page: Any):
    page.set_viewport_size({"width": 375, "height": 900})
    for cell in page.locator(FIRST).all():
        box = cell.locator("xpath=ancestor::div[1]")
        before = cell.bounding_box()
        assert box.evaluate("e => { e.scrollLeft = 80; return e.scrollLeft; }") >= 0
        assert cell.bounding_box()["x"] == pytest.approx(before["x"], abs=1.5)
        box.evaluate("e => e.scrollLeft = 0")


OVERLAPS = """
() => [...document.querySelectorAll('.chart svg')].filter(s => s.checkVisibility()).flatMap(svg => {
  const words = [...svg.querySelectorAll('text')].filter(e => e.textContent.trim());
  const boxes = words.map(e => e.getBoundingClientRect());
  const found = [];
  for (let i = 0; i < boxes.length; i += 1) for (let k = 0; k < i; k += 1) {
    const a = boxes[i], b = boxes[k];
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    // boxes of lines below each other share the room of their descenders
    if (wide > 2 && high > 0.45 * Math.min(a.height, b.height))
      found.push([words[i].textContent, words[k].textContent]);
  }
  return found;
})
"""


def test_words_of_charts_overlap_in_no_window(page: Any):
    for width, _ in windows(page, [320, 1440]):
        assert page.evaluate(OVERLAPS) == [], width


def test_weighs_little(report: Path):
    assert report.stat().st_size < 1_500_000


def test_axe_finds_nothing(page: Any):
    page.evaluate(AXE)
    for width, scheme in ((375, "light"), (1440, "dark")):
        for _ in windows(page, [width], [scheme]):
            page.evaluate(OPEN if width > 375 else SHUT)
            found = page.evaluate("axe.run()")
            assert len(found["passes"]) > 15
            assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
    assert page.said == []


def test_says_all_where_scripts_are_off(plain_page: Any):
    for width, _ in windows(plain_page, [375, 1440]):
        assert plain_page.locator("button, select, input, .tip").count() == 0
        drawn = ".narrow" if width in PHONES else ".wide"
        charts = plain_page.locator(f".chart > {drawn} svg")
        assert charts.count() == plain_page.locator("figure").count()
        assert all(chart.is_visible() for chart in charts.all())
    # how to read the chart opens above it, where it is long
    plain_page.locator("figure details:has(table) > summary").first.click()
    assert plain_page.locator("figure table").first.is_visible()


def first_chart(page: Any) -> Any:
    """The first figure whose rows can be pointed at, in a wide window, nothing open or sorted."""
    page.set_viewport_size({"width": 1440, "height": 900})
    return page.locator("figure:has(.plot[tabindex])").first


PLACES = "e => e.dataset.places.split(';').map(p => p.split(' ').map(Number))"


def test_values_are_shown_at_the_pointer_and_by_keys(page: Any):
    figure = first_chart(page)
    places = figure.locator(".chart > .wide").evaluate(PLACES)
    rows = figure.locator("tbody tr:not(.group)")
    plot = figure.locator(".plot")
    plot.scroll_into_view_if_needed()
    box, tip = plot.bounding_box(), figure.locator(".tip")
    row, left, top, right, bottom = places[-1]
    at = {
        "x": box["width"] * (left + right) / 2000,
        "y": box["height"] * (top + bottom) / 2000,
    }
    plot.hover(position=at)
    assert tip.is_visible()
    cells = [bare(cell) for cell in rows.nth(row).locator("th, td").all_text_contents()]
    said = bare(tip.text_content())
    assert all(cell in said for cell in cells[:4] if cell != "–")
    page.mouse.move(0, 0)
    assert not tip.is_visible()
    plot.focus()
    page.keyboard.press("ArrowDown")
    assert bare(rows.nth(places[0][0]).locator("th").text_content()) in bare(tip.text_content())
    assert bare(tip.text_content()) == bare(page.locator("p[role=status]").last.text_content())
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_a_tap_shows_a_value(browser: Any, report: Path):
    context = browser.new_context(viewport={"width": 375, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(report.as_uri())
    figure = page.locator("figure:has(.plot[tabindex])").first
    _, left, top, right, bottom = figure.locator(".chart > .narrow").evaluate(PLACES)[0]
    drawing = figure.locator(".chart > .narrow")
    box = drawing.bounding_box()
    at = {"x": box["width"] * (left + right) / 2000, "y": box["height"] * (top + bottom) / 2000}
    drawing.tap(position=at)
    tip = figure.locator(".tip")
    assert tip.is_visible()
    assert tip.bounding_box()["x"] >= 0
    assert tip.bounding_box()["x"] + tip.bounding_box()["width"] <= 375
    context.close()


VALUES = """
figure => [...figure.querySelectorAll('.chart > .wide text')]
  .filter(e => /bold|700/.test(e.style.font + e.style.fontWeight) && /\\d%?$/.test(e.textContent))
  .map(e => [e.textContent,
    e.getBoundingClientRect().top - figure.getBoundingClientRect().top])
"""


def number_in(words: str) -> float:
    return float(re.search(r"[\d.]+", words)[0])  # type: ignore[index]


def test_rows_are_sorted_by_value_and_back(page: Any):
    page.set_viewport_size({"width": 1440, "height": 900})
    for figure in page.locator("figure:has(button:text('Sort by value'))").all()[:2]:
        sort = figure.get_by_role("button", name="Sort by value")
        before = figure.evaluate(VALUES)
        sort.click()
        assert sort.get_attribute("aria-pressed") == "true"
        for body in figure.locator("tbody").all():
            values = body.locator("tr:not(.group) td:nth-child(2)").all_text_contents()
            numbers = list(map(number_in, values))
            assert numbers == sorted(numbers, reverse=True)
        drawn = [
            number_in(words) for words, _ in sorted(figure.evaluate(VALUES), key=itemgetter(1))
        ]
        assert len(drawn) == figure.locator("tbody tr:not(.group)").count()
        if not figure.locator("tr.group").count():
            assert drawn == sorted(drawn, reverse=True)
        sort.click()
        after = figure.evaluate(VALUES)
        assert [words for words, _ in after] == [words for words, _ in before]
        assert [top for _, top in after] == pytest.approx([top for _, top in before], abs=1)


def test_a_group_is_highlighted_across_the_page(page: Any):
    page.set_viewport_size({"width": 1440, "height": 900})
    choice = page.locator("nav select")
    if not choice.count():
        return
    for name in choice.locator("option").all_text_contents()[1:3]:
        choice.select_option(name)
        assert page.locator("tr.lit, .lit").count() >= 1
        for row in page.locator("tr.lit").all():
            group = row.evaluate("e => e.parentNode.dataset.group")
            assert name in (group, row.locator("th").first.text_content())
    choice.select_option("")
    assert page.locator(".lit, .dim").count() == 0


COPIED = """
async () => {
  const [item] = await navigator.clipboard.read();
  const type = item.types.includes('text/plain') ? 'text/plain' : 'image/png';
  const blob = await item.getType(type);
  if (type === 'text/plain') return blob.text();
  const image = await createImageBitmap(blob);
  return [image.width, image.height];
}
"""


def copied(page: Any, button: Any) -> Any:
    page.bring_to_front()
    # its name changes once it is pressed
    pressed = button.element_handle()
    pressed.click()
    page.wait_for_function("e => e.firstChild.nodeValue === 'Copied'", arg=pressed)
    return page.evaluate(COPIED)


def test_links_pictures_tables_and_sentences_are_copied(page: Any, report: Path):
    figure = first_chart(page)
    name = figure.get_attribute("id")
    link = figure.get_by_role("button", name="Copy link")
    assert copied(page, link) == f"{report.as_uri()}#{name}"
    width, height = copied(page, figure.get_by_role("button", name="Copy picture"))
    assert width == 1200
    assert height > 300
    page.evaluate(OPEN)
    table = figure.locator("table")
    lines = copied(page, figure.get_by_role("button", name="Copy table")).split("\n")
    assert len(lines) == table.locator("tr").count()
    assert lines[0].split("\t") == [
        " ".join(w.split()) for w in table.locator("thead th").all_text_contents()
    ]
    for sentence in page.locator(".say").all()[:1]:
        words = sentence.evaluate(
            "e => [...e.childNodes].filter(c => c.tagName != 'BUTTON')"
            ".map(c => c.textContent).join('')"
        )
        assert copied(page, sentence.get_by_role("button")) == " ".join(words.split())
    assert page.said == []


DRAWN = """
() => {
  const draw = CanvasRenderingContext2D.prototype.fillText;
  window.drawnWords = [];
  CanvasRenderingContext2D.prototype.fillText = function (words, ...place) {
    window.drawnWords.push(words);
    return draw.call(this, words, ...place);
  };
}
"""


def test_a_copied_picture_says_what_was_asked(page: Any):
    figure = first_chart(page)
    page.evaluate(DRAWN)
    copied(page, figure.get_by_role("button", name="Copy picture"))
    said = bare(" ".join(page.evaluate("drawnWords")))
    assert bare(figure.locator(".headline").text_content()) in said
    wording = figure.locator("xpath=ancestor::article[1]/h3")
    assert all(bare(words.rstrip()) in said for words in wording.all_text_contents())


def test_bases_are_no_group_to_be_highlighted(page: Any):
    names = page.locator("nav select option").all_text_contents()
    bases = page.locator("tr.base > :first-child").all_text_contents()
    assert not {*map(bare, names)} & {*map(bare, bases)}


def test_many_questions_can_be_searched(browser: Any, report: Path, tmp_path: Path):
    html = report.read_text(encoding="utf-8")
    item = re.search(r"<figure.*?</figure>", html, flags=re.DOTALL)[0]
    many = [
        re.sub(r'(id|data-table|aria-labelledby)="', rf"\g<0>{k}-", item).replace(
            'class="headline"', f'class="headline" title="word{k}x"'
        )
        for k in range(12)
    ]
    many[7] = many[7].replace("</figcaption>", "zebra crossing</figcaption>")
    for number in (11, 12):
        body = f'<main id="main"><section>{"".join(many[:number])}</section></main>'
        start, end = html.index('<main id="main">'), html.index("</main>") + 7
        path = tmp_path / f"{number}.html"
        path.write_text(html[:start] + body + html[end:], encoding="utf-8")
        page = browser.new_page()
        page.goto(path.as_uri())
        field = page.locator("nav input[type=search]")
        assert field.count() == (number == 12)
        if number == 12:
            field.fill("Zebra crossing")
            shown = [figure.is_visible() for figure in page.locator("figure").all()]
            assert shown == [k == 7 for k in range(12)]
            assert page.locator(".said").text_content() == "1 of 12 shown"
            field.fill("")
            assert page.locator("figure:visible").count() == 12
        page.close()


def test_what_finds_a_question_is_seen_however_long_the_contents_are(
    browser: Any, report: Path, tmp_path: Path
):
    html = report.read_text(encoding="utf-8")
    path = tmp_path / "long.html"
    links = "".join(f'<li><a href="#main">question {k}</a></li>' for k in range(60))
    path.write_text(re.sub(r"(<nav.*?<ul>)", rf"\g<1>{links}", html, flags=re.DOTALL), "utf-8")
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(path.as_uri())
    tools = page.locator("nav > .tools")
    for to in (0, 10_000) if tools.count() else ():
        page.locator("nav").evaluate("(nav, to) => nav.scrollTo(0, to)", to)
        box = tools.bounding_box()
        assert 0 <= box["y"] <= box["y"] + box["height"] <= 300
    page.close()


def test_contents_stay_beside_the_page_where_there_is_room(page: Any):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("main h2").last.scroll_into_view_if_needed()
    box = page.locator("nav").bounding_box()
    assert 0 <= box["y"] <= 1
    assert box["x"] + box["width"] < page.locator("main").bounding_box()["x"]
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function("document.querySelectorAll('nav [aria-current=true]').length === 1")
    page.set_viewport_size({"width": 768, "height": 900})
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert page.locator("nav").bounding_box()["y"] < 0


BESIDE = """
() => [...document.querySelectorAll('figure:has(.sayings)')].map(figure => {
  const edge = document.querySelector('main').getBoundingClientRect();
  const box = name => figure.querySelector(name).getBoundingClientRect();
  const [own, plot, said] = [figure.getBoundingClientRect(), box('.plot'), box('.sayings')];
  return {
    room: Math.abs(edge.right - own.right), beside: said.left - plot.right,
    below: said.top - plot.bottom, inside: own.right - said.right, narrow: said.width,
  };
})
"""


def test_what_can_be_said_stands_beside_its_chart_where_there_is_room(page: Any):
    for width, _ in windows(page):
        found = page.evaluate(BESIDE)
        if width < 1360:
            assert all(one["below"] >= 0 for one in found), width
            continue
        for one in found:
            assert one["room"] < 2, width
            assert one["beside"] > 16, width
            assert one["inside"] > 0, width
            assert one["narrow"] > 240, width
        # without anything to say the page stands in the middle
        if not found and not page.locator(".matrix").count():
            left = page.locator("nav").bounding_box()["x"]
            box = page.locator("main").bounding_box()
            right = width - box["x"] - box["width"]
            assert right == pytest.approx(left, abs=20), width


GROUND = "element => getComputedStyle(element).backgroundColor"


def test_charts_are_dark_in_the_dark(page: Any):
    grounds = []
    for _ in windows(page, [1440], SCHEMES):
        paint = "element => getComputedStyle(element).fill"
        grounds.append(page.locator(".chart svg path").first.evaluate(paint))
        assert page.locator("figure").first.evaluate(GROUND) == grounds[-1]
    assert grounds == ["rgb(255, 255, 255)", "rgb(22, 24, 29)"]


def bare(words: str) -> str:
    """Return words without the spaces and ligatures that a print has of its own."""
    return re.sub(r"\s+", "", normalize("NFKC", words))


@dataclass(frozen=True)
class Sheet:
    """A printed sheet: its box, and the words on it."""

    box: Any
    text: str


@pytest.fixture(scope="module")
def printed(browser: Any, report: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The report printed from a dark window, and its page as it is for print."""
    path = tmp_path_factory.mktemp("print") / "report.pdf"
    opened = browser.new_page(color_scheme="dark")
    opened.goto(report.as_uri())
    opened.pdf(path=path, format="A4", print_background=True, prefer_css_page_size=True)
    opened.emulate_media(media="print")
    sheets = pypdf.PdfReader(path).pages
    yield opened, [Sheet(sheet.mediabox, sheet.extract_text()) for sheet in sheets]
    opened.close()


def test_prints_everything_but_the_navigation(printed: Any):
    page, pdf = printed
    text = "".join(sheet.text for sheet in pdf)
    plain = bare(text)
    for words in page.locator("h1, h2, caption").all_text_contents():
        hidden = page.locator("figure caption").all_text_contents()
        assert words in hidden or bare(words) in plain, words
    for words in page.locator(".sources a").evaluate_all("links => links.map(a => a.href)"):
        assert words in plain
    assert not page.locator("nav").is_visible()
    assert "The numbers of this chart" not in text


LANDSCAPE = "thead tr:last-child > :nth-child(12)"
"""A table with so many columns is printed across."""


def test_prints_dark_on_white_and_cuts_nothing(printed: Any):
    page, pdf = printed
    assert page.locator("body").evaluate(GROUND) == "rgb(255, 255, 255)"
    assert page.locator("figure").first.evaluate(GROUND) == "rgb(255, 255, 255)"
    whole = "element => getComputedStyle(element).breakInside"
    # what is said of a chart may stand on the next sheet, and the rest of one that is tall
    for kind in (".plot:not(:has(.strips))", ".strips svg", "tr", ".topline-table"):
        assert set(page.locator(kind).evaluate_all(f"list => list.map({whole})")) <= {"avoid"}
    sizes = {(round(sheet.box.width), round(sheet.box.height)) for sheet in pdf}
    assert sizes <= {(595, 842), (842, 595)}
    wide = page.locator(f"#banners {LANDSCAPE}").count() > 0
    assert ((842, 595) in sizes) == wide


UPRIGHT, ACROSS = 680, 1009
"""CSS pixels of a sheet of A4 less its margins, upright and across."""

TOO_WIDE = """
list => list.filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.hidden'))
  .map(e => e.outerHTML.slice(0, 120))
"""


def test_prints_nothing_wider_than_the_sheet(printed: Any):
    page, _ = printed
    across = page.locator(f"#banners {LANDSCAPE}").count() > 0
    for parts, width in {
        "main > :not(#banners) *": UPRIGHT,
        "#banners *": ACROSS if across else UPRIGHT,
    }.items():
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator(parts).evaluate_all(TOO_WIDE) == []


MOST_SHEETS = {"Who sends a thank-you note, and does it matter?": 12}
"""How many sheets a page takes at most."""


def test_every_sheet_has_words_a_number_and_a_head(printed: Any):
    page, pdf = printed
    title = page.locator("h1").text_content()
    said = page.locator("body > [role=status]")
    assert said.count() > 0
    assert not any(one.is_visible() for one in said.all())
    sheets = [bare(sheet.text) for sheet in pdf]
    assert len(sheets) <= MOST_SHEETS.get(title, len(sheets))
    for number, sheet in enumerate(sheets, start=1):
        assert f"{number}/{len(sheets)}" in sheet
        assert len(sheet) > 200
        assert number == 1 or bare(title[:60]) in sheet


WORDS = "list => list.map(e => [...e.children].map(cell => cell.textContent))"


def test_prints_rows_and_charts_whole(printed: Any):
    page, pdf = printed
    sheets = [bare(sheet.text) for sheet in pdf]
    rows = page.locator("main > section > .scroll tr, main > section > details tr").evaluate_all(
        WORDS
    )
    charts, tall = (
        page.locator(f".plot{kind} > .chart > .wide svg").evaluate_all(
            "list => list.map(e => [...e.querySelectorAll('text')].map(words => words.textContent))"
        )
        for kind in (":not(:has(.strips))", ":has(.strips)")
    )
    assert len(rows) > 3
    for heading in map(bare, page.locator("h1, h2, h3").all_text_contents()):
        assert any(heading in sheet and not sheet.endswith(heading) for sheet in sheets), heading
    for words in [*rows, *charts]:
        plain = [bare(word) for word in words]
        assert any(all(word in sheet for word in plain) for sheet in sheets), words
    # a tall chart ends on the sheet behind the one that it begins on, or on the same
    pairs = [one + other for one, other in pairwise([*sheets, ""])]
    for words in tall:
        plain = [bare(word) for word in words]
        assert any(all(word in both for word in plain) for both in pairs), words


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
