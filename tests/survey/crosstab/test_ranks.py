"""Ranks of answers within a column: by hand, by csranks, and as they are shown."""

from itertools import combinations

import numpy as np
import openpyxl
import pandas as pd
import pytest
from scipy import stats

import topline
from tests.conftest import in_one_test
from topline import ArgumentError, Survey
from topline.estimates.algebra import compared
from topline.statistics.comparisons.adjust import ADJUSTMENTS, adjusted

DATA = topline.load_example_survey()
DESIGN = {"weights": "weight", "strata": "stratum", "clusters": "cluster"}


def counted(*counts):
    """A question with so many of each answer."""
    answers = [name for name, n in zip("abcdef", counts, strict=False) for _ in range(n)]
    return Survey(pd.DataFrame({"q": answers, "g": "x"}))


def told(table):
    found = table.ranks()
    return list(found[["rank", "rank_low", "rank_high"]].itertuples(index=False, name=None))


@in_one_test(
    ("counts", "ranks"),
    [
        # z of 500 less 450 of 1,000 is 1.62: they may change places; that of 550 less 400 is 4.9
        ((500, 450, 50), [(1, 1, 2), (2, 1, 2), (3, 3, 3)]),
        ((550, 400, 50), [(1, 1, 1), (2, 2, 2), (3, 3, 3)]),
        ((300, 300, 100), [(1, 1, 2), (1, 1, 2), (3, 3, 3)]),
        # fewer than 30 respondents are not compared
        ((18, 2), [(1, 1, 2), (2, 1, 2)]),
    ],
)
def test_ranks_by_hand(counts, ranks):
    assert told(counted(*counts).crosstab("q")) == ranks


def test_ranks_are_those_of_all_pairs_by_holms_adjustment():
    """Written again, naively: Holm's steps over the pairs of each column."""
    table = Survey(DATA, **DESIGN).crosstab("importance", ["role", "gender"])
    cells = table.estimates
    frame = cells.table
    for _, own in table.ranks().groupby(["banner", "column"], observed=True):
        at = [
            frame.index[(frame[["category", "banner", "column"]] == key).all(axis=1)][0]
            for key in own[["category", "banner", "column"]].to_numpy().tolist()
        ]
        pairs = list(combinations(at, 2))
        i, j = np.array(pairs).T
        p = compared.tested_pairs(frame, cells.covariance, i, j, cells.most_df).p_value
        p[frame["n"].to_numpy()[i] < 30] = 1
        sure = set()
        for step, k in enumerate(np.argsort(p)):
            if p[k] * (len(p) - step) > 0.05:
                break
            one, two = pairs[k]
            sure.add((one, two) if frame["estimate"][one] > frame["estimate"][two] else (two, one))
        for k, row in zip(at, own.itertuples(), strict=True):
            larger = sum(frame["estimate"][m] > frame["estimate"][k] for m in at)
            assert row.rank == 1 + larger
            assert row.rank_low == 1 + sum((m, k) in sure for m in at)
            assert row.rank_high == len(at) - sum((k, m) in sure for m in at)


# lowest and highest ranks by csranks 1.2.2.9001 of R (bd4f755 of its repository; 100,000 draws) of
# the estimates and covariance of the table, R 4.1.1, 2026-11-27
CSRANKS = {
    ("importance", "recruiter"): ([4, 1, 1, 1, 3], [5, 4, 3, 3, 5]),
    ("importance", "applicant"): ([4, 2, 1, 2, 5], [4, 3, 1, 3, 5]),
    ("channel", "recruiter"): ([1, 2, 4, 2], [1, 3, 4, 3]),
    ("channel", "applicant"): ([1, 3, 4, 2], [1, 3, 4, 2]),
}

DIFFERENT = {
    # wider: csranks takes the largest of correlated normal differences, here Holm's bound on t
    ("importance", "applicant"): ([3, 2, 1, 1, 5], [4, 3, 2, 4, 5]),
    # narrower: csranks goes on asking whether the lower answer is above the higher one, once the
    # higher is found to be above
    ("channel", "recruiter"): ([1, 3, 4, 2], [1, 3, 4, 2]),
}


@pytest.mark.parametrize("question", ["importance", "channel"])
def test_ranks_are_those_of_csranks_but_where_the_procedures_differ(question):
    found = Survey(DATA, **DESIGN).crosstab(question, "role").ranks()
    for column in ("recruiter", "applicant"):
        own = found[found["column"] == column]
        ends = own["rank_low"].tolist(), own["rank_high"].tolist()
        assert ends == DIFFERENT.get((question, column), CSRANKS[question, column])


