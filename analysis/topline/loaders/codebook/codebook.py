"""What is known of a file's variables, beside its data."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import check_text, described, listed_values
from ...calls import answering_class
from ...errors import ArgumentError
from ...figures.problems import close_name
from ...language.printing import InWords, printing_language
from ...language.strings import Strings
from ...mappings import FrozenMapping
from ...shown import shown_text
from ...values import Value
from ...writing.at_hand import AtHand, frame_as_html
from .different import different_values
from .notes import notes_about
from .variables import Code, FileContent, MultipleResponseSet, Variable, reasons_of
from .words import count_text_of, for_people, size_text

_NOTES_SHOWN = 10


@answering_class
@dataclass(frozen=True, eq=False, repr=False)
class Codebook(AtHand, InWords, Value):
    """Labels, missing values and multiple-response sets of a survey file.

    Attributes
    ----------
    table : pandas.DataFrame
        One row per variable, in the file's order: name, label, type, n_valid, n_missing (no data),
        n_user_missing (missing for a stated reason), n_distinct (different valid answers),
        n_categories (labelled answers; empty where no answer is labelled) and measure. The three
        counts add up to the file's rows.
    variables : mapping of str to Variable
        The same as values, with value labels and reasons.
    multiple_response_sets : mapping of str to MultipleResponseSet
        Questions spread over several variables.
    notes : tuple of str
        What the reader decided, and what a user of the data must know.
    """

    table: pd.DataFrame
    variables: Mapping[str, Variable]
    multiple_response_sets: Mapping[str, MultipleResponseSet]
    notes: tuple[str, ...]

    def value_labels(self, name: str) -> dict[Code, str]:
        """Return codes and labels of a variable by code, those of missing values included."""
        return dict(self._variable(name).value_labels)

    def missing_reasons(self, name: str) -> pd.DataFrame:
        """Return why answers to a variable are missing: code, reason and n, one row a reason.

        Cells without data are not among them; ``table`` counts those as n_missing.
        """
        missing = self._variable(name).missing
        rows = zip(missing.reasons, missing.counts(), strict=True) if missing else ()
        return pd.DataFrame(
            [(reason.code, reason.text, count) for reason, count in rows],
            columns=pd.Index(["code", "reason", "n"]),
        ).astype({"code": object, "reason": "string", "n": "int64"})

    def reasons(self, name: str) -> "pd.Series[Any]":
        """Return why each row's answer is missing, in the data's row order.

        NA where there is an answer, and where there is no data and no reason is given.
        """
        variable = self._variable(name)
        counts = self.table[["n_valid", "n_missing", "n_user_missing"]]
        told = np.full(int(counts.iloc[0].sum()) if len(counts) else 0, None, dtype=object)
        if variable.missing is not None:
            texts = [None, *(reason.text for reason in variable.missing.reasons)]
            told = np.array(texts, dtype=object)[variable.missing.positions]
        return pd.Series(told, name=name, dtype="string")

    def with_notes(self, notes: Sequence[str]) -> "Codebook":
        """Return the codebook with further notes."""
        told = listed_values("notes", notes)
        for note in told:
            check_text("notes", note, expected="a list of texts")
        return replace(self, notes=(*self.notes, *told))

    def notes_about(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the notes on the file and on some variables or sets, without those on others."""
        names, sets = listed_values("names", names), self.multiple_response_sets
        parts = [part for name in names if name in sets for part in sets[name].variables]
        return notes_about(self.notes, [*names, *parts])

    def with_labels(self, labels: Mapping[str, str]) -> "Codebook":
        """Return the codebook with other wordings of some variables or sets.

        Raises
        ------
        ArgumentError
            When a name is neither.
        """
        sets = self.multiple_response_sets
        for name in _checked_labels(labels):
            if name not in sets:
                self._variable(name)
        variables = {
            name: replace(own, label=labels[name]) if name in labels else own
            for name, own in self.variables.items()
        }
        named = {
            name: replace(own, label=labels[name]) if name in labels else own
            for name, own in sets.items()
        }
        told = [labels.get(name, label) for name, label in self.table[["name", "label"]].to_numpy()]
        return replace(
            self,
            table=self.table.assign(label=pd.Series(told, self.table.index, dtype="string")),
            variables=FrozenMapping(variables),
            multiple_response_sets=FrozenMapping(named),
        )

    def _variable(self, name: str) -> Variable:
        check_text("name", name, expected="the name of a variable")
        if name not in self.variables:
            raise ArgumentError(
                f"there is no variable {name!r}{close_name(name, self.variables)}; "
                "Codebook.table names them all"
            )
        return self.variables[name]

    def _text(self, say: Strings) -> str:
        shown = for_people(self.table, say).to_string(index=False, na_rep="", max_rows=40)
        lines = [
            count_text_of(len(self.table), len(self.multiple_response_sets), say),
            shown,
            *self._shown_notes(say),
        ]
        return shown_text("\n".join(lines))

    def __repr__(self) -> str:
        """Return counts, rows and notes in the language to print in."""
        return self.to_text()

    def _shown_notes(self, say: Strings) -> list[str]:
        more = len(self.notes) - _NOTES_SHOWN
        shown = [say("Note: {note}", note=say.again(note)) for note in self.notes[:_NOTES_SHOWN]]
        told = say("and {n} more notes (Codebook.notes)", n=say.count_text(more))
        return [*shown, *([told] if more > 0 else [])]

    def _repr_html_(self) -> str:
        say = printing_language()
        notes = "".join(f"<li>{escape(note)}</li>" for note in self._shown_notes(say))
        table = frame_as_html(for_people(self.table, say, shortened=False))
        head = count_text_of(len(self.table), len(self.multiple_response_sets), say)
        return shown_text(f"<p>{escape(head)}</p>{table}<ul>{notes}</ul>")


