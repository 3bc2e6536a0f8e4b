"""Questions with several answers, as ``topline describe`` shows them: one line for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import topline

from ..shared.output import plain

_TOP = 3
"""Options told of a question."""

_WIDTH, _NAME_WIDTH = 34, 62
"""Characters told of a question's options, and of its name and wording."""


@dataclass(frozen=True, eq=False)
class Several:
    """A question with several answers: its line for people, and all that is known of it."""

    variables: tuple[str, ...]
    words: dict[str, str]
    record: dict[str, Any]


def questions_of(survey: "topline.SurveyData") -> dict[str, Several]:
    """Return the questions with several answers of a file, with the times each was chosen."""
    found = {}
    counted = topline.Survey(survey)
    for name, one in survey.codebook.multiple_response_sets.items():
        table = counted.total(name).table
        times = [round(total) for total in table["estimate"]]
        record = {
            "label": one.label,
            "kind": one.kind,
            "variables": list(one.variables),
            "counted_value": one.counted_value,
            "separator": one.separator,
            "options": [
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
        found[name] = Several(one.variables, _words(name, record, len(survey.data)), record)
    return found


def _words(name: str, record: Mapping[str, Any], rows: int) -> dict[str, str]:
    label = record["label"] if record["label"] != name else ""
    title = " ".join(": ".join(filter(None, (name, label))).split())
    if len(title) > _NAME_WIDTH:
        title = f"{title[: _NAME_WIDTH - 1]}…"
    ranked = sorted(record["options"], key=lambda option: -option["n"])
    told = [f"{one['label']} ({topline.count_text(one['n'])})" for one in ranked[:_TOP]]
    more = len(ranked) - len(told)
    answers = ", ".join(told) + (f" and {topline.count_text(more)} more" if more > 0 else "")
    outside = rows - record["n_base"]
    return {
        "Variable": title,
        "Type": "several",
        "Missing": topline.count_text(outside) if outside else "",
        "Answers": answers if len(answers) <= _WIDTH else f"{answers[: _WIDTH - 1]}…",
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
