"""What estimates and crosstabs share: the ways to print them."""

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from ..language.strings import Strings, language_of
from ..writing.places import file_place
from ..writing.whole import write_whole
from .clipboard import to_clipboard_html
from .excel import CONTENTS, workbook_bytes
from .great import to_great_table
from .html import to_html
from .latex import to_latex
from .markdown import to_markdown
from .model import PrintedTable


class Printable:
    """Something that can be printed as a table; a subclass says how in ``printed``."""

    def printed(
        self,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        decimals: int | None = None,
        suppressed: str = "mark",
        lang: str | Strings | None = None,
    ) -> PrintedTable:
        """Return the table in words, with the numbers behind them.

        Parameters
        ----------
        title, subtitle : str, optional
            What the table shows; whom, when and how. By default what is known of both.
        decimals : int, optional
            Of percents.
        suppressed : {"mark", "hide"}
            Whether numbers that are not to be published stand with a mark, or are left out.
        lang : str, optional
            Tag of a language, such as "de"; see ``languages()``. English by default.
        """
        raise NotImplementedError

    def to_html(
        self,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        decimals: int | None = None,
        suppressed: str = "mark",
        lang: str | Strings | None = None,
    ) -> str:
        """Return the table as HTML, with a caption and its notes; all words are text.

        Parameters
        ----------
        title, subtitle, decimals, suppressed, lang
            As in ``printed``.
        """
        return to_html(
            self.printed(
                title=title,
                subtitle=subtitle,
                decimals=decimals,
                suppressed=suppressed,
                lang=lang,
            )
        )

    def to_clipboard_html(
        self,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        decimals: int | None = None,
        suppressed: str = "mark",
        lang: str | Strings | None = None,
    ) -> str:
        """Return the table as HTML to paste into Word, Outlook or a spreadsheet.

        A page of one table with the looks of each cell in it, between the marks of a clipboard's
        fragment. A spreadsheet takes labels as text, and ``=`` before one as a letter.

        Parameters
        ----------
        title, subtitle, decimals, suppressed, lang
            As in ``printed``.
        """
        return to_clipboard_html(
            self.printed(
                title=title,
                subtitle=subtitle,
                decimals=decimals,
                suppressed=suppressed,
                lang=lang,
            )
        )

    def to_markdown(
        self,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        decimals: int | None = None,
        suppressed: str = "mark",
        lang: str | Strings | None = None,
    ) -> str:
        """Return the table as a Markdown pipe table, with title and notes.

        Parameters
        ----------
        title, subtitle, decimals, suppressed, lang
            As in ``printed``.
        """
        return to_markdown(
            self.printed(
                title=title,
                subtitle=subtitle,
                decimals=decimals,
                suppressed=suppressed,
                lang=lang,
            )
        )

    def to_latex(
        self,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        decimals: int | None = None,
        suppressed: str = "mark",
        lang: str | Strings | None = None,
    ) -> str:
        r"""Return the table as LaTeX; the document needs ``\usepackage{booktabs}``.

        Parameters
        ----------
        title, subtitle, decimals, suppressed, lang
            As in ``printed``.
        """
        return to_latex(
            self.printed(
                title=title,
                subtitle=subtitle,
                decimals=decimals,
                suppressed=suppressed,
                lang=lang,
            )
        )

    def to_great_table(
        self,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        decimals: int | None = None,
        suppressed: str = "mark",
        lang: str | Strings | None = None,
    ) -> Any:
        """Return the table as a ``great_tables.GT``, to style it further.

        Parameters
        ----------
        title, subtitle, decimals, suppressed, lang
            As in ``printed``.

        Raises
        ------
        ArgumentError
            When great-tables is not installed.
        """
        return to_great_table(
            self.printed(
                title=title,
                subtitle=subtitle,
                decimals=decimals,
                suppressed=suppressed,
                lang=lang,
            )
        )

    def to_excel(
        self,
        path: str | PathLike[str],
        *,
        title: str | None = None,
        subtitle: str | None = None,
        decimals: int | None = None,
        suppressed: str = "mark",
        lang: str | Strings | None = None,
    ) -> Path:
        """Write the table as a sheet of a workbook; ``write_workbook`` writes several.

        Parameters
        ----------
        path : path
            Ends in .xlsx; a file that is there is replaced.
        title, subtitle, decimals, suppressed, lang
            As in ``printed``.

        Returns
        -------
        pathlib.Path
            The workbook.

        Raises
        ------
        ArgumentError
            When the path does not end in .xlsx, or no file can be there.
        """
        say = language_of(lang)
        table = self.printed(
            title=title, subtitle=subtitle, decimals=decimals, suppressed=suppressed, lang=say
        )
        return written_workbook({say("Table"): table}, path, table.title)


def written_workbook(
    tables: Mapping[str, PrintedTable],
    path: str | PathLike[str],
    title: str,
    contents: str = CONTENTS,
) -> Path:
    """Write tables in words as the sheets of a workbook; return where it is."""
    target = file_place(path, "the workbook", (".xlsx",))
    write_whole({target: workbook_bytes(tables, title, contents)})
    return target
