"""``topline estimate``: means, totals, shares and ratios from microdata and their design."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import topline

from ..options import Suppressed, SuppressedOption
from ..output import Format, FormatOption, Result, show

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
_SHARES = ("proportion", "bounded_mean")

_WIDE = 2
"""Columns of words that leave room for the numbers; more are joined to one."""

Names = list[str] | None
_BY_COLUMN = "COLUMN"


def _columns(help: str) -> Any:  # noqa: A002  (typer's own word)
    return typer.Option(metavar=_BY_COLUMN, help=help)


@dataclass(frozen=True)
class _Asked:
    """What to estimate: a key of _STATISTICS and its columns."""

    statistic: str
    columns: list[str]

    def words(self, by: Names, where: str | None) -> str:
        """Say what is asked."""
        groups = f" by {', '.join(by)}" if by else ""
        some = f" where {where}" if where else ""
        return f"{_STATISTICS[self.statistic]} of {', '.join(self.columns)}{groups}{some}"


@dataclass(frozen=True, eq=False)
class _Source:
    """The data, what they are called, and what is known of them."""

    data: "pd.DataFrame"
    name: str
    codebook: "topline.Codebook | None" = None

    @property
    def notes(self) -> tuple[str, ...]:
        return self.codebook.notes if self.codebook else ()

    def label(self, variable: Any, code: Any) -> Any:
        """Return the label of a code, where the file has one."""
        if self.codebook is None or variable not in self.codebook.variables:
            return code
        labels = self.codebook.value_labels(variable)
        text = labels.get(code)
        several = list(labels.values()).count(text or "") > 1
        return f"{text} [{code}]" if text and several else text or code


def estimate(
    file: Annotated[
        Path | None, typer.Argument(help="SPSS, Stata, SAS, Excel, Parquet, CSV or TSV.")
    ] = None,
    example: Annotated[
        bool, typer.Option("--example", help="Use the bundled synthetic survey and its design.")
    ] = False,
    mean: Annotated[Names, _columns("Mean of a numeric column.")] = None,
    total: Annotated[Names, _columns("Population total, or people in each answer.")] = None,
    proportion: Annotated[Names, _columns("Share of each answer of a column.")] = None,
    median: Annotated[Names, _columns("Median of a numeric column.")] = None,
    ratio: Annotated[
        Names, typer.Option(metavar="Y/X", help="Ratio of the totals of two columns.")
    ] = None,
    by: Annotated[Names, _columns("One estimate for each group.")] = None,
    where: Annotated[
        str | None, typer.Option(metavar="CONDITION", help='Subpopulation, as "age >= 18".')
    ] = None,
    weights: Annotated[str | None, _columns("Survey weights.")] = None,
    strata: Annotated[Names, _columns("Strata; once per stage.")] = None,
    clusters: Annotated[Names, _columns("Sampled clusters; once per stage.")] = None,
    fpc: Annotated[Names, _columns("Population sizes or sampling fractions.")] = None,
    nest: Annotated[
        bool, typer.Option("--nest", help="Cluster numbers start again in every stratum.")
    ] = False,
    lonely: Annotated[
        str, typer.Option(help="Strata of one cluster: fail, remove, certainty, adjust, average.")
    ] = "fail",
    replicate_weights: Annotated[
        str | None, typer.Option(metavar="PREFIX", help="Common beginning of their columns.")
    ] = None,
    replicate_method: Annotated[
        str | None, typer.Option(help="brr, fay, jk1, jk2, bootstrap or sdr.")
    ] = None,
    rho: Annotated[float | None, typer.Option(help="Fay's factor.")] = None,
    interval: Annotated[
        str | None, typer.Option(help="Interval method, such as logit, beta or wilson.")
    ] = None,
    level: Annotated[
        float, typer.Option("--confidence-level", "--level", help="Between 0 and 1.")
    ] = 0.95,
    suppressed: SuppressedOption = Suppressed.mark,
    output: FormatOption = Format.text,
) -> None:
    """Estimate means, totals, shares, medians or ratios from microdata, with their design."""
    given = {"mean": mean, "total": total, "proportion": proportion, "median": median}
    asked = _asked({**given, "ratio": ratio})
    design = {
        "weights": weights,
        "strata": strata,
        "clusters": clusters,
        "fpc": fpc,
        "nest": nest,
        "lonely_psu": lonely,
        "replicate_weights": replicate_weights,
        "replicate_method": replicate_method,
        "rho": rho,
    }
    source = _data(file, example)
    survey = topline.Survey(source.data, **(_with_defaults(design) if example else design))
    options = {"by": by or None, "where": where, "interval": interval, "confidence_level": level}
    title = f"{source.name}: {asked.words(by, where)}"
    found = _estimates(survey, asked, options)
    if suppressed is Suppressed.hide:
        found = found.without_suppressed()
    show(_result(found, asked.statistic, source, title), output)


def _asked(given: Mapping[str, Names]) -> _Asked:
    """Return the one statistic that is asked for."""
    chosen = [key for key, columns in given.items() if columns]
    if len(chosen) != 1:
        told = " and ".join(f"--{key}" for key in chosen) or "nothing"
        options = ", ".join(f"--{key}" for key in given)
        raise topline.ArgumentError(f"asked for {told}; expected one of {options}, with a column")
    return _Asked(chosen[0], list(given[chosen[0]] or ()))


def _data(file: Path | None, example: bool) -> _Source:
    """Return the data, and what their file says about them."""
    if example == (file is not None):
        raise topline.ArgumentError(
            "FILE and --example are both given; choose one"
            if example
            else "no file is given; name one, or pass --example for the bundled synthetic survey"
        )
    if file is None:
        return _Source(topline.load_example_survey(), "synthetic example survey")
    read = topline.read_survey(file)
    return _Source(read.data, file.name, read.codebook)


def _with_defaults(design: dict[str, Any]) -> dict[str, Any]:
    """Return the design of the example survey, but for what is given."""
    if any(design[key] for key in ("weights", "strata", "clusters", "fpc")):
        return design
    replicates = design["replicate_weights"] is not None
    return {**design, **({"weights": "weight"} if replicates else _EXAMPLE)}


def _estimates(
    survey: "topline.Survey", asked: _Asked, options: dict[str, Any]
) -> "topline.Estimates":
    method: Callable[..., topline.Estimates] = getattr(survey, asked.statistic)
    if asked.statistic == "ratio":
        return method(*_two_columns(asked.columns, list(survey.data)), **options)
    return method(asked.columns, **options)


def _two_columns(given: list[str], columns: list[str]) -> list[str]:
    """Return the columns of "y/x"; a slash may also stand in a column's name."""
    parts = given[0].split("/")
    splits = [["/".join(parts[:i]), "/".join(parts[i:])] for i in range(1, len(parts))]
    known = [pair for pair in splits if set(pair) <= set(columns)]
    if len(given) > 1 or (len(splits) != 1 and len(known) != 1):
        raise topline.ArgumentError(
            f"ratio is {', '.join(given)!r}; expected two columns, as income/members"
        )
    return known[0] if known else [name.strip() for name in splits[0]]


