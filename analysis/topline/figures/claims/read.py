"""A claim as people write it, signs or words, read into what it compares."""

import re
from dataclasses import replace

from ...arguments import described
from ...errors import ArgumentError
from ...shown import cut
from . import phrases
from .phrases import LESS, MORE, PERCENT, SAME
from .sides import ReadClaim, Side, refuse_doubt, refuse_times_more, two_sides

EXPECTED = (
    'expected a comparison such as "63% > 50%" or "12% < 20%", or words such as "52% is a '
    'majority", "33% is a third", "48% leads 44%", "48% is twice 24%", "48% more than 44% in '
    'March" or "31% + 21% > 50%"'
)
_LONGEST = 300
"""Characters of a claim, which is a sentence."""
_HALF = 0.5


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
    by = phrases.BY_POINTS.search(text)
    plain = phrases.BY_POINTS.sub(" ", text)
    if phrases.POINTS.search(plain) or (by and (by["less"] or by["less_after"])):
        raise ArgumentError(
            f"claim is {cut(repr(text))}, of a number of points; write by how many one percent is "
            'more than the other, as in "48% leads 44% by 4 points" or "48% leads 44% by more than '
            '2 points"'
        )
    if by is not None:
        return _by_points(text, _LEAD_OVER.sub("leads", plain), by)
    for reader in (_of_first, _of_times, _of_share, _of_same, _of_order):
        found = reader(text)
        if found is not None:
            degrees = phrases.DEGREE.findall(text)
            words = ", ".join(dict.fromkeys(filter(None, (found.unjudged, *degrees))))
            return replace(found, unjudged=words.lower())
    raise ArgumentError(f"claim is {cut(repr(text))}; {EXPECTED}")


_LEAD_OVER = re.compile(
    r"\b(?:(?:has|have|had|holds?|is|with)\s+)?(?:an?\s+)?leads?\s+(?:over|on|of)\b", re.IGNORECASE
)


def _by_points(text: str, plain: str, by: re.Match[str]) -> ReadClaim:
    """Read "48% leads 40% by 8 points": an order of two percents, and how far they lie apart.

    Raises
    ------
    ArgumentError
        When no order of two percents is left without the points.
    """
    found = read_claim(plain) if len(phrases.BY_POINTS.findall(text)) == 1 else None
    if found is None or not found.second or found.relation == SAME or found.factor != 1:
        raise ArgumentError(
            f"claim is {cut(repr(text))}, of a number of points; expected two percents, of which "
            'one is more, as in "48% leads 44% by 4 points"'
        )
    number = re.match(r"\d+(?:[.,]\d+)?|[^\W\d]+(?:\s+hundred)?", by["points"].lower())
    words = number[0] if number else ""
    size = float(words.replace(",", ".")) if words[:1].isdigit() else float(_number(words))
    if not 0 < size < 100:
        raise ArgumentError(f"claim is {cut(repr(text))}; a lead is above 0, under 100 points")
    how = MORE if by["more"] or by["more_after"] else SAME
    return replace(found, points=size / 100, points_how=how, near=by["near"] or found.near)


def _of_first(text: str) -> ReadClaim | None:
    """Read "48% is a plurality over 44%": the lead over the largest other answer.

    Raises
    ------
    ArgumentError
        When it names no other answer, or a larger one.
    """
    match = phrases.FIRST_OF_ALL.search(text)
    percents = PERCENT.findall(text)
    if match is None or not percents:
        return None
    refuse_doubt(text, text[: match.start()], text[match.end() :])
    largest = max(percents, key=_size)
    others = [percent for percent in percents[1:] if percent != percents[0]]
    if largest != percents[0] or not others or "+" in text:
        raise ArgumentError(
            f"claim is {cut(repr(text))}, of one answer before every other; expected a comparison "
            'such as "48% leads 44%", with the largest of the others'
        )
    second = max(others, key=_size)
    return ReadClaim(
        first=(largest,), second=(second,), relation=MORE, reading="answer", first_of_all=True
    )


def _size(percent: str) -> float:
    found = re.match(r"[\d.,]+", percent)
    return float(found[0].replace(",", ".")) if found else 0.0


def _of_times(text: str) -> ReadClaim | None:
    """Read "48% is twice as many as 24%" and "24% is half of 48%"."""
    match = phrases.TIMES.search(text)
    if match is None or len(PERCENT.findall(text)) < 2:
        return None
    refuse_times_more(text)
    before, after = text[: match.start()], text[match.end() :]
    refuse_doubt(text, before, "")
    sign = phrases.ORDER.search(before)
    relation = _how(match)
    if relation == SAME and sign is not None:
        relation, before = MORE if sign["more"] else LESS, before[: sign.start()]
    found = two_sides(text, before, after)
    named_second = any(match[key] for key in ("then", "that", "then_of", "that_of"))
    if named_second and not PERCENT.search(before):
        # "three times as many as 16%: 48%", and not "twice as many as in March, 40% vs 20%"
        if PERCENT.match(after.strip()) is None:
            raise ArgumentError(
                f"claim is {cut(repr(text))}, which can be read in two ways: either percent may be "
                'the one named last; write which is how many times which, as in "48% is twice 24%"'
            )
        found = replace(found, first=found.second, second=found.first)
    return replace(found, relation=relation, factor=_factor(match), near=match["near"] or "")


