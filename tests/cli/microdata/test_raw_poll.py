"""The start for pollsters: every command of its page runs, on the file that the page writes."""

import re
import shlex

import pytest

import topline
from tests.conftest import REPOSITORY

PAGE = (REPOSITORY / "docs" / "start" / "raw_poll.md").read_text(encoding="utf-8")
LINES = re.findall(r"^\$ topline (.*)$", PAGE, flags=re.MULTILINE)


def block(language, number=0):
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)[number]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """What the page makes: the poll, its targets and a plan."""
    made = tmp_path_factory.mktemp("poll")
    topline.write_survey(topline.load_example_survey(), made / "poll.csv")
    topline.load_example_targets().table.to_csv(made / "targets.csv", index=False)
    # charts of one question say as much as those of three
    plan = re.sub(r"questions = .*", 'questions = ["prefers_note"]', block("toml"))
    (made / "plan.toml").write_text(plan, encoding="utf-8")
    return made


def test_the_page_names_each_command_of_its_steps():
    assert [line.split()[0] for line in LINES] == [
        "describe", "check", "weight", "estimate", "report", "check",
    ]  # fmt: skip
    assert block("text").splitlines()[1] in (
        REPOSITORY / "data" / "example_survey" / "targets.csv"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize("line", LINES, ids=lambda line: " ".join(line.split()[:2]))
def test_every_command_of_the_page_runs(line, folder, run, monkeypatch):
    monkeypatch.chdir(folder)
    code, out, said = run(*shlex.split(line))
    # a disclosure record of a made-up survey lacks items, which is what check says
    assert code == (1 if line == "check plan.toml" else 0), said
    assert out
    if line.startswith("report"):
        page = (folder / "report" / "index.html").read_text(encoding="utf-8")
        assert "weights raked to gender, age_group, region" in page
    if line == "check plan.toml":
        told = " ".join(out.split())
        assert "Whether it is weighted" in told
