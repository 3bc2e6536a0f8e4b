"""Column letters: which columns of a crosstab are significantly higher than which others."""

from collections.abc import Iterable, Sequence
from string import ascii_uppercase
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...arguments import check_list, check_number, check_pair
from ...errors import ArgumentError
from ..core.arguments import LARGEST_BASE, check_confidence_level
from ..core.count import Count
from ..core.methods import FloatArray, pick
from .adjust import adjusted, pick_adjustment
from .groups import MOST_GROUPS, check_pairs, independent_groups
from .shares import TESTS


def column_letters(
    count: Any,
    nobs: Any,
    *,
    labels: Sequence[str] | None = None,
    confidence_level: float = 0.95,
    second_level: float | None = 0.90,
    deff: Any = 1.0,
    minimum_base: float = 30,
    overlapping: Iterable[tuple[int, int]] = (),
    adjust: str | None = None,
    method: str = "newcombe",
) -> NDArray[np.str_]:
    """Letter the cells of a crosstab as research firms do.

    Each cell lists the columns than which it is significantly higher: in capitals at the
    confidence level, in small letters at the second, lower one only. Each pair of columns of a
    row is compared on effective bases. As printed by most firms, nothing is
    adjusted for the number of pairs: of a hundred pairs without any difference, five get a
    capital.

    Parameters
    ----------
    count : (…, k) array_like
        Respondents with the answer; columns along the last axis, a row per answer.
    nobs : (…, k) array_like
        Bases of the columns, broadcast against count.
    labels : sequence of str, optional
        Letters of the columns, in capitals: A, B, C, … by default.
    confidence_level : float, default 0.95
        Two-sided level for capitals.
    second_level : float or None, default 0.90
        Two-sided level for small letters; None for capitals only.
    deff : scalar or (…, k) array_like, default 1.0
        Design effects; the bases tested on are nobs/deff.
    minimum_base : float, default 30
        Columns with fewer respondents (not effective ones) are not tested.
    overlapping : iterable of pairs of int, default ()
        Positions of columns that share respondents, such as a total and its part; these pairs are
        not tested, since the test is for independent groups.
    adjust : str, optional
        A key of ``ADJUSTMENTS``, applied to all pairs tested in a row; by default nothing is.
    method : {"newcombe", "pooled_z", "pooled_z_cc"}, default "newcombe"
        The test of a pair: that which a survey's crosstabs take, or the firms' pooled z.

    Returns
    -------
    (…, k) ndarray of str
        "" where a cell is higher than no other.

    Raises
    ------
    ArgumentError
        When the labels do not fit the columns, the second level is not below the first, or a count
        exceeds its base.

    Examples
    --------
    >>> column_letters([60, 45, 48], [100, 100, 100]).tolist()
    ['Bc', '', '']
    """
    chosen, test = pick_adjustment(adjust), pick(TESTS, method, "a test of two shares")
    first, second = letter_errors(confidence_level, second_level)
    x, n, design = independent_groups(count, nobs, deff)
    least = check_number("minimum_base", minimum_base, 0, LARGEST_BASE, expected="0 or more")
    size = x.shape[-1]
    if labels is None:
        names = list(ascii_uppercase[:size])
    else:
        given = check_list("labels", labels, MOST_GROUPS, expected="a list of capitals")
        names = [str(label) for label in given]
    if len(names) != size:
        raise ArgumentError(f"there are {len(names)} labels for {size} columns; pass one for each")
    if len({name.lower() for name in names}) < size or any(name != name.upper() for name in names):
        raise ArgumentError(
            f"labels are {', '.join(names)}; expected capitals, each different, since small "
            "letters stand for the second level"
        )
    check_pairs(size)
    i, j = _pairs(size, overlapping)
    count, base, large = x / design, n / design, n >= least
    tails = test.test(Count(count[..., i], base[..., i]), Count(count[..., j], base[..., j]))
    # A base that is too small gets no letter, and does not count as a comparison.
    p = np.where(large[..., i] & large[..., j], tails.two_sided, np.nan)
    rows = p.reshape(x[..., 0].size, i.size)
    p = np.array([adjusted(chosen, row) for row in rows])
    higher, lower = (
        np.where(tails.statistic > 0, *pair).reshape(p.shape) for pair in ((i, j), (j, i))
    )
    return write_letters(names, higher, lower, p, (first, second)).reshape(x.shape)


def letter_errors(confidence_level: float, second_level: float | None) -> tuple[float, float]:
    """Return the two error probabilities; the second is that of the first where not given.

    Raises
    ------
    ArgumentError
        When a level is not between 0 and 1, or the second is above the first.
    """
    first = check_confidence_level(confidence_level)
    second = first if second_level is None else check_confidence_level(second_level)
    if second > first:
        raise ArgumentError(
            f"second_level is {second:g}, above confidence_level {first:g}; small letters are for "
            "the lower level, pass None for capitals only"
        )
    return 1 - first, 1 - second


def _pairs(
    size: int, overlapping: Iterable[tuple[int, int]]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """All pairs of columns but those that share respondents."""
    apart = np.triu(np.ones((size, size), dtype=bool), 1)
    expected = f"pairs of positions from 0 to {size - 1}, such as [(0, 1)]"
    for pair in check_list("overlapping", overlapping, size**2, expected=expected):
        i, j = (int(k) for k in check_pair("a pair of overlapping", pair, expected=expected))
        if not (0 <= i < size and 0 <= j < size):
            raise ArgumentError(
                f"overlapping has the pair {(i, j)}; expected positions from 0 to {size - 1}"
            )
        apart[min(i, j), max(i, j)] = False
    ups, downs = np.nonzero(apart)
    return ups, downs


def write_letters(
    names: list[str],
    higher: NDArray[np.intp],
    lower: NDArray[np.intp],
    p: FloatArray,
    errors: Sequence[float],
) -> NDArray[np.str_]:
    """Collect, row by row, the letters of the significantly lower columns in the higher ones.

    A name is written as the smallest of the ascending error probabilities says that it holds for.
    """
    cells = np.full((p.shape[0], len(names)), "", dtype=object)
    for cell, ups, downs, values in zip(cells, higher, lower, p, strict=True):
        found = np.flatnonzero(values <= errors[-1])
        for k in found[np.argsort(downs[found], kind="stable")]:
            cell[ups[k]] += at_level(names[downs[k]], float(values[k]), errors)
    return cells.astype(np.str_)


def at_level(name: str, p: float, errors: Sequence[float]) -> str:
    """Write a column's name for the strictest level at which a difference holds.

    Of two levels the stricter has capitals and the other small letters; of three, the strictest has
    a plus sign behind its capitals.
    """
    least = next(at for at, error in enumerate(errors) if p <= error)
    forms = (f"{name}+", name, name.lower())
    return forms[least if len(errors) == 3 else least + 1]
