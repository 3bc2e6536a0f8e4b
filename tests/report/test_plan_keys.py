"""Every key of a plan with a value of every other kind: an error that names the key."""

from inspect import signature

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.conftest import in_one_test
from topline import (
    ArgumentError,
    Disclosure,
    Survey,
    ToplineError,
    check_disclosure,
    cli,
    read_report_plan,
)
from topline.disclosure.items import ITEMS
from topline.report.disclosed import disclosed
from topline.report.plan_keys import DESIGN, KEYS, MODEL, OF_COLUMNS, TABLES, WEIGHTING

VALUES = {
    '"a"': "a",
    '""': "",
    "1": 1,
    "-1": -1,
    "0.5": 0.5,
    "true": True,
    "2018-08-13": None,
    "2018-08-13T10:00:00Z": None,
    "10:00:00": None,
    "[]": [],
    '["a"]': ["a"],
    '["a", 1]': ["a", 1],
    "[1, 2.5]": [1, 2.5],
    "[[1], [2]]": [[1], [2]],
    '[["a"]]': [["a"]],
    "[{ a = 1 }]": [{"a": 1}],
    "{}": {},
    "{ a = 1 }": {"a": 1},
}
"""Values of every kind that TOML has, as they are written."""

PLAN = 'data = "s.csv"\nquestions = ["q"]\n'


def plan(tmp_path, text):
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return read_report_plan(path)


OF_ANSWERS = {"missing_codes", "order", "sets", "missing_words"}
"""Arguments of ``Survey`` about its answers, which are no part of its design."""


def test_the_design_has_the_arguments_of_survey():
    given = list(signature(Survey).parameters)[1:]
    assert list(DESIGN) == [name for name in given if name not in OF_ANSWERS]


def test_the_weighting_has_the_arguments_of_its_methods():
    own = {name for name in signature(Survey.weight).parameters if name != "options"}
    ways = (Survey.rake, Survey.post_stratify, Survey.calibrate)
    taken = {name for way in ways for name in signature(way).parameters}
    # a plan has the totals as targets, of a file or table, which have no variance and no formula
    assert set(WEIGHTING) == (own | taken) - {"self", "totals", "formula", "targets_variance"}


MODELLED = (Survey.glm, Survey.ordinal, Survey.multinomial, Survey.cox)


def test_a_model_has_the_arguments_of_the_methods_that_fit_one():
    taken = {name for method in MODELLED for name in signature(method).parameters}
    # `options` are those of glm
    assert set(MODEL) == (taken | {"predictions"}) - {"self", "options"}


def test_a_model_without_a_formula(tmp_path):
    with pytest.raises(ArgumentError, match=r"models\.who has no formula; expected one, as"):
        plan(tmp_path, f'{PLAN}[models.who]\nfamily = "binomial"\n')
    with pytest.raises(ArgumentError, match=r"models\.who is 'y ~ x'; expected a table"):
        plan(tmp_path, f'{PLAN}[models]\nwho = "y ~ x"\n')
    with pytest.raises(ArgumentError, match=r"the models\.who has the key 'predict'; expected"):
        plan(tmp_path, f'{PLAN}[models.who]\nformula = "y ~ x"\npredict = ["x"]\n')


SECTIONS = {"": KEYS, "design": DESIGN, "weighting": WEIGHTING, "tables": TABLES}


@pytest.mark.parametrize(
    "key",
    [
        *KEYS,
        *(f"design.{key}" for key in DESIGN),
        *(f"weighting.{key}" for key in WEIGHTING),
        *(f"tables.{key}" for key in TABLES),
        "labels.q",
    ],
)
def test_a_value_of_another_kind(tmp_path, key):
    section, _, name = key.rpartition(".")
    kinds = SECTIONS.get(section, {})
    refused = 0
    for written, value in VALUES.items():
        kept = "".join(line + "\n" for line in PLAN.splitlines() if line.split()[0] != name)
        text = f"{kept}[{section}]\n" if section else kept
        text += f"{name} = {written}\n"
        own = {"design", "weighting", "tables", "tables.question", "models", *OF_COLUMNS}
        if key in own and isinstance(value, dict) and value:
            continue  # its own keys are tried by themselves
        good = kinds[name].holds(value) if name in kinds else isinstance(value, str)
        if good and value not in ("", []):
            plan(tmp_path, text)
            continue
        try:
            plan(tmp_path, text)
        except ArgumentError as error:
            refused += 1
            words = kinds[name].words if name in kinds else "a text in quotes"
            assert key in str(error)  # noqa: PT017
            assert f"expected {words}" in str(error) or f"has no {key}" in str(error)  # noqa: PT017
        else:
            assert good, f"{key} = {written}"
    assert refused > 5


def test_labels_that_are_no_text(tmp_path):
    for written in ("1", "[]", "{ a = 1 }", "true", "2018-08-13"):
        with pytest.raises(ArgumentError, match=r"plan\.toml: labels\.q is .*; expected a text"):
            plan(tmp_path, f"{PLAN}[labels]\nq = {written}\n")
    with pytest.raises(ArgumentError, match=r"labels\.a is a table; expected a text"):
        plan(tmp_path, f'{PLAN}[labels]\na.b = "x"\n')


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.dates()
    | st.datetimes()
    | st.sampled_from(["survey", "probability", "en", "not_disclosed", "RR1", "CAWI", 10**400]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["wording", "code", "value", "CAWI", "definition", "name"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=4,
)
TOLD = sorted({key.partition(".")[0] for item in ITEMS.values() for key in item.keys} | {"release"})


@given(st.dictionaries(st.sampled_from(TOLD), ANYTHING, max_size=8))
def test_a_record_of_anything_is_checked_and_printed(values):
    record = Disclosure(values)
    for row in check_disclosure(record).table.to_dict("records"):
        assert len(row["to_do"]) < 1000
    assert disclosed(record) is not None


@in_one_test("key", TOLD)
def test_a_record_with_a_date_and_a_time(key):
    values = {"field_start": "2018-08-06", "field_end": "2018-08-10", "n": 400, key: 10**400}
    assert not check_disclosure(Disclosure(values)).complete


@pytest.mark.parametrize("wrong", [None, 5, "a", [1]])
def test_what_is_no_record(wrong):
    with pytest.raises(ToplineError, match="expected a mapping of keys"):
        Disclosure(wrong)
    with pytest.raises(ToplineError, match="expected a Disclosure"):
        check_disclosure(wrong)


def test_the_command_line_names_keys_of_a_plan_as_the_plan_does(tmp_path):
    place = tmp_path / "plan.toml"
    for text, key in (
        (f"{PLAN}confidence = 0.9", "confidence_level"),
        (f"{PLAN}[design]\nreplicate = 'w'", "replicate_weights"),
        (f"{PLAN}confidence_level = 'high'", "confidence_level is 'high'"),
    ):
        place.write_text(text, encoding="utf-8")
        for command in (["report", str(place)], ["tables", "--plan", str(place)]):
            done = CliRunner().invoke(cli.app.app, [*command, "--out", str(tmp_path / "out.xlsx")])
            assert isinstance(done.exception, ArgumentError)
            said = str(done.exception)
            assert key in said
            assert "--" not in said
