"""A chart over several pages: which of its rows stand on one, all of them on one scale."""

from ...arguments import check_whole, listed_values
from ...errors import ArgumentError
from ..look.theme import Size


def part_of(page: Size, count: int, what: str = "rows") -> list[int]:
    """Return which of so many rows stand on a page: all, or those of its part, as even as can be.

    Raises
    ------
    ArgumentError
        When there are fewer rows than pages, or no such page.
    """
    number, pages = checked_part(page)
    if pages > count:
        raise ArgumentError(
            f"part is ({number}, {pages}), and the chart has {count} {what}; expected as many "
            "pages at most"
        )
    return list(range(count * (number - 1) // pages, count * number // pages))


def checked_part(page: Size) -> tuple[int, int]:
    """Return which of how many pages one is.

    Raises
    ------
    ArgumentError
        When it is none of them.
    """
    found = listed_values("part", page.part)
    if len(found) != 2:
        raise ArgumentError(f"part is {page.part!r}; expected a page and how many, as (2, 3)")
    pages = check_whole("part", found[1], 1, 10_000, expected="how many pages there are")
    number = check_whole("part", found[0], 1, pages, expected=f"a page from 1 to {pages}")
    return number, pages
