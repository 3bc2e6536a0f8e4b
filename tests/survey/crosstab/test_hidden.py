"""No hidden cell of few respondents can be worked out: an attack by linear programmes.

Independent of the package: unknown are the respondents of each kind (an answer, a column of each
banner, a set of several answers), and what is shown adds them up.
"""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from tests.conftest import long_unless
from topline import Survey

LEAST = 10
TICKS = ["s0", "s1", "s2"]
NETS = {"either": ["q0", "q1"], "all three": ["either", "q2"], "west": ["g0", "g1"], "s": TICKS[:2]}
SHAPES = {
    "one banner": ("q", ["g"], {}),
    "two banners": ("q", ["g", "h"], {}),
    "nested": ("q", ["g", ("g", "h")], {}),
    "put together": ("q", ["g", "w"], {}),
    "nested and put together": ("q", [("g", "h"), "w"], {}),
    "several in columns": ("q", ["S"], {}),
    "several beside one": ("q", ["S", "g"], {}),
    "several in rows": ("S", ["g"], {}),
    "several in rows, two banners": ("S", ["g", "h"], {}),
    "several in rows, net": ("S", ["g"], {"nets": {"s": TICKS[:2]}}),
    "nets of rows": ("q", ["g"], {"nets": {own: NETS[own] for own in ("either", "all three")}}),
    "nets of columns": ("q", ["g"], {"column_nets": {"g": {"west": NETS["west"]}}}),
}

WIDER = {"g0": "w0", "g1": "w0", "g2": "w1"}
"""A variable whose answers are those of another, put together."""


def random_survey(rng, ticks):
    """Answers of few and of many, and ticks of which a respondent gives one, or some several."""
    n = int(rng.integers(30, 200))
    sizes, data = {"q": 4, "g": 3, "h": 2, "b": 2}, pd.DataFrame(index=range(n))
    for name, size in sizes.items():
        shares = rng.dirichlet(np.full(size, rng.choice([0.5, 2])))
        data[name] = rng.choice([f"{name}{i}" for i in range(size)], n, p=shares)
    for name in ("q", "g"):
        # the labels that nets name are there
        data.loc[: sizes[name] - 1, name] = [f"{name}{i}" for i in range(sizes[name])]
    data["w"] = data["g"].map(WIDER)
    one = rng.choice(3, n, p=rng.dirichlet(np.full(3, 0.7)))
    one[:3] = [0, 1, 2]
    for i, name in enumerate(TICKS):
        data[name] = (one == i).astype(int)
    if ticks == "some none":
        data.loc[3 + np.flatnonzero(rng.random(n - 3) < 0.2), TICKS] = 0
    if ticks == "two of three":
        data["s1"] = 1 - data["s0"]
        data["s2"] = (rng.random(n) < 0.5).astype(int)
    if ticks == "many several":
        data["s0"] = (rng.random(n) < 0.5).astype(int)
    return data


class Attack:
    """The kinds of respondents, and which of them each cell and base of a table adds up."""

    def __init__(self, data, table, used):
        ticks = [name for name in used if name in TICKS]
        others = [name for name in used if name not in TICKS]
        sets = sorted(set(map(tuple, data[ticks].to_numpy().tolist())))
        levels = product(*(sorted(data[name].unique()) for name in others))
        kinds = [(*own, *ticked) for own, ticked in product(levels, sets)]
        self.kinds = pd.DataFrame(kinds, columns=[*others, *ticks])
        if "w" in others:
            own = self.kinds["w"] == self.kinds["g"].map(WIDER)
            self.kinds = self.kinds[own].reset_index(drop=True)
        keys = pd.MultiIndex.from_frame(self.kinds)
        number = data.groupby([*others, *ticks]).size()
        number.index = pd.MultiIndex.from_frame(number.index.to_frame())
        self.number = number.reindex(keys, fill_value=0).to_numpy(dtype=float)
        frame = table.table.astype({"category": str, "banner": str, "column": str})
        records = frame.to_dict("records")
        self.bases = np.array([self.column(row) for row in records], dtype=float)
        answers = np.array([self.inside(row["category"]) for row in records], dtype=float)
        self.cells = self.bases * answers
        self.hidden = frame["estimate"].isna().to_numpy()
        self.baseless = frame["n"].isna().to_numpy()

    def inside(self, label):
        """Which kinds an answer, a column or a net has."""
        if label in NETS:
            return np.any([self.inside(own) for own in NETS[label]], axis=0)
        if label in self.kinds:
            return (self.kinds[label] == 1).to_numpy()
        return (self.kinds == label).any(axis=1).to_numpy()

    def column(self, row):
        """Which kinds a column has."""
        labels = [] if row["banner"] == "Total" else row["column"].split(" / ")
        labels += [row["b"]] if "b" in row else []
        return np.all([np.ones(len(self.kinds)), *map(self.inside, labels)], axis=0)

    def limits(self, line, shown):
        """The fewest and the most respondents that a cell can have beside what is shown."""
        found = [
            linprog(
                sign * line, A_eq=shown, b_eq=shown @ self.number, bounds=(0, self.number.sum())
            ).fun
            for sign in (1, -1)
        ]
        return found[0], -found[1]


