"""What is compared between groups or waves: an answer, a net of a scale, or a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..answers import known_order
from ..estimates.scale import Scale
from .panels import Panel
from .rows import Rows
from .scales import is_scale, nets_of


@dataclass(frozen=True, eq=False)
class Measure:
    """One thing that is compared.

    Attributes
    ----------
    label : str
        The answer or net; "" of a value.
    rows : Rows
        The estimates that hold it.
    places : mapping of int to int
        Its row in each group in which it may be named and has an interval.
    of : mapping of int to tuple of int
        The rows of the headline's estimates that this adds up, by group.
    """

    label: str
    rows: Rows
    places: Mapping[int, int]
    of: Mapping[int, tuple[int, ...]]

    @property
    def known(self) -> list[int]:
        """The groups in which it is known."""
        return list(self.places)

    def is_most(self, groups: Sequence[int]) -> bool:
        """Whether it is a share of more than half in all of some groups."""
        rows = [self.places.get(group) for group in groups]
        return all(
            at is not None and self.rows.shares[at] and self.rows.low[at] > 0.5 for at in rows
        )


def families_of(
    rows: Rows, panels: Sequence[Panel], scale: Scale, *, ordered: bool | None
) -> list[list[Measure]]:
    """Return what is compared between panels: the nets of a scale, then its answers.

    Parameters
    ----------
    rows : Rows
    panels : sequence of Panel
        One question in each group.
    scale : Scale
        What is known of the order of its answers.
    ordered : bool or None
        Whether they are a scale; None for what their words say.
    """
    answers = list(dict.fromkeys(name for panel in panels for name in panel.names.values()))
    found = []
    for name in _asked(rows, panels, answers):
        places = {
            group: row
            for group, panel in enumerate(panels)
            for row, own in panel.names.items()
            if own == name and rows.bounded[row] and not rows.fixed[row]
        }
        of = {group: (row,) for group, row in places.items()}
        found.append(Measure(label=name, rows=rows, places=places, of=of))
    families = [[one for one in found if one.places]]
    if is_scale(answers, scale) if ordered is None else ordered:
        nets = nets_of(rows, [panel.names for panel in panels], scale)
        if nets is not None:
            families.insert(
                0,
                [
                    Measure(
                        label=nets.names[side],
                        rows=nets.rows,
                        places={
                            group: pair[side]
                            for group, pair in enumerate(nets.at)
                            if nets.rows.bounded[pair[side]]
                        },
                        of={group: pair[side] for group, pair in enumerate(nets.of)},
                    )
                    for side in (0, 1)
                ],
            )
    return [family for family in families if family]


def _asked(rows: Rows, panels: Sequence[Panel], answers: list[str]) -> list[str]:
    """Return the answers to compare: of two that are all, one, the affirmative or the larger."""
    if len(answers) != 2 or not all(rows.are_all(panel.names) for panel in panels):
        return answers
    order = known_order(answers)
    if order is not None and order.source == "yes no":
        return [order.answers[-1]]
    first = [at for panel in panels for at, name in panel.names.items() if name == answers[0]]
    return [answers[0] if rows.estimate[first].mean() >= 0.5 else answers[1]]
