"""Pages from templates: escaped by default, and the same words for the same numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from textwrap import shorten
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup

from ..estimates.estimates import Estimates
from ..estimates.reason_codes import sentences_used
from ..language.strings import ENGLISH, Strings
from ..plotting.look.face import font_faces
from ..shown import shown_text
from ..tables.html import html_table
from .folder import CARD
from .method import levels, method_notes, sampling_words
from .parts.address import Address
from .parts.cards import Card
from .parts.charts import Chart
from .parts.colours import dark_rules, light_rules
from .parts.numbers import Numbers
from .parts.script import page_script, script_hash, script_words
from .parts.tables import estimates_table, samples_table

_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
_SIGN = r"(?:&#?\w+;|[^\s&])"
_LONG = re.compile(_SIGN + "{25,}")
_PIECE = re.compile(_SIGN + "{1,12}")
_TOGETHER = re.compile(r"\b\d{4}-\d\d-\d\d\b|\bn [=≥] \d[\d.,\u202f]*")
"""A day, and a base."""

_MOST_PRINTED, _MOST_LISTED = 300, 30
"""Rows of a table and of a list that are printed: more of them stand on the page alone."""

_TYPEFACE = Markup("<!-- typeface -->")
_LINE = 90
"""Signs on the line above a printed page."""


@dataclass(frozen=True)
class Page:
    """Everything a page is made from: its template, charts, words, and files beside it."""

    template: str
    title: str
    charts: Mapping[str, Chart]
    told: Mapping[str, Any]
    version: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    guard_formulas: bool = False
    url: str | None = None
    dark: bool = False
    say: Strings = ENGLISH


def render(page: Page, card: Card | None = None) -> str:
    """Return the page as one HTML document that needs nothing beside it.

    `card` is the picture that stands for it where it is shared, if it has an address.
    """
    template = _templates().get_template(page.template)
    address = Address(page.url, CARD, card.alt) if page.url and card else None
    html = template.render(
        title=page.title,
        running_head=css_text(shorter(shown_text(page.title))),
        address=address,
        charts=page.charts,
        version=page.version,
        dark=page.dark,
        **_language(page.say),
        typeface=_TYPEFACE,
        **page.told,
    )
    # the page says, once it is made, which signs it has
    faces = f'<style id="typeface">{font_faces(html)}</style>'
    return html.replace(_TYPEFACE, faces, 1)


def _language(say: Strings) -> dict[str, Any]:
    """Return what templates and the script say their words with.

    What a template says is markup, with words of people in its places escaped.
    """

    def words(english: str, **values: object) -> Markup:
        return Markup(say.pattern(english)).format(**_seen(values))

    def plural(one: str, many: str, number: int, **values: object) -> Markup:
        return Markup(say.plural(one, many, number, **{k: f"{{{k}}}" for k in values})).format(
            **_seen(values)
        )

    return {
        "say": say,
        # notes on how data were read are in English, and a page says so to who reads it aloud
        "as_english": Markup("" if say.lang == ENGLISH.lang else ' lang="en"'),
        "_": words,
        "ngettext": plural,
        "script_words": script_words(say),
    }


def _seen(values: Mapping[str, object]) -> dict[str, object]:
    """Return values as a person sees them, and markup as it is."""
    return {name: _shown(value) for name, value in values.items()}


def _shown(value: object) -> object:
    is_plain = isinstance(value, str) and not isinstance(value, Markup)
    return shown_text(str(value)) if is_plain else value


def of_figures(
    figures: pd.DataFrame, estimates: Estimates, say: Strings = ENGLISH
) -> dict[str, Any]:
    """Return what a page tells of published figures: tables, sources, method."""
    table = estimates.table
    published = table[table["figure_id"].isin(figures["figure_id"])]
    named = figures[["source_title", "source_url"]]
    # an address without a title is called as it is written
    titles = named["source_title"].fillna(named["source_url"])
    named = named.assign(source_title=titles).dropna(subset=["source_title"])
    sources = [
        # Only addresses that a page may link to: one in a hostile file may be a script.
        {"title": title, "url": url if str(url).startswith(("https://", "http://")) else None}
        for title, url in named.drop_duplicates().sort_values("source_title").to_numpy()
    ]
    return {
        "numbers": Numbers(table, say=say),
        "figures": figures,
        "table": table,
        "all_figures": estimates_table(
            published,
            say.plural("The figure", "All {n} figures", len(published)),
            list(published["claim"]),
            say=say,
        ),
        "samples": samples_table(figures, say("Who was asked, as the publishers put it"), say),
        "sources": sources,
        "methods": method_notes(table, say),
        "levels": levels(table, say),
        "flags": sentences_used(table, lang=say),
        "units": set(figures["unit"].dropna()),
        "sampling": sampling_words(say, *figures["sample_type"].dropna()),
    }


def css_text(words: str) -> Markup:
    """Return words as a text of CSS, where nothing but letters and digits stands for itself."""
    return Markup("".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in words))


def shorter(words: str) -> str:
    """Return words that fit on the line above a printed page."""
    return shorten(words, _LINE, placeholder=" …") if len(words) > _LINE else words


def breakable(html: str) -> Markup:
    """Let lines break inside words that are wider than a column; the words stay as they are."""

    def cut(text: re.Match[str]) -> str:
        return _LONG.sub(lambda word: "<wbr>".join(_PIECE.findall(word[0])), text[0])

    return Markup(_TEXT.sub(cut, html))


def together(html: str) -> Markup:
    """Let no line break in a day or a base."""
    kept = r'<span class="together">\g<0></span>'
    return Markup(_TEXT.sub(lambda text: _TOGETHER.sub(kept, text[0]), html))


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("topline.report", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        # words as a person sees them, markup as it is made
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        inline=Markup,
        breakable=breakable,
        together=together,
        printed=lambda table, name: Markup(html_table(table, name)),
    )
    environment.globals.update(
        most_printed=_MOST_PRINTED,
        most_listed=_MOST_LISTED,
        light_rules=Markup(light_rules()),
        dark_rules=Markup(dark_rules()),
        script=Markup(page_script()),
        script_hash=script_hash(),
    )
    return environment
