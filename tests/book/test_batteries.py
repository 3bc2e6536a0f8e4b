"""Batteries: one table, a summary, and answers side by side with their charts, in every file."""

import base64
import re
from html import unescape

import numpy as np
import openpyxl
import pandas as pd
import pytest

import topline
from tests.book.test_book import shapes
from topline import ArgumentError, Survey, write_book
from topline.book.make import make_book
from topline.book.wanted import Wanted
from topline.language.strings import language_of
from topline.office.deck import properties_of
from topline.office.drawing import ASIDE, DIVERGING
from topline.office.marks import mark_of

ITEMS = {"tv": "Watches television", "radio": "Listens to the radio", "paper": "Reads a newspaper"}
ANSWERS = ["never", "rarely", "sometimes", "often", "always", "don't know"]
NET = {"Top 2": ["recruiter", "applicant"]}
SHEETS = ["Media: summary", "Media", "Media: answers"]


@pytest.fixture(scope="module")
def survey():
    rng = np.random.default_rng(8)
    data = topline.load_example_survey()[["weight", "stratum", "cluster", "role"]].copy()
    for name in ITEMS:
        share = rng.dirichlet(np.full(len(ANSWERS), 4))
        data[name] = pd.Categorical(rng.choice(ANSWERS, len(data), p=share), ANSWERS, ordered=True)
        data[f"{name}_hours"] = rng.gamma(2, 1.5, len(data))
    return Survey(data, weights="weight", strata="stratum", clusters="cluster")


def written(survey, path, **more):
    options = {"batteries": {"Media": list(ITEMS)}, "labels": ITEMS, **more}
    return write_book(survey, ["role"], path, banner=["role"], **options).path


def totals(survey, **options):
    """Each item's table of totals: the numbers that all files must have."""
    options = {"boxes": 2, "scores": "order", "letters": False, **options}
    return {name: survey.crosstab(name, **options).printed() for name in ITEMS}


def test_a_workbook_has_the_answers_of_all_questions_side_by_side(survey, tmp_path):
    book = openpyxl.load_workbook(written(survey, tmp_path / "b.xlsx"))
    assert book.sheetnames == ["Contents", "role", *(name.replace(":", "") for name in SHEETS)]
    _, _, _, heads, *rows = book["Media answers"].iter_rows(values_only=True)
    assert list(heads) == ["Answer", *ITEMS.values()]
    for at, table in enumerate(totals(survey).values(), 1):
        for row, own in zip(rows, table.rows, strict=False):
            assert row[0] == own.labels[0]
            assert row[at] == pytest.approx(own.cells[0].value, rel=1e-14)


def test_a_deck_stacks_the_answers_of_each_question(survey, tmp_path):
    pptx = pytest.importorskip("pptx")
    path = written(survey, tmp_path / "b.pptx")
    found = dict(shapes(pptx.Presentation(str(path))))
    assert ("chart", "Media") not in found
    plot = found["chart", "Media: answers"].chart.plots[0]
    assert list(plot.categories) == list(ITEMS.values())
    assert [series.name for series in plot.series] == ANSWERS
    tables = totals(survey).values()
    for at, series in enumerate(plot.series):
        assert list(series.values) == [table.rows[at].cells[0].value for table in tables]
    colours = [str(series.format.fill.fore_color.rgb) for series in plot.series]
    assert colours == [*DIVERGING, ASIDE]
    axis = found["chart", "Media: answers"].chart.category_axis._element
    assert [own.get("val") for own in axis if own.tag.endswith("tickLblSkip")] == ["1"]
    words = found["chart", "Media: answers"]._element.xpath(".//p:cNvPr")[0].get("descr")
    for name, table in totals(survey).items():
        assert f"{ITEMS[name]}: never {table.rows[0].cells[0].text}; rarely" in words
    # the summary has a bar for the mean score of each, as it is printed
    summary = found["chart", "Media: summary"].chart.plots[0]
    means = [next(row for row in table.rows if row.number).cells[0] for table in tables]
    assert list(summary.series[0].values) == [cell.value for cell in means]
    assert summary.data_labels.number_format == means[0].form


def test_a_new_wave_refreshes_the_answers_of_a_battery(survey, tmp_path):
    pptx = pytest.importorskip("pptx")
    path = written(survey, tmp_path / "b.pptx", slides="both")
    wave = survey.where("role == 'applicant'")
    deck = pptx.Presentation(str(written(wave, path, slides="both")))
    plot = dict(shapes(deck))["chart", "Media: answers"].chart.plots[0]
    table = totals(wave)["radio"]
    found = [list(series.values)[1] for series in plot.series]
    assert found == [row.cells[0].value for row in table.rows[:6]]


