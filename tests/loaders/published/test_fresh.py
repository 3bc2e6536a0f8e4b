"""Files made as others publish theirs: each figure that comes out is one of the file, or told."""

import pytest

import topline
from tests.conftest import in_one_test

from .fresh import MAKERS
from .fresh.truth import judge

NOT_READ = {
    "acs_profile": 4,
    "cps": 3,
    "ess": 6,
    "statcan_flags": 6,
    "ranks": 4,
    "acs_subject": 5,
    "ppp": 15,
    "suffolk": 4,
    "dest_klammer": 6,
    "trap_two_units": 4,
    "trap_csv_swiss": 6,
    "two_tables_second_no_base": 6,
    "eurobarometer_counts": 12,
    "apnorc_fractions": 12,
    "acs_subject_csv": 3,
    "insee_marks": 9,
    "timss_cells": 4,
    "rank_column": 6,
    "base_between": 12,
    "two_percent_columns": 4,
    "long_mixed_units": 2,
    "ruled_ranks": 3,
    "cont_nobase": 4,
}
"""Cells that are told, and not read: counts of which nothing says what they are, letters behind
numbers that no row of keys explains, a percent beside a rank, a PDF's column headed Base, a count
and a percent behind dots, numbers in brackets that no note explains, an index
beside percents, questions and answers in two columns whose numbers have no sign, two tables on a
sheet of which one has no base, proportions without a percent sign, standard errors in cells beside
percents and means, two columns of percents in a long file."""


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@in_one_test("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_every_figure_is_one_of_the_file_and_what_is_not_read_is_told(maker):
    made = maker()
    verdict = judge(topline.read_published(made.file), made)
    assert not verdict.wrong
    assert not verdict.silent
    assert verdict.missing == NOT_READ.get(maker.__name__, 0)
