"""A source of rows in plain loops: slow, simple, and written from the protocol alone."""

import math
from collections import Counter, defaultdict

import numpy as np
import pandas as pd

from topline.survey.engine.asked import Categories, Chosen, Domains, Subset, Variable
from topline.survey.engine.distributions import Distribution
from topline.survey.engine.order import Near
from topline.survey.engine.totals import Base, Cells, Places, Sums


class NaiveSource:
    """Rows as dicts, with a weight, the names of two units and perhaps replicate weights."""

    def __init__(self, data, codes, sets=None):
        self.sets = sets or {}
        self.rows = data.to_dict("records")
        self.known = {
            name: list(data[name].cat.categories) for name in data if hasattr(data[name], "cat")
        }
        self.weights = codes.weights.tolist()
        self.unit = None if codes.unit is None else codes.unit.tolist()
        self.first_unit = None if codes.first_unit is None else codes.first_unit.tolist()
        again = codes.replicates
        self.replicates = None if again is None else np.asarray(again[:]).tolist()

    def __len__(self):
        return len(self.rows)

    @property
    def names(self):
        return list(self.rows[0])

    def variable(self, name):
        return Variable(name, [math.nan if pd.isna(v) else float(v) for v in self._column(name)])

    def labels_by_code(self, name):  # noqa: ARG002
        return ()

    def without(self, variable, value):
        return Variable(variable.name, [math.nan if v == value else v for v in variable.rows])

    def typical(self, variable):
        known = sorted(v for v in variable.rows if not math.isnan(v))
        return known[len(known) // 2] if known else 0.0

    def is_categorical(self, name):
        return any(isinstance(value, str) for value in self._column(name))

    def categories(self, name, role="variable"):  # noqa: ARG002
        values = self._column(name)
        labels = self.known.get(name) or sorted({v for v in values if not pd.isna(v)})
        place = {label: number for number, label in enumerate(labels)}
        return Categories(pd.Index(labels), [-1 if pd.isna(v) else place[v] for v in values])

    def condition(self, test):
        found = [test(row) for row in self.rows]
        return Categories(pd.Index([False, True]), [-1 if v is None else int(v) for v in found])

    def is_several(self, name):
        return isinstance(name, str) and name in self.sets

    def chosen(self, question):
        names = self.sets[question] if isinstance(question, str) else question
        columns = [self._column(name) for name in names]
        has_no = any(v == 0 for column in columns for v in column)
        options = []
        for column in columns:
            codes = []
            for row, value in enumerate(column):
                blank = all(pd.isna(other[row]) for other in columns)
                codes.append(-1 if blank and has_no else int(not pd.isna(value) and value != 0))
            options.append(Categories(pd.Index([False, True]), codes))
        name = question if isinstance(question, str) else ""
        return Chosen(name, tuple(names), tuple(options))

    def recode(self, categories, to, labels):
        return Categories(pd.Index(labels), [list(to)[code] for code in categories.rows])

    def pair(self, first, second):
        both = zip(first.rows, second.rows, strict=True)
        codes = [-1 if min(a, b) < 0 else a * len(second.labels) + b for a, b in both]
        return Categories(pd.RangeIndex(len(first.labels) * len(second.labels)), codes)

    def any_of(self, answers):
        rows = zip(*(each.rows for each in answers), strict=True)
        codes = [-1 if max(row) == 0 and min(row) < 0 else max(row) for row in rows]
        return Categories(answers[0].labels, codes)

    def any_known(self, answers):
        rows = zip(*(each.rows for each in answers), strict=True)
        return Categories(pd.Index(["answered"]), [0 if max(row) >= 0 else -1 for row in rows])

    def subset(self, condition, within=None):
        holds = [bool(condition(row)) for row in self.rows]
        if within is not None:
            holds = [a and b for a, b in zip(holds, within.rows, strict=True)]
        return Subset(holds)

    def domains(self, names, within):
        categories = [self.categories(name, "by") for name in names]
        keys = list(zip(*(each.rows for each in categories), strict=True)) or [()] * len(self)
        whole = [key for key in keys if min(key, default=0) >= 0]
        occur = (
            [(code,) for code in range(len(categories[0].labels))]
            if len(names) == 1
            else sorted({*whole})
        )
        place = {key: number for number, key in enumerate(occur)}
        codes = [place.get(key, -1) for key in keys]
        inside = [True] * len(self) if within is None else within.rows
        left_out = sum(code < 0 and here for code, here in zip(codes, inside, strict=True))
        codes = [code if here else -1 for code, here in zip(codes, inside, strict=True)]
        labels = pd.DataFrame(
            {
                name: each.labels.take([key[at] for key in occur])
                for at, (name, each) in enumerate(zip(names, categories, strict=True))
            },
            index=range(len(occur)),
        )
        return Domains(labels, self._count(codes, len(occur)), codes, left_out)

    def cross(self, domains, categories):
        both = zip(domains.rows, categories.rows, strict=True)
        codes = [-1 if min(g, code) < 0 else g * len(categories.labels) + code for g, code in both]
        size = len(domains.count) * len(categories.labels)
        return Domains(pd.DataFrame(index=range(size)), self._count(codes, size), codes)

    def inside(self, domains, number):
        return Subset([code == number for code in domains.rows])

    def answered(self, domains, variables):
        rows = zip(domains.rows, *(each.rows for each in variables), strict=True)
        found = [g >= 0 and not any(map(math.isnan, values)) for g, *values in rows]
        return None if all(found) else Subset(found)

    def unanswered(self, of, domains=None):
        count = 0
        for row in range(len(self)):
            inside = domains is None or domains.rows[row] >= 0
            values = [each.rows[row] for each in of]
            count += inside and any(value != value or value == -1 for value in values)
        return count

    def given(self, name):
        return self.any_known([self.categories(name)])

    def sums(self, asked):
        g, size = (
            len(asked.domains.count),
            1 if asked.categories is None else len(asked.categories.labels),
        )
        missing, n = np.zeros(g), np.zeros(g)
        found, total, again, silent = {}, None, None, set()
        for row in range(len(self)):
            domain, category = asked.domains.rows[row], 0
            values = [each.rows[row] for each in asked.variables]
            if asked.categories is not None:
                category = asked.categories.rows[row]
            if domain < 0:
                continue
            counts = self.weights[row] > 0
            if category < 0 or any(map(math.isnan, values)):
                missing[domain] += counts
                if counts and self.replicates is None:
                    silent.add((self.unit[row], domain))
                continue
            n[domain] += counts
            terms = [1.0, *(float(np.asarray(t)) for t in asked.terms(*map(np.float64, values)))]
            if total is None:
                total = np.zeros((len(terms), g, size))
            for j, term in enumerate(terms):
                total[j, domain, category] += self.weights[row] * term
            if self.replicates is None:
                key = (self.unit[row], domain)
                cell = found.setdefault(key, np.zeros((len(terms), size)))
                for j, term in enumerate(terms):
                    cell[j, category] += self.weights[row] * term
            else:
                if again is None:
                    kept = 1 + asked.repeated
                    again = np.zeros((kept, g, size, len(self.replicates[row])))
                for j, term in enumerate(terms[: 1 + asked.repeated]):
                    for r, weight in enumerate(self.replicates[row]):
                        again[j, domain, category, r] += weight * term
        if self.replicates is not None:
            return Sums(total, n, missing, again=again)
        # a unit whose members all weigh nothing is in no cell
        keys = sorted(key for key, cell in found.items() if cell.any())
        cells = np.stack([found[key] for key in keys], axis=1)
        unit, domain = (np.array(part) for part in zip(*keys, strict=True))
        nobody = [np.array(part, dtype=int) for part in zip(*sorted(silent), strict=True)]
        places = Places(*nobody) if nobody else Places(*np.zeros((2, 0), dtype=int))
        own = Cells(unit, domain, cells)
        return Sums(total, n, missing, cells=own, linear=own, silent=places)

    def base(self, asked):
        found = np.zeros((3, len(asked.domains.count)))
        for row, (domain, w) in enumerate(zip(asked.domains.rows, self.weights, strict=True)):
            category = 0 if asked.categories is None else asked.categories.rows[row]
            values = [each.rows[row] for each in asked.variables]
            if domain >= 0 and category >= 0 and not any(map(math.isnan, values)):
                found[:, domain] += [w > 0, w, w * w]
        return Base(*found)

    def ordered(self, variable, domains):
        return NaiveOrder(self, variable.rows, domains)

    def ranks(self, variable, domains, ties):
        assert ties == "weight"
        rows = [
            row
            for row, value in enumerate(variable.rows)
            if domains.rows[row] >= 0 and self.weights[row] > 0 and not math.isnan(value)
        ]
        whole = sum(self.weights[row] for row in rows)
        ranks = [math.nan] * len(self)
        for row in rows:
            own = variable.rows[row]
            below = sum(self.weights[other] for other in rows if variable.rows[other] < own)
            ties_ = sum(self.weights[other] for other in rows if variable.rows[other] == own)
            ranks[row] = (below + ties_ / 2) / whole
        return Variable(variable.name, ranks)

    def units_by_stratum(self, among, stratum):
        rows = (row for row, here in enumerate(among.rows) if here and self.weights[row] > 0)
        units = sorted({self.first_unit[row] for row in rows})
        return np.bincount([stratum[unit] for unit in units])

    def rank(self, among, most=None):
        rows = [self.replicates[row] for row, here in enumerate(among.rows) if here]
        found = int(np.linalg.matrix_rank(rows)) if rows else 0
        return found if most is None else min(found, most)

    def domain_ranks(self, domains, most):
        places = [[code == g for code in domains.rows] for g in range(len(domains.count))]
        return np.array([self.rank(Subset(inside), most) for inside in places], dtype=float)

    def _column(self, name):
        return [row[name] for row in self.rows]

    def _count(self, codes, size):
        counted = Counter(c for c, w in zip(codes, self.weights, strict=True) if w > 0)
        return np.array([counted[code] for code in range(size)], dtype=float)


class NaiveOrder:
    """The answers of each domain, as lists of (answer, row)."""

    def __init__(self, source, values, domains):
        self.source, self.values, self.codes = source, values, domains.rows
        self.size = len(domains.count)
        self.parts = defaultdict(list)
        for row, (code, value) in enumerate(zip(domains.rows, values, strict=True)):
            if code >= 0 and not math.isnan(value):
                self.parts[code].append((value, row))

    @property
    def is_whole(self):
        return self.size == 1 and len(self.parts[0]) == len(self.values)

    def distributions(self, shares=None):  # noqa: ARG002
        weights = [[w] for w in self.source.weights]
        for domain in range(self.size):
            yield self._distribution(domain, weights)

    def near(self, shares, local):  # noqa: ARG002
        sums = self.source.sums(
            _Answers(Domains(None, np.zeros(self.size), self.codes), self.values)
        )
        return sums, self._near(shares)

    def _near(self, shares):
        for domain in range(self.size):
            for number in range(len(shares)) if self.parts[domain] else ():
                found = self._distribution(domain, self.source.replicates)
                yield Near(domain, number, slice(None), found)

    def _distribution(self, domain, weights):
        if not self.parts[domain]:
            return None
        x = sorted({value for value, _ in self.parts[domain]})
        sums, count = [], []
        for value in x:
            rows = [weights[row] for own, row in self.parts[domain] if own == value]
            sums.append([sum(column) for column in zip(*rows, strict=True)])
            count.append([sum(w > 0 for w in column) for column in zip(*rows, strict=True)])
        up_to, so_far = np.cumsum(sums, axis=0), np.cumsum(count, axis=0)
        return Distribution(np.array(x), up_to, so_far, np.zeros(up_to.shape[1]), up_to[-1])

    def above(self, at):
        categories = [
            -1
            if math.isnan(value)
            else sum(value > limit for limit in at[code])
            if code >= 0
            else 0
            for value, code in zip(self.values, self.codes, strict=True)
        ]
        return Categories(pd.RangeIndex(at.shape[1] + 1), categories)

    def respondents(self):
        for domain in range(self.size):
            inside = {row for _, row in self.parts[domain]}
            yield Subset([row in inside for row in range(len(self.values))])


class _Answers:
    """Who answered, as something to add up."""

    def __init__(self, domains, values):
        self.domains, self.variables, self.categories = domains, (Variable("", values),), None
        self.terms, self.repeated = (lambda *_: ()), 0
