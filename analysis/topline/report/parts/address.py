"""Where a page will lie, for those who see a link to it before they see the page."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from ...arguments import described
from ...errors import ArgumentError

_ADDRESS = re.compile(r"""https?://[^\s/?#"'<>\\\[\]]+(/[^\s?#"'<>\\]*)?""")


@dataclass(frozen=True)
class Address:
    """Where the page and its picture will lie, and what is to be seen on the picture."""

    page: str
    card: str
    alt: str

    @property
    def picture(self) -> str:
        """The address of the picture, which lies beside the page."""
        last = urlsplit(self.page).path.rpartition("/")[2]
        folder = self.page if not last or "." in last else f"{self.page}/"
        return urljoin(folder, self.card)


def check_url(url: str | None) -> str | None:
    """Return the address that a page will have.

    Raises
    ------
    ArgumentError
        When it is no address of the web, whole and by itself.
    """
    if url is None:
        return None
    if not isinstance(url, str) or not _ADDRESS.fullmatch(url):
        raise ArgumentError(
            f"url is {described(url)}; expected where the page will lie, such as "
            "'https://example.org/report/', without spaces, ? and #"
        )
    return url
