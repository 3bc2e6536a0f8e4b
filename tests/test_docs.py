"""Every page of the guide runs and shows what it does; its names and links exist."""

import inspect
import re
from pathlib import Path

import pytest
from docs.building.agents import GUIDE, SECTIONS, described, section, with_outputs
from docs.building.snippets import FENCE, Session, SnippetError

import topline
from tests.conftest import in_one_test, long_unless

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if not {"generated", "build"} & {*path.parts})
MADE = {DOCS / f"{GUIDE}.md", DOCS / "gallery" / "generated" / "index.md"}
TRANSLATIONS = sorted((DOCS / "start").glob("from_*.md"))
RUN = [
    path
    for path in PAGES
    if path not in TRANSLATIONS and FENCE.search(path.read_text(encoding="utf-8"))
]


QUICK_PAGES = {"index", "claims", "compare", "larger_than_memory", "read_files", "variance"}
"""The build of `make check` runs the snippets of all pages."""


@pytest.mark.parametrize(
    "path", long_unless(lambda path: path.stem in QUICK_PAGES, RUN), ids=lambda path: path.stem
)
def test_snippets_run_and_show(path, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MPLBACKEND", "agg")
    page = Session(path.name, tmp_path)
    for language, code in FENCE.findall(path.read_text(encoding="utf-8")):
        shown = page.run(language, code)
        assert shown.text, f"nothing is shown below\n{code}"
        assert "Error" not in shown.printed
    assert "Error" not in capsys.readouterr().err


def translations(text):
    """What stands at the right of each row of a page's tables, and the code in it."""
    for row in re.findall(r"^\| .* \|$", text, flags=re.MULTILINE):
        right = re.split(r" \| ", row.strip("| "))[-1]
        if not right.startswith("topline"):  # the head of a table
            yield row, re.findall(r"`([^`]+)`", right)


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.stem)
def test_translations_run(path, tmp_path, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    text = path.read_text(encoding="utf-8")
    page = Session(path.name, tmp_path)
    for language, code in FENCE.findall(text):
        assert page.run(language, code).text, code
    rows = list(translations(text))
    assert rows
    for row, spans in rows:
        calls = [span for span in spans if re.match(r"[\w.]+\(|survey\b", span)]
        assert calls, f"nothing to run at the right of {row}"
        for call in calls:
            page.run("python", call)


@in_one_test("path", PAGES, ids=lambda path: path.stem)
def test_names_exist(path):
    text = path.read_text("utf-8")
    used = set(re.findall(r"`(?:topline\.)?([a-z_]+|Survey|Estimates)\(", text))
    foreign = set(re.findall(r"(?:^|\| )`(\w+)\(", text, flags=re.MULTILINE))
    classes = (topline.Survey, topline.Estimates, topline.Crosstab, str)
    methods = {name for each in classes for name in dir(each)}
    unknown = used - set(topline.__all__) - methods - foreign
    assert not unknown, unknown


def test_links_lead_somewhere():
    for path in PAGES:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                place = path.parent / target
                if "generated" in place.parts:  # what the build makes of a script, or of pages
                    made_by = re.match(r"\d\d_[a-z_]+", place.stem)
                    if not made_by:
                        assert place.resolve() in MADE, f"{path.name}: {target}"
                        continue
                    place = DOCS / "gallery" / f"{made_by[0]}.py"
                assert place.exists(), f"{path.name}: {target}"


def test_every_chart_of_the_gallery_can_be_chosen():
    page = (DOCS / "choose_a_chart.md").read_text(encoding="utf-8")
    for script in (DOCS / "gallery").glob("*.py"):
        assert f"#{script.stem})" in page, script.stem
    for name in topline.__all__:
        if name.startswith("plot_"):
            assert f"`{name}`" in page, name


def test_every_page_is_in_the_contents():
    home = (DOCS / "index.md").read_text(encoding="utf-8")
    for path in PAGES:
        page = path.relative_to(DOCS).with_suffix("").as_posix()
        assert page == "index" or f"\n{page}\n" in home, page


def test_every_public_function_is_in_the_reference():
    listed = (DOCS / "reference" / "index.rst").read_text(encoding="utf-8").split()
    shown = [name for name in topline.__all__ if name[0].islower()]
    missing = [
        name for name in shown if name not in listed and not name.endswith(("_text", "_label"))
    ]
    assert missing == []


def test_a_first_paragraph_is_one_sentence():
    """It is what the reference and the guide for agents say of a name."""
    for name in topline.__all__:
        first = (inspect.getdoc(getattr(topline, name)) or "").split("\n\n")[0]
        stops = re.findall(r"\.\s+(?=[A-Z0-9(])", first)
        assert not stops, f"{name}: {first}"


def test_no_summary_of_the_reference_is_cut_at_an_abbreviation():
    pytest.importorskip("sphinx")
    from docs.building.summaries import first_paragraph

    lines = ["", "Load what 400 U.S. students,", "e.g. seniors, said.", "", "More."]
    assert first_paragraph(lines) == "Load what 400 U.S. students, e.g. seniors, said."


class TestSnippets:
    """What the build shows below a snippet."""

    def test_the_last_line_shows_itself(self, tmp_path):
        page = Session("page", tmp_path)
        shown = page.run("python", "import topline\nprint('one')\ntopline.margin_check(4.5, 1012)")
        assert shown.printed == "one"
        assert shown.value == str(topline.margin_check(4.5, 1012))
        assert "<div" in shown.html

    def test_names_are_kept(self, tmp_path):
        page = Session("page", tmp_path)
        page.run("python", "number = 2")
        assert page.run("python", "number + 1").value == "3"

    def test_files_are_told(self, tmp_path):
        page = Session("page", tmp_path)
        shown = page.run("python", "open('a.txt', 'w').close()")
        assert shown.text == "Written: a.txt"
        assert page.run("python", "1").files == []

    def test_a_command_is_run(self, tmp_path):
        shown = Session("page", tmp_path).run("console", "$ topline interval 63% --n 400\n")
        assert shown.printed.startswith("63% of 400 respondents")

    def test_a_sentence_above_a_table_is_broken_and_the_table_is_not(self):
        pytest.importorskip("sphinx")
        from docs.building.outputs import texts

        sentence, table = "63% of 400 respondents, " * 5, "┏━━━┓\n┃ a ┃\n┗━━━┛"
        first, second = texts(f"{sentence}\n{table}")
        assert first.astext() == sentence
        assert "sentences" in first["classes"]
        assert second.astext() == table
        assert "columns" in second["classes"]

    @pytest.mark.parametrize(
        "wide",
        [f"┏{'━' * 90}┓\n┃ a{' ' * 88}┃\n└{'─' * 90}┘", f"kind{' ' * 90}gap\nrake{' ' * 92}0"],
    )
    def test_a_table_wider_than_a_sentence_is_one_piece(self, wide):
        pytest.importorskip("sphinx")
        from docs.building.outputs import texts

        (table,) = texts(wide)
        assert "columns" in table["classes"]

    def test_how_many_signs_were_written_is_no_result(self, tmp_path):
        shown = Session("page", tmp_path).run(
            "python", "from pathlib import Path\nPath('a.txt').write_text('abc')"
        )
        assert shown.text == "Written: a.txt"

    def test_a_command_that_ends_otherwise_is_refused(self, tmp_path):
        with pytest.raises(SnippetError, match="exit code 2"):
            Session("page", tmp_path).run("console", "$ topline interval 163% --n 400\n")
        expected = "$ topline interval 163% --n 400  # exit code 2\n"
        assert "163" in Session("page", tmp_path).run("console", expected).printed

    def test_a_chart_is_drawn_for_a_phone_too_where_its_size_is_left_open(self, tmp_path):
        page = Session("page", tmp_path)
        page.run(
            "python", "import topline\nfound = topline.estimate_figures(topline.load_recruiters())"
        )
        shown = page.run("python", "topline.publish(found.plot(), title='Said')")
        assert [one.style.page for one in shown.charts] == [topline.SIZES["double"]]
        assert [one.style.page for one in shown.narrow] == [topline.SIZES["phone"]]
        slide = page.run("python", "topline.publish(found.plot(size='single'), title='Said')")
        assert not slide.narrow

    def test_code_that_fails_is_refused(self, tmp_path):
        with pytest.raises(SnippetError, match="1 / 0"):
            Session("page", tmp_path).run("python", "1 / 0")


class TestAgents:
    """The pages as text, and the guide made of them."""

    def test_sections_of_the_guide_are_there(self):
        for page, heading in SECTIONS:
            assert section((DOCS / page).read_text(encoding="utf-8"), heading), heading

    def test_a_section_ends_at_the_next(self):
        text = "# One\n\nfirst\n\n```python\n# no heading\n```\n\n## Two\n\nsecond\n"
        assert section(text, "One") == "first\n\n```python\n# no heading\n```"
        with pytest.raises(ValueError, match="no heading 'Three'"):
            section(text, "Three")

    def test_outputs_stand_below_their_snippets(self):
        text = "```python\n1 + 1\n```\n\nwords\n"
        assert with_outputs(text, ["2"]) == "```python\n1 + 1\n```\n\n```text\n2\n```\n\nwords\n"

    def test_a_page_is_described_by_its_first_sentence(self):
        assert described("# Plan\n\nHow many? So many.\n") == ("Plan", "How many?")


def test_formulas_are_drawn_without_a_font_for_them():
    """A root keeps its sign, and an index stands beside its letter, not below the accent."""
    pytest.importorskip("sphinx")
    latex = pytest.importorskip("docutils.utils.math.latex2mathml")
    from docs.building.formulas import drawn_anywhere

    root = drawn_anywhere(latex.tex2mathml(r"\sqrt{p}"))
    assert "√" in root
    assert "msqrt" not in root
    assert drawn_anywhere(latex.tex2mathml(r"x \quad\text{with } y < 1"))
    indexed = drawn_anywhere(latex.tex2mathml(r"\hat\theta_r + \sum_{i=1}^n x"))
    assert "<msub><mover" in "".join(indexed.split("\n")).replace(" ", "")
    assert indexed.count("munderover") in (0, 2)
