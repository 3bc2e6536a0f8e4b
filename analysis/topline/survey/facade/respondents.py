"""How respondents were drawn and who of them answered, as methods of ``Survey``."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from ...arguments import check_list, described
from ...errors import ArgumentError
from ..checks.rows import rows_in_memory
from ..data.columns import as_names
from ..models.predictors import model_of
from ..weighting.apply import weighted
from ..weighting.base import BaseWeights
from ..weighting.nonresponse import Nonresponse, ResponseModel
from .changes import Changing


class Respondents(Changing):
    """Base weights, and weights adjusted for nonresponse."""

    def with_base_weights(
        self,
        probabilities: str | Sequence[str] = (),
        *,
        counts: Mapping[str, str] | None = None,
        household: str | None = None,
        multiplicity: str | None = None,
    ) -> Self:
        """Return the survey with weights 1/π, made of how respondents were drawn.

        π is the product of the probabilities of all stages.

        Parameters
        ----------
        probabilities : str or list of str, optional
            Columns of probabilities of selection, one for each stage: above 0, at most 1.
        counts : mapping of str to str, optional
            Stages by counts: column of how many were drawn → of how many, as
            ``{"schools_drawn": "schools", "pupils_drawn": "pupils"}``.
        household : str, optional
            Column of how many people of the household could have been drawn, one of whom was.
        multiplicity : str, optional
            Column of in how many ways a respondent could have been drawn, such as frames (two for
            who is in both) or telephones: the weight is divided by it.

        Returns
        -------
        Survey
            Without probabilities and counts, household and multiplicity change the weights there
            are.

        Raises
        ------
        ArgumentError
            When a probability is not above 0 and at most 1, more were drawn than there are, a
            column is missing in some rows, or probabilities would take the place of weights.

        References
        ----------
        Horvitz & Thompson (1952), JASA 47:663–685; Hartley (1962), for several frames.
        """
        if not (counts is None or isinstance(counts, Mapping)):
            raise ArgumentError(
                f"counts is {described(counts)}; expected a mapping of columns, as "
                "{'pupils_drawn': 'pupils'}"
            )
        step = BaseWeights(
            probabilities=tuple(as_names(probabilities)),
            counts=dict(counts or {}),
            household=household,
            multiplicity=multiplicity,
        )
        return self._holding(weighted(self._of, step))

    def adjust_nonresponse(
        self,
        status: str,
        classes: str | Sequence[str] = (),
        *,
        model: str | Sequence[str] | None = None,
        strata: int | None = None,
        factor: str = "weighted_rate",
        unknown: str = "spread",
        rate: str = "weighted",
        means: Mapping[Any, str] | None = None,
    ) -> Self:
        """Return the survey in which respondents carry the weight of those who did not answer.

        Within `classes` they carry the nonrespondents of their own; with a `model` their weight is
        divided by the propensity to respond that a logistic regression gives them, or by the
        response rate of their stratum of propensities.

        Parameters
        ----------
        status : str
            Column that says of each case that was invited "respondent", "nonrespondent",
            "ineligible" or "unknown" (eligibility); True and False, or 1 and 0, for the first two.
        classes : str or list of str, optional
            Columns whose combinations are the adjustment classes; one class by default.
        model : str or list of str, optional
            Predictors of response, known of respondents and nonrespondents: columns, or a formula
            such as ``"age_group * region + bs(income, df=4)"`` (``topline[models]``).
        strata : int, optional
            Number of strata of about equal size that the propensities are cut into; 5 is usual.
            They rely less on the model, and have no propensity near 0.
        factor : {"weighted_rate", "unweighted_rate", "mean_p", "weighted_mean_p", "median_p"}
            How a stratum's factor is made: 1 over its response rate, or over its mean or median
            propensity.
        unknown : {"spread", "drop"}
            Whether cases of unknown eligibility are spread over the known ones of their class.
        rate : {"weighted", "unweighted"}
            Whether classes' factors are ratios of sums of weights, or of cases; and whether a model
            is fitted with the weights.
        means : mapping, optional
            What other values of `status` mean: ``{"complete": "respondent"}``.

        Raises
        ------
        ArgumentError
            When a status, class or predictor is missing, a class or stratum has nobody who
            answered, or predictors tell completely who answered (separation).

        References
        ----------
        Little & Rubin (2019), Statistical Analysis with Missing Data, section 3.3; Little (1986),
        International Statistical Review 54:139–157; Kim & Riddles (2012), Survey
        Methodology 38:157–165, for the variance: that the propensities are fitted is in it.
        Factors of classes and strata count as fixed in linearised variances. Replicates are each
        adjusted anew.
        """
        step: Nonresponse | ResponseModel
        names = tuple(as_names(classes, "classes"))
        if model is None:
            usual = isinstance(factor, str) and factor == "weighted_rate"
            if strata is not None or not usual:
                raise ArgumentError(
                    "strata= and factor= are of propensities to respond, which model= gives; name "
                    "predictors in model=, or use classes="
                )
            step = Nonresponse(
                status=status, classes=names, unknown=unknown, rate=rate, means=means
            )
        else:
            if names:
                raise ArgumentError(
                    "classes= and model= are two ways to adjust for nonresponse; give one of them"
                )
            step = ResponseModel(
                status=status,
                model=model_of(model, rows_in_memory(self._of).data),
                strata=strata,
                factor=factor,
                unknown=unknown,
                rate=rate,
                means=means,
            )
        return self._holding(weighted(self._of, step))

    def adjust_attrition(
        self,
        waves: Sequence[str],
        classes: Any = (),
        *,
        model: Any = None,
        **options: Any,
    ) -> Self:
        """Return a panel's survey in which who stayed carries who left, wave by wave.

        The respondents of each wave carry those of the wave before who did not answer; who left
        takes no part in later waves, whatever their columns say.

        Parameters
        ----------
        waves : list of str
            Column of the status in each wave, the first first, as in ``adjust_nonresponse``.
        classes, model
            As in ``adjust_nonresponse``, the same for all waves; or a mapping of wave to what is
            used in it, for what was answered in one wave says who comes to the next.
        **options
            `strata`, `factor`, `unknown`, `rate` and `means`, as in ``adjust_nonresponse``.

        Returns
        -------
        Survey
            With one step of ``weighting`` for each wave.

        Raises
        ------
        ArgumentError
            As ``adjust_nonresponse``, naming the wave.
        """
        found = self
        listed = check_list("waves", waves, 1_000, expected="a list of columns, one a wave")
        for wave in listed:
            own: dict[str, Any] = {}
            for name, given in (("classes", classes), ("model", model)):
                if isinstance(given, Mapping):
                    strange = [each for each in given if each not in listed]
                    if strange:
                        raise ArgumentError(
                            f"{name} names {strange[0]!r}, which is none of the waves "
                            f"{', '.join(map(repr, listed))}"
                        )
                    given = given.get(wave)
                if given is not None and not (isinstance(given, Sequence) and len(given) == 0):
                    own[name] = given
            try:
                found = found.adjust_nonresponse(wave, **own, **options)
            except ArgumentError as error:
                raise ArgumentError(f"wave {wave!r}: {error}") from None
        return found
