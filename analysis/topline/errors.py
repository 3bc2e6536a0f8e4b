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


class NoAnswersError(DataError):
    """A column that nobody answered, and its name.

    Parameters
    ----------
    words : str
    column : object, optional
        As the data call it; None where the words are another's who caught it.
    """

    def __init__(self, words: str, column: object = None) -> None:
        super().__init__(words)
        self.column = column

    @classmethod
    def of(cls, column: object) -> "NoAnswersError":
        """Return what is said of a column."""
        return cls(f"column {column!r} has no answers; choose another variable", column)


class ToplineWarning(UserWarning):
    """A warning topline gives on purpose: a result stands, and something of it must be known."""

    def __str__(self) -> str:
        """Say the message; a name in it may be anybody's text."""
        return shown_text(super().__str__())
