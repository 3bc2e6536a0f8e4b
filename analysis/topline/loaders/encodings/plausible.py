"""Which encoding a text's bytes are in: what they say in each has to look like a language."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise

from .languages import LATIN, OTHERS

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*[\u0e31-\u0e4e\u064b-\u0652]*")
_FINE = set("“”„‚‘’«»‹›–—…€£¥§°•·¿¡²³½¼¾©®™№ªº´×±µ\u00a0\u00ad،؟؛٪₪฿−")
_NOT_BEFORE = set("©®¦¶²³¹£¥¢™")
"""Signs that stand before no letter, unless an encoding is wrong."""

_APART = set("½¼¾±×")
"""Signs that stand beside no letter."""

_PARTNERS = dict(zip("«»‹›", "»«›‹", strict=True))
"""Quotation marks, of which none stands in a text alone: ť of ISO 8859-2 is » of Windows."""

_INSIDE = set("’‘´·\u00ad")
"""Signs that may stand between letters."""

_SPACE = "\u00a0"
_BEYOND = re.compile(r"[^\x00-\x7f]")
_RUNS = re.compile(r"[A-Za-z]?[^\x00-\x7f]+[A-Za-z]?")
_STRAY = re.compile(rb"[A-Za-z]?[\x80-\xff]+[A-Za-z]?")
_FEW_STRAY = 4
_USUAL = "cp1252"
"""What equal readings are called."""

_MULTI = ("cp932", "euc_jp", "gb18030", "big5", "cp949")
_DOUBTFUL = 3.0
"""Natural logarithm of how many times likelier than all others a reading has to be."""

_UNLIKELY = -12.0
"""What a sign costs that no language has where it stands."""

_MOST_ODD = 0.15
"""Share of words with something odd beyond which a reading is none."""

_COMMON = 0.9
"""Share of common characters in a text of an Asian language."""

_PERHAPS = 0.7
_SOME_KANA = 0.1
_KANA = ("cp932", "euc_jp")

_FEWEST = {"cp932": 4, "euc_jp": 4, "cp949": 6, "big5": 8, "gb18030": 12}
"""Different characters from which those of an Asian language are evidence."""

_SAMPLE = 60_000


@dataclass(frozen=True)
class Verdict:
    """What was found out.

    Attributes
    ----------
    encoding : str
        The one that is right; "" where that is not certain.
    likely : tuple of str
        Encodings in which the text can be read, the likeliest first.
    """

    encoding: str
    likely: tuple[str, ...]


def find_encoding(lines: Iterable[bytes]) -> Verdict:
    """Tell the encoding of lines that hold bytes beyond ASCII; equal readings are one."""
    raw = b"\n".join(dict.fromkeys(lines))[:_SAMPLE]
    stray = _STRAY.findall(raw)
    if sum(map(len, stray)) <= _FEW_STRAY and not any(re.search(rb"[A-Za-z]", s) for s in stray):
        # Signs beside words, a few in the whole file: no letters to tell by, and none to lose.
        return Verdict(_USUAL, (_USUAL,))
    # letters stand side by side: one by one, and beside none, "€", "£", "–" and "°" do
    signs = {s.replace(b"\xa0", b"") for s in stray} - {b""}
    if all(len(s) == 1 and set(_decoded(s, _USUAL)) & _FINE for s in signs):
        return Verdict(_USUAL, (_USUAL,))
    asian = {codec: _asian(raw, codec) for codec in _MULTI}
    certain = [codec for codec, found in asian.items() if found == 1]
    # Kana stand in no other text.
    certain = [codec for codec in certain if codec in _KANA] or certain
    if certain:
        return _of_readings({c: _decoded(raw, c) for c in certain}, dict.fromkeys(certain, 0.0))
    languages = (*LATIN.values(), *OTHERS.values())
    codecs = dict.fromkeys(codec for _, tried in languages for codec in tried)
    readings = {codec: _reading(text) for codec in codecs if (text := _decoded(raw, codec))}
    scores: dict[str, float] = {}
    for letters, tried in languages:
        for codec in tried:
            if codec in readings:
                score = _score(readings[codec], letters, latin=letters[0] < "\u0250")
                scores[codec] = max(score, scores.get(codec, -math.inf))
    found = {codec: score for codec, score in scores.items() if score > -math.inf}
    # The systems of today are likelier than those of thirty years ago.
    for codec in found:
        found[codec] += next(prior for starts, prior in _PRIORS if codec.startswith(starts))
    verdict = _of_readings({codec: readings[codec].text for codec in found}, found, raw)
    possible = [codec for codec, share in asian.items() if share]
    # Two bytes may be one character or two letters: too few to tell.
    if possible:
        return Verdict("", (*verdict.likely[:2], *possible))
    if verdict.encoding or not _decoded(raw, _USUAL):
        return verdict
    # what is too short to look like any language is most often of the usual one
    return Verdict("", tuple(dict.fromkeys((*verdict.likely, _USUAL))))


_PRIORS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("cp1257", "iso", "koi8", "mac_roman"), -2.0),
    (("cp125", "cp874"), 0.0),
    (("",), -4.0),
)
"""Logarithms of how usual encodings are, beside those of Windows, by how their names begin."""


def _of_readings(texts: dict[str, str], scores: dict[str, float], raw: bytes = b"") -> Verdict:
    """Take the likeliest reading where it is far likelier than every other one."""
    ranked = sorted(scores, key=lambda codec: -scores[codec])
    if not ranked:
        # its tables take as long to import as a small file to read, and few texts need them
        best = import_module("charset_normalizer").from_bytes(raw).best()
        guess = (best.encoding,) if best else ()
        return Verdict("", tuple(dict.fromkeys((*guess, "cp1252", "latin-1"))))
    first = ranked[0]
    others = [codec for codec in ranked if _same(texts[codec]) != _same(texts[first])]
    if _USUAL in scores and _USUAL not in others:
        first = _USUAL
    if not others:
        return Verdict(first, (first,))
    near = [codec for codec in others if scores[first] - scores[codec] < _DOUBTFUL]
    return Verdict("" if near else first, (first, *near[:3]))


def _same(text: str) -> str:
    """Return what two readings have to share; no-break spaces and the like do not count."""
    return text.translate({0xA0: " ", 0xAD: None})


def _decoded(raw: bytes, codec: str) -> str:
    try:
        return raw.decode(codec)
    except (UnicodeError, LookupError):
        return ""


@dataclass(frozen=True)
class _Reading:
    """What the bytes say in an encoding, whatever the language is.

    Attributes
    ----------
    text : str
    words : int
        Different words with letters beyond a to z.
    beyond : Counter of str
        These letters, as they stand in the words.
    plain : int
        Other letters of these words.
    odd : int
        Signs that stand where no language has them, and capitals behind small letters.
    mixed : int
        Words that have both kinds of letters, and no such capital.
    """

    text: str
    words: int
    beyond: Counter[str]
    plain: int
    odd: int
    mixed: int


def _reading(text: str) -> _Reading:
    """Count what tells an encoding once, for all languages."""
    words = {word for word in _WORD.findall(text) if not word.isascii()}
    counts: Counter[str] = Counter()
    plain = capitals = mixed = 0
    for word in words:
        beyond = [c for c in word if not c.isascii() and c not in "’İ"]
        plain += len(word) - len(beyond)
        counts.update(beyond)
        if any(a.islower() and b.isupper() for a, b in pairwise(word)):
            capitals += 1
        elif len(beyond) < len(word):
            mixed += 1
    # signs that stand where no language has them; spaces alone stand between words
    odd, padded = 0, f" {text} "
    inside = _INSIDE if set(_BEYOND.findall(text)) - {_SPACE} else {_SPACE}
    for found in _BEYOND.finditer(padded):
        at, sign = found.start(), found[0]
        if sign.isalpha() or unicodedata.category(sign)[0] == "M":
            continue
        before, after = padded[at - 1].isalpha(), padded[at + 1].isalpha()
        odd += (
            sign not in _FINE
            or (before and after and sign not in inside)
            or ((before or after) and sign in _APART)
            or (after and sign in _NOT_BEFORE)
            or ((before or after) and _PARTNERS.get(sign, sign) not in text)
        )
    return _Reading(
        text=text,
        words=len(words),
        beyond=counts,
        plain=plain,
        odd=odd + capitals,
        mixed=mixed,
    )


def _score(reading: _Reading, letters: str, *, latin: bool) -> float:
    """Return the logarithm of how likely a text's letters are in a language; −∞ for not at all."""
    rank = {letter: place for place, letter in enumerate(letters, start=1)}
    norm = sum(1 / place for place in rank.values())
    counts: Counter[str] = Counter()
    for c, n in reading.beyond.items():
        counts[c if c in rank else unicodedata.normalize("NFC", c.lower())] += n
    size = sum(counts.values())
    # Two scripts in a word, or a capital behind a small letter.
    odd = reading.odd + (0 if latin else reading.mixed)
    odd += sum(n for c, n in counts.items() if c not in rank and c[0].isalpha())
    if (latin and size > 4 and reading.plain < size) or odd > _MOST_ODD * reading.words + 0.5:
        return -math.inf
    known = sum(math.log(1 / rank[c] / norm) * n for c, n in counts.items() if c in rank)
    # A text of another script has many more such letters, none of them a surprise.
    return known + odd * _UNLIKELY + (0.0 if latin else 3.0 * size)


