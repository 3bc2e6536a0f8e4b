"""``topline estimate``: means, totals, shares and ratios from microdata and their design."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import topline

from ..shared.options import (
    Clusters,
    Fpc,
    Level,
    LonelyPsu,
    MaxGb,
    Names,
    Nest,
    ReplicateMethod,
    ReplicateWeights,
    Rho,
    SetsOption,
    Strata,
    Suppressed,
    SuppressedOption,
    Weights,
    columns,
    given,
    sets_named,
)
from ..shared.output import Format, FormatOption, GuardOption, Result, plain, show

if TYPE_CHECKING:
    import pandas as pd

_STATISTICS = {
    "mean": "weighted mean",
    "total": "estimated total",
    "proportion": "weighted share",
    "median": "weighted median",
    "ratio": "ratio of totals",
}
"""Methods of Survey by the option that asks for them, with their names in words."""

_EXAMPLE = {"weights": "weight", "strata": ["stratum"], "clusters": ["cluster"]}

_WIDE = 2
"""Columns of words that leave room for the numbers; more are joined to one."""

_ASKED = "What to estimate, one of these"


@dataclass(frozen=True, eq=False)
class _Source:
    """The data, what they are called, and what is known of them."""

    data: "pd.DataFrame | topline.SurveyData"
    columns: "Sequence[str]"
    name: str
    notes: tuple[str, ...] = ()

    def notes_of(self, used: Iterable[str]) -> list[str]:
        """Return what was noted of the file, and of the columns that are used."""
        other, own = set(self.columns) - set(used), {*used}
        return [
            note
            for note in self.notes
            if note.partition(" ")[0].rstrip(":") not in other
            and self._concerns(note.partition(": ")[0], own)
        ]

    def _concerns(self, about: str, used: set[str]) -> bool:
        """Return whether a note on a question of several columns is about one that is used."""
        columns = {name for name in self.columns if name.startswith(about)}
        if isinstance(self.data, topline.SurveyData):
            found = self.data.codebook.multiple_response_sets.get(about)
            columns |= set() if found is None else {about, *found.variables}
        return not columns or bool(columns & used)


def estimate(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="SPSS, Stata, SAS, Excel, Parquet, CSV or TSV."),
    ] = None,
    example: Annotated[
        bool, typer.Option("--example", help="Use the bundled synthetic survey and its design.")
    ] = False,
    mean: Annotated[Names, columns("Mean of a numeric column.", _ASKED)] = None,
    total: Annotated[Names, columns("Population total, or people in each answer.", _ASKED)] = None,
    proportion: Annotated[Names, columns("Share of each answer of a column.", _ASKED)] = None,
    median: Annotated[Names, columns("Median of a numeric column.", _ASKED)] = None,
    ratio: Annotated[
        Names, columns("Ratio of the totals of two columns.", _ASKED, metavar="Y/X")
    ] = None,
    by: Annotated[Names, columns("One estimate for each group.")] = None,
    where: Annotated[
        str | None, typer.Option(metavar="CONDITION", help='Subpopulation, as "age >= 18".')
    ] = None,
    weights: Weights = None,
    strata: Strata = None,
    clusters: Clusters = None,
    fpc: Fpc = None,
    nest: Nest = False,
    lonely_psu: LonelyPsu = None,
    replicate_weights: ReplicateWeights = None,
    replicate_method: ReplicateMethod = None,
    rho: Rho = None,
    interval: Annotated[
        str | None, typer.Option(help="Interval method, such as logit, beta or wilson.")
    ] = None,
    confidence_level: Level = 0.95,
    suppressed: SuppressedOption = None,
    sets: SetsOption = None,
    max_gb: MaxGb = None,
    output: FormatOption = Format.text,
    guard_formulas: GuardOption = False,
) -> None:
    """Estimate means, totals, shares, medians or ratios from microdata, with their design.

    Several columns are given by commas, or by the option again; a name with a
    comma stands in double quotes.
    """
    asked = given(mean=mean, total=total, proportion=proportion, median=median, ratio=ratio)
    if len(asked) != 1:
        told = " and ".join(f"--{name}" for name in asked) or "nothing"
        options = ", ".join(f"--{name}" for name in _STATISTICS)
        raise topline.ArgumentError(f"asked for {told}; expected one of {options}, with a column")
    design = given(
        weights=weights,
        strata=strata,
        clusters=clusters,
        fpc=fpc,
        nest=nest,
        lonely_psu=lonely_psu,
        replicate_weights=replicate_weights,
        replicate_method=replicate_method,
        rho=rho,
    )
    reading = given(max_gb=max_gb)
    if sets:
        reading["sets"] = sets_named(sets)
    source = _source(file, example, **reading)
    if example and not design.keys() & {*_EXAMPLE, "fpc"}:
        design |= {"weights": "weight"} if replicate_weights else _EXAMPLE
    [(statistic, what)] = asked.items()
    outcomes = _two_columns(what, source.columns) if statistic == "ratio" else [what]
    method = getattr(topline.Survey(source.data, **design), statistic)
    found = method(
        *outcomes, by=by, where=where, interval=interval, confidence_level=confidence_level
    )
    if suppressed is Suppressed.hide:
        found = found.without_suppressed()
    groups = f" by {', '.join(by)}" if by else ""
    kind = _STATISTICS[statistic]
    if not design.keys() & {"weights", "fpc", "replicate_weights"}:
        kind = kind.removeprefix("weighted ")
    title = f"{source.name}: {kind} of {', '.join(what)}{groups}"
    title += f" where {where}" if where else ""
    record = {"file": source.name, "statistic": statistic, "method": found.method}
    used = [*chain(*(each if isinstance(each, list) else [each] for each in outcomes)), *(by or ())]
    used += [name for name in source.columns if where and name in where]
    used += chain(*([v] if isinstance(v, str) else v for v in design.values() if v is not True))
    notes = [*source.notes_of(used), *found.notes]
    show(_result(found, notes, title, record), output, guard_formulas=guard_formulas)


def _source(file: Path | None, example: bool, **reading: Any) -> _Source:
    """Return the data, and what their file says about them."""
    if example == (file is not None):
        raise topline.ArgumentError(
            "FILE and --example are both given; choose one"
            if example
            else "no file is given; name one, or pass --example for the bundled synthetic survey"
        )
    if file is None:
        data = topline.load_example_survey()
        return _Source(data, list(data.columns), "synthetic example survey")
    read = topline.read_survey(file, **reading)
    return _Source(read, list(read.data.columns), file.name, read.codebook.notes)


def _two_columns(ratios: Sequence[str], known: Iterable[str]) -> list[str]:
    """Return the columns of "y/x"; a slash may also stand in a column's name."""
    parts = ratios[0].split("/")
    splits = [["/".join(parts[:i]), "/".join(parts[i:])] for i in range(1, len(parts))]
    fitting = [pair for pair in splits if set(pair) <= set(known)]
    if len(ratios) > 1 or (len(splits) != 1 and len(fitting) != 1):
        raise topline.ArgumentError(
            f"ratio is {', '.join(ratios)!r}; expected two columns, as income/members"
        )
    return fitting[0] if fitting else [name.strip() for name in splits[0]]


