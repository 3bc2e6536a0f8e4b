"""What a survey tells of itself: every item is found, missed, or wrong."""

import pytest

from topline import ArgumentError, DataError, Disclosure, check_disclosure, read_disclosure
from topline.disclosure.items import ITEMS
from topline.figures.schema import FIGURE_COLUMNS
from topline.sample_types import SAMPLE_TYPES

pytestmark = pytest.mark.quick

FULL = """
title = "Thank-you notes"
[disclosure]
strategy = ["survey"]
sponsor = "iCIMS"
conductor = "Wakefield"
population = { definition = "recruiters", geography = "US" }
sample_type = "probability"
frame = { name = "register", coverage = "all employers" }
recruitment = { contact = "e-mail" }
quotas = "none"
cooperation = "none"
incentives = "none"
modes = ["CAWI"]
languages = ["en-US"]
field_start = 2018-08-06
field_end = 2018-08-10
n = 400
n_by_mode = { CAWI = 400 }
n_by_group = { recruiters = 400 }
moe = 4.9
level = 0.95
moe_includes_deff = false
deff = 1.0
weighted = false
checks = "none"
exclusions = "none"
imputation = "none"
limitations = "Who did not answer may differ."
dispositions = "not_disclosed"
response_rate = "not_disclosed"
[[disclosure.questions]]
wording = "Whom do you prefer?"
responses = ["the one who sent a note", "the other"]
"""


@pytest.fixture
def record(tmp_path):
    def read(text=FULL):
        path = tmp_path / "survey.toml"
        path.write_text(text, encoding="utf-8")
        return read_disclosure(path)

    return read


def status(found, code):
    return found.table.set_index("code").loc[code, "status"]


def test_a_full_record_is_complete(record):
    found = check_disclosure(record())
    assert found.complete, found.table
    assert status(found, "B5") == "not disclosed"
    assert status(found, "A5f") == "not applicable"


def test_an_empty_record_misses_all_that_is_always_required():
    found = check_disclosure(Disclosure({}))
    assert not found.complete
    missing = found.table[found.table["status"] == "missing"]["code"].tolist()
    assert missing == [
        *("A1", "A2", "A3", "A4", "A5a", "A5c", "A5d", "A5g", "A6", "A7", "A8a"),
        *("A9", "A10", "A11", "B5", "B6"),
    ]
    assert list(found.table["code"]) == list(ITEMS)


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        ("moe = 4.9", "moe = 3.1", "A8b", "moe is 3.1, but 400 respondents give 4.90 points"),
        (
            "moe_includes_deff = false\ndeff = 1.0",
            "moe_includes_deff = true\ndeff = 2.0",
            "A8b",
            "moe is 4.9, but 400 respondents and a design effect of 2 give 6.93 points",
        ),
        ("CAWI = 400", "CAWI = 300", "A8a", "n_by_mode totals 300, but n is 400"),
        ("n = 400", 'n = "about 400"', "A8a", "n is 'about 400'; expected how many respondents"),
        ("n = 400", "n = -400", "A8a", "n is -400; expected how many respondents"),
        ("n = 400", "n = 400.5", "A8a", "n is 400.5; expected how many respondents"),
        (
            'modes = ["CAWI"]',
            'modes = ["CAWI", "CATI"]',
            "A8m",
            "n_by_mode has no CATI, which modes names",
        ),
        ("{ CAWI = 400 }", "400", "A8m", "n_by_mode is 400; expected a table of respondents"),
        ("weighted = false", 'weighted = "no"', "A9", "weighted is 'no'; expected true or false"),
        (
            "2018-08-10",
            "2018-08-01",
            "A7",
            "fieldwork starts before it ends, and ends before the release",
        ),
        ("2018-08-10", '"soon"', "A7", "field_start and field_end are dates such as 2018-08-13"),
        (
            '["CAWI"]',
            '["pigeon"]',
            "A6",
            "modes is 'pigeon'; expected one of CATI, CAPI, CAWI, IVR, mail, SMS, mixed, other",
        ),
        ('"en-US"', '"English!"', "A6", "languages has 'English!'; expected a tag such as 'en'"),
        ('wording = "Whom do you prefer?"', 'wording = " "', "A3", "question 1 has no wording"),
        (
            'response_rate = "not_disclosed"\n',
            'response_rate = { code = "RR9", value = 0.1 }\n',
            "B5",
            "response_rate.code is 'RR9'; expected RR1 to RR6",
        ),
    ],
)
def test_what_is_wrong_is_said(record, old, new, code, message):
    text = FULL.replace(old, new)
    if code == "B5":
        text = text.replace('dispositions = "not_disclosed"', 'dispositions = "table 1"')
    found = check_disclosure(record(text))
    row = found.table.set_index("code").loc[code]
    assert row["status"] == "wrong"
    assert row["to_do"].startswith(message)
    assert not found.complete


