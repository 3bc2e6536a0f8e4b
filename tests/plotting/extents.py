"""Where the words of a figure stand: none cut off, none over another."""

from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from topline.plotting.look.settings import settings_of

TIGHT_PAGES = ("phone", "slide")
"""The narrowest page, and one of fixed height: where thirty rows are most likely not to fit."""


def boxes(figure):
    """The words of a figure that can be seen, with the place of each."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    with settings_of(figure):
        figure.draw_without_rendering()  # lays everything out; paint would take most of the time
        return _boxes(figure, renderer)


def _boxes(figure, renderer):
    unseen = {id(label) for label in _labels_out_of_view(figure)}
    texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    return [
        (t.get_text(), Text.get_window_extent(t, renderer)) for t in texts if id(t) not in unseen
    ]


def _labels_out_of_view(figure):
    """Labels of ticks beyond the ends of their axis, which matplotlib makes and does not draw."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if not (axes.axison and low <= tick.get_loc() <= high):
                    yield from (tick.label1, tick.label2)


def assert_all_words_are_free(figure):
    """Fail where words reach over the figure's edge, or over other words."""
    places = boxes(figure)
    assert places
    for words, box in places:
        assert box.x0 >= 0, words
        assert box.y0 >= 0, words
        assert box.x1 <= figure.bbox.x1, words
        assert box.y1 <= figure.bbox.y1, words
    for (one, a), (other, b) in combinations(places, 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= 0.5 or high <= 0.5, f"{one!r} overlaps {other!r}"


def assert_no_words_cover_a_bar(figure):
    """Fail where the ground of words, which hides lines behind them, hides a bar's edge, too."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    with settings_of(figure):
        figure.draw_without_rendering()
        grounds = [
            (text.get_text(), text.get_bbox_patch().get_window_extent(renderer))
            for text in figure.findobj(Text)
            if text.get_bbox_patch() is not None and text.get_text().strip()
        ]
    bars = [
        bar.get_window_extent(renderer) for ax in figure.axes for each in ax.containers
        for bar in getattr(each, "patches", [])
    ]  # fmt: skip
    for words, ground in grounds:
        middle = (ground.y0 + ground.y1) / 2
        for bar in bars:
            wide = min(ground.x1, bar.x1) - max(ground.x0, bar.x0)
            high = min(ground.y1, bar.y1) - max(ground.y0, bar.y0)
            within = bar.y0 < middle < bar.y1
            assert within or wide <= 0.5 or high <= 0.5, f"{words!r} covers a bar"
