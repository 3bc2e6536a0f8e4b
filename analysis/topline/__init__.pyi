from .errors import ArgumentError, DataError, ToplineError

__all__ = ["ArgumentError", "DataError", "ToplineError"]
