"""What an estimator works on, from a survey and the options of a call."""

from typing import TYPE_CHECKING, Any

from ..data.coding import as_names
from ..data.domains import Domains, mask_of, partition
from .pieces import Frame

if TYPE_CHECKING:
    from ..survey import Survey


def frame_of(survey: "Survey", options: Any) -> Frame:
    """Return the data, design and domains that the options ask for.

    Raises
    ------
    ArgumentError, DataError
        When an option is not legal, or nobody is in any domain.
    """
    where, mask = options.get("where"), survey.mask
    if where is not None:
        mine = mask_of(survey.data, where, len(survey))
        mask = mine if mask is None else mask & mine
    names = (*survey.groups, *as_names(options.get("by")))
    key = ("domains", names) if where is None else None
    cache = survey._cache
    found: Domains | None = cache.get(key)
    if found is None:
        found = partition(survey.data, names, mask, survey.weights)
        if key is not None:
            cache[key] = found
    missing, deff = options.get("missing", "drop"), options.get("deff", False)
    return Frame(survey.data, survey.design, survey.weights, found, mask, missing, deff, cache)
