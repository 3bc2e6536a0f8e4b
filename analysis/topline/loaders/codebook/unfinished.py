"""Rows of people who did not finish, or of nobody: what exports say in columns of their own."""

import re
from typing import Any

import pandas as pd

from ...answers.several import is_no, is_yes
from ...language.message import Message
from .variables import Code, FileContent, Variable, plain

_STATUS = {
    "status", "response type", "responsetype", "response status", "survey status",
    "completion status", "distributionchannel", "interview status", "interview_status",
    "vstatus", "respondent status",
}  # fmt: skip
"""Columns in which exports say what became of an interview."""

_DONE = {
    "complete", "completed", "ip address", "finished", "submitted", "anonymous", "email", "qr",
    "gl", "sms", "social", "qualified", "abgeschlossen", "vollständig", "completa", "completo",
    "complète", "complet", "terminé", "voltooid", "завершено", "完成", "已完成", "完了",
}  # fmt: skip
_NOT_DONE = {
    "partial", "incomplete", "in progress", "started", "disqualified", "screened", "screened out",
    "screenout", "screen out", "quota full", "quotafull", "over quota", "overquota", "terminated",
    "terminate", "abandoned", "timeout", "timed out", "deleted", "survey preview", "survey test",
    "preview", "test", "spam", "offline preview", "abgebrochen", "unvollständig", "abbruch",
    "incompleta", "incompleto", "parcial", "incomplète", "incomplet", "partiel", "abandonné",
    "onvolledig", "niet voltooid", "не завершено", "未完成", "途中",
}  # fmt: skip
_TRIED = re.compile(
    r"preview|vorschau|aperçu|prévisualis|vista previa|vista prévia|pré-visualiz|visualização|"
    r"anteprima|voorbeeld|förhandsgransk|forhåndsvis|esikatsel|podgląd|náhled|önizleme|"
    r"предпросмотр|предварительн|попередн|プレビュー|预览|預覽|미리\s?보기"
)
"""What a service calls rows of people who looked at the questions beforehand."""

_ADDRESS = re.compile(r"\bip\b|ip[-\s]?adres|ip[\s-]?地址|ip[\s-]?アドレス|ip[\s-]?주소")
"""What Qualtrics calls rows of respondents, in its languages."""


_TOLD = {"finished", "progress", "submitdate", "ended"} | _STATUS
_DECIPHER = {"record", "uuid", "status"}
"""Decipher's columns, whose status is 3 of complete interviews, and 1, 2 and 4 of others."""

_MOST = 50
"""Different cells that are looked at."""

_BESIDE = {
    "progress", "responseid", "recordeddate", "duration (in seconds)", "startdate",
    "duration__in_seconds_", "enddate", "status", "case", "lastdata", "maxpage", "started",
    "lastpage", "startlanguage", "interviewtime", "session", "created", "ended",
}  # fmt: skip
"""Columns of the same exports, beside which "finished" or "progress" is theirs."""


def unfinished_rows(content: FileContent) -> list[str]:
    """Say how many rows a file marks as unfinished, screened out or tried, and how to leave them.

    Exports count everybody who began. Qualtrics says so in Finished, Progress, Status and
    DistributionChannel, LimeSurvey by a blank submitdate, formr by a blank end, SoSci Survey in
    FINISHED, REDCap in columns that end in _complete or are called Complete?, Decipher by a status
    of digits, others by one in words.

    Parameters
    ----------
    content : FileContent
        As read, before labels replace codes.
    """
    found: list[str] = []
    short = [_short(one.name) for one in content.variables]
    names = {*short}
    for name, variable in zip(short, content.variables, strict=True):
        if name in _TOLD or _is_form(name):
            # only beside others of the same exports "finished" and "progress" are theirs
            is_known = name in _STATUS or _is_form(name) or names & _BESIDE - {name}
            kind = "decipher" if name == "status" and names >= _DECIPHER else name
            gone = _unfinished(kind, variable, content.frame[variable.name]) if is_known else {}
            told = ", ".join(f"{word} {count:,}×" for word, count in gone.items() if count)
            if told:
                found.append(Message("{name} is {told}", name=repr(variable.name), told=told))
    if not found:
        return []
    return [
        Message(
            "{found}: such rows may be of people who did not finish, or of nobody, and are "
            "counted; where= takes the others",
            found=found,
        )
    ]


def is_of_interviews(name: str) -> bool:
    """Tell whether a column may say what became of an interview, or stands beside one that does."""
    short = _short(name)
    return short in _TOLD | _BESIDE | _DECIPHER or _is_form(short)


def _is_form(short: str) -> bool:
    """Tell whether a column is of REDCap, which says by names or by labels how a form stands."""
    return short.endswith("_complete") or short.startswith("complete?")


def _short(name: str) -> str:
    # LimeSurvey writes labels behind the names: "submitdate. Date submitted"
    return name.partition(". ")[0].casefold().strip()


def _unfinished(name: str, variable: Variable, cells: "pd.Series[Any]") -> dict[str, int]:
    """Return what a column says of unfinished interviews, with the rows of each."""
    if name in ("submitdate", "ended"):
        blanks = int(cells.isna().sum())
        return {"blank": blanks} if blanks < len(cells) else {}
    if name == "progress":
        is_percent = pd.api.types.is_numeric_dtype(cells.dtype) and cells.max() == 100
        return {"below 100": int((cells < 100).sum())} if is_percent else {}
    rows: dict[str, int] = {}
    for code, count in cells.value_counts().head(_MOST).items():
        is_code = isinstance(code, (int, float, str)) and not isinstance(code, bool)
        own_code: Code = plain(code) if is_code else str(code)
        word = str(variable.value_labels.get(own_code, own_code)).strip()
        rows[word] = rows.get(word, 0) + int(count)
    known = {word: word.casefold().removesuffix(".0") for word in rows}
    done, others = _DONE, _NOT_DONE
    if name == "finished":
        done = {own for own in known.values() if own == "1" or is_yes(own)}
        others = {own for own in known.values() if own == "0" or is_no(own)}
    elif name == "decipher" and {*known.values()} <= {"1", "2", "3", "4"}:
        done, others = {"3"}, {"1", "2", "4"}
    elif _is_form(name):
        done, others = {*known.values()}, {"incomplete"}
    else:
        done = done | {own for own in known.values() if _ADDRESS.search(own)}
        others = others | {own for own in known.values() if _TRIED.search(own)}
    sure = {*known.values()} & done
    return {repr(word): rows[word] for word, own in known.items() if own in others and sure}
