"""Wordings of questions: as they are given, as a codebook has them, or as names show."""

from collections.abc import Mapping

from ...errors import ArgumentError
from ...figures.problems import close_name
from ...language.amounts import first_few
from ...survey.survey import Survey


def wordings(survey: Survey, given: Mapping[str, str] | None) -> dict[str, str]:
    """Return the wordings of questions: as given, as a codebook has them, or as names show.

    Raises
    ------
    ArgumentError
        When one is given of what is no column and no question.
    """
    book = survey.codebook
    labels = {} if book is None else {name: one.label for name, one in book.variables.items()}
    labels |= {name: one.label for name, one in survey.sets.items()}
    known = [*survey.columns, *survey.sets]
    for name in given or {}:
        if str(name) not in known:
            raise ArgumentError(
                f"labels names {name!r}, which is no column and no question of the data"
                f"{close_name(str(name), known)}; it has {first_few(known)}"
            )
    return {name: label for name, label in labels.items() if label.strip()} | {**(given or {})}
