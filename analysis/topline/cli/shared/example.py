"""The bundled synthetic survey as a file, for commands that read one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

import topline

from ...language.marking import marked

EXAMPLE = marked("synthetic example survey")
"""What the bundled survey is called in titles."""

EXAMPLE_DESIGN = {"weights": "weight", "strata": ["stratum"], "clusters": ["cluster"]}
"""How the bundled survey was drawn."""

ExampleOption = Annotated[
    bool, typer.Option("--example", help="Use the bundled synthetic survey and its design.")
]


@contextmanager
def survey_file(file: Path | None, *, example: bool) -> Iterator[Path]:
    """Give the path of a person's file, or of the bundled survey's as long as it is needed.

    Raises
    ------
    ArgumentError
        When both are asked for, or neither.
    """
    if example == (file is not None):
        raise topline.ArgumentError(
            "FILE and --example are both given; choose one"
            if example
            else "no file is given; name one, or pass --example for the bundled synthetic survey"
        )
    if file is not None:
        yield file
        return
    with TemporaryDirectory() as folder:
        written = Path(folder) / _NAME
        topline.write_survey(topline.load_example_survey(), written)
        yield written


_NAME = "example_survey.parquet"


def drawn_as(design: dict[str, Any], *, example: bool) -> dict[str, Any]:
    """Return a design as it was given, with what is known of the bundled survey's."""
    if not example or design.keys() & {*EXAMPLE_DESIGN, "fpc", "preset"}:
        return design
    known = {"weights": "weight"} if "replicate_weights" in design else EXAMPLE_DESIGN
    return {**design, **known}
