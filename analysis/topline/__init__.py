"""From a published percentage to an estimate with an honest interval, a chart and a report.

Three things flow: *figures* (one row per published figure), *estimates* (one row per estimate,
with its interval and how it was made) and *charts* of estimates. Loaders give figures,
``estimate_figures`` turns them into estimates, ``plot_*`` and ``publish`` draw them, and
``write_report`` tells the story.

The public names are listed in ``__init__.pyi`` and are imported when they are first used, so that
``import topline`` and ``topline --help`` stay light.
"""

from typing import Any

import lazy_loader

from .calls import answering_public
from .nearest import nearest_name

_load, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used; a call of it that cannot be is answered."""
    if name not in __all__ and not name.startswith("_"):
        near = nearest_name(name, __all__)
        meant = f"; did you mean {near}?" if near else "; dir(topline) lists what there is"
        raise AttributeError(f"topline has no name {name!r}{meant}")
    value = answering_public(name, _load(name))
    globals()[name] = value
    return value
