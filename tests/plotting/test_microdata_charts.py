"""Charts of estimates from microdata: named by group and answer, values printed as values."""

import pandas as pd
import pytest

from tests.conftest import in_one_test
from tests.plotting.rows.test_charts import assert_all_words_are_free
from topline import (
    ArgumentError,
    Estimates,
    Survey,
    load_example_survey,
    plot_bars,
    plot_estimates,
    plot_pictogram,
    publish,
)
from topline.plotting.number_format import NumberFormat, number_text


@pytest.fixture(scope="module")
def survey():
    data = load_example_survey()
    data = data.assign(
        large=1e6 * data["years_experience"],
        small=data["years_experience"] / 100,
        code=data["region"].cat.codes.astype(float),
    )
    return Survey(data, weights="weight", strata="stratum", clusters="cluster")


def labels(ax):
    return [tick.get_text() for tick in ax.get_yticklabels()]


def words(ax):
    return [text.get_text() for text in ax.texts]


def ticks(ax):
    return [tick.get_text() for tick in ax.get_xticklabels()]


def test_rows_are_named_by_all_that_varies(survey):
    recruiters = survey.where("role == 'recruiter'")
    assert labels(plot_estimates(recruiters.proportion("prefers_note"))) == [
        "yes", "no", "no difference"
    ]  # fmt: skip
    by = recruiters.proportion("prefers_note", by="employer_size")
    assert labels(plot_estimates(by))[::4] == ["small, yes", "medium, no", "large, no difference"]
    assert labels(plot_bars(by, label="category"))[::4] == ["yes", "no", "no difference"]
    assert labels(plot_estimates(by.subset([4]))) == ["medium, no"]
    assert labels(plot_estimates(survey.mean(["share_received", "years_experience"]))) == [
        "share_received", "years_experience"
    ]  # fmt: skip
    assert labels(plot_estimates(survey.mean("years_experience"))) == ["years_experience"]
    assert labels(plot_estimates(survey.median("share_received"))) == ["share_received"]
    assert labels(plot_estimates(survey.quantile("share_received", [0.25, 0.5]))) == ["0.25", "0.5"]
    one = survey.mean("years_experience", by="role").subset([1])
    assert labels(plot_estimates(one)) == ["applicant, years_experience"]
    both = survey.proportion(["channel", "gender"], by="role")
    assert labels(plot_estimates(both))[0] == "recruiter, channel, email"


def test_codes_of_groups_are_whole_numbers(survey):
    assert labels(plot_estimates(survey.mean("years_experience", by="code"))) == [
        "0",
        "1",
        "2",
        "3",
    ]


def test_a_group_is_said_once_but_in_the_description(survey):
    by = survey.where("role == 'recruiter'").proportion("prefers_note", by="employer_size")
    ax = plot_estimates(by, group="employer_size")
    assert labels(ax)[:5] == ["small", "yes", "no", "no difference", "medium"]
    assert "Highest: medium, yes, 68%" in publish(ax, title="x").alt


def test_a_name_that_tells_rows_apart_is_enough(survey):
    table = survey.mean("years_experience", by="region").table
    named = table.assign(label=["a", "b", "c", "d"])
    assert labels(plot_estimates(named)) == ["a", "b", "c", "d"]
    assert labels(plot_estimates(named.drop(columns=["n_weighted", "df"]))) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("plot", [plot_estimates, plot_bars])
def test_values_are_no_percents(survey, plot):
    for estimates in (
        survey.mean("small", by="region"),
        survey.total("years_experience", by="role"),
    ):
        ax = plot(estimates, reference=0.05)
        chart = publish(ax, title="Years")
        shown = [*words(ax), *ticks(ax), chart.note, chart.alt]
        assert not [text for text in shown if "%" in text.replace("95%", "")]
    assert "Dashed line: 0.05." in chart.note


def test_values_read_as_people_write_them(survey):
    table = survey.mean("small", by="role").table
    ax = plot_estimates(survey.mean("small", by="role"))
    assert words(ax)[0] == f"{table['estimate'][0]:.4f}"
    assert words(plot_estimates(survey.total("years_experience")))[0] == "709,682"
    assert words(plot_estimates(survey.total("large")))[0] == "709.7 billion"


@in_one_test(
    ("value", "text"),
    [
        (23.456, "23.46"),
        (999_999.4, "999,999"),
        (3_621_074, "3.621 million"),
        (-2.5e9, "−2.5 billion"),
        (7e14, "700 trillion"),
        (0.3 - 0.1, "0.2"),
    ],
)
def test_numbers_of_values(value, text):
    assert number_text(value, False) == text


