r"""What a person sees: no sign of an answer, a label or a name commands, hides or deceives."""

import csv
import io
import json
import unicodedata
import xml.dom.minidom

import matplotlib.pyplot as plt
import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import topline
from tests.conftest import in_one_test
from topline import (
    Survey,
    plot_bars,
    plot_crosstab,
    plot_difference,
    plot_estimates,
    plot_forest,
    plot_funnel,
    plot_likert,
    plot_pictogram,
    plot_trend,
    plot_uncertainty,
    publish,
)
from topline.shown import guarded, json_text, shown_text

NASTY = {
    "C0": "\x1b[31m\x00\x08",
    "bell": "\x1b]0;title\x07",
    "C1": "\x9b31m\x7f",
    "half a sign": "\ud800",
    "no sign": "\ufffe\uffff\U0001fffe",
    "override": "\u202etxt.exe\u2066",
    "no width": "y\u200bes\ufeff\u2060",
    "mark": "yes\u200e\u200f",
    "filler": "\u3164",
    "tags": "a\U000e0041",
}
HARMLESS = [
    "Zürich – 63 % „gut“ ½",
    "می\u200cخواهم",  # a Persian word needs its joiner
    "क्\u200dष",
    "👨\u200d👩\u200d👧 ❤️\u200d🔥",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "שלום\u200f!",
    "Arbeits\xadlose",
    "two\nlines\tand a tab",
]


def commands(text):
    """Signs that a terminal or an XML reader would not take as text."""
    return [
        sign
        for sign in text
        if (unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t")
        or ord(sign) & 0xFFFE == 0xFFFE
        or sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"
    ]


pytestmark = pytest.mark.filterwarnings("ignore:Glyph")


@pytest.fixture(autouse=True)
def no_windows():
    yield
    plt.close("all")


@pytest.mark.quick
@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_what_commands_or_hides_is_written_out(text):
    shown = shown_text(f"a{text}b")
    assert not commands(shown)
    assert "\\" in shown
    assert shown_text(shown) == shown


@pytest.mark.quick
@in_one_test("text", HARMLESS)
def test_what_a_language_needs_stays(text):
    assert shown_text(text) == text


@pytest.mark.quick
def test_every_end_of_a_line_is_one():
    assert shown_text("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h") == "a\nb\nc\nd\ne\nf\ng\nh"


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_is_harmless_when_shown(text):
    shown = shown_text(text)
    assert not [sign for sign in commands(shown) if sign != "\u200b"]
    assert shown_text(shown) == shown
    words = "".join(f"&#{ord(sign)};" for sign in shown)
    xml.dom.minidom.parseString(f"<a>{words}</a>")
    whole = json_text(json.dumps(text, ensure_ascii=False))
    assert json.loads(whole) == text
    assert not commands(whole)


@pytest.mark.quick
@in_one_test("cell", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "＝1"])
def test_what_begins_as_a_formula_is_guarded(cell):
    assert guarded(cell) == f"'{cell}"


@pytest.mark.quick
@in_one_test("cell", [-0.5, -1, None, "", "a=1", "63%", "–"])
def test_numbers_and_words_are_left_alone(cell):
    assert guarded(cell) == cell


ALL = "".join(text for name, text in NASTY.items() if name != "half a sign")
WORDS = [f"{ALL}{i}" for i in range(3)]


def survey():
    rng = np.random.default_rng(0)
    scale = pd.Categorical(rng.choice(WORDS, 300), WORDS, ordered=True)
    data = pd.DataFrame({"q": scale, ALL: rng.choice(WORDS[:2], 300)})
    return Survey(data.assign(year=rng.integers(2000, 2003, 300)))


def figures():
    """A table of anyone's, whose every word is nasty, half signs too."""
    words = pd.Series([f"{ALL}\ud800{i}" for i in range(3)], dtype=object)
    numbers = {"estimate": 0.5, "ci_low": 0.4, "ci_high": 0.6, "n": 400, "confidence_level": 0.95}
    kept = ("label", "group", "respondents", "publisher", "vendor", "mode", "source_title")
    return pd.DataFrame({**dict.fromkeys(kept, words), "sample_type": "opt_in", **numbers})


def pooled():
    return topline.funnel_data([60, 55, 70], [100, 100, 100])


