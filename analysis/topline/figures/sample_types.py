"""How respondents were drawn: one word for each kind of sample, wherever it is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..mappings import FrozenMapping


@dataclass(frozen=True)
class SampleType:
    """One kind of sample.

    Attributes
    ----------
    label : str
        How it is printed.
    supposes : str
        What an interval supposes of such a sample.
    """

    label: str
    supposes: str


SAMPLE_TYPES: Mapping[str, SampleType] = FrozenMapping(
    {
        "probability": SampleType("probability", "the respondents were drawn at random"),
        "opt_in": SampleType(
            "opt-in",
            "respondents who chose to take part are like a random sample: a model, not a fact",
        ),
        "census": SampleType(
            "census", "the respondents stand for everybody as a random sample would"
        ),
        "mixed": SampleType(
            "mixed", "the respondents were drawn at random, which only part of the sample was"
        ),
        "not_stated": SampleType(
            "not stated", "the respondents were drawn at random, which is not stated"
        ),
    }
)
"""Kinds of samples by the word that tables, records, arguments and options write."""

NOT_STATED = "not_stated"

FORMER = {"nonprobability": "opt_in"}
"""Words of older records, and those of today."""
