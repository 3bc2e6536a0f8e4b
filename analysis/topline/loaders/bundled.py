"""The surveys that come with the package; the one module that knows where they lie.

A wheel carries them as ``topline/data``; an editable checkout reads the repository's ``data``.
"""

from pathlib import Path

import pandas as pd

from ..figures.table import as_figures

RECRUITERS = "ICIMS2018_REC"
STUDENTS = "ICIMS2018_SEN"

_PACKAGE = Path(__file__).resolve().parents[1]


def data_folder() -> Path:
    """Return the folder that holds one folder per survey collection."""
    installed = _PACKAGE / "data"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "data"


def _collection(*names: str) -> pd.DataFrame:
    """Join the figures of some collections with the samples they come from."""
    parts = []
    for name in names:
        folder = data_folder() / name
        samples, figures = read_cells(folder / "samples.csv"), read_cells(folder / "figures.csv")
        parts.append(figures.merge(samples, on="survey_id", how="left", validate="many_to_one"))
    return as_figures(pd.concat(parts, ignore_index=True), name="the bundled data")


def read_cells(path: Path) -> pd.DataFrame:
    """Read one table as text; only an empty cell is missing, so "NA" would stay a word."""
    return pd.read_csv(
        path, dtype="string", encoding="utf-8", keep_default_na=False, na_values=[""]
    )


def _of_sample(survey_id: str) -> pd.DataFrame:
    figures = load_icims()
    return figures[figures["survey_id"] == survey_id].reset_index(drop=True)


def load_recruiters() -> pd.DataFrame:
    """Load what 400 U.S. recruiters told iCIMS in 2018.

    Two kinds of figures: shares of the recruiters (63 % prefer the candidate who sent a note) and
    means of their estimates about applicants (26 % send one). ``unit`` tells them apart.

    Returns
    -------
    pandas.DataFrame
        One row per published figure, with the columns of the figures schema. ``origin`` marks what
        the project's seed article states and what other coverage of the survey adds.

    Examples
    --------
    >>> recruiters = load_recruiters().set_index("figure_id")
    >>> print(recruiters.loc["ICIMS2018_REC_ty_send", "percent"])
    26.0
    """
    return _of_sample(RECRUITERS)


def load_students() -> pd.DataFrame:
    """Load what 400 U.S. college seniors told iCIMS in 2018, from coverage of the survey.

    The seed article names this sample but prints no figure its members answered.

    Returns
    -------
    pandas.DataFrame
        One row per published figure, with the columns of the figures schema.
    """
    return _of_sample(STUDENTS)


def load_icims() -> pd.DataFrame:
    """Load both samples of the iCIMS Class of 2018 survey, recruiters first.

    Returns
    -------
    pandas.DataFrame
        One row per published figure, with the columns of the figures schema.
    """
    return _collection("icims_2018")


def load_thank_you_notes() -> pd.DataFrame:
    """Load every published thank-you-note survey in the collection, iCIMS 2018 included.

    Returns
    -------
    pandas.DataFrame
        100 published figures, 1999 to 2023, with the columns of the figures schema. Figures that
        repeat another carry its name in ``duplicate_of``: count them once.
    """
    return _collection("icims_2018", "thank_you_notes")
