"""How respondents were drawn: the one place of its words, whichever door they come out of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .errors import ArgumentError
from .language.amounts import and_words
from .language.marking import marked
from .language.message import Capital, Message
from .mappings import FrozenMapping


@dataclass(frozen=True, kw_only=True)
class SampleType:
    """One kind of sample.

    Attributes
    ----------
    label : str
        How it is printed.
    supposes : str
        What an interval supposes of such a sample.
    told : str
        How all respondents came to be asked; "" where an interval is of what it is made for.
    told_of_some : str
        The same of some of them.
    sentence : str
        What every door says, without capital and stop: `told`, and what intervals are then; "" for
        nothing.
    reason : str
        Code of what a row of an estimates table says of it; "" for nothing.
    """

    label: str
    supposes: str
    told: str = ""
    told_of_some: str = ""
    sentence: str = ""
    reason: str = ""


MODEL = marked("; intervals model a random draw")
"""What is said of intervals wherever respondents are not known to be drawn at random."""

SAMPLE_TYPES: Mapping[str, SampleType] = FrozenMapping(
    {
        "probability": SampleType(
            label="probability", supposes="the respondents were drawn at random"
        ),
        "opt_in": SampleType(
            label="opt-in",
            supposes="respondents who chose to take part are like a random sample: a model, not a "
            "fact",
            told="respondents chose to take part",
            told_of_some="some respondents chose to take part",
            sentence="respondents chose to take part; intervals model a random draw",
            reason="opt_in",
        ),
        "census": SampleType(
            label="census",
            supposes="the respondents stand for everybody as a random sample would",
            told="everybody was asked, nobody drawn",
            told_of_some="in some surveys everybody was asked, nobody drawn",
            sentence="everybody was asked, nobody drawn; intervals model a random draw",
            reason="census",
        ),
        "mixed": SampleType(
            label="mixed",
            supposes="the respondents were drawn at random, which only part of the sample was",
            told="only part of the respondents were drawn at random",
            told_of_some="only part of the respondents were drawn at random",
            sentence="only part of the respondents were drawn at random; intervals model a "
            "random draw",
            reason="mixed_sample",
        ),
        "not_stated": SampleType(
            label="not stated",
            supposes="the respondents were drawn at random, which was not told",
            told="how respondents were drawn was not told",
            told_of_some="how some respondents were drawn was not told",
            sentence="how respondents were drawn was not told; intervals model a random draw",
            reason="sample_not_stated",
        ),
    }
)
"""Kinds of samples by the word that tables, records, arguments and options write."""

PROBABILITY, NOT_STATED = "probability", "not_stated"

_OTHER_WORDS: Mapping[str, str] = FrozenMapping(
    {
        word: kind
        for kind, words in (
            ("probability", "probability_sample random_sample"),
            ("opt_in", "optin opt_in_panel opt_in_sample nonprobability non_probability"),
            ("opt_in", "nonprobability_sample non_probability_sample nonprob convenience"),
            ("opt_in", "convenience_sample self_selected self_selection volunteer volunteers"),
            ("opt_in", "snowball river"),
            ("census", "full_census complete_enumeration"),
            ("mixed", "mixture hybrid blended"),
            ("not_stated", "unknown not_known not_told unstated"),
        )
        for word in words.split()
    }
)
"""What others write for the kinds."""

_SHOWN = 60
"""Signs of a word that a message repeats."""


def known_sample_type(word: Any) -> str | None:
    """Return the kind of sample that a word means, however it is written; None for no kind."""
    if not isinstance(word, str):
        return None
    folded = "_".join(word.casefold().replace("-", " ").replace("_", " ").split())
    found = _OTHER_WORDS.get(folded, folded)
    return found if found in SAMPLE_TYPES else None


def check_sample_type(word: Any) -> str:
    """Return the kind of sample that an argument means.

    Raises
    ------
    ArgumentError
        When it means none.
    """
    found = known_sample_type(word)
    if found is None:
        shown = repr(word[:_SHOWN]) if isinstance(word, str) else f"a {type(word).__name__}"
        raise ArgumentError(f"sample_type is {shown}; expected one of {', '.join(SAMPLE_TYPES)}")
    return found


def told_of(kinds: Iterable[str]) -> list[str]:
    """Return what is told of some estimates' kinds of samples, of which there may be several."""
    found = [kind for kind in SAMPLE_TYPES if kind in set(kinds)]
    if len(found) == 1:
        return list(filter(None, [SAMPLE_TYPES[found[0]].told]))
    return [SAMPLE_TYPES[kind].told_of_some for kind in found if SAMPLE_TYPES[kind].told]


@cache  # of few kinds, and of nothing else
def sampling_sentence(*kinds: str) -> str:
    """Return what every door says of these kinds of samples, as a sentence; "" for nothing."""
    told = [Message(one) for one in told_of(kinds)]
    if not told:
        return ""
    return Capital(Message("{told}{model}.", told=and_words(told), model=Message(MODEL)))
