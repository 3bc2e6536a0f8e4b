"""``topline presets``, and a preset on the command line and in a plan."""

import json

import numpy as np
import pandas as pd
import pytest

import topline

pytestmark = pytest.mark.quick


@pytest.mark.usual
def test_every_preset_is_listed_with_its_source(run):
    found = json.loads(run("presets", "--format", "json")[1])["presets"]
    assert [row["name"] for row in found] == topline.methods("preset")["name"].tolist()
    assert all(len(row["source"]) > 15 for row in found)
    code, out, _ = run("presets", "pulse")
    assert code == 0
    assert "household_pulse" in out
    assert "household_pulse: U.S. Census Bureau, Source of the Data" in out
    assert "nhanes" not in out
    assert "topline presets lists all" in " ".join(run("presets", "xyz")[2].split())


def test_a_command_and_a_plan_know_the_preset(run, tmp_path):
    n = 40
    data = pd.DataFrame({"V005": (1 + np.arange(n) % 3) * 1e6, "V022": np.arange(n) // 20})
    data = data.assign(V021=np.arange(n) // 5, y=np.arange(n) % 2, V012=20 + np.arange(n) % 9)
    data.to_csv(tmp_path / "women.csv", index=False)
    survey = topline.Survey(data, preset="dhs")
    expected = survey.mean("V012").table[["estimate", "std_error"]].iloc[0].tolist()
    command = ("estimate", tmp_path / "women.csv", "--mean", "V012", "--preset", "dhs")
    rows = json.loads(run(*command, "--format", "json")[1])["estimates"]
    assert [rows[0]["estimate"], rows[0]["std_error"]] == pytest.approx(expected)
    plan = tmp_path / "plan.toml"
    plan.write_text('data = "women.csv"\nquestions = ["V012"]\n[design]\npreset = "dhs"\n', "utf-8")
    found = topline.read_report_plan(plan)
    assert dict(found.design) == {"preset": "dhs"}
    told = run("estimate", tmp_path / "women.csv", "--mean", "V012", "--preset", "dsh")[2]
    assert "did you mean 'dhs'" in told
