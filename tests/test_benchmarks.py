"""What the benchmarks print: numbers before times, losses as losses, why a line is empty."""

import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def contest():
    sys.path.insert(0, str(FOLDER))
    try:
        import contest
        import performance

        yield contest, performance
    finally:
        sys.path.remove(str(FOLDER))


ANSWERS = """
import json, sys
print(json.dumps({"held": 1.0}), flush=True)
for _ in sys.stdin:
    print(json.dumps({"seconds": %s, "used": 0.1, "memory": 2.0, "design": 0.5,
                      "estimates": [%s, None], "errors": [0.5, None]}), flush=True)
"""


def test_numbers_are_compared_and_losses_said(contest, monkeypatch):
    made, table = contest
    monkeypatch.setattr(made, "interpreter", lambda _: sys.executable)
    entries = [
        made.Entry(name, package, ("-c", ANSWERS % answers), against)
        for name, package, answers, against in (
            ("ours", "topline", (2.0, 3.0), None),
            ("quicker", "peer", (1.0, 3.0), "ours"),
            ("slower, and of other numbers", "peer", (4.0, 3.1), "ours"),
        )
    ]
    entries.append(made.Entry("broken", "peer", ("-c", "raise ValueError('no such column')")))
    results = made.compete(entries, 2)
    ours, quicker, other, broken = results
    assert (quicker.ratio, quicker.lost, quicker.same) == (2.0, True, True)
    assert (other.ratio, other.lost, other.same) == (0.5, False, False)
    assert other.estimates_apart == pytest.approx(0.1 / 3)
    assert (ours.design, ours.first, ours.memory) == (0.5, 2.0, 2.0)
    assert "no such column" in broken.failed
    lines = list(table.lines_of("a task", 10, results))
    assert "**topline loses**" in next(line for line in lines if "quicker" in line)
    assert "other estimates" in next(line for line in lines if "slower" in line)
    assert "no such column" in lines[-1]


def test_what_engines_took_stays_on_the_page(contest, tmp_path):
    _, table = contest
    page = tmp_path / "performance.md"
    assert table.held(page) == {}
    page.write_text("# How fast\n\n## Weighting\n\n| 1a | 2.4 |\n\n## Rows\nx\n", encoding="utf-8")
    assert table.held(page) == {"Weighting": "\n| 1a | 2.4 |\n\n", "Rows": "x\n"}
    assert "Rows that an engine holds" in table.held(table.PAGE)


@pytest.mark.usefixtures("contest")
def test_terms_of_models_are_matched_by_name():
    """Packages call a level and the intercept otherwise, and list terms in orders of their own."""
    import models_run

    ours = {"1": (0.5, 0.1), "C(age)[3]": (1.0, 0.2)}
    theirs = {"C(age)[T.3]": (1.0, 0.2), "Intercept": (0.5, 0.1)}
    told = [models_run.ordered({models_run.plain(term): own for term, own in each.items()})
            for each in (ours, theirs)]  # fmt: skip
    assert told[0] == told[1] == ([0.5, 1.0], [0.1, 0.2])


@pytest.mark.usefixtures("contest")
def test_every_task_of_models_is_answered_by_those_who_take_part():
    """Without a peer installed: by this package, whose numbers are finite and stay the same."""
    import models
    import models_run
    import numpy as np

    for task in models.TASKS:
        served = models_run.with_topline("topline", task.key, 4_000)
        design = served.design()
        estimates, errors = served.numbers(served.answer(design))
        assert np.isfinite(estimates).all()
        assert (np.asarray(errors) > 0).all()
        assert served.numbers(served.answer(design))[0] == estimates
        unknown = set(task.who) - set(models_run.PACKAGES)
        assert not unknown, (task.key, unknown)
