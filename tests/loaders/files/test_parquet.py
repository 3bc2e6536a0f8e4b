"""Parquet: labels that R's arrow keeps, order of categories, only the columns that are wanted."""

import json
import struct
import zlib
from datetime import date, time, timedelta
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.loaders.r_files import R, labelled, rds, words
from topline import Survey, read_survey, write_survey

pytestmark = pytest.mark.quick


def ascii_r(held: R) -> str:
    """Return an object as R's serialize(ascii = TRUE) writes it: numbers and text, line by line."""
    raw, at, lines = rds(held)[2:], 0, ["A"]

    def take(size: int) -> bytes:
        nonlocal at
        at += size
        return raw[at - size : at]

    def number() -> int:
        value = int.from_bytes(take(4), "big", signed=True)
        lines.append(str(value))
        return value

    def text(size: int) -> None:
        told = take(size).decode("latin-1")
        lines.append("".join(c if " " < c < "\x7f" else f"\\{ord(c):03o}" for c in told))

    def one() -> None:
        kind = number() & 0xFFFFFFFF
        has_attributes, has_tag = bool(kind & 1 << 9), bool(kind & 1 << 10)
        match kind & 0xFF:
            case 254:
                return
            case 1:
                one()
                return
            case 2:
                if has_tag:
                    one()
                one()
                one()
                return
            case 9:
                size = number()
                text(max(size, 0))
                return
            case 16 | 19:
                for _ in range(number()):
                    one()
            case 10 | 13:
                for _ in range(number()):
                    number()
            case 14:
                count = number()
                lines.extend(
                    repr(number) for number in struct.unpack(f">{count}d", take(8 * count))
                )
        if has_attributes:
            one()

    for _ in range(4):
        number()
    text(5)
    one()
    return "\n".join(lines) + "\n"


def named(**parts: R) -> R:
    return R("VEC", list(parts.values()), {"names": words(*parts)})


VOTE = labelled([], {"yes": 1, "no": 2, "Don't know": 98}, label=words("Fährt sie?"))
SAID = named(
    attributes=named(**{"class": words("data.frame")}),
    columns=named(
        vote=named(
            attributes=named(**{**VOTE.attributes, "na_values": R("REAL", [98.0])}),
            columns=R("VEC", []),
        )
    ),
)
TABLE = pa.table({"vote": [1.0, 2.0, 98.0, None], "w": [1.0, 2.0, 3.0, 4.0]})


@pytest.fixture(params=["plain", "packed"])
def path(tmp_path, request):
    text = ascii_r(SAID)
    if request.param == "packed":  # as arrow writes long attributes
        raw = zlib.compress(text.encode())
        lines = "\n".join(f"{byte:02x}" for byte in raw)
        text = f"A\n3\n262912\n197888\n5\nUTF-8\n24\n{len(raw)}\n{lines}\n"
    pq.write_table(TABLE.replace_schema_metadata({"r": text}), tmp_path / "a.parquet")
    return tmp_path / "a.parquet"


@pytest.mark.usual
def test_labels_of_haven_are_read(path):
    survey = read_survey(path)
    book = survey.codebook
    assert book.variables["vote"].label == "Fährt sie?"
    assert book.value_labels("vote") == {1: "yes", 2: "no", 98: "Don't know"}
    assert book.missing_reasons("vote").to_numpy().tolist() == [[98, "Don't know", 1]]
    assert survey.data["vote"].isna().tolist() == [False, False, True, True]
    assert read_survey(path, user_missing="keep").data["vote"].tolist()[2] == 98


def test_what_r_keeps_may_be_unreadable(tmp_path):
    for text in ("A\n3\n", "x", "A\n3\n262912\n197888\n5\nUTF-8\n24\n2\nzz\n"):
        pq.write_table(TABLE.replace_schema_metadata({"r": text}), tmp_path / "a.parquet")
        assert read_survey(tmp_path / "a.parquet").data.shape == (4, 2)


def test_categories_keep_an_order_that_somebody_gave(tmp_path):
    frame = pd.DataFrame(
        {
            "agree": pd.Categorical(["no", "yes"], ["yes", "no"]),
            "size": pd.Categorical(["a", "b"], ["a", "b"], ordered=True),
            "area": pd.Categorical(["a", "b"]),
        }
    )
    frame.to_parquet(tmp_path / "a.parquet")
    book = read_survey(tmp_path / "a.parquet").codebook
    orders = {name: (one.order, one.measure) for name, one in book.variables.items()}
    assert orders == {
        "agree": (("yes", "no"), "nominal"),
        "size": (("a", "b"), "ordinal"),
        "area": ((), "nominal"),
    }


