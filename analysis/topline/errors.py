"""The errors topline raises; each message says the fact, what was expected, and the remedy."""

from .shown import shown_text


class ToplineError(ValueError):
    """Base of every error topline raises on purpose."""

    def __str__(self) -> str:
        """Say the message; a name in it may be anybody's text."""
        return shown_text(super().__str__())


class ArgumentError(ToplineError):
    """An argument has a value the function cannot work with."""


class DataError(ToplineError):
    """A file or table does not hold what its schema promises."""


class ToplineWarning(UserWarning):
    """A warning topline gives on purpose: a result stands, and something of it must be known."""

    def __str__(self) -> str:
        """Say the message; a name in it may be anybody's text."""
        return shown_text(super().__str__())
