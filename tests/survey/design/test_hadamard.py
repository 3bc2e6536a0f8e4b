import numpy as np
import pytest

from tests.conftest import in_one_test
from topline import ArgumentError
from topline.survey.design.replicates.hadamard import hadamard, next_order

NONE = {92, 116, 156, 172, 184, 188}
ORDERS = [1, 2, *(order for order in range(4, 204, 4) if order not in NONE)]


@in_one_test("order", ORDERS)
def test_rows_and_columns_are_orthogonal_and_the_first_is_one(order):
    matrix = hadamard(order).astype(int)
    assert np.array_equal(matrix.T @ matrix, order * np.eye(order))
    assert np.array_equal(matrix @ matrix.T, order * np.eye(order))
    assert set(np.unique(matrix)) <= {-1, 1}
    assert (matrix[0] == 1).all()
    assert (matrix[:, 0] == 1).all()


@in_one_test("order", [0, -4, 3, 6, 10, 92])
def test_orders_there_are_none_of_say_the_next(order):
    with pytest.raises(
        ArgumentError,
        match=f"there is no Hadamard matrix of order {order} here; the next is of order "
        f"{next_order(order)}",
    ):
        hadamard(order)


@in_one_test(
    ("least", "order"), [(1, 1), (2, 2), (3, 4), (5, 8), (17, 20), (81, 84), (89, 96), (97, 100)]
)
def test_next_order(least, order):
    assert next_order(least) == order
