"""What the headings of a list of polls call: an answer, and the group beside it."""

import re
from collections.abc import Callable, Mapping

_DEGREE = re.compile(
    r"(?:not )?(?:at all|very|somewhat|strongly|mostly|slightly|fairly|rather|quite|extremely|"
    r"completely|totally|moderately|definitely|probably|certainly|likely|lean(?:s|ing)?|tend to|"
    r"don.?t|do not|not|no|neither|total|sehr|eher|très|plutôt|muy|algo)",
    re.IGNORECASE,
)
"""Words before an answer that name another answer, and no group: "Strongly approve"."""


def answer_and_group(answers: Mapping[int, str]) -> dict[int, tuple[str, str | None]]:
    """Return how each answer is called, and the group beside its name where there is one.

    A group stands before or behind what another column is called alone: "Republican Support",
    "Support (Republican)".
    """
    alone = {spoken(heading).lower() for heading in answers.values()}
    found = {}
    for c, heading in answers.items():
        answer, group = parted(heading, lambda name: name.lower() in alone)
        degree = group is not None and _DEGREE.fullmatch(group)
        found[c] = (heading, None) if degree else (answer, group)
    return found


def own_answers(called: Mapping[int, tuple[str, str | None]]) -> list[int]:
    """Return the columns of answers of everybody that are no degree of another: "Approve"."""
    whole = {spoken(answer).lower() for answer, _ in called.values()}
    alone = (c for c, (_, group) in called.items() if group is None)
    before = {c: parted(called[c][0], lambda name: name.lower() in whole)[1] for c in alone}
    return [c for c, words in before.items() if not _DEGREE.fullmatch(words or "")]


def parted(heading: str, is_name: Callable[[str], object]) -> tuple[str, str | None]:
    """Return the name in a heading, and the group before it or in brackets behind; None for none.

    Parameters
    ----------
    heading : str
    is_name : function
        Of a text, whether it is a name by itself.
    """
    words = spoken(heading)
    before, bracket, behind = words.replace("[", "(").replace("]", ")").rpartition("(")
    if bracket and behind.endswith(")") and is_name(before.strip()):
        return before.strip(), behind[:-1]
    parts = words.split()
    for k in range(1, len(parts)):
        if is_name(" ".join(parts[k:])):
            return " ".join(parts[k:]), " ".join(parts[:k])
    return heading, None


def spoken(heading: str) -> str:
    """Return a heading without the signs of programs: "rep_yes" → "rep yes"."""
    return " ".join(heading.replace("_", " ").split())
