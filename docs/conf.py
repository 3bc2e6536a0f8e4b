"""How the documentation is built."""

import ast
import runpy
from importlib import metadata
from pathlib import Path
from typing import Any

project = "topline"
author = "The topline developers"
copyright = "The topline developers"  # noqa: A001
release = metadata.version("topline")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "numpydoc"]
exclude_patterns = ["build", "gallery/*.py"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3
nitpicky = False

html_theme = "furo"
html_title = f"topline {release}"
html_static_path: list[str] = []
html_show_sphinx = False
pygments_style = "friendly"
pygments_dark_style = "native"

autosummary_generate = True
autodoc_typehints = "none"
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False
numpydoc_xref_param_type = False

GALLERY = Path(__file__).parent / "gallery"
ENTRY = """## {title}

{text}

```{{image}} {name}-light.png
:alt: {alt}
:class: only-light
:width: 720px
```
```{{image}} {name}-dark.png
:alt: {alt}
:class: only-dark
:width: 720px
```

```{{literalinclude}} ../{name}.py
:language: python
:lines: {first}-
```
"""


def make_gallery(_app: Any) -> None:
    """Draw every script of the gallery, light and dark, and write the page that shows them."""
    pages = GALLERY / "generated"
    pages.mkdir(exist_ok=True)
    entries = [_entry(path, pages) for path in sorted(GALLERY.glob("*.py"))]
    page = "\n".join(["# Gallery\n", *entries])
    (pages / "index.md").write_text(page, encoding="utf-8")


def _entry(path: Path, pages: Path) -> str:
    names = runpy.run_path(str(path))
    for style in ("light", "dark"):
        chart = names["draw"](style)
        chart.save(pages / f"{path.stem}-{style}.png")
    title, _, text = names["__doc__"].strip().partition("\n")
    first = ast.parse(path.read_text(encoding="utf-8")).body[1].lineno
    words = {"title": title.rstrip("."), "text": text.strip(), "alt": " ".join(chart.alt.split())}
    return ENTRY.format(name=path.stem, first=first, **words)


def setup(app: Any) -> None:
    """Have the gallery made before pages are read."""
    app.connect("builder-inited", make_gallery)
