"""Every survey whose arguments are known."""

from difflib import get_close_matches

from ....errors import ArgumentError
from ....statistics.core.methods import as_table
from .census import CENSUS
from .education import EDUCATION
from .energy import ENERGY
from .finance import FINANCE
from .health import HEALTH
from .households import HOUSEHOLDS
from .preset import Preset
from .society import SOCIETY

PRESETS = as_table(*CENSUS, *ENERGY, *HEALTH, *HOUSEHOLDS, *SOCIETY, *EDUCATION, *FINANCE)
"""Every survey whose arguments are known, by its key."""


def find_preset(name: str) -> Preset:
    """Return the preset of a survey.

    Raises
    ------
    ArgumentError
        When the survey is not known.
    """
    if isinstance(name, str) and name in PRESETS:
        return PRESETS[name]
    close = get_close_matches(str(name), PRESETS, n=1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    raise ArgumentError(f"preset {name!r} is not known; {hint}choose one of {', '.join(PRESETS)}")
