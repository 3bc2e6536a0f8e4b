from .book.document import write_document
from .book.write import WrittenBook, write_book
from .decimals import row_decimals
from .disclosure.check import DisclosureCheck, check_disclosure
from .disclosure.record import Disclosure, read_disclosure
from .errors import ArgumentError, DataError, ToplineError, ToplineWarning
from .estimates.covariance import Covariance
from .estimates.estimates import Estimates
from .estimates.intervals import interval_label
from .estimates.reason_codes import has_reason, reason_sentences, severity
from .estimates.reasons import REASONS, Reason, Severity
from .families.methods import methods
from .figures.averages.average import average_polls
from .figures.averages.result import PollAverage
from .figures.checks.check import FigureChecks, check_published
from .figures.checks.means import check_means
from .figures.claims.check import ClaimCheck, check_claim
from .figures.claims.in_figures import FiguresClaim, check_figures_claim
from .figures.difference import PercentDifference, percent_difference
from .figures.estimate import estimate_figures
from .figures.lead import PercentLead, percent_lead
from .figures.share import published_shares
from .figures.single import PercentInterval, as_share, percent_interval
from .figures.table import as_figures
from .headlines.finding import Claim
from .headlines.headline import Headline, propose_headline
from .language.catalogues import languages
from .language.printing import in_language, printing_language, set_language
from .language.strings import ENGLISH, FRENCH, GERMAN, Strings
from .loaders.bundled import load_icims, load_recruiters, load_students, load_thank_you_notes
from .loaders.codebook.codebook import Codebook, SurveyData
from .loaders.codebook.variables import MultipleResponseSet
from .loaders.example import load_example_survey, load_example_targets
from .loaders.figures import read_figures
from .loaders.microdata import read_survey
from .loaders.published.found.hints import TableHint
from .loaders.published.published import PublishedTables
from .loaders.published.read import read_published
from .loaders.recognise import FileKind, recognise_file
from .loaders.targets import Targets, read_targets
from .loaders.template import figure_columns, write_figures_template
from .loaders.write import write_survey
from .office.marks import BookChanges
from .plotting.crosstab.chart import plot_crosstab
from .plotting.crosstab.heat import plot_heat_table
from .plotting.difference.chart import plot_difference
from .plotting.likert.chart import plot_likert
from .plotting.look.theme import DARK, LIGHT, SIZES, Size, Style
from .plotting.maps.shapes import plot_map
from .plotting.maps.tiles import plot_tile_map
from .plotting.method.balance import plot_balance
from .plotting.method.coverage import plot_coverage
from .plotting.method.funnel import plot_funnel
from .plotting.method.lorenz import plot_lorenz
from .plotting.method.tipping import plot_tipping_point
from .plotting.method.weights import plot_weights
from .plotting.models.coefficients import plot_coefficients
from .plotting.models.margins import plot_margins
from .plotting.models.survival import plot_survival
from .plotting.publishing.datawrapper import DatawrapperChart
from .plotting.publishing.parts import publish_parts
from .plotting.publishing.publish import Published, publish
from .plotting.rows.bars import plot_bars
from .plotting.rows.dots import plot_estimates
from .plotting.rows.forest import plot_forest
from .plotting.rows.pictogram import plot_pictogram
from .plotting.rows.uncertainty import plot_uncertainty
from .plotting.trend.chart import plot_trend
from .plotting.trend.panels import plot_trend_panels
from .report.microdata import write_survey_report
from .report.plan import ReportPlan, read_report_plan
from .report.starting.columns import Reportable, reportable_columns
from .report.starting.template import write_plan_template
from .report.write import write_report
from .statistics.comparisons.adjust import adjust_p_values
from .statistics.comparisons.exact_tables import exact_table_test
from .statistics.comparisons.letters import column_letters
from .statistics.comparisons.margins import equivalence_test, noninferiority_test
from .statistics.comparisons.one_share import proportion_test
from .statistics.comparisons.paired import paired_test
from .statistics.comparisons.pairwise import PairwiseComparisons, pairwise_comparisons
from .statistics.comparisons.significance import Significance
from .statistics.comparisons.tables import chi_square_test, equal_shares_test, trend_test
from .statistics.comparisons.two_shares import difference_test
from .statistics.core.effective import kish_design_effect, unbiased_variance_deff
from .statistics.core.interval import Interval
from .statistics.intervals.mean import bounded_mean_interval
from .statistics.intervals.multinomial.multinomial import multinomial_interval
from .statistics.intervals.one_share.proportion import proportion_interval
from .statistics.intervals.paired.difference import paired_difference_interval
from .statistics.intervals.paired.lead import lead_interval
from .statistics.intervals.paired.odds_ratio import paired_odds_ratio_interval
from .statistics.intervals.paired.ratio import paired_ratio_interval
from .statistics.intervals.two_shares.difference import difference_interval
from .statistics.intervals.two_shares.odds_ratio import odds_ratio_interval
from .statistics.intervals.two_shares.ratio import ratio_interval
from .statistics.intervals.two_shares.subgroup import subgroup_difference_interval
from .statistics.planning.allocation import allocate
from .statistics.planning.difference import power_difference, sample_size_difference
from .statistics.planning.margin import sample_size_margin
from .statistics.planning.proportion import power_proportion, sample_size_proportion
from .statistics.planning.related import sample_size_equivalence, sample_size_paired
from .statistics.planning.size import SampleSize
from .statistics.pooling.funnel import FunnelData, funnel_data
from .statistics.pooling.historical import HistoricalError, historical_error
from .statistics.pooling.leave_one_out import LeaveOneOut, leave_one_out
from .statistics.pooling.pool import pool_proportions
from .statistics.pooling.result import MetaRegression, PooledProportion
from .statistics.pooling.small_studies import (
    CumulativePool,
    SmallStudyTest,
    cumulative_pool,
    small_study_test,
)
from .statistics.precision.coverage import coverage_probability, expected_width
from .statistics.precision.derived_margins import (
    combine_margins,
    convert_margin,
    product_margin,
    ratio_margin,
    share_margin,
)
from .statistics.precision.margin_checks import MarginCheck, margin_check
from .statistics.precision.margins import effective_nobs, margin_of_error
from .statistics.precision.recommendation import Rating, Recommendation, recommend_interval
from .statistics.precision.sensitivity import tipping_point, total_error_interval, worst_case_bounds
from .statistics.precision.stated_margins import (
    ImpliedDesignEffect,
    ImpliedSampleSize,
    implied_design_effect,
    implied_sample_size,
)
from .statistics.printed.counts import counts_from_percents
from .statistics.printed.granularity import GranularityCheck, debit, grim, grimmer
from .statistics.printed.p_values import PValueCheck, check_p_value
from .statistics.printed.rounding import possible_counts
from .statistics.weighting.base import (
    base_weights,
    normalise_weights,
    selection_probabilities,
)
from .statistics.weighting.calibration.calibrate import CalibratedWeights, calibrate_weights
from .statistics.weighting.design_effects import (
    henry_valliant_design_effect,
    spencer_design_effect,
)
from .statistics.weighting.raking.outcome import MetMargin
from .statistics.weighting.raking.post_stratify import post_stratify_weights
from .statistics.weighting.raking.rake import RakedWeights, rake_weights
from .statistics.weighting.trim import TrimmedWeights, least_error_edge, trim_weights
from .survey.cells.loglinear import LoglinearModel
from .survey.checks.contents import AnswerCount, ColumnContent
from .survey.crosstab.crosstab import Crosstab
from .survey.design.design import Linearised, Replicated
from .survey.design.weighted import WeightingRecord, WeightingStep
from .survey.engine.replicate_weights import (
    CalibratedReplicates,
    FactoredReplicates,
    FurtherReplicates,
    ReplicateColumns,
    SampledReplicates,
)
from .survey.imputed.imputed import ImputedSurvey
from .survey.imputed.loglinear import PooledLoglinearModel
from .survey.imputed.models import PooledFit, PooledLikelihoodModel, PooledModel
from .survey.imputed.pool import pool
from .survey.models.information import ModelFit
from .survey.models.model import Model
from .survey.outcomes.likely import LikelihoodModel
from .survey.outcomes.side_by_side import ModelTable, model_table
from .survey.survey import Survey
from .survey.survival.curves import SurvivalCurves
from .survey.waves.waves import Waves
from .survey.weighting.targets import targets_from
from .tables.model import PrintedTable
from .tables.workbook import write_workbook
from .wording import (
    count_text,
    decimal_text,
    estimate_text,
    interval_text,
    level_text,
    limits_text,
    percent_text,
    value_text,
)