def pictures(path):
    """The description of each picture of a file, by its table."""
    if path.suffix == ".html":
        text = path.read_text("utf-8")
        found = {}
        for part in text.split("<section")[1:]:
            title = unescape(re.search("<caption[^>]*>([^<]*)", part)[1])
            for alt, data in re.findall('<img alt="([^"]*)" src="data:image/svg.xml;base64,(.*?)"',
                                        part):  # fmt: skip
                assert b"<svg" in base64.b64decode(data)
                found[title] = unescape(alt)
        return found
    docx = pytest.importorskip("docx")
    body = docx.Document(str(path)).element.body
    marks = [own.get("descr") for own in body.iter(docx.oxml.ns.qn("wp:docPr"))]
    return {mark_of(words)[1]: words for words in marks}


@pytest.mark.parametrize("ending", ["html", "docx"])
def test_a_battery_is_drawn_as_a_likert_chart(survey, tmp_path, ending):
    batteries = {"Media": {"questions": list(ITEMS), "chart": "picture"}}
    found = pictures(written(survey, tmp_path / f"b.{ending}", batteries=batteries))
    assert list(found) == ["Media: answers"]
    alt = found["Media: answers"]
    assert alt.startswith("Diverging stacked bars: Media.")
    share = survey.proportion("radio").table
    largest = share.loc[share["estimate"].idxmax()]
    words = f"most often {largest['category']}, {largest['estimate']:.0%}"
    assert f"{ITEMS['radio']}: {words}" in alt


def test_a_battery_of_numbers_is_drawn_as_its_means(survey, tmp_path):
    names = [f"{name}_hours" for name in ITEMS]
    batteries = {"Hours": {"questions": names, "chart": "picture"}}
    path = written(survey, tmp_path / "b.html", batteries=batteries, labels={})
    found = pictures(path)
    assert list(found) == ["Hours: summary"]
    mean = survey.mean("radio_hours").table["estimate"].iloc[0]
    assert f"radio_hours, {mean:.3f} (95% interval" in found["Hours: summary"]
    assert "Hours: answers" not in path.read_text("utf-8")


def test_questions_with_other_answers_do_not_stand_side_by_side(survey, tmp_path):
    batteries = {"Both": {"questions": ["tv", "tv_hours"], "chart": "picture"}}
    text = written(survey, tmp_path / "b.html", batteries=batteries).read_text("utf-8")
    assert "Both: summary" in text
    assert "Both: answers" not in text
    assert "<img" not in text
    # numbers of people are no parts of a bar
    counts = written(survey, tmp_path / "c.html", options={"percent": "people"})
    assert "Media: answers" not in counts.read_text("utf-8")


@pytest.mark.parametrize("percent", ["row", "total", "people"])
def test_a_battery_of_other_cells_stands_in_one_table(survey, tmp_path, percent):
    path = written(survey, tmp_path / "b.xlsx", options={"percent": percent})
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Contents", "role", "Media summary", "Media"]
    labels = [row[:2] for row in book["Media"].iter_rows(values_only=True)]
    assert (ITEMS["paper"], "Bottom 2") in labels
    # row percents have their bases beside them
    assert ((ITEMS["paper"], "Unweighted base") in labels) == (percent != "row")


def test_a_battery_of_groups_has_them_in_each_table(survey, tmp_path):
    path = written(survey, tmp_path / "b.xlsx", options={"by": "stratum"})
    book = openpyxl.load_workbook(path)
    strata = survey.crosstab("tv", by="stratum").wide().index.unique(0).tolist()
    found = {}
    for name in ("Media summary", "Media", "Media answers"):
        heads, *found[name] = [row[:4] for row in book[name].iter_rows(min_row=4, values_only=True)]
        if "Answer" not in heads:
            heads, *found[name] = found[name]
        assert heads[:2] == (
            ("stratum", "Answer") if "answers" in name else ("Question", "stratum")
        )
    summary = [row[:3] for row in found["Media summary"] if row[2] == "Mean score"]
    assert summary == [(words, one, "Mean score") for words in ITEMS.values() for one in strata]
    bases = [row[:2] for row in found["Media"] if row[2] == "Unweighted base"]
    assert bases == [(words, one) for words in ITEMS.values() for one in strata]
    assert {row[0] for row in found["Media answers"] if row[1] == "Top 2"} == set(strata)


def test_the_summary_in_words_names_each_question(survey, tmp_path):
    pptx = pytest.importorskip("pptx")
    battery = {"Hours": [f"{name}_hours" for name in ITEMS]}
    deck = pptx.Presentation(str(written(survey, tmp_path / "c.pptx", batteries=battery)))
    words = properties_of(dict(shapes(deck))["chart", "Hours: summary"]).get("descr")
    assert "tv_hours: Median" in words
    assert "radio_hours: Median" in words


