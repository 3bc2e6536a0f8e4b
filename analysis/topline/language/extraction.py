"""What Babel finds in the code: each sentence that is said or marked, and words in tables of rows.

``pybabel extract`` calls ``sentences_in``, as ``pyproject.toml`` tells it to.
"""

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

Found = tuple[int, str, Any, list[str]]

SAYS = frozenset({"say", "self", "strings", "marked", "Message", "printing_language()"})
"""Whose first argument is a sentence, or one of two."""

ROWS: Mapping[str, tuple[int | str, ...]] = {
    "Method": (1, "label"),
    "ProportionMethod": (1, "label"),
    "_exact": (1,),
    "_closed_form": (1,),
    "PoolingMethod": (1,),
    "Scale": (1,),
    "SignificanceMethod": (1, "label"),
    "Statistic": (1,),
    "Check": (0, 2),
    "Finding": (0,),
    "RankScore": (1,),
    "TermTest": (1,),
    "Link": ("label",),
    "Family": ("label",),
    "Cumulative": ("label",),
    "_of_quantile": (1,),
    "RowInterval": ("label", "purpose"),
    "Reason": (2, "sentence", "mark_words"),
    "SampleType": ("label", "supposes", "told", "told_of_some", "sentence"),
    "Kind": ("words", "what"),
    "Item": (1,),
    "Adjustment": (1,),
    "ReplicateMethod": (1,),
    "Smooth": ("label",),
    "OrderedMeasure": (0, "label"),
    "EntropyMeasure": ("label",),
    "words_of": (1,),
    "Row": (1,),
    "ChartPlan": ("title", "subtitle"),
    "FigureCheck": (1, "words"),
    "FigureColumn": (1, "meaning"),
    "Found": (2, "layout"),
}
"""Rows of tables, and which of their arguments, by place or name, are words."""


def sentences_in(
    fileobj: IO[bytes],
    keywords: Collection[str],  # noqa: ARG001
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, Any],  # noqa: ARG001
) -> Iterator[Found]:
    """Yield line, function, sentence and comments of everything that is said in a module.

    The arguments are those by which Babel calls such a function; only `fileobj`, the module, is
    looked at.
    """
    tree = ast.parse(fileobj.read())
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        if name == "Message" and len(node.args) > 1:
            name = "plural"
        if name in SAYS and node.args:
            for text in _texts(node.args[0]):
                yield node.lineno, "gettext", text, []
        elif name in ("plural", "forms", "meant") and len(node.args) > 1:
            own = tuple(text for one in node.args[:2] for text in _texts(one))
            yield node.lineno, "pgettext" if name == "meant" else "ngettext", own, []
        by_place = dict(enumerate(node.args))
        by_name = {keyword.arg: keyword.value for keyword in node.keywords}
        for key in ROWS.get(name, ()):
            argument = by_place.get(key) if isinstance(key, int) else by_name.get(key)
            for text in () if argument is None else _texts(argument):
                yield node.lineno, "gettext", text, []


def _texts(node: ast.expr) -> Iterator[str]:
    """Yield a sentence, or each of those between which is chosen."""
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
