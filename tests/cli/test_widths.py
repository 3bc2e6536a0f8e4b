"""In a narrow terminal nothing that a command found is lost: every word of a cell is printed."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from tests.conftest import command_line
from topline.cli.app import app

DATA = """\
household_income_before_taxes,preferred_means_of_communication,design_weight
12000,A handwritten note sent by mail,1.5
15500,E-mail,0.8
9000,A handwritten note sent by mail,7.2
21000,Telephone,1.1
"""

COMMANDS = {
    "claim": ["check", "63% > 50%", "--n", "400"],
    "disclosure": ["check", "survey.toml"],
    "microdata": ["check", "data.csv", "--weights", "design_weight"],
    "describe": ["describe", "data.csv"],
    "estimate": ["estimate", "data.csv", "--proportion", "preferred_means_of_communication"],
    "means": ["estimate", "--example", "--mean", "years_experience", "--by", "role,region"],
    "interval": ["interval", "63%", "--n", "400"],
    "compare": ["compare", "80%", "300", "42%", "400"],
    "report": ["report", "data.csv"],
    "lead": ["lead", "48%", "44%", "--n", "800"],
    "presets": ["presets", "health"],
    "figures": ["figures", "--columns"],
    "margin": ["plan", "margin", "3%"],
    "difference": ["plan", "difference", "50%", "55%"],
}


def words_of_cells(markdown):
    """Words of the cells of a Markdown table below its heads, as often as they stand there."""
    lines = [line for line in markdown.splitlines() if line.startswith("| ")][2:]
    cells = [cell for line in lines for cell in line.strip("| ").split(" | ")]
    # a bar inside a cell is written by its number, for it would end the cell
    return Counter(word for cell in cells for word in cell.replace("&#124;", "|").split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_word_is_printed(run, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "survey.toml").write_text('[disclosure]\nsponsor = "X"\n', encoding="utf-8")
    (tmp_path / "data.csv").write_text(DATA, encoding="utf-8")
    _, markdown, said = run(*COMMANDS[command], "--format", "md")
    wanted = words_of_cells(markdown)
    assert wanted, said
    for width in (80, 40):
        _, text, _ = run(*COMMANDS[command], width=width)
        found = Counter(text.replace("│", " ").replace("┃", " ").split())
        assert wanted - found == Counter(), width
        table = [line for line in text.splitlines() if line[:1] in set("┏│┃┡└")]
        assert all(len(line) <= width for line in table)


def commands():
    """Every command by the words that call it, the command line itself first."""
    group = command_line(app)
    waiting = [((), group)]
    for called, command in waiting:
        yield called, command
        for name, one in getattr(command, "commands", {}).items():
            waiting.append(((*called, name), one))


@pytest.mark.parametrize(
    ("called", "command"), [pytest.param(*one, id=" ".join(one[0]) or "-") for one in commands()]
)
def test_no_help_is_cut(called, command, run):
    below = getattr(command, "commands", {}).values()
    said = [command.help, *(one.help.partition("\n")[0] for one in below)]
    options = [param for param in command.params if not getattr(param, "hidden", False)]
    said += [param.help or "" for param in options]
    wanted = Counter(" ".join(said).split())
    for width in (80, 72, 60, 40):
        _, text, _ = run(*called, "--help", width=width)
        found = Counter(re.sub("[│╭╮╰╯─]", " ", text).split())
        assert not {word: n for word, n in wanted.items() if found[word] < n}, width
        names = {name for param in options for name in getattr(param, "opts", ())}
        shown = set(re.findall(r"--[\w-]+", text))
        assert not {name for name in names if name.startswith("--")} - shown, width
        assert all(len(line) <= width for line in text.splitlines())


@pytest.mark.parametrize("command", ["check", "report"])
def test_paragraphs_of_help_are_as_wide_as_the_terminal(run, command):
    _, text, _ = run(command, "--help", width=80)
    paragraphs = re.split(r"\n\s*\n", text.partition("╭")[0].strip())[1:]
    assert len(paragraphs) > 1
    for paragraph in paragraphs:
        lines = [line.strip() for line in paragraph.strip().splitlines()]
        for line, following in pairwise(lines):
            assert len(line) + 1 + len(following.split()[0]) > 76, (line, following)


@pytest.mark.parametrize("width", [40, 100])
@pytest.mark.parametrize("called", [(), ("plan",)])
def test_commands_without_words_print_their_help_on_any_screen(run, called, width):
    code, text, _ = run(*called, width=width)
    assert code == 2
    assert "Usage:" in text
    assert text.count("Examples:") == 1


def test_a_list_has_the_colon_of_its_language(run):
    _, text, _ = run("lead", "48%", "44%", "--n", "800", "--lang", "fr", width=40)
    assert "Grandeur\u00a0: avance" in text
