"""Items of a scale that are numbered in opposite directions."""

import pandas as pd
import pytest
from typer.testing import CliRunner

from topline import Survey
from topline.cli.app import app


def test_items_numbered_in_opposite_directions_are_told(tmp_path):
    """Alpha, means and correlations of codes of which 1 is the best here and the worst there."""
    words = ["Disagree", "Neither", "Agree"]
    frame = pd.DataFrame({"a": [1, 2, 3, 3] * 9, "b": [3, 2, 1, 1] * 9, "c": [1, 3, 2, 1] * 9})
    codebook = {"a": words, "b": words[::-1], "c": words}
    path = tmp_path / "battery.sav"
    labels = {name: dict(enumerate(own, start=1)) for name, own in codebook.items()}
    labels["b"][9] = "Don't know"
    pyreadstat = pytest.importorskip("pyreadstat")
    pyreadstat.write_sav(frame, path, variable_value_labels=labels)
    survey = Survey.read(path)
    told = "b: the same answers as of a, whose codes are in another order"
    for found in (
        survey.cronbach_alpha(["a", "b", "c"]),
        survey.mean(["a", "b", "c"]),
        survey.correlation("a", "b"),
    ):
        assert sum(note.startswith(told) for note in found.notes) == 1
    for found in (survey.cronbach_alpha(["a", "c"]), survey.mean("b"), survey.mean(["a", "c"])):
        assert not any("another order" in note for note in found.notes)
    command = ["estimate", str(path), "--mean", "a,b", "--lang", "de"]
    assert "in anderer Reihenfolge" in CliRunner().invoke(app, command).output.replace("\n", " ")
