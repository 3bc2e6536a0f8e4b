"""What SECURITY.md promises of the network: nothing is fetched and nothing is sent."""

import ast
import socket
from pathlib import Path

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
