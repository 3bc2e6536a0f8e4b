"""What is said first of any weights."""

from ....wording import count_text, value_text
from ...core.arguments import FloatArray
from ...core.effective import kish_design_effect


def spread_sentence(done: str, weights: FloatArray) -> str:
    """Say how many weights there are, what they add up to, and what their spread costs.

    Parameters
    ----------
    done : str
        What was done to them, such as "Raked".
    weights : (n,) float
    """
    used = weights[weights > 0]
    first = (
        f"{done} weights of {count_text(used.size)} rows, from {value_text(float(weights.min()))} "
        f"to {value_text(float(weights.max()))}, with the total {value_text(float(weights.sum()))}"
    )
    if (weights < 0).any() or not used.size:
        return f"{first}."
    deff = kish_design_effect(used)
    return (
        f"{first}; design effect of weighting {value_text(deff, 3)}, n_effective "
        f"{count_text(used.size / deff)}."
    )
