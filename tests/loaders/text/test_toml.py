"""TOML of strangers: bombs, depth and odd numbers are refused in words, and soon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topline import ArgumentError, DataError, ToplineError, read_disclosure, read_report_plan
from topline.loaders.text.toml import DEEPEST, LONGEST, read_toml


def text(tmp_path, written):
    path = tmp_path / "plan.toml"
    path.write_bytes(written if isinstance(written, bytes) else written.encode())
    return path


DEEP = {
    "lists": "a = " + "[" * 3000 + "]" * 3000,
    "tables": "a = " + "{a=" * 3000 + "1" + "}" * 3000,
    "a few lists": "a = " + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
    "dots": ".".join("a" * 50_000) + " = 1",
    "a header": "["
    + ".".join("a" * 100_000)
    + "]\n"
    + "".join(f"b{k} = 1\n" for k in range(50_000)),
    "dots in a table": "a = 1\nb = { c = 1, " + ".".join(["'x y'"] * 50_000) + " = 1}",
    "quoted header": "[ 'a' . " + " . ".join(['"b"'] * 5000) + "]\nc = 1\n",
    "an array's header": "[[" + ".".join("a" * 30) + "]]",
}


@pytest.mark.quick
@pytest.mark.parametrize("how", DEEP)
def test_depth(tmp_path, how):
    for read in (read_toml, read_disclosure, read_report_plan):
        with pytest.raises(DataError, match=r"plan\.toml has more than 20 tables or lists within"):
            read(text(tmp_path, DEEP[how]))


def test_what_a_plan_may_be(tmp_path):
    written = (
        "a = "
        + "[" * (DEEPEST - 1)
        + "]" * (DEEPEST - 1)
        + '\nb = """\n[....................]\n"""'
    )
    assert list(read_toml(text(tmp_path, written))) == ["a", "b"]
    with pytest.raises(DataError, match="has more than 1,000,000 bytes; expected a plan"):
        read_toml(text(tmp_path, "#" * (LONGEST + 1)))


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("[a]\nn = " + "9" * 5000, "is no TOML"),
        ("[a]\nn = " + "9" * 30, "a.n has too many digits; expected a whole number of 64"),
        ("[a]\nn = [1, 0x" + "f" * 5000 + "]", "a.n has too many digits"),
        ("[a]\nn = nan", "a.n is nan; expected a number"),
        ("[a]\nn = [-inf]", "a.n is -inf; expected a number"),
        ("a = 1\na = 2", "is no TOML: Cannot overwrite a value"),
        ("[a]\n[a]", "is no TOML: Cannot declare"),
        ("a = 2018-13-45", "is no TOML"),
        ("a = 2018-08-13T10:00:00+24:00", "is no TOML"),
        ('a = "\\ud800"', "is no TOML"),
        (b"a = '\xff'", "is not UTF-8"),
    ],
)
def test_odd_values(tmp_path, written, message):
    with pytest.raises(DataError) as told:
        read_toml(text(tmp_path, written))
    assert message in str(told.value)
    assert len(str(told.value)) < 400


def test_odd_paths(tmp_path):
    for wrong in (None, 5, b"plan.toml", ["plan.toml"]):
        with pytest.raises(ArgumentError, match="expected the path of a TOML file"):
            read_toml(wrong)
    for wrong in ("a\0b.toml", tmp_path, "x" * 5000):
        with pytest.raises(DataError, match="cannot be read"):
            read_toml(wrong)


@given(st.text(st.sampled_from("ab=.[]{}\"'\n#1-: T_\\,\t\0é"), max_size=40))
def test_any_text_is_values_or_an_error_in_words(tmp_path_factory, written):
    try:
        values = read_toml(text(tmp_path_factory.mktemp("toml"), written))
    except ToplineError:
        return
    assert isinstance(values, dict)
