"""``topline lead``: the lead of one answer over another to the same question."""

from typing import Annotated, Any

import typer

import topline

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
from ..shared.output import Format, FormatOption, GuardOption, Result, show
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
    output: FormatOption = Format.text,
    guard_formulas: GuardOption = False,
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
    rows = [_row("lead", now.lead, now.ci_low, now.ci_high)]
    if now.rounding != (now.ci_low, now.ci_high):
        rows += [_row("lead, all that prints so", None, *now.rounding)]
    sentences = []
    if before is not None and before_n is not None:
        then = _lead(*before, before_n, asked)
        change = now.change_since(then)
        rows += [_row("lead before", then.lead, then.ci_low, then.ci_high)]
        rows += [_row("change of the lead", now.lead - then.lead, *change)]
        sentences += [_changed(change, confidence_level)]
    notes = dict.fromkeys(one.note for one in (now.first, now.second) if one.note)
    sentences += now.sentences[1:]
    record = {
        "first": now.first.percent,
        "second": now.second.percent,
        "n": now.first.n,
        "numbers": rows,
        **asked,
        "notes": list(notes),
        "sentences": [now.sentence, *sentences],
    }
    title = (
        f"{now.first.percent} over {now.second.percent} of {topline.count_text(now.first.n)} "
        "respondents"
    )
    head = f"{topline.level_text(confidence_level)} interval"
    words = [_words(row, head) for row in rows]
    full = [{**row, **asked} for row in rows]
    result = Result(title, words, full, record, sentences, quote=now.sentence)
    show(result, output, guard_formulas=guard_formulas)


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


def _words(row: dict[str, Any], head: str) -> dict[str, str]:
    estimate, limits = row["estimate"], (row["ci_low"], row["ci_high"])
    return {
        "Quantity": row["quantity"],
        "Estimate": "" if estimate is None else topline.estimate_text(estimate, "points"),
        head: topline.limits_text(*limits, "points"),
    }


def _row(quantity: str, estimate: float | None, low: float, high: float) -> dict[str, Any]:
    return {"quantity": quantity, "estimate": estimate, "ci_low": low, "ci_high": high}


def _changed(change: "topline.Interval", confidence_level: float) -> str:
    if change.ci_low > 0 or change.ci_high < 0:
        finding = f"The lead has {'grown' if change.ci_low > 0 else 'shrunk'}"
    else:
        finding = "The lead cannot be told from the earlier one"
    level = topline.level_text(confidence_level)
    limits = topline.limits_text(*change, "points")
    return f"{finding}: the {level} interval of its change, rounding covered, is {limits}."
