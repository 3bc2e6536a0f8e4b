"""How the documentation is built."""

import sys
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # docs.building, as the tests import it

project = "topline"
author = "The topline developers"
copyright = "The topline developers"  # noqa: A001
release = metadata.version("topline")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
    "docs.building.gallery",
    "docs.building.agents",
    "docs.building.formulas",
    "docs.building.outputs",
    "docs.building.summaries",
]
exclude_patterns = ["build", "gallery/*.py", "generated/extra", "templates"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
myst_enable_extensions = ["dollarmath", "deflist", "colon_fence", "attrs_inline"]
myst_heading_anchors = 3
nitpicky = False

templates_path = ["templates"]
html_theme = "furo"
html_title = f"topline {release}"
html_static_path = ["static"]
html_css_files = ["docs.css"]
EXTRA = HERE / "generated" / "extra"
"""Files that snippets wrote, and pages link to."""
EXTRA.mkdir(parents=True, exist_ok=True)
html_extra_path = ["generated/extra"]
html_show_sphinx = False
html_math_renderer = "mathml"
pygments_style = "friendly"
pygments_dark_style = "native"

autosummary_generate = True
autodoc_typehints = "none"
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False
numpydoc_xref_param_type = False
