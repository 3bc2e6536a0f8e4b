"""Banner tables of a page: a question by several variables, as research firms print it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ..survey.crosstab import Crosstab
from ..wording import count_text, percent_text

_LEAST = 0.005


@dataclass(frozen=True)
class BannerTable:
    """A question by its banners, in words.

    Attributes
    ----------
    caption : str
        The question.
    groups : tuple of (str, int)
        Each banner and how many columns it has.
    heads : tuple of str
        Column heads: answer of the banner, and the letter that stands for it.
    rows : tuple of tuple of str
        Answer, then a cell per column: percent, and letters of columns it is above.
    bases : tuple of tuple of str
        The unweighted and the weighted base.
    """

    caption: str
    groups: tuple[tuple[str, int], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bases: tuple[tuple[str, ...], ...]


def banner_table(found: Crosstab, caption: str, labels: Mapping[str, str]) -> BannerTable:
    """Return a crosstab in words: whole percents, letters and both bases."""
    wide, names = found.wide(), found.letter_names
    columns = [(str(key[0]), str(key[1])) for key in wide.columns.to_flat_index()]
    words = {_place(record): _cell(record) for record in found.table.to_dict("records")}
    answers = [str(answer) for answer in wide.index[:-2]]
    bases = wide.iloc[-2:].to_numpy(dtype=float)
    runs = groupby(banner for banner, _ in columns)
    return BannerTable(
        caption,
        tuple((labels.get(name, name), len(list(run))) for name, run in runs),
        tuple(
            f"{label} ({name})" if name else label
            for (_, label), name in zip(columns, names, strict=True)
        ),
        tuple((answer, *(words[answer, *column] for column in columns)) for answer in answers),
        tuple(
            (str(wide.index[i - 2]), *(count_text(round(value)) for value in bases[i]))
            for i in range(2)
        ),
    )


def _place(record: Mapping[Any, Any]) -> tuple[str, ...]:
    return tuple(str(record[key]) for key in ("category", "banner", "column"))


def _cell(record: Mapping[Any, Any]) -> str:
    """Print a share, a dagger where it should not be published, and its letters."""
    share = float(record["estimate"])
    if math.isnan(share):
        return "–"
    words = "*" if 0 < share < _LEAST else percent_text(share)
    flag = str(record["flag"])
    doubtful = "do not publish" in flag or "too imprecise" in flag
    return " ".join(filter(None, (words + "†" * doubtful, str(record["letters"]))))
