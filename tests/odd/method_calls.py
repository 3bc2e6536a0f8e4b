"""Valid calls of the methods of results, weighting, imputations and codebooks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

import topline as tl

Row = tuple[str, Callable[..., Any], dict[str, Any]]


def more_methods(frame: pd.DataFrame) -> list[Row]:
    """Return calls on a survey's frame."""
    survey = tl.Survey(
        frame.assign(q2=frame["q"].iloc[::-1].to_numpy()), weights="w", strata="s", clusters="c"
    )
    return [
        *_weighting(survey),
        *_imputed(frame),
        *_waves(frame),
        *_of_results(survey),
        *_codebooks(frame),
        *_words(),
        *_files(survey),
        *_frames(),
    ]


def _weighting(survey: tl.Survey) -> list[Row]:
    sex = {"sex": {"f": 0.5, "m": 0.5}}
    raked = survey.rake(sex)
    targets = tl.targets_from(survey, ["sex", "q"])
    return [
        ("Survey.rake", survey.rake, {"targets": sex, "cap": 5.0}),
        ("Survey.post_stratify", survey.post_stratify, {"targets": sex}),
        ("Survey.calibrate", survey.calibrate, {"totals": {"sex": {"f": 60, "m": 40}}}),
        ("Survey.adjust_nonresponse", survey.adjust_nonresponse,
         {"status": "first", "classes": "sex",
          "means": {True: "respondent", False: "nonrespondent"}}),
        ("Survey.trim", survey.trim, {"upper": 1.9}),
        ("Survey.normalise", survey.normalise, {"to": "n", "by": "sex"}),
        ("Survey.weight", survey.weight, {"targets": sex, "rake": True, "trim": {"upper": 5}}),
        ("Survey.weighted_data", raked.weighted_data, {"name": "v"}),
        ("Survey.balance", survey.balance, {"targets": sex}),
        ("Survey.likely_design", survey.likely_design, {}),
        ("Survey.personal", survey.personal, {"name": "q"}),
        ("Survey.is_categorical", survey.is_categorical, {"name": "q"}),
        ("Survey.distinct", survey.distinct, {"names": "q"}),
        ("Survey.expect", survey.expect, {"questions": ["q"], "by": ["sex"]}),
        ("Survey.with_sample_type", survey.with_sample_type, {"sample_type": "probability"}),
        ("Survey.linear", survey.linear, {"formula": "income ~ age"}),
        ("Survey.logistic", survey.logistic, {"formula": "first ~ age"}),
        ("Survey.poisson", survey.poisson, {"formula": "adults ~ age"}),
        ("Survey.loglinear", survey.loglinear, {"formula": "~ q + sex"}),
        ("Survey.kappa", survey.kappa, {"first": "q", "second": "q2"}),
        ("Survey.odds_ratio", survey.odds_ratio, {"exposure": "sex", "outcome": "first"}),
        ("Survey.flows", survey.flows, {"before": "q", "after": "sex"}),
        ("Survey.net_change", survey.net_change, {"before": "q", "after": "q2"}),
        ("Survey.goodness_of_fit", survey.goodness_of_fit,
         {"variable": "sex", "shares": sex["sex"]}),
        ("Survey.cronbach_alpha", survey.cronbach_alpha, {"items": ["income", "age"]}),
        ("Survey.rate", survey.rate, {"events": "adults", "exposure": "age", "per": 10}),
        ("Targets", tl.Targets, {"table": targets.table}),
        ("Targets.of", tl.Targets.of, {"table": targets.table}),
        ("Targets.only", targets.only, {"variables": ["sex"]}),
        ("Targets.mapping", targets.mapping, {}),
        ("Targets.tables", targets.tables, {}),
    ]  # fmt: skip


