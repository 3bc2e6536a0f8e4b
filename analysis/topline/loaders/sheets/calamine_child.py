"""Read a spreadsheet by calamine in a process of its own: its cells as JSON on standard output.

Run as a file, with the spreadsheet on standard input: a damaged one can end a process that reads
it, or fill the memory, and no exception tells. Nothing of this package is imported.
"""

import datetime
import io
import json
import sys
from typing import Any

import python_calamine

if sys.platform != "win32":
    import resource


def main(sheet: str, most_cells: int, most_sheets: int, memory: int) -> None:
    """Write the names of the sheets and the cells of the one asked for, or of all seen ones."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    book = python_calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
    names = book.sheet_names
    seen = [one.name for one in book.sheets_metadata if str(one.visible).endswith("Visible")]
    found: dict[str, Any] = {"names": names, "sheets": {}, "merged": {}}
    chosen = [sheet] if sheet else seen
    for name in chosen if len(names) <= most_sheets else ():
        if name not in names:
            continue
        table = book.get_sheet_by_name(name)
        size = (table.total_height, table.total_width)
        if size[0] * size[1] > most_cells:
            found["too_large"] = (name, *size)
            break
        rows = table.to_python(skip_empty_area=False)
        # OpenDocument files tell none
        found["merged"][name] = table.merged_cell_ranges or []
        found["sheets"][name] = [[plain(cell) for cell in row] for row in rows]
    json.dump(found, sys.stdout)


def plain(cell: Any) -> Any:
    """Return a cell as JSON has it; whole numbers as such, times with a mark."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return int(cell)
    if isinstance(cell, datetime.timedelta):
        return {"seconds": cell.total_seconds()}
    if isinstance(cell, datetime.datetime | datetime.date | datetime.time):
        return {type(cell).__name__: cell.isoformat()}
    return None if cell == "" else cell


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
