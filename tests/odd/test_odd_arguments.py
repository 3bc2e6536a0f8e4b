"""Every public function answers odd arguments with a result, or in words of its own.

A draw takes a valid call and replaces one or two of its arguments with odd ones. What must not
happen: an error of Python, numpy or pandas from deep inside, or a warning.
"""

import contextlib
import copy
import inspect
import pickle
import signal
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random, SystemRandom
from types import FrameType, FunctionType
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import topline as tl
from tests.conftest import in_one_test
from topline.values import same

from .calls import Call, calls, data
from .values import ODD

SEED = 20240607
DRAWS, LONG_DRAWS = 500, 5_000
_PATIENCE = 60
"""Seconds after which a call hangs: far more than any needs, on however busy a machine."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that calls read and write lie in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    Path("survey.csv").write_text("q,age\nyes,3\nno,4\n")
    Path("tables.csv").write_text("Q1,,\n,All,F\nUnweighted n,9,5\nYes,40%,50%\n")
    Path("figures.csv").write_text(
        "figure_id,claim,percent,unit,n\n1,a,60,share_of_respondents,9\n"
    )
    Path("targets.csv").write_text("variable,category,target\nsex,f,0.5\nsex,m,0.5\n")
    Path("disclosure.toml").write_text("funded_by = 'A'\n")
    Path("plan.toml").write_text("data = 'survey.csv'\nquestions = ['q']\n")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> list[Call]:
    # results that calls are made of write and read files, too
    with (
        warnings.catch_warnings(),
        contextlib.chdir(tmp_path_factory.mktemp("calls")),
    ):
        warnings.simplefilter("error")
        found = calls()
    plt.close("all")
    return found


def names_of(call: Call) -> list[str]:
    """Return the arguments one can give a call by name, those of its ``**options`` it has."""
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    parameters = inspect.signature(call.function).parameters.values()
    own = [one.name for one in parameters if one.kind in kinds]
    return list(dict.fromkeys([*own, *call.arguments]))


@contextlib.contextmanager
def patience() -> Iterator[None]:
    """Stop a call that hangs, where the system can."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError("the call hangs")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(_PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def answer(call: Call, odd: dict[str, Any]) -> str:
    """Return what went wrong; nothing where there is a result, or words."""
    try:
        with warnings.catch_warnings(), patience():
            warnings.simplefilter("error")
            call.with_odd(odd)
    except (tl.ToplineError, tl.ToplineWarning) as problem:
        return "" if str(problem).strip() else "an error without words"
    except Exception as problem:  # whatever else is the fault that is looked for
        return f"{type(problem).__name__}: {str(problem)[:100]}"
    finally:
        plt.close("all")
    return ""


def drawn_faults(table: list[Call], random: Random, draws: int) -> list[str]:
    """Return the draws that are answered in no words of ours."""
    faults = []
    for _ in range(draws):
        call = random.choice(table)
        names = names_of(call)
        if not names:
            continue
        chosen = random.sample(names, min(len(names), random.choice((1, 1, 2))))
        labels = {name: random.choice(list(ODD)) for name in chosen}
        values = {name: ODD[label]() for name, label in labels.items()}
        if "*" in values:
            values["*"] = (values["*"],)
        if wrong := answer(call, values):
            faults.append(f"{call.name} with {labels}: {wrong}")
    return faults


def record(
    record_property: Callable[[str, object], None], seed: int, tried: int, faults: list[str]
) -> None:
    """Tell the table of faults what was tried."""
    for name, value in {"seed": seed, "tried": tried, "failed": len(faults)}.items():
        record_property(name, value)


def comes_back(given: Any) -> bool:
    """Return whether a result is the same after a pickle, and copied; libraries' own are theirs."""
    if type(given).__module__.startswith(("matplotlib", "great_tables")) or inspect.isgenerator(
        given
    ):
        return True
    ways = (pickle.loads(pickle.dumps(given)), copy.copy(given), copy.deepcopy(given))
    return all(type(again) is type(given) and same(again, given) for again in ways)


def test_every_valid_call_works_and_what_it_returns_comes_back_equal(table):
    """A call that is refused in words is none from which odd arguments could be tried."""
    refused = []
    for call in table:
        try:
            with warnings.catch_warnings(), patience():
                warnings.simplefilter("error")
                found = call.with_odd({})
            if not comes_back(found):
                refused.append(f"{call.name}: another {type(found).__name__} comes back")
        except Exception as problem:  # told by the call that it is of
            refused.append(f"{call.name}: {type(problem).__name__}: {problem}")
        plt.close("all")
    assert refused == []


