"""``python -m topline``: the same as the ``topline`` command."""

from .cli import main

main()
