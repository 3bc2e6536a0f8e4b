"""For readers that are programs: every page as plain text with what its snippets show.

`llms.txt` lists them (llmstxt.org), and the guide for agents is one page put together from
sections of the others, so that nothing is said twice and nothing grows stale.
"""

import inspect
import re
from pathlib import Path
from typing import Any

import topline

from .snippets import FENCE

GUIDE = "generated/agents"

SECTIONS = (
    ("index.md", "Install"),
    ("index.md", "You have …"),
    ("not_for.md", "What topline is not for"),
    ("start/published_figures.md", "One percentage"),
    ("start/published_figures.md", "A claim"),
    ("start/published_figures.md", "A table of figures"),
    ("start/microdata.md", "The data"),
    ("start/microdata.md", "Say how it was drawn"),
    ("start/microdata.md", "Estimate"),
    ("start/microdata.md", "Chart and report"),
    ("choose_a_chart.md", "Choose a chart"),
)
"""What the guide is made of: a page, and the heading of the section whose text it takes."""

TOCTREE = r"^```\{toctree\}\n:hidden:\n:caption: ([^\n]+)\n(.*?)^```$"
"""A list of pages of the home page: its caption, and the pages."""

HEAD = """# Guide for agents

topline on one page, for programs that write or run code. It is made from the other pages by the
build; [every page as plain text](../index.md) is listed in `llms.txt`.

- A result is printed in sentences: quote those. `table` holds the numbers at full precision.
- An argument, a column or a file that cannot be is answered with what is wrong, what was expected,
  and what to do. Do that; do not guess.
- On the command line `--format json` gives every result as JSON, `--help` every option with
  examples. Exit codes: 0 done, 1 could not be done or a check failed, 2 the input or the command
  is wrong.
- What is not known is not made up: no base, no interval, and the reason stands in `flag` and, as a
  code, in `reasons`.
"""


def section(text: str, heading: str) -> str:
    """Return the text below a heading, up to the next heading of any level.

    Raises
    ------
    ValueError
        When the page has no such heading.
    """
    outside = FENCE.sub(lambda fence: fence[0].replace("\n#", "\n\0"), text)
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", outside, re.M | re.S)
    if found is None:
        raise ValueError(f"no heading {heading!r}; the guide for agents is made of it")
    return found[1].replace("\0", "#").strip()


def without_hidden(text: str) -> str:
    """Leave out what only navigates."""
    return re.sub(r"^```\{toctree\}.*?^```$\n?", "", text, flags=re.M | re.S)


def from_here(text: str, page: str) -> str:
    """Turn a page's links to its neighbours so that they lead there from the guide."""
    folder = Path(page).parent.as_posix()
    above = "../" if folder == "." else f"../{folder}/"
    return re.sub(r"\]\((?!https?:|#|/)([^)]+)\)", rf"]({above}\1)", text)


def calls() -> str:
    """List every public function with its signature and the first line of what it says."""
    lines = []
    for name in sorted(name for name in topline.__all__ if name[0].islower()):
        function = getattr(topline, name)
        words = (inspect.getdoc(function) or "").partition("\n")[0]
        names = [
            str(each.name) if each.default is each.empty else f"{each.name}="
            for each in inspect.signature(function).parameters.values()
        ]
        lines.append(f"- `{name}({', '.join(names)})`: {words}")
    return "\n".join(lines)


def members() -> str:
    """List the methods and properties of what people ask most, with the first line of each."""
    lines = []
    for kind in (topline.Survey, topline.Estimates, topline.Crosstab, topline.Model):
        for name, member in inspect.getmembers_static(kind):
            own = getattr(member, "fget", None) or getattr(member, "__func__", member)
            words = (inspect.getdoc(own) or "").partition("\n")[0]
            if name.startswith("_") or not inspect.isfunction(own):
                continue
            call = "" if isinstance(member, property) else "()"
            lines.append(f"- `{kind.__name__}.{name}{call}`: {words}")
    return "\n".join(lines)


def make_guide(app: Any) -> None:
    """Write the guide from the pages as they are now."""
    pages = Path(app.srcdir)
    parts = [HEAD]
    for page, heading in SECTIONS:
        words = section(without_hidden((pages / page).read_text(encoding="utf-8")), heading)
        parts.append(f"## {heading.removesuffix(' …')}\n\n{from_here(words, page)}")
    parts.append(f"## Every function\n\n{calls()}")
    asked = "Arguments are in the reference, and in the answer to a call that lacks one."
    parts.append(f"## Surveys, estimates, crosstabs, models\n\n{asked}\n\n{members()}")
    target = pages / f"{GUIDE}.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def with_outputs(text: str, shown: list[str]) -> str:
    """Return a page's text with what each of its snippets shows below it."""
    left = iter(shown)

    def below(fence: re.Match[str]) -> str:
        words = next(left, "")
        return f"{fence[0]}\n\n```text\n{words}\n```" if words else fence[0]

    return FENCE.sub(below, without_hidden(text))


def described(text: str) -> tuple[str, str]:
    """Return a page's title and its first sentence."""
    title = re.search(r"^# (.+)$", text, re.M)
    body = re.sub(r"^```.*?^```$", "", text[title.end() :] if title else text, flags=re.M | re.S)
    paragraph = next(
        (
            part
            for part in re.split(r"\n\s*\n", body)
            if part.strip() and part.strip()[0] not in "#|>!-:{("
        ),
        "",
    )
    words = " ".join(re.sub(r"[*`]|\]\([^)]*\)|\[", "", paragraph).split())
    first = re.match(r".*?[.?:](?= [A-Z]|$)", words)
    return (title[1] if title else ""), (first[0] if first else words).rstrip(":")


def write_texts(app: Any, error: Exception | None) -> None:
    """Write every page as text beside its HTML, and `llms.txt` with links to them."""
    if error is not None or app.builder.name != "html":
        return
    target = Path(app.outdir)
    home = (Path(app.srcdir) / "index.md").read_text(encoding="utf-8")
    title, summary = described(home)
    lines = [f"# {title}", "", f"> {summary}", ""]
    for caption, block in re.findall(TOCTREE, home, flags=re.M | re.S):
        lines += [f"## {caption}", ""]
        for page in block.split():
            source = Path(app.env.doc2path(page))
            if source.suffix != ".md":
                lines.append(f"- [Reference]({page}.html): Every public name with its arguments")
                continue
            text = source.read_text(encoding="utf-8")
            written = target / f"{page}.md"
            written.parent.mkdir(parents=True, exist_ok=True)
            shown = app.env.snippet_texts.get(page, [])
            written.write_text(with_outputs(text, shown), encoding="utf-8")
            name, words = described(text)
            lines.append(f"- [{name}]({page}.md): {words}")
        lines.append("")
    (target / "llms.txt").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def setup(app: Any) -> dict[str, Any]:
    """Have the guide made before pages are read, and the texts when they are built."""
    app.connect("builder-inited", make_guide)
    app.connect("build-finished", write_texts)
    return {"version": "1", "parallel_read_safe": True}
