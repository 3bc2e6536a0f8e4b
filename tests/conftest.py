"""What several tests share: where the repository is, the reference values, how properties run."""

import csv
import functools
import gc
import inspect
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest
import typer.main
from hypothesis import HealthCheck, settings

from topline.report import write as report_writer

REPOSITORY = Path(__file__).resolve().parents[1]

# Charts are drawn into memory: no test needs a display, and no worker asks for one.
mpl.use("agg")

# The command line is put together once, as in a terminal: that takes longer than most commands.
typer.main.get_command = functools.cache(typer.main.get_command)

# Properties pass or fail the same for everybody: no deadline and no other clock, for a machine may
# be busy; the same inputs each time, for a failure is then the fault of the change under test.
settings.register_profile(
    "test",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
    derandomize=True,
    max_examples=25,
)
# New inputs are looked for where there is time, in `make long`; a failure says how to repeat it.
settings.register_profile("long", settings.get_profile("test"), derandomize=False, max_examples=500)
settings.load_profile("test")


def reference_rows(name: str) -> list[dict[str, str]]:
    """Read a CSV of tests/reference; its first line, a comment, is its birth certificate."""
    text = (REPOSITORY / "tests" / "reference" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def long_unless(kept: Callable[..., bool], cases: Iterable[Any]) -> list[Any]:
    """Cases of a test with parameters: those not `kept` run in `make long` alone."""
    marked = []
    for case in cases:
        values = case if isinstance(case, tuple) else (case,)
        marked.append(case if kept(*values) else pytest.param(*values, marks=pytest.mark.long))
    return marked


def in_one_test(
    names: str | tuple[str, ...], cases: Iterable[Any], ids: Callable[[Any], str] = repr
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Like ``pytest.mark.parametrize``, in one test: for many cases that take no time themselves.

    To collect, hand out and report a test takes longer than such a case does. All cases are tried;
    each that fails is told by its id. Fixtures of the test are the same for all of them.
    """
    taken = names.replace(" ", "").split(",") if isinstance(names, str) else list(names)
    given = list(cases)

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        if not given and "shared" in inspect.signature(test).parameters:
            return pytest.mark.skip(reason="no ../shared beside the repository")(test)
        assert given, f"no cases of {', '.join(taken)}"

        @functools.wraps(test)
        def run(**fixtures: Any) -> None:
            failed, first = [], None
            for case in given:
                values = case if len(taken) > 1 else (case,)
                try:
                    test(**fixtures, **dict(zip(taken, values, strict=True)))
                except (Exception, pytest.fail.Exception) as error:
                    failed.append(f"{ids(case)}: {type(error).__name__}: {error}")
                    first = first or error
            if failed:
                told = "\n".join(failed)
                raise AssertionError(f"{len(failed)} of {len(given)} cases:\n{told}") from first

        signature = inspect.signature(test)
        kept = [one for name, one in signature.parameters.items() if name not in taken]
        run.__signature__ = signature.replace(parameters=kept)  # type: ignore[attr-defined]
        return run

    return decorate


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage among the tests: they are made once and stay, thousands of them."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_report_header() -> str:
    """Say which versions a result belongs to."""
    names = ["numpy", "scipy", "pandas", "matplotlib", "hypothesis"]
    return ", ".join(f"{name} {version(name)}" for name in names)


@contextmanager
def svg_alone() -> Iterator[None]:
    """Write reports without PNG and PDF, half of their time, for who reads pages and numbers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report_writer, "PICTURES", (".svg",))
        yield


@pytest.fixture(name="svg_alone")
def with_svg_alone() -> Iterator[None]:
    with svg_alone():
        yield


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The collection of facts and references kept beside the repository, where there is one."""
    path = REPOSITORY.parent / "shared"
    if not path.is_dir():
        pytest.skip("no ../shared beside the repository")
    return path
