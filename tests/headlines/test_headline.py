"""Headlines: each says what intervals and the test of differences support, and no more."""

import pandas as pd
import pytest

from topline import Survey, propose_headline

pytestmark = pytest.mark.quick


def answers(**counts):
    """Return shares of a question with so many of each answer."""
    given = [answer for answer, number in counts.items() for _ in range(number)]
    return Survey(pd.DataFrame({"q": given})).proportion("q")


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ({"yes": 70, "no": 30}, "Most of those who answered say “yes”: 70%"),
        ({"yes": 52, "no": 48}, "“yes” (52%) and “no” (48%) cannot be told apart"),
        ({"a": 45, "b": 30, "c": 25}, "“a” (45%) and “b” (30%) cannot be told apart"),
    ],
)
def test_shares_of_a_question_are_told_as_their_intervals_allow(counts, text):
    assert propose_headline(answers(**counts)).text == text
