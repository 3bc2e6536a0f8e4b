"""Options of a page: for published figures and for microdata, or for one of them alone."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ...shown import stem_of
from ..shared.choices import languages
from ..shared.options import (
    DfOption,
    Names,
    Size,
    Sort,
    StyleName,
    SuppressedOption,
    Where,
    columns,
    given,
)
from ..shared.reading import pairs


def file_title(file: Path | None) -> str:
    """Name a page by its file, as people write: "polls_2024.csv.gz" is "polls 2024"."""
    name = stem_of(str(file))
    return name.replace("_", " ").strip() or name


_PAGE = "What stands on the page"
_LOOKS = "How its charts look"


def _option(panel: str, words: str, metavar: str | None = None) -> Any:
    """Return an option with its words, in its panel of the help."""
    return typer.Option(metavar=metavar, help=words, rich_help_panel=panel)


@dataclass(frozen=True, kw_only=True)
class PageOptions:
    """What stands on a page, and how it looks."""

    title: Annotated[str | None, _option(_PAGE, "Headline of the page.")] = None
    banner: Annotated[
        Names, columns("Columns to break every question down by; of tables, headings.", _PAGE)
    ] = None
    where: Where = None
    asked: Annotated[
        list[str] | None,
        _option(
            _PAGE,
            "Microdata: who was asked a question, as \"hours=works == 'Yes'\".",
            "COLUMN=CONDITION",
        ),
    ] = None
    confidence_level: Annotated[
        float | None,
        typer.Option(help="Between 0 and 1; 0.95 unless the plan says another."),
    ] = None
    df: DfOption = None
    suppressed: SuppressedOption = None
    sort: Annotated[
        Sort | None, _option(_PAGE, "Figures: the order of rows, as given or by size.")
    ] = None
    highlight: Annotated[
        str | None, _option(_PAGE, "Figures: the row that stands out.", "FIGURE")
    ] = None
    style: Annotated[
        StyleName | None,
        _option(
            _LOOKS,
            "Dark: the page and its files. Light: the files; the page follows its reader.",
        ),
    ] = None
    size: Annotated[Size | None, _option(_LOOKS, "The place the charts' files are made for.")] = (
        None
    )
    lang: Annotated[
        str | None,
        typer.Option(
            autocompletion=languages,
            help="Language of the page, its charts and tables.",
            rich_help_panel=_LOOKS,
        ),
    ] = None

    def arguments(self) -> dict[str, Any]:
        """Return what was given, as the functions that write a page call it."""
        found = given(**{field.name: getattr(self, field.name) for field in fields(self)})
        if "asked" in found:
            found["asked"] = dict(pairs(found["asked"]))
        return found


OF_MICRODATA = ("banner", "asked", "df", "suppressed")
"""Options of a page that published figures have no use for."""

OF_FIGURES = ("sort", "highlight")
"""Options of a page that answers have no use for: their questions have an order of their own."""


def refuse_of_figures(options: Mapping[str, Any]) -> None:
    """Refuse, for microdata, what is about published figures alone.

    Raises
    ------
    ArgumentError
    """
    for name in OF_FIGURES:
        if name in options:
            raise topline.ArgumentError(
                f"{name}= is about published figures, and FILE is microdata; answers stand in the "
                "order of their question: leave it out"
            )


def refuse_of_microdata(options: Mapping[str, Any]) -> None:
    """Refuse, for published figures, what only the answers of respondents can do.

    Raises
    ------
    ArgumentError
    """
    for name in options:
        raise topline.ArgumentError(f"{name}= is about microdata; name their FILE")


def refuse_for_the_story(options: Mapping[str, Any]) -> None:
    """Refuse what the story of the first survey, which is told as it is, has no place for.

    Raises
    ------
    ArgumentError
    """
    for name in options:
        raise topline.ArgumentError(
            f"{name}= is about a page of your own data; name a FILE of microdata, or a file of "
            "figures by --figures"
        )