CHARTS = {
    "dots": lambda: plot_estimates(figures(), label="label", group="group"),
    "bars": lambda: plot_bars(figures()),
    "pictogram": lambda: plot_pictogram(figures()[:1]),
    "uncertainty": lambda: plot_uncertainty(figures(), label="label"),
    "forest": lambda: plot_forest(figures(), pooled().pooled, label="label"),
    "funnel": lambda: plot_funnel(pooled(), labels=list(figures()["label"])),
    "trend": lambda: plot_trend(figures(), wave="label", mode="mode"),
    "likert": lambda: plot_likert(survey().proportion("q", by=ALL), nets=True),
    "difference": lambda: plot_difference(survey().proportion("q", by=ALL)),
    "crosstab": lambda: plot_crosstab(survey().crosstab("q", [ALL])),
}


@pytest.mark.parametrize("chart", CHARTS)
def test_charts_are_well_formed(chart, tmp_path):
    title = f"{ALL}\ud800"
    published = publish(CHARTS[chart](), title=title, subtitle=title, note=title)
    path = published.save(tmp_path / "chart.svg")
    if chart in ("dots", "difference"):
        for kind in ("png", "pdf"):
            published.save(tmp_path / f"chart.{kind}")
    svg = path.read_text(encoding="utf-8")
    for text in (svg, published.to_svg(), published._repr_html_(), repr(published)):
        assert not commands(text)
    xml.dom.minidom.parseString(svg.encode())
    assert "\\x1b" in svg
    # numbers for programs keep the answers
    if chart in ("dots", "bars"):
        assert ALL in published.to_csv()


def test_tables_and_words_are_clean(tmp_path):
    estimates, crosstab = survey().proportion("q", by=ALL), survey().crosstab("q", [ALL])
    for one in (estimates, crosstab):
        texts = [repr(one), one._repr_html_(), one.to_html(), one.to_markdown(), one.to_latex()]
        texts.append(one.to_clipboard_html())
        texts.append(one.to_great_table().as_raw_html())
        for text in texts:
            assert not commands(text)
        xml.dom.minidom.parseString(one.to_html().split("\n", 1)[1].replace("<br>", "<br/>"))
        path = one.to_excel(tmp_path / "t.xlsx", title=ALL)
        sheet = openpyxl.load_workbook(path).active
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        assert not commands("".join(cells))
        assert any("\\x1b" in cell for cell in cells)
    assert not commands(repr(survey()))


def test_a_file_s_codebook_is_clean(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text(f'q,"{ALL[1:4]}\x9b"\n"\x1b[31mred",1\nno,2\n', encoding="utf-8")
    read = topline.read_survey(path)
    for one in (read, read.codebook):
        assert not commands(repr(one) + one._repr_html_())


def test_errors_are_clean():
    with pytest.raises(topline.ToplineError) as raised:
        survey().mean(f"{ALL}\x1b")
    assert not commands(str(raised.value))


def test_a_report_is_clean(tmp_path):
    page = topline.write_survey_report(survey(), ["q"], tmp_path / "r", title=ALL, banner=[ALL])
    assert not commands(page.read_text(encoding="utf-8"))
    assert "\\x1b" in page.read_text(encoding="utf-8")


def test_workbooks_hold_words_never_formulas(tmp_path):
    words = ["=1+1", "@SUM(A1)", "http://x.org", "mailto:a@b", "{=1}", "-1", "x" * 40_000]
    data = pd.DataFrame({"q": words * 3})
    path = Survey(data).proportion("q").to_excel(tmp_path / "t.xlsx", title="=2")
    sheet = openpyxl.load_workbook(path).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    assert set(words[:-1]) <= {cell.value for cell in cells}
    assert any(str(cell.value).startswith("xxx") for cell in cells), "cut, not left out"


def test_csv_keeps_answers_unless_formulas_are_guarded(tmp_path):
    table = figures().assign(label=["=1+1", "-0.5", "plain"]).rename(columns={"vendor": "@vendor"})
    chart = publish(plot_bars(table, label="label"), title="T")
    kept = list(csv.DictReader(io.StringIO(chart.to_csv())))
    assert [row["label"] for row in kept] == ["=1+1", "-0.5", "plain"]
    guarded_csv = chart.save(tmp_path / "a.svg", guard_formulas=True).with_suffix(".csv")
    rows = list(csv.DictReader(io.StringIO(guarded_csv.read_text(encoding="utf-8"))))
    assert [row["label"] for row in rows] == ["'=1+1", "'-0.5", "plain"]
    assert "'@vendor" in rows[0]
    assert rows[0]["estimate"] == "0.5"