@dataclass(frozen=True, eq=False, repr=False)
class SurveyData(Value):
    """Microdata with what their file says about them.

    Attributes
    ----------
    data : pandas.DataFrame
        One row per respondent, one column per variable.
    codebook : Codebook
        Labels, missing values, multiple-response sets and notes.
    """

    data: pd.DataFrame
    codebook: Codebook

    def with_columns(self, columns: pd.DataFrame, labels: Mapping[str, str]) -> "SurveyData":
        """Return the data with further columns of numbers, and their wordings.

        Raises
        ------
        ArgumentError
            When there is such a column already, or the rows are others.
        """
        if not isinstance(columns, pd.DataFrame):
            raise ArgumentError(f"columns is {described(columns)}; expected a pandas data frame")
        for name in columns.columns:
            check_text("columns", name, expected="columns with names")
        if len(columns) != len(self.data):
            raise ArgumentError(
                f"columns has {len(columns):,} rows, and the data {len(self.data):,}; give a row "
                "for each respondent"
            )
        _checked_labels(labels)
        twice = [name for name in columns.columns if name in self.data.columns]
        if twice:
            raise ArgumentError(
                f"there is a column {twice[0]!r} already; choose another name, so that nothing of "
                "the data is lost"
            )
        variables = [
            Variable(name=name, label=labels.get(name, ""), kind="number", measure="scale")
            for name in map(str, columns.columns)
        ]
        added = codebook_of(FileContent(columns, tuple(variables)))
        codebook = replace(
            self.codebook,
            table=pd.concat([self.codebook.table, added.table], ignore_index=True),
            variables=FrozenMapping({**self.codebook.variables, **added.variables}),
        )
        return SurveyData(
            pd.concat([self.data, columns.set_axis(self.data.index)], axis=1), codebook
        )

    def __repr__(self) -> str:
        say = printing_language()
        told = "\n".join(self.codebook._shown_notes(say))
        head = f"SurveyData: {size_text(self.data, say)}"
        return shown_text(f"{head}\n{self.data}\n{told}").rstrip()

    def _repr_html_(self) -> str:
        say = printing_language()
        notes = "".join(f"<li>{escape(note)}</li>" for note in self.codebook._shown_notes(say))
        table = self.data.to_html(max_rows=10, max_cols=20, na_rep="")
        head = f"<p>{size_text(self.data, say)}</p>"
        return shown_text(f"{head}{table}<ul>{notes}</ul>")


def codebook_of(content: FileContent) -> Codebook:
    """Count every variable of a file; `content` is as read, before labels replace codes."""
    rows = []
    for variable in content.variables:
        cells, missing = content.frame[variable.name], variable.missing
        different = content.different.get(variable.name)
        n_valid, n_given = int(cells.count()), 0
        if missing is not None:
            given = missing.positions > 0
            n_given = int(np.count_nonzero(given))
            held = cells.notna().to_numpy() & ~given
            if np.count_nonzero(held) < n_valid:
                # codes that stay in the data are no answers
                n_valid, different = int(np.count_nonzero(held)), different_values(cells[held])
        if different is None:
            different = different_values(cells)
        reasons = {reason.code for reason in reasons_of(variable)}
        labelled = len([code for code in variable.value_labels if code not in reasons])
        row = {
            "name": variable.name,
            "label": variable.label,
            "type": variable.kind,
            "n_valid": n_valid,
            "n_missing": len(cells) - n_valid - n_given,
            "n_user_missing": n_given,
            "n_distinct": len(different),
            "n_categories": labelled or None,
            "measure": variable.measure,
        }
        rows.append(row)
    table = pd.DataFrame(rows, columns=pd.Index(list(_COLUMNS))).astype(_COLUMNS)
    return Codebook(
        table=table,
        variables=FrozenMapping({variable.name: variable for variable in content.variables}),
        multiple_response_sets=FrozenMapping(dict(content.multiple_response_sets)),
        notes=content.notes,
    )


_COLUMNS: dict[Hashable, Any] = {
    "name": "string",
    "label": "string",
    "type": "string",
    "n_valid": "int64",
    "n_missing": "int64",
    "n_user_missing": "int64",
    "n_distinct": "int64",
    "n_categories": "Int64",
    "measure": "string",
}


def _checked_labels(labels: Mapping[str, str]) -> Mapping[str, str]:
    """Return wordings by names; anything else is refused."""
    expected = "a mapping of names to wordings, such as {'q1': 'Satisfaction'}"
    if not isinstance(labels, Mapping):
        raise ArgumentError(f"labels is {described(labels)}; expected {expected}")
    for name, label in labels.items():
        check_text("labels", name, expected=expected)
        check_text("labels", label, expected=expected)
    return labels
