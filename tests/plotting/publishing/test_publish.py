"""Published charts: their words say what the table says, and their files are always the same."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure

from topline import (
    ArgumentError,
    estimate_figures,
    load_recruiters,
    load_thank_you_notes,
    plot_estimates,
    plot_pictogram,
    publish,
)

SHARE = {
    "survey_id": "one",
    "publisher": "Sponsor",
    "vendor": "Conductor",
    "mode": "telephone",
    "fielded": "May 2018",
    "figure_id": "prefer",
    "claim": "prefer the note",
    "respondents": "recruiters",
    "percent": 63,
    "n": 400,
    "unit": "share_of_respondents",
    "sample_type": "probability",
}


def published(*changes, **options):
    figures = pd.DataFrame([SHARE | change for change in changes or [{}]])
    estimates = estimate_figures(figures, **options)
    return publish(plot_estimates(estimates, ax=Figure().subplots()), title="Most prefer the note")


def test_the_caption_follows_its_grammar():
    assert published().note == (
        "Source: Conductor for Sponsor, telephone, May 2018. "
        "Base: recruiters, n = 400 unweighted.\n"
        "How to read. Whiskers: 95% interval (Wilson; rounding covered)."
    )


def test_the_caption_tells_the_design_effect_and_the_method():
    note = published(deff=1.5, confidence_level=0.9, method="jeffreys").note
    assert "Whiskers: 90% interval (Jeffreys; design effect 1.5; rounding covered)." in note


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"sample_type": "opt_in"},
            "Respondents chose to take part; intervals model a",
        ),
        (
            {"sample_type": "not_stated"},
            "How respondents were drawn was not told; intervals model a random",
        ),
        ({"unit": "mean_of_respondent_estimates"}, "means of estimates: at most this wide"),
        ({"n": None}, "Base: recruiters, n not stated.\nHow to read. No interval"),
        ({"n": "300+"}, "n ≥ 300 unweighted"),
        ({"vendor": "not stated"}, "Source: Sponsor, telephone, May 2018."),
    ],
)
def test_the_caption_says_what_a_reader_must_know(change, words):
    assert words in published(change).note


def test_several_surveys_are_told_by_their_range():
    second = {"figure_id": "b", "survey_id": "two", "publisher": "Other", "n": 1012}
    note = published({}, second, {"figure_id": "c", "n": None}).note
    assert "n = 400 to 1,012 unweighted, see rows; not stated for 1 of 3 figures." in note
    assert "Sources: Sponsor; Other." in note


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.long)])
def test_no_caption_of_the_bundled_surveys_claims_a_margin_of_error(step):
    estimates = estimate_figures(load_thank_you_notes())
    told = ["quantity", "interval", "flag", "sample_type", "n_qualifier", "percent_qualifier"]
    kinds = estimates.table.drop_duplicates(told).index
    assert len(kinds) > 20
    for position in kinds[::step]:
        part = estimates.subset([position])
        chart = publish(plot_estimates(part, ax=Figure().subplots()), title="x")
        assert "margin of error" not in (chart.note + chart.alt).lower()
        ceiling = str(part.table["interval"].iloc[0]).startswith("ceiling_")
        assert ("at most" in chart.note) == ceiling
        assert ("at most" in chart.alt) == ceiling


def test_alt_text_describes_one_figure():
    assert published().alt == (
        "Dot-and-whisker chart: Most prefer the note. prefer the note: 63% (95% interval 58% to "
        "68%); n = 400. Asked: recruiters."
    )


def test_alt_text_names_the_extremes_and_whether_they_overlap():
    low = {"figure_id": "b", "claim": "do not care", "percent": 12, "survey_id": "two"}
    alt = published({}, low, {"figure_id": "c", "n": None}).alt
    assert "3 rows. Highest: prefer the note, 63% (95% interval 58% to 68%)." in alt
    assert "Lowest: do not care, 12% (95% interval 9% to 16%)." in alt
    assert "Their intervals do not overlap. 1 of 3 rows have no interval." in alt


def test_alt_text_of_a_pictogram_counts_in_a_hundred():
    estimates = estimate_figures(pd.DataFrame([SHARE]))
    chart = publish(plot_pictogram(estimates, ax=Figure().subplots()), title="Most prefer it")
    assert chart.alt.startswith("Pictogram of a hundred squares: Most prefer it.")
    assert "63 in 100 (95% interval 58% to 68%)" in chart.alt


def test_alt_text_is_short():
    long = [{"figure_id": str(i), "claim": "word " * 150, "survey_id": str(i)} for i in range(2)]
    assert len(published(*long).alt.split()) <= 121


def test_words_of_your_own_replace_the_automatic_ones():
    ax = plot_estimates(estimate_figures(pd.DataFrame([SHARE])), ax=Figure().subplots())
    chart = publish(ax, title="A", subtitle="B", note="C", alt="D")
    assert [text.get_text() for text in chart.figure.texts] == ["A", "B", "C"]
    assert chart.alt == "D"


CODE = """
import sys, topline
estimates = topline.estimate_figures(topline.load_recruiters())
chart = topline.publish(topline.plot_estimates(estimates), title="Recruiters", subtitle="x")
for kind in ("svg", "png", "pdf"):
    chart.save(f"{sys.argv[1]}/chart.{kind}")
