"""The report says nothing that its numbers do not: words parsed back, hostile ones kept as text."""

import os
import re
import subprocess
import sys
from functools import cache
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pandas as pd
import pytest

from tests.headlines.oracle import hold_sentence
from topline import Disclosure, Survey, load_example_survey, write_report, write_survey_report

QUESTIONS = ["prefers_note", "importance", "years_experience", "channel"]


def example():
    return Survey(load_example_survey(), weights="weight", strata="stratum", clusters="cluster")


@pytest.fixture(scope="module", params=["microdata", "figures", "story"])
def folder(request, written):
    return written(request.param)


def words_of(element):
    """The words of a picture but the numbers of its axis."""
    for child in element:
        if "xtick" not in child.get("id", ""):
            yield from words_of(child)
    if element.tag.endswith("}text"):
        yield "".join(element.itertext())


def charts(folder):
    """The words of each chart in the page, and the numbers behind it.

    Its headline, which may count rows, is held to them in tests/headlines.
    """
    html = (folder / "index.html").read_text(encoding="utf-8")
    for name, figure in re.findall(
        r'<figure id="figure-([\w-]+)"(.*?)</figure>', html, flags=re.DOTALL
    ):
        file = ElementTree.parse(folder / "figures" / f"{name}.svg").getroot()
        alt = unescape(re.search(r'role="img" aria-label="([^"]*)"', figure)[1])
        assert alt == file.find("{http://www.w3.org/2000/svg}desc").text
        headline = re.search(r"<h([34]) class=.headline.[^>]*>(.*?)</h\1>", figure)[2]
        drawing = re.search(r"<svg.*?</svg>", figure, flags=re.DOTALL)[0]
        words = list(words_of(ElementTree.fromstring(drawing)))
        table = pd.read_csv(folder / "figures" / f"{name}.csv")
        yield name, words, alt.replace(unescape(headline), ""), table


