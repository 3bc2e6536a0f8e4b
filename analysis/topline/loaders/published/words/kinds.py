"""What a heading says that its numbers are: percents, counts, errors of either, or neither."""

import re
from functools import lru_cache

_KINDS = (
    ("cumulative", r"cum(?:ulative)?\.? ?(?:percent|%|pct)|cumul.*"),
    ("row_percent", r"row ?(?:valid )?(?:n )?(?:%|percent|pct)"),
    ("percent", r"(?:%|per ?cents?|percentages?|pct|prozent|pourcentages?|porcentaje|anteil)"
     r"(?: ?\(%\)| ?in %)?|(?:col(?:umn)?\.?|valid|weighted|table|total) ?(?:valid )?(?:n )?"
     r"(?:%|percent|pct)|(?:andel|aandeel|part|udział|odsetek|osuus)(?: ?\(%\)?| (?:i|en|in|w) "
     r"(?:%|procent|prosent|proc\.?))?|procent|prosent|% ?of (?:respondents|total|cases|responses)|"
     r"responses? ?\(%\)|share of respondents|in %|percent ?\(%\)"),
    ("n", r"(?:unweighted )?n ?=?|unweighted (?:count|n)|sample size|cases|"
     r"number of (?:cases|interviews)"),
    ("count", r"(?:weighted )?(?:count|number|frequency|freq\.?|anzahl|total n|responses|effectif|"
     r"nombre|häufigkeit)s?|number \(?(?:in )?(?:thousands|1,?000s?)\)?"),
    ("error", r"se|s\.e\.|std\.? ?err(?:or)?\.?|standard error|stderr"),
    ("lower", r"ll|lcl|lci|lb|lower(?: (?:limit|bound|ci|95 ?% ?ci))?|"
     r"(?:95 ?% )?lower confidence (?:limit|interval)"),
    ("upper", r"ul|ucl|uci|ub|upper(?: (?:limit|bound|ci|95 ?% ?ci))?|"
     r"(?:95 ?% )?upper confidence (?:limit|interval)"),
    ("margin", r"(?:9\d ?%? )?(?:margin of error|moe)(?: ?\(?\+?/?[±-]?\)?)? ?\d?|"
     r"(?:felmarginal|feilmargin|fehlertoleranz|fehlermarge|foutmarge|marge d.erreur|"
     r"margem de erro|margen de error|margine d.errore|virhemarginaali)(?: ?\(?±?\)?)?"),
    ("variation", r"(?:cv|rse|relative standard error|coefficient of variation)(?: ?\(?%\)?)?"),
    ("difference", r"(?:difference|diff\.?|change|lead|net|gap)(?: ?\(.*\))?\d?"),
    ("estimate", r"estimates?\d?|value|rate|prevalence"),
    ("mean", r"mean|average"),
    ("median", r"median"),
    ("std_dev", r"sd|std\.? ?dev\.?(?:iation)?|standard deviation"),
)  # fmt: skip
_KIND = [(key, re.compile(rf"(?:{words})", re.IGNORECASE)) for key, words in _KINDS]

_OF_LIMITS = re.compile(
    r"[(\[]\s?9\d(?:\.\d)? ?%? ?(?:CI|CrI|(?:confidence|credible) (?:interval|limits))\s?[)\]]",
    re.IGNORECASE,
)
"""Words of a heading that say that the limits stand in its cells, too."""

ANCHORS = frozenset({"percent", "row_percent", "count", "estimate", "mean", "median"})
"""Kinds that are figures of their own; errors and limits belong to the one left of them."""


@lru_cache(maxsize=1 << 12)
def kind_of(heading: str) -> str | None:
    """Return what a heading says that its column holds; None where it names something else."""
    plain = " ".join(_OF_LIMITS.sub("", heading).replace("_", " ").split()).strip(" :*")
    return next((key for key, words in _KIND if words.fullmatch(plain)), None)
