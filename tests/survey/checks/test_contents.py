"""What columns hold, what is withheld of people, and which design the columns look like."""

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import topline
from tests.conftest import in_one_test
from topline import Survey, reportable_columns
from topline.cli.app import app
from topline.survey.data import answers

pytestmark = pytest.mark.quick

N = 60
PEOPLE = pd.DataFrame(
    {
        "q": ["Agree", "Disagree", "Don't know"] * (N // 3),
        "age": [20 + k for k in range(N - 2)] + [999, 999],
        "first_name": [f"{['Anna', 'Berta', 'Carla', 'Dora'][k % 4]}" for k in range(N)],
        "contact": [f"a{k}@example.org" for k in range(N)],
        "ip": [f"10.0.{k}.7" for k in range(N)],
        "phone": [f"+49 30 1234{k:03}" for k in range(N)],
        "mobile": [491701234000 + k for k in range(N)],
        "why": [f"I think that {k} is a good reason for all of it, and more" for k in range(N)],
        "long": ["I would rather stay at home than go out with all of them again"] * (N // 2)
        + ["I would always go out with all of them, whatever the weather is"] * (N // 2),
        "town": ["Bonn", "Köln", "Trier", "Ulm"] * (N // 4),
    }
)  # fmt: skip
KINDS = {
    "first_name": "names",
    "contact": "e-mail addresses",
    "ip": "IP addresses",
    "phone": "phone numbers",
    "mobile": "phone numbers",
    "why": "free text",
}


@pytest.fixture(scope="module")
def held():
    return {one.name: one for one in Survey(PEOPLE).contents()}


def test_answers_stand_in_order_with_their_rows(held):
    q = held["q"]
    assert [(one.label, one.n) for one in q.answers] == [
        ("Disagree", 20), ("Agree", 20), ("Don't know", 20)
    ]  # fmt: skip
    assert (q.order, q.set_aside) == ("agreement", ("Don't know",))
    assert held["town"].order == ""


def test_codes_that_stand_out_are_noted(held):
    assert "999 (2 rows)" in held["age"].notes[0]
    declared = Survey(PEOPLE, missing_codes={"age": [999]}).contents()[1]
    assert (declared.highest, declared.n_user_missing, declared.n_valid) == (77, 2, 58)
    assert [(one.code, one.n) for one in declared.reasons] == [(999, 2)]


def test_what_is_personal_is_counted_and_not_shown(held):
    assert {name: one.personal for name, one in held.items() if one.personal} == KINDS
    for name in KINDS:
        one = held[name]
        assert (one.answers, one.lowest, one.highest, one.notes) == ((), None, None, ())
        assert one.n_valid == N
    shown = {one.name: one for one in Survey(PEOPLE).contents(show_personal=True)}
    assert shown["contact"].answers[0].label == "a0@example.org"


def test_describe_withholds_it_too():
    table = Survey(PEOPLE).describe().set_index("variable")
    assert table["type"].to_dict() | KINDS == table["type"].to_dict()
    assert table.loc[[*KINDS], ["top", "mean"]].isna().all(axis=None)
    shown = Survey(PEOPLE).describe("contact", show_personal=True)
    assert "@" in shown["top"].iloc[0]


@in_one_test(
    ("names", "expected"),
    [
        (["id", "PWGTP", *(f"PWGTP{k}" for k in range(1, 81))], {"preset": "acs"}),
        (["SEQN", "WTMEC2YR", "sdmvstra", "SDMVPSU"], {"preset": "nhanes"}),
        (["NWEIGHT", *(f"BRRWT{k}" for k in range(1, 97))], {"preset": "recs"}),
        (["WEIGHT", *(f"REPWEIGHT{k}" for k in range(1, 161))], {"preset": "ahs"}),
        (["q1", "weight", "stratum", "psu"],
         {"weights": "weight", "strata": "stratum", "clusters": "psu"}),
        (["Gewicht", "Schicht"], {"weights": "Gewicht", "strata": "Schicht"}),
        (["w", *(f"repwt_{k:02}" for k in range(1, 21))],
         {"replicate_weights": "repwt_", "weights": "w"}),
        (["q1", "q2", "age", "height", "wave"], {}),
        # how heavy people are
        (["id", "weight_kg", "birth_weight"], {}),
        (["peso", "estatura_cm", "ponderador"], {"weights": "ponderador"}),
        (["weight_final", "body_weight", "height"], {"weights": "weight_final"}),
    ],
)  # fmt: skip
def test_a_design_is_known_by_its_names(names, expected):
    data = pd.DataFrame({name: [1.0, 2.0, 1.0, 2.0] for name in names})
    assert Survey(data).likely_design() == expected
    found = Survey(data).check().set_index("check")
    assert ("unused design" in found.index) == bool(expected)
    if expected == {"preset": "nhanes"}:
        assert "preset='nhanes'" in found.loc["unused design", "remedy"]


@pytest.mark.parametrize(
    ("design", "names", "where", "remedy"),
    [
        ({"weights": "weight"}, ["weight", "stratum", "psu"], "columns 'stratum', 'psu'",
         "strata='stratum', clusters='psu'"),
        ({"weights": "nweight"}, ["nweight", *(f"BRRWT{k}" for k in range(1, 97))],
         "'BRRWT6' and 90 more", "preset='recs', which names all"),
        ({"weights": "TOTWGT"}, ["TOTWGT", "JKZONE", "JKREP", "IDCNTRY"],
         "'JKZONE', 'JKREP'", "its columns are those of timss_2011, pirls, pirls_2011, too"),
        ({"weights": "w", "clusters": "psu"}, ["w", "psu", "stratum"], "column 'stratum'",
         "give strata='stratum'"),
        ({"weights": "w", "strata": "stratum", "clusters": "psu"}, ["w", "psu", "stratum"], "", ""),
        ({"weights": "w"}, ["w", "age"], "", ""),
    ],
)  # fmt: skip
def test_a_design_of_the_file_that_is_not_used_is_named(design, names, where, remedy):
    data = pd.DataFrame({name: [1.0, 2.0, 1.0, 2.0] for name in names})
    found = Survey(data.assign(q=range(4)), **design).check().set_index("check")
    assert ("unused design" in found.index) == bool(where)
    if where:
        row = found.loc["unused design"]
        assert where in row["where"]
        assert remedy in row["remedy"]
        assert "standard errors can be far too small" in row["what"]
        assert not found["what"].str.contains("standard errors are too large").any()


def test_check_names_codes_among_numbers():
    found = Survey(PEOPLE).check().set_index("check").loc["codes among numbers"]
    assert (found["severity"], found["where"]) == ("warning", "age")
    assert "missing_codes={'age': [999]}" in found["remedy"]
    fine = Survey(PEOPLE[["q", "town"]]).check().set_index("check")
    assert fine.loc["codes among numbers", "severity"] == "ok"


def test_standard_errors_are_too_large_only_if_weights_total_the_population():
    data = pd.DataFrame({"w": [1.6, 2.6, 3.6, 2.6] * 50, "q": list("abcd") * 50})
    found = Survey(data, weights="w").check().set_index("check").loc["sampling fractions"]
    assert (
        "if the weights total the population; then standard errors are too large" in found["what"]
    )
    # weights about 1, some below, are to the sample's scale: nobody stands for less than one
    sample = Survey(data.assign(w=data["w"] / 2.4), weights="w").check().set_index("check")
    assert "sampling fractions" not in sample.index


def test_a_crosstab_has_a_weighted_base_only_with_weights():
    data = PEOPLE.assign(w=[1.0, 2.0] * (N // 2))
    plain = Survey(data).crosstab("q", "town")
    weighted = Survey(data, weights="w").crosstab("q", "town")
    assert ("Weighted base" in str(plain), "Weighted base" in str(weighted)) == (False, True)
    assert "Weighted base" not in plain.to_html()
    assert "Weighted base" in weighted.to_markdown()
    assert [row.labels[0] for row in plain.printed().rows][-1] == "Unweighted base"
    beside = Survey(data).crosstab("q", "town", percent="row")
    assert "Weighted base" not in str(beside)


def test_notes_know_what_they_are_about(tmp_path):
    lines = ["age,income,q", "20,NA,x", "30,5,NA", "n/a,6,x", "40,7,y"]
    (tmp_path / "a.csv").write_text("\n".join(lines * 1) + "\n", encoding="utf-8")
    book = topline.read_survey(tmp_path / "a.csv").codebook
    about = {name: set(book.notes_about([name])) for name in ("age", "income", "q")}
    assert all(about.values())
    assert set(book.notes) == set.union(*about.values())


def test_a_code_is_noted_once():
    survey = Survey(pd.DataFrame({"mood": [1.0, 2, -99] * 20}))
    (held,) = survey.contents(["mood"])
    assert len(held.notes) == 1
    assert "counted as a number" in held.notes[0]


def test_a_column_of_infinite_values_does_not_hide_the_others():
    survey = Survey(pd.DataFrame({"share": [1.0, np.inf, 2.0] * 20, "age": [20.0, 30, 40] * 20}))
    held = {one.name: one for one in survey.contents()}
    assert held["age"].lowest == 20
    assert "20 infinite values" in held["share"].notes[0]
    assert held["share"].lowest is None
    assert survey.describe().set_index("variable").loc["age", "mean"] == 30
    found = survey.check()
    assert "20 infinite values" in found.to_string()


def battery(**columns):
    rng = np.random.default_rng(4)
    held = {f"rate_{number}": rng.integers(1, 8, 400).astype(float) for number in range(5)}
    return pd.DataFrame({**held, **columns})


def test_a_place_lacking_beside_columns_with_declared_codes_is_still_a_rating():
    frame = battery()
    frame["rate_0"] = frame["rate_0"].replace(7, 6)
    frame.iloc[:20] = 99
    codes = {name: [99] for name in frame}
    found = Survey(frame, missing_codes=codes, sample_type="probability").contents()
    assert {one.rating for one in found} == {(1, 7)}


def test_what_is_wrong_with_one_column_is_said_of_no_other():
    frame = battery()
    frame.loc[0, "rate_4"] = np.inf
    survey = Survey(frame, sample_type="probability")
    *others, last = survey.contents()
    assert [(one.rating, one.notes) for one in others] == [((1, 7), ())] * 4
    assert last.rating is None
    assert "'rate_4' has 1 infinite value" in last.notes[0]
    assert survey.mean("rate_0").table["estimate"].item() == frame["rate_0"].mean()


def test_the_numbers_of_a_battery_are_looked_at_once(monkeypatch):
    looked = []
    monkeypatch.setattr(answers.pd, "unique", lambda rows: looked.append(1) or np.unique(rows))
    frame = pd.DataFrame({f"tick_{n}": [0, 1, 1, 0, 1] * 4 for n in range(20)})
    Survey(frame, sample_type="probability", sets=False).contents()
    assert len(looked) == len(frame.columns)


@pytest.mark.parametrize("stem", ["PWGTP", "rep", "brr_"])
def test_weights_below_zero_are_no_codes(stem):
    # right in calibrated replicates, as those of the ACS
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"weight": rng.integers(20, 200, 400), "age": rng.integers(18, 90, 400)})
    for at in range(1, 81):
        frame[f"{stem}{at}"] = np.where(rng.random(400) < 0.01, -9, rng.integers(20, 200, 400))
    frame.loc[:5, "age"] = -9
    survey = Survey(frame, sample_type="probability")
    assert {one.name for one in survey.contents() if one.notes} == {"age"}
    found = survey.check()
    assert found.loc[found["check"] == "codes among numbers", "where"].tolist() == ["age"]


def test_a_column_of_words_is_no_weight_at_any_door(tmp_path):
    rows = "".join(f"{k},{('red', 'blue')[k % 2]},{1 + k / 100}\n" for k in range(60))
    path = tmp_path / "colours.csv"
    path.write_text("id,w,x\n" + rows)
    survey = Survey.read(path)
    assert survey.likely_design() == {}
    assert "unused design" not in set(survey.check()["check"])
    assert "w" in {one.name for one in reportable_columns(survey) if not one.why_not}
    assert "--weights" not in CliRunner().invoke(app, ["describe", str(path)]).output
    path.write_text("id,w,q_weight\n" + rows)
    assert Survey.read(path).likely_design() == {"weights": "q_weight"}
