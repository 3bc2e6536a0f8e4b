"""The states of the US on a grid of tiles, and the names that data have for them.

The grid is the one that newsrooms have used since NPR's of 2015: each state near where it lies, as
large as every other, so that Wyoming does not look like more people than New Jersey.
"""

from ...shown import one_line

_GRID = """
AK .. .. .. .. .. .. .. .. .. ME
.. .. .. .. .. .. .. .. .. VT NH
WA ID MT ND MN IL WI MI NY RI MA
OR NV WY SD IA IN OH PA NJ CT ..
CA UT CO NE MO KY WV VA MD DE ..
.. AZ NM KS AR TN NC SC DC .. ..
.. .. .. OK LA MS AL GA .. .. ..
HI .. .. TX .. .. .. .. FL .. ..
"""

TILES = {
    state: (column, row)
    for row, line in enumerate(_GRID.split("\n")[1:-1])
    for column, state in enumerate(line.split())
    if state != ".."
}
"""Column and row of each state, from the upper left."""

COLUMNS, ROWS = 11, 8

_NAMES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia",
    "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
    "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
"""Postal codes and names, as the US Postal Service has them."""

_FIPS = dict(
    zip(
        _NAMES,
        # five numbers were kept for territories
        (f"{number:02d}" for number in range(1, 57) if number not in (3, 7, 14, 43, 52)),
        strict=True,
    )
)
"""Codes of FIPS 5-2, which the Census Bureau's files have; the same order as the names'."""

_CALLED = {
    **{code.casefold(): code for code in _NAMES},
    **{name.casefold(): code for code, name in _NAMES.items()},
    **{code: state for state, code in _FIPS.items()},
    "washington, d.c.": "DC",
    "washington dc": "DC",
    "d.c.": "DC",
}


def state_of(cell: object) -> str | None:
    """Return the postal code of a state by its name, code or number; None for what is none.

    Examples
    --------
    >>> state_of("new york"), state_of("NY"), state_of(36), state_of("Bavaria")
    ('NY', 'NY', 'NY', None)
    """
    words = one_line(cell).casefold()
    # numbers of codes lose their leading zero, and come as 6.0 where some cell is empty
    number = words.removesuffix(".0")
    return _CALLED.get(words) or _CALLED.get(number.zfill(2) if number.isdigit() else "")
