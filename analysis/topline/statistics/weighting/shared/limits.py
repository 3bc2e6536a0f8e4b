"""How far weights may go from their start: on the factor g, on the weight, or both."""

from dataclasses import dataclass

import numpy as np

from ....arguments import as_number, check_number, check_one_of, check_pair, check_whole
from ....errors import ArgumentError
from ...core.arguments import FloatArray

FREE = (-np.inf, np.inf)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Least and largest factor g = weight/start weight, weight, and weight over the mean weight.

    Attributes
    ----------
    g, weight : (float, float)
    cap : float
        Largest weight in multiples of the mean weight.
    """

    g: tuple[float, float] = FREE
    weight: tuple[float, float] = FREE
    cap: float = np.inf

    @property
    def on_weight(self) -> bool:
        """Whether the weight itself is limited, so that the start weight of a row matters."""
        return self.weight != FREE or np.isfinite(self.cap)

    @property
    def free(self) -> bool:
        """Whether nothing is limited."""
        return not self.on_weight and self.g == FREE

    @property
    def words(self) -> str:
        """What a message calls the limits; empty where there are none."""
        words = []
        if np.isfinite(self.cap):
            words.append(f"cap of {self.cap:g} times the mean weight")
        if self.g != FREE:
            words.append(f"bounds {self.g[0]:g} to {self.g[1]:g} on g")
        if self.weight != FREE:
            low, high = self.weight
            words.append(
                f"bounds {low:g} to {high:g} on the weights"
                if low > 0
                else f"cap of {high:g} on the weights (bounds {low:g} to {high:g})"
            )
        return " and ".join(words)

    def of_weights(self, mean: float) -> tuple[float, float]:
        """Return the least and the largest weight, where the mean weight is known."""
        return self.weight[0], min(self.weight[1], self.cap * mean)

    def factors(self, start: FloatArray, mean: float) -> tuple[FloatArray, FloatArray]:
        """Return the least and the largest factor of each start weight.

        Parameters
        ----------
        start : (…) float
            Above 0.
        mean : float
            Mean of the weights to be.
        """
        least, largest = self.of_weights(mean)
        low = np.maximum(self.g[0], least / start)
        return low, np.maximum(np.minimum(self.g[1], largest / start), low)

    def check_growth(self, total: float, start_total: float, rows: float) -> None:
        """Raise where the mean alone passes a limit.

        Parameters
        ----------
        total, start_total : float
            What the weights are to add up to, and what the start weights do.
        rows : float
            Rows with a weight.
        """
        for value, (low, high), what in (
            (total / start_total, self.g, "g"),
            (total / rows, self.weight, "weight"),
        ):
            if not low <= value <= high:
                raise ArgumentError(
                    f"the bounds {low:g} to {high:g} leave out the mean {what} {value:.6g}, which "
                    f"the targets' total of {total:,.10g} asks for; give bounds around it"
                )


def check_stop(tolerance: float, max_iterations: int) -> None:
    """Refuse a tolerance or a number of iterations that no search can stop by.

    Raises
    ------
    ArgumentError
    """
    check_number("tolerance", tolerance, 1e-15, 0.1, expected="a number from 1e-15 to 0.1")
    check_whole("max_iterations", max_iterations, 1, 10**6)


def as_limits(cap: float | None, bounds: tuple[float, float] | None, bounds_on: str) -> Limits:
    """Return limits from a cap and bounds.

    Raises
    ------
    ArgumentError
        When the cap is below 1, or the bounds are no range of numbers of 0 or more.
    """
    check_one_of("bounds_on", bounds_on, ("g", "weight"))
    largest = np.inf
    if cap is not None:
        largest = check_number(
            "cap",
            cap,
            1.0,
            expected="a number of 1 or more, the largest weight in multiples of the mean weight",
        )
    if bounds is None:
        return Limits(cap=largest)
    expected = "two numbers, the least and the largest, such as (0.3, 3)"
    plain = isinstance(bounds, (list, tuple)) and len(bounds) == 2
    open_above = plain and (bounds[1] is None or as_number(bounds[1]) == np.inf)
    ends = (bounds[0], 1e300) if open_above else bounds
    low, high = check_pair("bounds", ends, expected=expected)
    if not low < high:
        raise ArgumentError(f"bounds are {low:g} and {high:g}; expected {expected}")
    pair = low, np.inf if open_above else high
    return Limits(cap=largest, g=pair) if bounds_on == "g" else Limits(cap=largest, weight=pair)
