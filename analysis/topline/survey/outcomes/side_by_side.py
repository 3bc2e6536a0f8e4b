"""Several models side by side: a row for each term, a group of columns for each model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import check_decimals, check_one_of, check_text, described
from ...calls import answering_class
from ...decimals import row_decimals
from ...errors import ArgumentError
from ...estimates.access import ChartAtHand
from ...estimates.estimates import Estimates
from ...estimates.printed import number_cell, probability_cell
from ...estimates.schema import are_ratios, label_columns
from ...estimates.suppression import check_suppressed
from ...language.marking import marked
from ...language.message import Message
from ...language.printing import InWords, printing_language
from ...language.strings import Strings, language_of
from ...mappings import FrozenMapping
from ...tables.model import Cell, Column, PrintedTable, Row, sentence
from ...tables.printable import Printable
from ...values import Value
from ...wording import decimal_text, term_text

BESIDE = {"limits": ("ci_low", "ci_high"), "std_error": ("std_error",)}
"""What may stand beside a coefficient, before its p-value."""

_HEADS = {
    "estimate": marked("Estimate"),
    "ci_low": marked("low"),
    "ci_high": marked("high"),
    "std_error": marked("Standard error"),
    "p_value": marked("p"),
}

_MOST = 50
"""Models that one table has side by side."""


@answering_class
@dataclass(frozen=True, eq=False, repr=False)
class ModelTable(ChartAtHand, Printable, Value, InWords):
    """Models side by side, as a table in every format: see ``model_table``.

    Attributes
    ----------
    models : mapping of str to Model, LikelihoodModel or Estimates
        By the names that stand above their columns.
    beside : {"limits", "std_error"}
        What stands beside each coefficient, before its p-value.
    """

    models: Mapping[str, Any]
    beside: str = "limits"
    _charts = ("coefficients",)

    @property
    def _drawn(self) -> Mapping[str, Any]:
        return self.models

    @property
    def table(self) -> pd.DataFrame:
        """A row for each model and term: estimate, standard error, limits, p-value and so on."""
        parts = []
        for name, model in self.models.items():
            own = _coefficients(model).table
            labels = [label for label in label_columns(own) if label != "outcome"]
            term = [": ".join(map(str, row)) for row in own[labels].itertuples(index=False)]
            parts.append(own.drop(columns=labels).assign(model=name, term=term))
        found = pd.concat(parts, ignore_index=True)
        first = ["model", "outcome", "term"]
        rest = [name for name in found if name not in first]
        ordered: pd.DataFrame = found[[*first, *rest]]
        return ordered

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
        title, subtitle, lang
            As in ``Printable.printed``; the title is by default what is modelled.
        decimals : int, optional
            Of coefficients; by default as many as their limits leave to be read.
        suppressed : {"mark", "hide"}
            As in ``Printable.printed``; coefficients are none of the numbers that it is about.
        """
        check_suppressed(suppressed)
        say, table = language_of(lang), self.table
        columns: list[tuple[Column, dict[str, Cell]]] = []
        for name in self.models:
            own = table[table["model"] == name]
            records = own.to_dict("records")
            places = row_decimals(own)
            if decimals is not None:
                places = [check_decimals(decimals)] * len(own)
            for key in ("estimate", *BESIDE[self.beside]):
                pairs = zip(records, places, strict=True)
                cells = {one["term"]: number_cell(one, key, at, say) for one, at in pairs}
                columns.append((Column(say(_HEADS[key]), name), cells))
            cells = {one["term"]: probability_cell(one["p_value"], say) for one in records}
            columns.append((Column(say(_HEADS["p_value"]), name), cells))
        terms = list(dict.fromkeys(table["term"]))
        cells_of = {term: tuple(own.get(term, Cell()) for _, own in columns) for term in terms}
        rows = [Row((term_text(term),), own) for term, own in cells_of.items()]
        rows += self._fits(len(columns) // len(self.models), say)
        names: dict[str, list[str]] = {}
        for name, one in self.models.items():
            found = _coefficients(one)
            how = sentence(say.again(found.method))
            names.setdefault(how, []).append(_called(name, one, say))
        notes = [f"{', '.join(own)}: {how}" for how, own in names.items()]
        if self.beside == "limits":
            level = say.level_text(table["confidence_level"].iloc[0])
            notes.append(say("The limits are those of {level} intervals.", level=level))
        outcomes = ", ".join(dict.fromkeys(map(str, table["outcome"])))
        return PrintedTable(
            title=say("Models of {outcome}", outcome=outcomes) if title is None else title,
            subtitle="" if subtitle is None else subtitle,
            stubs=(say("Term"),),
            columns=tuple(column for column, _ in columns),
            rows=tuple(rows),
            notes=tuple(notes),
        )

    def _fits(self, width: int, say: Strings) -> Iterator[Row]:
        """Go through the rows below the terms: respondents, and how well models fit."""
        # of pooled coefficients nothing is known but their respondents
        fits = [
            one.table.iloc[0] if isinstance(one, Estimates) else getattr(one, "fit", one)
            for one in self.models.values()
        ]
        for head, name, places in (
            (say("Unweighted base"), "n", 0),
            (say("AIC"), "aic", 1),
            (say("Pseudo-R² (Nagelkerke)"), "nagelkerke", 3),
        ):
            values = [float(getattr(one, name, np.nan)) for one in fits]
            cells: list[Cell] = []
            for value in values:
                text = say.number(decimal_text(value, places)) if np.isfinite(value) else ""
                form = f"#,##0{'.' * (places > 0)}{'0' * places}"
                cells.append(Cell(text, value, form) if text else Cell())
                cells += [Cell()] * (width - 1)
            if np.isfinite(values).any():
                yield Row((head,), tuple(cells), base=True)

    def _text(self, say: Strings) -> str:
        return self.to_markdown(lang=say)

    def __repr__(self) -> str:
        """Return the table as text, in the language to print in."""
        return self.to_text()

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        return self.to_html(lang=printing_language())


def _called(name: str, model: Any, say: Strings) -> str:
    """Call a model by its name, and by the ratios that it has."""
    if not are_ratios(_coefficients(model).table):
        return name
    # coefficients that were pooled do not say of what
    ratios = getattr(model, "ratios", "") or Message("ratios")
    return say("{name} ({ratios})", name=name, ratios=say.again(ratios))


def _coefficients(model: Any) -> Estimates:
    """Return the coefficients of a model, or those that versions of the data were pooled to."""
    found: Estimates = model if isinstance(model, Estimates) else model.table
    return found


def model_table(models: Mapping[str, Any], *, beside: str = "limits") -> ModelTable:
    """Put several models side by side in one table, for Excel, LaTeX, HTML, Markdown or Word.

    Parameters
    ----------
    models : mapping of str to Model, LikelihoodModel or Estimates
        By the names that stand above their columns; of imputed data, too. Each has what its own
        table has: coefficients, or the ratios that it was asked for.
    beside : {"limits", "std_error"}
        What stands beside each coefficient, before its p-value.

    Returns
    -------
    ModelTable
        ``.to_excel(path)``, ``.to_latex()``, ``.to_html()``, ``.to_clipboard_html()`` to paste into
        Word; ``write_workbook`` and ``write_document`` take it beside other tables.

    Raises
    ------
    ArgumentError
        When there are no models, or one is none.

    Examples
    --------
    >>> table = model_table({"plain": plain, "with age": full})  # doctest: +SKIP
    >>> table.to_excel("models.xlsx")  # doctest: +SKIP
    """
    check_one_of("beside", beside, BESIDE)
    if not isinstance(models, Mapping) or not 0 < len(models) <= _MOST:
        raise ArgumentError(
            f"models is {described(models)}; expected one to {_MOST} models by their names, as "
            '{"plain": plain, "with age": full}'
        )
    for name, one in models.items():
        check_text("the name of a model", name, expected="a text")
        found = one if isinstance(one, Estimates) else getattr(one, "table", None)
        if not isinstance(found, Estimates) or not {"term", "p_value"} <= set(found.table):
            raise ArgumentError(f"model {name!r} is {described(one)}; expected a model of a survey")
    return ModelTable(FrozenMapping(models), beside)
