"""The command line. Heavy libraries load when a command needs them, so ``--help`` is quick.

Exit codes: 0 done, 1 could not be done or a check failed, 2 the input or the command is wrong.
"""

from .app import main

__all__ = ["main"]