def test_every_public_function_has_a_call(table):
    known = {call.name for call in table}
    public = {
        name
        for name in tl.__all__
        if inspect.isfunction(getattr(tl, name)) and not name.startswith("load_")
    }
    # they write whole reports or set what other calls print in, and have tests of their own
    assert public - known == {
        "in_language",
        "set_language",
        "write_book",
        "write_report",
        "write_survey_report",
    }


def test_every_public_method_has_a_call(table):
    """Of classes that a person's calls return; a value of plain parts has no method of its own."""
    classes = {name: getattr(tl, name) for name in tl.__all__ if inspect.isclass(getattr(tl, name))}
    methods = (FunctionType, classmethod, staticmethod)
    # what several classes take from one need not be called of each
    called = [call.name.split(".") for call in table if call.name.count(".") == 1]
    known = {getattr(classes[own], name).__qualname__ for own, name in called if own in classes}
    public = {
        f"{name}.{method}"
        for name, own in classes.items()
        if not issubclass(own, (Exception, tuple, int))
        for method in dir(own)
        if not method.startswith("_") and isinstance(inspect.getattr_static(own, method), methods)
        if getattr(own, method).__qualname__ not in known
    }
    assert public == {
        "Linearised.with_sample_type",  # by Survey.with_sample_type
        "Replicated.with_sample_type",
        "SampledReplicates.added",  # of the engine: arrays of its own
        "WeightingStep.between",
        "WeightingStep.of",
    }


@pytest.mark.faults
def test_odd_arguments_are_answered_in_words(table, record_property):
    print(f"seed {SEED}")  # noqa: T201
    faults = drawn_faults(table, Random(SEED), DRAWS)
    record(record_property, SEED, DRAWS, faults)
    assert not faults, "\n".join(faults)


NAMED = ("mean", "proportion", "total", "quantile", "gini", "lorenz", "share_ratio", "theil",
         "atkinson", "poverty_line", "poverty_rate", "poverty_gap")  # fmt: skip
"""Estimates of variables that are named, of which there must be one."""


@pytest.mark.parametrize(
    ("name", "argument", "odd"),
    [
        ("reason_sentences", "without", "nullable"),
        ("LikelihoodModel.test", "df", "Decimal sNaN"),
        ("plot_funnel", "ax", "ragged"),
        ("plot_coverage", "ax", "deep"),
        ("plot_bars", "highlight", "empty array"),
        ("plot_bars", "highlight", "pd.NA"),
        ("Survey.describe", "show_personal", "DataFrame"),
        ("Survey.describe", "variables", "pd.NA"),
        ("Survey.contents", "show_personal", "object array"),
        ("propose_headline", "scale", "odd index"),
        ("propose_headline", "wave", "numbered columns"),
        ("propose_headline", "mode", "Categorical"),
        ("Survey.with_base_weights", "counts", "'x'"),
        ("Survey.adjust_attrition", "waves", "[1]"),
        ("Survey.adjust_attrition", "classes", "DataFrame"),
        ("Survey.adjust_attrition", "model", "pd.NA"),
        ("Survey.doubly_robust", "variables", "[]"),
        ("Survey.doubly_robust", "interval", "Series"),
        ("Survey.doubly_robust", "population", "5e-324"),
        ("Survey.rake", "by", "MultiIndex"),
        ("Survey.calibrate", "cost", "Path"),
        ("Survey.post_stratify", "residuals", "DataFrame"),
        ("Survey.weight", "trim", "slice"),
        ("Survey.weighted_data", "replicates", "odd index"),
        ("Targets.only", "variables", "bytes"),
        ("Codebook.reasons", "name", "[]"),
        ("Codebook.with_labels", "labels", "nested"),
        ("SurveyData.with_columns", "columns", "two levels"),
        ("Disclosure.get", "key", "{}"),
        ("Strings.pattern", "english", "zero-d array"),
        ("Style.softer", "color", "nan"),
        ("Style", "categories", "empty array"),
        ("Model.contrast", "weights", "10**400"),
        ("Model.contrast", "weights", "[1e308, 1e308, 1e308]"),
        ("Model.contrast", "weights", "complex array"),
        ("PublishedTables.select", "question", "[]"),
        ("PublishedTables.select", "groups", "nested"),
        ("PublishedTables.select", "table", "control text"),
        ("read_published", "on_refused", "structured array"),
        ("recognise_file", "kind", "pd.NA"),
        ("average_polls", "at", "ragged"),
        ("average_polls", "since", "set"),
        ("average_polls", "until", "{}"),
        ("check_means", "scale", "DataFrame"),
        ("plot_coefficients", "terms", "nullable"),
        ("Survey.lorenz", "shares", "deep"),
        ("Survey.open", "path", "DataFrame"),
        ("Survey.poverty_gap", "line", "10**400"),
        ("convert_margin", "margin", "1e308"),
        ("percent_text", "proportion", "Decimal sNaN"),
        ("percent_lead", "n", "Decimal sNaN"),
        ("SurveyData.with_columns", "columns", "DataFrame"),
        ("check_claim", "unit", "Categorical"),
        *((f"Survey.{name}", "variables", "[]") for name in NAMED),
    ],
)
def test_what_was_answered_by_others_is_answered_in_words(table, name, argument, odd):
    call = next(call for call in table if call.name == name)
    assert answer(call, {argument: ODD[odd]()}) == ""


