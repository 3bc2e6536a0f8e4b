"""The bundled microdata: a synthetic survey, typed by its own description."""

import functools
import json
import math

import pandas as pd

from .bundled import data_folder, read_cells
from .targets import Targets, read_targets


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
    return _example_survey().copy()


@functools.cache
def _example_survey() -> pd.DataFrame:
    """Read the file once a process; whoever asks is given a copy, for frames can be changed."""
    folder = data_folder() / "example_survey"
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = package["resources"]
    cells = read_cells(folder / resource["path"])
    columns = {}
    for field in resource["schema"]["fields"]:
        column = cells[field["name"]]
        if "categories" in field:
            # codes become the labels they have
            labels = dict(
                (str(c["value"]), c["label"]) if isinstance(c, dict) else (c, c)
                for c in field["categories"]
            )
            kind = pd.CategoricalDtype(list(labels.values()), ordered=field["categoriesOrdered"])
            column = column.map(labels).astype(kind)
        elif field["type"] != "string":
            column = pd.Series([math.nan if pd.isna(cell) else float(cell) for cell in column])
            column = column.astype("int64") if field["type"] == "integer" else column
        columns[field["name"]] = column
    return pd.DataFrame(columns)


def load_example_targets() -> Targets:
    """Load what is known of the synthetic survey's population: people by role, gender, age, region.

    Returns
    -------
    Targets
        Counts of the 106,917 people, to weight the answers of ``load_example_survey`` to.

    Examples
    --------
    >>> load_example_targets().table["variable"].unique().tolist()
    ['role', 'gender', 'age_group', 'region']
    """
    return read_targets(data_folder() / "example_survey" / "targets.csv")
