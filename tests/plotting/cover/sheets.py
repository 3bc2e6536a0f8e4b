"""Contact sheets of the covering sample, to be looked at.

``python -m tests.plotting.cover.sheets FOLDER [CHART …]`` writes a sheet a chart, each
drawing under its name. All take minutes.
"""

import sys
import warnings
from collections import defaultdict
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
from PIL import Image, ImageDraw

from tests.plotting.cover.sample import covering_sample
from tests.plotting.cover.test_cover import published

WIDTH, COLUMNS, NAME = 460, 4, 22
"""Pixels of a drawing's width, drawings side by side, and pixels of a name."""


def sheet(files):
    """Put pictures under their names into columns of about one height."""
    heights, placed = [0] * COLUMNS, []
    for file in files:
        picture = Image.open(file).convert("RGB")
        picture = picture.resize((WIDTH, max(1, picture.height * WIDTH // picture.width)))
        column = heights.index(min(heights))
        placed.append((column * (WIDTH + 12), heights[column], file.stem, picture))
        heights[column] += picture.height + NAME + 12
    found = Image.new("RGB", (COLUMNS * (WIDTH + 12), max(heights)), (120, 120, 120))
    for x, y, name, picture in placed:
        ImageDraw.Draw(found).text((x + 4, y + 5), name, fill="white")
        found.paste(picture, (x, y + NAME))
    return found


def main(folder, charts):
    """Draw the sample of these charts, or of all, and write a sheet for each."""
    mpl.use("agg")
    by_chart = defaultdict(list)
    for drawing in covering_sample():
        if not charts or drawing.chart in charts:
            by_chart[drawing.chart].append(drawing)
    for chart, drawings in by_chart.items():
        files = []
        for drawing in drawings:
            files.append(folder / f"{drawing.name}.png")
            with warnings.catch_warnings():
                # signs that no font of this machine has are boxes
                warnings.simplefilter("ignore")
                published(drawing).save(files[-1])
            plt.close("all")
        sheet(files).save(folder / f"sheet {chart}.png")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    main(target, sys.argv[2:])
