"""Several answers written as one number: "135" for the first, third and fifth, or "10101"."""

import re
from collections.abc import Sequence

from ...language.message import Message

_FEWEST = 4
"""Different cells of several answers from which on they are no chance."""

_LONGEST = 9


def several_in_digits(texts: Sequence[str]) -> str:
    """Say what cells of digits look like if each holds several answers; "" where they do not.

    Either each digit is an answer: all cells have digits that rise, single ones stand alone, and
    some have three or more, as counts and ages have not. Or each place is one: all cells are of
    as many 0 and 1; numbers may have lost those that lead.

    Parameters
    ----------
    texts : sequence of str
        The different cells.
    """
    if not texts or not all(text.isascii() and text.isdigit() for text in texts):
        return ""
    most = max(texts, key=lambda text: (len(text), text))
    if set("".join(texts)) <= set("01"):
        several = [text for text in texts if text.count("1") > 1]
        lost = all(text == "0" or text[0] == "1" for text in texts)
        is_one = len({len(text) for text in texts}) == 1 or lost
        if len(most) > 2 and is_one and len(several) >= _FEWEST:
            return Message(
                "{cell} could be an answer for each place, 1 where it was chosen",
                cell=repr(several[0]),
            )
        return ""
    rising = all(re.fullmatch("".join(f"{digit}?" for digit in "123456789"), t) for t in texts)
    several = [text for text in texts if len(text) > 1]
    alone = {text for text in texts if len(text) == 1}
    fits = len(alone) > 1 and 2 * len(alone & set("".join(several))) > len(set("".join(several)))
    if rising and fits and 2 < len(most) <= _LONGEST and len(several) >= _FEWEST:
        return Message(
            "{cell} could be the answers {first} and {last}",
            cell=repr(most),
            first=", ".join(most[:-1]),
            last=most[-1],
        )
    return ""
