"""Every public value pickles, copies and is equal to what comes back."""

import copy
import inspect
import pickle
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from io import StringIO
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import topline
from tests.conftest import in_one_test
from tests.test_returned_names import FUNCTIONS, classes
from topline.mappings import FrozenMapping
from topline.statistics.pooling.funnel import funnel_data
from topline.survey.engine.replicate_weights import SampledReplicates
from topline.survey.engine.unit_replicates import UnitReplicates
from topline.values import Value, owned, same

NAN = float("nan")
POLLS = pd.DataFrame(
    {
        "publisher": ["A", "B", "A"],
        "percent": [41, 44, 42],
        "n": 1000,
        "fielded_end": ["2024-05-02", "2024-05-03", "2024-05-12"],
    }
)
CLAIMED = pd.DataFrame(
    {"answer": "Yes", "group": ["G > A", "G > B"], "percent": ["60%", "40%"], "n": 500}
)
DATA = pd.DataFrame(
    {
        "sex": pd.Categorical(["f", "m"] * 6),
        "vote": ["a", "b", "a", "b", "b", None] * 2,
        "age": [20.0, 30, NAN, 41, 52, 60] * 2,
        "w": [1.0, 2, 1, 2, 1, 1] * 2,
        "psu": [*range(6)] * 2,
        **{f"r{k}": [1.0, 2, 1, 2, 1, 1 + k] * 2 for k in range(4)},
    }
)


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    folder = tmp_path_factory.mktemp("values")
    DATA.to_csv(folder / "s.csv", index=False)
    (folder / "plan.toml").write_text(
        'data = "s.csv"\nquestions = ["vote"]\n[disclosure]\nstrategy = ["survey"]\n'
    )
    return topline.read_survey(folder / "s.csv"), topline.read_report_plan(folder / "plan.toml")


TIMED = {
    "time": [1, 2, 3, 4, 5, 6],
    "event": [1, 0, 1, 1, 0, 1],
    "group": ["a", "b", "a", "b", "b", "a"],
    "x": [0.5, 1.5, 1.0, 2.0, 0.2, 0.9],
}


