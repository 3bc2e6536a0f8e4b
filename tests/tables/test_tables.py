"""Printed tables: the same words and numbers in HTML, Markdown, LaTeX, Excel and great-tables."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise

import numpy as np
import openpyxl
import pandas as pd
import pytest

from topline import (
    ArgumentError,
    Estimates,
    Severity,
    Survey,
    estimate_figures,
    load_recruiters,
    severity,
    write_workbook,
)

HOSTILE = [
    "<script>alert('x')</script>",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "a & b | \"c\" 'd' *e* _f_ `g` $h$ ~i^ \\j {k} [l](m) #n 50%",
    "two\nlines",
    "😀 سؤال",
]


def survey(labels=("yes", "no"), banner=("old", "young"), number=400):
    rng = np.random.default_rng(1)
    return Survey(
        pd.DataFrame(
            {
                "question": pd.Categorical(rng.choice(list(labels), number), list(labels)),
                "age": pd.Categorical(rng.choice(list(banner), number), list(banner)),
                "sex": rng.choice(["f", "m"], number),
                "w": rng.uniform(1, 2, number),
            }
        ),
        weights="w",
    )


class Reader(HTMLParser):
    """Collects the rows of a table: a list of words for each."""

    def __init__(self, html):
        super().__init__()
        self.rows, self.tags, self.caption, self._open = [], [], "", None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag in ("td", "th", "caption"):
            self._open = tag

    def handle_endtag(self, tag):
        if tag == self._open:
            self._open = None

    def handle_data(self, data):
        if self._open == "caption":
            self.caption += data
        elif self._open:
            self.rows[-1][-1] += data


def from_markdown(text):
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    cells = [re.split(r"(?<!\\) \| ", line[2:-2]) for line in lines]
    return [[re.sub(r"\\(.)", r"\1", cell) for cell in row] for row in cells]


def printed_rows(table):
    return [[*row.labels, *(cell.words for cell in row.cells)] for row in table.rows]


TABLES = {
    "shares": lambda: survey().proportion("question", by="age"),
    "figures": lambda: estimate_figures(load_recruiters()),
    "differences": lambda: survey().proportion("question", by="age").compare(),
    "crosstab": lambda: survey().crosstab("question", ["age", "sex"]),
    "row percents": lambda: survey().crosstab("question", ["age", "sex"], percent="row"),
    "total percents": lambda: survey().crosstab("question", "age", percent="total"),
    "crosstab by": lambda: survey().crosstab("question", "age", by="sex"),
    "hostile": lambda: survey(HOSTILE, HOSTILE, 4000).crosstab("question", ["age", "sex"]),
    "hostile shares": lambda: survey(HOSTILE).proportion("question"),
}


@pytest.fixture(params=TABLES)
def found(request):
    return TABLES[request.param]()


def one_line(rows):
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def test_html_says_what_the_table_says(found):
    table, html = found.printed(), Reader(found.to_html())
    body = html.rows[1 + table.grouped : 1 + table.grouped + len(table.rows)]
    assert one_line(body) == one_line(printed_rows(table))
    assert html.caption == table.title + table.subtitle
    assert html.rows[-1] == ["".join(table.notes)]
    heads = [attrs for tag, attrs in html.tags if tag == "th"]
    assert all("scope" in attrs for attrs in heads)
    assert "script" not in {tag for tag, _ in html.tags}
    spans = [int(attrs["colspan"]) for attrs in heads if attrs["scope"] == "colgroup"]
    assert spans == [size for name, size in table.groups if name]


@pytest.mark.quick
def test_the_clipboard_has_every_cell_with_its_looks(found):
    table, page = found.printed(subtitle="Made up"), found.to_clipboard_html(subtitle="Made up")
    html = Reader(page)
    assert one_line(html.rows[1 + table.grouped :]) == one_line(printed_rows(table))
    heads = [*table.stubs, *(column.words for column in table.columns)]
    assert one_line([html.rows[table.grouped]]) == one_line([heads])
    # nothing that a program that pastes leaves out: a style sheet, a class, a caption, a script
    assert {tag for tag, _ in html.tags} <= {
        "html", "head", "meta", "body", "p", "table", "tr", "th", "td",
    }  # fmt: skip
    assert not any("class" in attrs for _, attrs in html.tags)
    cells = [attrs for tag, attrs in html.tags if tag in ("td", "th")]
    assert all("font-family" in attrs["style"] for attrs in cells)
    # all rows of a table are as wide, or what is pasted has cells of its own
    widths, width = [], len(table.stubs) + len(table.columns)
    for tag, attrs in html.tags:
        if tag == "tr":
            widths.append(0)
        elif tag in ("td", "th"):
            widths[-1] += int(attrs.get("colspan", 1))
    assert set(widths) == {width}
    last = cells[-width * len(table.rows) :]
    for row in table.rows:
        for cell, attrs in zip((None,) * len(row.labels) + row.cells, last, strict=False):
            words = cell is None or cell.value is None
            assert ("mso-number-format:'\\@'" in attrs["style"]) is words
            assert (attrs.get("sdnum") == "1033;0;@") is words
            assert ("font-style:italic" in attrs["style"]) is row.base
        last = last[width:]
    start, end = page.index("<!--StartFragment-->"), page.index("<!--EndFragment-->")
    assert start < page.index("<p ") < page.index("<table") < page.index("</table>") < end
    assert page.count("<p ") == (table.title != "") + 1 + len(table.notes)


@pytest.mark.quick
def test_markdown_says_what_the_table_says(found):
    table, rows = found.printed(), from_markdown(found.to_markdown())
    assert len({len(row) for row in rows}) == 1
    assert rows[2:] == one_line(printed_rows(table))
    assert rows[0] == one_line([[*table.stubs, *table.head_words()]])[0]
    assert rows[1].count("---:") == sum(column.numeric for column in table.columns)


def test_latex_has_every_cell_and_no_loose_signs(found):
    table, text = found.printed(), found.to_latex()
    lines = text.split("\\midrule")[1:]
    rows = [line for part in lines for line in part.splitlines() if line.endswith(r" \\")]
    wide = len(table.stubs) + len(table.columns)
    assert [len(re.split(r"(?<!\\)&", row)) for row in rows] == [wide] * len(table.rows)
    assert not re.search(r"(?<!\\)[#%_^~<>|]", text)
    assert text.count(r"\begin{") == text.count(r"\end{") == 2
    assert text.count("{") == text.count("}")


def test_excel_has_numbers_as_numbers_and_words_as_words(found, tmp_path):
    table = found.printed()
    sheet = openpyxl.load_workbook(found.to_excel(tmp_path / "table.xlsx")).active
    first = 5 + table.grouped
    for row, line in enumerate(table.rows, first):
        at = iter(range(1, 200))
        for label in line.labels:
            cell = sheet.cell(row, next(at))
            assert (cell.value or "") == " ".join(label.split())
            assert cell.data_type != "f"
        for column, want in zip(table.columns, line.cells, strict=True):
            cell = sheet.cell(row, next(at))
            if want.value is None:
                assert (cell.value or "") == want.text
            else:
                assert cell.value == pytest.approx(want.value, abs=1e-12)
                assert cell.number_format == want.form
            if column.letter:
                assert (sheet.cell(row, next(at)).value or "") == want.letters
    assert sheet.freeze_panes == f"{'ABCD'[len(table.stubs)]}{first}"
    assert sheet["A1"].value == " ".join(table.title.split())
    # on several pages of paper they stand below the numbers of the first
    left = len(table.stubs) + 1 if sheet.col_breaks.brk else 1
    below = first + len(table.rows) + 1
    last = [str(sheet.cell(below + i, left).value) for i in range(len(table.notes))]
    assert last == [" ".join(note.split()) for note in table.notes]


def test_great_tables_shows_every_cell(found):
    table, html = found.printed(), Reader(found.to_great_table().as_raw_html())
    rows = [row for row in one_line(html.rows) if len(row) == len(table.stubs) + len(table.columns)]
    assert rows[-len(table.rows) :] == one_line(printed_rows(table))
    assert "script" not in {tag for tag, _ in html.tags}


def test_banners_have_merged_heads_with_their_letters(tmp_path):
    found = survey().crosstab("question", ["age", "sex"])
    sheet = openpyxl.load_workbook(found.to_excel(tmp_path / "t.xlsx")).active
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"C4:F4", "G4:J4", "C5:D5", "E5:F5", "G5:H5", "I5:J5"} <= merged
    assert [sheet[key].value for key in ("C4", "G4", "C5", "E5", "B5")] == [
        "age", "sex", "young (A)", "old (B)", "Total",
    ]  # fmt: skip
    assert sheet.print_title_rows == "$4:$5"
    assert sheet.page_setup.orientation == "landscape"


def test_little_shares_print_as_a_star_and_keep_their_number():
    data = pd.DataFrame({"q": ["rare"] + ["usual"] * 399, "a": ["x", "y"] * 200})
    table = Survey(data).crosstab("q", "a").printed()
    total = table.rows[0].cells[0]
    assert (total.text, total.value) == ("*", 0.0025)
    assert total.form == '[=0]0%;[<0.005]"*";0%'
    # nobody: no variance can be estimated
    assert table.rows[0].cells[2].text == "0%‡"
    assert "*: less than half a percent." in table.notes
    assert table.rows[0].cells[1].text.startswith("1%")
    exact = Survey(data).crosstab("q", "a").printed(decimals=2)
    assert exact.rows[0].cells[0].text == "0.25%"
    assert not any(note.startswith("*") for note in exact.notes)


def test_rounding_is_noted_only_where_it_shows():
    halves = pd.DataFrame({"q": ["a", "b"] * 50, "x": ["y"] * 100})
    thirds = pd.DataFrame({"q": ["a", "b", "c"] * 50, "x": ["y"] * 150})
    note = "Percents may not total 100% because of rounding."
    assert note not in Survey(halves).crosstab("q", "x").printed().notes
    assert note in Survey(thirds).crosstab("q", "x").printed().notes
    assert note in Survey(thirds).crosstab("q", "x").printed(decimals=1).notes


def test_small_cells_have_a_dagger():
    found = survey(number=24).crosstab("question", "age")
    table = found.printed()
    flagged = severity(found.table) == Severity.SUPPRESS
    assert flagged.any()
    daggers = [cell.text for row in table.rows[:2] for cell in row.cells]
    assert sum("†" in text for text in daggers) == flagged.sum()
    assert any(note.startswith("†: ") for note in table.notes)
    assert '"†"' in next(cell.form for row in table.rows for cell in row.cells if "†" in cell.text)


def test_figures_print_as_published_with_numbered_notes():
    table = estimate_figures(load_recruiters()).printed()
    assert [row.cells[0].text for row in table.rows[:3]] == ["26%", "74%", "63%"]
    assert [column.head for column in table.columns][-2:] == ["Unweighted base", "Notes"]
    assert table.rows[0].cells[-1].text == "1"
    assert table.notes[3].startswith("1: mean of respondents' estimates")
    assert "How respondents were drawn was not told; intervals model" in table.notes[2]
    about = next(row.cells[0] for row in table.rows if row.cells[0].text.startswith("about"))
    assert about.form == '"about "0%'


def test_means_differences_and_levels():
    data = pd.DataFrame({"x": np.arange(40.0) ** 2, "sex": ["f", "m"] * 20})
    means = Survey(data).mean("x", by="sex")
    cells = means.printed().rows[0].cells
    assert cells[0].value == means.table["estimate"].iloc[0]
    # an estimate and its limits print with the same decimals, and so does the column
    assert (cells[0].text, cells[0].form) == ("494.0", "#,##0.0")
    assert {cell.form for row in means.printed().rows for cell in row.cells[:3]} == {"#,##0.0"}
    assert means.printed().title == "x by sex"
    differences = means.compare().printed()
    assert [c.head for c in differences.columns] == ["Estimate", "low", "high", "p", "p adjusted"]
    assert differences.rows[0].cells[3].form == '[<0.001]"<0.001";0.000'
    both = pd.concat([means.table, means.with_interval(0.9).table])
    printed = Estimates(both).printed()
    assert [c.group for c in printed.columns][:3] == ["", "Interval", "Interval"]
    assert {row.cells[3].text for row in printed.rows} == {"95%", "90%"}


def test_one_may_choose_the_words():
    found = survey().proportion("question")
    html = found.to_html(title="<b>", subtitle="Adults, May 2026", decimals=0)
    assert "<caption>&lt;b&gt;<span>Adults, May 2026</span></caption>" in html
    assert re.search(r">\d+%<", html)
    assert r"\caption{A \& B -- Adults}" in found.to_latex(title="A & B", subtitle="Adults")
    assert found.to_markdown(title="A*", subtitle="1. May").startswith("**A\\***\n\n1\\. May")


def test_a_workbook_has_contents_and_a_sheet_each(tmp_path):
    tables = {"Q1: age/sex [a]": survey().crosstab("question", "age"),
              "q1  age sex  a": survey().proportion("question"),
              "History": survey().mean("w"), "x" * 40: survey().mean("w"),
              "X" * 40: survey().mean("w"), "''": survey().mean("w")}  # fmt: skip
    book = openpyxl.load_workbook(write_workbook(tables, tmp_path / "all.xlsx", title="=All"))
    assert book.sheetnames == [
        "Contents", "Q1 age sex a", "q1 age sex a 2", "History 2",
        "x" * 31, "X" * 29 + " 2", "Table",
    ]  # fmt: skip
    front = book["Contents"]
    assert front["A1"].value == "=All"
    assert front["A1"].data_type == "s"
    assert front["A3"].value == "question by age"
    assert front["A3"].hyperlink.location == "'Q1 age sex a'!A1"
    assert front.max_row == 8


@pytest.mark.quick
def test_refusals_say_what_to_do(tmp_path):
    with pytest.raises(ArgumentError, match=r"'t.xls' does not end in .xlsx; choose a name that"):
        survey().mean("w").to_excel(tmp_path / "t.xls")
    with pytest.raises(ArgumentError, match="there are no tables to write; pass at least one"):
        write_workbook({}, tmp_path / "t.xlsx")
    assert not list(tmp_path.iterdir())


def test_great_tables_is_optional(monkeypatch):
    monkeypatch.setitem(sys.modules, "great_tables", None)
    with pytest.raises(ArgumentError, match=r"not installed; pip install 'topline\[tables\]'"):
        survey().mean("w").to_great_table()


SCRIPT = """
import sys
from pathlib import Path
import pandas as pd
from topline import Survey, load_example_survey, write_workbook
s = Survey(load_example_survey(), weights="weight", strata="stratum", clusters="cluster")
c = s.crosstab("importance", ["role", "gender", "region"])
folder = Path(sys.argv[1])
write_workbook({"a": c, "b": c.estimates}, folder / "t.xlsx")
(folder / "t.html").write_text(c.to_html() + c.to_markdown() + c.to_latex(), encoding="utf-8")
"""


def test_two_processes_write_the_same_bytes(tmp_path, monkeypatch):
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    monkeypatch.setattr(sys, "argv", ["", str(here)])
    exec(SCRIPT, {})
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    subprocess.run([sys.executable, "-c", SCRIPT, there], check=True, env=environment)
    assert [path.name for path in sorted(here.iterdir())] == ["t.html", "t.xlsx"]
    for path in here.iterdir():
        assert path.read_bytes() == (there / path.name).read_bytes(), path.name


def test_many_estimates_show_themselves_in_part():
    frame = pd.DataFrame({"x": range(300), "g": [f"g{i}" for i in range(150)] * 2})
    found = Survey(frame).mean("x", by="g")
    assert "… and 90 more in .table." in repr(found)
    assert "… and 90 more in .table." in found._repr_html_()
    assert found._repr_html_().count("<tr>") == 60 + 3
    assert len(found.printed().rows) == 150


def test_differences_of_shares_are_points():
    shares = survey().proportion("question", by="sex")
    found = shares.compare()
    assert re.search(r"[+−]\d+\.\d points +[+−]\d", repr(found))
    table = found.printed()
    first, low = table.rows[0].cells[:2]
    assert first.value == pytest.approx(100 * found.table["estimate"].iloc[0])
    assert first.form == '+0.0" points";−0.0" points";0.0" points"'
    assert first.text == f"{'+' if first.value > 0 else '−'}{abs(first.value):.1f} points"
    assert low.value == pytest.approx(100 * found.table["ci_low"].iloc[0])
    half = shares.contrast([1, -1, 0, 0]).table
    assert half["quantity"].tolist() == ["points"]
    assert "quantity" not in shares.contrast([0.5, 0.5, 0, 0]).table


def test_a_banner_may_have_a_level_of_its_own_name():
    data = pd.DataFrame({"q": ["yes", "no"] * 100, "x": ["x", "y", "x", "z"] * 50})
    table = Survey(data).crosstab("q", "x").printed()
    assert [(c.group, c.head) for c in table.columns] == [
        ("", "Total"), ("x", "x"), ("x", "y"), ("x", "z"),
    ]  # fmt: skip


def test_several_answers_and_numbers_as_answers():
    data = pd.DataFrame({"a": [1.0, 0.0] * 60, "b": [1.0, 1.0, 0.0] * 40, "g": [1.0, 2.0] * 60})
    several = Survey(data).crosstab(["a", "b"], "g").printed()
    assert [row.labels for row in several.rows[:2]] == [("a",), ("b",)]
    assert [c.head for c in several.columns] == ["Total", "1", "2"]
    assert not any("may not total" in note for note in several.notes)
    single = Survey(data).crosstab("g", "a").printed()
    assert [row.labels[0] for row in single.rows[:2]] == ["1", "2"]


def test_a_wide_table_goes_on_over_pages_of_paper(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    rng = np.random.default_rng(1)
    data = pd.DataFrame(
        {
            "q": rng.choice(["yes", "no"], 4000),
            "sex": rng.choice(["men", "women"], 4000),
            "area": rng.choice([f"Area {k:02d}" for k in range(40)], 4000),
        }
    )
    table = Survey(data).crosstab("q", ["sex", "area"])
    sheet = openpyxl.load_workbook(table.to_excel(tmp_path / "t.xlsx")).worksheets[0]
    assert (sheet.page_setup.scale, sheet.print_title_cols) == (73, "$A:$A")
    assert not sheet.page_setup.fitToWidth or not sheet.sheet_properties.pageSetUpPr
    starts = [one.id + 1 for one in sheet.col_breaks.brk]
    assert len(starts) > 3
    # no page begins with letters, and each says what its columns stand under
    heads = {cell.column for cell in sheet[5] if cell.value}
    assert heads.issuperset(starts)
    assert all(sheet.cell(4, at).value == "area" for at in starts)
    edges = [2, *starts, sheet.max_column + 1]
    for left, right in pairwise(edges):
        letters = (openpyxl.utils.get_column_letter(at) for at in range(left, right))
        wide = sum(7 * sheet.column_dimensions[one].width + 5 for one in letters)
        assert wide <= 1000
    # notes stand on the first page alone
    notes = [cell for row in sheet.iter_rows(min_row=11) for cell in row if cell.value]
    assert {cell.column for cell in notes} == {2}
    narrow = Survey(data).crosstab("q", "sex").to_excel(tmp_path / "n.xlsx")
    sheet = openpyxl.load_workbook(narrow).worksheets[0]
    assert not sheet.col_breaks.brk
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
