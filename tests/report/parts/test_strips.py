"""A tall drawing in strips: every part of it once, and no row cut through."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from topline import Survey, plot_likert
from topline.plotting.look.settings import off_screen, own_settings
from topline.report.parts.charts import Drawing
from topline.report.parts.strips import Strips

SCALE = ["never", "rarely", "sometimes", "often"]


def drawing(groups):
    """Draw a scale in so many groups, two of which have words in several lines."""
    number = groups * 40
    data = pd.DataFrame(
        {
            "q": pd.Categorical(np.resize(SCALE, number), SCALE, ordered=True),
            "group": [
                f"group {k % groups}" + " of people with a long name" * 3 * (k % groups < 2)
                for k in range(number)
            ],
        }
    )
    estimates = Survey(data).proportion("q", by="group")
    with own_settings():
        return Drawing.of(plot_likert(estimates, ax=off_screen(), nets=True), "name")


def ends(strips):
    boxes = [tuple(map(float, box.split())) for box in strips.boxes]
    return [(top, top + height) for _, top, _, height in boxes]


def test_strips_are_the_whole_drawing_and_cut_no_row():
    found = drawing(groups=16)
    strips = ends(found.strips)
    width, height = map(float, found.svg.split('viewBox="0 0 ')[1].split('"')[0].split())
    assert len(strips) > 3
    assert (strips[0][0], strips[-1][1]) == pytest.approx((0, height), abs=0.02)
    for (_, end), (start, _) in pairwise(strips):
        assert end == pytest.approx(start, abs=0.02)
    # a thousandth of the height is what places are told by
    cuts = [1000 * end / height for _, end in strips[:-1]]
    rows = {(place.top, place.bottom) for place in found.places}
    assert len(rows) == 16
    assert not [cut for cut in cuts for top, bottom in rows if top + 1 < cut < bottom - 1]
    # but for a row that is higher itself
    assert max(end - start for start, end in strips) < 0.35 * width
    assert f'id="{found.strips.figure}"' in found.svg


@pytest.mark.parametrize("groups", [1, 4])
def test_a_drawing_that_is_not_tall_stays_whole(groups):
    assert drawing(groups).strips == Strips()
