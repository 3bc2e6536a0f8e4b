"""Means of samples that chose themselves: equations that hold, and how often intervals do."""

import numpy as np
import pytest
from scipy.special import expit

from topline import ArgumentError
from topline.statistics.models.glm import fit_glm
from topline.statistics.nonprobability.means import Prediction, modelled_means
from topline.statistics.nonprobability.participation import fit_participation

Z = 1.959963984540054


class Population:
    """20,000 people after Chen, Li and Wu: who takes part and the answers hang on the same x."""

    def __init__(self, rng, size=20_000):
        self.x = np.column_stack(
            [
                np.ones(size),
                rng.binomial(1, 0.5, size),
                rng.exponential(1, size),
                rng.normal(0, 1, size),
            ]
        )
        self.y = 2 + self.x[:, 1:].sum(axis=1) + rng.normal(0, 1.5, size)
        self.part = expit(self.x @ [-3.7, 0.4, 0.3, 0.4])
        drawn = 0.5 + self.x[:, 2]
        self.pi = np.minimum(1, 500 * drawn / drawn.sum())

    def draw(self, rng):
        return rng.random(len(self.y)) < self.part, rng.random(len(self.y)) < self.pi


def estimates(people, sample, reference, columns, outcome):
    """The doubly robust mean and that by propensity, each with its standard error."""
    d = 1 / people.pi[reference]
    own, other = people.x[sample], people.x[reference]
    found = fit_participation(own[:, columns], other[:, columns], d)
    fit = fit_glm(own[:, outcome], people.y[sample])
    predicted = Prediction(
        sample=(own[:, outcome] @ fit.coefficients)[:, None],
        reference=(other[:, outcome] @ fit.coefficients)[:, None],
    )
    for prediction in (predicted, None):
        means = modelled_means(people.y[sample], found, prediction)
        # the reference sample is drawn by Poisson's scheme
        of_total = ((1 - people.pi[reference])[:, None] * (d[:, None] * means.reference) ** 2).sum()
        yield means.estimate[0], np.sqrt(means.covariance(of_total)[0, 0])


@pytest.fixture(scope="module")
def people():
    return Population(np.random.default_rng(1))


def coverage(people, runs, columns, outcome, seed=2):
    rng = np.random.default_rng(seed)
    found = [list(estimates(people, *people.draw(rng), columns, outcome)) for _ in range(runs)]
    off = np.array(found)[:, :, 0] - people.y.mean()
    error = np.array(found)[:, :, 1]
    return (
        off.mean(axis=0),
        off.std(axis=0),
        error.mean(axis=0),
        (abs(off) < Z * error).mean(axis=0),
    )


ALL, FEW = [0, 1, 2, 3], [0, 1]


@pytest.mark.quick
def test_the_sample_is_what_the_reference_says_that_it_should_be(people):
    sample, reference = people.draw(np.random.default_rng(3))
    d = 1 / people.pi[reference]
    found = fit_participation(people.x[sample], people.x[reference], d)
    expected = d * found.reference_propensity @ people.x[reference]
    assert people.x[sample].sum(axis=0) == pytest.approx(expected, rel=1e-9)
    twice = fit_participation(
        np.vstack([people.x[sample][:50]] * 2), people.x[reference], d, weights=np.full(100, 0.5)
    )
    once = fit_participation(people.x[sample][:50], people.x[reference], d)
    assert twice.coefficients == pytest.approx(once.coefficients)


def test_either_model_is_enough_for_the_mean(people):
    bias, spread, error, held = coverage(people, 30, ALL, ALL)
    assert (abs(bias) < 4 * spread / 30**0.5).all()
    assert error == pytest.approx(spread, rel=0.4)
    assert held.min() > 0.8
    bias, spread, _, _ = coverage(people, 30, FEW, ALL)
    assert abs(bias[0]) < 4 * spread[0] / 30**0.5
    # by propensity alone, of a wrong model, the mean is far off
    assert bias[1] > 0.5
    bias, spread, _, _ = coverage(people, 30, ALL, FEW)
    assert (abs(bias) < 4 * spread / 30**0.5).all()


@pytest.mark.long
def test_intervals_hold_the_mean_as_often_as_they_say(people):
    for outcome in (ALL, FEW):
        bias, spread, error, held = coverage(people, 2_000, ALL, outcome)
        assert (abs(bias) < 0.08 * spread).all()
        assert error == pytest.approx(spread, rel=0.06)
        assert (held > 0.93).all()
        assert (held < 0.965).all()
    bias, spread, _, held = coverage(people, 2_000, FEW, ALL)
    assert abs(bias[0]) < 0.08 * spread[0]
    # the variance is that under the model of participation, which is wrong here
    assert held[0] > 0.9


def test_without_a_prediction_a_constant_is_met_exactly(people):
    sample, reference = people.draw(np.random.default_rng(4))
    found = fit_participation(people.x[sample], people.x[reference], 1 / people.pi[reference])
    means = modelled_means(np.full(sample.sum(), 7.0), found)
    assert means.estimate == pytest.approx([7])
    assert means.covariance(np.zeros((1, 1))) == pytest.approx(0, abs=1e-18)
    known = modelled_means(people.y[sample], found, population=len(people.y))
    weights = 1 / found.propensity
    assert known.estimate == pytest.approx([weights @ people.y[sample] / len(people.y)])


@pytest.mark.parametrize(
    ("own", "other", "words"),
    [
        ([[1, 1]] * 5 + [[1, 0]], [[1, 1], [1, 0]], "stands for"),
        ([[1, 0.2], [1, 0.3]], [[1, 5.0], [1, 9.0]], "no propensity"),
        ([[1, 1.0]], [[1.0]], "same predictors|names"),
        ([[1, np.nan]], [[1, 1.0]], "missing"),
    ],
)
def test_what_no_propensity_fits_is_refused(own, other, words):
    with pytest.raises(ArgumentError, match=words):
        fit_participation(own, other, [4.0] * len(other))