def _imputed(frame: pd.DataFrame) -> list[Row]:
    frame = frame.assign(q2=frame["q"].iloc[::-1].to_numpy())
    frames = [frame, frame.assign(income=frame["income"] * 1.1)]
    survey = tl.Survey.from_imputations(frames, weights="w")
    one: dict[str, Any] = {"variables": "income", "by": "sex"}
    model, likely = survey.linear("income ~ age + sex"), survey.ordinal("q ~ age")
    table = survey.loglinear("~ q * sex")
    return [
        ("ImputedSurvey.mean", survey.mean, one),
        ("ImputedSurvey.median", survey.median, one),
        ("ImputedSurvey.total", survey.total, one),
        ("ImputedSurvey.variance", survey.variance, one),
        ("ImputedSurvey.standard_deviation", survey.standard_deviation, one),
        ("ImputedSurvey.proportion", survey.proportion, {"variables": "q", "by": "sex"}),
        ("ImputedSurvey.quantile", survey.quantile, {"variables": "income", "q": 0.25}),
        ("ImputedSurvey.ratio", survey.ratio, {"numerator": "income", "denominator": "age"}),
        ("ImputedSurvey.correlation", survey.correlation, {"first": "income", "second": "age"}),
        ("ImputedSurvey.gini", survey.gini, one),
        ("ImputedSurvey.theil", survey.theil, one),
        ("ImputedSurvey.atkinson", survey.atkinson, {"variables": "income", "aversion": 2}),
        ("ImputedSurvey.share_ratio", survey.share_ratio, {"variables": "income", "share": 0.2}),
        ("ImputedSurvey.lorenz", survey.lorenz, {"variables": "income", "shares": [0.2, 0.5]}),
        ("ImputedSurvey.poverty_line", survey.poverty_line, {"variables": "income"}),
        ("ImputedSurvey.poverty_rate", survey.poverty_rate, {"variables": "income"}),
        ("ImputedSurvey.poverty_gap", survey.poverty_gap, {"variables": "income"}),
        ("ImputedSurvey.glm", survey.glm, {"formula": "income ~ age"}),
        ("ImputedSurvey.linear", survey.linear, {"formula": "income ~ age"}),
        ("ImputedSurvey.logistic", survey.logistic, {"formula": "first ~ age"}),
        ("ImputedSurvey.poisson", survey.poisson, {"formula": "adults ~ age"}),
        ("ImputedSurvey.ordinal", survey.ordinal, {"formula": "q ~ age"}),
        ("ImputedSurvey.multinomial", survey.multinomial, {"formula": "q ~ age"}),
        ("ImputedSurvey.cox", survey.cox, {"formula": "income, first ~ sex"}),
        ("ImputedSurvey.survival_regression", survey.survival_regression,
         {"formula": "income, first ~ sex"}),
        ("ImputedSurvey.rate", survey.rate, {"events": "adults", "exposure": "age"}),
        ("ImputedSurvey.kappa", survey.kappa, {"first": "q", "second": "q2"}),
        ("ImputedSurvey.cronbach_alpha", survey.cronbach_alpha, {"items": ["income", "age"]}),
        ("ImputedSurvey.odds_ratio", survey.odds_ratio, {"exposure": "sex", "outcome": "first"}),
        ("ImputedSurvey.t_test", survey.t_test, {"variable": "income", "by": "sex"}),
        ("ImputedSurvey.count", survey.count, {"by": "sex"}),
        ("ImputedSurvey.covariance", survey.covariance, {"first": "income", "second": "age"}),
        ("ImputedSurvey.flows", survey.flows, {"before": "q", "after": "q2"}),
        ("ImputedSurvey.net_change", survey.net_change, {"before": "q", "after": "q2"}),
        ("ImputedSurvey.loglinear", survey.loglinear, {"formula": "~ q + sex"}),
        ("ImputedSurvey.crosstab", survey.crosstab, {"rows": "q", "columns": "sex"}),
        ("ImputedSurvey.chi_square", survey.chi_square, {"rows": "q", "columns": "sex"}),
        ("ImputedSurvey.goodness_of_fit", survey.goodness_of_fit,
         {"variable": "sex", "shares": {"f": 1, "m": 1}}),
        ("ImputedSurvey.rank_test", survey.rank_test, {"variable": "income", "by": "sex"}),
        ("ImputedSurvey.log_rank_test", survey.log_rank_test, {"formula": "income, first ~ sex"}),
        ("ImputedSurvey.kaplan_meier", survey.kaplan_meier,
         {"formula": "income, first ~ sex", "times": [10, 20]}),
        ("ImputedSurvey.term_test", survey.term_test,
         {"fit": lambda one: one.linear("income ~ sex"), "terms": "sex"}),
        ("PooledModel.test", model.test, {"terms": "sex"}),
        ("PooledModel.compare", model.compare, {"smaller": survey.linear("income ~ age")}),
        ("PooledModel.predict", model.predict, {"new": [{"age": 40, "sex": "f"}]}),
        ("PooledModel.predictions", model.predictions, {"variable": "sex"}),
        ("PooledModel.margins", model.margins, {"variables": "age"}),
        ("PooledModel.contrasts", model.contrasts, {"variable": "sex"}),
        ("PooledModel.contrast", model.contrast, {"weights": [0.0, 1.0, 0.0]}),
        ("PooledModel.support", model.support, {"variable": "age"}),
        ("PooledLikelihoodModel.predict", likely.predict, {"new": [{"age": 40}]}),
        ("PooledLikelihoodModel.predictions", likely.predictions, {"variable": "age", "at": [20]}),
        ("PooledLikelihoodModel.margins", likely.margins, {"variables": "age"}),
        ("PooledLikelihoodModel.test", likely.test, {"terms": "age"}),
        ("PooledLoglinearModel.test", table.test, {"terms": "q:sex"}),
        ("PooledLoglinearModel.compare", table.compare,
         {"smaller": survey.loglinear("~ q + sex")}),
        ("ImputedSurvey.each", survey.each, {"change": lambda one: one}),
        ("ImputedSurvey.by", survey.by, {}),
        ("ImputedSurvey.pooled", survey.pooled, {"estimate": lambda one: one.mean("income")}),
        ("ImputedSurvey.where", survey.where, {"condition": "age > 20"}),
    ]  # fmt: skip


