"""The bundled surveys: complete, typed, described, and what the collected facts say."""

import csv

import pandas as pd
import pytest

from topline import (
    estimate_figures,
    load_icims,
    load_recruiters,
    load_students,
    load_thank_you_notes,
)
from topline.figures.schema import FIGURE_COLUMNS, SAMPLE_COLUMNS, TABLE_COLUMNS
from topline.loaders.bundled import data_folder

pytestmark = pytest.mark.quick

LOADERS = {load_recruiters: 7, load_students: 9, load_icims: 16, load_thank_you_notes: 100}
COLLECTIONS = ["icims_2018", "thank_you_notes"]


@pytest.mark.usual
@pytest.mark.parametrize("load", LOADERS)
def test_columns_and_types(load):
    figures = load()
    assert list(figures.columns) == list(FIGURE_COLUMNS)
    assert len(figures) == LOADERS[load]
    for name, column in FIGURE_COLUMNS.items():
        dtype = figures[name].dtype
        if column.dtype == "category":
            assert list(dtype.categories) == list(column.categories)
            assert dtype.ordered is column.ordered
        else:
            assert dtype == column.dtype
    assert figures["figure_id"].is_unique


def test_each_load_is_its_own():
    figures = load_recruiters()
    figures.loc[0, "percent"] = 99
    assert load_recruiters().loc[0, "percent"] == 26


@pytest.mark.usual
def test_the_seed_articles_own_facts():
    figures = load_icims()
    seed = figures[figures["origin"] == "seed_article"].set_index("figure_id")
    assert seed["percent"].tolist() == [26, 74, 63]
    assert seed["unit"].astype(str).tolist() == [
        "mean_of_respondent_estimates",
        "derived",
        "share_of_respondents",
    ]
    assert (seed["n"] == 400).all()
    assert figures.loc[figures["survey_id"] == "ICIMS2018_SEN", "origin"].eq("other_coverage").all()


def test_repeats_are_marked():
    figures = load_thank_you_notes().set_index("figure_id")
    repeats = figures["duplicate_of"].dropna()
    assert set(repeats.index) == {
        "ICIMS2018_REC_ty_pref_money_wk",
        "OFFICETEAM2007_influ",
        "OFFICETEAM2007_send",
    }
    assert set(repeats) <= set(figures.index)


def test_only_its_own_margin_is_a_number():
    stated = load_thank_you_notes().dropna(subset=["stated_moe_printed"])
    assert set(stated["survey_id"]) == {"CB2005", "WORKOPOLIS"}
    assert set(stated.loc[stated["stated_moe"].notna(), "survey_id"]) == {"CB2005"}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_files_hold_every_column_of_the_schema_once(name):
    figures = [key for key in FIGURE_COLUMNS if key not in {*SAMPLE_COLUMNS, *TABLE_COLUMNS}]
    expected = {"samples": list(SAMPLE_COLUMNS), "figures": ["survey_id", *figures]}
    for table, columns in expected.items():
        with (data_folder() / name / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == columns


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_figure_has_its_sample_and_every_sample_a_figure(name):
    samples = pd.read_csv(data_folder() / name / "samples.csv")
    figures = pd.read_csv(data_folder() / name / "figures.csv")
    assert samples["survey_id"].is_unique
    assert set(samples["survey_id"]) == set(figures["survey_id"])


RENAMED = {
    "survey_title": "survey",
    "question_or_claim": "claim",
    "stated_moe": "stated_moe_printed",
}
RENAMED |= {"n": "n_printed"}


def test_nothing_of_the_collected_facts_is_lost(shared):
    path = shared / "facts" / "thank_you_note_surveys.csv"
    with path.open(encoding="utf-8", newline="") as file:
        facts = list(csv.DictReader(file))
    ours = load_thank_you_notes().set_index("figure_id")
    assert [fact["figure_id"] for fact in facts] == list(ours.index)
    for fact in facts:
        row = ours.loc[fact["figure_id"]]
        assert row["survey_id"].startswith(fact["survey_id"])
        for key, value in fact.items():
            if key in ("survey_id", "figure_id", "unit", "percent"):
                continue
            mine = row[RENAMED.get(key, key)]
            assert ("" if pd.isna(mine) else str(mine)) == value.strip(), (fact["figure_id"], key)
        assert ("" if pd.isna(row["percent"]) else f"{row['percent']:g}") == fact["percent"]
        if row["unit"] != "derived":
            assert row["unit"] == fact["unit"]


def test_every_base_is_read_as_it_was_printed():
    for _, row in load_thank_you_notes().iterrows():
        digits = "".join(c for c in row["n_printed"].split("+")[0] if c.isdigit())
        if row["n_qualifier"] in ("exact", "at_least"):
            assert int(digits) == row["n"]
            assert (row["n_qualifier"] == "at_least") == row["n_printed"].endswith("+")
        else:
            assert pd.isna(row["n"])


@pytest.mark.usual
def test_no_opt_in_sample_is_given_a_random_samples_words():
    table = estimate_figures(load_thank_you_notes()).table
    opt_in = table[(table["sample_type"] == "opt_in") & table["ci_low"].notna()]
    assert len(opt_in) >= 5
    assert opt_in["flag"].str.contains("respondents chose to take part").all()


def test_bundled_rows_are_marked_by_where_they_come_from():
    figures = load_thank_you_notes()
    assert figures["origin"].value_counts().to_dict() == {"other_coverage": 97, "seed_article": 3}
    users = figures["mode"].str.contains("site users|self-selected|member|panel")
    assert ((figures["sample_type"] == "opt_in") == users).all()
    assert not (figures["sample_type"] == "probability").any()


def test_words_for_numbers_are_marked_as_such():
    figures = load_thank_you_notes().set_index("figure_id")
    for qualifier, names in {
        "about": {
            "ICIMS2018_REC_harder",
            "ICIMS2017_REC_ty_notsend",
            "ICIMS2017_REC_unqual",
            "OFFICETEAM2007_send",
            "ACCT2007_CA_send",
            "MONSTRAK2007_GR_notsend",
            "CB2005_reject",
            "VAULT_W_never",
        },
        "more_than": {
            "ICIMS2018_SEN_late",
            "ICIMS2017_SEN_confident",
            "VAULT2007_always",
            "LADDERS2012_INT_impact",
            "LADDERS2012_JS_rarely",
        },
        "less_than": {"UNSOURCED_send"},
    }.items():
        assert set(figures.index[figures["percent_qualifier"] == qualifier]) == names
