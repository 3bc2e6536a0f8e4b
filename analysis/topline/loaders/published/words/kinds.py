"""What a heading says that its numbers are: percents, counts, errors of either, or neither."""

import re
from functools import lru_cache

_KINDS = (
    ("cumulative", r"cum(?:ulative)?\.? ?(?:percent|%|pct)|cumul.*"),
    ("row_percent", r"row ?(?:valid )?(?:n )?(?:%|percent|pct)"),
    ("percent", r"(?:%|per ?cents?|percentages?|pct|prozent|pourcentages?|porcentaje|anteil)"
     r"(?: ?\(%\)| ?in %)?|(?:col(?:umn)?\.?|valid|weighted|table|total) ?(?:valid )?(?:n )?"
     r"(?:%|percent|pct)|part (?:en %|\(%\))|(?:andel|aandeel|udział|odsetek|osuus)(?: ?\(%\)?|"
     r" (?:i|en|in|w) (?:%|procent|prosent|proc\.?))?|procent|prosent|"
     r"% ?of (?:respondents|total|cases|responses)|responses? ?\(%\)|share of respondents|in %|"
     r"percent ?\(%\)"),
    ("n", r"(?:unweighted )?n ?=?|unweighted (?:count|n)|sample size|cases|"
     r"number of (?:cases|interviews)"),
    ("count", r"(?:weighted )?(?:count|number|frequency|freq\.?|anzahl|total n|responses|effectif|"
     r"nombre|häufigkeit)s?|number \(?(?:in )?(?:thousands|1,?000s?)\)?|"
     r"(?:in |en )?(?:1[ .,]000|tausend|thousands|milliers)"),
    ("error", r"se|s\.e\.|std\.? ?err(?:or)?\.?|standard error|stderr"),
    ("lower", r"ll|lcl|lci|lb|lower(?: (?:limit|bound|(?:9\d ?% ?)?c[il]))?|"
     r"(?:95 ?% )?lower confidence (?:limit|interval)"),
    ("upper", r"ul|ucl|uci|ub|upper(?: (?:limit|bound|(?:9\d ?% ?)?c[il]))?|"
     r"(?:95 ?% )?upper confidence (?:limit|interval)"),
    ("margin", r"(?:9\d ?%? )?(?:percent |estimate )?(?:margin of error|moe)"
     r"(?: ?\(?\+?/?[±-]?\)?)? ?\d?|"
     r"(?:felmarginal|feilmargin|fehlertoleranz|fehlermarge|foutmarge|marge d.erreur|"
     r"margem de erro|margen de error|margine d.errore|virhemarginaali)(?: ?\(?±?\)?)?"),
    ("variation", r"(?:cv|rse|relative standard error|coefficient of variation)(?: ?\(?%\)?)?"),
    ("difference", r"(?:difference|diff\.?|differenz[ae]?|diferencia|diferença|change|lead|net|gap|"
     r"veränderung|muutos|förändring|endring|ændring|verschil|évolution|écart|variación|variação|variazione|zmiana|změna)"
     r"(?: (?:vs\.?|versus|since|from|against|compared|gegenüber|zu|zum|par rapport|depuis|desde|"
     r"sedan|siden|rispetto|t\.?o\.?v\.?)\b.{0,40})?(?: ?\(.*\))?\d?|"
    # between two named waves: Diff. Sp.2024 - Au.2023
    r"(?:difference|diff\.?|change|évolution|ev\.?|veränderung) .{0,24}\d{2}\b.{1,24}\d{2}"),
    ("estimate", r"estimates?\d?|value|rate|prevalence"),
    ("mean", r"mean|average"),
    ("median", r"median"),
    ("std_dev", r"sd|std\.? ?dev\.?(?:iation)?|standard deviation"),
)  # fmt: skip
_KIND = [(key, re.compile(rf"(?:{words})", re.IGNORECASE)) for key, words in _KINDS]

THOUSANDS = re.compile(r"\b(?:thousands?|tausend|milliers|1[ .,]?000s?)\b", re.IGNORECASE)
"""Said of counts that are a thousandth of what they count."""

_OF_LIMITS = re.compile(
    r"[(\[]\s?(?:9\d(?:\.\d)? ?%? ?(?:CI|CrI|(?:confidence|credible) (?:interval|limits))|"
    r"SE|s\.e\.|standard error)\s?[)\]]",
    re.IGNORECASE,
)
"""Words of a heading that say that the limits stand in its cells, too."""

