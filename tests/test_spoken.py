"""Every result that a person prints first says its finding; ``repr`` stays the whole value."""

from html import escape
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import topline
from topline.spoken import Spoken, said_as_html

pytestmark = pytest.mark.quick

POLLS = pd.DataFrame(
    {
        "publisher": ["A", "B", "A"],
        "percent": [41, 44, 42],
        "n": 1000,
        "fielded_end": ["2024-05-02", "2024-05-03", "2024-05-12"],
    }
)
CLAIMED = pd.DataFrame({"answer": "Yes", "group": "G > A", "percent": ["60%"], "n": 500})
SURVEYS = ([10, 20, 30], [40, 50, 60])
RESULTS = {
    "PercentInterval": lambda: topline.percent_interval("<1%", "300+"),
    "PercentDifference": lambda: topline.percent_difference("80%", 300, "42%", 300),
    "PercentLead": lambda: topline.percent_lead("48%", "44%", 800),
    "ClaimCheck": lambda: topline.check_claim("63% > 50%", 400),
    "SampleSize": lambda: topline.sample_size_difference(0.5, 0.55, ratio=2),
    "MarginCheck": lambda: topline.margin_check(3, 1000, subgroup_nobs=200),
    "ImpliedDesignEffect": lambda: topline.implied_design_effect(3, [1000, 2000]),
    "ImpliedSampleSize": lambda: topline.implied_sample_size(3),
    "Recommendation": lambda: topline.recommend_interval(20, floor=0.5),
    "Rating": lambda: topline.recommend_interval(20, methods=("wilson",), floor=0.5).ratings[0],
    "PooledProportion": lambda: topline.pool_proportions(*SURVEYS),
    "LeaveOneOut": lambda: topline.leave_one_out(*SURVEYS),
    "FunnelData": lambda: topline.funnel_data(*SURVEYS),
    "RakedWeights": lambda: topline.rake_weights({"q": ["a", "b", "b"]}, {"q": {"a": 1, "b": 2}}),
    "CalibratedWeights": lambda: topline.calibrate_weights([[1, 2], [1, 4], [1, 5]], [3, 12]),
    "TrimmedWeights": lambda: topline.trim_weights([1, 2, 9], upper=5),
    "SmallStudyTest": lambda: topline.small_study_test(*SURVEYS),
    "CumulativePool": lambda: topline.cumulative_pool(*SURVEYS),
    "MetaRegression": lambda: (
        topline.pool_proportions(
            [*SURVEYS[0], 9], [*SURVEYS[1], 70], method="logit", mods={"year": [1, 2, 3, 5]}
        ).regression
    ),
    "BookChanges": lambda: topline.BookChanges(added=("chart <b>",)),
    "WrittenBook": lambda: topline.WrittenBook(path=Path("b.xlsx")),
    "PollAverage": lambda: topline.average_polls(POLLS),
    "HistoricalError": lambda: topline.historical_error(
        [0.5, 0.4, 0.3, 0.2], [0.5] * 4, list("aabc")
    ),
    "GranularityCheck": lambda: topline.grim(["5.19", "5.18"], 28),
    "PValueCheck": lambda: topline.check_p_value("t", "2.20", "= .03", df=28),
    "FiguresClaim": lambda: topline.check_figures_claim("most of A say yes", CLAIMED),
    "FigureChecks": lambda: topline.check_published(topline.load_thank_you_notes()),
    "PairwiseComparisons": lambda: topline.pairwise_comparisons(*SURVEYS),
    "Significance": lambda: topline.proportion_test(np.arange(50), 90, 0.5),
    "DisclosureCheck": lambda: topline.check_disclosure(topline.Disclosure({"sponsor": "<b>"})),
    "PublishedTables": lambda: topline.read_published(
        StringIO("Q1,,\n,All,<b>\nUnweighted n,9,5\nYes,40%,50%\n")
    ),
    "Headline": lambda: topline.propose_headline(
        topline.Survey(topline.load_example_survey()).proportion("channel")
    ),
    "Reportable": lambda: topline.reportable_columns(
        topline.Survey(topline.load_example_survey()[["role"]])
    )[0],
    "ColumnContent": lambda: topline.Survey(topline.load_example_survey()[["role"]]).contents()[0],
}
SAID = {
    "SampleSize": "1,173 respondents must answer in the first sample and 2,345 in the second.",
    "Significance": "(50 in all)",
    "PooledProportion": "Pooled share: 38.9% (27.9% to 51.1%).",
    "Recommendation": "Take method=",
    "ImpliedSampleSize": "1,067",
    "PairwiseComparisons": "1 of 3 pairs of groups differ at 95% confidence.",
}


@pytest.mark.parametrize("kind", RESULTS)
def test_a_result_says_its_finding(kind):
    found = RESULTS[kind]()
    text = str(found)
    assert type(found).__name__ == kind
    assert isinstance(found, Spoken)
    assert text.splitlines() == list(found.sentences)
    assert SAID.get(kind, "") in text
    assert "array(" not in text
    assert len(text) < 2500
    assert kind in repr(found) or kind == "DisclosureCheck"
    assert repr(found) != text


@pytest.mark.usual
@pytest.mark.parametrize("kind", RESULTS)
def test_a_notebook_shows_the_sentences(kind):
    found = RESULTS[kind]()
    html = found._repr_html_()
    assert all(escape(line) in html for line in found.sentences)
    # its colours are the notebook's, light or dark
    assert "color" not in html.replace("color-scheme", "")


def test_every_public_result_is_one():
    plain = {  # settings, tables that show themselves, parts of results
        "AnswerCount", "CalibratedReplicates", "Claim", "Codebook", "Covariance", "Crosstab",
        "DatawrapperChart", "Disclosure", "Estimates", "FactoredReplicates", "FileKind",
        "FurtherReplicates", "ImputedSurvey", "Interval", "LikelihoodModel", "Linearised",
        "LoglinearModel", "MetMargin", "Model", "ModelFit", "ModelTable",
        "MultipleResponseSet", "PooledFit", "PooledLikelihoodModel", "PooledLoglinearModel",
        "PooledModel", "PrintedTable", "Published", "Reason", "ReplicateColumns",
        "Replicated", "ReportPlan", "SampledReplicates", "Severity", "Size", "Strings", "Style",
        "Survey", "SurveyData", "SurvivalCurves", "TableHint", "Targets", "Waves",
        "WeightingRecord", "WeightingStep",
    }  # fmt: skip
    classes = {
        name
        for name in topline.__all__
        if isinstance(getattr(topline, name), type)
        and not issubclass(getattr(topline, name), Exception)
    }
    assert classes - plain == {*RESULTS}


def test_no_sign_of_a_name_commands():
    html = said_as_html(("<script>\x1b[31m",))
    assert "<script>" not in html
    assert "\x1b" not in html


def test_limits_print_as_a_person_reads_them():
    assert str(topline.proportion_interval(3, 9)) == "0.1206 to 0.6458"
    assert "(8 in all)" in str(topline.proportion_interval(np.arange(8), 9))
    assert repr(topline.Interval(0.25, 0.5)) == "Interval(ci_low=0.25, ci_high=0.5)"
