"""``topline lead``: the lead of one answer over another to the same question."""

from typing import Annotated, Any

import typer

import topline

from ...language.marking import marked
from ..shared.options import (
    Base,
    BaseBehind,
    Deff,
    Level,
    SampleType,
    SampleTypeOption,
    base_of,
    method_option,
)
from ..shared.output import Printing, Result, show
from ..shared.refusals import line_of


def lead(
    first: Annotated[
        str, typer.Argument(help="Percent as printed, such as 48%, or a count of respondents.")
    ],
    second: Annotated[str, typer.Argument(help="The other answer, in the same way.")],
    behind: BaseBehind = None,
    n: Base = None,
    before: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="FIRST SECOND", help="The same two answers in an earlier survey."),
    ] = None,
    before_n: Annotated[
        str | None, typer.Option("--before-n", help="Respondents of that survey.")
    ] = None,
    method: Annotated[str, method_option("paired_difference")] = "newcombe",
    confidence_level: Level = 0.95,
    deff: Deff = 1.0,
    sample_type: SampleTypeOption = SampleType.not_stated,
    printing: Printing = Printing(),  # noqa: B008
) -> None:
    """Print the lead of an answer over another to the same question.

    Of 384 and 352 of 800 respondents, or 48% and 44%; --n counts everybody
    who was asked. With --before "45%" "46%" --before-n 900, also how the lead
    has changed.

    Examples
    --------
    topline lead 48% 44% --n 800
    topline lead 384 352 --n 800
    topline lead 48% 44% --n 800 --before 45% 46% --before-n 900
    """
    asked: dict[str, Any] = {
        "confidence_level": confidence_level,
        "method": method,
        "deff": deff,
        "sample_type": sample_type.value,
    }
    if (before is None) != (before_n is None):
        raise topline.ArgumentError("an earlier survey needs both --before and --before-n")
    base = base_of(n, behind, line_of("topline", "lead", first, second))
    now = _lead(first, second, base, asked)
    rows = [_row(marked("lead"), now.lead, now.ci_low, now.ci_high)]
    if now.rounding != (now.ci_low, now.ci_high):
        rows += [_row(marked("lead, all that prints so"), None, *now.rounding)]
    sentences: list[str] = []
    if before is not None and before_n is not None:
        then = _lead(*before, before_n, asked)
        change = now.change_since(then)
        rows += [_row(marked("lead before"), then.lead, then.ci_low, then.ci_high)]
        rows += [_row(marked("change of the lead"), now.lead - then.lead, *change)]
        sentences += [_changed(change, confidence_level)]
    sentences += now.sentences[1:]
    record = {
        "first": now.first.percent,
        "second": now.second.percent,
        "n": now.first.n,
        "numbers": rows,
        **asked,
        "notes": list(dict.fromkeys(filter(None, (now.first.note, now.second.note)))),
        "sentences": [now.sentence, *sentences],
    }
    say = topline.printing_language()
    title = say(
        "{first} over {second} of {n} respondents",
        first=say.number(now.first.percent),
        second=say.number(now.second.percent),
        n=say.count_text(now.first.n),
    )
    words = [_words(row, say.interval_text(confidence_level), say) for row in rows]
    full = [{**row, **asked} for row in rows]
    show(Result(title, words, full, record, sentences, quote=now.sentence), printing)


def _lead(first: str, second: str, n: str, asked: dict[str, Any]) -> "topline.PercentLead":
    """Return the lead of two percents, or of two counts, which have no sign."""
    texts = first.strip(), second.strip()
    counts = all(text.isdecimal() for text in texts)
    if counts and all(int(text) <= 100 for text in texts) and n.strip() not in map(str, range(101)):
        raise topline.ArgumentError(
            f"{first} and {second} could be percents or counts of respondents; write percents with "
            f"their sign, as {texts[0]}%; of so few respondents give the percents to a decimal"
        )
    return topline.percent_lead(first, second, n, counts=counts, **asked)


def _words(row: dict[str, Any], head: str, say: "topline.Strings") -> dict[str, str]:
    estimate, limits = row["estimate"], (row["ci_low"], row["ci_high"])
    return {
        say("Quantity"): say(row["quantity"]),
        say("Estimate"): "" if estimate is None else say.estimate_text(estimate, "points"),
        head: say.limits_text(*limits, "points"),
    }


def _row(quantity: str, estimate: float | None, low: float, high: float) -> dict[str, Any]:
    return {"quantity": quantity, "estimate": estimate, "ci_low": low, "ci_high": high}


def _changed(change: "topline.Interval", confidence_level: float) -> str:
    say = topline.printing_language()
    if change.ci_low > 0:
        finding = say("The lead has grown")
    elif change.ci_high < 0:
        finding = say("The lead has shrunk")
    else:
        finding = say("The lead cannot be told from the earlier one")
    return say(
        "{finding}: the {level} interval of its change, rounding covered, is {limits}.",
        finding=finding,
        level=say.level_text(confidence_level),
        limits=say.limits_text(*change, "points"),
    )
