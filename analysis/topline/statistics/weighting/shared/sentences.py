"""What is said first of any weights."""

from ....language.amounts import decimal_words, value_words
from ....language.message import Message, stopped
from ...core.arguments import FloatArray
from ...core.effective import kish_design_effect


def spread_sentence(done: str, weights: FloatArray) -> str:
    """Say how many weights there are, what they add up to, and what their spread costs.

    Parameters
    ----------
    done : str
        What was done to how many, such as "Raked weights of {n} rows", which catalogues have.
    weights : (n,) float
    """
    used = weights[weights > 0]
    first = Message(
        "{done}, from {low} to {high}, with the total {total}",
        done=Message(done, n=int(used.size)),
        low=value_words(float(weights.min())),
        high=value_words(float(weights.max())),
        total=value_words(float(weights.sum())),
    )
    if (weights < 0).any() or not used.size:
        return stopped(first)
    deff = kish_design_effect(used)
    return Message(
        "{spread}; design effect of weighting {deff}, n_effective {n}.",
        spread=first,
        deff=value_words(deff, 3),
        n=decimal_words(used.size / deff, 0),
    )
