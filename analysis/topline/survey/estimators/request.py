"""What an estimator is asked for: rows, design, domains and options."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Concatenate, ParamSpec, TypedDict

import pandas as pd

from ...arguments import described
from ...calls import CallError
from ...errors import ArgumentError, DataError, NoAnswersError
from ...estimates.estimates import Estimates
from ...estimates.scale import Scale
from ...estimates.schema import NO_ANSWER
from ...language.marking import marked
from ...language.message import Message, as_message
from ...nearest import nearest_name
from ...statistics.core.arguments import check_confidence_level
from ..data.columns import as_names
from ..design.design import Design, Linearised
from ..design.subpopulation import Subpopulation
from ..engine.asked import Categories, Chosen, Domains, Subset, Variable
from ..engine.source import Source

LEGAL: Mapping[str, tuple[Any, ...]] = {
    "missing": ("drop", "fail", "category"),
    "design_effect": (False, True, "replace", "kish"),
    "df": ("domain", "design"),
}
"""Values of options that take one of a few."""


class Options(TypedDict, total=False):
    """What every estimator takes besides its variables.

    Attributes
    ----------
    by : str or list of str
        Columns whose combinations are domains: one estimate for each.
    where : (n,) bool, str or callable
        A subpopulation; the design stays that of the whole. A condition such as ``"age >= 18"`` is
        read and never run: columns (in backticks unless a plain word), numbers, texts and dates in
        quotes, lists, brackets and ``== != < <= > >= in and or not & | ~ + - * / // % **``, ``age
        between 18 and 24``, ``age is missing`` (or ``is not missing``), ``job contains 'nurse'``,
        ``begins with`` and ``ends with`` (small letters and capitals are the same to these).
        Answers are named by label or code. What is compared with a missing answer is not known;
        such rows are left out and counted.
    missing : {"drop", "fail", "category"}
        Whether rows without an answer are left out and counted (default), refused, or, for
        shares, a category of their own.
    confidence_level : float
        Between 0 and 1; 0.95 by default.
    interval : str
        Method of the interval; "t" for values, "logit" for shares by default.
    design_effect : bool, "replace" or "kish"
        Whether to compute design effects: against simple random sampling without replacement
        (True) or with it, or from the weights alone, n·Σw²/(Σw)².
    df : {"domain", "design"}
        Whether limits take the degrees of freedom that each domain's own units have (default), or
        those of the whole design for all.
    """

    by: Any
    where: Any
    missing: str
    confidence_level: float
    interval: str | None
    design_effect: Any
    df: str


@dataclass(frozen=True)
class Request:
    """What every estimator works on; see ``Options`` for what the user chose.

    Attributes
    ----------
    source : Source
    design : Design
    domains : Domains
    within : Subset or None
        The subpopulation, for its degrees of freedom.
    """

    source: Source
    design: Design
    domains: Domains
    within: Subset | None = None
    missing: str = "drop"
    confidence_level: float = 0.95
    interval: str | None = None
    design_effect: Any = False
    df: str = "domain"

    def said(self, notes: Sequence[str], scales: Mapping[str, Scale]) -> dict[str, Any]:
        """Return what is said of some estimates as a whole: notes and scales, the domains' too."""
        return {
            "notes": (*self.domains.notes, *notes),
            "scales": {**self.domains.scales, **scales},
            "most_df": self.design.df,
            "sample_type": self.design.sample_type,
        }


def other_option(given: Iterable[str], known: Collection[str]) -> CallError:
    """Return the error of options of other names, with the nearest."""
    unknown = min(set(given) - set(known))
    near = nearest_name(unknown, known)
    hint = f"; did you mean {near}=?" if near else ""
    return CallError(f"{unknown!r} is no option; expected {', '.join(known)}{hint}")


def request_of(of: Subpopulation, options: Options) -> Request:
    """Return the rows, design and domains that the options ask for.

    Raises
    ------
    ArgumentError, DataError
        When an option is unknown or not legal, or nobody is in any domain.
    """
    if not options.keys() <= Options.__annotations__.keys():
        raise other_option(options, Options.__annotations__)
    # what is left out has the default of a request
    chosen: dict[str, Any] = {**options}
    for name, legal in LEGAL.items():
        if name in chosen:
            refuse_unknown(name, chosen[name], legal)
    if "confidence_level" in chosen:
        chosen["confidence_level"] = check_confidence_level(chosen["confidence_level"])
    where, within = chosen.pop("where", None), of.within
    by = chosen.pop("by", None)
    names = of.groups if by is None else (*of.groups, *names_of(by, "by"))
    if where is not None:
        within = of.source.subset(where, within)
        domains = of.source.domains(names, within)
    elif names in of.domains:
        domains = of.domains[names]
    else:
        # threads that code the same domains at once keep those of the first
        domains = of.domains.setdefault(names, of.source.domains(names, within))
    return Request(source=of.source, design=of.design, domains=domains, within=within, **chosen)


