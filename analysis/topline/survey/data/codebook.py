"""Data with what their file says about them: how a survey comes by its codebook."""

from dataclasses import replace
from os import PathLike
from typing import Any

from ...loaders.codebook.codebook import Codebook, SurveyData
from ...loaders.microdata import read_survey

READING = (
    "user_missing", "encoding", "columns", "sheet", "header_rows", "max_gb", "delimiter",
    "missing_codes", "missing_words", "order", "sets",
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
    if labels:
        found = replace(found, codebook=found.codebook.with_labels(labels))
    return found, design
