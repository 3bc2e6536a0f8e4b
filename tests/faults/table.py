"""The table of what was tried, what held and what failed: ``make faults`` prints it.

A test marked ``faults`` is one kind of fault. It says how many inputs it tried with
``record_property("tried", n)``, how many of them failed with ``record_property("failed", n)``
where it does not stop at the first, and its seed with ``record_property("seed", s)``.
"""

from collections import defaultdict

import pytest

RUN = pytest.StashKey[dict[str, list[pytest.TestReport]]]()


def pytest_configure(config):
    config.stash[RUN] = defaultdict(list)
    config.pluginmanager.register(_Collector(config.stash[RUN]), "faults-collector")


class _Collector:
    """Keeps the report of every test, by the function that made it."""

    def __init__(self, kept):
        self.kept = kept

    def pytest_runtest_logreport(self, report):
        if report.when == "call" or report.outcome != "passed":
            self.kept[report.nodeid.partition("[")[0]].append(report)


def row_of(reports):
    """Return tried, held, failed, skipped and the seeds of one kind's tests."""
    ran = [report for report in reports if report.outcome != "skipped"]
    tried = failed = 0
    seeds = set()
    for report in ran:
        told = dict(report.user_properties)
        tried += told.get("tried", 1)
        failed += max(told.get("failed", 0), int(report.outcome == "failed"))
        seeds |= {str(told["seed"])} if "seed" in told else set()
    return tried, tried - failed, failed, len(reports) - len(ran), ", ".join(sorted(seeds))


def pytest_terminal_summary(terminalreporter, config):
    """Print the table as Markdown, ready to be committed."""
    lines = ["| kind | tried | held | failed | skipped | seeds |", "|---|---|---|---|---|---|"]
    for kind, reports in sorted(config.stash[RUN].items()):
        lines.append("| " + " | ".join(map(str, (kind, *row_of(reports)))) + " |")
    terminalreporter.write_line("")
    terminalreporter.write_line("\n".join(lines))
