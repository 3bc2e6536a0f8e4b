"""The answers of a column: what its file, its user and the field's vocabulary say that they are.

Estimators, conditions, domains and descriptions all ask here, so that a code that is no number is
none everywhere, and an answer has one name and one place everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import ArgumentError
from ...estimates.scale import Scale
from ...loaders.codebook.codebook import Codebook
from ...loaders.codebook.labels import answer_texts
from ...loaders.codebook.variables import Code, Variable, code_text, plain
from ...loaders.sets.lookup import KnownSets, Sets
from ...values import Value
from .amounts import families_of, labelled_none, numbers_beside
from .coding import Answers, factorize
from .columns import FloatArray, IntArray, column, has_order, is_sorted, is_text, numbers
from .declared import Declared, cells_of
from .distinct import Distinct
from .no_numbers import NoNumbers, Numbers, no_numbers, noting_suspects
from .vocabulary import (
    MOST,
    NOTHING,
    aside_of,
    in_alphabet,
    in_given_order,
    in_known_order,
    in_one_spelling,
    in_own_order,
    noting_blanks,
    noting_digits,
    noting_lists,
    noting_typos,
    plain_or,
    spelled,
    without_codes,
    without_words,
)

_SHOWN, _FEWEST = 8, 2
"""Labelled answers of a question of words: one label alone names a code among numbers."""


@dataclass(frozen=True, eq=False)
class Columns(Value):
    """The columns of a survey as answers.

    What is found out about a column is kept. Threads may share it: what two of them find out at
    once is the same, and the first to be kept is kept. Where the data are the distinct values of a
    column, `times` says how many rows hold each.
    """

    data: Any
    codebook: Codebook | None = None
    declared: Declared = field(default_factory=Declared)
    known_sets: KnownSets = field(default_factory=KnownSets)
    times: IntArray | None = field(default=None, repr=False)
    _answers: dict[Any, Answers] = field(default_factory=dict, repr=False, compare=False)
    _no_numbers: dict[Any, NoNumbers] = field(default_factory=dict, repr=False, compare=False)
    _different: dict[Any, FloatArray] = field(default_factory=dict, repr=False, compare=False)

    def count(self, cells: NDArray[np.bool_]) -> int:
        """Count the rows that hold some of the cells."""
        return int(np.count_nonzero(cells) if self.times is None else self.times[cells].sum())

    def with_missing_codes(self, missing_codes: Any) -> "Columns":
        """Return the columns with further codes, or labels, that are no answers."""
        told = self.declared.with_missing_codes(self.data, missing_codes)
        # made anew: what was found out of a column holds no more
        return Columns(self.data, self.codebook, told, self.known_sets)

    @cached_property
    def sets(self) -> Sets:
        """The questions with several answers."""
        return Sets(self.known_sets, cells_of(self.data, self.declared, self.codebook))

    def answers(self, name: Any, role: str = "variable") -> Answers:
        """Return the answers of a column by their labels, in order, with don't knows last.

        Raises
        ------
        ArgumentError, DataError
            When there is no such column, its cells hold lists, or its given order is incomplete.
        """
        if isinstance(name, (str, int)) and name in self._answers:
            return self._answers[name]
        values = column(self.data, name, role)
        found = noting_blanks(self._distinct(name, values), self.sets)
        labels, rows = found.coded()
        alike: dict[Any, list[Any]] = {}
        for value, at in zip(found.values, found.places, strict=True):
            if at >= 0:
                alike.setdefault(found.labels[at], []).append(value)
        spellings = {label: tuple(own) for label, own in alike.items()}
        scale = found.scale
        if len(labels) <= MOST and all(isinstance(label, str) for label in labels):
            scale = replace(scale, answers=tuple(labels))
        made = Answers(
            labels=labels,
            rows=rows,
            scale=scale,
            notes=found.notes,
            order_note=found.order_note,
            spellings=spellings,
        )
        return self._answers.setdefault(name, made)

    def _distinct(self, name: Any, values: "pd.Series[Any]") -> Distinct:
        rows, index = factorize(values)
        found = Distinct.of(name, index, rows, Scale(source="numbers"), self.times)
        variable, kind = self.variable(name), values.dtype
        order = self.declared.order.get(name) or (variable.order if variable else ())
        codes = self.declared.missing_codes.get(name, ())
        categorical = isinstance(kind, pd.CategoricalDtype)
        texts: dict[Code, str] = {}
        if not categorical and variable is not None and variable.value_labels:
            held = index.tolist()
            if all(isinstance(value, (str, int, float, np.number)) for value in held[:_SHOWN]):
                texts = answer_texts(variable, [plain(value) for value in held])
        if texts:
            found = found.renamed(texts).without_unused(aside_of(list(texts.values())))
        if codes:
            found = without_codes(found, codes)
        worded = len(found.labels) > 0 and all(isinstance(label, str) for label in found.labels)
        if worded and not texts:
            if self.declared.missing_words and self.codebook is None:
                found = without_words(found)
            if not categorical and len(found.labels) <= MOST:
                found = in_one_spelling(found)
                found = noting_lists(found) if self.codebook is None else found
                found = noting_typos(found)
        if not texts and not categorical and 2 < len(found.labels) <= MOST:
            found = noting_digits(found)
        if pd.api.types.is_numeric_dtype(kind):
            found = noting_suspects(found, variable)
        if order:
            return in_given_order(found, order, texts)
        if texts or (categorical and has_order(values)):
            source = "codes" if texts or variable is not None else "categories"
            return in_own_order(found, source, keeps_its_places=categorical)
        if worded:
            known = len(found.labels) <= MOST
            return in_known_order(found) if known else in_alphabet(found)
        return found if is_sorted(found.labels) else in_alphabet(found)

    def numbers(self, name: Any, role: str = "variable") -> Numbers:
        """Return a column as numbers, without codes that are labelled or declared as none.

        Times of day and durations count in seconds.

        Raises
        ------
        ArgumentError, DataError
            When there is no such column, or it holds no numbers.
        """
        given = column(self.data, name, role)
        timed = pd.api.types.is_timedelta64_dtype(given.dtype)
        given = given.dt.total_seconds() if timed else given
        values = numbers(given, name)
        none = self._no_numbers.get(name)
        if none is None:
            declared = self.declared.missing_codes.get(name, ())
            none = no_numbers(
                name,
                values,
                self.variable(name),
                declared,
                self.times,
                lambda rows: numbers_beside(self.data, name, self.families, rows),
            )
            if timed:
                words = f"{name}: times of day or durations, counted in seconds"
                none = replace(none, notes=(words, *none.notes))
            self._no_numbers.setdefault(name, none)
        if none.codes:
            values = np.where(np.isin(values, none.codes), np.nan, values)
        own = isinstance(self.data, pd.DataFrame) and given.dtype == np.float64 and not timed
        return Numbers(values, none.largest, none.notes, lent=own and not none.codes)

    def different_numbers(self, name: Any) -> FloatArray:
        """Return the different numbers of a column, the least first; looked for once."""
        if name not in self._different:
            found = np.sort(pd.unique(self.numbers(name).rows))
            self._different.setdefault(name, found[~np.isnan(found)])
        return self._different[name]

    @cached_property
    def families(self) -> list[tuple[str, ...]]:
        """The columns of each question of several columns."""
        return families_of(self.data, self.codebook)

    def as_they_are(self, name: Any) -> "pd.Series[Any]":
        """Return a column's values, without those that are declared or worded as missing."""
        values = column(self.data, name, "name")
        gone: list[Any] = []
        if self.declared.missing_codes.get(name):
            named = {spelled(code) for code in self.declared.missing_codes[name]}
            labels = self.labels(name)
            held = values.dropna().unique().tolist()
            gone = [v for v in held if {spelled(v), labels.get(plain_or(v), NOTHING)} & named]
        elif self.declared.missing_words and self.codebook is None and is_text(values):
            worded = (self.answers(name).rows < 0) & values.notna().to_numpy()
            return values.mask(worded) if worded.any() else values
        return values.mask(values.isin(gone)) if gone else values

    def operand(self, name: Any) -> "pd.Series[Any]":
        """Return a column to compute with: a code that is labelled as none is no number."""
        values = self.as_they_are(name)
        aside = labelled_none(self.variable(name))
        if not aside or not pd.api.types.is_numeric_dtype(values.dtype):
            return values
        return values.mask(values.isin(aside))

    def is_categorical(self, name: Any) -> bool:
        """Return whether a column holds words, or codes of which each has a label."""
        values = column(self.data, name, "variable")
        if isinstance(values.dtype, pd.CategoricalDtype):
            return True
        if pd.api.types.is_numeric_dtype(values.dtype):
            labels, aside = self.labels(name), labelled_none(self.variable(name))
            if len(labels) - len(aside) < _FEWEST:
                return False
            found = self.answers(name)
            given = {value for own in found.spellings.values() for value in own}
            return found.scale.source != "numbers" and given <= {*labels, *aside}
        return not pd.api.types.is_datetime64_any_dtype(values.dtype) and pd.api.types.infer_dtype(
            values, skipna=True
        ) in ("string", "mixed")

    def notes_of(self, name: Any, *, ranked: bool = False) -> tuple[str, ...]:
        """Return what must be known of a column in a condition, which may ask for its order."""
        values = column(self.data, name, "name")
        if is_text(values) or self.sets.of(name) is not None:
            found = self.answers(name)
            return (*found.notes, *([found.order_note] if ranked and found.order_note else []))
        plain_numbers = pd.api.types.is_numeric_dtype(values.dtype)
        return self.numbers(name).notes if plain_numbers else ()

    def labels(self, name: Any) -> Mapping[Code, str]:
        """Return the labels of a column of codes, by code; none where it holds labels already."""
        variable = self.variable(name)
        return {} if variable is None else variable.value_labels

    def variable(self, name: Any) -> Variable | None:
        """Return what the codebook says of a column, if anything."""
        return None if self.codebook is None else self.codebook.variables.get(name)

    def meant(self, name: Any, item: Any) -> list[Any]:
        """Return the values of a column that a constant stands for: its own, or by their label.

        Raises
        ------
        ArgumentError
            When it is the code of one answer and the label of another.
        """
        values = column(self.data, name, "name")
        labels, text = self.labels(name), is_text(values)
        if labels and not isinstance(values.dtype, pd.CategoricalDtype):
            own = spelled(item)
            by_label = [code for code, label in labels.items() if label == own]
            by_code = [code for code in labels if spelled(code) == own]
            if by_label and by_code and by_label != by_code:
                raise ArgumentError(
                    f"{item!r} is the code of {name} {labels[by_code[0]]!r} and the label of "
                    f"{code_text(by_label[0])}; name the answer by what is not both"
                )
            return by_label if by_label and isinstance(item, str) else [item]
        if labels and text and not isinstance(item, str):
            # read with labels in place of codes
            return [labels[code] for code in labels if code == item] or [item]
        if text and isinstance(item, str):
            for alike in self.answers(name).spellings.values():
                if item in alike:
                    return list(alike)
        return [item]

    def words(self, name: Any) -> str:
        """Say what a column holds, for messages: its answers, or from where to where it goes."""
        values, labels = self.as_they_are(name), self.labels(name)
        known, text = values.dropna(), is_text(values)
        if known.empty:
            return f"{name} holds nothing"
        if not labels and not text and len(known.unique()) > _SHOWN:
            return f"{name} holds {spelled(known.min())} to {spelled(known.max())}"
        coded = [f"{code_text(code)} {label}" for code, label in labels.items() if not text]
        listed = coded or [str(label) for label in self.answers(name).labels]
        more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
        return f"{name} holds {', '.join(listed[:_SHOWN])}{more}"
