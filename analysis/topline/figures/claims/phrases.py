"""Words that claims are made of, and what each means: patterns, case aside.

What is not here is not understood, and a claim with nothing else is refused. Words of degree, such
as "overwhelming" or "narrowly", name no number: they are found, told and not judged.
"""

import re

MORE, LESS, SAME = "more", "less", "same"
"""What a claim says of the first number, next to the second."""

_COUNTED = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
NUMBERS = {
    **dict.fromkeys(("a", "an", "one", ""), 1),
    **{word: k for k, word in enumerate(_COUNTED.split(), 2)},
    "a hundred": 100,
    "hundred": 100,
}
PARTS = {
    "half": 2,
    "halve": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twelfth": 12,
    "twentieth": 20,
}
MARKS = {"majority": MORE, "most": MORE, "minority": LESS}
"""Which side of a half a share so called lies on."""

NUMBER = r"a\s+hundred|" + "|".join(sorted(filter(None, NUMBERS), key=len, reverse=True))
NUMBER += r"|\d{1,3}"

COMPARED = {
    MORE: (
        r"more than|over(?!-)|above|at (?:the )?(?:very )?least|greater than|higher than|"
        r"larger than|bigger than|better than|in excess of|upwards of|(?:a )?minimum(?: of)?|"
        r"(?:no|not) (?:fewer|less) than|exceeds?|>=|[>≥]"
    ),
    LESS: (
        r"less than|fewer than|under(?!-)|below|at (?:the )?(?:very )?most|lower than|"
        r"smaller than|up to|(?:a )?maximum(?: of)?|"
        r"(?:no|not) more than|not even|not quite|short of|shy of|<=|[<≤]"
    ),
    SAME: r"exactly|precisely|fully|just|only|==?",
}
NEAR_BELOW = r"nearly|almost|virtually|practically|nigh on|getting on for|approaching|next to"
NEAR = (
    rf"{NEAR_BELOW}|(?:round )?about|around|roughly|approximately|close (?:to|on)|circa|"
    r"more or less|something like|in the (?:region|order) of|≈|~"
)
"""Said of a share: of a majority that it is near half, which is no majority. How far off still is
near it does not say; what comes near from below is not above."""
NEAR_AFTER = r"or (?:so|thereabouts)|give or take|more or less"
FROM_BELOW = re.compile(NEAR_BELOW, re.IGNORECASE)

AFTER = {
    MORE: r"(?:or|and) (?:more|over|above|higher)|at least",
    LESS: r"(?:or|and) (?:less|fewer|under|below|lower)|at most",
}
"""Said after a share, as in "a third or more"."""

_SIZES = (
    r"overwhelming|vast|huge|massive|large|big|great|broad|strong|solid|sizeable|sizable|"
    r"substantial|comfortable|slim|narrow|thin|small|slight|bare|tiny|growing|shrinking"
)
_DEGREES = r"well|far|just|much|slightly|somewhat|a little|a bit|considerably|way"
DEGREE_BEFORE = re.compile(rf"\b(?P<degree>{_DEGREES})\s*$", re.IGNORECASE)
"""Said right before a comparison, as in "well over half"."""
DEGREE = re.compile(
    r"\b(?:narrowly|slightly|marginally|comfortably|easily|considerably|substantially|vastly|"
    r"overwhelmingly|hugely|massively|decisively)\b",
    re.IGNORECASE,
)
"""Said anywhere, as in "48% beats 44% narrowly"."""

_WORD = "|".join(filter(None, PARTS))
_EDGES = r"simple|absolute|outright|clear|mere"
"""Said of a majority, and no more than that it is one."""

_SIDES = "|".join(f"(?P<{key}>{words})" for key, words in COMPARED.items())
_HOW = rf"(?:(?:{_SIDES})\s*)?(?:(?P<near>{NEAR})\s*)?"
"""Said before a share, as in "about half", "more than half" and "more than about half"."""
_SUPERLATIVE = (
    r"(?:popular|common|often|frequent\w*|likely|widely|loved|used|liked|wanted|"
    r"\w+(?:ed|ous|ful|ible|able|ive|ant|ent))\b"
)
SHARE = re.compile(
    rf"{_HOW}(?<![\w/])(?P<name>(?:(?:the|a|an|its|their)\s+)?"
    r"(?:(?P<of_all>two|three|four)[\s-](?P<qualified>third|quarter|fifth)s\s+(?=majority))?"
    rf"(?:(?P<size>{_SIZES})\s+|(?:{_EDGES})\s+)?"
    rf"(?P<mark>majority|minority|(?<!at\s)(?<!the\s)most\b(?!\s+{_SUPERLATIVE}))\b"
    rf"|(?:(?:a\s+)?(?P<good>good)\s+)?(?:(?:(?P<of>{NUMBER})[\s-]+)?"
    rf"(?P<part>{_WORD})s?\b(?!\s+(?:as|that|an?|again)\b)"
    rf"|(?P<some>{NUMBER})(?P<noun>\s+(?!in\b|out\b)[^\W\d_]+)?[\s-]+(?:in|out[\s-]+of)[\s-]+"
    rf"(?:every\s+)?"
    rf"(?P<whole>{NUMBER})\b(?!\d))"
    r"|(?P<over>\d{1,2})/(?P<under>\d{1,2})(?![\d/]))"
    rf"(?:,?\s+(?:(?P<more_after>{AFTER[MORE]})|(?P<less_after>{AFTER[LESS]})"
    rf"|(?P<near_after>{NEAR_AFTER}))\b)?",
    re.IGNORECASE,
)
"""A share named in words, with what is said of it."""

