"""The bases of a table's columns: from rows of their own, or from the headings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..found.context import Context
from ..pages.page import Page
from ..words.rows import base_words
from .banner import Banner, is_total
from .blocks import Block

_N = re.compile(r"\(?\s?\bn\s?=\s?(?P<n>\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?!\d)\s?\)?", re.IGNORECASE)


@dataclass
class Bases:
    """The bases of each column by their role."""

    roles: dict[str, dict[int, float]] = field(default_factory=dict)
    printed: dict[str, dict[int, str]] = field(default_factory=dict)
    words: str = ""

    def shares(self) -> list[Mapping[int, float]]:
        """Return the bases that shares may rest on, the likeliest first."""
        order = ("weighted", "unknown", "unweighted")
        return [self.roles[role] for role in order if role in self.roles]


def read_bases(page: Page, block: Block) -> Bases:
    """Read the bases of a block by their role; "Base" beside an unweighted one is weighted."""
    roles = [base.role for base in block.bases]
    bases = Bases()
    for base in block.bases:
        role = base.role
        if role == "unknown" and "unweighted" in roles:
            role = "weighted"
        elif role == "unknown" and "weighted" in roles:
            role = "unweighted"
        if role == "gross" or role in bases.roles:
            continue
        cells = {c: cell for c in block.columns if (cell := page.at(base.row, c)) is not None}
        bases.roles[role] = {
            c: cell.exact if cell.exact is not None else 0.0
            for c, cell in cells.items()
            if cell.number is not None
        }
        bases.printed[role] = {c: cell.text for c, cell in cells.items()}
        bases.words = bases.words or base_words(base.label)
    return bases


def bases_of_headings(paths: dict[int, str]) -> Bases:
    """Return the bases of headings such as "Democrat (n=383)", and take them off the paths."""
    bases = Bases()
    for c, path in paths.items():
        match = _N.search(path)
        if match is None:
            continue
        bases.roles.setdefault("unweighted", {})[c] = float(match["n"].replace(",", ""))
        bases.printed.setdefault("unweighted", {})[c] = match["n"]
        bare = " > ".join(
            step for part in _N.sub("", path).split(" > ") if (step := part.strip(" ,;"))
        )
        paths[c] = bare
    return bases


def stated_bases(
    banner: Banner, columns: list[int], titles: Sequence[str], context: Context
) -> Bases:
    """Return the bases that the headings, the titles or the text of a file state."""
    bases = bases_of_headings(banner.paths)
    if context.n is not None and not any(map(_FILTER.search, titles)):
        # no base is printed for everybody: the groups are smaller, or this is the one column
        own = bases.roles.setdefault("unweighted", {})
        totals = [c for c, path in banner.paths.items() if c not in own and is_total(path)]
        others = [c for c in banner.paths if c not in totals]
        if len(totals) == 1 and all(c in own and own[c] < context.n for c in others):
            own[totals[0]] = float(context.n)
            stated = f"{context.n:,} ({context.n_place})"
            bases.printed.setdefault("unweighted", {})[totals[0]] = stated
    asked_of = next(filter(None, map(_ASKED.search, titles)), None)
    everybody = [c for c in columns if len(columns) == 1 or is_total(banner.paths.get(c, ""))]
    if len(everybody) != 1:
        return bases
    (column,) = everybody
    if context.n is not None and len(columns) == 1 and any(map(_ALL.search, titles)):
        bases.roles["unweighted"] = {column: float(context.n)}
        bases.printed["unweighted"] = {column: f"{context.n:,} ({context.n_place})"}
    elif asked_of and not bases.roles.get("unweighted"):
        bases.roles["unweighted"] = {column: float(asked_of["n"].replace(",", ""))}
        bases.printed["unweighted"] = {column: asked_of["n"]}
    return bases


_ALL = re.compile(r"^\W*(?:ask all|asked of all|base: all)\b", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:base|asked|ask)\b.*\bn\s?=\s?(?P<n>\d{1,3}(?:,\d{3})+|\d+)", re.I)
_FILTER = re.compile(r"\b(?:ask(?:ed)? (?:if|of|those|only)|base\s?:|among those|filter)\b", re.I)
