"""The report as files: it holds the table's numbers, it is whole, and it is the same each time."""

import hashlib
import os
import re
import subprocess
import sys
from base64 import b64encode
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

import topline
from tests.conftest import in_one_test
from topline.report import write as writer
from topline.report.stories.story import SEND, story_estimates

VOID = {"meta", "link", "br", "wbr", "img", "hr", "path", "use", "rect", "input"}


class Page(HTMLParser):
    """What the tests ask of a page: its elements, its ids, the words of each ``<data>``."""

    def __init__(self, html: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.data: list[tuple[dict[str, str], str]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.looks: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag == "data":
            self.data.append((dict(attrs), ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data):
        self.text.append(data)
        if self.open and self.open[-1] == "style":
            self.looks.append(data)
        if self.open and self.open[-1] == "data":
            attributes, words = self.data[-1]
            self.data[-1] = (attributes, words + data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    def loads(self) -> set[str]:
        """Return what the page would load from elsewhere; a link waits for a person."""
        found = {tag for tag, _ in self.elements} & {"iframe", "object", "embed", "base"}
        found |= {str(a) for a in self.all("script") if a != {"type": "module"}}
        looks = list(self.looks)
        for tag, attributes in self.elements:
            looks.append(attributes.get("style") or "")
            for name, value in attributes.items():
                # names of a format are no addresses, and the words of a region are only read
                inert = name.startswith(("xmlns", "aria-")) or (tag, name) == ("a", "href")
                if not inert and "//" in (value or ""):
                    found.add(value)
        # a typeface that is in the page comes from nowhere else
        elsewhere = r"@import.*|url\(\s*[\"']?(?!data:font/woff2;)[^#\"'\s].*"
        return found | set(re.findall(elsewhere, "\n".join(looks)))


@pytest.fixture(scope="module")
def story(written) -> Path:
    return written("story") / "index.html"


@pytest.fixture(scope="module")
def page(story) -> Page:
    return Page(story.read_text(encoding="utf-8"))


def test_every_number_in_the_prose_is_the_tables(page):
    table = story_estimates().table.set_index("figure_id")
    assert len(page.data) > 40
    for attributes, words in page.data:
        value = float(table.loc[attributes["data-row"], attributes["data-column"]])
        assert float(attributes["value"]) == value
        shown = float(words.strip("%<>").removeprefix("about ").replace(",", ""))
        scale = 1 if attributes["data-column"] == "n" else 100
        digits = len(words.strip("%").partition(".")[2])
        assert shown == pytest.approx(value * scale, abs=0.5 * 10**-digits + 1e-9), attributes


def test_tells_the_two_numbers_apart(story, page):
    words = " ".join(" ".join(page.text).split())
    assert "mean of what 400 recruiters estimate" in words.replace(" 400 ", " 400 ")
    assert "26% of applicants send one" in words
    assert "63% of recruiters prefer" in words
    assert "margin of error" not in words.lower()
    html = story.read_text(encoding="utf-8")
    for attributes, _ in page.data:
        if attributes["data-row"] == SEND and attributes["data-column"] == "ci_low":
            at = html.index(f'value="{attributes["value"]}"')
            assert "at most" in html[at - 200 : at]


def test_is_whole_accessible_html(page):
    assert page.open == []
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert len(page.all("h1")) == 1
    assert page.all("html")[0]["lang"] == "en"
    assert len(page.all("table")) == len(page.all("caption"))
    assert all(cell.get("scope") in ("col", "row", "rowgroup") for cell in page.all("th"))
    charts = [a for tag, a in page.elements if tag == "div" and a.get("role") == "img"]
    assert len(charts) == 5
    assert all(len(chart["aria-label"]) > 60 for chart in charts)
    drawings = [svg for svg in page.all("svg") if "version" in svg]
    assert len(drawings) == 10
    assert all(svg["aria-hidden"] == "true" for svg in drawings)


def test_runs_one_script_and_no_other(story, page):
    (_script,) = page.all("script")
    html = story.read_text(encoding="utf-8")
    body = re.search(r"<script [^>]*>(.*?)</script>", html, flags=re.DOTALL).group(1)
    digest = b64encode(hashlib.sha256(body.encode()).digest()).decode()
    (policy,) = [a["content"] for a in page.all("meta") if "http-equiv" in a]
    assert "default-src 'none'" in policy
    assert f"script-src 'sha256-{digest}'" in policy


def test_stands_alone(page):
    assert page.loads() == set()
    assert all(attributes["href"].startswith("data:") for attributes in page.all("link"))
    used = [a[key] for _, a in page.elements for key in ("href", "xlink:href") if key in a]
    inner = {reference[1:] for reference in used if reference.startswith("#")}
    assert inner <= {attributes["id"] for _, attributes in page.elements if "id" in attributes}


LOADING = [
    '<script src="a.js"></script>',
    '<img src="https://example.org/a.png">',
    '<link href="//example.org/a.css">',
    "<style>@import 'a.css';</style>",
    '<p style="background: url(http://example.org/a.png)"></p>',
    "<svg><style>rect{fill: url('a.svg#b')}</style></svg>",
]


@in_one_test("html", LOADING)
def test_what_a_page_would_load_is_found(html):
    assert Page(html).loads()


def assert_links_have_files(folder, files):
    page = Page((folder / "index.html").read_text(encoding="utf-8"))
    links = [a["href"] for a in page.all("a") if a["href"].startswith("figures/")]
    assert len(links) == files
    for link in links:
        assert (folder / link).stat().st_size > 0


def test_every_link_to_a_file_has_its_file(written):
    assert_links_have_files(written("figures"), 4)


@pytest.mark.long
@pytest.mark.usefixtures("all_pictures")
def test_every_link_of_the_story_has_its_file(tmp_path):
    topline.write_report(out=tmp_path)
    assert_links_have_files(tmp_path, 20)


def test_says_what_each_survey_did_not_say(page):
    words = " ".join(" ".join(page.text).split())
    for part in (
        "how and by whom respondents were drawn",
        "100 published figures",
        "All 49 samples",
    ):
        assert part in words


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_is_the_same_in_every_process(written, tmp_path):
    """A page of figures; the long run writes pages of all kinds in two processes."""
    code = "import sys, topline; topline.write_report(topline.load_students(), sys.argv[1])"
    environment = os.environ | {"PYTHONHASHSEED": "4711", "SOURCE_DATE_EPOCH": "0"}
    again = tmp_path / "again"
    subprocess.run([sys.executable, "-c", code, again], check=True, env=environment)
    assert digests(again) == digests(written("figures"))


FIGURES = pd.DataFrame(
    {
        "figure_id": ["a", "b", "c"],
        "survey": ["Mine & <script>alert(1)</script>"] * 3,
        "claim": ['prefer "notes" <b>', "estimate $x^2$", "none of these"],
        "percent": [63, 26, None],
        "n": [400, 400, 400],
        "unit": ["share_of_respondents", "mean_of_respondent_estimates", "other"],
        "source_title": ["A page", "A trap", None],
        "source_url": ["https://example.org/a?b=1&c=2", "javascript:alert(1)", None],
    }
)


@pytest.mark.quick
@pytest.mark.usefixtures("all_pictures")
def test_a_report_of_anyones_figures(tmp_path):
    html = topline.write_report(FIGURES, tmp_path / "mine").read_text(encoding="utf-8")
    page = Page(html)
    assert page.open == []
    assert page.loads() == set()
    assert "<script>" not in html
    assert "javascript:" not in html
    words = " ".join("".join(page.text).split())
    assert "Mine & <script>alert(1)</script>" in words
    assert "estimate $x^2$" in words
    assert "at most 21.5% to 31.0%" in words
    assert "57.7% to 68.1%" in words
    assert "not a percentage: no interval" in words
    assert sorted(path.name for path in (tmp_path / "mine" / "figures").iterdir()) == [
        f"figures-1.{kind}" for kind in ("csv", "pdf", "png", "svg")
    ]


def test_many_figures_come_in_charts_of_thirty(tmp_path):
    many = pd.concat([FIGURES[:1]] * 31, ignore_index=True)
    many["figure_id"] = [f"f{i}" for i in range(31)]
    page = Page(topline.write_report(many, tmp_path, title="Many").read_text(encoding="utf-8"))
    assert len(page.all("figure")) == 2


def test_figures_without_any_percent_still_make_a_page(tmp_path):
    page = topline.write_report(FIGURES[2:], tmp_path).read_text(encoding="utf-8")
    assert "none of these" in page


def test_a_failed_run_leaves_the_last_report_standing(tmp_path, monkeypatch):
    out = tmp_path / "report"
    topline.write_report(FIGURES, out)
    before = digests(out)

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(writer, "render", fail)
    with pytest.raises(OSError, match="disk full"):
        topline.write_report(FIGURES.assign(percent=[10, 20, None]), out)
    assert digests(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_other_files_in_the_folder_are_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    topline.write_report(FIGURES, tmp_path)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_a_report_of_fewer_charts_leaves_none_of_the_last(tmp_path):
    out = tmp_path / "report"
    two = pd.concat([FIGURES, FIGURES.assign(survey="Other", survey_id="o")], ignore_index=True)
    two["figure_id"] = [f"f{k}" for k in range(len(two))]
    topline.write_report(two, out)
    assert (out / "figures" / "figures-2.csv").exists()
    (out / "figures" / "figures-2-mine.csv").write_text("mine", encoding="utf-8")
    topline.write_report(FIGURES, out)
    fewer = topline.write_report(FIGURES, tmp_path / "fewer")
    left = set(digests(out)) - set(digests(fewer.parent))
    assert left == {"figures/figures-2-mine.csv"}
    assert (out / "index.html").read_bytes() == fewer.read_bytes()


@pytest.mark.quick
def test_a_file_is_no_folder(tmp_path):
    target = tmp_path / "report"
    target.write_text("", encoding="utf-8")
    with pytest.raises(topline.ArgumentError, match="report is a file; choose a folder"):
        topline.write_report(FIGURES, target)


@pytest.mark.usefixtures("all_pictures")
def test_progress_is_told(tmp_path):
    told = []
    topline.write_report(FIGURES, tmp_path, progress=lambda *step: told.append(step))
    assert told[-1] == ("Writing figures-1.csv", 3, 4)
