"""Charts of tables, pooling and methods on every page: nothing cut off, nothing overlapping."""

import functools
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

from tests.conftest import long_unless
from tests.plotting.extents import TIGHT_PAGES, assert_all_words_are_free
from tests.plotting.look.test_strings import Foreign, ForeignStrings
from tests.plotting.special import ANSWERS, PLOTS, numbers
from tests.plotting.test_sizes import LABEL
from topline import DARK, GERMAN, LIGHT, SIZES, publish

PAGES = [(plot, size, number) for plot in PLOTS for size in SIZES for number in numbers(plot)]


def in_make_test(plot, size, number):
    """A usual chart where there is least room and on another page; least and most rows on one.

    All charts meet all pages, but not each each: least and most rows take the pages in turn.
    """
    turn = list(PLOTS).index(plot)
    least, usual, most = numbers(plot)
    others = [page for page in SIZES if page not in TIGHT_PAGES]
    pages = {
        least: {TIGHT_PAGES[turn % 2]},
        usual: {*TIGHT_PAGES, others[turn % len(others)]},
        most: {TIGHT_PAGES[(turn + 1) % 2]},
    }
    return size in pages[number]


@pytest.mark.parametrize(("plot", "size", "number"), long_unless(in_make_test, PAGES))
def test_no_words_are_cut_off_or_overlap_on_any_page(plot, size, number):
    style = ("light", "dark")[PAGES.index((plot, size, number)) % 2]
    chart = publish(PLOTS[plot](number, style=style, size=size), title=LABEL, subtitle=LABEL)
    assert_all_words_are_free(chart.figure)
    width, height = chart.figure.get_size_inches()
    assert width == pytest.approx(SIZES[size].width)
    many = plot in ("panels", "rows of panels", "waves of groups")
    if SIZES[size].height and number < 3 and not many:
        assert height == pytest.approx(SIZES[size].height)


LEAST_PLOT, IN_COLUMNS = 0.45, 0.3
"""Part of a page's width that marks have beside the words of fifteen rows, which may stand in
columns where the type of a slide leaves no room for all below one another."""

WIDE = [(plot, size) for plot in PLOTS for size in SIZES if plot not in ("panels", "left out")]


def in_quick_look(plot, size):
    """The slide has the largest type; of the others a chart of each kind of words beside."""
    return size == "slide" and plot in ("dots", "forest", "scale with nets", "pairs", "waves")


@pytest.mark.parametrize(("plot", "size"), long_unless(in_quick_look, WIDE))
def test_marks_have_nearly_half_of_the_width_beside_fifteen_rows(plot, size):
    figure = publish(PLOTS[plot](15, style="light", size=size), title=LABEL).figure
    across = {round(ax.get_position().x0, 2): ax.get_position().width for ax in figure.axes}
    assert sum(across.values()) >= (LEAST_PLOT if len(across) == 1 else IN_COLUMNS)


@functools.cache
def foreign(plot):
    """A dark chart whose every word and sign is of a made-up language, but those of the table."""
    style = replace(DARK, strings=ForeignStrings(words=Foreign()))
    return publish(PLOTS[plot](2, style=style), title="xx", subtitle="xx")


@functools.cache
def english(plot):
    return publish(PLOTS[plot](2), title="x")


@pytest.mark.parametrize("plot", PLOTS)
def test_every_colour_is_the_styles(plot):
    chart = foreign(plot)
    words = {t.get_color() for t in chart.figure.findobj(Text) if t.get_visible() and t.get_text()}
    scale = {*DARK.diverging, DARK.dont_know} if plot.startswith("scale") else set()
    assert words <= {DARK.ink, DARK.muted} | ({DARK.paper} if scale else set())
    # the grey of what is too imprecise
    scale |= {DARK.faint} if plot == "survival" else set()
    for ax in chart.figure.axes:
        assert {line.get_color() for line in ax.lines} <= {
            DARK.ink, DARK.muted, DARK.grid, *DARK.categories, *scale
        }  # fmt: skip
        assert to_hex(ax.get_facecolor()) == DARK.paper
        fills = {to_hex(patch.get_facecolor()) for patch in ax.patches}
        soft = {*DARK.categories, *map(DARK.softer, DARK.categories)}
        if plot == "heat table":
            # a cell is as strong as its value is large
            soft |= {DARK.between(DARK.paper, DARK.categories[0], part / 4) for part in range(3)}
        assert fills <= {DARK.paper, *soft, *scale}


@pytest.mark.parametrize("plot", PLOTS)
def test_no_word_is_written_past_its_language(plot):
    chart = foreign(plot)
    labels = {"Sponsor", "recruiters", *LABEL.split(), LABEL[:60], LABEL[:53], *ANSWERS}
    labels |= {"who", "age", "voted"}
    seen = [text.get_text() for text in chart.figure.findobj(Text) if text.get_visible()]
    left = re.sub("(?i)xx", " ", " ".join([*seen, chart.note, chart.alt]))
    left = re.sub(r"\b(n =|Sponsor|recruiters|[01] )", "", left)
    words = {word for word in re.findall(r"[^\W\d_]+", left) if word not in LABEL.split()}
    assert not {word for word in words if not any(word in part for part in labels)}


@pytest.mark.parametrize("plot", PLOTS)
def test_a_german_chart_says_the_same_numbers(plot):
    german = publish(PLOTS[plot](2, style=replace(LIGHT, strings=GERMAN)), title="x")
    usual = english(plot)
    assert german.note != usual.note
    for one, other in ((german.note, usual.note), (german.alt, usual.alt)):
        plain = re.sub(r"\d+", "#", one.replace("\u00a0", ""))
        assert sorted(re.findall(r"\d+", one)) == sorted(re.findall(r"\d+", other)), plain


@pytest.mark.parametrize("plot", PLOTS)
def test_numbers_and_words_go_with_the_picture(plot, tmp_path):
    chart = english(plot)
    path = chart.save(tmp_path / "chart.svg")
    table = path.with_suffix(".csv").read_text()
    assert table.count("\n") == len(chart.table) + 1
    assert 5 < len(chart.alt.split()) <= 121
    assert chart.note


SCRIPT = """
import sys
from pathlib import Path
import matplotlib
matplotlib.use("agg")
from tests.plotting.special import PLOTS
from topline import publish
for plot, draw in PLOTS.items():
    for kind in ("svg", "png", "pdf"):
        publish(draw(2), title="x").save(Path(sys.argv[1]) / f"{plot}.{kind}")
"""


@pytest.mark.long
def test_two_processes_write_the_same_bytes(tmp_path):
    running = []
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        environment = {"PYTHONHASHSEED": seed, "PATH": "", "PYTHONPATH": ":".join(sys.path)}
        command = [sys.executable, "-c", SCRIPT, str(tmp_path / seed)]
        running.append(subprocess.Popen(command, env=environment))
    assert [process.wait() for process in running] == [0, 0]
    files = sorted((tmp_path / "1").iterdir())
    assert len(files) == 4 * len(PLOTS)
    for file in files:
        assert file.read_bytes() == (tmp_path / "2" / file.name).read_bytes(), file.name
