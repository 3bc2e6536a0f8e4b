"""Columns that hold who respondents are, or what they wrote: not shown unless asked for."""

from typing import Any

import pandas as pd

from ...answers import personal_kind
from ...loaders.codebook.variables import code_text
from ..data.answers import Columns
from ..data.columns import column

_LOOKED_AT = 1_000
"""Distinct texts looked at."""

_FREE = 0.5
"""Part of the answers that differ, from which on long ones are free text: else they are offered."""

_FEW = 12
"""Distinct answers up to which long ones may be offered, however few people there are."""


def personal_in(columns: Columns, name: Any) -> str | None:
    """Return what personal a column holds: "names", "free text" and so on; None for nothing.

    Answers that have labels were offered, and are nobody's own.
    """
    values = column(columns.data, name, "variable")
    if columns.labels(name) or isinstance(values.dtype, pd.CategoricalDtype):
        return None
    given = values.dropna()
    numeric = pd.api.types.is_numeric_dtype(values.dtype)
    dated = pd.api.types.is_datetime64_any_dtype(values.dtype)
    text = values.dtype == object or pd.api.types.is_string_dtype(values.dtype)
    if not (numeric or dated or text):
        return None
    try:
        distinct = given.unique()
    except TypeError:  # cells hold lists and the like
        return None
    if numeric and (len(distinct) <= _FEW or values.dtype == bool):
        return None
    some = distinct[:_LOOKED_AT]
    if text and not all(isinstance(one, str) for one in some):
        return None
    texts = [code_text(float(one)) if numeric else str(one)[: None if text else 10] for one in some]
    variable = columns.variable(name)
    wording = f"{name} {variable.label}" if variable else str(name)
    kind = personal_kind(wording, texts)
    written = len(distinct) > max(_FEW, _FREE * len(given)) or len(distinct) == len(given)
    return None if kind == "free text" and not written else kind
