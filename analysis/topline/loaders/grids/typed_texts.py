"""Columns of text whose file has types: missing words among their answers."""

from dataclasses import replace

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]

from ...language.message import Message
from ..codebook.variables import FileContent, Wanted
from .answers import Answers
from .content import missing_note
from .texts import Texts


def without_missing_words(content: FileContent, wanted: Wanted) -> FileContent:
    """Make words such as "NA" missing in columns of text; `missing_words` of `wanted` applies."""
    words, kept, changed, variables = {}, [], {}, []
    different = dict(content.different)
    for variable in content.variables:
        variables.append(variable)
        if not wanted.missing_words or variable.kind != "text":
            continue
        cells = content.frame[variable.name]
        strings = isinstance(cells.dtype, pd.StringDtype)
        levels = cells.dtype.categories if isinstance(cells.dtype, pd.CategoricalDtype) else None
        if not (strings or cells.dtype == object or levels is not None):
            continue
        told = cells if strings else ["" if pd.isna(c) else str(c) for c in cells]
        coded = pa.array(told, pa.large_string(), from_pandas=strings).dictionary_encode()
        column = Texts.of_strings(variable.name, coded)
        answers = Answers(column)
        # Value labels say what a code is, whatever it looks like.
        counts = {w: n for w, n in answers.gone_counts.items() if w not in variable.value_labels}
        words[variable.name] = counts
        if answers.kept_reason:
            kept.append(_kept(variable.name, answers.kept_reason))
        # an empty text is no answer, as in a file of text
        empty = "" not in variable.value_labels and (column.blank & cells.notna()).any()
        if counts or empty:
            gone = column.spread([text in counts for text in column.texts], empty, bool)
            changed[variable.name] = cells.mask(gone)
            if levels is not None:
                none = [level for level in levels if level in counts or level == ""]
                changed[variable.name] = changed[variable.name].cat.remove_categories(none)
                order = tuple(code for code in variable.order if code not in none)
                variables[-1] = replace(variable, order=order)
        elif strings and isinstance(coded, pa.DictionaryArray):
            # whoever counts the different answers need not look through the column again
            different[variable.name] = cells.array.dtype.__from_arrow__(coded.dictionary)
    return replace(
        content,
        variables=tuple(variables),
        frame=content.frame.assign(**changed) if changed else content.frame,
        notes=(*content.notes, *missing_note(words), *kept),
        different=different,
    )


def _kept(name: str, reason: str) -> Message:
    return Message(
        "{name}: NA is kept as an answer: {kept_reason}",
        name=repr(name),
        kept_reason=Message(reason),
    )
