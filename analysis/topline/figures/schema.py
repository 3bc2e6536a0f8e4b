"""The columns of a figures table: one row each, read by loaders, checks and data packages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..answers.folding import compact, fold
from ..mappings import FrozenMapping
from ..sample_types import NOT_STATED, SAMPLE_TYPES, known_sample_type

UNITS = ("share_of_respondents", "mean_of_respondent_estimates", "derived", "other")
N_QUALIFIERS = ("exact", "at_least", "subgroup", "not_stated")
PERCENT_QUALIFIERS = ("exact", "about", "less_than", "more_than")


@dataclass(frozen=True)
class Column:
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


FIGURE_COLUMNS: Mapping[str, Column] = FrozenMapping(
    {
        "survey_id": Column("string", "the sample the figure comes from"),
        "publisher": Column("string", "who published the survey"),
        "survey": Column("string", "title of the survey"),
        "fielded": Column("string", "when the questions were asked, as printed"),
        "published_year": Column("string", "year of publication, as printed"),
        "country": Column("string", "country of the respondents"),
        "mode": Column("string", "how the questions were asked"),
        "vendor": Column("string", "who conducted the survey for the publisher"),
        "respondents": Column("string", "who answered"),
        "n": Column("Int64", "unweighted respondents asked (base); empty: not stated", True),
        "n_qualifier": Column(
            "category",
            "what n is: exact, a floor (at_least), the base of a subgroup, or not_stated",
            categories=N_QUALIFIERS,
        ),
        "n_printed": Column("string", "the base, as printed"),
        "base_unweighted": Column("Int64", "unweighted base, as a table has it; it is n"),
        "base_weighted": Column("Float64", "weighted base; no interval is made from it"),
        "figure_id": Column("string", "name of the figure, unique in its table"),
        "subject": Column("string", "what or whom the figure is about"),
        "claim": Column("string", "what the figure says"),
        "question": Column("string", "question that was asked, in its wording"),
        "answer": Column("string", "answer to the question"),
        "group": Column("string", "group of respondents; empty: all of them"),
        "percent": Column("Float64", "the figure in percent, as printed; empty: no percent", True),
        "count": Column("Int64", "unweighted respondents who said so; with n it gives the percent"),
        "percent_qualifier": Column(
            "category",
            "how it was printed: exact, in approximate words (about), or as a bound",
            default="exact",
            categories=PERCENT_QUALIFIERS,
        ),
        "decimals": Column("Int64", "digits printed after the point, hence the rounding"),
        "unit": Column(
            "category",
            "a share of the respondents, a mean of estimates they gave, a figure derived from "
            "another, or something else",
            default="share_of_respondents",
            categories=UNITS,
            means=known_unit,
        ),
        "derived_from": Column("string", "figure_id a derived figure was computed from"),
        "duplicate_of": Column("string", "figure_id this figure repeats"),
        "origin": Column(
            "category",
            "whether the project's seed article states the figure, or other coverage does",
            categories=("seed_article", "other_coverage"),
        ),
        "stated_moe": Column("Float64", "stated margin of error of this sample, in points"),
        "stated_moe_printed": Column("string", "the stated margin of error, as printed"),
        "sample_type": Column(
            "category",
            "how respondents were drawn",
            default=NOT_STATED,
            categories=tuple(SAMPLE_TYPES),
            means=known_sample_type,
        ),
        "source_title": Column("string", "title of the source"),
        "source_url": Column("string", "address of the source"),
        "confidence": Column(
            "category",
            "how sure the record is: low, medium or high",
            categories=("low", "medium", "high"),
            ordered=True,
        ),
        "note": Column("string", "what else is known of the figure"),
    }
)
"""Every column of a figures table in its order."""

ASKED_COLUMNS = ("question", "answer", "group", "count", "base_unweighted", "base_weighted")
"""The columns that tables of a questionnaire have; a collection of single figures has none."""

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
