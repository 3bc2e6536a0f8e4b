"""Columns of numbers: codes of missing answers among them, and what is a rating."""

from .ratings import MOST_COLOURED, MOST_PLACES, has_worded_ends, rating_scale, worded_rating
from .standouts import (
    codes_beyond,
    codes_standing_out,
    labelled_apart,
    labelled_far,
    labelled_scale,
    stated_scale,
)

__all__ = [
    "MOST_COLOURED",
    "MOST_PLACES",
    "codes_beyond",
    "codes_standing_out",
    "has_worded_ends",
    "labelled_apart",
    "labelled_far",
    "labelled_scale",
    "rating_scale",
    "stated_scale",
    "worded_rating",
]
