"""The published files with their truth, where they are: what comes out, and that all is told."""

import csv
import re
import warnings
from contextlib import suppress

import pytest

import topline
from tests.conftest import in_one_test
from topline.loaders.codebook.limit import Limit
from topline.loaders.files.file import File
from topline.loaders.published.pages.open import book_of

from .acceptance import FOLDER, OUTCOMES, judge, truth

pytestmark = [
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the published files are not here"),
    pytest.mark.long,
]
NASTY = sorted(
    path for folder in ("nasty", "nasty2") for path in (FOLDER.parent / folder).glob("*.*")
)


@pytest.fixture(scope="module")
def judged():
    return {name: judge(name, cells) for name, cells in truth().items()}


def test_nearly_every_cell_is_right_and_none_is_wrong(judged):
    sums = dict.fromkeys(OUTCOMES, 0)
    for _, outcomes in judged.values():
        for _, outcome, _ in outcomes:
            sums[outcome] += 1
    assert sums["wrong"] == sums["missing"] == 0
    # eight cells name neither the day of publication nor the weighting that tells rows apart
    assert sums["right"] == sum(sums.values()) - sums["ambiguous"]
    assert sums["ambiguous"] <= 8


def test_no_share_is_none_and_no_name_is_given_twice(judged):
    for published, _ in judged.values():
        shares = published.figures["percent"].dropna()
        assert shares.between(0, 100).all()
        held = published.figures.assign(value=published.figures["percent"].fillna(0))
        keys = ["table", "question", "answer", "group", "fielded_start", "fielded_end", "wave"]
        keys += ["population", "base_unweighted", "poll_id", "amount_unit"]
        unlike = held.drop_duplicates([*keys, "value", "amount"])
        assert not unlike.duplicated(keys).any()


def test_the_two_files_of_one_poll_agree(judged):
    crosstabs, _ = judged["ipsos_us_2017_news_trust_crosstabs.xlsx"]
    toplines, _ = judged["ipsos_us_2017_news_trust_toplines.pdf"]
    one = crosstabs.figures[crosstabs.figures["table"] == "1"].set_index(["answer", "group"])
    compared = 0
    for _, figure in toplines.figures[toplines.figures["question_id"] == "1"].iterrows():
        key = figure["answer"].replace("’", "'"), figure["group"]
        if key in one.index:
            assert one.loc[key, "percent"] == figure["percent"]
            compared += 1
    assert compared >= 40