DOUBTED = re.compile(
    r"\b(?P<doubt>hardly|scarcely|barely|fail\w*|lack\w*|los(?:e|es|ing|t)|without|far\s+from|"
    r"anything\s+but|den(?:y|ies|ied)|miss\w*|need\w*|nowhere\s+near|at\s+best|at\s+worst|"
    r"all\s+but)\b"
    r"(?:\s+[^\W\d_]+){0,3}\s*$",
    re.IGNORECASE,
)
"""Said before a share or a comparison, it can turn it round."""
REACHING = re.compile(
    r"\b(?P<doubt>as\s+(?:many|much|few|little|high|low)\s+as)\s*$", re.IGNORECASE
)
"""Said right before a share: up to it to some, and that it is so much to others."""
DOUBTED_AFTER = re.compile(
    r"^\s*(?:is|was|are|were)?\s*(?P<doubt>missed|lacking|unlikely|out\s+of\s+reach|denied|lost)\b",
    re.IGNORECASE,
)

_AS = r"as\s+(?:many|much|often|likely|large|high)"
TIMES = re.compile(
    rf"{_HOW}(?:"
    r"(?P<factor>\b(?:twice|double|thrice|triple|treble)\b"
    rf"|\b(?:{NUMBER}|\d+[.,]\d+)\s*(?:times\b|[x×](?=\s|\d)))"
    rf"(?:\s+(?:{_AS}(?P<then>\s+as)?|(?P<that>that\s+of|the\s+share\s+of)))?"
    rf"|\b(?:(?P<of>{NUMBER})[\s-]+)?(?P<portion>{_WORD})s?\s+"
    rf"(?:{_AS}(?P<then_of>\s+as)?(?!\s+again)\b|(?P<that_of>that\s+of|the\s+share\s+of|"
    r"of\s+(?=\d+(?:[.,]\d+)?\s?(?:%|per))))"
    r")",
    re.IGNORECASE,
)
"""A number of times, or a part of another percent."""
TIMES_MORE = re.compile(
    r"\btimes\s+(?:more|higher|larger|greater|bigger|less|fewer|lower|smaller)\b", re.IGNORECASE
)
"""Three times more is three times as many to most, and four times to others."""

SAME_AS = re.compile(
    rf"{_HOW}(?:"
    r"\b(?:no\s+(?:\w+\s+)?difference|no\s+different|not\s+(?:\w+\s+)?differ(?:ent)?|the\s+same|"
    rf"same\s+as|equals?|equal\s+to|(?P<as_many>(?<!again\s){_AS}(?:\s+[^\W\d_]+){{0,2}}\s+as)|"
    r"unchanged|ties?\s+with|tied(?:\s+with)?|equally\s+(?:many|often|likely)|evenly\s+split|"
    r"(?P<like>similar\s+to|comparable\s+(?:to|with)|in\s+line\s+with)|"
    r"level\s+with|on\s+a?\s*par\s+with|neck[\s-]and[\s-]neck|dead\s+heat|statistical\s+tie)\b"
    r"(?:\s+(?:from|to|as|than|between))?|(?<![<>=!])==?(?![<>=])|(?P<wave>≈))",
    re.IGNORECASE,
)
_AHEAD, _BEHIND = r"leads?|ahead\s+of|beats?", r"trails?|behind"
_UP, _DOWN = r"up\s+from|rose\s+from|grew\s+from", r"down\s+from|fell\s+from"
ORDER = re.compile(
    rf"(?P<more>>=|[>≥]|\b(?:{_AHEAD}|{_UP}|outnumbers?|(?:larger|bigger|better)\s+than|"
    r"more\s+(?:\w+\s+)?than|"
    r"(?:over(?!-)|above|at\s+least|greater\s+than|higher\s+than|exceeds?))(?![\w-]))"
    rf"|(?P<less><=|[<≤]|\b(?:{_BEHIND}|{_DOWN}|fewer\s+(?:\w+\s+)?than|less\s+(?:\w+\s+)?than|"
    r"(?:under(?!-)|below|at\s+most|lower\s+than|smaller\s+than))(?![\w-]))",
    re.IGNORECASE,
)
LEAD = re.compile(rf"{_AHEAD}|{_BEHIND}", re.IGNORECASE)
CHANGE = re.compile(rf"{_UP}|{_DOWN}", re.IGNORECASE)
FIRST_OF_ALL = re.compile(
    rf"\b(?:plurality|(?<!at\s)the\s+most|most\s+{_SUPERLATIVE}|more\s+than\s+any(?:\s+\w+)?|"
    r"(?:largest|biggest|highest|leading|top)\s+(?:single\s+)?(?:share|group|number|bloc|answer))\b",
    re.IGNORECASE,
)
"""An answer that more give than any other."""
NOT_NUMBERS = re.compile(r"\bsuper-?majority\b", re.IGNORECASE)
"""Shares whose number differs from place to place."""

