"""The libraries of the extra `office`."""

from importlib import import_module
from typing import Any

from ..errors import ArgumentError


def library(name: str) -> Any:
    """Import python-pptx ("pptx"), python-docx ("docx") or a part of them, or say how to get it.

    Raises
    ------
    ArgumentError
        When it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        package = f"python-{name.partition('.')[0]}"
        raise ArgumentError(f"{package} is not installed; pip install 'topline[office]'") from None