@pytest.mark.parametrize("path", NASTY, ids=lambda path: path.name)
def test_nasty_files_are_read_or_refused_in_words(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # whatever else is raised fails the test
        with suppress(topline.ToplineError):
            topline.read_published(path)


def rows_of(name):
    """The rows of a table that stands beside the files."""
    if not FOLDER.is_dir():
        return []
    with (FOLDER / name).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(scope="module")
def published(judged):
    """What was read of a file, once for all tests."""
    held = {name: one for name, (one, _) in judged.items()}

    def read(name):
        if name not in held:
            held[name] = topline.read_published(FOLDER / name)
        return held[name]

    return read


def counted(figures, unit):
    """How many figures of a unit there are."""
    exact = figures["percent_qualifier"] == "exact"
    return {
        "percent": figures["percent"].notna() & exact,
        "less_than_half": figures["percent_qualifier"] == "less_than",
        "mean": figures["amount_unit"] == "mean",
        "estimate": figures["amount"].notna() & exact,
        "not available or open": ~exact,
        "weighted_count": figures["weighted_count"].notna(),
        "per_10000": figures["amount_unit"] == "per_10000",
    }[unit].sum()


PAGE_5 = 16
"""Percents of a table of page 5 that the reader does not understand, and tells by place."""


@in_one_test("row", rows_of("totals.csv") or [None], ids=lambda row: row and row["file"])
def test_every_figure_of_a_file_is_found(published, row):
    figures = published(row["file"]).figures
    found = counted(figures, row["unit"])
    if row["file"].startswith("pco_canada"):
        # a line whose label has a percent, too, has 19; the list counts lines of 18
        found += (figures["percent_qualifier"] == "less_than").sum() - 2 * 18
    if row["file"].endswith("toplines.pdf"):
        told = published(row["file"]).refused["fact"]
        assert told.str.startswith(f"{PAGE_5} cells of 'page 5, table 1' look like percents").any()
        found += PAGE_5
    assert found == int(row["figures"])


MUST_SAY = {
    "the letters are drawn": (
        "refused",
        "page [12]",
        "no text to read; recognise the text .OCR. or type",
    ),
    "17 percents for 18 columns": ("refused", "line", "blanks were lost, so it cannot be placed"),
    "they repeat no bases": (
        "check",
        "line",
        "continued and repeat no bases: those of the page before",
    ),
    "rows Mean, STD. DEV.": (
        "note",
        "29!",
        "no percents, though .* Mean, Median, STD. DEV., STD. ERR",
    ),
    "'*%' is more than 0": ("note", "line", r"print '\*%': more than 0 and less than half"),
    "the table of sample sizes": ("refused", "page 6", "no figures are taken"),
    "design effect stated": (
        "check",
        "page 1",
        "1.5 .*1.3 .*3.5 points.* 3.9 from 1.5, 3.6 from 1.3",
    ),
    "the pollster says": ("note", "page 1", "margins of error do not apply: an opt-in sample"),
    "a sheet of contents": ("note", "Index", "lists or explains tables, and holds none"),
    "answers add up to 385": ("check", "1!", "385% .Sigma.*several answers"),
    "weighted and unweighted": ("check", "1!", "bases differ .*: intervals take the unweighted"),
    "Part Time: small base": (
        "note",
        "2!",
        "Part Time at n = 120.*effective base, which is smaller",
    ),
    "three lines under each": (
        "note",
        "Main",
        "row percents .do not agree|row percents .* are not taken",
    ),
    "'Net YES'": (
        "note",
        "Main",
        "'Net YES' is Net: Yes − Net: No: a difference, which may be negative",
    ),
    "means with standard": (
        "doubtful",
        "mean_0",
        "a code for no answer, such as 97, stands in the scale",
    ),
    "'-' with '**'": ("note", "line", "open end, such as '2,500-', '250,000.': .* no margin"),
    "standard errors are in": ("note", "US", "standard errors are from .*standard_errors"),
    "Yes + No": ("check", "US", "denominator named, with or without 'Did not report'"),
    "cells with a CV": (
        "check",
        "WY",
        "coefficient of variation above 30 %, the limit that the file names",
    ),
    "limits are published": (
        "note",
        "line",
        "limits are those of Low CI .*'Quartile Range' are not read",
    ),
    "if it is not read": ("note", "page 3", "columns of differences are no answers: Difference"),
    "no bases, no errors": ("note", "line", "no bases and no errors are published"),
    "the same poll in several": (
        "check",
        "line",
        "several rows, by population or question: .*keep one row",
    ),
    "no base in the file": ("note", "line", "no interval can be made from a base"),
    "fieldwork 2021-01-25": (
        "check",
        "DATA",
        "Number Cruncher Politics.*2021-01-25 ends before, 2021-01-01",
    ),
    "parties add up to 96": ("check", "DATA", "Opinium.* add up to 96 %, more than 6 roundings"),
    "sample_size counts all": ("note", "DATA", "'sample_size'.*Not all respondents express a vote"),
    "fieldwork 2021-03-05": ("check", "DATA!A2", "66 days long, likely a slip"),
    "weighted counts": (
        "note",
        "DATA",
        "a weighted base is printed and no unweighted one: percents follow",
    ),
    "blocks that say": ("refused", "line", "holds no figures: 'manually enter poll'"),
    "column margin_of_error": ("check", "line 14", "3 in its column and 3.1 in the heading"),
    "an exercise page": ("note", "table 1", "629 of 741 percents have a sign|such as '1,914\\*'"),
    "counts under a two-row": ("note", "line", "numbers are counts and no percents"),
    "per 10,000 people": ("note", "DATA-1", "per 10000, no percents"),
}
"""Beginning of what has to be said, and how it is told: kind, place, words."""


@in_one_test("row", rows_of("must_say.csv") or [None], ids=lambda row: row and row["must_say"])
def test_what_a_reader_must_know_is_told_by_place(published, row):
    told = [wanted for begin, wanted in MUST_SAY.items() if row["must_say"].startswith(begin)]
    assert len(told) == 1
    kind, where, words = told[0]
    problems = published(row["file"]).problems
    assert any(
        re.match(where, str(one.where)) and re.search(words, str(one.fact))
        for one in problems[problems["kind"] == kind].itertuples()
    )


def test_what_figures_have_and_have_not(published):
    pco = published("pco_canada_2017_banner_tables_text.html").figures
    assert (pco["percent_qualifier"] == "less_than").sum() > 0
    assert not pco.loc[pco["answer"].str.upper() == "MEAN", "percent"].notna().any()
    crosstabs = published("ipsos_us_2017_news_trust_crosstabs.xlsx").figures
    statistics = crosstabs["answer"].str.fullmatch("mean|median|std. dev.|std. err.", case=False)
    assert (crosstabs.loc[statistics, "unit"] == "other").all()
    democrats = crosstabs[(crosstabs["group"] == "Democrat").fillna(False)]
    assert set(democrats["n"].dropna()) & {383}
    assert not set(democrats["n"].dropna()) & {413}
    toplines = published("ipsos_us_2017_news_trust_toplines.pdf").figures
    assert set(toplines["sample_type"]) == {"opt_in"}
    nchs = published("nchs_pulse_anxiety_depression_ci_excerpt.csv").figures
    assert nchs[["ci_low", "ci_high"]].notna().all(axis=None)
    assert published("fivethirtyeight_guns_polls_no_base.csv").figures["n"].isna().all()
    eurostat = published("eurostat_ehis_alcohol_flags_excerpt.tsv").figures
    assert (eurostat["flag_printed"] == "u").any()
    assert (eurostat["percent_qualifier"] == "not_available").any()


def test_every_figure_is_printed_where_it_says(judged):
    for name, (found, _) in judged.items():
        book = book_of(File.at(FOLDER / name), Limit())
        printed = {page.place(r, c): one.text for page in book.pages for r, c, one in page.cells()}
        lines = {text.place(k): line for text in book.texts for k, line in enumerate(text.lines)}
        for row in found.figures[["where", "printed"]].itertuples(index=False):
            if row.where in printed:
                assert printed[row.where] == row.printed, (name, row)
            else:
                place = re.sub(r", (?:column|percent|value|number) .*", "", row.where)
                assert str(row.printed) in lines[place], (name, row)
