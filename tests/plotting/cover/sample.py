"""A covering sample of drawings: every two settings of a chart occur together at least once.

Charts × pages × numbers of rows × light and dark × languages × scripts are far too many to draw;
most faults of extents come of two settings that meet. The sample is chosen greedily, always the
same, and kept in sample.csv, for choosing takes seconds: ``python -m tests.plotting.cover.sample``
after a chart or a setting was added.
"""

import csv
from dataclasses import astuple, dataclass, fields, replace
from functools import cache
from itertools import combinations, product
from pathlib import Path

import pandas as pd

from tests.plotting.special import PLOTS as SPECIAL
from tests.plotting.test_sizes import PLOTS as ROWS
from topline import (
    DARK,
    ENGLISH,
    GERMAN,
    LIGHT,
    SIZES,
    plot_balance,
    plot_map,
    plot_tile_map,
    plot_trend_panels,
)
from topline.language.strings import language_of
from topline.plotting.maps.states import TILES

SCRIPTS = {
    "Latin": "would rather hire a candidate who sent a note",
    "Thai": "อยากจ้างผู้สมัครที่ส่งข้อความขอบคุณหลังสัมภาษณ์",
    "Korean": "감사 편지를 보낸 지원자를 채용하고 싶다",
    "Chinese": "更愿意录用面试后寄来感谢信的应聘者",
    "Japanese": "お礼の手紙を送った応募者を採用したい",
    "Hindi": "धन्यवाद पत्र भेजने वाले उम्मीदवार को चुनना पसंद करेंगे",
    "Arabic": "يفضلون توظيف المرشح الذي أرسل رسالة شكر",
    "Hebrew": "מעדיפים להעסיק מועמד ששלח מכתב תודה",
}
"""A label in each script; what no font of the system has is a box, and has a width all the same."""

LANGUAGES = {"en": ENGLISH, "de": GERMAN, "fr": language_of("fr")}
NUMBERS = (1, 2, 30, 60)


def balance(number):
    """Answers of three variables, some far off."""
    far = [(-1) ** i * (i % 13) for i in range(number)]
    return pd.DataFrame({"variable": [f"variable {i % 3}" for i in range(number)],
                         "category": [f"{i} {SCRIPTS['Latin']}" for i in range(number)],
                         "before_points": far, "after_points": [x / 3 for x in far]})  # fmt: skip


def states(number):
    """So many states, one too imprecise; there are 51."""
    names = list(TILES)[:number]
    shares = [0.3 + 0.01 * at for at in range(len(names))]
    reasons = ["nchs_few" if at % 7 == 3 else "" for at in range(len(names))]
    found = pd.DataFrame({"label": names, "estimate": shares, "reasons": reasons})
    return found.assign(ci_low=found["estimate"] - 0.05, ci_high=found["estimate"] + 0.05, n=100)


def strips(number):
    """So many regions beside each other."""
    return {"features": [
        {"properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [
            [[i, 0], [i + 1, 0], [i + 1, 9], [i, 9], [i, 0]]]}}
        for i, name in enumerate(list(TILES)[:number])
    ]}  # fmt: skip


def panels(number):
    """Three waves of so many groups."""
    parts = [states(3).assign(label=SCRIPTS["Latin"], year=[2019, 2021, 2024],
                              who=f"{i} {SCRIPTS['Latin']}") for i in range(number)]  # fmt: skip
    return pd.concat(parts, ignore_index=True)


CHARTS = {
    **ROWS,
    # rows have a chart of dots, too
    **{
        f"quantile {name}" if name in ROWS else name: draw
        for name, draw in SPECIAL.items()
        if name != "left out"
    },
    "balance": lambda frame, **page: plot_balance(frame, **page),
    "tiles": lambda frame, **page: plot_tile_map(frame, **page),
    "shapes": lambda k, **page: plot_map(states(k), strips(k), on="name", **page),
    "small multiples": lambda frame, **page: plot_trend_panels(
        frame, wave="year", group="who", **page
    ),
}
FRAMES = {"balance": balance, "tiles": states, "small multiples": panels}
"""What a chart is drawn of, where it is neither rows nor a number."""


@dataclass(frozen=True)
class Drawing:
    """One drawing of the sample."""

    chart: str
    size: str
    number: int
    style: str
    language: str
    script: str

    @property
    def name(self):
        """A name for its test and its picture."""
        parts = (self.chart, self.size, self.number, self.style, self.language, self.script)
        return "-".join(map(str, parts)).replace(" ", "_").replace(",", "")

    def look(self):
        """Return its style."""
        own = {"light": LIGHT, "dark": DARK}[self.style]
        return replace(own, strings=LANGUAGES[self.language])


FACTORS = (
    tuple(CHARTS),
    tuple(SIZES),
    NUMBERS,
    ("light", "dark"),
    tuple(LANGUAGES),
    tuple(SCRIPTS),
)


def possible(chart, number):
    """Whether a chart can have so many rows."""
    if chart == "pictogram":
        return number == 1
    # a dozen methods are enough, and a page of sixty panels is no chart
    return number <= 30 or chart not in ("coverage", "panels", "rows of panels", "heat table",
                                         "scale", "scale, stacked", "scale, apart",
                                         "scale with nets", "pairs", "waves",
                                         "waves of groups")  # fmt: skip


@cache
def pairs_of(row):
    """Return every two settings of a drawing, each with its factor."""
    return frozenset(combinations(enumerate(row), 2))


def choose():
    """Choose drawings until every two settings that can meet have met."""
    rows = [row for row in product(*FACTORS) if possible(row[0], row[2])]
    # each is tried with the pairs that are still to come; ties go to the first
    missing = {pair for row in rows for pair in pairs_of(row)}
    chosen = []
    by_pair = {}
    for row in rows:
        for pair in pairs_of(row):
            if {at for at, _ in pair} <= {0, 1, 2}:
                by_pair.setdefault(pair, []).append(row)
    while missing:
        # the rarest pairs are of chart, page and number: one of them is the seed of each drawing
        seeds = [pair for pair in missing if pair in by_pair]
        pool = by_pair[min(seeds)] if seeds else rows
        best = max(pool, key=lambda row: len(missing & pairs_of(row)))
        chosen.append(Drawing(*best))
        missing -= pairs_of(best)
    return chosen


KEPT = Path(__file__).with_name("sample.csv")


def covering_sample():
    """Return the drawings that were chosen."""
    with KEPT.open(encoding="utf-8", newline="") as file:
        return tuple(Drawing(**{**row, "number": int(row["number"])})
                     for row in csv.DictReader(file))  # fmt: skip


if __name__ == "__main__":
    with KEPT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(Drawing))
        writer.writerows(astuple(drawing) for drawing in choose())