Given = ParamSpec("Given")


class Asked:
    """What is asked of a survey, or of each of several versions of one."""

    _of: Subpopulation

    def _estimates(
        self,
        options: Options,
        estimate: Callable[Concatenate[Request, Given], Estimates],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Estimates:
        """Return what is estimated from the rows that the options ask for."""
        return estimate(request_of(self._of, options), *given, **named)


def names_of(asked: Any, role: str = "variable") -> list[Any]:
    """Return the columns that are asked for: mostly one, by its name.

    Raises
    ------
    ArgumentError
        When one cannot be the name of a column, or no variable is named.
    """
    names = [asked] if isinstance(asked, str) else as_names(asked, role)
    if role == "variable" and not names:
        raise ArgumentError("no variables are named; give a column or a list of columns")
    return names


def without_groups(request: Request, within: Subset | None) -> Request:
    """Return the request for all of some rows together, in one domain."""
    return replace(request, within=within, domains=request.source.domains((), within))


def variable_of(request: Request, name: Any) -> Variable:
    """Return a numeric variable, or refuse what the request's policy of missing answers refuses.

    Raises
    ------
    ArgumentError, DataError
    """
    variable = request.source.variable(name)
    if request.missing == "category":
        raise ArgumentError(
            "missing='category' is for shares of categories; expected 'drop' or 'fail'"
        )
    if request.missing == "fail":
        refuse_missing(request, variable, name)
    return variable


def categories_of(request: Request, name: Any) -> Categories:
    """Return the categories of a variable, those without an answer by the request's policy.

    Raises
    ------
    ArgumentError, DataError
    """
    categories = request.source.categories(name)
    if not len(categories.labels):
        raise NoAnswersError.of(name)
    if request.missing == "fail":
        refuse_missing(request, categories, name)
    if request.missing == "category" and request.source.unanswered([categories]):
        labels = categories.labels.astype(object).append(pd.Index([NO_ANSWER], dtype=object))
        recoded = request.source.recode(categories, range(len(labels)), labels)
        categories = replace(recoded, scale=categories.scale)
    return categories


def chosen_of(request: Request, question: Any) -> Chosen:
    """Return a question with several answers, or refuse what the policy of missing ones refuses.

    Raises
    ------
    ArgumentError, DataError
    """
    if request.missing == "category":
        raise ArgumentError("missing='category' is for one variable; expected 'drop' or 'fail'")
    found = request.source.chosen(question)
    if request.missing == "fail":
        known = [question] if isinstance(question, str) else found.labels
        refuse_missing(request, found.options[0], ", ".join(map(str, known)))
    return found


def refuse_missing(request: Request, of: Variable | Categories, name: Any) -> None:
    """Refuse rows of the request's domains without an answer.

    Raises
    ------
    DataError
    """
    count = request.source.unanswered([of], request.domains)
    if count:
        raise DataError(
            f"column {name!r} has no answer in {count:,} rows; fill them in, or "
            "choose missing='drop' to estimate from those who answered"
        )


_UNWEIGHTED = (
    marked("mean"),
    marked("median"),
    marked("share"),
    marked("quantile"),
    marked("variance"),
    marked("standard deviation"),
    marked("covariance"),
    marked("correlation"),
)
"""What is left of a name without "weighted" before it, for catalogues."""


_LINEARISED, _REPLICATED = marked("linearised variance"), marked("replicates")


@lru_cache(maxsize=1024)
def way_of(what: str, linear: bool, design: str) -> Message:
    """Say what is estimated, how its variance is, and by what design."""
    way = Message(_LINEARISED if linear else _REPLICATED)
    return Message("{what}, {way}; {design}", what=as_message(what), way=way, design=design)


def words_of(request: Request, what: str) -> str:
    """Say how estimates are made; "weighted" is told of weights alone."""
    known = request.design.columns
    if not (known.weights or known.fpc or known.replicates):
        what = what.removeprefix("weighted ")
    said = way_of(what, isinstance(request.design, Linearised), request.design.words)
    left = request.domains.left_out
    if not left:
        return said
    return Message("{method}; {n} rows without a group left out", method=said, n=left)


def refuse_unknown(name: str, value: Any, legal: Sequence[Any]) -> None:
    """Refuse a value that is not one of the legal ones.

    Raises
    ------
    ArgumentError
    """
    # an array or a table is never equal to one word
    plain = value is None or isinstance(value, (str, bool))
    if not plain or value not in legal:
        raise ArgumentError(
            f"{name} is {described(value)}; expected one of {', '.join(map(str, legal))}"
        )
