"""What all figures of a page share: said once, and left out of each row and caption."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ...estimates.reason_codes import reason_sentences
from ...language.strings import ENGLISH, Strings
from ...plotting.publishing.captions import Caption
from ..parts.tables import BASE, IN_CAPTIONS, Table, without_columns, without_reasons

UNTOLD = "not stated"
"""A cell that says nothing."""


@dataclass(frozen=True)
class Shared:
    """What is true of all figures.

    Attributes
    ----------
    number : int
        How many there are.
    base : str
        The base of all; "" where they differ.
    reasons : tuple of str
        What a reader must know of each of them.
    say : Strings
        The language of the page.
    """

    number: int
    base: str
    reasons: tuple[str, ...]
    say: Strings = ENGLISH

    @classmethod
    def of(cls, table: pd.DataFrame, say: Strings = ENGLISH) -> "Shared":
        """Find what is true of all estimates of a table; of one, nothing is shared."""
        bases = {say.base_text(n, how) for n, how in table[["n", "n_qualifier"]].to_numpy()}
        said = reason_sentences(table, lang=say)
        alike = [one for one in said[0] if all(one in own for own in said)] if said else []
        several = len(table) > 1
        return cls(
            len(table),
            bases.pop() if several and len(bases) == 1 else "",
            tuple(alike) if several else (),
            say,
        )

    def words(self, caption: str) -> str:
        """Say it in a paragraph, less what the caption of all charts says; "" if that is all."""
        say, number = self.say, self.say.count_text(self.number)
        in_captions = set(map(say, IN_CAPTIONS))
        base = self.base
        if base[-1:].isdigit():
            base = say("{base}, unweighted", base=base)
        sentences = []
        if base and self.base not in caption:
            sentences.append(say("Base of all {number} figures: {base}", number=number, base=base))
        for reason in self.reasons:
            if caption and reason in in_captions:
                continue
            begun = f"{reason[:1].upper()}{reason[1:]}"
            sentences.append(
                begun
                if sentences
                else say("Of all {number} figures: {reason}", number=number, reason=reason)
            )
        return " ".join(f"{sentence}." for sentence in sentences)


def without_shared(table: Table, shared: Shared, say: Strings = ENGLISH) -> Table:
    """Return a table of estimates without what all figures share."""
    base = [table.heads.index(say(BASE))] if shared.base else []
    return without_reasons(without_columns(table, base), shared.reasons, say)


def told_columns(table: Table, nothing: str = UNTOLD) -> tuple[Table, tuple[str, ...]]:
    """Return a table without the columns that say `nothing`, and the heads of these."""
    gone = [
        at
        for at in range(len(table.heads))
        if all(row[at].startswith(nothing) or not row[at] for row in table.rows)
    ]
    heads = tuple(table.heads[at] for at in gone)
    return without_columns(table, gone), heads


def shared_caption(captions: Sequence[Caption]) -> tuple[list[Caption], Caption]:
    """Return what each of some captions says by itself, and what all of them say; of one, none."""
    if len(captions) < 2:
        return list(captions), Caption()
    about, reading = (
        tuple(words for words in parts[0] if all(words in own for own in parts))
        for parts in ([one.about for one in captions], [one.reading for one in captions])
    )
    common = Caption(about, reading)
    return [one.without(common) for one in captions], common
