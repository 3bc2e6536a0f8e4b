"""``topline report FILE`` of published tables: the questions to choose from, or their page."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

import topline

from ...language.marking import forms
from ...shown import unquoted
from ..shared.kinds import tables_of
from ..shared.output import Format, Printing, Result, echo_note, said, show
from ..shared.remedies import argument_words, word
from .options import file_title

_MOST_FIGURES = 400
"""Figures that are reported without anybody's choice; of more one says which."""

_TOLD = 5
"""Problems of the figures on the page that are told beside it."""


@dataclass(frozen=True)
class Chosen:
    """What of published tables is reported.

    Attributes
    ----------
    questions, banner : list of str or None
        Numbers or wordings of questions; headings of groups.
    share : (str, str) or None
        A part and its whole, of which shares are computed.
    """

    questions: list[str] | None
    banner: list[str] | None
    share: tuple[str, str] | None


def chosen_figures(
    file: Path, reading: dict[str, Any], facts: dict[str, Any], chosen: Chosen, output: Format
) -> Any:
    """Return the figures to report; without a choice, where one is needed, list the questions.

    Raises
    ------
    Exit
        With 2, after the list.
    """
    found = tables_of(file, reading, **facts)
    if found.figures.empty:
        raise topline.DataError(
            " ".join(found.account) + " Nothing can be reported; topline read says more."
        )
    if chosen.share is not None:
        figures = topline.published_shares(found.figures, *chosen.share)
    elif chosen.questions is None and chosen.banner is None and len(found.figures) > _MOST_FIGURES:
        listed = found.figures["group_dimension"].isin(("pollster", "date", "weighting")).all()
        if not listed:
            _list(found, file, output)
            raise typer.Exit(2)
        figures = found.figures
    else:
        parts = (
            [found.select(groups=chosen.banner)]
            if chosen.questions is None
            else [found.select(question=one, groups=chosen.banner) for one in chosen.questions]
        )
        # a figure that two questions name stands once, where it was named first
        chosen_ids = list(dict.fromkeys(one for part in parts for one in part["figure_id"]))
        figures = found.figures.set_index("figure_id", drop=False).loc[chosen_ids]
    say = topline.printing_language()
    _tell_problems(found.problems, figures)
    # means and counts beside shares have an axis of their own, and no place in their chart
    shares = figures["unit"].eq("share_of_respondents")
    if shares.any() and not shares.all():
        note = say.plural(
            "{n} figure that is no share is left out; topline read has it.",
            "{n} figures that are no shares are left out; topline read has them.",
            int((~shares).sum()),
        )
        echo_note(note)
        figures = figures[shares]
    # a question may stand in several tables, each with the column of everybody
    return figures[~figures.duplicated(_SAME)].reset_index(drop=True)


def _tell_problems(problems: Any, figures: Any) -> None:
    """Say what is to be known of the sheets that figures are from."""
    say = topline.printing_language()
    sheets = {str(place).partition("!")[0] for place in figures["where"].dropna()}
    told = problems[problems["kind"] != "note"].to_dict("records")
    own = [row for row in told if str(row["where"]).partition("!")[0] in sheets]
    for row in own[:_TOLD]:
        note = f"{row['where']}: {said(row['fact'])}."
        echo_note(note)
    if len(own) > _TOLD:
        more = say.count_text(len(own) - _TOLD)
        note = say("… and {n} more; topline read has them all.", n=more)
        echo_note(note)


_COULD_BE = forms(
    "{name}: {n} question could be reported", "{name}: {n} questions could be reported"
)

_SAME = ["question", "answer", "group", "percent", "percent_qualifier", "amount", "n",
         "fielded_start", "fielded_end", "wave", "population", "poll_id"]  # fmt: skip


def title_of(figures: Any, file: Path) -> str:
    """Name a page by its one question, else by its file."""
    asked = figures["question"].dropna().unique()
    return unquoted(str(asked[0])) if len(asked) == 1 else file_title(file)


def _list(found: "topline.PublishedTables", file: Path, output: Format) -> None:
    """Print the questions that could be reported, and the command that reports the first."""
    rows: list[dict[str, Any]] = []
    for called, own in found.figures.groupby("question", sort=False, dropna=False):
        titles = own["group"].dropna().str.partition(" > ")[0]
        number = own["question_id"].dropna()
        rows.append(
            {
                "question": called if isinstance(called, str) else "",
                "id": str(number.iloc[0]) if len(number) else "",
                "figures": len(own),
                "banner": list(dict.fromkeys(map(str, titles))),
                "where": str(own["where"].iloc[0]),
            }
        )
    say = topline.printing_language()
    banner = say("Banner")
    words = [
        {
            say("Question"): row["question"] or say("not told"),
            banner: ", ".join(row["banner"][:_TOLD]),
            say("Figures"): say.count_text(row["figures"]),
            say("From"): row["where"],
        }
        for row in rows
    ]
    first = rows[0]
    command = " ".join(
        [
            "topline report",
            word(str(file)),
            argument_words("questions", [first["id"] or first["question"]]),
            argument_words("banner", first["banner"][:2]),
        ]
    )
    title = say.plural(*_COULD_BE, len(rows), name=file.name)
    record = {"file": file.name, "questions": rows, "command": command}
    sentences = [say("The report of the first:"), command]
    show(
        Result(title, words, rows, record, sentences, labels=2, wrapped=(banner,)),
        Printing(output=output),
    )
