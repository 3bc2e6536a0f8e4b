"""Questions with several answers, as ``topline describe`` shows them: one line for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import topline

from ..shared.output import plain

if TYPE_CHECKING:
    from topline import Survey


@dataclass(frozen=True, eq=False)
class Several:
    """A question with several answers: its line for people, and all that is known of it."""

    variables: tuple[str, ...]
    words: dict[str, str]
    record: dict[str, Any]


def questions_of(survey: "Survey", personal: Mapping[str, str], most: int) -> dict[str, Several]:
    """Return the questions with several answers of a file, with the times each was chosen.

    `personal` says which columns are not to be shown, `most` how many options are told.
    """
    found = {}
    for name, one in survey.sets.items():
        table = survey.total(name).table
        times = [int(total) for total in table["estimate"]]  # sums of ones
        # what people wrote in one cell would be shown as its options
        hidden = one.kind != "columns" and any(personal.get(part) for part in one.variables)
        record = {
            "label": one.label,
            "kind": one.kind,
            "variables": list(one.variables),
            "counted_value": one.counted_value,
            "separator": one.separator,
            "options": []
            if hidden
            else [
                {
                    "label": option.label,
                    "column": option.column,
                    "chosen": [plain(code) for code in option.chosen],
                    "n": count,
                }
                for option, count in zip(one.options, times, strict=True)
            ],
            "n_base": int(table["n"].iloc[0]),
            "blank": one.blank,
            "asked": one.asked,
            "source": one.source,
            "evidence": one.evidence,
        }
        words = _words(name, record, len(survey), most)
        found[name] = Several(one.variables, words, record)
    return found


def _words(name: str, record: Mapping[str, Any], rows: int, most: int) -> dict[str, str]:
    say = topline.printing_language()
    label = record["label"] if record["label"] != name else ""
    usual = sorted(record["options"], key=lambda option: -option["n"])[:most]
    told = [
        f"{one['label']} ({say.count_text(one['n'])})" for one in record["options"] if one in usual
    ]
    more = len(record["options"]) - len(told)
    outside = rows - record["n_base"]
    answers = ", ".join(told)
    if more:
        answers += say(" and {number} more", number=say.count_text(more))
    return {
        say("Variable"): " ".join(": ".join(filter(None, (name, label))).split()),
        say("Type"): say("several answers"),
        say("Missing"): say.count_text(outside) if outside else "",
        say("Answers"): answers or say("not shown"),
    }


def with_questions(
    rows: Sequence[tuple[str, dict[str, str]]], questions: Mapping[str, Several]
) -> list[dict[str, str]]:
    """Return the lines of variables, those of one question in one line, where its first stands."""
    of: dict[str, str] = {}
    for key, one in questions.items():
        for name in one.variables:
            of.setdefault(name, key)
    of |= {key: key for key in questions}
    lines: list[dict[str, str]] = []
    told: set[str] = set()
    for name, words in rows:
        if name not in of:
            lines.append(words)
        elif of[name] not in told:
            lines.append(questions[of[name]].words)
            told.add(of[name])
    return lines
