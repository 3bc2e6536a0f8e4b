"""What tests of reports share with those of commands."""

from tests.cli.conftest import run

__all__ = ["run"]
