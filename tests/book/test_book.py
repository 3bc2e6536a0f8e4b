"""Books of tables: every cell is that of its crosstab, in every kind of file."""

import re
from copy import deepcopy
from dataclasses import replace
from html import unescape
from itertools import chain

import numpy as np
import openpyxl
import pandas as pd
import pytest

import topline
from tests.conftest import in_one_test
from topline import ArgumentError, DataError, Survey, write_book
from topline.book.html import html_book
from topline.book.make import make_book
from topline.book.wanted import Wanted
from topline.language.strings import language_of
from topline.office.charts import FORMS
from topline.office.error_bars import error_bars_of
from topline.office.marks import mark_of
from topline.report.questions.kinds import KINDS
from topline.tables.book import Book, Sheet

QUESTIONS = ["importance", "prefers_note", "years_experience"]
BANNER = ["role", ("role", "gender")]


@pytest.fixture(scope="module")
def survey():
    data = topline.load_example_survey()
    return Survey(data, weights="weight", strata="stratum", clusters="cluster")


def options(name):
    return {
        "importance": {"boxes": 2, "scores": "order"},
        "years_experience": {"shares": False, "statistics": ["mean", "median"]},
    }.get(name, {})


@pytest.fixture(scope="module")
def tables(survey):
    return {
        name: survey.crosstab(name, BANNER, **options(name)).printed(title=name)
        for name in QUESTIONS
    }


def written(survey, path, **more):
    return write_book(survey, QUESTIONS, path, banner=BANNER, title="Notes", **more).path


