"""Shares of one question: a majority, a lead, or answers that cannot be told apart."""

from collections.abc import Mapping

from .apart import apart
from .claim import Claim
from .finding import Finding
from .rows import Rows
from .words import Sentence


def share_finding(rows: Rows, names: Mapping[int, str]) -> Finding | None:
    """Return what the shares of a question's answers show; None where nothing can be told.

    Parameters
    ----------
    rows : Rows
    names : mapping of int to str
        Its rows in one group, and what each answer is called.
    """
    known = [at for at in names if rows.bounded[at]]
    if not known:
        return None
    top, *rest = sorted(known, key=lambda at: -rows.estimate[at])
    if rows.fixed[top]:
        return _fixed(rows, names, top)
    if rest and not rows.low[top] > 0.5:
        return _ranked(rows, names, [top, *rest])
    return against_half(rows, names[top], top)


def against_half(rows: Rows, name: str, at: int) -> Finding:
    """Return whether one share is more or less than half, or neither is shown."""
    labels = {"who": rows.who, "answer": name}
    numbers = {"share": rows.value(at), **measured(rows, at)}
    if rows.low[at] > 0.5:
        return Finding(
            Sentence("Most of {who} say “{answer}”: {share}", labels, numbers),
            Sentence("{share} of {who} say “{answer}”, more than half ({interval})",
                     labels, numbers),
            Sentence("That exactly {share} of everybody do: between {limits} is what the sample "
                     "tells", labels, numbers),
            (Claim("majority", (at,)),),
        )  # fmt: skip
    if rows.high[at] < 0.5:
        return Finding(
            Sentence("{share} of {who} say “{answer}”, less than half", labels, numbers),
            Sentence("{share} of {who} say “{answer}”, less than half ({interval})",
                     labels, numbers),
            Sentence("That hardly anybody does, or that exactly {share} do: it is {limits}",
                     labels, numbers),
            (Claim("minority", (at,)),),
        )  # fmt: skip
    return Finding(
        Sentence("{share} of {who} say “{answer}”; a majority is not shown", labels, numbers),
        Sentence("{share} of {who} say “{answer}”, which may be more or less than half "
                 "({interval})", labels, numbers),
        Sentence("That most, or few, say “{answer}”: the interval reaches from {limits}",
                 labels, numbers),
        (Claim("open", (at,)),),
    )  # fmt: skip


def measured(rows: Rows, at: int) -> dict[str, str]:
    """Return limits, interval and base of a row for its sentences."""
    base = rows.base(at)
    limits = rows.limits(at)
    interval = f"{rows.level_words} interval {limits}" + (f"; n = {base}" if base else "")
    return {"limits": limits, "interval": interval}


def _ranked(rows: Rows, names: Mapping[int, str], ranked: list[int]) -> Finding:
    """Return whether the most frequent answer leads all others, and which it cannot be told from.

    That it leads each of the others is one claim, so that nothing is adjusted.
    """
    top, *rest = ranked
    found = apart(rows.estimates, [(top, other) for other in rest], rows.level)
    tied = [other for other, more in zip(rest, found.more, strict=True) if not more]
    labels = {"who": rows.who, "answer": names[top]}
    numbers = {"share": rows.value(top), **measured(rows, top)}
    if not tied:
        no = "no majority" if rows.high[top] < 0.5 else "a majority is not shown"
        last = Claim("minority" if rows.high[top] < 0.5 else "open", (top,))
        return Finding(
            Sentence(f"More say “{{answer}}” ({{share}}) than any other answer; {no}",
                     labels, numbers),
            Sentence("{share} of {who} say “{answer}”, more than any other answer ({interval})",
                     labels, numbers),
            Sentence("That most say “{answer}”: more than half is not shown", labels, numbers),
            (*(Claim("more", (top,), (other,)) for other in rest), last),
        )  # fmt: skip
    labels["other"] = names[tied[0]]
    numbers |= {"share2": rows.value(tied[0]), "number": str(len(tied) - 1)}
    pattern = "“{answer}” ({share}) and “{other}” ({share2}) cannot be told apart"
    if len(tied) > 1:
        pattern = "“{answer}” ({share}) cannot be told from “{other}” ({share2}) and {number} more"
    return Finding(
        Sentence(pattern, labels, numbers),
        Sentence("{share} of {who} say “{answer}” and {share2} “{other}”, which cannot be told "
                 "apart ({interval})", labels, numbers),
        Sentence("That more say “{answer}” than “{other}”: their difference may be nothing",
                 labels, numbers),
        tuple(Claim("alike", (top,), (other,)) for other in tied),
    )  # fmt: skip


def _fixed(rows: Rows, names: Mapping[int, str], at: int) -> Finding:
    labels, numbers = {"answer": names[at]}, {"share": rows.value(at)}
    return Finding(
        Sentence("“{answer}” is {share} by design, not by what people answered", labels, numbers),
        Sentence("{share} are “{answer}” because the sample was made so", labels, numbers),
        Sentence("That the survey found {share}: it has no sampling error, as it was set before",
                 labels, numbers),
        (Claim("fixed", (at,)),),
    )  # fmt: skip
