"""Words beside and above rows: which mark they belong to, and how their lines end."""

import numpy as np
import pytest
from matplotlib.lines import Line2D

from tests.plotting.test_sizes import rows
from topline import LIGHT, SIZES, plot_bars, plot_estimates, publish
from topline.plotting.frame.rows import read_rows
from topline.plotting.frame.scaffold import AIR, LIST_AIR, MANY, place
from topline.plotting.look.text_size import balanced, fit, line_height, text_width
from topline.plotting.look.theme import styled

pytestmark = pytest.mark.quick


@pytest.mark.parametrize("size", ["single", "phone"])
@pytest.mark.parametrize("number", [2, 30, 60])
@pytest.mark.parametrize("above", [0.0, 0.6])
def test_words_stand_nearer_to_their_mark_than_to_the_one_before(size, number, above):
    style = styled(LIGHT, size)
    lines = place(read_rows(rows(number)), style).with_room_above(style.scaled(above))
    half = style.scaled(AIR if number < MANY else LIST_AIR) / 2
    own = [line_height(text, style.label) for text in lines.labels]
    beside = [line_height(text, style.small) if text else 0 for text in lines.sides]
    below = np.subtract(lines.rows, np.add(np.add(lines.tops, own), beside))[1:] - half
    before = np.subtract(lines.tops[1:], lines.rows[:-1]) + half
    # room for stacks is above a mark, and only a part of it below
    assert (before > 1.5 * (below - style.scaled(above))).all()
    assert (before > style.scaled(above) / 4).all()


LONG = "would rather hire a candidate who sent a note to thank for it than one who did not"


@pytest.mark.parametrize(
    "text", [LONG, "更愿意录用面试后寄来感谢信的应聘者", "감사 편지를 보낸 지원자를 채용하고 싶다"]
)
@pytest.mark.parametrize("inches", [1.2, 1.5, 2.0])
def test_even_lines_are_as_few_and_break_no_word(text, inches):
    filled, even = (one(text, 9, inches).split("\n") for one in (fit, balanced))
    assert len(even) == len(filled)
    widths = [text_width(line, 9) for line in even]
    assert min(widths) >= min(text_width(line, 9) for line in filled)
    assert max(widths) <= inches
    assert set(" ".join(even).split()) == set(text.split()) or " " not in text


def test_a_longer_word_stays_whole():
    # narrower lines would be as many, and break it
    text = "incomprehensibilities of it"
    assert balanced(text, 9, text_width("incomprehensibilities", 9)).split("\n") == [
        "incomprehensibilities", "of it",
    ]  # fmt: skip


@pytest.mark.parametrize("plot", [plot_estimates, plot_bars])
def test_no_line_of_a_label_is_one_sign_alone(plot):
    frame = rows(2)
    frame["label"] = "更愿意录用面试后寄来感谢信的应聘者"
    for size in SIZES:
        figure = publish(plot(frame, size=size), title="x").figure
        words = [text.get_text() for text in figure.findobj() if hasattr(text, "get_text")]
        told = [text for text in words if text.startswith("更") and "\n" in text]
        assert all(len(line) > 3 for text in told for line in text.split("\n")), size


@pytest.mark.parametrize("number", [3, 60])
def test_points_leave_whiskers_to_be_seen(number):
    figure = publish(plot_estimates(rows(number), size="social"), title="x").figure
    for ax in figure.axes:
        figure.canvas.draw()
        whiskers, points = [], []
        for line in ax.findobj(Line2D):
            x = np.asarray(line.get_xdata(), dtype=float)
            if line.get_marker() == "|" and len(x) == 2:
                ends = ax.transData.transform([[x[0], 0], [x[1], 0]])[:, 0]
                whiskers.append(float(np.ptp(ends)) / figure.dpi * 72)
            elif line.get_marker() == "o" and len(x) == 1:
                points.append(line.get_markersize())
        assert np.median(points) < 0.75 * np.median(whiskers)
