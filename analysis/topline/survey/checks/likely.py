"""The design that a file's columns look like, by their names."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..design.presets.names import fits
from ..design.presets.preset import Preset
from ..design.presets.table import PRESETS
from ..design.replicated import natural

_BEFORE, _AFTER = r"(?:[a-z]+_)?", r"(?:_?(?:id|no|var|[0-9]))?"
"""What may stand about the word: "q_weight", "psu_id"."""

_WORDS = {
    "weights": "w wt wts wgt wgts weight weights weighting gewicht gewichtung poids peso pesos "
    "factor ponderacion ponderación ponderador fexp expansion expansión vægt vikt paino waga вес",
    "strata": "strata stratum strat schicht estrato estratos strate strato vstrat stratvar страта",
    "clusters": "psu cluster upm upp grappe klumpen conglomerado vpsu ea ultcluster",
}
"""What columns of each role are called, in lower case."""

_WEIGHTS = (
    r"(?:person|final|sample|survey|design|analysis|adult|house|hh|p|f|d)_?(?:wt|wgt|weight)\w*"
    r"|(?:weight|wt|wgt)_?(?:final|total|all|pop|vec|in)\w*|(?:weight|wt|wgt)_[a-z0-9]+"
)
"""Compounds that are called so: "finalwt", "weight_all"."""

_HEAVY = r"weight|wt|gewicht|poids|peso|vikt|paino|waga|вес"

_BODY = (
    rf"(?:body|birth)_?(?:weight|wt)\w*|\w*(?:{_HEAVY})_?"
    r"(?:in_?)?(?:kgs?|kilos?|lbs?|pounds?|grams?|g|stones?|loss|gain|change|today|now)"
)
"""Columns of how heavy respondents are."""

_TALL = r"(?:height|ht|groesse|größe|taille|talla|altura|estatura|statura|längd|pituus|wzrost|рост)"
"""Weight beside height, whatever its unit, is how heavy they are as well."""

_USUAL = {"weight", "pweight", "stratum", "strata", "psu", "cluster"}
"""Names of columns that are no survey's own."""

_STEMS = (
    "rep repw repwt repwgt repweight replicate replicate_weight rweight rw wrep wtrep brr brrwt "
    "brrw jk jkw jkrep jknwt bsw bs bsrw boot bootw bootwt fay faywt pwgtp wgtp sdr"
)
"""What replicate weights are called before their number."""

_REPLICATES = re.compile(rf"(?P<stem>(?:\w*?_)?(?:{'|'.join(_STEMS.split())})_?)0*[1-9]\d*")
_FEWEST_REPLICATES = 8

IsNumber = Callable[[str], bool]
"""Tells whether a column holds numbers."""


def likely_design(names: Sequence[str], is_number: IsNumber | None = None) -> dict[str, Any]:
    """Return the arguments of ``Survey`` that the names of columns look like.

    A preset of a public file first; its names tell it from all others.
    """
    presets = likely_presets(names)
    return {"preset": presets[0].key} if presets else likely_roles(names, is_number)


def columns_by_role(arguments: Mapping[str, Any], names: Sequence[str]) -> dict[str, list[str]]:
    """Return the columns that have each role of a likely design, by their names.

    Replicate weights are told by their beginning.
    """
    parts = PRESETS[arguments["preset"]].arguments if "preset" in arguments else arguments
    found = {}
    for role in (*_WORDS, "replicate_weights"):
        wanted = parts.get(role) or ()
        wanted = (wanted,) if isinstance(wanted, str) else wanted
        stems = "|".join(re.escape(str(one).rstrip("#")) for one in wanted)
        ends = r"0*[1-9]\d*" if role == "replicate_weights" else ""
        pattern = re.compile(rf"(?:{stems}){ends}", re.IGNORECASE)
        if own := [name for name in names if wanted and pattern.fullmatch(name)]:
            found[role] = own
    return found


def weights_among(names: Sequence[str]) -> frozenset[str]:
    """Return the columns that look like weights or replicate weights, by their names."""
    found = columns_by_role(likely_design(names), names)
    return frozenset((*found.get("weights", ()), *found.get("replicate_weights", ())))


def likely_presets(names: Sequence[str]) -> list[Preset]:
    """Return the presets that columns fit by their names; none where these say different things."""
    presets = [preset for preset in PRESETS.values() if fits(preset, names, _USUAL)]
    alike = all(one.arguments == presets[0].arguments for one in presets)
    return presets if alike else []


def likely_roles(names: Sequence[str], is_number: IsNumber | None = None) -> dict[str, Any]:
    """Return which columns weights, strata, clusters and replicate weights are, by their names.

    Where it is known which columns are numbers, one of words is no weight, whatever its name.
    """
    file = {name.lower(): name for name in names}
    found: dict[str, Any] = {}
    # the common beginning of columns that look like replicate weights
    matches = [(name, _REPLICATES.fullmatch(name.lower())) for name in sorted(names, key=natural)]
    stems = Counter(name[: match.end("stem")] for name, match in matches if match)
    for stem in [stem for stem, count in stems.items() if count >= _FEWEST_REPLICATES][:1]:
        found["replicate_weights"] = stem
    tall = any(re.fullmatch(f"{_TALL}(?:_?(?:in_?)?(?:cm|m|ft|inch(?:es)?))?", key) for key in file)
    bodies = f"{_BODY}|{_HEAVY}" if tall else _BODY
    of_replicates = found.get("replicate_weights", "\0").lower()
    for role, words in _WORDS.items():
        pattern = f"{_BEFORE}(?:{'|'.join(words.split())}){_AFTER}"
        pattern += f"|{_WEIGHTS}" if role == "weights" else ""
        own = [name for key, name in file.items() if re.fullmatch(pattern, key)]
        own = [name for name in own if not name.lower().startswith(of_replicates)]
        own = [name for name in own if not re.fullmatch(bodies, name.lower())]
        if role == "weights" and is_number is not None:
            own = [name for name in own if is_number(name)]
        if own and (role == "weights" or "replicate_weights" not in found):
            found[role] = own[0]
    return found
