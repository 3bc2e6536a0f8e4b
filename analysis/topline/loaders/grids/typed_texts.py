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
    words, kept, changed = {}, [], {}
    different = dict(content.different)
    for variable in content.variables if wanted.missing_words else ():
        if variable.kind != "text":
            continue
        cells = content.frame[variable.name]
        strings = isinstance(cells.dtype, pd.StringDtype)
        if not (strings or cells.dtype == object):
            continue
        told = cells if strings else ["" if pd.isna(c) else str(c) for c in cells]
        coded = pa.array(told, pa.large_string(), from_pandas=strings).dictionary_encode()
        column = Texts.of_strings(variable.name, coded)
        answers = Answers(column)
        # Value labels say what a code is, whatever it looks like.
        counts = {w: n for w, n in answers.gone_counts.items() if w not in variable.value_labels}
        words[variable.name] = counts
        if answers.kept_reason:
            kept.append(
                Message(
                    "{name}: NA is kept as an answer: {kept_reason}",
                    name=repr(variable.name),
                    kept_reason=answers.kept_reason,
                )
            )
        # an empty text is no answer, as in a file of text
        empty = "" not in variable.value_labels and (column.blank & cells.notna()).any()
        if counts or empty:
            gone = column.spread([text in counts for text in column.texts], empty, bool)
            changed[variable.name] = cells.mask(gone)
        elif strings and isinstance(coded, pa.DictionaryArray):
            # whoever counts the different answers need not look through the column again
            different[variable.name] = cells.array.dtype.__from_arrow__(coded.dictionary)
    return replace(
        content,
        frame=content.frame.assign(**changed) if changed else content.frame,
        notes=(*content.notes, *missing_note(words), *kept),
        different=different,
    )
