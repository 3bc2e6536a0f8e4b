"""Slides of a firm's own template: what stands where, in its colours."""

import numpy as np
import pandas as pd
import pytest

from topline import Survey, write_book
from topline.office.deck import mark_of, properties_of
from topline.office.layouts import lines_in, title_size

pptx = pytest.importorskip("pptx")

LONG = (
    "To what extent do you agree or disagree that the service which you received in the last "
    "twelve months from the company was what you had been promised at the time of sale?"
)


@pytest.fixture(scope="module")
def survey():
    rng = np.random.default_rng(3)
    answers = ["never", "rarely", "sometimes", "often", "always"]
    return Survey(
        pd.DataFrame(
            {
                "often": pd.Categorical(rng.choice(answers, 300), answers, ordered=True),
                "brand": rng.choice(["Alpha", "Beta", "Gamma"], 300),
                "region": rng.choice([f"Region {k}" for k in range(8)], 300),
            }
        )
    )


def wide(deck):
    deck.slide_width, deck.slide_height = pptx.util.Inches(13.333), pptx.util.Inches(7.5)
    for page in (deck.slide_master, *deck.slide_layouts):
        for place in page.placeholders:
            if place._element.spPr.xfrm is not None:
                left, width = place.left, place.width
                place.left, place.width = round(left * 4 / 3), round(width * 4 / 3)


def put_on(deck, page, width, height):
    """Put a rectangle on a layout, which takes shapes from slides alone."""
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    shape = slide.shapes.add_shape(1, 0, 0, width, height)
    page.shapes._spTree.append(shape._element)
    (only,) = deck.slides._sldIdLst
    deck.part.drop_rel(only.rId)
    deck.slides._sldIdLst.remove(only)


def four_to_three(deck):
    """The size of slides that python-pptx itself has."""


def below(deck):
    """Headlines below, a band above, and no name or type that anybody would guess."""
    wide(deck)
    for at, layout in enumerate(deck.slide_layouts):
        layout.name = f"Folie {at}"
        layout._element.attrib.pop("type", None)
        for place in layout.placeholders:
            place.name = f"Kasten {place.placeholder_format.idx}"
    layout = deck.slide_layouts[5]
    title = layout.placeholders[0]
    sides = (pptx.util.Inches(end) for end in (0.5, 5.9, 9, 0.8))
    title.left, title.top, title.width, title.height = sides
    put_on(deck, layout, deck.slide_width, pptx.util.Inches(0.6))


def contents(deck):
    """No layout of a title alone."""
    wide(deck)
    layouts = list(deck.slide_layouts)
    for at in (10, 9, 8, 5, 4, 3, 2):
        deck.slide_layouts.remove(layouts[at])


def sidebar(deck):
    """A bar at the side of all slides, and headlines beside it."""
    wide(deck)
    title = deck.slide_layouts[5].placeholders[0]
    sides = (pptx.util.Inches(end) for end in (2.5, 0.4, 10, 1))
    title.left, title.top, title.width, title.height = sides
    put_on(deck, deck.slide_master, pptx.util.Inches(2), deck.slide_height)


def untitled(deck):
    """Layouts without a place for a headline."""
    layouts = list(deck.slide_layouts)
    for at in (10, 9, 8, 7, 5, 4, 3, 2, 1, 0):
        deck.slide_layouts.remove(layouts[at])


def box(shape):
    return shape.left, shape.top, shape.left + shape.width, shape.top + shape.height


def overlap(one, other):
    """Whether two boxes have more than a line in common."""
    left, top, right, bottom = one
    a, b, c, d = other
    return min(right, c) - max(left, a) > 10 and min(bottom, d) - max(top, b) > 10


@pytest.mark.parametrize("template", [four_to_three, below, contents, sidebar, untitled])
def test_nothing_overlaps_in_any_template(survey, tmp_path, template):
    start = pptx.Presentation()
    template(start)
    start.save(tmp_path / "firm.pptx")
    labels = {"often": LONG, "brand": "Brand"}
    path = write_book(
        survey, ["often", "brand"], tmp_path / "b.pptx", banner=["region"], labels=labels,
        slides="both", template=tmp_path / "firm.pptx", title="A study",
    ).path  # fmt: skip
    deck = pptx.Presentation(str(path))
    assert len(deck.slides) >= 5
    for slide in list(deck.slides)[1:]:
        words = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert LONG in words or "Brand" in words
        assert all(words), "an empty place asks people to fill it"
        fixed = [
            box(shape)
            for page in (slide.slide_layout, slide.slide_layout.slide_master)
            for shape in page.shapes
            if not shape.is_placeholder
        ]
        own = [box(shape) for shape in slide.shapes]
        for at, one in enumerate(own):
            assert one[0] >= 0
            assert one[1] >= 0
            assert one[2] <= deck.slide_width
            assert one[3] <= deck.slide_height
            assert not any(overlap(one, other) for other in own[at + 1 :])
        if template in (below, sidebar):
            content = [box(s) for s in slide.shapes if not s.is_placeholder]
            assert not any(overlap(one, other) for one in content for other in fixed)
        title = slide.shapes.title
        if title is not None:
            # where the template has it
            place = slide.slide_layout.placeholders[0]
            assert box(title) == box(place)
            frame = title.text_frame
            size = frame.paragraphs[0].font.size
            size = 44 if size is None else size.pt
            lines = lines_in(frame.text, (title.width.pt - 14.4) / (0.55 * size))
            assert lines * 1.2 * size <= title.height.pt


