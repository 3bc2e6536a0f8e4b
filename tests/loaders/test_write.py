"""Microdata and codebook, written and read back: what the file says is what was written."""

import json

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

import topline
from tests.loaders.r_files import factor, frame, rds
from topline import ArgumentError, DataError, read_survey, write_survey
from topline.loaders.codebook.codebook import SurveyData, codebook_of
from topline.loaders.codebook.variables import (
    FileContent,
    Missing,
    MultipleResponseSet,
    Reason,
    Variable,
    in_order,
)

ENDINGS = (".sav", ".zsav", ".dta", ".csv", ".parquet")

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12
)
CODES = st.one_of(
    st.integers(-99, 120), st.floats(-50, 50, allow_nan=False).map(lambda x: round(x, 2))
)


def survey_of(columns: dict[str, pd.Series], *variables: Variable, sets=()) -> SurveyData:
    data = pd.DataFrame(columns)
    return SurveyData(data, codebook_of(FileContent(data, variables, dict(sets))))


def placed(codes, positions) -> Missing:
    reasons = tuple(Reason(code, text) for code, text in codes.items())
    return Missing(reasons, np.array(positions, np.int16))


@st.composite
def surveys(draw):
    """A survey of a labelled number with reasons, a text, an ordered text and times."""
    rows = draw(st.integers(1, 8))
    each = lambda values: draw(st.lists(values, min_size=rows, max_size=rows))  # noqa: E731
    gone = in_order(draw(st.dictionaries(st.integers(900, 950), WORDS, max_size=3)))
    places = each(st.integers(0, len(gone)))
    answers = each(st.one_of(st.none(), CODES))
    numbers = [np.nan if p or a is None else float(a) for p, a in zip(places, answers, strict=True)]
    labels = draw(st.dictionaries(st.integers(-99, 120), WORDS, max_size=4))
    levels = draw(st.lists(WORDS, min_size=1, max_size=4, unique=True))
    ordered = pd.Categorical(each(st.sampled_from([None, *levels])), levels, ordered=True)
    texts = pd.Series(each(st.one_of(st.none(), WORDS)), dtype="string")
    days = pd.Series(each(st.dates()), dtype=object).map(np.datetime64).astype("datetime64[us]")
    return survey_of(
        {"q": pd.Series(numbers), "said": texts, "agree": pd.Series(ordered), "day": days},
        Variable(
            "q",
            label=draw(st.one_of(st.just(""), WORDS)),
            kind="number",
            value_labels=in_order({**labels, **gone}),
            measure=draw(st.sampled_from(["", "ordinal", "nominal"])),
            missing=placed(gone, places) if gone else None,
        ),
        Variable("said", label=draw(WORDS), kind="text"),
        Variable("agree", kind="text", order=tuple(levels), order_source="file"),
        Variable("day", kind="date"),
    )


def answers_in_words(survey: SurveyData, name: str) -> list[object]:
    """Return the answers to a question as a person reads them."""
    labels = survey.codebook.value_labels(name)
    cells = survey.data[name].astype(object)
    return [None if pd.isna(cell) else labels.get(cell, cell) for cell in cells]


@pytest.mark.parametrize("ending", ENDINGS)
@given(survey=surveys())
def test_what_is_written_is_read_again(tmp_path_factory, ending, survey):
    path = tmp_path_factory.mktemp("written") / f"answers{ending}"
    lost = write_survey(survey, path)
    # words such as "NULL" are answers to those who wrote them as such
    again = read_survey(path, missing_words=False)
    for name in survey.data:
        assert answers_in_words(again, name) == answers_in_words(survey, name), name
        assert again.codebook.reasons(name).fillna("").tolist() == (
            survey.codebook.reasons(name).fillna("").tolist()
        )
        assert again.codebook.variables[name].label == survey.codebook.variables[name].label
    labels = again.codebook.value_labels("agree")
    order = tuple(labels.values()) or again.codebook.variables["agree"].order
    assert order == survey.codebook.variables["agree"].order
    kept, before = again.codebook.value_labels("q"), survey.codebook.value_labels("q")
    assert [kept[code] for code in kept] == [before[code] for code in before]
    if ending in {".csv", ".parquet"}:
        assert lost == ()
        assert again.codebook.variables["q"] == survey.codebook.variables["q"]
        assert again.codebook.variables["agree"].order_source == "file"


