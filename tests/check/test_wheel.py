"""The built wheel, installed into an empty environment, works beside somebody else's analysis/."""

import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

SCRIPT = """
import analysis, topline
assert analysis.MINE, "the research project's own analysis package must win"
recruiters, students = topline.load_recruiters(), topline.load_students()
assert {26.0, 63.0} <= set(recruiters["percent"].dropna()), recruiters["percent"]
assert (students["n"].dropna() == 400).all(), students["n"]
assert len(topline.load_thank_you_notes()) == 100
assert len(topline.load_example_survey()) == 863
print(topline.estimate_figures(topline.load_icims()).table["ci_low"].notna().sum())
"""


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(out), str(repository)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return next(out.glob("*.whl"))


def test_carries_the_data_the_types_and_one_package(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    assert "topline/data/icims_2018/figures.csv" in names
    assert "topline/data/thank_you_notes/datapackage.json" in names
    assert "topline/py.typed" in names
    assert "topline/__init__.pyi" in names
    packages = {name.split("/")[0] for name in names if not name.startswith("topline-")}
    assert packages == {"topline"}


def test_carries_what_it_uses_and_nothing_else(wheel: Path, repository: Path):
    names = set(zipfile.ZipFile(wheel).namelist())
    code = (repository / "analysis" / "topline").rglob("*")
    own = {
        path.relative_to(repository / "analysis").as_posix()
        for path in code
        if path.is_file() and "__pycache__" not in path.parts
    }
    data = {
        f"topline/{path.relative_to(repository).as_posix()}"
        for path in (repository / "data").rglob("*")
        if path.suffix in (".csv", ".json", ".md", ".toml")
    }
    carried = {name for name in names if name.startswith("topline/")}
    assert carried == own | data


@pytest.mark.long
def test_the_tests_pass_from_the_sdist(repository: Path, tmp_path: Path):
    """Who gets the source and nothing else can install and test it."""
    build = [sys.executable, "-m", "build", "--sdist", "--outdir", str(tmp_path), str(repository)]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as packed:
        packed.extractall(tmp_path / "source", filter="data")
    source = next((tmp_path / "source").iterdir())
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", f"{source}[test]"]
    subprocess.run(install, check=True, capture_output=True, timeout=900)
    done = subprocess.run(
        [python, "-m", "pytest", "-q", "-n", "2", "-m", "quick and not long"],
        cwd=source,
        capture_output=True,
        text=True,
        timeout=1200,
    )
    assert done.returncode == 0, done.stdout[-4000:]


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True)
    install = [home / "bin" / "python", "-m", "pip", "install", "--quiet", wheel]
    subprocess.run(install, check=True, capture_output=True, timeout=600)
    return home / "bin"


@pytest.fixture
def research(tmp_path: Path) -> Path:
    """Somebody else's project, with an analysis package of its own."""
    (tmp_path / "analysis").mkdir()
    (tmp_path / "analysis" / "__init__.py").write_text("MINE = True\n", encoding="utf-8")
    (tmp_path / "use.py").write_text(SCRIPT, encoding="utf-8")
    return tmp_path


def test_loaders_work_beside_another_analysis_folder(environment: Path, research: Path):
    done = subprocess.run(
        [environment / "python", "use.py"], cwd=research, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 10


def test_the_command_writes_the_report(environment: Path, research: Path):
    done = subprocess.run(
        [environment / "topline", "report"], cwd=research, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert (research / "report" / "index.html").stat().st_size > 10_000
