"""The bundled microdata: a synthetic survey, typed by its own description."""

import json
import math
from typing import Any

import pandas as pd

from .bundled import data_folder, read_cells


def load_example_survey() -> pd.DataFrame:
    """Load a synthetic survey of recruiters and applicants about thank-you notes.

    Nobody was asked: it is made by computer, for trying and teaching. 863 people answered, of
    1,200 invited in 6 strata of 8 clusters. Questions of one role are missing for the other.

    Returns
    -------
    pandas.DataFrame
        One row per respondent: role, employer_size, stratum, cluster, weight, region, gender,
        age_group, sends_note (applicants), prefers_note and share_received (recruiters),
        importance, channel, years_experience, and the bootstrap replicate weights rep1 to rep40.
        Answers are categoricals, ordered where they have an order. Its README has the
        population's true values.

    Examples
    --------
    >>> from topline import Survey
    >>> data = load_example_survey()
    >>> survey = Survey(data, weights="weight", strata="stratum", clusters="cluster")
    >>> survey.mean("share_received").table["estimate"].round(1).tolist()
    [24.5]
    """
    folder = data_folder() / "example_survey"
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = package["resources"]
    cells = read_cells(folder / resource["path"])
    fields = resource["schema"]["fields"]
    return pd.DataFrame({field["name"]: _column(cells[field["name"]], field) for field in fields})


def _column(cells: "pd.Series[Any]", field: dict[str, Any]) -> "pd.Series[Any]":
    """Return a column in the type its field says; codes become the labels they have."""
    if "categories" in field:
        labels = dict(
            (str(c["value"]), c["label"]) if isinstance(c, dict) else (c, c)
            for c in field["categories"]
        )
        kind = pd.CategoricalDtype(list(labels.values()), ordered=field["categoriesOrdered"])
        return cells.map(labels).astype(kind)
    if field["type"] == "string":
        return cells
    numbers = pd.Series([math.nan if pd.isna(cell) else float(cell) for cell in cells])
    return numbers.astype("int64") if field["type"] == "integer" else numbers
