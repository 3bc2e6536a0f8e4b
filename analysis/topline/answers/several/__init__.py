"""Questions with several answers, told from their distinct cells: ticks, and answers in one cell.

Pure functions over distinct texts; which words there are stands in ``words/several.toml``.
"""

from .digits import several_in_digits
from .lists import listed
from .options import allows_several, is_no, is_none, is_other, is_yes, says_chosen
from .splitting import SEPARATORS, Split, parts_of, split_answers
from .ticks import Ticks, ticks_of

__all__ = [
    "SEPARATORS",
    "Split",
    "Ticks",
    "allows_several",
    "is_no",
    "is_none",
    "is_other",
    "is_yes",
    "listed",
    "parts_of",
    "says_chosen",
    "several_in_digits",
    "split_answers",
    "ticks_of",
]
