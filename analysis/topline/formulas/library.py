"""The library that knows the algebra of terms and the coding of factors."""

from importlib import import_module
from typing import Any

from ..errors import ArgumentError


def formulaic(module: str = "formulaic") -> Any:
    """Import formulaic, or say how to get it."""
    try:
        return import_module(module)
    except ImportError:
        raise ArgumentError(
            "a formula needs formulaic, which is not installed; install topline[models]"
        ) from None
