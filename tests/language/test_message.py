"""Notes that remember what they were made of: everybody's part, and what to do."""

import copy
import pickle

import pytest

from topline.language.message import Advice, Message, stopped, without_remedy


@pytest.mark.parametrize("kept", [copy.deepcopy, lambda note: pickle.loads(pickle.dumps(note))])
def test_a_note_with_a_remedy_is_text_that_can_be_told_without(kept):
    note = kept(Advice("2 polls are left out; one is new", ".left_out says why"))
    assert note == "2 polls are left out; one is new; .left_out says why"
    assert stopped(note) == f"{note}."
    assert stopped(stopped(note)) == stopped(note)
    for one in (note, stopped(note)):
        assert without_remedy(one) == "2 polls are left out; one is new."


def test_other_notes_are_told_as_they_are():
    for note in ("a: text", Message("{n} rows", n=2)):
        assert without_remedy(note) is note
    assert stopped("a: text..") == "a: text."
    assert stopped(Message("{n} rows", n=2)) == "2 rows."
