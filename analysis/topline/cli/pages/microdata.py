"""A report of microdata: its plan, from a file and options, the page, and a plan to start from."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import topline

from ..shared.output import echo, echo_note
from ..shared.progress import showing_progress
from ..shared.remedies import here, read_plan, renamed
from ..shared.weighting import Weighting
from .options import file_title


def opened(plan: "topline.ReportPlan") -> "topline.Survey":
    """Open all columns of a file, of which questions are to be chosen."""
    labels = {"labels": plan.labels} if plan.labels else {}
    return topline.Survey.open(plan.data, **labels, **plan.reading, **plan.design)


def start_plan(
    plan: "topline.ReportPlan",
    file: Path,
    template: str,
    page: Mapping[str, Any],
    *,
    show_personal: bool,
) -> None:
    """Write a plan to start from, with what was chosen already.

    Raises
    ------
    ArgumentError
        When FILE is a plan.
    """
    if plan.data != file:
        raise topline.ArgumentError(
            f"--plan-template starts a plan from a file of answers, and {file} is a plan; change "
            "it as it is, or name its data"
        )
    written = topline.write_plan_template(
        opened(plan),
        plan.data,
        template,
        reading=plan.reading,
        design=plan.design,
        weighting=plan.weighting,
        page=page,
        show_personal=show_personal,
    )
    echo(str(written))


def plan_of(
    file: Path,
    asked: dict[str, Any],
    design: dict[str, Any],
    reading: dict[str, Any],
    weighting: dict[str, Any],
) -> "topline.ReportPlan":
    """Return what to report: as the plan says, and the options before it."""
    if file.suffix.lower() == ".toml":
        plan = read_plan(file)
    else:
        plan = topline.ReportPlan(data=file, questions=(), title=file_title(file))
    own = dict(plan.reading)
    for name, value in reading.items():
        # what is said of one column leaves what the plan says of others
        both = isinstance(value, dict) and isinstance(own.get(name), Mapping)
        own[name] = {**own[name], **value} if both else value
    labels = own.pop("labels", {})
    return replace(
        plan,
        **{**asked, "asked": {**plan.asked, **asked.get("asked", {})}},
        labels={**plan.labels, **labels},
        reading=own,
        design={**plan.design, **design},
        weighting={**plan.weighting, **weighting},
    )


def page_of(plan: "topline.ReportPlan", out: str, page_options: dict[str, Any]) -> Path:
    """Report a file of microdata as a plan says."""
    with renamed(Weighting.written):
        survey = plan.survey()
    omitted: list[str] = []
    say = topline.printing_language()
    with showing_progress() as tell:
        page = topline.write_survey_report(
            survey,
            plan.questions,
            out,
            **plan.page,
            left_out=lambda name, why: omitted.append(
                say("{name} is left out: {why}", name=repr(name), why=say.again(why))
            ),
            progress=tell,
            **page_options,
        )
    # after the progress bar, which would overwrite them
    for note in dict.fromkeys(omitted):
        echo_note(here(note))
    return page
