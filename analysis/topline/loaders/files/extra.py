"""Libraries that only some formats need, imported when a file of the format is read."""

from importlib import import_module
from typing import Any

from ...errors import DataError


def library(name: str, suffix: str, doing: str = "reading") -> Any:
    """Import a library of the `files` extra, or say how to get it."""
    try:
        return import_module(name)
    except ImportError:
        package = name.partition(".")[0].replace("_", "-")
        raise DataError(f"{doing} {suffix} needs {package}; install topline[files]") from None
