"""``topline weight``: weights that meet the targets of a population, written beside the data."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ...language.marking import marked
from ..shared.example import EXAMPLE, ExampleOption, drawn_as, survey_file
from ..shared.kinds import AsOption, check_microdata
from ..shared.options import Design, Names, columns, given
from ..shared.output import Printing, Result, show
from ..shared.reading import Reading
from ..shared.weighting import Targeting

_HEADS = {
    "variable": marked("Variable"),
    "category": marked("Category"),
    "target": marked("Target"),
    "before": marked("Before"),
    "after": marked("After"),
}


def weight(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The survey's data.")] = None,
    example: ExampleOption = False,
    as_kind: AsOption = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="File to write the data with the weight column to."),
    ] = None,
    by: Annotated[Names, columns("Groups, each with targets of its own.")] = None,
    missing: Annotated[
        str | None,
        typer.Option(
            help="Who has no answer to a margin: error (the default), keep, drop or category."
        ),
    ] = None,
    weighting: Targeting = Targeting(),  # noqa: B008
    name: Annotated[
        str, typer.Option(metavar="COLUMN", help="Name of the weight column.")
    ] = "topline_weight",
    design: Design = Design(),  # noqa: B008
    reading: Reading = Reading(),  # noqa: B008
    printing: Printing = Printing(),  # noqa: B008
) -> None:
    """Weight a survey to the targets of its population, and print what that did.

    The data are written with a further column, and keep everything else;
    without --out nothing is written.

    Examples
    --------
    topline weight --example
    topline weight --example --rake gender,age_group --cap 4 --out weighted.csv
    """
    check_microdata(file, as_kind, reading.sheet)
    drawn = drawn_as(design.arguments(), example=example)
    with survey_file(file, example=example) as path:
        survey = topline.Survey.read(path, **reading.arguments(), **drawn)
    if by is not None and len(by) > 1:
        raise topline.ArgumentError(f"--by names {len(by)} columns; expected one column of groups")
    group = by[0] if by else None
    if weighting.targets is None and not example:
        raise topline.ArgumentError(
            "no targets are given; name a file of variable, category and target by --targets"
        )
    # of the bundled survey, whose targets are known, all of them are the least there is to ask for
    least = {} if weighting.arguments() else {"rake": True}
    done = weighting.of(survey, example=example, **least, **given(by=group, missing=missing))
    steps, say = done.weighting.steps, topline.printing_language()
    sentences = [done.weighting.sentence, *(note for step in steps for note in step.notes)]
    if out is not None:
        lost = topline.write_survey(done.weighted_data(name), out)
        written = say("{file} written, with the column {name}.", file=out.name, name=name)
        sentences += [written, *lost, say(_LOST)]
    else:
        sentences.append(say("Nothing was written; --out FILE writes the data with the weights."))
    named = file.name if file else say(EXAMPLE)
    show(_result(done, named, group, sentences), printing)


_LOST = marked(
    "A file keeps the weights, and not what they were brought to: standard errors from it are "
    "those of weights drawn as they are, mostly too large. topline estimate FILE --targets … and "
    "[weighting] of a report's plan weight and estimate at once, and keep it."
)
"""What a person has to know who goes on with the file."""


def _result(done: Any, named: str, group: str | None, sentences: Sequence[str]) -> Result:
    """Return the targets, with sums of weights before and after they were met."""
    steps = done.weighting.steps
    step = next(step for step in steps if len(step.targets))
    rows = step.targets.to_dict("records")
    say = topline.printing_language()
    heads = {column: say(head) for column, head in _HEADS.items()}
    heads = {"by": group} | heads if group else heads
    # beside percents what counts of people were are percents, too
    margins = step.targets.groupby(["by", "variable"] if group else "variable", sort=False)
    sums = margins[["target", "before"]].transform("sum")
    percents = (margins["target"].transform("size") > 1) & (sums["target"].sub(100).abs() < 1e-6)
    alike = (100 / sums["before"]).where(percents, 1.0)
    shown = step.targets.assign(before=step.targets["before"] * alike)
    if alike.sub(1).abs().max() > 1e-9:
        sentences = [
            *sentences,
            say("Before: in percent, as the targets are; --sum-to weights keeps the sum before."),
        ]
    # how the targets were met, and what the weights are after the last step
    how_met = ("iterations", "gap", "gap_at", "g_min", "g_max", "trimmed")
    of_weights = ("design_effect", "n_effective", "zero")
    return Result(
        title=say("{name}: weights {done}", name=named, done=say.again(done.weighting.done)),
        words=[
            {
                head: say.value_text(row[column])
                if column in ("target", "before", "after")
                else ("" if row[column] is None else str(row[column]))
                for column, head in heads.items()
            }
            for row in shown.to_dict("records")
        ],
        rows=rows,
        record={"file": named, "sentence": done.weighting.sentence, "targets": rows}
        | {name: getattr(step, name) for name in how_met}
        | {name: getattr(steps[-1], name) for name in of_weights},
        sentences=sentences,
        labels=3 if group else 2,
    )
