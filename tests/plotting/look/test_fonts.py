"""Signs that a style's fonts lack are drawn by a font of the system, or named in a warning."""

import warnings

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont

from tests.conftest import in_one_test
from topline import plot_estimates, publish
from topline.plotting.look import fonts

VAI = "\ua500 \ua501"


def with_signs(words):
    return pd.DataFrame({"label": [words], "estimate": [0.4], "ci_low": [0.3], "ci_high": [0.5]})


@pytest.fixture
def no_other_fonts(monkeypatch):
    """A system that has no fonts but matplotlib's."""
    path = findfont(FontProperties(family=["DejaVu Sans"]))
    monkeypatch.setattr(fonts, "_fonts_of_system", lambda: [("DejaVu Sans", path)])
    fonts._font_with.cache_clear()
    yield
    fonts._font_with.cache_clear()


@pytest.mark.usefixtures("no_other_fonts")
@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_boxes_are_told_with_their_script_and_a_font_that_has_it(tmp_path, kind):
    chart = publish(plot_estimates(with_signs(VAI)), title="x")
    with pytest.warns(UserWarning, match=r"\(U\+A500\), .* \(Vai\).* Noto Sans Vai, or .*\.svg"):
        chart.save(tmp_path / f"chart.{kind}")
    # words of an SVG are drawn by whoever reads it
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert VAI in chart.save(tmp_path / "chart.svg").read_text(encoding="utf-8")


@pytest.mark.usefixtures("no_other_fonts")
def test_what_the_fonts_have_is_not_told(tmp_path):
    chart = publish(plot_estimates(with_signs("Ça va, Привет, שלום\u200f")), title="x")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chart.save(tmp_path / "chart.png")


@in_one_test(
    ("signs", "script", "font"),
    [
        ("हाँ", "Devanagari", "Noto Sans Devanagari"),
        ("是", "Chinese", "Noto Sans CJK"),
        ("はい", "Japanese", "Noto Sans CJK"),
        ("네", "Korean", "Noto Sans CJK"),
        ("ใช่", "Thai", "Noto Sans Thai"),
        ("\U0001f48c", "symbols", "Noto Emoji or"),
    ],
)
def test_each_script_has_a_name_and_a_font(signs, script, font):
    figure = Figure()
    figure.text(0, 0, signs, fontfamily=["DejaVu Sans"])
    told = fonts.lacking_words(figure)
    assert f"({script})" in told
    assert f"such as {font}" in told


def test_a_font_of_the_system_draws_what_a_style_s_own_lack():
    lacking, having = (
        fonts._signs_in(findfont(FontProperties(family=[name])))
        for name in ("DejaVu Sans Mono", "DejaVu Sans")
    )
    sign = chr(int(np.setdiff1d(having[having > 0x2000], lacking)[0]))
    family = fonts.with_fallbacks(f"a {sign}", ("DejaVu Sans Mono",))
    assert family[0] == "DejaVu Sans Mono"
    assert not fonts.undrawable(sign, family)
    assert fonts.with_fallbacks("a", ("DejaVu Sans Mono",)) == ("DejaVu Sans Mono",)
