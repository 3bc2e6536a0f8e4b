"""Encodings of text: read right, or refused with encodings that work; never read wrong."""

import re

import pytest

from tests.conftest import in_one_test
from topline import DataError, read_survey

TEXTS = {
    "Czech": (
        "cp1250 iso8859_2",
        "Pohlaví,Věk\nžena,spokojená\nmuž,spíše nespokojen\nmuž,nevím",
    ),
    "Polish": ("cp1250 iso8859_2", "Płeć,Ocena\nkobieta,zgadzam się\nmężczyzna,trudno powiedzieć"),
    "Hungarian": ("cp1250 iso8859_2", "Nem,Életkor\nnő,nagyon elégedett\nférfi,egyáltalán nem"),
    "Romanian": ("cp1250 iso8859_2", "Sex,Vârsta\nfemeie,foarte mulţumit\nbărbat,nu ştiu"),
    "Greek": ("cp1253 iso8859_7", "Φύλο,Ηλικία\nγυναίκα,πολύ\nάνδρας,καθόλου"),
    "Turkish": ("cp1254 iso8859_9", "Cinsiyet,Yaş\nKadın,Çok memnunum\nErkek,Kararsızım"),
    "Hebrew": ("cp1255 iso8859_8", "מין,גיל\nאישה,מרוצה מאוד\nגבר,לא מרוצה"),
    "Arabic": ("cp1256 iso8859_6", "الجنس,العمر\nأنثى,راض جدا\nذكر,غير راض"),
    "Ukrainian": ("cp1251 koi8_u", "Стать,Вік\nжінка,дуже задоволений\nчоловік,не знаю"),
    "Russian": ("cp1251 koi8_r cp866", "Пол,Возраст\nмужской,Скорее да\nженский,Затрудняюсь"),
    "French": ("cp1252 mac_roman", "Sexe,Âge\nfemme,plutôt satisfait\nhomme,très satisfait"),
    "German": ("cp1252 mac_roman", "Geschlecht,Straße\nweiblich,völlig\nmännlich,überhaupt nicht"),
    "Japanese": ("cp932 euc_jp", "性別,満足度\n女性,とても満足\n男性,どちらともいえない"),
    "Chinese": ("gb18030", "性别,年龄\n男,非常满意\n女,不太满意\n男,不知道\n女,经常同意"),
    "Chinese, traditional": ("big5", "性別,年齡\n男,非常滿意\n女,不知道\n男,經常同意\n女,從不同意"),
    "Korean": ("cp949", "성별,나이\n여성,매우 만족\n남성,모름\n여성,동의함"),
}
CASES = [(name, codec) for name, (codecs, _) in TEXTS.items() for codec in codecs.split()]


def table(name):
    """Return the text as a table of two columns of the same length everywhere."""
    return "".join(",".join(line.split(",")[:2]) + "\n" for line in TEXTS[name][1].splitlines())


@pytest.mark.parametrize(("name", "codec"), CASES)
def test_a_survey_in_its_encoding(tmp_path, name, codec):
    path = tmp_path / "a.csv"
    path.write_bytes(table(name).encode(codec))
    found = read_survey(path)
    rows = [line.split(",") for line in table(name).splitlines()]
    assert [found.data.columns.tolist(), *found.data.to_numpy().tolist()] == rows
    assert re.search("is not UTF-8 .* it was read as", found.codebook.notes[0])


def test_spaces_of_a_mac_between_words(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"Your knowledge\xcaof cuisines,n\nnot\xcamuch,1\na\xcalot,2\n")
    assert read_survey(path).data.iloc[:, 0].tolist() == ["not much", "a lot"]


@pytest.mark.parametrize(("name", "codec"), CASES)
def test_short_texts_are_right_or_refused(tmp_path, name, codec):
    path = tmp_path / "a.csv"
    for line in table(name).splitlines():
        raw = line.encode(codec)
        if raw.isascii():
            continue
        path.write_bytes(b"a,b\n" + raw + b"\n")
        try:
            found = read_survey(path)
        except DataError as error:
            likely = re.findall(r"encoding='([^']+)'", str(error))
            assert all(len(read_survey(path, encoding=one).data) == 1 for one in likely)
        else:
            assert found.data.to_numpy().tolist() == [line.split(",")]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_in_any_script(tmp_path, codec):
    path = tmp_path / "a.csv"
    rows = [["id", "都市"], *([str(k), "東京 Москва"[: 2 + k % 9]] for k in range(1, 30))]
    path.write_bytes("".join(",".join(row) + "\n" for row in rows).encode(codec))
    found = read_survey(path)
    assert found.data.columns.tolist() == rows[0]
    assert found.data["都市"].tolist() == [row[1].strip() for row in rows[1:]]


def test_readings_that_agree_are_one(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("name,n\nJosé,1\n".encode("cp1252"))
    assert read_survey(path).data["name"].tolist() == ["José"]


def test_bytes_that_are_no_text(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" + bytes(range(128, 256)) + b",1\n")
    with pytest.raises(DataError, match="wrong in all; pass encoding='"):
        read_survey(path)


@pytest.mark.parametrize("name", ["cp1251", "cp1254", "iso8859_2", "shift_jis", "gb18030"])
def test_files_of_others(shared, name):
    path = shared / "nasty2" / f"encoding_{name}.csv"
    if not path.is_file():
        pytest.skip(f"no {path.name}")
    found, told = read_survey(path), read_survey(path, encoding=name)
    assert found.data.equals(told.data)


def test_text_cut_off_within_a_character_is_refused_and_a_last_letter_guessed(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("who,ville\n1,Orléans\n2,Besanç".encode()[:-1])
    with pytest.raises(DataError, match="ends within a character, so it is cut off"):
        read_survey(path)
    path.write_bytes("who,lieu\n1,Paris\n2,un vrai café".encode("cp1252"))
    found = read_survey(path)
    assert found.data["lieu"].tolist() == ["Paris", "un vrai café"]
    assert "its last byte" in " ".join(found.codebook.notes)


def test_iso_2022_jp_switches_to_japanese(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("性別,回答\n男性,はい\n女性,いいえ\n".encode("iso2022_jp"))
    found = read_survey(path)
    assert found.data["性別"].tolist() == ["男性", "女性"]
    assert "ISO-2022-JP" in found.codebook.notes[0]


@pytest.mark.parametrize("codec", ["cp1250", "iso8859_2"])
def test_a_letter_that_is_a_lone_quotation_mark_elsewhere(tmp_path, codec):
    answers = ["Rozhodne súhlasím", "Skôr súhlasím", "Skôr nesúhlasím", "Neviem posúdiť"]
    rows = "".join(f"{k},{answers[k % 4]}\r\n" for k in range(60))
    (tmp_path / "a.csv").write_bytes(f"id,q\r\n{rows}".encode(codec))
    assert read_survey(tmp_path / "a.csv").data["q"].tolist()[:4] == answers


@in_one_test(
    "text",
    [
        "price\n" + "".join(f"1.{k}00 €\n" for k in range(9)),
        "price\n" + "".join(f"£{k}\n" for k in range(9)),
        "age\n" + "".join(f"{k}0–{k}9\n" for k in range(1, 9)),
        "Nr;Geschlecht\n1;männlich\n2;weiblich\n",
    ],
)
def test_signs_without_letters_and_one_word_are_of_windows(tmp_path_factory, text):
    """Words of other scripts have letters side by side; Macs of central Europe are long gone."""
    path = tmp_path_factory.mktemp("signs") / "signs.csv"
    path.write_bytes(text.encode("cp1252"))
    assert "Windows-1252" in " ".join(read_survey(path).codebook.notes)
