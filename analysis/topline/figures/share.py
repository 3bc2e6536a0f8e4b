"""Shares of published counts: one estimate out of another, with the margin that follows."""

import numpy as np
import pandas as pd

from ..arguments import check_text, described
from ..errors import ArgumentError, DataError
from ..statistics.precision.derived_margins import share_margin
from ..wording import percent_text
from .table import as_figures

_KEY = ("survey_id", "poll_id", "group", "wave", "fielded_start", "fielded_end", "population")
"""What a part and its whole have in common."""

_NAMED = 12


def published_shares(figures: pd.DataFrame, part: str, whole: str) -> pd.DataFrame:
    """Compute shares of published counts, each with the margin or error that follows from both.

    The part must be counted in the whole, group by group. The margin is the Census Bureau's:
    √(mₚ² − p² m_w²)/w (see ``share_margin``); of standard errors the same.

    Parameters
    ----------
    figures : pandas.DataFrame
        A figures table with amounts and their margins or standard errors, such as the ``figures``
        of ``read_published``.
    part, whole : str
        Answers, or the ends of their headings, such as "Income below poverty" and "Total".

    Returns
    -------
    pandas.DataFrame
        A figures table, one share a group, with ``moe`` and ``moe_level``, or ``std_error``.

    Raises
    ------
    ArgumentError
        When an answer is not there, or means several.
    DataError
        When there are no counts, or no group has both.

    Examples
    --------
    >>> counts = pd.DataFrame({"answer": ["Below poverty", "Total"], "group": "Bronx",
    ...     "amount": [4634, 31713], "moe": [989, 601], "moe_level": 0.9, "unit": "other",
    ...     "n": None})
    >>> shares = published_shares(counts, "Below poverty", "Total")
    >>> shares[["percent", "moe"]].round(2).to_numpy().tolist()
    [[14.6, 3.11]]
    """
    rows = as_figures(figures)
    rows = rows[rows["amount"].notna()]
    if rows.empty:
        raise DataError(
            "the figures are percents alone; expected counts of a part and of its whole, such as "
            "the estimates of the American Community Survey"
        )
    parts, wholes = _called(rows, "part", part), _called(rows, "whole", whole)
    keys = [name for name in _KEY if rows[name].notna().any()]
    pairs = (
        parts.assign(**_filled(parts, keys)).merge(
            wholes.assign(**_filled(wholes, keys)), on=keys, suffixes=("", "_whole")
        )
        if keys
        else parts.merge(wholes, how="cross", suffixes=("", "_whole"))
    )
    pairs = pairs[pairs["amount_whole"] > 0].reset_index(drop=True)
    if pairs.empty:
        raise DataError(f"no group has both {part!r} and {whole!r}; see which has what in .figures")
    if (pairs["amount"] > pairs["amount_whole"]).any():
        raise DataError(f"{part!r} is more than {whole!r} in a group, so it is no part of it")
    return _shares(pairs)


def _filled(rows: pd.DataFrame, keys: list[str]) -> "dict[str, pd.Series[str]]":
    """Return keys of which a missing one is like another missing one."""
    return {name: rows[name].astype("string").fillna("") for name in keys}


def _called(rows: pd.DataFrame, name: str, words: str) -> pd.DataFrame:
    """Return the figures of the one answer that is called so, whole or at its end."""
    asked = (
        check_text(name, words, expected="an answer, such as 'Total'").strip().lower().rstrip(":")
    )
    rows = rows.assign(answer=rows["answer"].fillna(rows["claim"]))
    answers = rows["answer"].astype(str)
    plain = answers.str.strip().str.lower().str.rstrip(":")
    last = plain.str.rpartition("!!")[2].str.rstrip(":")
    for fits in (plain == asked, last == asked):
        if fits.any():
            found = answers[fits].unique()
            if len(found) > 1:
                raise ArgumentError(
                    f"{name} is {described(words)}, which {len(found)} answers are called: "
                    f"{'; '.join(found[:_NAMED])}; give the whole heading"
                )
            return rows[fits]
    known = "; ".join(answers.unique()[:_NAMED])
    raise ArgumentError(f"{name} is {described(words)}; expected one of: {known}")


def _shares(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return a figures table of shares."""

    def column(name: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        return pairs[name].to_numpy(dtype=float, na_value=np.nan)

    n, d = column("amount"), column("amount_whole")
    same = pairs["moe_level"].eq(pairs["moe_level_whole"]).fillna(False).to_numpy(bool)
    margin = np.where(same, share_margin(n, column("moe"), d, column("moe_whole")), np.nan)
    error = share_margin(n, column("std_error"), d, column("std_error_whole"))
    places = pairs["where"].fillna("").str.cat(pairs["where_whole"].fillna(""), " ÷ ")
    kept = [*_KEY, "publisher", "group_dimension", "source_title", "source_url", "sample_type"]
    percent = [percent_text(share, 1) for share in n / d]
    answer, of = (
        [str(name).rpartition("!!")[2].rstrip(":") for name in pairs[column]]
        for column in ("answer", "answer_whole")
    )
    table = pairs[kept].assign(
        table=f"{answer[0]} ÷ {of[0]}",
        question=[f"{a}, of {w}" for a, w in zip(answer, of, strict=True)],
        answer=answer,
        where=places.where(pairs["where"].notna()),
        percent=percent,
        n=None,
        unit="share_of_respondents",
        moe=100 * margin,
        moe_level=pairs["moe_level"].where(np.isfinite(margin)),
        std_error=np.where(np.isfinite(margin), np.nan, 100 * error),
    )
    return as_figures(table)