@pytest.fixture(scope="module")
def values(read):
    """A value of every public class, by its name; some have NaN, arrays or frames inside."""
    survey = topline.Survey(DATA, weights="w", clusters="psu")
    names = [f"r{k}" for k in range(4)]
    replicated = topline.Survey(
        DATA, weights="w", replicate_weights=names, replicate_method="bootstrap", scale=1
    )
    timed = topline.Survey(pd.DataFrame(TIMED))
    weighted = replicated.rake({"sex": {"f": 0.5, "m": 0.5}})
    estimated = topline.targets_from(survey, ["sex"])
    raked = topline.rake_weights({"a": ["x", "y", "y"]}, {"a": {"x": 1, "y": 1}})
    shares = survey.proportion("vote", by="sex")
    record = topline.Disclosure({"strategy": ["survey"], "deep": {"er": [1, NAN]}})
    counts = [30, 45, 20], [100, 120, 80]
    chart = topline.publish(topline.plot_estimates(shares), title="Votes")
    plt.close("all")
    recommended = topline.recommend_interval(40, methods=("wilson", "agresti_coull"))
    every = [
        topline.check_claim("63% > 50%", 400),
        topline.FileKind("tables", "it is a PDF"),
        topline.check_figures_claim("more of A than B say yes", CLAIMED),
        read[0],
        read[0].codebook,
        topline.MultipleResponseSet("Which?", ("a", "b"), 1),
        survey.contents()[0],
        topline.reportable_columns(survey)[0],
        topline.AnswerCount(1, "yes", 3),
        read[1],
        record,
        topline.check_disclosure(record),
        shares,
        shares.covariance,
        chart.to_datawrapper(),
        survey.linear("age ~ sex"),
        survey.loglinear("~ sex + vote"),
        topline.Survey.from_imputations([DATA, DATA]),
        topline.Survey.from_imputations([DATA, DATA]).linear("age ~ sex"),
        topline.Survey.from_imputations([DATA, DATA]).linear("age ~ sex").fit,
        topline.Survey.from_imputations([DATA, DATA]).loglinear("~ sex + vote"),
        topline.Survey.from_imputations([timed.data, timed.data]).ordinal("group ~ x"),
        topline.model_table({"a": survey.linear("age ~ sex")}),
        topline.Survey.from_waves({"a": DATA, "b": DATA}, overlap=False),
        survey.linear("age ~ sex").fit,
        replicated,
        survey,
        survey.design,
        replicated.design,
        replicated.replicate_weights,
        SampledReplicates(np.ones((2, 3)), np.ones(2), np.array([0, 1]), 2),
        UnitReplicates(np.ones(2), np.array([0, 1]), np.ones((2, 3))),
        raked,
        raked.margins[0],
        timed.ordinal("group ~ x"),
        timed.kaplan_meier("time, event ~ group"),
        topline.trim_weights([1, 1, 2, 8], upper=6),
        topline.calibrate_weights([[1, 20], [1, 40], [1, 60]], [30, 1500]),
        topline.load_example_targets(),
        topline.read_published(StringIO("Q1,,\n,All,F\nUnweighted n,9,5\nYes,40%,50%\n")),
        topline.TableHint(units="percent"),
        weighted.weighting,
        weighted.weighting.steps[0],
        weighted.replicate_weights,
        replicated.calibrate({"sex": {"f": 8, "m": 8}}).replicate_weights,
        replicated.rake(estimated, targets_variance=True).replicate_weights,
        survey.crosstab("vote", "sex"),
        topline.BookChanges(added=("chart vote",)),
        topline.WrittenBook(path=Path("b.xlsx")),
        shares.printed(),
        chart,
        funnel_data(*counts),
        topline.implied_design_effect(5, 400),
        topline.implied_sample_size(5),
        topline.Interval(np.array([0.1, NAN]), np.array([0.2, NAN])),
        topline.leave_one_out(*counts),
        topline.margin_check(5, 400),
        topline.pairwise_comparisons(*counts),
        topline.percent_difference(63, 400, 52, 400),
        topline.percent_interval(63, 400),
        topline.percent_lead(48, 44, 800),
        topline.pool_proportions(*counts, model="fixed"),
        topline.propose_headline(shares),
        topline.Claim("more", (0,), (1,)),
        recommended,
        recommended.ratings[0],
        next(iter(topline.REASONS.values())),
        topline.average_polls(POLLS),
        topline.small_study_test(*counts),
        topline.cumulative_pool(*counts),
        topline.pool_proportions(
            [*counts[0], 9], [*counts[1], 70], method="raw", mods=[1, 2, 3, 5]
        ).regression,
        topline.historical_error([0.5, 0.4, 0.3, 0.2], [0.5] * 4, list("aabc")),
        topline.grim(["5.19", "5.18"], 28),
        topline.check_p_value("t", "2.20", ".03", df=28),
        topline.check_published(topline.load_recruiters()),
        topline.sample_size_margin(0.03),
        topline.Severity.SUPPRESS,
        topline.proportion_test(3, 10, 0.5),
        topline.SIZES["double"],
        topline.GERMAN,
        topline.DARK,
    ]
    return {type(one).__name__: one for one in every}


def public_classes():
    """Every public class but errors, and every one that a public function returns."""
    named = [getattr(topline, name) for name in topline.__all__]
    own = {one for one in named if inspect.isclass(one) and not issubclass(one, Exception)}
    returned = [
        classes(inspect.signature(found).return_annotation, found.__globals__)
        for found in FUNCTIONS.values()
    ]
    return sorted(own.union(*returned), key=lambda one: one.__name__)


def equal(one, other):
    return same(one, other) if isinstance(one, topline.Covariance) else bool(one == other)


