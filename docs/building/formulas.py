"""Formulas as MathML, which browsers draw by themselves: no script, and nothing from elsewhere."""

import html
import re
from typing import Any
from xml.etree import ElementTree

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx

_ACCENTS = ("ˆ", "ˉ", "˜", "˙", "¨")

ElementTree.register_namespace("", "http://www.w3.org/1998/Math/MathML")
_OF = "{http://www.w3.org/1998/Math/MathML}"


def drawn_anywhere(formula: str) -> str:
    """Return MathML that browsers draw aright without a font for formulas, which few people have.

    Chromium leaves the sign of a root away then: here it is a sign, and a line above what it is of
    (docs.css). And docutils puts the index of a letter with an accent below the letter.
    """
    # XML knows no name of a blank
    named = re.sub(r"&(?!amp;|lt;|gt;)\w+;", lambda found: html.unescape(found[0]), formula)
    root = ElementTree.fromstring(named)
    for each in list(root.iter()):
        parts = list(each)
        if each.tag == f"{_OF}munderover" and (parts[2].text or "").strip() in _ACCENTS:
            each.tag = f"{_OF}msub"
            accented = ElementTree.Element(f"{_OF}mover", {"accent": "true"})
            accented.extend([parts[0], parts[2]])
            each[:] = [accented, parts[1]]
        elif each.tag == f"{_OF}msqrt":
            each.tag = f"{_OF}mrow"
            sign = ElementTree.Element(f"{_OF}mo", {"stretchy": "false"})
            sign.text = "√"
            below = ElementTree.Element(f"{_OF}mrow", {"class": "root"})
            below.extend(parts)
            each[:] = [sign, below]
    return ElementTree.tostring(root, encoding="unicode")


def inline(writer: Any, node: nodes.math) -> None:
    """Write a formula within a line."""
    writer.body.append(drawn_anywhere(tex2mathml(node.astext())))
    raise nodes.SkipNode


def displayed(writer: Any, node: nodes.math_block) -> None:
    """Write a formula that stands by itself; it scrolls where it is wider than its place."""
    formula = drawn_anywhere(tex2mathml(node.astext(), as_block=True))
    writer.body.append(f'<div class="formula" tabindex="0" role="group">{formula}</div>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """Let Sphinx write formulas so."""
    app.add_html_math_renderer("mathml", (inline, None), (displayed, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
