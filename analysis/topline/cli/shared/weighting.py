"""How a survey is weighted: options of every command that estimates from microdata."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer

import topline

from .choices import methods_of
from .options import Names, columns, given
from .remedies import renamed

_PANEL = "How it is weighted"


def _option(words: str, metavar: str | None = None, *flags: str, **more: Any) -> Any:
    return typer.Option(*flags, metavar=metavar, help=words, rich_help_panel=_PANEL, **more)


@dataclass(frozen=True, kw_only=True)
class Targeting:
    """Options of bringing weights to the targets of a population."""

    targets: Annotated[
        Path | None,
        _option("Weight to these: a table of variable, category and target, or TOML.", "FILE"),
    ] = None
    rake: Annotated[
        Names, columns("Margins to rake to; all of the targets by default.", _PANEL)
    ] = None
    post_stratify: Annotated[
        bool, _option("Post-stratify by the one margin there is.", None, "--post-stratify")
    ] = False
    calibrate: Annotated[
        bool,
        _option(
            "Calibrate to the targets, among which may be totals of numbers.", None, "--calibrate"
        ),
    ] = False
    distance: Annotated[
        str | None,
        _option("Of calibrated weights.", autocompletion=methods_of("calibration")),
    ] = None
    cap: Annotated[float | None, _option("Largest weight, in multiples of the mean weight.")] = None
    bounds: Annotated[
        tuple[float, float] | None,
        _option("Least and largest factor on the weights, as --bounds 0.3 3.", "LOW HIGH"),
    ] = None
    bounds_on: Annotated[
        str | None, _option("What --bounds are for: g, the factor (the default), or weight.")
    ] = None
    sum_to: Annotated[
        str | None, _option("What the weights add up to: weights, n, or a number.", "TOTAL")
    ] = None
    trim: Annotated[
        float | None, _option("Trim weights above this, once they are at the targets.", "LIMIT")
    ] = None
    trim_rule: Annotated[
        str | None,
        _option("What --trim is a number of.", autocompletion=methods_of("trimming")),
    ] = None
    keep_margins: Annotated[
        bool, _option("Trim so that targets stay met.", None, "--keep-margins")
    ] = False

    written: ClassVar[Mapping[str, str]] = {"total": "--sum-to"}
    """Options that are not called as their argument is."""

    def of(self, survey: "topline.Survey", *, example: bool = False, **more: Any) -> Any:
        """Return the survey weighted as it was asked for; as it is, where nothing was.

        Of the bundled survey the targets are known, and need not be given.
        """
        arguments = self.arguments() | more
        if not arguments:
            return survey
        known = {"targets": topline.load_example_targets()} if example else {}
        with renamed(self.written):
            return survey.weight(**{**known, **arguments})

    def typed(self) -> dict[str, Any]:
        """Return what was given, by the names of the options."""
        return given(**{field.name: getattr(self, field.name) for field in fields(self)})

    def arguments(self) -> dict[str, Any]:
        """Return what was given, as ``Survey.weight`` and a plan call it."""
        if self.trim is None and (self.trim_rule is not None or self.keep_margins):
            named = "keep_margins=" if self.trim_rule is None else "trim_rule="
            raise topline.ArgumentError(
                f"{named} says how weights are trimmed, and trim= says no limit; give trim="
            )
        if self.bounds_on is not None and self.bounds is None:
            raise topline.ArgumentError(
                "bounds_on= says what bounds= are for, and there are none; give bounds="
            )
        total: Any = self.sum_to
        if total not in (None, "weights", "n"):
            try:
                total = float(total)
            except ValueError:
                raise topline.ArgumentError(
                    f"--sum-to is {total!r}; expected weights, n, or a number"
                ) from None
        how = given(rule=self.trim_rule, keep_margins=self.keep_margins or None)
        trim = None if self.trim is None else {"upper": self.trim, **how}
        return given(
            targets=self.targets,
            rake=self.rake,
            post_stratify=self.post_stratify,
            calibrate=self.calibrate,
            distance=self.distance,
            cap=self.cap,
            bounds=self.bounds,
            bounds_on=self.bounds_on,
            total=total,
            trim=trim,
        )


@dataclass(frozen=True, kw_only=True)
class Weighting(Targeting):
    """The same where `by` and `missing` are of the estimates."""

    targets_by: Annotated[
        str | None, _option("Column of groups, each with targets of its own.", "COLUMN")
    ] = None
    targets_missing: Annotated[
        str | None,
        _option("Who has no answer to a margin: error (the default), keep, drop or category."),
    ] = None

    written: ClassVar[Mapping[str, str]] = {
        **Targeting.written,
        "by": "--targets-by",
        "missing": "--targets-missing",
    }

    def arguments(self) -> dict[str, Any]:
        """Return what was given, as ``Survey.weight`` and a plan call it."""
        return super().arguments() | given(by=self.targets_by, missing=self.targets_missing)
