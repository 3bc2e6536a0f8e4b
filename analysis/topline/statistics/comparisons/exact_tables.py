"""Fisher's exact test of a table of any size: every table with its margins, or a sample of them."""

from typing import Any

import numpy as np
import scipy

from ...arguments import check_whole
from ...errors import ArgumentError
from ...language.marking import marked
from ..core.arguments import broadcast, check_all
from ..core.methods import FloatArray
from ..core.randomness import random_source, seed_words
from .groups import check_margins
from .significance import Significance

MOST_TABLES = 1_000_000
"""Tables with the margins of one, up to which each is added up; it takes about a second."""

_MOST_RESPONDENTS, _MOST_SIMULATIONS = 10_000_000, 10_000_000
_TIE = 1e-7
"""Tables whose log probabilities are this close count as equally likely, as in R's fisher.test."""
_DIGITS = 9
"""To which log probabilities are one and the same, so that what ties is kept once."""


class _TooManyError(Exception):
    """There are more tables than can be added up."""


def exact_table_test(
    table: Any, *, simulations: int = 100_000, rng: int | np.random.Generator | None = 1
) -> Significance:
    """Test whether two answers of the same respondents are independent, exactly.

    The p-value is the probability, given both margins, of all tables no likelier than the one that
    was found (Fisher's test of 2 × 2 tables, for tables of any size). It holds however few the
    respondents are, but takes them as drawn one by one: there is no exact test of a survey with
    weights or clusters. Where more than ``MOST_TABLES`` tables have these margins, tables are drawn
    at random instead; what with, and the standard error of the p-value, is in ``notes``.

    Parameters
    ----------
    table : (r, c) array_like of int
        Respondents by row and column; every row and column has someone.
    simulations : int, default 100,000
        Tables drawn where there are too many to add up.
    rng : int or numpy.random.Generator, default 1
        Seed of these, so that the same table has the same p-value; None takes a new one.

    Returns
    -------
    Significance
        ``p_value``; ``statistic`` is the log probability of the table that was found. Simulated,
        the p-value is (1 + as unlikely tables)/(1 + tables drawn), which is never 0.

    Raises
    ------
    ArgumentError
        When a count is not whole or below 0, a row or column is empty, there are fewer than two of
        either, or `rng` is no seed.

    References
    ----------
    Freeman & Halton (1951), Biometrika 38:141–149; Mehta & Patel (1983), JASA 78:427–434, whose
    network of margins left is followed; Patefield (1981), Applied Statistics 30:91–97, for the
    tables drawn.

    Examples
    --------
    >>> round(exact_table_test([[3, 0, 1], [0, 4, 2]]).p_value, 4)
    0.0333
    """
    (counts,), _ = broadcast(table=table)
    if counts.ndim != 2 or min(counts.shape) < 2:
        raise ArgumentError(
            f"table has the shape {counts.shape}; expected one table of at least two rows and two "
            "columns"
        )
    legal = (counts >= 0) & (counts % 1 == 0) & ~np.isnan(counts)
    if not legal.all():
        wrong = counts[~legal].flat[0]
        raise ArgumentError(
            f"table has a cell of {wrong:g}; an exact test needs whole counts of respondents"
        )
    people = f"an exact test is of at most {_MOST_RESPONDENTS:,} respondents; use chi_square_test"
    check_all("table", counts, counts.sum() <= _MOST_RESPONDENTS * (counts >= 0), people)
    check_margins(counts)
    drawn = check_whole(
        "simulations", simulations, 100, _MOST_SIMULATIONS, expected="a number of tables to draw"
    )
    generator, seed = random_source(rng)
    # fewer margins left to keep track of: the rows are the fewer
    cells = counts if counts.shape[0] <= counts.shape[1] else counts.T
    found = -float(scipy.special.gammaln(cells + 1).sum())
    constant = float(sum(scipy.special.gammaln(margin + 1).sum() for margin in _margins(cells)))
    constant -= float(scipy.special.gammaln(counts.sum() + 1))
    notes: tuple[str, ...] = ()
    try:
        p, method = _all_tables(cells, found, constant), marked("Fisher–Freeman–Halton exact")
    except _TooManyError:
        p = _some_tables(cells, found, drawn, generator)
        method = marked("Fisher–Freeman–Halton exact, simulated")
        error = np.sqrt(p * (1 - p) / drawn)
        notes = (
            f"more than {MOST_TABLES:,} tables have these margins, so {drawn:,} were drawn at "
            f"random with {seed_words(seed)}: the standard error of the p-value is {error:.2g}",
        )
    return Significance(statistic=found + constant, p_value=p, method=method, notes=notes)


