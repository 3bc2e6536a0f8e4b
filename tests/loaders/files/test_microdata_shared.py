"""Other people's files, where the collection lies beside the repository: shape, values, words."""

from math import prod

import pytest

import topline
from tests.conftest import long_unless

SHAPES = {
    "nasty/GSS2018_v118_with_cp1252_bytes.dta": (1426, 1065),
    "nasty/acnielsen_less_than_half_percent.csv": (7, 15),
    "nasty/bom_sample.csv": (5, 7),
    "nasty/cr_only_newlines_senate_polls_2010.csv": (1800, 16),
    "nasty/datetime.sav": (2, 3),
    "nasty/french_polls_2022_accents.csv": (399, 17),
    "nasty/labelled-num-na.sav": (2, 1),
    "nasty/masculinity_crosstab_merged_header_percent_strings.csv": (230, 12),
    "nasty/missing_test.dta": (1, 9),
    "nasty/missing_test.sas7bdat": (1, 9),
    "nasty/mrsets_simple_alltypes.sav": (6, 12),
    "nasty/norwegian_election_bom_semicolon.csv": (648, 19),
    "nasty/norwegian_polls_processed_semicolon.csv": (10, 11),
    "nasty/ordered_category.sav": (4, 1),
    "nasty/sample.xpt": (5, 7),
    "nasty/sample.zsav": (5, 7),
    "nasty/starwars_two_header_rows_nonutf8.csv": (1186, 38),
    "nasty/surveymonkey_crosstab_merged.xlsx": (124, 39),
    "nasty/thanksgiving_multiselect_long_headers.csv": (1058, 65),
    "nasty/umlauts.sav": (4, 1),
    "nasty/usermissing_char.sav": (2, 1),
    "nasty/usermissing_small.sav": (7, 7),
    "real/acs_pums/acs_m.csv.gz": (21331, 88),
    "real/masculinity2018/masculinity-survey.csv": (230, 12),
    "real/masculinity2018/masculinity_published_vs_micro.csv": (1680, 8),
    "real/masculinity2018/raw-responses.csv": (1615, 98),
    "real/recs2015/recs_2015_min.csv.gz": (5686, 107),
    "real/yrbs2015/yrbs.csv": (15624, 4),
}
REFUSED = {
    "nasty/html_masquerading_as.sav": "is HTML, not an SPSS file; download the data file itself",
    "nasty/ipsos_india_stacked_tables_one_sheet.xlsx": "2 sheets with data: 'Index', 'Tables'",
}


@pytest.fixture
def read(shared):
    def call(name, **options):
        if not (shared / name).is_file():
            pytest.skip(f"no {name}")
        return topline.read_survey(shared / name, **options)

    return call


@pytest.mark.parametrize("name", long_unless(lambda name: prod(SHAPES[name]) < 100_000, SHAPES))
def test_every_file_is_read_in_full(read, name):
    survey = read(name)
    counts = survey.codebook.table[["n_valid", "n_missing", "n_user_missing"]]
    assert survey.data.shape == SHAPES[name]
    assert (counts.sum(axis=1) == len(survey.data)).all()
    assert read(name, categories=True).data.shape == SHAPES[name]
    assert read(name, user_missing="keep").data.shape == SHAPES[name]


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_microdata_is_refused_in_words(read, name):
    with pytest.raises(topline.DataError) as raised:
        read(name)
    assert REFUSED[name] in str(raised.value)


def test_no_file_is_forgotten(shared):
    found = {
        path.relative_to(shared).as_posix()
        for folder in ("nasty", "real")
        for path in (shared / folder).rglob("*.*")
        if path.is_file() and path.suffix not in {".md", ".json"}
    }
    assert found <= {*SHAPES, *REFUSED}


def test_stacked_tables_are_refused(read):
    with pytest.raises(topline.DataError, match="several tables one under another"):
        read("nasty/ipsos_india_stacked_tables_one_sheet.xlsx", sheet="Tables")
    index = read("nasty/ipsos_india_stacked_tables_one_sheet.xlsx", sheet="Index")
    assert index.data["Table No"].tolist() == [f"Table {k}" for k in range(1, 18)]
    assert index.data["Base"].tolist() == [610] * 17


def test_multiple_response_sets_of_spss(read):
    sets = read("nasty/mrsets_simple_alltypes.sav").codebook.multiple_response_sets
    assert sets["mymrset"].variables == ("bool1", "bool2", "bool3")
    assert (sets["mymrset"].label, sets["mymrset"].counted_value) == ("My multiple response set", 1)
    assert sets["categorical_array"].counted_value is None


def test_a_refused_answer_is_not_no_data(read):
    survey = read("nasty/usermissing_small.sav")
    book = survey.codebook
    assert book.missing_reasons("mynum")["code"].tolist() == [-1, 2500]
    assert survey.data["mynum"].isna().sum() == 2
    assert book.missing_reasons("mylabl")["reason"].tolist() == ["undetermined"]
    assert book.table.set_index("name").loc["mylabl", ["n_missing", "n_user_missing"]].tolist() == [
        1,
        1,
    ]
    assert read("nasty/usermissing_char.sav").codebook.reasons("mychar").dropna().tolist() == ["Z"]
    assert read("nasty/labelled-num-na.sav").codebook.reasons("VAR00002").dropna().tolist() == ["9"]


def test_letters_of_stata_and_sas(read):
    stata = read("nasty/missing_test.dta").codebook
    assert stata.missing_reasons("var1").to_numpy().tolist() == [[".a", "missing", 1]]
    assert stata.table["n_user_missing"].tolist() == [1] * 6 + [0] * 3
    sas = read("nasty/missing_test.sas7bdat").codebook
    codes = [sas.missing_reasons(f"var{k}")["code"].tolist() for k in range(1, 9)]
    assert codes == [[".A"], [".B"], [".C"], [".X"], [".Y"], [".Z"], ["._"], []]


@pytest.mark.long
def test_general_social_survey(read):
    survey = read("nasty/GSS2018_v118_with_cp1252_bytes.dta")
    book = survey.codebook
    assert "WINDOWS-1252" in book.notes[0]
    assert book.value_labels("abany") == {
        1: "yes",
        2: "no",
        ".d": "DK",
        ".i": "IAP",
        ".n": "NA",
    }
    assert book.missing_reasons("abany")["n"].sum() == survey.data["abany"].isna().sum()
    labels = " ".join(book.table["label"])
    assert "’" in labels + str(book.variables["abany"].value_labels) or "\x92" not in labels


def test_survey_services(read):
    starwars = read("nasty/starwars_two_header_rows_nonutf8.csv").codebook
    (films,) = starwars.multiple_response_sets.values()
    assert len(films.variables) == 6
    crosstab = read("nasty/surveymonkey_crosstab_merged.xlsx").data
    assert crosstab["Total"].tolist()[:2] == [3227, pytest.approx(0.30363, abs=1e-5)]
    percents = read("nasty/masculinity_crosstab_merged_header_percent_strings.csv").data
    assert percents.select_dtypes("number").notna().to_numpy().sum() == 1820  # its % signs


def test_dates_beyond_the_calendar(read):
    survey = read("nasty/datetime.sav")
    assert survey.data["date.posix"].isna().sum() == 1
    assert survey.data["date"].notna().all()


def test_published_answer_of_yrbs(read):
    data = read("real/yrbs2015/yrbs.csv").data.dropna()
    share = (data["weight"] * (data["qn8"] == 1)).sum() / data["weight"].sum()
    assert share == pytest.approx(0.8136, abs=5e-5)
