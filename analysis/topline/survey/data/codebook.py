"""Data with what their file says about them: how a survey comes by its codebook and its sets."""

from collections.abc import Mapping
from dataclasses import replace
from os import PathLike
from typing import Any

import narwhals as nw
import pandas as pd

from ...loaders.codebook.codebook import Codebook, SurveyData, codebook_of
from ...loaders.codebook.variables import FileContent, Variable, kind_of
from ...loaders.microdata import read_survey
from ...loaders.sets.given import given_sets
from ...loaders.sets.lookup import known_sets
from .answers import Columns
from .held import claim

READING = (
    "user_missing", "encoding", "columns", "sheet", "header_rows", "max_gb", "delimiter",
    "formats", "missing_codes", "missing_words", "order", "sets",
)  # fmt: skip
"""Arguments of ``read_survey`` that ``Survey.read`` passes on; all others are of the design."""


def data_and_codebook(data: Any) -> tuple[Any, Codebook | None]:
    """Return the data, and their codebook where they come from ``read_survey``."""
    return (data.data, data.codebook) if isinstance(data, SurveyData) else (data, None)


def read_for_survey(
    path: str | PathLike[str], arguments: dict[str, Any]
) -> tuple[SurveyData, dict[str, Any]]:
    """Read a file as some arguments of ``Survey.read`` say; return the others, those of the design.

    Raises
    ------
    ArgumentError, DataError
        As ``read_survey`` does.
    """
    labels = arguments.get("labels")
    reading = {name: value for name, value in arguments.items() if name in READING}
    design = {n: value for n, value in arguments.items() if n not in (*READING, "labels")}
    found = read_survey(path, **reading)
    claim(found.data)
    if labels:
        found = replace(found, codebook=found.codebook.with_labels(labels))
    return found, design


def with_sets(columns: Columns, sets: Any) -> Columns:
    """Return columns with their sets: those of the codebook, and those declared beside it.

    Without a codebook they are found where somebody asks for them.

    Raises
    ------
    ArgumentError
        When what is declared is no set.
    """
    if sets is False:
        return Columns(columns.data, columns.codebook, columns.declared)
    own = None if columns.codebook is None else columns.codebook.multiple_response_sets
    # no column is looked at unless somebody says something of it
    before = replace(columns, known_sets=known_sets(own, {})).sets
    told = known_sets(own, {} if sets is None else given_sets(sets, before.cells, before.get))
    # made anew: what was found out of a column may be another thing where it is known as an option
    return Columns(columns.data, columns.codebook, columns.declared, told)


def data_with_codebook(data: Any) -> SurveyData:
    """Return data with their codebook; of a frame that has none, with what its types tell."""
    if isinstance(data, SurveyData):
        return data
    frame = data if isinstance(data, pd.DataFrame) else nw.from_native(data).to_pandas()
    named = frame.set_axis([str(name) for name in frame.columns], axis=1)
    variables = [Variable(name, kind=kind_of(named[name])) for name in named.columns]
    return SurveyData(named, codebook_of(FileContent(named, tuple(variables))))


def data_with(
    data: Any, codebook: Codebook | None, columns: pd.DataFrame, labels: Mapping[str, str]
) -> SurveyData:
    """Return a survey's data and codebook with further columns and their wordings."""
    if codebook is None:
        return data_with_codebook(data).with_columns(columns, labels)
    frame = data if isinstance(data, pd.DataFrame) else nw.from_native(data).to_pandas()
    return SurveyData(frame, codebook).with_columns(columns, labels)
