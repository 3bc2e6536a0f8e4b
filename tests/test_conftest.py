"""What tests share: many cases in one test fail as they would by themselves."""

import pytest

from tests.conftest import in_one_test

pytestmark = pytest.mark.quick


@in_one_test(("one", "two"), [(1, 2), (2, 4)])
@in_one_test("factor", [2])
def test_every_case_meets_every_other_with_the_fixtures_of_the_test(one, two, factor, tmp_path):
    assert tmp_path.is_dir()
    assert two == factor * one


def test_each_case_that_fails_is_told():
    tried = []

    @in_one_test("number", range(5), ids="number {}".format)
    def odd(number):
        tried.append(number)
        assert number % 2, "even"

    with pytest.raises(AssertionError, match=r"^3 of 5 cases:\nnumber 0: AssertionError: even"):
        odd()
    assert tried == [*range(5)]


def of_number(number):
    assert number


def of_shared_number(number, shared):
    assert shared[number]


def test_no_cases_are_a_fault():
    with pytest.raises(AssertionError, match="no cases of number"):
        in_one_test("number", [])(of_number)


def test_cases_of_data_that_is_not_there_are_left_out():
    left_out = in_one_test("number", [])(of_shared_number)
    assert [mark.name for mark in left_out.pytestmark] == ["skip"]
