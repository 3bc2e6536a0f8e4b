"""``topline weight``: weights that meet the targets of a population, written beside the data."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ..shared.example import ExampleOption, drawn_as, survey_file
from ..shared.options import Design, Names, columns, given
from ..shared.output import Format, FormatOption, GuardOption, Result, show
from ..shared.reading import Reading

_HEADS = {
    "variable": "Variable",
    "category": "Category",
    "target": "Target",
    "before": "Before",
    "after": "After",
}


def weight(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The survey's data.")] = None,
    targets: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Targets: a table of variable, category and target, or TOML."
        ),
    ] = None,
    example: ExampleOption = False,
    out: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="File to write the data with the weight column to."),
    ] = None,
    rake: Annotated[Names, columns("Margins to rake to; all of the targets by default.")] = None,
    post_stratify: Annotated[
        bool, typer.Option("--post-stratify", help="Post-stratify by the one margin there is.")
    ] = False,
    by: Annotated[Names, columns("Groups, each with targets of its own.")] = None,
    cap: Annotated[
        float | None, typer.Option(help="Largest weight, in multiples of the mean weight.")
    ] = None,
    missing: Annotated[
        str | None,
        typer.Option(
            help="Who has no answer to a margin: error (the default), keep, drop or category."
        ),
    ] = None,
    sum_to: Annotated[
        str | None,
        typer.Option(help="What the weights add up to: weights, n, or a number."),
    ] = None,
    name: Annotated[
        str, typer.Option(metavar="COLUMN", help="Name of the weight column.")
    ] = "topline_weight",
    design: Design = Design(),  # noqa: B008
    reading: Reading = Reading(),  # noqa: B008
    output: FormatOption = Format.text,
    guard_formulas: GuardOption = False,
) -> None:
    """Weight a survey to the targets of its population, and print what that did.

    The data are written with a further column, and keep everything else;
    without --out nothing is written.

    Examples
    --------
    topline weight --example
    topline weight --example --rake gender,age_group --cap 4 --out weighted.csv
    """
    drawn = drawn_as(design.arguments(), example=example)
    with survey_file(file, example=example) as path:
        survey = topline.Survey.read(path, **reading.arguments(), **drawn)
    group = _one(by)
    wanted = _targets(targets, group, example=example)
    if rake:
        wanted = wanted.only(rake)
    options = given(by=group, missing=missing, total=_total(sum_to))
    if post_stratify:
        if cap is not None:
            raise topline.ArgumentError("--cap is of raking; leave it out, or --post-stratify")
        done = survey.post_stratify(wanted, **options)
    else:
        done = survey.rake(wanted, **options, **given(cap=cap))
    sentences = [done.weighting.sentence, *done.weighting.steps[-1].notes]
    if out is not None:
        lost = topline.write_survey(done.weighted_data(name), out)
        sentences += [f"{out.name} written, with the column {name}.", *lost]
    else:
        sentences.append("Nothing was written; --out FILE writes the data with the weights.")
    named = file.name if file else "synthetic example survey"
    show(_result(done, named, group, sentences), output, guard_formulas=guard_formulas)


def _result(done: Any, named: str, group: str | None, sentences: Sequence[str]) -> Result:
    """Return the targets of the last step, with sums of weights before and after."""
    step = done.weighting.steps[-1]
    rows = step.targets.to_dict("records")
    heads = {"by": group} | _HEADS if group else _HEADS
    return Result(
        title=f"{named}: weights {step.words}",
        words=[
            {head: _cell(row[column], column) for column, head in heads.items()} for row in rows
        ],
        rows=rows,
        record={"file": named, "sentence": done.weighting.sentence, "targets": rows} | _told(step),
        sentences=sentences,
        labels=3 if group else 2,
    )


def _targets(path: Path | None, by: str | None, *, example: bool) -> "topline.Targets":
    """Return the targets of a file, or what is known of the bundled survey's population."""
    if path is not None:
        return topline.read_targets(path, by=by)
    if not example:
        raise topline.ArgumentError(
            "no targets are given; name a file of variable, category and target by --targets"
        )
    return topline.load_example_targets()


def _one(by: Sequence[str] | None) -> str | None:
    if by is not None and len(by) > 1:
        raise topline.ArgumentError(f"--by names {len(by)} columns; expected one column of groups")
    return by[0] if by else None


def _total(given: str | None) -> Any:
    if given is None or given in ("weights", "n"):
        return given
    try:
        return float(given)
    except ValueError:
        raise topline.ArgumentError(
            f"--sum-to is {given!r}; expected weights, n, or a number"
        ) from None


def _cell(value: Any, column: str) -> str:
    if column in ("target", "before", "after"):
        return topline.value_text(value)
    return "" if value is None else str(value)


def _told(step: Any) -> dict[str, Any]:
    names = ("iterations", "gap", "gap_at", "g_min", "g_max", "design_effect", "n_effective")
    return {name: getattr(step, name) for name in (*names, "zero", "trimmed")}