def test_an_opt_in_sample_needs_a_model_not_a_margin(record):
    text = FULL.replace('"probability"', '"opt_in"').replace("moe = 4.9\n", "")
    found = check_disclosure(record(text))
    assert status(found, "A8c") == "missing"
    assert found.table.set_index("code").loc["A8c", "to_do"] == "give precision_model"


def test_a_sample_of_both_kinds_is_one_however_it_is_said(record):
    word, both = (
        record(FULL.replace('"probability"', kind))
        for kind in ('"mixed"', '["probability", "opt_in"]')
    )
    assert status(check_disclosure(word), "A8c") == "missing"
    assert repr(check_disclosure(word)) == repr(check_disclosure(both))


@pytest.mark.parametrize("n", ['"many"', "0"])
def test_the_minimum_asks_for_a_number_of_respondents(record, n):
    found = check_disclosure(record(FULL.replace("n = 400\n", f"n = {n}\n")), code="esomar_wapor")
    assert status(found, "4") == "wrong"


@pytest.mark.parametrize("kind", SAMPLE_TYPES)
def test_kinds_of_samples_have_the_words_of_figures(record, kind):
    assert FIGURE_COLUMNS["sample_type"].categories == tuple(SAMPLE_TYPES)
    found = check_disclosure(record(FULL.replace('"probability"', f'"{kind}"')))
    assert status(found, "A5a") == ("not disclosed" if kind == "not_stated" else "pass")


@pytest.mark.parametrize("given", ['"nonprobability"', '["nonprobability", "census"]'])
def test_the_former_word_is_read_as_the_one_of_today(record, given):
    old = record(FULL.replace('"probability"', given))
    new = record(FULL.replace('"probability"', given.replace("nonprobability", "opt_in")))
    assert old.values == new.values
    assert old.get("sample_type") == ("opt_in" if given[0] == '"' else ["opt_in", "census"])
    assert repr(check_disclosure(old)) == repr(check_disclosure(new))
    assert status(check_disclosure(old), "A8c") == "missing"


OPT_IN = (
    FULL.replace('"probability"', '"opt_in"')
    .replace("moe = 4.9\n", 'precision_model = "none"\n')
    .replace('dispositions = "not_disclosed"', 'dispositions = "table 1"')
)
RATE = 'response_rate = "not_disclosed"\n'


def row(found, code):
    return found.table.set_index("code").loc[code]


def test_a_sample_drawn_at_random_has_a_response_rate(record):
    text = FULL.replace('dispositions = "not_disclosed"', 'dispositions = "table 1"')
    found = check_disclosure(record(text.replace(RATE, "")))
    assert (row(found, "B5")["status"], row(found, "B5")["to_do"]) == (
        "missing",
        "give response_rate",
    )
    assert status(found, "B5p") == "not applicable"
    found = check_disclosure(
        record(text.replace(RATE, 'response_rate = { code = "RR3", value = 0.21 }\n'))
    )
    assert status(found, "B5") == "pass"


def test_an_opt_in_sample_has_a_participation_rate(record):
    found = check_disclosure(record(OPT_IN.replace(RATE, "")))
    assert row(found, "B5p")["status"] == "missing"
    assert row(found, "B5p")["to_do"] == "give participation_rate"
    assert row(found, "B5")["to_do"] == ""
    for rate in ("0.12", "{ value = 0.12 }", '"not_disclosed"'):
        found = check_disclosure(record(OPT_IN.replace(RATE, f"participation_rate = {rate}\n")))
        assert found.complete, found
    found = check_disclosure(record(OPT_IN.replace(RATE, "participation_rate = 12\n")))
    assert row(found, "B5p")["to_do"] == (
        "participation_rate is 12; expected a proportion, such as 0.12"
    )


def test_a_response_rate_of_an_opt_in_sample_is_none(record):
    rate = 'response_rate = { code = "RR3", value = 0.21 }\n'
    found = check_disclosure(record(OPT_IN.replace(RATE, rate)))
    assert not found.complete
    assert row(found, "B5")["status"] == "wrong"
    assert "give participation_rate" in row(found, "B5")["to_do"]
    # whatever else of the item is told
    alone = OPT_IN.replace(RATE, rate).replace('dispositions = "table 1"\n', "")
    assert row(check_disclosure(record(alone)), "B5").equals(row(found, "B5"))
    both = rate + "participation_rate = 0.3\n"
    mixed = check_disclosure(record(OPT_IN.replace('"opt_in"', '"mixed"').replace(RATE, both)))
    assert (status(mixed, "B5"), status(mixed, "B5p")) == ("pass", "pass")


