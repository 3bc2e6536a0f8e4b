"""A call that cannot be is answered with the name that was meant, and costs next to nothing."""

import inspect
import pickle
import subprocess
import sys
import timeit
from contextlib import nullcontext
from enum import Enum

import pandas as pd
import pytest

import topline
from tests.conftest import in_one_test
from topline import ArgumentError
from topline.calls import CallError, answering
from topline.nearest import nearest_name

pytestmark = pytest.mark.quick

FUNCTIONS = [name for name in topline.__all__ if inspect.isfunction(getattr(topline, name))]
CLASSES = [
    name
    for name in topline.__all__
    if inspect.isclass(getattr(topline, name))
    and not issubclass(getattr(topline, name), (Exception, Enum))
]
METHODS = [
    (name, member)
    for name in CLASSES
    for member, value in inspect.getmembers(getattr(topline, name), inspect.isfunction)
    if not member.startswith("_") and value.__module__.startswith("topline")
]


def test_there_are_many():
    assert len(FUNCTIONS) > 80
    assert {"Estimates", "Survey", "Style", "Interval"} <= set(CLASSES)
    assert ("Estimates", "compare") in METHODS


def takes_any(function):
    kinds = {one.kind for one in inspect.signature(function).parameters.values()}
    return inspect.Parameter.VAR_KEYWORD in kinds


@in_one_test("name", [*FUNCTIONS, *CLASSES])
def test_no_public_call_takes_an_unknown_name(name):
    called = getattr(topline, name)
    if takes_any(called):
        return
    with pytest.raises(ArgumentError, match=rf"zzyzx is no argument of {name}\(\)") as refused:
        called(zzyzx=1)
    assert isinstance(refused.value, TypeError)


@in_one_test(("name", "member"), METHODS)
def test_no_method_takes_an_unknown_name(name, member):
    method = getattr(getattr(topline, name), member)
    if takes_any(method):
        return
    with pytest.raises(ArgumentError, match=r"zzyzx is no argument of \w+"):
        method(object(), zzyzx=1)


@in_one_test(
    ("call", "told"),
    [
        (lambda: topline.percent_interval("63%", 400, confidence=0.9),
         "confidence is no argument of percent_interval(); did you mean confidence_level=?"),
        (lambda: topline.percent_interval("63%", 400, metod="wald"), "did you mean method=?"),
        (lambda: topline.proportion_interval(3, n=9), "did you mean nobs=?"),
        (lambda: topline.percent_interval("63%", nobs=400), "did you mean n=?"),
        (lambda: topline.percent_interval("63%", 400, design_effect=2), "did you mean deff=?"),
        (lambda: topline.percent_interval("63%"),
         "percent_interval() lacks n; expected percent, n: percent_interval(percent, n)"),
        (lambda: topline.percent_interval("63%", 400, 0.9), "give the rest by name, as unit=…"),
        (lambda: topline.percent_interval("63%", 400, n=4), "has n twice"),
        (lambda: topline.Survey(topline.load_example_survey(), weight="weight"),
         "weight is no argument of Survey(); did you mean weights=?"),
        (lambda: topline.Survey(topline.load_example_survey()).mean("years_experience", bye="role"),
         "'bye' is no option; expected by,"),
        (lambda: topline.Survey(topline.load_example_survey()).cox("a, b ~ c", level=0.9),
         "'level' is no option; expected where, missing, confidence_level, df; did you mean"),
        # an argument beside options, and an option beside arguments
        (lambda: topline.Survey(topline.load_example_survey()).crosstab("role", cols="industry"),
         "cols is no argument of crosstab(); did you mean columns=?"),
        (lambda: topline.Survey(topline.load_example_survey()).crosstab("role", lvl=0.9),
         "did you mean confidence_level=?"),
        (lambda: topline.Survey(topline.load_example_survey()).mean("weight", banner="role"),
         "did you mean by=?"),
        (lambda: topline.implied_design_effect(moe=3), "did you mean margin=?"),
        (lambda: topline.plot_bars([], labels="x"), "plot_bars(); did you mean label=?"),
        (lambda: topline.Interval(low=1), "Interval(); did you mean ci_low=?"),
    ],
)  # fmt: skip
def test_the_name_that_was_meant_is_told(call, told):
    with pytest.raises(ArgumentError) as refused:
        call()
    assert told in str(refused.value)


