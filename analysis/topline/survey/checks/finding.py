"""What a check of a survey found."""

from dataclasses import dataclass

from ...language.marking import marked

SEVERITIES = (marked("ok"), marked("note"), marked("warning"), marked("problem"))
"""How much a finding matters, least first."""


@dataclass(frozen=True)
class Finding:
    """What one check found.

    Attributes
    ----------
    check : str
        What was looked at.
    severity : str
        One of ``SEVERITIES``.
    what : str
        What was found.
    where : str
        Which rows, strata or columns; empty for the whole.
    remedy : str
        What to do; empty where nothing is to be done.
    """

    check: str
    severity: str
    what: str
    where: str = ""
    remedy: str = ""
