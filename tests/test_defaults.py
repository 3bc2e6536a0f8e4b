"""The page "Defaults and why" says what the code does: each row against signatures and tables."""

import inspect
import re
from pathlib import Path

import pandas as pd
import pytest

import topline
from tests.conftest import in_one_test
from topline import wording
from topline.estimates import presentation, printed
from topline.loaders.codebook.codebook import codebook_of
from topline.loaders.codebook.variables import FileContent, MultipleResponseSet, Variable
from topline.survey.estimators.request import Options, Request
from topline.survey.facade.tables import letter_rule

PAGE = Path(__file__).resolve().parents[1] / "docs" / "statistics" / "defaults.md"
DATA = pd.DataFrame(
    {
        "q": ["yes"] * 20 + ["no"] * 10 + ["don't know"] * 5,
        "age": [float(age) for age in range(20, 55)],
        "half": ["first"] * 15 + ["second"] * 20,
        "few": [1.0, 2.0, 3.0, 4.0, 5.0] * 7,
        "w": 1.0,
        "r1": [0.0, 2.0] * 17 + [0.0],
        "r2": [0.5, 0.5, 1.5, 1.5, 1.0] * 7,
    }
)
SURVEY = topline.Survey(DATA)
REPLICATED = topline.Survey(
    DATA, weights="w", replicate_weights=["r1", "r2"], replicate_method="brr"
)


def rows():
    """The rows of the page: what of, and the other cells."""
    found = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("|") and cells[0].strip() not in ("of", "---") and len(cells) == 5:
            found[cells[0]] = cells[1:]
    return found


ROWS = rows()


def default(function, name):
    """The default of an argument."""
    return inspect.signature(function).parameters[name].default


def of_first(estimates):
    """The interval of the first row that has one."""
    return estimates.table["interval"].dropna().iloc[0]


def from_rows(*estimates):
    """The one interval that estimates have."""
    [found] = {of_first(one) for one in estimates}
    return found


def decimals_of_cells():
    """The decimals of a crosstab's percents."""
    [decimals] = {
        len(found) for found in re.findall(r"\d(?:\.(\d+))?%", SURVEY.crosstab("q").to_markdown())
    }
    return decimals


def mean_of_codes():
    """The base of a mean, of which a code says don't know."""
    frame = pd.DataFrame({"q": [1.0, 2.0, 99.0]})
    labels = {1.0: "yes", 2.0: "no", 99.0: "don't know"}
    variable = Variable("q", kind="number", value_labels=labels)
    book = codebook_of(FileContent(frame, (variable,)))
    survey = topline.Survey(topline.SurveyData(frame, book))
    return "no number" if survey.mean("q").table["n"].iloc[0] == 2 else "answer"


def share_of_words():
    """What "don't know" is in the shares of a question."""
    return "answer" if "don't know" in set(SURVEY.proportion("q").table["category"]) else "missing"


def from_all(name, *functions):
    """The one default that functions have for an argument."""
    [found] = {default(function, name) for function in functions}
    return found


def letters():
    """What letters are by default."""
    rule = letter_rule(default(topline.Survey.crosstab, "letters"), None, 30)
    return rule.confidence_levels