ANCHORS = frozenset({"percent", "row_percent", "count", "estimate", "mean", "median", "unsaid"})
"""Kinds that are figures of their own; errors and limits belong to the one left of them."""


@lru_cache(maxsize=1 << 12)
def kind_of(heading: str) -> str | None:
    """Return what a heading says that its column holds; None where it names something else."""
    plain = " ".join(_OF_LIMITS.sub("", heading).replace("_", " ").split()).strip(" :*")
    return next((key for key, words in _KIND if words.fullmatch(plain)), None)


_IN_PERCENT = re.compile(
    r"(?:%|per ?cent)\s+\w.*|"
    r".*\w(?:,?\s?%|\s?\(\s?(?:in |en |i |em )?(?:%|per ?cent|prozent|procent|prosent)\s?\))",
    re.IGNORECASE,
)
_GROWTH = re.compile(
    r"chang|growth|point|diff|increase|decrease|increment|rate of|verän|évol|"
    r"\bmargin|\berrors?\b|\b(?:limit|bound|interval)s?\b",
    re.I,
)
"""What is printed in percents, or in points of them, and is no share: changes and errors."""


def says_percent(heading: str) -> bool:
    """Tell whether a heading has words of its own and says that its numbers are percents."""
    plain = " ".join(heading.split())
    return _IN_PERCENT.fullmatch(plain) is not None and not _GROWTH.search(plain)


_NO_SHARES = frozenset(key for key, _ in _KIND) - ANCHORS | {"count", "mean", "median"}
_RANKED = re.compile(
    r"(?:.* )?(?:rank(?:ing|ed)?|rang|index|indices|score)|index(?:ed)? (?:vs|to|against|of)\b.*",
    re.IGNORECASE,
)
_TECHNICAL = re.compile(
    r"(?:sampling|statistical) error.*|(?:response|cooperation|completion) rate|"
    r"(?:%|per ?cent|share|proportion) of (?:the )?(?:total |whole )?sample|"
    r"(?:weighting|weight) efficiency|design effect|deff|p ?-? ?values?|sig\.?(?:nificance)?|"
    r"(?:pearson )?chi-?squared?|(?:9\d ?%? ?)?confidence (?:interval|limit)s?|"
    r"(?:margin of error|moe)\b.*",
    re.IGNORECASE,
)
_OF_ONE = re.compile(
    r".+[\s:,–—-]\(?(?:LL|UL|LCL|UCL|LCI|UCI|SE|RSE|CV|MOE|s\.e\.|"
    r"(?i:standard error|margin of error|"
    r"(?:lower|upper|low|high)(?: 9\d ?%)?(?: confidence)? (?:limit|bound|interval|c[il])))\)?"
    r"(?: ?\(?(?:%|\d{4})\)?)*"
)
"""The error or limit of one group or year: "2022 LCL", "Men: lower limit"."""
_OF_ESTIMATES = frozenset({"error", "lower", "upper", "margin", "variation"})
_CODED = re.compile(r"(?:.* )?(?:code|id)|year|no\.|#", re.IGNORECASE)
_LEAD = re.compile(r"(?:lead|difference|diff\.?|swing)(?: ?\(.*\))?", re.IGNORECASE)


def is_no_share(heading: str) -> bool:
    """Tell whether the heading of a column names what is no share of anybody, such as a rank."""
    named = (
        kind_of(heading) in _NO_SHARES
        or is_technical(heading)
        or _RANKED.fullmatch(heading.strip())
    )
    return bool(named or _CODED.fullmatch(heading.strip()))


def is_technical(label: str) -> bool:
    """Tell whether a label names what is known of numbers: an error, a limit, a rate of response.

    It is no answer though a percent be printed.
    """
    plain = label.strip(" :*")
    technical = kind_of(label) in _OF_ESTIMATES or _TECHNICAL.fullmatch(plain)
    return bool(technical or _OF_ONE.fullmatch(plain))


def is_change(heading: str) -> bool:
    """Tell whether a heading names the difference of other columns, in points."""
    return kind_of(heading) == "difference" and not heading.strip().lower().startswith("net")


def is_no_answer(label: str) -> bool:
    """Tell whether the label of a row names no answer: a count, a rank, an index."""
    counted = kind_of(label) in ("count", "n")
    return counted or _RANKED.fullmatch(label.strip()) is not None


def is_lead(label: str) -> bool:
    """Tell whether a label names the difference of two others; a net may add some up."""
    return _LEAD.fullmatch(label.strip()) is not None
