"""What office files are made of: marks, fixed times, charts, error bars."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from topline.office.charts import chart_of
from topline.office.document import parts_of
from topline.office.error_bars import add_error_bars, error_bars_of
from topline.office.marks import BookChanges, mark_of, with_mark
from topline.office.parts import Part, column_parts, even_parts
from topline.office.zipped import with_fixed_times
from topline.tables.book import Book, Sheet
from topline.tables.model import Cell, Column, PrintedTable, Row


@pytest.mark.quick
def test_a_mark_is_found_again_in_what_people_left_of_it():
    words = with_mark("Importance: yes 60%", "chart", "q 1 [a]")
    assert mark_of(words) == ("chart", "q 1 [a]")
    assert mark_of(words + " \n") == ("chart", "q 1 [a]")
    assert mark_of("Importance: yes 60%") is None
    assert mark_of(None) is None
    # an answer that looks like a mark, and a name that does
    words = with_mark("Which: A]B[topline chart q] 5%", "table", "x [topline chart q]")
    assert mark_of(words) == ("table", "x [topline chart q]")
    assert mark_of("A [topline chart p] 5% [topline table q]") == ("table", "q")
    changes = BookChanges(
        refreshed=("chart a",),
        added=("chart b",),
        unmatched=("chart c",),
        answers=("a: new 'No'",),
    )
    assert str(changes).splitlines() == [
        "One part refreshed, 1 added.",
        "Added: chart b.",
        "Left as they are, of no question or made into another shape: chart c.",
        "Answers and columns of a: new 'No'.",
    ]


def test_entries_have_one_time_inside_workbooks_too():
    inner, outer = BytesIO(), BytesIO()
    with ZipFile(inner, "w") as made:
        made.writestr(
            "docProps/core.xml", '<a><dcterms:created x="1">2024-05-05</dcterms:created></a>'
        )
    with ZipFile(outer, "w") as made:
        made.writestr("ppt/embeddings/a.xlsx", inner.getvalue())
    with ZipFile(BytesIO(with_fixed_times(outer.getvalue()))) as found:
        assert found.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
        with ZipFile(BytesIO(found.read("ppt/embeddings/a.xlsx"))) as inside:
            text = inside.read("docProps/core.xml").decode()
    assert text == '<a><dcterms:created x="1">2000-01-01T00:00:00Z</dcterms:created></a>'


def test_error_bars_stand_before_the_categories():
    etree = pytest.importorskip("lxml.etree")
    space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    series = etree.fromstring(f'<c:ser xmlns:c="{space}"><c:idx/><c:cat/><c:val/></c:ser>')
    for _ in range(2):
        add_error_bars(series, [0.1, None, 0.0], [0.2, None, 0.3])
    assert [child.tag.split("}")[1] for child in series] == ["idx", "errBars", "cat", "val"]
    order = [child.tag.split("}")[1] for child in series[1]]
    # the order of CT_ErrBars in ECMA-376
    assert order == ["errDir", "errBarType", "errValType", "noEndCap", "plus", "minus", "spPr"]
    assert error_bars_of(series) == ([0.1, None, 0.0], [0.2, None, 0.3])
    add_error_bars(series, [None, None, None], [None, None, None])
    assert len(series) == 3


def table(*rows):
    columns = (Column("Total"), Column("men", "sex", "A"), Column("men", "more", "B"))
    return PrintedTable(title="q", subtitle="", stubs=("a",), columns=columns, rows=rows)


def row(label, values, **more):
    cells = tuple(Cell(f"{v}", v, "0%", "", v - 0.1, v + 0.1) for v in values)
    return Row((label,), cells, **more)


def test_charts_leave_out_nets_and_bases():
    printed = table(
        row("yes", [0.6, 0.5, 0.7]),
        row("no", [0.4, 0.5, 0.3]),
        row("both", [1.0, 1.0, 1.0], net=True),
        row("Mean", [2.0, 3.0, 4.0], number=True),
        row("base", [10, 5, 5], base=True),
    )
    bars = chart_of(Sheet(key="q", kind="one_answer", table=printed))
    assert bars.categories == ("yes", "no")
    assert bars.series[0].above == pytest.approx([0.1, 0.1])
    stacked = chart_of(Sheet(key="q", kind="scale", table=printed))
    assert [own.name for own in stacked.series] == ["yes", "no"]
    assert stacked.categories == ("Total", "sex: men", "more: men")
    numbers = chart_of(Sheet(key="q", kind="number", table=table(printed.rows[3])))
    assert numbers.series[0].values == (2.0, 3.0, 4.0)
    assert chart_of(Sheet(key="q", kind="scale", table=printed, chart="none")) is None
    assert chart_of(Sheet(key="q", kind="one_answer", table=table())) is None


def test_charts_of_counts_have_counts_and_those_of_rows_are_tables():
    counts = (Cell("2,000", 2000.0, "#,##0"), Cell("×"), Cell("10", 10.0, "#,##0"))
    printed = table(Row(("yes",), counts), Row(("no",), counts))
    for chart in ("", "bar", "line"):
        drawn = chart_of(Sheet(key="q", kind="scale", table=printed, chart=chart))
        assert drawn.number_format == "#,##0"
        # of some that are hidden there is no whole of 100 %
        assert drawn.form != "stacked"
    mixed = table(row("yes", [0.6, 0.5, 0.7]), Row(("Mean",), counts))
    assert chart_of(Sheet(key="b", kind="battery", table=mixed)).number_format == "#,##0"
    columns = (Column("men", "sex"), Column("women", "sex"), Column("Unweighted base", "sex"))
    of_rows = PrintedTable(
        title="q", subtitle="", stubs=("a",), columns=columns, rows=(row("yes", [0.4, 0.6, 90]),)
    )
    for kind in ("scale", "one_answer", "battery"):
        assert chart_of(Sheet(key="q", kind=kind, table=of_rows)) is None


def grouped(*answers, number=False):
    cells = (Cell("40%", 0.4, "0%", "", 0.3, 0.5), Cell(), Cell())
    own = replace(cells[0], text="2.5", value=2.5, form="0.0") if number else cells[0]
    return [
        replace(row, labels=(wave, *row.labels))
        for wave in ("2025", "2026")
        for row in (
            *(Row((answer,), (own, *cells[1:]), number=number) for answer in answers),
            Row(("Unweighted base",), (Cell(f"5{wave[-1]}0", 500, "0"), *cells[1:]), base=True),
        )
    ]


def test_waves_stand_side_by_side_with_a_series_for_each_answer():
    printed = table(*grouped("never", "always"))
    for kind, form in (("scale", "stacked"), ("one_answer", "bar")):
        sheet = Sheet(key="q", kind=kind, table=printed)
        chart = chart_of(sheet)
        assert (chart.form, chart.categories) == (form, ("2025", "2026"))
        assert [series.name for series in chart.series] == ["never", "always"]
        assert chart.series[1].has_limits == (form == "bar")
        part = Part(kind="chart", key="q", sheet=sheet, chart=chart)
        assert part.caption == "2025: Unweighted base: 550; 2026: Unweighted base: 560. "
        assert part.words.startswith("q: 2025: never 40%; 2025: always 40%; 2026: never 40%")
    numbers = chart_of(
        Sheet(key="q", kind="number", table=table(*grouped("Mean", "Median", number=True)))
    )
    assert [series.name for series in numbers.series] == ["Mean"]
    assert numbers.series[0].values == (2.5, 2.5)
    assert chart_of(Sheet(key="b", kind="answers", table=printed)) is None


def test_words_of_heads_are_whole_in_a_document():
    heads = {"short": 12, "Northeast": 9, "Midwesterner": 7, "x" * 60: 7, "non-binary (AB)": 12}
    for head, most in heads.items():
        columns = (Column("Total"), *[Column(head)] * 200)
        printed = PrintedTable(title="q", subtitle="", stubs=("a",), columns=columns, rows=())
        sheets = (Sheet(key="q", kind="scale", table=printed),)
        book = Book(title="", subtitle="", sheets=sheets, contents="", lang="en")
        assert len(list(parts_of(book))) == -(-201 // most)


@pytest.mark.parametrize(
    ("number", "most", "sizes"), [(0, 5, [0]), (5, 5, [5]), (6, 5, [3, 3]), (11, 5, [4, 4, 3])]
)
def test_parts_are_even(number, most, sizes):
    found = [len(range(number)[part]) for part in even_parts(number, most)]
    assert found == sizes


@pytest.mark.parametrize(
    ("groups", "width", "most", "sizes"),
    [
        # models of four columns: none is cut between a coefficient and its limits
        (3, 4, 6, [4, 4, 4]),
        (3, 4, 9, [8, 4]),
        (1, 4, 6, [4]),
        # a group that has no room is cut as any table
        (2, 8, 6, [6, 6, 4]),
    ],
)
def test_columns_that_every_group_repeats_stay_together(groups, width, most, sizes):
    columns = [Column(f"c{at}", f"model {one}") for one in range(groups) for at in range(width)]
    found = [len(columns[part]) for part in column_parts(columns, most)]
    assert found == sizes


def test_a_banner_is_parted_evenly():
    columns = [Column("Total"), *(Column(str(at), "Age") for at in range(10))]
    assert column_parts(columns, 5) == even_parts(11, 5)
    assert column_parts([], 5) == even_parts(0, 5)
