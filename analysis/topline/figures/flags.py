"""What a reader must know of a published figure: every reason, in words, written once."""

from collections.abc import Collection, Mapping

FLAGS: Mapping[str, str] = {
    "not_percent": "not a percentage: no interval",
    "unknown_unit": "what was measured is not clear: no interval",
    "no_parent": "derived from a figure without an interval: no interval",
    "unknown_derivation": "derived in a way that is not known: no interval",
    "no_base": "base not stated: no interval",
    "no_subgroup_base": "base of the subgroup not stated: no interval",
    "ceiling": "mean of respondents' estimates, not a share: interval is at most this wide",
    "derived": "computed from another figure, not measured: that figure's interval, mirrored",
    "impossible": "no count out of this base rounds to this percent: weighted, misprinted, "
    "or of another base",
    "approximate": "printed in approximate words: may be off by more than rounding",
    "bound": "printed as a bound: taken to be within one unit of its last digit",
    "floor": "base is a floor: interval is at most this wide",
    "subgroup": "base is a subgroup",
    "opt_in": "opt-in sample: any interval only models simple random sampling",
    "sample_not_stated": "how the sample was drawn is not stated: any interval only models "
    "simple random sampling",
    "duplicate": "repeats another figure: count once",
}
"""Phrase by reason; a figure's flag joins its phrases with "; " in this order."""


def flag_text(reasons: Collection[str]) -> str:
    """Join the phrases of some reasons, in the table's order."""
    return "; ".join(phrase for key, phrase in FLAGS.items() if key in reasons)
