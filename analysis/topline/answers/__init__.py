"""The field's vocabulary: what answers in words mean, in many languages.

Pure functions over the *distinct* answers of a column; no frames, no files but the tables of
words in ``words/``. Which words there are is data: add a word to a table, not to a module.
"""

from .bands import bands_taken_for_days
from .missing_words import MissingWords, is_missing_word, missing_words
from .nonresponse import Nonresponse, nonresponse_among, nonresponse_of
from .numerals import unit_of_time
from .order import Order, ends_of, known_order, set_aside
from .personal import personal_kind
from .spelling import likely_typos, one_spelling
from .times import named_dates, unit_since_1970

__all__ = [
    "MissingWords",
    "Nonresponse",
    "Order",
    "bands_taken_for_days",
    "ends_of",
    "is_missing_word",
    "known_order",
    "likely_typos",
    "missing_words",
    "named_dates",
    "nonresponse_among",
    "nonresponse_of",
    "one_spelling",
    "personal_kind",
    "set_aside",
    "unit_of_time",
    "unit_since_1970",
]
