"""The libraries of the extra `office`."""

from importlib import import_module
from typing import Any

from ..errors import ArgumentError


def library(name: str) -> Any:
    """Import python-pptx ("pptx"), python-docx ("docx"), openpyxl or a part of them.

    Raises
    ------
    ArgumentError
        When it is not installed, and how to get it.
    """
    try:
        return import_module(name)
    except ImportError:
        root = name.partition(".")[0]
        package, extra = (root, "files") if root == "openpyxl" else (f"python-{root}", "office")
        raise ArgumentError(f"{package} is not installed; pip install 'topline[{extra}]'") from None
