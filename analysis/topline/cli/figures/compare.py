"""``topline compare``: two published percents of two samples."""

from typing import Annotated

import typer

import topline

from ...language.marking import marked
from ..shared.options import Level, SampleType, SampleTypeOption, method_option
from ..shared.output import Printing, Result, show

_NAMES = {
    "difference": marked("difference, points"),
    "difference_rounding": marked("difference, all that prints so"),
    "ratio": marked("ratio"),
}


def compare(
    percent1: Annotated[str, typer.Argument(help="First percent, such as 80%.")],
    n1: Annotated[str, typer.Argument(help="Its respondents.")],
    percent2: Annotated[str, typer.Argument(help="Second percent, such as 42%.")],
    n2: Annotated[str, typer.Argument(help="Its respondents.")],
    method: Annotated[str, method_option("difference")] = "newcombe",
    confidence_level: Level = 0.95,
    deff1: Annotated[float, typer.Option(help="Design effect of the first sample.")] = 1.0,
    deff2: Annotated[float, typer.Option(help="Design effect of the second sample.")] = 1.0,
    sample_type: SampleTypeOption = SampleType.not_stated,
    printing: Printing = Printing(),  # noqa: B008
) -> None:
    """Compare two published percents of two independent samples.

    Examples
    --------
    topline compare 80% 300 42% 400
    topline compare 63% 400 58% 380 --deff1 1.4 --deff2 1.4
    """
    found = topline.percent_difference(
        percent1,
        n1,
        percent2,
        n2,
        confidence_level=confidence_level,
        method=method,
        deff=(deff1, deff2),
        sample_type=sample_type.value,
    )
    asked = {
        "confidence_level": confidence_level,
        "method": method,
        "deff1": deff1,
        "deff2": deff2,
        "sample_type": sample_type.value,
    }
    notes = {"note1": found.first.note, "note2": found.second.note}
    numbers = {
        "difference": _numbers(found.difference, found.ci_low, found.ci_high),
        "difference_rounding": _numbers(None, *found.rounding),
        "ratio": _numbers(found.ratio, found.ratio_ci_low, found.ratio_ci_high),
    }
    rows = [{"quantity": name, **row, **asked, **notes} for name, row in numbers.items()]
    record = {"percent1": percent1, "n1": found.first.n, "percent2": percent2, "n2": found.second.n}
    record |= {**numbers, "p_value": found.p_value, **asked, **notes, "sentence": found.sentence}
    say = topline.printing_language()
    first, second = (
        say("{percent} of {n}", percent=say.number(one.percent), n=say.count_text(one.n))
        for one in (found.first, found.second)
    )
    title = say("{first} against {second}", first=first, second=second)
    words = _words(numbers, say.interval_text(confidence_level), say)
    result = Result(title, words, rows, record, found.sentences[1:], quote=found.sentence)
    show(result, printing)


def _words(
    numbers: dict[str, dict[str, float | None]], head: str, say: "topline.Strings"
) -> list[dict[str, str]]:
    words = []
    for name, row in numbers.items():
        # a ratio is printed as it is, and differences in points
        scale, decimals = (1, 2) if name == "ratio" else (100, 1)
        estimate, low, high = (
            "" if value is None else say.number(topline.decimal_text(value * scale, decimals))
            for value in row.values()
        )
        limits = say("{low} to {high}", low=low, high=high)
        words.append({say("Quantity"): say(_NAMES[name]), say("Estimate"): estimate, head: limits})
    return words


def _numbers(estimate: float | None, low: float, high: float) -> dict[str, float | None]:
    return {"estimate": estimate, "ci_low": low, "ci_high": high}