@pytest.mark.usual
def test_results_answer_before_their_class_was_asked_for():
    code = (
        "import topline\n"
        "est = topline.estimate_figures(topline.load_recruiters())\n"
        "try: est.compare(refrence=1)\n"
        "except TypeError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "did you mean reference=?" in done.stdout, done.stderr


def test_an_error_of_the_function_itself_stays():
    def broken(n):
        return n + "1"

    with pytest.raises(TypeError, match="unsupported operand") as raised:
        answering(broken, "broken")(3)
    assert not isinstance(raised.value, CallError)


def test_functions_stay_what_they_are():
    function = topline.percent_interval
    assert function is topline.percent_interval
    assert pickle.loads(pickle.dumps(function)) is function
    assert list(inspect.signature(function).parameters)[:2] == ["percent", "n"]
    assert function.__doc__.startswith("Compute the interval of one published percent")
    assert topline.Interval(1, 2)._replace(ci_low=0) == (0, 2)


@pytest.mark.long
def test_a_call_costs_less_than_a_microsecond_more():
    def plain(n, *, m=1):
        return n, m

    told, times = answering(plain, "plain"), 100_000
    with_answer, without = (
        min(timeit.repeat(lambda: call(1, m=2), number=times, repeat=5))  # noqa: B023
        for call in (told, plain)
    )
    assert (with_answer - without) / times < 1e-6


@in_one_test(
    ("word", "names", "meant"),
    [
        ("conf_level", ["method", "confidence_level"], "confidence_level"),
        ("Confidence-Level", ["method", "confidence_level"], "confidence_level"),
        ("psu", ["strata", "clusters"], "clusters"),
        ("lang", ["language"], "language"),
        ("zzz", ["method", "n"], None),
        ("by", ["banner", "targets-by"], "banner"),
        ("rate", ["response_rate", "n"], "response_rate"),
    ],
)
def test_nearest_names(word, names, meant):
    assert nearest_name(word, names) == meant


def test_half_a_sign_is_told_wherever_it_is_met():
    answers = pd.Series(["a\ud800b", "no"] * 9, dtype=object)
    survey = topline.Survey(pd.DataFrame({"q": answers, "g": ["x", "y"] * 9}))
    told = pytest.raises(topline.DataError, match=r"the text 'a\\ud800b' holds half a sign")
    for ask in (lambda: survey.proportion("q"), lambda: survey.crosstab("q", "g")):
        # pandas 2 has texts as objects, and half a sign as any other
        with told if pd.Series(["a"]).dtype != object else nullcontext():
            found = ask()
            assert len(getattr(found, "estimates", found).table) >= 2


def test_what_was_misspelt_is_named_whatever_it_is(tmp_path):
    (tmp_path / "answers.csv").write_text("q\nyes\n", encoding="utf-8")
    survey = topline.Survey(topline.load_example_survey(), weights="weight")
    estimates = survey.proportion("importance", by="role")
    misspelt = {
        "did you mean 'bars'?": lambda: estimates.plot("bar"),
        "did you mean 'acs'?": lambda: topline.Survey(topline.load_example_survey(), preset="asc"),
        "did you mean 'recruiter'?": lambda: topline.plot_bars(
            estimates, label="category", group="role", highlight="recruter"
        ),
        f"did you mean {tmp_path / 'answers.csv'}?": lambda: topline.read_survey(
            tmp_path / "answers.cvs"
        ),
    }
    for hint, call in misspelt.items():
        with pytest.raises(topline.ToplineError) as error:
            call()
        assert hint in str(error.value)
    with pytest.raises(topline.DataError, match=r"does not exist; check the path$"):
        topline.read_survey(tmp_path / "nowhere" / "answers.csv")