def test_sizes_by_mode_and_frame_are_of_more_than_one(record):
    text = FULL.replace("n_by_mode = { CAWI = 400 }\n", "")
    assert check_disclosure(record(text)).complete
    several = text.replace('["CAWI"]', '["CAWI", "CATI"]')
    found = check_disclosure(record(several + "x = 1\n"))
    assert row(found, "A8m")["to_do"] == "give n_by_mode"
    frames = text.replace('name = "register"', 'name = ["register", "panel"]')
    found = check_disclosure(record(frames))
    assert row(found, "A8f")["to_do"] == "give n_by_frame"
    sizes = frames.replace("n = 400\n", "n = 400\nn_by_frame = { register = 300, panel = 90 }\n")
    assert row(check_disclosure(record(sizes)), "A8a")["to_do"] == (
        "n_by_frame totals 390, but n is 400"
    )


def test_the_code_is_named_with_its_year(record):
    found = check_disclosure(record())
    assert found.code == "AAPOR Code of Professional Ethics and Practices (April 2021), section III"
    assert repr(found).startswith(found.code)


def test_the_minimum_of_a_published_report():
    minimum = {
        "conductor": "A",
        "sponsor": "B",
        "population": {"definition": "adults"},
        "n": 1000,
        "modes": ["CATI"],
        "field_start": "2026-01-01",
        "field_end": "2026-01-05",
    }
    found = check_disclosure(Disclosure(minimum), code="esomar_wapor")
    assert found.complete
    assert "(August 2014)" in found.code
    assert not check_disclosure(Disclosure(minimum)).complete
    for key in minimum:
        less = Disclosure({name: value for name, value in minimum.items() if name != key})
        assert not check_disclosure(less, code="esomar_wapor").complete, key
    with pytest.raises(ArgumentError, match="code is 'bpc'; expected one of aapor, esomar_wapor"):
        check_disclosure(Disclosure(minimum), code="bpc")


def test_a_word_for_no_sample_is_refused_with_those_there_are(record):
    found = check_disclosure(record(FULL.replace('"probability"', '"quota"')))
    assert found.table.set_index("code").loc["A5a", "to_do"] == (
        "sample_type is 'quota'; expected one of probability, opt_in, census, mixed, not_stated"
    )


def test_a_blank_is_missing_and_a_word_in_its_stead_is_not(record):
    assert status(check_disclosure(record(FULL.replace('"iCIMS"', '"  "'))), "A2") == "missing"
    told = check_disclosure(record(FULL.replace('"iCIMS"', '"not_disclosed"')))
    assert status(told, "A2") == "not disclosed"


def test_weighted_surveys_say_how(record):
    found = check_disclosure(record(FULL.replace("weighted = false", "weighted = true")))
    assert status(found, "A9w") == "missing"


def test_files_that_are_no_record(tmp_path):
    with pytest.raises(DataError, match=r"nothing\.toml cannot be read"):
        read_disclosure(tmp_path / "nothing.toml")
    path = tmp_path / "survey.toml"
    path.write_text("a = \n", encoding="utf-8")
    with pytest.raises(DataError, match=r"survey\.toml is no TOML: Invalid value \(at line 1"):
        read_disclosure(path)
    path.write_bytes(b"a = '\xff'")
    with pytest.raises(DataError, match="is not UTF-8; save it as UTF-8"):
        read_disclosure(path)
    path.write_text("disclosure = 3", encoding="utf-8")
    with pytest.raises(ArgumentError, match="disclosure is a int; expected a table"):
        read_disclosure(path)


@pytest.mark.parametrize("word", ["opt_in", "nonprobability"])
def test_an_opt_in_sample_has_one_name_and_older_records_are_read(record, word):
    text = FULL.replace('"probability"', f'"{word}"').replace("moe = 4.9\n", "")
    found = check_disclosure(record(text))
    assert status(found, "A5a") == "pass"
    assert status(found, "A8c") == "missing"
    without = check_disclosure(record(text.replace(f'"{word}"', '"not_stated"')))
    assert status(without, "A5a") == "not disclosed"


@pytest.mark.parametrize("given", [{}, {"sponsor": "A", "conductor": "B", "weighted": False}])
def test_what_is_left_to_do_is_counted_first(given):
    first = check_disclosure(Disclosure(given)).sentences[0]
    assert first.split(" ")[1] == "missing,"
    assert first.split(".")[0].endswith("not applicable")