@pytest.mark.faults
@pytest.mark.long
def test_many_odd_arguments_are_answered_in_words(table, record_property):
    seed = SystemRandom().randrange(2**32)
    print(f"seed {seed}")  # noqa: T201
    faults = drawn_faults(table, Random(seed), LONG_DRAWS)
    record(record_property, seed, LONG_DRAWS, faults)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("factor", [1e-300, 1e-160, 1e-90, 1e90, 1e155, 1e300])
def test_the_scale_of_weights_changes_nothing_or_is_refused(factor):
    frame = data()
    options = {"weights": "w", "strata": "s", "clusters": "c"}
    scaled = frame.assign(w=frame["w"] * factor)
    if not 1e-95 < factor < 1e95:
        with pytest.raises(tl.DataError, match="divide them by their mean"):
            tl.Survey(scaled, **options)
        return
    for made in (
        lambda survey: survey.mean("age"),
        lambda survey: survey.proportion("q", by="sex"),
        lambda survey: survey.median("age"),
        lambda survey: survey.crosstab("q", "sex").estimates,
        lambda survey: survey.to_replicates("jkn").mean("age"),
    ):
        first, second = made(tl.Survey(frame, **options)), made(tl.Survey(scaled, **options))
        names = ["estimate", "ci_low", "ci_high"]
        np.testing.assert_allclose(first.table[names], second.table[names], rtol=1e-9)


def test_a_question_of_an_identifier_is_refused_before_it_takes_memory():
    frame = pd.DataFrame({"id": [f"R{k}" for k in range(30_000)]})
    with pytest.raises(tl.DataError, match=r"30,000 different answers .* is it an identifier"):
        tl.Survey(frame).proportion("id")
    frame = pd.DataFrame({"code": np.arange(300_000) % 900})
    frame["code"] = "C" + frame["code"].astype(str)
    frame["pair"] = np.arange(300_000) // 2
    with pytest.raises(tl.DataError, match=r"900 different answers of 150,000 .*1,029 MiB"):
        tl.Survey(frame, clusters="pair").proportion("code")
    # of rows that are sampled units no table has one for each; 333 or 334 gave an answer
    p, found = 1 / 900, tl.Survey(frame).proportion("code").table["std_error"]
    assert found.max() == pytest.approx((p * (1 - p) / 299_999) ** 0.5, rel=2e-3)


def test_what_each_respondent_moves_is_counted_before_it_takes_memory():
    size = 20_000
    frame = pd.DataFrame({"y": np.arange(size) % 97, "w": 1.0, "x": np.arange(size) % 7})
    survey, many = tl.Survey(frame, weights="w"), np.arange(1, 10_000) / 10_000
    with pytest.raises(tl.ArgumentError, match="q has 9,999 shares; expected at most 200"):
        survey.quantile("y", many)
    with pytest.raises(tl.ArgumentError, match=r"9,999 shares of 20,000 respondents need 1,525"):
        survey.lorenz("y", shares=many)
    with pytest.raises(tl.ArgumentError, match="breaks has 9,999 days; expected at most 100"):
        tl.average_polls(frame, breaks=list(range(9_999)))
    others = pd.DataFrame({"x": np.zeros(10_000)})
    with pytest.raises(tl.ArgumentError, match=r"10,000 predictions .* 20,000 .* need 1,525 MiB"):
        survey.linear("y ~ x").predict(others)


