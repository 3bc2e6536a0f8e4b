"""What tests of commands share: the command line, run in this process."""

import sys

import pytest

from topline import cli


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command line as in a terminal of `width`; return exit code, output and messages."""

    def call(*arguments, width=80):
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setattr(sys, "argv", ["topline", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        said = capsys.readouterr()
        return stopped.value.code or 0, said.out, said.err

    return call
