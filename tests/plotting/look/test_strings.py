"""Languages: every sentence of a chart comes from its Strings, every number from its format."""

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from tests.conftest import in_one_test
from tests.plotting.extents import assert_all_words_are_free
from tests.plotting.test_sizes import rows
from topline import (
    ENGLISH,
    GERMAN,
    LIGHT,
    Strings,
    estimate_figures,
    load_thank_you_notes,
    plot_bars,
    plot_estimates,
    plot_pictogram,
    publish,
    reason_sentences,
)
from topline.plotting.look.text_size import balanced, fit, reads_from_right, text_width

DEUTSCH = replace(LIGHT, strings=GERMAN)


class ForeignStrings(Strings):
    """The same for numbers: their sign is a word, too."""

    def number(self, english):
        return super().number(english).replace("%", "xx")


class Foreign(Mapping):
    """A language in which every word is "xx", and the places of a sentence stand as they are."""

    def __getitem__(self, english):
        return "".join(part if part[:1] == "{" else "xx" if re.search(r"\w", part) else part
                       for part in re.split(r"({\w+})", english))  # fmt: skip

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def get(self, english, _=None):
        return self[english]


def published(frame, plot=plot_estimates, **options):
    ax = Figure(figsize=(8, 1 + 0.8 * len(frame))).subplots()
    return publish(plot(frame, ax=ax, **options), title="xx", subtitle="xx")


def test_a_german_chart_is_german():
    frame = rows(3).assign(n=[400, 1012, 1012], respondents="Personaler", vendor="Institut")
    chart = published(frame, style=DEUTSCH, reference=0.5)
    assert chart.note == (
        "Quelle: Institut für Sponsor. "
        "Basis: Personaler, n = 400 bis 1.012 ungewichtet, siehe Zeilen. Die Befragten haben sich "
        "selbst für die Teilnahme entschieden; Intervalle unterstellen eine Zufallsauswahl.\n"
        "Lesehilfe. Linien: 95\u00a0%-Intervall (Wilson). Gestrichelt: 50\u00a0%."
    )
    assert chart.alt.startswith("Punktdiagramm mit Intervallen: xx. 3 Zeilen. Höchster Wert: ")
    assert "100\u00a0% (95\u00a0%-Intervall 95\u00a0% bis 100\u00a0%)" in chart.alt
    words = [text.get_text() for text in chart.figure.findobj(Text)]
    assert "95–100\u00a0%\nn = 1.012" in words
    assert "kein Intervall\nn = 1.012" in words
    assert "50\u00a0%" in words


@pytest.mark.parametrize("plot", [plot_estimates, plot_bars, plot_pictogram])
def test_no_word_of_a_chart_is_written_past_its_language(plot):
    bundled = estimate_figures(load_thank_you_notes()).table
    texts = [name for name in bundled if not pd.api.types.is_numeric_dtype(bundled[name])]
    kept = {"interval", "reasons", "flag", "sample_type", "n_qualifier", "percent_qualifier"}
    kept |= {"quantity"}
    said = [name for name in texts if name not in kept]
    frames = [bundled[::4], bundled[:1], bundled[-9:], rows(3).assign(label="xx", respondents="xx")]
    style = replace(LIGHT, strings=ForeignStrings(words=Foreign()))
    for frame in frames:
        frame = frame.assign(**{name: "xx" for name in (*said, "publisher") if name in frame})
        for part in (
            [frame.iloc[[i]] for i in range(min(3, len(frame)))]
            if plot is plot_pictogram
            else [frame]
        ):
            if plot is plot_pictogram and not part["estimate"].notna().all():
                continue
            chart = published(part, plot, style=style)
            seen = [text.get_text() for text in chart.figure.findobj(Text) if text.get_visible()]
            left = " ".join([*seen, chart.note, chart.alt]).replace("n = ", "")
            # a sentence begins with a capital
            left = left.replace("xx", "").replace("Xx", "")
            assert not re.findall(r"[^\W\d_]+", left)