RICH = survey_of(
    {
        "trust in the press": pd.Series([1.0, np.nan, np.nan, 2.5]),
        "Trust_in_the_press": pd.Series([True, False, True, True]),
        "wrote": pd.Series(["a", None, None, "b"], dtype="string"),
        "at": pd.Series(pd.to_datetime(["2024-02-01T10:00:00.25+02:00"] * 4)),
        "took": pd.Series(pd.to_timedelta([1.5, 60, 0, 3600], unit="s")),
    },
    Variable(
        "trust in the press",
        label="w" * 300,
        kind="number",
        value_labels={1: "l" * 200, 2.5: "half", ".d": "Don't know"},
        measure="scale",
        missing=placed({".d": "Don't know", ".r": ".r"}, [0, 1, 2, 0]),
    ),
    Variable("Trust_in_the_press", kind="boolean"),
    Variable("wrote", kind="text", missing=placed({"long reason": "Because"}, [0, 0, 1, 0])),
    Variable("at", kind="datetime"),
    Variable("took", kind="time"),
    sets={"tools": MultipleResponseSet("Which?", ("wrote", "took"), counted_value=1)}.items(),
)

LOST = {
    ".sav": [
        "names that SPSS does not take",
        "wordings are cut to the 255 bytes",
        "SPSS has no lettered missing values; written .d as -1, .r as -2",
        "labels are cut to the 120 bytes",
        "yes and no are written as 1 and 0",
        "SPSS keeps 3 missing texts of 8 bytes; read as no data: 'long reason'",
        "times are in UTC",
        "sets that SPSS files cannot hold are not written: 'tools'",
    ],
    ".dta": [
        "names that Stata does not take",
        "wordings are cut to the 80 characters",
        "Stata labels whole numbers only; without label: '2.5'",
        "yes and no are written as 1 and 0",
        "Stata has no missing texts; read as no data: 'long reason'",
        "times are in UTC",
        "Stata has no times of day; written in seconds",
        "nominal, ordinal or scale",
        "Stata has no multiple-response sets: 'tools'",
    ],
    ".csv": ["times are written in UTC"],
    ".parquet": [],
}


@pytest.mark.quick
@pytest.mark.parametrize("ending", LOST)
def test_what_a_format_cannot_hold_is_said(tmp_path, ending):
    lost = write_survey(RICH, tmp_path / f"a{ending}")
    for told in LOST[ending]:
        assert any(told in note for note in lost), told
    assert len(lost) == len(LOST[ending])
    again = read_survey(tmp_path / f"a{ending}")
    assert again.codebook.reasons(again.data.columns[0]).tolist()[1:3] == ["Don't know", ".r"]
    if ending in {".csv", ".parquet"}:
        own, held = (one.codebook.multiple_response_sets["tools"] for one in (RICH, again))
        assert (held.label, held.variables) == (own.label, own.variables)
        assert held.counted_value == own.counted_value
        assert again.data["took"].tolist() == RICH.data["took"].tolist()
        assert again.data["at"].tolist() == RICH.data["at"].tolist()


@pytest.mark.parametrize("ending", ENDINGS)
def test_labels_instead_of_codes_are_written_as_codes(tmp_path, ending):
    (tmp_path / "a.rds").write_bytes(rds(frame(size=factor(["s", None, "l"], ["s", "l"]))))
    write_survey(read_survey(tmp_path / "a.rds"), tmp_path / "b.sav")
    named = read_survey(tmp_path / "b.sav", categories=True)
    assert named.data["size"].tolist()[0] == "s"
    write_survey(named, tmp_path / f"c{ending}")
    again = read_survey(tmp_path / f"c{ending}")
    assert again.data["size"].fillna(0).tolist() == [1, 0, 2]
    assert again.codebook.value_labels("size") == {1: "s", 2: "l"}