_POINTS = rf"(?:\d+[.,]\d+|{NUMBER})[\s-]*(?:percentage[\s-]*)?(?:points?|pp|ppts?|pts?)\b"
POINTS = re.compile(rf"\b{_POINTS}", re.IGNORECASE)
BY_POINTS = re.compile(
    rf"(?:,?\s*\bby\s+(?:an?\s+)?|\b(?:an?\s+)?"
    rf"(?=(?:{COMPARED[MORE]}|{COMPARED[LESS]}|{NEAR})?\s*(?:{_POINTS})\s*(?:more|fewer|less|higher|lower|ahead|behind|above|below|"
    rf"larger|smaller|greater|up|down|leads?\b)))"
    rf"{_HOW}\b(?P<points>{_POINTS})(?:\s+margin\b)?"
    rf"(?:,?\s+(?:(?P<more_after>{AFTER[MORE]})|(?P<less_after>{AFTER[LESS]}))\b)?",
    re.IGNORECASE,
)
"""By how many points, with what is said of it: "leads by 8 points", "8 points more than"."""
PERCENT = re.compile(
    r"(?<!\d)\d{1,12}(?:[.,]\d{1,12})?\s?(?:%|percent\b|per cent\b|pct\b)", re.IGNORECASE
)
LABEL = re.compile(r"(?:[^\W_]|[\s,;:.'’&()–+-])*")
ELSEWHERE = re.compile(
    r"\b(?:in\s+(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december|spring|summer|autumn|fall|winter|(?:19|20)\d\d|"
    r"the\s+(?:first|second|third|fourth|last|previous)\s+(?:quarter|half)|the\s+\w+)|"
    r"last\s+\w+|\w+\s+(?:years?|months?|weeks?)\s+(?:ago|before|earlier)|previous\w*|"
    r"before|earlier|since\s+\w+|then|(?:another|other|previous)\s+\w+)\b",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"\b(?:of|among)\s+(?P<group>[^\W\d_]\w*(?:\s(?!(?:is|are|was|were|say|agree|would|will|have|do|"
    r"want|think|support|favou?r|oppose|prefer)\b)\w+)*)",
    re.IGNORECASE,
)
OF_GROUP = re.compile(
    r"\s+of\s+(?:the\s+)?(?P<group>(?!them\b|those\b|all\b|these\b)[^\W\d_]+)", re.IGNORECASE
)
NOT = re.compile(r"\b(?:not|no|never|nor|neither|\w+n['’]t)\b", re.IGNORECASE)

_KIND = (
    r"(?:age |income |social |ethnic )?(?:group|region|heading|class|generation|sex|gender|part)s?"
)
_OPTION = r"(?:answer|response|option|choice|party|candidate|issue|view|opinion|reason|topic)s?"
EXTREME = re.compile(
    rf"\b(?:the\s+)?(?:(?P<likely>most|least)\s+likely\b"
    rf"|(?P<among>highest|strongest|greatest|largest|biggest|lowest|weakest|smallest)\s+"
    rf"(?=(?:in|for|with|among|amongst)\b)"
    rf"|(?:(?P<common>most|least)\s+(?:popular|common|frequent|frequently|often|widely|chosen)"
    rf"(?:\s+(?:given|named|chosen|held))?|(?P<first>most|least)\s+(?={_OPTION}\b)"
    rf"|(?P<top>top|leading|largest|biggest|smallest))(?:\s+{_OPTION}\b)"
    rf"|(?P<plurality>plurality)\b"
    rf"|(?P<last>most|least)(?:\s+of\s+all)?(?=\W*$))"
    rf"|\bthan\s+(?:in\s+|among\s+)?(?:(?:any|every|all)(?:\s+of)?(?:\s+the)?\s+others?\s+"
    rf"(?:(?P<groups>{_KIND})|(?P<options>{_OPTION}))\b|(?P<else>any(?:thing)?\s+else)\b)",
    re.IGNORECASE,
)
"""What says that a group, or an answer, comes before or behind all others."""
