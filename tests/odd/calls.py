"""One valid call of every public function and method: where the draws of odd arguments start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

import topline as tl

from .method_calls import more_methods


@dataclass(frozen=True)
class Call:
    """A public callable and arguments by name with which it works."""

    name: str
    function: Callable[..., Any]
    arguments: dict[str, Any]

    def with_odd(self, odd: dict[str, Any]) -> Any:
        """Call with some arguments replaced or added; ``*names`` are given as ``names``."""
        arguments = {**self.arguments, **odd}
        rest = arguments.pop("*", ())
        return self.function(*rest, **arguments)


def data() -> pd.DataFrame:
    """A small survey: strata of clusters, two weights, two questions and two numbers."""
    rng = np.random.default_rng(7)
    n = 48
    return pd.DataFrame(
        {
            "w": 1 + rng.random(n),
            "s": np.repeat(["n", "s"], n // 2),
            "c": np.repeat(np.arange(8), n // 8),
            "fpc": 200.0,
            "q": rng.choice(["yes", "no", "don't know"], n),
            "sex": rng.choice(["f", "m"], n),
            "age": rng.integers(18, 90, n).astype(float),
            "income": rng.lognormal(7, 1, n),
            "r1": 1 + rng.random(n),
            "r2": 1 + rng.random(n),
            "r3": 1 + rng.random(n),
            "p": 0.1 + 0.8 * rng.random(n),
            "adults": rng.integers(1, 4, n),
            # who answered two waves of a panel: somebody in every stratum, everybody not
            "first": rng.random(n) < 0.9,
            "second": rng.random(n) < 0.8,
        }
    )


CLAIMED = pd.DataFrame({"answer": ["Yes"], "percent": ["60%"], "n": 500})
COUNTS = pd.DataFrame(
    {
        "answer": ["Poor", "Total"],
        "amount": [4634, 31713],
        "moe": [989, 601],
        "moe_level": 0.9,
        "unit": "other",
        "n": None,
    }
)
FIGURES = pd.DataFrame(
    {
        "figure_id": ["1", "2", "3"],
        "claim": ["a", "b", "c"],
        "percent": [60.0, 40.0, 30.0],
        "unit": ["share_of_respondents"] * 3,
        "n": [400, 400, 300],
    }
)

TWO = {"count1": 40, "nobs1": 100, "count2": 60, "nobs2": 120}
PAIRED = {"a": 30, "b": 12, "c": 5, "d": 53}
ONE = {"count": 40, "nobs": 100}
MANY = {"count": [20, 30, 25], "nobs": [100, 110, 90]}


def calls() -> list[Call]:
    """Return the table of valid calls."""
    return [
        *(Call(name, getattr(tl, name), arguments) for name, arguments in _functions()),
        *(Call(name, function, arguments) for name, function, arguments in _methods()),
        *(Call(name, function, arguments) for name, function, arguments in more_methods(data())),
    ]


def _functions() -> list[tuple[str, dict[str, Any]]]:
    survey = tl.Survey(data(), weights="w", strata="s", clusters="c")
    shares = survey.proportion("q")
    groups = survey.proportion("q", by="sex")
    pooled = tl.pool_proportions(**MANY)
    polls = pd.DataFrame(
        {
            "publisher": ["A", "B", "A"],
            "percent": [41.0, 44, 42],
            "n": 1000,
            "fielded_end": ["2024-05-02", "2024-05-03", "2024-05-12"],
        }
    )
    chart = tl.plot_estimates(shares, label="category")
    trend = tl.Estimates(groups.table.assign(wave=np.where(groups.table["sex"] == "f", 1, 2)))
    likert = groups
    regions = pd.DataFrame({"label": ["Ohio"], "estimate": 0.5, "ci_low": 0.4, "ci_high": 0.6})
    corners = [[0, 0], [2, 0], [2, 1], [0, 0]]
    ohio = {"properties": {"name": "Ohio"},
            "geometry": {"type": "Polygon", "coordinates": [corners]}}  # fmt: skip
    balance = pd.DataFrame({"variable": ["sex"], "category": ["f"], "before_points": [3.0],
                            "after_points": [0.0]})  # fmt: skip
    return [
        ("adjust_p_values", {"p": [0.01, 0.04, 0.2]}),
        ("allocate", {"n": 300, "sizes": [1000, 2000]}),
        ("as_figures", {"frame": FIGURES}),
        ("as_share", {"percent": "63%"}),
        ("figure_columns", {}),
        ("bounded_mean_interval", {"mean": 0.6, "nobs": 100}),
        ("check_claim", {"claim": "63% > 50%", "n": 400}),
        ("check_disclosure", {"record": tl.Disclosure({"sponsor": "A"})}),
        ("chi_square_test", {"table": [[10, 20], [30, 40]]}),
        ("column_letters", {"count": [[40, 60], [60, 40]], "nobs": [[100, 100], [100, 100]]}),
        ("count_text", {"count": 1234}),
        ("counts_from_percents", {"percents": [63, 37], "n": 300}),
        ("coverage_probability", {"method": "wilson", "p": 0.4, "nobs": 50}),
        ("exact_table_test", {"table": [[3, 0, 1], [0, 4, 2]]}),
        ("decimal_text", {"value": 0.25, "decimals": 1}),
        ("difference_interval", TWO),
        ("difference_test", TWO),
        ("effective_nobs", {"nobs": 100}),
        ("equal_shares_test", MANY),
        ("equivalence_test", {**TWO, "margin": 0.1}),
        ("estimate_figures", {"figures": FIGURES}),
        ("estimate_text", {"value": 0.4, "quantity": "share"}),
        ("expected_width", {"method": "wilson", "p": 0.4, "nobs": 50}),
        ("funnel_data", MANY),
        ("has_reason", {"table": shares.table, "code": "ceiling"}),
        ("implied_design_effect", {"margin": 3.1, "nobs": 1000}),
        ("implied_sample_size", {"margin": 3.1}),
        ("interval_label", {"key": "wilson"}),
        ("interval_text", {"low": 0.2, "high": 0.4}),
        ("rake_weights", {"columns": {"q": ["a", "b", "b"]}, "targets": {"q": {"a": 1, "b": 2}}}),
        ("post_stratify_weights", {"columns": {"q": ["a", "b"]}, "targets": {"a": 1, "b": 2}}),
        ("calibrate_weights", {"x": [[1, 2], [1, 4], [1, 5]], "totals": [3, 12]}),
        ("trim_weights", {"weights": [1, 2, 9], "upper": 5}),
        ("least_error_edge", {"weights": [1, 2, 3, 9], "y": [4, 1, 2, 3]}),
        ("base_weights", {"*": ([0.1, 0.2],), "multiplicity": [1, 2]}),
        ("selection_probabilities", {"selected": [1, 2], "of": [10, 20]}),
        ("normalise_weights", {"weights": [1, 2, 3], "by": ["a", "a", "b"]}),
        ("spencer_design_effect", {"y": [3, 5, 8], "probability": [1, 2, 3], "weights": [3, 2, 1]}),
        ("henry_valliant_design_effect", {"y": [3, 5, 8], "x": [1, 2, 4], "weights": [3, 2, 1]}),
        ("kish_design_effect", {"weights": [1, 2, 3]}),
        ("lead_interval", {"counts": [40, 35, 25], "i": 0, "j": 1}),
        ("leave_one_out", MANY),
        ("small_study_test", MANY),
        ("cumulative_pool", MANY),
        ("average_polls", {"figures": polls}),
        (
            "historical_error",
            {"share": [0.5, 0.4, 0.3, 0.2], "outcome": [0.5] * 4, "vote": list("aabc")},
        ),
        ("check_published", {"published": polls}),
        ("check_means", {"published": polls}),
        ("recognise_file", {"path": "figures.csv"}),
        ("check_figures_claim", {"claim": "most say yes", "figures": CLAIMED}),
        ("published_shares", {"figures": COUNTS, "part": "Poor", "whole": "Total"}),
        ("grim", {"mean": "5.19", "nobs": 28}),
        ("grimmer", {"mean": "7.3", "sd": "2.51", "nobs": 12}),
        ("debit", {"mean": "0.36", "sd": "0.11", "nobs": 20}),
        ("check_p_value", {"test": "t", "statistic": "2.20", "p": ".03", "df": 28}),
        ("convert_margin", {"margin": 989}),
        ("combine_margins", {"margin": [3860, 2642, 1957]}),
        ("share_margin", {"part": 4634, "margin": 989, "whole": 31713, "whole_margin": 601}),
        (
            "ratio_margin",
            {"numerator": 4634, "margin": 989, "denominator": 6440, "denominator_margin": 1328},
        ),
        (
            "product_margin",
            {"first": 74506512, "margin": 228238, "second": 0.824, "second_margin": 0.001},
        ),
        ("level_text", {"confidence_level": 0.95}),
        ("limits_text", {"low": 0.2, "high": 0.4, "quantity": "share"}),
        ("margin_check", {"margin": 3.1, "nobs": 1000}),
        ("margin_of_error", {"p": 0.4, "nobs": 100}),
        ("methods", {"family": "proportion"}),
        ("multinomial_interval", {"counts": [40, 35, 25]}),
        ("noninferiority_test", {**TWO, "margin": 0.1}),
        ("odds_ratio_interval", TWO),
        ("paired_difference_interval", PAIRED),
        ("paired_odds_ratio_interval", PAIRED),
        ("paired_ratio_interval", PAIRED),
        ("paired_test", PAIRED),
        ("pairwise_comparisons", MANY),
        ("percent_difference", {"percent1": "63%", "n1": 300, "percent2": "50%", "n2": 300}),
        ("percent_interval", {"percent": "63%", "n": 300}),
        ("percent_lead", {"percent1": "48%", "percent2": "44%", "n": 800}),
        ("percent_text", {"proportion": 0.5}),
        ("plot_balance", {"balance": balance}),
        ("plot_bars", {"estimates": shares, "label": "category"}),
        ("plot_coverage", {"methods": "wilson", "nobs": 20}),
        ("plot_crosstab", {"table": survey.crosstab("q", "sex")}),
        ("plot_difference", {"estimates": groups, "by": "sex"}),
        ("plot_estimates", {"estimates": shares, "label": "category"}),
        ("plot_forest", {"surveys": shares, "pooled": pooled}),
        ("plot_funnel", {"funnel": tl.funnel_data(**MANY)}),
        ("plot_heat_table", {"table": survey.crosstab("q", "sex")}),
        ("plot_likert", {"estimates": likert}),
        ("plot_lorenz", {"estimates": survey.lorenz("income")}),
        ("plot_coefficients", {"models": survey.linear("income ~ age + sex")}),
        ("plot_margins", {"model": survey.linear("income ~ age + sex"), "variable": "age"}),
        ("plot_survival", {"curves": survey.kaplan_meier("income, first ~ sex")}),
        ("plot_map", {"estimates": regions, "shapes": {"features": [ohio]}, "on": "name"}),
        ("plot_pictogram", {"estimates": shares.subset([0]), "label": "category"}),
        ("plot_tile_map", {"estimates": regions}),
        ("plot_tipping_point", {**ONE, "value": 0.5}),
        ("plot_trend", {"estimates": trend, "wave": "wave", "group": "category"}),
        ("plot_trend_panels", {"estimates": trend, "wave": "wave", "group": "category"}),
        ("plot_uncertainty", {"estimates": shares, "label": "category"}),
        ("plot_weights", {"weights": [1.0, 2.0, 3.0]}),
        ("pool_proportions", MANY),
        ("possible_counts", {"percent": 63, "n": 300}),
        ("power_difference", {"nobs": 400, "p1": 0.5, "p2": 0.4}),
        ("power_proportion", {"nobs": 400, "p": 0.5, "value": 0.4}),
        ("proportion_interval", ONE),
        ("proportion_test", {**ONE, "value": 0.5}),
        ("propose_headline", {"estimates": shares}),
        ("publish", {"ax": chart, "title": "T"}),
        (
            "publish_parts",
            {"*": (tl.plot_estimates, shares), "title": "T", "label": "category"},
        ),
        ("printing_language", {}),
        ("ratio_interval", TWO),
        ("languages", {}),
        ("read_targets", {"path": "targets.csv"}),
        ("targets_from", {"population": survey, "variables": ["sex"]}),
        ("read_disclosure", {"path": "disclosure.toml"}),
        ("read_figures", {"source": "figures.csv"}),
        ("read_published", {"source": "tables.csv"}),
        ("read_report_plan", {"path": "plan.toml"}),
        ("read_survey", {"path": "survey.csv"}),
        ("reason_sentences", {"table": shares.table}),
        ("recommend_interval", {"nobs": 50}),
        ("reportable_columns", {"survey": survey}),
        ("row_decimals", {"table": shares.table}),
        ("sample_size_difference", {"p1": 0.5, "p2": 0.4}),
        ("sample_size_equivalence", {"p1": 0.5, "p2": 0.5, "margin": 0.1}),
        ("sample_size_margin", {"margin": 0.03}),
        ("sample_size_paired", {"first_only": 0.2, "second_only": 0.1}),
        ("sample_size_proportion", {"p": 0.5, "value": 0.4}),
        ("severity", {"table": shares.table}),
        (
            "subgroup_difference_interval",
            {"count": 20, "nobs": 50, "count_whole": 50, "nobs_whole": 120},
        ),
        ("tipping_point", {**ONE, "value": 0.5}),
        ("total_error_interval", ONE),
        ("trend_test", MANY),
        ("unbiased_variance_deff", {"nobs": 100}),
        ("value_text", {"value": 1.5}),
        ("worst_case_bounds", {"share": 0.6, "response_rate": 0.7}),
        ("write_workbook", {"tables": {"a": shares}, "path": "t.xlsx"}),
        ("Estimates", {"table": shares.table}),
        ("Size", {"width": 7.0}),
        ("Strings", {}),
        ("Style", {}),
        ("Survey", {"data": data(), "weights": "w"}),
    ]


_OPTIONS = {"by": "sex", "where": "age > 20", "missing": "drop", "confidence_level": 0.95}


def _methods() -> list[tuple[str, Callable[..., Any], dict[str, Any]]]:
    frame = data()
    survey = tl.Survey(frame, weights="w", strata="s", clusters="c")
    opted = tl.Survey(frame.iloc[::2].reset_index(drop=True), sample_type="opt_in")
    model, smaller = survey.linear("income ~ age + C(sex)"), survey.linear("income ~ age")
    shares = survey.proportion("q")
    means = survey.mean("age", by="q")
    cross = survey.crosstab("q", "sex")
    published = tl.publish(tl.plot_estimates(shares, label="category"), title="T")
    replicated = {
        "data": frame,
        "weights": "w",
        "replicate_weights": ["r1", "r2", "r3"],
        "replicate_method": "jk1",
    }
    sampled = {"data": frame, "weights": "w", "strata": "s", "clusters": "c", "fpc": "fpc"}
    return [
        ("Survey", tl.Survey, sampled),
        ("Survey", tl.Survey, replicated),
        ("Survey.by", survey.by, {"*": ("sex",)}),
        ("Survey.check", survey.check, {}),
        ("Survey.chi_square", survey.chi_square, {"rows": "q", "columns": "sex"}),
        ("Survey.contents", survey.contents, {"variables": "age"}),
        ("Survey.who_answered", survey.who_answered, {"questions": "q", "asked": {"q": "age > 1"}}),
        (
            "Survey.with_missing_codes",
            survey.with_missing_codes,
            {"missing_codes": {"age": [99]}},
        ),
        ("Survey.correlation", survey.correlation, {"first": "age", "second": "income"}),
        ("Survey.count", survey.count, dict(_OPTIONS)),
        ("Survey.covariance", survey.covariance, {"first": "age", "second": "income"}),
        ("Survey.crosstab", survey.crosstab, {"rows": "q", "columns": "sex"}),
        ("Crosstab.ranks", cross.ranks, {}),
        ("Crosstab.comparisons", cross.comparisons, {}),
        ("Survey.describe", survey.describe, {"variables": "age"}),
        ("pool", tl.pool, {"estimates": [means, means]}),
        ("model_table", tl.model_table, {"models": {"a": survey.linear("income ~ age")}}),
        ("write_document", tl.write_document, {"tables": {"a": means}, "path": "t.docx"}),
        ("Survey.plausible_values", survey.plausible_values, {"values": {"x": ["age", "income"]}}),
        ("Survey.from_imputations", tl.Survey.from_imputations, {"frames": [frame, frame]}),
        (
            "Survey.from_waves",
            tl.Survey.from_waves,
            {"waves": {"a": frame, "b": frame}, "overlap": True},
        ),
        ("Survey.gini", survey.gini, {"variables": "income", **_OPTIONS}),
        ("Survey.lorenz", survey.lorenz, {"variables": "income", "shares": [0.2, 0.5]}),
        ("Survey.share_ratio", survey.share_ratio, {"variables": "income", "share": 0.2}),
        ("Survey.theil", survey.theil, {"variables": "income"}),
        ("Survey.atkinson", survey.atkinson, {"variables": "income", "aversion": 2}),
        ("Survey.poverty_line", survey.poverty_line, {"variables": "income", "part": 0.5}),
        ("Survey.poverty_rate", survey.poverty_rate, {"variables": "income", "share": 0.5}),
        ("Survey.poverty_gap", survey.poverty_gap, {"variables": "income", "line": 1000.0}),
        ("Survey.glm", survey.glm, {"formula": "income ~ age"}),
        ("Survey.ordinal", survey.ordinal, {"formula": "q ~ age"}),
        ("Survey.multinomial", survey.multinomial, {"formula": "q ~ age", "base": "yes"}),
        ("Survey.cox", survey.cox, {"formula": "age, sex ~ income"}),
        ("Survey.kaplan_meier", survey.kaplan_meier, {"formula": "age, sex ~ 1", "times": 30}),
        ("Survey.log_rank_test", survey.log_rank_test, {"formula": "age, sex ~ q"}),
        (
            "Survey.survival_regression",
            survey.survival_regression,
            {"formula": "age, sex ~ income"},
        ),
        ("Model.test", model.test, {"terms": "age"}),
        ("Model.bic", model.bic, {"largest": model}),
        ("Model.compare", model.compare, {"smaller": smaller}),
        ("Model.contrast", model.contrast, {"weights": [0.0, 1.0, 0.0]}),
        ("Model.margins", model.margins, {"variables": "age"}),
        ("Model.predict", model.predict, {"new": [{"age": 30, "sex": "f"}]}),
        ("Model.predictions", model.predictions, {"variable": "age", "at": [20, 40]}),
        ("Survey.mean", survey.mean, {"variables": "age", **_OPTIONS}),
        ("Survey.median", survey.median, {"variables": "age", **_OPTIONS}),
        ("Survey.proportion", survey.proportion, {"variables": "q", **_OPTIONS}),
        ("Survey.quantile", survey.quantile, {"variables": "age", "q": 0.25}),
        ("Survey.rank_test", survey.rank_test, {"variable": "age", "by": "sex"}),
        ("Survey.ratio", survey.ratio, {"numerator": "age", "denominator": "income"}),
        ("Survey.standard_deviation", survey.standard_deviation, {"variables": "age"}),
        ("Survey.t_test", survey.t_test, {"variable": "age", "by": "sex"}),
        ("Survey.to_replicates", survey.to_replicates, {"method": "bootstrap", "rng": 1}),
        ("Survey.to_replicates", survey.to_replicates, {"method": "jkn"}),
        ("Survey.total", survey.total, {"variables": "age", **_OPTIONS}),
        ("Survey.variance", survey.variance, {"variables": "age"}),
        ("Survey.where", survey.where, {"condition": "age > 20"}),
        ("Survey.weighting_effects", survey.weighting_effects, {"outcomes": ["age", "q"]}),
        ("Survey.with_base_weights", opted.with_base_weights, {"probabilities": "p"}),
        (
            "Survey.with_base_weights",
            opted.with_base_weights,
            {"counts": {"age": "fpc"}, "household": "adults", "multiplicity": "adults"},
        ),
        (
            "Survey.adjust_attrition",
            survey.adjust_attrition,
            {
                "waves": ["first", "second"],
                "classes": "sex",
                "means": {True: "respondent", False: "nonrespondent"},
            },
        ),
        (
            "Survey.adjust_attrition",
            survey.adjust_attrition,
            {
                "waves": ["first", "second"],
                "model": ["sex", "age"],
                "strata": 2,
                "factor": "mean_p",
            },
        ),
        (
            "Survey.with_pseudo_weights",
            opted.with_pseudo_weights,
            {"reference": survey, "model": ["sex", "age"]},
        ),
        (
            "Survey.doubly_robust",
            opted.doubly_robust,
            {"variables": ["income", "q"], "reference": survey, "model": ["sex", "age"]},
        ),
        ("Survey.read", tl.Survey.read, {"path": "survey.csv"}),
        ("Survey.open", tl.Survey.open, {"path": "survey.csv"}),
        ("Estimates.compare", means.compare, {}),
        ("Estimates.contrast", means.contrast, {"weights": [1, -1, 0]}),
        ("Estimates.function", means.function, {"function": "yes / no"}),
        ("Estimates.net", shares.net, {"nets": {"any": ["yes", "no"]}}),
        (
            "Estimates.standardise",
            means.standardise,
            {"by": "q", "population": {"yes": 1, "no": 1, "don't know": 1}},
        ),
        ("Estimates.subset", shares.subset, {"rows": [0, 1]}),
        ("Estimates.top_two_box", shares.top_two_box, {}),
        ("Estimates.with_interval", shares.with_interval, {"confidence_level": 0.9}),
        ("Estimates.printed", shares.printed, {}),
        ("Estimates.to_markdown", shares.to_markdown, {}),
        ("Estimates.to_html", shares.to_html, {}),
        ("Estimates.to_clipboard_html", shares.to_clipboard_html, {}),
        ("Estimates.to_latex", shares.to_latex, {}),
        ("Estimates.to_excel", shares.to_excel, {"path": "e.xlsx"}),
        ("Covariance.subset", shares.covariance.subset, {"rows": [0, 1]}),
        ("Covariance.equals", shares.covariance.equals, {"other": shares.covariance}),
        (
            "Covariance.reasons_between",
            shares.covariance.reasons_between,
            {"first": [0], "second": [1]},
        ),
        ("Crosstab.test", cross.test, {}),
        ("Crosstab.tests", cross.tests, {}),
        ("Crosstab.printed", cross.printed, {}),
        ("Crosstab.to_markdown", cross.to_markdown, {}),
        ("Crosstab.to_html", cross.to_html, {}),
        ("Crosstab.to_clipboard_html", cross.to_clipboard_html, {}),
        ("Crosstab.to_latex", cross.to_latex, {}),
        ("Crosstab.to_excel", cross.to_excel, {"path": "c.xlsx"}),
        ("Published.save", published.save, {"path": "p.svg"}),
        ("Published.to_svg", published.to_svg, {}),
        ("Published.embed", published.embed, {}),
        ("Published.to_datawrapper", published.to_datawrapper, {}),
        ("DatawrapperChart.save", published.to_datawrapper().save, {"path": "d.csv"}),
        ("Strings.base_text", tl.ENGLISH.base_text, {"n": 10}),
        ("Strings.count_text", tl.ENGLISH.count_text, {"count": 10}),
        ("Strings.interval_text", tl.ENGLISH.interval_text, {"confidence_level": 0.95}),
        ("Strings.level_text", tl.ENGLISH.level_text, {"confidence_level": 0.95}),
        ("Strings.date_text", tl.GERMAN.date_text, {"day": date(2024, 4, 3)}),
        ("Strings.moment_text", tl.GERMAN.moment_text, {"words": "2024-04-03"}),
        ("Strings.probability_text", tl.GERMAN.probability_text, {"value": 0.043}),
        ("Strings.list_text", tl.GERMAN.list_text, {"words": ["a", "b"]}),
        ("Strings.meant", tl.GERMAN.meant, {"context": "a", "english": "b"}),
        ("Strings.plural", tl.GERMAN.plural, {"one": "{n} row", "many": "{n} rows", "number": 2}),
        ("Strings.number", tl.GERMAN.number, {"english": "1.5"}),
        ("Strings.percent_text", tl.ENGLISH.percent_text, {"proportion": 0.5}),
        (
            "Strings.printed_text",
            tl.ENGLISH.printed_text,
            {"percent": 5, "decimals": 0, "qualifier": "exact"},
        ),
        ("Strings.value_text", tl.ENGLISH.value_text, {"value": 0.5}),
    ]
