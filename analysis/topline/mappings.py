"""A mapping that nobody changes, as the fields and tables of values are."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

Key = TypeVar("Key")
Held = TypeVar("Held", covariant=True)


class FrozenMapping(Mapping[Key, Held]):
    """A mapping that is what it was made of, whatever becomes of that; it pickles and copies.

    It equals every mapping of the same items. ``types.MappingProxyType`` is a window on a
    dictionary that others may change, and does not pickle.

    Parameters
    ----------
    items : mapping or pairs
        Copied.

    Examples
    --------
    >>> FrozenMapping({"a": 1}) == {"a": 1}
    True
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[Key, Held] | Iterable[tuple[Key, Held]] = ()) -> None:
        self._items: dict[Key, Held] = dict(items)

    def __getitem__(self, key: Key) -> Held:
        return self._items[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)
