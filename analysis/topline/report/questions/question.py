"""Questions with their estimates, in the order in which a page shows them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ...answers import is_missing_word, nonresponse_of
from ...estimates.estimates import Estimates
from ...estimates.reason_codes import joined, reason_codes
from ...estimates.scale import IN_ORDER
from ...language.marking import marked
from ...language.message import without_remedy
from ...language.strings import ENGLISH, Strings
from ...survey.checks.answered import no_answers
from ...survey.checks.contents import ColumnContent
from ...survey.crosstab.crosstab import Crosstab
from ...survey.survey import Survey
from ...tables.model import PrintedTable, sentence
from ...values import Value
from ...wording import value_text
from .kinds import KINDS, Kind, kind_of

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """How questions are estimated.

    Attributes
    ----------
    confidence_level, df : float, str
        As in ``Options``.
    suppressed : {"mark", "hide"}
    asked : mapping of str to condition
        Who was asked a question.
    """

    confidence_level: float = 0.95
    df: str = "domain"
    suppressed: str = "mark"
    asked: Mapping[str, Any] = field(default_factory=dict)

    @property
    def options(self) -> dict[str, Any]:
        """The options of an estimator."""
        return {"confidence_level": self.confidence_level, "df": self.df}


@dataclass(frozen=True)
class Who:
    """Respondents of a question: how many answered, and why others did not."""

    answered: int
    no_answer: int
    not_asked: int
    not_known: int

    @property
    def number(self) -> int:
        """All respondents that are meant."""
        return self.answered + self.no_answer + self.not_asked + self.not_known

    def sentence(self, say: Strings = ENGLISH) -> str:
        """Say it in words, without what is nobody."""
        counts = (self.answered, self.no_answer, self.not_asked, self.not_known)
        said = zip(counts, _SAID, strict=True)
        return ", ".join(say(words, n=say.count_text(n)) for n, words in said if n)


_SAID = (
    marked("{n} answered"),
    marked("{n} gave no answer"),
    marked("{n} not asked"),
    marked("{n} blank: not asked or no answer"),
)


@dataclass(frozen=True, eq=False, kw_only=True)
class Question(Value):
    """One question of a report.

    Attributes
    ----------
    name : str
        Its column, or its set.
    label : str
        Its wording, for readers.
    kind : Kind
    estimates : Estimates
        Shares of its answers, or its mean, as they are drawn.
    who : Who
        How many answered.
    notes : tuple of str
        What must be known of its column; those that its chart shows by itself are not in its
        caption.
    aside : tuple of str
        Answers such as "don't know", which are none of its scale.
    span : (float, float) or None
        The lowest and the highest value that a number can have, or had.
    ends : tuple of str
        What both stand for, where the file says so.
    """

    name: str
    label: str
    kind: Kind
    estimates: Estimates
    who: Who
    notes: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    span: tuple[float, float] | None = None
    ends: tuple[str, ...] = ()

    @property
    def is_share(self) -> bool:
        """Whether its estimates are shares of answers."""
        return self.kind.shares


@dataclass(frozen=True, eq=False)
class Questions:
    """The questions of a page, and the survey they are asked of: without what is no answer."""

    survey: Survey
    questions: tuple[Question, ...]


def estimate_questions(
    survey: Survey, labels: Mapping[str, str], wanted: Wanted, tell: Tell
) -> Questions:
    """Estimate questions; `labels` are their wordings by their columns."""
    held = _contents(survey, labels)
    table = survey.who_answered(list(labels), asked=wanted.asked)
    counts = {str(name): Who(*map(int, own)) for name, *own in table.to_numpy().tolist()}
    none = {}
    for name, one in held.items():
        # "NA" is an answer where somebody had it kept; the label of a code is none
        told = (a.label for a in one.answers if a.code is not None or not is_missing_word(a.label))
        if own := list(no_answers(list(told))):
            none[name] = own
    if none:
        survey = survey.with_missing_codes(none)
        held |= _contents(survey, none)
    found = []
    for number, (name, label) in enumerate(labels.items()):
        tell(f"Estimating {name}", number, len(labels))
        content, who = held.get(name), counts[name]
        kind = kind_of(survey, name, content)
        asked = ask(survey, name, kind, wanted.options)
        rated = [content.rating_note] if content is not None and kind is KINDS["rating"] else []
        notes = for_readers([*asked.notes, *rated])
        estimates = _said(survey, name, asked, who)
        numeric = content is not None and not kind.shares
        span, ends = _span(survey, content) if content is not None and numeric else (None, ())
        if wanted.suppressed != "mark":
            estimates = estimates.without_suppressed()
        found.append(
            Question(
                name=name,
                label=label,
                kind=kind,
                estimates=estimates,
                who=who,
                notes=notes,
                aside=() if content is None or numeric else content.set_aside,
                span=span,
                ends=ends,
            )
        )
    return Questions(survey, tuple(found))


def ask(survey: Survey, name: str, kind: Kind, options: Mapping[str, Any]) -> Estimates:
    """Estimate a question as its kind asks for, in the order in which it is drawn."""
    return kind.arrange(kind.estimate(survey, name, **options))


def _contents(survey: Survey, names: Iterable[str]) -> dict[str, ColumnContent]:
    """Return what columns hold; questions with several answers are none of them."""
    own = [name for name in names if name not in survey.sets]
    return {one.name: one for one in survey.contents(own, show_personal=True)} if own else {}


def _said(survey: Survey, name: str, estimates: Estimates, who: Who) -> Estimates:
    """Return estimates whose reasons and notes say what readers of a page need to know.

    A survey counts every blank as a missing answer; who was not asked has none to give, and who
    may not have been, nobody knows. A share that the design fixes is no finding. Remedies in code
    are for who computes.
    """
    table = estimates.table.drop(columns="flag")
    given, codes = reason_codes(table), []
    # rows are looked at only where there is something to explain
    fixed = any("no_variation" in own for own in given) and is_fixed(survey, name)
    for own in given:
        kept = {code for code in own if code != "missing"} | (
            {"missing"} if who.no_answer else set()
        )
        if fixed and "no_variation" in kept:
            kept = (kept - {"no_variation"}) | {"fixed_by_design"}
        codes.append(joined(kept))
    no_answer = pd.NA if who.not_known and not who.no_answer else who.no_answer
    missing = pd.array([no_answer] * len(table), dtype="Int64")
    return Estimates(
        table.assign(n_missing=missing, reasons=codes),
        estimates.covariance,
        estimates.method,
        notes=for_readers(estimates.notes),
        scales=estimates.scales,
        most_df=estimates.most_df,
        sample_type=estimates.sample_type,
    )


def for_readers(notes: Iterable[str]) -> tuple[str, ...]:
    """Return notes without what everybody sees, an order, and remedies for who computes."""
    return tuple(without_remedy(note) for note in notes if IN_ORDER not in note)


def notes_for_readers(table: Crosstab, printed: PrintedTable, say: Strings) -> list[str]:
    """Return the notes of a table in words for its readers, as they were said at first."""
    # what notes are of is told by what they were said from, whatever the language
    raw = {sentence(say.again(note)): note for note in table.estimates.notes}
    return [note for said in printed.notes for note in for_readers([raw.get(sentence(said), said)])]


def is_fixed(survey: Survey, name: str) -> bool:
    """Return whether shares of a question without a sampling error are the design's own doing.

    Weights and replicates may be made to fix them; strata do where each has one answer alone.
    Else all sampled clusters agree, which they need not.
    """
    if name in survey.sets:
        return False
    used = survey.design.columns
    if used.replicates or getattr(survey.design, "calibration", None) is not None:
        return True
    if not used.strata:
        return False
    stratum = used.strata[0]
    pairs = survey.distinct([stratum, name] if name != stratum else [name]).dropna()
    return not pairs[stratum].duplicated().any()


def _span(
    survey: Survey, content: ColumnContent
) -> tuple[tuple[float, float] | None, tuple[str, ...]]:
    """Return the lowest and highest value: of the codes that have labels, or of the data."""
    if content.lowest is None or content.highest is None:
        return None, ()
    low, high = float(content.lowest), float(content.highest)
    labels = survey.codebook.value_labels(content.name) if survey.codebook else {}
    gone = {str(reason.code) for reason in content.reasons}
    ends = {
        float(code): text
        for code, text in labels.items()
        if isinstance(code, (int, float)) and str(code) not in gone and nonresponse_of(text) is None
    }
    if content.rating is not None:
        low, high = content.rating
    if len(ends) >= 2 and min(ends) <= low and high <= max(ends):
        low, high = min(ends), max(ends)
        return (low, high), (ends[low], ends[high])
    return ((low, high) if low < high else None), ()


def span_words(question: Question, say: Strings = ENGLISH) -> str:
    """Say from where to where the answers of a number go."""
    if question.span is None:
        return ""
    numbers = [say.number(value_text(value, 6)) for value in question.span]
    if not question.ends:
        return say("answers from {low} to {high}", low=numbers[0], high=numbers[1])
    return say(
        "on a scale from {low} ({first}) to {high} ({last})",
        low=numbers[0],
        first=question.ends[0],
        high=numbers[1],
        last=question.ends[1],
    )