"""


def test_files_are_the_same_in_every_process(tmp_path, monkeypatch):
    folders = [tmp_path / "here", tmp_path / "there"]
    for folder in folders:
        folder.mkdir()
    monkeypatch.setattr(sys, "argv", ["", str(folders[0])])
    exec(CODE, {})
    command = [sys.executable, "-c", CODE, str(folders[1])]
    environment = os.environ | {"PYTHONHASHSEED": "4711", "MPLBACKEND": "agg"}
    subprocess.run(command, check=True, env=environment)
    names = [sorted(path.name for path in folder.iterdir()) for folder in folders]
    assert names == [["chart.csv", "chart.pdf", "chart.png", "chart.svg"]] * 2
    for name in names[0]:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name


def test_the_numbers_beside_the_picture_are_the_tables(tmp_path):
    estimates = estimate_figures(load_recruiters())
    chart = publish(plot_estimates(estimates, ax=Figure().subplots()), title="x")
    chart.save(tmp_path / "chart.svg")
    numbers = pd.read_csv(tmp_path / "chart.csv")
    for column in ("estimate", "ci_low", "ci_high"):
        pd.testing.assert_series_equal(numbers[column], estimates.table[column], rtol=1e-15)


def test_the_description_is_inside_the_file(tmp_path):
    chart = published()
    chart.save(tmp_path / "chart.svg")
    root = ET.parse(tmp_path / "chart.svg").getroot()
    assert root.get("role") == "img"
    named = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert named[root.get("aria-labelledby")] == chart.title
    assert named[root.get("aria-describedby")] == chart.alt
    chart.save(tmp_path / "chart.png")
    assert b"Most prefer the note" in (tmp_path / "chart.png").read_bytes()[:2000]
    chart.save(tmp_path / "chart.pdf")
    assert b"/Subject" in (tmp_path / "chart.pdf").read_bytes()


def test_two_charts_on_a_page_share_no_id():
    chart = published()
    one, two = chart.to_svg("one"), chart.to_svg("two")
    ids = [re.findall(r'\bid="([^"]+)"', svg) for svg in (one, two)]
    assert not set(ids[0]) & set(ids[1])
    for svg, names in zip((one, two), ids, strict=True):
        used = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)|aria-\w+="([^"]+)"', svg)
        assert {name for names in used for name in names if name} <= set(names)
        assert svg.startswith("<svg")
        assert not re.search(r'<svg [^>]*\b(width|height)="', svg)


def test_a_notebook_shows_it_once_with_its_description():
    estimates = estimate_figures(load_recruiters())
    before = plt.get_fignums()
    chart = publish(plot_estimates(estimates), title='x "quoted" <b>')
    assert plt.get_fignums() == before
    html = chart._repr_html_()
    assert html.count("<img") == 1
    assert "&quot;quoted&quot; &lt;b&gt;" in html
    assert "figcaption" in html


def test_publishing_twice_is_refused():
    ax = plot_estimates(estimate_figures(pd.DataFrame([SHARE])), ax=Figure().subplots())
    publish(ax, title="once")
    with pytest.raises(ArgumentError, match="has words already; draw the chart again to publish"):
        publish(ax, title="twice")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("chart.gif", "'chart.gif' does not end in .svg, .png or .pdf; choose a name that does"),
        ("none/chart.svg", "the folder .*none does not exist; make it first"),
    ],
)
def test_places_it_cannot_be_saved_to(tmp_path, path, message):
    with pytest.raises(ArgumentError, match=message):
        published().save(tmp_path / path)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_save_leaves_no_half_file(tmp_path, monkeypatch):
    target = tmp_path / "chart.svg"
    chart = published()
    chart.save(target)
    before = target.read_bytes()
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        chart.save(target)
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chart.csv", "chart.svg"]


def test_what_topline_did_not_draw_it_does_not_publish():
    with pytest.raises(ArgumentError, match="nothing was drawn on this Axes by topline"):
        publish(Figure().subplots(), title="x")
    ax = plot_estimates(estimate_figures(pd.DataFrame([SHARE])), ax=Figure().subplots())
    with pytest.raises(ArgumentError, match="the title is empty; say the chart's message"):
        publish(ax, title=" ")


def test_words_that_look_like_names_stay_words():
    words = 'id="q" href="#r" url(#x)'
    frame = pd.DataFrame({"label": [words], "estimate": 0.5, "ci_low": 0.4, "ci_high": 0.6})
    svg = publish(plot_estimates(frame), title=words).to_svg("mine")
    names = re.sub(r"<[^>]*>", "", svg)
    assert "url(#x)" in names
    assert "mine-" not in names