def _waves(frame: pd.DataFrame) -> list[Row]:
    frames = {"2022": frame, "2024": frame.assign(income=frame["income"] * 1.1)}
    survey = tl.Survey.from_waves(frames, overlap=True, weights="w")
    one: dict[str, Any] = {"variables": "income", "by": "sex"}
    return [
        ("Waves.mean", survey.mean, one),
        ("Waves.median", survey.median, one),
        ("Waves.total", survey.total, one),
        ("Waves.proportion", survey.proportion, {"variables": "q", "by": "sex"}),
        ("Waves.quantile", survey.quantile, {"variables": "income", "q": 0.25}),
        ("Waves.ratio", survey.ratio, {"numerator": "income", "denominator": "age"}),
        ("Waves.levels", survey.levels, {"estimator": "mean", "variables": "income"}),
        ("Waves.where", survey.where, {"condition": "age > 20"}),
    ]


def _of_results(survey: tl.Survey) -> list[Row]:
    shares, cross = survey.proportion("q"), survey.crosstab("q", "sex")
    published = tl.publish(tl.plot_estimates(shares, label="category"), title="T")
    model = survey.linear("income ~ age + C(sex)")
    likely, curves = survey.multinomial("q ~ age"), survey.kaplan_meier("income, first ~ sex")
    table = survey.loglinear("~ q * sex")
    lead = tl.percent_lead("48%", "44%", 800)
    side = tl.model_table({"a": model, "b": likely})
    return [
        ("ModelTable.printed", side.printed, {}),
        ("ModelTable.to_html", side.to_html, {}),
        ("ModelTable.to_latex", side.to_latex, {}),
        ("ModelTable.to_markdown", side.to_markdown, {}),
        ("ModelTable.to_great_table", side.to_great_table, {}),
        ("ModelTable.to_clipboard_html", side.to_clipboard_html, {}),
        ("ModelTable.to_excel", side.to_excel, {"path": "t.xlsx"}),
        ("Estimates.plot", shares.plot, {"kind": "bars"}),
        ("Estimates.to_csv", shares.to_csv, {}),
        ("Estimates.to_frame", shares.to_frame, {}),
        ("Estimates.to_text", shares.to_text, {"lang": "de"}),
        ("Model.to_frame", model.to_frame, {}),
        ("Estimates.to_great_table", shares.to_great_table, {"title": "T"}),
        ("Estimates.without_suppressed", shares.without_suppressed, {}),
        ("Crosstab.to_great_table", cross.to_great_table, {"title": "T"}),
        ("Crosstab.wide", cross.wide, {}),
        ("Crosstab.to_frame", cross.to_frame, {"suppressed": "hide"}),
        ("Covariance.block", shares.covariance.block, {"rows": [0, 1]}),
        ("LikelihoodModel.test", likely.test, {"terms": "age"}),
        ("LikelihoodModel.compare", likely.compare, {"smaller": survey.multinomial("q ~ 1")}),
        ("LikelihoodModel.predict", likely.predict, {"new": [{"age": 40}]}),
        ("LikelihoodModel.predictions", likely.predictions, {"variable": "age", "at": [20, 40]}),
        ("LikelihoodModel.margins", likely.margins, {"variables": "age"}),
        ("LoglinearModel.test", table.test, {"terms": "q:sex"}),
        ("LoglinearModel.compare", table.compare, {"smaller": survey.loglinear("~ q + sex")}),
        ("SurvivalCurves.quantile", curves.quantile, {"share": 0.5}),
        ("Model.contrasts", model.contrasts, {"variable": "sex"}),
        ("Model.support", model.support, {"variable": "age"}),
        ("SurvivalCurves.at_risk", curves.at_risk, {"times": [1, 2]}),
        ("PercentLead.change_since", lead.change_since, {"before": lead}),
        ("PrintedTable.head_words", shares.printed().head_words, {}),
        ("Published.to_csv", published.to_csv, {}),
    ]


