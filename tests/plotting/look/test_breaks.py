"""Lines end where their script lets them, and no mark leaves its letter."""

import unicodedata

import pytest

from topline.plotting.look.breaks import clusters, pieces
from topline.plotting.look.text_size import fit, text_width

WORDS = {
    "Thai": "อยากจ้างผู้สมัครที่ส่งข้อความขอบคุณหลังสัมภาษณ์",
    "Hindi": "धन्यवादधन्यवादधन्यवादधन्यवाद",
    "Hebrew": "שָׁלוֹםשָׁלוֹםשָׁלוֹםשָׁלוֹם",
    "Chinese": "更愿意录用面试后，寄来“感谢信”的应聘者。",
    "Japanese": "「お礼の手紙」を送った応募者を、ちょっと採用したい。",
}


@pytest.mark.parametrize("script", WORDS)
@pytest.mark.parametrize("inches", [0.5, 0.9, 1.4])
def test_no_line_begins_with_a_mark_or_with_what_closes(script, inches):
    lines = fit(WORDS[script], 12, inches).split("\n")
    assert "".join(lines) == WORDS[script]
    assert len(lines) > 1
    for line in lines:
        assert not unicodedata.category(line[0]).startswith("M")
        assert line[0] not in "，。、」”ょっ์ะาำ"
        assert line[-1] not in "「“เแโใไ"


def test_ideographs_follow_on_the_line_and_other_words_do_not():
    assert fit("0 更愿意录用面试后寄来感谢信", 12, 1.2).split("\n")[0].startswith("0 更")
    assert fit("0 candidatecandidate", 12, text_width("candidatecandidate", 12)).startswith("0\n")


def test_korean_parts_at_spaces_alone():
    assert pieces("지원자를") == ["지원자를"]
    assert pieces("2024年に") == ["2024", "年", "に"]
    assert clusters("ก็แมว") == ["ก็", "แม", "ว"]


def test_thai_parts_where_a_syllable_begins():
    assert pieces("ส่งข้อความขอบคุณหลังสัมภาษณ์") == [
        "ส่ง", "ข้อความขอบ", "คุณหลัง", "สัม", "ภาษณ์",
    ]  # fmt: skip
    assert clusters("ษณ์") == ["ษณ์"]
    first = fit("0 อยากจ้างผู้สมัครที่ส่งข้อความขอบคุณหลังสัมภาษณ์", 12, 1.2).split("\n")[0]
    assert first.startswith("0 อ")
