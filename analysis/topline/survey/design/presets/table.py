"""Every survey whose arguments are known."""

from ....errors import ArgumentError
from ....nearest import nearest_spelling
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
    near = nearest_spelling(str(name), PRESETS)
    hint = f"did you mean {near!r}? " if near else ""
    raise ArgumentError(f"preset {name!r} is not known; {hint}choose one of {', '.join(PRESETS)}")
