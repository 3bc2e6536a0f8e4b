"""Waves of a survey, and what changed between them, whether their samples share units or not.

Of samples that share units the rows stand below each other in one survey, in which units of one
name are one: the covariance of what they said then and now is in the variance of the change. Of
independent samples each wave is a survey of its own, and nothing goes together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import scipy

from ...arguments import check_one_of, described
from ...calls import answering_class
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...estimates.schema import label_columns
from ...language.amounts import listed_words
from ...language.message import Message
from ...language.printing import InWords
from ...language.strings import Strings
from ...loaders.codebook.codebook import SurveyData, codebook_of
from ...loaders.codebook.notes import variables_of
from ...values import Value
from ..data.codebook import data_and_codebook, data_with_codebook
from ..data.columns import as_names, column_names
from .joined import below_each_other, joined

WAVE = "wave"
"""The column that says of which wave a row is."""


@answering_class
@dataclass(frozen=True, eq=False, repr=False)
class Waves(InWords, Value):
    """Waves of a survey, of which every method estimates the change.

    Each method takes what the one of ``Survey`` takes, and returns each wave less the one before
    it, or less the first with ``against="first"``.

    Attributes
    ----------
    surveys : tuple of Survey
        One for each wave; of overlapping samples one of all, with a column ``wave``.
    names : tuple of str
        The waves, in order.
    against : {"previous", "first"}
    notes : tuple of str
        Where the codes of answers differ between the waves, and how these were matched; estimates
        have those of their own questions.
    """

    surveys: tuple[Any, ...]
    names: tuple[str, ...]
    against: str = "previous"
    notes: tuple[str, ...] = ()

    def mean(self, variables: Any, **options: Any) -> Estimates:
        """Estimate changes of means."""
        return self._change("mean", variables, **options)

    def total(self, variables: Any, **options: Any) -> Estimates:
        """Estimate changes of population totals."""
        return self._change("total", variables, **options)

    def ratio(self, numerator: str, denominator: str, **options: Any) -> Estimates:
        """Estimate changes of the ratio of two totals."""
        return self._change("ratio", numerator, denominator, **options)

    def proportion(self, variables: Any, **options: Any) -> Estimates:
        """Estimate changes of the share of people in every category, in points."""
        return self._change("proportion", variables, **options)

    def quantile(self, variables: Any, q: Any, **options: Any) -> Estimates:
        """Estimate changes of quantiles."""
        return self._change("quantile", variables, q, **options)

    def median(self, variables: Any, **options: Any) -> Estimates:
        """Estimate changes of medians."""
        return self._change("median", variables, **options)

    def where(self, condition: Any) -> "Waves":
        """Return a subpopulation of every wave; the designs stay those of the whole."""
        surveys = tuple(survey.where(condition) for survey in self.surveys)
        return Waves(surveys, self.names, self.against, self.notes)

    def levels(self, estimator: str, *given: Any, **options: Any) -> Estimates:
        """Return the estimates of every wave themselves, with a column ``wave``.

        Parameters
        ----------
        estimator : str
            A method of this class, such as "mean".
        *given, **options
            As it takes them.

        Raises
        ------
        ArgumentError
            When it is none of them.
        """
        check_one_of("estimator", estimator, ESTIMATORS)
        if len(self.surveys) == 1:
            by = [WAVE, *as_names(options.pop("by", None))]
            both: Estimates = getattr(self.surveys[0], estimator)(*given, by=by, **options)
            return self._noted(both, *given, by)
        found = [getattr(survey, estimator)(*given, **options) for survey in self.surveys]
        both = beside(dict(zip(self.names, found, strict=True)))
        return self._noted(both, *given, options.get("by"))

    def _noted(self, found: Estimates, *asked: Any) -> Estimates:
        """Return estimates with the notes on their own questions."""
        names = {
            name for one in asked if isinstance(one, (str, list, tuple)) for name in as_names(one)
        }
        said = [note for note in self.notes if names & {*variables_of(note)}]
        if not said:
            return found
        return Estimates(
            found.table,
            found.covariance,
            found.method,
            notes=(*found.notes, *said),
            scales=found.scales,
            most_df=found.most_df,
            sample_type=found.sample_type,
        )

    def _change(self, estimator: str, *given: Any, **options: Any) -> Estimates:
        level = options.get("confidence_level", 0.95)
        found = self.levels(estimator, *given, **options)
        which: dict[str, Any] = {"pairs": "adjacent"}
        if self.against == "first":
            which = {"reference": self.names[0]}
        return found.compare(WAVE, adjust=None, confidence_level=level, **which)

    def __len__(self) -> int:
        """Count the waves."""
        return len(self.names)

    def _text(self, say: Strings) -> str:
        told = Message(
            "{n} waves which share units: {names}"
            if len(self.surveys) == 1
            else "{n} waves of independent samples: {names}",
            n=len(self),
            names=listed_words(self.names),
        )
        return say.again(told)

    def __repr__(self) -> str:
        """Say which waves there are, and whether they share units, in the language to print in."""
        return self.to_text()


ESTIMATORS = ("mean", "total", "ratio", "proportion", "quantile", "median")
"""What is estimated of waves."""


def waves_of(
    make: Any, frames: Mapping[Any, Any], *, overlap: bool, against: str, design: dict[str, Any]
) -> Waves:
    """Return waves of a survey.

    Parameters
    ----------
    make : callable
        Of data and design to a survey.
    frames : mapping of name to dataframe
    overlap : bool
        Whether units of the same name are the same.
    against : {"previous", "first"}
    design : dict
        Arguments of ``Survey``.

    Raises
    ------
    ArgumentError, DataError
        When there are fewer than two, or the design is none.
    """
    check_one_of("overlap", overlap, (False, True))
    check_one_of("against", against, ("previous", "first"))
    if not isinstance(frames, Mapping) or len(frames) < 2:
        raise ArgumentError(
            f"waves is {described(frames)}; expected two or more frames by their wave, as "
            '{"2022": first, "2024": second}'
        )
    waves: dict[str, Any] = {str(name): frame for name, frame in frames.items()}
    for name, wave in waves.items():
        if overlap and WAVE in column_names(data_and_codebook(wave)[0]):
            raise ArgumentError(
                f"wave {name!r} has a column {WAVE!r}, which this adds; rename it in the data"
            )
    notes: tuple[str, ...] = ()
    if any(isinstance(one, SurveyData) for one in waves.values()):
        own, notes = joined({name: data_with_codebook(wave) for name, wave in waves.items()})
        parts = [below_each_other(own, WAVE)] if overlap else [*own.values()]
        made = [SurveyData(one.frame, codebook_of(one)) for one in parts]
    elif overlap:
        stacked = [
            nw.from_native(wave, eager_only=True).with_columns(nw.lit(name).alias(WAVE))
            for name, wave in waves.items()
        ]
        made = [nw.concat(stacked, how="diagonal").to_native()]
    else:
        made = [*waves.values()]
    if overlap:
        design["order"] = {**(design.get("order") or {}), WAVE: list(waves)}
    surveys = tuple(make(one, **design) for one in made)
    return Waves(surveys, tuple(waves), against, notes)


def beside(found: Mapping[str, Estimates]) -> Estimates:
    """Return the estimates of independent samples as one table, whose rows tell them apart.

    Raises
    ------
    ArgumentError
        When they are not of the same rows.
    """
    tables = {name: one.table for name, one in found.items()}
    first = next(iter(tables.values()))
    labels = label_columns(first)
    same = pd.MultiIndex.from_frame(first[labels].astype(str))
    for name, table in list(tables.items())[1:]:
        own = pd.MultiIndex.from_frame(table[label_columns(table)].astype(str))
        if own.names != same.names or not own.equals(same):
            raise ArgumentError(
                f"wave {name!r} has other rows than {next(iter(tables))!r}; expected the same "
                "groups and answers of each, as where= and the order of answers give them"
            )
    rows = [table.assign(**{WAVE: name}) for name, table in tables.items()]
    covariance = scipy.linalg.block_diag(*(np.asarray(one.covariance) for one in found.values()))
    every = [*found.values()]
    known = [one.most_df for one in every if one.most_df is not None]
    return Estimates(
        pd.concat(rows, ignore_index=True)[[WAVE, *first.columns]],
        covariance,
        every[0].method,
        notes=tuple(dict.fromkeys(note for one in every for note in one.notes)),
        scales=every[0].scales,
        most_df=sum(known) if len(known) == len(every) else None,
        sample_type=every[0].sample_type,
    )
