"""The published files with their truth, where they are: what comes out, and that all is told."""

import warnings
from contextlib import suppress

import pytest

import topline

from .acceptance import FOLDER, OUTCOMES, judge, truth

pytestmark = [
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the published files are not here"),
    pytest.mark.long,
]
NASTY = sorted(
    path for folder in ("nasty", "nasty2") for path in (FOLDER.parent / folder).glob("*.*")
)

UNRULED = {"cdc_namcs2019_tables_se_ci.pdf", "census_sipp_2010_disability_moe90.pdf"}
"""PDFs without rules: nothing is read of them, and every table is told by its page."""


@pytest.fixture(scope="module")
def judged():
    return {name: judge(name, cells) for name, cells in truth().items()}


def test_nearly_every_cell_is_right_and_none_is_wrong(judged):
    sums = dict.fromkeys(OUTCOMES, 0)
    for name, (_, outcomes) in judged.items():
        if name in UNRULED:
            continue
        for _, outcome, _ in outcomes:
            sums[outcome] += 1
    assert sums["wrong"] == 0
    assert sums["right"] >= 0.97 * sum(sums.values())


def test_what_is_not_read_is_told(judged):
    for name in UNRULED:
        published, _ = judged[name]
        assert published.figures.empty
        assert published.refused["where"].str.startswith("page").all()
        assert len(published.refused) >= 2


def test_no_share_is_none_and_no_name_is_given_twice(judged):
    for published, _ in judged.values():
        shares = published.figures["percent"].dropna()
        assert shares.between(0, 100).all()
        held = published.figures.assign(value=published.figures["percent"].fillna(0))
        keys = ["table", "question", "answer", "group", "fielded_start", "fielded_end", "wave"]
        keys += ["population", "base_unweighted", "poll_id", "amount_unit"]
        unlike = held.drop_duplicates([*keys, "value", "amount"])
        assert not unlike.duplicated(keys).any()


def test_the_two_files_of_one_poll_agree(judged):
    crosstabs, _ = judged["ipsos_us_2017_news_trust_crosstabs.xlsx"]
    toplines, _ = judged["ipsos_us_2017_news_trust_toplines.pdf"]
    one = crosstabs.figures[crosstabs.figures["table"] == "1"].set_index(["answer", "group"])
    compared = 0
    for _, figure in toplines.figures[toplines.figures["question_id"] == "1"].iterrows():
        key = figure["answer"].replace("’", "'"), figure["group"]
        if key in one.index:
            assert one.loc[key, "percent"] == figure["percent"]
            compared += 1
    assert compared >= 40


@pytest.mark.parametrize("path", NASTY, ids=lambda path: path.name)
def test_nasty_files_are_read_or_refused_in_words(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # whatever else is raised fails the test
        with suppress(topline.ToplineError):
            topline.read_published(path)
