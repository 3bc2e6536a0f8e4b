"""The covering sample: nothing is cut off, and no words stand on others."""

import pandas as pd
import pytest
from matplotlib.text import Text

from tests.conftest import long_unless
from tests.plotting.cover.sample import (
    CHARTS,
    FACTORS,
    FRAMES,
    SCRIPTS,
    covering_sample,
    pairs_of,
    possible,
)
from tests.plotting.extents import assert_all_words_are_free, assert_no_words_cover_a_bar
from tests.plotting.test_sizes import PLOTS as ROWS
from tests.plotting.test_sizes import rows
from topline import publish

SAMPLE = covering_sample()


def published(drawing):
    """Draw one of the sample; its title, and labels where they are given, are in its script."""
    words, page = SCRIPTS[drawing.script], {"style": drawing.look(), "size": drawing.size}
    if drawing.chart in FRAMES:
        given = FRAMES[drawing.chart](drawing.number)
    elif drawing.chart in ROWS:
        given = rows(drawing.number)
        given["label"] = [f"{at} {words}"[: 60 - 7 * (at % 8)] for at in range(drawing.number)]
    else:
        given = min(drawing.number, 12) if drawing.chart == "coverage" else drawing.number
    if isinstance(given, pd.DataFrame) and "category" in given:
        given["category"] = [f"{at} {words}"[:60] for at in range(len(given))]
    return publish(CHARTS[drawing.chart](given, **page), title=words, subtitle=words)


def in_make_test(drawing):
    """One in twelve, which are other charts each time round."""
    return SAMPLE.index(drawing) % 12 == 5


@pytest.mark.parametrize("chart", ["bars", "scale, stacked", "scale with nets"])
def test_many_rows_on_a_narrow_page_leave_their_bars_free(chart):
    if chart in ROWS:
        ax = CHARTS[chart](rows(30), size="single")
    else:
        ax = CHARTS[chart](30, size="single")
    assert_no_words_cover_a_bar(publish(ax, title="Thirty rows").figure)


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize(
    "drawing", long_unless(in_make_test, SAMPLE), ids=lambda drawing: drawing.name
)
def test_no_words_are_cut_off_or_overlap(drawing):
    figure = published(drawing).figure
    assert_all_words_are_free(figure)
    assert_no_words_cover_a_bar(figure)
    if drawing.size == "slide":
        sizes = [t.get_fontsize() for t in figure.findobj(Text) if t.get_visible() and
                 t.get_text().strip() and t.get_position() != (0, 0)]  # fmt: skip
        assert min(sizes, default=18) >= 18


def test_every_two_settings_meet():
    chosen = {pair for one in SAMPLE for pair in pairs_of(tuple(vars(one).values()))}
    charts, pages, numbers, *rest = FACTORS
    wanted = {((0, chart), (2, number)) for chart in charts for number in numbers
              if possible(chart, number)}  # fmt: skip
    wanted |= {((0, chart), (1, page)) for chart in charts for page in pages}
    wanted |= {((1, page), (at, value)) for page in pages for at, values in enumerate(rest, 3)
               for value in values}  # fmt: skip
    assert wanted <= chosen
    assert len(SAMPLE) < 260
