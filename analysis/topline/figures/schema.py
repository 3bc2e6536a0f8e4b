"""The columns of a figures table: one row each, read by loaders, checks and data packages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..answers.folding import compact, fold
from ..mappings import FrozenMapping
from ..sample_types import NOT_STATED, SAMPLE_TYPES, known_sample_type

UNITS = ("share_of_respondents", "mean_of_respondent_estimates", "derived", "other")
N_QUALIFIERS = ("exact", "at_least", "subgroup", "not_stated")
PERCENT_QUALIFIERS = (
    "exact",
    "about",
    "less_than",
    "more_than",
    "at_least",
    "at_most",
    "none",
    "suppressed",
    "not_applicable",
    "not_available",
)
NO_NUMBER = ("none", "suppressed", "not_applicable", "not_available")
"""Qualifiers of a cell that a table has and that holds no number: a dash, a sign, nothing."""
INTERVAL_KINDS = ("confidence", "credible")
DATE_KINDS = ("fieldwork", "published", "unknown")
DATE_PRECISIONS = ("day", "month", "year")


@dataclass(frozen=True)
class FigureColumn:
    """One column of a figures table.

    Attributes
    ----------
    dtype : str
        "string", "Int64" or "Float64", or "category" with its `categories`.
    meaning : str
        What a value says.
    required : bool
        Whether a user's own table must have it, or what it is made from.
    default : str or None
        What a table without the column, or with an empty cell, is taken to say.
    means : callable or None
        From other words for the categories to the category, None for none.
    """

    dtype: str
    meaning: str
    required: bool = False
    default: str | None = None
    categories: tuple[str, ...] = ()
    means: Callable[[str], str | None] | None = None
    ordered: bool = False


_UNIT_WORDS: Mapping[str, str] = FrozenMapping(
    {
        "share": "share_of_respondents",
        "shares": "share_of_respondents",
        "shareofrespondents": "share_of_respondents",
        "mean": "mean_of_respondent_estimates",
        "meanofestimates": "mean_of_respondent_estimates",
        "meanofrespondentestimates": "mean_of_respondent_estimates",
        "meanofrespondentsestimates": "mean_of_respondent_estimates",
    }
)
"""Words for a unit, as the command line has them and as people write them."""


def known_unit(words: str) -> str | None:
    """Return the unit that some words mean; None for others."""
    return _UNIT_WORDS.get(compact(fold(words)))


FIGURE_COLUMNS: Mapping[str, FigureColumn] = FrozenMapping(
    {
        "survey_id": FigureColumn("string", "the sample the figure comes from"),
        "poll_id": FigureColumn(
            "string", "one poll in a list of many; figures of one share respondents"
        ),
        "publisher": FigureColumn("string", "who published the survey"),
        "survey": FigureColumn("string", "title of the survey"),
        "fielded": FigureColumn("string", "when the questions were asked, as printed"),
        "fielded_start": FigureColumn("string", "first day of the fieldwork, as 2021-03-04"),
        "fielded_end": FigureColumn("string", "last day of the fieldwork, as 2021-03-07"),
        "date_kind": FigureColumn(
            "category",
            "what the dates are of: fieldwork, published, unknown",
            categories=DATE_KINDS,
        ),
        "date_precision": FigureColumn(
            "category", "how exact the dates are: day, month, year", categories=DATE_PRECISIONS
        ),
        "wave": FigureColumn("string", "wave of a survey that is repeated, as printed"),
        "published_year": FigureColumn("string", "year of publication, as printed"),
        "country": FigureColumn("string", "country of the respondents"),
        "mode": FigureColumn("string", "how the questions were asked"),
        "vendor": FigureColumn("string", "who conducted the survey for the publisher"),
        "respondents": FigureColumn("string", "who answered"),
        "population": FigureColumn("string", "population they stand for: adults, likely voters"),
        "n": FigureColumn("Int64", "unweighted respondents asked (base); empty: not stated", True),
        "n_qualifier": FigureColumn(
            "category",
            "what n is: exact, a floor (at_least), the base of a subgroup, or not_stated",
            categories=N_QUALIFIERS,
        ),
        "n_printed": FigureColumn("string", "the base, as printed"),
        "base_unweighted": FigureColumn("Int64", "unweighted base, as a table has it; it is n"),
        "base_weighted": FigureColumn("Float64", "weighted base; no interval is made from it"),
        "base_text": FigureColumn("string", "who the base is, as printed: those who own a car"),
        "n_effective": FigureColumn("Float64", "effective base, as printed"),
        "deff": FigureColumn("Float64", "design effect, as printed"),
        "figure_id": FigureColumn("string", "name of the figure, unique in its table"),
        "subject": FigureColumn("string", "what or whom the figure is about"),
        "claim": FigureColumn("string", "what the figure says"),
        "question": FigureColumn("string", "question that was asked, in its wording"),
        "question_id": FigureColumn("string", "name of the question, as printed: Q3"),
        "answer": FigureColumn("string", "answer to the question"),
        "answer_order": FigureColumn("Int64", "place of the answer in its table, from 1"),
        "net_of": FigureColumn("string", "the answers a net adds up, a bar (|) between two"),
        "group": FigureColumn(
            "string", "group of respondents, as a path: Region > North; empty: all of them"
        ),
        "group_dimension": FigureColumn("string", "what the group is one of: Age, Region"),
        "denominator": FigureColumn(
            "string", "what the 100 percent leave out: undecided, non-voters"
        ),
        "percent": FigureColumn(
            "Float64", "the figure in percent, as printed; empty: no percent", True
        ),
        "count": FigureColumn(
            "Int64", "unweighted respondents who said so; with n it gives the percent"
        ),
        "weighted_count": FigureColumn("Float64", "weighted respondents who said so, as printed"),
        "amount": FigureColumn(
            "Float64", "the figure where it is no percent: a mean, people, money"
        ),
        "amount_unit": FigureColumn("string", "what the amount counts: persons, dollars, points"),
        "percent_qualifier": FigureColumn(
            "category",
            "how it was printed: exact, in approximate words (about), as a bound, or no number: "
            "none (a dash), suppressed, not applicable, not available",
            default="exact",
            categories=PERCENT_QUALIFIERS,
        ),
        "decimals": FigureColumn("Int64", "digits printed after the point, hence the rounding"),
        "printed": FigureColumn("string", "the figure, as printed"),
        "flag_printed": FigureColumn("string", "sign or letter beside it, as printed"),
        "unit": FigureColumn(
            "category",
            "a share of the respondents, a mean of estimates they gave, a figure derived from "
            "another, or something else",
            default="share_of_respondents",
            categories=UNITS,
            means=known_unit,
        ),
        "derived_from": FigureColumn("string", "figure_id a derived figure was computed from"),
        "duplicate_of": FigureColumn("string", "figure_id this figure repeats"),
        "origin": FigureColumn(
            "category",
            "whether the project's seed article states the figure, or other coverage does",
            categories=("seed_article", "other_coverage"),
        ),
        "stated_moe": FigureColumn("Float64", "stated margin of error of this sample, in points"),
        "stated_moe_printed": FigureColumn("string", "the stated margin of error, as printed"),
        "std_error": FigureColumn(
            "Float64", "standard error of the figure, in points or as amount"
        ),
        "moe": FigureColumn("Float64", "margin of error of the figure, in points or as amount"),
        "moe_level": FigureColumn("Float64", "confidence level of moe, 0 to 1"),
        "ci_low": FigureColumn("Float64", "lower limit as printed, in percent or as amount"),
        "ci_high": FigureColumn("Float64", "upper limit as printed, in percent or as amount"),
        "ci_level": FigureColumn("Float64", "level of the limits, 0 to 1"),
        "interval_kind": FigureColumn(
            "category",
            "what the limits are: confidence, or credible (of a model)",
            categories=INTERVAL_KINDS,
        ),
        "sample_type": FigureColumn(
            "category",
            "how respondents were drawn",
            default=NOT_STATED,
            categories=tuple(SAMPLE_TYPES),
            means=known_sample_type,
        ),
        "source_title": FigureColumn("string", "title of the source"),
        "source_url": FigureColumn("string", "address of the source"),
        "table": FigureColumn("string", "table of the source: its number, name or sheet"),
        "where": FigureColumn(
            "string", "place in the source: Sheet!C12, line 12, page 3 with its box"
        ),
        "confidence": FigureColumn(
            "category",
            "how sure the record is: low, medium or high",
            categories=("low", "medium", "high"),
            ordered=True,
        ),
        "note": FigureColumn("string", "what else is known of the figure"),
    }
)
"""Every column of a figures table in its order."""

TABLE_COLUMNS = (
    "poll_id",
    "fielded_start",
    "fielded_end",
    "date_kind",
    "date_precision",
    "wave",
    "population",
    "question",
    "question_id",
    "answer",
    "answer_order",
    "net_of",
    "group",
    "group_dimension",
    "denominator",
    "count",
    "weighted_count",
    "amount",
    "amount_unit",
    "printed",
    "flag_printed",
    "base_unweighted",
    "base_weighted",
    "base_text",
    "n_effective",
    "deff",
    "std_error",
    "moe",
    "moe_level",
    "ci_low",
    "ci_high",
    "ci_level",
    "interval_kind",
    "table",
    "where",
)
"""The columns that published tables have; a collection of single figures has none."""

KEY_COLUMNS = (
    "survey_id",
    "poll_id",
    "publisher",
    "table",
    "question",
    "answer",
    "group",
    "wave",
    "fielded_start",
    "fielded_end",
    "population",
    "denominator",
    "base_text",
    "amount_unit",
)
"""The columns that tell two figures of one source apart; two that agree in all say the same."""

SAMPLE_COLUMNS = (
    "survey_id",
    "publisher",
    "survey",
    "fielded",
    "published_year",
    "country",
    "mode",
    "vendor",
    "respondents",
    "sample_type",
)
"""The columns that describe a sample; kept once a sample in ``samples.csv``."""
