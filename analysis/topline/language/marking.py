"""Sentences that are written here and said elsewhere, marked so that catalogues find them."""


def marked(english: str) -> str:
    """Return a sentence as it is; catalogues have it because it is marked."""
    return english


def forms(one: str, many: str) -> tuple[str, str]:
    """Return a sentence about one thing and about any other number of them, as they are."""
    return one, many