def _asian(raw: bytes, codec: str) -> float:
    """Tell whether a text is in an encoding's language: 1 is yes, 0.5 perhaps, 0 no."""
    text = _decoded(raw, codec)
    beyond = [c for c in text if not c.isascii() and not _WIDE_SIGN.match(c)]
    wide = [c for c in beyond if "\u4e00" <= c <= "\u9fff" or _is_kana(c) or _is_hangul(c)]
    runs = set(_RUNS.findall(text))
    # One character among letters of the alphabet is no word, but an accent read as one.
    among = sum(1 for run in runs if run[0].isascii() or run[-1].isascii())
    if not wide or among * 3 > len(runs) or len(wide) < _COMMON * len(beyond):
        return 0
    common = sum(_is_common(c, codec) for c in wide) / len(wide)
    kana = sum(map(_is_kana, wide)) / len(wide)
    if common < _COMMON or (codec not in _KANA and kana > _SOME_KANA):
        return 0.5 if common > _PERHAPS else 0
    if codec in ("gb18030", "big5") and _asian(raw, "cp949"):
        return 0.5
    proven = kana > _SOME_KANA if codec in _KANA else True
    return 1 if proven and len(set(wide)) >= _FEWEST[codec] else 0.5


def _is_common(sign: str, codec: str) -> bool:
    """Tell whether a character is among the usual ones of an encoding."""
    code = sign.encode(codec)
    if codec == "cp949":
        # Those of the old standard; the later ones are hardly ever written.
        return _is_hangul(sign) and min(code) >= 0xA1
    if codec in _KANA:
        return _is_kana(sign) or sign.encode("euc_jp", "ignore")[:1] < b"\xd0"
    first, last = (0xB0, 0xD7) if codec == "gb18030" else (0xA4, 0xC6)
    return first <= code[0] <= last and len(code) == 2 and (codec == "big5" or code[1] >= 0xA1)


def _is_kana(sign: str) -> bool:
    return "\u3041" <= sign <= "\u30ff"


def _is_hangul(sign: str) -> bool:
    return "\uac00" <= sign <= "\ud7a3"


_WIDE_SIGN = re.compile("[\u3000-\u303f\uff00-\uff5e·…—“”‘’×○●◎△]")
