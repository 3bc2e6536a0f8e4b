"""What tests of reports share: pages that several read, and the command line."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.cli.conftest import run
from tests.conftest import all_pictures
from topline import (
    Survey,
    load_example_survey,
    load_students,
    write_report,
    write_survey_report,
)

__all__ = ["run"]


def write_microdata(out: Path) -> None:
    data = load_example_survey()
    survey = Survey(data, weights="weight", strata="stratum", clusters="cluster")
    questions = ["prefers_note", "importance", "years_experience", "channel"]
    write_survey_report(survey, questions, out, banner=["role", "region"])


def write_figures(out: Path) -> None:
    with all_pictures():
        write_report(load_students(), out)


PAGES = {
    "microdata": write_microdata,
    "figures": write_figures,
    "story": lambda out: write_report(out=out),
}


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Folders of the three kinds of report, each written once for all who read it."""

    @cache
    def folder(kind: str) -> Path:
        out = tmp_path_factory.mktemp(kind)
        PAGES[kind](out)
        return out

    return folder
