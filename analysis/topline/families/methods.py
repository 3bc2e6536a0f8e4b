"""The methods of a family, listed for people: names, labels and sources."""

from difflib import get_close_matches

import pandas as pd

from ..errors import ArgumentError
from .table import FAMILIES


def methods(family: str | None = None) -> pd.DataFrame:
    """List the methods of a family: their names, labels and primary sources.

    Parameters
    ----------
    family : str, optional
        Such as "difference"; None lists the families themselves.

    Returns
    -------
    pandas.DataFrame
        One row a method: name, label, source, and whether it is the default; for intervals of
        estimates, other names they have. One row a family: name, label, where a name is passed,
        and how many methods there are.

    Raises
    ------
    ArgumentError
        When there is no such family.

    Examples
    --------
    >>> methods("margin")["name"].tolist()
    ['wald', 'wilson', 'logit']
    """
    if family is None:
        rows = [(row.key, row.label, row.use, len([*row.rows])) for row in FAMILIES.values()]
        return pd.DataFrame(rows, columns=["name", "label", "use", "methods"])
    if not isinstance(family, str) or family not in FAMILIES:
        close = get_close_matches(str(family), FAMILIES, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        raise ArgumentError(f"family is {family!r}; expected one of {', '.join(FAMILIES)}{hint}")
    chosen = FAMILIES[family]
    table = pd.DataFrame(
        {
            "name": [row.key for row in chosen.rows],
            "label": [row.label for row in chosen.rows],
            "source": [row.source for row in chosen.rows],
            "default": [row.key == chosen.default for row in chosen.rows],
        }
    )
    if family == "estimates":
        table["other_names"] = [", ".join(row.names) for row in chosen.rows]
    return table
