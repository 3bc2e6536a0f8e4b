"""Which polls are averaged: one row each, of one answer and one population, none of them twice."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ...errors import ArgumentError, DataError
from ...language.amounts import first_few
from ...language.message import Advice
from ...wording import count_text
from ..checks.polls import poll_doubles
from ..together.related import of_everybody

NOT_NAMED = "(not named)"
LEAST_HOUSES = 2

_MOST_POLLS = 1500
_TOLD = ["figure_id", "publisher", "fielded_end", "population", "percent", "reason"]
"""What is told of a poll that is left out."""


@dataclass(frozen=True)
class Wanted:
    """What is averaged; None where there is one of it.

    Attributes
    ----------
    answer, question, population : str or None
    since, until : pandas.Timestamp or None
        Days between which fieldwork ended.
    breaks : tuple of pandas.Timestamp
        Days from which the level starts anew.
    at : pandas.Timestamp or None
        Day of the average; None for the last day of a poll.
    """

    answer: str | None = None
    question: str | None = None
    population: str | None = None
    since: pd.Timestamp | None = None
    until: pd.Timestamp | None = None
    breaks: tuple[pd.Timestamp, ...] = ()
    at: pd.Timestamp | None = None


@dataclass
class Selection:
    """Polls that are averaged, and those that are not, with the reason.

    Attributes
    ----------
    polls : pandas.DataFrame
        A row of the figures table for each poll, with ``day`` (the middle of its fieldwork) and
        ``house``.
    left_out : list of pandas.DataFrame
    notes : list of str
    """

    polls: pd.DataFrame
    left_out: list[pd.DataFrame] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, gone: "pd.Series[bool]", reason: str) -> None:
        """Take some polls out, and say why."""
        if gone.any():
            self.left_out.append(self.polls[gone].assign(reason=reason))
            self.polls = self.polls[~gone]

    @property
    def told(self) -> pd.DataFrame:
        """What is told of the polls that are left out, a row each."""
        none = pd.DataFrame(columns=_TOLD, dtype=object)
        return pd.concat([none, *(one[_TOLD] for one in self.left_out)], ignore_index=True)


def select_polls(figures: pd.DataFrame, wanted: Wanted) -> Selection:
    """Return the polls that are averaged.

    In this order: the answer and question asked for; everybody, no group; shares that are stated
    with a day; one population; a poll that is given twice once; of one house's polls whose days
    overlap the newest, for they share respondents; and what lies between the breaks.

    Raises
    ------
    ArgumentError
        When an answer or question must be named, there is none of that name, or there are fewer
        than two houses or too many polls.
    DataError
        When no poll is left.
    """
    rows = figures[of_everybody(figures)]
    rows = _one_of(rows, "question", wanted.question)
    rows = _one_of(rows, "answer", wanted.answer)
    house = rows["vendor"].fillna(rows["publisher"]).fillna(NOT_NAMED).astype(str)
    modes = rows.groupby(house, dropna=False)["mode"].transform("nunique")
    # a house that goes from telephone to online leans anew
    by_mode = house + ", " + rows["mode"].fillna("mode not told").astype(str)
    chosen = Selection(rows.assign(**_days(rows), house=house.where(modes < 2, by_mode)))
    printed = chosen.polls["percent_qualifier"].isin(("exact", "about"))
    chosen.leave_out(chosen.polls["percent"].isna() | ~printed, "no percent")
    chosen.leave_out(chosen.polls["unit"] != "share_of_respondents", "no share of respondents")
    chosen.leave_out(chosen.polls["day"].isna(), "no day")
    for name, gone in (("since", -1), ("until", 1)):
        if (edge := getattr(wanted, name)) is not None:
            beyond = (chosen.polls["last_day"] - edge).dt.days * gone > 0
            chosen.leave_out(beyond, f"not {name} {edge:%Y-%m-%d}")
    _settle_population(chosen, wanted.population)
    chosen.leave_out(chosen.polls["duplicate_of"].notna(), "repeats another figure")
    _settle_doubles(chosen)
    if chosen.polls.empty:
        reasons = [f"{part['reason'].iloc[0]} ({len(part)})" for part in chosen.left_out]
        raise DataError(
            f"no poll is left to average: {', '.join(reasons) or 'there is no figure of everybody'}"
        )
    chosen.polls = chosen.polls.sort_values(["day", "house"], kind="stable")
    _start_anew(chosen, wanted)
    houses = chosen.polls["house"].unique()
    if len(houses) < LEAST_HOUSES:
        known = not houses[0].startswith(NOT_NAMED)
        whose = f"are of 1 house ({houses[0]})" if known else "do not say which houses did them"
        raise ArgumentError(
            f"the polls {whose}; an average needs at least {LEAST_HOUSES}, named as vendor or "
            "publisher, or one house's lean would pass for the truth"
        )
    if len(chosen.polls) > _MOST_POLLS:
        raise ArgumentError(
            f"there are {count_text(len(chosen.polls))} polls; at most {count_text(_MOST_POLLS)} "
            "are averaged; give since="
        )
    return chosen


def _one_of(rows: pd.DataFrame, name: str, wanted: str | None) -> pd.DataFrame:
    """Return the rows of one answer or question."""
    known = rows[name].dropna().unique().tolist()
    if wanted is None:
        if len(known) > 1:
            raise ArgumentError(
                f"the figures have {len(known)} {name}s: {first_few(known)}; name one as {name}="
            )
        return rows
    if wanted not in known:
        raise ArgumentError(f"{name} is {wanted!r}; the figures have {first_few(known) or 'none'}")
    return rows[rows[name] == wanted]


def _days(rows: pd.DataFrame) -> dict[str, "pd.Series[pd.Timestamp]"]:
    """Return the first, the last and the middle day of each fieldwork."""
    first, last = (
        pd.to_datetime(rows[name], errors="coerce", format="ISO8601")
        for name in ("fielded_start", "fielded_end")
    )
    last = last.fillna(pd.to_datetime(rows["fielded"], errors="coerce", format="ISO8601"))
    first, last = first.fillna(last), last.fillna(first)
    return {"first_day": first, "last_day": last, "day": first + (last - first) / 2}


def _settle_population(chosen: Selection, wanted: str | None) -> None:
    """Keep the polls of one population: that asked for, else that of most polls."""
    known = chosen.polls["population"].dropna()
    if wanted is None and len(known.unique()) <= 1:
        return
    kept = str(known.mode().iloc[0]) if wanted is None else wanted
    if kept not in set(known):
        raise ArgumentError(
            f"population is {kept!r}; the polls have {first_few(known.unique().tolist()) or 'none'}"
        )
    other = (chosen.polls["population"] != kept).fillna(True)
    if wanted is None:
        fact = (
            f"polls are of {known.nunique()} populations; most are of {kept!r}, and those are "
            "averaged"
        )
        chosen.notes.append(Advice(fact, "population= names another"))
    chosen.leave_out(other.astype(bool), "another population")


def _settle_doubles(chosen: Selection) -> None:
    """Keep one of each poll that is there twice, and the newest of a house's that overlap."""
    polls = chosen.polls
    again = polls.index[polls.duplicated(["poll_id"]) & polls["poll_id"].notna()]
    for doubles in poll_doubles(polls):
        again = again.union(pd.Index([at for part in doubles[1:] for at in part.index]))
    chosen.leave_out(pd.Series(polls.index.isin(again), index=polls.index), "the same poll again")
    polls = chosen.polls
    shared: list[Any] = []
    several = polls[polls["house"].duplicated(keep=False) & (polls["house"] != NOT_NAMED)]
    for _, own in several.groupby("house", sort=False):
        reached = pd.Timestamp.max
        for at, row in own.sort_values("last_day", ascending=False, kind="stable").iterrows():
            if row["last_day"] >= reached and row["first_day"] < row["last_day"]:
                shared.append(at)
            else:
                reached = row["first_day"]
    overlapping = pd.Series(polls.index.isin(shared), index=polls.index)
    chosen.leave_out(overlapping, "shares days with a newer poll of its house")
    if len(chosen.left_out):
        count = sum(map(len, chosen.left_out))
        told = "1 figure is" if count == 1 else f"{count_text(count)} figures are"
        chosen.notes.append(Advice(f"{told} left out", ".left_out says why"))


def _start_anew(chosen: Selection, wanted: Wanted) -> None:
    """Leave out the polls beyond the last break before the day of the average."""
    end = chosen.polls["last_day"].max() if wanted.at is None else wanted.at
    if before := [one for one in wanted.breaks if one <= end]:
        start = max(before)
        chosen.leave_out(chosen.polls["first_day"] < start, f"before the break of {start:%Y-%m-%d}")
    if after := [one for one in wanted.breaks if one > end]:
        stop = min(after)
        chosen.leave_out(chosen.polls["last_day"] >= stop, f"after the break of {stop:%Y-%m-%d}")
    if chosen.polls.empty:
        raise DataError("no poll is left between the breaks; name other breaks, or another at=")