__all__ = [
    "DARK",
    "ENGLISH",
    "FRENCH",
    "GERMAN",
    "LIGHT",
    "REASONS",
    "SIZES",
    "AnswerCount",
    "ArgumentError",
    "BookChanges",
    "CalibratedReplicates",
    "CalibratedWeights",
    "Claim",
    "ClaimCheck",
    "Codebook",
    "ColumnContent",
    "Covariance",
    "Crosstab",
    "CumulativePool",
    "DataError",
    "DatawrapperChart",
    "Disclosure",
    "DisclosureCheck",
    "Estimates",
    "FactoredReplicates",
    "FigureChecks",
    "FiguresClaim",
    "FileKind",
    "FunnelData",
    "FurtherReplicates",
    "GranularityCheck",
    "Headline",
    "HistoricalError",
    "ImpliedDesignEffect",
    "ImpliedSampleSize",
    "ImputedSurvey",
    "Interval",
    "LeaveOneOut",
    "LikelihoodModel",
    "Linearised",
    "LoglinearModel",
    "MarginCheck",
    "MetMargin",
    "MetaRegression",
    "Model",
    "ModelFit",
    "ModelTable",
    "MultipleResponseSet",
    "PValueCheck",
    "PairwiseComparisons",
    "PercentDifference",
    "PercentInterval",
    "PercentLead",
    "PollAverage",
    "PooledFit",
    "PooledLikelihoodModel",
    "PooledLoglinearModel",
    "PooledModel",
    "PooledProportion",
    "PrintedTable",
    "Published",
    "PublishedTables",
    "RakedWeights",
    "Rating",
    "Reason",
    "Recommendation",
    "ReplicateColumns",
    "Replicated",
    "ReportPlan",
    "Reportable",
    "SampleSize",
    "SampledReplicates",
    "Severity",
    "Significance",
    "Size",
    "SmallStudyTest",
    "Strings",
    "Style",
    "Survey",
    "SurveyData",
    "SurvivalCurves",
    "TableHint",
    "Targets",
    "ToplineError",
    "ToplineWarning",
    "TrimmedWeights",
    "Waves",
    "WeightingRecord",
    "WeightingStep",
    "WrittenBook",
    "adjust_p_values",
    "allocate",
    "as_figures",
    "as_share",
    "average_polls",
    "base_weights",
    "bounded_mean_interval",
    "calibrate_weights",
    "check_claim",
    "check_disclosure",
    "check_figures_claim",
    "check_means",
    "check_p_value",
    "check_published",
    "chi_square_test",
    "column_letters",
    "combine_margins",
    "convert_margin",
    "count_text",
    "counts_from_percents",
    "coverage_probability",
    "cumulative_pool",
    "debit",
    "decimal_text",
    "difference_interval",
    "difference_test",
    "effective_nobs",
    "equal_shares_test",
    "equivalence_test",
    "estimate_figures",
    "estimate_text",
    "exact_table_test",
    "expected_width",
    "figure_columns",
    "funnel_data",
    "grim",
    "grimmer",
    "has_reason",
    "henry_valliant_design_effect",
    "historical_error",
    "implied_design_effect",
    "implied_sample_size",
    "in_language",
    "interval_label",
    "interval_text",
    "kish_design_effect",
    "languages",
    "lead_interval",
    "least_error_edge",
    "leave_one_out",
    "level_text",
    "limits_text",
    "load_example_survey",
    "load_example_targets",
    "load_icims",
    "load_recruiters",
    "load_students",
    "load_thank_you_notes",
    "margin_check",
    "margin_of_error",
    "methods",
    "model_table",
    "multinomial_interval",
    "noninferiority_test",
    "normalise_weights",
    "odds_ratio_interval",
    "paired_difference_interval",
    "paired_odds_ratio_interval",
    "paired_ratio_interval",
    "paired_test",
    "pairwise_comparisons",
    "percent_difference",
    "percent_interval",
    "percent_lead",
    "percent_text",
    "plot_balance",
    "plot_bars",
    "plot_coefficients",
    "plot_coverage",
    "plot_crosstab",
    "plot_difference",
    "plot_estimates",
    "plot_forest",
    "plot_funnel",
    "plot_heat_table",
    "plot_likert",
    "plot_lorenz",
    "plot_map",
    "plot_margins",
    "plot_pictogram",
    "plot_survival",
    "plot_tile_map",
    "plot_tipping_point",
    "plot_trend",
    "plot_trend_panels",
    "plot_uncertainty",
    "plot_weights",
    "pool",
    "pool_proportions",
    "possible_counts",
    "post_stratify_weights",
    "power_difference",
    "power_proportion",
    "printing_language",
    "product_margin",
    "proportion_interval",
    "proportion_test",
    "propose_headline",
    "publish",
    "publish_parts",
    "published_shares",
    "rake_weights",
    "ratio_interval",
    "ratio_margin",
    "read_disclosure",
    "read_figures",
    "read_published",
    "read_report_plan",
    "read_survey",
    "read_targets",
    "reason_sentences",
    "recognise_file",
    "recommend_interval",
    "reportable_columns",
    "row_decimals",
    "sample_size_difference",
    "sample_size_equivalence",
    "sample_size_margin",
    "sample_size_paired",
    "sample_size_proportion",
    "selection_probabilities",
    "set_language",
    "severity",
    "share_margin",
    "small_study_test",
    "spencer_design_effect",
    "subgroup_difference_interval",
    "targets_from",
    "tipping_point",
    "total_error_interval",
    "trend_test",
    "trim_weights",
    "unbiased_variance_deff",
    "value_text",
    "worst_case_bounds",
    "write_book",
    "write_document",
    "write_figures_template",
    "write_plan_template",
    "write_report",
    "write_survey",
    "write_survey_report",
    "write_workbook",
]