def _codebooks(frame: pd.DataFrame) -> list[Row]:
    Path("book.csv").write_text("q,age\nyes,3\nno,don't know\n" + "yes,4\n" * 8)
    read = tl.read_survey("book.csv")
    book, record = read.codebook, tl.Disclosure({"sponsor": "A"})
    extra = pd.DataFrame({"v": [1.0] * len(read.data)})
    return [
        ("Codebook.missing_reasons", book.missing_reasons, {"name": "age"}),
        ("Codebook.reasons", book.reasons, {"name": "age"}),
        ("Codebook.notes_about", book.notes_about, {"names": ["age"]}),
        ("Codebook.value_labels", book.value_labels, {"name": "q"}),
        ("Codebook.with_labels", book.with_labels, {"labels": {"q": "Question"}}),
        ("Codebook.with_notes", book.with_notes, {"notes": ["a note"]}),
        ("SurveyData.with_columns", read.with_columns, {"columns": extra, "labels": {"v": "V"}}),
        ("Disclosure", tl.Disclosure, {"values": {"sponsor": "A"}}),
        ("Disclosure.filled", record.filled, {"known": {"sponsor": "B"}}),
        ("Disclosure.get", record.get, {"key": "sponsor"}),
        ("Disclosure.states", record.states, {"key": "sponsor"}),
        ("write_survey", tl.write_survey, {"data": read, "path": "w.csv"}),
        ("write_survey", tl.write_survey, {"data": frame, "path": "w.sav"}),
        ("write_survey", tl.write_survey, {"data": frame, "path": "w.dta"}),
        ("write_survey", tl.write_survey, {"data": frame, "path": "w.parquet"}),
    ]


def _words() -> list[Row]:
    style = tl.Style()
    return [
        ("Strings.again", tl.GERMAN.again, {"message": "respondents"}),
        ("Strings.pattern", tl.GERMAN.pattern, {"english": "%Y"}),
        ("Strings.series_text", tl.GERMAN.series_text, {"words": ["a", "b"]}),
        ("Strings.estimate_text", tl.GERMAN.estimate_text, {"value": 0.4, "quantity": "share"}),
        ("Strings.limits_text", tl.GERMAN.limits_text, {"low": 0, "high": 1, "quantity": "share"}),
        ("Style.between", style.between, {"one": "#000000", "other": "#ffffff", "part": 0.5}),
        ("Style.mark", style.mark, {"position": 1}),
        ("Style.ramp", style.ramp, {"answers": 5}),
        ("Style.scaled", style.scaled, {"points": 9.0}),
        ("Style.softer", style.softer, {"color": "#204060"}),
        ("Style.words_on", style.words_on, {"color": "#204060"}),
    ]


def _files(survey: tl.Survey) -> list[Row]:
    Path("survey.csv").write_text("q,age\nyes,3\nno,4\n")
    Path("tables.csv").write_text("Q1,,\n,All,F\nUnweighted n,9,5\nYes,40%,50%\n")
    tables = tl.read_published("tables.csv")
    Path("plan.toml").write_text("data = 'survey.csv'\nquestions = ['q']\n")
    plan = tl.read_report_plan("plan.toml")
    return [
        ("PublishedTables.select", tables.select, {"question": "Q1", "groups": ["F"]}),
        ("ReportPlan.survey", plan.survey, {}),
        ("write_figures_template", tl.write_figures_template, {"path": "f.csv"}),
        (
            "write_plan_template",
            tl.write_plan_template,
            {"survey": survey, "data": "survey.csv", "out": "new.toml", "page": {"df": "design"}},
        ),
    ]


def _frames() -> list[Row]:
    """Return the frames of results that make theirs in a way of their own."""
    polls = pd.DataFrame({"publisher": ["A", "B", "A"], "percent": [41.0, 44, 42], "n": 1000,
                          "fielded_end": ["2024-05-02", "2024-05-03", "2024-05-12"]})  # fmt: skip
    told = pd.DataFrame({"answer": ["Yes"], "percent": ["60%"], "n": 500})
    pooled = tl.pool_proportions(
        [30, 40, 35, 9], [60, 90, 70, 70], method="logit", mods={"year": [1, 2, 3, 5]}
    )
    assert pooled.regression is not None
    claimed = tl.check_figures_claim("most say yes", told)
    return [
        ("FiguresClaim.to_frame", claimed.to_frame, {}),
        ("MetaRegression.to_frame", pooled.regression.to_frame, {}),
        ("PollAverage.to_frame", tl.average_polls(polls).to_frame, {}),
        ("PublishedTables.to_frame", tl.read_published("tables.csv").to_frame, {}),
        ("Recommendation.to_frame", tl.recommend_interval(50).to_frame, {}),
    ]
