"""A chart in as many parts as its page needs: the rule for slides with more rows than have room."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from matplotlib.axes import Axes

from ...arguments import described
from ...errors import ArgumentError
from ..frame.header import is_on_page
from ..look.settings import own_settings
from ..look.theme import Size, Style, styled
from .publish import AUTO, Published, published, warn_of_height

MOST_PARTS = 40
"""Parts of a chart at most: nobody reads more of one."""


def publish_parts(
    plot: Callable[..., Axes],
    *drawn: Any,
    title: str,
    subtitle: str | None = None,
    note: str = AUTO,
    style: Style | str = "light",
    size: Size | str = "slide",
    **options: Any,
) -> tuple[Published, ...]:
    """Draw and publish a chart in as few parts as its page has room for, such as slides.

    Rows, bars or panels are shared out evenly, in their order and all on one scale; each part has
    the headline with "(1 of 3)" behind it, and a caption, a description and numbers of its own. A
    chart that has room is one part, without a number. What cannot be parted, such as a map, is one.

    Parameters
    ----------
    plot : callable
        A ``plot_*`` function.
    *drawn
        What it draws: estimates, or surveys and what they were pooled to.
    title, subtitle, note
        As in ``publish``.
    style, size
        As in ``plot_estimates``; pages that grow with their rows have one part.
    **options
        Of `plot`, but ``ax``.

    Returns
    -------
    tuple of Published

    Raises
    ------
    ArgumentError
        When `plot` is no function, or an ``ax`` is given; and as `plot` and ``publish`` do.

    Warns
    -----
    UserWarning
        When a part of one row has no room on the page in type that is read there.

    Examples
    --------
    >>> parts = publish_parts(plot_bars, estimates, title="…")  # doctest: +SKIP
    >>> for number, chart in enumerate(parts, 1):  # doctest: +SKIP
    ...     chart.save(f"slide-{number}.svg")
    """
    if not callable(plot):
        raise ArgumentError(f"plot is {described(plot)}; expected a function such as plot_bars")
    if "ax" in options:
        raise ArgumentError("publish_parts() makes a figure for each part; leave ax out")
    look = styled(style, size)

    def part_on(number: int, pages: int) -> Published:
        page = replace(look.page, part=(number, pages))
        with own_settings():
            ax = plot(*drawn, style=look, size=page, **options)
        head = title
        if pages > 1:
            head = look.strings(
                "{title} ({number} of {all})", title=title, number=number, all=pages
            )
        return published(ax, title=head, subtitle=subtitle, note=note, alt=AUTO)

    whole = part_on(1, 1)
    height, parts = look.page.height, [whole]
    if height is not None and whole.record is not None:
        # fewer would not do if all that is drawn could be parted, words around it included
        least = float(whole.figure.get_size_inches()[1]) / height
        tried = [pages for pages in whole.record.pages if max(least, 2) <= pages <= MOST_PARTS]
        for pages in tried if not is_on_page(whole.figure, look.page) else ():
            # where the first part is too high, the rest need not be drawn
            parts = [part_on(1, pages)]
            if is_on_page(parts[0].figure, look.page) or pages == tried[-1]:
                parts += [part_on(number, pages) for number in range(2, pages + 1)]
                if all(is_on_page(part.figure, look.page) for part in parts):
                    break
    for part in parts:
        warn_of_height(part, stacklevel=3)
    return tuple(parts)
