"""Every snippet of the README does what the README says."""

import re
import shlex
import sys
from pathlib import Path

import pytest

import topline
from tests.loaders.published.files import workbook
from topline import cli
from topline.report.stories.story import story_charts, story_estimates

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Run in an empty folder that holds the README's own CSV file."""
    (tmp_path / "figures.csv").write_text(blocks("csv")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")


@pytest.mark.parametrize("code", blocks("python"))
def test_python(code, tmp_path):
    exec(compile(code, "README.md", "exec"), {})
    (saved,) = re.findall(r'save\("(\w+)\.svg"\)', code)
    assert "<svg" in (tmp_path / f"{saved}.svg").read_text(encoding="utf-8")
    assert (tmp_path / f"{saved}.csv").exists()


TABLES = (
    ("Do you approve?",),
    ("", "Total", "Male", "Female"),
    ("Base (unweighted)", 1000, 480, 520),
    ("Approve", "48%", "53%", "43%"),
    ("Disapprove", "52%", "47%", "57%"),
)

INLINE = re.findall(r"`(topline[^`]*)`", README)


@pytest.mark.parametrize("command", [text for text in INLINE if text.startswith("topline ")])
def test_commands(command, monkeypatch, capsys, tmp_path):
    if "answers.sav" in command:
        monkeypatch.chdir(tmp_path)
        data = topline.load_example_survey()[["weight", "age_group", "role"]]
        data.to_csv("answers.csv", index=False)
        topline.write_survey(topline.read_survey("answers.csv"), "answers.sav")
    if "tables.xlsx" in command:
        (tmp_path / "tables.xlsx").write_bytes(workbook(("Tables", TABLES)).read())
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert not stopped.value.code
    assert capsys.readouterr().out


@pytest.mark.parametrize("call", [text for text in INLINE if text.startswith("topline.")])
def test_calls(call):
    table = topline.estimate_figures(topline.load_recruiters()).table
    assert eval(call, {"topline": topline, "table": table}) is not None


def test_make_targets_exist(repository):
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^make (\w+)", "\n".join(blocks("sh")), flags=re.MULTILINE)
    assert targets == ["report", "test", "quick"]
    assert all(f"\n{target}:" in makefile for target in targets)


def test_every_make_target_is_in_contributing(repository):
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    told = (repository / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (names,) = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
    assert [name for name in names.split() if f"| `make {name}` |" not in told] == []


def test_every_room_is_in_contributing(repository):
    told = (repository / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (house,) = re.findall(r"## The house\n```\n(.*?)```", told, flags=re.DOTALL)
    package = repository / "analysis" / "topline"
    modules = {path.name for path in package.glob("*.py") if not path.name.startswith("__")}
    rooms = {f"{path.parent.name}/" for path in package.rglob("*/*.py")}
    assert sorted(name for name in modules | rooms if name not in house) == []


def test_the_first_chart_says_what_the_package_draws(repository):
    shown = (repository / "docs" / "first-survey.svg").read_text(encoding="utf-8")
    drawn = story_charts(story_estimates())["headline"].sketch.published().to_svg()
    texts = [re.findall(r"<text[^>]*>([^<]*)</text>", svg) for svg in (shown, drawn)]
    assert len(texts[0]) > 10
    assert texts[0] == texts[1]


def test_files_it_points_to_exist(repository):
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (repository / target).exists(), target