def test_no_picture_tells_what_a_table_hides():
    rng = np.random.default_rng(3)
    answers = [[0.5, 0.3, 0.18, 0.01, 0.01, 0.0], np.full(6, 1 / 6)]
    data = pd.DataFrame({
        name: pd.Categorical(rng.choice(ANSWERS, 400, p=share), ANSWERS, ordered=True)
        for name, share in zip(["few", "many"], answers, strict=True)
    })  # fmt: skip
    options = {"percent": "respondents", "hide_below": 10}
    for kept, hidden in ((options, ["few"]), ({"round_counts": 5}, ["few", "many"])):
        book = make_book(
            Survey(data),
            Wanted(questions=("few", "many"), options=kept, chart="picture"),
            language_of(None),
            lambda *_: None,
        )
        assert [sheet.key for sheet in book.sheets if not sheet.pictures] == hidden
        assert {sheet.chart for sheet in book.sheets if not sheet.pictures} == {""}


def test_refusals(survey, tmp_path):
    batteries = {"Media": {"questions": list(ITEMS), "chart": "pie"}}
    with pytest.raises(ArgumentError, match="chart is 'pie'; expected one of"):
        written(survey, tmp_path / "b.html", batteries=batteries)


def test_a_table_leaves_room_for_its_caption(survey, tmp_path):
    pptx = pytest.importorskip("pptx")
    from topline.office.deck import Deck
    from topline.office.slides import lines_of

    long = {name: f"{words} on the days of the week before last" for name, words in ITEMS.items()}
    deck = pptx.Presentation(str(written(survey, tmp_path / "b.pptx", labels=long, slides="table")))
    made = Deck(deck, None)
    for mark, shape in shapes(deck):
        if mark[0] == "table":
            cells = [[cell.text for cell in row.cells] for row in shape.table.rows]
            assert sum(lines_of(cells, made.space)) <= made.space.most_lines
            end = shape.top + sum(row.height for row in shape.table.rows)
            assert end <= made.above_caption.bottom


def test_no_table_takes_the_place_of_another(survey, tmp_path):
    """Files find tables by their names."""
    for batteries in ({"role": list(ITEMS)}, {"Media": list(ITEMS), "Media: summary": ["tv"]}):
        with pytest.raises(ArgumentError, match="is the name of two tables of the book"):
            written(survey, tmp_path / "b.xlsx", batteries=batteries)
    with pytest.raises(ArgumentError, match="'tv' is the name of two tables"):
        write_book(survey, ["tv", "tv"], tmp_path / "b.xlsx")


def test_each_question_is_tabulated_once(survey, monkeypatch):
    """Answers side by side are the totals of the questions' own tables."""
    asked, crosstab = [], Survey.crosstab

    def counted(own, rows, *others, **options):
        asked.append(rows)
        return crosstab(own, rows, *others, **options)

    monkeypatch.setattr(Survey, "crosstab", counted)
    book = make_book(
        survey,
        Wanted(questions=("tv",), banner=("role",), batteries={"Media": list(ITEMS)}),
        language_of(None),
        lambda *_: None,
    )
    assert asked == list(ITEMS)
    tables = {sheet.key: sheet.table for sheet in book.sheets}
    totals = [row.cells[0].value for row in tables["tv"].rows]
    assert totals == [row.cells[0].value for row in tables["Media: answers"].rows]
    assert tables["tv"].rows[0].cells[0].value is not None


@pytest.mark.parametrize("ending", ["xlsx", "html"])
def test_answers_that_run_the_other_way_are_told(ending, tmp_path):
    ends = ["disagree", "neither", "agree"]
    given = np.array(ends)[np.arange(90) % 3]
    data = pd.DataFrame(dict.fromkeys(("q1", "q2", "q3"), given)).assign(g=["a", "b"] * 45)
    order = {"q1": ends, "q2": ends[::-1], "q3": ends}
    path = tmp_path / f"b.{ending}"

    def text_of(order):
        survey = Survey(data, order=order)
        write_book(survey, ["g"], path, banner=["g"], batteries={"Views": list(order)})
        if ending == "html":
            return path.read_text(encoding="utf-8")
        sheets = openpyxl.load_workbook(path)
        return "\n".join(
            str(c) for s in sheets for row in s.iter_rows(values_only=True) for c in row
        )

    told = "q2: the same answers in another order than of q1"
    assert told in text_of(order)
    assert told not in text_of(order | {"q2": ends})
