"""The snippets of a page, run in order as a reader would run them, and what each shows.

Build and tests run them here, so that what stands below a snippet is what was tested. Python is
kept as `python`, commands as `console` with a `$` before each; other languages are only shown.
"""

import ast
import contextlib
import io
import os
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from topline import Published, cli

FENCE = re.compile(r"^```(python|console)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
WIDTH = "88"
"""Columns of a terminal, for commands."""


class SnippetError(Exception):
    """A snippet that does not run, or ends otherwise than its page says."""


@dataclass
class Shown:
    """What a snippet shows: its text, tables as HTML, charts, and files it has written.

    `printed` is what it printed; `value` is its last expression in words, as a console has it,
    and `html` the same as a notebook has it. `narrow` are the charts as a phone has them, where
    the snippet leaves their size open.
    """

    printed: str = ""
    value: str = ""
    html: str = ""
    charts: list[Published] = field(default_factory=list)
    narrow: list[Published] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it as text, for those who see no pictures."""
        charts = [f"[chart] {chart.title}\n{chart.alt}" for chart in self.charts]
        files = ["Written: " + ", ".join(map(str, self.files))] if self.files else []
        return "\n".join(filter(None, [self.printed, self.value, *charts, *files]))


class Session:
    """One page's snippets: they share names and a folder of their own."""

    def __init__(self, page: str, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.names: dict[str, Any] = {"__name__": "__main__"}

    def run(self, language: str, code: str) -> Shown:
        """Run one snippet and return what it shows."""
        before = self._files()
        printed = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
            shown = self._python(code) if language == "python" else self._console(code)
        shown.printed = printed.getvalue().strip("\n")
        after = self._files()
        shown.files = [path for path in after if before.get(path) != after[path]]
        return shown

    def _python(self, code: str) -> Shown:
        phone = _on_phones(code)
        if phone is None:
            return self._run(code)
        # first, so that names and files are in the end those of the snippet itself
        names = dict(self.names)
        with contextlib.redirect_stdout(io.StringIO()):
            narrow = self._run(phone)
        self.names = names
        shown = self._run(code)
        shown.narrow = narrow.charts if len(narrow.charts) == len(shown.charts) else []
        return shown

    def _run(self, code: str) -> Shown:
        known = {id(value) for value in self.names.values()}
        body = ast.parse(code)
        last = body.body.pop() if isinstance(body.body[-1], ast.Expr) else None
        value = None
        try:
            exec(compile(body, self.page, "exec"), self.names)
            if last is not None:
                expression = ast.Expression(last.value)
                value = eval(compile(expression, self.page, "eval"), self.names)
        except Exception as error:
            raise SnippetError(f"{self.page}: {error!r} in\n{code}") from error
        charts = [
            each
            for each in self.names.values()
            if isinstance(each, Published) and id(each) not in known
        ]
        if isinstance(value, Published):
            return Shown(charts=[value])
        shown = Shown(charts=charts)
        # what a writing method returns is how much it wrote, which no page is about
        wrote = isinstance(last and last.value, ast.Call) and "write_" in ast.unparse(
            last.value.func
        )
        if value is not None and not isinstance(value, Path) and not (wrote and type(value) is int):
            shown.value = _in_words(value)
            shown.html = value._repr_html_() if hasattr(value, "_repr_html_") else ""
        return shown

    def _console(self, code: str) -> Shown:
        for line in code.splitlines():
            if line.startswith("$ topline "):
                _command(line.removeprefix("$ "), self.page)
        return Shown()

    def _files(self) -> dict[Path, tuple[int, int]]:
        found = sorted(path for path in self.folder.rglob("*") if path.is_file())
        stats = [path.stat() for path in found]
        return {
            path.relative_to(self.folder): (stat.st_mtime_ns, stat.st_size)
            for path, stat in zip(found, stats, strict=True)
        }


def _on_phones(code: str) -> str | None:
    """Return a snippet with its charts drawn for a phone; None where it draws none, or says how."""
    body = ast.parse(code)
    drawn = [
        call
        for call in ast.walk(body)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).rpartition(".")[2].partition("_")[0] == "plot"
        and all(one.arg not in ("size", "ax") for one in call.keywords)
    ]
    for call in drawn:
        call.keywords.append(ast.keyword("size", ast.Constant("phone")))
    return ast.unparse(body) if drawn else None


def _in_words(value: Any) -> str:
    """Return a value as text: a table as Markdown, which is narrower than its columns set out."""
    if hasattr(value, "to_markdown") and not hasattr(value, "columns"):
        return str(value.to_markdown())
    return str(value) if hasattr(value, "sentences") else repr(value)


def _command(line: str, page: str) -> None:
    """Run a command as the terminal would; a page that ends otherwise says so behind a `#`."""
    expected = re.search(r"# exit code (\d)", line)
    argv, sys.argv = sys.argv, shlex.split(line, comments=True)
    with contextlib.redirect_stderr(sys.stdout), _terminal():
        try:
            cli.main()
            code = 0
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        finally:
            sys.argv = argv
    if code != (int(expected[1]) if expected else 0):
        raise SnippetError(f"{page}: exit code {code} of {line}")


@contextlib.contextmanager
def _terminal() -> Iterator[None]:
    """Set a terminal of known width without colours."""
    before = dict(os.environ)
    os.environ.update(COLUMNS=WIDTH, NO_COLOR="1", TERM="dumb")
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
