"""A claim as people write it, signs or words, read into what it compares."""

import re
from dataclasses import dataclass, replace

from ...arguments import described
from ...errors import ArgumentError
from ..printed_cells import CellError, read_percent
from ..problems import cut

MORE, LESS, SAME = "more", "less", "same"
"""What a claim says of the first number, next to the second."""

EXPECTED = (
    'expected a comparison such as "63% > 50%" or "12% < 20%", or words such as "52% is a '
    'majority", "33% is a third", "48% leads 44%", "48% is twice 24%", "48% more than 44% in '
    'March" or "31% + 21% > 50%"'
)
_LONGEST = 300
"""Characters of a claim, which is a sentence."""


@dataclass(frozen=True)
class ReadClaim:
    """What a claim compares.

    Attributes
    ----------
    first, second : tuple of str
        Percents as printed; several are a net. No second where it is `value`.
    relation : {"more", "less", "same"}
    value : float or None
        A share named in words, such as 1/3.
    name : str
        These words, such as "a third"; "" where it is a percent.
    factor : float
        How many times the second the first is said to be.
    reading : str or None
        What the words say the second percent is, "answer" or "sample".
    elsewhere : str
        The words that say it comes from elsewhere, such as "in March".
    """

    first: tuple[str, ...]
    second: tuple[str, ...] = ()
    relation: str = MORE
    value: float | None = None
    name: str = ""
    factor: float = 1.0
    reading: str | None = None
    elsewhere: str = ""


