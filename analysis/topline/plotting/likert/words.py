"""What a chart of a scale says: nets and bases beside the bars, its note, its description."""

import numpy as np

from ...estimates.schema import FloatArray
from ...estimates.suppression import sign_of
from ...language.marking import marked
from ...language.strings import Strings
from ...wording import NOT_KNOWN, label_text, percent_text, printed_percents
from ..frame.rows import Rows, once_a_group
from ..look.theme import Style
from ..number_format import NumberFormat
from .answers import Bars
from .nets import Nets
from .stacks import Parting, stacked

STAR, LITTLE = "*", 0.005
"""Sign of a share that is not quite nothing, and the share below which it stands."""

_DESCRIBED = 4
"""Bars that a description says one by one."""


def bar_rows(scale: Bars, nets: Nets | None, style: Style) -> Rows:
    """Return the bars as rows of a chart: the right net, its interval and the base beside each.

    A narrow page says both nets above each bar; of the only one each with the answers that it adds
    up, which stand above all of several bars.
    """
    say = style.strings
    labels, values, sides, signs = [], [], [], []
    told = [say.base_text(base) for base in scale.bases] if "n" in scale.table else []
    own, bases = once_a_group(told or [""] * len(scale.labels), [""] * len(scale.labels))
    for bar, label in enumerate(scale.labels):
        net, limits = "", ""
        if nets is not None:
            if style.page.narrow:
                limits = _both_nets(nets, bar, style.strings)
            else:
                net, limits = _net(nets, bar, 1, say), _limits(nets.sums[bar, 1], say)
        known = bool(np.isfinite(scale.shown[bar]).any())
        labels.append(label if known else ": ".join(filter(None, (label, NOT_KNOWN))))
        values.append(net)
        signs.append("" if nets is None else nets.signs[bar][1])
        sides.append("\n".join(filter(None, (limits, own[bar]))))
    rows = Rows(table=scale.table, labels=tuple(labels), groups=("",) * len(labels),
                values=tuple(values), sides=tuple(sides), percent=True,
                signs=tuple(signs), bases=bases, muted=scale.muted)  # fmt: skip
    return rows.in_one_line if style.page.least else rows


def _both_nets(nets: Nets, bar: int, say: Strings) -> str:
    """Print both nets of a bar, with the answers that they add up where nothing else says them."""
    left, right = (
        " ".join(filter(None, (_net(nets, bar, side, say), _limits(nets.sums[bar, side], say))))
        for side in (0, 1)
    )
    if nets.told_once:
        return say("left {left} · right {right}", left=left, right=right)
    told = zip(nets.spoken, (left, right), nets.single, strict=True)
    return "\n".join(
        f"{name}: {value}" if single else say("NET {name}: {value}", name=name, value=value)
        for name, value, single in told
    )


def left_words(nets: Nets | None, style: Style) -> tuple[tuple[str, str], ...]:
    """Return nets and limits of the left side; a narrow page says them above the bar."""
    if nets is None or style.page.narrow:
        return ()
    say = style.strings
    return tuple((_net(nets, bar, 0, say), _limits(value, say))
                 for bar, value in enumerate(nets.sums[:, 0]))  # fmt: skip


def inside_text(share: float, say: Strings) -> str:
    """Print a share as it stands in its segment, without the sign that all would share."""
    return say.number(percent_text(share).removesuffix("%"))


def apart_text(share: float, sign: str, say: Strings) -> str:
    """Print what stands apart with its sign: a star for less than half a percent.

    Of nobody there is nothing to print, unless a sign says more.
    """
    if share <= 0:
        return sign
    return (STAR if share < LITTLE else say.percent_text(share)) + sign.removeprefix(NOT_KNOWN)


def _net(nets: Nets, bar: int, side: int, say: Strings) -> str:
    """Print a net of a bar, with its sign where it is too imprecise; a dash where left out."""
    share, low, high = map(float, nets.sums[bar, side])
    if np.isnan(share):
        return NOT_KNOWN
    return NumberFormat.of_share(low, high).value(share, say) + nets.signs[bar][side]


def _limits(value: FloatArray, say: Strings) -> str:
    if np.isnan(value[1:]).any():
        return ""
    ends = float(value[1]), float(value[2])
    return NumberFormat.of_share(*ends).limits(*ends, say)


def note_of(scale: Bars, nets: Nets | None, parting: Parting, say: Strings) -> str:
    """Say what readers must know: what stands apart, what is split, what nets add up."""
    sentences, diverging = [say("Numbers in the bars are percent.")], parting.kind == "diverging"
    if scale.aside:
        names = ", ".join(map(label_text, scale.aside))
        apart = say("Percent of everybody in the base; apart, at the right: {names}.", names=names)
        sentences = [apart if diverging else say("Percent of everybody in the base.")]
    if diverging and scale.middle is not None and parting.neutral is not None:
        middle = label_text(scale.answers[scale.middle])
        split = marked("Half of “{answer}” on either side of the middle.")
        own = marked("“{answer}” stands in a column of its own.")
        sentences.append(say(split if parting.neutral == "split" else own, answer=middle))
    columns = stacked(scale, parting).apart
    if any(((column.shares > 0) & (column.shares < LITTLE)).any() for column in columns):
        sentences.append(say("* Less than half a percent."))
    if nets is not None:
        left, right = nets.names
        whole = say("NET: the answers of each side together.")
        named = say("NET, left: {left}; right: {right}.", left=left, right=right)
        sentences.append(named if nets.named else whole)
    shares = np.nan_to_num(scale.shares)
    # half away from zero, as percents print; 9 decimals take away what sums leave behind
    printed = printed_percents(shares).sum(axis=1)
    if (np.isclose(shares.sum(axis=1), 1) & (printed != 100)).any():
        sentences.append(say("Percentages may not total 100% because of rounding."))
    return " ".join(sentences)


def describe_scale(scale: Bars, nets: Nets | None, say: Strings) -> str:
    """Describe the bars for people who do not see them."""
    number = len(scale.labels)
    sentences = [say("{number} rows.", number=number)] if number > 1 else []
    for label, shares, bar in zip(scale.labels, scale.shown, range(_DESCRIBED), strict=False):
        if np.isnan(shares).all():
            sentences.append(say("{row}: no estimate.", row=label or NOT_KNOWN))
            continue
        most = int(np.nanargmax(shares))
        answer, share = (*scale.answers, *scale.aside)[most], float(shares[most])
        values = {
            "answer": label_text(answer),
            "share": say.percent_text(share) + sign_of(scale.doubts[bar, most]),
        }
        words = say("Most often {answer}, {share}.", **values)
        if label:
            words = say("{row}: most often {answer}, {share}.", row=label, **values)
        sentences.append(words)
        if nets is not None:
            left, right = (_net(nets, bar, side, say) for side in (0, 1))
            sentences.append(say("NET left {left}, right {right}.", left=left, right=right))
    if number > _DESCRIBED:
        sentences.append(say("{number} more in the table.", number=number - _DESCRIBED))
    return " ".join(sentences)
