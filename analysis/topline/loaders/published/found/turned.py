"""Whether groups stand in rows, and figures called by the other side of their table."""

import re
from collections.abc import Mapping, Sequence

from ....figures.columns.dates import is_year
from ..pages.page import Page
from ..words.rows import is_net
from .found import Found
from .proven import adds_up_across, adds_up_down, lies_between

_OF_ALL = re.compile(r"(?:%|share|percent) of (?:total|all|voters|electorate|sample)\b", re.I)
_LEAST = 2


def rows_are_groups(
    page: Page, rows: Sequence[int], paths: Mapping[int, str], everybody: Sequence[int]
) -> bool:
    """Tell whether groups stand in rows.

    A column is their share of all; rows add up to 100; or one of everybody lies between the others.

    Parameters
    ----------
    page : Page
    rows : sequence of int
    paths : mapping of int to str
        The headings of its columns.
    everybody : sequence of int
        Those rows that are called by everybody.
    """
    if any(map(_OF_ALL.match, paths.values())):
        return True
    held = [r for r in rows if any(page.at(r, c) for c in paths)]
    if len(held) < _LEAST or all(adds_up_down(page, held, c) for c in paths):
        return False
    if len(everybody) == 1 and all(lies_between(page, everybody[0], held, c) for c in paths):
        return True
    # a net of answers stands beside its parts
    single = [c for c, path in paths.items() if not is_net(path.rpartition(" > ")[2])]
    return adds_up_across(page, held, single)


def turn_table(found: Found, paths: Sequence[str], section: str) -> None:
    """Call figures by their columns as answers, and by their rows as groups of a section."""
    order = {path: k for k, path in enumerate(paths, start=1)}
    # a wave that stands below every answer tells none of them apart
    parted = [path.rpartition(" > ") for path in paths]
    lowest, above = {last for _, _, last in parted}, {answer for answer, _, _ in parted}
    below_all = len(lowest) == 1 < len(above) and "" not in above
    wave = next((one for one in lowest if below_all and any(map(str.isdigit, one))), "")
    for figure in found.figures:
        steps = (figure.group or "").split(" > ")
        years = [step for step in steps if is_year(step)]
        figure.answer_order = order.get(figure.group or "")
        groups = (section, figure.answer, *years)
        figure.group, figure.group_dimension = " > ".join(filter(None, groups)), section or None
        # columns of waves or years are all of what the title says
        title = " > ".join(step for step in steps if step not in (*years, wave))
        figure.answer = title or found.question or None
        if years:
            figure.set_year(years[-1])
        elif wave:
            figure.wave = wave
    found.name_waves()