_COUNTED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {
    **dict.fromkeys(("a", "an", "one", ""), 1),
    **{word: k for k, word in enumerate(_COUNTED, 2)},
}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8}
_PARTS |= {"tenth": 10, "halve": 2}
_NUMBER = "|".join(filter(None, _NUMBERS)) + r"|\d{1,2}"
_HOW = {
    MORE: r"more than|over|above|at least|greater than|higher than|exceeds?|>=|[>≥]",
    LESS: r"less than|fewer than|under|below|at most|lower than|smaller than|<=|[<≤]",
    SAME: r"about|around|nearly|almost|roughly|exactly|just|==?|≈",
}
_HOW_FIRST = "|".join(f"(?P<{key}>{words})" for key, words in _HOW.items())
_SHARE = re.compile(
    rf"(?:(?:{_HOW_FIRST})\s*)?\b(?P<name>(?:(?:the|a|an)\s+)?(?:overwhelming\s+|clear\s+|slim\s+)?"
    rf"(?P<mark>majority|minority|(?<!at\s)most)\b"
    rf"|(?:(?P<of>{_NUMBER})[\s-]+)?(?P<part>{'|'.join(_PARTS)})s?\b(?!\s+(?:as|that)\b)"
    rf"|(?P<some>{_NUMBER})\s+(?:in|out\s+of)\s+(?P<whole>{_NUMBER})\b(?!\d))",
    re.IGNORECASE,
)
_TIMES = re.compile(
    rf"(?:(?:{_HOW_FIRST})\s*)?(?P<factor>\b(?:twice|double|thrice|triple|treble|half)\b"
    rf"|\b(?:{_NUMBER}|\d+[.,]\d+)\s*(?:times\b|[x×](?=\s|\d)))"
    r"(?:\s+(?:as\s+(?:many|much|often|likely|large|high)(?:\s+as)?|that\s+of|the\s+share\s+of))?",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:no\s+(?:\w+\s+)?difference|no\s+different|not\s+(?:\w+\s+)?differ(?:ent)?|the\s+same|"
    r"same\s+as|equals?|equal\s+to|as\s+(?:many|much)\s+as|unchanged|tied?\s+with|level\s+with)\b"
    r"(?:\s+(?:from|to|as|than|between))?|(?<![<>=!])==?(?![<>=])|≈",
    re.IGNORECASE,
)
_AHEAD, _BEHIND = r"leads?|ahead\s+of|beats?", r"trails?|behind"
_UP, _DOWN = r"up\s+from|rose\s+from|grew\s+from", r"down\s+from|fell\s+from"
_ORDER = re.compile(
    rf"(?P<more>>=|[>≥]|\b(?:{_AHEAD}|{_UP}|outnumbers?|larger\s+than|more\s+(?:\w+\s+)?than|"
    r"(?:over|above|at\s+least|greater\s+than|higher\s+than|exceeds?))\b)"
    rf"|(?P<less><=|[<≤]|\b(?:{_BEHIND}|{_DOWN}|fewer\s+(?:\w+\s+)?than|less\s+(?:\w+\s+)?than|"
    r"(?:under|below|at\s+most|lower\s+than|smaller\s+than))\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(rf"{_AHEAD}|{_BEHIND}", re.IGNORECASE)
_CHANGE = re.compile(rf"{_UP}|{_DOWN}", re.IGNORECASE)
_PERCENT = re.compile(
    r"(?<!\d)\d{1,12}(?:[.,]\d{1,12})?\s?(?:%|percent\b|per cent\b|pct\b)", re.IGNORECASE
)
_LABEL = re.compile(r"(?:[^\W_]|[\s,;:.'’&()–+-])*")
_ELSEWHERE = re.compile(
    r"\b(?:in\s+(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december|spring|summer|autumn|fall|winter|(?:19|20)\d\d|the\s+\w+)|"
    r"last\s+\w+|\w+\s+(?:years?|months?|weeks?)\s+(?:ago|before|earlier)|previous\w*|"
    r"before|earlier|since\s+\w+|then|(?:another|other|previous)\s+\w+)\b",
    re.IGNORECASE,
)
_GROUP = re.compile(r"\b(?:of|among)\s+(?P<group>[^\W\d_][\w ]*)", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no|never|nor|neither|\w+n['’]t)\b", re.IGNORECASE)


def read_claim(claim: str) -> ReadClaim:
    """Read a claim.

    Raises
    ------
    ArgumentError
        When it compares nothing that is known, or says too little or two things at once.
    """
    if not isinstance(claim, str):
        raise ArgumentError(f"claim is {described(claim)}; {EXPECTED}")
    text = " ".join(claim.split())
    if not text or len(text) > _LONGEST:
        raise ArgumentError(f"claim is {cut(repr(claim))}; {EXPECTED}")
    for reader in (_of_times, _of_share, _of_same, _of_order):
        found = reader(text)
        if found is not None:
            return found
    raise ArgumentError(f"claim is {cut(repr(text))}; {EXPECTED}")


def _of_times(text: str) -> ReadClaim | None:
    """Read "48% is twice as many as 24%"."""
    match = _TIMES.search(text)
    if match is None or not _PERCENT.search(text) or len(_PERCENT.findall(text)) < 2:
        return None
    words = match["factor"].lower()
    named = {"twice": 2.0, "double": 2.0, "thrice": 3.0, "triple": 3.0, "treble": 3.0, "half": 0.5}
    number = re.split(r"\s*(?:times|[x×])", words)[0]
    factor = named.get(words) or float(_NUMBERS.get(number) or number.replace(",", "."))
    before, after = text[: match.start()], text[match.end() :]
    sign = _ORDER.search(before)
    relation = _how(match)
    if relation == SAME and sign is not None:
        relation, before = MORE if sign["more"] else LESS, before[: sign.start()]
    found = _two(text, before, after)
    return replace(found, relation=relation, factor=factor)


def _of_share(text: str) -> ReadClaim | None:
    """Read "52% is a majority" and "more than a third: 36%"."""
    matches = [m for m in _SHARE.finditer(text) if m["mark"] or m["part"] or m["some"]]
    if not matches or (len(_PERCENT.findall(text)) > 1 and "+" not in text):
        return None
    match = matches[0]
    name, relation = " ".join(match["name"].split()).lower(), _how(match)
    if match["mark"]:
        value, relation = 0.5, LESS if match["mark"].lower() == "minority" else MORE
        name = ""
    elif match["part"]:
        value = _number(match["of"]) / _PARTS[match["part"].lower()]
    else:
        value = _number(match["some"]) / max(_number(match["whole"]), 1)
    if not 0 < value < 1 or len(matches) > 1:
        raise ArgumentError(f"claim is {cut(repr(text))}; {EXPECTED}")
    side = _Side.of(text[: match.start()] + " " + text[match.end() :], text)
    return ReadClaim(first=side.percents, relation=relation, value=value, name=name)


def _of_same(text: str) -> ReadClaim | None:
    """Read "48% is the same as 44%" and "48% against 44%: no difference"."""
    match = _SAME.search(text)
    if match is None:
        return None
    return replace(_two(text, text[: match.start()], text[match.end() :]), relation=SAME)


def _of_order(text: str) -> ReadClaim | None:
    """Read "48% > 44%" and "48% is more than 44% in March"."""
    signs = list(_ORDER.finditer(text))
    if len(signs) != 1:
        return None
    sign = signs[0]
    left, right = text[: sign.start()].strip(), text[sign.end() :].strip()
    if not left or not right:
        return None
    found = replace(_two(text, left, right), relation=MORE if sign["more"] else LESS)
    if _LEAD.fullmatch(sign[0]):
        found = replace(found, reading="answer")
    if _CHANGE.fullmatch(sign[0]):
        found = replace(found, reading="sample", elsewhere=sign[0])
    return found


@dataclass(frozen=True)
class _Side:
    """One side of a comparison: its percents, and what else it says."""

    percents: tuple[str, ...]
    words: str

    @classmethod
    def of(cls, text: str, claim: str) -> "_Side":
        """Read a side; a percent as it is printed stays so, such as "about 75%" or a bare 63."""
        text = text.strip(" ,;:")
        try:
            if read_percent(text) is not None:
                return cls((text,), "")
        except CellError:
            pass
        percents = tuple(_PERCENT.findall(text))
        words = _PERCENT.sub(" ", text)
        if not percents or not _LABEL.fullmatch(words):
            return cls((text,), "")
        if len(percents) > 1 and words.count("+") + words.count(" plus ") < len(percents) - 1:
            raise ArgumentError(
                f"claim is {cut(repr(claim))}, with {len(percents)} percents where one is "
                'expected; write a net with +, as in "31% + 21% > 50%"'
            )
        if _NOT.search(words):
            raise ArgumentError(
                f"claim is {cut(repr(claim))}, with a no in it, which can be read in two ways; "
                'write what is claimed, as in "48% < 50%"'
            )
        return cls(percents, words)


def _two(claim: str, left: str, right: str) -> ReadClaim:
    """Read two sides; both percents may stand on one, as in "48% against 44%: no difference"."""
    together = _PERCENT.findall(left + " " + right)
    if len(together) == 2 and len(_PERCENT.findall(left)) != 1:
        first, second = (_Side((percent,), "") for percent in together)
    else:
        first, second = _Side.of(left, claim), _Side.of(right, claim)
    elsewhere = _ELSEWHERE.search(second.words) or _ELSEWHERE.search(_PERCENT.sub(" ", right))
    if elsewhere and not _PERCENT.search(right) and len(together) == 1:
        raise ArgumentError(
            f"claim is {cut(repr(claim))}, which names one percent; a comparison with another "
            f'survey needs both, as in "{first.percents[0]} > 44% {elsewhere[0]}", and other_n, '
            "the respondents of the other"
        )
    groups = [_GROUP.search(side.words) for side in (first, second)]
    apart = ""
    if all(groups) and len({str(group and group["group"]).strip() for group in groups}) == 2:
        apart = str(groups[1] and groups[1][0])
    named = elsewhere[0] if elsewhere else apart
    return ReadClaim(
        first=first.percents,
        second=second.percents,
        reading="sample" if named else None,
        elsewhere=named.strip(),
    )


def _how(match: re.Match[str]) -> str:
    return MORE if match["more"] else LESS if match["less"] else SAME


def _number(words: str | None) -> int:
    text = (words or "").lower()
    return _NUMBERS[text] if text in _NUMBERS else int(text)
