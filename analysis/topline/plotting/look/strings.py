"""The words and number formats of charts: English as written, other languages by table.

A chart's code says ``strings("Base: {who}.", who=...)``; a language is a table from the English
sentence to its own. What a table lacks stays English.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...arguments import check_text
from ...calls import answering_class
from ...estimates.intervals import interval_label
from ...mappings import FrozenMapping
from ...shown import shown_text
from ...values import Value
from ...wording import NOT_KNOWN, count_text, level_text, percent_text, printed_text, value_text
from .german import WORDS as GERMAN_WORDS
from .german_headlines import WORDS as HEADLINE_WORDS


@answering_class
@dataclass(frozen=True, eq=False)
class Strings(Value):
    r"""The language of a chart.

    Attributes
    ----------
    words : Mapping of str to str
        English sentence, with its places in braces, to its translation. Names of interval methods
        are keys, too.
    decimal, thousands : str
        Signs within numbers.
    percent : str
        Percent sign, with the space before it where the language has one.

    Examples
    --------
    >>> GERMAN.percent_text(0.631, 1), ENGLISH.count_text(1012)
    ('63,1\xa0%', '1,012')
    """

    words: Mapping[str, str] = field(default_factory=dict)
    decimal: str = "."
    thousands: str = ","
    percent: str = "%"

    def __call__(self, english: str, **values: object) -> str:
        """Say a sentence in this language."""
        return shown_text(self.words.get(english, english).format(**values))

    def number(self, english: str) -> str:
        """Write a number as this language does: "1,012.5%" as "1.012,5 %"."""
        signs = str.maketrans({".": self.decimal, ",": self.thousands, "%": self.percent})
        text = check_text("english", english, expected="a number as text, such as '1,012.5%'")
        return text.translate(signs)

    def percent_text(self, proportion: float, decimals: int = 0) -> str:
        """Print a proportion as a percentage."""
        return self.number(percent_text(proportion, decimals))

    def printed_text(self, percent: float, decimals: int, qualifier: str) -> str:
        """Print a published percent as it was printed."""
        text = printed_text(percent, decimals, qualifier)
        number = self.number(text.removeprefix("about "))
        return self("about {value}", value=number) if text.startswith("about ") else number

    def value_text(self, value: float) -> str:
        """Print a value that is no share."""
        return self.number(value_text(value))

    def count_text(self, count: float) -> str:
        """Print a count."""
        return self.number(count_text(count))

    def level_text(self, confidence_level: float) -> str:
        """Print a confidence level."""
        return self.number(level_text(confidence_level))

    def interval_text(self, confidence_level: float | None) -> str:
        """Name an interval by its level: "95% interval"; "interval" without one."""
        level = NOT_KNOWN if confidence_level is None else level_text(confidence_level)
        if level == NOT_KNOWN:
            return self("interval")
        return self("{level} interval", level=self.number(level))

    def base_text(self, n: Any, qualifier: Any = "exact") -> str:
        """Print a base: "n = 400", "n ≥ 300", "n = 120, subgroup" or "n not stated"."""
        count = count_text(n)
        if count == NOT_KNOWN:
            return self("n not stated")
        sentence = {"at_least": "n ≥ {n}", "subgroup": "n = {n}, subgroup"}.get(
            qualifier if isinstance(qualifier, str) else "", "n = {n}"
        )
        return self(sentence, n=self.number(count))

    def method_text(self, key: Any) -> str:
        """Print the name of an interval method."""
        label = interval_label(key)
        return self.words.get(label, label)


ENGLISH = Strings()
"""English, as every sentence is written in the code."""

GERMAN = Strings(
    FrozenMapping({**GERMAN_WORDS, **HEADLINE_WORDS}), decimal=",", thousands=".", percent="\u00a0%"
)
"""German: decimal comma, a space before the percent sign."""
