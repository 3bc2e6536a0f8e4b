"""The errors topline raises; each message says the fact, what was expected, and the remedy."""


class ToplineError(ValueError):
    """Base of every error topline raises on purpose."""


class ArgumentError(ToplineError):
    """An argument has a value the function cannot work with."""


class DataError(ToplineError):
    """A file or table does not hold what its schema promises."""
