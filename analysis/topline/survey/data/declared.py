"""What a survey is told of its columns: codes that are missing, and orders of answers."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ...errors import ArgumentError
from ...values import Value
from .columns import column_names


@dataclass(frozen=True, eq=False)
class Declared(Value):
    """What the user declares of columns; see ``Survey``.

    Attributes
    ----------
    missing_codes : mapping of name to tuple
        Codes, or their labels, that are no answers.
    order : mapping of name to tuple
        Answers, first to last.
    missing_words : bool
        Whether texts such as "NA" are no answers.
    """

    missing_codes: Mapping[Hashable, tuple[Any, ...]] = field(default_factory=dict)
    order: Mapping[Hashable, tuple[Any, ...]] = field(default_factory=dict)
    missing_words: bool = True

    def with_missing_codes(self, data: Any, missing_codes: Any) -> "Declared":
        """Return what is declared, and further codes, or labels, of the data that are no answers.

        Raises
        ------
        ArgumentError
            When a name is no column, or what is declared of it is no list.
        """
        codes = {**self.missing_codes}
        for name, listed in declared(data, missing_codes, None, True).missing_codes.items():
            codes[name] = tuple(dict.fromkeys((*codes.get(name, ()), *listed)))
        return replace(self, missing_codes=codes)


def declared(data: Any, missing_codes: Any, order: Any, missing_words: bool) -> Declared:
    """Return what is declared of the columns of some data.

    Raises
    ------
    ArgumentError
        When a name is no column, or what is declared of it is no list.
    """
    return Declared(
        missing_codes=_lists(data, "missing_codes", missing_codes, '{"income": [-99, 9999]}'),
        order=_lists(data, "order", order, '{"q1": ["never", "sometimes", "often"]}'),
        missing_words=missing_words,
    )


def _lists(data: Any, role: str, given: Any, example: str) -> dict[Hashable, tuple[Any, ...]]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise ArgumentError(
            f"{role} is a {type(given).__name__}; expected a list for each column, as {example}"
        )
    known = set(column_names(data))
    for name, listed in given.items():
        if str(name) not in known:
            raise ArgumentError(
                f"{role} names {name!r}, which is no column of the data; choose from "
                f"{', '.join(list(known)[:8])}"
            )
        if isinstance(listed, (str, bytes)) or not hasattr(listed, "__iter__") or not len(listed):
            raise ArgumentError(f"{role} of {name!r} is {listed!r}; expected a list, as {example}")
        if len(set(listed)) < len(listed):
            raise ArgumentError(f"{role} of {name!r} names an answer twice; name each once")
    return {name: tuple(listed) for name, listed in given.items()}
