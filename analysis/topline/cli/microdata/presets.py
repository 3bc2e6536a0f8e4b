"""``topline presets``: the public files whose design is known."""

from typing import Annotated

import typer

import topline

from ..shared.output import Printing, Result, show


def presets(
    word: Annotated[
        str | None,
        typer.Argument(metavar="WORD", help="Only those whose name or survey has this word."),
    ] = None,
    printing: Printing = Printing(),  # noqa: B008
) -> None:
    """List the surveys whose public files --preset knows, with the document that says their design.

    A preset names the columns of weights, strata, clusters or replicate
    weights, and refuses a file that lacks some, holds several years, or has
    weights of another scale.

    Examples
    --------
    topline presets
    topline presets health
    topline presets --format json
    """
    known = topline.methods("preset")
    columns = (known[name].astype(str) for name in ("name", "label", "source"))
    rows = [
        {"name": name, "survey": label, "source": source}
        for name, label, source in zip(*columns, strict=True)
        if word is None or word.lower() in f"{name} {label}".lower()
    ]
    if not rows:
        raise topline.ArgumentError(
            f"no preset has the word {word!r}; topline presets lists all, and of any other survey "
            "--weights, --strata, --clusters or --replicate-weights say the design"
        )
    say = topline.printing_language()
    survey = say("Survey")
    words = [{"--preset": row["name"], survey: row["survey"]} for row in rows]
    sentences = [f"{row['name']}: {row['source']}." for row in rows]
    if word is None:
        sentences = [say("--format json has the sources.")]
    show(
        Result(
            say("Public files whose design is known"),
            words,
            rows,
            {"presets": rows},
            sentences,
            wrapped=(survey,),
        ),
        printing,
    )
