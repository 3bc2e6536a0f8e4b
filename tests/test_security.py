"""What SECURITY.md promises: nothing is fetched and sent, and nothing that is read is run."""

import ast
import pickle
import socket
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import topline
from tests.conftest import tree_of

pytestmark = pytest.mark.quick

PACKAGE = Path(topline.__file__).parent

REACH_OUT = {
    "aiohttp", "asyncio", "fsspec", "ftplib", "http", "httpx", "imaplib", "nntplib", "poplib",
    "requests", "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3",
    "webbrowser", "xmlrpc",
}  # fmt: skip
"""Libraries that open a connection, or ask a browser to."""


ALLOWED = {"cli/pages/report.py": {"webbrowser"}}
"""With --open the browser shows the page that was written, a file."""


def who_reaches_out(tree):
    """Go through the libraries of the network that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "urllib.parse":
            continue  # takes addresses apart, and asks nobody
        if isinstance(node, ast.Import):
            yield from {alias.name.split(".")[0] for alias in node.names} & REACH_OUT
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from {str(node.module).split(".")[0]} & REACH_OUT


def test_no_module_opens_a_connection():
    for path in PACKAGE.rglob("*.py"):
        found = set(who_reaches_out(tree_of(path)))
        assert found <= ALLOWED.get(path.relative_to(PACKAGE).as_posix(), set()), path


@pytest.mark.parametrize("code", ["import socket", "from urllib.request import urlopen as u"])
def test_who_would_open_one_is_found(code):
    assert list(who_reaches_out(ast.parse(code)))


READERS = ["read_survey", "read_figures", "read_published", "read_report_plan", "read_disclosure"]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx", "sav", "toml"])
def test_an_address_is_no_file(name, kind, monkeypatch):
    def reached(*_given, **_more):
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket, "getaddrinfo", reached)
    monkeypatch.setattr(socket.socket, "connect", reached)
    with pytest.raises(topline.ToplineError):
        getattr(topline, name)(f"http://example.org/answers.{kind}")


class Opened:
    """A pickle of it writes a file when it is opened."""

    def __reduce__(self):
        return Path.touch, (Path("opened"),)


KINDS = ["csv", "sav", "dta", "xpt", "sas7bdat", "parquet", "xlsx", "ods", "rds", "RData", "json",
         "pkl", "toml", "html", "pdf", "zip", "gz"]  # fmt: skip


def test_a_pickle_is_opened_under_no_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for kind in KINDS:
        Path(f"a.{kind}").write_bytes(pickle.dumps(Opened()))
        for name in READERS:
            with pytest.raises(topline.ToplineError):
                getattr(topline, name)(f"a.{kind}")
    assert not Path("opened").exists()


def test_a_pickle_in_the_types_of_a_parquet_file_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = {
        b"ARROW:extension:name": b"arrow.py_extension_type",
        b"ARROW:extension:metadata": pickle.dumps(Opened()),
    }
    field = pa.field("q", pa.string(), metadata=told)
    pq.write_table(pa.table([["yes", "no"]], schema=pa.schema([field])), "a.parquet")
    assert topline.read_survey("a.parquet").data["q"].tolist() == ["yes", "no"]
    assert not Path("opened").exists()


def test_a_plan_names_two_files_to_read_and_none_to_write(tmp_path):
    plan = tmp_path / "plan.toml"
    plan.write_text(
        'data = "../a.csv"\nquestions = ["q"]\n[weighting]\ntargets = "../t.csv"\nrake = true\n'
    )
    found = topline.read_report_plan(plan)
    assert (found.data, found.weighting["targets"]) == (
        tmp_path / ".." / "a.csv",
        tmp_path / ".." / "t.csv",
    )
    for name in ("out", "output", "path", "file", "template", "log"):
        plan.write_text(f'data = "a.csv"\nquestions = ["q"]\n{name} = "x"\n')
        with pytest.raises(topline.ToplineError, match=name):
            topline.read_report_plan(plan)


def test_words_of_strangers_are_no_markup():
    words = [r"\input{/etc/passwd}", r"\write18{x}", r"$\frac{a$", "{{7*7}}", "<script>x</script>"]
    shares = topline.Survey(pd.DataFrame({"q": words * 40})).proportion("q")
    latex, page = shares.to_latex(), shares.to_html()
    assert not any(one in latex for one in (r"\input", r"\write", "$\\frac"))
    assert "<script>" not in page
    assert "{{7*7}}" in page
    chart = topline.publish(topline.plot_bars(shares), title=words[2]).to_svg()
    assert "<script>" not in chart


def test_names_and_answers_are_no_queries(tmp_path, monkeypatch):
    pytest.importorskip("duckdb")
    reached = []
    monkeypatch.setattr(socket.socket, "connect", lambda *to: reached.append(to))
    names = ['a"b; drop table x; --', "o'q*", "COLUMNS('.*')", "read_csv('/etc/passwd')"]
    data = pd.DataFrame({name: ["yes", "no", "it's; --", "*"] * 25 for name in names})
    folder = tmp_path / "x'; y"
    folder.mkdir()
    data.to_parquet(folder / "a*.parquet")
    there, here = topline.Survey(folder / "a*.parquet"), topline.Survey(data)
    for name in names:
        found, expected = there.proportion(name).table, here.proportion(name).table
        assert found["category"].tolist() == expected["category"].tolist()
        assert found["estimate"].tolist() == pytest.approx([0.25] * 4)
    for address in ("http://example.org/a.parquet", "s3://b/a.parquet", "hf://b/a.parquet"):
        with pytest.raises(topline.ToplineError, match="there is no file"):
            topline.Survey(address)
    assert not reached
