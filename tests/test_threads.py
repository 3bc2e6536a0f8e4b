"""Work beside each other in its order; one thread of BLAS, and as many as before afterwards."""

import os
import subprocess
import sys
from threading import Barrier, Thread

import numpy  # noqa: F401, which brings a BLAS
import pytest
from threadpoolctl import threadpool_info

from topline.threads import on_one_thread, side_by_side

pytestmark = pytest.mark.quick


def counts():
    """Return the threads of each BLAS that is loaded."""
    return [one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"]


def test_work_comes_back_in_its_order():
    assert side_by_side(divmod, [7, 8, 9], [2, 3, 4]) == [(3, 1), (2, 2), (2, 1)]


def test_an_error_of_the_work_is_told():
    with pytest.raises(ZeroDivisionError):
        side_by_side(divmod, [1], [0])


def test_blas_has_one_thread_and_its_own_again():
    before = counts()

    @on_one_thread
    def inner():
        return counts()

    @on_one_thread
    def outer():
        return inner(), counts()

    assert outer() == ([1] * len(before), [1] * len(before))
    assert counts() == before


def test_work_in_several_threads_leaves_blas_as_it_was():
    before = counts()
    both = Barrier(2)

    @on_one_thread
    def meeting():
        both.wait(60)

    workers = [Thread(target=meeting) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert counts() == before


def test_blas_has_its_threads_again_after_an_error():
    before = counts()

    @on_one_thread
    def failing():
        raise KeyError

    with pytest.raises(KeyError):
        failing()
    assert counts() == before


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="no process is bound here")
def test_a_process_bound_to_one_processor_works_with_one():
    code = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})"
    code += "; from topline import threads; print(threads.HANDS)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
