"""A mapping that nobody changes, as the fields and tables of values are."""

from typing import Any, NoReturn, TypeVar

Key = TypeVar("Key")
Held = TypeVar("Held")


class FrozenMapping(dict[Key, Held]):
    """A dictionary that stays what it was made of; it pickles and copies.

    It equals every dictionary of the same items. ``types.MappingProxyType`` is a window on a
    dictionary that others may change, and does not pickle.

    Examples
    --------
    >>> FrozenMapping({"a": 1}) == {"a": 1}
    True
    """

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("this mapping does not change; make a dict of it first")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        """Return the hash of the items."""
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how it is made again, which no change of it is."""
        return FrozenMapping, (dict(self),)

    def copy(self) -> "FrozenMapping[Key, Held]":
        """Return itself."""
        return self
