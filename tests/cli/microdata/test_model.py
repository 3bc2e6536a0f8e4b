"""Models on the command line: the numbers of ``Survey``, and what cannot be asked."""

import json

import pytest

import topline

FORMULA = "prefers_note == 'yes' ~ age_group + gender"
TIMED = "years_experience, prefers_note == 'yes' ~ age_group"


@pytest.fixture(scope="module")
def drawn():
    return topline.Survey(
        topline.load_example_survey(), weights="weight", strata="stratum", clusters="cluster"
    )


@pytest.mark.parametrize(
    ("line", "of"),
    [
        ([FORMULA, "--family", "binomial"], lambda s: s.logistic(FORMULA).table),
        (
            [FORMULA, "--family", "logistic", "--link", "probit"],
            lambda s: s.logistic(FORMULA, link="probit").table,
        ),
        (
            ["prefers_note == 'yes' ~ ns(years_experience, knots=[4, 8])", "--family", "logistic"],
            lambda s: s.logistic(
                "prefers_note == 'yes' ~ ns(years_experience, knots=[4, 8])"
            ).table,
        ),
        (
            [FORMULA, "--family", "binomial", "--margins", "age_group"],
            lambda s: s.logistic(FORMULA).margins("age_group"),
        ),
        (
            [FORMULA, "--family", "binomial", "--predictions", "gender", "--df", "design"],
            lambda s: s.logistic(FORMULA, df="design").predictions("gender"),
        ),
        (
            ["importance ~ role", "--family", "ordinal", "--exponentiate", "--df", "design"],
            lambda s: s.ordinal("importance ~ role", exponentiate=True, df="design").table,
        ),
        (
            ["importance ~ role", "--family", "ordinal", "--margins", "role"],
            lambda s: s.ordinal("importance ~ role").margins("role"),
        ),
        (
            ["importance ~ role", "--family", "multinomial", "--predictions", "role"],
            lambda s: s.multinomial("importance ~ role").predictions("role"),
        ),
        (
            [TIMED, "--family", "cox", "--where", "role == 'recruiter'"],
            lambda s: s.cox(TIMED, where="role == 'recruiter'").table,
        ),
        (
            ["years_experience ~ role", "--rake", "gender"],
            lambda s: s.rake(topline.load_example_targets().only(["gender"]))
            .linear("years_experience ~ role")
            .table,
        ),
    ],
)  # fmt: skip
def test_it_is_the_survey_s(run, drawn, line, of):
    code, out, _ = run("model", "--example", *line, "--format", "json")
    assert code == 0
    found, table = json.loads(out)["estimates"], of(drawn).table
    for name in ("estimate", "std_error", "ci_low", "ci_high"):
        assert [row[name] for row in found] == pytest.approx(table[name].tolist(), rel=1e-12)
    code, out, _ = run("model", "--example", *line)
    assert code == 0
    assert "n = " in out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ([], "no formula is given"),
        (["importance ~ rol", "--family", "ordinal"], "did you mean 'role'"),
        ([TIMED, "--family", "cox", "--margins", "age_group"], "is of times; leave them out"),
        (["channel ~ role", "--family", "multinomial", "--link", "logit"], "link"),
        (["years_experience ~ role", "--family", "gausian"], "gaussian"),
        (["years_experience, role ~ 1", "--family", "weibull", "--exponentiate"], "exponentiate"),
    ],
)
def test_what_cannot_be(run, line, words):
    code, _, said = run("model", "--example", *line)
    assert code != 0
    assert words in said
