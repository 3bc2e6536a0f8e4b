"""Sets that a file declares, completed by what its cells and labels say."""

from dataclasses import replace

from ...errors import ArgumentError
from ...language.message import Message
from ..codebook.variables import MultipleResponseSet, Option, code_text
from .cells import Cells
from .given import of_named_columns
from .packed import answers_of_columns


def completed(one: MultipleResponseSet, name: str, cells: Cells) -> MultipleResponseSet:
    """Return a file's own set with its options and what blanks are.

    A set of dichotomies has a column for each option; one of categories an option for each answer
    that a column has a label for, or holds.
    """
    if one.options:
        return one
    if one.kind == "categories":
        return replace(
            one,
            options=answers_of_columns(one.variables, cells),
            evidence=Message("each column holds one of the answers given"),
        )
    counted, said = one.counted_value, {}
    if counted is not None:
        # SPSS may write a counted value of texts as a number
        held = [text for own in one.variables for text in cells.texts(own) or {}]
        alike = (text for text in held if text.strip() == code_text(counted).strip())
        said["counted"] = next(alike, counted)
    try:
        made = of_named_columns(name, one.variables, said, cells)
    except ArgumentError:
        # the file says that it is a set, whatever its columns hold
        chosen = () if counted is None else (counted,)
        known = cells.variables
        labels = {own: known[own].label if own in known else "" for own in one.variables}
        options = tuple(
            Option(
                label=f"{labels[column]} [{column}]" if labels[column] else column,
                column=column,
                chosen=chosen,
            )
            for column in one.variables
        )
        return replace(one, options=options, evidence=Message("the file says so"))
    return replace(
        one,
        # pyreadstat tells no counted value that is a text
        counted_value=made.counted_value if counted is None else counted,
        options=made.options,
        blank=made.blank,
        evidence=made.evidence,
        source="file",
    )