def _factor(match: re.Match[str]) -> float:
    if match["portion"]:
        return _number(match["of"]) / phrases.PARTS[match["portion"].lower()]
    words = match["factor"].lower()
    named = {"twice": 2.0, "double": 2.0, "thrice": 3.0, "triple": 3.0, "treble": 3.0}
    number = re.split(r"\s*(?:times|[x×])", words)[0]
    return named.get(words) or float(phrases.NUMBERS.get(number) or number.replace(",", "."))


def _of_share(text: str) -> ReadClaim | None:
    """Read "52% is a majority" and "more than a third: 36%"."""
    matches = [match for match in phrases.SHARE.finditer(text) if match["name"]]
    if phrases.NOT_NUMBERS.search(text):
        raise ArgumentError(
            f"claim is {cut(repr(text))}, of a share that differs from place to place; write it, "
            'as in "70% > 60%" or "more than two thirds: 70%"'
        )
    if not matches or (len(PERCENT.findall(text)) > 1 and "+" not in text):
        return None
    match = matches[0]
    before, after = text[: match.start()], text[match.end() :]
    refuse_doubt(text, before, after, share=True)
    value, relation, name = _named_share(match)
    if not 0 < value < 1 or len(matches) > 1:
        raise ArgumentError(f"claim is {cut(repr(text))}; {EXPECTED}")
    degree = phrases.DEGREE_BEFORE.search(before) if relation != SAME else None
    own, other = phrases.GROUP.search(before), phrases.OF_GROUP.match(after)
    if own and other and own["group"].split()[0].lower() != other["group"].lower():
        raise ArgumentError(
            f"claim is {cut(repr(text))}, of two groups; write the percent of each, as in "
            '"48% of women > 44% of men", and other_n'
        )
    side = Side.of(f"{before} {after}", text)
    group = phrases.GROUP.search(side.words)
    return ReadClaim(
        first=side.percents,
        relation=relation,
        value=value,
        name=name,
        group=group["group"].strip() if group else "",
        near=match["near"] or match["near_after"] or "",
        unjudged=match["size"] or match["good"] or (degree["degree"] if degree else ""),
    )


def _named_share(match: re.Match[str]) -> tuple[float, str, str]:
    """Return a share in words, on which side of it the claim is, and its name."""
    name, relation = " ".join(match["name"].split()).lower(), _how(match)
    for key, meant in (("more_after", MORE), ("less_after", LESS), ("near_after", SAME)):
        if match[key]:
            relation, name = meant, name.removesuffix(match[key].lower()).strip(" ,")
    if match["good"]:
        # a good third is a third and a little more
        relation, name = _side(relation, MORE), name.partition("good ")[2]
    if match["qualified"]:
        part = match["qualified"].lower()
        name = f"{match['of_all']} {part}s".lower()
        return _number(match["of_all"]) / phrases.PARTS[part], _side(relation, MORE), name
    if match["mark"]:
        if match["near"]:
            return _HALF, SAME, "half"
        return _HALF, _side(relation, phrases.MARKS[match["mark"].lower()]), ""
    if match["part"]:
        # "every third" is a third
        name = name if name not in phrases.PARTS or name == "half" else f"a {name}"
        return _number(match["of"]) / phrases.PARTS[match["part"].lower()], relation, name
    if match["over"]:
        return int(match["over"]) / max(int(match["under"]), 1), relation, name
    some = 0 if match["noun"] and match["some"].lower() in ("a", "an") else _number(match["some"])
    return some / max(_number(match["whole"]), 1), relation, name


def _side(said: str, usual: str) -> str:
    """Return which side of a share is meant: that which is said of it, or the usual one."""
    return usual if said == SAME else said


def _of_same(text: str) -> ReadClaim | None:
    """Read "48% is the same as 44%" and "48% against 44%: no difference"."""
    match = phrases.SAME_AS.search(text)
    if match is None:
        return None
    refuse_doubt(text, text[: match.start()], "")
    before, after = text[: match.start()], text[match.end() :]
    found = two_sides(text, before, after)
    near = match["near"] or match["like"] or match["wave"] or ""
    if match["as_many"]:
        if PERCENT.match(after.strip()) and not PERCENT.search(before):
            # "almost as many as 52%: 48%"
            found = replace(found, first=found.second, second=found.first)
    elif phrases.FROM_BELOW.fullmatch(near):
        # "nearly the same" is so from above, too
        near = " ".join(match[0].split())
    return replace(found, relation=_how(match), near=near)


def _of_order(text: str) -> ReadClaim | None:
    """Read "48% > 44%" and "48% is more than 44% in March"."""
    signs = list(phrases.ORDER.finditer(text))
    if len(signs) != 1:
        return None
    sign = signs[0]
    left, right = text[: sign.start()].strip(), text[sign.end() :].strip()
    aged = re.match(r"\d+\b(?!\s?(?:%|per|pct|[.,]\d))", right) and PERCENT.search(right)
    if not left or not right or aged:
        return None
    refuse_doubt(text, left, "")
    degree = phrases.DEGREE_BEFORE.search(left)
    left = left[: degree.start()].strip() if degree else left
    found = replace(two_sides(text, left, right), relation=MORE if sign["more"] else LESS)
    found = replace(found, unjudged=degree["degree"] if degree else "")
    if phrases.LEAD.fullmatch(sign[0]):
        found = replace(found, reading="answer")
    if phrases.CHANGE.fullmatch(sign[0]):
        found = replace(found, reading="sample", elsewhere=sign[0])
    return found


def _how(match: re.Match[str]) -> str:
    return MORE if match["more"] else LESS if match["less"] else SAME


def _number(words: str | None) -> int:
    text = (words or "").lower()
    return phrases.NUMBERS[text] if text in phrases.NUMBERS else int(text)
