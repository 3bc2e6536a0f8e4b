"""A model of a survey, whoever holds its rows."""

from ...design.subpopulation import Subpopulation
from ...engine.lazy.source import LazySource
from ..asked import Wanted, fitted_in_memory, model_by
from ..model import Model
from .fit import fitted_on_engine


def fit_model(of: Subpopulation, wanted: Wanted) -> Model:
    """Fit a generalised linear model; see ``Survey.glm``.

    Raises
    ------
    ArgumentError, DataError
    """
    lazy = isinstance(of.source, LazySource)
    return model_by(fitted_on_engine if lazy else fitted_in_memory, of, wanted)
