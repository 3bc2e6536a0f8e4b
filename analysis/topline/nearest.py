"""The name somebody meant: other words of the field for one idea, or the nearest spelling."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

_IDEAS: tuple[tuple[str, ...], ...] = (
    ("confidence_level", "confidence", "level", "conf", "conf_level", "ci", "ci_level", "alpha",
     "cl", "lvl"),
    ("n", "nobs", "base", "size", "sample_size", "respondents", "total", "n_obs"),
    ("nobs", "n", "base", "sample_size", "respondents", "n_obs"),
    ("n1", "nobs1", "base1", "n_1"),
    ("n2", "nobs2", "base2", "n_2"),
    ("count", "x", "successes", "k"),
    ("deff", "design_effect", "design", "deft"),
    ("population_size", "population", "fpc", "universe", "pop"),
    ("margin", "moe", "margin_of_error", "error_margin", "half_width"),
    ("weights", "weight", "wt", "wts", "wgt", "w", "pweight", "pw"),
    ("strata", "stratum", "strat"),
    ("clusters", "cluster", "psu", "psus", "ids", "id"),
    ("replicate_weights", "repweights", "repwgt", "rep_weights"),
    ("method", "interval", "ci_method", "kind", "type"),
    ("interval", "method", "ci_method"),
    ("columns", "cols", "col", "column", "usecols", "variables", "banner", "banners"),
    ("by", "groups", "group", "groupby", "domain", "domains", "over", "banner"),
    ("banner", "by", "groups", "group", "groupby", "columns", "cols", "breaks", "crosstab"),
    ("where", "subset", "filter", "query", "subpop", "condition", "mask"),
    ("lang", "language", "locale"),
    ("style", "theme", "dark"),
    ("size", "figsize", "width"),
    ("ax", "axes", "axis"),
    ("label", "labels", "name"),
    ("labels", "label", "names"),
    ("group", "by", "hue", "color", "colour"),
    ("order", "sort", "sort_by"),
    ("title", "heading", "headline"),
    ("subtitle", "subheading"),
    ("note", "caption", "source", "footnote"),
    ("alternative", "tail", "tails", "sides", "sided"),
    ("percent_scale", "scale"),
    ("response_rate", "response", "rate"),
    ("power", "beta"),
    ("value", "null", "p0", "benchmark", "mu"),
    ("reference", "baseline", "ref", "benchmark"),
    ("decimals", "digits", "round"),
    ("out", "output", "folder", "directory", "path"),
    ("path", "file", "filename", "out"),
    ("variables", "columns", "cols", "vars"),
    ("sheet", "sheet_name"),
    ("delimiter", "sep", "separator"),
    ("formats", "catalogue", "catalog", "catalog_file"),
    ("missing_codes", "na_values", "missing"),
    ("format", "output", "output_format"),
    ("sample_type", "sampling", "sample"),
    ("max_gb", "memory", "limit"),
    ("adjust", "correction", "p_adjust"),
    ("rng", "seed", "random_state"),
)  # fmt: skip
"""The name of an idea here, first, and what other packages and people call it."""

_OTHERWISE: Mapping[str, tuple[str, ...]] = {
    word: tuple(idea[0] for idea in _IDEAS if word in idea[1:])
    for own in _IDEAS
    for word in own[1:]
}


def nearest_spelling(word: str, names: Iterable[str]) -> str | None:
    """Return the one of some names that is spelled most like a word, None where none is near.

    Examples
    --------
    >>> nearest_spelling("asc", ["acs", "scf"])
    'acs'
    """
    close = get_close_matches(word, names, n=5)
    # two letters that changed places are the likeliest slip
    turned = (name for name in close if sorted(name) == sorted(word))
    return next(turned, close[0] if close else None)


def nearest_name(word: str, names: Iterable[str]) -> str | None:
    """Return the one of some names that a word stands for, None where none is near.

    Parameters
    ----------
    word : str
        As somebody wrote it.
    names : iterable of str
        Those there are.

    Examples
    --------
    >>> nearest_name("conf", ["method", "confidence_level"])
    'confidence_level'
    >>> nearest_name("metod", ["method", "confidence_level"])
    'method'
    """
    known = {name.replace("-", "_").lower(): name for name in names}
    plain = word.replace("-", "_").lower()
    if plain in known:
        return known[plain]
    for idea in _OTHERWISE.get(plain, ()):
        if idea in known:
            return known[idea]
    close = nearest_spelling(plain, known)
    if close is not None:
        return known[close]
    begun = [name for name in known if len(plain) > 1 and name.startswith(plain)]
    # a part of a name of several words: "confidence", "weights"
    parts = [name for name in known if plain in name.split("_")]
    found = begun or parts
    return known[found[0]] if len(found) == 1 else None
