"""``topline estimate``: means, totals, shares and ratios from microdata and their design."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ...expressions.parse import is_condition, parse_condition
from ...expressions.tree import names_in
from ...language.marking import marked
from ..shared.example import EXAMPLE, ExampleOption, drawn_as
from ..shared.kinds import AsOption, check_microdata
from ..shared.numbers import name_of, numbers_of, say_head
from ..shared.options import (
    Design,
    DfOption,
    Level,
    Names,
    Suppressed,
    SuppressedOption,
    columns,
    given,
    method_option,
)
from ..shared.output import MOST_ROWS, Printing, Result, plain_rows, said, show
from ..shared.reading import Reading
from ..shared.remedies import here
from ..shared.weighting import Weighting
from .inequality import Inequality
from .quote import number_to_quote

_STATISTICS = {
    "mean": marked("weighted mean"),
    "total": marked("estimated total"),
    "proportion": marked("weighted share"),
    "median": marked("weighted median"),
    "ratio": marked("ratio of totals"),
    "gini": marked("Gini coefficient"),
    "theil": marked("Theil's index"),
    "atkinson": marked("Atkinson's index"),
    "share_ratio": marked("S80/S20"),
    "poverty_line": marked("poverty line"),
    "poverty_rate": marked("at-risk-of-poverty rate"),
    "poverty_gap": marked("relative median poverty gap"),
}
"""Methods of Survey by the option that asks for them, with their names in words."""

_OF_COLUMNS = {"missing_codes", "missing_words", "order", "sets"}
"""What is said of columns, wherever they are."""

_WIDE = 2
"""Columns of words that leave room for the numbers; more are joined to one."""

_ASKED = "What to estimate, one of these"


def estimate(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="SPSS, Stata, SAS, Excel, CSV, Parquet, or a folder of it."
        ),
    ] = None,
    example: ExampleOption = False,
    as_kind: AsOption = None,
    mean: Annotated[Names, columns("Mean of a numeric column.", _ASKED)] = None,
    total: Annotated[Names, columns("Population total, or people in each answer.", _ASKED)] = None,
    proportion: Annotated[
        Names, columns("Share of each answer of a column, or of a condition.", _ASKED)
    ] = None,
    median: Annotated[Names, columns("Median of a numeric column.", _ASKED)] = None,
    ratio: Annotated[
        Names, columns("Ratio of the totals of two columns.", _ASKED, metavar="Y/X")
    ] = None,
    inequality: Inequality = Inequality(),  # noqa: B008
    by: Annotated[Names, columns("One estimate for each group.")] = None,
    where: Annotated[
        str | None, typer.Option(metavar="CONDITION", help='Subpopulation, as "age >= 18".')
    ] = None,
    design: Design = Design(),  # noqa: B008
    weighting: Weighting = Weighting(),  # noqa: B008
    interval: Annotated[str | None, method_option("estimates")] = None,
    confidence_level: Level = 0.95,
    df: DfOption = None,
    suppressed: SuppressedOption = None,
    reading: Reading = Reading(),  # noqa: B008
    printing: Printing = Printing(),  # noqa: B008
) -> None:
    """Estimate means, totals, shares, medians, ratios or inequality from microdata, by design.

    Several columns are given by commas, or by the option again; a name with a
    comma stands in double quotes.

    Examples
    --------
    topline estimate --example --proportion role
    topline estimate --example --mean years_experience --by role,region
    topline estimate --example --proportion channel --where "region == 'West'"
    """
    levels = {"mean": mean, "total": total, "proportion": proportion, "median": median}
    asked = given(**levels, ratio=ratio, **vars(inequality))
    if len(asked) != 1:
        told = " and ".join(map(_option, asked)) or "nothing"
        options = ", ".join(map(_option, _STATISTICS))
        raise topline.ArgumentError(f"asked for {told}; expected one of {options}, with a column")
    drawn = drawn_as(design.arguments(), example=example)
    [(statistic, what)] = asked.items()
    needed, conditions = _asked(statistic, what, by, where)
    # targets may be of any column
    all_columns = example or weighting.arguments()
    only: dict[str, Any] = {} if all_columns else {"needed": needed, "conditions": conditions}
    check_microdata(file, as_kind, reading.sheet)
    survey = _survey(file, example, reading.arguments() | only, drawn)
    survey = weighting.of(survey, example=example)
    known = list(survey.columns)
    outcomes = _two_columns(what, known) if statistic == "ratio" else [what]
    found = getattr(survey, statistic)(
        *outcomes,
        by=by,
        where=where,
        interval=interval,
        confidence_level=confidence_level,
        **given(df=df),
    )
    if suppressed is Suppressed.hide:
        found = found.without_suppressed()
    kind, weighted = _STATISTICS[statistic], survey.weighting.steps
    if not weighted and not drawn.keys() & {"weights", "fpc", "replicate_weights", "preset"}:
        kind = kind.removeprefix("weighted ")
    name = file.name if file else EXAMPLE
    title = _title(file, kind, what, by, where)
    record = {"file": name, "statistic": statistic, "method": found.method}
    record["sample_type"] = survey.design.sample_type
    if weighted:
        record["weighting"] = survey.weighting.sentence
    used = [*(outcomes if statistic == "ratio" else what), *(by or ())]
    used += [name for test in conditions for name in names_in(parse_condition(test))]
    notes = _notes(survey, found, used)
    show(_result(found, notes, title, record), printing)


def _asked(
    statistic: str, what: Sequence[str], by: Sequence[str] | None, where: str | None
) -> tuple[list[str], list[str]]:
    """Return the columns that are asked for, and the conditions."""
    every = [name for one in what for name in one.split("/")] if statistic == "ratio" else what
    tests = [one for one in every if statistic == "proportion" and is_condition(one)]
    columns = [one for one in every if one not in tests]
    return [*columns, *(by or ())], [*tests, *([where] if where else [])]


def _title(
    file: Path | None, kind: str, what: Sequence[str], by: Sequence[str] | None, where: str | None
) -> str:
    """Say what is estimated of what, of whom."""
    say = topline.printing_language()
    title = say(
        "{name}: {kind} of {what}",
        name=file.name if file else say(EXAMPLE),
        kind=say(kind),
        what=", ".join(what),
    )
    title = say("{what} by {groups}", what=title, groups=", ".join(by)) if by else title
    return say("{what} where {condition}", what=title, condition=where) if where else title


def _option(statistic: str) -> str:
    return f"--{statistic.replace('_', '-')}"


def _notes(survey: "topline.Survey", found: "topline.Estimates", used: list[str]) -> list[str]:
    """Return what a reader must know of the columns used, of the weights and of the estimates."""
    columns = [*used, *survey.design.columns.names]
    noted = survey.codebook.notes_about(columns) if survey.codebook else ()
    of_weights = (note for step in survey.weighting.steps for note in step.notes)
    notes = [here(note) for note in dict.fromkeys([*noted, *of_weights, *found.notes])]
    return [*notes, survey.weighting.sentence] if survey.weighting.steps else notes


def _survey(
    file: Path | None, example: bool, reading: dict[str, Any], design: dict[str, Any]
) -> "topline.Survey":
    """Return the survey of a file, or the bundled one."""
    if example == (file is not None):
        raise topline.ArgumentError(
            "FILE and --example are both given; choose one"
            if example
            else "no file is given; name one, or pass --example for the bundled synthetic survey"
        )
    if file is not None:
        return topline.Survey.open(file, **reading, **design)
    of_a_file = reading.keys() - _OF_COLUMNS
    if of_a_file:
        raise topline.ArgumentError(
            f"{', '.join(sorted(of_a_file))} is about a file, and --example has none; leave it out"
        )
    return topline.Survey(topline.load_example_survey(), **reading, **design)


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
    rows = plain_rows(found.table)
    labels = list(rows[0])[: list(rows[0]).index("quantity")]
    told = [name for name in labels if len({row[name] for row in rows}) > 1] or ["outcome"]
    heads = [[name] for name in told] if len(told) <= _WIDE else [told]
    decimals = topline.row_decimals(found.table)
    say = topline.printing_language()
    words = [
        {
            **{", ".join(map(say_head, names)): name_of(row, names) for names in heads},
            **numbers_of(row, places, say),
            "n": say.count_text(row["n"]),
        }
        for row, places in zip(rows[:MOST_ROWS], decimals, strict=False)
    ]
    groups = [name for name in told if name != "category"]
    counts = {name_of(row, groups): row["n_missing"] for row in rows if row["n_missing"]}
    missing = say.series_text(f"{say.count_text(n)} {name}".strip() for name, n in counts.items())
    return Result(
        title,
        words,
        rows,
        record | {"estimates": rows, "notes": notes},
        sentences=[
            say("{sentence}.", sentence=say.again(found.method)),
            *([say("Without an answer, left out: {groups}.", groups=missing)] if missing else []),
            *_to_know(found, rows, told),
            *(say("Note: {note}", note=said(note)) for note in notes),
        ],
        labels=len(heads),
        quote=number_to_quote(found, rows, decimals, told),
        more=len(rows) - len(words),
    )


def _to_know(
    found: "topline.Estimates", rows: list[dict[str, Any]], labels: list[str]
) -> list[str]:
    """Return what else must be known of the rows, each reason once with its rows."""
    about: dict[str, list[str]] = {}
    say = topline.printing_language()
    sentences = topline.reason_sentences(found.table, without=("missing",), lang=say)
    for row, own in zip(rows, sentences, strict=True):
        for reason in own:
            about.setdefault(reason, []).append(name_of(row, labels))
    return [
        say("To know: {reason}.", reason=reason)
        if len(names) == len(rows)
        else say("To know: {reason} ({rows}).", reason=reason, rows=say("; ").join(names))
        for reason, names in about.items()
    ]