@pytest.mark.parametrize("ending", ENDINGS)
def test_codes_that_were_kept_are_missing_again(tmp_path, ending):
    survey = survey_of(
        {"q": pd.Series([1, 98, 2])},
        Variable("q", kind="number", missing=placed({98: "Refused"}, [0, 1, 0])),
    )
    write_survey(survey, tmp_path / f"a{ending}")
    again = read_survey(tmp_path / f"a{ending}", user_missing="keep")
    assert again.data["q"].tolist()[1] == (".a" if ending == ".dta" else 98)
    assert again.codebook.missing_reasons("q")["reason"].tolist() == ["Refused"]


def test_more_missing_codes_than_spss_has_are_a_range(tmp_path):
    codes = {code: f"reason {code}" for code in (90, 91, 92, 93, -1)}
    survey = survey_of(
        {"q": pd.Series([1, *[np.nan] * 5])},
        Variable("q", kind="number", missing=placed(codes, range(6))),
    )
    assert write_survey(survey, tmp_path / "a.sav") == ()
    told = read_survey(tmp_path / "a.sav").codebook.missing_reasons("q")
    assert told["code"].tolist() == [-1, 90, 91, 92, 93]


TICKED = st.lists(st.booleans(), min_size=3, max_size=3)


@given(
    rows=st.lists(TICKED, min_size=2, max_size=9),
    counted=st.sampled_from([1, 7, 3.0, "Yes", "да"]),
    name=st.sampled_from(["tools", "Welche?", "$which", "a" * 90, "使う道具"]),
    label=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=70),
)
def test_sets_of_columns_survive_in_spss(tmp_path_factory, rows, counted, name, label):
    path = tmp_path_factory.mktemp("sets") / "a.sav"
    other = "No" if isinstance(counted, str) else 0
    columns = {f"A long name of column {k}": [row[k] for row in rows] for k in range(3)}
    frame = pd.DataFrame({c: np.where(ticks, counted, other) for c, ticks in columns.items()})
    kind = "text" if isinstance(counted, str) else "number"
    names = tuple(frame)
    survey = survey_of(
        frame.to_dict("series"),
        *(Variable(own, kind=kind) for own in names),
        sets={
            name: MultipleResponseSet(label, names, counted_value=counted),
            "first": MultipleResponseSet("First", names[:2], kind="categories"),
        }.items(),
    )
    notes = write_survey(survey, path)
    assert not any("cannot hold" in note for note in notes)
    found = read_survey(path)
    assert len(found.data) == len(rows)
    own, mentions = found.codebook.multiple_response_sets.values()
    assert (own.label, len(own.variables), mentions.kind) == (label or name, 3, "categories")
    assert {option.chosen for option in own.options} == {(counted,)}
    # what reads no sets reads the rest as before
    plain, _ = pyreadstat.read_sav(path)
    assert plain.iloc[:, 0].tolist() == frame.iloc[:, 0].tolist()


def test_a_set_whose_counted_number_is_not_whole_is_told(tmp_path):
    ticked = pd.Series([2.5, 0.0, 2.5])
    names = ("a", "b")
    survey = survey_of(
        {"a": ticked, "b": ticked[::-1].reset_index(drop=True)},
        *(Variable(own, kind="number") for own in names),
        sets={"tools": MultipleResponseSet("Tools", names, counted_value=2.5)}.items(),
    )
    notes = write_survey(survey, tmp_path / "a.sav")
    # pyreadstat 1.3.7 reads the set of 2.5 as one of 2
    assert "sets that SPSS files cannot hold are not written: 'tools'" in notes[0]


