"""SAS files, whose value labels stand in a catalogue beside them."""

import zlib
from base64 import b85decode

import pytest

from topline import ArgumentError, DataError, Survey, read_survey

# Written on 2026-11-26 with ReadStat, as pyreadstat 1.3.7 writes neither: 6 rows of id, q1 (AGREE.,
# with .R and no data), sex ($SEX.) and day (DATE9.); and a catalogue with AGREE., then zeros.
DATA = zlib.decompress(
    b85decode(
        "c-rmSJxjw-6b9haS|xrADRk%{7{sB2NP|Tv2qw_@0lL@>4h|MtwV;BEwodBqB>oL2XF*&XMG$fF2RJ#Y_!Y0sz1Q"
        "^8TCr2{eM&gZdvb0{A&@|bzMbFiFPy}pm#2psbzYbU@jg8|Ow>;yGU-RLs=ch8HO8l=os8|;S;sZ%p$5L@`EkaJc"
        "4r4_wXY*|qOcODhmvN}oJq2pVs&J?xVBX$000000000000000004mhsFQt&ZhQQ_L|b+DjOTG>YK7;n2ts~I@_ba"
        "uue<#^ujEHOx0LnWI(e*4e%)0&2LJ#7fY$f%>Q(&q_zbl-HE&U*srkXm`BT*M$9dJ8KkiK`xyH5#yRp`keVy+|Dq"
        "C2-%`5srd}%KslV1Mbt-<R6`Hu(*QXUoPozDjE!PR$xi+Q4TlW4P0rhIOP?1@>&Vfjp9dBd2^<x7R7!a&xU%h;}y"
        "X89u{etXap^PB&wm)DLu{Yaw)^xCnfz*Pw?DHOai9>zpn6w&sLMb(ei)~fg-dz!3bZcp}fOROp8&SWp<*W>41dA^"
        "e9#r=BqyerQqdjJ3c000005cCO|l$m}"
    )
)
CATALOGUE = zlib.decompress(
    b85decode(
        "c-rmTy-MUz6ae6>PBB_3SlAiFT4rEbunZbShzLf|cGk_J#Y7MVv9q`GRjfr3!O}PI0k+!O$`NPh$8l7cO8q{#9CB"
        "`MIQNn&;e^n3{r6=1d~)LM;;bA-Z>y(M)8i8}A<TrKPz`UI?7GV0ELvJglf`%=&XSF&pYV=_#`<(^`RTssp?n{A#"
        "BQa=7=I4`&CgY;mFjAx5q~t|&vdsqJPH5+0000mn5{HhZ+@2kptaAlr=hR2CjbBd0002^273PR#mnnS(zj=4q&Ws"
        "N^-AvY-^<y~(yn^e4tLI$yPq{0vV+}vJ&%qLTe-2Yng7oBqhfD+r<E*+G~X%msP?Owxap~DHcPhp_b?5=sATZ-_|"
        "wxn)p;KEKAlyiu(V%mZ?+UxYenJh1^@s60000000000000000000000000000000000000000000000000000000"
        "00000000000000000000004k*>Jj&UIC2"
    )
)
LABELS = {1: "Stimme zu", 2: "Weder noch", 3: "Lehne ab"}


def written(content, path):
    path.write_bytes(content)
    return path


@pytest.fixture
def data(tmp_path):
    return written(DATA, tmp_path / "answers.sas7bdat")


def test_a_file_without_a_catalogue_has_codes(data):
    found = read_survey(data)
    assert found.data["q1"].dropna().tolist() == [1, 2, 3, 1]
    assert found.data["sex"].tolist() == ["f", "m"] * 3
    assert found.data["day"].dt.strftime("%Y-%m-%d").tolist()[0] == "2022-12-21"
    book = found.codebook
    assert book.variables["q1"].label == "Mehr Radwege"
    assert book.missing_reasons("q1").to_numpy().tolist() == [[".R", ".R", 1]]
    assert (book.value_labels("q1"), book.notes) == ({}, ())


@pytest.mark.quick
@pytest.mark.parametrize("name", ["formats", "FORMATS", "answers", "Answers", "project"])
def test_labels_come_from_the_catalogue_beside(data, name):
    written(CATALOGUE, data.with_name(f"{name}.sas7bcat"))
    survey = Survey.read(data)
    assert survey.codebook.value_labels("q1") == LABELS
    (note,) = survey.codebook.notes
    assert note == f"value labels are those of {name}.sas7bcat beside answers.sas7bdat"
    table = survey.proportion("q1").table
    assert table["category"].tolist() == [*LABELS.values()]
    assert table["n"].tolist() == [4] * 3
    assert read_survey(data, columns=["q1"]).codebook.value_labels("q1") == LABELS


def test_of_several_catalogues_the_one_called_as_the_file_is_read(data):
    written(CATALOGUE, data.with_name("answers.sas7bcat"))
    data.with_name("formats.sas7bcat").write_bytes(b"no catalogue")
    assert read_survey(data).codebook.value_labels("q1") == LABELS
    data.with_name("answers.sas7bcat").rename(data.with_name("other.sas7bcat"))
    data.with_name("formats.sas7bcat").rename(data.with_name("another.sas7bcat"))
    book = read_survey(data).codebook
    assert book.value_labels("q1") == {}
    assert book.notes == (
        "codes have no labels, for nothing says which of the catalogues beside answers.sas7bdat "
        "belongs to it ('another.sas7bcat', 'other.sas7bcat'); pass it as formats=",
    )


def test_a_catalogue_that_is_named_is_read_or_refused(data, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    path = written(CATALOGUE, folder / "labels.sas7bcat")
    data.with_name("formats.sas7bcat").write_bytes(b"no catalogue")
    for given in (path, str(path)):
        book = Survey.read(data, formats=given).codebook
        assert book.value_labels("q1") == LABELS
        assert book.notes == ("value labels are those of labels.sas7bcat",)
    for wrong, told in (
        (folder / "none.sas7bcat", "does not exist; check the path"),
        (data.with_name("formats.sas7bcat"), "could not be read: "),
        (data, "has no labels for .*; it has none; pass the catalogue that belongs"),
    ):
        with pytest.raises(DataError, match=told):
            read_survey(data, formats=wrong)
    other = bytearray(CATALOGUE).replace(b"AGREE", b"OTHER").replace(b"SEX", b"ZZZ")
    with pytest.raises(
        DataError, match=r"has no labels for the formats of answers.sas7bdat \(.*AGR"
    ):
        read_survey(data, formats=written(bytes(other), folder / "other.sas7bcat"))
    (tmp_path / "a.csv").write_text("q1\n1\n2\n")
    with pytest.raises(ArgumentError, match=r"names a catalogue of SAS, and a\.csv is delimi"):
        read_survey(tmp_path / "a.csv", formats=path)
    with pytest.raises(ArgumentError, match="formats is 5; expected the path of a catalogue"):
        read_survey(data, formats=5)


def test_a_damaged_catalogue_costs_the_labels_alone(data):
    path = written(CATALOGUE, data.with_name("formats.sas7bcat"))
    path.write_bytes(path.read_bytes()[:6000])
    found = read_survey(data)
    assert len(found.data) == 6
    (note,) = found.codebook.notes
    assert note.startswith("codes have no labels, for their catalogue could not be read: formats.s")


def test_a_catalogue_is_no_survey(data):
    path = written(CATALOGUE, data.with_name("formats.sas7bcat"))
    with pytest.raises(DataError, match=r"a SAS catalogue of labels.*pass the \.sas7bdat file"):
        read_survey(path)