def _result(
    found: "topline.Estimates", notes: list[str], title: str, record: dict[str, Any]
) -> Result:
    """Return estimates, and what a reader must know below."""
    rows = [
        {str(name): plain(cell) for name, cell in row.items()}
        for row in found.table.to_dict("records")
    ]
    labels = list(rows[0])[: list(rows[0]).index("quantity")]
    told = [name for name in labels if len({row[name] for row in rows}) > 1] or ["outcome"]
    heads = [[name] for name in told] if len(told) <= _WIDE else [told]
    words = [
        {
            **{", ".join(names): _name(row, names) for names in heads},
            "Estimate": topline.estimate_text(row["estimate"], row["quantity"]),
            "Std. error": topline.estimate_text(row["std_error"], row["quantity"]),
            f"{topline.level_text(row['confidence_level'])} interval": (
                "none"
                if row["ci_low"] is None
                else topline.limits_text(row["ci_low"], row["ci_high"], row["quantity"])
            ),
            "n": topline.count_text(row["n"]),
        }
        for row in rows
    ]
    groups = [name for name in told if name != "category"]
    counts = {_name(row, groups): row["n_missing"] for row in rows if row["n_missing"]}
    missing = "; ".join(f"{topline.count_text(n)} {name}".strip() for name, n in counts.items())
    return Result(
        title,
        words,
        rows,
        record | {"estimates": rows, "notes": notes},
        sentences=[
            f"{found.method}.",
            *([f"Without an answer, left out: {missing}."] if missing else []),
            *_to_know(found, rows, told),
            *(f"Note: {note}" for note in notes),
        ],
        labels=len(heads),
    )


def _to_know(
    found: "topline.Estimates", rows: list[dict[str, Any]], labels: list[str]
) -> list[str]:
    """Return what else must be known of the rows, each reason once with its rows."""
    about: dict[str, list[str]] = {}
    sentences = topline.reason_sentences(found.table, without=("missing",))
    for row, own in zip(rows, sentences, strict=True):
        for reason in own:
            about.setdefault(reason, []).append(_name(row, labels))
    return [
        f"To know: {reason}" + ("." if len(names) == len(rows) else f" ({'; '.join(names)}).")
        for reason, names in about.items()
    ]


def _name(row: Mapping[str, Any], labels: list[str]) -> str:
    return ", ".join("–" if row[name] is None else str(row[name]) for name in labels)
