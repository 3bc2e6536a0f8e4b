"""Base weights from how respondents were drawn, and weights brought to a total."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ...arguments import as_number, check_list, check_text, described
from ...errors import ArgumentError
from ..core.arguments import FloatArray, broadcast
from .shared.categories import code_column
from .shared.start import LARGEST, LEAST, as_weights

_LEAST = 1e-15
"""A probability below this is a slip."""


def base_weights(
    *probabilities: ArrayLike,
    multiplicity: ArrayLike = 1.0,
    names: Sequence[str] | None = None,
) -> FloatArray:
    """Return weights 1/π, π being the product of the probabilities of all stages.

    Parameters
    ----------
    *probabilities : (n,) array_like
        Probability of selection at each stage, given those before; above 0, at most 1.
    multiplicity : (n,) array_like, default 1.0
        In how many ways a respondent could have been drawn, such as frames or telephones: the
        weight is divided by it.
    names : sequence of str, optional
        What the probabilities are called in messages.

    Raises
    ------
    ArgumentError
        When a probability is no number above 0 and up to 1.

    References
    ----------
    Horvitz & Thompson (1952), JASA 47:663–685; Hartley (1962), for several frames.

    Examples
    --------
    >>> base_weights([0.1, 0.1], [0.5, 0.25], multiplicity=[1, 2]).tolist()
    [20.0, 20.0]
    """
    if not probabilities:
        raise ArgumentError("no probabilities are given; give those of each stage")
    count = len(probabilities)
    listed = [f"probabilities of stage {place}" for place in range(1, count + 1)]
    if names is not None:
        given_names = check_list("names", names, count, expected="a name for each stage")
        listed = [check_text("names", one, expected="a name for each stage") for one in given_names]
        if len(set(listed)) < count:
            raise ArgumentError(f"names are {described(names)}; expected one for each of {count}")
    stages = dict(zip(listed, probabilities, strict=True))
    arrays, _ = broadcast(**stages, multiplicity=multiplicity)
    *given, ways = (array.reshape(-1) for array in arrays)
    for name, array in zip(listed, given, strict=True):
        _refuse(name, array, (array >= _LEAST) & (array <= 1), "a number above 0 and up to 1")
    _refuse("multiplicity", ways, (ways >= _LEAST) & (ways <= 1 / _LEAST), "a number above 0")
    return np.asarray(1 / np.prod(given, axis=0) / ways)


def selection_probabilities(selected: ArrayLike, of: ArrayLike) -> FloatArray:
    """Return the probability of being among those selected of so many, at one stage.

    Parameters
    ----------
    selected, of : (n,) array_like
        How many were drawn, and of how many, for each respondent.

    Raises
    ------
    ArgumentError
        When more were drawn than there are.

    Examples
    --------
    >>> selection_probabilities([3, 3], [40, 25]).tolist()
    [0.075, 0.12]
    """
    (drawn, whole), _ = broadcast(selected=selected, of=of)
    drawn, whole = drawn.reshape(-1), whole.reshape(-1)
    _refuse("of", whole, (whole > 0) & (whole <= LARGEST), "a number above 0")
    _refuse("selected", drawn, (drawn > 0) & (drawn <= whole), "above 0, and no more than `of`")
    return np.asarray(drawn / whole)


def normalise_weights(weights: ArrayLike, *, to: Any = "n", by: Any = None) -> FloatArray:
    """Scale weights to a total.

    Parameters
    ----------
    weights : (n,) array_like
        0 or more.
    to : {"n", "equal"} or float, default "n"
        "n" makes the mean weight 1, in each group; "equal" gives every group the same total and
        all together the rows; a number is the total of all rows, whose groups have parts as
        their rows have.
    by : (n,) array_like, optional
        Groups.

    Examples
    --------
    >>> normalise_weights([2.0, 6.0]).tolist()
    [0.5, 1.5]
    """
    w = as_weights(weights)
    group = np.zeros(w.size, dtype=np.int64)
    if by is not None:
        group = code_column("by", by).codes.astype(np.int64)
        if group.size != w.size or (group < 0).any():
            raise ArgumentError(
                f"by is not a group for each of {w.size:,} rows; give each its group"
            )
    rows, sums = np.bincount(group), np.bincount(group, w)
    used = rows > 0
    if (sums[used] == 0).any():
        raise ArgumentError("the weights of a group are all 0; leave its rows out")
    number = as_number(to)
    word = to if isinstance(to, str) else ""
    if word == "n":
        totals = rows.astype(float)
    elif word == "equal":
        totals = np.full(rows.size, w.size / used.sum())
    elif LEAST < number <= LARGEST:
        totals = number * rows / w.size
    else:
        raise ArgumentError(f"to is {described(to)}; expected 'n', 'equal' or a number above 0")
    factors = np.divide(totals, sums, out=np.zeros(rows.size), where=used)
    return np.asarray(w * factors[group])


def _refuse(name: str, values: FloatArray, legal: Any, expected: str) -> None:
    wrong = np.flatnonzero(~legal)
    if wrong.size:
        raise ArgumentError(
            f"{name}: {values[wrong[0]]:g} in row {wrong[0] + 1:,} ({wrong.size:,} such rows); "
            f"expected {expected}"
        )
