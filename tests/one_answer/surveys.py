"""Surveys to be asked one thing in many ways: every kind of design, and all that is odd."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from topline import Survey, SurveyData, write_survey
from topline.loaders.codebook.codebook import codebook_of
from topline.loaders.codebook.variables import FileContent, Variable

ANSWERS = ("no", "maybe", "yes")
SETS = {"trips": ["car", "bike"]}

_BOTH = {"weights": "w", "strata": "h", "clusters": "c"}

LINEARISED: Mapping[str, Mapping[str, Any]] = {
    "rows": {},
    "weights": {"weights": "w"},
    "strata": {"weights": "w", "strata": "h"},
    "clusters": {"weights": "w", "clusters": "c"},
    "clusters in strata": _BOTH,
    "finite population": {**_BOTH, "fpc": "N"},
    "two stages": {"weights": "w", "strata": "h", "clusters": ["c", "u"], "fpc": ["N", "M"]},
    "degrees of freedom given": {"weights": "w", "clusters": "c", "df": 17},
    "lonely units averaged": {**_BOTH, "lonely_psu": "average", "lonely_domains": True},
}
"""Arguments of ``Survey`` by the kind of design."""

REPLICATED: Mapping[str, Mapping[str, Any]] = {
    "jk1": {},
    "jkn": {},
    "brr": {},
    "fay": {"rho": 0.5},
    "bootstrap": {"replicates": 12, "rng": 1},
    "sdr": {"replicates": 8},
}
"""Options of replicate weights, which are made of the clusters, by their method."""

KINDS = (*LINEARISED, *REPLICATED)


@dataclass(frozen=True, eq=False)
class Case:
    """A survey: its rows, its design as ``Survey`` takes it, and whether answers are codes.

    `alone` are groups that are asked by themselves; `folder` is where its file stands.
    """

    frame: pd.DataFrame
    design: Mapping[str, Any]
    coded: bool = False
    alone: tuple[str, ...] = ()
    folder: Path = Path()

    @cached_property
    def survey(self) -> Survey:
        """The survey, from memory."""
        return Survey(self._coded_data if self.coded else self.frame, **self.design, sets=SETS)

    def survey_of(self, frame: Any) -> Survey:
        """Return the survey of other rows, without codes."""
        return Survey(frame, **self.design, sets=SETS)

    def read(self) -> Survey:
        """Return the survey of the file."""
        return Survey.read(self.file, **self.design, sets=SETS)

    @cached_property
    def file(self) -> Path:
        """A file of the survey."""
        path = self.folder / ("answers.sav" if self.coded else "answers.csv")
        if self.coded:
            write_survey(self._coded_data, path)
        else:
            self.frame.to_csv(path, index=False)
        return path

    @property
    def _coded_data(self) -> SurveyData:
        """The rows with numbers for answers, which a codebook names."""
        codes = {answer: float(code) for code, answer in enumerate(ANSWERS, 1)}
        frame = self.frame.assign(q=self.frame["q"].map(codes).astype(float))
        named = {"q": {code: answer for answer, code in codes.items()}}
        variables = tuple(
            Variable(
                str(name),
                kind="number" if pd.api.types.is_numeric_dtype(frame[name]) else "text",
                value_labels=named.get(name, {}),
            )
            for name in frame
        )
        return SurveyData(frame, codebook_of(FileContent(frame, variables)))


def made(seed: int, kind: str, *, alike: bool = False, coded: bool = False) -> Case:
    """Return a survey of a kind of design; `alike` has a group of equal answers.

    Groups: a and b have most rows, one has a single row, lone lies in one cluster, and nobody of
    silent answered; some rows have no group. Whoever answered maybe is in group a.
    """
    rng = np.random.default_rng(seed)
    frame = _sampled(rng, 2 if kind in ("brr", "fay") else 4)
    n = len(frame)
    frame["g"] = rng.choice(["a", "b"], n)
    frame.loc[frame["c"] == frame["c"].iloc[-1], "g"] = "lone"
    frame.loc[rng.random(n) < 0.1, "g"] = None
    frame.loc[rng.random(n) < 0.1, "g"] = "silent"
    frame.loc[0, "g"] = "one"
    frame["q"] = rng.choice(["no", "yes"], n)
    frame.loc[(frame["g"] == "a") & (rng.random(n) < 0.3), "q"] = "maybe"
    frame["y"] = np.round(rng.normal(10, 3, n), 1)
    frame["x"] = np.round(rng.uniform(1, 5, n), 1)
    frame["car"], frame["bike"] = rng.integers(0, 2, (2, n)).astype(float)
    # without a codebook an answer that nobody gave is not known
    if not (frame["q"] == "maybe").any():
        frame.loc[frame.index[frame["g"] == "a"][:1], "q"] = "maybe"
    if alike:
        frame.loc[frame["g"] == "b", ["q", "y", "car"]] = "no", 5.0, 1.0
    kept = frame.index[frame["q"] == "maybe"][:1]
    for names in ("q", "y", ["car", "bike"]):
        none = (rng.random(n) < 0.1) | (frame["g"] == "silent")
        frame.loc[none & ~(frame.index.isin(kept) & (names == "q")), names] = None
    groups = frame["g"].dropna().unique()
    alone = tuple(str(g) for g in rng.choice(groups, min(len(groups), 2), replace=False))
    frame["yes"] = (frame["q"] == "yes").astype(float).where(frame["q"].notna())
    design: Mapping[str, Any] = LINEARISED.get(kind, {})
    if kind in REPLICATED:
        frame, design = _replicated(frame, kind)
    return Case(frame, design, coded, alone)


def _sampled(rng: np.random.Generator, most: int) -> pd.DataFrame:
    """Return three strata, the first of a finite population that is known whole."""
    rows = [
        (h, f"{h}{c}", f"{h}{c}{row % 2}")
        for h in "123"
        for c in range(int(rng.integers(2, most + 1)))
        for row in range(int(rng.integers(2, 7)))
    ]
    frame = pd.DataFrame(rows, columns=["h", "c", "u"])
    clusters = frame.groupby("h")["c"].transform("nunique")
    return frame.assign(
        w=np.round(rng.uniform(0.5, 4, len(frame)), 2),
        N=np.where(frame["h"] == "1", clusters, 5 * clusters),
        M=9,
    )


def _replicated(frame: pd.DataFrame, kind: str) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Return rows and design with columns of replicate weights in place of clusters."""
    options = REPLICATED[kind]
    drawn = Survey(frame, **(LINEARISED["clusters"] if kind == "jk1" else _BOTH))
    again = drawn.to_replicates(kind, **options)
    assert again.replicate_weights is not None
    columns = np.round(np.asarray(again.replicate_weights[:]), 8)
    names = [f"rep{number}" for number in range(columns.shape[1])]
    frame = frame.join(pd.DataFrame(columns, columns=names))
    design = {"weights": "w", "replicate_weights": "rep", "replicate_method": kind}
    if kind == "jkn":
        design["rscales"] = again.design.factors.tolist()
    return frame, design | {name: options[name] for name in ("rho",) if name in options}


def surveys() -> st.SearchStrategy[Case]:
    """Draw a survey of any kind of design."""
    return st.builds(
        made,
        st.integers(0, 2**32 - 1),
        st.sampled_from(KINDS),
        alike=st.booleans(),
        coded=st.booleans(),
    )
