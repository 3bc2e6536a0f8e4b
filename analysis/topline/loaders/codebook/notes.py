"""A note on a file, with the variables that it is about."""

from collections.abc import Iterable, Sequence

from ...language.message import Message

_WORDS = "{words}"


class Note(Message):
    """What must be known of some variables of a file; a note without any is of the whole file.

    It is text, so that it prints and compares as such; other languages say its sentence again.

    Attributes
    ----------
    variables : tuple of str
        Whom it is about.
    fact : str
        What of it everybody needs to know, without what is for who reads the file: all of it,
        unless something else is given.
    """

    __slots__ = ("fact", "variables")

    variables: tuple[str, ...]
    fact: str

    def __new__(cls, text: str, variables: Iterable[str] = (), fact: str = "") -> "Note":
        """Make a note of a text, or of a message."""
        made = super().__new__(cls, _WORDS, words=text)
        made.variables, made.fact = tuple(variables), fact or text
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str, tuple[str, ...], str], dict[str, str]]:  # type: ignore[override]
        """Return what a copy is made of."""
        return (self.values["words"], self.variables, self.fact), {}


def with_variables(notes: Sequence[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return notes that were kept as text alone: one that begins with a variable is about it."""
    names = sorted(known, key=len, reverse=True)
    return tuple(
        Note(note, [name for name in names if note.startswith(f"{name}: ")][:1]) for note in notes
    )


def notes_about(notes: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """Return the notes of the whole file and those about some variables, each once."""
    wanted = set(names)
    found = (n for n in notes if not variables_of(n) or wanted & set(variables_of(n)))
    return tuple(dict.fromkeys(found))


def variables_of(note: str) -> tuple[str, ...]:
    """Return the variables that a note is about; none for the whole file."""
    return note.variables if isinstance(note, Note) else ()