def test_a_reason_is_said_in_german():
    table = pd.DataFrame({"reasons": ["nchs_few missing"], "n_missing": [1200]})
    assert reason_sentences(table, lang=GERMAN) == [
        (
            "effektive Basis unter 30: nicht veröffentlichen (NCHS)",
            "1.200 ohne Antwort nicht berücksichtigt",
        )
    ]
    assert reason_sentences(table, lang="de") == reason_sentences(table, lang=GERMAN)


@in_one_test(
    ("call", "english", "german"),
    [
        (lambda s: s.percent_text(0.6314, 1), "63.1%", "63,1\u00a0%"),
        (lambda s: s.percent_text(0.001), "<1%", "<1\u00a0%"),
        (lambda s: s.printed_text(75.5, 1, "about"), "about 75.5%", "etwa 75,5\u00a0%"),
        (lambda s: s.value_text(3621074.0), "3,621,074", "3.621.074"),
        (lambda s: s.count_text(1012), "1,012", "1.012"),
        (lambda s: s.level_text(0.999), "99.9%", "99,9\u00a0%"),
        (lambda s: s.base_text(1012, "at_least"), "n ≥ 1,012", "n ≥ 1.012"),
        (lambda s: s.base_text(120, "subgroup"), "n = 120, subgroup", "n = 120, Teilgruppe"),
        (lambda s: s.base_text(None), "n not stated", "n nicht angegeben"),
        (lambda s: s("not in the table {x}", x=1), "not in the table 1", "not in the table 1"),
    ],
)
def test_numbers_are_written_as_the_language_does(call, english, german):
    assert call(ENGLISH) == english
    assert call(GERMAN) == german


def test_a_language_of_ones_own_is_a_value():
    house = replace(GERMAN, lang="de-CH", words={"n not stated": "n unbekannt"})
    # CLDR 48 has another apostrophe than those before
    assert house.count_text(1012) in ("1’012", "1'012")
    assert house.percent_text(0.5) == "50%"
    assert house.base_text(None) == "n unbekannt"
    assert house("no interval") == "kein Intervall"


def test_a_number_and_its_sign_stay_on_one_line():
    text = "bei 63\u00a0% der Befragten"
    for inches in np.linspace(0.6, 2, 20):
        assert "63\u00a0%" in fit(text, 9, inches)


def test_a_word_wider_than_a_line_is_broken():
    lines = fit("a Donaudampfschifffahrtsgesellschaftskapitän", 9, 1.0).split("\n")
    assert "".join(lines).replace("a ", "a") == "aDonaudampfschifffahrtsgesellschaftskapitän"
    assert max(text_width(line, 9) for line in lines) <= 1.0


def test_a_headline_has_lines_of_like_width():
    text = "Few applicants send a note, recruiters say; most prefer one who did"
    lines = balanced(text, 13, 5.2, bold=True).split("\n")
    assert len(lines) == fit(text, 13, 5.2, bold=True).count("\n") + 1 == 2
    short, long = sorted(text_width(line, 13, bold=True) for line in lines)
    assert short / long > 0.75


HEBREW = "מעדיפים מועמד ששלח מכתב תודה אחרי הריאיון (63%)"
ARABIC = "يفضلون المرشح الذي أرسل رسالة شكر بعد المقابلة"


@pytest.mark.parametrize(
    ("text", "right"),
    [(HEBREW, True), (ARABIC, True), ("63% " + HEBREW, True), ("n = 400 שלום", False), ("", False)],
)
def test_the_first_letter_says_where_text_begins(text, right):
    assert reads_from_right(text) is right


@pytest.mark.parametrize("size", ["phone", "double", "social"])
def test_text_from_the_right_is_set_on_the_right(size):
    frame = rows(3).assign(label=[HEBREW, ARABIC, "left to right"])
    chart = publish(plot_estimates(frame, size=size), title=HEBREW, subtitle=ARABIC)
    assert_all_words_are_free(chart.figure)
    texts = [text for text in chart.figure.findobj(Text) if text.get_visible()]
    for text in texts:
        if reads_from_right(text.get_text()):
            assert text.get_ha() == "right", text.get_text()
    title = next(text for text in texts if text.get_weight() == "bold")
    assert title.get_position()[0] > 0.9
    assert "מעדיפים" in chart.to_svg()
    assert "text{unicode-bidi: plaintext}" in chart.to_svg(), (
        "a page orders mixed text by its start"
    )
