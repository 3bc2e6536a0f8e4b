"""Poverty relative to a line: the line, who is below it, and how far.

The line is a part of a quantile of everybody's income, 60 % of the median unless asked otherwise,
and its own sampling error is part of that of the rate: with F_g the distribution in group g and t
the line, dR_g = dF_g(t) + F_g'(t)·dt. What moves a quantile moves the share of people at or below
it, and is scaled by the quantile's standard error over that of the share, both as ``quantile``
gives them. The slope F_g'(t) is that of the distribution between the limits of t, over which the
line may lie. No kernel is needed, and a simulation in the tests holds the result to the truth.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import sparse

from ....arguments import as_number, described
from ....errors import ArgumentError, DataError
from ....estimates.estimates import Estimates
from ....language.marking import marked
from ....wording import value_text
from ...data.columns import FloatArray
from ...design.design import Linearised
from ...engine.asked import Asked, Terms, Variable
from ...variance.kernels import covariance_of
from ...variance.row_cells import unit_table
from ..assemble import Found, Piece, assemble
from ..functions import ESTIMATORS
from ..quantiles.quantiles import estimate_quantiles
from ..request import Request, variable_of, without_groups, words_of
from ..shares import share_piece
from ..values import value_of
from .concentration import refuse_design_effect


@dataclass(frozen=True)
class PovertyLine:
    """Where poverty begins.

    Attributes
    ----------
    part : float
        Of the quantile, such as 0.6.
    share : float
        Whose quantile: 0.5 for the median.
    amount : float or None
        A line that is given, and has no sampling error.
    """

    part: float = 0.6
    share: float = 0.5
    amount: float | None = None


def poverty_line(part: Any, share: Any, amount: Any) -> PovertyLine:
    """Return where poverty begins.

    Raises
    ------
    ArgumentError
        When a part or share is not within 0 and 1, or an amount is no number.
    """
    for name, value in (("part", part), ("share", share)):
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 < value < 1:
            raise ArgumentError(
                f"{name} is {described(value)}; expected a number between 0 and 1, such as "
                f"{0.6 if name == 'part' else 0.5}"
            )
    given = isinstance(amount, (int, float, np.number)) and not isinstance(amount, bool)
    if amount is not None and not (given and abs(as_number(amount)) < 1e100):
        raise ArgumentError(
            f"line is {described(amount)}; expected an amount such as 12000, or None for a part of "
            "the median"
        )
    return PovertyLine(float(part), float(share), None if amount is None else float(amount))


@dataclass(frozen=True, eq=False)
class _Moved:
    """Estimates, and what moves them: by unit (u, k), or how far each replicate is off, (r, k)."""

    estimate: FloatArray
    spread: Any

    def error(self, request: Request) -> FloatArray:
        """Return the standard errors."""
        spread = _laid_out(request, self)
        return np.sqrt(covariance_of(request.design, spread, self.estimate).variance)


@dataclass(frozen=True, eq=False)
class _Line(_Moved):
    """The line; between its limits is where it may lie."""

    low: float
    high: float

    @property
    def is_known(self) -> bool:
        """Whether its sampling error is."""
        return bool(np.isfinite(self.high - self.low))


def estimate_line(request: Request, line: PovertyLine, names: Sequence[Any]) -> Estimates:
    """Estimate the line of each variable, of everybody in the request or of each of its domains.

    Raises
    ------
    ArgumentError, DataError
        When a column is unknown or holds no numbers, or an option is not legal.
    """
    refuse_design_effect(request, "poverty line")
    found = estimate_quantiles(request, list(names), line.share, "math", "woodruff")
    table = found.table.drop(columns="quantile")
    scaled = ["estimate", "std_error", "ci_low", "ci_high"]
    table[scaled] *= line.part
    covariance = np.asarray(found.covariance) * line.part**2
    kept = {name: getattr(found, name) for name in ("notes", "scales", "most_df", "sample_type")}
    return Estimates(table, covariance, found.method, **kept)


def estimate_rate(request: Request, line: PovertyLine, names: Sequence[Any]) -> Estimates:
    """Estimate the share of people below the line in each domain.

    Raises
    ------
    ArgumentError, DataError
        When a column is unknown or holds no numbers, or an option is not legal.
    """
    refuse_design_effect(request, "poverty rate")
    pieces = []
    for name in names:
        variable = variable_of(request, name)
        of = _line_of(request, variable, line)
        own, piece = _mean(request, variable, lambda y, t=of.estimate[0]: (y < t,))
        moved = _Moved(own.estimate, own.spread + _by(of, _slope(request, variable, of)))
        pieces.append(_labelled(request, piece, moved, of, name, "proportion"))
    return assemble(request, pieces, words_of(request, marked("weighted share")))


def estimate_gap(request: Request, line: PovertyLine, names: Sequence[Any]) -> Estimates:
    """Estimate how far the median of those below the line is below it, as a part of it.

    With m the median of the poor of a group and R its rate, m moves with the line by
    ½·F_g'(t)/(R·F_poor'(m)): a higher line lets further people be poor, whose half m then exceeds.

    Raises
    ------
    ArgumentError, DataError
        When a column is unknown or holds no numbers, an option is not legal, or nobody is poor.
    """
    refuse_design_effect(request, "poverty gap")
    pieces = []
    for name in names:
        variable = variable_of(request, name)
        of = _line_of(request, variable, line)
        t = float(of.estimate[0])
        if t <= 0:
            raise DataError(f"line is {value_text(t, 4)}; a gap is a part of a line above 0")
        rate = _mean(request, variable, lambda y, t=t: (y < t,))[0].estimate
        if not np.nansum(rate) > 0:
            raise DataError(
                f"nobody's {name!r} is below the line of {value_text(t, 4)}, so that there is no "
                "gap; give another line="
            )
        within = request.source.subset(f"`{name}` < {t!r}", request.within)
        # that incomes which nobody told are not below the line need not be said
        within = replace(within, notes=() if request.within is None else request.within.notes)
        domains = request.source.domains(list(request.domains.labels.columns), within)
        poor = replace(request, within=within, domains=domains, interval=None)
        median = estimate_quantiles(poor, [name], 0.5, "math", "woodruff").table
        m, error = (median[each].to_numpy(float) for each in ("estimate", "std_error"))
        order = poor.source.ordered(variable, poor.domains)
        shares = share_piece(poor, order.above(m[:, None])).rows(np.s_[::2])
        under = _moved_of(poor, Found(shares.estimate, shares.spread))
        ratio = _ratio(error, under.error(poor))
        with np.errstate(divide="ignore", invalid="ignore"):
            follows = ratio * _slope(request, variable, of) / (2 * rate)
        by_line = m / t**2 - np.nan_to_num(follows) / t
        spread = under.spread @ sparse.diags_array(np.nan_to_num(ratio) / t) + _by(of, by_line)
        unknown = np.asarray(shares.unknown) | np.isnan(ratio)
        piece = replace(shares, quantity="value", unknown=unknown)
        pieces.append(_labelled(request, piece, _Moved(1 - m / t, spread), of, name, "value"))
    return assemble(request, pieces, words_of(request, marked("median gap below the poverty line")))


def _labelled(
    request: Request, piece: Piece, moved: _Moved, line: _Line, name: Any, quantity: str
) -> Piece:
    """Return a piece with its estimates, the error of a line that has none being unknown."""
    unknown = np.asarray(piece.unknown) | (not line.is_known)
    return replace(
        piece,
        labels=request.domains.labels.assign(outcome=name),
        estimate=moved.estimate,
        spread=_laid_out(request, moved),
        unknown=unknown,
        quantity=quantity,
    )


def _line_of(request: Request, variable: Variable, line: PovertyLine) -> _Line:
    """Return the line of everybody in the survey, whatever part the request is of."""
    if isinstance(request.design, Linearised) and request.design.of_rows:
        raise ArgumentError(
            "who is below a line is looked up row by row where each row is a sampled unit, and the "
            "rows are not in memory; give clusters= where there are some, or read the columns into "
            "memory, as with read_survey(path, columns=[…])"
        )
    everybody = without_groups(replace(request, interval=None, confidence_level=0.95), None)
    if line.amount is not None:
        zero = _mean(everybody, variable, lambda y: (0 * y,))[0]
        return _Line(np.array([line.amount]), zero.spread, line.amount, line.amount)
    row = estimate_quantiles(everybody, [variable.name], line.share, "math", "woodruff").table
    quantile, error, low, high = (
        float(row[name].iloc[0]) for name in ("estimate", "std_error", "ci_low", "ci_high")
    )
    if quantile <= 0:
        raise DataError(
            f"{variable.name!r} has a quantile of {value_text(quantile, 4)}, and a part of it is "
            "no line that tells who is poor; give an amount as line="
        )
    below = _mean(everybody, variable, lambda y: (y <= quantile,))[0]
    ratio = np.nan_to_num(_ratio(np.array([error]), below.error(everybody)))
    return _Line(
        estimate=np.array([line.part * quantile]),
        spread=below.spread @ sparse.diags_array(-line.part * ratio),
        low=line.part * low if np.isfinite(error) else np.nan,
        high=line.part * high,
    )


def _ratio(error: FloatArray, of_share: FloatArray) -> FloatArray:
    """Return how far quantiles move as their shares do, 0 where nothing moves them."""
    return np.where(of_share > 0, error / np.where(of_share > 0, of_share, 1), 0 * error)


def _mean(request: Request, variable: Variable, condition: Terms) -> tuple[_Moved, Piece]:
    """Return the share of people in each domain for whom a condition holds, and its piece."""
    sums = request.source.sums(Asked(request.domains, (variable,), condition, repeated=1))
    found = value_of(request.design, ESTIMATORS["mean"], sums)
    found = replace(found, estimate=np.where(sums.n == 0, np.nan, found.estimate))
    piece = replace(Piece.of(request, sums, found), notes=variable.notes)
    return _moved_of(request, found), piece


def _slope(request: Request, variable: Variable, line: _Line) -> FloatArray:
    """Return the density of each domain at the line: who is between its limits, by their width."""
    if not line.high > line.low:
        return np.zeros(len(request.domains.count))
    between, _ = _mean(request, variable, lambda y: ((line.low < y) & (y <= line.high),))
    return np.nan_to_num(between.estimate) / (line.high - line.low)


def _by(line: _Line, factor: FloatArray) -> Any:
    """Return what the line moves, (u, g) or (r, g), by how far it moves each domain's estimate."""
    if isinstance(line.spread, np.ndarray):
        return line.spread @ factor[None]
    return line.spread @ sparse.csr_matrix(factor[None])


def _moved_of(request: Request, found: Found) -> _Moved:
    if isinstance(request.design, Linearised):
        return _Moved(found.estimate, sparse.csr_matrix(unit_table(found.spread)))
    return _Moved(found.estimate, np.asarray(found.spread) - found.estimate)


def _laid_out(request: Request, moved: _Moved) -> Any:
    """Return the spread as kernels take it: unit totals, or replicates of the estimates."""
    if isinstance(request.design, Linearised):
        return sparse.csc_matrix(moved.spread)
    return moved.estimate + moved.spread