def test_margins_of_many_levels_take_the_memory_of_one():
    size, levels = 4_000, 80
    frame = pd.DataFrame({"y": np.arange(size) % 97, "g": np.arange(size) % levels})
    frame["g"] = frame["g"].map("{:02d}".format)
    model = tl.Survey(frame).linear("y ~ g")
    tracemalloc.start()
    found = model.margins()
    assert tracemalloc.get_traced_memory()[1] < 12 * size * levels * 8
    tracemalloc.stop()
    assert len(found) == levels - 1


def test_survival_of_many_groups_takes_the_memory_of_all_respondents_once():
    size, groups = 4_000, 80
    frame = pd.DataFrame({"t": np.arange(size) % 499 + 1, "e": 1, "g": np.arange(size) % groups})
    frame["g"] = frame["g"].map("{:02d}".format)
    survey = tl.Survey(frame)
    tracemalloc.start()
    curves = survey.kaplan_meier("t, e ~ g")
    assert tracemalloc.get_traced_memory()[1] < 20 * size * 200 * 8
    tracemalloc.stop()
    one = survey.where("g == '07'").kaplan_meier("t, e ~ g", times=250)
    own = curves.table.table.query("g == '07' and time <= 250").iloc[-1]
    names = ["estimate", "std_error", "df"]
    alone = one.table.table[names].iloc[0]
    np.testing.assert_allclose(own[names].astype(float), alone.astype(float))


def test_counts_of_a_huge_base_take_no_memory():
    found = tl.percent_interval("63%", 9_999_999_999, method="clopper_pearson")
    assert found.counts == (6_249_999_999 + 1, 6_349_999_999)


@in_one_test(
    ("call", "message"),
    [
        (lambda: tl.proportion_interval(5, None), "nobs is None; expected a number or an array"),
        (lambda: tl.percent_text(float("inf")), "proportion is inf; expected one number"),
        (lambda: tl.percent_text(0.5, decimals=50), "decimals is 50; expected a whole number"),
        (lambda: tl.sample_size_margin([0.03, 0.05]), r"margin is \[0.03, 0.05\]; expected a num"),
        (lambda: tl.allocate("300+", [10, 20]), r"n is '300\+'; expected a whole number from 1"),
        (lambda: tl.check_claim(63, n=400), "claim is 63; expected a comparison"),
        (lambda: tl.Survey(data()).crosstab("q", "sex", statistics=0.5), "statistics is 0.5; expe"),
        (lambda: tl.Survey(data()).crosstab("q", "sex", bases=5), "bases is 5; expected a list"),
        (
            lambda: tl.Survey(data()).crosstab("q", "sex", hide_below=pd.DataFrame()),
            "hide_below is .*; expected",
        ),
        (lambda: tl.Survey(data()).proportion({}), "expected the name of a column"),
        (lambda: tl.Survey(data()).linear("age ~ sex").test([1]), "terms is 1; expected terms"),
        (lambda: tl.read_survey("none.csv", missing_words=pd.NA), "missing_words is <NA>"),
        (lambda: tl.Survey(data()).atkinson("age", 10**400), "aversion is .*; expected a number"),
        (
            lambda: tl.Survey(data()).crosstab("q", "sex", scores=...),
            "scores is Ellipsis; expected a number for each answer",
        ),
        (
            lambda: tl.Survey(data()).crosstab("q", "sex", scores={"yes": 10**400}),
            "the score of 'yes' is .*; expected a number for each answer",
        ),
        (lambda: tl.proportion_interval(4, 10, deff=1e-300), "a design effect is from 0.000001"),
    ],
)
def test_the_words_name_argument_value_and_remedy(call, message):
    with pytest.raises(tl.ArgumentError, match=message):
        call()


def test_answers_out_of_a_variances_reach_are_refused_without_a_warning():
    for size in (1.7e308, -1e200, 1e-300):
        frame = data().assign(y=size)
        with pytest.raises(tl.DataError, match=r"as its largest value .* mark it as missing"):
            tl.Survey(frame, weights="w").mean("y")
