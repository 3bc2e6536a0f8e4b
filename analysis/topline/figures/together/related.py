"""What two published figures have in common: the one place that says what may be compared.

Two polls are independent, and so are two columns of one banner. A column is a part of the total.
Two answers of one column share a hundred percent. Who is in two columns of different banners, or
gave two answers of several, only the microdata tell.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...answers.folding import compact, fold
from ...estimates.covariance import IntArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

TOTALS = frozenset(
    (
        "total", "totals", "all", "overall", "everyone", "everybody", "allrespondents", "alladults",
        "wholesample", "fullsample", "totalsample", "base", "gesamt", "insgesamt", "alle",
        "ensemble", "totale", "totaal",
    )
)  # fmt: skip
"""What the column of everybody is called, beside nothing at all."""

PATH = " > "
"""What stands between the headings of a path."""

NETS = "|"
"""What stands between the answers that a net adds up."""


def is_total(group: object) -> bool:
    """Return whether a group is everybody: it has no name, or that of a total."""
    if not isinstance(group, str) or not group.strip():
        return True
    return compact(fold(group.rpartition(">")[2])) in TOTALS


_TOLD_BY = ["table", "publisher", "survey"]
"""Columns that tell one poll's figures from another's, where nobody names the poll."""

OF_POLLS = ("pollster", "date", "weighting")
"""What lists of polls call their rows by where they name no group of respondents."""


def of_everybody(figures: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which figures are of everybody: of a total, or of a poll that a list names alone."""
    listed = figures["group_dimension"].isin(OF_POLLS)
    parted = figures["group"].map(lambda name: PATH in str(name)).astype(bool)
    return figures["group"].map(is_total).astype(bool) | (listed & ~parted)


def dimension_of(group: object, told: object = None) -> str:
    """Return what a group is one of, by its column or its path; "" where nothing says it."""
    path = group.rpartition(PATH)[0].strip() if isinstance(group, str) else ""
    if isinstance(told, str) and told.strip() and not (PATH in told and path):
        return told.strip()
    # "Group > Subgroup" names the columns of a path, "By Age > 18 - 29" says which it is
    return path


def asks_question(rows: pd.DataFrame, question: str) -> "pd.Series[bool]":
    """Tell which figures answer a question, by its number, else by words of it."""
    wanted = question.strip().lower()
    by_number = rows["question_id"].str.lower() == wanted
    if by_number.fillna(False).any():
        return by_number.fillna(False).astype(bool)
    whole = rows["question"].str.lower() == wanted
    if whole.fillna(False).any():
        return whole.fillna(False).astype(bool)
    return rows["question"].map(lambda words: wanted in str(words).lower()).astype(bool)


def numbers(*columns: "pd.Series[str]") -> IntArray:
    """Return one number for rows that agree in some columns; −1 where one is missing."""
    code = np.zeros(len(columns[0]), dtype=np.intp)
    for one in columns:
        own, known = pd.factorize(one)
        missing = (own < 0) | (code < 0)
        # numbered anew after each column, so that no number exceeds those of the rows
        code = np.unique(code * len(known) + own, return_inverse=True)[1]
        code[missing] = -1
    return code


