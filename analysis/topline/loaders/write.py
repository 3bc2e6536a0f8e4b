"""Microdata and codebook → a file that other programs read."""

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import pandas as pd

from ..errors import ArgumentError
from ..writing.places import file_place
from ..writing.whole import write_whole
from .codebook.codebook import Codebook, SurveyData
from .files.written_csv import codebook_beside
from .writers.content import WrittenContent, content_to_write
from .writers.csv import write_csv
from .writers.dta import write_dta
from .writers.parquet import write_parquet
from .writers.sav import write_sav

WRITERS: dict[str, Callable[[WrittenContent, Path], list[str]]] = {
    ".sav": write_sav,
    ".zsav": write_sav,
    ".dta": write_dta,
    ".csv": write_csv,
    ".parquet": write_parquet,
}
"""A writer for each ending; it writes into an empty folder and returns what was lost."""


class WithCodebook(Protocol):
    """Data with a codebook, such as a Survey."""

    @property
    def codebook(self) -> Codebook | None:
        """Labels, missing values and sets, where they are known."""

    @property
    def data(self) -> object:
        """One row per respondent."""


def write_survey(
    data: SurveyData | WithCodebook | pd.DataFrame, path: str | PathLike[str]
) -> tuple[str, ...]:
    """Write microdata with its codebook: wordings, labels, order, missing codes with reasons.

    The ending decides: SPSS (.sav, .zsav), Stata (.dta), Parquet (.parquet), or CSV with its
    codebook beside it (answers.csv, answers.codebook.json). ``read_survey`` reads all of it back.
    Parquet and CSV hold everything; what SPSS or Stata cannot hold is told. In Parquet, answers
    that miss for a reason are null, and a column "age.missing" beside "age" has the number of
    the reason. Each file is written whole or not at all.

    Parameters
    ----------
    data : SurveyData, Survey or pandas.DataFrame
        What ``read_survey`` returned, or a survey made of it; a frame alone has no codebook.
    path : path
        Where to write.

    Returns
    -------
    tuple of str
        What the format could not hold, or holds in another way; empty where nothing is lost.

    Raises
    ------
    ArgumentError
        When the ending is none of these, the folder does not exist, the data has no rows, other
        rows than its codebook, or a column of more than one kind.
    DataError
        When the library that writes the format is missing.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from topline import read_survey
    >>> frame = pd.DataFrame({"age": [34, 51], "area": ["rural", "urban"]})
    >>> with TemporaryDirectory() as folder:
    ...     lost = write_survey(frame, Path(folder) / "answers.csv")
    ...     again = read_survey(Path(folder) / "answers.csv")
    >>> lost
    ()
    >>> print(again.data.to_string(index=False))
     age  area
      34 rural
      51 urban
    """
    place = file_place(path, "the data", tuple(WRITERS))
    book = None if isinstance(data, pd.DataFrame) else getattr(data, "codebook", None)
    frame = data if isinstance(data, pd.DataFrame) else getattr(data, "data", None)
    if not isinstance(frame, pd.DataFrame):
        raise ArgumentError(
            f"data is a {type(data).__name__}; expected what read_survey returns, a Survey of it, "
            "or a pandas data frame"
        )
    content = content_to_write(frame, book)
    with TemporaryDirectory() as folder:
        draft = Path(folder) / f"data{place.suffix.lower()}"
        notes = WRITERS[place.suffix.lower()](content, draft)
        beside = {codebook_beside(draft): codebook_beside(place)}
        files = {draft: place} | {file: to for file, to in beside.items() if file.exists()}
        write_whole({to: file.read_bytes() for file, to in files.items()})
    return tuple(notes)