def test_answers_counted_as_they_came_have_the_order_of_their_scale(tmp_path):
    answers = ["Satisfied", "Very satisfied", "Dissatisfied"] * 10
    pq.write_table(
        pa.table({"q": pa.array(answers).dictionary_encode(), "n": range(30)}),
        tmp_path / "a.parquet",
    )
    survey = Survey.read(tmp_path / "a.parquet")
    assert survey.codebook.variables["q"].order == ()
    found = survey.proportion("q").table["category"].tolist()
    assert found == ["Dissatisfied", "Satisfied", "Very satisfied"]


def test_identifiers_are_text_and_other_bytes_are_left_out(tmp_path):
    kinds = {"u": pa.uuid(), "span": pa.binary(4), "yes": pa.bool_()}
    columns = {
        "u": pa.array([bytes(range(16)), None], pa.binary(16)).cast(kinds["u"]),
        "span": pa.array([b"\xea\xea\0\1"] * 2, kinds["span"]),
        "yes": pa.array([True, None], kinds["yes"]),
    }
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    survey = read_survey(tmp_path / "a.parquet")
    assert survey.data["u"].tolist()[0] == "00010203-0405-0607-0809-0a0b0c0d0e0f"
    assert list(survey.data) == ["u", "yes"]
    assert survey.codebook.variables["yes"].kind == "boolean"
    assert survey.codebook.notes == ("'span': bytes that are no text are left out",)


def test_only_wanted_columns_are_read(tmp_path):
    texts = pa.array(["x" * 10_000] * 3000).dictionary_encode()
    table = pa.table({"w": list(range(3000)), "much": texts.cast(pa.string())})
    pq.write_table(table, tmp_path / "a.parquet")
    found = read_survey(tmp_path / "a.parquet", columns=["w"], max_gb=0.001)
    assert found.data.shape == (3000, 1)


def test_structures_are_left_out_with_a_note(tmp_path):
    columns = {"q": [1, 2], "tools": [[["a"]], [["c"]]], "place": [{"x": 1}, {"x": 2}]}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    survey = read_survey(tmp_path / "a.parquet")
    assert list(survey.data) == ["q"]
    assert survey.codebook.notes == ("'tools', 'place': lists and structures are left out",)
    assert not read_survey(tmp_path / "a.parquet", columns=["q"]).codebook.notes


@pytest.mark.parametrize("ordered", [False, True])
def test_missing_words_among_categories_are_missing(tmp_path, ordered):
    kind = pd.CategoricalDtype(["low", "N/A", "high"], ordered=ordered)
    frame = pd.DataFrame({"q": pd.Series(["low", "N/A", "high", None] * 20, dtype=kind)})
    frame.to_parquet(tmp_path / "a.parquet")
    read = Survey.read(tmp_path / "a.parquet")
    assert "'N/A' 20×" in read.codebook.notes[0]
    for survey in (read, Survey(frame)):
        found = survey.proportion("q").table
        assert found["category"].tolist() == ["low", "high"]
        assert found["n"].tolist() == [40, 40]
    kept = Survey.read(tmp_path / "a.parquet", missing_words=False).proportion("q").table
    assert kept["n"].tolist() == [60, 60, 60]


LISTS = [["Car", "Bike"], ["Car"], [], None, [None], ["Bike", None], ["NA"], [""]] * 20


@pytest.mark.parametrize("kind", ["parquet", "json", "python"])
def test_a_list_of_nothing_but_missing_values_is_no_answer(tmp_path, kind):
    if kind == "parquet":
        table = pa.table({"id": range(len(LISTS)), "how": LISTS})
        pq.write_table(table, tmp_path / "a.parquet")
        survey = Survey.read(tmp_path / "a.parquet")
    else:
        spell = json.dumps if kind == "json" else str
        cells = ["" if own is None else spell(own) for own in LISTS]
        frame = pd.DataFrame({"id": range(len(LISTS)), "how": cells})
        frame.to_csv(tmp_path / "a.csv", index=False)
        survey = Survey.read(tmp_path / "a.csv")
    found = survey.proportion("how").table.set_index("category")
    # in the base are two, one, an empty list, and Bike beside a null; as is.na(list(NA)) of R
    assert found["estimate"].to_dict() == pytest.approx({"Car": 2 / 4, "Bike": 2 / 4})
    assert found["n"].tolist() == [80, 80]