@dataclass(frozen=True, kw_only=True, eq=False)
class FigureFacts:
    """What is known of each figure, (k,) of each; numbers of what is the same, −1 for not known.

    Attributes
    ----------
    poll, table, wave, asked, answer, column, banner : int
        Its poll; its table; its wave; its question; its answer; its column, which is its group of
        its population in its question; and what its group is one of.
    population, country : int
    total : bool
        Whether its group is everybody.
    apart : bool
        Whether the groups of its banner are no more people than the total: they do not overlap.
    one_answer : bool
        Whether the answers of its column add up to 100 percent.
    net : bool
    base : float
        Unweighted.
    share : float
    """

    poll: IntArray
    table: IntArray
    wave: IntArray
    asked: IntArray
    answer: IntArray
    column: IntArray
    banner: IntArray
    population: IntArray
    country: IntArray
    total: BoolArray
    apart: BoolArray
    one_answer: BoolArray
    net: BoolArray
    base: FloatArray
    share: FloatArray
    parts: tuple[frozenset[int], ...]

    def share_nobody(self, i: int, j: int) -> bool:
        """Tell whether two answers of one column, nets among them, have no answer in common.

        Then nobody gave both, where everybody gave one answer.
        """
        one, two = (self.parts[k] or {int(self.answer[k])} for k in (i, j))
        return bool(self.one_answer[i]) and -1 not in one | two and not one & two

    @classmethod
    def of(cls, figures: pd.DataFrame, share: FloatArray) -> "FigureFacts":
        """Return what a figures table says.

        Parameters
        ----------
        figures : pandas.DataFrame
            In the schema.
        share : (k,) float
            The figures as proportions.
        """
        rows = figures.reset_index(drop=True)
        by_survey = rows["survey_id"].fillna("") + "\n" + rows["poll_id"].fillna("")
        poll = numbers(by_survey.where(rows[["poll_id", "survey_id"]].notna().any(axis=1)))
        wave = rows["wave"].fillna(rows["fielded_end"]).fillna(rows["fielded"]).fillna("")
        question = rows["question"].fillna(rows["question_id"]).fillna(rows["table"])
        group = rows["group"].fillna("")
        total = np.array([is_total(one) for one in group], dtype=bool)
        named = map(dimension_of, rows["group"], rows["group_dimension"])
        banner_name = pd.Series([one or pd.NA for one in named], dtype="string")
        # figures of one poll are those of one file, where nobody names it, and of one publisher
        place = pd.Series(poll).astype(str).str.cat(rows[_TOLD_BY].fillna(""), sep="\n")
        population = rows["population"].fillna(rows["respondents"])
        # a poll may be given twice, as weighted to two electorates
        column = numbers(place, question, group, wave, population.fillna(""))
        base = rows["n"].to_numpy(dtype=float, na_value=np.nan)
        answer = numbers(rows["answer"])
        net = rows["net_of"].notna().to_numpy()
        of_answer = dict(zip(rows["answer"], answer.tolist(), strict=True))
        banner = np.where(total, -1, numbers(banner_name))
        return cls(
            poll=poll,
            table=numbers(rows["table"]),
            wave=numbers(wave),
            asked=numbers(question),
            answer=answer,
            column=column,
            banner=banner,
            population=numbers(population),
            country=numbers(rows["country"]),
            total=total,
            apart=_apart(numbers(place, wave, question), banner, group, total, base),
            one_answer=_adds_up(column, net, rows),
            net=net,
            base=base,
            share=share,
            parts=tuple(
                frozenset(of_answer.get(part.strip(), -1) for part in cell.split(NETS) if cell)
                for cell in rows["net_of"].fillna("")
            ),
        )


def _apart(
    of: IntArray, banner: IntArray, group: "pd.Series[str]", total: BoolArray, base: FloatArray
) -> BoolArray:
    """Return whether the groups of each figure's banner are together no more than the total."""
    if (banner < 0).all():
        return np.ones(len(banner), dtype=bool)
    frame = pd.DataFrame({"of": of, "banner": banner, "group": group.to_numpy(), "base": base})
    whole = frame[total].groupby("of")["base"].max()
    parts = frame[~total & (banner >= 0)].drop_duplicates(["of", "banner", "group"])
    sums = parts.groupby(["of", "banner"])["base"].sum(min_count=1)
    everybody = whole.reindex(sums.index.get_level_values("of")).to_numpy(dtype=float)
    too_many = sums.index[sums.to_numpy(dtype=float) > everybody]
    return ~pd.MultiIndex.from_arrays([of, banner]).isin(too_many)


def _adds_up(column: IntArray, net: BoolArray, rows: pd.DataFrame) -> BoolArray:
    """Return whether the answers of each figure's column add up to 100 percent within roundings."""
    single = ~net & (column >= 0) & rows["answer"].notna().to_numpy()
    if not single.any():
        return single
    places = rows["decimals"].to_numpy(dtype=float, na_value=10.0)
    frame = pd.DataFrame(
        {
            "column": column,
            "percent": rows["percent"].to_numpy(dtype=float, na_value=0.0),
            "half": 0.5 * 10.0**-places,
        }
    )[single]
    sums = frame.groupby("column").sum()
    good = sums.index[(sums["percent"] - 100).abs() <= sums["half"] + 1e-9]
    return np.asarray(np.isin(column, good))
