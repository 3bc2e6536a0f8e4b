"""A whole weighting as a plan or a line of options tells it, as a method of ``Survey``."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from ...arguments import check_list, check_options
from ...errors import ArgumentError
from ..weighting.planned import (
    chosen_targets,
    refuse_without_targets,
    way_to_weight,
)
from ..weighting.targets import targets_of
from .weighting import Weighting

_MOST_STEPS = 100


class PlannedWeighting(Weighting):
    """Steps of a weighting in their usual order, by arguments that a file may hold."""

    def weight(
        self,
        targets: Any = None,
        *,
        rake: bool | Sequence[str] | None = None,
        post_stratify: bool | Sequence[str] | None = None,
        calibrate: bool | Sequence[str] | None = None,
        by: str | None = None,
        nonresponse: Mapping[str, Any] | None = None,
        trim: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
        normalise: Any = None,
        **options: Any,
    ) -> Self:
        """Return the survey weighted as a plan says: adjusted, brought to targets, then trimmed.

        The arguments are what ``[weighting]`` of a report's plan holds; each step is that of the
        method of its name, and is done only where it is asked for.

        Parameters
        ----------
        targets : optional
            As in ``rake``, by their path, too.
        rake, post_stratify, calibrate : bool or list of str
            One of them: True for all targets, or the variables of `targets` it is done to; raking
            to all by default.
        by : str, optional
            Column of groups, each of which has targets of its own.
        nonresponse : mapping, optional
            Arguments of ``adjust_nonresponse``, which comes before the targets.
        trim : mapping or list of mappings, optional
            Arguments of ``trim``, which comes after them; of several each in turn.
        normalise : {"n", "equal"} or float, optional
            As in ``normalise``, which comes last.
        **options
            Of the way to the targets: `cap`, `bounds`, `missing`, `total`, `distance` and others,
            as its method takes them.

        Raises
        ------
        ArgumentError
            When nothing is asked for, several ways to the targets are, an option is of another way,
            or a step cannot be done.

        Examples
        --------
        >>> import pandas as pd
        >>> data = pd.DataFrame({"sex": ["f", "f", "f", "m"], "note": ["yes", "no", "no", "yes"]})
        >>> plan = {"targets": {"sex": {"f": 50, "m": 50}}, "rake": True, "normalise": "n"}
        >>> Survey(data).weight(**plan).weights.round(3).tolist()
        [0.667, 0.667, 0.667, 2.0]
        """
        ways = {"rake": rake, "post_stratify": post_stratify, "calibrate": calibrate}
        done = self
        if nonresponse is not None:
            done = done.adjust_nonresponse(**check_options("nonresponse", nonresponse))
        if targets is not None:
            way = way_to_weight(ways)
            wanted = chosen_targets(targets_of(targets, by), ways[way], by)
            done = getattr(done, way)(wanted, by=by, **options)
        else:
            refuse_without_targets({**ways, "by": by, **options})
        steps = () if trim is None else [trim] if isinstance(trim, Mapping) else trim
        for step in check_list(
            "trim", steps, _MOST_STEPS, expected="options by their names, or a list of them"
        ):
            done = done.trim(**check_options("trim", step))
        if normalise is not None:
            done = done.normalise(normalise)
        if done is self:
            raise ArgumentError(
                "a weighting asks for nothing; give targets=, or a step such as trim="
            )
        return done