def numbers(text):
    return [float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\.?\d*", text)]


def known(table):
    """Every number that a chart of this table may say, as it may be rounded."""
    values = table.select_dtypes("number").to_numpy(dtype=float).ravel()
    values = values[np.isfinite(values)]
    words = " ".join(
        table.select_dtypes(exclude="number").fillna("").astype(str).to_numpy().ravel()
    )
    axis = [0, 25, 50, 75, 100, len(table), *range(101)] if "in 100" in words else [0, 50, 100]
    missing = [int(table[name].isna().sum()) for name in table]
    stated = [len(table) - number for number in missing]
    sizes = [table[name].nunique() for name in ("respondents", "publisher") if name in table]
    more = [len(table), *missing, *stated, *sizes, *(size - 3 for size in sizes)]
    return np.concatenate([values, 100 * values, numbers(words), axis, more])


def test_every_number_of_a_chart_is_in_its_table(folder):
    seen = 0
    for name, words, alt, table in charts(folder):
        may = known(table)
        for text in [*words, alt]:
            # how many shares a headline counts is held by its own tests
            for number in numbers(re.sub(r"\d+ of \d+ shares", "", text)):
                digits = len(re.sub(r"^\d+\.?", "", f"{number:g}"))
                close = np.abs(may - number) <= 0.5 * 10.0**-digits + 1e-9
                scaled = np.abs(may - number) <= 5e-4 * abs(number)
                pictogram = name == "in-a-hundred"
                assert close.any() or scaled.any() or pictogram, (name, text, number)
                seen += 1
    assert seen > 25


def sayings(folder):
    """What to say and what not of each chart, and the numbers behind it."""
    html = (folder / "index.html").read_text(encoding="utf-8")
    for name, figure in re.findall(
        r'<figure id="figure-([\w-]+)"(.*?)</figure>', html, flags=re.DOTALL
    ):
        table = pd.read_csv(folder / "figures" / f"{name}.csv")
        for words in re.findall(r'<dd class="(?:do-not-)?say">(.*?)</dd>', figure, re.DOTALL):
            yield unescape(words), table


def test_every_number_that_is_to_be_said_is_in_its_table(folder):
    seen = {"say": 0, "moved": 0}
    for words, table in sayings(folder):
        # the limits of a difference of two rows are held in tests/headlines
        text = re.sub(r": the difference is .* points", "", words)
        hold_sentence(text, table)
        seen["say"] += 1
        if re.search(r"\d%", re.sub(r"“[^”]*”|\d+% (interval|confidence)", "", text)):
            ends = {key: table[key] + 0.013 for key in ("estimate", "ci_low", "ci_high")}
            with pytest.raises(AssertionError):
                hold_sentence(text, table.assign(**ends))
            seen["moved"] += 1
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert seen["say"] == len(re.findall(r'<dd class="(?:do-not-)?say">', page))
    # the story is told in its own words, whose numbers are held one by one in test_report
    assert seen["moved"] or "<data " in page


def test_a_chart_says_its_extremes_and_bases(folder):
    for name, words, alt, table in charts(folder):
        shown = " ".join(words)
        bases = table["n"].dropna().astype(int)
        assert all(f"{base:,}" in shown for base in bases), name
        if len(table) > 1 and table["estimate"].notna().any() and "claim" not in table:
            # a scale says its most frequent answer, and both nets
            assert len(numbers(alt)) >= 3


def test_the_table_under_a_chart_says_its_numbers(folder):
    html = (folder / "index.html").read_text(encoding="utf-8")
    for name, _, _, table in charts(folder):
        body = re.search(rf'id="table-{name}-caption".*?</thead>(.*?)</table>', html, re.DOTALL)
        rows = re.findall(r"<tr>(.*?)</tr>", body.group(1), flags=re.DOTALL)
        assert len(rows) == len(table)
        for row, (_, values) in zip(rows, table.iterrows(), strict=True):
            cells = [unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
            if pd.isna(values["ci_low"]):
                assert cells[1] == "none"
                continue
            scale = 1 if values.get("quantity") == "value" else 100
            low, high = numbers(cells[1])[-2:]
            assert low == pytest.approx(scale * values["ci_low"], abs=0.0501)
            assert high == pytest.approx(scale * values["ci_high"], abs=0.0501)


HOSTILE = [
    "<script>alert('x')</script>",
    "a & b",
    "\"quoted\" 'words'",
    "=1+1",
    "😀 سؤال",
    "two\nlines",
    "$x^2$",
    "x" * 200,
    'style="fill: #1a1a1a"',
    "--> {{ 7 * 7 }}",
]


def hostile_survey(out, questions=HOSTILE[:2] + HOSTILE[7:8]):
    """Hostile words as questions, answers, groups, title and disclosure."""
    rng = np.random.default_rng(1)
    data = pd.DataFrame({name: rng.choice(HOSTILE, 600) for name in HOSTILE})
    disclosure = Disclosure({"sponsor": HOSTILE[0], "conductor": HOSTILE[7]})
    labels = {HOSTILE[0]: HOSTILE[8], HOSTILE[1]: HOSTILE[5]}
    write_survey_report(
        Survey(data), questions, out, title=HOSTILE[0], banner=HOSTILE[:2], labels=labels,
        disclosure=disclosure,
    )  # fmt: skip
    return [labels.get(question, question) for question in questions], [HOSTILE[0], HOSTILE[7]]


def every_question(out):
    return hostile_survey(out, HOSTILE)


def hostile_figures(out):
    table = pd.DataFrame({
        "figure_id": [f"f{number}" for number in range(len(HOSTILE))],
        "survey": HOSTILE[0], "respondents": HOSTILE[8],
        "claim": HOSTILE, "percent": range(10, 10 + len(HOSTILE)), "n": 400,
        "unit": "share_of_respondents", "source_title": HOSTILE, "source_url": "javascript:x",
    })  # fmt: skip
    write_report(table, out)
    return [HOSTILE[0]], [HOSTILE[8]]


def bare(words):
    return re.sub(r"\s+", "", words)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The folder of each hostile report, written once, with its titles and other words."""

    @cache
    def told(write):
        out = tmp_path_factory.mktemp("hostile")
        return out, *write(out)

    return told


@pytest.mark.parametrize(
    "write",
    [hostile_survey, hostile_figures, pytest.param(every_question, marks=pytest.mark.long)],
)
def test_hostile_words_come_through_as_text(write, hostile):
    folder, titles, others = hostile(write)
    html = (folder / "index.html").read_text(encoding="utf-8")
    assert html.count("<script") == 1
    html = re.sub(r"<script type=.module.>.*</script>", "", html, flags=re.DOTALL)
    assert "<script" not in html
    assert "javascript:" not in html
    words = bare(unescape(re.sub(r"<[^>]+>", "", html)))
    assert all(bare(word) in words for word in [*HOSTILE, *others])
    figures = re.findall(r"<figure.*?</figure>", html, flags=re.DOTALL)
    # a question or a survey stands above its figure, whose headline says what was found
    above = r'(?:<article class="question"[^>]*>\s*<h3>|<h3 id="section-\d+">)(.*?)</h3>'
    wordings = re.findall(above, html, flags=re.DOTALL)
    # the only survey of a page is its title
    found = wordings or re.findall(r"<h1>(.*?)</h1>", html, flags=re.DOTALL)
    assert [bare(unescape(words)) for words in found] == [bare(title) for title in titles]
    assert len(figures) == len(titles)
    for figure in figures:
        headline = re.search(
            r"<h([34]) class=.headline.[^>]*>(.*?)</h\1>", figure, flags=re.DOTALL
        )[2]
        alt = unescape(re.search(r'role="img" aria-label="([^"]*)"', figure)[1])
        assert bare(unescape(headline)) in bare(alt)
        svgs = re.findall(r"<svg aria-hidden.*?</svg>", figure, flags=re.DOTALL)
        assert len(svgs) == 2
        for svg in map(ElementTree.fromstring, svgs):
            shown = bare("".join(words_of(svg)))
            assert all(bare(word) in shown for word in HOSTILE)
    column = "claim" if write is hostile_figures else "category"
    for path in (folder / "figures").glob("*.csv"):
        # spaces of all kinds are one space in an answer of microdata
        kept = {" ".join(word.split()) for word in HOSTILE}
        words = set(HOSTILE) if write is hostile_figures else kept
        assert set(pd.read_csv(path)[column]) == words


def test_hostile_words_are_no_formulas_in_the_workbook(hostile):
    folder, *_ = hostile(hostile_survey)
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    texts = {str(cell.value) for cell in cells}
    assert {" ".join(word.split()) for word in HOSTILE} <= texts


SCRIPT = """
import sys, topline
data = topline.load_example_survey()
survey = topline.Survey(data, weights="weight", strata="stratum", clusters="cluster")
topline.write_survey_report(
    survey, ["prefers_note", "years_experience"], sys.argv[1] + "/survey", banner=["role"],
    disclosure=topline.Disclosure({"sponsor": "nobody"}),
)
topline.write_report(topline.load_students(), sys.argv[1] + "/figures")
topline.write_report(out=sys.argv[1] + "/story")
"""


@pytest.mark.long
def test_two_processes_write_the_same_bytes(tmp_path):
    found = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "MPLBACKEND": "agg"}
        out = tmp_path / seed
        out.mkdir()
        subprocess.run([sys.executable, "-c", SCRIPT, str(out)], check=True, env=environment)
        files = sorted(path for path in out.rglob("*") if path.is_file())
        found.append({str(Path(p).relative_to(out)): p.read_bytes() for p in files})
    kinds = {Path(name).suffix for name in found[0]}
    assert {Path(name).parts[0] for name in found[0]} == {"survey", "figures", "story"}
    assert kinds == {".html", ".svg", ".png", ".pdf", ".csv", ".xlsx"}
    assert found[0] == found[1]


def test_the_method_is_what_was_done(tmp_path):
    survey = example()
    html = write_survey_report(survey, QUESTIONS, tmp_path / "a").read_text(encoding="utf-8")
    method = unescape(html[html.index('<section id="method"') :])
    assert "Variances are linearised" in method
    assert "weights 'weight'" in method
    assert "with 42 degrees of freedom" in method
    assert "421 answered, 442 blank: not asked or no answer" in html
    assert "Of 421 to 836 answers each: 12 shares and 1 mean." in method
    again = survey.to_replicates("jkn")
    html = write_survey_report(again, ["gender"], tmp_path / "b").read_text(encoding="utf-8")
    method = unescape(html[html.index('<section id="method"') :])
    assert "Variances come from replication" in method
    plain = Survey(load_example_survey())
    html = write_survey_report(plain, ["gender"], tmp_path / "c").read_text(encoding="utf-8")
    assert "equal weights" in html[html.index('<section id="method"') :]