@pytest.mark.quick
def test_a_workbook_has_the_numbers_of_the_crosstabs(survey, tables, tmp_path):
    path = written(survey, tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Contents", *QUESTIONS]
    links = {cell.value: cell.hyperlink.location for (cell,) in book["Contents"]["A3:A5"]}
    assert all(name in links[name] for name in QUESTIONS)
    for name, table in tables.items():
        sheet = book[name]
        assert sheet["A3"].hyperlink.location == "'Contents'!A1"
        assert sheet.auto_filter.ref
        first = 4 + table.grouped
        for i, row in enumerate(table.rows):
            found = list(sheet[first + 1 + i])
            assert found[0].value == row.labels[0]
            at = 1
            for column, cell in zip(table.columns, row.cells, strict=True):
                if cell.value is not None:
                    assert found[at].value == pytest.approx(cell.value, rel=1e-14)
                at += 1
                if column.letter:
                    assert (found[at].value or "") == cell.letters
                    at += 1


def test_contents_have_title_and_subtitle_of_the_book(survey, tmp_path):
    path = written(survey, tmp_path / "b.xlsx", subtitle="863 people")
    front = openpyxl.load_workbook(path)["Contents"]
    assert (front["A1"].value, front["A2"].value) == ("Notes", "863 people")
    assert front["A3"].hyperlink is not None


def test_a_page_has_the_words_of_the_crosstabs(survey, tables, tmp_path):
    text = written(survey, tmp_path / "b.html").read_text("utf-8")
    for number, name in enumerate(QUESTIONS, 1):
        assert f'<a href="#table-{number}">{name}</a>' in text
        part = text.split(f'<section id="table-{number}"')[1].split("</section>")[0]
        body = part.split("<tbody>")[1].split("</tbody>")[0]
        found = [unescape(re.sub("<[^>]*>", "", cell)) for cell in re.findall("<td.*?</td>", body)]
        assert found == [cell.words for row in tables[name].rows for cell in row.cells]


def test_a_page_has_no_paragraph_without_words(tables):
    sheet = Sheet(key="a", kind="", table=replace(tables["importance"], notes=()))
    book = Book(title="A", subtitle="", sheets=(sheet,), contents="Tables", lang="en")
    assert "<p" not in html_book(book)
    told = replace(sheet, table=tables["importance"])
    text = html_book(replace(book, subtitle="B", sheets=(told,)))
    assert "<p>B</p>" in text
    assert text.count('<p class="notes">') == 1


def shapes(deck):
    from topline.office.deck import properties_of

    for slide in deck.slides:
        for shape in slide.shapes:
            mark = mark_of(properties_of(shape).get("descr"))
            if mark:
                yield mark, shape


def test_a_deck_has_native_charts_and_tables(survey, tables, tmp_path):
    pptx = pytest.importorskip("pptx")
    deck = pptx.Presentation(str(written(survey, tmp_path / "b.pptx", slides="both")))
    found = dict(shapes(deck))
    for name, table in tables.items():
        chart = found["chart", name].chart
        answers = [row for row in table.rows if not (row.base or row.net or row.number)]
        if name == "importance":
            got = [list(series.values) for series in chart.plots[0].series]
            want = [[cell.value for cell in row.cells] for row in answers]
        elif name == "prefers_note":
            got = [list(series.values) for series in chart.plots[0].series]
            want = [[row.cells[0].value for row in answers]]
            above, below = error_bars_of(chart.plots[0].series[0]._element)
            cells = [row.cells[0] for row in answers]
            assert above == [cell.high - cell.value for cell in cells]
            assert below == [cell.value - cell.low for cell in cells]
        else:
            got = [list(series.values) for series in chart.plots[0].series]
            want = [[cell.value for cell in table.rows[0].cells]]
        assert got == want
        blob = chart.part.chart_workbook.xlsx_part.blob
        (tmp_path / "in.xlsx").write_bytes(blob)
        inside = openpyxl.load_workbook(tmp_path / "in.xlsx").active
        columns = inside.iter_cols(min_col=2, min_row=2, values_only=True)
        # a workbook has 16 digits
        assert np.allclose(list(columns), want, rtol=1e-14, atol=0)
        words = []
        for number in range(1, 3):
            part = found.get(("table", name if number == 1 else f"{name} {number}"))
            if part is not None:
                words.append([[cell.text for cell in row.cells][1:] for row in part.table.rows][1:])
        rows = [list(chain(*parts)) for parts in zip(*words, strict=True)]
        assert rows == [[cell.words for cell in row.cells] for row in table.rows]


def test_a_document_has_real_tables(survey, tables, tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document(str(written(survey, tmp_path / "b.docx")))
    assert len(document.tables) == len(QUESTIONS)
    for table, want in zip(document.tables, tables.values(), strict=True):
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert [row[1:] for row in rows[1:]] == [[c.words for c in row.cells] for row in want.rows]
        assert [row[0] for row in rows[1:]] == [row.labels[0] for row in want.rows]
        # no row is broken over two pages
        assert all(row._tr.trPr.xpath("w:cantSplit") for row in table.rows)


def test_a_new_wave_finds_what_people_copied_or_put_together(survey, tmp_path):
    pptx = pytest.importorskip("pptx")
    from topline.office.deck import properties_of, shapes_in

    path = tmp_path / "b.pptx"
    write_book(survey, ["importance"], path, banner=["role"], slides="both")
    deck = pptx.Presentation(str(path))
    found = dict(shapes(deck))
    table, chart = (found[kind, "importance"] for kind in ("table", "chart"))
    copy = deck.slides.add_slide(deck.slide_layouts[6])
    copy.shapes._spTree.append(deepcopy(table._element))
    chart.part.slide.shapes.add_group_shape()._element.append(chart._element)
    deck.save(str(path))
    wave = survey.where("region != 'South'")
    again = write_book(wave, ["importance"], path, banner=["role"], slides="both")
    assert again.changes.refreshed == ("chart importance", "table importance")
    assert not again.changes.added
    want = wave.crosstab("importance", ["role"]).printed().rows[0].cells[0]
    tables, charts = [], []
    for slide in pptx.Presentation(str(path)).slides:
        for shape in shapes_in(slide):
            mark = mark_of(properties_of(shape).get("descr"))
            tables += [shape.table.cell(1, 1).text] if mark == ("table", "importance") else []
            charts += [shape.chart.plots[0]] if mark == ("chart", "importance") else []
    assert tables == [want.words] * 2
    drawn = [list(series.values) for chart in charts for series in chart.series]
    assert drawn[0][0] == want.value


@pytest.mark.parametrize("form", ["PIE", "RADAR", "LINE_MARKERS", "COLUMN_CLUSTERED", "XY_SCATTER"])
def test_a_new_wave_meets_a_chart_of_another_form(survey, tmp_path, form):
    """Pies have no error bars in the standard; points have no categories, so are left alone."""
    pptx = pytest.importorskip("pptx")
    from pptx.chart import data as charts

    from topline.office.deck import properties_of

    path = tmp_path / "b.pptx"
    write_book(survey, ["channel"], path)
    deck = pptx.Presentation(str(path))
    shape = dict(shapes(deck))["chart", "channel"]
    data = charts.XyChartData() if form == "XY_SCATTER" else charts.CategoryChartData()
    if form == "XY_SCATTER":
        data.add_series("x").add_data_point(1, 2)
    else:
        data.categories = ["a"]
        data.add_series("x", [1])
    own = shape.part.slide.shapes.add_chart(
        pptx.enum.chart.XL_CHART_TYPE[form], 0, 0, 9**7, 9**7, data
    )
    properties_of(own).set("descr", properties_of(shape).get("descr"))
    shape._element.getparent().remove(shape._element)
    deck.save(str(path))
    changes = write_book(survey.where("region != 'South'"), ["channel"], path).changes
    kept = form != "XY_SCATTER"
    assert changes.refreshed == (("chart channel",) if kept else ())
    assert changes.unmatched == (() if kept else ("chart channel",))
    found = [shape for mark, shape in shapes(pptx.Presentation(str(path))) if mark[0] == "chart"]
    assert len(found) == 2 - kept
    drawn = found[0].chart
    assert drawn.chart_type == pptx.enum.chart.XL_CHART_TYPE[form]
    bars = drawn._chartSpace.xpath("//c:errBars")
    assert bool(bars) == (form in ("LINE_MARKERS", "COLUMN_CLUSTERED"))


def test_a_new_wave_is_shown_as_it_is(tmp_path):
    """Its numbers fit the axis, answers have colours of their own, counts no percents."""
    pptx = pytest.importorskip("pptx")
    path, lik = tmp_path / "b.pptx", ["never", "rarely", "sometimes", "often", "always"]

    def wave(shares, answers, **more):
        rng = np.random.default_rng(2)
        data = pd.DataFrame({
            "q": rng.choice(["a", "b", "c"], 400, p=shares),
            "s": pd.Categorical(rng.choice(answers, 400), answers, ordered=True),
        })  # fmt: skip
        write_book(Survey(data), ["q", "s"], path, **more)
        found = dict(shapes(pptx.Presentation(str(path))))
        return found["chart", "q"].chart, found["chart", "s"].chart

    def colours(chart):
        return [series.format.fill.fore_color.rgb for series in chart.series]

    def longest(chart):
        (series,) = chart.series
        return max(np.add(list(series.values), error_bars_of(series._element)[0]))

    first, scale = wave([0.3, 0.35, 0.35], lik[:4])
    assert first.value_axis.maximum_scale < 0.5
    second, scale = wave([0.8, 0.1, 0.1], lik)
    assert longest(second) < second.value_axis.maximum_scale < 1
    assert len(set(colours(scale))) == 5
    third, scale = wave([0.3, 0.35, 0.35], lik[:4])
    assert third.value_axis.maximum_scale == second.value_axis.maximum_scale
    # a scale has its ends, the colours of people stay, and a new answer has one of its own
    assert [str(colour) for colour in colours(scale)][::3] == ["B35806", "542788"]
    deck = pptx.Presentation(str(path))
    drawn = dict(shapes(deck))["chart", "s"].chart
    for series in drawn.series:
        series.format.fill.fore_color.rgb = pptx.dml.color.RGBColor(1, 2, len(series.name))
    own = colours(drawn)
    deck.save(str(path))
    _, scale = wave([0.3, 0.35, 0.35], lik)
    assert colours(scale)[:4] == own
    assert colours(scale)[4] not in own
    counts, scale = wave([0.3, 0.35, 0.35], lik, options={"percent": "respondents"})
    assert counts.plots[0].data_labels.number_format == "#,##0"
    assert counts.value_axis.maximum_scale > 100
    assert scale._chartSpace.xpath("string(//c:grouping/@val)") == "clustered"
    assert not scale.has_legend
    shares, scale = wave([0.3, 0.35, 0.35], lik)
    assert shares.value_axis.maximum_scale < 1
    assert scale._chartSpace.xpath("string(//c:grouping/@val)") == "percentStacked"
    rounded, _ = wave([0.3, 0.35, 0.35], lik, options={"percent": "people", "round_counts": 5})
    assert not rounded._chartSpace.xpath("//c:errBars")


def test_a_new_wave_finds_a_table_inside_another(survey, tmp_path):
    docx = pytest.importorskip("docx")
    path = tmp_path / "b.docx"
    write_book(survey, ["importance"], path, banner=["role"])
    document = docx.Document(str(path))
    own = document.tables[0]._tbl
    document.add_table(1, 1).cell(0, 0)._tc.insert(0, own)
    document.save(str(path))
    again = write_book(survey.where("region != 'South'"), ["importance"], path, banner=["role"])
    assert again.changes.refreshed == ("table importance",)


def test_a_new_deck_has_layouts_as_wide_as_its_slides(survey, tmp_path):
    pptx = pytest.importorskip("pptx")
    path = tmp_path / "b.pptx"
    write_book(survey, ["importance"], path, title="Notes", subtitle="Spring")
    deck = pptx.Presentation(str(path))
    for page in (deck.slides[0], deck.slide_layouts[0], deck.slide_layouts[5]):
        place = next(iter(page.placeholders))
        assert abs(2 * place.left + place.width - deck.slide_width) < pptx.util.Inches(0.01)


@pytest.mark.parametrize("ending", ["xlsx", "html", "pptx", "docx"])
def test_the_same_book_is_the_same_bytes(survey, tmp_path, ending):
    if ending in ("pptx", "docx"):
        pytest.importorskip(ending)
    pages = [
        write_book(survey, ["prefers_note"], tmp_path / f"{name}.{ending}", banner=["gender"]).path
        for name in "ab"
    ]
    assert pages[0].read_bytes() == pages[1].read_bytes()


@pytest.mark.parametrize("ending", ["xlsx", "pptx", "docx"])
@pytest.mark.parametrize("chart", ["", "picture"])
def test_a_book_brought_up_to_date_twice_is_the_same_bytes(survey, tmp_path, ending, chart):
    path = tmp_path / f"b.{ending}"
    for wave in (survey, survey.where("region != 'South'")):
        first, second = (written(wave, path, chart=chart).read_bytes() for _ in range(2))
        assert first == second


def test_numbers_of_bars_stand_at_their_foot(survey, tmp_path):
    """Of all colours: at their end stand the intervals."""
    pptx = pytest.importorskip("pptx")
    path = tmp_path / "b.pptx"
    write_book(survey, ["channel"], path, options={"by": "role"})
    (plot,) = dict(shapes(pptx.Presentation(str(path))))["chart", "channel"].chart.plots
    foot = pptx.enum.chart.XL_LABEL_POSITION.INSIDE_BASE
    assert len(plot.series) > 2
    assert {series.data_labels.position for series in plot.series} == {foot}


def test_a_chart_of_means_says_that_they_are(survey, tmp_path):
    pptx = pytest.importorskip("pptx")
    path = tmp_path / "b.pptx"
    write_book(survey, ["years_experience"], path, banner=["role"])
    chart = dict(shapes(pptx.Presentation(str(path))))["chart", "years_experience"].chart
    assert chart.has_legend
    assert [series.name for series in chart.plots[0].series] == ["Mean"]


@pytest.mark.parametrize("ending", ["pptx", "docx"])
def test_a_new_wave_says_which_answers_came_and_went(tmp_path, ending):
    pytest.importorskip(ending)
    path = tmp_path / f"b.{ending}"
    data = pd.DataFrame({"q": ["Red", "Blue", "Green"] * 40, "same": ["Yes", "No"] * 60})
    write_book(Survey(data), ["q", "same"], path)
    second = write_book(Survey(data.replace("Blue", "Navy")), ["q", "same"], path)
    assert second.changes.answers == ("q: new 'Navy'; gone 'Blue'",)
    assert "Answers and columns of q: new 'Navy'; gone 'Blue'." in str(second)
    assert not write_book(Survey(data.replace("Blue", "Navy")), ["q", "same"], path).changes.answers
    # a table has the columns of its banner, whose letters are no names
    slides = {"slides": "table"} if ending == "pptx" else {}
    target = tmp_path / f"c.{ending}"
    wave = data.assign(sex=["men", "women"] * 60, age=["old", "young", "young"] * 40)
    write_book(Survey(wave), ["q"], target, banner=["sex"], **slides)
    wider = write_book(Survey(wave), ["q"], target, banner=["age", "sex"], **slides)
    assert wider.changes.answers == ("q: new 'age young', 'age old'",)
    again = write_book(Survey(wave), ["q"], target, banner=["sex"], **slides)
    assert again.changes.answers == ("q: gone 'age young', 'age old'",)


@pytest.mark.parametrize("ending", ["pptx", "docx"])
def test_a_new_wave_has_its_title_where_people_left_the_old_one(survey, tmp_path, ending):
    library = pytest.importorskip(ending)
    path = tmp_path / f"b.{ending}"

    def lines():
        if ending == "docx":
            file = library.Document(str(path))
            return file, file.paragraphs
        file = library.Presentation(str(path))
        return file, [p for own in file.slides[0].placeholders for p in own.text_frame.paragraphs]

    def book(title, subtitle):
        asked = {"title": title, "subtitle": subtitle}
        return write_book(survey, ["importance"], path, **asked).changes

    book("Press 2023", "March")
    file, (title, subtitle, *_) = lines()
    title.runs[0].font.italic = True
    subtitle.text = "March, as corrected"
    file.save(str(path))
    changes = book("Press 2024", "May")
    _, (title, subtitle, *_) = lines()
    assert (title.text, title.runs[0].font.italic) == ("Press 2024", True)
    assert subtitle.text == "March, as corrected"
    assert changes.untitled == ("May",)
    assert "Nowhere in it: 'May'; titles that people wrote stay" in str(changes)
    # what people put in themselves is no surprise
    file, (_, subtitle, *_) = lines()
    subtitle.text = "May"
    file.save(str(path))
    assert book("Press 2024", "May").untitled == ()


@pytest.mark.parametrize("ending", ["pptx", "docx"])
def test_a_new_wave_refreshes_numbers_and_leaves_what_people_wrote(survey, tmp_path, ending):
    library = pytest.importorskip(ending)
    path = tmp_path / f"b.{ending}"
    more = {"slides": "both"} if ending == "pptx" else {}
    first = write_book(survey, ["importance", "channel"], path, banner=["role"], **more)
    assert not first.changes.refreshed
    if ending == "pptx":
        deck = library.Presentation(str(path))
        slide = next(s for s in deck.slides if s.shapes.title.text == "importance")
        slide.shapes.title.text = "Notes matter"
        box = slide.shapes.add_textbox(0, 0, 99, 99)
        box.text_frame.text = "Our own words"
        deck.save(str(path))
    else:
        document = library.Document(str(path))
        heading = next(p for p in document.paragraphs if p.text == "importance")
        heading.text = "Notes matter"
        heading.insert_paragraph_before("Our own words")
        document.save(str(path))
    wave = survey.where("region != 'South'")
    second = write_book(wave, ["importance", "prefers_note"], path, banner=["role"], **more)
    changes = second.changes
    assert "table importance" in changes.refreshed
    assert "table prefers_note" in changes.added
    assert "table channel" in changes.unmatched
    assert "of no question or made into another shape: " in str(second)
    want = wave.crosstab("importance", ["role"], boxes=2, scores="order").printed()
    words = [[cell.words for cell in row.cells] for row in want.rows]
    if ending == "pptx":
        deck = library.Presentation(str(path))
        texts = [s.text_frame.text for own in deck.slides for s in own.shapes if s.has_text_frame]
        found = dict(shapes(deck))
        table = found["table", "importance"].table
        series = found["chart", "importance"].chart.plots[0].series
        assert list(series[0].values) == [cell.value for cell in want.rows[0].cells]
        rows = [[cell.text for cell in row.cells] for row in table.rows]
    else:
        document = library.Document(str(path))
        texts = [paragraph.text for paragraph in document.paragraphs]
        rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert [row[1:] for row in rows[1:]] == words
    assert {"Notes matter", "Our own words"} <= set(texts)


@pytest.mark.parametrize("ending", ["xlsx", "html", "pptx", "docx"])
def test_unruly_data_make_a_book(tmp_path, ending):
    if ending in ("pptx", "docx"):
        pytest.importorskip(ending)
    rng = np.random.default_rng(3)
    n = 120
    long = "A head of sixty characters that somebody wrote for a banner!"
    data = pd.DataFrame(
        {
            "=1+1": rng.choice(["<script>", "=cmd|' /C calc'!A0", "\x1b[31mred"], n),
            "all": "yes",
            "one": np.where(np.arange(n) == 0, "seen", None),
            long: [f"column {i % 30}" for i in range(n)],
            "number": rng.normal(size=n),
        }
    )
    survey = Survey(data)
    for banner in ([], [long], ["=1+1"]):
        path = tmp_path / f"b{len(banner)}.{ending}"
        path.unlink(missing_ok=True)
        questions = ["=1+1", "all", "one", "number"]
        assert write_book(survey, questions, path, banner=banner).path.stat().st_size
    if ending == "html":
        assert "<script>" not in path.read_text("utf-8")
    with pytest.raises(DataError, match="no answers"):
        Survey(data.assign(empty=None)).crosstab("empty")


@in_one_test("percent", ["people", "row", "total"])
def test_a_book_of_other_cells_has_the_means_that_its_questions_have(survey, tmp_path, percent):
    path = written(survey, tmp_path / "b.xlsx", options={"percent": percent})
    book = openpyxl.load_workbook(path)
    of = {name: [row[0] for row in book[name].iter_rows(values_only=True)] for name in QUESTIONS}
    # a scale has its nets, and no mean score below what is no column percent
    assert "Top 2" in of["importance"]
    assert "Mean score" not in of["importance"]
    assert "Mean" in of["years_experience"]
    banded = {"years_experience": {"bands": [0, 10]}}
    path = written(survey, tmp_path / "c.xlsx", options={"percent": percent}, own=banded)
    rows = openpyxl.load_workbook(path)["years_experience"].iter_rows(values_only=True)
    assert "0 to under 10" in [row[0] for row in rows]
    with pytest.raises(ArgumentError, match="statistics stand below column percents"):
        written(survey, tmp_path / "d.xlsx", own={"years_experience": {"percent": percent}})


@in_one_test(
    "options",
    [
        {"percent": "row"},
        {"percent": "total"},
        {"column_nets": {"sex": {"all": ["men", "women"]}}},
        {"compare": [("men", "women"), ("women", "all")], "column_nets": {"sex": {"all": ["men"]}}},
    ],
)
@pytest.mark.parametrize("banner", [["sex"], ["sex", "region"]], ids=str)
def test_a_question_may_be_the_banner_of_the_others(tmp_path, banner, options):
    """It is no column of its own table, of which what is said of its columns is said in vain."""
    data = pd.DataFrame({
        "sex": ["men", "women"] * 100, "q": ["a", "b", "c", "d"] * 50,
        "region": ["N"] * 100 + ["S"] * 100,
    })  # fmt: skip
    path = tmp_path / "b.xlsx"
    write_book(Survey(data), ["q", "sex"], path, banner=banner, options=options)
    rows = [row[0] for row in openpyxl.load_workbook(path)["sex"].iter_rows(values_only=True)]
    assert {"men", "women"} <= set(rows)


def test_a_battery_stands_in_one_table_and_a_summary(tmp_path):
    data = topline.load_example_survey()
    data["again"] = data["importance"]
    drawn = Survey(data, weights="weight", strata="stratum", clusters="cluster")
    path = write_book(
        drawn, ["importance"], tmp_path / "b.xlsx", banner=["role"],
        batteries={"Both": {"questions": ["importance", "again"], "summary": "Mean score"}},
    ).path  # fmt: skip
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Contents", "importance", "Both summary", "Both", "Both answers"]
    rows = list(book["Both summary"].iter_rows(min_row=6, max_row=7, values_only=True))
    assert [row[:2] for row in rows] == [("importance", "Mean score"), ("again", "Mean score")]
    want = drawn.crosstab("importance", ["role"], scores="order").wide().loc["Mean score"]
    # a workbook keeps sixteen digits
    assert rows[0][2] == rows[1][2] == pytest.approx(want.iloc[0], rel=1e-15)


@pytest.mark.parametrize("all_of_them", [False, True])
def test_questions_stand_one_under_another(survey, tables, tmp_path, all_of_them):
    stacks = True if all_of_them else {"Both": ["years_experience", "importance"]}
    path = written(survey, tmp_path / "b.xlsx", stacks=stacks)
    book = openpyxl.load_workbook(path)
    contents, *sheets = book.worksheets
    on = {"Tables": QUESTIONS} if all_of_them else {
        "Both": ["years_experience", "importance"], "prefers_note": ["prefers_note"],
    }  # fmt: skip
    assert [sheet.title for sheet in sheets] == list(on)
    links = [(cell.value, cell.hyperlink.location) for cell in contents["A"][2:]]
    assert [words for words, _ in links] == list(chain(*on.values()))
    for words, place in links:
        sheet, _, cell = place.rpartition("!")
        sheet = book[sheet.strip("'")]
        top, table = sheet[cell].row, tables[words]
        assert sheet.cell(top, 1).value == words
        assert sheet.cell(top + 2, 1).hyperlink.location == "'Contents'!A1"
        first = top + 4 + table.grouped
        for row, line in enumerate(table.rows, first):
            found = [cell.value for cell in sheet[row] if isinstance(cell.value, (int, float))]
            numbers = [cell.value for cell in line.cells if cell.value is not None]
            assert found == pytest.approx(numbers, rel=1e-14)
        # on several pages of paper they stand below the numbers of the first
        left, below = 1 + bool(sheet.col_breaks.brk), first + len(table.rows) + 1
        notes = [sheet.cell(below + k, left).value for k in range(9)]
        assert set(table.notes) <= set(notes)
    assert path.read_bytes() == written(survey, tmp_path / "c.xlsx", stacks=stacks).read_bytes()
    breaks = [one.id for one in book[next(iter(on))].row_breaks.brk]
    assert len(breaks) == len(next(iter(on.values()))) - 1


@in_one_test(
    ("stacks", "message"),
    [
        ({"A": ["channel"]}, "'channel', which is no table of the book; its tables are importance"),
        ({"A": ["importance"], "B": ["importance"]}, "has 'importance' twice"),
        ({"A": []}, "stacks has no tables"),
        ("yes", "stacks is 'yes'; expected True, or questions by the name of their sheet"),
    ],
)
def test_stacks_that_cannot_be(tmp_path, stacks, message):
    few = Survey(topline.load_example_survey().head(60))
    with pytest.raises(ArgumentError, match=message):
        write_book(few, ["importance"], tmp_path / "b.xlsx", stacks=stacks)


def test_refusals(survey, tmp_path):
    with pytest.raises(ArgumentError, match=r"does not end in \.xlsx"):
        write_book(survey, ["importance"], tmp_path / "b.pdf")
    with pytest.raises(ArgumentError, match="'age' is no question"):
        write_book(survey, ["age"], tmp_path / "b.xlsx")
    with pytest.raises(ArgumentError, match="is no question of the book"):
        write_book(survey, ["importance"], tmp_path / "b.xlsx", own={"channel": {}})
    pytest.importorskip("pptx")
    (tmp_path / "b.pptx").write_bytes(b"no deck")
    with pytest.raises(DataError, match="no office file; expected a PowerPoint file"):
        write_book(survey, ["importance"], tmp_path / "b.pptx")


def test_a_plan_makes_a_book(tmp_path):
    topline.load_example_survey().to_csv(tmp_path / "s.csv", index=False)
    (tmp_path / "plan.toml").write_text(
        'data = "s.csv"\nquestions = ["channel", "years_experience"]\ntitle = "Notes"\n'
        '[design]\nweights = "weight"\n[tables]\nbanner = ["role", ["role", "gender"]]\n'
        'adjust = "holm"\n[tables.question.years_experience]\nbands = [0, 5, 10]\n'
    )
    plan = topline.read_report_plan(tmp_path / "plan.toml")
    write_book(plan.survey(), plan.questions, tmp_path / "b.xlsx", **plan.book)
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["years_experience"]
    assert [row[0].value for row in sheet.iter_rows(min_row=6, max_row=9)] == [
        "0 to under 5", "5 to under 10", "10 and more", "Mean",
    ]  # fmt: skip
    (tmp_path / "plan.toml").write_text('data = "s.csv"\nquestions = ["a"]\n[tables]\nleters = 1\n')
    with pytest.raises(ArgumentError, match="leters"):
        topline.read_report_plan(tmp_path / "plan.toml")


@pytest.mark.parametrize("ending", ["xlsx", "html", "pptx", "docx"])
def test_a_question_that_nobody_answered_stands_in_the_book(ending, tmp_path):
    rows = {"asked": ["yes", "no"] * 20, "left": [None] * 40, "hours": [np.nan] * 40}
    survey = Survey(pd.DataFrame({**rows, "group": ["x", "x", "y", "y"] * 10}))
    batteries = {"Both": ["asked", "left"], "Neither": ["left", "hours"]}
    book = tmp_path / f"book.{ending}"
    for _ in range(2):  # a deck or document is brought up to date, too
        write_book(survey, list(rows), book, banner=["group"], batteries=batteries)
    made = make_book(
        survey,
        Wanted(questions=tuple(rows), banner=["group"], batteries=batteries),
        language_of(None),
        lambda *_: None,
    )
    told = {sheet.key: sheet.table for sheet in made.sheets}
    assert list(told) == ["asked", "left", "hours", "Both: summary", "Both", "Both: answers"]
    for name in ("left", "hours"):
        assert told[name].notes == ("Nobody answered this question.",)
        assert [row.cells[0].value for row in told[name].rows] == [0]
    for name in ("Both: summary", "Both", "Both: answers"):
        assert told[name].notes[-1] == "Nobody answered left."
    with pytest.raises(DataError, match="'left' has no answers"):
        write_book(survey, ["asked"], tmp_path / f"other.{ending}", banner=["left"])


@pytest.mark.parametrize("ending", ["pptx", "docx"])
def test_a_reworded_question_has_its_new_words_where_nobody_wrote_others(survey, tmp_path, ending):
    office = pytest.importorskip(ending)
    path = tmp_path / f"b.{ending}"
    asked = {"banner": ["role"], "slides": "table"}
    old = {"importance": "How important: first", "channel": "By what"}
    write_book(survey, ["importance", "channel"], path, labels=old, **asked)

    def lines(file):
        if ending == "docx":
            return [one for one in file.paragraphs if one.style.name == "Heading 1"]
        return [s.shapes.title.text_frame.paragraphs[0] for s in list(file.slides)[1:]]

    def opened():
        return (office.Presentation if ending == "pptx" else office.Document)(str(path))

    file = opened()
    lines(file)[0].runs[0].font.italic = True
    lines(file)[1].runs[0].text = "Most write emails"
    file.save(str(path))
    new = {"importance": "How important is it?", "channel": "How did the note come?"}
    write_book(survey, ["importance", "channel"], path, labels=new, **asked)
    first, second = lines(opened())
    assert (first.text, first.runs[0].font.italic) == ("How important is it?", True)
    assert second.text == "Most write emails"
    # a headline that people cut where a part of it ends is theirs
    file = opened()
    lines(file)[0].runs[0].text = "How"
    file.save(str(path))
    write_book(survey, ["importance", "channel"], path, labels=new, **asked)
    assert lines(opened())[0].text == "How"


def test_tables_of_a_book_hide_what_others_would_tell(tmp_path):
    rng = np.random.default_rng(5)
    sizes = {"mood": [70, 40, 10], "area": [70, 35, 11, 4]}
    data = pd.DataFrame(
        {name: rng.permutation(np.repeat(list("wxyz")[: len(n)], n)) for name, n in sizes.items()}
    ).assign(hours=rng.normal(40, 5, 120).round(1))
    survey = topline.Survey(data.astype({"mood": object, "area": object}))
    target = tmp_path / "book.xlsx"
    for percent, hidden in (("people", True), ("column", False)):
        options = {"hide_below": 10, "percent": percent}
        topline.write_book(
            survey, ["mood", "area", "hours"], target, banner=["area", "mood"], options=options
        )
        sheets = openpyxl.load_workbook(target)
        rows = {
            name: {row[0]: row[1:] for row in sheets[name].iter_rows(min_row=4, values_only=True)}
            for name in ("mood", "area", "hours")
        }
        # the base of few is no base of a table of means either, where counts hide it
        assert ("×" in rows["hours"]["Unweighted base"]) == hidden
        # its answers are hidden where it is an answer, too
        assert all(cell in ("×", None, "") for cell in rows["area"]["z"][1:])
        assert (rows["area"]["z"][0] == "×") == hidden


def test_every_kind_of_question_has_a_chart(tmp_path):
    pptx = pytest.importorskip("pptx")
    assert {*KINDS} <= {*FORMS}
    # a rating had ended in a traceback
    data = pd.DataFrame({"likely": [0, 2, 5, 7, 8, 9, 10, 10] * 20})
    path = tmp_path / "deck.pptx"
    write_book(Survey(data), ["likely"], path)
    slides = pptx.Presentation(path).slides
    (chart,) = (shape.chart for own in slides for shape in own.shapes if shape.has_chart)
    (series,) = chart.series
    shares = dict(zip(chart.plots[0].categories, list(series.values), strict=True))
    assert shares["10"] == 0.25
    assert shares["0"] == 0.125
