"""Post-stratification: weights that meet the total of each cell."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ....errors import ArgumentError
from ..shared.categories import CodedColumn, code_column
from .cells import table_of_cells
from .rake import RakedWeights, rake_weights


def post_stratify_weights(
    columns: Mapping[str, Any],
    targets: Mapping[Any, float],
    *,
    start: ArrayLike | None = None,
    total: float | str | None = None,
    missing: str = "error",
) -> RakedWeights:
    """Post-stratify weights: bring each cell of some columns to its total.

    It is raking to one margin, whose categories are the combinations that occur.

    Parameters
    ----------
    columns : mapping of name to (n,) array_like
        One column or several.
    targets : mapping of category, or tuple of categories, to target
        In the order of the columns.
    start, total, missing
        As in ``rake_weights``.

    Returns
    -------
    RakedWeights

    Raises
    ------
    ArgumentError
        When a cell has rows and no target, or a target and no row.

    References
    ----------
    Holt & Smith (1979), Journal of the Royal Statistical Society A 142:33–46.

    Examples
    --------
    >>> targets = {("f", "y"): 30, ("f", "o"): 20, ("m", "o"): 50}
    >>> columns = {"sex": ["f", "f", "m"], "age": ["y", "o", "o"]}
    >>> post_stratify_weights(columns, targets).weights.tolist()
    [30.0, 20.0, 50.0]
    """
    name, joint = joint_column(columns)
    return rake_weights({name: joint}, {name: targets}, start=start, total=total, missing=missing)


def joint_column(columns: Mapping[str, Any]) -> tuple[str, CodedColumn]:
    """Return columns as one, whose categories are tuples; missing where one of them is.

    A single column stays as it is.
    """
    coded = [code_column(name, columns[name]) for name in columns]
    if not coded:
        raise ArgumentError("columns are empty; name one or more to post-stratify by")
    if len(coded) == 1:
        return coded[0].name, coded[0]
    cells = table_of_cells(coded)
    known = (cells.codes >= 0).all(axis=1)
    place = np.where(known, np.cumsum(known) - 1, -1)
    categories = tuple(
        tuple(column.categories[code] for column, code in zip(coded, codes, strict=True))
        for codes in cells.codes[known]
    )
    name = " × ".join(column.name for column in coded)
    return name, CodedColumn(name, place[cells.of_row], categories)
