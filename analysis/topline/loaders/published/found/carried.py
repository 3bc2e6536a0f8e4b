"""Bases that hold on the next page: of a table that is marked as continued."""

import re
from collections.abc import Iterable, Sequence

from ....language.message import Message
from .found import Found

_CONTINUED = re.compile(
    r"[(\[]\s?(?:continued|cont['’.]?d?\.?|suite|fortsetzung|fortgesetzt|continuación|continua|segue|"
    r"continuação|vervolg)\s?[)\]]|(?:^|[-–—:,]\s?)(?:continued|fortsetzung)\W*$",
    re.IGNORECASE,
)


def carry_bases(found: Sequence[Found], before: Found, words: Iterable[str]) -> None:
    """Give the figures of a continued table the bases of the page before, group by group.

    Its page says that it goes on, it asks the same question of the same groups, and it has no bases
    of its own.
    """
    if not any(map(_CONTINUED.search, words)):
        return
    bases = {figure.group: figure for figure in before.figures if figure.n is not None}
    asked = _bare(before.question)
    for one in found:
        groups = {figure.group for figure in one.figures}
        own = any(figure.n or figure.base_weighted for figure in one.figures)
        if not groups or own or _bare(one.question) != asked or not groups <= bases.keys():
            continue
        for figure in one.figures:
            base = bases[figure.group]
            figure.set_base(base.n or 0, base.n_printed)
            figure.base_weighted, figure.n_effective = base.base_weighted, base.n_effective
            figure.base_text = base.base_text
        fact = Message(
            "it is marked as continued and repeats no bases: those of {where} hold",
            where=before.where,
        )
        one.tell(one.where, "check", fact)


def _bare(question: str) -> str:
    """Return a question without the word that it goes on."""
    return " ".join(_CONTINUED.sub(" ", question).split()).strip(" -–—:,")