def test_a_title_that_fits_keeps_the_size_of_the_template():
    layout = pptx.Presentation().slide_layouts[5]
    assert title_size(layout, "Brand") is None
    assert 12 <= title_size(layout, LONG) < 44


def test_signs_of_chinese_are_as_wide_as_two_letters():
    assert lines_in("汉" * 20, 20) == 2
    assert lines_in("one two three", 7) == 2
    assert lines_in("one", 7) == 1


def test_words_and_intervals_have_the_colours_of_the_template(survey, tmp_path):
    """On a dark ground words are light; only numbers in bars have the colour that the bars need."""
    path = write_book(survey, ["often", "brand"], tmp_path / "b.pptx").path
    deck = pptx.Presentation(str(path))
    for slide in deck.slides:
        for shape in slide.shapes:
            mark = mark_of(properties_of(shape).get("descr"))
            if mark is not None and mark[0] == "caption":
                colour = shape.text_frame.paragraphs[0].font.color
                assert colour.theme_color == pptx.enum.dml.MSO_THEME_COLOR.TEXT_1
            if mark is not None and mark[0] == "chart":
                space = shape.chart._chartSpace
                colours = space.xpath("//c:errBars//a:solidFill/*")
                assert {one.get("val") for one in colours} <= {"tx1"}
                for series in shape.chart.plots[0].series:
                    assert str(series.data_labels.font.color.rgb) in ("FFFFFF", "000000")


def test_numbers_of_many_bars_are_small_enough_for_them(tmp_path):
    rng = np.random.default_rng(1)
    answers = ["never", "rarely", "often"]
    data = pd.DataFrame(
        {
            "often": pd.Categorical(rng.choice(answers, 900), answers, ordered=True),
            "part": [f"part {k:02d}" for k in rng.integers(0, 30, 900)],
        }
    )
    for banner, points in (([], 11), (["part"], 6)):
        path = tmp_path / f"{len(banner)}.pptx"
        write_book(Survey(data), ["often"], path, banner=banner)
        (chart,) = [s.chart for s in pptx.Presentation(str(path)).slides[1].shapes if s.has_chart]
        sizes = {series.data_labels.font.size.pt for series in chart.plots[0].series}
        assert sizes == {points}


def test_words_of_all_scripts_are_of_one_size(survey, tmp_path):
    """Word has a size of its own for Thai and Arabic."""
    docx = pytest.importorskip("docx")
    path = write_book(survey, ["brand"], tmp_path / "b.docx").path
    document = docx.Document(str(path))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    sizes = [
        (own.find(f"{space}sz"), own.find(f"{space}szCs"))
        for own in document.tables[0]._tbl.iter(f"{space}rPr")
    ]
    assert sizes
    for one, other in sizes:
        assert one.get(f"{space}val") == other.get(f"{space}val") == "16"


def test_a_long_wording_of_a_banner_leaves_room_for_the_answers(survey, tmp_path):
    path = tmp_path / "b.pptx"
    labels = {"region": LONG, "brand": "Brand"}
    write_book(survey, ["often"], path, banner=["region", "brand"], labels=labels, slides="table")
    for slide in list(pptx.Presentation(str(path)).slides)[1:]:
        marks = [(mark_of(properties_of(one).get("descr")), one) for one in slide.shapes]
        shapes = {mark[0]: one for mark, one in marks if mark is not None}
        table, caption = shapes["table"], shapes["caption"]
        assert table.top + sum(row.height for row in table.table.rows) <= caption.top
        heads = [cell.text for cell in table.table.rows[0].cells]
        of_region = [head for head in heads if "Region" in head]
        assert all(
            head.startswith("To what extent do you agree or disagree…") for head in of_region
        )
