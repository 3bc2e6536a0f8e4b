"""What snippets show, put below them in the pages."""

import os
import re
import shutil
import tempfile
from itertools import groupby
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from topline import Published

from .snippets import FENCE, Session, Shown

LARGEST = 2_000_000
"""Bytes of a written file that the pages link to."""

NAMED = 6
"""Files that are named below a snippet; of more, how many."""

LONG = 80
"""Signs of a line that is a sentence, where no table is as wide."""


class Outputs(SphinxTransform):
    """Run the snippets of a page and put below each what it shows."""

    default_priority = 400

    def apply(self, **_: Any) -> None:
        """Change the page; the texts are kept for those who read no HTML."""
        page = self.env.docname
        if not _runs(Path(self.env.doc2path(page))):
            return
        texts: list[str] = []
        with tempfile.TemporaryDirectory() as folder:
            run = Session(page, Path(folder))
            blocks = list(self.document.findall(nodes.literal_block))
            for block in blocks:
                if block.get("language") in ("python", "console") and "source" not in block:
                    shown = run.run(block["language"], block.astext())
                    texts.append(shown.text)
                    block.parent.insert(
                        block.parent.index(block) + 1, self._below(shown, len(texts), run.folder)
                    )
        self.env.snippet_texts[page] = texts  # type: ignore[attr-defined]

    def _below(self, shown: Shown, number: int, folder: Path) -> nodes.container:
        """Return all that stands below one snippet."""
        box = nodes.container(classes=["output"])
        if shown.printed:
            box.extend(texts(shown.printed))
        if shown.html:
            table = nodes.container(classes=["rich"])
            table += nodes.raw("", shown.html, format="html")
            box += table
        elif shown.value:
            box.extend(texts(shown.value))
        for at, chart in enumerate(shown.charts):
            frame = nodes.container(classes=["image-box"])
            narrow = shown.narrow[at : at + 1]
            frame += self._picture(chart, f"{number}-{at}", ["wide"] * len(narrow))
            frame.extend(self._picture(one, f"{number}-{at}-phone", ["narrow"]) for one in narrow)
            box += frame
        if shown.files:
            box += self._written(shown.files, folder)
        return box

    def _picture(self, chart: Published, name: str, classes: list[str]) -> nodes.image:
        """Save a chart and return the picture of it, with its description."""
        file = f"{self.env.docname.replace('/', '-')}-{name}.svg"
        target = Path(self.env.srcdir) / "generated" / "charts" / file
        target.parent.mkdir(parents=True, exist_ok=True)
        chart.save(target)
        alt = " ".join(chart.alt.split())
        return nodes.image(uri=f"/generated/charts/{file}", alt=alt, classes=["chart", *classes])

    def _written(self, files: list[Path], folder: Path) -> nodes.paragraph:
        """Return a line with the files that were written, to be opened from the page."""
        # of a page in a folder of its own only the page is of interest
        pages = [path for path in files if path.name == "index.html"]
        rest = [path for path in files if not any(path.is_relative_to(p.parent) for p in pages)]
        line = nodes.paragraph(classes=["written"])
        line += nodes.Text("Written: ")
        for at, path in enumerate([*pages, *rest][:NAMED]):
            if at:
                line += nodes.Text(", ")
            line += self._linked(path, folder / path)
        left = len(files) - min(len(pages) + len(rest), NAMED)
        if left:
            line += nodes.Text(f" and {left} more")
        return line

    def _linked(self, path: Path, written: Path) -> nodes.Node:
        if written.stat().st_size > LARGEST:
            return nodes.literal("", str(path))
        page = self.env.docname
        target = Path(self.env.srcdir) / "generated" / "extra" / "written" / page / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(written, target)
        if path.name == "index.html":
            # what a page links to lies beside it
            shutil.copytree(written.parent, target.parent, dirs_exist_ok=True)
        address = os.path.relpath(f"written/{page}/{path.as_posix()}", Path(page).parent)
        return nodes.reference("", str(path), refuri=address, classes=["written-file"])


def texts(words: str) -> list[nodes.literal_block]:
    """Return printed words: columns stay where they stand, sentences may be broken."""
    found = []
    # beside a table a long sentence is broken all the same
    for _, lines in groupby(words.split("\n"), lambda line: len(line) > LONG and not _wide(line)):
        part = "\n".join(lines)
        classes = ["printed", "columns" if _wide(part) else "sentences"]
        found.append(nodes.literal_block(part, part, language="text", classes=classes))
    return found


def _wide(words: str) -> bool:
    """Whether words stand in columns: gaps between them, or lines drawn around them."""
    return re.search(r"[^ ] {2,}[^ ]|[\u2500-\u257f|]", words) is not None


def _runs(path: Path) -> bool:
    """Whether a page has a snippet to run."""
    return FENCE.search(path.read_text(encoding="utf-8")) is not None


def _outdated(_app: Sphinx, env: Any, *_: Any) -> list[str]:
    """Name the pages with snippets: what they show may have changed with any line of the code."""
    return [page for page in env.found_docs if _runs(Path(env.doc2path(page)))]


def _begin(_app: Sphinx, env: Any, *_: Any) -> None:
    if not hasattr(env, "snippet_texts"):
        env.snippet_texts = {}


def setup(app: Sphinx) -> dict[str, Any]:
    """Have the snippets run while pages are read."""
    app.add_transform(Outputs)
    app.connect("env-before-read-docs", _begin)
    app.connect("env-get-outdated", _outdated)
    return {"version": "1", "env_version": 1, "parallel_read_safe": False}
