"""What a chart of a scale says: nets and bases beside the bars, its note, its description."""

import numpy as np

from ...wording import NOT_KNOWN, label_text, printed_percents
from ..frame.rows import Rows, range_text
from ..look.strings import Strings
from ..look.theme import Style
from .answers import FloatArray, Scale
from .nets import Nets
from .stacks import Parting, stacked

STAR, LITTLE = "*", 0.005
"""Sign of a share that is not quite nothing, and the share below which it stands."""

_TOLD = 4
"""Bars told one by one in a description."""


def bar_rows(scale: Scale, nets: Nets | None, style: Style) -> Rows:
    """Return the bars as rows of a chart: the right net, its interval and the base beside each."""
    say, bars = style.strings, range(len(scale.labels))
    bases = [say.base_text(n) if "n" in scale.table else "" for n in scale.bases]
    beside = nets is not None and not style.page.narrow
    values = [_share(nets.sums[bar, 1], say) if nets and beside else "" for bar in bars]
    sides = ["\n".join(filter(None, (_net_words(nets, bar, style), bases[bar]))) for bar in bars]
    known = [bool(np.isfinite(bar).any()) for bar in scale.shares]
    labels = [
        label if found else ": ".join(filter(None, (label, NOT_KNOWN)))
        for label, found in zip(scale.labels, known, strict=True)
    ]
    return Rows(scale.table, tuple(labels), ("",) * len(labels), tuple(values), tuple(sides), True)


def _net_words(nets: Nets | None, bar: int, style: Style) -> str:
    """Say the right net's limits; both nets with theirs where they have no columns."""
    if nets is None:
        return ""
    say = style.strings
    if not style.page.narrow:
        return _limits(nets.sums[bar, 1], say)
    left, right = (
        " ".join(filter(None, (_share(value, say), _limits(value, say))))
        for value in nets.sums[bar]
    )
    return say("NET {left} | {right}", left=left, right=right)


def left_words(nets: Nets | None, style: Style) -> tuple[tuple[str, str], ...]:
    """Return nets and limits of the left side; a narrow page says them above the bar."""
    if nets is None or style.page.narrow:
        return ()
    say = style.strings
    return tuple((_share(value, say), _limits(value, say)) for value in nets.sums[:, 0])


def inside_text(share: float, say: Strings) -> str:
    """Print a share as it stands in its segment, without the sign that all would share."""
    return say.percent_text(share).removesuffix(say.percent)


def apart_text(share: float, say: Strings) -> str:
    """Print what stands apart: a star for less than half a percent, nothing for nobody."""
    if share <= 0:
        return ""
    return STAR if share < LITTLE else say.percent_text(share)


def _share(value: FloatArray, say: Strings) -> str:
    return NOT_KNOWN if np.isnan(value[0]) else say.percent_text(float(value[0]))


def _limits(value: FloatArray, say: Strings) -> str:
    if np.isnan(value[1:]).any():
        return ""
    return range_text(float(value[1]), float(value[2]), True, say)


def note_of(scale: Scale, nets: Nets | None, parting: Parting, say: Strings) -> str:
    """Say what readers must know: what stands apart, what is split, what nets add up."""
    said = _apart(scale, parting, say)
    if nets is not None:
        left, right = nets.names
        whole = say("NET: the answers of each side together.")
        named = say("NET, left: {left}; right: {right}.", left=left, right=right)
        said.append(named if nets.named else whole)
    if _rounding_shows(scale):
        said.append(say("Percentages may not total 100% because of rounding."))
    return " ".join(said)


def _apart(scale: Scale, parting: Parting, say: Strings) -> list[str]:
    """Say what stands apart, that it is counted, and where the middle answer is."""
    said, diverging = [say("Numbers in the bars are percent.")], parting.kind == "diverging"
    if scale.aside:
        names = ", ".join(map(label_text, scale.aside))
        apart = say("Percent of everybody in the base; apart, at the right: {names}.", names=names)
        said = [apart if diverging else say("Percent of everybody in the base.")]
    if diverging and scale.middle is not None and parting.neutral is not None:
        middle = label_text(scale.answers[scale.middle])
        split = "Half of “{answer}” on either side of the middle."
        own = "“{answer}” stands in a column of its own."
        said.append(say(split if parting.neutral == "split" else own, answer=middle))
    if diverging and _is_little(scale, parting):
        said.append(say("* Less than half a percent."))
    return said


def _is_little(scale: Scale, parting: Parting) -> bool:
    """Return whether a column that stands apart has a star."""
    columns = stacked(scale, parting).apart
    return any(((column.shares > 0) & (column.shares < LITTLE)).any() for column in columns)


def _rounding_shows(scale: Scale) -> bool:
    """Return whether printed percents of a bar do not total 100 although its shares do."""
    shares = np.nan_to_num(scale.shares)
    printed = printed_percents(shares).sum(axis=1)
    return bool((np.isclose(shares.sum(axis=1), 1) & (printed != 100)).any())


def describe_scale(scale: Scale, nets: Nets | None, say: Strings) -> str:
    """Describe the bars for people who do not see them."""
    said = [say("{number} rows.", number=len(scale.labels))] if len(scale.labels) > 1 else []
    said += [_bar(scale, nets, bar, say) for bar in range(min(len(scale.labels), _TOLD))]
    rest = len(scale.labels) - _TOLD
    if rest > 0:
        said.append(say("{number} more in the table.", number=rest))
    return " ".join(said)


def _bar(scale: Scale, nets: Nets | None, bar: int, say: Strings) -> str:
    shares = scale.shares[bar]
    if np.isnan(shares).all():
        return say("{row}: no estimate.", row=scale.labels[bar] or NOT_KNOWN)
    most = int(np.nanargmax(shares))
    answer = label_text((*scale.answers, *scale.aside)[most])
    values = {"answer": answer, "share": say.percent_text(float(shares[most]))}
    words = say("Most often {answer}, {share}.", **values)
    if scale.labels[bar]:
        words = say("{row}: most often {answer}, {share}.", row=scale.labels[bar], **values)
    if nets is None:
        return words
    left, right = (_share(nets.sums[bar, side], say) for side in (0, 1))
    return f"{words} {say('NET left {left}, right {right}.', left=left, right=right)}"
