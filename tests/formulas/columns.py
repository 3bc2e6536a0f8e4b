"""Columns of a pandas frame, for formulas without a survey."""

import numpy as np
import pandas as pd

from topline.formulas.values import Levels


class FrameColumns:
    def __init__(self, frame):
        self.frame = frame

    def __len__(self):
        return len(self.frame)

    def is_categorical(self, name):
        return not pd.api.types.is_numeric_dtype(self.frame[name].dtype)

    def numbers(self, name):
        return self.frame[name].to_numpy(dtype=float)

    def levels(self, name):
        column = pd.Categorical(self.frame[name])
        return Levels(tuple(column.categories), column.codes)

    def holds(self, condition):
        assert str(condition) == "`age` > 40"
        return (self.frame["age"] > 40).to_numpy(dtype=float)


def sample(n=60):
    rng = np.random.default_rng(7)
    return pd.DataFrame(
        {
            "group": rng.choice(["a", "b", "c"], n),
            "age": rng.uniform(18, 90, n),
            "cars": rng.integers(0, 3, n),
            "net income": rng.lognormal(size=n),
            "api.stu": rng.uniform(1, 5, n),
        }
    )
