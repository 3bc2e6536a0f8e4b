"""How the documentation is built."""

from importlib import metadata

project = "topline"
author = "The topline developers"
copyright = "The topline developers"  # noqa: A001
release = metadata.version("topline")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "numpydoc"]
exclude_patterns = ["build"]
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
