"""Hostile words in the charts of scales, pairs and waves: shown as text, none lost, none parsed."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from tests.plotting.extents import assert_all_words_are_free
from topline import Survey, plot_crosstab, plot_difference, plot_likert, plot_trend, publish

WORDS = ["<script>alert(1)</script>", "a & b", "=1+1", "😀 سؤال", "two\nlines", "$x^2$ {y} %s"]


def survey():
    rng = np.random.default_rng(0)
    scale = pd.Categorical(rng.choice(WORDS, 600), WORDS, ordered=True)
    data = pd.DataFrame({"q": scale, "g": rng.choice(WORDS[:2], 600)})
    return Survey(data.assign(year=rng.integers(2000, 2004, 600)))


CHARTS = {
    "likert": lambda: plot_likert(survey().proportion("q", by="g"), nets=True),
    "difference": lambda: plot_difference(survey().proportion("q", by="g")),
    "trend": lambda: plot_trend(
        survey().proportion("q", by="year"), wave="year", group="category", breaks={2002: WORDS[5]}
    ),
    "waves": lambda: plot_trend(
        pd.DataFrame({"w": WORDS, "estimate": 0.5, "ci_low": 0.4, "ci_high": 0.6, "mode": WORDS}),
        wave="w", mode="mode",
    ),
    "crosstab": lambda: plot_crosstab(survey().crosstab("q", ["g"])),
}  # fmt: skip


@pytest.mark.parametrize("chart", CHARTS)
def test_words_are_text(chart, tmp_path):
    published = publish(CHARTS[chart](), title=WORDS[0], subtitle=WORDS[5])
    assert_all_words_are_free(published.figure)
    for kind in ("svg", "png", "pdf") if chart == "waves" else ("svg",):
        path = published.save(tmp_path / f"chart.{kind}")
        assert path.stat().st_size > 1000
    texts = [text for text in published.figure.findobj(Text) if text.get_visible()]
    assert not [text for text in texts if "$" in text.get_text() and text.get_parse_math()]
    svg = path.with_suffix(".svg").read_text(encoding="utf-8")
    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg
    table = pd.read_csv(path.with_suffix(".csv"))
    assert len(table) == len(published.table)