def used_by(rows, banners, by):
    """The columns of data that a table is made of."""
    named = {rows, *(by or "")}.union(
        *(own if isinstance(own, tuple) else [own] for own in banners)
    )
    return sorted(named - {"S"} | set(TICKS if "S" in named else []))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("ticks", ["one each", "some none", "two of three", "many several"])
@pytest.mark.parametrize("by", [None, "b"])
@pytest.mark.parametrize("seed", long_unless(lambda seed: seed == 0, range(8)))
def test_no_hidden_count_is_known_to_within_a_respondent(shape, ticks, by, seed):
    rows, banners, more = SHAPES[shape]
    rng = np.random.default_rng([seed, *map(ord, shape)])
    data = random_survey(rng, ticks)
    options = {"percent": "respondents", "hide_below": LEAST, "letters": False, **more}
    survey = Survey(data, sets={"S": TICKS})
    table = survey.crosstab(rows, banners, **options, **({"by": by} if by else {}))
    attack = Attack(data, table, used_by(rows, banners, by))
    lines = np.vstack([attack.cells, attack.bases])
    hidden = np.concatenate([attack.hidden, attack.baseless])
    count, base = lines @ attack.number, np.tile(attack.bases @ attack.number, 2)
    small = (count > 0) & ((count < LEAST) | (base < LEAST))
    assert hidden[small].all()
    shown = np.unique(lines[~hidden], axis=0)
    for line in np.unique(lines[small], axis=0):
        least, most = attack.limits(line, shown)
        assert most - least > 1 - 1e-6


@pytest.mark.parametrize(
    "shape", ["several in columns", "several beside one", "nested", "put together"]
)
@pytest.mark.parametrize("ticks", ["one each", "two of three", "many several"])
@pytest.mark.parametrize("seed", long_unless(lambda seed: seed < 2, range(20)))
def test_no_share_times_its_base_tells_one_of_few(shape, ticks, seed):
    """All bases are shown; whatever the numbers, no sum has a hidden cell alone."""
    rows, banners, more = SHAPES[shape]
    data = random_survey(np.random.default_rng([seed, *map(ord, shape)]), ticks)
    survey = Survey(data, sets={"S": TICKS})
    table = survey.crosstab(rows, banners, hide_below=LEAST, letters=False, **more)
    attack = Attack(data, table, used_by(rows, banners, None))
    base, count = attack.bases @ attack.number, attack.cells @ attack.number
    assert attack.hidden[base < LEAST].all()
    shown = np.vstack([attack.cells[~attack.hidden], attack.bases])
    shown = shown[:, ~attack.cells[~attack.hidden & (count == 0)].any(axis=0)]
    there = ~attack.cells[~attack.hidden & (count == 0)].any(axis=0)
    rank = np.linalg.matrix_rank(shown)
    for line in attack.cells[(base < LEAST) & (count > 0)]:
        assert np.linalg.matrix_rank(np.vstack([shown, line[there]])) > rank
