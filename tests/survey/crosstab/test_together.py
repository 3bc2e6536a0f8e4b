"""What several tables of a book tell together of what one of them hides.

The attacker knows every number that is shown, that percents times bases are counts, and what a cell
is; a hidden number is told where it is a combination of the lines of what is shown.
"""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from tests.conftest import long_unless
from topline import Survey
from topline.survey.crosstab.arranged import hidden_beside
from topline.survey.crosstab.parts.together import hidden_together

LEAST = 8

WIDER = {"a0": "e0", "a1": "e0", "a2": "e1", "a3": "e2"}
"""What a question has of the answers to another, put together."""

BOOKS = {
    "either way": [("a", ["b"]), ("b", ["a"])],
    "each by the others": [("a", ["b", "c"]), ("b", ["a", "c"]), ("c", ["a", "b"])],
    "one banner": [("a", ["b"]), ("c", ["b"]), ("d", ["b"])],
    "put together": [("a", ["b"]), ("e", ["b"]), ("b", ["a"]), ("d", ["e", "b"])],
    "beside what is put together": [("b", ["a", "e"]), ("d", ["e", "a"]), ("a", ["d"])],
    "nested": [("a", ["b", ("b", "c")]), ("b", ["c", "a"]), ("c", ["b"]), ("d", [("a", "c")])],
}


def random_answers(rng):
    """Four questions, one of which few leave out."""
    n = int(rng.integers(60, 220))
    found = {
        name: rng.choice([f"{name}{i}" for i in range(k)], n, p=rng.dirichlet(np.full(k, 1.2)))
        for name, k in {"a": 4, "b": 3, "c": 2, "d": 2}.items()
    }
    data = pd.DataFrame(found).astype(object)
    data.loc[rng.random(n) < rng.choice([0, 0.03]), "a"] = None
    return data.assign(e=data["a"].map(WIDER))


class Readers:
    """What readers of a book know: the lines of the kinds of respondents that numbers count."""

    def __init__(self, data):
        names = [*"abcd"]
        own = [[*sorted(data[name].dropna().unique()), None] for name in names]
        self.kinds = pd.DataFrame(product(*own), columns=names, dtype=object)
        number = data[names].fillna("none").value_counts()
        keys = pd.MultiIndex.from_frame(self.kinds.fillna("none"))
        self.number = number.reindex(keys, fill_value=0).to_numpy(dtype=float)
        self.kinds["e"] = self.kinds["a"].map(WIDER)
        self.known, self.secret = [], []

    def line(self, answered, **answers):
        """Who answered some questions, and some of them so."""
        found = self.kinds[list(answered)].notna().all(axis=1)
        for name, answer in answers.items():
            found &= self.kinds[name] == answer
        return found.to_numpy(dtype=float)

    def read(self, question, percent, table):
        """Take what a table shows, and what it must not tell."""
        for row in table.to_frame().astype({"category": str, "column": str}).to_dict("records"):
            names = () if row["banner"] == "Total" else row["banner"].split(" / ")
            column = dict(zip(names, row["column"].split(" / "), strict=False))
            answer = {} if row["category"] == "Total" else {question: row["category"]}
            cell = self.line([question, *names], **column, **answer)
            of_row = percent == "row"
            base = self.line(
                [question, *(names if of_row else ())], **(answer if of_row else column)
            )
            count, n = cell @ self.number, base @ self.number
            if pd.notna(row["n"]):
                self.known.append(base)
            if pd.notna(row["estimate"]):
                self.known.append(cell)
            else:
                counts = percent == "respondents"
                few = count < LEAST if counts else n < LEAST and count < n
                self.secret += [cell] * bool(count and few)

    def told(self):
        """How many hidden numbers the shown ones tell."""
        shown = np.unique(self.known, axis=0)
        rank = np.linalg.matrix_rank(shown)
        more = [np.linalg.matrix_rank(np.vstack([shown, own])) for own in self.secret]
        return sum(own == rank for own in more)


def read_together(data, book, percents):
    """Read the tables of a book as they stand together."""
    tables = [
        Survey(data).crosstab(name, banner, percent=percent, hide_below=LEAST, letters=False)
        for (name, banner), percent in zip(book, percents, strict=True)
    ]
    gone = hidden_together([table._secrets for table in tables])
    readers = Readers(data)
    for (name, _), percent, table, own in zip(book, percents, tables, gone, strict=True):
        assert own[table._secrets.gone].all()
        readers.read(name, percent, hidden_beside(table, own))
    return readers


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("percent", ["column", "respondents", "row", "mixed"])
@pytest.mark.parametrize("seed", long_unless(lambda seed: seed == 0, range(12)))
def test_tables_of_a_book_tell_nothing_of_one_another(book, percent, seed):
    data = random_answers(np.random.default_rng([seed, *map(ord, book)]))
    mixed = ["column", "respondents", "row", "respondents"]
    percents = mixed if percent == "mixed" else [percent] * 4
    tables = BOOKS[book]
    assert read_together(data, tables, percents[: len(tables)]).told() == 0


def test_a_table_alone_hides_no_more():
    data = random_answers(np.random.default_rng(3))
    for percent in ("column", "respondents", "row"):
        own = Survey(data).crosstab("a", ["b", ("b", "c")], percent=percent, hide_below=30)._secrets
        other = Survey(data).crosstab("d", percent="column", hide_below=30)._secrets
        np.testing.assert_array_equal(hidden_together([own, other])[0], own.gone)
