"""Several tables in one workbook."""

from collections.abc import Mapping
from os import PathLike
from pathlib import Path

from ..arguments import check_text, described
from ..errors import ArgumentError
from ..language.strings import Strings, language_of
from .model import PrintedTable
from .printable import Printable, written_workbook


def write_workbook(
    tables: Mapping[str, Printable],
    path: str | PathLike[str],
    *,
    title: str | None = None,
    suppressed: str = "mark",
    lang: str | Strings | None = None,
) -> Path:
    """Write tables as an Excel workbook: a sheet each, behind one of contents.

    Percents are numbers with a percent format, letters stand beside them in a column of their own,
    heads are merged over their columns and panes are frozen. Words that begin with ``=`` stay
    words. The same tables give the same bytes.

    Parameters
    ----------
    tables : mapping of str to Estimates, Crosstab or ModelTable
        By the name of their sheet; names that Excel does not take are changed.
    path : path
        Ends in .xlsx; a file that is there is replaced.
    title : str, optional
        Headline of the contents; "Tables" by default.
    suppressed : {"mark", "hide"}
        Whether numbers that are not to be published stand with a mark, or are left out.
    lang : str, optional
        Tag of a language, such as "de"; see ``languages()``. English by default.

    Returns
    -------
    pathlib.Path
        The workbook.

    Raises
    ------
    ArgumentError
        When there is no table, the path does not end in .xlsx, or no file can be there.

    Examples
    --------
    >>> write_workbook({"Importance": survey.crosstab("q1", ["sex"])}, "t.xlsx")  # doctest: +SKIP
    """
    say = language_of(lang)
    printed = printed_tables(tables, suppressed, say)
    title = say("Tables") if title is None else check_text("title", title, expected="a text")
    return written_workbook(printed, path, title, say("Contents"))


def printed_tables(
    tables: Mapping[str, Printable], suppressed: str, say: Strings
) -> dict[str, PrintedTable]:
    """Return tables in words, by their names.

    Raises
    ------
    ArgumentError
        When there are none, or one is no table.
    """
    if not isinstance(tables, Mapping):
        raise ArgumentError(
            f"tables is {described(tables)}; expected tables by the name of their sheet, as "
            "{'Importance': table}"
        )
    if not tables:
        raise ArgumentError("there are no tables to write; pass at least one, by its name")
    for name, found in tables.items():
        check_text("the name of a sheet", name, expected="a text")
        if not isinstance(found, Printable):
            raise ArgumentError(
                f"table {name!r} is {described(found)}; expected Estimates, a Crosstab or a "
                "ModelTable"
            )
    return {n: found.printed(suppressed=suppressed, lang=say) for n, found in tables.items()}
