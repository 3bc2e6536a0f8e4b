"""Which items of disclosure a record tells, and which are missing."""

from dataclasses import dataclass

import pandas as pd

from ..arguments import check_one_of, described
from ..errors import ArgumentError
from ..language.amounts import listed_words
from ..language.message import Message, as_message
from ..sample_types import NOT_STATED
from ..shown import shown_text
from ..spoken import Spoken
from .items import CODES
from .record import NOT_APPLICABLE, NOT_DISCLOSED, Disclosure

PASS, MISSING, WRONG = "pass", "missing", "wrong"
UNDISCLOSED, UNASKED = "not disclosed", "not applicable"

_STATES = (MISSING, WRONG, UNDISCLOSED, PASS, UNASKED)
"""What is left to do comes first, however many of each there are."""


@dataclass(frozen=True, eq=False)
class DisclosureCheck(Spoken):
    """Every item of disclosure and its state.

    Attributes
    ----------
    table : pandas.DataFrame
        One row per item: code, item, status, and what to do.
    code : str
        The code checked against, with the year of its version.
    """

    table: pd.DataFrame
    code: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """How many items are in which state, those with something to do, and those told already."""
        counts = self.table["status"].value_counts()
        summary = listed_words(
            Message("{n} {status}", n=int(counts[status]), status=as_message(status))
            for status in _STATES
            if status in counts
        )
        left = self.table[self.table["to_do"] != ""]
        told = self.table.loc[self.table["status"] == PASS, "item"].tolist()
        return (
            Message(
                "{summary}. Checked against the {code}. Complete in form is no certificate of any "
                "association.",
                summary=summary,
                code=self.code,
            ),
            *(
                Message("- {item}: {what}", item=as_message(row["item"]), what=row["to_do"])
                for row in left.to_dict("records")
            ),
            *(
                [Message("Told already: {items}.", items=list(map(as_message, told)))]
                if told
                else []
            ),
        )

    @property
    def complete(self) -> bool:
        """Whether no required item is missing or wrong."""
        return not self.table["status"].isin([MISSING, WRONG]).any()

    def __repr__(self) -> str:
        """Say the state of every item."""
        return shown_text(f"{self.code}\n{self.table.to_string(index=False)}")


def check_disclosure(record: Disclosure, *, code: str = "aapor") -> DisclosureCheck:
    """Check a record against the items a survey has to tell.

    A key may say "not_disclosed" or "not_applicable" in place of a value; only a blank is missing.
    Completeness is of form, and no certificate of any association.

    Parameters
    ----------
    record : Disclosure
        As ``read_disclosure`` returns it.
    code : {"aapor", "esomar_wapor"}
        Whose items: the 2021 code of AAPOR, or the minimum of ESOMAR's and WAPOR's guideline of
        2014 for any published report.

    Returns
    -------
    DisclosureCheck

    Raises
    ------
    ArgumentError
        When `record` is no Disclosure, or there is no such code.

    References
    ----------
    AAPOR Code of Professional Ethics and Practices (2021), section III; ESOMAR and WAPOR (2014),
    Guideline on Opinion Polls and Published Surveys, key requirement 7.

    Examples
    --------
    >>> found = check_disclosure(Disclosure({"strategy": ["survey"]}))
    >>> found.complete
    False
    """
    if not isinstance(record, Disclosure):
        raise ArgumentError(
            f"record is {described(record)}; expected a Disclosure, as read_disclosure returns it"
        )
    check_one_of("code", code, tuple(CODES))
    rows = []
    for item in CODES[code].items.values():
        values = {key: record.get(key) for key in item.keys}
        required = item.required(record)
        blank = [key for key, value in values.items() if value is None]
        status, to_do = PASS, ""
        if to_do := item.improper(record):
            status = WRONG
        elif blank and not required:
            status = UNASKED
        elif blank:
            status, to_do = MISSING, Message("give {keys}", keys=", ".join(blank))
        elif NOT_DISCLOSED in values.values() or values.get("sample_type") == NOT_STATED:
            status = UNDISCLOSED
        elif NOT_APPLICABLE in values.values():
            status = UNASKED
        elif to_do := item.check(record):
            status = WRONG
        rows.append((item.key, item.label, status, to_do))
    # as objects, for a message remembers what it was made of, and a text of pandas does not
    table = pd.DataFrame(rows, columns=["code", "item", "status", "to_do"], dtype=object)
    return DisclosureCheck(table, CODES[code].label)
