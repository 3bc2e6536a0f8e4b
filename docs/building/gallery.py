"""The gallery: every script drawn, light and dark, wide and for a phone; thumbnails first."""

import ast
import runpy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

HEAD = """# Gallery

Each picture is drawn by the lines below it. Which chart suits which question:
[choose a chart](../../choose_a_chart.md).

"""

THUMBNAIL = (
    """[![]({name}-light.png){{.only-light}}![]({name}-dark.png){{.only-dark}} {title}](#{name})"""
)

ENTRY = """({name})=
## {title}

{text}

```{{image}} {name}-light.png
:alt: {alt}
:class: only-light wide
:width: 720px
```
```{{image}} {name}-dark.png
:alt: {alt}
:class: only-dark wide
:width: 720px
```
```{{image}} {name}-phone-light.png
:alt: {alt}
:class: only-light narrow
:width: 290px
```
```{{image}} {name}-phone-dark.png
:alt: {alt}
:class: only-dark narrow
:width: 290px
```

```{{literalinclude}} ../{name}.py
:language: python
:lines: {first}-
```
"""


@dataclass(frozen=True)
class Entry:
    """A script of the gallery: its name, what its docstring says, and where its code begins."""

    name: str
    title: str
    text: str
    alt: str
    first: int


def make_gallery(app: Sphinx) -> None:
    """Draw every script of the gallery and write the page that shows them."""
    scripts = Path(app.srcdir) / "gallery"
    folder = scripts / "generated"
    folder.mkdir(exist_ok=True)
    entries = [draw(path, folder) for path in sorted(scripts.glob("*.py"))]
    small = "\n".join(THUMBNAIL.format(name=each.name, title=each.title) for each in entries)
    page = [HEAD, f":::{{container}} thumbnails\n{small}\n:::\n"]
    page += [ENTRY.format(**vars(each)) for each in entries]
    (folder / "index.md").write_text("\n".join(page), encoding="utf-8")


def draw(path: Path, folder: Path) -> Entry:
    """Draw one script for every page it is shown on."""
    names: dict[str, Any] = runpy.run_path(str(path))
    for size, ending in (("web", ""), ("phone", "-phone")):
        for style in ("light", "dark"):
            chart = names["draw"](style, size)
            chart.save(folder / f"{path.stem}{ending}-{style}.png")
    title, _, text = names["__doc__"].strip().partition("\n")
    first = ast.parse(path.read_text(encoding="utf-8")).body[1].lineno
    return Entry(path.stem, title.rstrip("."), text.strip(), " ".join(chart.alt.split()), first)


def setup(app: Sphinx) -> dict[str, Any]:
    """Have the gallery made before pages are read."""
    app.connect("builder-inited", make_gallery)
    return {"version": "1", "parallel_read_safe": True}