@in_one_test(
    ("means", "errors"),
    [
        # ties beside answers far away, near ones, and none: where most pairs are found to differ,
        # those that are left are tested at the whole level
        ([0, 0, 20], [1, 1, 1]),
        ([0, 0, 3.5], [1, 0.5, 2]),
        ([0, 1e-3, 3, 6], [1, 1, 1, 1]),
        ([0, 1, 2, 3, 4], [1, 2, 1, 0.5, 1]),
    ],
)
def test_directions_found_by_holms_steps_are_right_as_often_as_said(means, errors):
    """Shaffer (1980) proves it of independent tests; these share answers."""
    draws, level = 20_000, 0.95
    rng = np.random.default_rng(20261127)
    shares = np.array(means) + np.array(errors) * rng.standard_normal((draws, len(means)))
    i, j = np.triu_indices(len(means), 1)
    gaps = shares[:, i] - shares[:, j]
    p = 2 * stats.norm.sf(np.abs(gaps) / np.hypot(*np.array(errors, dtype=float)[[i, j]]))
    ordered = np.sort(p, axis=1)
    steps = np.maximum.accumulate(ordered * np.arange(p.shape[1], 0, -1), axis=1)
    sure = p <= np.where(steps <= 1 - level, ordered, -1).max(axis=1, keepdims=True)
    truth = np.sign(np.array(means)[i] - np.array(means)[j])
    wrong = (sure & (np.sign(gaps) != truth)).any(axis=1)
    assert wrong.mean() <= 1 - level + 3 * np.sqrt(level * (1 - level) / draws)
    # the steps are those of the table's own adjustment
    own = [adjusted(ADJUSTMENTS["holm"], line) <= 1 - level for line in p[:200]]
    np.testing.assert_array_equal(np.stack(own), sure[:200])


def test_what_is_set_aside_and_nets_have_no_rank():
    answers = ["agree", "neither", "disagree", "don't know"] * 50 + ["agree"] * 60
    scale = pd.CategoricalDtype(["agree", "neither", "disagree", "don't know"], ordered=True)
    survey = Survey(pd.DataFrame({"q": pd.Series(answers, dtype=scale)}))
    table = survey.crosstab("q", nets={"any": ["agree", "neither"]}, ranks=True)
    assert table.ranks()["category"].tolist() == ["agree", "neither", "disagree"]
    assert [row.labels[0] for row in table.printed().rows if "Rank" in row.labels[0]] == [
        "Rank of agree", "Rank of neither", "Rank of disagree",
    ]  # fmt: skip


def test_a_cell_is_the_same_wherever_it_is_shown(tmp_path):
    table = Survey(DATA, **DESIGN).crosstab(
        "importance", "role", by="gender", ranks=True, statistics=None, scores="order"
    )
    printed, wide, tidy = table.printed(), table.wide(), table.to_frame()
    lines = tidy[tidy["kind"] == "rank"].reset_index(drop=True)
    given = table.ranks()
    assert lines["estimate"].tolist() == given["rank"].tolist()
    assert lines["ci_low"].tolist() == given["rank_low"].tolist()
    assert table.rows.tolist()[-5:] == ["rank"] * 5
    assert table.rows.index.tolist() == [row.labels[-1] for row in printed.rows[: len(table.rows)]]
    table.to_excel(tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    cells = {
        (row[0].value, row[1].value): [
            c.value for c in row[2:] if isinstance(c.value, (int, float))
        ]
        for row in sheet.iter_rows()
    }
    group = ""
    for row, numbers in zip(printed.rows, wide.to_numpy(), strict=True):
        group = row.labels[0] or group
        if row.labels[-1].startswith("Rank of"):
            assert [cell.value for cell in row.cells] == numbers.tolist()
            found = cells.get((row.labels[0], row.labels[1])) or cells[(None, row.labels[1])]
            assert len(found) == len(numbers)
            for cell in row.cells:
                beside = f" ({cell.low:.0f}–{cell.high:.0f})" if cell.low < cell.high else ""
                assert cell.text == f"{cell.value:.0f}{beside}"
    assert "in brackets, the ranks" in " ".join(printed.notes)


def test_what_is_hidden_has_no_rank():
    answers = pd.DataFrame({"q": list("aab") * 100 + list("aabbab"), "g": ["x"] * 300 + ["y"] * 6})
    table = Survey(answers).crosstab("q", "g", hide_below=10, ranks=True)
    hidden = table.estimates.table["estimate"].isna()
    assert hidden.any()
    ranks = table.ranks()
    assert ranks["rank"].isna().tolist() == hidden.tolist()
    assert ranks["rank_high"].isna().tolist() == hidden.tolist()
    cells = [cell.text for row in table.printed().rows[2:4] for cell in row.cells]
    assert [text == "–" for text in cells] == hidden.tolist()
    small = counted(20, 4, 2).crosstab("q", ranks=True)
    words = [row.cells[0].text for row in small.printed(suppressed="hide").rows]
    assert words[3:6].count("–") == words[:3].count("–†") > 0


@in_one_test(
    ("options", "message"),
    [
        ({"percent": "row"}, "ranks are of column percents, and percent is 'row'"),
        ({"ranks": "yes"}, "ranks is 'yes'; expected one of False, True"),
        ({"keep": ["a"]}, "has 1 rows of answers; ranks are of 2 to 100"),
        ({"shares": False, "scores": {"a": 1}}, "ranks are of 2 to 100"),
    ],
)
def test_refusals(options, message):
    with pytest.raises(ArgumentError, match=message):
        counted(60, 40).crosstab("q", "g", **{"ranks": True, **options})