@pytest.mark.parametrize("make", [lambda one: one, lambda one: "ab"[one - 1]])
def test_lists_of_answers_are_one_question(tmp_path, make):
    lists = [[1, 2], [1], [], None] * 20
    lists = [None if own is None else [make(one) for one in own] for own in lists]
    frame = pd.DataFrame({"id": range(80), "tools": lists})
    frame.to_parquet(tmp_path / "a.parquet")
    survey = Survey.read(tmp_path / "a.parquet")
    found = survey.proportion("tools").table
    # an empty list has no answer chosen; no list is no answer
    assert found["category"].tolist() == [str(make(1)), str(make(2))]
    assert found["estimate"].tolist() == pytest.approx([2 / 3, 1 / 3])
    assert found["n"].tolist() == [60, 60]
    assert "in 2 columns of 1 and 0" in survey.codebook.notes[0]
    write_survey(survey, tmp_path / "b.csv")
    again = Survey.read(tmp_path / "b.csv").proportion("tools").table
    assert again["estimate"].tolist() == pytest.approx([2 / 3, 1 / 3])
    many = pa.table({"tools": [[str(k)] for k in range(80)], "q": range(80)})
    pq.write_table(many, tmp_path / "a.parquet")
    assert "left out" in read_survey(tmp_path / "a.parquet").codebook.notes[0]


def test_texts_stored_as_bytes_are_texts(tmp_path):
    pq.write_table(pa.table({"q": pa.array([b"yes", "nö".encode(), None])}), tmp_path / "a.parquet")
    assert read_survey(tmp_path / "a.parquet").data["q"].dropna().tolist() == ["yes", "nö"]


def test_an_index_with_a_name_is_a_column(tmp_path):
    frame = pd.DataFrame({"q": [1, 2], "x": [3, 4], "area": ["a", "b"], "wave": [1, 1]})
    frame.set_index(["area", "wave"]).to_parquet(tmp_path / "a.parquet")
    assert sorted(read_survey(tmp_path / "a.parquet").data) == ["area", "q", "wave", "x"]
    some = read_survey(tmp_path / "a.parquet", columns=["area", "q"]).data
    assert some.to_dict("list") == {"area": ["a", "b"], "q": [1, 2]}
    frame[["q"]].iloc[[1, 0]].to_parquet(tmp_path / "a.parquet")
    assert read_survey(tmp_path / "a.parquet").data.to_dict("list") == {"q": [2, 1]}


def test_a_range_with_a_name_is_a_column(tmp_path):
    # pandas keeps it as begin and step, in no column of the file
    path = tmp_path / "a.parquet"
    pd.DataFrame({"q": [1, 2]}, index=pd.RangeIndex(7, 9, name="id")).to_parquet(path)
    assert read_survey(path).data.to_dict("list") == {"id": [7, 8], "q": [1, 2]}
    for names in (["id"], ["q"], ["q", "id"]):
        assert [*read_survey(path, columns=names).data] == names
    assert Survey.read(path).mean("id").table["estimate"].tolist() == [7.5]
    pd.DataFrame({"q": [1, 2]}, index=pd.RangeIndex(7, 9, name="q")).to_parquet(path)
    assert read_survey(path).data.to_dict("list") == {"q": [1, 2]}


def test_decimals_days_and_times_are_what_they_are(tmp_path):
    table = pa.table(
        {
            "income": pa.array([Decimal("1.50"), None, Decimal("2.5")], pa.decimal128(10, 2)),
            "born": pa.array([date(1400, 1, 1), None, date(2020, 5, 6)], pa.date32()),
            "woke": pa.array([time(6, 30), None, time(7)], pa.time32("s")),
            "took": pa.array([timedelta(minutes=5), None, timedelta(hours=30)], pa.duration("us")),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    survey = Survey.read(tmp_path / "a.parquet")
    assert survey.codebook.table["type"].tolist() == ["number", "date", "time", "time"]
    assert survey.mean("income").table["estimate"].tolist() == [2.0]
    assert survey.data["born"].min() == pd.Timestamp("1400-01-01")
    for name, seconds in (("woke", 24_300.0), ("took", 54_150.0)):
        found = survey.mean(name)
        assert found.table["estimate"].tolist() == [seconds]
        assert found.notes == (f"{name}: times of day or durations, counted in seconds.",)
