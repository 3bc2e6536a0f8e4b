"""Two folders change places in one step, or nothing is changed."""

import sys

import pytest

from topline.writing import exchange as exchanging
from topline.writing.exchange import exchange

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges folders")


@pytest.fixture
def pair(tmp_path):
    both = tmp_path / "ä one", tmp_path / "other"
    for folder in both:
        folder.mkdir()
        (folder / "name").write_text(folder.name, encoding="utf-8")
    return both


def names(pair):
    return [(folder / "name").read_text(encoding="utf-8") for folder in pair]


def test_folders_change_places(pair):
    assert exchange(*pair)
    assert names(pair) == ["other", "ä one"]


def test_where_the_system_cannot_nothing_is_changed(pair, tmp_path, monkeypatch):
    assert not exchange(pair[0], tmp_path / "nowhere")
    monkeypatch.setattr(exchanging.ctypes, "CDLL", lambda _name: object())
    assert not exchange(*pair), "a library without the call"
    monkeypatch.setattr(exchanging.sys, "platform", "darwin")
    assert not exchange(*pair)
    assert names(pair) == ["ä one", "other"]
