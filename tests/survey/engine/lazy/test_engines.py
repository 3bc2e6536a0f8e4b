"""Every number that an engine's sums give is memory's, whoever adds up."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from tests.survey.engine.lazy.engines import (
    DESIGN,
    ENGINES,
    FAST,
    REPLICATED,
    installed,
    rows,
    same,
)
from topline import ArgumentError, DataError, Survey, read_survey, write_survey
from topline.cli.app import app


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    place = tmp_path_factory.mktemp("engines") / "rows.parquet"
    rows().to_parquet(place)
    return place


def surveys(engine, path):
    """Return the survey in memory, and by an engine."""
    if not installed(engine):
        pytest.skip(f"{engine} is not installed")
    frame = ENGINES[engine](path)
    return {
        name: (Survey(pd.read_parquet(path), **design), Survey(frame, **design))
        for name, design in {"linear": DESIGN, "given": REPLICATED}.items()
    }


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(name, marks=[] if name in FAST else [pytest.mark.long]) for name in ENGINES
    ],
)
def both(request, path):
    """Return the survey in memory, and by an engine."""
    return surveys(request.param, path)


CALLS = [
    ("mean", ("y",), {"by": "g"}),
    ("mean", (["x", "f"],), {"by": ["g", "k"], "where": "age >= 30 and yes"}),
    ("mean", ("y",), {"by": "k", "design_effect": True}),
    ("mean", ("big",), {"design_effect": "kish"}),
    ("proportion", (["q", "k"],), {"by": "g"}),
    ("proportion", ("q",), {"missing": "category", "design_effect": "replace"}),
    ("proportion", ({"old": "age > 60", "both": "q == 'Agree' or y > x * 2"},), {"by": "g"}),
    ("total", ("q",), {"by": "k"}),
    ("total", ("n",), {}),
    ("ratio", ("y", "x"), {"by": "g"}),
    ("count", (), {"by": ["g", "k"]}),
    ("variance", ("x",), {}),
    ("correlation", ("y", "x"), {"by": "k"}),
    ("mean", ("only",), {"by": "g"}),
]


@pytest.mark.quick
@pytest.mark.filterwarnings("ignore:All-NaN slice")
def test_estimates(both):
    for name, (memory, engine) in both.items():
        for method, variables, options in CALLS[:: 1 if name == "linear" else 4]:
            ours = getattr(memory, method)(*variables, **options)
            same(ours, getattr(engine, method)(*variables, **options))


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::UserWarning")
@pytest.mark.parametrize(
    "engine", ["duckdb", "dask", "ibis", pytest.param("spark", marks=[pytest.mark.long])]
)
def test_slow_engines_give_the_same(engine, path):
    memory, other = surveys(engine, path)["linear"]
    same(memory.mean("y", by="g", where="age > 30"), other.mean("y", by="g", where="age > 30"))
    if engine != "dask":
        same(memory.proportion("q", by="k"), other.proportion("q", by="k"))
        same(memory.median("age"), other.median("age"))
        one, theirs = (survey.chi_square("q", "g") for survey in (memory, other))
        assert one.statistic == pytest.approx(theirs.statistic, rel=1e-10)
        assert one.p_value == pytest.approx(theirs.p_value, rel=1e-10)


def test_subpopulations_and_groups(both):
    memory, engine = both["linear"]
    ours, theirs = (survey.where("x > 12").by("g").mean("y") for survey in (memory, engine))
    same(ours, theirs)
    memory, engine = both["given"]
    same(memory.mean("y", where="u < 3", by="g"), engine.mean("y", where="u < 3", by="g"))


def test_crosstabs_with_letters_and_tests(both):
    memory, engine = both["linear"]
    for percent in ("column", "total"):
        asked = {"percent": percent, "nets": {"agree": ["Agree", "Strongly agree"]}}
        one, other = (survey.crosstab("q", ["g", "k"], **asked) for survey in (memory, engine))
        same(one.estimates, other.estimates)
        assert one.table["letters"].equals(other.table["letters"])
        pd.testing.assert_frame_equal(one.wide(), other.wide(), rtol=1e-10)
    conditions = {"old": "age > 60", "agrees": "q == 'Agree'"}
    one, other = (survey.crosstab(conditions, "g") for survey in (memory, engine))
    same(one.estimates, other.estimates)
    for survey in both.values():
        one, other = (each.chi_square("q", "g") for each in survey)
        assert one.statistic == pytest.approx(other.statistic, rel=1e-10)
        assert one.p_value == pytest.approx(other.p_value, rel=1e-9)
    one, other = (each.t_test("y", paired="x", value=3) for each in both["linear"])
    assert one.statistic == pytest.approx(other.statistic, rel=1e-10)


def test_quantiles(both):
    memory, engine = both["linear"]
    for rule in ("math", "hf7"):
        asked = {"q": [0.1, 0.5, 0.9], "by": "g", "rule": rule}
        same(memory.quantile(["age", "y"], **asked), engine.quantile(["age", "y"], **asked))
    memory, engine = both["given"]
    same(memory.median("x"), engine.median("x"))


def test_replicates_made_by_us_are_factors_of_units(both):
    memory, engine = (
        survey.to_replicates("bootstrap", replicates=30, rng=7) for survey in both["linear"]
    )
    same(memory.mean("y", by="g"), engine.mean("y", by="g"))
    same(memory.proportion("q", where="age > 40"), engine.proportion("q", where="age > 40"))
    assert engine._of.source.codes.factors.multipliers.shape == (40, 30)
    with pytest.raises(ArgumentError, match="choose 'bootstrap' or 'jkn'"):
        both["linear"][1].to_replicates("sdr")


BY_ROW = {
    "strata": {"weights": "w", "strata": "h"},
    "weights": {"weights": "w"},
    "nothing": {},
    "fpc": {"strata": "h", "fpc": "size"},
}


@pytest.mark.parametrize("design", BY_ROW)
def test_rows_may_be_the_sampled_units(path, design):
    if not installed("duckdb"):
        pytest.skip("DuckDB is not installed")
    memory, engine = (Survey(own, **BY_ROW[design]) for own in (pd.read_parquet(path), path))
    assert engine.design.df == memory.design.df
    for method, variables, options in [
        ("mean", (["y", "f"],), {"by": "g", "where": "age > 30"}),
        ("ratio", ("y", "x"), {"by": "k", "df": "domain"}),
        ("variance", ("x",), {}),
        ("proportion", (["q", "k"],), {"by": "g", "missing": "category"}),
        ("total", ("q",), {"by": "k"}),
        ("median", ("age",), {"by": "g"}),
    ]:
        ours = getattr(memory, method)(*variables, **options)
        same(ours, getattr(engine, method)(*variables, **options), theirs_unknown=True)
    one, other = (survey.crosstab("q", ["g", "k"]) for survey in (memory, engine))
    same(one.estimates, other.estimates, theirs_unknown=True)
    assert one.table["letters"].equals(other.table["letters"])
    # within one question nothing is left unknown, between two it is
    shares = np.asarray(engine.proportion("q", by="g").covariance)
    assert not np.isnan(shares).any()
    between = np.asarray(engine.mean(["y", "x"]).covariance)
    assert np.isnan(between).tolist() == [[False, True], [True, False]]
    with pytest.raises(ArgumentError, match="replicates of a sample of rows"):
        engine.to_replicates("bootstrap")


CONDITIONS = [
    "not (g == 'a')",
    "g is missing or y is missing",
    "q contains 'agree' and not (yes)",
    "y > 50 and g in ['a', 'b']",
    "18 <= age < 40 or x between 3 and 9",
    "x // 3 % 2 == 1",
    "day < '2026-01-20' and y * 2 - 10 > x + 1",
    "1 * (x > 10) + 1 * (y > 40) + 1 * (g == 'b') >= 2",
    "y != x and not y < 45",
    "k not in [1, 2]",
]


def test_conditions_have_three_values(both):
    memory, engine = both["linear"]
    named = {str(number): test for number, test in enumerate(CONDITIONS)}
    same(memory.proportion(named), engine.proportion(named))
    same(memory.proportion(named, missing="category"), engine.proportion(named, missing="category"))


def test_sums_do_not_lose_what_engines_lose(both):
    """Sums of floats of 4 bytes, of whole numbers, of nothing, and in whatever order."""
    memory, engine = both["linear"]
    total = engine.total("f").table["estimate"].iloc[0]
    data = memory.data
    exact = np.sum(data["w"].to_numpy() * data["f"].to_numpy(dtype=float))
    assert total == pytest.approx(exact, rel=1e-14)
    same(memory.total("big"), engine.total("big"))
    nobody = engine.mean("only", by="g").table
    assert nobody.loc[nobody["g"] != "a", "estimate"].isna().all()
    assert engine.mean("y", by="g").table["g"].tolist() == ["a", "b", "c"]


def test_refusals_say_what_to_do(both):
    engine = both["linear"][1]
    for call in (
        lambda: engine.rank_test("y", "k"),
        lambda: engine.data,
        lambda: engine.describe(),
        lambda: engine.check(),
    ):
        with pytest.raises(ArgumentError, match="into memory"):
            call()
    with pytest.raises(ArgumentError, match="expected one in words"):
        engine.where(lambda data: data["x"] > 3)
    with pytest.raises(ArgumentError, match="no row has g == 'z'"):
        engine.mean("y", where="g == 'z'")
    with pytest.raises(ArgumentError, match="did you mean 'age'"):
        engine.mean("agee")
    with pytest.raises(DataError, match=r"holds text, such as .*; expected numbers"):
        engine.mean("g")


def test_what_a_file_says_of_its_columns_is_known(tmp_path):
    if not installed("duckdb"):
        pytest.skip("DuckDB is not installed")
    labels = {"vote": {1: "Left", 2: "Right", 9: "Don't know"}}
    data = pd.DataFrame({"vote": [1, 2, 9, 1, 2, 2] * 5, "c": range(30), "age": [*range(29), 99]})
    data["size"] = pd.Categorical(["small", "big", "small"] * 10, ["small", "big", "huge"])
    data[["c", "age", "size"]].to_parquet(tmp_path / "plain.parquet")
    data.to_csv(tmp_path / "rows.csv", index=False)
    read = read_survey(tmp_path / "rows.csv")
    book = read.codebook
    variables = {**book.variables}
    variables["vote"] = replace(variables["vote"], value_labels=labels["vote"])
    kept = replace(read, codebook=replace(book, variables=variables))
    write_survey(kept, tmp_path / "kept.parquet")
    memory, engine = Survey.read(tmp_path / "kept.parquet"), Survey(tmp_path / "kept.parquet")
    same(memory.proportion("vote"), engine.proportion("vote"))
    same(memory.mean("age", where="vote == 'Left'"), engine.mean("age", where="vote == 'Left'"))
    same(memory.mean("vote"), engine.mean("vote"))
    given = {"missing_codes": {"age": [99]}}
    frame = pd.read_parquet(tmp_path / "plain.parquet")
    one, other = Survey(frame, **given), Survey(tmp_path / "plain.parquet", **given)
    same(one.mean("age", by="size"), other.mean("age", by="size"))


def test_a_folder_of_parts_is_one_survey(tmp_path):
    if not installed("duckdb"):
        pytest.skip("DuckDB is not installed")
    data = rows()
    for part in range(3):
        data[part::3].to_parquet(tmp_path / f"part-{part}.parquet")
    survey = Survey(tmp_path, **DESIGN)
    same(Survey(data, **DESIGN).mean("y", by="g"), survey.mean("y", by="g"))
    assert len(survey) == len(data)
    assert survey.columns == tuple(data.columns)
    assert "1,200 rows, which are not in memory" in repr(survey)
    assert "domain" in repr(survey.where("age > 30"))
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(ArgumentError, match=r"Survey.read\(.*\) reads other files"):
        Survey(tmp_path / "x.csv")
    with pytest.raises(ArgumentError, match="there is no file"):
        Survey(tmp_path / "none.parquet")


def test_the_command_line_takes_a_folder(tmp_path):
    if not installed("duckdb"):
        pytest.skip("DuckDB is not installed")
    rows().to_parquet(tmp_path / "part.parquet")
    given = [str(tmp_path), "--mean", "y", "--by", "g", "--weights", "w", "--strata", "h"]
    found = CliRunner().invoke(app, ["estimate", *given, "--clusters", "u", "--format", "json"])
    assert found.exit_code == 0, found.output
    expected = Survey(rows(), **DESIGN).mean("y", by="g").table["estimate"]
    told = [row["estimate"] for row in json.loads(found.stdout)["estimates"]]
    assert told == pytest.approx(expected.tolist(), rel=1e-10)


@pytest.mark.parametrize(
    ("design", "told"),
    [
        ({"weights": "y"}, "171 missing|missing value|negative"),
        ({"strata": "g", "clusters": "u"}, "strata column 'g' is missing in 134 rows"),
        ({"weights": "q"}, "holds no numbers"),
        ({"strata": "nothing"}, "no column of the data"),
        ({"clusters": "u", "strata": "k"}, "a cluster lies within one stratum"),
    ],
)
def test_designs_that_are_none(path, design, told):
    if not installed("duckdb"):
        pytest.skip("DuckDB is not installed")
    with pytest.raises((ArgumentError, DataError), match=told):
        Survey(path, **design)


@pytest.mark.parametrize("engine", FAST)
@pytest.mark.parametrize(
    "design",
    [{}, {"replicate_weights": "rw", "replicate_method": "bootstrap"}],
    ids=["no weights", "replicates of few rows"],
)
def test_the_simplest_and_the_smallest_surveys(engine, design, tmp_path):
    if not installed(engine):
        pytest.skip(f"{engine} is not installed")
    # engines that do not tell capitals apart know "N" and "n" as one
    few = rows().head(40).rename(columns={"size": "N"})
    few.to_parquet(tmp_path / "few.parquet")
    memory, lazy = (
        Survey(few, **design),
        Survey(ENGINES[engine](tmp_path / "few.parquet"), **design),
    )
    for by in (None, "k"):
        same(lazy.mean("y", by=by), memory.mean("y", by=by))
