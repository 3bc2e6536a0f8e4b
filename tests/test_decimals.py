"""An estimate has the decimals of its limits wherever both are read; a published percent its own.

A percent that was published stands as it was printed everywhere, beside limits in tenths.
"""

import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import topline
from topline import (
    Survey,
    check_claim,
    estimate_figures,
    percent_difference,
    percent_lead,
    plot_bars,
    plot_difference,
    plot_estimates,
    publish,
    write_survey_report,
)
from topline.cli.app import app
from topline.decimals import mean_decimals, shares_decimals
from topline.wording import decimal_text


def tokens(text):
    """Numbers of a text, tags left out, without their signs."""
    return set(
        re.findall(
            r"(?<![\d.])\d[\d,]*(?:\.\d+)?",
            re.sub(r"<style.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL),
        )
    )


def decimals(value, found):
    """With how many decimals a number stands in a text."""
    return {places for places in range(5) if decimal_text(abs(value), places) in found}


def faults(text, rows):
    """Rows whose numbers do not all stand there with the same decimals."""
    found = tokens(text)
    own = [[decimals(number, found) for number in row] for row in rows]
    return [places for places in own if not set.intersection(*places)]


def rows_of(found, scale=100):
    return scale * found.table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)


def alt(chart):
    published = publish(chart, title="x")
    plt.close(published.figure)
    return published.alt


def told(survey, folder, *asked):
    file = folder / "answers.csv"
    survey.data.to_csv(file, index=False)
    return CliRunner().invoke(app, ["estimate", str(file), *asked, "--format", "md"]).output


# limits more than two points apart, and less: charts print tenths of the latter alone
@pytest.mark.parametrize("n", [400, 40_000])
def test_an_estimate_has_the_decimals_of_its_limits(n, tmp_path):
    rng = np.random.default_rng(3)
    answers = rng.choice(["yes", "no", "maybe"], n, p=[0.517, 0.283, 0.2])
    data = pd.DataFrame({"q": answers, "g": rng.choice(["a", "b"], n), "y": rng.normal(50, 9, n)})
    survey = Survey(data)
    shares, means = survey.proportion("q"), survey.mean("y", by="g")
    apart = survey.proportion({"q": "q == 'yes'"}, by="g")
    each = {"q": (shares, 100), "y": (means, 1), "g": (apart.compare("g"), 100)}
    for name, (found, scale) in each.items():
        for way in (repr, *(type(found).to_markdown, type(found).to_latex, type(found).to_html)):
            assert not faults(way(found), rows_of(found, scale)), (name, way)
    first, last = rows_of(shares)[[-1, 0]], rows_of(shares)[shares.table["estimate"].argmin()]
    page = write_survey_report(survey, ["q"], tmp_path / "report").read_text("utf-8")
    said = {
        "the command line": (told(survey, tmp_path, "--proportion", "q"), rows_of(shares)),
        "its means": (told(survey, tmp_path, "--mean", "y", "--by", "g"), rows_of(means, 1)),
        "dots": (alt(plot_estimates(shares)), [first[0], last]),
        "bars": (alt(plot_bars(shares)), [first[0], last]),
        "dots of means": (alt(plot_estimates(means)), rows_of(means, 1)),
        "a difference": (alt(plot_difference(apart)), rows_of(apart.compare("g"))),
        "a report": (page, rows_of(shares)),
    }
    for way, (text, rows) in said.items():
        assert not faults(text, rows), (way, text)


def test_a_published_percent_stands_as_it_was_printed():
    figures = pd.DataFrame(
        {
            "figure_id": ["a", "b"],
            "claim": ["prefer", "refuse"],
            "percent": ["63%", "21.4%"],
            "n": 400,
            "unit": "share_of_respondents",
            "survey_id": ["one", "one"],
        }
    )
    found = estimate_figures(figures)
    for text in (repr(found), found.to_markdown(), found.to_latex(), found.to_html()):
        assert {"63", "21.4", "57.7", "68.1"} <= tokens(text)
        assert not {"63.0", "57.66", "21", "58"} & tokens(text)
    sentences = [
        check_claim("63% > 50%", 400).sentence,
        percent_lead("63%", "21%", 400).sentence,
        percent_difference("63%", 400, "21%", 400).sentence,
        CliRunner().invoke(app, ["interval", "63%", "--n", "400"]).output,
    ]
    for text in sentences:
        assert "63%" in text
        assert "63.0" not in text
        limits = tokens(text) - {"400", "95", "63", "21", "50"}
        assert {len(n.partition(".")[2]) for n in limits if "." in n} == {1}, text


@pytest.mark.parametrize(
    ("low", "high", "places"),
    [(7.32, 7.63, 1), (39.3, 40.2, 1), (140, 160, 0), (0.52, 0.54, 2), (0.000413, 0.000433, 5)],
)
def test_a_mean_has_the_decimals_of_its_interval_however_small_it_is(low, high, places):
    assert mean_decimals(low, high) == places
    # a mean of 0.00042 had printed as "0.000 on average (0.000 to 0.000)"
    assert decimal_text(low, places) != decimal_text(high, places)


HALVES = pd.DataFrame({"q": ["Yes"] * 515 + ["No"] * 485, "g": ["Men"] * 485 + ["Women"] * 515})


def test_two_shares_that_are_all_never_print_as_more_than_all():
    alike = [(0.515, 0.48, 0.55), (0.485, 0.45, 0.52)]
    assert shares_decimals(alike) == [1, 1]
    # in whichever order floats come to them, and alone, as the bar of a yes/no question
    assert shares_decimals([(515 / 1000, 0.4, 0.6), (1 - 515 / 1000, 0.4, 0.6)]) == [1, 1]
    assert shares_decimals(alike[:1]) == [1]
    # of three answers each is as near to the percent above as to the one below
    assert shares_decimals([(0.305, 0.2, 0.4), (0.345, 0.2, 0.4), (0.35, 0.2, 0.4)]) == [0, 0, 0]
    assert shares_decimals([(0.514, 0.4, 0.6), (0.486, 0.4, 0.6)]) == [0, 0]
    assert shares_decimals([(0.514, 0.51, 0.518), (np.nan, np.nan, np.nan)]) == [1, 0]
    for part in range(1001):
        rows = [(part / 1000, 0, 1), (1 - part / 1000, 0, 1)]
        told = [
            decimal_text(100 * share, decimals)
            for (share, *_), decimals in zip(rows, shares_decimals(rows), strict=True)
        ]
        assert sum(map(float, told)) == pytest.approx(100), told


def test_every_door_prints_both_shares_of_a_half_with_their_half(tmp_path):
    survey = Survey(HALVES)
    page = write_survey_report(survey, ["q", "g"], tmp_path).read_text("utf-8")
    for first, second in (("Yes", "No"), ("Women", "Men")):
        assert f"“{first}” (51.5%) and “{second}” (48.5%)" in page
        assert f"Highest: {first}, 51.5%" in page
    assert not re.findall(r"\b(?:52|49)%", page)
    for draw in (plot_estimates, plot_bars):
        told = publish(draw(survey.proportion("q")), title="x")
        assert "51.5%" in told.alt
        assert "48.5%" in told.alt
    plt.close("all")
    assert "51.5%" in topline.propose_headline(survey.proportion("q")).text
