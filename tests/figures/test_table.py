"""Tables made by hand: what cells say together, and what never passes silently."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import in_one_test
from topline import ArgumentError, DataError, as_figures
from topline.figures.schema import FIGURE_COLUMNS


def frame(**columns):
    small = {
        "figure_id": ["a"],
        "claim": ["prefer the note"],
        "percent": ["63%"],
        "n": [400],
        "unit": ["share_of_respondents"],
    }
    return pd.DataFrame(small | columns)


def first(**columns):
    return as_figures(frame(**columns)).iloc[0]


def refused(**columns):
    with pytest.raises(DataError) as caught:
        as_figures(frame(**columns))
    return str(caught.value)


def test_a_declared_proportion_stays_one_beside_stated_decimals():
    row = as_figures(frame(percent=["0.26"], decimals=[0]), percent_scale="proportion").iloc[0]
    assert (row["percent"], row["decimals"]) == (26, 0)


@pytest.mark.parametrize("decimals", [0, 2])
def test_stated_decimals_do_not_say_whether_a_number_is_a_proportion(decimals):
    assert "could be 0.26 % or 26 %; add a % sign" in refused(percent=[0.26], decimals=[decimals])


def test_a_table_from_here_keeps_small_percents():
    figures = as_figures(frame(percent=["0.4%"]))
    assert as_figures(figures)["percent"].tolist() == [0.4]
    pd.testing.assert_frame_equal(as_figures(figures), figures)


def test_nullable_types_alone_do_not_say_whether_a_number_is_a_proportion():
    figures = frame(percent=[0.26], decimals=[2]).convert_dtypes()
    with pytest.raises(DataError, match=r"could be 0\.26 % or 26 %; add a % sign"):
        as_figures(figures)


@pytest.mark.parametrize("said", ["more_than", "about"])
def test_a_percent_is_not_printed_in_two_ways(said):
    assert refused(percent=["<1%"], percent_qualifier=[said]) == (
        f"the figures table, row 1, column 'percent_qualifier', value '{said}': "
        "the percent is printed as less_than; correct one of them"
    )


@pytest.mark.parametrize(
    ("percent", "decimals", "shown"),
    [("26.4%", 0, "26.4"), (26.45, 1, "26.45"), ("26", -1, "26"), (100 / 3, 0, "33.33333333")],
)
def test_a_percent_has_no_more_digits_than_it_says(percent, decimals, shown):
    assert refused(percent=[percent], decimals=[decimals]) == (
        f"the figures table, row 1, column 'decimals', value '{decimals}': "
        f"{shown} % has more digits; correct decimals, or round the percent"
    )


@pytest.mark.parametrize(("percent", "decimals"), [("26", 1), ("30", -1), ("*", 0), (29.0, 0)])
def test_decimals_may_be_stated(percent, decimals):
    assert first(percent=[percent], decimals=[decimals])["decimals"] == decimals


def test_computed_floats_show_no_more_digits_than_a_person_prints():
    assert (first(percent=[0.29 * 100])[["percent", "decimals"]] == [29, 0]).all()
    assert (first(percent=[100 / 3])[["percent", "decimals"]] == [33.3333333333, 10]).all()
    assert (first(percent=["28.999999999999996"])[["percent", "decimals"]] == [29, 0]).all()


@pytest.mark.parametrize(
    ("printed", "said", "expected"),
    [
        ("300+", "exact", "at_least"),
        ("300+", None, "at_least"),
        ("300+", "subgroup", "subgroup"),
        ("300", "at_least", "at_least"),
        ("300", "not_stated", "exact"),
        (None, "exact", "not_stated"),
        (None, "subgroup", "subgroup"),
    ],
)
def test_a_printed_floor_outweighs_exact(printed, said, expected):
    assert first(n=[printed], n_qualifier=[said])["n_qualifier"] == expected


def test_printed_words_outweigh_exact():
    assert first(percent=["<1%"], percent_qualifier=["exact"])["percent_qualifier"] == "less_than"
    assert first(percent=["30%"], percent_qualifier=["about"])["percent_qualifier"] == "about"


@pytest.mark.parametrize("column", ["derived_from", "duplicate_of"])
def test_no_figure_stems_from_itself(column):
    assert refused(**{column: ["a"]}) == (
        f"the figures table, row 1, column '{column}', value 'a': "
        "a figure cannot stem from itself; name another figure, or leave it empty"
    )


def pair(**columns):
    return frame(figure_id=["a", "b"], claim="c", percent="63%", n=400, unit="other", **columns)


def test_a_repeat_names_the_figure_to_be_counted():
    with pytest.raises(DataError) as caught:
        as_figures(pair(duplicate_of=["b", "a"]))
    said = "that figure is itself marked as a repeat; name the one to be counted"
    assert str(caught.value).splitlines() == [
        "the figures table has 2 problems:",
        f"- row 1, column 'duplicate_of', value 'b': {said}",
        f"- row 2, column 'duplicate_of', value 'a': {said}",
    ]
    assert as_figures(pair(duplicate_of=[None, "a"]))["duplicate_of"].tolist()[1] == "a"


@pytest.mark.parametrize("column", ["derived_from", "duplicate_of"])
def test_a_parent_must_exist(column):
    assert refused(**{column: ["nobody"]}) == (
        f"the figures table, row 1, column '{column}', value 'nobody': "
        "no figure has this figure_id; correct it, or add that figure"
    )


def test_spaces_do_not_make_a_name_another():
    table = pair()
    table["figure_id"] = ["a", " a "]
    with pytest.raises(DataError) as caught:
        as_figures(table)
    assert str(caught.value) == (
        "the figures table, row 2, column 'figure_id', value 'a': "
        "row 1 has the same name; give each figure its own"
    )


CHOICES = [
    (key, column)
    for key, column in FIGURE_COLUMNS.items()
    if column.dtype == "category" and key != "unit"
]


@in_one_test(("key", "column"), CHOICES)
def test_words_a_category_does_not_have(key, column):
    legal = ", ".join(column.categories)
    assert refused(**{key: ["zzz"]}) == (
        f"the figures table, row 1, column '{key}', value 'zzz': expected one of {legal}"
    )
    if column.means is not None:
        # what it means, however it is written, is read
        assert first(**{key: ["Opt-in"]})[key] == "opt_in"
        return
    assert refused(**{key: [column.categories[0].upper()[:2] + column.categories[0][2:]]}).endswith(
        f"did you mean '{column.categories[0]}'? expected one of {legal}"
    )


def test_a_cell_may_hold_no_list():
    legal = "share_of_respondents, mean_of_respondent_estimates, derived, other"
    assert refused(unit=[np.array(["x", "y"])]) == (
        "the figures table, row 1, column 'unit', value \"['x' 'y']\": expected one of " + legal
    )


def test_tables_that_have_no_shape_of_figures():
    levels = frame()
    levels.columns = pd.MultiIndex.from_product([levels.columns, ["x"]])
    with pytest.raises(DataError) as caught:
        as_figures(levels)
    assert str(caught.value) == (
        "the figures table has column names of 2 levels; give each column one name"
    )
    with pytest.raises(DataError) as caught:
        as_figures(pd.DataFrame())
    assert str(caught.value) == (
        "the figures table has no column 'percent' (or 'count') and no 'n'; a figures table needs "
        "the percent or the count, and n, its base (found: none); rename your columns, or fill in "
        "a sheet that topline figures --template figures.csv writes"
    )
    with pytest.raises(DataError) as caught:
        as_figures(frame().iloc[:0])
    assert str(caught.value) == (
        "the figures table has no rows; it needs one row per published figure"
    )


def test_other_columns_keep_their_types():
    extra = {
        "round": pd.Categorical(["old"], categories=["old", "new"], ordered=True),
        "asked": pd.array([1], dtype="Int64"),
        "published": pd.to_datetime(["2018-05-14"]),
        "remark printed": [" as it was "],
    }
    given_frame = frame(**extra)
    figures = as_figures(given_frame)
    for key in extra:
        assert figures[key].dtype == given_frame[key].dtype
        assert figures[key].tolist() == given_frame[key].tolist()
    pd.testing.assert_frame_equal(as_figures(figures), figures)


def test_numbers_in_text_columns_lose_their_idle_point():
    figures = as_figures(
        frame(
            figure_id=[1, 2],
            claim="c",
            percent=[63, 37],
            n=400,
            unit=["share_of_respondents", "derived"],
            derived_from=[None, 1.0],
            published_year=[2018.0, None],
        )
    )
    assert figures["figure_id"].tolist() == ["1", "2"]
    assert figures["derived_from"].tolist()[1] == "1"
    assert figures["published_year"].tolist()[0] == "2018"


def test_other_columns_may_hold_anything():
    assert as_figures(frame(tags=[["x", "y"]]))["tags"].tolist() == [["x", "y"]]


def test_a_base_beyond_all_people_is_refused():
    for n in (10**20, 1e20, "99999999999999999999"):
        assert "there are not so many people; correct it" in refused(n=[n])


@pytest.mark.parametrize("moe", ["nan?", "-3.84", "0", "101", float("inf")])
def test_a_margin_is_in_points(moe):
    assert refused(stated_moe=[moe]) == (
        f"the figures table, row 1, column 'stated_moe', value '{moe}': a margin of error is in "
        "percentage points, above 0 and up to 100, such as 3.5; correct it, or leave the cell empty"
    )


def test_something_else_than_a_table_is_refused():
    with pytest.raises(ArgumentError) as caught:
        as_figures([1, 2])
    assert str(caught.value) == (
        "the figures table is a list; expected a pandas DataFrame (read_figures reads a file)"
    )


PRINTED = st.sampled_from(["", "<", ">", "about "])
TENTHS = st.integers(1, 999)


@given(st.lists(st.tuples(PRINTED, TENTHS, st.integers(1, 10**6)), min_size=1, max_size=5))
def test_what_was_read_is_read_again(cells):
    table = frame(
        figure_id=[f"f{i}" for i in range(len(cells))],
        claim="c",
        percent=[f"{words}{tenths / 10}%" for words, tenths, _ in cells],
        n=[f"{n:,}" for _, _, n in cells],
        unit="share_of_respondents",
    )
    figures = as_figures(table)
    assert list(figures.columns) == list(FIGURE_COLUMNS)
    assert figures["percent"].tolist() == [tenths / 10 for _, tenths, _ in cells]
    assert figures["n"].tolist() == [n for _, _, n in cells]
    pd.testing.assert_frame_equal(as_figures(figures), figures)


def crosstab(**columns):
    """Cells of a published crosstab: one answer in three columns."""
    small = {
        "survey_id": ["poll"] * 3,
        "table": ["1"] * 3,
        "question": ["Which?"] * 3,
        "answer": ["This"] * 3,
        "group": ["Total", "Gender > Male", "Gender > Female"],
        "percent": [56.0, 0.4, None],
        "percent_qualifier": ["exact", "exact", "none"],
        "base_unweighted": [1007, 442, 0],
        "base_weighted": [1007.0, 485.2, 0],
        "where": ["Sheet!C12", "Sheet!D12", "Sheet!E12"],
        "printed": ["56%", "0.4%", "-"],
    }
    return as_figures(pd.DataFrame(small | columns), percent_scale="percent")


def test_empty_cells_of_a_crosstab_are_stored():
    figures = crosstab()
    assert figures["percent"].isna().tolist() == [False, False, True]
    assert figures["n"].tolist() == [1007, 442, 0]
    assert figures["figure_id"].is_unique
    assert figures["where"].tolist() == ["Sheet!C12", "Sheet!D12", "Sheet!E12"]
    pd.testing.assert_frame_equal(as_figures(figures), figures)


@pytest.mark.parametrize("how", ["none", "suppressed", "not_applicable", "not_available"])
def test_a_cell_without_a_number_has_no_percent(how):
    assert "there is a percent; empty it, or say otherwise than" in refused(percent_qualifier=[how])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"ci_level": ["95%"], "moe_level": [0.9], "moe": ["1,234.5"]}, (0.95, 0.9, 1234.5)),
        ({"ci_level": [95], "moe_level": ["90"], "moe": ["−"]}, None),
    ],
)
def test_what_a_table_prints_beside_its_figures(cells, expected):
    if expected is None:
        assert "expected a number of at least 0" in refused(**cells)
    else:
        row = first(**cells)
        assert (row["ci_level"], row["moe_level"], row["moe"]) == expected


def test_a_margin_without_a_level_is_the_surveys():
    row = first(moe=[3.5])
    assert (row["stated_moe"], row["moe"]) == (3.5, pd.NA)


@pytest.mark.parametrize(
    ("percents", "bases", "n"),
    [
        (["62,5 %", "17 %"], ["1.012", "2.000.000"], [1012, 2_000_000]),
        (["62,5", "17,25"], ["n = 1.012", "n=980"], [1012, 980]),
        (["62.5%", "17%"], ["1,012", "n=1,204"], [1012, 1204]),
    ],
)
def test_points_part_thousands_beside_percents_with_commas(percents, bases, n):
    figures = as_figures(pd.DataFrame({"claim": ["a", "b"], "percent": percents, "n": bases}))
    assert figures["n"].tolist() == n


def test_a_point_in_a_base_is_refused_where_nothing_says_what_it_is():
    for percents in (["62%", "17%"], ["62,5%", "17.2%"]):
        with pytest.raises(DataError, match=r"'1\.012'"):
            as_figures(pd.DataFrame({"claim": ["a", "b"], "percent": percents, "n": "1.012"}))