WAYS = {
    "pickle": lambda one: pickle.loads(pickle.dumps(one)),
    "oldest pickle": lambda one: pickle.loads(pickle.dumps(one, 2)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}


@in_one_test("way", WAYS)
@in_one_test("public", public_classes(), ids=lambda one: one.__name__)
def test_comes_back_equal(public, way, values):
    assert public.__name__ in values, f"this test has no {public.__name__}; add one to values()"
    value = values[public.__name__]
    again = WAYS[way](value)
    assert type(again) is type(value)
    assert equal(again, value)
    assert repr(again) == repr(value) or isinstance(value, topline.Published)


@pytest.mark.quick
@in_one_test("public", public_classes(), ids=lambda one: one.__name__)
def test_is_a_value(public):
    known = (Value, tuple, Enum, topline.Covariance)
    own = "__eq__" in vars(public) or any("__eq__" in vars(base) for base in public.__mro__[:-1])
    assert issubclass(public, known) or own, f"{public.__name__} has no == of its own"
    assert not is_dataclass(public) or public.__dataclass_params__.frozen


@pytest.mark.parametrize("name", ["REASONS", "SIZES", "ENGLISH", "LIGHT"])
def test_public_tables_come_back_equal(name):
    given = getattr(topline, name)
    assert pickle.loads(pickle.dumps(given)) == copy.deepcopy(given) == given


def test_answers_are_the_same_after_a_trip(values):
    survey = values["Survey"]
    again = pickle.loads(pickle.dumps(survey))
    assert again.mean("age", by="sex") == survey.mean("age", by="sex")
    part, part_again = (one.where("age > 25").proportion("vote") for one in (survey, again))
    assert part == part_again
    table = pickle.loads(pickle.dumps(values["Crosstab"]))
    assert table.test() == values["Crosstab"].test()
    chart = pickle.loads(pickle.dumps(values["Published"]))
    assert chart.to_svg() == values["Published"].to_svg()


def test_what_a_survey_has_worked_out_stays_behind(values):
    survey = values["Survey"]
    before = pickle.dumps(topline.Survey(DATA, weights="w", clusters="psu"))
    survey.proportion("vote", by=["sex"])
    assert len(pickle.dumps(survey)) == len(before)


def test_another_value_is_unequal(values):
    unlike = {
        name: replace(value, **{fields(value)[0].name: "fr" if name == "Strings" else "other"})
        for name, value in values.items()
        if isinstance(value, Value) and not isinstance(value, (topline.Survey, topline.Style))
        if name not in ("Published", "Disclosure", "TableHint") and not name.endswith("Replicates")
        if name != "ReplicateColumns"
    }
    assert len(unlike) > 15
    for name, other in unlike.items():
        assert other != values[name], name
        assert values[name] != 3
    assert values["Survey"] != topline.Survey(DATA, weights="w")
    assert values["Survey"] != values["Survey"].where("age > 30")


def test_another_process_gives_the_same(values, tmp_path):
    (tmp_path / "survey.pickle").write_bytes(pickle.dumps(values["Survey"]))
    script = (
        "import pickle, sys, topline\n"
        "survey = pickle.load(open('survey.pickle', 'rb'))\n"
        "sys.stdout.buffer.write(pickle.dumps(survey.mean('age', by='sex')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, timeout=120, check=True
    )
    assert pickle.loads(done.stdout) == values["Survey"].mean("age", by="sex")


@pytest.mark.quick
@in_one_test(
    ("one", "other", "equal"),
    [
        (NAN, float("nan"), True),
        (1, 1.0, True),
        ("a", 1, False),
        (None, NAN, False),
        (pd.NA, 1, False),
        (np.array([1, NAN]), np.array([1, NAN]), True),
        (np.array([1, 2]), np.array([1.0, 2]), False),
        (np.array(["a", None], object), np.array(["a", None], object), True),
        (np.array(["a"]), np.array(["a"]), True),
        (np.array([1]), [1], False),
        ({"a": [1, NAN]}, FrozenMapping({"a": [1, float("nan")]}), True),
        ({"a": 1}, {"b": 1}, False),
        ([1], (1,), False),
        (pd.Series([1, NAN]), pd.Series([1, NAN]), True),
        (DATA, DATA.copy(), True),
        (DATA, DATA.assign(age=1.0), False),
        (DATA, 1, False),
    ],
)
def test_same(one, other, equal):
    assert same(one, other) is equal
    assert same(other, one) is equal


def test_values_that_hold_no_arrays_have_a_hash():
    assert hash(topline.LIGHT) == hash(replace(topline.LIGHT))
    assert {topline.SIZES["web"]: 1}[copy.deepcopy(topline.SIZES["web"])] == 1
    assert hash(FrozenMapping({"a": 1})) == hash(FrozenMapping({"a": 1}))


def test_what_holds_a_table_says_that_it_has_no_hash(values):
    for name in ("Model", "ImputedSurvey", "Targets", "PublishedTables", "PollAverage"):
        with pytest.raises(TypeError, match=f"unhashable type: '{name}' holds a table"):
            hash(values[name])


def test_a_frozen_mapping_keeps_what_it_was_made_of():
    given = {"a": 1}
    frozen = FrozenMapping(given)
    given["a"] = 2
    assert frozen == {"a": 1}
    assert "a" in frozen
    assert len(frozen) == 1
    with pytest.raises(TypeError):
        frozen["a"] = 3
    assert pickle.loads(pickle.dumps(frozen)) == copy.deepcopy(frozen) == frozen


def test_owned_copies_what_others_can_write_to():
    writable = np.ones((2, 2))
    frozen = np.ones((2, 2))
    frozen.flags.writeable = False
    view = writable.view()
    view.flags.writeable = False
    assert not np.shares_memory(owned(writable), writable)
    assert not np.shares_memory(owned(view), writable)
    assert np.shares_memory(owned(frozen), frozen)
