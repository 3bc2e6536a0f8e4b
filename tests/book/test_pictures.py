"""Our charts in decks and documents: SVG with PNG behind, found again and replaced in place."""

import zipfile
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

import topline
from tests.book.test_book import BANNER, shapes
from topline import ArgumentError, Survey, write_book
from topline.office.marks import mark_of
from topline.office.pictures import SVG_TYPE, free_name, svgs_of

QUESTIONS = ["importance", "channel", "years_experience"]
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"


def survey(rows=None):
    data = topline.load_example_survey()
    kept = data if rows is None else data.iloc[:rows]
    return Survey(kept, weights="weight", strata="stratum", clusters="cluster")


def written(path, rows=None, **more):
    options = {"banner": BANNER[:1], "title": "Notes", "chart": "picture", **more}
    return write_book(survey(rows), QUESTIONS, path, **options)


def drawings(path):
    """The SVG and the PNG of each question, by its name; and the words of its description."""
    if path.suffix == ".pptx":
        pptx = pytest.importorskip("pptx")
        found = [
            (key, shape._element, shape.part, shape._element.xpath(".//p:cNvPr")[0])
            for (kind, key), shape in shapes(pptx.Presentation(str(path)))
            if kind == "picture"
        ]
    else:
        docx = pytest.importorskip("docx")
        document = docx.Document(str(path))
        found = []
        for own in document.element.body.iter(docx.oxml.ns.qn("wp:docPr")):
            mark = mark_of(own.get("descr"))
            found.append((mark[1], own.getparent(), document.part, own))
    told = {}
    for key, element, part, properties in found:
        blip = next(element.iter(A))
        (svg,) = svgs_of(blip)
        drawing, picture = part.related_part(svg.get(R)) if path.suffix == ".pptx" else (
            part.related_parts[svg.get(R)]
        ), part.rels[blip.get(R)].target_part  # fmt: skip
        assert drawing.content_type == SVG_TYPE
        assert picture.content_type == "image/png"
        told[key] = (drawing.blob, picture.blob, properties.get("descr"))
    return told


@pytest.mark.parametrize("ending", ["pptx", "docx"])
def test_a_question_is_a_drawing_with_a_picture_behind(tmp_path, ending):
    path = written(tmp_path / f"b.{ending}").path
    found = drawings(path)
    assert list(found) == QUESTIONS
    for svg, png, description in found.values():
        assert ElementTree.fromstring(svg).tag.endswith("svg")
        assert png.startswith(b"\x89PNG")
        assert len(description.split("\n[topline picture")[0]) > 40
    assert "35%" in found["importance"][2]
    again = written(tmp_path / f"c.{ending}").path
    assert path.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("ending", ["pptx", "docx"])
def test_a_new_wave_takes_the_place_of_the_old(tmp_path, ending):
    path = written(tmp_path / f"b.{ending}", rows=500).path
    before = drawings(path)
    if ending == "pptx":
        pptx = pytest.importorskip("pptx")
        deck = pptx.Presentation(str(path))
        moved = dict(shapes(deck))["picture", "channel"]
        moved.left, moved.top, moved.width = 111_111, 222_222, 3_333_333
        deck.save(str(path))
    changes = written(path).changes
    assert "picture channel" in changes.refreshed
    assert not changes.added
    assert not changes.unmatched
    after = drawings(path)
    assert all(before[name][0] != after[name][0] for name in QUESTIONS)
    assert after == drawings(written(tmp_path / f"new.{ending}").path)
    # nothing of the old is left in the file
    media = [name for name in zipfile.ZipFile(path).namelist() if "/media/" in name]
    assert len(media) == 2 * len(QUESTIONS)
    if ending == "pptx":
        shape = dict(shapes(pptx.Presentation(str(path))))["picture", "channel"]
        assert (shape.left, shape.top, shape.width) == (111_111, 222_222, 3_333_333)


def test_one_question_alone_is_a_picture(tmp_path):
    pytest.importorskip("pptx")
    own = {"importance": {"chart": "picture"}}
    path = written(tmp_path / "b.pptx", chart="", own=own, slides="both").path
    import pptx

    kinds = [mark for mark, _ in shapes(pptx.Presentation(str(path))) if mark[0] != "caption"]
    assert ("picture", "importance") in kinds
    assert ("chart", "importance") not in kinds
    assert ("chart", "channel") in kinds
    assert ("table", "importance") in kinds


def test_a_chart_that_is_none(tmp_path):
    with pytest.raises(ArgumentError, match="chart is 'pie'; expected one of"):
        written(tmp_path / "b.pptx", chart="pie")


def test_a_name_that_is_free():
    assert free_name(["/ppt/media/drawing1.svg"], "ppt") == "/ppt/media/drawing2.svg"


@pytest.mark.parametrize("ending", ["pptx", "docx", "html"])
def test_a_battery_of_many_questions_is_several_pictures(tmp_path, ending):
    """Each is as large as a slide, in type that is read there; another wave finds them again."""
    rng = np.random.default_rng(4)
    answers = ["never", "rarely", "sometimes", "often", "always"]
    data = topline.load_example_survey()[["weight", "stratum", "cluster"]].copy()
    names = {f"q{i}": f"Uses the channel of number {i}" for i in range(10)}
    for name in names:
        data[name] = pd.Categorical(rng.choice(answers, len(data)), answers, ordered=True)
    asked = Survey(data, weights="weight", strata="stratum", clusters="cluster")
    path, options = tmp_path / f"b.{ending}", {"labels": names, "chart": "picture"}
    own = {name: {"chart": "none"} for name in names}
    wave = write_book(asked, list(names)[:1], path, batteries={"Media": list(names)}, own=own,
                      title="Media", **options)  # fmt: skip
    if ending == "html":
        words = path.read_text(encoding="utf-8")
        assert "(2 of 2)" in words
        assert words.count("<img ") == 2
        return
    found = drawings(path)
    assert list(found) == ["Media: answers", "Media: answers 2"]
    for number, (svg, _, told) in enumerate(found.values(), 1):
        assert f"({number} of 2)" in told
        size = [float(ElementTree.fromstring(svg).get(side)[:-2]) for side in ("width", "height")]
        assert size == pytest.approx([960, 540], abs=1.5)
    again = write_book(asked, list(names)[:1], path, batteries={"Media": list(names)}, own=own,
                       title="Media", **options)  # fmt: skip
    assert wave.changes.added
    assert "picture Media: answers 2" in again.changes.refreshed
    assert not again.changes.unmatched
