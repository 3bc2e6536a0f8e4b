"""Targets as people write them down, and what is refused with its place."""

import pandas as pd
import pytest

import topline
from topline.loaders.targets import read_targets

SEX = {"f": 0.52, "m": 0.48}
COUNTS = {"f": 41_200_000.0, "m": 39_800_000.0}
AGE = {"18-34": 0.3, "35-64": 0.5, "65+": 0.2}

WRITTEN = {
    "first of its rows": (
        "variable,category,target\nsex,f,0.52\n,m,0.48\nage,18-34,0.3\n,35-64,0.5\n,65+,0.2\n",
        {"sex": SEX, "age": AGE},
    ),
    "a total of each": (
        "variable,category,target\nsex,f,0.52\nsex,m,0.48\nsex,Total,1.0\n"
        "age,18-34,0.3\nage,35-64,0.5\nage,65+,0.2\nage,All,1\n",
        {"sex": SEX, "age": AGE},
    ),
    "a category called as a total is": (
        "variable,category,target\nwho,me,0.4\nwho,you,0.2\nwho,all,0.4\n",
        {"who": {"me": 0.4, "you": 0.2, "all": 0.4}},
    ),
    "points between thousands": (
        "variable;category;target\nsex;f;41.200.000\nsex;m;39.800.000\n",
        {"sex": COUNTS},
    ),
    "German": (
        "Merkmal;Kategorie;Anteil\nsex;f;0,52\nsex;m;0,48\n",
        {"sex": SEX},
    ),
    "French": (
        "Variable;Modalité;Effectif\nsex;f;41 200 000\nsex;m;39 800 000\n",
        {"sex": COUNTS},
    ),
}


@pytest.mark.parametrize("how", WRITTEN)
def test_reads_what_people_write(tmp_path, how):
    text, wanted = WRITTEN[how]
    path = tmp_path / "targets.csv"
    path.write_text(text, encoding="utf-8")
    assert read_targets(path).mapping() == wanted


def test_reads_merged_cells_of_a_workbook_and_lists_of_toml(tmp_path):
    rows = pd.DataFrame(
        {
            "land": ["DE", None, "FR", None],
            "variable": ["sex", None, "sex", None],
            "category": ["f", "m", "f", "m"],
            "target": [520, 480, 300, 200],
        }
    )
    rows.to_excel(tmp_path / "targets.xlsx", index=False)
    found = read_targets(tmp_path / "targets.xlsx", by="land").mapping("land")
    assert found == {
        "DE": {"sex": {"f": 520, "m": 480}},
        "FR": {"sex": {"f": 300, "m": 200}},
    }
    (tmp_path / "targets.toml").write_text(
        "".join(
            f'[[targets]]\nvariable = "sex"\ncategory = "{one}"\ntarget = {share}\n'
            for one, share in SEX.items()
        ),
        encoding="utf-8",
    )
    assert read_targets(tmp_path / "targets.toml").mapping() == {"sex": SEX}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("sex,f,about half\nsex,m,0.5\n", r"target of 'f' in 'sex' \(row 1\) is 'about half'"),
        ("sex,f,0.5\nsex,m,\n", r"target of 'm' in 'sex' \(row 2\) is nan"),
        ("income,,unknown\n", r"target of 'income' \(row 1\) is 'unknown'"),
        ("sex,f,0.5\nsex,f,0.2\nsex,m,0.3\n", "twice; give each category once, or the column"),
    ],
)
def test_says_where_a_target_is_none(tmp_path, rows, words):
    path = tmp_path / "targets.csv"
    path.write_text("variable,category,target\n" + rows, encoding="utf-8")
    with pytest.raises(topline.ToplineError, match=words):
        read_targets(path).mapping()


def test_codes_may_be_written_with_a_point():
    survey = topline.Survey(pd.DataFrame({"code": [1, 2, 2, 1, 1]}))
    raked = survey.rake({"code": {"1.0": 0.5, "2.0": 0.5}})
    assert raked.proportion("code").table["estimate"].tolist() == pytest.approx([0.5, 0.5])