def _result(found: "topline.Estimates", statistic: str, source: _Source, title: str) -> Result:
    rows = [_row(row, source) for row in found.table.to_dict("records")]
    labels = list(rows[0])[: list(rows[0]).index("quantity")]
    told = [name for name in labels if len({row[name] for row in rows}) > 1] or ["outcome"]
    head = f"{topline.level_text(rows[0]['confidence_level'])} interval"
    record = {"file": source.name, "statistic": statistic, "method": found.method}
    return Result(
        title,
        [_words(row, told, head) for row in rows],
        rows,
        record | {"estimates": rows, "notes": list(source.notes)},
        [
            f"{found.method}.",
            *_missing(rows, [name for name in told if name != "category"]),
            *_to_know(found, rows, told),
            *(f"Note: {note}" for note in source.notes),
        ],
        len(told) if len(told) <= _WIDE else 1,
    )


def _row(row: dict[Any, Any], source: _Source) -> dict[str, Any]:
    """Return a row as JSON and CSV have it, with labels in place of codes."""
    plain = {str(name): source.label(name, _plain(cell)) for name, cell in row.items()}
    if "category" in plain:
        plain["category"] = source.label(row["outcome"], plain["category"])
    return plain


def _plain(value: Any) -> Any:
    """Return a cell without its type; None for what is missing."""
    value = value.item() if hasattr(value, "item") else value
    if value is None or value != value or str(value) == "<NA>":
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (int, float, bool, str)) else str(value)


def _words(row: Mapping[str, Any], labels: list[str], head: str) -> dict[str, str]:
    """Return a row for people: what, estimate, standard error, interval and base."""
    share = row["quantity"] in _SHARES
    heads = [[name] for name in labels] if len(labels) <= _WIDE else [labels]
    low, high = row["ci_low"], row["ci_high"]
    return {
        **{", ".join(names): _name(row, names) for names in heads},
        "Estimate": _number(row["estimate"], share),
        "Std. error": _number(row["std_error"], share),
        head: "none" if low is None else f"{_number(low, share)} to {_number(high, share)}",
        "n": f"{row['n']:,}",
    }


def _label(value: Any) -> str:
    return "–" if value is None else str(value)


def _number(value: float | None, share: bool) -> str:
    if value is None:
        return "–"
    return topline.percent_text(value, 1) if share else topline.value_text(value)


def _missing(rows: list[dict[str, Any]], labels: list[str]) -> list[str]:
    """Return how many gave no answer, a number for each group and question."""
    counts = {_name(row, labels): row["n_missing"] for row in rows if row["n_missing"]}
    if not counts:
        return []
    told = [f"{count:,} {name}".strip() for name, count in counts.items()]
    return [f"Without an answer, left out: {'; '.join(told if labels else told[:1])}."]


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
    return ", ".join(_label(row[name]) for name in labels)
