"""How respondents can have been drawn: one list of words for figures, claims and disclosure."""

from collections.abc import Mapping
from types import MappingProxyType

NOT_STATED = "not_stated"

SAMPLE_TYPES = ("probability", "opt_in", "census", "mixed", NOT_STATED)

OLDER: Mapping[str, str] = MappingProxyType({"nonprobability": "opt_in"})
"""Words of older disclosure records, and what they are called now."""