def test_a_range_below_zero_has_no_dash():
    share = NumberFormat(percent=True, decimals=0)
    assert share.limits(0.58, 0.68) == "58–68%"
    assert share.limits(-0.32, 0.09) == "−32 to 9%"
    assert share.limits(0.001, 0.999) == "<1 to >99%"
    millions = NumberFormat(percent=False, decimals=1, size=1e6)
    assert millions.limits(2e6, 3.5e6) == "2.0 to 3.5 million"


def test_the_caption_speaks_of_weights_bases_and_missing_answers(survey):
    recruiters = survey.where("role == 'recruiter'")
    one = publish(plot_estimates(recruiters.proportion("prefers_note")), title="x")
    assert one.note == (
        "Base: n = 421 unweighted; 24 without an answer left out. Weighted estimates.\n"
        "How to read. Whiskers: 95% interval (logit)."
    )
    several = recruiters.proportion("prefers_note", by="employer_size", design_effect=True)
    note = publish(plot_estimates(several), title="x").note
    assert "n = 132 to 153 unweighted, see rows; 4 to 10 without an answer left out." in note
    assert "(logit; design effects 0.597 to 4.57)" in note
    assert "Weighted estimates. 3 rows." in one.alt
    assert "without an answer" not in publish(plot_estimates(survey.count()), title="x").note


def test_differences_have_no_base(survey):
    shares = survey.where("role == 'recruiter'").proportion("prefers_note", by="employer_size")
    ax = plot_estimates(shares.compare())
    assert labels(ax)[0] == "yes, small − medium"
    assert not [text for text in words(ax) if "not stated" in text]
    note = publish(ax, title="x").note
    assert note.startswith("Differences, in percentage points.\nHow to read. Whiskers: 95% ")


def test_differences_of_small_means_are_no_percents(survey):
    means = survey.mean("small", by="role")
    for found in (
        means.compare(),
        means.contrast([1, -1]),
        means.function("recruiter / applicant"),
    ):
        ax = plot_estimates(found)
        assert not [text for text in words(ax) + ticks(ax) if "%" in text]
        assert publish(ax, title="x").note.startswith(("Differences.", "Weighted", "Base", "How"))


def test_shares_and_values_on_one_chart_keep_their_own_words(survey):
    parts = [survey.mean("small").table, survey.proportion({"woman": "gender == 'woman'"}).table]
    ax = plot_estimates(pd.concat(parts, ignore_index=True), label="outcome")
    assert words(ax)[::2] == ["0.07478", "54%"]


def test_a_mean_is_no_pictogram(survey):
    with pytest.raises(ArgumentError, match="a pictogram needs a share from 0 to 1"):
        plot_pictogram(survey.mean("small"))


@pytest.mark.parametrize("plot", [plot_estimates, plot_bars])
@pytest.mark.parametrize(
    "ask",
    [
        lambda s: s.total("large", by="region"),
        lambda s: s.total("years_experience", by=["role", "employer_size"]),
        lambda s: s.mean("small", by="region"),
        lambda s: s.proportion(["channel", "importance"], by="role"),
        lambda s: s.proportion("prefers_note", by="region").compare(),
        lambda s: s.ratio("share_received", "years_experience"),
    ],
)
def test_no_words_are_cut_off_or_overlap(survey, plot, ask):
    published = publish(plot(ask(survey)), title="Of the synthetic survey")
    assert_all_words_are_free(published.figure)


def test_tables_read_again_from_disk_are_charted_alike(survey, tmp_path):
    estimates = survey.mean("years_experience", by="region")
    estimates.table.to_csv(tmp_path / "a.csv", index=False)
    again = Estimates(pd.read_csv(tmp_path / "a.csv", keep_default_na=True))
    assert labels(plot_estimates(again)) == labels(plot_estimates(estimates))
    assert words(plot_estimates(again)) == words(plot_estimates(estimates))


@pytest.mark.parametrize("weights", [None, "w"])
def test_says_weighted_only_of_what_is(weights):
    data = pd.DataFrame({"q": ["yes", "no"] * 50, "w": [1.0, 3.0] * 50})
    chart = publish(plot_bars(Survey(data, weights=weights).proportion("q")), title="x")
    assert ("Weighted" in chart.note) == ("Weighted" in chart.alt) == (weights is not None)