def _margins(cells: FloatArray) -> tuple[FloatArray, FloatArray]:
    return cells.sum(axis=1), cells.sum(axis=0)


def _all_tables(cells: FloatArray, found: float, constant: float) -> float:
    """Add up the probabilities, column by column, of all tables no likelier than the one found.

    A node is what is left of the rows' totals, in order of size, since the rest of a table has the
    same probabilities in whatever order; with it go the sums Σ −log x! so far, and of how many.
    """
    rows, columns = _margins(cells)
    *first, _ = columns = np.sort(columns)
    nodes = {tuple(np.sort(rows)): (np.zeros(1), np.ones(1))}
    for total in first:
        found_so_far: dict[tuple[float, ...], list[tuple[FloatArray, FloatArray]]] = {}
        tables = 0.0
        for left, (sums, times) in nodes.items():
            splits = _splits(np.array(left), float(total))
            tables += times.sum() * len(splits)
            if tables > MOST_TABLES:
                raise _TooManyError
            term = -scipy.special.gammaln(splits + 1).sum(axis=1)
            after, place = np.unique(
                np.sort(np.array(left) - splits, axis=1), axis=0, return_inverse=True
            )
            place = place.ravel()  # a column in numpy 2.0, a row before and after
            order = np.argsort(place, kind="stable")
            ends = np.cumsum(np.bincount(place))[:-1]
            for node, own in zip(after, np.split(term[order], ends), strict=True):
                piece = (sums[:, None] + own).ravel(), np.repeat(times, len(own))
                found_so_far.setdefault(tuple(node), []).append(piece)
        nodes = {}
        for node, pieces in found_so_far.items():
            # each sum once, with how many tables have it
            sums, times = (np.concatenate(parts) for parts in zip(*pieces, strict=True))
            _, at, place = np.unique(
                np.round(sums, _DIGITS), return_index=True, return_inverse=True
            )
            nodes[node] = sums[at], np.bincount(place, weights=times).astype(float)
    # the last column takes what is left
    p = 0.0
    for left, (sums, times) in nodes.items():
        whole = sums - scipy.special.gammaln(np.array(left) + 1).sum()
        unlikely = whole <= found + _TIE
        p += float((times[unlikely] * np.exp(whole[unlikely] + constant)).sum())
    return min(p, 1.0)


def _splits(left: FloatArray, total: float) -> FloatArray:
    """Return all ways to take a total from rows, none of which gives more than it has left."""
    taken, rest = np.zeros((1, 0)), np.array([total])
    later = np.append(np.cumsum(left[::-1])[::-1][1:], 0.0)
    for own, others in zip(left, later, strict=True):
        least, most = np.maximum(rest - others, 0), np.minimum(rest, own)
        number = (most - least + 1).astype(int)
        if number.sum() > MOST_TABLES:
            raise _TooManyError
        start = np.repeat(np.cumsum(number) - number, number)
        value = np.repeat(least, number) + np.arange(number.sum()) - start
        taken = np.column_stack([np.repeat(taken, number, axis=0), value])
        rest = np.repeat(rest, number) - value
    return taken


def _some_tables(
    cells: FloatArray, found: float, drawn: int, generator: np.random.Generator
) -> float:
    """Draw tables with the same margins, and count those no likelier than the one found."""
    law = scipy.stats.random_table(*(margin.astype(np.int64) for margin in _margins(cells)))
    unlikely = 0
    # a part at a time, to bound the memory
    most = max(1, 5_000_000 // cells.size)
    for start in range(0, drawn, most):
        tables = law.rvs(min(most, drawn - start), random_state=generator)
        unlikely += int((-scipy.special.gammaln(tables + 1).sum(axis=(1, 2)) <= found + _TIE).sum())
    return (1 + unlikely) / (1 + drawn)