TEST = {
    "all estimates": lambda: Request.confidence_level,
    "a published share": lambda: from_all(
        "method", topline.percent_interval, topline.estimate_figures, topline.proportion_interval
    ),
    "a mean of respondents' estimates": lambda: (
        default(topline.estimate_figures, "mean_method")
        if default(topline.bounded_mean_interval, "method") == "wilson"
        else None
    ),
    "a difference of published shares": lambda: from_all(
        "method", topline.percent_difference, topline.difference_interval
    ),
    "a ratio of two shares": lambda: default(topline.ratio_interval, "method"),
    "an odds ratio of two shares": lambda: default(topline.odds_ratio_interval, "method"),
    "a lead, a difference of paired shares": lambda: from_all(
        "method", topline.lead_interval, topline.paired_difference_interval
    ),
    "all answers to one question together": lambda: default(topline.multinomial_interval, "method"),
    "a share from microdata": lambda: of_first(SURVEY.proportion("q")),
    "a share by replicate weights": lambda: of_first(REPLICATED.proportion("q")),
    "a share of 0 or 1 from microdata": lambda: of_first(SURVEY.proportion({"old": "age > 99"})),
    "a mean, a total, a ratio": lambda: from_rows(
        SURVEY.mean("age"), SURVEY.total("age"), SURVEY.ratio("age", "w")
    ),
    "a correlation": lambda: of_first(SURVEY.correlation("age", "few")),
    "a count of people": lambda: of_first(SURVEY.count(by="q")),
    "a difference of shares from microdata": lambda: of_first(
        SURVEY.proportion({"yes": "q == 'yes'"}, by="half").compare()
    ),
    "degrees of freedom of a group": lambda: Request.df,
    "how respondents were drawn, without a design": lambda: SURVEY.design.sample_type,
    "a stratum of one sampled unit": lambda: default(topline.Survey, "lonely_psu"),
    "such strata of a domain": lambda: default(topline.Survey, "lonely_domains"),
    "rows without a weight": lambda: default(topline.Survey, "missing_weights"),
    "what replicates are compared with": lambda: from_all(
        "centre", topline.Survey, topline.Survey.to_replicates
    ),
    "replicate weights": lambda: default(topline.Survey, "combined"),
    "design effects of microdata": lambda: Request.design_effect,
    "the design effect of a published share": lambda: default(topline.percent_interval, "deff"),
    "the size that a design effect leaves": lambda: default(
        topline.proportion_interval, "effective"
    ),
    "respondents without an answer": lambda: Request.missing,
    'texts such as "NA", "NULL" or an empty one': lambda: default(topline.Survey, "missing_words"),
    "don't know, refused and the like, in shares": share_of_words,
    "don't know, refused and the like, in means": mean_of_codes,
    "blanks of a question with several answers": lambda: MultipleResponseSet.blank,
    "the rule of a median or quantile": lambda: from_all(
        "rule", topline.Survey.quantile, topline.Survey.median
    ),
    "the method of its interval": lambda: from_all(
        "method", topline.Survey.quantile, topline.Survey.median
    ),
    "the interval of many different answers": lambda: of_first(SURVEY.median("age")),
    "the interval of few different answers": lambda: of_first(SURVEY.median("few")),
    "p-values of many differences": lambda: from_all("adjust", topline.Estimates.compare),
    "the letters of a crosstab": lambda: default(topline.Survey.crosstab, "adjust"),
    "their levels": letters,
    "columns they compare": lambda: from_all(
        "minimum_base", topline.Survey.crosstab, topline.column_letters
    ),
    "letters of published counts": lambda: default(topline.pairwise_comparisons, "method"),
    "a test of two published shares": lambda: default(topline.difference_test, "method"),
    "a test of one published share": lambda: default(topline.proportion_test, "method"),
    "a test of paired shares": lambda: default(topline.paired_test, "method"),
    "independence in microdata": lambda: default(topline.Survey.chi_square, "method"),
    "ranks in microdata": lambda: default(topline.Survey.rank_test, "method"),
    "several surveys together": lambda: default(topline.pool_proportions, "method"),
    "decimals of percents in tables of estimates": lambda: printed.DECIMALS,
    "decimals of percents in crosstabs": lambda: decimals_of_cells(),
    "halves": lambda: wording.ROUND_HALF_UP if topline.percent_text(0.625) == "63%" else None,
    "a share that is almost nothing": lambda: topline.percent_text(0.0001),
    "shares not fit to be published": lambda: from_all(
        "suppressed",
        topline.Estimates.printed,
        topline.Crosstab.printed,
        topline.write_survey_report,
        topline.plot_crosstab,
    ),
    "when that is": lambda: (
        presentation.FEW,
        presentation.WIDE,
        presentation.NARROW,
        presentation.RELATIVE,
        presentation.FEW_DF,
    ),
}
"""The default of each row, as the code has it."""

FAMILIES = {
    "a published share": "proportion",
    "a mean of respondents' estimates": "mean",
    "a difference of published shares": "difference",
    "a ratio of two shares": "ratio",
    "an odds ratio of two shares": "odds_ratio",
    "a lead, a difference of paired shares": "paired_difference",
    "all answers to one question together": "multinomial",
    "a share from microdata": "estimates",
    "a share by replicate weights": "estimates",
    "a share of 0 or 1 from microdata": "estimates",
    "a mean, a total, a ratio": "estimates",
    "a count of people": "estimates",
    "the size that a design effect leaves": "effective_size",
    "the rule of a median or quantile": "quantile",
    "the interval of many different answers": "estimates",
    "the interval of few different answers": "estimates",
    "p-values of many differences": "adjustment",
    "letters of published counts": "pairwise_test",
    "a test of two published shares": "difference_test",
    "a test of one published share": "proportion_test",
    "a test of paired shares": "paired_test",
    "independence in microdata": "table_test",
    "ranks in microdata": "rank_test",
    "several surveys together": "pooling",
}
"""The family of methods whose table has the source of a row."""


def in_words(value):
    """A default as the page has it."""
    if isinstance(value, float):
        return f"{value:g}"
    return "none" if value is None else str(value)


def test_every_row_is_held_to_the_code():
    assert list(ROWS) == list(TEST)


@pytest.mark.quick
@in_one_test("name", ROWS)
def test_a_default_is_that_of_the_code(name):
    told = re.findall(r"`([^`]+)`", ROWS[name][0])
    found = TEST[name]()
    own = found if isinstance(found, tuple) else (found,)
    assert told == [in_words(value) for value in own]


@in_one_test("name", FAMILIES)
def test_a_source_is_that_of_the_method(name):
    [key] = re.findall(r"`([^`]+)`", ROWS[name][0])
    table = topline.methods(FAMILIES[name]).set_index("name")
    assert ROWS[name][2] == table.loc[key, "source"]


@in_one_test("name", ROWS)
def test_a_default_can_be_changed_as_it_is_said(name):
    ways = re.findall(r"`([\w.]+)\((\w+)=\)`", ROWS[name][3])
    assert ways or ROWS[name][3].startswith("none")
    for function, argument in ways:
        target = topline
        for part in function.split("."):
            target = getattr(target, part)
        known = inspect.signature(target).parameters
        assert argument in known or ("options" in known and argument in Options.__annotations__)