def test_only_wanted_columns_of_what_was_written_are_read(tmp_path):
    for ending in (".csv", ".parquet"):
        write_survey(RICH, tmp_path / f"a{ending}")
        found = read_survey(tmp_path / f"a{ending}", columns=["took", "trust in the press"])
        assert list(found.data) == ["took", "trust in the press"]
        with pytest.raises(DataError, match="has no variable 'nope'"):
            read_survey(tmp_path / f"a{ending}", columns=["nope"])


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_notes_that_are_kept_know_what_they_are_about(tmp_path, ending):
    rows = "".join(f"{k // 2},{k % 3}\n" for k in range(12))
    (tmp_path / "a.csv").write_text(f"respondent_id,q\n{rows}", encoding="utf-8")
    read = read_survey(tmp_path / "a.csv")
    write_survey(read, tmp_path / f"b{ending}")
    for book in (read.codebook, read_survey(tmp_path / f"b{ending}").codebook):
        (note,) = {note for note in book.notes if note.startswith("respondent_id: 6 different")}
        assert note in book.notes_about(["respondent_id"])
        assert note not in book.notes_about(["q"])


@pytest.mark.quick
def test_a_codebook_that_does_not_fit_is_refused(tmp_path):
    path, book = tmp_path / "a.csv", tmp_path / "a.codebook.json"
    write_survey(pd.DataFrame({"a": [1, 2]}), path)
    path.write_text("b\n1\n")
    with pytest.raises(
        DataError, match=r"other columns than its codebook; .* move a.codebook.json"
    ):
        read_survey(path)
    path.write_text("a\nx\n")
    with pytest.raises(DataError, match=r"a\.csv: a holds what is no number"):
        read_survey(path)
    for bad in ("{", "[]", "{}", json.dumps({"topline_codebook": 1, "variables": 3})):
        book.write_text(bad)
        with pytest.raises(DataError, match="is no codebook that write_survey writes"):
            read_survey(path)


@pytest.mark.quick
def test_what_cannot_be_written_is_refused_before_anything_is(tmp_path):
    frame = pd.DataFrame({"a": [1]})
    for bad, path, told in (
        (frame, "a.xlsx", "does not end in .sav"),
        (frame, "none/a.sav", "does not exist"),
        ([1], "a.sav", "data is a list; expected what read_survey returns"),
        (frame.iloc[:0], "a.sav", "no rows"),
        (pd.DataFrame({"a": [1, "x"]}), "a.sav", "holds int beside text"),
        (pd.DataFrame({"a": [["x"], ["y"]]}), "a.sav", "holds list beside text"),
        (SurveyData(RICH.data.iloc[:2], RICH.codebook), "a.sav", "has 2 rows, but the codebook"),
    ):
        with pytest.raises(ArgumentError, match=told):
            write_survey(bad, tmp_path / path)
    assert not list(tmp_path.iterdir())


def test_a_missing_library_is_named(tmp_path, monkeypatch):
    def refuse(name):
        raise ImportError(name)

    monkeypatch.setattr(topline.loaders.files.extra, "import_module", refuse)
    with pytest.raises(DataError, match=r"writing .sav needs pyreadstat; install topline\[files\]"):
        write_survey(pd.DataFrame({"a": [1]}), tmp_path / "a.sav")


@pytest.mark.parametrize("ending", ENDINGS)
def test_long_words_survive_or_are_said_to_be_cut(tmp_path, ending):
    for wording, label in (("ä" * 80, "b" * 119), ("漢" * 90, "ü" * 130), ("x" * 300, 'a;"b, c')):
        survey = survey_of(
            {"q": pd.Series([1.0, 2.0, np.nan])},
            Variable(
                "q",
                label=wording,
                kind="number",
                value_labels={1: label, 2: "two", 9: "Refused"},
                missing=placed({9: "Refused"}, [0, 0, 1]),
            ),
        )
        lost = write_survey(survey, tmp_path / f"a{ending}")
        read = read_survey(tmp_path / f"a{ending}").codebook
        kept = read.variables["q"].label, read.value_labels("q")[1]
        for own, was, told in zip(kept, (wording, label), ("wordings", "labels"), strict=True):
            assert was.startswith(own)
            assert (own == was) != any(f"{told} are cut" in note for note in lost)
        assert read.missing_reasons("q")[["reason", "n"]].to_numpy().tolist() == [["Refused", 1]]
