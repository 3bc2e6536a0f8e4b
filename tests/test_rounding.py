"""One place rounds for people: only wording.py formats decimals, and 2.5 prints 3 everywhere."""

import ast
import re

import openpyxl
import pandas as pd
import pytest

from tests.conftest import tree_of
from tests.test_architecture import PACKAGE
from topline import Survey, write_survey_report
from topline.language.strings import ENGLISH

BELOW = {"statistics", "loaders"}
"""Rooms that wording.py stands on: they cannot import it, and say numbers only in messages."""

MAY_ROUND = {
    "wording.py": "here",
    "decimals.py": "the width of an interval, which says how many decimals, without noise",
    "estimates/row_limits.py": "a count that is whole but for the noise of floats",
    "figures/checks/bases.py": "the nearest count, which only is compared, and digits to count",
    "figures/checks/means.py": "a mean with the digits it was printed with, to be tested",
    "figures/difference.py": "a count that is whole but for the noise of floats",
    "figures/claims/quantities.py": "a count that is whole but for the noise of floats",
    "figures/lead.py": "a count that is whole but for the noise of floats",
    "figures/printed_cells.py": "a percent read from a proportion, without the noise of floats",
    "figures/single.py": "a count that is whole but for the noise of floats",
    "figures/row_cells.py": "whether a percent has more digits than its decimals say",
    "office/deck.py": "sizes of a picture on a slide",
    "office/document.py": "sizes of a picture on a page",
    "office/layouts.py": "places and sizes of type on a slide",
    "plotting/difference/scales.py": "places on an axis",
    "plotting/frame/axis.py": "places on an axis",
    "plotting/frame/canvas.py": "how many decimals a tick needs",
    "plotting/look/theme.py": "parts of a colour",
    "plotting/maps/classes.py": "limits of classes, without the noise of floats",
    "plotting/method/share_ticks.py": "places on an axis",
    "plotting/method/tipping_errors.py": "a whole number of respondents to draw",
    "plotting/method/weights.py": "a whole number of respondents to count",
    "plotting/publishing/datawrapper.py": "a percent of a proportion, without the noise of floats",
    "plotting/publishing/publish.py": "width of a picture in pixels",
    "plotting/rows/quantile_marks.py": "places of marks",
    "plotting/trend/ticks.py": "which ticks keep their words",
    "report/parts/places.py": "places on a picture",
    "report/parts/strips.py": "places on a picture",
    "survey/crosstab/words.py": "numbers of files that would tell a base that is rounded",
    "survey/design/presets/stacked.py": "the numbers of strata, which are whole",
    "survey/design/replicate_scale.py": "a power of ten",
    "survey/design/replicates/hadamard.py": "a square root of a square",
    "survey/engine/rank.py": "which weights are multiples of others, without the noise of floats",
    "survey/imputed/survival.py": "respondents at risk, the mean of several versions",
    "survey/survival/curves.py": "respondents at risk, the mean of several versions",
    "survey/variance/degrees.py": "degrees of freedom of a design, which are whole",
}
"""Modules that round, and what: no number that a reader sees but for pixels and places."""

SHORT = re.compile(r"(?:\.(?:\d|{[^}]*}))?[eEfFgGn%]$")
"""Formats that round; ten digits or more write a number out."""


def roundings(path):
    """Lines that format with few decimals, or call a function that rounds."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = ast.unparse(node.format_spec)[2:-1]
            if SHORT.search(spec) and not re.search(r"\.1\d", spec):
                yield node.lineno
        elif isinstance(node, ast.Call):
            function = node.func
            name = getattr(function, "id", getattr(function, "attr", ""))
            if name in {"round", "around", "rint"}:
                yield node.lineno


def test_nothing_else_rounds_for_people():
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE)
        lines = list(roundings(path)) if name.parts[0] not in BELOW else []
        if lines:
            found[name.as_posix()] = lines
    assert {name: lines for name, lines in found.items() if name not in MAY_ROUND} == {}
    assert set(found) == set(MAY_ROUND), "what no longer rounds has no place in the list"


@pytest.fixture(scope="module")
def survey():
    data = pd.DataFrame({"q": ["yes", "no", "yes"], "g": ["a", "a", "a"], "w": [1, 0.5, 1]})
    return Survey(data, weights="w")


def test_a_base_of_two_and_a_half_prints_three(survey, tmp_path):
    shares, table = survey.proportion("q"), survey.crosstab("q", ["g"])
    for printed in (shares, table):
        words = printed.to_markdown().replace("\\", "")
        assert "| 3 |" in words
        assert ">3<" in printed.to_html()
        assert "& 3" in printed.to_latex()
        path = printed.to_excel(tmp_path / "t.xlsx")
        cells = [c for row in openpyxl.load_workbook(path).active.iter_rows() for c in row]
        assert {c.number_format for c in cells if c.value == 2.5} == {"#,##0"}, "Excel prints 3"
    assert re.search(r"Weighted base +3\b", str(table))
    assert ENGLISH.count_text(2.5) == "3", "as captions and axes say it"


def test_a_base_of_two_and_a_half_prints_three_in_a_report(survey, tmp_path):
    html = write_survey_report(survey, ["q"], tmp_path / "r").read_text(encoding="utf-8")
    row = re.search(r"<th scope=.row.>q</th>(.*?)</tr>", html, re.DOTALL).group(1)
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row) == ["3", "3"]
